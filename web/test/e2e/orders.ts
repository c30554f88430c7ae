// Random requests as people fill them in, and what must become of them: in the page's own model.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { toBigInt, type pool, type token } from "compute-amm";
import { find, type ChainEvent } from "../../src/chain/events.js";
import type { ClassView, Snapshot } from "../../src/chain/snapshot.js";
import {
  accountsOf, EMPTY_JOB, EMPTY_LEASE, jobMessages, leaseMessages, lineOf, netFromWallet, quoteJob, quoteLease, readJob, readLease, type Holdings,
  type JobForm, type LeaseForm, type Pay, type Quote,
} from "../../src/pages/get/model.js";
import type { Message } from "../../src/wallet/messages.js";
import { configOf, rpc, type Done } from "./hands.js";

type Place = Pay["from"];

/** A request with the quote that its client saw. */
export interface Asked {
  readonly what: string;
  readonly kind: "job" | "lease";
  readonly quote: Quote;
  readonly messages: readonly Message[];
  /** Where what is over goes. */
  readonly surplus: Place;
  /** NET that goes from the wallet to the account first. */
  readonly deposit: bigint;
}

/** Numbers from 0 to below 1, the same for the same seed. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A form as somebody fills it in. */
export type Filled = { readonly kind: "job"; readonly form: JobForm } | { readonly kind: "lease"; readonly form: LeaseForm };

/**
 * Somebody fills in a form at random, for a class: a job of any program or a standard one, or a lease. `owner` is named as the only
 * provider, so that nobody takes it; nobody can do the standard job's program. Pays as said, or at random.
 */
export function randomForm({ id: name, templates }: ClassView, owner: string, roll: () => number, pay?: Pay): Filled {
  const one = <T>(of: readonly T[]): T => of[Math.floor(roll() * of.length)]!;
  const form = {
    class: name, gpus: `${1 + Math.floor(roll() * 4)}`,
    // From a second to an hour, short ones as often as long ones.
    time: `${Math.ceil(3_600 ** roll())} s`,
    provider: owner, limit: one(["0", "0.01", "1", "5", "12.34"]),
    pay: pay ?? { asset: one(["net", "net", "usd", "credits"] as const), from: one(["wallet", "account"] as const) },
  };
  if (roll() < 0.3) return { kind: "lease", form: { ...EMPTY_LEASE, ...form, sshKey: lineOf(randomBytes(32).toString("hex")) } };
  const template = roll() < 0.3 ? templates?.[0] : undefined;
  const { unit_seconds: unit, min_units: fewest, max_units: most } = template?.terms ?? { unit_seconds: 0, min_units: 0, max_units: 0 };
  const standard = { template: `${template?.template}`, time: `${unit * (fewest + Math.floor(roll() * (1 + most - fewest)))} s`, gpus: "1", provider: "", program: "", method: "", declaredValue: "" };
  const more = {
    method: one(["1", "2", "5", "10"]), tip: one(["", "0.000001", (roll() * 9).toFixed(6)]), surplus: one(["wallet", "account"] as const),
    declaredValue: one(["", (roll() * 99).toFixed(6)]), program: randomBytes(32).toString("hex"),
  };
  return { kind: "job", form: { ...EMPTY_JOB, ...form, ...more, ...(template ? standard : {}) } };
}

/** What a form asks for, quoted at the snapshot's height. */
export async function orderOf(snapshot: Snapshot, { kind, form }: Filled, holdings: Holdings): Promise<Asked> {
  const config = await configOf();
  const source = { rpc, config, snapshot, height: snapshot.status.height };
  const { asset, from } = form.pay;
  if (kind === "lease") {
    const { order, faults } = readLease(form, snapshot, config);
    assert(order, JSON.stringify(faults));
    const quote = await quoteLease(source, order.view, order.asked, order.pay, order.limitBps);
    return {
      what: `lease of ${form.gpus} × ${form.time} by ${asset} of the ${from}, limit ${form.limit} %`, kind, quote,
      messages: leaseMessages(snapshot, order.request, quote), surplus: "account", deposit: 0n,
    };
  }
  const { order, faults } = readJob(form, snapshot, config);
  assert(order, JSON.stringify(faults));
  const quote = await quoteJob(source, order.view, order.asked, order.pay, order.limitBps);
  return {
    what: `${form.template ? "standard job" : "job"} of ${form.gpus} × ${form.time}, tip ${form.tip || "0"}, by ${asset} of the ${from} to the ${form.surplus}, limit ${form.limit} %`, kind, quote,
    messages: jobMessages(snapshot, order.view, order.request, quote, holdings), surplus: form.surplus, deposit: netFromWallet(snapshot, quote, holdings),
  };
}

