import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { fromBinary, type jobMarket, type pool } from "compute-amm";
import type { ClassView, Snapshot } from "../src/chain/snapshot.js";
import { callValue, chunkOf, CHUNK, costsOf, digestOf, EMPTY_JOB, EMPTY_LEASE, endpointOf, highLimit, inputDigest, jobMessages, keptTake, mostBacklog, type Occupied, KeyError, keyOf, knownHosts, leaseMessages,
  lineOf, missing, netFromWallet, NO_HOLDINGS, quoteJob, quoteLease, quoteWithin, readJob, readLease, sshCommand, topUpMessages, usedTake, whoIsCalled, withLimit, type JobForm,
  type Limit, type Pay, type Quote } from "../src/pages/get/model.js";

const NET = "unet";
const contracts = { jobMarket: "jobs", leaseMarket: "leases", pool: "pool", registry: "registry", gateway: "gateway", fees: "fees" };
const usdPool = { id: 4, asset0: "uusd", asset1: NET, reserve0: 500n, reserve1: 1_000n, virtual: 0n, swapPaused: false };
const template = { template: 1, call_within: 300, set_at: 0, terms: { program: "ab".repeat(32), method: 1, unit_seconds: 60, min_units: 20, max_units: 30, overhead: 600, max_input: 0 } };
const view = {
  id: "h100", credit: "cw20:credit", pool: { id: 1 }, templates: [template], lease: { terms: { interruptible: false } },
  occupancy: { terms: { standard_gpus: 2, take: { base_bps: 200, max_multiplier_bps: 40_000 } } }, entry: { params: { price_init: "900" } }, prices: { twap_30m: null, twap_24h: null },
} as unknown as ClassView;
const snapshot = {
  status: { height: 7, time: 1_000 },
  terms: {
    contracts, networkDenom: NET, jobs: { params: { max_accept_within: 3_600, max_run_within: 43_200, verdict_within: 600 } },
    methods: [
      { method: 1, params: { kind: { attestation: { threshold: 2, keys: [1, 2, 3] } } } }, { method: 5, params: { kind: { client_approval: { arbiter: 4 } } } },
      { method: 10, params: { kind: { optimistic: { bond_min: "50000000" } } } },
    ],
  },
  pools: [usdPool], classes: [view],
} as unknown as Snapshot;
const config = { decimals: 6, prefix: "wasm", symbol: "NET", usd: { asset: "uusd", symbol: "USD", decimals: 6 } };
const form: JobForm = { ...EMPTY_JOB, class: "h100", method: "5", program: "11".repeat(32), time: "1 h" };

test("a form for a job becomes a request that leaves out what has a default", () => {
  const { order, faults } = readJob(form, snapshot, config);
  assert.deepEqual(faults, {});
  assert.deepEqual(order?.request, { class: "h100", gpus: 1, seconds: 3_600, method: 5, program: "11".repeat(32), surplus: "wallet" });
  assert.equal(order?.acceptWithin, 600);
  assert.equal(order?.runWithin, 4_500);
  assert.equal(readJob({ ...form, time: "1 min" }, snapshot, config).order?.runWithin, 660);
  assert.equal(readJob({ ...form, time: "12 h" }, snapshot, config).order?.runWithin, 43_200);
  const backing = (minBacking: string) => readJob({ ...form, minBacking }, snapshot, config).order?.request.min_backing;
  assert.deepEqual([backing("2.5"), backing("0"), backing("")], ["2500000", undefined, undefined]);
  assert.ok(readJob({ ...form, minBacking: "x" }, snapshot, config).faults["minBacking"]);
});

