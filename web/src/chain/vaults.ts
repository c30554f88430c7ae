// Vaults: others' stake that burns with a provider's lock, and what of it is somebody's own.
import { toBigInt, type providerRegistry, type restaking, type staking, type token } from "compute-amm";
import { untrack } from "solid-js";
import type { App } from "../app.js";
import { least, mulDiv } from "../money/ratio.js";
import { assetKey, type Unit } from "./assets.js";
import { OtherContract, QueryFailed } from "./errors.js";
import type { Rpc } from "./rpc.js";
import { byKey, whole } from "./snapshot.js";
import { netFor, STNET, worded } from "./staking.js";

/** The receipt of a vault. */
export const RECEIPT: Unit = { symbol: "BACKING", decimals: 9 };

const DAY = 86_400;
/** Seconds of the shortest and of the longest stream. */
export const LEAST_STREAM = DAY;
export const MOST_STREAM = 90 * DAY;
/** Who pays so many times what is left may bring its end forward. */
const DUST_PART = 1_000n;

/** An asset that may back. */
export interface Listed {
  /** See {@link assetKey}. */
  readonly key: string;
  /** Base units that count as one base unit of NET. Only whole numbers of them are taken. */
  readonly unit: bigint;
  /** Whether it is taken, and backs jobs that are accepted now. */
  readonly listed: boolean;
}

/** What holds for every vault. */
export interface VaultTerms {
  readonly assets: readonly Listed[];
  /** The smallest first deposit, NET base units. */
  readonly least: bigint;
  /** The key of the receipt of stakes; null where the page knows no stake pool. */
  readonly receipt: string | null;
}

/** A vault at a height. Amounts in base units of its asset, but for shares and tickets. */
export interface Vault {
  readonly height: number;
  readonly provider: string;
  readonly class: string;
  /** See {@link assetKey}. */
  readonly asset: string;
  readonly unit: bigint;
  /** The receipt's contract, and its supply. */
  readonly token: string;
  readonly shares: bigint;
  /** What belongs to the shares. */
  readonly assets: bigint;
  /** What backs no job, and what jobs that run may burn. */
  readonly free: bigint;
  readonly backed: bigint;
  /** The generation of exits. */
  readonly generation: number;
  /** Exits of this generation and of the one before, and the tickets for them. */
  readonly leaving: bigint;
  readonly leavingBefore: bigint;
  readonly tickets: bigint;
  readonly ticketsBefore: bigint;
  /** All that ever burned, and what of it is still in the contract. */
  readonly burned: bigint;
  readonly unsent: bigint;
  /** Pay that has not streamed, and until when it does, Unix seconds. */
  readonly left: bigint;
  readonly end: number;
  /** Whether a backed job of the generation before runs: then nobody can begin a new one. */
  readonly waits: boolean;
}

/** An answer of the contract, whose amounts are units of the asset. */
export function toVault(answer: restaking.VaultResponse, height: number): Vault {
  const unit = toBigInt(answer.unit);
  const base = (units: restaking.Uint128) => toBigInt(units) * unit;
  return {
    height, provider: answer.provider, class: answer.class, asset: assetKey(answer.asset), unit, token: answer.token, shares: toBigInt(answer.shares),
    assets: base(answer.assets), free: base(answer.free), backed: base(answer.backed), generation: answer.generation,
    leaving: base(answer.leaving), leavingBefore: base(answer.leaving_before), tickets: toBigInt(answer.tickets), ticketsBefore: toBigInt(answer.tickets_before),
    burned: base(answer.burned), unsent: base(answer.burned) - base(answer.sent), left: base(answer.left), end: answer.end, waits: answer.waits,
  };
}

/** What shares are worth, base units of the asset: ⌊n·(A + 1)/(S + 10³)⌋ units, as the contract counts. */
export function worthOf({ assets, shares, unit }: Pick<Vault, "assets" | "shares" | "unit">, amount: bigint): bigint {
  return netFor({ assets: assets / unit, shares }, amount) * unit;
}

/** Whether it takes deposits: while a unit brings at most 10⁶ base units of the receipt, as the contract counts. Only a loss ends it, and pay brings it back. */
export function isOpen({ assets, shares, unit }: Pick<Vault, "assets" | "shares" | "unit">): boolean {
  return shares + 1_000n <= 1_000_000n * (assets / unit + 1n);
}

/** What streams in a day, base units, ⌊⌋; all of it where less than a day is left. */
export function perDay({ left, end }: Pick<Vault, "left" | "end">, now: number): bigint {
  return end - now > DAY ? mulDiv(left, BigInt(DAY), BigInt(end - now)) : left;
}

