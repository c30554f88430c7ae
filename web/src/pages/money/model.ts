// Where the money goes: the fee-collector's answers as bigint, and what follows from them. NET base units unless said otherwise.
import { toBigInt, type feeCollector } from "compute-amm";
import type { BurnRow, BuyBackRow } from "../../chain/archive-files.js";
import { amountOf, amountOrZero, newestFirst, textOfEvent, type ChainEvent } from "../../chain/events.js";
import type { DaySum } from "../../chain/series.js";

export type WindowName = feeCollector.Window;

/** Windows of the fee-collector, as a reader calls them. */
export const WINDOWS: readonly { readonly value: WindowName; readonly label: string; readonly said: string }[] = [
  { value: "day", label: "Today", said: "today (UTC)" },
  { value: "week", label: "7 days", said: "in the last 7 days" },
  { value: "month", label: "30 days", said: "in the last 30 days" },
  { value: "quarter", label: "90 days", said: "in the last 90 days" },
  { value: "all", label: "Since the start", said: "since the market began" },
];

/** A line of an account. */
export interface Line {
  readonly name: string;
  readonly note: string;
  readonly amount: bigint;
  /** The field of the answer that says it. */
  readonly field: string;
}

/**
 * What the work was worth, and what liquidity earned. They are no parts of one sum: what a job's credits cost has the pool's fee in it,
 * and pools earn of all trades. `symbol` is what the network token is called.
 */
export function turnover(m: feeCollector.MetricsResponse, symbol: string): readonly Line[] {
  return [
    { name: "Work done", note: "what the credits of finished jobs and leases cost at their request: pool fees included, credits that clients brought counted at their worth", amount: toBigInt(m.volume), field: "volume" },
    { name: "Earned by liquidity", note: `the part of the pools' fees in ${symbol} that stayed in the pools, of all trades whose fees were collected, those for work among them`, amount: toBigInt(m.lp_fees), field: "lp_fees" },
  ];
}

/** What the protocol earned, by source: the lines add up to `all`. */
export function earned(m: feeCollector.MetricsResponse, symbol: string): { readonly lines: readonly Line[]; readonly all: bigint; readonly addsUp: boolean } {
  const lines: Line[] = [
    { name: "Fees of jobs and leases", note: "the take, paid on top of the credits", amount: toBigInt(m.take), field: "take" },
    { name: "Its part of the pools' fees", note: `of all trades: those in ${symbol}, and the ${symbol} bought back for others`, amount: toBigInt(m.swap_fees), field: "swap_fees" },
    { name: "Spread", note: "what pools keep from trades that follow others in a block", amount: toBigInt(m.spread), field: "spread" },
  ];
  const all = toBigInt(m.revenue);
  return { lines, all, addsUp: sum(lines) === all };
}

/** What became of the protocol's revenue. Since the start the lines add up to `all`; in a window they need not, as a burn may come days after its revenue. */
export function spent(
  m: feeCollector.MetricsResponse, split: feeCollector.Split, window: WindowName, symbol: string,
): { readonly lines: readonly (Line & { readonly bps: number | null })[]; readonly all: bigint; readonly addsUp: boolean | null } {
  const lines = [
    { name: "Burned", note: `gone for good: the supply of ${symbol} is smaller by it`, amount: toBigInt(m.burned_revenue), field: "burned_revenue", bps: split.burn_bps },
    { name: "For stakers", note: "comes to those who stake, where the stake pool is the recipient", amount: toBigInt(m.stakers), field: "stakers", bps: split.stakers_bps },
    { name: "For liquidity", note: "goes to pools, which the protocol then owns a part of", amount: toBigInt(m.liquidity), field: "liquidity", bps: split.liquidity_bps },
    { name: "Not split yet", note: "anybody may send the message that splits it", amount: toBigInt(m.pending), field: "pending", bps: null },
  ];
  const all = toBigInt(m.revenue);
  return { lines, all, addsUp: window === "all" ? sum(lines) === all : null };
}

const sum = (lines: readonly Line[]) => lines.reduce((total, { amount }) => total + amount, 0n);

/** All that was burned, whatever it came from: 0 or more. */
export function burnedOf(m: feeCollector.MetricsResponse): bigint {
  return toBigInt(m.burned_revenue) + toBigInt(m.burned_slashes) + toBigInt(m.burned_backing) + toBigInt(m.burned_donations);
}

/** Where something stands on the chain. */
export interface Placed {
  readonly height: number;
  /** Unix seconds; undefined where only the block is known. */
  readonly time: number | undefined;
  /** Of the transaction; null for what governance did in none. */
  readonly hash: string | null;
}

