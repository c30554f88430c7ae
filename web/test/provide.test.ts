import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { ChainEvent } from "../src/chain/events.js";
import type { Rpc } from "../src/chain/rpc.js";
import type { Contracts } from "../src/chain/snapshot.js";
import { ATOMICS } from "../src/money/ratio.js";
import { formatHours } from "../src/money/gpu.js";
import { admissionBytes, admissionDigest, parseAdmission, type Given } from "../src/pages/provide/admission.js";
import { beginningsOf } from "../src/pages/provide/beginnings.js";
import { jobsOf, leasesOf, marksOf, score } from "../src/pages/provide/earnings.js";
import { callable, collateralOf, freedBy, leastGpus, mintRoom, progress, tooSmall, type Position, type Seen } from "../src/pages/provide/model.js";
import { providerToml } from "../src/pages/provide/toml.js";

const NET = 1_000_000n;
const position = (over: Partial<Position> = {}): Position => ({
  class: "c", bond: 5_000n * NET, locked: 0n, collateral: 0n, held: 0n, free: 5_000n * NET, open: 0n, called: 0n, due: 0, gpus: 8, busy: 0,
  pledgedGpus: 0, calledGpus: 0, provenGpus: 1, admittedUntil: null, reputationBps: 1_000, good: 0n, bad: 0n, ...over,
});
const standard = { gpus: 8, least: 1_000n * NET, most: 28_800n * NET };

test("the worked example of credits.md: a mint, a redemption", () => {
  // 1,000,000 credits at 1,400 unet with 200 %: 2,800 NET, and the one unit for a price that is cut.
  assert.equal(collateralOf(1_000_000n * NET, 1_400n * ATOMICS, 20_000), 2_800n * NET + 1n);
  const owing = position({ open: 1_000_000n * NET, collateral: 2_800n * NET });
  assert.equal(freedBy(owing, 200_000n * NET), 560n * NET);
  assert.equal(freedBy(position(), 5n), 0n);
});

test("a mint is bounded by GPUs, bond and cap", () => {
  const terms = { horizon: 1_209_600, coverageBps: 20_000, price: 1_400n * ATOMICS, cap: null };
  const room = mintRoom(position(), terms);
  assert.equal(room.by, "bond");
  assert.ok(collateralOf(room.credits, terms.price, 20_000) <= 5_000n * NET);
  assert.ok(collateralOf(room.credits + NET, terms.price, 20_000) > 5_000n * NET);
  assert.deepEqual(mintRoom(position({ free: 10n ** 12n }), terms), { credits: 8n * 1_209_600n * NET, by: "gpus" });
  assert.deepEqual(mintRoom(position(), { ...terms, cap: 7n }), { credits: 7n, by: "cap" });
  assert.equal(mintRoom(position({ gpus: 0 }), terms).credits, 0n);
});

test("a debt is callable from its time on, if it is large enough and there are GPUs", () => {
  assert.equal(callable(position(), standard, 5).kind, "no-debt");
  assert.equal(callable(position({ open: 5n }), standard, 5).kind, "too-small");
  assert.equal(callable(position({ open: 5n }), null, 5).kind, "too-small");
  assert.deepEqual(callable(position({ open: 28_800n * NET, due: 9 }), standard, 5), { kind: "from", at: 9 });
  assert.equal(callable(position({ open: 28_800n * NET, due: 5 }), standard, 5).kind, "now");
  assert.equal(callable(position({ open: 28_800n * NET, calledGpus: 8 }), standard, 5).kind, "no-gpus");
  assert.equal(tooSmall(5n, standard), standard.most);
  assert.equal(tooSmall(0n, standard), undefined);
});

test("GPUs that must stay: the busy ones, those of the debt, those of a standard job", () => {
  const horizon = 100;
  assert.deepEqual(leastGpus(position({ busy: 3 }), horizon, standard), { gpus: 3, by: "busy" });
  assert.deepEqual(leastGpus(position({ open: 901n * NET }), horizon, null), { gpus: 10, by: "debt" });
  assert.deepEqual(leastGpus(position({ open: NET }), horizon, standard), { gpus: 8, by: "standard" });
  assert.deepEqual(leastGpus(position(), horizon, standard), { gpus: 0, by: "none" });
});