/**
 * Seconds over which `amount` more may stream, as the contract says: nobody may make a stream slower, or shorter with less than a thousand
 * times what is left. Empty, `least` above `most`, where the amount is too small for that.
 */
export function streamRange({ left, end }: Pick<Vault, "left" | "end">, amount: bigint, now: number): { readonly least: number; readonly most: number } {
  const rest = end > now ? end - now : 0;
  if (left === 0n) return { least: LEAST_STREAM, most: MOST_STREAM };
  const slowest = least(mulDiv(left + amount, BigInt(rest), left), BigInt(MOST_STREAM));
  // no-float: seconds, at most 90 days.
  return { least: rest > LEAST_STREAM && amount < left * DUST_PART ? rest : LEAST_STREAM, most: Number(slowest) };
}

/** How far somebody's exit is. */
export type TicketState =
  /** It can be claimed: so much. 0 where all of it burned. */
  | { readonly kind: "free"; readonly pays: bigint }
  /** The next generation lets it go; `waits`: a job that it backs still runs. `worth`: what it pays if nothing more burns. */
  | { readonly kind: "next"; readonly worth: bigint; readonly waits: boolean }
  /** The one after the next does. */
  | { readonly kind: "later"; readonly worth: bigint; readonly waits: boolean };

/** Somebody's tickets for the exits of one generation. */
export interface Ticket {
  readonly generation: number;
  readonly tickets: bigint;
  readonly state: TicketState;
}

/** What stands for tickets now: ⌊e·B/E⌋ units, as base units. */
export function toTicket(vault: Vault, { generation, tickets: count, claimable }: restaking.TicketsEntry): Ticket {
  const tickets = toBigInt(count);
  if (claimable !== null && claimable !== undefined) return { generation, tickets, state: { kind: "free", pays: toBigInt(claimable) } };
  const [kind, leaving, all] = generation === vault.generation ? ["later" as const, vault.leaving, vault.tickets] : ["next" as const, vault.leavingBefore, vault.ticketsBefore];
  const worth = all > 0n ? mulDiv(tickets, leaving / vault.unit, all) * vault.unit : 0n;
  return { generation, tickets, state: { kind, worth, waits: vault.waits } };
}

/** Whether anybody can bring exits further now. */
export const rotates = (vault: Pick<Vault, "waits" | "tickets" | "ticketsBefore">): boolean => !vault.waits && vault.tickets + vault.ticketsBefore > 0n;

type Reader = Pick<App, "rpc" | "config" | "market">;

/**
 * What holds for the vaults of a registry. Throws an {@link OtherContract} where contract and registry do not name each other, and what
 * the node throws.
 */
export async function readVaultTerms(rpc: Pick<Rpc, "query">, contract: string, registry: string, stakes: string | null, height: number): Promise<VaultTerms> {
  const [config, { peers }, { assets }, pool] = await Promise.all([
    rpc.query<restaking.ConfigResponse>(contract, { config: {} } satisfies restaking.QueryMsg, height),
    rpc.query<providerRegistry.ConfigResponse>(registry, { config: {} } satisfies providerRegistry.QueryMsg, height),
    rpc.query<restaking.AssetsResponse>(contract, { assets: {} } satisfies restaking.QueryMsg, height),
    stakes === null ? null : rpc.query<staking.ConfigResponse>(stakes, { config: {} } satisfies staking.QueryMsg, height),
  ]);
  if (config.peers?.provider_registry !== registry || peers.restaking !== contract) {
    throw new OtherContract(`Expected the vaults of ${registry}, the market's registry, got ${JSON.stringify(config).slice(0, 80)}.`, contract);
  }
  return {
    assets: assets.map(({ asset, unit, listed }) => ({ key: assetKey(asset), unit: toBigInt(unit), listed })), least: toBigInt(config.least),
    receipt: pool && `cw20:${pool.token}`,
  };
}

/** The same for pages: what a contract says stands beside its key in `config.json`. */
export function vaultTermsOf(app: Reader, contract: string, height: number): Promise<VaultTerms> {
  const registry = untrack(app.market.snapshot)?.terms.contracts.registry ?? "";
  return worded(app, readVaultTerms(app.rpc, contract, registry, app.config.staking, height));
}

/** The unit of a vault's asset. */
export const vaultUnit = ({ unit }: Pick<App, "unit">, terms: VaultTerms, key: string): Unit => (key === terms.receipt ? STNET : unit(key));

