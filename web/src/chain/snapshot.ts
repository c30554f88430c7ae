// The market at one height: what is asked, and how the answers are put together.
import { toAtomics, type feeCollector, type jobMarket, type leaseMarket, type pool, type providerRegistry,
  type verifierGateway } from "compute-amm";
import { isAddress, type Config } from "../config.js";
import { OtherContract } from "./errors.js";
import { curve, spot, toPool, wayOf, type Pool } from "./pools.js";
import type { Rpc, Status } from "./rpc.js";
import { unitOf, type Unit } from "./assets.js";

/** Pages of lists: the most that contracts give at once, and the most pages that are read. */
const PAGE = 100;
const PAGES = 20;

/** A page of a list. */
export interface Page<T> {
  readonly found: readonly T[];
  /** What the next page starts after; none where this was the last. */
  readonly next: unknown;
}

/** A list from its beginning, at most 2,000 entries, and whether some of it was left unread. */
export async function whole<T>(ask: (page: { limit: number; start_after?: unknown }) => Promise<Page<T>>): Promise<{ readonly found: readonly T[]; readonly more: boolean }> {
  const found: T[] = [];
  let after: { start_after?: unknown } = {};
  for (let page = 0; page < PAGES; page += 1) {
    const answer = await ask({ limit: PAGE, ...after });
    found.push(...answer.found);
    if (answer.next === undefined || answer.next === null) return { found, more: false };
    after = { start_after: answer.next };
  }
  return { found, more: true };
}

/** A page of a list that goes on after its last entry's key: full, so there may be another. */
export function byKey<T>(found: readonly T[], key: (one: T) => unknown): Page<T> {
  const last = found.at(-1);
  return { found, next: found.length < PAGE || last === undefined ? null : key(last) };
}

/** Addresses of the market's contracts. */
export interface Contracts {
  readonly jobMarket: string;
  readonly leaseMarket: string | null;
  readonly pool: string;
  readonly registry: string;
  readonly gateway: string;
  readonly fees: string;
}

/** What stays as it is while a page is open, but for what governance changes: read once, and again every few minutes. */
export interface Terms {
  readonly contracts: Contracts;
  readonly networkDenom: string;
  readonly jobs: jobMarket.ConfigResponse;
  readonly leases: leaseMarket.ConfigResponse | null;
  readonly registry: providerRegistry.ConfigResponse;
  readonly pools: pool.ConfigResponse;
  readonly fees: feeCollector.ConfigResponse;
  readonly methods: readonly verifierGateway.MethodResponse[];
  /** Listed assets by key: only these come in. */
  readonly listed: readonly pool.Asset[];
}

/** A hardware class at one height. */
export interface ClassView {
  readonly id: string;
  /** As the registry has it: credit token, parameters, pauses, standard jobs, debts, proven GPUs, end. */
  readonly entry: providerRegistry.ClassResponse;
  /** `cw20:` and the credit token. */
  readonly credit: string;
  /** Its primary pool: asset 0 is the credit, asset 1 is NET. None until governance has named one. */
  readonly pool: Pool | null;
  /** NET base units per whole credit (GPU-second) ×10^18; null while the pool is empty. Every block. */
  readonly spot: bigint | null;
  /** The pool's means; null while it is too young, or while they are loaded. Every few seconds. */
  readonly prices: pool.PricesResponse | null;
  /** Terms of the take, occupancy, multiplier; null where jobs are not listed. Every block. */
  readonly occupancy: jobMarket.OccupancyResponse | null;
  /** Who could take a job now. Every few seconds; null while it is loaded. */
  readonly available: readonly providerRegistry.AvailableProvider[] | null;
  /** Everybody's stake, debt and GPUs in the class. Every few seconds; null while it is loaded. */
  readonly positions: readonly providerRegistry.PositionResponse[] | null;
  /** Whether there are more providers than were read: then sums over them are at least what they say. */
  readonly partial: boolean;
  /** Standard jobs; null while they are loaded. */
  readonly templates: readonly jobMarket.TemplateEntry[] | null;
  /** Terms of leases; null where there are none. */
  readonly lease: leaseMarket.ClassEntry | null;
}

