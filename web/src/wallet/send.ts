// From messages to events: simulate, sign, broadcast, wait for the block. Loaded when somebody sends.
import type { Unit } from "../chain/assets.js";
import type { Config } from "../config.js";
import { eventsOf, type ChainEvent } from "../chain/events.js";
import { messageOf, NodeHangs, NodeRefused, NoIndex, STARTING } from "../chain/errors.js";
import type { Rpc } from "../chain/rpc.js";
import { loadToSend } from "../parts.js";
import { formatExact } from "../money/amounts.js";
import { Failure } from "./failure.js";
import { explain, fromLog, fromWallet } from "./failures.js";
import { feeOf } from "./gas.js";
import { hashOf, included, PATIENCE } from "./inclusion.js";
import { lifeFrom, type Life, type Signed } from "./life.js";
import type { Message } from "./messages.js";
import type { Fee, Signing } from "./sign.js";
import type { Wallet } from "./wallet.js";

/** How far a transaction is. */
export type SendStep =
  /** The wallet is asked for its account: its owner may have to unlock it. */
  | { readonly step: "opening" }
  | { readonly step: "simulating" }
  /** In the wallet; the fee is what the page proposes. */
  | { readonly step: "signing"; readonly fee: Fee }
  /** From here on it may come into a block, whatever else happens. */
  | { readonly step: "sending"; readonly signed: Signed }
  /** A node may have it; no block has it yet. `late`: for longer than usual. */
  | { readonly step: "waiting"; readonly signed: Signed; readonly late: boolean };

/** A transaction that did what it said. */
export interface Sent {
  readonly hash: string;
  readonly height: number;
  readonly events: readonly ChainEvent[];
  readonly gasUsed: bigint;
}

/** Sends for whoever is connected. */
export interface Sender {
  /**
   * All messages in one transaction: all of them happen, or none. Resolves once a block has it.
   * Throws a {@link Failure} for people to read, with the hash if it was signed.
   */
  send(messages: readonly Message[], onStep?: (step: SendStep) => void): Promise<Sent>;
}

/** `unit` is that of an asset by its key; `refresh` shows what the transaction changed. */
export function createSender(
  config: Config, rpc: Rpc, wallet: Wallet, unit: (key: string) => Unit, refresh: () => Promise<void>,
): Sender {
  async function open(address: string, onStep: (step: SendStep) => void): Promise<{ readonly signing: Signing; readonly life: Life }> {
    const [{ connectSigner }, signer] = await Promise.all([loadToSend(import("./sign.js")), fromWallet(wallet.signer())]);
    const has = await fromWallet(signer.getAccounts());
    if (!has.some((one) => one.address === address)) {
      throw new Failure("other", `The page is connected as ${address}, and your wallet has ${has[0]?.address ?? "no account"} chosen. Nothing was sent. Choose that account in your wallet, or disconnect here and connect with the other one.`);
    }
    onStep({ step: "simulating" });
    // A node that is none of the chain, or away, or keeps no index, is passed over.
    await indexed();
    const life = await lifeFrom(rpc, await rpc.status());
    return { signing: await connectSigner(rpc.node, config.chain_id, signer, address), life };
  }

  /** A node without an index, or one that answers no such question, could never say what became of it. Any hash tells. */
  async function indexed(): Promise<void> {
    await rpc.seek("0".repeat(64)).catch((error: unknown) => {
      if (!(error instanceof NodeRefused) || STARTING.test(messageOf(error))) throw error;
      const [why, then] = error instanceof NoIndex ? ["keeps no index of transactions", "Tell"] : ["refuses to tell of transactions", "Try again. If it stays so, tell"];
      throw new Failure("other", `This node ${why}, so the page could not tell what became of yours. Nothing was sent. ${then} whoever runs this page: it must name a node with an index.`, messageOf(error));
    });
  }

  /** The trial on the node takes no fee: what leaves nothing for it would fail in its block, and cost its fee all the same. */
  async function afford(address: string, fee: Fee, messages: readonly Message[]): Promise<void> {
    if (fee.amount === 0n) return;
    const held = await rpc.balance(address, fee.denom);
    const funds = messages.flatMap((one) => one.funds).filter(({ denom }) => denom === fee.denom).reduce((sum, { amount }) => sum + amount, 0n);
    if (held >= funds + fee.amount) return;
    const { decimals, symbol } = unit(fee.denom);
    const say = (amount: bigint) => `${formatExact(amount, decimals)} ${symbol}`;
    throw new Failure("insufficient-funds", `Your wallet has too little for this message and its fee. You have ${say(held)}, and it takes ${say(funds + fee.amount)}, of which ${say(fee.amount)} are the fee: ${say(funds + fee.amount - held)} are missing. Nothing was sent.`);
  }

  async function send(messages: readonly Message[], onStep: (step: SendStep) => void = () => {}): Promise<Sent> {
    let signed: Signed | undefined;
    try {
      const account = wallet.account();
      if (!account) throw new Failure("no-wallet", "Connect a wallet first.");
      onStep({ step: "opening" });
      const { signing, life } = await open(account.address, onStep);
      const fee = feeOf(await simulated(signing, messages), messages.length, config.gas_price);
      await afford(account.address, fee, messages);
      onStep({ step: "signing", fee });
      const bytes = await signing.sign(messages, fee, life.until);
      const own = { ...life, hash: await hashOf(bytes) };
      signed = own;
      onStep({ step: "sending", signed: own });
      const tx = await included(rpc, own, bytes, (late) => onStep({ step: "waiting", signed: own, late }));
      if (tx.code !== 0) throw fromLog(tx.log, own.hash);
      // What it changed is shown with the next block at the latest.
      await refresh().catch(() => undefined);
      return { hash: own.hash, height: tx.height, events: eventsOf(tx), gasUsed: tx.gasUsed };
    } catch (error) {
      if (error instanceof NodeHangs) rpc.pass();
      if (!signed || error instanceof Failure) throw explain(error);
      throw new Failure("other", `You have signed it, and the page does not know what became of it: ${messageOf(error)}. Look for its hash before you send it again.`, messageOf(error), signed.hash);
    }
  }

  return { send };
}

/** Gas that messages use. A node that has just started cannot tell yet, and is asked again for a while. */
async function simulated(signing: Signing, messages: readonly Message[]): Promise<bigint> {
  for (const until = Date.now() + PATIENCE.start; ;) {
    try {
      return await signing.simulate(messages);
    } catch (error) {
      if (!STARTING.test(messageOf(error)) || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, PATIENCE.look));
    }
  }
}
