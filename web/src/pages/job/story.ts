// What became of a job so far: its events, in order, with their times.
import { toBigInt, type jobMarket, type providerRegistry } from "compute-amm";
import { timeAt, type Clock, type Mark } from "../../chain/clock.js";
import { amountOf, amountOrZero, eventQuery, eventsOf, newestFirst, type ChainEvent } from "../../chain/events.js";
import type { Rpc, Tx } from "../../chain/rpc.js";
import type { Contracts } from "../../chain/snapshot.js";
import { BEGINS, forTaker } from "../shared/deadline.js";
import type { Sums } from "../shared/kept.js";

/** Events of the job-market by which a job's transactions are found; what other contracts say of it is in the same ones. */
const TYPES = [
  "request_job", "untaken_job", "call_job", "accept_job", "request_data", "answer_data", "submit_result", "dispute_result",
  "challenge_result", "end_job", "tell_end",
] as const;

/** One thing that happened to a job. */
export interface Happening {
  /** The event's type; of the gateway `bring_verdict` and `verify_external`. */
  readonly kind: string;
  readonly event: ChainEvent;
  /** What the registry says in the same transaction: `call`, `lock`, `end_job`. */
  readonly registry: ChainEvent | undefined;
  /** Unix seconds of its block; undefined where the node no longer has it. */
  readonly at: number | undefined;
  /** The same where the node said it, and it is not interpolated. */
  readonly exact?: number | undefined;
  /** Its transaction, base64. */
  readonly bytes?: string | undefined;
}

const OF_REGISTRY: Readonly<Record<string, string>> = { call_job: "call", accept_job: "lock", end_job: "end_job" };

/** All events of a job, oldest first. Throws what the node throws: one without an index has none. */
export async function readStory(rpc: Rpc, clock: Clock, contracts: Contracts, jobId: number): Promise<Happening[]> {
  const pages = await Promise.all(TYPES.map((type) => rpc.txs(eventQuery(contracts.jobMarket, type, { job_id: jobId }))));
  const txs = new Map<string, Tx>(pages.flatMap(({ txs }) => txs.map((tx) => [tx.hash, tx] as const)));
  const events = [...txs.values()].flatMap(eventsOf);
  const marks = await clock.marks(events.map(({ height }) => height));
  return happenings(events, contracts, jobId).map((one) => {
    const exact = marks.find(({ height }) => height === one.event.height)?.time;
    return { ...one, bytes: txs.get(one.event.hash)?.bytes, exact, at: exact ?? (marks.length > 1 ? timeAt(marks, one.event.height) : undefined) };
  });
}

/** Of events of transactions those that are the job's, oldest first. */
export function happenings(events: readonly ChainEvent[], contracts: Pick<Contracts, "jobMarket" | "gateway" | "registry">, jobId: number): Omit<Happening, "at" | "exact">[] {
  const own = events.filter(({ attributes }) => attributes["job_id"] === `${jobId}`);
  const of = (contract: string) => own.filter((event) => event.contract === contract);
  const told = [...of(contracts.jobMarket), ...of(contracts.gateway)].sort((a, b) => newestFirst(b, a));
  const registry = of(contracts.registry);
  return told.map((event) => ({
    kind: event.type, event,
    registry: event.contract === contracts.jobMarket
      ? registry.find((other) => other.hash === event.hash && other.type === OF_REGISTRY[event.type]) : undefined,
  }));
}

/** The first thing of a kind. */
export function first(story: readonly Happening[], kind: string): Happening | undefined {
  return story.find((one) => one.kind === kind);
}

/** The block in which the wait of a state began; undefined where that is not known for sure, as after answers the time to run goes on anew. */
export function begunOf(story: readonly Happening[], state: jobMarket.JobState): Mark | undefined {
  if (state === "assigned" && first(story, "answer_data")) return undefined;
  const begun = story.findLast(({ kind }) => kind === BEGINS[state]);
  return begun?.exact !== undefined ? { height: begun.event.height, time: begun.exact } : undefined;
}

/** How a job ended, as people say it. */
export const ENDS: Readonly<Partial<Record<jobMarket.JobState, string>>> = {
  settled: "Verified and paid", cancelled: "Withdrawn", expired: "Nobody accepted it", refunded: "Refunded", faulted: "The provider failed",
  defaulted: "The called debtor did not serve it",
};

/** Titles of what happened. */
export function titleOf({ kind, event }: Pick<Happening, "kind" | "event">): string {
  const say = event.attributes;
  switch (kind) {
    case "request_job": return "Requested";
    case "untaken_job": return "Nobody took it in time";
    case "call_job": return "Called";
    case "accept_job": return "Accepted";
    case "request_data": return say["chunk"] === undefined ? "The provider asked for the input" : `The provider asked for chunk ${say["chunk"]} of the input`;
    case "answer_data": return "The input was brought";
    case "submit_result": return say["deadline"] === undefined ? "Result delivered, with its proof or signatures" : "Result delivered";
    case "dispute_result": return "Disputed";
    case "challenge_result": return "Challenged";
    case "prove_challenged": return "Proven";
    case "bring_verdict": return say["valid"] === "true" ? "Judged: the result is right" : "Judged: the result is false";
    case "verify_external": return "Accepted by the method's contract";
    case "payout_fallback": return "The provider got credits, as their sale would have brought too little";
    case "tell_end": return "The contract that it names was told of the end";
    case "end_job": return endTitle(say["state"] ?? "", say["fault"]);
    default: return kind;
  }
}

