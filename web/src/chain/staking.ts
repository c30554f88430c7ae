// The stake pool: what is staked, and what of it is somebody's own.
import { toBigInt, type feeCollector, type staking, type token } from "compute-amm";
import { untrack } from "solid-js";
import type { App } from "../app.js";
import type { Unit } from "./assets.js";
import { OtherContract } from "./errors.js";
import { mulDiv } from "../money/ratio.js";
import type { Rpc } from "./rpc.js";
import { troubleOf } from "./trouble.js";

/** The receipt of a stake. */
export const STNET: Unit = { symbol: "stNET", decimals: 9 };
/** Base units of shares, of the stake pool or of a vault: while there are fewer, what streams to them waits. */
export const LEAST_EARNING = 999_000n;

/** Shares that nobody owns, which stand beside those of the stakers, with one unit of NET. */
const VIRTUAL = 1_000n;

/** The stake pool at a height. Amounts in base units. */
export interface Stakes {
  readonly height: number;
  /** NET that belongs to those who stake. */
  readonly assets: bigint;
  /** All shares: the supply of the receipt. */
  readonly shares: bigint;
  /** What has been collected and comes to them until `end`, Unix seconds. */
  readonly left: bigint;
  readonly end: number;
  /** The receipt's contract. */
  readonly token: string;
  /** The fee-collector of which it claims, whether that names this pool as the stakers' recipient, and what it could claim. */
  readonly fees: string;
  readonly receives: boolean;
  readonly waits: bigint;
}

/**
 * All at one height, of a pool that claims of the fee-collector `fees`. Throws an {@link OtherContract} where it claims of another one, and
 * what the node throws.
 */
export async function readStakes(rpc: Pick<Rpc, "query">, contract: string, fees: string, height: number): Promise<Stakes> {
  const [config, state] = await Promise.all([
    rpc.query<staking.ConfigResponse>(contract, { config: {} } satisfies staking.QueryMsg, height),
    rpc.query<staking.StateResponse>(contract, { state: {} } satisfies staking.QueryMsg, height),
  ]);
  if (config.fee_collector !== fees) {
    throw new OtherContract(`Expected a stake pool that claims of ${fees}, the market's fee-collector, got ${JSON.stringify(config).slice(0, 80)}.`, contract);
  }
  const [recipient, balances] = await Promise.all([
    rpc.query<feeCollector.ConfigResponse>(fees, { config: {} } satisfies feeCollector.QueryMsg, height),
    rpc.query<feeCollector.BalancesResponse>(fees, { balances: {} } satisfies feeCollector.QueryMsg, height),
  ]);
  return {
    height, assets: toBigInt(state.assets), shares: toBigInt(state.shares), left: toBigInt(state.left), end: state.end, token: config.token,
    fees, receives: recipient.stakers === contract, waits: toBigInt(balances.stakers),
  };
}

type Reader = Pick<App, "rpc" | "config" | "market">;

/** The same, for pages: what a contract says stands beside its key in `config.json`. */
export function stakesOf({ rpc, config, market }: Reader, contract: string, height: number): Promise<Stakes> {
  const fees = untrack(market.snapshot)?.terms.contracts.fees ?? "";
  return worded({ rpc, config }, readStakes(rpc, contract, fees, height));
}

/** Receipts of an address, base units, for pages likewise. */
export const sharesOf = (app: Reader, stakes: Stakes, owner: string, height: number): Promise<bigint> =>
  worded(app, readShares(app.rpc, stakes, owner, height));

/** What a read throws, in words for pages. */
export function worded<T>({ rpc, config }: Pick<App, "rpc" | "config">, read: Promise<T>): Promise<T> {
  return read.catch((error: unknown) => {
    throw new Error(troubleOf(error, config, rpc.count > 1).text);
  });
}

/** Receipts of an address, base units. Throws what the node throws. */
export async function readShares(rpc: Rpc, { token: contract }: Stakes, owner: string, height: number): Promise<bigint> {
  return toBigInt((await rpc.query<token.BalanceResponse>(contract, { balance: { address: owner } } satisfies token.QueryMsg, height)).balance);
}

/** Shares for NET: ⌊a·(S + 10³)/(A + 1)⌋, as the contract counts. */
export function sharesFor({ assets, shares }: Pick<Stakes, "assets" | "shares">, amount: bigint): bigint {
  return mulDiv(amount, shares + VIRTUAL, assets + 1n);
}

/** NET for shares: ⌊n·(A + 1)/(S + 10³)⌋, as the contract counts. */
export function netFor({ assets, shares }: Pick<Stakes, "assets" | "shares">, amount: bigint): bigint {
  return mulDiv(amount, assets + 1n, shares + VIRTUAL);
}
