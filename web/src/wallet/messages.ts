// Messages to contracts, before they are signed.
import { uint128, type Uint128 } from "compute-amm";

/** Base units of a bank denom. */
export interface Coin {
  readonly denom: string;
  readonly amount: bigint;
}

/** A message to a contract, and the coins that go with it. Made by {@link execute}. */
export interface Message {
  readonly contract: string;
  readonly msg: unknown;
  readonly funds: readonly Coin[];
}

/**
 * A message whose body the compiler checks: `execute<pool.ExecuteMsg>(pool, { deposit: {} }, [{ denom, amount }])`.
 * Coins of 0 are left out, as the chain refuses them; the others are sorted by denom, as it wants them.
 */
export function execute<Msg = never>(contract: string, msg: NoInfer<Msg>, funds: readonly Coin[] = []): Message {
  const coins = funds.filter(({ amount }) => amount > 0n).sort((a, b) => (a.denom < b.denom ? -1 : 1));
  return { contract, msg, funds: coins };
}

/** An amount for a message. Throws below 0 and from 2^128 on. */
export function amount(value: bigint): Uint128 {
  return uint128(value);
}
