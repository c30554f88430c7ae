// A job's input and program as files: their digests, and the parts of an input that a provider may ask for on chain.
import { toHex } from "../../chain/proto.js";

/** Bytes of a chunk of an input in chunks; the last may be shorter. */
export const CHUNK = 16_384;
/** The longest input that can be asked for whole. */
export const MAX_INPUT = 65_536;
/** Most chunks of an input. */
const MAX_CHUNKS = 1_048_576;

/** An input as a request names it. */
export interface InputDigest {
  /** 64 hexadecimal digits. */
  readonly digest: string;
  readonly form: { readonly bytes: { readonly len: number } } | { readonly chunks: { readonly count: number } } | null;
}

const sha256 = async (bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => {
  // A browser has it only where nobody between could have changed the page.
  if (!globalThis.crypto?.subtle) throw new Error("This browser computes digests only on a page that comes by https. Paste the digest instead.");
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
};

/** sha256, as 64 hexadecimal digits. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  return toHex(await sha256(bytes));
}

/**
 * The digest of an input. One that can be asked for is its sha256 up to 64 KiB, and beyond that the root over its chunks; one that
 * cannot is its sha256. Throws a RangeError for an empty one, and for more than 2^20 chunks.
 */
export async function inputDigest(bytes: Uint8Array, askable: boolean): Promise<InputDigest> {
  if (bytes.length === 0) throw new RangeError("The file is empty. Leave the input out instead.");
  if (!askable) return { digest: await digestOf(bytes), form: null };
  if (bytes.length <= MAX_INPUT) return { digest: await digestOf(bytes), form: { bytes: { len: bytes.length } } };
  const leaves = await leavesOf(bytes);
  if (leaves.length > MAX_CHUNKS) throw new RangeError("Expected at most 16 GiB.");
  const { root } = await climb(leaves, 0);
  return { digest: toHex(root), form: { chunks: { count: leaves.length } } };
}

/** A chunk with its siblings from the leaf to the root, as an answer brings them. Throws a RangeError beyond the last chunk. */
export async function chunkOf(bytes: Uint8Array, index: number): Promise<{ data: Uint8Array; path: string[]; root: string }> {
  const leaves = await leavesOf(bytes);
  if (index >= leaves.length) throw new RangeError(`Expected a file with a chunk ${index}, counted from 0, got one of ${bytes.length} bytes. It is another file.`);
  const { root, path } = await climb(leaves, index);
  return { data: bytes.slice(index * CHUNK, (index + 1) * CHUNK), path: path.map(toHex), root: toHex(root) };
}

async function leavesOf(bytes: Uint8Array): Promise<Uint8Array[]> {
  const leaves: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += CHUNK) leaves.push(await sha256(joined(0, bytes.subarray(from, from + CHUNK))));
  return leaves;
}

/** The root over leaves, and the siblings of one on its way up. A node without a sibling moves up as it is. */
async function climb(leaves: readonly Uint8Array[], index: number): Promise<{ root: Uint8Array; path: Uint8Array[] }> {
  const path: Uint8Array[] = [];
  let [level, at] = [leaves, index];
  while (level.length > 1) {
    const sibling = level[at % 2 === 1 ? at - 1 : at + 1];
    if (sibling) path.push(sibling);
    const next: Uint8Array[] = [];
    for (let from = 0; from < level.length; from += 2) {
      const [left, right] = [level[from], level[from + 1]];
      if (left) next.push(right ? await sha256(joined(1, left, right)) : left);
    }
    [level, at] = [next, (at - (at % 2)) / 2];
  }
  const [root] = level;
  if (!root) throw new RangeError("expected at least one chunk");
  return { root, path };
}

function joined(mark: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  all[0] = mark;
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 1);
  return all;
}
