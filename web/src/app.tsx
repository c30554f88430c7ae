// What every page shares: configuration, node, market, wallet.
import { createContext, useContext } from "solid-js";
import { createMarket, type Market } from "./chain/market.js";
import { Rpc } from "./chain/rpc.js";
import { unitIn, type Snapshot } from "./chain/snapshot.js";
import type { Unit } from "./chain/assets.js";
import type { Config } from "./config.js";
import { loadToSend } from "./parts.js";
import type { Sender } from "./wallet/send.js";
import { createUnderways, type Underways } from "./wallet/underway.js";
import { createWallet, type Wallet } from "./wallet/wallet.js";

/** See {@link useApp}. */
export interface App {
  readonly config: Config;
  readonly rpc: Rpc;
  readonly market: Market;
  readonly wallet: Wallet;
  readonly sender: Sender;
  readonly underways: Underways;
  /** NET's name and decimals. */
  readonly net: Unit;
  /** The unit of any asset, by its key; needs a snapshot, before which it is nameless. */
  unit(key: string): Unit;
  /** Opens the dialog in which one connects a wallet. */
  askWallet(): void;
}

const Context = createContext<App>();

/** Makes what pages share. Call it once, inside a root. `askWallet` is the shell's. */
export function createApp(config: Config, askWallet: () => void): App {
  const rpc = new Rpc(config.rpc, config.chain_id);
  const market = createMarket(rpc, config);
  const wallet = createWallet(config);
  const unit = (key: string): Unit => {
    const snapshot: Snapshot | undefined = market.snapshot();
    return snapshot ? unitIn(snapshot, config, key) : { symbol: "", decimals: 0 };
  };
  const sender: Sender = {
    send: async (messages, onStep) => {
      const { createSender } = await loadToSend(import("./wallet/send.js"));
      return createSender(config, rpc, wallet, unit, () => market.refresh()).send(messages, onStep);
    },
  };
  return {
    config, rpc, market, wallet, sender, unit, askWallet, underways: createUnderways(config.chain_id, rpc, () => market.refresh()),
    net: { symbol: config.symbol, decimals: config.decimals },
  };
}

export const AppProvider = Context.Provider;

/** Configuration, node, market, wallet. Inside the shell only. */
export function useApp(): App {
  const app = useContext(Context);
  if (!app) throw new Error("useApp is for components inside the shell");
  return app;
}
