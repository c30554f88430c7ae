import assert from "node:assert/strict";
import { test } from "node:test";
import { amount, Archive, ArchiveError, count, coverOf, rowsOf, type Cover } from "../src/chain/archive.js";
import { endRows, loadRows, moneyRows, poolRows } from "../src/chain/archive-files.js";

const STATUS = { version: 1, chain_id: "here", from_height: 5, from_time: 1_000, height: 90, time: 9_000, whole: true };
const POOL = {
  columns: ["time", "open", "high", "new", "close", "lp_fees_0", "lp_fees_1"],
  rows: [[600, "9", "12", null, "10", "1", "0"], [300, "7", "9", null, "9", "4", "2"]],
};
const FILES = {
  "status.json": STATUS,
  "files.json": { files: ["pool-1-5m.json", "class-a100-1h.json", "money.json", "provider-wasm1x.json"] },
  "pool-1-5m.json": POOL,
  "class-a100-1h.json": { columns: ["time", "gpu_seconds_busy", "gpu_seconds_offered"], rows: [[3_600, 10, 7_200]] },
  "money.json": {
    days: {
      columns: ["time", "job_takes", "lease_takes", "other_takes", "swap_fees", "spread", "slashes", "burned", "backing"],
      rows: [[0, "1", "2", "3", "4", "5", "6", "7", "8"]],
    },
    burns: { columns: ["time", "height", "tx_hash", "amount", "of"], rows: [[10, 1, "AB", "5", "revenue"], [11, 2, null, "6", "slash"]] },
    buy_backs: { columns: ["time", "height", "tx_hash", "asset", "sold", "bought", "tip", "at_mean"], rows: [] },
  },
  "provider-wasm1x.json": {
    columns: ["time", "height", "what", "class", "work", "id", "credits", "tip", "slashed", "reputation_bps"],
    rows: [[10, 1, "settled", "a100", "job", 3, "5", "0", "0", 1_000], [11, 2, "liveness", "a100", "lease", 4, "0", "0", "9", null]],
  },
};

/** An archive of the files, as a host of static files has them: what is not there is a page that says so. */
function archive(files: Readonly<Record<string, unknown>>, chain = "here") {
  const asked: string[] = [];
  const clock = { now: 0 };
  const fetcher = (async (path: string) => {
    const name = path.replace("history/", "");
    asked.push(name);
    if (!(name in files)) return new Response("<!doctype html>", { status: 404 });
    return new Response(typeof files[name] === "string" ? files[name] : JSON.stringify(files[name]));
  }) as unknown as typeof fetch;
  return { asked, clock, archive: new Archive("history/", chain, fetcher, () => clock.now) };
}

test("columns are read by name, rows sorted, values checked", () => {
  const rows = rowsOf<{ time: number; close: bigint }>(POOL, { time: count, close: amount });
  assert.deepEqual(rows, [{ time: 300, close: 9n }, { time: 600, close: 10n }]);
  const bad = (table: unknown) => () => rowsOf<{ time: number; close: bigint }>(table, { time: count, close: amount });
  assert.throws(bad({ columns: ["time"], rows: [] }), /expected a column close/);
  assert.throws(bad({ columns: ["time", "close"], rows: [[1, 5]] }), /expected an amount as text, got 5/);
  assert.throws(bad({ columns: ["time", "close"], rows: [[1.5, "5"]] }), /expected a whole number, got 1.5/);
  // A date cannot be as late as that.
  assert.throws(bad({ columns: ["time", "close"], rows: [[8_640_000_000_001, "5"]] }), /expected Unix seconds, got 8640000000001/);
  assert.throws(() => coverOf({ ...STATUS, time: 8_640_000_000_001 }), /expected Unix seconds/);
  assert.throws(bad({ columns: ["time", "close"], rows: [[1, "-5"]] }), ArchiveError);
  assert.throws(bad({ columns: ["time", "close"], rows: [[1]] }), /got nothing/);
  assert.throws(bad({ columns: ["time", "close"], rows: [{}] }), ArchiveError);
  assert.throws(bad(null), ArchiveError);
  assert.throws(() => coverOf({ ...STATUS, version: 2 }), /expected version 1, got 2/);
});

test("only files that are named are asked for, and each once in a while", async () => {
  const { archive: here, asked, clock } = archive(FILES);
  const cover: Cover = { chainId: "here", fromHeight: 5, fromTime: 1_000, height: 90, time: 9_000, whole: true };
  const [found, again] = await Promise.all([poolRows(here, 1, "5m"), poolRows(here, 1, "5m")]);
  assert.deepEqual(found?.cover, cover);
  assert.deepEqual(found?.rows[1], { time: 600, open: 9n, close: 10n, lp_fees_0: 1n, lp_fees_1: 0n });
  assert.equal(again, found);
  assert.deepEqual(asked, ["files.json", "status.json", "pool-1-5m.json"]);
  assert.equal(await poolRows(here, 2, "5m"), undefined);
  assert.equal(await poolRows(here, 1, "1d"), undefined);
  assert.equal(asked.length, 3);
  clock.now = 301_000;
  assert.equal((await poolRows(here, 1, "5m"))?.rows.length, 2);
  assert.deepEqual(asked.slice(3), ["files.json", "status.json", "pool-1-5m.json"]);
});

test("load, money and ends", async () => {
  const { archive: here } = archive(FILES);
  assert.deepEqual((await loadRows(here, "a100", "1h"))?.rows, [{ time: 3_600, gpu_seconds_busy: 10, gpu_seconds_offered: 7_200 }]);
  const money = await moneyRows(here);
  assert.equal(money?.rows.days[0]?.burned, 7n);
  assert.deepEqual(money?.rows.burns.map(({ tx_hash, of }) => [tx_hash, of]), [["AB", "revenue"], [null, "slash"]]);
  const ends = await endRows(here, "wasm1x");
  assert.deepEqual(ends?.rows.map(({ work, slashed, reputation_bps }) => [work, slashed, reputation_bps]), [["job", 0n, 1_000], ["lease", 9n, null]]);
});

test("what is missing, broken, or of another chain is not there", async () => {
  const none = async (files: Readonly<Record<string, unknown>>, chain?: string) =>
    assert.equal(await poolRows(archive({ ...FILES, ...files }, chain).archive, 1, "5m"), undefined);
  await none({}, "elsewhere");
  await none({ "status.json": "<!doctype html>" });
  await none({ "status.json": { ...STATUS, version: 2 } });
  await none({ "files.json": ["pool-1-5m.json"] });
  await none({ "pool-1-5m.json": "{" });
  await none({ "pool-1-5m.json": { ...POOL, rows: [[1, 2, 3, 4, 5, 6, 7]] } });
  assert.equal(await poolRows(archive({}).archive, 1, "5m"), undefined);
  assert.equal(await moneyRows(archive({ ...FILES, "money.json": null }).archive), undefined);
  assert.equal(await moneyRows(archive({ ...FILES, "money.json": { ...FILES["money.json"], burns: { columns: [], rows: [] } } }).archive), undefined);
});

test("a file that failed is tried again", async () => {
  const files: Record<string, unknown> = {};
  const { archive: here, asked, clock } = archive(files);
  assert.equal(await poolRows(here, 1, "5m"), undefined);
  assert.equal(await poolRows(here, 1, "5m"), undefined);
  assert.equal(asked.length, 1);
  Object.assign(files, FILES);
  clock.now = 61_000;
  assert.equal((await poolRows(here, 1, "5m"))?.rows.length, 2);
});
