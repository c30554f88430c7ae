import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cover } from "../src/chain/archive.js";
import type { DayRow, EndRow, PoolRow } from "../src/chain/archive-files.js";
import { beginning, daySums, feesOf, joinLoads, loadsOf, loadStepFor, pricesOf, stepFor } from "../src/chain/series.js";
import { archivedMarks, withArchive, type Earning } from "../src/pages/provide/earnings.js";
import { archivedBurns, joined, spanOf } from "../src/pages/money/model.js";

const DAY = 86_400;
const COVER: Cover = { chainId: "here", fromHeight: 1, fromTime: 100, height: 90, time: 1_300, whole: true };
const row = (time: number, open: bigint, close: bigint, fees: readonly [bigint, bigint] = [0n, 0n]): PoolRow =>
  ({ time, open, close, lp_fees_0: fees[0], lp_fees_1: fees[1] });
const at = (points: readonly { time: number; price: bigint }[]) => points.map(({ time, price }) => [time, price / 1_000_000n]);

test("rows are as long as what is shown needs, and no longer than there is", () => {
  const now = 200 * DAY;
  assert.equal(beginning("week", now), 193 * DAY);
  assert.equal(beginning("all", now), 0);
  assert.deepEqual((["day", "week", "quarter", "all"] as const).map((span) => stepFor(span, { fromTime: 0 }, now)), ["5m", "1h", "1h", "1d"]);
  assert.deepEqual((["day", "week", "quarter"] as const).map((span) => loadStepFor(span, { fromTime: 0 }, now)), ["1h", "1h", "1d"]);
  assert.equal(stepFor("all", { fromTime: now - 3_600 }, now), "5m");
  assert.equal(stepFor("all", { fromTime: now - 80 * DAY }, now), "1h");
});

test("prices: what it was at the beginning, and at the end of each row", () => {
  const rows = [row(0, 5n, 6n), row(300, 6n, 8n), row(1_200, 8n, 9n)];
  // The last row still runs: its price is of the archive's time.
  assert.deepEqual(at(pricesOf(rows, "5m", COVER, 0)), [[0, 5n], [300, 6n], [600, 8n], [1_300, 9n]]);
  assert.deepEqual(at(pricesOf(rows, "5m", COVER, 700)), [[700, 8n], [1_300, 9n]]);
  assert.deepEqual(at(pricesOf(rows, "5m", COVER, 400)), [[400, 6n], [600, 8n], [1_300, 9n]]);
  assert.deepEqual(at(pricesOf(rows.slice(0, 2), "5m", COVER, 900)), [[900, 8n]]);
  assert.deepEqual(pricesOf([], "5m", COVER, 0), []);
  assert.ok(pricesOf(rows, "5m", COVER, 0).every(({ height }) => height === 90));
});

test("load: means of whole hours, 0 between them, then what the node says", () => {
  const cover = { ...COVER, fromTime: 1_800, time: 5 * 3_600 + 10 };
  const hour = (index: number, busy: number) => ({ time: index * 3_600, gpu_seconds_busy: busy, gpu_seconds_offered: 7_200 });
  const loads = loadsOf([hour(0, 900), hour(1, 1_800), hour(4, 3_600), hour(5, 99)], "1h", cover, 0);
  assert.deepEqual(loads.points.map(({ time, busy, offered }) => [time, busy, offered]), [
    [1_800, 500n, 4_000n], [3_600, 500n, 2_000n], [7_200, 0n, 0n], [14_400, 1_000n, 2_000n],
  ]);
  assert.equal(loads.until, 18_000);
  const since = [{ height: 1, time: 17_000, busy: 1, offered: 2 }, { height: 2, time: 18_005, busy: 2, offered: 2 }];
  assert.deepEqual(joinLoads(loads, since, 0).slice(4).map(({ time, busy }) => [time, busy]), [[18_000, 1_000n], [18_005, 2_000n]]);
  // The node says nothing: the last mean until its end.
  assert.deepEqual(joinLoads(loads, [], 0).at(-1), { time: 18_000, busy: 1_000n, offered: 2_000n });
  assert.deepEqual(joinLoads({ points: [], until: 0 }, since, 0).map(({ time }) => time), [17_000, 18_005]);
  assert.deepEqual(joinLoads({ points: [], until: 0 }, since, 17_500).map(({ time }) => time), [17_500, 18_005]);
});

