import assert from "node:assert/strict";
import { test } from "node:test";
import { QueryBalanceRequest, QueryBalanceResponse, QuerySupplyOfResponse } from "cosmjs-types/cosmos/bank/v1beta1/query";
import {
  QueryRawContractStateRequest, QuerySmartContractStateRequest, QuerySmartContractStateResponse,
} from "cosmjs-types/cosmwasm/wasm/v1/query";
import { contractMessage, NodeAway, NodeRefused, NoIndex, NotYet, OtherChain, Pruned, QueryFailed } from "../src/chain/errors.js";
import { bytesOf, concat, field, fromBase64, fromHex, textOf, toBase64, toHex } from "../src/chain/proto.js";
import { Rpc, whole, type Tx } from "../src/chain/rpc.js";
import { fateOf } from "../src/wallet/life.js";

const utf8 = (text: string) => new TextEncoder().encode(text);

test("requests are encoded as the reference encodes them", () => {
  for (const size of [1, 127, 128, 16_383, 16_384, 70_000]) {
    const msg = "x".repeat(size);
    assert.deepEqual(
      concat(field(1, "wasm1pool"), field(2, msg)),
      QuerySmartContractStateRequest.encode({ address: "wasm1pool", queryData: utf8(msg) }).finish(),
    );
  }
  assert.deepEqual(
    concat(field(1, "wasm1pool"), field(2, new Uint8Array())),
    QueryRawContractStateRequest.encode({ address: "wasm1pool", queryData: new Uint8Array() }).finish(),
  );
  assert.deepEqual(
    concat(field(1, "wasm1me"), field(2, "unet")),
    QueryBalanceRequest.encode({ address: "wasm1me", denom: "unet" }).finish(),
  );
});

test("answers are decoded, unknown fields are passed over, nonsense is refused", () => {
  const data = utf8('{"a":"é"}'.repeat(100));
  const answer = QuerySmartContractStateResponse.encode({ data }).finish();
  assert.equal(textOf(answer, 1), '{"a":"é"}'.repeat(100));
  const others = concat(Uint8Array.from([0x18, 0x96, 0x01, 0x21, 1, 2, 3, 4, 5, 6, 7, 8, 0x2d, 1, 2, 3, 4]), answer);
  assert.deepEqual(bytesOf(others, 1), data);
  assert.equal(bytesOf(answer, 2), undefined);
  assert.equal(textOf(new Uint8Array(), 1), "");
  assert.throws(() => bytesOf(Uint8Array.from([0x0a, 5, 1]), 1), RangeError);
  assert.throws(() => bytesOf(Uint8Array.from([0x0b]), 1), RangeError);
  assert.throws(() => bytesOf(Uint8Array.from([0xff]), 1), RangeError);
});

test("hexadecimal and base64", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  assert.equal(toHex(bytes), Buffer.from(bytes).toString("hex"));
  assert.deepEqual(fromHex(toHex(bytes).toUpperCase()), bytes);
  assert.equal(toBase64(bytes), Buffer.from(bytes).toString("base64"));
  assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
  assert.throws(() => fromHex("0"), RangeError);
  assert.equal(whole("9007199254740991"), 9_007_199_254_740_991);
  for (const wrong of ["", "-1", "1.5", "9007199254740992", "1e3"]) assert.throws(() => whole(wrong), RangeError, wrong);
});

interface Request { readonly id: number; readonly method: string; readonly params: Record<string, string> }

/** A node that answers each request by a function; keeps what came. */
function node(answer: (request: Request, url: string) => unknown) {
  const posts: Request[][] = [];
  const fetcher = (async (url: string, init: RequestInit) => {
    const body = JSON.parse(`${init.body as string}`) as Request | Request[];
    const requests = Array.isArray(body) ? body : [body];
    posts.push(requests);
    const answers = requests.map((request) => ({ jsonrpc: "2.0", id: request.id, ...(answer(request, url) as object) }));
    // Nodes may answer in any order.
    return new Response(JSON.stringify(Array.isArray(body) ? answers.reverse() : answers[0]));
  }) as unknown as typeof fetch;
  return { fetcher, posts };
}