/** The market at one height. */
export interface Snapshot {
  readonly status: Status;
  readonly terms: Terms;
  readonly classes: readonly ClassView[];
  readonly pools: readonly Pool[];
  /**
   * NET base units for one base unit of the configured dollar asset, as a ratio; null where no way of pools leads there. Dollars of an
   * amount of NET: {@link inUsd}.
   */
  readonly usd: { readonly net: bigint; readonly usd: bigint } | null;
}

/** Addresses, parameters, methods. All reads at `height`. */
export async function readTerms(rpc: Rpc, config: Config, height: number): Promise<Terms> {
  const jobs = await rpc.query<jobMarket.ConfigResponse>(config.job_market, { config: {} }, height);
  const peers = peersOf(jobs, config);
  const contracts: Contracts = {
    jobMarket: config.job_market, leaseMarket: config.lease_market, pool: config.pool, registry: config.provider_registry,
    gateway: peers.verifier_gateway, fees: peers.fee_collector,
  };
  const [leases, registry, pools, fees, methods, assets] = await Promise.all([
    config.lease_market === null ? null
      : rpc.query<leaseMarket.ConfigResponse>(config.lease_market, { config: {} }, height),
    rpc.query<providerRegistry.ConfigResponse>(contracts.registry, { config: {} }, height),
    rpc.query<pool.ConfigResponse>(contracts.pool, { config: {} }, height),
    rpc.query<feeCollector.ConfigResponse>(contracts.fees, { config: {} }, height),
    whole(async (page) => byKey((await rpc.query<verifierGateway.MethodsResponse>(contracts.gateway, { methods: page }, height)).methods, ({ method }) => method)),
    whole(async (page) => byKey((await rpc.query<pool.AssetsResponse>(contracts.pool, { assets: page }, height)).assets, (asset) => asset)),
  ]);
  return { contracts, networkDenom: jobs.network_denom, jobs, leases, registry, pools, fees, methods: methods.found, listed: assets.found };
}

/**
 * The contracts that a job-market names, addresses all of them. Throws an {@link OtherContract} where the answer is no job-market's, or
 * names other contracts or another network token than the configuration: these are what is sent, and to whom.
 */
export function peersOf(answer: unknown, config: Pick<Config, "job_market" | "pool" | "provider_registry" | "prefix" | "denom">): jobMarket.ConfigResponse["peers"] {
  const { peers, network_denom } = (answer ?? {}) as Partial<jobMarket.ConfigResponse>;
  const named = peers ? [peers.pool, peers.provider_registry, peers.verifier_gateway, peers.fee_collector] : [];
  if (!peers || !named.every((one) => isAddress(one, config.prefix))) {
    throw new OtherContract(`Expected a job-market that names its pool, provider-registry, verifier-gateway and fee-collector, got ${JSON.stringify(answer).slice(0, 80)}.`, config.job_market);
  }
  const said = { pool: peers.pool, provider_registry: peers.provider_registry, denom: network_denom };
  for (const key of ["pool", "provider_registry", "denom"] as const) {
    if (said[key] !== config[key]) throw new OtherContract(`Expected that it names ${config[key]}, "${key}" of config.json, got ${said[key]}: either the node or the configuration is wrong.`, config.job_market);
  }
  return peers;
}

/** What is read of each block: classes, pools, occupancies, lease terms. */
export interface Live {
  readonly classes: readonly providerRegistry.ClassResponse[];
  readonly pools: readonly Pool[];
  readonly occupancies: readonly jobMarket.OccupancyResponse[];
  readonly leases: readonly leaseMarket.ClassEntry[];
}

