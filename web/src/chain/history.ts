// How prices came to be: each pool's reserves after each event, exactly, by taking the events back one by one from what the pool
// holds now. As far as the node's index goes, or as many pages of it as were asked.
import { Clock, timeAt } from "./clock.js";
import { amountOf, amountOrZero, hopsOf, newestFirst, numberOf, search, type ChainEvent } from "./events.js";
import { curve, spot, type Pool } from "./pools.js";
import type { Rpc } from "./rpc.js";
import type { Snapshot } from "./snapshot.js";

/** A pool's price from one change on. */
export interface PricePoint {
  readonly height: number;
  /** Unix seconds, near enough for a chart. */
  readonly time: number;
  /** Atomics: base units of asset 1 for 10^6 base units of asset 0, ×10^18. */
  readonly price: bigint;
}

/** A pool's prices, oldest first. */
export interface PriceHistory {
  readonly points: readonly PricePoint[];
  /** Whether it goes back to the pool's first liquidity. */
  readonly complete: boolean;
}

/** What a pool holds, as far as its price depends on it. */
export interface PoolState {
  readonly reserve0: bigint;
  readonly reserve1: bigint;
  /** Of a launch pool, the LP supply; else 0. */
  readonly virtual: bigint;
}

/** What one pool went through in an event. */
export interface PoolChange {
  readonly poolId: number;
  readonly height: number;
  /** The state before, from that after. */
  undo(after: PoolState): PoolState;
}

/** Changes of pools in an event of the pool contract; a swap has one for each hop. The last hop comes first. */
export function changesOf(event: ChainEvent, pools: ReadonlyMap<number, Pool>): PoolChange[] {
  if (event.type === "swap") return swapChanges(event, pools);
  const poolId = numberOf(event, "pool_id");
  const pool = pools.get(poolId);
  if (!pool) return [];
  const shares = amountOf(event, "shares") + amountOrZero(event, "locked");
  const amounts = [amountOf(event, "amount_0"), amountOf(event, "amount_1")] as const;
  const virtual = pool.launch ? shares : 0n;
  if (event.type === "withdraw_liquidity") {
    const spread = [amountOrZero(event, "spread_0"), amountOrZero(event, "spread_1")] as const;
    return [{ poolId, height: event.height, undo: (after) => ({
      reserve0: after.reserve0 + amounts[0] + spread[0], reserve1: after.reserve1 + amounts[1] + spread[1],
      virtual: after.virtual + virtual,
    }) }];
  }
  // A provision of one asset: the protocol's part of the fee left with that asset, the spread with the other.
  const single = amounts[0] === 0n ? 1 : 0;
  const fee = amountOrZero(event, "protocol_fee");
  const spread = amountOrZero(event, "spread");
  const gone = single === 0 ? [fee, spread] as const : [spread, fee] as const;
  return [{ poolId, height: event.height, undo: (after) => ({
    reserve0: after.reserve0 - amounts[0] + gone[0], reserve1: after.reserve1 - amounts[1] + gone[1],
    virtual: after.virtual - virtual,
  }) }];
}

function swapChanges(event: ChainEvent, pools: ReadonlyMap<number, Pool>): PoolChange[] {
  let asset = event.attributes["offer"] ?? "";
  return hopsOf(event).flatMap((hop): PoolChange[] => {
    const pool = pools.get(hop.poolId);
    if (!pool) return [];
    const sells0 = pool.asset0 === asset;
    asset = sells0 ? pool.asset1 : pool.asset0;
    const into = hop.paid - hop.protocolFee;
    const out = hop.received + hop.spread;
    return [{ poolId: hop.poolId, height: event.height, undo: (after) => sells0
      ? { ...after, reserve0: after.reserve0 - into, reserve1: after.reserve1 + out }
      : { ...after, reserve0: after.reserve0 + out, reserve1: after.reserve1 - into } }];
  }).reverse();
}

/** States after each change, newest first; the last one is that before all of them. `changes` are newest first. */
export function rewind(now: PoolState, changes: readonly PoolChange[]): { readonly height: number; readonly state: PoolState }[] {
  let state = now;
  const states: { height: number; state: PoolState }[] = [];
  for (const change of changes) {
    states.push({ height: change.height, state });
    state = change.undo(state);
  }
  return states;
}

const TYPES = ["swap", "provide", "withdraw_liquidity"] as const;

/** Reads prices of the past; keeps the times of blocks. */
export class History {
  private readonly clock: Clock;

  constructor(private readonly rpc: Rpc) {
    this.clock = new Clock(rpc);
  }

  /**
   * Prices of all pools until the snapshot's height, from at most `pages` pages of 100 transactions of each kind. Throws what
   * the node throws: one without an index keeps no history. With `after`, only of the blocks behind that one.
   */
  async prices(snapshot: Snapshot, pages = 1, after = 0): Promise<Map<number, PriceHistory>> {
    const { contracts } = snapshot.terms;
    const found = await Promise.all(TYPES.map((type) => search(this.rpc, contracts.pool, type, {}, pages, after)));
    // Where one kind was cut off, the others cannot be taken back beyond.
    const cut = found.reduce((height, { events, more }) => {
      const oldest = events.at(-1)?.height ?? 0;
      return more && oldest > height ? oldest : height;
    }, 0);
    const { height: now, time } = snapshot.status;
    const events = found.flatMap((one) => one.events).filter(({ height }) => height > cut && height <= now).sort(newestFirst);
    const pools = new Map(snapshot.pools.map((pool) => [pool.id, pool]));
    const changes = events.flatMap((event) => changesOf(event, pools));
    const marks = await this.clock.marks(changes.map(({ height }) => height));
    marks.push({ height: now, time });
    return new Map(snapshot.pools.map((pool) => {
      const states = rewind(pool, changes.filter(({ poolId }) => poolId === pool.id));
      const past = states.reverse().flatMap(({ height, state }) => point(height, timeAt(marks, height), state));
      return [pool.id, { points: [...past, ...point(now, time, pool)], complete: cut === 0 && after === 0 }];
    }));
  }
}

function point(height: number, time: number, state: PoolState): PricePoint[] {
  const price = spot(curve(state));
  return price === null ? [] : [{ height, time, price }];
}

/** A history with the snapshot's price at its end: each new block adds what it changed, exactly. */
export function extend(history: PriceHistory, pool: Pool, status: Snapshot["status"]): PriceHistory {
  const last = history.points.at(-1);
  if (last && last.height >= status.height) return history;
  return { ...history, points: [...history.points, ...point(status.height, status.time, pool)] };
}

/** The first price at or after a time, else the last before it: what the price then was; null for an empty history. */
export function priceAt(history: PriceHistory, time: number): bigint | null {
  let found: bigint | null = history.points[0]?.price ?? null;
  for (const one of history.points) {
    if (one.time > time) break;
    found = one.price;
  }
  return found;
}