const abci = (value: Uint8Array) => ({ result: { response: { code: 0, log: "", value: toBase64(value) } } });
const refused = (log: string) => ({ result: { response: { code: 9, log, value: null } } });
const json = (value: unknown) => abci(QuerySmartContractStateResponse.encode({ data: utf8(JSON.stringify(value)) }).finish());

test("requests of one moment travel in batches of ten, at the height that was said", async () => {
  const { fetcher, posts } = node(({ params }) => json({ asked: textOf(fromHex(params["data"] ?? ""), 2) }));
  const rpc = new Rpc(["http://a"], undefined, fetcher);
  const answers = await Promise.all(Array.from({ length: 23 }, (_, index) => rpc.query<{ asked: string }>("wasm1c", { index }, 77)));
  assert.deepEqual(answers.map(({ asked }) => JSON.parse(asked) as unknown), answers.map((_, index) => ({ index })));
  assert.deepEqual(posts.map((post) => post.length), [10, 10, 3]);
  assert.ok(posts.flat().every(({ params, method }) => params["height"] === "77" && method === "abci_query"));
});

test("amounts of the bank are exact", async () => {
  const amount = 2n ** 127n + 1n;
  const balance = QueryBalanceResponse.encode({ balance: { denom: "unet", amount: `${amount}` } }).finish();
  const supply = QuerySupplyOfResponse.encode({ amount: { denom: "unet", amount: `${amount}` } }).finish();
  const { fetcher } = node(({ params }) => abci(params["path"]?.endsWith("Balance") ? balance : supply));
  const rpc = new Rpc(["http://a"], undefined, fetcher);
  assert.equal(await rpc.balance("wasm1me", "unet"), amount);
  assert.equal(await rpc.supply("unet"), amount);
});

test("a node that is away is passed over, and the page stays with the one that answered", async () => {
  const asked: string[] = [];
  const { fetcher } = node((_, url) => {
    asked.push(url);
    if (url === "http://a") throw new TypeError("Failed to fetch");
    return { result: 1 };
  });
  const rpc = new Rpc(["http://a", "http://b"], undefined, fetcher);
  await rpc.call("status");
  await rpc.call("status");
  assert.deepEqual(asked, ["http://a", "http://b", "http://b"]);
  assert.equal(rpc.node, "http://b");
});

test("a node of another chain is refused by name, and the next one asked", async () => {
  const chains: Record<string, string> = { "http://a": "other-1", "http://b": "market-1" };
  const asked: string[] = [];
  const { fetcher } = node(({ method }, url) => {
    asked.push(`${url} ${method}`);
    return { result: method === "status" ? { node_info: { network: chains[url] } } : 1 };
  });
  const rpc = new Rpc(["http://a", "http://b"], "market-1", fetcher);
  await Promise.all([rpc.call("tx"), rpc.call("tx")]);
  await rpc.call("tx");
  assert.deepEqual(asked, ["http://a status", "http://b status", "http://b tx", "http://b tx", "http://b tx"]);
  // Whoever is left must say it anew.
  rpc.pass();
  chains["http://b"] = "other-2";
  await assert.rejects(rpc.call("tx"), (error) => error instanceof OtherChain && error instanceof NodeAway
    && error.message === 'No node answers for this chain (http://a: expected the chain market-1, got "other-1"; http://b: expected the chain market-1, got "other-2").');
});

