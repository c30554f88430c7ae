// What an address holds: coins and tokens in its wallet, and accounts in the pool contract.
import { toBigInt, type pool, type token } from "compute-amm";
import { assetKey } from "./assets.js";
import type { Rpc } from "./rpc.js";
import type { Snapshot } from "./snapshot.js";

/** Of one asset, base units. */
export interface Holding {
  /** See {@link assetKey}. */
  readonly key: string;
  readonly wallet: bigint;
  /** In the pool contract. */
  readonly account: bigint;
  /** Whether it can still be deposited and swapped; what is not can only leave. */
  readonly listed: boolean;
}

/** See {@link readHoldings}. */
export interface Holdings {
  /** A holding of each asset that is listed or once was, 0 included. */
  readonly assets: readonly Holding[];
  /** LP shares in the wallet by pool, base units (six decimals); 0 included. */
  readonly shares: ReadonlyMap<number, bigint>;
}

/** The decimals of LP shares, as the pool contract makes their tokens. */
export const SHARE_DECIMALS = 6;

/** All that an address holds of what the market knows, at a height. Throws what the node throws. */
export async function readHoldings(rpc: Rpc, { terms, pools }: Snapshot, owner: string, height: number): Promise<Holdings> {
  const inToken = async (contract: string) =>
    toBigInt((await rpc.query<token.BalanceResponse>(contract, { balance: { address: owner } }, height)).balance);
  const inWallet = (key: string) => (key.startsWith("cw20:") ? inToken(key.slice(5)) : rpc.balance(owner, key, height));
  const accounts = new Map((await readAccounts(rpc, terms.contracts.pool, owner, height)).map(
    ({ asset, amount }) => [assetKey(asset), toBigInt(amount)] as const));
  const listed = new Set(terms.listed.map(assetKey));
  const keys = [...new Set([...listed, ...accounts.keys()])];
  const [wallets, shares] = await Promise.all([
    Promise.all(keys.map(inWallet)),
    Promise.all(pools.map(async (one) => [one.id, await inToken(one.lpToken)] as const)),
  ]);
  return {
    assets: keys.map((key, index) => ({
      key, wallet: wallets[index] ?? 0n, account: accounts.get(key) ?? 0n, listed: listed.has(key),
    })),
    shares: new Map(shares),
  };
}

const PAGE = 100;

/** All of an owner's accounts in the pool contract. */
export async function readAccounts(rpc: Rpc, contract: string, owner: string, height: number): Promise<pool.AssetAmount[]> {
  const found: pool.AssetAmount[] = [];
  for (let after: pool.Asset | undefined; ; after = found.at(-1)?.asset) {
    const query = { accounts_of: { owner, limit: PAGE, ...(after === undefined ? {} : { start_after: after }) } };
    const page = await rpc.query<pool.AccountsOfResponse>(contract, query, height);
    found.push(...page.accounts);
    if (page.accounts.length < PAGE) return found;
  }
}

/** The holding of an asset; of one that is not known, none of it. */
export function holdingOf(holdings: Holdings | undefined, key: string): Holding {
  return holdings?.assets.find((one) => one.key === key) ?? { key, wallet: 0n, account: 0n, listed: false };
}