function endTitle(state: string, fault: string | undefined): string {
  if (fault === "fraud") return "Ended: the result was false";
  if (fault === "liveness") return "Ended: the provider was late";
  return `Ended: ${(ENDS[state as jobMarket.JobState] ?? state).toLowerCase()}`;
}

/** What became of the bond of a dispute or a challenge, NET base units. */
export interface Bond {
  readonly of: "dispute" | "challenge";
  /** Whose it was. */
  readonly owner: string;
  readonly back: bigint;
  readonly burned: bigint;
  readonly toProvider: bigint;
}

/** The bond of a job that has ended; undefined where nobody staked one. It is lost where the result counts after all. */
export function bondOf(story: readonly Pick<Happening, "kind" | "event">[]): Bond | undefined {
  const of = (kind: string) => story.find((one) => one.kind === kind)?.event;
  const [dispute, challenge, end] = [of("dispute_result"), of("challenge_result"), of("end_job")];
  const stake = dispute ?? challenge;
  if (!stake || !end) return undefined;
  const amount = amountOf(stake, "bond");
  const bond = dispute ? { of: "dispute" as const, owner: end.attributes["owner"] ?? "" } : { of: "challenge" as const, owner: stake.attributes["challenger"] ?? "" };
  if (end.attributes["state"] !== "settled") return { ...bond, back: amount, burned: 0n, toProvider: 0n };
  // Of a challenge's a fifth burns, rounded up; the rest pays the provider for its proof.
  const burned = dispute ? amount : (amount + 4n) / 5n;
  return { ...bond, back: 0n, burned, toProvider: amount - burned };
}

/** What the client got by an `end_job`, with what the registry says of it, and what came back of the bond that somebody staked, if it was its own. */
export function refundOf(end: ChainEvent, registry: ChainEvent | undefined, bond?: Bond): Sums {
  const state = end.attributes["state"] ?? "";
  const paid = state === "settled";
  const damages = registry ? amountOrZero(registry, "client") : 0n;
  const credits = paid || state === "defaulted" ? 0n : amountOf(end, "credits");
  const tip = paid ? 0n : amountOrZero(end, "tip");
  const staked = bond && bond.owner === end.attributes["owner"] ? bond.back : 0n;
  return { credits, net: amountOf(end, "take") - amountOf(end, "earned") + tip + damages + staked, damages };
}

/** What the page asks of the chain while a job is open. */
export interface JobNow {
  readonly job: jobMarket.JobResponse;
  /** On whom it is called; null where it is not. */
  readonly call: providerRegistry.CallResponse | null;
  /** That accepting was never paused in its class; false where it was, or where that does not matter. */
  readonly neverPaused: boolean;
  /** What its provider locked, NET base units, and what backs that, in units that count as those; null where nobody has it in hand, or it was called. */
  readonly lock: { readonly amount: bigint; readonly backed: bigint } | null;
}

/** The job as it stands at a height. Throws the contract's words where there is no such job. */
export async function readJob(rpc: Rpc, contracts: Contracts, jobId: number, height: number): Promise<JobNow> {
  const job = await rpc.query<jobMarket.JobResponse>(contracts.jobMarket, { job: { job_id: jobId } } satisfies jobMarket.QueryMsg, height);
  const called = job.state === "called" || (job.open?.called ?? false);
  const call = called ? await rpc.query<providerRegistry.CallResponse>(contracts.registry, { job_call: { job_id: jobId } } satisfies providerRegistry.QueryMsg, height)
    .catch(() => null) : null;
  // The registry's record of pauses, which the job-market reads, too: there is none while there was none.
  const neverPaused = job.open !== null && job.open !== undefined && forTaker(job.state) &&
    await rpc.raw(contracts.registry, new TextEncoder().encode(`a${job.open.class}`), height).then((record) => record === undefined, () => false);
  const locked = job.open !== null && job.open !== undefined && !called && !forTaker(job.state);
  const lock = locked ? await rpc.query<providerRegistry.LockResponse>(contracts.registry, { job_lock: { job_id: jobId } } satisfies providerRegistry.QueryMsg, height)
    .then(({ amount, backed }) => ({ amount: toBigInt(amount), backed: toBigInt(backed) }), () => null) : null;
  return { job, call, neverPaused, lock };
}

/** What of a job changes with each event: while it stays, there is no new one. */
export function fingerprint({ job }: JobNow): string {
  return JSON.stringify([job.state, job.output, job.open?.deadline, job.open?.data_request, job.callback === null]);
}
