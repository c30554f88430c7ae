// What the page answers is what the chain does, to the unit, in a fresh block: on 1,000 random requests of jobs and leases, and on 250 other
// questions of every kind that it quotes.
//
// A node runs each question's messages on the state of its latest block, at that block's time, by the contracts' own code
// (trial.ts). The page's model answered the question for that same block. Both must say the same. That a block does what a trial does,
// and what it leaves in wallet and account, is seen in quotes.test.ts, where messages are signed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Quotes, type leaseMarket } from "compute-amm";
import { buy, deposit, provide, sell } from "../../src/pages/shared/trade/messages.js";
import { numberOf } from "../../src/chain/events.js";
import { EMPTY_LEASE, lineOf } from "../../src/pages/get/model.js";
import { execute } from "../../src/wallet/messages.js";
import { KINDS, OTHERS, randomAsk, REQUESTS, type Ask, type Asker, type Kind } from "./asks.js";
import { fresh, rpc, snapshot, until, type Hand } from "./hands.js";
import { dice, holdingsAt, orderOf, traded } from "./orders.js";
import { A100, H100, ONE } from "./people.js";

/** So many requests of jobs and leases are compared. After every four of them one of the other questions is. */
const WANTED = Number(process.env["TRIALS"] ?? "1000");
const REQUESTS_EACH = 4;
const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
/** Their pools are independent, so two can be asked at a time. */
const LANES = [H100, A100];
/** Of what became of questions; only those that were equal count. */
interface Tally {
  readonly equal: Record<Kind, number>;
  /** A lease that credits pay, or more time for it: what it sells of them moved the price that the others are counted at. */
  sold: number;
  /** Rounds in which the next block was there before the node tried them. */
  late: number;
  /** Others traded in that very block or the next, so it was none that is fresh. */
  stale: number;
}

/** Somebody with everything that any question is paid with, and a running lease where somebody starts one. */
async function asker(name: string, roll: () => number): Promise<{ hand: Hand; asker: Asker; assets: readonly string[] }> {
  const { terms, classes, pools } = await snapshot();
  const { networkDenom: net, contracts: { pool: contract, leaseMarket: leases } } = terms;
  const view = classes.find(({ id }) => id === name)!;
  const dollars = pools.find(({ asset0, asset1 }) => asset0 === "uusd" && asset1 === net)!;
  const hand = await fresh({ [net]: 200_000n * ONE, uusd: 100_000n * ONE });
  const credits = 40_000n * ONE;
  const purchase = { contract, offer: net, pools: [view.pool!.id], from: "wallet" as const };
  const sides = (most0: bigint, most1: bigint, key: string) => [
    { key, most: most0, from: "account" as const }, { key: net, most: most1, from: "account" as const },
  ] as const;
  await hand.sends(
    deposit(contract, net, 60_000n * ONE), deposit(contract, "uusd", 40_000n * ONE),
    buy({ ...purchase, to: "wallet" }, credits, 40_000n * ONE), buy({ ...purchase, to: "account" }, credits, 40_000n * ONE),
    ...provide(contract, view.pool!.id, sides(1_000n * ONE, 10_000n * ONE, view.credit), 1n), ...provide(contract, dollars.id, sides(1_000n * ONE, 10_000n * ONE, "uusd"), 1n),
  );
  const assets = [net, "uusd", view.credit];
  if (name !== H100) return { hand, assets, asker: { address: hand.address, class: name, roll, lease: undefined } };
  const now = await snapshot();
  const form = { ...EMPTY_LEASE, class: name, time: "30 min", sshKey: lineOf("17".repeat(32)), limit: "10" };
  const { messages } = await orderOf(now, { kind: "lease", form }, await holdingsAt(contract, hand.address, assets, now.status.height));
  const lease = numberOf((await hand.sends(...messages)).told.find(({ type }) => type === "request_lease")!, "lease_id");
  await until("the lease runs", async () => (await leaseNow(leases!, lease)).live?.running ?? undefined);
  return { hand, assets, asker: { address: hand.address, class: name, roll, lease } };
}