test("a form says what is wrong, field by field, and can be priced meanwhile", () => {
  const { order, asked, faults } = readJob({ ...form, program: "xyz", provider: "cosmos1q", minReputation: "100", tip: "1.5" }, snapshot, config);
  assert.equal(order, undefined);
  assert.equal(asked?.job.tip, 1_500_000n);
  assert.deepEqual(Object.keys(faults).sort(), ["minReputation", "program", "provider"]);
  assert.ok(readJob({ ...form, method: "10", challengeBond: "49" }, snapshot, config).faults["challengeBond"]?.includes("at least 50"));
  assert.equal(readJob({ ...form, gpus: "0" }, snapshot, config).asked, undefined);
});

test("where an input is goes with the input alone: without one no field shows it", () => {
  const input = { digest: "22".repeat(32), form: null };
  const of = (inputLocator: string, more: Partial<JobForm> = {}) => {
    const { order, faults } = readJob({ ...form, inputLocator, ...more }, snapshot, config);
    return order ? order.request.input_locator : Object.keys(faults);
  };
  assert.deepEqual([of("https://a.example", { input }), of("https://a.example"), of("x".repeat(129), { input }), of("x".repeat(129))],
    ["https://a.example", undefined, ["inputLocator"], undefined]);
});

test("a job that is to have an input is not requested without one", () => {
  const { order, asked, faults } = readJob({ ...form, input: "wanted" }, snapshot, config);
  assert.deepEqual([order, Object.keys(faults)], [undefined, ["input"]]);
  assert.ok(asked, "it is priced meanwhile");
});

test("a price limit above 5 % is warned of, and one above 50 % refused", () => {
  const limit = (text: string) => readJob({ ...form, limit: text }, snapshot, config).asked?.limitBps;
  assert.deepEqual([limit(""), limit("5"), limit("50"), limit("50.01"), limit("x")], [0, 500, 5_000, undefined, undefined]);
  assert.deepEqual(["", "5", "5.01", "50", "50.01", "x"].map(highLimit), [false, false, true, true, false, false]);
});

test("a standard job takes what its template says", () => {
  const standard = { ...form, template: "1", time: "20 min", program: "", method: "", minDamages: "1", minBacking: "5", anyoneMayCall: true, provider: "ignored" };
  const { order, faults } = readJob(standard, snapshot, config);
  assert.deepEqual(faults, {});
  assert.deepEqual(order?.request, { class: "h100", gpus: 2, seconds: 1_200, method: 1, template: 1, min_damages: "1000000", anyone_may_call: true, surplus: "wallet" });
  assert.equal(order?.runWithin, 1_800);
  assert.ok(readJob({ ...standard, time: "90 s" }, snapshot, config).faults["time"]);
  assert.ok(readJob({ ...standard, acceptWithin: "5 min" }, snapshot, config).faults["acceptWithin"]);
  assert.ok(readJob({ ...standard, input: { digest: "22".repeat(32), form: null } }, snapshot, config).faults["input"]);
});

/** Answers of contracts, by the name of the query. */
const source = (answers: Record<string, unknown>) => ({
  rpc: { query: (_contract: string, msg: Record<string, unknown>) => Promise.resolve(answers[Object.keys(msg)[0] ?? ""]) } as never,
  config: config as never, snapshot, height: 7,
});
const answer = { credits: "3600000000", cost: "1000", worth: "1000", take: "20", tip: "3", lock: "500" };
const asked = { gpus: 1, seconds: 3_600, method: 5, tip: 3n, declaredValue: 0n };
const quoted = (pay: Pay, legs: unknown, paid = "600") => quoteJob(source({ quote: { ...answer, legs }, quote_exact_out: { paid: { asset: {}, amount: paid } } }), view, asked, pay, 100);
const request = { class: "h100", gpus: 1, seconds: 3_600, method: 5, program: "11".repeat(32) } as unknown as Omit<jobMarket.JobRequest, "max_payment">;
const one = [{ pools: [1], amount_out: "3600000000" }];

