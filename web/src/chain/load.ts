// How many GPUs of a class worked, over time: from the registry's `position` events, which say a provider's busy and offered GPUs
// whenever they change.
import type { providerRegistry } from "compute-amm";
import { Clock, timeAt } from "./clock.js";
import { Pruned } from "./errors.js";
import { numberOf, search, type ChainEvent } from "./events.js";
import type { Rpc } from "./rpc.js";
import { byKey, whole, type Snapshot } from "./snapshot.js";

/** GPUs of a class from one change on. */
export interface LoadPoint {
  readonly height: number;
  /** Unix seconds, near enough for a chart. */
  readonly time: number;
  /** In jobs and leases. */
  readonly busy: number;
  readonly offered: number;
}

/** A provider's GPUs. */
interface Gpus {
  readonly busy: number;
  readonly offered: number;
}

/** Sums after each change, oldest first, from what each provider had before the first event. `events` are oldest first. */
export function sums(before: ReadonlyMap<string, Gpus>, events: readonly ChainEvent[]): Omit<LoadPoint, "time">[] {
  const now = new Map(before);
  const points: Omit<LoadPoint, "time">[] = [];
  for (const event of events) {
    const who = event.attributes["provider"] ?? "";
    const had = now.get(who) ?? { busy: 0, offered: 0 };
    now.set(who, {
      busy: event.attributes["busy"] === undefined ? had.busy : numberOf(event, "busy"),
      offered: event.attributes["gpus"] === undefined ? had.offered : numberOf(event, "gpus"),
    });
    const point = { height: event.height, ...total(now) };
    // Of a block that changed more than once, the last.
    if (points.at(-1)?.height === event.height) points[points.length - 1] = point;
    else points.push(point);
  }
  return points;
}

/** Of all providers. */
export function total(gpus: ReadonlyMap<string, Gpus>): Gpus {
  let [busy, offered] = [0, 0];
  for (const one of gpus.values()) {
    busy += one.busy;
    offered += one.offered;
  }
  return { busy, offered };
}

/**
 * The load of a class until the snapshot's height, oldest first, from at most `pages` pages of 100 transactions. Where older ones
 * exist, the state before them is asked of the node; one that has dropped it gives no history. Throws what the node throws.
 */
export async function readLoad(rpc: Rpc, snapshot: Snapshot, name: string, pages = 2): Promise<readonly LoadPoint[]> {
  const { registry } = snapshot.terms.contracts;
  const found = await search(rpc, registry, "position", { class: name }, pages);
  const { height: now, time } = snapshot.status;
  const oldest = found.more ? (found.events.at(-1)?.height ?? now) : 0;
  const before = found.more ? await gpusAt(rpc, registry, name, oldest) : new Map<string, Gpus>();
  if (!before) return [];
  const events = found.events.filter(({ height, attributes }) =>
    height > oldest && height <= now && (attributes["busy"] !== undefined || attributes["gpus"] !== undefined));
  const points = sums(before, [...events].reverse());
  const marks = await new Clock(rpc).marks(points.map(({ height }) => height));
  const past = points.map((point) => ({ ...point, time: timeAt(marks, point.height) }));
  const last = past.at(-1);
  return last ? [...past, { ...last, height: now, time }] : [];
}

/** Everybody's GPUs at a height, or nothing if the node has dropped that state. */
async function gpusAt(rpc: Rpc, registry: string, name: string, height: number): Promise<Map<string, Gpus> | undefined> {
  try {
    const { found } = await whole(async (page) => byKey((await rpc.query<providerRegistry.PositionsResponse>(registry, { positions: { class: name, ...page } }, height)).positions,
      ({ provider }) => provider));
    return new Map(found.map((one) => [one.provider, { busy: one.busy, offered: one.gpus }]));
  } catch (error) {
    if (error instanceof Pruned) return undefined;
    throw error;
  }
}
