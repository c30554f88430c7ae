import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { TxBody } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { NodeAway, NodeHangs, NodeRefused, NoIndex } from "../src/chain/errors.js";
import { explained, load, loadToSend } from "../src/parts.js";
import type { Config } from "../src/config.js";
import type { Rpc } from "../src/chain/rpc.js";
import { Failure } from "../src/wallet/failure.js";
import type { Wallet } from "../src/wallet/wallet.js";
import { contractError, explain, fromLog, fromWallet } from "../src/wallet/failures.js";
import { feeFor, feeOf, gasPrice, MOST_GAS, mostFee, withMargin } from "../src/wallet/gas.js";
import { createSender, type SendStep } from "../src/wallet/send.js";
import { execute } from "../src/wallet/messages.js";
import { answered, asAsked, toEncodeObject } from "../src/wallet/sign.js";

test("a fee is rounded up, in whole units", () => {
  assert.deepEqual(gasPrice("0.025unet"), { atomics: 25n * 10n ** 15n, denom: "unet" });
  assert.deepEqual(gasPrice("0ibc/AB"), { atomics: 0n, denom: "ibc/AB" });
  assert.deepEqual(feeFor(200_001n, "0.025unet"), { gas: 200_001n, amount: 5_001n, denom: "unet" });
  assert.equal(withMargin(1n), 2n);
  assert.equal(withMargin(1_000n), 1_400n);
});

