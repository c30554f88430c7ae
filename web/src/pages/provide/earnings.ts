// What a provider's work brought and cost, and its reputation after each end: out of events. Amounts are base units.
import type { App } from "../../app.js";
import { endRows, type EndRow } from "../../chain/archive-files.js";
import { amountOrZero, eventQuery, eventsOf, newestFirst, numberOf, search, textOfEvent, type ChainEvent } from "../../chain/events.js";
import type { Rpc } from "../../chain/rpc.js";
import type { Contracts } from "../../chain/snapshot.js";
import { archiveOf } from "../shared/archived.js";

/** An end of a job or a payment of a lease. */
export interface Earning {
  readonly kind: "job" | "lease";
  readonly id: number;
  readonly height: number;
  /** Empty where only the archive knows of it. */
  readonly hash: string;
  /** `settled`, `released`, `late`, `fraud`, `defaulted`; of leases `claim`, `top_up`, or the state of its end. */
  readonly how: string;
  readonly class: string;
  /** Credits that it was paid, whether redeemed against its debt, given as credits, or sold. */
  readonly credits: bigint;
  /** Of these, redeemed against its debt. */
  readonly redeemed: bigint;
  /** NET: the tip, and what a sale of the credits brought. */
  readonly net: bigint;
  /** NET that the bond lost: to a client, a reporter, or burned. */
  readonly lost: bigint;
}

/** See {@link Earning}; newest first. */
export interface Earnings {
  readonly rows: readonly Earning[];
  /** Whether older ones are left out. */
  readonly more: boolean;
}

/**
 * With the ends that only the archive has, newest first. Of a lease it says what was paid over its whole time, so payments before its
 * end are left out. It does not say what was redeemed or sold.
 */
export function withArchive(found: Earnings, ends: readonly EndRow[]): Earnings {
  const key = ({ kind, id }: Pick<Earning, "kind" | "id">) => `${kind} ${id}`;
  const known = new Set(found.rows.filter(({ how }) => how !== "claim" && how !== "top_up").map(key));
  const older = ends.map((end): Earning => ({
    kind: end.work, id: end.id, height: end.height, hash: "", how: end.what, class: end.class, credits: end.credits, redeemed: 0n,
    net: end.tip, lost: end.slashed,
  })).filter((end) => !known.has(key(end)));
  const added = new Set(older.map(key));
  const rows = [...found.rows.filter((row) => !added.has(key(row))), ...older];
  return { rows: rows.sort((a, b) => b.height - a.height), more: found.more };
}

/** {@link withArchive}, where there is one: then an index is not needed. */
export async function readPast(app: App, provider: string, index: Promise<Earnings>): Promise<Earnings> {
  const archive = archiveOf(app);
  const ends = archive && (await endRows(archive, provider))?.rows;
  return ends ? withArchive(await index.catch(() => ({ rows: [], more: true })), ends) : index;
}

/** A page of transactions: so many ends are shown. */
const PAGE = 100;

/** Reads the latest of both kinds. Throws what the node throws; one without an index keeps none of this. */
export async function readEarnings(rpc: Rpc, contracts: Contracts, provider: string): Promise<Earnings> {
  const transactions = async (contract: string, type: string, where: Record<string, string>) => {
    const { txs, total } = await rpc.txs(eventQuery(contract, type, where), 1, { perPage: PAGE });
    return { events: txs.map(eventsOf), more: total > PAGE };
  };
  const { leaseMarket } = contracts;
  const [jobs, pays, ends, starts] = await Promise.all([
    transactions(contracts.registry, "end_job", { provider }),
    leaseMarket === null ? none : transactions(contracts.pool, "transfer", { owner: leaseMarket, receiver: provider }),
    leaseMarket === null ? none : transactions(contracts.registry, "end_pledge", { provider, market: leaseMarket }),
    leaseMarket === null ? { events: [], more: false } : search(rpc, contracts.registry, "pledge", { provider, market: leaseMarket }, 3),
  ]);
  const classes = new Map(starts.events.map((event) => [numberOf(event, "id"), textOfEvent(event, "class")]));
  const rows = [
    ...jobs.events.flatMap((events) => jobsOf(events, contracts, provider)),
    ...unique([...pays.events, ...ends.events]).flatMap((events) => leasesOf(events, contracts, provider, classes)),
  ];
  return { rows: rows.sort((a, b) => newestFirst(a.at, b.at)).map(({ at: _, ...row }) => row), more: jobs.more || pays.more };
}

const none = { events: [] as ChainEvent[][], more: false };

function unique(transactions: readonly ChainEvent[][]): ChainEvent[][] {
  return [...new Map(transactions.map((events) => [events[0]?.hash ?? "", events])).values()];
}

type Placed = Earning & { readonly at: ChainEvent };

