import assert from "node:assert/strict";
import { test } from "node:test";
import { OtherContract } from "../src/chain/errors.js";
import type { Market } from "../src/chain/market.js";
import type { Rpc } from "../src/chain/rpc.js";
import { netFor, readStakes, sharesFor, stakesOf } from "../src/chain/staking.js";
import { troubleOf } from "../src/chain/trouble.js";
import type { Config } from "../src/config.js";
import { collect, stake, unstake } from "../src/pages/stake/messages.js";

test("shares and what they redeem for are rounded down, as the contract counts", () => {
  // Of an empty pool a unit brings a thousand shares.
  assert.equal(sharesFor({ assets: 0n, shares: 0n }, 1n), 1_000n);
  const pool = { assets: 15_000_000n, shares: 10_000_000_000n };
  assert.equal(sharesFor(pool, 1_000_000n), 666_666_688n);
  assert.equal(netFor(pool, 666_666_688n), 999_999n);
  assert.equal(netFor(pool, 10_000_000_000n), 14_999_999n);
});

test("messages carry what was agreed, and coins only where they stake", () => {
  assert.deepEqual(stake("pool", "unet", 7n, 6_000n), { contract: "pool", msg: { stake: { min_shares: "6000" } }, funds: [{ denom: "unet", amount: 7n }] });
  assert.deepEqual(collect("pool"), { contract: "pool", msg: { collect: {} }, funds: [] });
  const { contract, msg, funds } = unstake("pool", "receipt", 5n, 4n);
  assert.deepEqual([contract, funds], ["receipt", []]);
  const { send } = msg as { readonly send: { readonly contract: string; readonly amount: string; readonly msg: string } };
  assert.deepEqual([send.contract, send.amount, JSON.parse(atob(send.msg))], ["pool", "5", { unstake: { min_out: "4" } }]);
});

test("a stake pool that claims of another fee-collector than the market's is refused, by its key", async () => {
  const answers: Record<string, object> = { config: { fee_collector: "fees", token: "receipt" }, state: { assets: "5", shares: "4", left: "0", end: 0 }, balances: { stakers: "3" } };
  const rpc = { query: async (contract: string, msg: object) => (contract === "fees" && "config" in msg ? { stakers: "pool" } : answers[Object.keys(msg)[0]!]) } as unknown as Rpc;
  const found = await readStakes(rpc, "pool", "fees", 7);
  assert.deepEqual([found.assets, found.fees, found.receives, found.waits], [5n, "fees", true, 3n]);
  const other = await readStakes(rpc, "pool", "others", 7).catch((error: unknown) => error);
  assert(other instanceof OtherContract);
  const config = { staking: "pool" } as Config;
  assert.match(troubleOf(other, config, false).text, /^Asked was pool, "staking" of config\.json\. Expected a stake pool that claims of others, the market's fee-collector/);
  const market = { snapshot: () => ({ terms: { contracts: { fees: "others" } } }) } as unknown as Market;
  await assert.rejects(stakesOf({ rpc, config, market }, "pool", 7), /"staking" of config\.json/);
});
