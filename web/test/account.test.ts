import assert from "node:assert/strict";
import { test } from "node:test";
import type { jobMarket, leaseMarket, verifierGateway } from "compute-amm";
import type { Pool } from "../src/chain/pools.js";
import type { ClassView, Snapshot } from "../src/chain/snapshot.js";
import type { Rpc, TxPage } from "../src/chain/rpc.js";
import { readAllowances, readWaiting } from "../src/pages/account/reads.js";
import { endOf, inNet, mayBeAddress, potsOf, waitingJobs, waitingLeases } from "../src/pages/account/model.js";

const pool = (asset0: string, asset1: string, reserve0: bigint, reserve1: bigint) => ({ asset0, asset1, reserve0, reserve1, virtual: 0n }) as Pool;

test("worth is at the spot price of the deepest pool with NET", () => {
  const pools = [pool("usd", "net", 100n, 50n), pool("net", "usd", 1_000n, 1_000n), pool("x", "usd", 1n, 1n)];
  assert.equal(inNet(pools, "net", "net", 7n), 7n);
  assert.equal(inNet(pools, "net", "usd", 7n), 7n);
  assert.equal(inNet(pools, "net", "x", 7n), null);
  assert.equal(inNet(pools, "net", "usd", 7_000n), 1_000n, "no pool pays more than it holds");
  const launch = { ...pool("credit", "net", 1_000n, 0n), virtual: 1_000n };
  assert.equal(inNet([launch], "net", "credit", 7n), null);
  assert.equal(inNet([{ ...launch, reserve1: 5n }], "net", "credit", 7n), 5n);
});

test("an allowance ends by the earlier clock", () => {
  assert.equal(endOf(60, 1_000, 1_005_999), 1_060, "the chain's block is a little old");
  assert.equal(endOf(60, 9_999_999, 1_005_999), 1_065, "a node says too late a time");
});

const view = (over: object) => ({ id: "c", credit: "cw20:c", entry: { owed: "0", sunset: { at: 10, pot_net: "1000", pot_credits: "300" }, ...over } }) as unknown as ClassView;
const held = [{ key: "cw20:c", account: 100n, wallet: 50n, listed: true }];

test("a pot pays each credit the same, once every debt is collected", () => {
  const [pot] = potsOf([view({})], held, 11);
  assert.deepEqual([pot?.paysAccount, pot?.paysWallet, pot?.open], [333n, 166n, true]);
  assert.equal(potsOf([view({ owed: "5" })], held, 11)[0]?.open, false);
  assert.deepEqual(potsOf([view({})], held, 9), []);
  assert.deepEqual(potsOf([view({ sunset: null })], held, 11), []);
  assert.deepEqual(potsOf([view({})], [], 11), []);
});

const job = (job_id: number, state: string, deadline: number, open: object = {}) => ({ job_id, state, open: { deadline, class: "c", method: 1, called: false, ...open } }) as jobMarket.JobResponse;
const methods = [{ method: 1, params: { kind: { attestation: {} } } }, { method: 2, params: { kind: { client_approval: {} } } }, { method: 3, disabled: true, params: { kind: { attestation: {} } } }] as unknown as verifierGateway.MethodResponse[];
const around = { now: 10, methods, paused: new Set<string>() };

test("jobs wait once their deadline has passed, if ending them gives their client something", () => {
  const jobs = [
    job(1, "open", 5), job(2, "open", 15), job(3, "submitted", 5, { method: 2 }), job(4, "assigned", 10), job(5, "submitted", 5), job(6, "assigned", 99, { method: 3 }),
    job(7, "submitted", 5, { method: 4 }),
  ];
  assert.deepEqual(waitingJobs(jobs, around).map(({ id, sure }) => [id, sure]), [[1, false], [4, false], [5, false], [6, true]]);
});

test("a called job that is late is a default, and an input that nobody brought costs the take", () => {
  const why = (state: string, open: object = {}) => waitingJobs([job(1, state, 5, open)], around)[0]?.why ?? "";
  assert.match(why("assigned"), /Credits, take and tip come back/);
  assert.match(why("assigned", { called: true }), /credits are gone; its owner gets take, tip and damages/);
  assert.match(why("called", { called: true }), /credits are gone/);
  assert.match(why("awaiting_input"), /the take is kept/);
  assert.match(why("open", { template: 1 }), /only records/);
});