test("NET pays cost, take and tip, and no more than the limit", async () => {
  const quote = await quoted({ asset: "net", from: "wallet" }, one);
  assert.equal(quote.maxPayment, 1_031n); // ⌈1,020·1.01⌉
  assert.deepEqual(quote.pays, [{ asset: NET, amount: 1_023n }]);
  assert.deepEqual(quote.most, [{ asset: NET, amount: 1_034n, from: "wallet" }]);
  assert.deepEqual(quote.back, [{ asset: NET, amount: 11n }]);
  const [message, ...others] = jobMessages(snapshot, view, request, quote, NO_HOLDINGS);
  assert.deepEqual(others, []);
  assert.equal(message?.contract, "pool");
  assert.deepEqual(message?.funds, [{ denom: NET, amount: 1_034n }]);
  const { swap_exact_out: swap } = message?.msg as { swap_exact_out: { offer: pool.Asset; legs: unknown; to: { call: { contract: string; msg: jobMarket.Binary } } } };
  assert.deepEqual(swap.legs, one);
  assert.equal(swap.to.call.contract, "jobs");
  assert.deepEqual(fromBinary(swap.to.call.msg), { request_job: { request: { ...request, max_payment: "1031" } } });
});

test("NET of an account goes by its name", async () => {
  const quote = await quoted({ asset: "net", from: "account" }, one);
  const [message] = jobMessages(snapshot, view, request, quote, NO_HOLDINGS);
  assert.deepEqual(message?.funds, []);
  assert.deepEqual((message?.msg as { swap_exact_out: { from: unknown } }).swap_exact_out.from, { account: { amount: "1034" } });
});

test("dollars buy all NET that a request may take, and what is not needed comes back", async () => {
  const quote = await quoted({ asset: "usd", from: "wallet" }, one);
  assert.deepEqual(quote.first, { pools: [4], net: 1_034n }); // the limit and the tip
  assert.deepEqual(quote.pays, [{ asset: "uusd", amount: 600n }]);
  assert.deepEqual(quote.most, [{ asset: "uusd", amount: 606n, from: "wallet" }]);
  assert.deepEqual(quote.back, [{ asset: "uusd", amount: 6n, to: "wallet" }, { asset: NET, amount: 11n }]);
  const [purchase, message, ...others] = jobMessages(snapshot, view, request, quote, NO_HOLDINGS);
  assert.deepEqual(others, []);
  assert.deepEqual(purchase, {
    contract: "pool", msg: { swap_exact_out: { offer: { native: { denom: "uusd" } }, legs: [{ pools: [4], amount_out: "1034" }], to: { account: {} } } },
    funds: [{ denom: "uusd", amount: 606n }],
  });
  // Whatever the take is, the market finds it in what the request brings.
  const { swap_exact_out: swap } = message?.msg as { swap_exact_out: { offer: unknown; legs: unknown; from: unknown; to: { call: { msg: jobMarket.Binary } } } };
  assert.deepEqual([swap.offer, swap.legs, swap.from], [{ native: { denom: NET } }, one, { account: { amount: "1034" } }]);
  assert.deepEqual(fromBinary(swap.to.call.msg), { request_job: { request: { ...request, max_payment: "1031" } } });
  const noPool = { ...source({ quote: { ...answer, legs: one } }), snapshot: { ...snapshot, pools: [] } };
  await assert.rejects(quoteJob(noPool, view, asked, { asset: "usd", from: "wallet" }, 100), /No pool trades USD/);
});

test("credits pay a job, and NET that is missing in the account goes there first", async () => {
  const quote = await quoted({ asset: "credits", from: "wallet" }, [{ pools: [], amount_out: "3600000000" }]);
  assert.deepEqual(quote.pays, [{ asset: "cw20:credit", amount: 3_600_000_000n }, { asset: NET, amount: 23n }]);
  assert.deepEqual(quote.back, []);
  const holdings = { wallet: new Map([[NET, 5n]]), account: new Map([[NET, 10n]]) };
  assert.equal(netFromWallet(snapshot, quote, holdings), 78n);
  const [deposit, send] = jobMessages(snapshot, view, request, quote, holdings);
  assert.deepEqual(deposit, { contract: "pool", msg: { deposit: {} }, funds: [{ denom: NET, amount: 78n }] });
  assert.equal(send?.contract, "credit");
  assert.deepEqual(missing(quote.most, holdings), [{ asset: "cw20:credit", amount: 3_600_000_000n }, { asset: NET, amount: 78n }]);
  const rich = { ...holdings, account: new Map([[NET, 88n]]) };
  assert.equal(jobMessages(snapshot, view, request, quote, rich).length, 1);
});

