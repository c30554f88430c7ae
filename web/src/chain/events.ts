// Events of the market's contracts, out of transactions. On chain a contract's event has the prefix `wasm-` and says
// `_contract_address`; other contracts can emit the same names, so whoever reads one says whose it must be.
import type { RawEvent, Rpc, Tx } from "./rpc.js";
import { whole } from "./rpc.js";

/** An event of a contract, and where it stands. */
export interface ChainEvent {
  /** Without the prefix: `swap`, `end_job`. */
  readonly type: string;
  readonly contract: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly hash: string;
  readonly height: number;
  /** Place of its transaction in the block, and its own in the transaction: to sort by. */
  readonly tx: number;
  readonly index: number;
}

/** What one pool of a swap took and gave, base units. The reserve of what went in grows by `paid` − `protocolFee`. */
export interface Hop {
  readonly poolId: number;
  readonly paid: bigint;
  readonly received: bigint;
  readonly lpFee: bigint;
  readonly protocolFee: bigint;
  /** What the block anchor kept, in the asset that came out: the reserve of that shrinks by it, too. */
  readonly spread: bigint;
}

const PREFIX = "wasm-";

/** The contracts' events of a transaction, in order. Of one that failed: none. */
export function eventsOf(tx: Tx): ChainEvent[] {
  if (tx.code !== 0) return [];
  return tx.events.flatMap((event, index) => {
    const parsed = parse(event);
    return parsed ? [{ ...parsed, hash: tx.hash, height: tx.height, tx: tx.index, index }] : [];
  });
}

function parse({ type, attributes }: RawEvent): Pick<ChainEvent, "type" | "contract" | "attributes"> | undefined {
  if (!type.startsWith(PREFIX)) return undefined;
  const record = Object.fromEntries(attributes.map(({ key, value }) => [key, value]));
  const contract = record["_contract_address"];
  return contract ? { type: type.slice(PREFIX.length), contract, attributes: record } : undefined;
}

/** The first event of that type and contract, or none. */
export function find(events: readonly ChainEvent[], contract: string, type: string): ChainEvent | undefined {
  return events.find((event) => event.type === type && event.contract === contract);
}

/** An amount of base units. Throws a RangeError where the event has none: then it is not what it was taken for. */
export function amountOf(event: ChainEvent, key: string): bigint {
  const text = event.attributes[key];
  if (text === undefined || !/^\d{1,39}$/.test(text)) {
    throw new RangeError(`event ${event.type}: expected an amount in ${key}, got ${JSON.stringify(text)}`);
  }
  return BigInt(text);
}

/** Likewise 0 where the event leaves it out, as events do with what is 0. */
export function amountOrZero(event: ChainEvent, key: string): bigint {
  return event.attributes[key] === undefined ? 0n : amountOf(event, key);
}

/** An id, a time, a count. Throws a RangeError where the event has none. */
export function numberOf(event: ChainEvent, key: string): number {
  return whole(event.attributes[key] ?? "");
}

/** A text; empty where the event has none. A user's own words may be in it. */
export function textOfEvent(event: ChainEvent, key: string): string {
  return event.attributes[key] ?? "";
}

/** The hops of a `swap`, in order: `pool:in:out:lp_fee:protocol_fee[:spread]`, joined by commas. */
export function hopsOf(event: ChainEvent): Hop[] {
  return textOfEvent(event, "hops").split(",").filter(Boolean).map((hop) => {
    const parts = hop.split(":");
    const amount = (index: number) => BigInt(parts[index] ?? "0");
    return {
      poolId: whole(parts[0] ?? ""), paid: amount(1), received: amount(2), lpFee: amount(3), protocolFee: amount(4),
      spread: amount(5),
    };
  });
}

/** Where an event is: newest first. */
export function newestFirst(a: ChainEvent, b: ChainEvent): number {
  return b.height - a.height || b.tx - a.tx || b.index - a.index;
}

/** A query for a contract's events of a type; more conditions on attributes: `{ job_id: 5 }`. */
export function eventQuery(contract: string, type: string, where: Record<string, string | number> = {}): string {
  const conditions = Object.entries({ _contract_address: contract, ...where });
  return conditions.map(([key, value]) => `${PREFIX}${type}.${key}='${value}'`).join(" AND ");
}

/** What a search found, and whether there is more of it. */
export interface Found {
  /** Newest first. */
  readonly events: readonly ChainEvent[];
  /** Whether the search stopped before the oldest. */
  readonly more: boolean;
}

/**
 * The latest events of a type, newest first, from at most `pages` pages of 100 transactions. Transactions that somebody made
 * to look alike do not count: the event must be of that contract, and suit `where`. With `after`, only those of later blocks count.
 */
export async function search(
  rpc: Rpc, contract: string, type: string, where: Record<string, string | number> = {}, pages = 1, after = 0,
): Promise<Found> {
  const query = `${eventQuery(contract, type, where)}${after > 0 ? ` AND tx.height>${after}` : ""}`;
  // By hash: while new ones come, the pages shift, and one may come twice.
  const found = new Map<string, Tx>();
  for (let page = 1; ; page += 1) {
    const { txs, total } = await rpc.txs(query, page);
    for (const tx of txs) found.set(tx.hash, tx);
    const more = page * 100 < total;
    if (more && page < pages) continue;
    const events = [...found.values()].flatMap(eventsOf).filter((event) => suits(event, contract, type, where));
    return { events: events.sort(newestFirst), more };
  }
}

function suits(event: ChainEvent, contract: string, type: string, where: Record<string, string | number>): boolean {
  return event.type === type && event.contract === contract &&
    Object.entries(where).every(([key, value]) => event.attributes[key] === `${value}`);
}
