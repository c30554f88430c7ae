// The quote is what is paid, to the unit; and whatever happens in between, never more than the worst case that was shown.
//
// A quote is of a block. It is exact while nobody trades in the pools or has work in the class, and no second passes: the take of a
// job falls with each second while the class is above its target. So requests count as exact whose block is in the same second;
// where a second has passed, the take may be less by what the rule says, and all else is to the unit.
import assert from "node:assert/strict";
import { test } from "node:test";
import { toAtomics, toBigInt, type pool } from "compute-amm";
import { amountOf, amountOrZero, numberOf } from "../../src/chain/events.js";
import type { Snapshot } from "../../src/chain/snapshot.js";
import { missing, type Quote } from "../../src/pages/get/model.js";
import { buy, deposit, sell } from "../../src/pages/shared/trade/messages.js";
import { least } from "../../src/money/ratio.js";
import { amount, execute, type Message } from "../../src/wallet/messages.js";
import { fresh, rpc, snapshot, type Done, type Hand } from "./hands.js";
import { changed, changes, dice, holdingsAt, randomOrder, requested, touched, withinWorst, type Asked } from "./orders.js";

/** So many requests must be exact. */
const WANTED = Number(process.env["QUOTES"] ?? "200");
const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
/** Classes: their pools are independent, so two can be asked at a time. */
const LANES = ["h100-sxm5-80g", "a100-sxm4-80g"];
/** Open requests of a lane, before they are withdrawn and their credits sold again. */
const OPEN = 12;
const ONE = 1_000_000n;
/** Credits that a lane keeps in its wallet and its account. */
const CREDITS = 30_000n * ONE;

/** Of what became of requests. */
interface Tally {
  exact: number;
  /** Nobody else did anything, but a second passed. */
  aged: number;
  /** Leases paid with credits: see {@link judgeSold}. */
  sold: number;
  /** Others traded, or had work in the class. */
  moved: number;
  /** Others made it dearer than its limit, so it failed and cost nothing. */
  refused: number;
}

class Lane {
  readonly tally: Tally = { exact: 0, aged: 0, sold: 0, moved: 0, refused: 0 };
  private open: Message[] = [];

  private constructor(private readonly name: string, private readonly hand: Hand, private readonly assets: readonly [string, string, string], private readonly roll: () => number) {}

  static async begin(name: string, seed: number): Promise<Lane> {
    const now = await snapshot();
    const { terms, classes } = now;
    const { credit, pool } = classes.find(({ id }) => id === name)!;
    const hand = await fresh({ [terms.networkDenom]: 200_000n * ONE, uusd: 100_000n * ONE });
    const { pool: contract } = terms.contracts;
    const purchase = { contract, offer: terms.networkDenom, pools: [pool!.id], from: "wallet" as const };
    await hand.sends(
      deposit(contract, terms.networkDenom, 50_000n * ONE), deposit(contract, "uusd", 50_000n * ONE),
      buy({ ...purchase, to: "wallet" }, CREDITS, 10_000n * ONE), buy({ ...purchase, to: "account" }, CREDITS, 10_000n * ONE),
    );
    return new Lane(name, hand, [terms.networkDenom, "uusd", credit], dice(seed));
  }