test("a lease and more time for it are swaps that end in the lease-market", async () => {
  const key = `ssh-ed25519 ${lineOf("07".repeat(32)).split(" ")[1]} me@pc`;
  const { order } = readLease({ ...EMPTY_LEASE, class: "h100", time: "120", sshKey: key }, snapshot, config);
  assert.deepEqual(order?.request, { class: "h100", gpus: 1, seconds: 7_200, ssh_key: "07".repeat(32) });
  const lease = source({ quote: { ...answer, pledge: "100", legs: one } });
  const quote: Quote = await quoteLease(lease, view, { gpus: 1, seconds: 7_200 }, { asset: "net", from: "wallet" }, 0);
  assert.equal(quote.stake, 100n);
  assert.deepEqual(quote.most, [{ asset: NET, amount: 1_020n, from: "wallet" }]);
  assert.deepEqual(quote.back, []);
  const to = (messages: readonly { msg: unknown }[]) => (messages[0]?.msg as { swap_exact_out: { to: { call: { contract: string; msg: jobMarket.Binary } } } }).swap_exact_out.to.call;
  if (!order) return assert.fail("expected an order");
  assert.equal(to(leaseMessages(snapshot, order.request, quote)).contract, "leases");
  assert.deepEqual(fromBinary(to(topUpMessages(snapshot, 3, 600, quote)).msg), { top_up: { lease_id: 3, seconds: 600, max_payment: "1020" } });
});

test("a quote is of one block, also where the page's snapshot goes on before all answers have come", async () => {
  const { rpc, ...rest } = source({ quote: { ...answer, legs: one }, quote_exact_out: { paid: { asset: {}, amount: "600" } } });
  const status = { height: 7 };
  const heights: number[] = [];
  const slow = {
    query: (contract: string, msg: Record<string, unknown>, height: number) => {
      heights.push(height);
      status.height += 1;
      return (rpc as { query: (contract: string, msg: Record<string, unknown>) => Promise<unknown> }).query(contract, msg);
    },
  };
  const quote = await quoteJob({ ...rest, rpc: slow as never, snapshot: { ...snapshot, status: status as never } }, view, asked, { asset: "usd", from: "wallet" }, 100);
  assert.deepEqual([quote.height, heights], [7, [7, 7]]);
});

test("a dearer quote keeps the worst case of the one before it, a cheaper one brings its own", async () => {
  const at = (cost: string, usd: string, pay: Pay) => (limit: Limit) => quoteJob(
    source({ quote: { ...answer, cost, worth: cost, legs: one }, quote_exact_out: { paid: { asset: {}, amount: usd } } }), view, asked, pay, limit);
  const net = { asset: "net", from: "wallet" } as const;
  const first = await quoteWithin(at("1000", "0", net), 100, undefined);
  const dearer = await quoteWithin(at("1005", "0", net), 100, first);
  assert.deepEqual([dearer.maxPayment, dearer.most, dearer.pays, dearer.back], [1_031n, first.most, [{ asset: NET, amount: 1_028n }], [{ asset: NET, amount: 6n }]]);
  const beyond = await quoteWithin(at("1100", "0", net), 100, first);
  assert.deepEqual([beyond.maxPayment, beyond.back], [1_031n, []]);
  assert.deepEqual(costsOf(beyond)[0], { now: 1_120n, limit: 1_031n });
  assert.equal((await quoteWithin(at("900", "0", net), 100, first)).maxPayment, 930n); // ⌈920·1.01⌉
  // The rate of dollars alone is worse: they buy as much NET, for no more than was shown.
  const usd = { asset: "usd", from: "wallet" } as const;
  const dollars = await quoteWithin(at("1000", "600", usd), 100, undefined);
  const weaker = await quoteWithin(at("1000", "605", usd), 100, dollars);
  assert.deepEqual([weaker.first, weaker.most, weaker.back[0]], [dollars.first, dollars.most, { asset: "uusd", amount: 1n, to: "wallet" }]);
});

