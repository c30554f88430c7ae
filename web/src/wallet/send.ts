// From messages to events: simulate, sign, broadcast, wait for the block.
import type { Config } from "../config.js";
import { eventsOf, type ChainEvent } from "../chain/events.js";
import { NodeAway, NodeRefused } from "../chain/errors.js";
import { toHex } from "../chain/proto.js";
import type { Rpc, Tx } from "../chain/rpc.js";
import { explain, Failure, fromLog } from "./failures.js";
import { feeFor, withMargin } from "./gas.js";
import type { Message } from "./messages.js";
import type { Fee } from "./sign.js";
import type { Wallet } from "./wallet.js";

/** How far a transaction is. */
export type SendStep =
  | { readonly step: "simulating" }
  /** In the wallet; the fee is what the page proposes. */
  | { readonly step: "signing"; readonly fee: Fee }
  | { readonly step: "sending" }
  /** A node has accepted it; no block has it yet. */
  | { readonly step: "waiting"; readonly hash: string };

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
   * Throws a {@link Failure} for people to read; of kind `unknown` if no block had it within a minute.
   */
  send(messages: readonly Message[], onStep?: (step: SendStep) => void): Promise<Sent>;
  /** Gas and fee of messages now, without signing. Throws a {@link Failure} where they would fail. */
  estimate(messages: readonly Message[]): Promise<Fee>;
}

const WAIT_MS = 60_000;
const POLL_MS = 500;

/** `chainId` is that of the page's latest snapshot; `refresh` shows what the transaction changed. */
export function createSender(
  config: Config, rpc: Rpc, wallet: Wallet, chainId: () => Promise<string>, refresh: () => Promise<void>,
): Sender {
  async function open() {
    const account = wallet.account();
    if (!account) throw new Failure("no-wallet", "Connect a wallet first.");
    const [{ connectSigner }, signer] = await Promise.all([import("./sign.js"), wallet.signer()]);
    const signing = await connectSigner(rpc.node, signer, account.address);
    const expected = await chainId();
    if (signing.chainId !== expected) {
      throw new Failure("wrong-network", `Expected the network ${expected}, got ${signing.chainId}. Reload the page.`);
    }
    return signing;
  }

  async function estimate(messages: readonly Message[]): Promise<Fee> {
    try {
      return feeFor(withMargin(await (await open()).simulate(messages)), config.gas_price);
    } catch (error) {
      throw explain(error);
    }
  }

  async function send(messages: readonly Message[], onStep: (step: SendStep) => void = () => {}): Promise<Sent> {
    let hash: string | undefined;
    try {
      onStep({ step: "simulating" });
      const signing = await open();
      const fee = feeFor(withMargin(await signing.simulate(messages)), config.gas_price);
      onStep({ step: "signing", fee });
      const bytes = await signing.sign(messages, fee);
      onStep({ step: "sending" });
      const own = await hashOf(bytes);
      const checked = await rpc.broadcast(bytes).catch((error: unknown) => {
        // The answer is lost, and perhaps not the transaction.
        if (error instanceof NodeAway) return { code: 0, log: "" };
        throw error;
      });
      if (checked.code !== 0) throw fromLog(checked.log);
      hash = own;
      onStep({ step: "waiting", hash });
      const tx = await included(rpc, hash);
      if (tx.code !== 0) throw fromLog(tx.log, hash);
      // What it changed is shown with the next block at the latest.
      await refresh().catch(() => undefined);
      return { hash, height: tx.height, events: eventsOf(tx), gasUsed: tx.gasUsed };
    } catch (error) {
      throw explain(error, hash);
    }
  }

  return { send, estimate };
}

/** A transaction's hash, as nodes write it. */
async function hashOf(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)))).toUpperCase();
}

/** Waits until a block has the transaction. A node that restarts meanwhile is waited for. */
async function included(rpc: Rpc, hash: string): Promise<Tx> {
  const until = Date.now() + WAIT_MS;
  while (Date.now() < until) {
    const tx = await rpc.tx(hash).catch((error: unknown) => {
      if (error instanceof NodeAway || error instanceof NodeRefused) return undefined;
      throw error;
    });
    if (tx) return tx;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Failure("unknown", "It was sent, but no block has had it within a minute. It may still come: look for its hash before you send it again.", undefined, hash);
}