const seen: Seen = {
  known: false, active: false, alive: false, bond: 0n, lockMin: NET, gpus: 0, owed: 0n, minted: false, redeemed: false, supplied: false, worked: false, paid: false,
};
const now = (one: Seen) => progress(one).find(({ state }) => state === "now")?.id;

test("the way leads over what is not optional, in order", () => {
  assert.equal(now(seen), "register");
  assert.equal(now({ ...seen, known: true, active: true, alive: true }), "bond");
  assert.equal(now({ ...seen, known: true, active: true, alive: true, bond: NET }), "offer");
  assert.equal(now({ ...seen, known: true, active: true, bond: NET, gpus: 8 }), "alive");
  assert.equal(now({ ...seen, known: true, active: true, alive: true, bond: NET, gpus: 8 }), "work");
  assert.equal(now({ ...seen, known: true, active: true, alive: true, bond: NET, gpus: 8, worked: true, paid: true }), undefined);
  const left = progress({ ...seen, known: true, minted: true, redeemed: true });
  assert.deepEqual(left.filter(({ state }) => state === "done").map(({ id }) => id), ["mint", "redeem", "leave"]);
  assert.equal(left.some(({ state }) => state === "now"), false);
});

const contracts = { registry: "reg", jobMarket: "jobs", leaseMarket: "leases", pool: "pool", gateway: "g", fees: "f" } as Contracts;
const event = (contract: string, type: string, attributes: Record<string, string>, height = 1): ChainEvent =>
  ({ contract, type, attributes, height, hash: "H", tx: 0, index: 0 });

test("an end pays credits and a tip, a slash takes from the bond; only one's own counts", () => {
  const events = [
    event("jobs", "end_job", { job_id: "7", credits: "3600", tip: "5", take: "9" }),
    event("reg", "end_job", { job_id: "7", provider: "me", class: "c", how: "settled", redeemed: "3000" }),
    event("reg", "end_job", { job_id: "8", provider: "you", class: "c", how: "settled" }),
    event("evil", "end_job", { job_id: "9", provider: "me", class: "c", how: "settled" }),
    event("reg", "end_job", { job_id: "10", provider: "me", class: "c", how: "defaulted", client: "40", burned: "10" }),
  ];
  const rows = jobsOf(events, contracts, "me").map(({ at: _, ...row }) => row);
  assert.deepEqual(rows.map(({ id, how, credits, redeemed, net, lost }) => [id, how, credits, redeemed, net, lost]), [
    [7, "settled", 3_600n, 3_000n, 5n, 0n], [10, "defaulted", 0n, 0n, 0n, 50n],
  ]);
});

test("a lease pays by claims, and at its end", () => {
  const events = [
    event("leases", "claim", { lease_id: "4", paid: "310", earned: "1" }), event("leases", "claim", { lease_id: "5", paid: "9", earned: "1" }),
    event("leases", "end_lease", { lease_id: "4", state: "stopped", paid: "20", refunded: "7", earned: "1" }),
    event("reg", "end_pledge", { provider: "me", market: "leases", id: "4", slashed: "12" }),
  ];
  const rows = leasesOf(events, contracts, "me", new Map([[4, "c"]]));
  assert.deepEqual(rows.map(({ how, credits, lost }) => [how, credits, lost]), [["claim", 310n, 0n], ["stopped", 20n, 12n]]);
});

test("reputation follows from what the chain remembers", () => {
  const prior = { a: 10n, b: 90n, lambda: 4 };
  assert.equal(score(0n, 0n, prior), 1_000);
  assert.equal(score(100n, 0n, prior), 5_500);
  assert.equal(score(0n, 25n, prior), 500);
  const marks = marksOf([
    event("reg", "position", { remembered_at: "30", bad: "25" }, 3), event("reg", "position", { locked: "1" }, 2),
    event("reg", "position", { remembered_at: "10", good: "100" }, 1),
  ], prior);
  assert.deepEqual(marks.map(({ time, bps }) => [time, bps]), [[10, 5_500], [30, 3_666]]);
});