test("what needs an index goes to a node that keeps one, and the page stays with its own", async () => {
  const asked: string[] = [];
  const none = { error: { data: "transaction indexing is disabled" } };
  const { fetcher } = node(({ method }, url) => {
    asked.push(`${url} ${method}`);
    if (url === "http://b") throw new TypeError("Failed to fetch");
    return method !== "tx_search" ? { result: 1 } : url === "http://c" ? none : url === "http://d" ? { result: { txs: null, total_count: "0" } } : none;
  });
  const rpc = new Rpc(["http://a", "http://b", "http://c", "http://d"], undefined, fetcher);
  assert.deepEqual(await rpc.txs("x"), { txs: [], total: 0 });
  assert.deepEqual(asked, ["http://a tx_search", "http://b tx_search", "http://c tx_search", "http://d tx_search"]);
  await rpc.txs("x");
  assert.deepEqual(asked.slice(4), ["http://a tx_search", "http://b tx_search", "http://d tx_search"], "one without an index is not asked for it again");
  assert.equal(rpc.node, "http://a");
  const bare = new Rpc(["http://a", "http://c"], undefined, fetcher);
  await assert.rejects(bare.txs("x"), (error) => error instanceof NoIndex && /Whoever runs this page must name one that does/.test(error.message));
});

const statusAt = (height: number, earliest = 1) => ({
  node_info: { network: "a-1" },
  sync_info: { latest_block_height: `${height}`, latest_block_time: "2026-01-01T00:00:00Z", earliest_block_height: `${earliest}`, catching_up: false },
});
const NONE = { error: { data: "tx (AB) not found" } };
const BARE = { error: { data: "transaction indexing is disabled" } };

test("a transaction is asked of a node with an index, and one that was away is asked again", async () => {
  let away = true;
  const { fetcher } = node(({ method }, url) => {
    if (url === "http://b" && away) throw new TypeError("Failed to fetch");
    return method === "status" ? { result: statusAt(9) } : url === "http://a" ? BARE : NONE;
  });
  const rpc = new Rpc(["http://a", "http://b"], "a-1", fetcher);
  await assert.rejects(rpc.seek("AB"), NoIndex);
  away = false;
  assert.deepEqual(await rpc.seek("AB"), { height: 9, tx: undefined });
  assert.equal(rpc.node, "http://b");
});

test("only that there is no such transaction says that there is none", async () => {
  for (const error of [{ message: "Method not found" }, { data: "tx (CD) not found" }, { data: "file not found" }, { data: "tx (AB) not found, err: leveldb: closed" }]) {
    const rpc = new Rpc(["http://a"], undefined, node(({ method }) => method === "status" ? { result: statusAt(604) } : { error }).fetcher);
    await assert.rejects(rpc.seek("AB"), NodeRefused);
    await assert.rejects(fateOf(rpc, SIGNED), NodeRefused);
    const two = new Rpc(["http://a", "http://b"], undefined, node(({ method }, url) => method === "status" ? { result: statusAt(604) } : url === "http://a" ? { error } : NONE).fetcher);
    assert.deepEqual(await two.seek("AB"), { height: 604, tx: undefined }, "the next one says so");
  }
  for (const data of ["tx (AB) not found", "tx (AB) not found, err: %!w(<nil>)", "tx not found: AB"]) {
    const rpc = new Rpc(["http://a"], undefined, node(({ method }) => method === "status" ? { result: statusAt(604) } : { error: { data } }).fetcher);
    assert.equal(await fateOf(rpc, SIGNED), "void");
  }
  const away = new Rpc(["http://a", "http://b"], undefined, node(({ method }, url) => method === "tx" ? NONE : url === "http://a" ? { error: { data: "rate limited" } } : { result: statusAt(604) }).fetcher);
  assert.equal((await away.seek("AB")).height, 604, "who does not tell its height is left too");
});