/** Sells all credits back, so that the pool is about what it was for whoever comes after. */
async function leaves(hand: Hand, name: string): Promise<void> {
  const { terms: { contracts: { pool: contract }, networkDenom }, classes, status } = await snapshot();
  const { credit, pool } = classes.find(({ id }) => id === name)!;
  const held = await holdingsAt(contract, hand.address, [networkDenom, credit], status.height);
  const way = { contract, offer: credit, pools: [pool!.id], to: "account" as const };
  await hand.sends(...(["wallet", "account"] as const).map((from) => sell({ ...way, from }, held[from].get(credit) ?? 0n, 1n)));
}

const leaseNow = (contract: string, id: number) => rpc.query<leaseMarket.LeaseResponse>(contract, { lease: { lease_id: id } } satisfies leaseMarket.QueryMsg);

test(`${WANTED} random requests, and other questions, are answered as the chain does`, async (context) => {
  console.log(`seed ${SEED}`);
  const quotes = await Quotes.load();
  let failed = false;
  const run = async (name: string, lane: number): Promise<Tally> => {
    const { hand, assets, asker: who } = await asker(name, dice(SEED + lane));
    const { terms: { contracts } } = await snapshot();
    const there = (kinds: readonly Kind[]) => kinds.filter((kind) => (kind !== "standard job" && kind !== "added time") || name === H100);
    const [requests, others] = [there(REQUESTS), there(OTHERS)];
    const tally: Tally = { equal: Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>, sold: 0, late: 0, stale: 0 };
    const equal = (kinds: readonly Kind[]) => kinds.reduce((sum, kind) => sum + tally.equal[kind], 0);
    /** By what is there, so that none comes short by being late more often. */
    const next = (): Kind => {
      const [asked, more] = [equal(requests), equal(others)];
      return more * REQUESTS_EACH < asked ? others[more % others.length]! : requests[asked % requests.length]!;
    };
    // What is only tried out leaves both as they are.
    const sequence = await hand.sequence();
    const held = await holdingsAt(contracts.pool, hand.address, assets, (await snapshot()).status.height);
    for (let rounds = 0; (equal(requests) < WANTED / LANES.length || equal(others) * REQUESTS_EACH < equal(requests)) && !failed; rounds += 1) {
      assert(rounds < 4 * WANTED, `${name}: ${JSON.stringify(tally)} after ${rounds} rounds`);
      const now = await snapshot();
      const { height } = now.status;
      const kind = next();
      const ask = await randomAsk(kind, who, now, quotes, held);
      const tried = await hand.triesOut(height, sequence, ask.messages);
      if (!tried) {
        tally.late += 1;
        continue;
      }
      const { told, refusal } = tried;
      const differs = refusal ?? difference(ask, ask.told(told));
      if (differs !== undefined) {
        // The contract keeps a part of what comes out after a trade in the same block; and a node that has run the next block, but not
        // committed it, tries things out on what that left. With such a trade it was no fresh block; without one it is a fault.
        await until(`block ${height + 1}`, async () => ((await rpc.status()).height > height ? true : undefined));
        const fresh = !(await traded(ask.pools, name, height)) && !(await traded(ask.pools, name, height + 1));
        assert(!fresh, `${kind}: ${ask.what}, at ${height}: ${differs}`);
        tally.stale += 1;
      } else if (ask.sold.some((one) => ask.told(told)[one] !== ask.figures[one])) tally.sold += 1;
      else tally.equal[kind] += 1;
    }
    if (who.lease !== undefined) await hand.sends(execute<leaseMarket.ExecuteMsg>(contracts.leaseMarket!, { close: { lease_id: who.lease } }));
    await leaves(hand, name);
    return tally;
  };
  const tallies = await Promise.all(LANES.map((name, lane) => run(name, lane).catch((error: unknown) => {
    failed = true;
    throw error;
  })));
  for (const [lane, tally] of tallies.entries()) context.diagnostic(`${LANES[lane]}: ${JSON.stringify(tally)}`);
});

/** Which figures are not what was shown, if any. Those that a sale of one's own moves may be less, by at most one in a hundred. */
function difference({ figures, sold }: Ask, told: Readonly<Record<string, bigint>>): string | undefined {
  const suits = (name: string, shown: bigint, is: bigint) => is === shown || (sold.includes(name) && is < shown && is * 100n >= shown * 99n);
  const wrong = Object.entries(figures).filter(([name, shown]) => !suits(name, shown, told[name] ?? -1n));
  return wrong.length === 0 ? undefined : wrong.map(([name, shown]) => `${name} is ${told[name]}, and ${shown} was shown`).join("; ");
}
