// What the money page asks the node.
import { toBigInt, type feeCollector, jobMarket, leaseMarket } from "compute-amm";
import type { Archive, Cover } from "../../chain/archive.js";
import { moneyRows, MOST_BURNS, type DayRow } from "../../chain/archive-files.js";
import { Clock } from "../../chain/clock.js";
import { search } from "../../chain/events.js";
import type { Rpc } from "../../chain/rpc.js";
import type { Contracts } from "../../chain/snapshot.js";
import { archivedBurns, archivedBuyBacks, backingOf, burnedOf, burnsOf, buyBacksOf, joined, WINDOWS, type Burn, type BuyBack, type WindowName } from "./model.js";

/** Answers of one height. */
export interface Books {
  readonly height: number;
  readonly metrics: Readonly<Record<WindowName, feeCollector.MetricsResponse>>;
  readonly config: feeCollector.ConfigResponse;
  readonly balances: feeCollector.BalancesResponse;
  readonly waiting: readonly feeCollector.WaitingAsset[];
  readonly treasury: readonly feeCollector.TreasuryPool[];
  readonly jobs: jobMarket.HoldingsResponse;
  readonly leases: leaseMarket.HoldingsResponse | null;
  /** All NET there is, base units, as the chain's bank says. */
  readonly supply: bigint;
}

/** All at one height. */
export async function readBooks(rpc: Rpc, contracts: Contracts, denom: string, height: number): Promise<Books> {
  const { fees, jobMarket: jobs, leaseMarket: leases } = contracts;
  const ask = <T>(query: unknown) => rpc.query<T>(fees, query, height);
  const [metrics, config, balances, waiting, treasury, jobsHold, leasesHold, supply] = await Promise.all([
    Promise.all(WINDOWS.map(async ({ value }) =>
      [value, await ask<feeCollector.MetricsResponse>({ metrics: { window: value } })] as const)),
    ask<feeCollector.ConfigResponse>({ config: {} }),
    ask<feeCollector.BalancesResponse>({ balances: {} }),
    ask<feeCollector.WaitingResponse>({ waiting: { limit: 100 } }),
    ask<feeCollector.TreasuryResponse>({ treasury: {} }),
    rpc.query<jobMarket.HoldingsResponse>(jobs, { holdings: {} }, height),
    leases === null ? null : rpc.query<leaseMarket.HoldingsResponse>(leases, { holdings: {} }, height),
    rpc.supply(denom, height),
  ]);
  return {
    height, metrics: Object.fromEntries(metrics) as Books["metrics"], config, balances, waiting: waiting.assets,
    treasury: treasury.pools, jobs: jobsHold, leases: leasesHold, supply,
  };
}

/** What the collector did, newest first, as far as it is known. */
export interface Trail {
  readonly burns: readonly Burn[];
  readonly buyBacks: readonly BuyBack[];
  /** All that was burned until `height`, as the collector says; null where burns are missing, so that they cannot add up to it. */
  readonly burned: { readonly height: number; readonly amount: bigint } | null;
  /** Days of the archive; undefined where it is not there. */
  readonly days: { readonly rows: readonly DayRow[]; readonly cover: Cover } | undefined;
}

/** As many blocks as the tables show. */
const DATED = 24;

/**
 * From the archive, where there is one; what is not in it from at most `pages` pages of 100 transactions each. Throws what the node throws,
 * if there is no archive.
 */
export async function readTrail(rpc: Rpc, fees: string, archive: Archive | undefined, height: number, pages = 3): Promise<Trail> {
  const [past, metrics] = await Promise.all([
    archive && moneyRows(archive),
    rpc.query<feeCollector.MetricsResponse>(fees, { metrics: { window: "all" } }, height),
  ]);
  const burned = { height, amount: burnedOf(metrics) };
  if (!past) {
    const { burns, buyBacks, complete } = await readIndex(rpc, fees, pages, 0);
    return { burns, buyBacks, burned: complete ? burned : null, days: undefined };
  }
  const { cover, rows } = past;
  const recent = await readIndex(rpc, fees, pages, cover.height).catch(() => undefined);
  const burns = joined(archivedBurns(rows.burns), recent?.burns, cover.height);
  // Files of an indexer that knows no vaults leave out what burned of them.
  const complete = cover.whole && rows.burns.length < MOST_BURNS && recent?.complete && backingOf(burns) === toBigInt(metrics.burned_backing);
  return {
    burns,
    buyBacks: joined(archivedBuyBacks(rows.buyBacks), recent?.buyBacks, cover.height),
    burned: complete ? burned : null,
    days: { rows: rows.days, cover },
  };
}

interface Index {
  readonly burns: readonly Burn[];
  readonly buyBacks: readonly BuyBack[];
  /** Whether no burn is missing. */
  readonly complete: boolean;
}

/** The collector's own events in blocks after `after`. */
async function readIndex(rpc: Rpc, fees: string, pages: number, after: number): Promise<Index> {
  const [distributions, slashes, backing, buyBacks] = await Promise.all([
    search(rpc, fees, "distribute", {}, pages, after),
    search(rpc, fees, "deposit", { category: "slash" }, pages, after),
    search(rpc, fees, "deposit", { category: "backing" }, pages, after),
    search(rpc, fees, "buy_back", {}, pages, after),
  ]);
  const atOnce = [...slashes.events, ...backing.events];
  const [burned, bought] = [[...distributions.events, ...atOnce], buyBacks.events].map((events) =>
    [...new Set(events.map(({ height }) => height))].sort((a, b) => b - a).slice(0, DATED));
  const clock = new Clock(rpc);
  const marks = await Promise.all([burned ?? [], bought ?? []].map((heights) => clock.marks(heights)));
  const times = new Map(marks.flat().map(({ height, time }) => [height, time]));
  return {
    burns: burnsOf(distributions.events, atOnce, times), buyBacks: buyBacksOf(buyBacks.events, times),
    complete: !distributions.more && !slashes.more && !backing.more,
  };
}
