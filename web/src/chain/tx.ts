// Transactions as nodes tell of them, and the whole numbers that JSON has as text.

/** An event as a transaction has it: attributes in order, all of them texts. */
export interface RawEvent {
  readonly type: string;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

/** A transaction that is in a block. */
export interface Tx {
  /** Upper-case hexadecimal digits. */
  readonly hash: string;
  readonly height: number;
  /** Its place in the block. */
  readonly index: number;
  /** 0 if it did what it said; otherwise `log` says why not, and nothing happened but that the fee was paid. */
  readonly code: number;
  readonly log: string;
  readonly gasUsed: bigint;
  readonly events: readonly RawEvent[];
  /** What was signed, as bytes in base64. */
  readonly bytes: string;
}

/** One page of a search. */
export interface TxPage {
  readonly txs: readonly Tx[];
  /** Of all pages. */
  readonly total: number;
}

/** A height, index or count, which JSON has as text. Throws a RangeError beyond 2^53. */
export function whole(text: string): number {
  // no-float: checked to be exact.
  const value = Number(text);
  if (!/^\d{1,16}$/.test(text) || !Number.isSafeInteger(value)) throw new RangeError(`expected a whole number, got ${text}`);
  return value;
}

/** As a node writes it. */
export interface RawTx {
  readonly hash: string;
  readonly height: string;
  readonly index: number;
  readonly tx: string;
  readonly tx_result: {
    readonly code: number; readonly log?: string; readonly gas_used: string; readonly events: RawEvent[] | null;
  };
}

/** Throws a RangeError where a number is none. */
export function toTx({ hash, height, index, tx, tx_result }: RawTx): Tx {
  const { code, log, gas_used, events } = tx_result;
  return { hash, height: whole(height), index, code, log: log ?? "", gasUsed: BigInt(gas_used), events: events ?? [], bytes: tx };
}
