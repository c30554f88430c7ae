// The quote is what is paid, to the unit, by messages that are signed; and whatever happens in between, never more than the worst case.
//
// That a quote is what its own block would charge is seen in trials.test.ts. A signed request comes a block or more later. What a quote
// says holds there too while nobody trades in the pools or has work in the class, and no second passes: then it must be equal. Time
// alone moves two things: the take of a job falls while the class is above its target, and the mean of half an hour moves. And a lease
// that credits pay sells some of them for its take before the market says what the others are worth. Of these the take and the cost
// must be what follows for the request's block, to the unit: worked out apart from the page (take.ts) from what the chain said before
// it, and from its pool's prices at that block. They are never more than quoted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { toAtomics, type pool } from "compute-amm";
import { amountOf, amountOrZero, numberOf } from "../../src/chain/events.js";
import type { Snapshot } from "../../src/chain/snapshot.js";
import { missing, NO_HOLDINGS, type Pay } from "../../src/pages/get/model.js";
import { buy, deposit, sell } from "../../src/pages/shared/trade/messages.js";
import { least, most } from "../../src/money/ratio.js";
import { amount, execute, type Message } from "../../src/wallet/messages.js";
import { fresh, rpc, snapshot, snapshotOf, type Done, type Hand } from "./hands.js";
import { changed, changes, dice, holdingsAt, orderOf, randomForm, requested, touched, withinWorst, type Asked, type Filled } from "./orders.js";
import { figuresShown, fillPriced } from "./requests.js";
import { open, type Tab } from "./setting.js";
import { takeOfJob, takeOfLease, worthAt } from "./take.js";

/** So many requests are signed. */
const WANTED = Number(process.env["QUOTES"] ?? "100");
const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
/** So many are read in the page itself. */
const SEEN = 25;
/** One of so many may come in a later second than its quote, or sell credits, and so be compared with what follows from that. About one in ten does. */
const TIMED = 4;
/** One of so many may be refused, as others traded before it. */
const REFUSED = 10;
/** What a contract says where a price is beyond a limit: nothing else is a refusal. */
const BEYOND = [
  /cost \d+ and take \d+ are above max_payment \d+/,
  /cost above maximum: expected at most \d+, got \d+/,
  /payment does not cover (?:the take|take and tip): expected \d+ (?:NET )?left of it, got \d+/,
  /`(?:min_out|min_shares|min_0|min_1)` not reached: expected at least \d+, got \d+/,
];

/** Classes: their pools are independent, so two can be asked at a time. */
const LANES = ["h100-sxm5-80g", "a100-sxm4-80g"];
/** Open requests of a lane, before they are withdrawn and their credits sold again. */
const OPEN = 12;
const ONE = 1_000_000n;
/** Credits that a lane keeps in its wallet and its account. */
const CREDITS = 30_000n * ONE;

/** Of what became of requests. */
interface Tally {
  /** Nobody came before: what was shown. */
  exact: number;
  /** Nobody came before, but time did: what follows, to the unit. */
  timed: number;
  /** Others traded, or had work in the class. */
  moved: number;
  /** Others made it dearer than its limit, so it failed and cost nothing. */
  refused: number;
}

class Lane {
  readonly tally: Tally = { exact: 0, timed: 0, moved: 0, refused: 0 };
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

