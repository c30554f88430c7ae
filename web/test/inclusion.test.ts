import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeAway, NodeRefused } from "../src/chain/errors.js";
import type { Tx } from "../src/chain/rpc.js";
import { Failure } from "../src/wallet/failure.js";
import { hashOf, included } from "../src/wallet/inclusion.js";
import { fateOf, inVain, lifeFrom } from "../src/wallet/life.js";

const BYTES = Uint8Array.from([1, 2, 3]);
const PATIENCE = { block: 120, start: 30, look: 5, silence: 400 };
const TX: Tx = { code: 0, height: 7, events: [], hash: "AB", index: 0, log: "", gasUsed: 1n, bytes: "" };
const SIGNED = { hash: "AB", since: 500, until: 1_000, soonest: 0 };
const MISMATCH = "account sequence mismatch, expected 5, got 4: incorrect account sequence";
const BEGINS = "signature verification failed; please verify account number";

/** What the chain's rules say, what a node says instead, what becomes of the way to it; null: taken. */
type Answer = string | { readonly erred: string } | Error | null;

/**
 * Nodes that answer broadcasts in turn (null: they take it; the last answer stays), and have it in a block after so many looks. Their
 * chain is far past all that is signed after some looks more.
 */
function node(broadcasts: readonly Answer[], looks: number, alone = true) {
  let [handed, looked] = [0, 0];
  return {
    get handed() { return handed; },
    seek: async () => {
      looked += 1;
      return { height: looked > 21 ? 2_000 : 1_000, tx: looked > looks ? TX : undefined };
    },
    broadcast: async () => {
      const answer = broadcasts[Math.min(handed, broadcasts.length - 1)] ?? null;
      handed += 1;
      if (answer instanceof Error) throw answer;
      return answer === null ? { alone } : typeof answer === "string" ? { refused: answer, alone } : { ...answer, alone };
    },
  };
}

const wait = (rpc: ReturnType<typeof node>) => included(rpc, SIGNED, BYTES, () => {}, PATIENCE);
const fails = (rpc: ReturnType<typeof node>, kind: string, message: RegExp) =>
  assert.rejects(wait(rpc), (error) => error instanceof Failure && error.kind === kind && error.hash === "AB" && message.test(error.message));
const NEVER = 1_000_000;

test("a hash is written as nodes write it", async () => {
  assert.equal(await hashOf(BYTES), "039058C6F2C0CB492C533B0A4D14EF77CC0F78ABCCCED5287D84A1A2011CFB81");
});

test("what a node takes is handed over once, and waited for", async () => {
  for (const answer of [null, { erred: "tx already exists in cache" }]) {
    const rpc = node([answer], 3);
    assert.equal(await wait(rpc), TX);
    assert.equal(rpc.handed, 1);
  }
});

const MAY_COME = /You have signed it, so a node that lies could still bring it until block 1,000/;
const VOID = /signed it, and no block has had it until block 1,000, the last that could\. It is void/;

test("what every node refuses at once is told so, and that it is signed", async () => {
  await fails(node([MISMATCH], NEVER), "other", MAY_COME);
  await fails(node([{ erred: "The node refused broadcast_tx_sync: mempool is full" }], NEVER), "other", MAY_COME);
  await fails(node(["tx rejected by the node"], NEVER), "other", MAY_COME);
  await fails(node(["block height: 1001, timeout height: 1000: tx timeout height"], NEVER), "other", /signed it too late.*You have signed it/);
  // A node that has just begun is asked again, but not for ever.
  await fails(node([BEGINS], NEVER), "other", MAY_COME);
  assert.equal(await wait(node([BEGINS, null], 2)), TX);
});

test("a refusal says nothing once a node may have it: then its last block is the end", async () => {
  const away = new NodeAway("No node answers.");
  assert.equal(await wait(node([away, MISMATCH], 12)), TX);
  await fails(node([away, MISMATCH], NEVER), "void", VOID);
  await fails(node([away], NEVER), "void", VOID);
  await fails(node([null], NEVER), "void", VOID);
  // A node, or what stands before it, did not wait for what comes of it.
  for (const erred of ["broadcast confirmation not received: context deadline exceeded", "upstream request timeout", "EOF"]) {
    assert.equal(await wait(node([{ erred }, MISMATCH], 12)), TX);
    await fails(node([{ erred }, MISMATCH], NEVER), "void", VOID);
  }
  // The first node did not answer, and the next one refuses.
  await fails(node([MISMATCH], NEVER, false), "void", VOID);
});