/** The ends of this provider's jobs in one transaction. */
export function jobsOf(events: readonly ChainEvent[], contracts: Contracts, provider: string): Placed[] {
  const ends = events.filter((one) => one.type === "end_job" && one.contract === contracts.registry && one.attributes["provider"] === provider);
  return ends.map((at) => {
    const id = numberOf(at, "job_id");
    const how = textOfEvent(at, "how");
    const paid = how === "settled";
    const job = events.find((one) => one.type === "end_job" && one.contract === contracts.jobMarket && one.attributes["job_id"] === `${id}`);
    return {
      kind: "job", id, height: at.height, hash: at.hash, how, class: textOfEvent(at, "class"), at,
      credits: paid && job ? amountOrZero(job, "credits") : 0n,
      redeemed: paid ? amountOrZero(at, "redeemed") : 0n,
      net: paid && job ? amountOrZero(job, "tip") + soldFor(events, contracts, provider, job) : 0n,
      lost: amountOrZero(at, "client") + amountOrZero(at, "reporter") + amountOrZero(at, "burned"),
    };
  });
}

/** What the sale of a job's credits brought, where its provider wanted NET: the swap of as many credits by the job-market. */
function soldFor(events: readonly ChainEvent[], contracts: Contracts, provider: string, job: ChainEvent): bigint {
  const sale = events.find((one) => one.type === "swap" && one.contract === contracts.pool && one.attributes["receiver"] === provider &&
    one.attributes["sender"] === contracts.jobMarket && one.attributes["paid"] === job.attributes["credits"]);
  return sale ? amountOrZero(sale, "received") : 0n;
}

/** Payments of this provider's leases in one transaction; `classes` knows which leases are its own. */
export function leasesOf(
  events: readonly ChainEvent[], contracts: Contracts, provider: string, classes: ReadonlyMap<number, string>,
): Placed[] {
  const own = events.filter((one) => one.contract === contracts.leaseMarket && ["claim", "top_up", "end_lease"].includes(one.type) &&
    classes.has(numberOf(one, "lease_id")));
  return own.map((at): Placed => {
    const id = numberOf(at, "lease_id");
    const end = events.find((one) => one.type === "end_pledge" && one.contract === contracts.registry && one.attributes["id"] === `${id}` &&
      one.attributes["provider"] === provider);
    return {
      kind: "lease", id, height: at.height, hash: at.hash, how: at.type === "end_lease" ? textOfEvent(at, "state") : at.type,
      class: classes.get(id) ?? "", at, credits: amountOrZero(at, "paid"), redeemed: 0n, net: 0n,
      lost: at.type === "end_lease" && end ? amountOrZero(end, "slashed") : 0n,
    };
  }).filter(({ credits, lost, how }) => credits > 0n || lost > 0n || !["claim", "top_up"].includes(how));
}

/** The parameters of a score, NET base units and a weight. */
export interface Prior {
  readonly a: bigint;
  readonly b: bigint;
  readonly lambda: number;
}

/** ⌊10^4·(G + a)/(G + λB + a + b)⌋: a reputation in basis points. */
export function score(good: bigint, bad: bigint, { a, b, lambda }: Prior): number {
  const total = good + BigInt(lambda) * bad + a + b;
  // no-float: at most 10,000.
  return total > 0n ? Number(((good + a) * 10_000n) / total) : 0;
}

/** Reputation after a change. */
export interface Mark {
  readonly height: number;
  /** Unix seconds, as the chain remembered it. */
  readonly time: number;
  readonly bps: number;
}

/**
 * Reputation after each change, oldest first, out of `position` events of one class, newest first. What an event does not name has
 * not changed since the one before.
 */
export function marksOf(events: readonly ChainEvent[], prior: Prior): Mark[] {
  let [good, bad] = [0n, 0n];
  const marks: Mark[] = [];
  for (const event of [...events].sort(newestFirst).reverse()) {
    if (event.attributes["remembered_at"] === undefined) continue;
    if (event.attributes["good"] !== undefined) good = amountOrZero(event, "good");
    if (event.attributes["bad"] !== undefined) bad = amountOrZero(event, "bad");
    marks.push({ height: event.height, time: numberOf(event, "remembered_at"), bps: score(good, bad, prior) });
  }
  return marks;
}

/** Marks of one class out of the archive, and how its ends were, the most frequent first. */
export function archivedMarks(rows: readonly EndRow[], id: string): { readonly marks: Mark[]; readonly ends: readonly (readonly [string, number])[] } {
  const own = rows.filter((row) => row.class === id);
  const counts = new Map<string, number>();
  for (const { what } of own) counts.set(what, (counts.get(what) ?? 0) + 1);
  return {
    marks: own.flatMap(({ height, time, reputation_bps: bps }) => (bps === null ? [] : [{ height, time, bps }])),
    ends: [...counts].sort((a, b) => b[1] - a[1]),
  };
}

/** Reads {@link marksOf}; `more` if the oldest are missing, and then the first marks may lack a fault before them. */
export async function readMarks(rpc: Rpc, registry: string, provider: string, id: string, prior: Prior): Promise<{ marks: Mark[]; more: boolean }> {
  const { events, more } = await search(rpc, registry, "position", { provider, class: id }, 5);
  return { marks: marksOf(events, prior), more };
}
