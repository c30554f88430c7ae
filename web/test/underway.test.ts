import assert from "node:assert/strict";
import { test } from "node:test";
import type { Rpc, Tx } from "../src/chain/rpc.js";
import { endOf } from "../src/wallet/follow.js";
import { createUnderways } from "../src/wallet/underway.js";

const SIGNED = { hash: "AB", since: 500, until: 600, soonest: 0 };
const DONE = { code: 0, height: 599 } as Tx;
const WRONG = { code: 5, height: 599, log: "not enough: execute wasm contract failed" } as Tx;

const node = (height: number, tx?: Tx) => ({ seek: async () => ({ height, tx }) }) as unknown as Rpc;

test("how it ended is told, and of what was refused only that it came all the same", async () => {
  const end = (rpc: Rpc, refused: boolean) => endOf(rpc, { signed: SIGNED, refused }, 1);
  assert.deepEqual(await end(node(599, DONE), false), { kind: "good", text: "It is done, in block 599." });
  assert.match((await end(node(599, WRONG), false))!.text, /The contract refused: not enough\./);
  assert.match((await end(node(604), false))!.text, /no block has had it until block 600, the last that could\. It is void/);
  assert.match((await end(node(599, DONE), true))!.text, /A node had refused it, and block 599 has it all the same/);
  assert.equal(await end(node(604), true), undefined);
  assert.equal(await end(node(599, WRONG), true), undefined);
  // A chain that stands still, nodes that are gone.
  for (const rpc of [node(599), { seek: () => Promise.reject(new Error("away")) }]) {
    const told = await endOf(rpc, { signed: SIGNED, refused: false }, 1, 5);
    assert.equal(told!.kind, "warn");
    assert.match(told!.text, /no node tells what became of it.*look for its hash/);
    assert.equal(await endOf(rpc, { signed: SIGNED, refused: true }, 1, 5), undefined);
  }
});

test("a refusal that comes when its form is gone is told, and followed all the same", async () => {
  let changed = () => {};
  const change = () => new Promise<void>((resolve) => (changed = resolve));
  const refused = (rpc: Rpc) => {
    Object.assign(globalThis, { window: new EventTarget(), sessionStorage: { getItem: () => null, setItem: () => {} } });
    const underways = createUnderways("net-1", rpc, async () => changed());
    underways.begin(SIGNED, "Bond");
    underways.leave("AB");
    underways.refuse("AB", { kind: "bad", text: "Too little." });
    assert.deepEqual(underways.shown().map(({ end }) => end?.text), ["Too little."]);
    return underways;
  };
  let ended = change();
  const nothing = refused(node(604));
  await ended;
  assert.deepEqual(nothing.shown().map(({ end }) => end?.text), ["Too little."], "it stays until it is closed");
  nothing.end("AB");
  assert.deepEqual(nothing.shown(), []);
  ended = change();
  const brought = refused(node(599, DONE));
  await ended;
  assert.match(brought.shown()[0]!.end!.text, /block 599 has it all the same/);
});

test("what is under way is told by its form, else by the frame, and survives a reload", async () => {
  const kept = new Map<string, string>();
  const leaving = new EventTarget();
  Object.assign(globalThis, {
    window: leaving, sessionStorage: { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value) },
  });
  let changed = () => {};
  const change = new Promise<void>((resolve) => (changed = resolve));
  const load = (rpc: Rpc, chain = "net-1") => createUnderways(chain, rpc, async () => changed());
  const first = load(node(599));
  first.begin(SIGNED, "Deposit");
  first.begin({ ...SIGNED, hash: "CD" }, "Bond");
  assert.deepEqual(first.shown(), []);
  first.leave("AB");
  assert.deepEqual(first.shown().map(({ what }) => what), ["Deposit"]);
  first.end("CD");

  assert.deepEqual(load(node(599), "net-2").shown(), []);
  const again = load(node(599, DONE));
  assert.deepEqual(again.shown().map(({ what, end }) => [what, end]), [["Deposit", undefined]]);
  await change;
  assert.deepEqual(again.shown().map(({ end }) => end?.text), ["It is done, in block 599."]);
  again.end("AB");
  assert.deepEqual(load(node(599)).shown(), []);

  const asks = () => !leaving.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  assert(!asks());
  let finish = () => {};
  const held = again.hold(new Promise<void>((resolve) => (finish = resolve)));
  assert(asks());
  finish();
  await held;
  assert(!asks());
});

test("what the tab remembers is shown only if it is what was kept there", () => {
  const kept = { signed: SIGNED, what: "Bond", told: true, refused: false };
  const recalled = (...entries: readonly unknown[]) => {
    Object.assign(globalThis, { window: new EventTarget(), sessionStorage: { getItem: () => JSON.stringify(entries), setItem: () => {} } });
    return createUnderways("net-1", node(599, DONE), async () => {}).shown().map(({ what }) => what);
  };
  assert.deepEqual(recalled(kept), ["Bond"]);
  assert.deepEqual(recalled({ ...kept, end: { kind: "good", text: "It is done." } }), ["Bond"]);
  for (const odd of [
    null, 5, {}, { ...kept, what: 7 }, { ...kept, signed: undefined }, { ...kept, signed: { ...SIGNED, hash: "x" } }, { ...kept, signed: { ...SIGNED, until: "9" } }, { ...kept, signed: { ...SIGNED, since: undefined } },
    { ...kept, refused: "no" }, { ...kept, end: { kind: "big", text: "" } }, { ...kept, end: "over" },
  ]) assert.deepEqual(recalled(odd, { ...kept, end: { kind: "warn", text: "" } }), ["Bond"], JSON.stringify(odd));
  Object.assign(globalThis, { sessionStorage: { getItem: () => "{}" } });
  assert.deepEqual(createUnderways("net-1", node(599, DONE), async () => {}).shown(), []);
});