test("gas beyond what any message takes is not signed", () => {
  assert.deepEqual(feeOf(100_000n, 1, "0.025unet"), feeFor(140_000n, "0.025unet"));
  assert.equal(feeOf(2_000_000n, 2, "0unet").gas, 2_800_000n);
  assert.throws(() => feeOf(2_000_000n, 1, "0unet"), /takes 2,800,000 gas, and the page signs for at most 1,500,000\. Nothing was sent/);
  assert.equal(mostFee("0.025unet", "unet"), 37_500n);
  assert.equal(mostFee("0.025unet", "uusd"), 0n);
  // Of single messages, whoever sends them: an agent's sets of results and the batches are of many.
  const measured = readFileSync("../gas.toml", "utf8").split(/^\[/m).slice(1).filter((table) => !/^\w*(batch|set_of)/.test(table))
    .map((table) => BigInt(/^unpinned = (\d+)$/m.exec(table)?.[1] ?? "0"));
  assert(measured.length > 100);
  const dearest = measured.reduce((most, one) => (one > most ? one : most), 0n);
  assert(MOST_GAS * 10n > withMargin(dearest) * 15n, `${dearest}`);
});

test("coins are sorted, and those of nothing left out", () => {
  const coins = [{ denom: "uusd", amount: 1n }, { denom: "unet", amount: 0n }, { denom: "uatom", amount: 2n }];
  assert.deepEqual(execute<object>("wasm1c", {}, coins).funds.map(({ denom }) => denom), ["uatom", "uusd"]);
});

test("a node that hangs is not waited for", async () => {
  await assert.rejects(answered("http://a", new Promise(() => {}), 5), (error) => error instanceof NodeHangs && /http:\/\/a has not answered/.test(error.message));
  assert.equal(await answered("http://a", Promise.resolve(7), 5), 7);
  await assert.rejects(answered("http://a", Promise.reject(new Error("no")), 5), /^Error: no$/);
});

test("failures are in plain words", async () => {
  const wrapped = "failed to execute message; message index: 0: dispatch: submessages: expected at most 5, got 6: execute wasm contract failed";
  assert.equal(contractError(wrapped), "expected at most 5, got 6");
  assert.equal(contractError("spendable balance 1unet is smaller than 2unet: insufficient funds"), undefined);
  const cases: readonly (readonly [unknown, string, RegExp])[] = [
    [new Error("Query failed with (3): request rejected: access denied"), "other", /It failed: Query failed with \(3\): request rejected/],
    [new NodeAway("x"), "node-away", /No node answers/],
    [new TypeError("Failed to fetch"), "node-away", /No node answers/],
    ["spendable balance 1unet is smaller than 2unet: insufficient funds", "insufficient-funds", /too little for this message and its fee/],
    [`Query failed with (6): rpc error: code = Unknown desc = ${wrapped} [!cosm!]: unknown request`, "contract", /The contract refused: expected at most 5, got 6\./],
    ["Account 'wasm1x' does not exist on chain. Send some tokens there before trying to query sequence.", "insufficient-funds", /does not know your address/],
    ["There is no chain info for x-1", "wrong-network", /another network/],
    ["account sequence mismatch, expected 5, got 4: incorrect account sequence", "other", /came first/],
    ["out of gas in location: wasm contract; gasWanted: 1, gasUsed: 2: out of gas", "other", /more gas/],
    ["Query failed with (6): unknown query path: unknown request", "node-away", /just starting, so nothing was sent/],
    ["recovered: Block (unix) time must never be empty or negative stack: goroutine 115 [running]: runtime", "node-away", /just starting/],
    ["recovered: a fault stack: goroutine 115 [running]: runtime", "other", /It failed: recovered: a fault\.$/],
    ["cost 7 and take 1 are above max_payment 6: execute wasm contract failed", "contract", /^The contract refused: it would cost more than you allow\. The price moved beyond your limit, so nothing happened\./],
    ["`min_out` not reached: expected at least 7, got 6: execute wasm contract failed", "contract", /you would get less than you allow\. The price moved/],
    ["dispatch: submessages: shares of the deposit: expected at least 7, got 6: execute wasm contract failed", "contract", /you would get less than you allow\. The price moved/],
    ["cannot rotate yet: expected no backed jobs of the generation before, got 5 at stake for them: execute wasm contract failed", "contract", /^The contract refused: a job that waiting exits back still runs/],
    ["an exit must take out at least 1000, got 5: execute wasm contract failed", "contract", /^The contract refused: that is too little to leave with/],
    [new NodeHangs("The node at http://a has not answered for 10 seconds."), "node-away", /^The node at http:\/\/a has not answered for 10 seconds\. Nothing was sent\. Try again/],
    ["something else", "other", /It failed: something else\./],
  ];
  for (const [error, kind, message] of cases) {
    const failure = explain(typeof error === "string" ? new Error(error) : error);
    assert.equal(failure.kind, kind, `${error}`);
    assert.match(failure.message, message);
  }
  // The wallet's owner says no; a node may use the same words.
  const no = new Error("Request rejected");
  assert.equal(explain(no).kind, "other");
  assert.equal((await fromWallet(Promise.reject(no)).catch((error: unknown) => error) as Failure).message, "You rejected it in your wallet. Nothing was sent.");
  assert.equal((await explained(no, true)).kind, "rejected");
  assert.deepEqual(fromLog("spendable balance 1000unet is smaller than 2748unet: insufficient funds").short, { denom: "unet", has: 1_000n, takes: 2_748n });
  assert.equal(fromLog("insufficient funds").short, undefined);
  const moved = fromLog("cost 640375 and take 51078 are above max_payment 690563: execute wasm contract failed");
  assert.deepEqual(moved.over, { what: "Cost and take", takes: 691_453n, limit: 690_563n });
  const dearer = fromLog("dispatch: submessages: collateral of the mint: expected at most 1000000, got 1000417: execute wasm contract failed");
  assert.match(dearer.message, /^The contract refused: it would lock more than you allow\. The price moved .* allow a higher limit\.$/);
  assert.deepEqual(dearer.over, { what: "The collateral", takes: 1_000_417n, limit: 1_000_000n });
  assert.equal(moved.detail, "cost 640375 and take 51078 are above max_payment 690563", "its own words stay");
  for (const log of [wrapped, "spendable balance 1unet is smaller than 2unet: insufficient funds", "account sequence mismatch", "x"]) {
    assert.equal(fromLog(log, "AB").hash, "AB", log);
  }
  const same = fromLog(wrapped);
  assert.equal(explain(same), same);
});

test("a part that the host has no more is told as that, and not as a node that is away", async () => {
  const gone = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module: https://page.example/assets/sign-B1.js"));
  const says = "A part of this page could not be loaded. Load the page again.";
  await assert.rejects(load(gone()), (error) => error instanceof Failure && error.message === says);
  const wrong = await loadToSend(gone()).catch(explained);
  assert.deepEqual([wrong!.kind, wrong!.message], ["other", `${says} Nothing was sent.`]);
  assert.equal((await explained(new TypeError("Failed to fetch"))).kind, "node-away");
  assert.equal(await loadToSend(Promise.resolve(7)), 7);
});

test("what a wallet signed is sent only if it is what was asked, but for the memo", () => {
  const asked = [execute<object>("wasm1c", { buy: { b: 1, a: { d: [2], c: 3 } } }, [{ denom: "unet", amount: 7n }]), execute<object>("wasm1d", {})].map((one) => toEncodeObject("wasm1me", one));
  type Body = { value: MsgExecuteContract; typeUrl: string };
  const body = (change: (messages: Body[]) => unknown = () => {}, timeoutHeight = 600n, memo = "") => {
    const messages = structuredClone(asked) as Body[];
    change(messages);
    return TxBody.encode(TxBody.fromPartial({ messages: messages.map(({ typeUrl, value }) => ({ typeUrl, value: MsgExecuteContract.encode(value).finish() })), timeoutHeight, memo })).finish();
  };
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  asAsked(body(), asked, 600);
  asAsked(body(([one]) => (one!.value.msg = json({ buy: { a: { c: 3, d: [2] }, b: 1 } })), 600n, "mine"), asked, 600);
  const says = (bytes: Uint8Array, message: RegExp) => assert.throws(() => asAsked(bytes, asked, 600), (error) => error instanceof Failure && message.test(error.message) && /Nothing was sent/.test(error.message));
  says(body(undefined, 0n), /expected 600 as the last block that may have it, got none/);
  says(body(undefined, 601n), /got 601/);
  says(body((all) => all.pop()), /expected 2 messages, got 1/);
  says(body(([one]) => (one!.value.msg = json({ buy: { b: 2, a: { d: [2], c: 3 } } }))), /message 1 is another one/);
  says(body(([one]) => (one!.value.funds[0]!.amount = "8")), /message 1/);
  says(body(([, two]) => (two!.value.contract = "wasm1x")), /message 2/);
  says(body(([, two]) => (two!.value.sender = "wasm1x")), /message 2/);
  says(body(([, two]) => (two!.typeUrl = "/cosmwasm.wasm.v1.MsgMigrateContract")), /message 2/);
  says(body(([one]) => (one!.value.msg = new TextEncoder().encode("{"))), /it cannot be read/);
  says(Uint8Array.of(0xff), /it cannot be read/);
});

test("nothing is said to be tried out before the wallet has answered", async () => {
  const steps: string[] = [];
  let unlock = () => {};
  const locked = new Promise<void>((resolve) => (unlock = resolve));
  const getAccounts = async () => (await locked, [{ address: "wasm1me" }]);
  const wallet = { account: () => ({ address: "wasm1me" }), signer: async () => ({ getAccounts }) } as unknown as Wallet;
  const rpc = { seek: async () => { throw new NoIndex("none"); } } as unknown as Rpc;
  const sent = createSender({} as Config, rpc, wallet, () => ({ symbol: "", decimals: 0 }), async () => {}).send([], ({ step }: SendStep) => void steps.push(step)).catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(steps, ["opening"]);
  unlock();
  assert.match((await sent as Failure).message, /keeps no index/);
  assert.deepEqual(steps, ["opening", "simulating"]);
});

test("a node that tells of no transaction is none to send to", async () => {
  const getAccounts = async () => [{ address: "wasm1me" }];
  const wallet = { account: () => ({ address: "wasm1me" }), signer: async () => ({ getAccounts }) } as unknown as Wallet;
  const rpc = { seek: async () => { throw new NodeRefused("The node refused tx: Method not found"); } } as unknown as Rpc;
  const sent = createSender({} as Config, rpc, wallet, () => ({ symbol: "", decimals: 0 }), async () => {}).send([], () => {});
  await assert.rejects(sent, (error) => error instanceof Failure && /refuses to tell of transactions.*Nothing was sent\. Try again/.test(error.message));
});
