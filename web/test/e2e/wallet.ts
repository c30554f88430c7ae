// A wallet as an extension would put it into the page: it signs for real with a devnet's account, or does what a test tells it.
// Bundled by itself, it runs before the page's own scripts.
import { DirectSecp256k1Wallet, type DirectSignResponse } from "@cosmjs/proto-signing";

/** Wallets that the page knows; both have the same ways. */
export type Extension = "keplr" | "leap";

/** What a test says of the wallet before the page is opened. */
export interface Injected {
  /** The devnet's account. */
  readonly name: string;
  readonly extension: Extension;
  readonly prefix: string;
  /** The only network that it knows. Any, if left out. */
  readonly chainId?: string;
}

/** What it does with requests from now on: `wait` keeps whoever asks for a signature waiting until the mood changes. */
export type Mood = "sign" | "reject" | "wait";

declare global {
  interface Window {
    injected: Injected;
    setMood(mood: Mood): void;
    /** Its owner chooses another account in it. */
    setKey(name: string): void;
  }
}

let mood: Mood = "sign";
let changed = () => {};
let change = new Promise<void>((resolve) => (changed = resolve));

window.setMood = (to) => {
  mood = to;
  changed();
  change = new Promise<void>((resolve) => (changed = resolve));
};

window.setKey = (name) => {
  window.injected = { ...window.injected, name };
  window.dispatchEvent(new Event(`${window.injected.extension}_keystorechange`));
};

async function open(): Promise<DirectSecp256k1Wallet> {
  const text = new TextEncoder().encode(`compute-amm devnet key: ${window.injected.name}`);
  const secret = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return DirectSecp256k1Wallet.fromKey(secret, window.injected.prefix);
}

/** Its owner looks at a request. */
async function asked(): Promise<void> {
  while (mood === "wait") await change;
  if (mood === "reject") throw new Error("Request rejected");
}

window[window.injected.extension] = {
  async enable(chainId: string) {
    await asked();
    const known = window.injected.chainId;
    if (known !== undefined && chainId !== known) throw new Error(`There is no chain info for ${chainId}`);
  },
  async experimentalSuggestChain() {
    await asked();
  },
  async getKey() {
    const [key] = await (await open()).getAccounts();
    return { name: window.injected.name, bech32Address: key!.address };
  },
  async getOfflineSignerAuto() {
    const wallet = await open();
    return {
      getAccounts: () => wallet.getAccounts(),
      async signDirect(signer, doc): Promise<DirectSignResponse> {
        await asked();
        return wallet.signDirect(signer, doc);
      },
    };
  },
};
