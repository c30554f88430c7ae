import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChainEvent } from "../src/chain/events.js";
import { actionsOf, waitOf, type Around } from "../src/pages/job/actions.js";
import { plainMessage } from "../src/pages/job/messages.js";
import { bondOf, happenings, refundOf, titleOf, type JobNow } from "../src/pages/job/story.js";
import { refundOf as leaseRefund, topUpRoom } from "../src/pages/lease/story.js";
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
const kinds = (now: JobNow, part: Partial<Around> = {}) => actionsOf(now, around(part)).map(({ kind }) => kind);

test("an open job is its owner's to withdraw until its time is over, and then anybody's to end", () => {
  assert.deepEqual(kinds(job("open")), ["cancel"]);
  assert.deepEqual(kinds(job("open"), { me: "other" }), []);
  assert.deepEqual(kinds(job("open"), { now: 100 }), ["timeout"]);
  assert.deepEqual(kinds(job("open"), { now: 100, me: "other" }), ["timeout"]);
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
  assert.deepEqual(kinds(job("open", standard), { now: 100 }), ["call", "timeout"]);
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
  assert.deepEqual(kinds(job("submitted"), { method: APPROVED, now: 100 }), ["timeout"]);
  const [challenge] = actionsOf(job("submitted", { challenge_bond: "9" }), around({ method: ON_DEMAND, me: "other" }));
  assert.equal(challenge?.kind, "challenge");
  assert.equal(challenge?.bond, 9n);
  assert.match(challenge?.what ?? "", /reporter/);
  assert.doesNotMatch(actionsOf(job("submitted", { challenge_bond: "9" }), around({ method: ON_DEMAND }))[0]?.what ?? "", /reporter/);
  assert.match(waitOf(job("submitted"), APPROVED), /silence approves/);
});

test("input that was asked for is anybody's to bring; a stopped method ends every job", () => {
  assert.deepEqual(kinds(job("awaiting_input", { data_request: { bond: "1" } }), { me: "other" }), ["answer"]);
  assert.deepEqual(kinds(job("awaiting_input"), { now: 100 }), ["timeout"]);
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
