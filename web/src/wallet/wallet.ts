// Who signs: Keplr or Leap, as the browser has them, or a public key of the devnet.
import { createSignal, type Accessor } from "solid-js";
import type { Config } from "../config.js";
import { explained, loadToSend } from "../parts.js";
import { Failure } from "./failure.js";
import { gasPrice } from "./gas.js";
import type { OfflineSigner } from "./sign.js";

/** Where keys are. */
export type WalletKind = "keplr" | "leap" | "devnet";

/** Somebody is connected. */
export interface Account {
  readonly kind: WalletKind;
  readonly address: string;
  /** What the wallet calls the key; of a devnet key its name. */
  readonly name: string;
}

/** What both extensions offer, as far as the page uses it. */
interface Extension {
  enable(chainId: string): Promise<void>;
  experimentalSuggestChain(chain: unknown): Promise<void>;
  getKey(chainId: string): Promise<{ name: string; bech32Address: string }>;
  getOfflineSignerAuto(chainId: string, options?: unknown): Promise<OfflineSigner>;
}

declare global {
  interface Window {
    keplr?: Extension;
    leap?: Extension;
  }
}

/** Connects and knows who is connected. */
export interface Wallet {
  readonly account: Accessor<Account | undefined>;
  /** Which wallets this browser has; devnet keys where the configuration allows them. */
  choices(): readonly WalletKind[];
  /**
   * Asks the wallet to connect to the chain, and tells it of the chain if need be. A devnet key wants its name.
   * Throws a {@link Failure}: `no-wallet`, `rejected`, `wrong-network`.
   */
  connect(kind: WalletKind, name?: string): Promise<Account>;
  disconnect(): void;
  /** Connects again as the last time, if a wallet was connected then; silently does nothing otherwise. */
  resume(): Promise<void>;
  /** The signer of whoever is connected. Throws a {@link Failure} if nobody is. */
  signer(): Promise<OfflineSigner>;
}

const REMEMBERED = "wallet";
export const WALLET_NAMES: Readonly<Record<WalletKind, string>> = { keplr: "Keplr", leap: "Leap", devnet: "a devnet key" };

/** The chain whose accounts have public keys: a `config.json` with `devnet` that lies at another one's page must not offer them. */
const DEVNET = "compute-amm-devnet";

export function createWallet(config: Config): Wallet {
  const [account, setAccount] = createSignal<Account | undefined>();

  async function open(kind: WalletKind, name: string): Promise<Account> {
    if (kind === "devnet") {
      if (!config.devnet || config.chain_id !== DEVNET) throw new Failure("no-wallet", "Devnet keys are public. This page does not accept them on its chain.");
      const { devnetSigner } = await loadToSend(import("./sign.js"));
      const [key] = await (await devnetSigner(name, config.prefix)).getAccounts();
      if (!key) throw new Failure("other", "The key has no address.");
      return { kind, address: key.address, name };
    }
    const extension = found(kind);
    const id = config.chain_id;
    await extension.enable(id).catch(async (error: unknown) => {
      if ((await explained(error, true)).kind === "rejected") throw error;
      // It does not know the chain yet.
      await extension.experimentalSuggestChain(chainInfo(config));
      await extension.enable(id);
    });
    const key = await extension.getKey(id);
    if (!key.bech32Address.startsWith(`${config.prefix}1`)) {
      throw new Failure("wrong-network", `Expected an address that begins with ${config.prefix}1, got ${key.bech32Address} of ${WALLET_NAMES[kind]}.`);
    }
    return { kind, address: key.bech32Address, name: key.name };
  }

  async function connect(kind: WalletKind, name = ""): Promise<Account> {
    try {
      const opened = await open(kind, name);
      setAccount(opened);
      remember({ kind, name });
      return opened;
    } catch (error) {
      throw await explained(error, true);
    }
  }

  const disconnect = () => {
    setAccount(undefined);
    remember(undefined);
  };

  // Another account was chosen in the extension.
  for (const kind of ["keplr", "leap"] as const) {
    window.addEventListener(`${kind}_keystorechange`, () => {
      if (account()?.kind === kind) connect(kind).catch(disconnect);
    });
  }

  return {
    account,
    choices: () => [
      ...(["keplr", "leap"] as const).filter((kind) => window[kind] !== undefined), ...(config.devnet ? ["devnet" as const] : []),
    ],
    connect,
    disconnect,
    resume: async () => {
      const last = recall();
      // Extensions may come into the page late.
      if (last && document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
      if (last) await connect(last.kind, last.name).catch(() => undefined);
    },
    signer: async () => {
      const who = account();
      if (!who) throw new Failure("no-wallet", "Connect a wallet first.");
      if (who.kind === "devnet") return (await loadToSend(import("./sign.js"))).devnetSigner(who.name, config.prefix);
      return found(who.kind).getOfflineSignerAuto(config.chain_id, { preferNoSetFee: true });
    },
  };
}

function found(kind: "keplr" | "leap"): Extension {
  const extension = window[kind];
  if (extension) return extension;
  throw new Failure("no-wallet", `${WALLET_NAMES[kind]} is not in this browser. Install it, or choose another wallet.`);
}

/** What an extension must know of a chain that it does not have in its own list. */
function chainInfo(config: Config): unknown {
  const { atomics, denom } = gasPrice(config.gas_price);
  const currency = { coinDenom: config.symbol, coinMinimalDenom: config.denom, coinDecimals: config.decimals };
  // Gas may be paid in another coin, of which the page knows the base unit alone.
  const fees = denom === config.denom ? currency : { coinDenom: denom, coinMinimalDenom: denom, coinDecimals: 0 };
  // no-float: the extension's own unit for a price of gas; the page computes fees in whole numbers.
  const price = Number(atomics) / 1e18;
  const bech32 = (what: string) => `${config.prefix}${what}`;
  return {
    chainId: config.chain_id, chainName: config.chain_id, rpc: config.rpc[0], rest: config.rest ?? config.rpc[0], bip44: { coinType: 118 },
    bech32Config: {
      bech32PrefixAccAddr: bech32(""), bech32PrefixAccPub: bech32("pub"), bech32PrefixValAddr: bech32("valoper"),
      bech32PrefixValPub: bech32("valoperpub"), bech32PrefixConsAddr: bech32("valcons"),
      bech32PrefixConsPub: bech32("valconspub"),
    },
    currencies: denom === config.denom ? [currency] : [currency, fees], stakeCurrency: currency,
    feeCurrencies: [{ ...fees, gasPriceStep: { low: price, average: price, high: price } }],
  };
}

interface Remembered {
  readonly kind: WalletKind;
  readonly name: string;
}

function remember(last: Remembered | undefined): void {
  try {
    if (last) localStorage.setItem(REMEMBERED, JSON.stringify(last));
    else localStorage.removeItem(REMEMBERED);
  } catch {
    // A browser may forbid it: then one connects again.
  }
}

function recall(): Remembered | undefined {
  try {
    const last = JSON.parse(localStorage.getItem(REMEMBERED) ?? "null") as Partial<Remembered> | null;
    const known = last && typeof last.name === "string" && last.kind && last.kind in WALLET_NAMES;
    return known ? (last as Remembered) : undefined;
  } catch {
    return undefined;
  }
}