test("where no node tells for long, that is told, but not before blocks have had time to come", async () => {
  const away = () => Promise.reject(new NodeAway("No node answers."));
  const wait = (soonest: number) =>
    included({ ...node([null], NEVER), seek: away }, { ...SIGNED, soonest }, BYTES, () => {}, { ...PATIENCE, silence: 20 });
  const untold = (error: unknown) => error instanceof Failure && error.kind === "untold" && error.hash === "AB" &&
    /no node tells what became of it\. It may be done, or come until block 1,000: look for its hash/.test(error.message);
  await assert.rejects(wait(0), untold);
  const soonest = Date.now() + 150;
  await assert.rejects(wait(soonest), untold);
  assert(Date.now() >= soonest);
});

test("who says that none has it yet tells: a chain may stand still, or be slow", async (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: 1_000 });
  let looks = 0;
  const seek = async () => {
    looks += 1;
    context.mock.timers.tick(15);
    if (looks % 2 === 0 || looks > 30) throw new NodeAway("No node answers.");
    return { height: 900, tx: undefined };
  };
  await assert.rejects(included({ ...node([null], NEVER), seek }, SIGNED, BYTES, () => {}, { ...PATIENCE, silence: 20 }), (error) => error instanceof Failure && error.kind === "untold");
  assert.equal(looks, 31);
});

test("silence counts by the clock, however long a look takes, and a sleep of the machine as one look", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: 1_000 });
  const pass = (seconds: number) => context.mock.timers.tick(seconds * 1_000);
  let vain = inVain({ ...SIGNED, soonest: 0 });
  for (let look = 0; look < 20; look += 1) {
    pass(30);
    assert(!vain(false), `${look}`);
  }
  pass(1);
  assert(vain(false));
  vain = inVain({ ...SIGNED, soonest: 0 });
  for (let sleep = 0; sleep < 10; sleep += 1) {
    pass(86_400);
    assert(!vain(false), `${sleep}`);
  }
  assert(!vain(true));
  pass(60);
  assert(!vain(false), "it begins anew");
});

test("one is told when a block is late", async () => {
  const told: boolean[] = [];
  assert.equal(await included(node([null], 18), SIGNED, BYTES, (late) => told.push(late), { ...PATIENCE, block: 20 }), TX);
  assert.deepEqual(told, [false, true]);
});

test("a signature is good for 100 blocks and two minutes at least, and never for more than 1,000 blocks", async () => {
  const at = (passed: number | Error) => lifeFrom({
    blockTime: async (height) => {
      assert.equal(height, 400);
      if (passed instanceof Error) throw passed;
      return 9_000 - passed;
    },
  }, { height: 500, time: 9_000 }, 7);
  assert.deepEqual(await at(500), { since: 500, until: 600, soonest: 250_007 });
  assert.deepEqual(await at(100), { since: 500, until: 620, soonest: 60_007 });
  assert.deepEqual(await at(20), { since: 500, until: 1_100, soonest: 60_007 });
  for (const lie of [0, -5_000]) assert.deepEqual(await at(lie), { since: 500, until: 1_500, soonest: 60_007 });
  // A chain that stood still for a week.
  assert.deepEqual(await at(604_800), { since: 500, until: 600, soonest: 500_007 });
  assert.deepEqual(await at(new NodeRefused("height 400 is not available")), { since: 500, until: 620, soonest: 60_007 });
  await assert.rejects(at(new NodeAway("No node answers.")), NodeAway);
});

test("it is void once its last block is past, and no sooner than blocks can be made", async () => {
  const signed = { hash: "AB", since: 500, until: 600, soonest: 50 };
  const fate = (height: number, now: number, tx?: Tx) => fateOf({
    seek: async (_, since) => {
      assert.equal(since, 500, "of the blocks since the signing");
      return { height, tx };
    },
  }, signed, now);
  assert.equal(await fate(604, 50), "void");
  assert.equal(await fate(604, 49), undefined);
  assert.equal(await fate(603, 99), undefined);
  assert.equal(await fate(1_000_000, 1), undefined);
  assert.equal(await fate(604, 50, TX), TX);
  assert.equal(await fate(550, 1, TX), TX);
  // A failure that has left events has used the signature; one that has not may be brought again.
  const [used, unused] = [{ ...TX, code: 5, events: [{ type: "tx", attributes: [] }] }, { ...TX, code: 32 }] as Tx[];
  assert.equal(await fate(550, 1, used), used);
  assert.equal(await fate(550, 1, unused), undefined);
  assert.equal(await fate(604, 49, unused), undefined);
  assert.equal(await fate(604, 50, unused), unused);
});
