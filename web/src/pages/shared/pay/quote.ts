// Quotes of jobs and leases: what the contracts themselves say at the height of the snapshot, and what is sent so that they hold.
// Nothing is computed here that a contract computes: a quote runs what execution runs.
import { toBigInt, uint128, type jobMarket, type leaseMarket, type pool } from "compute-amm";
import { assetOf } from "../../../chain/assets.js";
import type { Rpc } from "../../../chain/rpc.js";
import type { ClassView, Snapshot } from "../../../chain/snapshot.js";
import type { Config } from "../../../config.js";
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
  /** What pays, to the unit, if nothing moves the price before it. Of NET that it buys for take and tip some comes back: see `back`. */
  readonly pays: readonly Sum[];
  /** What is taken at first: the worst case. Whatever happens, no more is paid. */
  readonly most: readonly (Sum & { readonly from: Pay["from"] })[];
  /** What comes back of what is taken, and of what that bought, if nothing moves the price before it. */
  readonly back: readonly Sum[];
  /** What the request names as its limit for cost and take. */
  readonly maxPayment: bigint;
  /** The legs of the swap to send. The second one brings NET for take and tip, with room up to the limit. */
  readonly legs: readonly pool.Leg[];
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
}

/** There is no way from what should pay to NET. */
export class NoRoute extends Error {
  override name = "NoRoute";
}

/** Asks the job-market. Throws {@link NoRoute}, and what a query throws: a contract's own words where it would refuse. */
export async function quoteJob(source: Source, view: ClassView, job: JobAsked, pay: Pay, limitBps: number): Promise<Quote> {
  const { rpc, snapshot: { terms, status: { height } } } = source;
  const answer = await rpc.query<jobMarket.QuoteResponse>(terms.contracts.jobMarket, {
    quote: {
      class: view.id, gpus: job.gpus, seconds: job.seconds, ...(job.method === null ? {} : { method: job.method }), tip: uint128(job.tip),
      declared_value: uint128(job.declaredValue), pay_with: wayOf(source, pay),
    },
  } satisfies jobMarket.QueryMsg, height);
  const { legs, ...amounts } = answer;
  const bill = { ...billOf(amounts, limitBps), tip: toBigInt(answer.tip), stake: answer.lock ? toBigInt(answer.lock) : null };
  return complete(source, view, pay, limitBps, bill, legs, mostTake(view, bill));
}

/**
 * The most that the take of a job can be, whatever others do before its block: its largest rate of what the limit lets the credits be
 * worth, ⌈⌉. What the swap does not bring of it, the market takes from the payer's account, so that much must be shown, and brought.
 */
function mostTake({ occupancy }: ClassView, { worth, maxPayment }: Pick<Bill, "worth" | "maxPayment">): bigint {
  if (!occupancy) return maxPayment;
  const { base_bps: base, max_multiplier_bps: multiplier } = occupancy.terms.take;
  // A unit for each of two roundings.
  return least(maxPayment, mulDivUp(most(worth, maxPayment), BigInt(base) * BigInt(multiplier), 100_000_000n) + 2n);
}

/** Asks the lease-market. Throws as {@link quoteJob}; a RangeError where there is none. */
export async function quoteLease(
  source: Source, view: ClassView, lease: { readonly gpus: number; readonly seconds: number }, pay: Pay, limitBps: number,
): Promise<Quote> {
  const { rpc, snapshot: { terms, status: { height } } } = source;
  const market = terms.contracts.leaseMarket;
  if (market === null) throw new RangeError("this market has no leases");
  const answer = await rpc.query<leaseMarket.QuoteResponse>(market, {
    quote: { class: view.id, gpus: lease.gpus, seconds: lease.seconds, pay_with: wayOf(source, pay) },
  } satisfies leaseMarket.QueryMsg, height);
  const bill = { ...billOf(answer, limitBps), tip: 0n, stake: toBigInt(answer.pledge) };
  return complete(source, view, pay, limitBps, bill, answer.legs, withLimit(bill.take, limitBps));
}

function wayOf({ snapshot, config }: Source, pay: Pay): jobMarket.PayWith {
  const way = payWith(pay.asset, dollarRoute(snapshot, config));
  if (!way) throw new NoRoute(`No pool trades ${config.usd?.symbol ?? "dollars"} for ${config.symbol} now. Pay in ${config.symbol}.`);
  return way;
}

type Bill = Pick<Quote, "credits" | "cost" | "worth" | "take" | "tip" | "stake" | "maxPayment">;

function billOf(
  { credits, cost, worth, take }: Pick<jobMarket.QuoteResponse, "credits" | "cost" | "worth" | "take">, limitBps: number,
): Omit<Bill, "tip" | "stake"> {
  const amounts = { credits: toBigInt(credits), cost: toBigInt(cost), worth: toBigInt(worth), take: toBigInt(take) };
  return { ...amounts, maxPayment: withLimit(amounts.cost + amounts.take, limitBps) };
}

/** What is sent, what comes back. `largest`: the most that the take can be. */
async function complete(
  source: Source, view: ClassView, pay: Pay, limitBps: number, bill: Bill, quoted: readonly jobMarket.Leg[], largest: bigint,
): Promise<Quote> {
  const { rpc, config, snapshot } = source;
  const { height } = snapshot.status;
  const net = snapshot.terms.networkDenom;
  const owed = bill.take + bill.tip;
  const common = { ...bill, height, pay };
  if (pay.asset === "net") {
    const [pays, all] = [bill.cost + owed, bill.maxPayment + bill.tip];
    return {
      ...common, legs: quoted, pays: [{ asset: net, amount: pays }], most: [{ asset: net, amount: all, from: pay.from }],
      back: sums({ asset: net, amount: all - pays }),
    };
  }
  // NET for the largest take, and for the tip: what is not needed comes back.
  const mostOwed = largest + bill.tip;
  const key = payKey(pay.asset, snapshot, config, view);
  if (quoted.length === 1) {
    // A job that credits pay: they are passed on, and NET of the payer's account pays take and tip.
    return {
      ...common, legs: quoted, pays: sums({ asset: key, amount: bill.credits }, { asset: net, amount: owed }), back: [],
      most: [{ asset: key, amount: bill.credits, from: pay.from }, { asset: net, amount: mostOwed, from: "account" }],
    };
  }
  const legs = secondLeg(quoted, uint128(mostOwed));
  const { paid } = await rpc.query<pool.QuoteResponse>(
    snapshot.terms.contracts.pool, { quote_exact_out: { offer: assetOf(key), legs } } satisfies pool.QueryMsg, height);
  const amount = toBigInt(paid.amount);
  const all = withLimit(amount, limitBps);
  return {
    ...common, legs, pays: [{ asset: key, amount }],
    most: [{ asset: key, amount: all, from: pay.from }],
    back: sums({ asset: key, amount: all - amount }, { asset: net, amount: mostOwed - owed }),
  };
}

/** Those that are not 0. */
function sums(...all: Sum[]): Sum[] {
  return all.filter(({ amount }) => amount !== 0n);
}
