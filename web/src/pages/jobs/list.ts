// What has ended of somebody's jobs and leases: from events, a page at a time.
import { eventQuery, eventsOf, newestFirst, type ChainEvent } from "../../chain/events.js";
import type { Rpc } from "../../chain/rpc.js";

/** Rows of a page. */
export const PAGE = 20;

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