test("days: 0 where nothing happened, today as the collector says", () => {
  const day = (index: number): DayRow => ({
    time: index * DAY, job_takes: 1n, lease_takes: 2n, other_takes: 3n, swap_fees: 4n, spread: 5n, slashes: 6n, burned: 7n, backing: 8n,
  });
  const today = { time: 4 * DAY, revenue: 99n, burned: 9n };
  const cover = { ...COVER, fromTime: 2 * DAY + 5 };
  const sums = (whole: boolean, from: number) => daySums([day(2), day(4)], { ...cover, whole }, from, today)
    .map(({ time, revenue, burned }) => [time / DAY, revenue, burned]);
  assert.deepEqual(sums(true, DAY), [[1, 0n, 0n], [2, 15n, 21n], [3, 0n, 0n], [4, 99n, 9n]]);
  assert.deepEqual(sums(false, DAY), [[2, 15n, 21n], [3, 0n, 0n], [4, 99n, 9n]]);
  assert.deepEqual(sums(false, 3 * DAY + 7), [[3, 0n, 0n], [4, 99n, 9n]]);
  assert.equal(spanOf("week", 10 * DAY), 4 * DAY);
  assert.equal(spanOf("all", 10 * DAY), null);
});

test("fees of the last days, today included", () => {
  const rows = [row(2 * DAY, 1n, 1n, [1n, 10n]), row(3 * DAY, 1n, 1n, [2n, 20n]), row(9 * DAY, 1n, 1n, [3n, 30n])];
  assert.deepEqual(feesOf(rows, COVER, 7, 9 * DAY + 5), { fees0: 5n, fees1: 50n, from: 3 * DAY });
  assert.deepEqual(feesOf(rows, COVER, 30, 9 * DAY + 5), { fees0: 6n, fees1: 60n, from: 100 });
  assert.deepEqual(feesOf([], COVER, 7, 9 * DAY), { fees0: 0n, fees1: 0n, from: 3 * DAY });
});

test("the archive's burns, and behind its height the node's", () => {
  const burns = archivedBurns([
    { time: 1, height: 5, tx_hash: "A", amount: 1n, of: "revenue" }, { time: 2, height: 9, tx_hash: null, amount: 2n, of: "slash" },
  ]);
  const later = [{ time: undefined, height: 9, hash: "B", amount: 2n, why: "share" }, { time: undefined, height: 8, hash: "C", amount: 7n, why: "share" }];
  assert.deepEqual(joined(burns, later, 8).map(({ hash }) => hash), ["B", "A"]);
  assert.deepEqual(joined(burns, undefined, 8).map(({ hash }) => hash), [null, "A"]);
});

test("ends that only the archive has join those of the index, and none counts twice", () => {
  const end = (work: "job" | "lease", id: number, height: number): EndRow => ({
    time: height, height, what: work === "job" ? "settled" : "ended", class: "a100", work, id, credits: 10n, tip: 1n, slashed: 0n, reputation_bps: 1_000 + height,
  });
  const indexed = (kind: "job" | "lease", id: number, height: number, how: string): Earning =>
    ({ kind, id, height, hash: "AB", how, class: "a100", credits: 4n, redeemed: 0n, net: 0n, lost: 0n });
  const rows = [indexed("job", 3, 9, "settled"), indexed("lease", 1, 8, "claim"), indexed("lease", 2, 7, "claim")];
  const joined = withArchive({ rows, more: true }, [end("job", 1, 2), end("lease", 1, 5), end("job", 3, 9)]);
  assert.deepEqual(joined.rows.map(({ kind, id, hash }) => [kind, id, hash]), [["job", 3, "AB"], ["lease", 2, "AB"], ["lease", 1, ""], ["job", 1, ""]]);
  const { marks, ends } = archivedMarks([end("job", 1, 2), end("lease", 1, 5), end("job", 3, 9), { ...end("job", 4, 10), class: "h100" }], "a100");
  assert.deepEqual(marks.map(({ bps }) => bps), [1_002, 1_005, 1_009]);
  assert.deepEqual(ends, [["settled", 2], ["ended", 1]]);
});
