// What the money page asks the node.
import type { feeCollector, jobMarket, leaseMarket } from "compute-amm";
import { Clock } from "../chain/clock.js";
import { search, type Found } from "../chain/events.js";
import type { Rpc } from "../chain/rpc.js";
import type { Contracts } from "../chain/snapshot.js";
import { WINDOWS, type WindowName } from "./money.model.js";

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

/** The collector's own events, newest first, as far as the node's index goes. */
export interface Trail {
  readonly distributions: Found;
  readonly slashes: Found;
  readonly buyBacks: Found;
  /** Unix seconds of the latest blocks among them, as far as the node has these. */
  readonly times: ReadonlyMap<number, number>;
}

/** As many blocks as the tables show. */
const DATED = 24;

/** From at most `pages` pages of 100 transactions each. Throws what the node throws. */
export async function readTrail(rpc: Rpc, fees: string, pages = 3): Promise<Trail> {
  const [distributions, slashes, buyBacks] = await Promise.all([
    search(rpc, fees, "distribute", {}, pages),
    search(rpc, fees, "deposit", { category: "slash" }, pages),
    search(rpc, fees, "buy_back", {}, pages),
  ]);
  const [burned, bought] = [[...distributions.events, ...slashes.events], buyBacks.events].map((events) =>
    [...new Set(events.map(({ height }) => height))].sort((a, b) => b - a).slice(0, DATED));
  const clock = new Clock(rpc);
  const marks = await Promise.all([burned ?? [], bought ?? []].map((heights) => clock.marks(heights)));
  const times = new Map(marks.flat().map(({ height, time }) => [height, time]));
  return { distributions, slashes, buyBacks, times };
}