test("a node that leaves a request unanswered, or answers nonsense, is left for the next", async () => {
  for (const answers of [[{ id: null, error: { message: "batch requests are not supported" } }], [{ id: 0, result: {} }, { id: 1, result: {} }]]) {
    const good = node(({ method }) => method === "status" ? { result: statusAt(604) } : NONE).fetcher;
    const fetcher = (async (url: string, init: RequestInit) => url === "http://a" ? new Response(JSON.stringify(answers)) : good(url, init)) as typeof fetch;
    assert.equal(await fateOf(new Rpc(["http://a", "http://b"], undefined, fetcher), SIGNED), "void");
    await assert.rejects(fateOf(new Rpc(["http://a"], undefined, fetcher), SIGNED));
  }
});

test("a node that has not all blocks since the signing does not say that there is none", async () => {
  const at = (url: string, method: string, found: object) => method === "status" ? { result: statusAt(700, url === "http://young" ? 501 : 500) } : found;
  const nodes = (urls: readonly string[], found: object = NONE) => new Rpc(urls, undefined, node(({ method }, url) => at(url, method, found)).fetcher);
  await assert.rejects(fateOf(nodes(["http://young"]), SIGNED), (error) => error instanceof NodeRefused && /no blocks before 501/.test(error.message));
  assert.equal(await fateOf(nodes(["http://young", "http://old"]), SIGNED), "void", "the next one has them");
  // What it has it has.
  const has = nodes(["http://young"], { result: { hash: "AB", height: "599", tx_result: { code: 0, log: "", gas_used: "1", gas_wanted: "2", events: [] }, tx: "AQ==" } });
  assert.equal((await fateOf(has, SIGNED) as { height: number }).height, 599);
});

const SIGNED = { hash: "AB", since: 500, until: 600, soonest: 0 };

test("height and transaction are one node's, whatever becomes of other requests meanwhile", async () => {
  // A has it, in block 600 of 604; B stands at 599. While A answers, another request to A fails, so that B is asked from then on.
  let failed = () => {};
  const failure = new Promise<void>((resolve) => (failed = resolve));
  const raw = { hash: "AB", height: "600", index: 0, tx: "", tx_result: { code: 0, gas_used: "1", events: null } };
  const answers = node(({ method }, url) => method === "status" ? { result: statusAt(url === "http://a" ? 604 : 599) } : method !== "tx" ? { result: 1 } : url === "http://a" ? { result: raw } : NONE);
  const fetcher = (async (url: string, init: RequestInit) => {
    if (url === "http://a" && `${init.body as string}`.includes("abci_query")) throw (failed(), new TypeError("Failed to fetch"));
    if (url === "http://a") await failure.then(() => new Promise((resolve) => setTimeout(resolve)));
    return answers.fetcher(url, init);
  }) as unknown as typeof fetch;
  const rpc = new Rpc(["http://a", "http://b"], undefined, fetcher);
  const fate = fateOf(rpc, SIGNED);
  await Promise.resolve();
  await rpc.call("abci_query");
  assert.equal(rpc.node, "http://b");
  assert.equal((await fate as Tx).height, 600);
});

test("what falls to a node behind the chain is void by no other node's height", async () => {
  // A says that the block is past and then is away; B, behind, has not got the transaction; the market has A asked again meanwhile.
  let away = false;
  const rpc: Rpc = new Rpc(["http://a", "http://b"], undefined, node(({ method }, url) => {
    if (url === "http://a" && method === "tx" && (away = true)) throw new TypeError("Failed to fetch");
    if (url === "http://b" && method === "tx") queueMicrotask(() => rpc.pass());
    return method === "status" ? { result: statusAt(url === "http://a" ? 604 : 599) } : NONE;
  }).fetcher);
  assert.equal(await fateOf(rpc, SIGNED), undefined);
  assert.ok(away);
  assert.equal(rpc.node, "http://a");
});

