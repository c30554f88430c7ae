import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeAway, NodeRefused } from "../src/chain/errors.js";
import type { Tx } from "../src/chain/rpc.js";
import { Failure } from "../src/wallet/failures.js";
import { hashOf, included } from "../src/wallet/inclusion.js";

const BYTES = Uint8Array.from([1, 2, 3]);
const PATIENCE = { block: 120, start: 30, look: 5 };
const TX = { code: 0, height: 7 } as Tx;
const MISMATCH = "account sequence mismatch, expected 5, got 4: incorrect account sequence";
const BEGINS = "signature verification failed; please verify account number";

type Answer = string | Error | null;

/** Nodes that answer broadcasts in turn (null: they take it; the last answer stays), and have it in a block after so many looks. */
function node(broadcasts: readonly Answer[], looks: number, onBroadcast: (name: { node: string }) => void = () => {}) {
  let [handed, looked] = [0, 0];
  const self = {
    node: "a",
    get handed() { return handed; },
    tx: async () => {
      looked += 1;
      return looked > looks ? TX : undefined;
    },
    broadcast: async () => {
      const answer = broadcasts[Math.min(handed, broadcasts.length - 1)] ?? null;
      handed += 1;
      onBroadcast(self);
      if (answer instanceof Error) throw answer;
      return { hash: "", code: answer === null ? 0 : 1, log: answer ?? "" };
    },
  };
  return self;
}

const wait = (rpc: ReturnType<typeof node>) => included(rpc, "AB", BYTES, () => {}, PATIENCE);
const fails = (rpc: ReturnType<typeof node>, kind: string, hash: string | undefined) =>
  assert.rejects(wait(rpc), (error) => error instanceof Failure && error.kind === kind && error.hash === hash);
const NEVER = 1_000_000;

test("a hash is written as nodes write it", async () => {
  assert.equal(await hashOf(BYTES), "039058C6F2C0CB492C533B0A4D14EF77CC0F78ABCCCED5287D84A1A2011CFB81");
});

test("what a node takes is handed over once, and waited for", async () => {
  for (const answer of [null, "tx already exists in cache", new NodeRefused("The node refused broadcast_tx_sync: tx already exists in cache")]) {
    const rpc = node([answer], 3);
    assert.equal(await wait(rpc), TX);
    assert.equal(rpc.handed, 1);
  }
});

test("what every node refuses at once was not sent", async () => {
  await fails(node([MISMATCH], NEVER), "other", undefined);
  await fails(node([new NodeRefused("The node refused broadcast_tx_sync: mempool is full")], NEVER), "other", undefined);
  // A node that has just begun is asked again, but not for ever.
  await fails(node([BEGINS], NEVER), "other", undefined);
  assert.equal(await wait(node([BEGINS, null], 2)), TX);
});

test("a refusal says nothing once a node may have it", async () => {
  const away = new NodeAway("No node answers.");
  assert.equal(await wait(node([away, MISMATCH], 12)), TX);
  await fails(node([away, MISMATCH], NEVER), "unknown", "AB");
  await fails(node([away], NEVER), "unknown", "AB");
  await fails(node([null], NEVER), "unknown", "AB");
  // The first node did not answer, and the next one refuses.
  await fails(node([MISMATCH], NEVER, (rpc) => (rpc.node = "b")), "unknown", "AB");
});
