// From messages to events: simulate, sign, broadcast, wait for the block.
import type { Config } from "../config.js";
import { eventsOf, type ChainEvent } from "../chain/events.js";
import { messageOf, NodeAway, NodeRefused, STARTING } from "../chain/errors.js";
import { toHex } from "../chain/proto.js";
import type { Rpc, Tx } from "../chain/rpc.js";
import { explain, Failure, fromLog } from "./failures.js";
import { feeFor, withMargin } from "./gas.js";
import type { Message } from "./messages.js";
import type { Fee, Signing } from "./sign.js";
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
/** What a node says of a good transaction from its start to its first block, as it knows of no account until then. */
const BEGINS = /signature verification failed/i;
/** So long a node may take for that. */
const BEGINS_MS = 10_000;
/** A node that has a transaction already says so. */
const HAS_IT = /already exists in cache|tx already in mempool/i;

/** `refresh` shows what the transaction changed. */
export function createSender(
  config: Config, rpc: Rpc, wallet: Wallet, refresh: () => Promise<void>,
): Sender {
  async function open() {
    const account = wallet.account();
    if (!account) throw new Failure("no-wallet", "Connect a wallet first.");
    const [{ connectSigner }, signer] = await Promise.all([import("./sign.js"), wallet.signer()]);
    // A node that is none of the chain, or away, is passed over.
    await rpc.status();
    return connectSigner(rpc.node, config.chain_id, signer, account.address);
  }

  async function estimate(messages: readonly Message[]): Promise<Fee> {
    try {
      return feeFor(withMargin(await simulated(await open(), messages)), config.gas_price);
    } catch (error) {
      throw explain(error);
    }
  }

  async function send(messages: readonly Message[], onStep: (step: SendStep) => void = () => {}): Promise<Sent> {
    let hash: string | undefined;
    try {
      onStep({ step: "simulating" });
      const signing = await open();
      const fee = feeFor(withMargin(await simulated(signing, messages)), config.gas_price);
      onStep({ step: "signing", fee });
      const bytes = await signing.sign(messages, fee);
      onStep({ step: "sending" });
      const own = await hashOf(bytes);
      // Before it is sent: a node without an index could never say what became of it.
      await rpc.tx(own).catch((error: unknown) => {
        if (error instanceof NodeRefused) throw new Failure("other", "This node keeps no index of transactions, so the page could not tell what became of yours. Nothing was sent. Use a node with an index.", messageOf(error));
        if (!(error instanceof NodeAway)) throw error;
      });
      const { taken, refusal } = await handOver(rpc, bytes);
      if (refusal !== undefined && !BEGINS.test(refusal)) throw fromLog(refusal);
      hash = own;
      onStep({ step: "waiting", hash });
      const tx = await included(rpc, hash, bytes, taken);
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

/** Gas that messages use. A node that has just started cannot tell yet, and is asked again for a while. */
async function simulated(signing: Signing, messages: readonly Message[]): Promise<bigint> {
  for (const until = Date.now() + BEGINS_MS; ;) {
    try {
      return await signing.simulate(messages);
    } catch (error) {
      if (!STARTING.test(messageOf(error)) || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

/** A transaction's hash, as nodes write it. */
async function hashOf(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)))).toUpperCase();
}

/** Hands it to a node: whether one has it, and if not, why; no `refusal` where the answer is lost, and perhaps not the transaction. */
async function handOver(rpc: Rpc, bytes: Uint8Array): Promise<{ readonly taken: boolean; readonly refusal?: string }> {
  try {
    const { code, log } = await rpc.broadcast(bytes);
    return code === 0 || HAS_IT.test(log) ? { taken: true } : { taken: false, refusal: log };
  } catch (error) {
    if (error instanceof NodeAway) return { taken: false };
    // Another node was asked, and has it from the first.
    if (error instanceof NodeRefused && HAS_IT.test(error.message)) return { taken: true };
    throw error;
  }
}

/**
 * Waits until a block has the transaction. A node that was away gets it again, as it may have forgotten it: the same bytes cannot count
 * twice. `taken`: a node has said that it has it.
 */
async function included(rpc: Rpc, hash: string, bytes: Uint8Array, taken: boolean): Promise<Tx> {
  const until = Date.now() + WAIT_MS;
  let again = !taken;
  let refusedAt: number | undefined;
  while (Date.now() < until) {
    try {
      const tx = await rpc.tx(hash);
      if (tx) return tx;
      if (again) {
        const answer = await handOver(rpc, bytes);
        again = !answer.taken;
        if (answer.refusal !== undefined) {
          refusedAt ??= Date.now();
          if (Date.now() - refusedAt > BEGINS_MS) throw fromLog(answer.refusal);
        }
      }
    } catch (error) {
      if (error instanceof NodeAway) again = true;
      else if (!(error instanceof NodeRefused)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Failure("unknown", "It was sent, but no block has had it within a minute. It may still come: look for its hash before you send it again.", undefined, hash);
}