  /** One request; which block it came into, its second compared to the quote's, and who came before decides what is exact. */
  async step(): Promise<void> {
    const { hand, name, assets, tally } = this;
    const now = await snapshot();
    const { contracts, networkDenom: net } = now.terms;
    const before = await holdingsAt(contracts.pool, hand.address, assets, now.status.height);
    let asked = await randomOrder(now, name, hand.address, before, this.roll);
    // Credits that are out are not spent again before they are back.
    while (missing(asked.quote.most, before).length > 0) asked = await randomOrder(now, name, hand.address, before, this.roll);
    const tx = await hand.tries(asked.messages);
    const [after, then, others] = await Promise.all([
      holdingsAt(contracts.pool, hand.address, assets, tx.height), rpc.blockTime(tx.height), touched(poolsOf(asked, now, name), name, now.status.height, tx),
    ]);
    const change = changed(before, after, assets);
    const context = `${asked.what}, quoted at ${now.status.height}, in ${tx.height} (${tx.hash})`;
    withinWorst(asked, change);
    if (tx.code !== 0) {
      assert(others, `${context}: nobody came before, and it failed: ${tx.log}`);
      assert.match(tx.log, /max|limit|expected|above|cover/i);
      assert([...change.values()].every((amount) => amount === 0n), `${context}: it failed, and something was paid`);
      tally.refused += 1;
      return;
    }
    const event = requested(asked, now, tx);
    this.withdrawLater(asked, now, tx);
    if (others) {
      tally.moved += 1;
      return;
    }
    const [take, cost] = [amountOf(event, "take"), amountOf(event, "cost")];
    const passed = then - now.status.time;
    if (asked.kind === "lease" && asked.quote.pay.asset === "credits") {
      judgeSold(asked, now, name, { take, cost }, passed > 0 ? await meanAt(now, name, tx.height) : 0n, context);
      tally.sold += 1;
    } else if (passed === 0) {
      assert.equal(take, asked.quote.take, `${context}: take`);
      assert.equal(cost, asked.quote.cost, `${context}: cost`);
      tally.exact += 1;
    } else {
      judgeAged(asked, now, name, { passed, mean: await meanAt(now, name, tx.height) }, { take, cost }, context);
      tally.aged += 1;
    }
    assert.equal(amountOrZero(event, "tip"), asked.quote.tip, `${context}: tip`);
    const expected = changes(asked, net, take);
    for (const [key, amount] of change) assert.equal(amount, expected.get(key) ?? 0n, `${context}: ${key}`);
  }

  private withdrawLater({ kind }: Asked, { terms: { contracts } }: Snapshot, tx: Done): void {
    const event = tx.told.find(({ type }) => type === (kind === "job" ? "request_job" : "request_lease"))!;
    this.open.push(kind === "job" ? execute(contracts.jobMarket, { cancel_job: { job_id: numberOf(event, "job_id") } } as never)
      : execute(contracts.leaseMarket!, { cancel: { lease_id: numberOf(event, "lease_id") } } as never));
  }

  /** Withdraws open requests, and sells the credits that came back: so the pool stays as it was, and nothing is left behind. */
  async tidy(all = false): Promise<void> {
    if (this.open.length < (all ? 1 : OPEN)) return;
    const { terms, classes } = await snapshot();
    const { contracts } = terms;
    const done = await this.hand.sends(...this.open);
    this.open = [];
    const [, , credit] = this.assets;
    const { account, wallet } = await holdingsAt(contracts.pool, this.hand.address, this.assets, done.height);
    const there = account.get(credit) ?? 0n;
    const short = least(CREDITS - (wallet.get(credit) ?? 0n), there);
    if (short > 0n) await this.hand.sends(execute(contracts.pool, { withdraw: { asset: { cw20: { address: credit.slice(5) } }, amount: amount(short) } } as never));
    const over = there - CREDITS - (short > 0n ? short : 0n);
    const pools = [classes.find(({ id }) => id === this.name)!.pool!.id];
    if (over > 0n) await this.hand.sends(sell({ contract: contracts.pool, offer: credit, pools, from: "account", to: "account" }, over, 0n));
  }
}

interface Terms {
  readonly take: bigint;
  readonly cost: bigint;
}

/** Pools whose prices are in a quote. */
function poolsOf({ quote }: Asked, { classes }: Snapshot, name: string): Set<number> {
  const own = classes.find(({ id }) => id === name)!.pool!.id;
  return new Set([own, ...quote.legs.flatMap(({ pools }) => pools)]);
}

/**
 * A lease that credits pay sells some of them for its take, and so lowers the price by which the market then says what the others are
 * worth: by less than thrice the part of the pool's NET that it takes out. Its client pays what was quoted, and gets that back.
 */
