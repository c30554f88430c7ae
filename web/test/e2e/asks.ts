// Random questions to the market as its page asks them, with what the page answers: requests, standard ones too, added time, swaps and
// liquidity. Each is made of the page's own model at a block, and says which figures of the contracts' events it foretells.
import assert from "node:assert/strict";
import { Quotes, toBigInt, uint128 } from "compute-amm";
import { assetOf } from "../../src/chain/assets.js";
import { amountOf, amountOrZero, find, type ChainEvent } from "../../src/chain/events.js";
import type { Snapshot } from "../../src/chain/snapshot.js";
import { quoteLease, topUpMessages, type Holdings, type Pay, type Quote } from "../../src/pages/get/model.js";
import { provide, provideSingle, sell, buy, withdrawShares } from "../../src/pages/shared/trade/messages.js";
import { best } from "../../src/pages/shared/trade/routes.js";
import { atLeast, atMost } from "../../src/money/limits.js";
import type { Message } from "../../src/wallet/messages.js";
import { configOf, rpc } from "./hands.js";
import { orderOf, randomForm } from "./orders.js";

/** A question, and the answer at a snapshot. */
export interface Ask {
  readonly what: string;
  readonly messages: readonly Message[];
  /** Pools whose prices are in the answer. */
  readonly pools: ReadonlySet<number>;
  /** What the page shows, by its name. */
  readonly figures: Readonly<Record<string, bigint>>;
  /** The same figures, as the contracts' events tell them. */
  readonly told: (events: readonly ChainEvent[]) => Record<string, bigint>;
  /** Figures that may be less than foretold, as credits are sold in it before the market says what the others are worth. */
  readonly sold: readonly string[];
}

/** Who asks. */
export interface Asker {
  readonly address: string;
  readonly class: string;
  readonly roll: () => number;
  /** A lease of its that runs, if the class has somebody who starts them. */
  readonly lease: number | undefined;
}

/** What is asked: requests of jobs and leases, and all else that the page quotes. */
export const REQUESTS = ["job", "standard job", "lease"] as const;
export const OTHERS = ["added time", "swap", "deposit", "deposit of one asset", "withdrawal"] as const;
export const KINDS = [...REQUESTS, ...OTHERS] as const;
export type Kind = (typeof KINDS)[number];

/** Base units: some whole ones, and digits behind the point. */
const some = (roll: () => number, whole: number) => 1n + BigInt(Math.floor(roll() * whole)) * 1_000_000n + BigInt(Math.floor(roll() * 1_000_000));
const one = <T>(roll: () => number, of: readonly T[]): T => of[Math.floor(roll() * of.length)]!;
/** Hundredths of a per cent that the page lets people choose, and none. */
const SLACKS = [0, 10, 50, 100, 300];

