import assert from "node:assert/strict";
import { test } from "node:test";
import { concat, field, toBase64 } from "../src/chain/proto.js";
import { proofIn } from "../src/pages/job/proof.js";
import type { Clock } from "../src/chain/clock.js";
import type { ChainEvent } from "../src/chain/events.js";
import type { Rpc } from "../src/chain/rpc.js";
import { actionsOf, waitOf, type Around } from "../src/pages/job/actions.js";
import { plainMessage } from "../src/pages/job/messages.js";
import { bondOf, happenings, readJob, refundOf, titleOf, type JobNow } from "../src/pages/job/story.js";
import { readStory as leaseStory, refundOf as leaseRefund, topUpRoom } from "../src/pages/lease/story.js";
import { follow } from "../src/pages/shared/open.js";
import { maybeEarly, overOf, stillTaken } from "../src/pages/shared/deadline.js";
import { pagesOf } from "../src/pages/jobs/list.js";

const method = (kind: unknown, disabled = false) => ({ method: 1, disabled, params: { kind } }) as unknown as NonNullable<Around["method"]>;
const ATTESTED = method({ attestation: { threshold: 2, keys: [] } });
const APPROVED = method({ client_approval: { arbiter: 4 } });
const ON_DEMAND = method({ optimistic: {} });
const around = (part: Partial<Around> = {}): Around => ({ me: "owner", now: 50, paused: false, method: ATTESTED, kept: 7n, net: (amount) => `${amount} NET`, ...part });
const job = (state: string, open: Record<string, unknown> = {}): JobNow => ({
  job: { job_id: 1, state, open: { owner: "owner", payer: "owner", deadline: 100, take: "20", tip: "3", min_damages: "0", called: false, ...open } },
  call: null,
}) as unknown as JobNow;
/** Seconds 0 to 100 have passed since something happened in block 7, and so many blocks of a second. */
const past = (kind: string, blocks: number): Partial<Around> => ({
  now: 100, chain: { height: 7 + blocks, millis: 1_000 }, story: [{ kind, event: { height: 7 }, registry: undefined, at: 0, exact: 0 }] as unknown as NonNullable<Around["story"]>,
});
const kinds = (now: JobNow, part: Partial<Around> = {}) => actionsOf(now, around(part)).map(({ kind }) => kind);

test("an open job is its owner's to withdraw until its time is over, and then anybody's to end", () => {
  assert.deepEqual(kinds(job("open")), ["cancel"]);
  assert.deepEqual(kinds(job("open"), { me: "other" }), []);
  assert.deepEqual(kinds(job("open"), { now: 100 }), ["timeout", "cancel"]);
  assert.ok(actionsOf(job("open"), around({ now: 100 })).every(({ doubt }) => /accepting was paused/.test(doubt ?? "")));
  assert.deepEqual(kinds(job("open"), { now: 100, me: "other" }), ["timeout"]);
  const known = { ...job("open"), neverPaused: true };
  assert.deepEqual(kinds(known, past("request_job", 100)), ["timeout"]);
  assert.deepEqual(kinds(known, past("request_job", 20)), ["cancel"]);
  assert.deepEqual(kinds(job("open"), { now: 100, me: undefined }), []);
  // While accepting is paused no wait passes, and the owner has all back.
  const [paused, ...none] = actionsOf(job("open"), around({ now: 100, paused: true }));
  assert.equal(paused?.kind, "cancel");
  assert.match(paused?.what ?? "", /whole take/);
  assert.deepEqual(none, []);
});

test("a standard job is called once its time is over, by its owner or by anyone where it says so", () => {
  const standard = { template: 1 };
  assert.deepEqual(kinds(job("open", standard)), ["cancel"]);
  assert.deepEqual(kinds(job("open", standard), { now: 100 }), ["call", "timeout", "cancel"]);
  assert.deepEqual(kinds(job("untaken", standard)), ["call"]);
  assert.deepEqual(kinds(job("untaken", standard), { me: "other" }), []);
  assert.deepEqual(kinds(job("untaken", { ...standard, anyone_may_call: true }), { me: "other" }), ["call"]);
  assert.deepEqual(kinds(job("untaken", standard), { now: 100 }), ["call", "timeout"]);
  const called = { ...job("called", standard), call: { held: "30", value: "40" } } as unknown as JobNow;
  assert.match(actionsOf(called, around({ now: 100 }))[0]?.what ?? "", /damages of 30 NET/);
});

