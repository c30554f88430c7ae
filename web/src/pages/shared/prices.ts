// Prices of the past, for the pages that show them: read once, kept up to date, one memory of block times.
import { createMemo, untrack, type Accessor } from "solid-js";
import type { App } from "../../app.js";
import { poolRows } from "../../chain/archive-files.js";
import { extend, History, type PriceHistory } from "../../chain/history.js";
import { createPolled, type Polled } from "../../chain/polled.js";
import type { Rpc } from "../../chain/rpc.js";
import { beginning, pricesOf, stepFor, type Span } from "../../chain/series.js";
import type { Snapshot } from "../../chain/snapshot.js";
import { archiveOf } from "./archived.js";

const histories = new WeakMap<Rpc, History>();

function historyOf(rpc: Rpc): History {
  const known = histories.get(rpc) ?? new History(rpc);
  histories.set(rpc, known);
  return known;
}

/** What was read of the node's index last: charts of the same page may want the same. */
const latest = new WeakMap<Rpc, { readonly of: string; readonly got: ReturnType<History["prices"]> }>();

function readIndex(rpc: Rpc, snapshot: Snapshot, pages: number, after: number): ReturnType<History["prices"]> {
  const of = `${snapshot.status.height} ${pages} ${after}`;
  const known = latest.get(rpc);
  if (known?.of === of) return known.got;
  const got = historyOf(rpc).prices(snapshot, pages, after);
  latest.set(rpc, { of, got });
  return got;
}

/** Prices of pools, and why there are none. */
export interface Prices {
  /** Of a pool, until this block; undefined while they are loaded. */
  of(poolId: number | undefined): PriceHistory | undefined;
  readonly error: Accessor<string | undefined>;
  /** Whether there should be an archive, and one of the pools is not in it. */
  readonly indexOnly: Accessor<boolean>;
}

interface Found {
  readonly pools: ReadonlyMap<number, PriceHistory>;
  readonly indexOnly: boolean;
}

/** What is read: how far back, and which pools, of those that hold something. Only where there is an archive; else it is what the node has, of all pools. */
export interface Wanted {
  readonly span: Accessor<Span>;
  /** Undefined until they are known. */
  readonly pools: Accessor<readonly number[] | undefined>;
}

/**
 * Reads the archive, where there is one. What is not in it, such as the latest blocks, comes from at most `pages` pages of the node's
 * index. Both again every half minute; the latest price comes with each block.
 */
export function createPrices(app: App, pages: number, wanted: Wanted): Prices {
  const { config, market } = app;
  const key = createMemo(() => (config.history === null ? "" : wanted.pools() && `${wanted.span()} ${wanted.pools()?.join(" ")}`));
  const polled: Polled<Found> = createPolled<Found, string>(market, () => untrack(async () => {
    const snapshot = market.snapshot();
    return snapshot ? read(app, snapshot, pages, wanted.span(), wanted.pools() ?? []) : { pools: new Map(), indexOnly: false };
  }), 30, key);
  return {
    of: (poolId) => {
      const history = poolId === undefined ? undefined : polled.value()?.pools.get(poolId);
      const snapshot = market.snapshot();
      const pool = snapshot?.pools.find(({ id }) => id === poolId);
      return history && snapshot && pool ? extend(history, pool, snapshot.status) : history;
    },
    error: polled.error,
    indexOnly: () => polled.value()?.indexOnly ?? false,
  };
}

async function read(app: App, snapshot: Snapshot, pages: number, span: Span, ids: readonly number[]): Promise<Found> {
  const past = await readArchive(app, snapshot, span, ids);
  const whole = past.size > 0 && ids.every((id) => past.has(id));
  // Blocks behind the archive; all blocks, if a pool is missing there.
  const after = whole ? [...past.values()].reduce((least, { height }) => (height < least ? height : least), snapshot.status.height) : 0;
  const recent = await readIndex(app.rpc, snapshot, pages, after).catch((error: unknown) => {
    // A node without an index: the archive alone, and the price of now.
    if (past.size === 0) throw error;
    return new Map<number, PriceHistory>();
  });
  const pools = new Map(recent);
  for (const [id, { history, height }] of past) {
    const later = (recent.get(id)?.points ?? []).filter((point) => point.height > height);
    pools.set(id, { ...history, points: [...history.points, ...later] });
  }
  return { pools, indexOnly: app.config.history !== null && ids.length > 0 && !whole };
}

/** Of each pool that is in the archive: its prices, and the height until which they are there. */
async function readArchive(app: App, { status }: Snapshot, span: Span, ids: readonly number[]) {
  const past = new Map<number, { readonly history: PriceHistory; readonly height: number }>();
  const archive = archiveOf(app);
  const cover = await archive?.cover().catch(() => undefined);
  if (!archive || !cover) return past;
  const from = beginning(span, status.time);
  const step = stepFor(span, cover, status.time);
  await Promise.all(ids.map(async (id) => {
    const found = await poolRows(archive, id, step);
    const points = found ? pricesOf(found.rows, step, found.cover, from) : [];
    if (!found || points.length === 0) return;
    past.set(id, { height: found.cover.height, history: { points, complete: found.cover.whole && from <= found.cover.fromTime } });
  }));
  return past;
}
