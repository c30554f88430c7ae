// What the page asks about a provider.
import { toBigInt, type jobMarket, type leaseMarket, type providerRegistry } from "compute-amm";
import { QueryFailed } from "../../chain/errors.js";
import { numberOf, search } from "../../chain/events.js";
import type { Rpc } from "../../chain/rpc.js";
import type { Contracts, Snapshot } from "../../chain/snapshot.js";
import { openJobs, openLeases } from "../shared/open.js";
import { toPosition, type Position } from "./model.js";

/** A provider at one height. */
export interface Standing {
  /** Null: it never registered. */
  readonly provider: providerRegistry.ProviderResponse | null;
  /** Its position in each class, of 0 where it has none. */
  readonly positions: readonly Position[];
}

/** All reads at `height`. */
export async function readStanding(rpc: Rpc, { terms, classes }: Snapshot, provider: string, height: number): Promise<Standing> {
  const { registry } = terms.contracts;
  const [found, positions] = await Promise.all([
    orNull(rpc.query<providerRegistry.ProviderResponse>(registry, { provider: { provider } }, height)),
    Promise.all(classes.map(({ id }) =>
      rpc.query<providerRegistry.PositionResponse>(registry, { position: { provider, class: id } }, height))),
  ]);
  return { provider: found, positions: positions.map(toPosition) };
}

/** A call that waits for the provider, or is served by it. */
export interface Call {
  readonly jobId: number;
  readonly class: string;
  readonly gpus: number;
  readonly credits: bigint;
  /** Collateral of the credits, and their recent price at the call: damages are the lesser. NET base units. */
  readonly held: bigint;
  readonly value: bigint;
  readonly state: jobMarket.JobState;
  /** Unix seconds before which it must be accepted, or delivered. */
  readonly deadline: number;
}

/** What a provider has in hand. */
export interface Work {
  readonly jobs: readonly (jobMarket.JobResponse & { open: jobMarket.OpenJob })[];
  readonly calls: readonly Call[];
  readonly leases: readonly (leaseMarket.LeaseResponse & { live: leaseMarket.LiveLease & { running: leaseMarket.RunningLease } })[];
  /** Null where it never started a lease. */
  readonly clock: leaseMarket.ClockResponse | null;
  /** Whether pages of jobs or leases were left unread. */
  readonly more: boolean;
}

/** All reads at `height`, at most `pages` pages of each list; calls are found by their events, if the node keeps them. */
export async function readWork(rpc: Rpc, contracts: Contracts, provider: string, called: boolean, height: number, pages: number): Promise<Work> {
  const [jobs, leases, clock, calls] = await Promise.all([
    openJobs(rpc, contracts.jobMarket, { provider }, height, pages), openLeases(rpc, contracts.leaseMarket, { provider }, height, pages),
    contracts.leaseMarket === null ? null
      : orNull(rpc.query<leaseMarket.ClockResponse>(contracts.leaseMarket, { clock: { provider } }, height)),
    called ? readCalls(rpc, contracts, provider, height) : [],
  ]);
  return {
    jobs: jobs.found.flatMap((job) => (job.open ? [{ ...job, open: job.open }] : [])),
    calls,
    leases: leases.found.flatMap((lease) => (lease.live?.running
      ? [{ ...lease, live: { ...lease.live, running: lease.live.running } }] : [])),
    clock,
    more: jobs.more || leases.more,
  };
}

/** Calls on a provider that have not ended. */
async function readCalls(rpc: Rpc, { registry, jobMarket: jobs }: Contracts, provider: string, height: number): Promise<Call[]> {
  const { events } = await search(rpc, registry, "call", { provider });
  const ids = [...new Set(events.map((event) => numberOf(event, "job_id")))];
  const found = await Promise.all(ids.map(async (job_id): Promise<Call[]> => {
    const call = await orNull(rpc.query<providerRegistry.CallResponse>(registry, { job_call: { job_id } }, height));
    if (!call || call.provider !== provider) return [];
    const { state, open } = await rpc.query<jobMarket.JobResponse>(jobs, { job: { job_id } }, height);
    return open ? [{
      jobId: job_id, class: call.class, gpus: call.gpus, credits: toBigInt(call.credits), held: toBigInt(call.held),
      value: toBigInt(call.value), state, deadline: open.deadline,
    }] : [];
  }));
  return found.flat();
}

/** A contract's refusal to answer about something that is not there. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof QueryFailed) return null;
    throw error;
  }
}
