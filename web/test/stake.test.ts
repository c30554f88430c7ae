import assert from "node:assert/strict";
import { test } from "node:test";
import { netFor, sharesFor } from "../src/chain/staking.js";
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