function judgeSold({ quote }: Asked, { classes }: Snapshot, name: string, { take, cost }: Terms, mean: bigint, context: string): void {
  if (decides(mean, quote)) return;
  const { reserve1, virtual } = classes.find(({ id }) => id === name)!.pool!;
  const sold = quote.legs.slice(1).reduce((sum, { amount_out }) => sum + toBigInt(amount_out), 0n);
  const falls = (value: bigint) => (3n * value * sold) / (reserve1 + virtual) + 2n;
  assert(cost <= quote.cost && cost >= quote.cost - falls(quote.cost), `${context}: cost ${cost}, quoted ${quote.cost}`);
  assert(take <= quote.take && take >= quote.take - falls(quote.take), `${context}: take ${take}, quoted ${quote.take}`);
}

/** Whether the mean, and not the price now, says what credits are worth, or nearly does. */
function decides(mean: bigint, { pay, worth, credits }: Quote): boolean {
  return mean > 0n && (pay.asset === "credits" || worth * 100n < 101n * ((mean * credits) / (ONE * 10n ** 18n)));
}

/** The pool's mean of half an hour, NET base units per whole credit ×10^18; 0 where it is too young to have one. */
async function meanAt({ terms, classes }: Snapshot, name: string, height: number): Promise<bigint> {
  const { id } = classes.find((one) => one.id === name)!.pool!;
  const { twap_30m: mean } = await rpc.query<pool.PricesResponse>(terms.contracts.pool, { prices: { pool_id: id } } satisfies pool.QueryMsg, height);
  return mean ? toAtomics(mean) : 0n;
}

/**
 * Seconds passed. The multiplier falls by ln 1.125·U* / ((1 − U*)·W) a second at most, and the take with it; a lease's take does
 * not. Where the mean decides what credits are worth, it moves with time as well, and nothing is said here.
 */
function judgeAged(
  { kind, quote }: Asked, { classes }: Snapshot, name: string, { passed, mean }: { passed: number; mean: bigint }, { take, cost }: Terms, context: string,
): void {
  const { occupancy } = classes.find(({ id }) => id === name)!;
  if (decides(mean, quote)) return;
  assert.equal(cost, quote.cost, `${context}: cost`);
  if (kind === "lease") return assert.equal(take, quote.take, `${context}: take`);
  const { target_bps: target, window } = occupancy!.terms.take;
  // ln 1.125 < 0.1178, in parts of 10^4 like the target; a unit for rounding.
  const falls = (quote.take * 1_178n * BigInt(target) * BigInt(passed)) / (BigInt(10_000 - target) * BigInt(window) * 10_000n) + 2n;
  assert(take <= quote.take && take >= quote.take - falls, `${context}: take ${take}, quoted ${quote.take}, and it falls by at most ${falls}`);
}

test(`${WANTED} random requests cost what was quoted`, async (context) => {
  console.log(`seed ${SEED}`);
  const { status } = await snapshot();
  const pace = (status.time - (await rpc.blockTime(status.height - 20))) / 20;
  // With a block a second no request can be in its quote's second.
  const counts = ({ exact, aged }: Tally) => exact + (pace < 0.7 ? 0 : aged);
  const share = Math.ceil(WANTED / LANES.length);
  let failed = false;
  const tallies = await Promise.all(LANES.map(async (name, index) => {
    const lane = await Lane.begin(name, SEED + index);
    try {
      for (let tries = 0; counts(lane.tally) < share && !failed; tries += 1) {
        assert(tries < 8 * share, `${name}: ${JSON.stringify(lane.tally)} after ${tries} tries`);
        await lane.step();
        await lane.tidy();
      }
      await lane.tidy(true);
    } catch (error) {
      failed = true;
      throw error;
    }
    return lane.tally;
  }));
  for (const [index, tally] of tallies.entries()) context.diagnostic(`${LANES[index]}: ${JSON.stringify(tally)}`);
});