test("where accepting is paused nothing can be ended for want of a taker, but withdrawn", () => {
  const paused = { ...around, paused: new Set(["c"]) };
  const jobs = [job(1, "open", 5), job(2, "untaken", 15), job(3, "called", 5, { called: true }), job(4, "assigned", 5), job(5, "open", 5, { class: "d" })];
  assert.deepEqual(waitingJobs(jobs, paused).map(({ id, message }) => [id, message]), [[1, "cancel"], [2, "cancel"], [4, "timeout_job"], [5, "timeout_job"]]);
});

test("leases wait as their client and their provider see them", () => {
  const lease = (lease_id: number, live: object) => ({ lease_id, state: "open", live: { client: "me", start_by: 5, running: null, ...live } }) as unknown as leaseMarket.LeaseResponse;
  const running = (over: object) => ({ running: { provider: "you", end: 20, silent: false, due: "0", ...over } });
  const all = [
    lease(1, {}), lease(2, { start_by: 15 }), lease(3, running({ end: 9 })), lease(4, running({ silent: true })), lease(5, running({})),
    lease(6, { client: "you", ...running({ provider: "me", due: "9" }) }), lease(7, { client: "you", ...running({ provider: "me", silent: true }) }),
  ];
  assert.deepEqual(waitingLeases(all, "me", 10).map(({ id, message }) => [id, message]), [[1, "cancel"], [3, "close"], [4, "close"], [6, "claim"]]);
});

test("a lease is over by the latest block, not by this machine's clock", async () => {
  const lease = { lease_id: 1, state: "running", live: { client: "you", running: { provider: "me", end: 20, silent: false, due: "9" } } };
  const rpc = { query: (_: string, msg: object) => Promise.resolve("jobs" in msg ? { jobs: [] } : { leases: JSON.stringify(msg).includes("provider") ? [lease] : [] }) } as unknown as Rpc;
  const waits = async (time: number, now: number) => {
    const snapshot = { terms: { contracts: { jobMarket: "jobs", leaseMarket: "leases" }, methods: [] }, classes: [], status: { time } } as unknown as Snapshot;
    return (await readWaiting(rpc, snapshot, "me", 7, now, 1)).found.map(({ message }) => message);
  };
  assert.deepEqual([await waits(19, 4_000), await waits(20, 20)], [["claim"], ["close"]]);
});

test("an address has the chain's prefix and bech32's letters", () => {
  assert.ok(mayBeAddress("wasm1gmdf08jtratje6yf3kycle3swlmv5pzh35fsdv", "wasm"));
  assert.ok(!mayBeAddress("cosmos1gmdf08jtratje6yf3kycle3swlmv5pzh35fsdv", "wasm"));
  assert.ok(!mayBeAddress("wasm1gmdf08jtratje6yf3kycle3swlmv5pzh35fsdb", "wasm"));
});

test("allowances beyond the events that were read are not passed over in silence", async () => {
  const approve = (index: number) => ({
    hash: `${index}`, height: 1_000 - index, index: 0, code: 0, log: "", gasUsed: 0n, bytes: "",
    events: [{ type: "wasm-approve", attributes: Object.entries({ _contract_address: "pool", owner: "me", spender: `spender${index % 7}`, asset: "net" })
      .map(([key, value]) => ({ key, value })) }],
  });
  const asked: unknown[] = [];
  const rpc = {
    txs: (_: string, page: number): Promise<TxPage> => Promise.resolve({
      txs: Array.from({ length: page < 5 ? 100 : 1 }, (_one, index) => approve((page - 1) * 100 + index)), total: 401,
    }),
    query: (_: string, { allowance }: { allowance: { spender: string } }) => {
      asked.push(allowance);
      return Promise.resolve({ amount: allowance.spender === "spender3" ? "0" : "5", expires: 9 });
    },
  } as unknown as Rpc;
  const some = await readAllowances(rpc, "pool", "me", 1, 3);
  assert.deepEqual([some.more, some.read, some.found.length, asked.length], [true, 300, 6, 7]);
  assert.equal((await readAllowances(rpc, "pool", "me", 1, 6)).more, false);
});
