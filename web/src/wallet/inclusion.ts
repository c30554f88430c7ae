// From signed bytes to the block that has them. Once a node may have them, nothing is an end but a block, or that nobody knows: whoever
// is told to try again would send twice.
import { messageOf, NodeAway, NodeRefused } from "../chain/errors.js";
import { toHex } from "../chain/proto.js";
import type { Rpc, Tx } from "../chain/rpc.js";
import { Failure, fromLog } from "./failures.js";

type Node = Pick<Rpc, "node" | "tx" | "broadcast">;

/** What became of bytes that were handed to a node. */
export type Handed =
  | { readonly kind: "taken" }
  /** The answer is lost, and perhaps not the transaction. */
  | { readonly kind: "lost" }
  /** No node has it. */
  | { readonly kind: "refused"; readonly why: string };

/** How long to wait, in milliseconds. */
export interface Patience {
  /** For a block. */
  readonly block: number;
  /** For a node that has just started and refuses what is good. */
  readonly start: number;
  /** Between two looks. */
  readonly look: number;
}

export const PATIENCE: Patience = { block: 60_000, start: 10_000, look: 500 };

/** What a node says of a good transaction from its start to its first block, as it knows of no account until then. */
const BEGINS = /signature verification failed/i;
/** A node that has a transaction already says so. */
const HAS_IT = /already exists in cache|tx already in mempool/i;

/** A transaction's hash, as nodes write it. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)))).toUpperCase();
}

/** Hands it to a node. Throws nothing. */
export async function handOver(rpc: Node, bytes: Uint8Array): Promise<Handed> {
  const asked = rpc.node;
  // Where one node did not answer and the next one refuses, the first may have it.
  const refused = (why: string): Handed =>
    HAS_IT.test(why) ? { kind: "taken" } : rpc.node === asked ? { kind: "refused", why } : { kind: "lost" };
  try {
    const { code, log } = await rpc.broadcast(bytes);
    return code === 0 ? { kind: "taken" } : refused(log);
  } catch (error) {
    return error instanceof NodeRefused ? refused(messageOf(error)) : { kind: "lost" };
  }
}

/**
 * Hands it over, and waits until a block has it: a node that was away gets it again, as it may have forgotten it, and the same bytes
 * cannot count twice. Throws a {@link Failure}: the node's own reason where no node has it, `unknown` with the hash where one may.
 */
export async function included(rpc: Node, hash: string, bytes: Uint8Array, onTaken: () => void, patience = PATIENCE): Promise<Tx> {
  const began = Date.now();
  let last = await handOver(rpc, bytes);
  if (last.kind === "refused" && !BEGINS.test(last.why)) throw fromLog(last.why);
  /** Whether a node may have it: then a refusal says nothing, as a block may have it that the node has not indexed yet. */
  let perhaps = last.kind !== "refused";
  let again = last.kind !== "taken";
  onTaken();
  while (Date.now() - began < patience.block) {
    try {
      const tx = await rpc.tx(hash);
      if (tx) return tx;
    } catch (error) {
      if (error instanceof NodeAway) again = true;
    }
    if (again) {
      last = await handOver(rpc, bytes);
      again = last.kind !== "taken";
      if (last.kind !== "refused") perhaps = true;
      else if (!perhaps && Date.now() - began > patience.start) throw fromLog(last.why);
    }
    await new Promise((resolve) => setTimeout(resolve, patience.look));
  }
  throw unknown(hash, last.kind === "refused" ? last.why : undefined);
}

/** Of a transaction that was signed and may come. */
export function unknown(hash: string, detail?: string): Failure {
  return new Failure("unknown", "It was sent, but no block has had it within a minute. It may still come: look for its hash before you send it again.", detail, hash);
}
