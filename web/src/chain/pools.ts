// What a pool's state says of prices and depth: pure functions of one pool, in bigint.
import { toBigInt, type pool } from "compute-amm";
import { assetKey } from "./assets.js";
import { ATOMICS, least, mulDivUp, root } from "../money/ratio.js";

/** A pool with its amounts as bigint base units. `answer` is what a quote of `Quotes` wants. */
export interface Pool {
  readonly id: number;
  /** {@link assetKey} of each asset. In a class's primary pool asset 0 is the credit and asset 1 is NET. */
  readonly asset0: string;
  readonly asset1: string;
  readonly reserve0: bigint;
  readonly reserve1: bigint;
  /** What the curve counts of asset 1 beyond its reserve: of a launch pool its LP supply, else 0. */
  readonly virtual: bigint;
  readonly launch: boolean;
  readonly lpToken: string;
  readonly lpSupply: bigint;
  readonly feeBps: number;
  readonly protocolShareBps: number;
  readonly swapPaused: boolean;
  readonly providePaused: boolean;
  readonly answer: pool.PoolResponse;
}

/** An answer of the pool contract. */
export function toPool(answer: pool.PoolResponse): Pool {
  return {
    id: answer.pool_id,
    asset0: assetKey(answer.asset_0),
    asset1: assetKey(answer.asset_1),
    reserve0: toBigInt(answer.reserve_0),
    reserve1: toBigInt(answer.reserve_1),
    virtual: toBigInt(answer.virtual_reserve),
    launch: answer.launch,
    lpToken: answer.lp_token,
    lpSupply: toBigInt(answer.lp_supply),
    feeBps: answer.fees.fee_bps,
    protocolShareBps: answer.fees.protocol_share_bps,
    swapPaused: answer.paused.swap,
    providePaused: answer.paused.provide,
    answer,
  };
}

/** Reserves as the curve counts them. */
export interface Reserves {
  readonly x: bigint;
  readonly y: bigint;
}

/** x of asset 0 and y of asset 1, the virtual reserve included. */
export function curve({ reserve0, reserve1, virtual }: Pick<Pool, "reserve0" | "reserve1" | "virtual">): Reserves {
  return { x: reserve0, y: reserve1 + virtual };
}

/**
 * Marginal price in atomics: base units of asset 1 for 10^6 base units of asset 0, ×10^18, ⌊⌋; of a class's primary pool NET base
 * units per whole credit. Null while the pool is empty.
 */
export function spot({ x, y }: Reserves): bigint | null {
  return x > 0n && y > 0n ? (y * 1_000_000n * ATOMICS) / x : null;
}

/** A trade that moves the price by about 1 %: what goes in, fee included, and what comes out. Base units. */
export interface Depth {
  readonly paid: bigint;
  readonly received: bigint;
}

const STEP = ATOMICS;
/** √1.01 × 10^18, ⌊⌋. */
const ROOT_UP = root(101n * STEP * STEP / 100n);

/**
 * How much of asset 0 can be bought before its price is 1 % higher, and what that takes of asset 1: the pool's own
 * formula, ⌊(⌊y·√1.01⌋ − y)/(1 − fee)⌋, and what the curve gives for it. Null while the pool is empty.
 */
export function depthUp({ x, y }: Reserves, feeBps: number): Depth | null {
  return deep(y, x, feeBps);
}

/**
 * How much of asset 0 can be sold before asset 1 is 1 % dearer in it (its own price is then 0.99 % lower), or before the pool has paid
 * all of asset 1 that it really has (`held`): of a launch pool the curve counts more. Null while it pays nothing.
 */
export function depthDown({ x, y }: Reserves, feeBps: number, held: bigint): Depth | null {
  const depth = deep(x, y, feeBps);
  if (!depth || depth.received <= held) return depth;
  // ⌈x·held/(y − held)⌉ brings it; y is more than held, as so little of it lowers the price by less than 1 %.
  return held > 0n ? { paid: (mulDivUp(x, held, y - held) * 10_000n) / BigInt(10_000 - feeBps), received: held } : null;
}

function deep(into: bigint, out: bigint, feeBps: number): Depth | null {
  if (into <= 0n || out <= 0n) return null;
  const net = (into * ROOT_UP) / STEP - into;
  return { paid: (net * 10_000n) / BigInt(10_000 - feeBps), received: (out * net) / (into + net) };
}

/** A way from one asset to another, with what the pools on it hold as if they were one: `x` of the first, `y` of the last. */
export interface Way extends Reserves {
  readonly pools: readonly number[];
}

/** The deepest way from one asset to another: through a pool of both, else through two pools. Undefined where there is none. */
export function wayOf(pools: readonly Pool[], from: string, to: string): Way | undefined {
  const hops = (a: string, b: string) => pools.flatMap((one) => {
    const { x, y } = curve(one);
    const found = one.asset0 === a && one.asset1 === b ? { x, y } : one.asset1 === a && one.asset0 === b ? { x: y, y: x } : undefined;
    return found && x > 0n && y > 0n ? [{ ...found, pools: [one.id], depth: found.y }] : [];
  });
  const others = new Set(pools.flatMap(({ asset0, asset1 }) => [asset0, asset1]).filter((asset) => asset !== from && asset !== to));
  const direct = hops(from, to);
  // As deep as the shallower of the two, in the last asset.
  const ways = direct.length > 0 ? direct : [...others].flatMap((mid) => hops(from, mid).flatMap((first) => hops(mid, to).map((second) => ({
    x: first.x * second.x, y: first.y * second.y, pools: [...first.pools, ...second.pools], depth: least(second.y, (first.y * second.y) / second.x),
  }))));
  return ways.reduce<(typeof ways)[number] | undefined>((best, one) => (best && best.depth >= one.depth ? best : one), undefined);
}
