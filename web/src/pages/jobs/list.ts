// Somebody's jobs and leases: those that are open from the contracts, those that have ended from events, a page at a time.
import type { jobMarket, leaseMarket } from "compute-amm";
import { eventQuery, eventsOf, newestFirst, type ChainEvent } from "../../chain/events.js";
import type { Rpc } from "../../chain/rpc.js";

/** Rows of a page. */
export const PAGE = 20;
/** Most pages of a contract's answer that are followed: each looks at 500 records. */
const MOST_PAGES = 20;

/** Follows a list from page to page. */
async function follow<Answer extends { readonly next?: number | null }>(ask: (after: { start_after?: number }) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  let after: { start_after?: number } = {};
  while (answers.length < MOST_PAGES) {
    const answer = await ask(after);
    answers.push(answer);
    if (answer.next === null || answer.next === undefined) break;
    after = { start_after: answer.next };
  }
  return answers;
}

/** All jobs of an owner that have not ended, newest first. */
export async function openJobs(rpc: Rpc, contract: string, owner: string, height: number): Promise<jobMarket.JobResponse[]> {
  const answers = await follow((after) => rpc.query<jobMarket.JobsResponse>(contract, {
    jobs: { filter: { owner }, order: "descending", limit: 100, ...after },
  } satisfies jobMarket.QueryMsg, height));
  return answers.flatMap(({ jobs }) => jobs);
}

/** All leases of a client that are not over, newest first. */
export async function openLeases(rpc: Rpc, contract: string, client: string, height: number): Promise<leaseMarket.LeaseResponse[]> {
  const answers = await follow((after) => rpc.query<leaseMarket.LeasesResponse>(contract, {
    leases: { filter: { client }, order: "descending", limit: 100, ...after },
  } satisfies leaseMarket.QueryMsg, height));
  return answers.flatMap(({ leases }) => leases);
}

/** A page of events, newest first. */
export interface EventPage {
  readonly events: readonly ChainEvent[];
  /** Transactions that suit, on all pages. */
  readonly total: number;
}

/** One page of a contract's events of a type with an attribute. Throws what the node throws: one without an index has none. */
export async function eventPage(rpc: Rpc, contract: string, type: string, where: Record<string, string>, page: number): Promise<EventPage> {
  const { txs, total } = await rpc.txs(eventQuery(contract, type, where), page, { perPage: PAGE });
  const events = txs.flatMap(eventsOf).filter((event) => event.type === type && event.contract === contract &&
    Object.entries(where).every(([key, value]) => event.attributes[key] === value));
  return { events: events.sort(newestFirst), total };
}

/** Pages that so many transactions make, at least one. */
export function pagesOf(total: number): number {
  const rest = total % PAGE;
  const full = (total - rest) / PAGE;
  return full + (rest > 0 || full === 0 ? 1 : 0);
}
