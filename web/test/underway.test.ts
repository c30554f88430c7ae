import assert from "node:assert/strict";
import { test } from "node:test";
import type { Rpc, Tx } from "../src/chain/rpc.js";
import { endOf } from "../src/wallet/follow.js";
import { createUnderways, type Doubt, type End } from "../src/wallet/underway.js";

const SIGNED = { hash: "AB", since: 500, until: 600, soonest: 0 };
const DONE: Tx = { code: 0, height: 599, events: [], hash: "AB", index: 0, log: "", gasUsed: 1n, bytes: "" };
const WRONG: Tx = { ...DONE, code: 5, log: "not enough: execute wasm contract failed", events: [{ type: "tx", attributes: [] }] };

const node = (height: number, tx?: Tx) => ({ seek: async () => ({ height, tx }) }) as unknown as Rpc;

const away = { seek: () => Promise.reject(new Error("away")) } as unknown as Rpc;

test("how it ended is told, and of what was told as failed only that it came all the same", async () => {
  const end = (rpc: Rpc, doubted: Doubt) => endOf(rpc, { signed: SIGNED, doubted }, () => assert.fail("a node tells"), 1);
  assert.deepEqual(await end(node(599, DONE), false), { kind: "good", text: "It is done, in block 599." });
  assert.match((await end(node(599, WRONG), false))!.text, /The contract refused: not enough\./);
  assert.match((await end(node(604), false))!.text, /no block has had it until block 600, the last that could\. It is void/);
  for (const doubted of ["failed", "untold"] as const) {
    assert.match((await end(node(599, DONE), doubted))!.text, /Block 599 has it all the same: it is done\. Do not send it again\./);
  }
  assert.equal(await end(node(604), "failed"), undefined);
  assert.equal(await end(node(599, WRONG), "failed"), undefined);
  assert.match((await end(node(604), "untold"))!.text, /It is void/);
  assert.match((await end(node(599, WRONG), "untold"))!.text, /The contract refused: not enough\./);
});

test("that no node tells is told, and it is looked for as long again", async () => {
  const told: End[] = [];
  const late = { seek: (hash: string) => (told.length === 0 ? away.seek(hash) : Promise.resolve({ height: 599, tx: DONE })) } as unknown as Rpc;
  assert.match((await endOf(late, { signed: SIGNED, doubted: false }, (one) => told.push(one), 1, 5))!.text, /Block 599 has it all the same/);
  assert.equal(await endOf(away, { signed: SIGNED, doubted: false }, (one) => told.push(one), 1, 5), undefined);
  assert.equal(await endOf(away, { signed: SIGNED, doubted: "untold" }, () => assert.fail("it was told"), 1, 5), undefined);
  assert.equal(told.length, 2);
  for (const { kind, text } of told) assert.match(`${kind} ${text}`, /^warn .*no node tells what became of it.*look for its hash/);
});

test("a failure that comes when its form is gone is told, and followed all the same, after a reload too", async () => {
  let changed = () => {};
  const change = () => new Promise<void>((resolve) => (changed = resolve));
  let kept = "[]";
  Object.assign(globalThis, { window: new EventTarget(), sessionStorage: { getItem: () => kept, setItem: (_: string, value: string) => (kept = value) } });
  const load = (rpc: Rpc) => createUnderways("net-1", rpc, async () => changed());
  const texts = (of: ReturnType<typeof load>) => of.shown().map(({ end }) => end?.text);
  const failed = (rpc: Rpc) => {
    kept = "[]";
    const underways = load(rpc);
    underways.begin(SIGNED, "Bond");
    underways.doubt("AB", "failed", { kind: "bad", text: "Too little." });
    assert.deepEqual(texts(underways), [], "its form says so");
    underways.leave("AB");
    assert.deepEqual(texts(underways), ["Too little."]);
    return underways;
  };
  const came = "Block 599 has it all the same: it is done. Do not send it again.";
  let ended = change();
  const nothing = failed(node(604));
  await ended;
  assert.deepEqual(texts(nothing), ["Too little."], "it stays until it is read");
  nothing.close("AB");
  assert.equal(kept, "[]");
  ended = change();
  const brought = failed(node(599, DONE));
  await ended;
  assert.deepEqual(texts(brought), [came]);
  // Where its form still says so, the frame does not.
  kept = "[]";
  ended = change();
  const told = load(node(599, WRONG));
  told.begin(SIGNED, "Bond");
  told.doubt("AB", "failed", { kind: "bad", text: "Too little." });
  await ended;
  assert.deepEqual(told.shown(), []);
  assert.equal(kept, "[]");
  // Read before it came.
  ended = change();
  const read = failed(node(599, DONE));
  read.close("AB");
  assert.deepEqual(read.shown(), []);
  await ended;
  assert.deepEqual(texts(read), [came]);
  read.close("AB");
  assert.equal(kept, "[]");
  // The page is loaded anew before it came. The first one looks on in vain.
  failed({ seek: () => new Promise(() => {}) } as unknown as Rpc);
  ended = change();
  const again = load(node(599, DONE));
  assert.deepEqual(texts(again), ["Too little."]);
  await ended;
  assert.deepEqual(texts(again), [came]);
});

test("a notice can be closed at any time, and what has not ended is followed on", async () => {
  let kept = "[]";
  Object.assign(globalThis, { window: new EventTarget(), sessionStorage: { getItem: () => kept, setItem: (_: string, value: string) => (kept = value) } });
  let [height, tx] = [599, undefined as Tx | undefined];
  const slow = { seek: async () => ({ height, tx }) } as unknown as Rpc;
  createUnderways("net-1", slow, async () => {}).begin(SIGNED, "Bond");
  let changed = () => {};
  const change = new Promise<void>((resolve) => (changed = resolve));
  const underways = createUnderways("net-1", slow, async () => changed());
  assert.equal(underways.shown().length, 1);
  underways.close("AB");
  assert.deepEqual(underways.shown(), []);
  [height, tx] = [600, DONE];
  await change;
  assert.deepEqual(underways.shown().map(({ end }) => end?.text), ["It is done, in block 599."]);
  underways.close("AB");
  assert.equal(kept, "[]");
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
  const kept = { signed: SIGNED, what: "Bond", told: true, doubted: false };
  const recalled = (...entries: readonly unknown[]) => {
    Object.assign(globalThis, { window: new EventTarget(), sessionStorage: { getItem: () => JSON.stringify(entries), setItem: () => {} } });
    return createUnderways("net-1", node(599, DONE), async () => {}).shown().map(({ what }) => what);
  };
  assert.deepEqual(recalled(kept), ["Bond"]);
  assert.deepEqual(recalled({ ...kept, end: { kind: "good", text: "It is done." } }), ["Bond"]);
  for (const odd of [
    null, 5, {}, { ...kept, what: 7 }, { ...kept, signed: undefined }, { ...kept, signed: { ...SIGNED, hash: "x" } }, { ...kept, signed: { ...SIGNED, until: "9" } }, { ...kept, signed: { ...SIGNED, since: undefined } }, { ...kept, signed: { ...SIGNED, until: 1.5 } },
    { ...kept, signed: { ...SIGNED, until: Infinity } },
    { ...kept, doubted: "no" }, { ...kept, end: { kind: "big", text: "" } }, { ...kept, end: "over" },
  ]) assert.deepEqual(recalled(odd, { ...kept, end: { kind: "warn", text: "" } }), ["Bond"], JSON.stringify(odd));
  Object.assign(globalThis, { sessionStorage: { getItem: () => "{}" } });
  assert.deepEqual(createUnderways("net-1", node(599, DONE), async () => {}).shown(), []);
});