test("a result waits for whom its method names", () => {
  assert.deepEqual(kinds(job("submitted")), []);
  assert.deepEqual(kinds(job("submitted", { dispute_bond: "5" }), { method: APPROVED }), ["approve", "dispute"]);
  assert.deepEqual(kinds(job("submitted"), { method: APPROVED, me: "other" }), []);
  assert.deepEqual(kinds(job("submitted"), { method: APPROVED, now: 100 }), ["approve", "dispute", "timeout"]);
  assert.deepEqual(kinds(job("submitted"), { method: APPROVED, ...past("submit_result", 100) }), ["timeout"]);
  assert.deepEqual(kinds(job("submitted"), { method: APPROVED, ...past("submit_result", 20) }), ["approve", "dispute"]);
  const [challenge] = actionsOf(job("submitted", { challenge_bond: "9" }), around({ method: ON_DEMAND, me: "other" }));
  assert.equal(challenge?.kind, "challenge");
  assert.equal(challenge?.bond, 9n);
  assert.match(challenge?.what ?? "", /reporter/);
  assert.doesNotMatch(actionsOf(job("submitted", { challenge_bond: "9" }), around({ method: ON_DEMAND }))[0]?.what ?? "", /reporter/);
  assert.match(waitOf(job("submitted"), APPROVED), /silence approves/);
});

test("input that was asked for is anybody's to bring; a stopped method ends every job", () => {
  assert.deepEqual(kinds(job("awaiting_input", { data_request: { bond: "1" } }), { me: "other" }), ["answer"]);
  assert.deepEqual(kinds(job("awaiting_input"), { now: 100 }), ["answer", "timeout"]);
  assert.deepEqual(kinds(job("awaiting_input"), past("request_data", 100)), ["timeout"]);
  for (const state of ["assigned", "submitted", "disputed", "challenged", "called"]) {
    assert.deepEqual(kinds(job(state), { method: method({ attestation: {} }, true) }), ["timeout"], state);
  }
  assert.match(actionsOf(job("assigned"), around({ now: 100 }))[0]?.what ?? "", /late/);
  const ended = { job: { job_id: 1, state: "settled", open: null, callback: { contract: "c" } }, call: null } as unknown as JobNow;
  assert.deepEqual(kinds(ended), ["tell"]);
  assert.deepEqual(kinds({ ...ended, job: { ...ended.job, callback: null } }), []);
});

test("a bond comes from the wallet or an account", () => {
  const terms = { contracts: { jobMarket: "jobs" }, networkDenom: "unet" } as never;
  assert.deepEqual(plainMessage(terms, 4, { kind: "dispute", bond: 5n }, "wallet"), { contract: "jobs", msg: { dispute_result: { job_id: 4 } }, funds: [{ denom: "unet", amount: 5n }] });
  assert.deepEqual(plainMessage(terms, 4, { kind: "challenge", bond: 5n }, "account"),
    { contract: "jobs", msg: { challenge_result: { job_id: 4, from: { account: { amount: "5" } } } }, funds: [] });
  assert.throws(() => plainMessage(terms, 4, { kind: "answer", bond: null }, "wallet"), RangeError);
});

const event = (type: string, attributes: Record<string, string>, contract = "jobs", index = 0, hash = "A"): ChainEvent =>
  ({ type, contract, attributes: { job_id: "4", ...attributes }, hash, height: 5, tx: 0, index });

test("a story has the job's own events, with what the registry says beside them", () => {
  const contracts = { jobMarket: "jobs", gateway: "gateway", registry: "registry" };
  const story = happenings([
    event("end_job", { state: "settled" }, "jobs", 3), event("end_job", { how: "settled" }, "registry", 4), event("bring_verdict", { valid: "true" }, "gateway", 2),
    event("end_job", { state: "faulted" }, "impostor", 1), event("request_job", { job_id: "5" }, "jobs", 0),
  ], contracts, 4);
  assert.deepEqual(story.map(({ kind }) => kind), ["bring_verdict", "end_job"]);
  assert.equal(story[1]?.registry?.attributes["how"], "settled");
  assert.equal(titleOf({ kind: "end_job", event: event("end_job", { state: "faulted", fault: "fraud" }) }), "Ended: the result was false");
});