/** What somebody holds of some assets at a height. */
export async function holdingsAt(contract: string, owner: string, assets: readonly string[], height: number): Promise<Holdings> {
  const inToken = async (address: string) => toBigInt((await rpc.query<token.BalanceResponse>(address, { balance: { address: owner } }, height)).balance);
  const [accounts, ...wallet] = await Promise.all([
    rpc.query<pool.AccountsOfResponse>(contract, { accounts_of: { owner, limit: 100 } } satisfies pool.QueryMsg, height),
    ...assets.map((key) => (key.startsWith("cw20:") ? inToken(key.slice(5)) : rpc.balance(owner, key, height))),
  ]);
  return { account: accountsOf(accounts.accounts), wallet: new Map(assets.map((key, index) => [key, wallet[index]!])) };
}

/** The request's event. */
export function requested({ kind }: Asked, { terms }: Snapshot, { told }: Done): ChainEvent {
  const { jobMarket, leaseMarket } = terms.contracts;
  const event = kind === "job" ? find(told, jobMarket, "request_job") : find(told, leaseMarket ?? "", "request_lease");
  assert(event, "the request is told of");
  return event;
}

/**
 * What changes in wallet and account, to the unit, where credits cost what was quoted: by the quote, but that the take is `take`.
 */
export function changes(asked: Asked, net: string, take: bigint): Map<string, bigint> {
  const { quote: { pay, pays, most, back, take: quoted }, surplus, deposit } = asked;
  const all = new Map<string, bigint>();
  const add = (place: Place, asset: string, amount: bigint) => all.set(`${place} ${asset}`, (all.get(`${place} ${asset}`) ?? 0n) + amount);
  const [main] = most;
  const swapped = most.length === 1;
  if (swapped) {
    add(pay.from, main!.asset, -main!.amount);
    for (const { asset, amount, to } of back) add(to ?? surplus, asset, amount);
    add(surplus, net, quoted - take);
    // What pays is the quote's, beside what comes back of it.
    const over = back.find(({ asset }) => asset === main!.asset)?.amount ?? 0n;
    assert.equal(pays[0]!.amount, main!.amount - over, "the quote adds up");
  } else {
    add(pay.from, pays[0]!.asset, -pays[0]!.amount);
    add("wallet", net, -deposit);
    add("account", net, deposit - (pays[1]?.amount ?? 0n) + quoted - take);
  }
  return all;
}

/** What changed. */
export function changed(before: Holdings, after: Holdings, assets: readonly string[]): Map<string, bigint> {
  return new Map((["wallet", "account"] as const).flatMap((place) => assets.map((asset) =>
    [`${place} ${asset}`, (after[place].get(asset) ?? 0n) - (before[place].get(asset) ?? 0n)] as const)));
}

/** No more left than the worst case that was shown, and nothing that was not. */
export function withinWorst({ quote: { most }, what }: Asked, change: ReadonlyMap<string, bigint>): void {
  const assets = new Set([...change.keys()].map((place) => place.slice(place.indexOf(" ") + 1)));
  for (const asset of assets) {
    const shown = most.find((sum) => sum.asset === asset)?.amount ?? 0n;
    const spent = -((change.get(`wallet ${asset}`) ?? 0n) + (change.get(`account ${asset}`) ?? 0n));
    assert(spent <= shown, `${what}: ${spent} of ${asset} left, and at most ${shown} was shown`);
  }
}

interface BlockResults {
  readonly txs_results: { code: number; events: { type: string; attributes: { key: string; value: string }[] }[] }[] | null;
}

/** What the contracts told in one transaction of a block. */
type Told = NonNullable<BlockResults["txs_results"]>[number];

async function toldIn(height: number): Promise<readonly Told[]> {
  return (await rpc.call<BlockResults>("block_results", { height: `${height}` })).txs_results ?? [];
}

/** Whether it traded in one of these pools, or did something about work of this class. */
function concerns({ code, events }: Told, pools: ReadonlySet<number>, name: string): boolean {
  return code === 0 && events.some(({ attributes }) => {
    const say = Object.fromEntries(attributes.map(({ key, value }) => [key, value]));
    const through = [say["pool_id"], ...(say["hops"] ?? "").split(",").map((hop) => hop.split(":")[0])];
    return say["class"] === name || through.some((id) => id && pools.has(Number(id)));
  });
}

/** Whether somebody traded in these pools in a block, or had work in this class. */
export async function traded(pools: ReadonlySet<number>, name: string, height: number): Promise<boolean> {
  return (await toldIn(height)).some((tx) => concerns(tx, pools, name));
}

/** Whether others traded in these pools, or had work in this class, after a height and before a transaction; or until its block's end. */
export async function touched(pools: ReadonlySet<number>, name: string, after: number, tx: Done, until: "transaction" | "block" = "transaction"): Promise<boolean> {
  const heights = Array.from({ length: tx.height - after }, (_, index) => after + 1 + index);
  const blocks = await Promise.all(heights.map(toldIn));
  return blocks.some((txs, block) => txs.some((one, index) =>
    (heights[block] !== tx.height || (until === "block" ? index !== tx.index : index < tx.index)) && concerns(one, pools, name)));
}