/** A question of a kind, and the page's answer for the snapshot's block. Throws where the class has nothing of that kind. */
export async function randomAsk(kind: Kind, asker: Asker, at: Snapshot, quotes: Quotes, holdings: Holdings): Promise<Ask> {
  const { address, roll } = asker;
  const view = at.classes.find(({ id }) => id === asker.class)!;
  if (kind === "job" || kind === "standard job" || kind === "lease") {
    for (let tries = 0; tries < 100; tries += 1) {
      const filled = randomForm(view, address, roll);
      const found = filled.kind === "lease" ? "lease" : filled.form.template ? "standard job" : "job";
      if (found === kind) return requestOf(await orderOf(at, filled, holdings), at, asker.class);
    }
    throw new Error(`${asker.class} has no ${kind}`);
  }
  if (kind === "added time") {
    const { lease } = asker;
    const pay: Pay = { asset: one(roll, ["net", "usd", "credits"] as const), from: one(roll, ["wallet", "account"] as const) };
    const [seconds, limit] = [1 + Math.floor(roll() * 200), one(roll, SLACKS)];
    if (lease === undefined) throw new Error(`no lease of ${asker.class} runs`);
    const quote = await quoteLease({ rpc, config: await configOf(), snapshot: at, height: at.status.height }, view, { gpus: 1, seconds }, pay, limit);
    const messages = topUpMessages(at, lease, seconds, quote);
    return requestOf({ what: `${seconds} s more by ${pay.asset} of the ${pay.from}, limit ${limit}`, kind: "top-up", quote, messages }, at, asker.class);
  }
  const { networkDenom: net, contracts: { pool: contract } } = at.terms;
  const pool = one(roll, [view.pool!.id, at.pools.find(({ asset0, asset1 }) => asset0 === "uusd" && asset1 === net)!.id]);
  const { asset0, asset1, answer, lpToken } = at.pools.find(({ id }) => id === pool)!;
  const slack = one(roll, SLACKS);
  /** At random of an asset; a credit is worth about a thousandth of NET. */
  const someOf = (key: string) => some(roll, key === view.credit ? 9_000 : 4);
  // Credits of the class and NET are in both places; an LP share is in the wallet.
  const place = () => one(roll, ["wallet", "account"] as const);
  if (kind === "swap") {
    const [from, to] = one(roll, [["uusd", view.credit], [net, view.credit], [view.credit, net], [view.credit, "uusd"], [net, "uusd"]] as const);
    const [way, pay, get] = [one(roll, ["sell", "buy"] as const), place(), place()];
    const amount = someOf(way === "sell" ? from : to);
    const found = best(quotes, at.pools, from, to, way, amount);
    const terms = { contract, offer: from, pools: found.pools, from: pay, to: get };
    const [most, least] = way === "sell" ? [found.paid, atLeast(found.received, slack)] : [atMost(found.paid, slack), found.received];
    return {
      what: `${way} ${amount} of ${way === "sell" ? from : to} for ${way === "sell" ? to : from}, from the ${pay} to the ${get}, limit ${slack}`, sold: [],
      pools: new Set(found.pools), messages: [way === "sell" ? sell(terms, most, least) : buy(terms, least, most)],
      figures: { paid: found.paid, received: found.received }, told: (events) => said(events, contract, "swap", "paid", "received"),
    };
  }
  const given = [someOf(asset0), someOf(asset1)] as const;
  const from = place();
  const liquidity = (what: string, quote: ReturnType<Quotes["provide"]>, messages: (least: bigint) => readonly Message[]): Ask => ({
    what: `${what}, limit ${slack}`, sold: [], pools: new Set([pool]), messages: messages(atLeast(toBigInt(quote.shares), slack)),
    figures: { shares: toBigInt(quote.shares), amount_0: toBigInt(quote.used_0), amount_1: toBigInt(quote.used_1) },
    told: (events) => said(events, contract, "provide", "shares", "amount_0", "amount_1"),
  });
  if (kind === "deposit") {
    const quote = quotes.provide([answer], { pool_id: pool, max_0: uint128(given[0]), max_1: uint128(given[1]) });
    const sides = [{ key: asset0, most: given[0], from }, { key: asset1, most: given[1], from }] as const;
    return liquidity(`deposit of at most ${given.join(" and ")} from the ${from} in pool ${pool}`, quote, (least) => provide(contract, pool, sides, least));
  }
  if (kind === "deposit of one asset") {
    const [key, most] = one(roll, [[asset0, given[0]], [asset1, given[1]]] as const);
    const quote = quotes.provideSingle([answer], { pool_id: pool, asset: assetOf(key), amount: uint128(most) });
    return liquidity(`deposit of ${most} of ${key} alone from the ${from} in pool ${pool}`, quote, (least) => [provideSingle(contract, pool, { key, most, from }, least)]);
  }
  const shares = some(roll, 9);
  const quote = quotes.withdraw([answer], { pool_id: pool, shares: uint128(shares) });
  const got = [toBigInt(quote.amount_0), toBigInt(quote.amount_1)] as const;
  return {
    what: `${shares} shares of pool ${pool} to the ${from}, limit ${slack}`, sold: [], pools: new Set([pool]),
    messages: [withdrawShares(contract, lpToken, pool, shares, [atLeast(got[0], slack), atLeast(got[1], slack)], from)],
    figures: { shares, amount_0: got[0], amount_1: got[1] }, told: (events) => said(events, contract, "withdraw_liquidity", "shares", "amount_0", "amount_1"),
  };
}

function said(events: readonly ChainEvent[], contract: string, type: string, ...keys: string[]): Record<string, bigint> {
  const event = find(events, contract, type);
  assert(event, `${type} is told of`);
  return Object.fromEntries(keys.map((key) => [key, amountOf(event, key)]));
}

interface Requested {
  readonly what: string;
  readonly kind: "job" | "lease" | "top-up";
  readonly quote: Quote;
  readonly messages: readonly Message[];
}

/** What a request's page foretells: what pays, and what becomes of it. */
function requestOf({ what, kind, quote, messages }: Requested, { terms, classes }: Snapshot, name: string): Ask {
  const { pool, jobMarket, leaseMarket } = terms.contracts;
  const own = classes.find(({ id }) => id === name)!;
  const [contract, type] = kind === "job" ? [jobMarket, "request_job"] : [leaseMarket ?? "", kind === "lease" ? "request_lease" : "top_up"];
  const { asset } = quote.pay;
  const [main] = quote.pays;
  const sells = asset === "credits" && kind !== "job";
  return {
    what, messages, pools: new Set([own.pool!.id, ...(quote.first?.pools ?? []), ...quote.legs.flatMap(({ pools }) => pools)]),
    figures: { cost: quote.cost, take: quote.take, tip: quote.tip, ...(asset === "net" ? {} : { paid: main!.amount }) },
    told: (events) => {
      const event = find(events, contract, type);
      assert(event, `${type} is told of`);
      const swaps = events.filter((one) => one.contract === pool && one.type === "swap" && one.attributes["offer"] === main!.asset);
      const paid = asset === "credits" && kind === "job" ? amountOf(event, "gpus") * amountOf(event, "seconds") * 1_000_000n
        : swaps.reduce((sum, one) => sum + amountOf(one, "paid"), 0n);
      return { cost: amountOf(event, "cost"), take: amountOf(event, "take"), tip: amountOrZero(event, "tip"), ...(asset === "net" ? {} : { paid }) };
    },
    sold: sells ? ["cost", "take"] : [],
  };
}