test("what comes back follows from how it ended", () => {
  const end = (state: string) => event("end_job", { state, credits: "100", take: "20", earned: "5", tip: "3" });
  assert.deepEqual(refundOf(end("expired"), undefined), { credits: 100n, net: 18n, damages: 0n });
  assert.deepEqual(refundOf(event("end_job", { state: "settled", credits: "100", take: "20", earned: "20", tip: "3" }), undefined), { credits: 0n, net: 0n, damages: 0n });
  const damages = event("end_job", { how: "defaulted", client: "40" }, "registry");
  assert.deepEqual(refundOf(event("end_job", { state: "defaulted", credits: "100", take: "20", earned: "0", tip: "3" }), damages), { credits: 0n, net: 63n, damages: 40n });
  assert.deepEqual(leaseRefund(event("end_lease", { refunded: "50", earned: "2", slash: "9" }), 20n, 5n), { credits: 50n, net: 22n, slash: 9n });
});

test("a bond goes back, unless the result counts after all", () => {
  const of = (kind: string, attributes: Record<string, string>) => ({ kind, event: event(kind, attributes) });
  const end = (state: string) => of("end_job", { state, owner: "owner", credits: "100", take: "20", earned: "0", tip: "3" });
  const dispute = of("dispute_result", { bond: "9" });
  const challenge = of("challenge_result", { challenger: "other", bond: "9" });
  assert.equal(bondOf([end("settled")]), undefined);
  assert.equal(bondOf([dispute]), undefined);
  assert.deepEqual(bondOf([dispute, end("settled")]), { of: "dispute", owner: "owner", back: 0n, burned: 9n, toProvider: 0n });
  assert.deepEqual(bondOf([challenge, end("settled")]), { of: "challenge", owner: "other", back: 0n, burned: 2n, toProvider: 7n });
  for (const state of ["faulted", "refunded"]) {
    assert.equal(bondOf([challenge, end(state)])?.back, 9n);
    assert.equal(refundOf(end(state).event, undefined, bondOf([dispute, end(state)])).net, 32n);
    assert.equal(refundOf(end(state).event, undefined, bondOf([challenge, end(state)])).net, 23n);
  }
});

test("a lease takes more time until its last seconds, and no more than its provider agreed to", () => {
  const live = (end: number, latest: number) => ({ running: { end, latest_end: latest } }) as never;
  assert.equal(topUpRoom(live(1_000, 5_000), 0, 120, 2_592_000), 4_000);
  assert.equal(topUpRoom(live(1_000, 5_000), 0, 120, 3_000), 2_000);
  assert.equal(topUpRoom(live(1_000, 1_000), 0, 120, 3_000), 0);
  assert.equal(topUpRoom(live(1_000, 5_000), 880, 120, 3_000), null);
});

test("lists have at least one page", () => {
  assert.deepEqual([0, 1, 20, 21].map(pagesOf), [1, 1, 1, 2]);
});

test("a wait is over once its seconds and its blocks have passed, as the contract counts them", () => {
  const blocks = (height: number) => ({ begun: { height: 50, time: 10 }, height, millis: 1_100 });
  const wait = { deadline: 110 };
  assert.equal(overOf(wait, 109), "no");
  assert.equal(overOf(wait, 110), "perhaps");
  assert.equal(overOf(wait, 110 + 30 * 86_400), "yes");
  // ⌈100,000/1,100⌉ = 91 blocks.
  assert.deepEqual([140, 141].map((height) => overOf({ ...wait, blocks: blocks(height) }, 500)), ["no", "yes"]);
  assert.equal(overOf({ ...wait, blocks: blocks(60) }, 110 + 30 * 86_400), "yes");
  // A chain that restarted lower counts all of its blocks.
  assert.deepEqual([20, 49].map((height) => overOf({ deadline: 42, blocks: blocks(height) }, 500)), ["no", "yes"]);
  // A pause that was lifted begins the wait for somebody anew, nobody here knows when; while it lasts nothing passes.
  assert.equal(overOf({ ...wait, blocks: blocks(200), taker: { paused: false } }, 110 + 30 * 86_400), "perhaps");
  assert.equal(overOf({ ...wait, blocks: blocks(200), taker: { paused: false, never: true } }, 110), "yes");
  assert.equal(overOf({ ...wait, blocks: blocks(200), taker: { paused: true, never: true } }, 500), "no");
  assert.match(stillTaken(false), /still takes this/);
  assert.doesNotMatch(maybeEarly(false), /paused/);
});

test("lists are followed through pages in which nothing suits, as far as asked", async () => {
  const ask = ({ start_after: after = 0 }: { start_after?: number }) => Promise.resolve({ found: after === 3 ? ["one"] : [], next: after < 5 ? after + 1 : null });
  assert.deepEqual(await follow(ask, 3), { found: [], more: true });
  assert.deepEqual(await follow(ask, 5), { found: ["one"], more: true });
  assert.deepEqual(await follow(ask, 6), { found: ["one"], more: false });
});

