// Allowances that somebody gave, and what of its own waits.
import { toBigInt, type jobMarket, type leaseMarket, type pool } from "compute-amm";
import { assetOf } from "../../chain/assets.js";
import { search, textOfEvent } from "../../chain/events.js";
import type { Rpc } from "../../chain/rpc.js";
import type { Contracts } from "../../chain/snapshot.js";
import { waitingJobs, waitingLeases, type Waiting } from "./model.js";

/** What somebody may debit. */
export interface Allowance {
  readonly spender: string;
  readonly key: string;
  readonly amount: bigint;
  /** Unix seconds. */
  readonly expires: number;
}

/** Allowances on accounts: the events say to whom some were given, the contract what is left of them. */
export async function readAllowances(rpc: Rpc, contract: string, owner: string, height: number): Promise<Allowance[]> {
  const { events } = await search(rpc, contract, "approve", { owner }, 3);
  const pairs = new Map(events.map((event) => {
    const [spender, key] = [textOfEvent(event, "spender"), textOfEvent(event, "asset")];
    return [`${spender} ${key}`, { spender, key }] as const;
  }));
  const found = await Promise.all([...pairs.values()].map(async ({ spender, key }) => {
    const left = await rpc.query<pool.AllowanceResponse>(contract, { allowance: { owner, spender, asset: assetOf(key) } }, height);
    return { spender, key, amount: toBigInt(left.amount), expires: left.expires };
  }));
  return found.filter(({ amount }) => amount > 0n);
}

const PAGE = 100;

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
