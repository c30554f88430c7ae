// Which files of the archive the page reads, and which of their columns.
import { amount, count, oneOf, orNull, rowsOf, text, type Archive, type Archived, type Step } from "./archive.js";

/** A pool in an interval in which its reserves changed. */
export interface PoolRow {
  readonly time: number;
  /** Base units of asset 1 for 10^18 base units of asset 0, ⌊⌋, before the first change and after the last. */
  readonly open: bigint;
  readonly close: bigint;
  /** Fees that stayed in the reserves, base units of either asset. */
  readonly lp_fees_0: bigint;
  readonly lp_fees_1: bigint;
}

/** Undefined where there is no such file, as for each function here. */
export function poolRows(archive: Archive, id: number, step: Step): Promise<Archived<PoolRow[]> | undefined> {
  return archive.read(`pool-${id}-${step}.json`, (value) =>
    rowsOf<PoolRow>(value, { time: count, open: amount, close: amount, lp_fees_0: amount, lp_fees_1: amount }));
}

/** A class in an interval in which it did something. */
export interface LoadRow {
  readonly time: number;
  readonly gpu_seconds_busy: number;
  readonly gpu_seconds_offered: number;
}

export function loadRows(archive: Archive, name: string, step: Exclude<Step, "5m">): Promise<Archived<LoadRow[]> | undefined> {
  return archive.read(`class-${name}-${step}.json`, (value) =>
    rowsOf<LoadRow>(value, { time: count, gpu_seconds_busy: count, gpu_seconds_offered: count }));
}

/** Money of a day (UTC), NET base units. */
export interface DayRow {
  readonly time: number;
  readonly job_takes: bigint;
  readonly lease_takes: bigint;
  readonly other_takes: bigint;
  readonly swap_fees: bigint;
  readonly spread: bigint;
  readonly slashes: bigint;
  /** Others' stake that burned with a provider's lock. */
  readonly backing: bigint;
  readonly burned: bigint;
}

/** A burn of NET; `tx_hash` is null for what governance did in no transaction. */
export interface BurnRow {
  readonly time: number;
  readonly height: number;
  readonly tx_hash: string | null;
  readonly amount: bigint;
  readonly of: "revenue" | "slash" | "backing";
}

/** A sale of revenue in another asset for NET. */
export interface BuyBackRow {
  readonly time: number;
  readonly height: number;
  readonly tx_hash: string | null;
  readonly asset: string;
  readonly sold: bigint;
  readonly bought: bigint;
  readonly tip: bigint;
  readonly at_mean: bigint;
}

export interface MoneyRows {
  readonly days: readonly DayRow[];
  readonly burns: readonly BurnRow[];
  readonly buyBacks: readonly BuyBackRow[];
}

/** The file keeps so many burns, and so many buy-backs: the newest. */
export const MOST_BURNS = 1_000;

const place = { time: count, height: count, tx_hash: orNull(text) };

export function moneyRows(archive: Archive): Promise<Archived<MoneyRows> | undefined> {
  return archive.read("money.json", (value) => {
    const { days, burns, buy_backs } = (value ?? {}) as Record<string, unknown>;
    return {
      days: rowsOf<DayRow>(days, {
        time: count, job_takes: amount, lease_takes: amount, other_takes: amount, swap_fees: amount, spread: amount, slashes: amount, backing: amount, burned: amount,
      }),
      burns: rowsOf<BurnRow>(burns, { ...place, amount, of: oneOf("revenue", "slash", "backing") }),
      buyBacks: rowsOf<BuyBackRow>(buy_backs, { ...place, asset: text, sold: amount, bought: amount, tip: amount, at_mean: amount }),
    };
  });
}

/** An end of a provider's job or lease. */
export interface EndRow {
  readonly time: number;
  readonly height: number;
  /** The state in which it ended, or the fault. */
  readonly what: string;
  readonly class: string;
  readonly work: "job" | "lease";
  readonly id: number;
  /** Paid, base units of credits. */
  readonly credits: bigint;
  /** NET base units. */
  readonly tip: bigint;
  readonly slashed: bigint;
  /** Afterwards; null where the archive does not know it. */
  readonly reputation_bps: number | null;
}

/** The file keeps so many ends: the newest. */
export const MOST_ENDS = 500;

export function endRows(archive: Archive, provider: string): Promise<Archived<EndRow[]> | undefined> {
  return archive.read(`provider-${provider}.json`, (value) => rowsOf<EndRow>(value, {
    time: count, height: count, what: text, class: text, work: oneOf("job", "lease"), id: count, credits: amount, tip: amount,
    slashed: amount, reputation_bps: orNull(count),
  }));
}