/** One vault. Throws what the node throws. */
export async function readVault(rpc: Pick<Rpc, "query">, contract: string, of: { readonly provider: string; readonly class: string }, height: number): Promise<Vault> {
  return toVault(await rpc.query<restaking.VaultResponse>(contract, { vault: { provider: of.provider, class: of.class } } satisfies restaking.QueryMsg, height), height);
}

/** Likewise, or null where its provider has opened none. */
export function readVaultIfAny(...of: Parameters<typeof readVault>): Promise<Vault | null> {
  return readVault(...of).catch((error: unknown) => {
    if (error instanceof QueryFailed && /nobody opened a vault/.test(error.message)) return null;
    throw error;
  });
}

/** Vaults of a page of a list. */
const PAGE = 30;
/** The longest page that the contract gives. */
const MOST = 100;

/** The vaults of a class by provider, at most `pages` pages of 30, and whether there are more. Throws what the node throws. */
export async function readVaults(rpc: Pick<Rpc, "query">, contract: string, name: string, height: number, pages: number): Promise<{ readonly found: readonly Vault[]; readonly more: boolean }> {
  const found: restaking.VaultEntry[] = [];
  for (let page = 1; ; page += 1) {
    const after = found.at(-1)?.provider;
    const { vaults } = await rpc.query<restaking.VaultsResponse>(contract, { vaults: { class: name, limit: PAGE, ...(after === undefined ? {} : { start_after: after }) } }, height);
    found.push(...vaults);
    if (vaults.length === PAGE && page < pages) continue;
    return { found: await Promise.all(found.map(({ provider }) => readVault(rpc, contract, { provider, class: name }, height))), more: vaults.length === PAGE };
  }
}

/** What of a vault is somebody's. */
export interface OwnPart {
  readonly height: number;
  readonly shares: bigint;
  readonly tickets: readonly Ticket[];
}

/** All at the vault's height. Throws what the node throws. */
export async function readOwn(rpc: Pick<Rpc, "query">, contract: string, vault: Vault, owner: string): Promise<OwnPart> {
  const { shares, entries } = await readHeld(rpc, contract, vault, owner, vault.height);
  return { height: vault.height, shares, tickets: entries.map((entry) => toTicket(vault, entry)) };
}

type Named = Pick<Vault, "provider" | "class" | "token">;

async function readHeld(rpc: Pick<Rpc, "query">, contract: string, { provider, class: name, token: receipt }: Named, owner: string, height: number) {
  const [{ balance }, { found }] = await Promise.all([
    rpc.query<token.BalanceResponse>(receipt, { balance: { address: owner } } satisfies token.QueryMsg, height),
    whole(async (page) => byKey((await rpc.query<restaking.TicketsResponse>(contract, { tickets: { provider, class: name, owner, ...page } }, height)).tickets,
      ({ generation }) => generation)),
  ]);
  return { shares: toBigInt(balance), entries: found };
}

/** A vault of which somebody has a part. */
export interface Part {
  readonly vault: Vault;
  readonly own: OwnPart;
}

/** The vaults of some classes of which somebody has a part; `more` where a class has more than the 100 that were looked at. Throws what the node throws. */
export async function readParts(rpc: Pick<Rpc, "query">, contract: string, classes: readonly string[], owner: string, height: number): Promise<{ readonly found: readonly Part[]; readonly more: boolean }> {
  const lists = await Promise.all(classes.map(async (name) => {
    const { vaults } = await rpc.query<restaking.VaultsResponse>(contract, { vaults: { class: name, limit: MOST } } satisfies restaking.QueryMsg, height);
    return vaults.map(({ provider, token: receipt }): Named => ({ provider, class: name, token: receipt }));
  }));
  const parts = await Promise.all(lists.flat().map(async (of): Promise<Part[]> => {
    const { shares, entries } = await readHeld(rpc, contract, of, owner, height);
    if (shares === 0n && entries.length === 0) return [];
    const vault = await readVault(rpc, contract, of, height);
    return [{ vault, own: { height, shares, tickets: entries.map((entry) => toTicket(vault, entry)) } }];
  }));
  return { found: parts.flat(), more: lists.some(({ length }) => length === MOST) };
}

/** What somebody has of an asset in the wallet, base units. */
export async function inWallet(rpc: Rpc, key: string, owner: string, height: number): Promise<bigint> {
  if (!key.startsWith("cw20:")) return rpc.balance(owner, key, height);
  return toBigInt((await rpc.query<token.BalanceResponse>(key.slice(5), { balance: { address: owner } } satisfies token.QueryMsg, height)).balance);
}
