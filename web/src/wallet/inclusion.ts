// From signed bytes to the block that has them. Once a node may have them there are two ends: a block has them, or the last block that may
// have them is past. Whoever is told earlier to try again would send twice. Where no node tells for long, just that is told.
import { NodeAway } from "../chain/errors.js";
import { toHex } from "../chain/proto.js";
import type { Rpc, Tx } from "../chain/rpc.js";
import { formatWhole } from "../money/amounts.js";
import { Failure } from "./failure.js";
import { fromLog } from "./failures.js";
import { fateOf, inVain, type Signed } from "./life.js";

type Node = Pick<Rpc, "seek" | "broadcast">;

/** What became of bytes that were handed to a node. */
export type Handed =
  | { readonly kind: "taken" }
  /** The answer is lost, and perhaps not the transaction. */
  | { readonly kind: "lost" }
  /** No node has it. */
  | { readonly kind: "refused"; readonly why: string };

/** How long to wait, in milliseconds. */
export interface Patience {
  /** For a block, before one is told that it is late. */
  readonly block: number;
  /** For a node that has just started and refuses what is good. */
  readonly start: number;
  /** Between two looks. */
  readonly look: number;
  /** For a node that tells anything; left out: as {@link inVain} has it. */
  readonly silence?: number;
}

export const PATIENCE: Patience = { block: 60_000, start: 10_000, look: 500 };

/** What a node says of a good transaction from its start to its first block, as it knows of no account until then. */
const BEGINS = /signature verification failed/i;
/** A node that has a transaction already says so. */
const HAS_IT = /already exists in cache|tx already in mempool/i;
/** What a node says instead of an answer where it surely has not taken it. After anything else, as of a gateway that waited in vain, it may have. */
const TURNED_AWAY = /mempool is full|tx too large|catching up/i;

/** A transaction's hash, as nodes write it. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)))).toUpperCase();
}

/** Hands it to a node. Throws nothing. */
export async function handOver(rpc: Node, bytes: Uint8Array): Promise<Handed> {
  try {
    const { refused, erred, alone } = await rpc.broadcast(bytes);
    const why = refused ?? erred;
    if (why === undefined || HAS_IT.test(why)) return { kind: "taken" };
    // Where one node did not answer and the next one refuses, the first may have it.
    return alone && (refused !== undefined || TURNED_AWAY.test(why)) ? { kind: "refused", why } : { kind: "lost" };
  } catch {
    return { kind: "lost" };
  }
}

/**
 * Hands it over, and waits until a block has it: a node that was away gets it again, as it may have forgotten it, and the same bytes
 * cannot count twice. `onWait` is told whether the block is late. Throws a {@link Failure} with the hash: the node's own reason where
 * every node says that it has it not, `void` once no block can have it any more, `untold` where no node tells for long.
 */
export async function included(rpc: Node, signed: Signed, bytes: Uint8Array, onWait: (late: boolean) => void, patience = PATIENCE): Promise<Tx> {
  const began = Date.now();
  let last = await handOver(rpc, bytes);
  if (last.kind === "refused" && !BEGINS.test(last.why)) throw refusal(last.why, signed);
  /** Whether a node may have it: then a refusal says nothing, as a block may have it that the node has not indexed yet. */
  let perhaps = last.kind !== "refused";
  let again = last.kind !== "taken";
  let late = false;
  const vain = inVain(signed, patience.silence);
  onWait(late);
  for (;;) {
    let told = false;
    try {
      const fate = await fateOf(rpc, signed);
      if (fate === "void") throw gone(signed);
      if (fate) return fate;
      told = true;
    } catch (error) {
      if (error instanceof Failure) throw error;
      if (error instanceof NodeAway) again = true;
    }
    if (!late && Date.now() - began > patience.block) onWait((late = true));
    if (again) {
      last = await handOver(rpc, bytes);
      again = last.kind !== "taken";
      if (last.kind !== "refused") perhaps = true;
      else if (!perhaps && Date.now() - began > patience.start) throw refusal(last.why, signed);
    }
    if (vain(told)) throw untold(signed);
    await new Promise((resolve) => setTimeout(resolve, patience.look));
  }
}

/** A node refuses it. It has the bytes all the same, and its word alone says that it will not use them. */
function refusal(why: string, { hash, until }: Signed): Failure {
  const { kind, message, detail, short, over } = fromLog(why, hash);
  return new Failure(kind, `${message} You have signed it, so a node that lies could still bring it until block ${formatWhole(until)}: look for its hash before you send it again.`, detail, hash, short, over);
}

/** No block can have it any more. */
export function gone({ hash, until }: Signed): Failure {
  return new Failure("void", `You have signed it, and no block has had it until block ${formatWhole(until)}, the last that could. It is void: nothing happened, and you can send it again.`, undefined, hash);
}

/** No node has said for long what became of it. */
export function untold({ hash, until }: Signed): Failure {
  return new Failure("untold", `You have signed it, and no node tells what became of it. It may be done, or come until block ${formatWhole(until)}: look for its hash before you send it again.`, undefined, hash);
}
