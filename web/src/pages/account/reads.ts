// Allowances that somebody gave, and what of its own waits.
import { toBigInt, type jobMarket, type leaseMarket, type pool } from "compute-amm";
import { assetOf } from "../../chain/assets.js";
import { search, textOfEvent } from "../../chain/events.js";
import type { Rpc } from "../../chain/rpc.js";
import type { Contracts } from "../../chain/snapshot.js";
import { waitingJobs, waitingLeases, type Waiting } from "./model.js";

const PAGE = 100;

/** What somebody may debit. */
export interface Allowance {
  readonly spender: string;
  readonly key: string;
  readonly amount: bigint;
  /** Unix seconds. */
  readonly expires: number;
}

/** What was found, and whether there may be older ones. */
export interface Allowances {
  readonly found: readonly Allowance[];
  /** Whether events were left unread: whom they name may still have an allowance. */
  readonly more: boolean;
  /** How many events were read, at most. */
  readonly read: number;
}

/**
 * Allowances on accounts: the events say to whom some were given, the contract what is left of them. Reads the newest `pages`
 * hundreds of events. Throws what the node throws.
 */
export async function readAllowances(rpc: Rpc, contract: string, owner: string, height: number, pages: number): Promise<Allowances> {
  const { events, more } = await search(rpc, contract, "approve", { owner }, pages);
  const pairs = new Map(events.map((event) => {
    const [spender, key] = [textOfEvent(event, "spender"), textOfEvent(event, "asset")];
    return [`${spender} ${key}`, { spender, key }] as const;
  }));
  const all = await Promise.all([...pairs.values()].map(async ({ spender, key }) => {
    const left = await rpc.query<pool.AllowanceResponse>(contract, { allowance: { owner, spender, asset: assetOf(key) } }, height);
    return { spender, key, amount: toBigInt(left.amount), expires: left.expires };
  }));
  return { found: all.filter(({ amount }) => amount > 0n), more, read: pages * PAGE };
}

/** The latest hundred of each kind. */
export async function readWaiting(rpc: Rpc, contracts: Contracts, owner: string, height: number, now: number): Promise<Waiting[]> {
  const leases = (filter: Record<string, string>) => (contracts.leaseMarket === null ? { leases: [] }
    : rpc.query<leaseMarket.LeasesResponse>(contracts.leaseMarket, { leases: { filter, order: "descending", limit: PAGE } }, height));
  const [{ jobs }, asClient, asProvider] = await Promise.all([
    rpc.query<jobMarket.JobsResponse>(contracts.jobMarket, { jobs: { filter: { owner }, order: "descending", limit: PAGE } }, height),
    leases({ client: owner }), leases({ provider: owner }),
  ]);
  const all = new Map([...asClient.leases, ...asProvider.leases].map((one) => [one.lease_id, one]));
  return [...waitingJobs(jobs, now), ...waitingLeases([...all.values()], owner, now)];
}
