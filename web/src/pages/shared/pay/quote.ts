// Quotes of jobs and leases: what the contracts themselves say at the height of the snapshot, and what is sent so that they hold.
// Nothing is computed here that a contract computes: a quote runs what execution runs.
import { toBigInt, uint128, type jobMarket, type leaseMarket, type pool } from "compute-amm";
import { assetOf } from "../../../chain/assets.js";
import type { Rpc } from "../../../chain/rpc.js";
import type { ClassView, Snapshot } from "../../../chain/snapshot.js";
import type { Config } from "../../../config.js";
import type { Cost } from "../../../money/agreed.js";
import { least, most, mulDivUp } from "../../../money/ratio.js";
import { dollarRoute, payKey, payWith, secondLeg, withLimit, type Pay, type Sum } from "./payment.js";

/** What a request costs in a fresh block after `height`, and what is sent with it. NET base units, unless said otherwise. */
export interface Quote {
  readonly height: number;
  readonly pay: Pay;
  /** GPU-seconds that are bought, base units. */
  readonly credits: bigint;
  /** What they cost: NET that their pool takes; of credits that are there already, what these are worth. */
  readonly cost: bigint;
  /** At least the cost: take and lock follow from it. */
  readonly worth: bigint;
  readonly take: bigint;
  readonly tip: bigint;
  /** What the provider puts at stake: a job's lock, a lease's pledge; null where it is not known. */
  readonly stake: bigint | null;
  /** What pays, to the unit, if nothing moves the price before it. Of NET that it buys some comes back: see `back`. */
  readonly pays: readonly Sum[];
  /** What is taken at first: the worst case. Whatever happens, no more is paid. */
  readonly most: readonly (Sum & { readonly from: Pay["from"] })[];
  /** What comes back of what is taken, and of what that bought, if nothing moves the price before it; to where the request says, or `to`. */
  readonly back: readonly (Sum & { readonly to?: Pay["from"] })[];
  /** What the request names as its limit for cost and take. */
  readonly maxPayment: bigint;
  /** The most that the take can be. */
  readonly mostTake: bigint;
  /** NET that is bought first and pays then; null where what pays goes into the request itself. */
  readonly first: Purchase | null;
  /** The legs of the request's swap. A second one brings NET for the take, with room up to the limit. */
  readonly legs: readonly pool.Leg[];
}

/** A purchase of so much NET through pools, into the account. */
export interface Purchase {
  readonly pools: readonly number[];
  readonly net: bigint;
}

/** A job, as far as its price depends on it. */
export interface JobAsked {
  readonly gpus: number;
  readonly seconds: number;
  /** Its method, from which the lock follows; null while none is chosen. */
  readonly method: number | null;
  readonly tip: bigint;
  readonly declaredValue: bigint;
}

/** Where prices are asked. */
export interface Source {
  readonly rpc: Rpc;
  readonly config: Config;
  readonly snapshot: Snapshot;
  /** All is asked about this block: the page's snapshot may be of a later one before the last answer has come. */
  readonly height: number;
}

/** There is no way from what should pay to NET. */
export class NoRoute extends Error {
  override name = "NoRoute";
}

/** How much worse than quoted it may become: basis points, or the worst case of an earlier quote of the same. */
export type Limit = number | Pick<Quote, "maxPayment" | "mostTake" | "most">;

/** Asks the job-market. Throws {@link NoRoute}, and what a query throws: a contract's own words where it would refuse. */
export async function quoteJob(source: Source, view: ClassView, job: JobAsked, pay: Pay, limit: Limit): Promise<Quote> {
  const { rpc, snapshot: { terms }, height } = source;
  const answer = await rpc.query<jobMarket.QuoteResponse>(terms.contracts.jobMarket, {
    quote: {
      class: view.id, gpus: job.gpus, seconds: job.seconds, ...(job.method === null ? {} : { method: job.method }), tip: uint128(job.tip),
      declared_value: uint128(job.declaredValue), pay_with: payWith(pay.asset),
    },
  } satisfies jobMarket.QueryMsg, height);
  const { legs, ...amounts } = answer;
  const bill = { ...billOf(amounts, limit), tip: toBigInt(answer.tip), stake: answer.lock ? toBigInt(answer.lock) : null };
  return complete(source, view, pay, limit, { ...bill, mostTake: mostTake(view, bill) }, legs);
}

/**
 * The most that the take of a job can be, whatever others do before its block: its largest rate of what the credits may be worth, ⌈⌉. Where
 * credits pay, the market takes it from the payer's account, so that much must be shown, and be there. These are worth what they cost,
 * which the limit bounds; credits that are bought may be worth more than that.
 */
function mostTake({ occupancy }: ClassView, { maxPayment, worth }: Pick<Bill, "maxPayment" | "worth">): bigint {
  if (!occupancy) return maxPayment;
  const { base_bps: base, max_multiplier_bps: multiplier } = occupancy.terms.take;
  // A unit for each of two roundings.
  return least(maxPayment, mulDivUp(most(maxPayment, worth), BigInt(base) * BigInt(multiplier), 100_000_000n) + 2n);
}