test("a node that keeps no index is known as such, though another one is asked by then", async () => {
  let failed = () => {};
  const failure = new Promise<void>((resolve) => (failed = resolve));
  const asked: string[] = [];
  const { fetcher } = node(({ method }, url) => {
    asked.push(`${url} ${method}`);
    return url === "http://a" ? BARE : { result: { txs: null, total_count: "0" } };
  });
  const late = (async (url: string, init: RequestInit) => {
    if (url === "http://a" && `${init.body as string}`.includes("abci_query")) throw (failed(), new TypeError("Failed to fetch"));
    if (url === "http://a") await failure.then(() => new Promise((resolve) => setTimeout(resolve)));
    return fetcher(url, init);
  }) as unknown as typeof fetch;
  const rpc = new Rpc(["http://a", "http://b"], undefined, late);
  const found = rpc.txs("x");
  await Promise.resolve();
  await rpc.call("abci_query");
  assert.deepEqual(await found, { txs: [], total: 0 });
  assert.deepEqual(asked.slice(-2), ["http://a tx_search", "http://b tx_search"], "B keeps one: A does not");
});

test("a refusal is told with whether another node may have it", async () => {
  const bytes = Uint8Array.from([1]);
  const answer = (say: (url: string) => object) => new Rpc(["http://a", "http://b"], undefined, node((_, url) => {
    if (url === "http://a" && !("alone" in say(url))) throw new TypeError("Failed to fetch");
    return say(url);
  }).fetcher).broadcast(bytes);
  assert.deepEqual(await answer(() => ({ alone: 1, result: { code: 0, log: "" } })), { alone: true });
  assert.deepEqual(await answer(() => ({ alone: 1, result: { code: 5, log: "" } })), { refused: "", alone: true });
  assert.deepEqual(await answer(() => ({ alone: 1, error: { data: "mempool is full" } })), { erred: "The node refused broadcast_tx_sync: mempool is full", alone: true });
  assert.deepEqual(await answer(() => ({ result: { code: 5, log: "no" } })), { refused: "no", alone: false });
  // A was away when it was asked for its chain: it was handed nothing.
  const proving = new Rpc(["http://a", "http://b"], "a-1", node(({ method }, url) => {
    if (url === "http://a") throw new TypeError("Failed to fetch");
    return { result: method === "status" ? statusAt(9) : { code: 5, log: "no" } };
  }).fetcher);
  assert.deepEqual(await proving.broadcast(bytes), { refused: "no", alone: true });
});

test("each failure has its class", async () => {
  const away = new Rpc(["http://a"], undefined, (async () => new Response("<html>", { status: 502 })) as unknown as typeof fetch);
  await assert.rejects(away.call("status"), NodeAway);
  const logs: readonly (readonly [string, new (message: string) => Error, RegExp])[] = [
    ["Generic error: no such job: query wasm contract failed", QueryFailed, /^no such job$/],
    ["unknown job 7: query wasm contract failed: unknown request", QueryFailed, /^unknown job 7$/],
    ["codespace wasm code 9: query wasm contract failed: job 5 not found", QueryFailed, /^job 5 not found$/],
    ["failed to load state at height 5; version does not exist (latest height: 9)", Pruned, /block 7/],
    ["cannot query with height in the future; please provide a valid height", NotYet, /block 7/],
  ];
  for (const [log, kind, message] of logs) {
    const rpc = new Rpc(["http://a"], undefined, node(() => refused(log)).fetcher);
    await assert.rejects(rpc.query("wasm1c", {}, 7), (error) => error instanceof kind && message.test(error.message), log);
  }
  const off = new Rpc(["http://a"], undefined, node(() => ({ error: { message: "Internal error", data: "transaction indexing is disabled" } })).fetcher);
  await assert.rejects(off.txs("x"), (error) => error instanceof NodeRefused && /no index/.test(error.message));
  const none = new Rpc(["http://a"], undefined, node(({ method }) => method === "status" ? { result: statusAt(9) } : { error: { data: "tx (AB) not found, err: %!w(<nil>)" } }).fetcher);
  assert.equal((await none.seek("AB")).tx, undefined);
  assert.equal(contractMessage(""), "the contract gave no reason");
});
