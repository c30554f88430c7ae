// Where the money goes: the fee-collector's answers as bigint, and what follows from them. NET base units unless said otherwise.
import { toBigInt, type feeCollector } from "compute-amm";
import { amountOf, amountOrZero, newestFirst, textOfEvent, type ChainEvent } from "../chain/events.js";

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

/** What users paid, and to whom: the lines add up to `all`. */
export function paid(m: feeCollector.MetricsResponse): { readonly lines: readonly Line[]; readonly all: bigint; readonly addsUp: boolean } {
  const lines: Line[] = [
    { name: "Providers of GPUs", note: "what the credits of finished jobs and leases cost", amount: toBigInt(m.volume), field: "volume" },
    { name: "Providers of liquidity", note: "their part of the pools' fees in NET", amount: toBigInt(m.lp_fees), field: "lp_fees" },
    { name: "The protocol: fees of jobs and leases", note: "the take", amount: toBigInt(m.take), field: "take" },
    { name: "The protocol: its part of the pools' fees", note: "those in NET, and the NET bought back for others", amount: toBigInt(m.swap_fees), field: "swap_fees" },
    { name: "The protocol: spread", note: "what pools keep from trades that follow others in a block", amount: toBigInt(m.spread), field: "spread" },
  ];
  const all = toBigInt(m.user_fees);
  return { lines, all, addsUp: sum(lines) === all };
}

/** What became of the protocol's revenue. Since the start the lines add up to `all`; in a window they need not, as a burn may come days after its revenue. */
export function spent(
  m: feeCollector.MetricsResponse, split: feeCollector.Split, window: WindowName,
): { readonly lines: readonly (Line & { readonly bps: number | null })[]; readonly all: bigint; readonly addsUp: boolean | null } {
  const lines = [
    { name: "Burned", note: "gone for good: NET's supply is smaller by it", amount: toBigInt(m.burned_revenue), field: "burned_revenue", bps: split.burn_bps },
    { name: "For stakers", note: "those who secure the chain", amount: toBigInt(m.stakers), field: "stakers", bps: split.stakers_bps },
    { name: "For liquidity", note: "goes to pools, which the protocol then owns a part of", amount: toBigInt(m.liquidity), field: "liquidity", bps: split.liquidity_bps },
    { name: "Not split yet", note: "anybody may send the message that splits it", amount: toBigInt(m.pending), field: "pending", bps: null },
  ];
  const all = toBigInt(m.revenue);
  return { lines, all, addsUp: window === "all" ? sum(lines) === all : null };
}

const sum = (lines: readonly Line[]) => lines.reduce((total, { amount }) => total + amount, 0n);

/** All that was burned, whatever it came from: 0 or more. */
export function burnedOf(m: feeCollector.MetricsResponse): bigint {
  return toBigInt(m.burned_revenue) + toBigInt(m.burned_slashes) + toBigInt(m.burned_donations);
}

/** A burn of NET by the fee-collector. */
export interface Burn {
  readonly event: ChainEvent;
  readonly amount: bigint;
  readonly why: string;
}

/** Burns in the collector's `distribute` and `deposit` events, newest first. Slashes burn as they come; donations with the revenue. */
export function burnsOf(distributions: readonly ChainEvent[], slashes: readonly ChainEvent[]): Burn[] {
  const shares = distributions.map((event) => {
    const gifts = amountOrZero(event, "donations_burned");
    return { event, amount: amountOf(event, "burned"), why: gifts > 0n ? "share of revenue and gifts" : "share of revenue" };
  });
  const faults = slashes.filter((event) => textOfEvent(event, "category") === "slash")
    .map((event) => ({ event, amount: amountOf(event, "amount"), why: "fault of a provider, or lost bond" }));
  return [...shares, ...faults].filter(({ amount }) => amount > 0n).sort((a, b) => newestFirst(a.event, b.event));
}

/** A buy-back: revenue in another asset, sold for NET. */
export interface BuyBack {
  readonly event: ChainEvent;
  readonly asset: string;
  /** Base units of the asset. */
  readonly sold: bigint;
  readonly bought: bigint;
  /** NET that it was worth at the mean of 30 minutes, before fees. */
  readonly atMean: bigint;
  readonly tip: bigint;
}

/** From the collector's `buy_back` events. */
export function buyBacksOf(events: readonly ChainEvent[]): BuyBack[] {
  return events.map((event) => ({
    event, asset: textOfEvent(event, "asset"), sold: amountOf(event, "sold"), bought: amountOf(event, "bought"),
    atMean: amountOf(event, "at_mean"), tip: amountOf(event, "tip"),
  }));
}

/** Annualised ratio of the answer in basis points as a multiple with two decimals, base 10^2: 12,345 bps is 1.23. Null where it has none. */
export function multiple(bps: Parameters<typeof toBigInt>[0] | null | undefined): bigint | null {
  return bps === null || bps === undefined ? null : toBigInt(bps) / 100n;
}
