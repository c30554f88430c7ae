// What the market's pages say of a class: pure functions of a snapshot.
import type { providerRegistry } from "compute-amm";
import { priceAt, type PriceHistory } from "../../chain/history.js";
import { curve, depthDown, depthUp, spot, type Depth, type Pool } from "../../chain/pools.js";
import type { ClassView } from "../../chain/snapshot.js";
import { ATOMICS, changeBps, HOUR } from "../../money/ratio.js";
import { floorPrice } from "./floor.js";

/** NET base units for a GPU-hour at the pool's marginal price, ×10^18; null while the pool is empty. */
export function hourPrice(view: Pick<ClassView, "spot">): bigint | null {
  return view.spot === null ? null : view.spot * HOUR;
}

/** GPUs of providers. */
export interface Gpus {
  readonly busy: number;
  readonly offered: number;
  /** Who offers at least one. */
  readonly providers: number;
}

/** What all positions offer, and what works. */
export function gpusOf(positions: readonly providerRegistry.PositionResponse[]): Gpus {
  let [busy, offered, providers] = [0, 0, 0];
  for (const one of positions) {
    busy += one.busy;
    offered += one.gpus;
    providers += one.gpus > 0 ? 1 : 0;
  }
  return { busy, offered, providers };
}

/** GPUs that could take a job now. */
export function freeOf(available: readonly providerRegistry.AvailableProvider[]): number {
  return available.reduce((sum, { gpus }) => sum + gpus, 0);
}

/** busy of offered in basis points, rounded towards zero; 0 where nothing is offered. */
export function busyBps({ busy, offered }: Pick<Gpus, "busy" | "offered">): number {
  const scaled = busy * 10_000;
  return offered > 0 ? (scaled - (scaled % offered)) / offered : 0;
}

/** How the price moved. */
export interface Change {
  readonly bps: bigint;
  /** From when on, seconds ago. */
  readonly over: number;
}

const DAY = 86_400;

/** Since a day ago, or since the history's beginning; null where it has less than two prices. */
export function changeOf(history: PriceHistory | undefined, now: number): Change | null {
  const [first, last] = [history?.points[0], history?.points.at(-1)];
  if (!history || !first || !last || first === last) return null;
  const from = first.time > now - DAY ? first.time : now - DAY;
  const before = priceAt(history, from);
  const bps = before === null ? null : changeBps(before, last.price);
  return bps === null ? null : { bps, over: now - from };
}

/** What moves a class's price by 1 %. */
export interface Depths {
  readonly buy: Depth;
  /** Null where there is no bid: of a launch pool from which nobody has bought. */
  readonly sell: Depth | null;
  /** Whether the sale ends because the pool has paid all that it has. */
  readonly soldOut: boolean;
}

/** Of its primary pool: asset 0 is the credit, asset 1 NET. Null while it is empty. */
export function depthsOf(pool: Pool): Depths | null {
  const [buy, sell] = [depthUp(curve(pool), pool.feeBps), depthDown(curve(pool), pool.feeBps, pool.reserve1)];
  return buy && { buy, sell, soldOut: sell?.received === pool.reserve1 };
}

/** Credits (base units) as GPU-hours of 10^-6, rounded down. */
export function gpuHours(credits: bigint): bigint {
  return credits / HOUR;
}

/** How far the first sale of a class is. */
export interface Launch {
  /** Of the credits that were put up, how many are sold, basis points, ⌊⌋: y/(y + v). */
  readonly soldBps: number;
  /** NET base units that buyers have put in. */
  readonly raised: bigint;
  /** Credits that are still in the pool, base units. */
  readonly left: bigint;
  /** See {@link floorPrice}; NET base units per whole credit ×10^18. */
  readonly floor: bigint;
  readonly now: bigint;
}

/**
 * Of a launch pool with liquidity; else null. x·(y + v) = k, so with nothing sold there were k/v credits, and k/v − x are sold. Fees that
 * stay in the pool raise k, so they count as sold: with a fee of 1 % the share is too high by less than a hundredth of itself.
 */
export function launchOf(pool: Pool): Launch | null {
  const { x, y } = curve(pool);
  const now = spot({ x, y });
  const floor = floorPrice(pool);
  if (!pool.launch || now === null || floor === null || pool.virtual <= 0n) return null;
  const sold = (pool.reserve1 * 10_000n) / y;
  return {
    soldBps: small(sold), raised: pool.reserve1, left: pool.reserve0, floor, now,
  };
}

function small(bps: bigint): number {
  // no-float: basis points, at most 10,000.
  return Number(bps);
}

/** What an hour on one GPU costs, part by part, NET base units. */
export interface HourCost {
  /** GPU time at the marginal price, ⌈⌉. */
  readonly time: bigint;
  /** Fee of the pool and price impact: what the credits cost beyond that. */
  readonly pool: bigint;
  /** The market's own fee, and what it is a share of. */
  readonly take: bigint;
  readonly worth: bigint;
  readonly all: bigint;
}

/** Of a quote of 3,600 credits, and the spot price of the same block. */
export function hourCost({ cost, take, worth }: Pick<HourCost, "take" | "worth"> & { readonly cost: bigint }, spotPrice: bigint): HourCost {
  const exact = spotPrice * HOUR;
  const time = (exact + ATOMICS - 1n) / ATOMICS;
  const bounded = time < cost ? time : cost;
  return { time: bounded, pool: cost - bounded, take, worth, all: cost + take };
}

/** Why a class has no price, no job or no lease now; empty where all is open. */
export function closed(view: ClassView, now: number): string[] {
  const reasons: string[] = [];
  if (view.pool === null) reasons.push("Governance has not named its pool yet.");
  else if (view.spot === null) reasons.push("Nobody has put GPU time up for sale yet, so there is no price.");
  if (view.pool?.swapPaused) reasons.push("Swaps in its pool are paused.");
  if (view.entry.paused.accept) reasons.push("Jobs cannot be requested or accepted: governance has paused that.");
  if (view.occupancy?.proven_gpus === 0) reasons.push("No GPU has been proven yet, so jobs cannot be requested.");
  const sunset = view.entry.sunset;
  if (sunset) reasons.push(sunset.at > now ? "The class will end: no new credits are minted." : "The class has ended.");
  return reasons;
}
