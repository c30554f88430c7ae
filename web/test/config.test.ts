import assert from "node:assert/strict";
import { test } from "node:test";
import { checkConfig, ConfigError } from "../src/config.js";

const ADDRESS = `wasm1${"q".repeat(58)}`;
const GOOD = {
  rpc: ["http://127.0.0.1:26600/"], chain_id: "market-1", job_market: ADDRESS, pool: ADDRESS, provider_registry: ADDRESS, lease_market: null, staking: null, restaking: null, denom: "unet", symbol: "NET", decimals: 6, prefix: "wasm",
  gas_price: "0.025unet", usd: { asset: "uusd", symbol: "USD", decimals: 6 }, history: "history/",
  tx_link: "https://explorer.example/tx/{hash}", devnet: true,
};

test("a good configuration is taken, without slashes at the ends of nodes", () => {
  const config = checkConfig(GOOD);
  assert.deepEqual(config, { ...GOOD, rpc: ["http://127.0.0.1:26600"], rest: null });
});

test("what may be left out has a default", () => {
  const { lease_market: _lease, staking: _staking, restaking: _restaking, usd: _usd, history: _history, tx_link: _link, devnet: _devnet, ...least } = GOOD;
  const config = checkConfig(least);
  assert.deepEqual(
    [config.lease_market, config.staking, config.restaking, config.usd, config.history, config.tx_link, config.devnet], [null, null, null, null, null, null, false],
  );
});

test("what is wrong is said by key, with what was expected and what came", () => {
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ rpc: [] }, /"rpc": expected a list of at least one address, got \[\]/],
    [{ rpc: ["tcp://x"] }, /"rpc\[0\]": expected an address that begins with http/],
    [{ job_market: "" }, /"job_market": expected the address of a contract, got ""/],
    [{ job_market: undefined }, /"job_market": .* got nothing/],
    [{ chain_id: undefined }, /"chain_id": expected the id of a chain .* got nothing/],
    [{ pool: undefined }, /"pool": expected the address of a contract, got nothing/],
    [{ provider_registry: `osmo1${"q".repeat(58)}` }, /"provider_registry": expected an address that begins with "wasm1".*got "osmo1q/],
    [{ denom: undefined }, /"denom": expected the denom of the network token such as "unet", got nothing/],
    [{ denom: "u" }, /"denom": .* got "u"/],
    [{ usd: { asset: "unet", symbol: "USD", decimals: 6 } }, /"usd.asset": expected another asset than the network token, got "unet"/],
    [{ decimals: 19 }, /"decimals": expected a whole number from 0 to 18, got 19/],
    [{ decimals: "6" }, /"decimals": .* got "6"/],
    [{ gas_price: "unet" }, /"gas_price": expected a price of gas such as "0.025unet", got "unet"/],
    [{ usd: { asset: "uusd" } }, /"usd.symbol": .* got nothing/],
    [{ tx_link: "javascript:alert({hash})" }, /"tx_link": expected an address with \{hash\} in it/],
    [{ history: "history" }, /"history": expected a path or address that ends with \//],
    [{ prefix: "osmo" }, /"job_market": expected an address that begins with "osmo1", as the key "prefix" says, got "wasm1q/],
    [{ prefix: "was" }, /"job_market": expected an address that begins with "was1"/],
    [{ lease_market: `osmo1${"q".repeat(58)}` }, /"lease_market": expected an address that begins with "wasm1".*got "osmo1q/],
    [{ prefix: "wasm1" }, /"job_market": expected an address that begins with "wasm11"/],
    [{ devnet: "yes" }, /"devnet": expected true or false, got "yes"/],
    [{ rcp: [] }, /has a key "rcp": expected only rpc, chain_id, job_market/],
  ];
  for (const [change, message] of wrong) {
    assert.throws(() => checkConfig({ ...GOOD, ...change }), (error) => error instanceof ConfigError && message.test(error.message), `${message}`);
  }
  assert.throws(() => checkConfig([]), ConfigError);
});

test("a prefix may have a 1 in it", () => {
  const address = `a1b1${"q".repeat(58)}`;
  assert.equal(checkConfig({ ...GOOD, prefix: "a1b", job_market: address, pool: address, provider_registry: address, lease_market: address }).prefix, "a1b");
});
