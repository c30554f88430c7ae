import assert from "node:assert/strict";
import { test } from "node:test";
import {
  amountOf, amountOrZero, eventQuery, eventsOf, find, hopsOf, newestFirst, numberOf, search, textOfEvent,
} from "../src/chain/events.js";
import { Rpc, type Tx } from "../src/chain/rpc.js";

const event = (type: string, attributes: Record<string, string>) => ({
  type, attributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
});
const tx = (events: Tx["events"], more: Partial<Tx> = {}): Tx => ({
  hash: "AB", height: 5, index: 2, code: 0, log: "", gasUsed: 1n, bytes: "", events, ...more,
});
const SWAP = {
  _contract_address: "wasm1pool", sender: "wasm1me", hops: "1:1000000:1085931234:9000:1000,12:5:4:1:0:2", offer: "unet",
  paid: "1000000", ask: "cw20:wasm1credit", received: "1085931234", to: "wallet", msg_index: "0",
};

test("events of contracts are found, others are passed over", () => {
  const events = eventsOf(tx([event("transfer", { amount: "5unet" }), event("wasm-swap", SWAP), event("wasm-swap", { a: "b" })]));
  assert.equal(events.length, 1);
  const [swap] = events;
  assert.ok(swap);
  assert.deepEqual([swap.type, swap.contract, swap.hash, swap.height, swap.tx, swap.index], ["swap", "wasm1pool", "AB", 5, 2, 1]);
  assert.equal(find(events, "wasm1pool", "swap"), swap);
  assert.equal(find(events, "wasm1other", "swap"), undefined);
  assert.deepEqual(eventsOf(tx([event("wasm-swap", SWAP)], { code: 5 })), []);
});

test("attributes are read exactly, or refused", () => {
  const [swap] = eventsOf(tx([event("wasm-swap", { ...SWAP, large: `${2n ** 128n - 1n}`, id: "7" })]));
  assert.ok(swap);
  assert.equal(amountOf(swap, "large"), 2n ** 128n - 1n);
  assert.equal(amountOrZero(swap, "rest"), 0n);
  assert.equal(numberOf(swap, "id"), 7);
  assert.equal(textOfEvent(swap, "to"), "wallet");
  assert.equal(textOfEvent(swap, "receiver"), "");
  assert.throws(() => amountOf(swap, "rest"), /expected an amount in rest, got undefined/);
  assert.throws(() => amountOf(swap, "to"), /got "wallet"/);
  assert.throws(() => numberOf(swap, "rest"), RangeError);
  assert.deepEqual(hopsOf(swap), [
    { poolId: 1, paid: 1_000_000n, received: 1_085_931_234n, lpFee: 9_000n, protocolFee: 1_000n, spread: 0n },
    { poolId: 12, paid: 5n, received: 4n, lpFee: 1n, protocolFee: 0n, spread: 2n },
  ]);
});

test("a search asks for the contract's own events, and believes no others", async () => {
  assert.equal(
    eventQuery("wasm1jobs", "end_job", { job_id: 5 }),
    "wasm-end_job._contract_address='wasm1jobs' AND wasm-end_job.job_id='5'",
  );
  const ended = (contract: string, job: string) => event("wasm-end_job", { _contract_address: contract, job_id: job });
  const raw = (hash: string, height: string, events: unknown[]) => ({
    hash, height, index: 0, tx: "", tx_result: { code: 0, gas_used: "5", events },
  });
  const pages = [
    [raw("C", "9", [ended("wasm1jobs", "5")]), raw("B", "8", [ended("wasm1evil", "5"), ended("wasm1jobs", "6")])],
    // It came again, as a new one moved the pages.
    [raw("B", "8", [ended("wasm1evil", "5"), ended("wasm1jobs", "6")]), raw("A", "7", [ended("wasm1jobs", "5")])],
  ];
  const fetcher = (async (_: string, init: RequestInit) => {
    const { id, params } = JSON.parse(`${init.body as string}`) as { id: number; params: { page: string } };
    const txs = pages[BigInt(params.page) === 1n ? 0 : 1];
    return new Response(JSON.stringify({ jsonrpc: "2.0", id, result: { txs, total_count: "150" } }));
  }) as unknown as typeof fetch;
  const one = await search(new Rpc(["http://a"], undefined, fetcher), "wasm1jobs", "end_job", { job_id: 5 });
  assert.deepEqual([one.events.map(({ hash }) => hash), one.more], [["C"], true]);
  const two = await search(new Rpc(["http://a"], undefined, fetcher), "wasm1jobs", "end_job", { job_id: 5 }, 9);
  assert.deepEqual([two.events.map(({ hash }) => hash), two.more], [["C", "A"], false]);
  assert.deepEqual([...two.events].reverse().sort(newestFirst), two.events);
});
