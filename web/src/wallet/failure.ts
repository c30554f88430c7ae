// What went wrong where something was to be signed and sent. Why it did is told by failures.ts, which is loaded when something does.

/** What went wrong: pages may act on it; the message is for people. */
export type FailureKind =
  /** No such wallet in this browser. */
  | "no-wallet"
  /** Its owner said no. */
  | "rejected"
  /** The wallet or the node is on another chain than the page. */
  | "wrong-network"
  /** Not enough coins for the message or its fee, or no account at all. */
  | "insufficient-funds"
  /** No node answers. Nothing was sent. */
  | "node-away"
  /** The contract refuses: `detail` is its own error. Nothing was sent, or the transaction failed in its block. */
  | "contract"
  /** It was signed, and no block can have it any more. `hash` says which. */
  | "void"
  /** It was signed, and no node says what became of it. `hash` says which. */
  | "untold"
  /** Anything else. */
  | "other";

/** What a wallet has too little of, base units. */
export interface Shortage {
  readonly denom: string;
  readonly has: bigint;
  readonly takes: bigint;
}

/** What something would be, and the most that it may, NET base units. */
export interface Overrun {
  /** With a capital. */
  readonly what: string;
  readonly takes: bigint;
  readonly limit: bigint;
}

/** Says to a person what happened, and what to do. */
export class Failure extends Error {
  override name = "Failure";

  constructor(
    readonly kind: FailureKind,
    /** Sentences. */
    message: string,
    /** The contract's or the node's own words, where they help. */
    readonly detail?: string,
    /** Of a transaction that was signed. */
    readonly hash?: string,
    /** Of a wallet with too little, where the node says of what. */
    readonly short?: Shortage,
    /** Of what became dearer than its limit. */
    readonly over?: Overrun,
  ) {
    super(message);
  }
}
