// A client's day on a chain where a market is deployed: `RPC=… MANIFEST=… node build/devnet.js`. tests/chain runs it on a
// devnet of its own. It ends with "all as quoted", or fails.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { DirectSecp256k1Wallet } from "@cosmjs/proto-signing";
import { GasPrice } from "@cosmjs/stargate";
import {
  dataOf, formatUnits, hex, jobMarket, pool, Quotes, QuoteError, text, toAtomics, toBigInt, toBinary, token, uint128,
} from "compute-amm";

interface Manifest {
  contracts: { contract: string; address: string }[];
  credits: Record<string, string>;
  network_denom: string;
}

const CLASS = "h100-sxm5-80g";
const { RPC, MANIFEST } = process.env;
assert.ok(RPC && MANIFEST, "expected RPC, an address, and MANIFEST, a file");
const manifest = JSON.parse(readFileSync(MANIFEST, "utf8")) as Manifest;
const net = manifest.network_denom;

function contract(name: string): string {
  const found = manifest.contracts.find((entry) => entry.contract === name);
  assert.ok(found, `the manifest has no ${name}`);
  return found.address;
}

/** The key that goes by a name on every devnet. */
async function connect(name: string): Promise<{ client: SigningCosmWasmClient; address: string }> {
  const secret = createHash("sha256").update(`compute-amm devnet key: ${name}`).digest();
  const wallet = await DirectSecp256k1Wallet.fromKey(new Uint8Array(secret), "wasm");
  const gasPrice = GasPrice.fromString(`0${net}`);
  const client = await SigningCosmWasmClient.connectWithSigner(RPC!, wallet, { broadcastPollIntervalMs: 200, gasPrice });
  return { client, address: (await wallet.getAccounts())[0]!.address };
}

const coins = (amount: bigint | pool.Uint128) => [
  { denom: net, amount: typeof amount === "bigint" ? amount.toString() : text(amount) },
];

const faucet = await connect("faucet");
const me = await connect("typescript");
await faucet.client.sendTokens(faucet.address, me.address, coins(1_000_000_000n), "auto");

const market = new pool.PoolClient(me.client, me.address, contract("pool"));
const jobs = new jobMarket.JobMarketClient(me.client, me.address, contract("job_market"));
const credits = new token.TokenQueryClient(me.client, manifest.credits[CLASS]!);
const credit: pool.Asset = { cw20: { address: credits.contractAddress } };
const native: pool.Asset = { native: { denom: net } };

// Prices.
const { pools } = await market.pools({});
const primary = pools.find((one) => JSON.stringify(one.asset_0) === JSON.stringify(credit))!;
const poolId = primary.pool_id;
const prices = await market.prices({ poolId });
assert.ok(prices.spot, "a pool with liquidity has a price");
assert.ok(toAtomics(prices.spot) > 0n);
console.log(`a credit costs ${text(prices.spot)} ${net}`);

// Quotes by wasm and by query.
const quotes = await Quotes.load();
let compared = 0;
for (const amount of [1n, 1_000n, 1_000_000n, 7_777_777_777n]) {
  const [sold, bought] = [{ offer: native, pools: [poolId] }, [{ amount_out: uint128(amount), pools: [poolId] }]];
  await same(
    () => quotes.exactIn(pools, { route: sold, amount_in: uint128(amount) }),
    market.quoteExactIn({ route: sold, amountIn: uint128(amount) }),
  );
  await same(
    () => quotes.exactOut(pools, { offer: native, legs: bought }),
    market.quoteExactOut({ offer: native, legs: bought }),
  );
  await same(
    () => quotes.provide(pools, { pool_id: poolId, max_0: uint128(amount), max_1: uint128(amount) }),
    market.quoteProvide({ poolId, max0: uint128(amount), max1: uint128(amount) }),
  );
  await same(
    () => quotes.provideSingle(pools, { pool_id: poolId, asset: credit, amount: uint128(amount) }),
    market.quoteProvideSingle({ poolId, asset: credit, amount: uint128(amount) }),
  );
  await same(
    () => quotes.withdraw(pools, { pool_id: poolId, shares: uint128(amount) }),
    market.quoteWithdraw({ poolId, shares: uint128(amount) }),
  );
}
console.log(`${compared} quotes by wasm are those of the contract`);

