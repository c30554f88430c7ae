// Writes config.json for a devnet from its market's manifest:
// `node scripts/devnet-config.mjs [where to] [RPC] [manifest] [history]`. Left out: the devnet that is up, without a history.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const [to = ".devnet/config.json", rpc = "http://127.0.0.1:26600", market = "../target/devnet/manifest.json", history = null] =
  process.argv.slice(2);
const manifest = JSON.parse(readFileSync(market, "utf8"));
const address = (name) => manifest.contracts.find(({ contract }) => contract === name)?.address ?? null;
const config = {
  rpc: [rpc],
  chain_id: manifest.chain_id,
  job_market: address("job_market"),
  pool: address("pool"),
  provider_registry: address("provider_registry"),
  lease_market: address("lease_market"),
  staking: address("staking"),
  restaking: address("restaking"),
  denom: manifest.network_denom,
  symbol: "NET",
  decimals: 6,
  prefix: "wasm",
  gas_price: `0${manifest.network_denom}`,
  usd: { asset: "uusd", symbol: "USD", decimals: 6 },
  history,
  tx_link: null,
  devnet: true,
};
mkdirSync(dirname(to), { recursive: true });
writeFileSync(to, `${JSON.stringify(config, null, 2)}\n`);
console.log(`${to}: ${config.job_market} on ${rpc}`);