test("a lease's claims are read to the first, or it is said that some were not", async () => {
  const rpc = (claims: number) => ({
    txs: (query: string, page: number) => {
      const total = query.includes("wasm-claim") ? claims : 0;
      const txs = Array.from({ length: Math.max(0, Math.min(100, total - (page - 1) * 100)) }, (_, index) => ({
        hash: `${page} ${index}`, height: index, index: 0, code: 0, log: "", gasUsed: 0n,
        events: [{ type: "wasm-claim", attributes: [{ key: "_contract_address", value: "leases" }, { key: "lease_id", value: "4" }] }],
      }));
      return Promise.resolve({ txs, total });
    },
  }) as unknown as Rpc;
  const clock = { marks: () => Promise.resolve([]) } as unknown as Clock;
  const read = async (claims: number) => {
    const { happened, more } = await leaseStory(rpc(claims), clock, "leases", 4);
    return [happened.length, more];
  };
  assert.deepEqual(await read(250), [250, false]);
  assert.deepEqual(await read(1_001), [1_000, true]);
});

/** A transaction of messages to contracts, base64, as a node tells it. */
const signedTx = (...messages: readonly (readonly [string, object])[]) => toBase64(field(1, concat(...messages.map(([contract, msg]) =>
  field(1, concat(field(1, "/cosmwasm.wasm.v1.MsgExecuteContract"), field(2, concat(field(1, "sender"), field(2, contract), field(3, JSON.stringify(msg))))))))));

test("the proof of a result is read out of the transaction that brought it", () => {
  const contracts = { jobMarket: "jobs", gateway: "gateway" };
  const signatures = [{ key: 0, signature: "AA==" }, { key: 2, signature: "BB==" }];
  const other = ["jobs", { submit_result: { job_id: 6, output: "00", proof: { groth16: { proof: "CC==" } } } }] as const;
  const attested = signedTx(other, ["jobs", { submit_result: { job_id: 7, output: "00", proof: { attestation: { signatures } } } }]);
  assert.deepEqual(proofIn(attested, contracts, 7), { kind: "attestation", parts: [], signatures });
  assert.deepEqual(proofIn(attested, contracts, 6), { kind: "groth16", parts: [{ name: "proof", text: "CC==" }], signatures: [] });
  assert.equal(proofIn(attested, contracts, 8), undefined);
  assert.equal(proofIn(signedTx(["elsewhere", other[1]]), contracts, 6), undefined);
  assert.equal(proofIn(signedTx(["jobs", { submit_result: { job_id: 7, output: "00" } }]), contracts, 7), undefined);
  const set = signedTx(["jobs", { submit_batch: { root: "ab", seal: "DD==", results: [{ job_id: 6, path: "" }, { job_id: 7, path: "EE==", journal: null }] } }]);
  assert.deepEqual(proofIn(set, contracts, 7)?.parts, [{ name: "root", text: "ab" }, { name: "seal", text: "DD==" }, { name: "path", text: "EE==" }]);
  assert.deepEqual(proofIn(signedTx(["gateway", { bring_verdict: { job_id: 7, valid: true, signatures } }]), contracts, 7), { kind: "verdict", parts: [], signatures });
  assert.deepEqual(proofIn(signedTx(["gateway", { bring_verdict: { job_id: 7, signatures: [null, 5, { key: "0" }] } }]), contracts, 7)?.signatures, []);
  assert.equal(proofIn(toBase64(field(1, field(1, field(1, "/cosmos.bank.v1beta1.MsgSend")))), contracts, 7), undefined);
});

test("what backs a job is told while its provider has it in hand", async () => {
  const answers = (state: string, called: boolean): Rpc => ({
    query: (_: string, msg: object) => ("job" in msg ? Promise.resolve({ job_id: 1, state, open: { class: "c", called } })
      : "job_lock" in msg ? Promise.resolve({ amount: "9", backed: "4" }) : Promise.reject(new Error("none"))),
    raw: () => Promise.resolve(undefined),
  }) as unknown as Rpc;
  const lock = async (state: string, called = false) => (await readJob(answers(state, called), { jobMarket: "jobs", registry: "registry" } as Parameters<typeof readJob>[1], 1, 7)).lock;
  assert.deepEqual([await lock("assigned"), await lock("submitted")], [{ amount: 9n, backed: 4n }, { amount: 9n, backed: 4n }]);
  assert.deepEqual([await lock("open"), await lock("untaken"), await lock("called", true), await lock("assigned", true)], [null, null, null, null], "nobody locked anything for it");
});