/** Both answer the same, or refuse for the same reason. */
async function same<Answer>(here: () => Answer, there: Promise<Answer>): Promise<void> {
  compared += 1;
  let refusal: string | undefined;
  const asked = await there.catch((error: Error) => {
    refusal = error.message;
    return undefined;
  });
  try {
    assert.deepEqual(here(), asked, refusal ?? "");
  } catch (error) {
    if (!(error instanceof QuoteError)) throw error;
    assert.ok(refusal?.includes(error.message), `by wasm: ${error.message}; by query: ${refusal ?? JSON.stringify(asked)}`);
  }
}

// A swap comes to what was quoted.
const route = { offer: native, pools: [poolId] };
const promised = quotes.exactIn(pools, { route, amount_in: uint128(1_000_000n) }).legs[0]!.received.amount;
await market.swapExactIn({ minOut: promised, route }, "auto", undefined, coins(1_000_000n));
const { balance } = await credits.balance({ address: me.address });
assert.equal(toBigInt(balance), toBigInt(promised));
console.log(`1000000 ${net} bought ${formatUnits(balance)} credits, as quoted`);

// A job, paid by a swap that ends in the request.
const asked = { class: CLASS, gpus: 1, seconds: 60, method: 1 };
const job = await jobs.quote(asked);
const request: jobMarket.JobRequest = {
  ...asked,
  max_payment: uint128(toBigInt(job.cost) + toBigInt(job.take)),
  program: hex("11".repeat(32)),
};
const paid = job.pays[0]!.amount;
assert.equal(toBigInt(paid), toBigInt(request.max_payment), "without a tip that is all");
const hook = toBinary<jobMarket.SwapMsg>({ request_job: { request } });
const to: pool.Destination = { call: { contract: jobs.contractAddress, msg: hook } };
const swapped = await market.swapExactOut({ offer: native, legs: job.legs, to }, "auto", undefined, coins(paid));
const event = swapped.events.find(({ type }) => type === "wasm-request_job");
assert.ok(event, "an event says that the job is open");
const attribute = (key: string) => event.attributes.find((one) => one.key === key)?.value;
assert.equal(attribute("owner"), me.address);
assert.equal(attribute("cost"), text(job.cost));
// The take follows the work that waits, of which less does with each block.
const taken = BigInt(attribute("take") ?? 0);
assert.ok(taken > 0n && taken <= toBigInt(job.take), `take: expected at most ${text(job.take)}, got ${taken}`);
const first = Number(attribute("job_id"));

// Another, requested directly: its id is in the answer's data.
const again = await jobs.quote(asked);
const composer = new jobMarket.JobMarketMsgComposer(me.address, jobs.contractAddress);
const direct = { ...request, max_payment: uint128(toBigInt(again.cost) + toBigInt(again.take)) };
const message = composer.requestJob({ request: direct }, coins(again.pays[0]!.amount));
const answer = await me.client.signAndBroadcast(me.address, [message], "auto");
assert.equal(answer.code, 0, answer.rawLog);
const second = dataOf<jobMarket.JobOpened>(answer)!.job_id;
assert.equal(second, first + 1);

// Both are found.
const listed = await jobs.jobs({ filter: { owner: me.address } });
assert.deepEqual(listed.jobs.map((one) => one.job_id), [first, second]);
assert.equal(listed.jobs[0]!.state, "open");
const found = await me.client.searchTx([{ key: "wasm-request_job.owner", value: me.address }]);
assert.equal(found.length, 2, "both transactions are found by their events");
console.log(`jobs ${first} and ${second} are open`);
console.log("all as quoted");