  /** One request; who came before decides whether what it cost can be said. */
  async step(): Promise<void> {
    const { hand, name, assets, tally } = this;
    const now = await snapshot();
    const { contracts, networkDenom: net } = now.terms;
    const before = await holdingsAt(contracts.pool, hand.address, assets, now.status.height);
    const next = () => orderOf(now, randomForm(now.classes.find(({ id }) => id === name)!, hand.address, this.roll), before);
    let asked = await next();
    // Credits that are out are not spent again before they are back.
    while (missing(asked.quote.most, before).length > 0) asked = await next();
    const tx = await hand.tries(asked.messages);
    const [after, then, others] = await Promise.all([
      holdingsAt(contracts.pool, hand.address, assets, tx.height), rpc.blockTime(tx.height),
      touched(poolsOf(asked, now, name), name, now.status.height, tx, soldBefore(asked) ? "block" : "transaction"),
    ]);
    const change = changed(before, after, assets);
    const context = `${asked.what}, quoted at ${now.status.height}, in ${tx.height} (${tx.hash})`;
    withinWorst(asked, change);
    if (tx.code !== 0) {
      assert(others, `${context}: nobody came before, and it failed: ${tx.log}`);
      assert(BEYOND.some((reason) => reason.test(tx.log)), `${context}: ${tx.log}`);
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
    const passed = then - now.status.time;
    const { take, cost } = await due(asked, now, name, passed, tx.height);
    assert.equal(amountOf(event, "cost"), cost, `${context}, ${passed} s later: cost, quoted ${asked.quote.cost}`);
    assert.equal(amountOf(event, "take"), take, `${context}, ${passed} s later: take, quoted ${asked.quote.take}`);
    assert.equal(amountOrZero(event, "tip"), asked.quote.tip, `${context}: tip`);
    const expected = changes(asked, net, take);
    for (const [key, amount] of change) assert.equal(amount, expected.get(key) ?? 0n, `${context}: ${key}`);
    if (take === asked.quote.take && cost === asked.quote.cost) tally.exact += 1;
    else {
      assert(passed > 0 || soldBefore(asked), `${context}: in the same second, and not what was quoted`);
      assert(take <= asked.quote.take && cost <= asked.quote.cost, `${context}, ${passed} s later: more than was quoted`);
      tally.timed += 1;
    }
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

/** Of such a lease the price after its sale counts, and the chain says only that after its block. */
const soldBefore = ({ kind, quote }: Asked) => kind === "lease" && quote.pay.asset === "credits";

/** Pools whose prices are in a quote. */
function poolsOf({ quote }: Asked, { classes }: Snapshot, name: string): Set<number> {
  const own = classes.find(({ id }) => id === name)!.pool!.id;
  return new Set([own, ...(quote.first?.pools ?? []), ...quote.legs.flatMap(({ pools }) => pools)]);
}

/** What the market must charge at a block that comes so many seconds after the quote, if nobody came in between. */
async function due({ kind, quote, what }: Asked, { terms, classes }: Snapshot, name: string, passed: number, height: number): Promise<{ take: bigint; cost: bigint }> {
  const { pool: at, occupancy, lease, spot } = classes.find(({ id }) => id === name)!;
  const { credits, pay } = quote;
  const takeOf = (seconds: number, worth: bigint) => (kind === "job" ? takeOfJob(occupancy!, seconds, credits, worth) : takeOfLease(lease!.terms.take_bps, worth));
  // First whether the rule is the contracts' own, by what they quoted.
  assert.equal(takeOf(0, quote.worth), quote.take, `${what}: the take by the rule, and as quoted`);
  // A trade changes no mean in its own second, so the block's are those that it was charged by.
  const prices = await rpc.query<pool.PricesResponse>(terms.contracts.pool, { prices: { pool_id: at!.id } } satisfies pool.QueryMsg, height);
  const mean = prices.twap_30m ? worthAt(toAtomics(prices.twap_30m), credits) : 0n;
  // Credits that are there already cost what they are worth: at the price before, but of a lease at that after its sale.
  const own = pay.asset !== "credits" ? quote.cost : most(mean, worthAt(kind === "job" ? spot! : toAtomics(prices.spot!), credits));
  return { cost: own, take: takeOf(passed, most(own, mean)) };
}

test(`${WANTED} random requests that are signed cost what was quoted`, async (context) => {
  console.log(`seed ${SEED}`);
  const counts = ({ exact, timed }: Tally) => exact + timed;
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
  for (const [index, tally] of tallies.entries()) {
    assert(tally.refused * REFUSED <= counts(tally) + REFUSED, `${LANES[index]}: ${tally.refused} were refused`);
    const part = `${tally.timed} of ${counts(tally)} were of their block's time`;
    context.diagnostic(`${LANES[index]}: ${JSON.stringify(tally)}, ${part}`);
    assert(tally.timed * TIMED <= counts(tally) + TIMED, `${LANES[index]}: ${part}, expected at most one in ${TIMED}: what is quoted is not what is paid`);
  }
});

/** The figures of a quote, by the terms that the page has for them. */
function figuresOf({ kind, quote, quote: { pay, tip, back, stake } }: Asked): Map<string, readonly bigint[]> {
  const amounts = (sums: readonly { readonly amount: bigint }[]) => sums.map(({ amount }) => amount);
  return new Map<string, readonly bigint[]>([
    ["You pay", amounts(quote.pays)], ["At most", amounts(quote.most)], ["GPU time", [quote.credits]],
    [pay.asset === "credits" ? "Worth now" : "Bought in its pool for", [quote.cost]], ["Take of the protocol", [quote.take]],
    ...(tip > 0n ? [["Tip for the provider", [tip]] as const] : []), ...(back.length > 0 ? [["Comes back at this price", amounts(back)] as const] : []),
    ...(stake === null ? [] : [[kind === "job" ? "The provider locks" : "The provider pledges", [stake]] as const]),
  ]);
}

/** The quote in the page is that of the page's model for the block that it names. */
async function compare(tab: Tab, filled: Filled): Promise<void> {
  const { height, figures } = await figuresShown(tab);
  const asked = await orderOf(await snapshotOf(height), filled, NO_HOLDINGS);
  const text = (all: Iterable<readonly [string, readonly bigint[]]>) =>
    [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([term, sums]) => `${term}: ${sums.join(" and ")}`).join(", ");
  assert.equal(text(figures), text(figuresOf(asked)), `${asked.what}, of block ${height}`);
}

test(`${SEEN} random quotes stand in the page as they are compared above`, async () => {
  const roll = dice(SEED + LANES.length);
  const pays = (["usd", "credits", "net"] as const).flatMap((asset) => (["wallet", "account"] as const).map((from): Pay => ({ asset, from })));
  const [{ address }, tab] = await Promise.all([fresh({}), open("#/")]);
  for (let seen = 0; seen < SEEN; seen += 1) {
    const name = LANES[Math.floor(roll() * LANES.length)]!;
    const filled: Filled = randomForm((await snapshot()).classes.find(({ id }) => id === name)!, address, roll, pays[seen % pays.length]);
    await fillPriced(tab, filled);
    await compare(tab, filled);
  }
  await tab.close();
});
