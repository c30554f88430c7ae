// What the page must be told: one build serves any chain, so this is read at run time from `config.json` beside the page.

/** An asset that prices are also shown in, if a pool of it with NET exists. */
export interface UsdConfig {
  /** A bank denom, or `cw20:` and the token's address. */
  readonly asset: string;
  readonly symbol: string;
  readonly decimals: number;
}

/** `config.json`, checked. */
export interface Config {
  /** Addresses of nodes' RPC; the next one is asked while one is away. */
  readonly rpc: readonly string[];
  /** The id of the chain: what is signed names it, and a node of another one is refused. */
  readonly chain_id: string;
  /** The contracts that messages with coins go to. They stand here, so that no node can name others. */
  readonly job_market: string;
  readonly pool: string;
  readonly provider_registry: string;
  /** None where the market has no leases. */
  readonly lease_market: string | null;
  /** None where the market has no stake pool. */
  readonly staking: string | null;
  /** None where the market has no vaults. */
  readonly restaking: string | null;
  /** The network token's base unit. It stands here, so that no node can have another coin signed under its name. */
  readonly denom: string;
  /** Name of the network token, and how many decimals its base unit has. */
  readonly symbol: string;
  readonly decimals: number;
  /** What the chain's addresses begin with. */
  readonly prefix: string;
  /** What a unit of gas costs, such as `0.025unet`. */
  readonly gas_price: string;
  readonly usd: UsdConfig | null;
  /** Where an indexer's files lie; none: charts go back as far as the node's index. */
  readonly history: string | null;
  /** Page of a transaction at an explorer, with `{hash}` in it. */
  readonly tx_link: string | null;
  /** REST address that wallets ask for when they are told of the chain; the first RPC address if left out. */
  readonly rest: string | null;
  /** Whether keys of the devnet's public accounts may sign. */
  readonly devnet: boolean;
}

/** `config.json` is missing or wrong; the message says which key, what was expected and what came. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

type Check<T> = (value: unknown, key: string) => T;

const shown = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value));

function fail(key: string, expected: string, value: unknown): never {
  throw new ConfigError(`config.json, key "${key}": expected ${expected}, got ${shown(value)}.`);
}

const textLike = (pattern: RegExp, expected: string): Check<string> => (value, key) =>
  typeof value === "string" && pattern.test(value) ? value : fail(key, expected, value);

const orNull = <T>(check: Check<T>): Check<T | null> => (value, key) =>
  value === null || value === undefined ? null : check(value, key);

const url: Check<string> = (value, key) => {
  if (typeof value === "string" && /^https?:\/\//.test(value) && URL.canParse(value)) return value.replace(/\/+$/, "");
  return fail(key, "an address that begins with http:// or https://", value);
};

const decimals: Check<number> = (value, key) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 18
    ? value : fail(key, "a whole number from 0 to 18", value);

const ADDRESS = /^[a-z][a-z0-9]*1[02-9ac-hj-np-z]{38,}$/;
const address = textLike(ADDRESS, "the address of a contract");

const nodes: Check<string[]> = (value, key) =>
  Array.isArray(value) && value.length > 0
    ? value.map((one, index) => url(one, `${key}[${index}]`)) : fail(key, "a list of at least one address", value);

const usd: Check<UsdConfig> = (value, key) => {
  if (typeof value !== "object" || value === null) return fail(key, "an object or null", value);
  const { asset, symbol: name, decimals: places } = value as Record<string, unknown>;
  return {
    asset: textLike(/^\S{3,128}$/, 'a denom, or "cw20:" and an address')(asset, `${key}.asset`),
    symbol: symbol(name, `${key}.symbol`),
    decimals: decimals(places, `${key}.decimals`),
  };
};

const symbol = textLike(/^[A-Za-z][A-Za-z0-9.-]{0,15}$/, "a name of at most 16 letters and digits");

const devnet: Check<boolean> = (value, key) =>
  value === undefined ? false : typeof value === "boolean" ? value : fail(key, "true or false", value);

/** The keys of contracts. */
export const CONTRACTS = ["job_market", "pool", "provider_registry", "lease_market", "staking", "restaking"] as const;

const CHECKS: { readonly [Key in keyof Config]: Check<Config[Key]> } = {
  rpc: nodes,
  chain_id: textLike(/^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/, 'the id of a chain such as "market-1"'),
  job_market: address,
  pool: address,
  provider_registry: address,
  lease_market: orNull(address),
  staking: orNull(address),
  restaking: orNull(address),
  denom: textLike(/^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/, 'the denom of the network token such as "unet"'),
  symbol,
  decimals,
  prefix: textLike(/^[a-z][a-z0-9]{0,31}$/, "lower-case letters and digits, a letter first"),
  gas_price: textLike(/^\d+(\.\d{1,18})?[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/, 'a price of gas such as "0.025unet"'),
  usd: orNull(usd),
  history: orNull(textLike(/^\S+\/$/, "a path or address that ends with /")),
  tx_link: orNull(textLike(/^https?:\/\/\S*\{hash\}\S*$/, "an address with {hash} in it")),
  rest: orNull(url),
  devnet,
};

/** Checks what `config.json` says. Throws a {@link ConfigError} for a key that is missing, wrong or unknown. */
export function checkConfig(value: unknown): Config {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ConfigError(`config.json: expected an object, got ${shown(value)}.`);
  }
  const given = value as Record<string, unknown>;
  const unknown = Object.keys(given).find((key) => !(key in CHECKS));
  if (unknown !== undefined) {
    throw new ConfigError(`config.json has a key "${unknown}": expected only ${Object.keys(CHECKS).join(", ")}.`);
  }
  const config = Object.fromEntries(
    Object.entries(CHECKS).map(([key, check]) => [key, (check as Check<unknown>)(given[key], key)]),
  ) as unknown as Config;
  // Addresses of one chain begin alike; a slip would show first when somebody types or signs.
  for (const key of CONTRACTS) {
    const one = config[key];
    if (one !== null && !isAddress(one, config.prefix)) {
      fail(key, `an address that begins with "${config.prefix}1", as the key "prefix" says`, one);
    }
  }
  if (config.usd?.asset === config.denom) fail("usd.asset", "another asset than the network token", config.denom);
  return config;
}

/** Whether a text is written as an address that begins with `prefix`. Its checksum is not looked at. */
export function isAddress(text: unknown, prefix: string): text is string {
  return typeof text === "string" && ADDRESS.test(text) && prefixOf(text) === prefix;
}

/** What an address begins with: all before its last 1, as no 1 stands in the rest. */
const prefixOf = (address: string) => address.slice(0, address.lastIndexOf("1"));

/** Fetches and checks `config.json`. Throws a {@link ConfigError} that says what to mend. */
export async function loadConfig(path = "config.json"): Promise<Config> {
  const response = await fetch(path, { cache: "no-cache" }).catch((error: unknown) => {
    throw new ConfigError(`config.json could not be fetched: ${error instanceof Error ? error.message : String(error)}.`);
  });
  if (!response.ok) {
    throw new ConfigError(`config.json: expected a file beside this page, got status ${response.status}.`);
  }
  const body = await response.text();
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new ConfigError(`config.json: expected JSON, got a text that begins with ${shown(body.slice(0, 40))}.`);
  }
  return checkConfig(value);
}
