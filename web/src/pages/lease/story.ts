// A lease: how it stands, what became of it, what a close pays.
import { toBigInt, type leaseMarket } from "compute-amm";
import { timeAt, type Clock } from "../../chain/clock.js";
import { eventQuery, eventsOf, newestFirst, type ChainEvent } from "../../chain/events.js";
import type { Rpc, Tx } from "../../chain/rpc.js";

const TYPES = ["request_lease", "start_lease", "claim", "top_up", "notice", "end_lease"] as const;

/** One thing that happened to a lease. */
export interface Happening {
  readonly event: ChainEvent;
  /** Unix seconds of its block; undefined where the node no longer has it. */
  readonly at: number | undefined;
}

/** Hundreds of transactions of each type that are read: a lease is claimed from as often as its provider likes. */
const PAGES = 10;

/** What happened to a lease, oldest first, and whether some of it was left unread. */
export interface Story {
  readonly happened: readonly Happening[];
  readonly more: boolean;
}

/** The events of a lease. Throws what the node throws: one without an index has none. */
export async function readStory(rpc: Rpc, clock: Clock, contract: string, leaseId: number): Promise<Story> {
  const found = await Promise.all(TYPES.map((type) => allOf(rpc, eventQuery(contract, type, { lease_id: leaseId }))));
  const txs = new Map<string, Tx>(found.flatMap(({ txs }) => txs.map((tx) => [tx.hash, tx] as const)));
  const events = [...txs.values()].flatMap(eventsOf)
    .filter((event) => event.contract === contract && event.attributes["lease_id"] === `${leaseId}`).sort((a, b) => newestFirst(b, a));
  const marks = await clock.marks(events.map(({ height }) => height));
  return { happened: events.map((event) => ({ event, at: marks.length > 0 ? timeAt(marks, event.height) : undefined })), more: found.some(({ more }) => more) };
}

/** All transactions that suit, from at most so many pages. */
async function allOf(rpc: Rpc, query: string): Promise<{ readonly txs: readonly Tx[]; readonly more: boolean }> {
  const found: Tx[] = [];
  for (let page = 1; page <= PAGES; page += 1) {
    const { txs, total } = await rpc.txs(query, page);
    found.push(...txs);
    if (page * 100 >= total) return { txs: found, more: false };
  }
  return { txs: found, more: true };
}

/** The last event of a kind. */
export function last(story: readonly Happening[], kind: string): ChainEvent | undefined {
  return story.findLast(({ event }) => event.type === kind)?.event;
}

/** The lease with what depends on who looks. */
export interface LeaseNow {
  readonly lease: leaseMarket.LeaseResponse;
  /** What a close by whoever looks would do now; null where it may not close, or nothing runs. */
  readonly close: leaseMarket.CloseResponse | null;
  /** When its provider was heard of. */
  readonly clock: leaseMarket.ClockResponse | null;
}

/** The lease as it stands at a height. Throws the contract's words where there is no such lease. */
export async function readLease(rpc: Rpc, contract: string, leaseId: number, me: string | undefined, height: number): Promise<LeaseNow> {
  const ask = <T>(msg: leaseMarket.QueryMsg) => rpc.query<T>(contract, msg, height);
  const lease = await ask<leaseMarket.LeaseResponse>({ lease: { lease_id: leaseId } });
  const running = lease.live?.running;
  if (!running) return { lease, close: null, clock: null };
  const [close, clock] = await Promise.all([
    me === undefined ? null : ask<leaseMarket.CloseResponse>({ quote_close: { lease_id: leaseId, sender: me } }).catch(() => null),
    ask<leaseMarket.ClockResponse>({ clock: { provider: running.provider } }).catch(() => null),
  ]);
  return { lease, close, clock };
}

/** What of a lease changes with each event that is worth a look. */
export function fingerprint({ lease: { state, live } }: LeaseNow): string {
  return JSON.stringify([state, live?.seconds, live?.running?.end, live?.running?.paid]);
}

/** Seconds that a running lease has been served and paid, or will be by a claim now; out of those it prepaid. Credits in base units. */
export function servedOf(live: leaseMarket.LiveLease): { readonly paid: bigint; readonly due: bigint; readonly all: bigint } {
  const { running, gpus, seconds } = live;
  return {
    paid: running ? toBigInt(running.paid) : 0n, due: running ? toBigInt(running.due) : 0n, all: BigInt(gpus) * BigInt(seconds) * 1_000_000n,
  };
}

/** Most seconds that a lease can be topped up with now, and not below 0; null where it is too late. `now` is in Unix seconds. */
export function topUpRoom(live: leaseMarket.LiveLease, now: number, notice: number, longest: number): number | null {
  const { running } = live;
  if (!running || now >= running.end - notice) return null;
  const latest = running.latest_end < now + longest ? running.latest_end : now + longest;
  return latest > running.end ? latest - running.end : 0;
}

/** What its end gave back to its client: credits (base units), and NET of the take (`held` is all that was paid of it) and the pledge. */
export function refundOf(end: ChainEvent, held: bigint, earnedBefore: bigint): { readonly credits: bigint; readonly net: bigint; readonly slash: bigint } {
  const amount = (key: string) => BigInt(end.attributes[key] ?? "0");
  const take = held - earnedBefore - amount("earned");
  return { credits: amount("refunded"), net: (take > 0n ? take : 0n) + amount("slash"), slash: amount("slash") };
}
