// Allowances that somebody gave, and what of its own waits.
import { toBigInt, type pool } from "compute-amm";
import { assetOf } from "../../chain/assets.js";
import { search, textOfEvent } from "../../chain/events.js";
import type { Rpc } from "../../chain/rpc.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { openJobs, openLeases, type Followed } from "../shared/open.js";
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

/** What of somebody's own waits, and the pages of its lists that were followed. `snapshot` says what is paused, and the methods. */
export async function readWaiting(
  rpc: Rpc, { terms: { contracts, methods }, classes, status }: Snapshot, owner: string, height: number, now: number, pages: number,
): Promise<Followed<Waiting>> {
  const [jobs, asClient, asProvider] = await Promise.all([
    openJobs(rpc, contracts.jobMarket, { owner }, height, pages),
    openLeases(rpc, contracts.leaseMarket, { client: owner }, height, pages), openLeases(rpc, contracts.leaseMarket, { provider: owner }, height, pages),
  ]);
  const leases = new Map([...asClient.found, ...asProvider.found].map((one) => [one.lease_id, one]));
  const paused = new Set(classes.filter(({ entry }) => entry.paused.accept).map(({ id }) => id));
  return {
    found: [...waitingJobs(jobs.found, { now, methods, paused }), ...waitingLeases([...leases.values()], owner, status.time)],
    more: jobs.more || asClient.more || asProvider.more,
  };
}
