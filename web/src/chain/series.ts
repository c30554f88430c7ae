// What charts and figures make of the archive's rows: pure functions.
import { SECONDS, type Cover, type Step } from "./archive.js";
import type { DayRow, LoadRow, PoolRow } from "./archive-files.js";
import type { PricePoint } from "./history.js";
import type { LoadPoint } from "./load.js";

/** How far back a reader looks. */
export type Span = "day" | "week" | "quarter" | "all";

const DAY = 86_400;

/** Spans, as a reader calls them; `seconds` is null for all. */
export const SPANS: readonly { readonly value: Span; readonly label: string; readonly seconds: number | null }[] = [
  { value: "day", label: "24 hours", seconds: DAY },
  { value: "week", label: "7 days", seconds: 7 * DAY },
  { value: "quarter", label: "3 months", seconds: 90 * DAY },
  { value: "all", label: "All", seconds: null },
];

/** Where a span begins, Unix seconds; 0 for all. */
export function beginning(span: Span, now: number): number {
  const seconds = SPANS.find(({ value }) => value === span)?.seconds ?? null;
  return seconds === null ? 0 : now - seconds;
}

/** Seconds that are shown: no more than there are. */
function shownOf(span: Span, { fromTime }: Pick<Cover, "fromTime">, now: number): number {
  const from = beginning(span, now);
  return now - (from > fromTime ? from : fromTime);
}

/** Rows of prices that suit what is shown: of two days, of 90 days, or longer. */
export function stepFor(span: Span, cover: Pick<Cover, "fromTime">, now: number): Step {
  const shown = shownOf(span, cover, now);
  return shown <= 2 * DAY ? "5m" : shown <= 90 * DAY ? "1h" : "1d";
}

/** Rows of load: it goes up and down within a day, so that hours of more than two weeks are but a blur. */
export function loadStepFor(span: Span, cover: Pick<Cover, "fromTime">, now: number): Exclude<Step, "5m"> {
  return shownOf(span, cover, now) <= 14 * DAY ? "1h" : "1d";
}

/**
 * A pool's prices from a time on, oldest first: what it was then, and at the end of each row. Prices are as {@link PricePoint}
 * has them. Each has the archive's own height: what the node says of later blocks comes behind.
 */
export function pricesOf(rows: readonly PoolRow[], step: Step, cover: Cover, from: number): PricePoint[] {
  const points: PricePoint[] = [];
  const add = (time: number, price: bigint) =>
    points.push({ height: cover.height, time: time > cover.time ? cover.time : time, price: price * 1_000_000n });
  let before: bigint | undefined;
  for (const row of rows) {
    const end = row.time + SECONDS[step];
    if (end <= from) {
      before = row.close;
      continue;
    }
    if (points.length === 0 && before !== undefined) add(from, before);
    else if (points.length === 0) add(row.time > from ? row.time : from, row.open);
    add(end, row.close);
  }
  if (points.length === 0 && before !== undefined) add(from, before);
  return points;
}

/** GPUs in thousandths. */
export const MILLI = 1_000n;

/** A class's GPUs from a time on, in thousandths. */
export interface Load {
  readonly time: number;
  readonly busy: bigint;
  readonly offered: bigint;
}

/** What follows after whole rows: when they end. */
export interface Loads {
  readonly points: readonly Load[];
  readonly until: number;
}

/**
 * The means of whole intervals, ⌊⌋, that end after `from`; 0 in those without a row. The interval that still runs is left out, as GPU
 * time is summed up at full hours.
 */
export function loadsOf(rows: readonly LoadRow[], step: Step, cover: Cover, from: number): Loads {
  const size = SECONDS[step];
  const points: Load[] = [];
  let until = 0;
  for (const row of rows) {
    const end = row.time + size;
    if (end <= from || end > cover.time) continue;
    if (until > 0 && row.time > until) points.push({ time: until, busy: 0n, offered: 0n });
    // The archive may begin within its first interval.
    const seconds = BigInt(end - (row.time > cover.fromTime ? row.time : cover.fromTime));
    const mean = (sum: number) => (seconds > 0n ? (BigInt(sum) * MILLI) / seconds : 0n);
    points.push({ time: row.time > cover.fromTime ? row.time : cover.fromTime, busy: mean(row.gpu_seconds_busy), offered: mean(row.gpu_seconds_offered) });
    until = end;
  }
  return { points, until };
}

/** The archive's means, and then what the node says of the time since, if it says anything. */
export function joinLoads({ points, until }: Loads, since: readonly LoadPoint[], from: number): Load[] {
  const milli = ({ time, busy, offered }: LoadPoint): Load => ({ time, busy: BigInt(busy) * MILLI, offered: BigInt(offered) * MILLI });
  const start = until > from ? until : from;
  const before = since.findLast(({ time }) => time <= start);
  const last = points.at(-1);
  const now = before ? { ...milli(before), time: start } : last ? { ...last, time: start } : undefined;
  return [...points, ...(now ? [now] : []), ...since.filter(({ time }) => time > start).map(milli)];
}

/** What the protocol earned in a day, NET base units, whatever became of it. */
export function revenueOf(day: DayRow): bigint {
  return day.job_takes + day.lease_takes + day.other_takes + day.swap_fees + day.spread;
}

/** Revenue and burns of a day (its beginning, UTC), NET base units. */
export interface DaySum {
  readonly time: number;
  readonly revenue: bigint;
  readonly burned: bigint;
}

/**
 * A sum for each day from `from` on, 0 where nothing happened, until today, which is `today`: the fee-collector's own answer. Days before the
 * archive began are left out, unless it begins with the market: then they were 0.
 */
export function daySums(rows: readonly DayRow[], cover: Cover, from: number, today: DaySum): DaySum[] {
  const known = new Map(rows.map((row) => [row.time, { time: row.time, revenue: revenueOf(row), burned: row.burned + row.slashes + row.backing }]));
  const first = dayOf(cover.fromTime);
  const sums: DaySum[] = [];
  for (let day = cover.whole || from > first ? dayOf(from) : first; day < today.time; day += DAY) {
    sums.push(known.get(day) ?? { time: day, revenue: 0n, burned: 0n });
  }
  return [...sums, today];
}

/** The beginning of a time's day, UTC. */
export function dayOf(time: number): number {
  return time - (time % DAY);
}

/** Fees that stayed in a pool, base units of either asset. */
export interface Fees {
  readonly fees0: bigint;
  readonly fees1: bigint;
  /** From when on they are known: days ago, or the archive's beginning. */
  readonly from: number;
}

/** Of the last `days` days (UTC), today included, out of rows of days. */
export function feesOf(rows: readonly PoolRow[], cover: Cover, days: number, now: number): Fees {
  const first = dayOf(now) - (days - 1) * DAY;
  const inside = rows.filter(({ time }) => time >= first);
  const sum = (of: (row: PoolRow) => bigint) => inside.reduce((total, row) => total + of(row), 0n);
  return {
    fees0: sum((row) => row.lp_fees_0), fees1: sum((row) => row.lp_fees_1),
    from: first > cover.fromTime ? first : cover.fromTime,
  };
}