test("a limit is rounded up", () => {
  assert.equal(withLimit(100n, 0), 100n);
  assert.equal(withLimit(1n, 1), 2n);
  assert.equal(withLimit(10_000n, 150), 10_150n);
});

test("of the take of a job that nobody took the part for its occupancy is kept", () => {
  assert.equal(usedTake(1_000n, 100n, 100n, 6_000, 0), 0n);
  assert.equal(usedTake(1_000n, 36_000_000n, 36_000_000n, 6_000, 600), 100n);
  assert.equal(usedTake(1_001n, 36_000_000n, 36_000_000n, 6_000, 600), 101n);
  assert.equal(usedTake(1_000n, 100n, 100n, 6_000, 600), 1_000n);
  assert.equal(usedTake(1_000n, 100n, 40n, 6_000, 0), 600n);
});

/** A class at a backlog, with so many proven GPUs. */
const occupied = (proven: number, backlog: number, target_bps = 6_000, window = 600): Occupied => ({
  backlog, proven_gpus: proven, terms: { take: { base_bps: 200, max_multiplier_bps: 40_000, target_bps, window } },
} as unknown as Occupied);

test("of the take of a job that is to be requested what it cannot add to the backlog is kept, too", () => {
  // log2(4)/log2(9/8) = 11.7699…: by hand ⌊4,000·600·2·2^64/3,134,563,013,331,062,592⌋.
  assert.equal(mostBacklog(occupied(1, 0).terms.take), 28_247_756n);
  assert.equal(mostBacklog({ ...occupied(1, 0).terms.take, max_multiplier_bps: 10_000 }), 0n);
  // 3,600 credits on one proven GPU are 3.6·10^7 ticks; a window of 10 h has room for all of them.
  assert.equal(keptTake(1_000n, 3_600_000_000n, occupied(1, 0, 6_000, 36_000), 600), 100n);
  assert.equal(keptTake(1_000n, 3_600_000_000n, occupied(0, 0), 600), 1_000n);
  // 10 h on two proven GPUs are 1.8·10^8 ticks, of which 28,247,756 are added and 24,647,756 are left after 600 s: the take less
  // 24,647,756/180,000,000 of it, ⌈2,660,000·155,352,244/180,000,000⌉. Without the cap it would be 53,200.
  assert.equal(keptTake(2_660_000n, 36_000_000_000n, occupied(2, 0), 600), 2_295_761n);
  // With a backlog of 20,000,000 only 8,247,756 are added; at the most, and beyond it, nothing is.
  assert.equal(keptTake(2_660_000n, 36_000_000_000n, occupied(2, 20_000_000), 600), 2_591_317n);
  assert.equal(keptTake(2_660_000n, 36_000_000_000n, occupied(2, 28_247_756), 600), 2_660_000n);
  assert.equal(keptTake(2_660_000n, 36_000_000_000n, occupied(2, 28_247_757), 0), 2_660_000n);
});

