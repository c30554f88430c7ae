// Why a read failed. Each message is a sentence for people.

/** No node answers: none is reachable, or what answers is no node. The page tries again by itself. */
export class NodeAway extends Error {
  override name = "NodeAway";
}

/** A node takes a request, and does not answer it in time. */
export class NodeHangs extends NodeAway {
  override name = "NodeHangs";
}

/** A node answers, and its chain is another one than the configuration's: it is not asked for anything else. */
export class OtherChain extends NodeAway {
  override name = "OtherChain";
}

/** A node answers, and does not do it: its index is off, the request is malformed, the height is not there yet. */
export class NodeRefused extends Error {
  override name = "NodeRefused";
}

/** A node that keeps no index of transactions. */
export class NoIndex extends NodeRefused {
  override name = "NoIndex";
}

/** A node that is asked for a block which it has announced and not yet executed, or of which another node spoke. */
export class NotYet extends NodeRefused {
  override name = "NotYet";
}

/** The node has dropped the state of that height. */
export class Pruned extends NodeRefused {
  override name = "Pruned";
}

/** A contract's own error; the message is the contract's. */
export class QueryFailed extends Error {
  override name = "QueryFailed";

  /** `contract` is whom the query asked; undefined: a module of the chain. */
  constructor(message: string, readonly contract?: string) {
    super(message);
  }
}

/** A contract that answers, and not as the one that it was taken for. */
export class OtherContract extends Error {
  override name = "OtherContract";

  constructor(message: string, readonly contract: string) {
    super(message);
  }
}

/** What a node says between its start and its first block. */
export const STARTING = /unknown query path|block \(unix\) time must never be empty/i;

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const WRAPPED = /: query wasm contract failed(?:: unknown request)?$|^(?:rpc error: )?(?:codespace \w+ code \d+: )?(?:query wasm contract failed: )?/g;

/** What the contract said, without what the chain wraps around it. */
export function contractMessage(log: string): string {
  const plain = log.replace(/^Generic error: /, "").replace(WRAPPED, "").replace(/^Generic error: /, "").trim();
  return plain || "the contract gave no reason";
}