test("an admission's bytes are those of the statement", async () => {
  const admitted = { chainId: "ab", registry: "r", class: "c", provider: "p", gpus: 4, expiry: 258 };
  const bytes = admissionBytes(admitted);
  assert.equal(new TextDecoder().decode(bytes.slice(0, 24)), "compute-amm/admission/v1");
  assert.deepEqual([...bytes.slice(24)], [0, 0, 0, 2, 97, 98, 0, 0, 0, 1, 114, 0, 0, 0, 1, 99, 0, 0, 0, 1, 112, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 1, 2]);
  assert.match(await admissionDigest(admitted), /^[0-9a-f]{64}$/);
});

test("an admission is what attestors gave, with the expiry that they chose", () => {
  const signature = `${"A".repeat(86)}==`;
  const given = (part: object) => parseAdmission(JSON.stringify({ expiry: 2_000, signatures: [{ key: 0, signature }, { key: 2, signature }], ...part }), 1_000);
  const reason = (one: Given) => ("reason" in one ? one.reason : "none");
  assert.deepEqual(given({}), { admission: { expiry: 2_000, signatures: [{ key: 0, signature }, { key: 2, signature }] } });
  assert.match(reason(given({ expiry: 1_000 })), /from 1001 to 31537000/);
  assert.match(reason(given({ expiry: 1_000 + 365 * 86_400 + 1 })), /Unix seconds/);
  assert.match(reason(given({ expiry: "2000" })), /got "2000"/);
  assert.match(reason(given({ expiry: undefined })), /got undefined/);
  assert.match(reason(given({ signatures: [] })), /at least one/);
  assert.match(reason(given({ signatures: [{ key: 0, signature: "AA==" }] })), /64 bytes/);
  assert.match(reason(given({ signatures: [null] })), /got null/);
  assert.match(reason(given({ signatures: [{ key: 1, signature }, { key: 1, signature }] })), /twice/);
  assert.match(reason(given({ gpus: 4 })), /“gpus” too/);
  for (const text of [`0:${signature}`, "[]", "null", "7"]) assert.match(reason(parseAdmission(text, 1_000)), /Expected \{"expiry"/);
});

/** Keys of a file by the table in which they stand, `""` for those above all tables; those of `[workloads]` are digests. */
function keysOf(text: string): Map<string, string[]> {
  const tables = new Map<string, string[]>([["", []]]);
  let table = "";
  for (const line of text.split("\n")) {
    const head = /^\[(\w+)\]$/.exec(line);
    const key = /^"?(\w+)"? = /.exec(line);
    if (head) tables.set((table = head[1]!), []);
    else if (key) tables.get(table)!.push(key[1]!);
    else assert.match(line, /^(#.*)?$/, "a comment, or nothing");
  }
  return tables;
}

test("the agent's file has keys that the agent knows, and all that it asks for", () => {
  const known = (file: string) => /KEYS: \[&str; \d+\] =\s*\[([^\]]*)\]/.exec(readFileSync(`../agent/src/${file}.rs`, "utf8"))![1]!.match(/\w+/g)!;
  const [keys, ofLeases] = [known("config"), known("lease_config")];
  assert.deepEqual([keys.length, ofLeases.length], [13, 9]);
  const docs = readFileSync("../docs/agent.md", "utf8");
  const required = (from: string, to: string) => [...docs.slice(docs.indexOf(from), docs.indexOf(to)).matchAll(/^\| `(\w+)` \|.*\| must be said[^|]*\|$/gm)].map(([, key]) => key!);
  const [must, mustOfLeases] = [required("## `provider.toml`", "## `attestor.toml`"), required("| in `[leases]`", "A hook finds")];
  assert.deepEqual([must, mustOfLeases], [["chain", "key", "workloads"], ["start", "end", "keep_gpus"]]);
  const method = { method: 1, params: { name: "attested", kind: { attestation: { threshold: 1, keys: [] } } } } as never;
  const template = { terms: { program: "ab".repeat(32) } } as never;
  for (const templates of [[], [template, template]]) {
    for (const leases of [false, true]) {
      const tables = keysOf(providerToml({ chainId: "net-1", contracts, class: "h100", symbol: "NET", templates, leases, price: "900", methods: [method] }));
      const written = [...tables.get("")!, ...[...tables.keys()].filter(Boolean)];
      assert.deepEqual(written.filter((key) => !keys.includes(key)), []);
      // With [leases] it may be left out, and must not be empty.
      assert.deepEqual(must.filter((key) => !written.includes(key)), leases && templates.length === 0 ? ["workloads"] : []);
      for (const digests of tables.has("workloads") ? [tables.get("workloads")!] : []) {
        assert.equal(digests.length, 1);
        assert.match(digests[0]!, /^[0-9a-f]{64}$/);
      }
      assert.equal(tables.has("leases"), leases);
      if (!leases) continue;
      assert.deepEqual(tables.get("leases")!.filter((key) => !ofLeases.includes(key)), []);
      assert.deepEqual(mustOfLeases.filter((key) => !tables.get("leases")!.includes(key)), []);
    }
  }
});

test("what others named on the chain cannot end a line of the agent's file", () => {
  const text = providerToml({
    chainId: "net-1", contracts, class: "h100", symbol: "NET", templates: [], leases: true, price: "900",
    methods: [{ method: 1, params: { name: 'x"]\n[evil', kind: { attestation: { threshold: 1, keys: [] } } } } as never],
  });
  assert.ok(text.includes("#   1: x][evil\n"));
  assert.ok(text.includes('classes = ["h100"]') && text.includes("job-market   jobs") && text.includes("[leases]"));
  assert.equal(text.split("\n").filter((line) => line.startsWith("[")).join(), "[leases]");
});

test("a program that is no digest becomes no workload of the agent's file", () => {
  const digest = "ab".repeat(32);
  const evil = [`${digest} = ['sh', '-c', 'evil'] #`, `${digest}" = ["evil"] #`, `${digest}\n`, `evil\n${digest}`, digest.toUpperCase(), digest.slice(2), "", ["sh"], null];
  const write = (programs: readonly unknown[], method: unknown) => providerToml({
    chainId: "net-1", contracts, class: "h100", symbol: "NET", leases: false, price: "900",
    templates: programs.map((program) => ({ terms: { program } }) as never),
    methods: [{ method, params: { name: "attested", kind: { attestation: { threshold: 1, keys: [] } } } } as never],
  });
  const text = write([...evil, digest], "1\nkey = 'evil'");
  assert.ok(!/evil/.test(text.replace(/^#.*$/gm, "")));
  assert.deepEqual(keysOf(text).get("workloads"), [digest]);
  assert.equal(write(evil, 1), write([], 1));
});

test("GPU time in hours", () => {
  assert.equal(formatHours(3_600n * NET), "1 GPU-hour");
  assert.equal(formatHours(5_400n * NET), "1.5 GPU-hours");
  assert.equal(formatHours(1_200n * NET), "20 GPU-minutes");
  assert.equal(formatHours(NET), "1 GPU-second");
  assert.equal(formatHours(0n), "0 GPU-hours");
});

test("where the wait of a job began is what the node tells of it, and not known where it tells nothing", async () => {
  const rpc = {
    txs: (query: string) => query.includes("job_id='3'") ? Promise.reject(new Error("no index")) : Promise.resolve({ txs: query.includes("submit_result.job_id='1'") ? [{ height: 7 }] : [], total: 1 }),
    blockTime: (height: number) => Promise.resolve(height * 10),
  } as unknown as Rpc;
  const jobs = [{ job_id: 1, state: "submitted" }, { job_id: 2, state: "disputed" }, { job_id: 3, state: "submitted" }] as const;
  assert.deepEqual([...(await beginningsOf(rpc, "jobs", jobs))], [[1, { height: 7, time: 70 }]]);
});