/** A burn of NET by the fee-collector. */
export interface Burn extends Placed {
  readonly amount: bigint;
  readonly why: string;
}

/** Why something burned that is no revenue, by the category of its `deposit`. */
const WHY = { slash: "fault of a provider, or lost bond", backing: "others' stake behind a provider that cheated" } as const;

/** Times of blocks, as far as they are known. */
export type Times = ReadonlyMap<number, number>;

const placed = ({ height, hash }: ChainEvent, times: Times): Placed => ({ height, hash, time: times.get(height) });

/** Burns in the collector's `distribute` and `deposit` events, newest first. Slashes and backing burn as they come; donations with the revenue. */
export function burnsOf(distributions: readonly ChainEvent[], deposits: readonly ChainEvent[], times: Times): Burn[] {
  const shares = distributions.map((event) => {
    const gifts = amountOrZero(event, "donations_burned");
    return { event, amount: amountOf(event, "burned"), why: gifts > 0n ? "share of revenue and gifts" : "share of revenue" };
  });
  const faults = deposits.flatMap((event) => {
    const category = textOfEvent(event, "category");
    return category === "slash" || category === "backing" ? [{ event, amount: amountOf(event, "amount"), why: WHY[category] }] : [];
  });
  return [...shares, ...faults].filter(({ amount }) => amount > 0n).sort((a, b) => newestFirst(a.event, b.event))
    .map(({ event, ...burn }) => ({ ...placed(event, times), ...burn }));
}

/** Burns of the archive, newest first. It does not say whether gifts were among the revenue. */
export function archivedBurns(rows: readonly BurnRow[]): Burn[] {
  return rows.map(({ height, time, tx_hash: hash, amount, of }) =>
    ({ height, time, hash, amount, why: of === "revenue" ? "share of revenue or gifts" : WHY[of] })).reverse();
}

/** A buy-back: revenue in another asset, sold for NET. */
export interface BuyBack extends Placed {
  readonly asset: string;
  /** Base units of the asset. */
  readonly sold: bigint;
  readonly bought: bigint;
  /** NET that it was worth at the mean of 30 minutes, before fees. */
  readonly atMean: bigint;
  readonly tip: bigint;
}

/** What of burns was others' stake. */
export const backingOf = (burns: readonly Burn[]): bigint =>
  burns.filter(({ why }) => why === WHY.backing).reduce((total, { amount }) => total + amount, 0n);

/** From the collector's `buy_back` events, newest first. */
export function buyBacksOf(events: readonly ChainEvent[], times: Times): BuyBack[] {
  return events.map((event) => ({
    ...placed(event, times), asset: textOfEvent(event, "asset"), sold: amountOf(event, "sold"), bought: amountOf(event, "bought"),
    atMean: amountOf(event, "at_mean"), tip: amountOf(event, "tip"),
  }));
}

/** Buy-backs of the archive, newest first. */
export function archivedBuyBacks(rows: readonly BuyBackRow[]): BuyBack[] {
  return rows.map(({ height, time, tx_hash: hash, asset, sold, bought, tip, at_mean: atMean }) =>
    ({ height, time, hash, asset, sold, bought, tip, atMean })).reverse();
}

/** What is behind the archive's height comes from the node, where it says anything; the archive may have some of it, too. Newest first. */
export function joined<T extends Placed>(archived: readonly T[], recent: readonly T[] | undefined, height: number): T[] {
  return recent ? [...recent.filter((one) => one.height > height), ...archived.filter((one) => one.height <= height)] : [...archived];
}

const DAYS: Readonly<Record<WindowName, number | null>> = { day: 1, week: 7, month: 30, quarter: 90, all: null };

/** When a window begins that ends with the day `today` (its beginning, Unix seconds); null since the start. */
export function spanOf(window: WindowName, today: number): number | null {
  const days = DAYS[window];
  return days === null ? null : today - (days - 1) * 86_400;
}

/** Of today, as the fee-collector answers for its window `day`. */
export function todayOf(m: feeCollector.MetricsResponse): DaySum {
  return { time: m.to_day * 86_400, revenue: toBigInt(m.revenue), burned: burnedOf(m) };
}

/** Annualised ratio of the answer in basis points as a multiple with two decimals, base 10^2: 12,345 bps is 1.23. Null where it has none. */
export function multiple(bps: Parameters<typeof toBigInt>[0] | null | undefined): bigint | null {
  return bps === null || bps === undefined ? null : toBigInt(bps) / 100n;
}

/** A whole number that may be below 0, as the collector writes it. Throws a RangeError for anything else. */
export function signed(text: string): bigint {
  if (!/^-?\d{1,40}$/.test(text)) throw new RangeError(`expected a whole number, got ${text}`);
  return BigInt(text);
}
