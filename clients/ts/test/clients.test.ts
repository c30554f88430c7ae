import assert from "node:assert/strict";
import { test } from "node:test";
import { dataOf, jobMarket, pool, token, toBinary, uint128 } from "compute-amm";
import { MsgExecuteContractResponse } from "cosmjs-types/cosmwasm/wasm/v1/tx";

const net: pool.Asset = { native: { denom: "unet" } };

/** A chain that answers with what it was asked. */
const echo = { queryContractSmart: async (address: string, query: unknown) => ({ address, query }) };

test("a query is the JSON that the contract takes", async () => {
  const client = new pool.PoolQueryClient(echo, "pool1");
  const asked: unknown = await client.quoteExactIn({ amountIn: uint128(5n), route: { offer: net, pools: [1] } });
  const query = { quote_exact_in: { amount_in: "5", route: { offer: net, pools: [1] } } };
  assert.deepEqual(asked, { address: "pool1", query });
});

test("a composer's message is the JSON that the contract takes", () => {
  const composer = new token.TokenMsgComposer("wasm1sender", "wasm1token");
  const msg = toBinary<pool.ReceiveMsg>({ deposit: {} });
  const { typeUrl, value } = composer.send({ amount: uint128(7n), contract: "wasm1pool", msg });
  assert.equal(typeUrl, "/cosmwasm.wasm.v1.MsgExecuteContract");
  assert.equal(value.contract, "wasm1token");
  const json: unknown = JSON.parse(new TextDecoder().decode(value.msg));
  assert.deepEqual(json, { send: { amount: "7", contract: "wasm1pool", msg: "eyJkZXBvc2l0Ijp7fX0=" } });
});

test("a job's id is in its transaction's data", () => {
  const data = new TextEncoder().encode('{"job_id":12}');
  const answer = { typeUrl: "", value: MsgExecuteContractResponse.encode({ data }).finish() };
  const none = { typeUrl: "", value: MsgExecuteContractResponse.encode({ data: new Uint8Array() }).finish() };
  const response = { msgResponses: [answer, none] };
  const opened = dataOf<jobMarket.JobOpened>(response);
  assert.equal(opened?.job_id, 12);
  assert.equal(dataOf(response, 1), undefined);
  assert.throws(() => dataOf(response, 2), /got 2 answers/);
});
