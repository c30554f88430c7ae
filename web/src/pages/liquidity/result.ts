// What a stake in a pool brought: against holding, and in fees. All in bigint, of events and the pool's state.
import { amountOf, amountOrZero, newestFirst, numberOf, search, type ChainEvent } from "../../chain/events.js";
import { toPool, type Pool } from "../../chain/pools.js";
import type { Rpc } from "../../chain/rpc.js";
import { ATOMICS, least, mulDiv, root } from "../../money/ratio.js";
import type { pool } from "compute-amm";

/** Liquidity came in or went out. Base units. */
export interface Move {
  readonly kind: "in" | "out";
  readonly height: number;
  readonly shares: bigint;
  readonly amount0: bigint;
  readonly amount1: bigint;
  /** Of what came in: {@link perShare} just after; null where nobody can say any more. */
  readonly depth: bigint | null;
}

/** √(x·y)/shares × 10^18, ⌊⌋: what a share stands for. Swaps leave √(x·y) as it is, but for their fees; so only fees let it grow. */
export function perShare(x: bigint, y: bigint, shares: bigint): bigint {
  return shares > 0n ? root(x * y * ATOMICS * ATOMICS) / shares : 0n;
}

/** What is still in the pool, of what came in: withdrawals take a part of everything. */
export interface Basis {
  readonly shares: bigint;
  readonly put0: bigint;
  readonly put1: bigint;
  /** Σ shares · {@link perShare} at their provision; null where one of these is not known. */
  readonly depth: bigint | null;
}

/** The sum of moves, oldest first. */
export function basisOf(moves: readonly Move[]): Basis {
  let basis: Basis = { shares: 0n, put0: 0n, put1: 0n, depth: 0n };
  for (const move of moves) {
    basis = move.kind === "out" ? reduced(basis, basis.shares - least(basis.shares, move.shares)) : {
      shares: basis.shares + move.shares,
      put0: basis.put0 + move.amount0,
      put1: basis.put1 + move.amount1,
      depth: basis.depth === null || move.depth === null ? null : basis.depth + move.shares * move.depth,
    };
  }
  return basis;
}

/** The part of a basis that so many of its shares are. */
export function reduced(basis: Basis, shares: bigint): Basis {
  if (shares === basis.shares) return basis;
  if (basis.shares === 0n || shares === 0n) return { shares: 0n, put0: 0n, put1: 0n, depth: 0n };
  const part = (value: bigint) => mulDiv(value, shares, basis.shares);
  return { shares, put0: part(basis.put0), put1: part(basis.put1), depth: basis.depth === null ? null : part(basis.depth) };
}

/** Amounts of asset 1, base units. */
export interface Result {
  /** What the shares stand for now. */
  readonly now: bigint;
  /** What the same assets would be worth now, had they stayed where they were. */
  readonly held: bigint;
  /** now − held: below 0, holding would have been better. */
  readonly gain: bigint;
  /** Fees in what the shares stand for: of both assets, their worth, and their part in basis points; null where nobody can say. */
  readonly fees: { readonly of0: bigint; readonly of1: bigint; readonly worth: bigint; readonly bps: bigint } | null;
  /** gain − fees: what the move of the price cost, at most 0 but for rounding. */
  readonly moved: bigint | null;
}

/**
 * The result of a basis of which the shares now bring `amount0` and `amount1`. `price` is in atomics: base units of asset 1 for 10^6
 * of asset 0. `depth` is {@link perShare} of the pool now.
 */
export function resultOf(basis: Basis, amount0: bigint, amount1: bigint, price: bigint, depth: bigint): Result {
  const worth = (of0: bigint, of1: bigint) => mulDiv(of0, price, ATOMICS * 1_000_000n) + of1;
  const now = worth(amount0, amount1);
  const held = worth(basis.put0, basis.put1);
  const gain = now - held;
  const total = basis.shares * depth;
  if (basis.depth === null || total === 0n) return { now, held, gain, fees: null, moved: null };
  const grown = total > basis.depth ? total - basis.depth : 0n;
  const of0 = mulDiv(amount0, grown, total);
  const of1 = mulDiv(amount1, grown, total);
  const fees = { of0, of1, worth: worth(of0, of1), bps: mulDiv(grown, 10_000n, total) };
  return { now, held, gain, fees, moved: gain - fees.worth };
}

/** What a node says of an address's liquidity in a pool. */
export interface Moves {
  /** Oldest first. */
  readonly moves: readonly Move[];
  /** Whether older ones may be missing. */
  readonly more: boolean;
}

/** Reads provisions and withdrawals of an address. Throws what the node throws; one without an index keeps none of this. */
export async function readMoves(rpc: Rpc, contract: string, one: Pool, owner: string): Promise<Moves> {
  const [ins, outs] = await Promise.all([
    search(rpc, contract, "provide", { pool_id: one.id, receiver: owner }, 3),
    search(rpc, contract, "withdraw_liquidity", { pool_id: one.id, sender: owner }, 3),
  ]);
  const events = [...ins.events, ...outs.events].sort(newestFirst).reverse();
  const moves = await Promise.all(events.map((event) => moveOf(rpc, contract, one, event)));
  return { moves, more: ins.more || outs.more };
}

async function moveOf(rpc: Rpc, contract: string, one: Pool, event: ChainEvent): Promise<Move> {
  const shares = amountOf(event, "shares");
  const amounts = { amount0: amountOf(event, "amount_0"), amount1: amountOf(event, "amount_1") };
  const { height } = event;
  if (event.type !== "provide") return { kind: "out", height, shares, ...amounts, depth: null };
  return { kind: "in", height, shares, ...amounts, depth: depthOf(one, event) ?? (await depthAt(rpc, contract, numberOf(event, "pool_id"), height)) };
}

/** Both assets come in proportion to the reserves, so they say what a share stood for. One asset alone does not. */
export function depthOf({ launch }: Pick<Pool, "launch">, event: ChainEvent): bigint | null {
  const shares = amountOf(event, "shares") + amountOrZero(event, "locked");
  const [x, y] = [amountOf(event, "amount_0"), amountOf(event, "amount_1")];
  if (launch) return perShare(x, y + shares, shares);
  return x > 0n && y > 0n ? perShare(x, y, shares) : null;
}

/** After the block of a provision, if the node still has its state. */
async function depthAt(rpc: Rpc, contract: string, poolId: number, height: number): Promise<bigint | null> {
  try {
    const then = toPool(await rpc.query<pool.PoolResponse>(contract, { pool: { pool_id: poolId } }, height));
    return perShare(then.reserve0, then.reserve1 + then.virtual, then.lpSupply);
  } catch {
    return null;
  }
}