/** Asks the lease-market. Throws as {@link quoteJob}; a RangeError where there is none. */
export async function quoteLease(
  source: Source, view: ClassView, lease: { readonly gpus: number; readonly seconds: number }, pay: Pay, limit: Limit,
): Promise<Quote> {
  const { rpc, snapshot: { terms }, height } = source;
  const market = terms.contracts.leaseMarket;
  if (market === null) throw new RangeError("this market has no leases");
  const answer = await rpc.query<leaseMarket.QuoteResponse>(market, {
    quote: { class: view.id, gpus: lease.gpus, seconds: lease.seconds, pay_with: payWith(pay.asset) },
  } satisfies leaseMarket.QueryMsg, height);
  const bill = { ...billOf(answer, limit), tip: 0n, stake: toBigInt(answer.pledge) };
  const mostTake = typeof limit === "number" ? withLimit(bill.take, limit) : limit.mostTake;
  return complete(source, view, pay, limit, { ...bill, mostTake }, answer.legs);
}

type Bill = Pick<Quote, "credits" | "cost" | "worth" | "take" | "tip" | "stake" | "maxPayment" | "mostTake">;

function billOf(
  { credits, cost, worth, take }: Pick<jobMarket.QuoteResponse, "credits" | "cost" | "worth" | "take">, limit: Limit,
): Omit<Bill, "tip" | "stake" | "mostTake"> {
  const amounts = { credits: toBigInt(credits), cost: toBigInt(cost), worth: toBigInt(worth), take: toBigInt(take) };
  return { ...amounts, maxPayment: typeof limit === "number" ? withLimit(amounts.cost + amounts.take, limit) : limit.maxPayment };
}

/** What is sent, what comes back. */
async function complete(
  source: Source, view: ClassView, pay: Pay, limit: Limit, bill: Bill, quoted: readonly jobMarket.Leg[],
): Promise<Quote> {
  const { rpc, config, snapshot, height } = source;
  const net = snapshot.terms.networkDenom;
  const owed = bill.take + bill.tip;
  const common = { ...bill, height, pay, first: null };
  const key = payKey(pay.asset, snapshot, config, view);
  const priceOf = async (legs: readonly pool.Leg[]) => {
    const { paid } = await rpc.query<pool.QuoteResponse>(
      snapshot.terms.contracts.pool, { quote_exact_out: { offer: assetOf(key), legs: [...legs] } } satisfies pool.QueryMsg, height);
    const amount = toBigInt(paid.amount);
    return { amount, all: typeof limit === "number" ? withLimit(amount, limit) : (limit.most[0]?.amount ?? 0n) };
  };
  if (pay.asset !== "credits") {
    // Of NET a request takes no more than its limit and the tip, so that much pays for certain. Dollars buy it first: where they went
    // into the request itself, the market would take what they bring too little for the take from the payer's account, without a limit.
    const [pays, most] = [bill.cost + owed, bill.maxPayment + bill.tip];
    const back = sums({ asset: net, amount: most - pays });
    if (pay.asset === "net") return { ...common, legs: quoted, pays: [{ asset: net, amount: pays }], most: [{ asset: net, amount: most, from: pay.from }], back };
    const { pools } = routeOf(source);
    const { amount, all } = await priceOf([{ pools: [...pools], amount_out: uint128(most) }]);
    return {
      ...common, first: { pools, net: most }, legs: quoted, pays: [{ asset: key, amount }], most: [{ asset: key, amount: all, from: pay.from }],
      back: [...sums({ asset: key, amount: all - amount }).map((sum) => ({ ...sum, to: pay.from })), ...back],
    };
  }
  const mostOwed = bill.mostTake + bill.tip;
  if (quoted.length === 1) {
    // A job that credits pay: they are passed on, and NET of the payer's account pays take and tip.
    return {
      ...common, legs: quoted, pays: sums({ asset: key, amount: bill.credits }, { asset: net, amount: owed }), back: [],
      most: [{ asset: key, amount: bill.credits, from: pay.from }, { asset: net, amount: mostOwed, from: "account" }],
    };
  }
  // A lease that credits pay: some of them buy NET for the largest take, and what is not needed comes back.
  const legs = secondLeg(quoted, uint128(mostOwed));
  const { amount, all } = await priceOf(legs);
  return {
    ...common, legs, pays: [{ asset: key, amount }], most: [{ asset: key, amount: all, from: pay.from }],
    back: sums({ asset: key, amount: all - amount }, { asset: net, amount: mostOwed - owed }),
  };
}

/** What is agreed to by a quote: cost and take, and each sum that pays, with the most of it. */
export function costsOf({ cost, take, maxPayment, pays, most }: Quote): Cost[] {
  return [
    { now: cost + take, limit: maxPayment },
    ...most.map(({ asset, amount }) => ({ now: pays.find((sum) => sum.asset === asset)?.amount ?? 0n, limit: amount })),
  ];
}

/** With a new limit of so many basis points, or that of `before` where it is no better and the price still is within it. */
export async function quoteWithin(ask: (limit: Limit) => Promise<Quote>, limitBps: number, before: Quote | undefined): Promise<Quote> {
  const fresh = await ask(limitBps);
  const limits = before && costsOf(before).map(({ limit }) => limit);
  if (!before || !limits || costsOf(fresh).every(({ limit }, index) => limit <= (limits[index] ?? limit))) return fresh;
  return ask(before);
}

function routeOf({ snapshot, config }: Source): jobMarket.Route {
  const route = dollarRoute(snapshot, config);
  if (!route) throw new NoRoute(`No pool trades ${config.usd?.symbol ?? "dollars"} for ${config.symbol} now. Pay in ${config.symbol}.`);
  return route;
}

/** Those that are more than 0: beyond a limit nothing comes back. */
function sums(...all: Sum[]): Sum[] {
  return all.filter(({ amount }) => amount > 0n);
}