/** All reads at `height`. */
export async function readLive(rpc: Rpc, { contracts }: Terms, height: number): Promise<Live> {
  const [{ found: classes }, { found: pools }, { classes: occupancies }, leases] = await Promise.all([
    whole(async (page) => byKey((await rpc.query<providerRegistry.ClassesResponse>(contracts.registry, { classes: page }, height)).classes, (one) => one.class)),
    whole(async (page) => byKey((await rpc.query<pool.PoolsResponse>(contracts.pool, { pools: page }, height)).pools.map(toPool), ({ id }) => id)),
    rpc.query<jobMarket.OccupanciesResponse>(contracts.jobMarket, { occupancies: {} }, height),
    contracts.leaseMarket === null ? { classes: [] }
      : rpc.query<leaseMarket.ClassesResponse>(contracts.leaseMarket, { classes: {} }, height),
  ]);
  return { classes, pools, occupancies, leases: leases.classes };
}

/** What costs a read for each class, and is read every few seconds. */
export interface Detail {
  readonly prices: pool.PricesResponse | null;
  readonly available: readonly providerRegistry.AvailableProvider[];
  readonly positions: readonly providerRegistry.PositionResponse[];
  readonly partial: boolean;
  readonly templates: readonly jobMarket.TemplateEntry[];
}

/** All reads at `height`. */
export async function readDetail(
  rpc: Rpc, { contracts }: Terms, entry: providerRegistry.ClassResponse, height: number,
): Promise<Detail> {
  const name = entry.class;
  const poolId = entry.pool_id ?? undefined;
  const [prices, available, positions, templates] = await Promise.all([
    poolId === undefined ? null
      : rpc.query<pool.PricesResponse>(contracts.pool, { prices: { pool_id: poolId } }, height),
    whole(async (page) => {
      const { providers, next } = await rpc.query<providerRegistry.AvailableResponse>(contracts.registry, { available: { class: name, ...page } }, height);
      return { found: providers, next };
    }),
    whole(async (page) => byKey((await rpc.query<providerRegistry.PositionsResponse>(contracts.registry, { positions: { class: name, ...page } }, height)).positions,
      ({ provider }) => provider)),
    rpc.query<jobMarket.TemplatesResponse>(contracts.jobMarket, { templates: { class: name } }, height),
  ]);
  return { prices, available: available.found, positions: positions.found, partial: available.more || positions.more, templates: templates.templates };
}

/** Puts the parts together. */
export function toSnapshot(
  config: Config, status: Status, terms: Terms, live: Live, details: ReadonlyMap<string, Detail>,
): Snapshot {
  const classes = live.classes.map((entry): ClassView => {
    const pool = live.pools.find(({ id }) => id === entry.pool_id) ?? null;
    const detail = details.get(entry.class);
    return {
      id: entry.class,
      entry,
      credit: `cw20:${entry.credit}`,
      pool,
      spot: pool && spot(curve(pool)),
      prices: detail?.prices ?? null,
      occupancy: live.occupancies.find((one) => one.class === entry.class) ?? null,
      available: detail?.available ?? null,
      positions: detail?.positions ?? null,
      partial: detail?.partial ?? false,
      templates: detail?.templates ?? null,
      lease: live.leases.find((one) => one.class === entry.class) ?? null,
    };
  });
  return { status, terms, classes, pools: live.pools, usd: usdRatio(config, terms.networkDenom, live.pools) };
}

function usdRatio(config: Config, net: string, pools: readonly Pool[]): Snapshot["usd"] {
  const way = config.usd && wayOf(pools, config.usd.asset, net);
  return way ? { usd: way.x, net: way.y } : null;
}

/** Base units of the dollar asset for an amount of NET base units at the spot price, ⌊⌋ (atomics in, atomics out, too); null without a pool. */
export function inUsd({ usd }: Pick<Snapshot, "usd">, net: bigint): bigint | null {
  return usd && (net * usd.usd) / usd.net;
}

/** A price of the contracts (`Decimal256`) as atomics, or null. */
export function atomics(price: Parameters<typeof toAtomics>[0] | null | undefined): bigint | null {
  return price === null || price === undefined ? null : toAtomics(price);
}

/** The unit of an asset, by its key. */
export function unitIn(snapshot: Snapshot, config: Config, key: string): Unit {
  const credits = new Map(snapshot.classes.map((one) => [one.credit, one.id]));
  return unitOf(key, config, snapshot.terms.networkDenom, credits);
}
