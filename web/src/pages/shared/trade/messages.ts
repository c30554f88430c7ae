// Messages to the pool contract: coins come with the message, tokens by their own `send`, and accounts by their name.
import { toBinary, type pool, type token } from "compute-amm";
import { assetOf } from "../../../chain/assets.js";
import { amount, execute, type Coin, type Message } from "../../../wallet/messages.js";
import type { Place } from "../../../ui/Place.js";

/** Hands tokens to a contract with what it is to do. */
export function sendToken<Hook = never>(tokenContract: string, to: string, value: bigint, hook: NoInfer<Hook>): Message {
  return execute<token.ExecuteMsg>(tokenContract, { send: { contract: to, amount: amount(value), msg: toBinary<Hook>(hook) } });
}

const isToken = (key: string) => key.startsWith("cw20:");
const tokenOf = (key: string) => key.slice(5);
const destination = (to: Place): pool.Destination => (to === "wallet" ? { wallet: {} } : { account: {} });

/** A swap with its limit. */
export interface Swap {
  readonly contract: string;
  readonly offer: string;
  readonly pools: readonly number[];
  readonly from: Place;
  readonly to: Place;
}

/** Sells exactly `paid`, for at least `least`. */
export function sell({ contract, offer, pools, from, to }: Swap, paid: bigint, least: bigint): Message {
  const way = { pools: [...pools], min_out: amount(least), to: destination(to) };
  if (from === "wallet" && isToken(offer)) {
    return sendToken<pool.ReceiveMsg>(tokenOf(offer), contract, paid, { swap_exact_in: way });
  }
  return execute<pool.ExecuteMsg>(contract, { swap_exact_in: {
    route: { offer: assetOf(offer), pools: way.pools }, min_out: way.min_out, to: way.to, ...source(from, paid),
  } }, coins(from, offer, paid));
}

/** Buys exactly `received`, for at most `most`; what is left of it comes back. */
export function buy({ contract, offer, pools, from, to }: Swap, received: bigint, most: bigint): Message {
  const way = { legs: [{ pools: [...pools], amount_out: amount(received) }], to: destination(to) };
  if (from === "wallet" && isToken(offer)) {
    return sendToken<pool.ReceiveMsg>(tokenOf(offer), contract, most, { swap_exact_out: way });
  }
  return execute<pool.ExecuteMsg>(contract, { swap_exact_out: { offer: assetOf(offer), ...way, ...source(from, most) } },
    coins(from, offer, most));
}

function source(from: Place, value: bigint): { from?: pool.Source } {
  return from === "account" ? { from: { account: { amount: amount(value) } } } : {};
}

function coins(from: Place, key: string, value: bigint): Coin[] {
  return from === "wallet" ? [{ denom: key, amount: value }] : [];
}

/** Brings coins or tokens of the wallet into one's account. */
export function deposit(contract: string, key: string, value: bigint): Message {
  if (isToken(key)) return sendToken<pool.ReceiveMsg>(tokenOf(key), contract, value, { deposit: {} });
  return execute<pool.ExecuteMsg>(contract, { deposit: {} }, [{ denom: key, amount: value }]);
}

/** One side of a provision. */
export interface Side {
  readonly key: string;
  readonly most: bigint;
  readonly from: Place;
}

/** Whether all coins that are provided come with the message, so that the pool sends what is left of them back: none comes from an account. */
function byFunds(sides: readonly Side[]): boolean {
  const natives = sides.filter(({ key, most }) => !isToken(key) && most > 0n);
  return natives.length > 0 && natives.every(({ from }) => from === "wallet");
}

/** Where that lies which a pool does not use of a side of {@link provide}. */
export function restOf(sides: readonly Side[], { key }: Side): Place {
  return !isToken(key) && byFunds(sides) ? "wallet" : "account";
}

/**
 * Provides both assets. Coins of the wallet come with the message where that is possible: where no coin comes from an account.
 * Whatever else lies in the wallet is deposited first, in the same transaction.
 */
export function provide(contract: string, poolId: number, sides: readonly [Side, Side], minShares: bigint): Message[] {
  const natives = sides.filter(({ key, most }) => !isToken(key) && most > 0n);
  const funds = byFunds(sides);
  const before = sides.filter(({ key, most, from }) => from === "wallet" && most > 0n && (isToken(key) || !funds));
  return [
    ...before.map(({ key, most }) => deposit(contract, key, most)),
    execute<pool.ExecuteMsg>(contract, { provide: {
      pool_id: poolId, max_0: amount(sides[0].most), max_1: amount(sides[1].most), from: funds ? "funds" : "account",
      min_shares: amount(minShares),
    } }, funds ? natives.map(({ key, most }) => ({ denom: key, amount: most })) : []),
  ];
}

/** Provides one asset alone. */
export function provideSingle(contract: string, poolId: number, side: Side, minShares: bigint): Message {
  const bounds = { pool_id: poolId, min_shares: amount(minShares) };
  if (side.from === "wallet" && isToken(side.key)) {
    return sendToken<pool.ReceiveMsg>(tokenOf(side.key), contract, side.most, { provide_single: bounds });
  }
  return execute<pool.ExecuteMsg>(contract, { provide_single: { asset: assetOf(side.key), ...bounds, ...source(side.from, side.most) } },
    coins(side.from, side.key, side.most));
}

/** Gives LP shares of the wallet back. */
export function withdrawShares(
  contract: string, lpToken: string, poolId: number, shares: bigint, least: readonly [bigint, bigint], payout: Place,
): Message {
  return sendToken<pool.ReceiveMsg>(lpToken, contract, shares, { withdraw_liquidity: {
    pool_id: poolId, min_0: amount(least[0]), min_1: amount(least[1]), payout,
  } });
}