test("a call falls to the first debtor that fits, which pays the lesser of collateral and price", () => {
  const debt = (provider: string, due: number, open: string, collateral: string, gpus = 4) => ({ provider, due, open, collateral, gpus }) as never;
  const job = { gpus: 1, credits: 1_000_000n, minDamages: 500n };
  assert.equal(callValue(view, 2_000_000n), 1_800n);
  assert.deepEqual(whoIsCalled([debt("later", 50, "9000000", "99999"), debt("first", 0, "2000000", "4000")], view, job, 10), { provider: "first", amount: 900n });
  assert.deepEqual(whoIsCalled([debt("poor", 0, "2000000", "100"), debt("next", 0, "2000000", "1200")], view, job, 10), { provider: "next", amount: 600n });
  assert.equal(whoIsCalled([debt("small", 0, "999999", "99999"), debt("busy", 0, "2000000", "4000", 0)], view, job, 10), null);
  const traded = { ...view, prices: { twap_30m: "1000", twap_24h: "1200.5" } } as unknown as ClassView;
  assert.equal(callValue(traded, 2_000_000n), 2_401n);
});

test("digests of files are those of the contract", async () => {
  const sha = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
  assert.equal(await digestOf(new TextEncoder().encode("hello")), sha(Buffer.from("hello")).toString("hex"));
  const bytes = new Uint8Array(4 * CHUNK + 5).fill(7);
  const leaf = (index: number) => sha(Buffer.from([0]), bytes.slice(index * CHUNK, (index + 1) * CHUNK));
  const node = (left: Uint8Array, right: Uint8Array) => sha(Buffer.from([1]), left, right);
  const pairs = node(node(leaf(0), leaf(1)), node(leaf(2), leaf(3)));
  const root = node(pairs, leaf(4)).toString("hex");
  assert.deepEqual(await inputDigest(bytes, true), { digest: root, form: { chunks: { count: 5 } } });
  assert.deepEqual((await inputDigest(bytes, false)).form, null);
  assert.deepEqual((await inputDigest(bytes.slice(0, 9), true)).form, { bytes: { len: 9 } });
  const third = await chunkOf(bytes, 2);
  assert.deepEqual(third.path, [leaf(3), node(leaf(0), leaf(1)), leaf(4)].map((hash) => hash.toString("hex")));
  assert.equal(third.root, root);
  assert.deepEqual((await chunkOf(bytes, 4)).path, [pairs.toString("hex")]);
  await assert.rejects(chunkOf(bytes, 5), /chunk 5/);
  await assert.rejects(inputDigest(new Uint8Array(), true), /empty/);
});

test("an SSH key is ed25519 as OpenSSH writes it, and an endpoint cannot be a command", () => {
  const line = lineOf("07".repeat(32));
  assert.equal(keyOf(`${line} me@pc`), "07".repeat(32));
  for (const wrong of ["", "ssh-rsa AAAA", line.slice(0, -4), "-----BEGIN OPENSSH PRIVATE KEY-----"]) assert.throws(() => keyOf(wrong), KeyError);
  assert.deepEqual(endpointOf("gpu7.example:2222"), { host: "gpu7.example", port: "2222" });
  assert.deepEqual(endpointOf("[2001:db8::1]:22"), { host: "2001:db8::1", port: "22" });
  assert.deepEqual(endpointOf("10.0.0.1"), { host: "10.0.0.1", port: "22" });
  for (const wrong of ["-oProxyCommand=x", "a b", "host;rm", "*", "host:0", "host:99999", "[host]:22", "$(x)", "host:22:22", ""]) assert.equal(endpointOf(wrong), null);
  // A key counts for its lease, and not for a host that its provider names.
  const lease = { chainId: "market-1", leaseMarket: "wasm1qqqqqq7abcdefg", id: 7 };
  assert.equal(knownHosts(lease, "07".repeat(32)), `compute-amm-market-1-7abcdefg-lease-7 ${line}`);
  assert.equal(sshCommand({ host: "h", port: "23" }, lease), "ssh -o HostKeyAlias=compute-amm-market-1-7abcdefg-lease-7 -o StrictHostKeyChecking=yes -o ForwardAgent=no -p 23 root@h");
});
