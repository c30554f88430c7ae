// Amounts and other texts of JSON that are no plain texts.
//
// At run time each is the text that the JSON has. To the compiler it is opaque, and *a symbol*: symbols are the one
// primitive that TypeScript refuses in `a + b`, `a < b`, `a * 2` and in templates, where texts of amounts would be
// joined ("1" + "2" = "12"), compared by letters ("9" > "10") or rounded to floats.

declare const brand: unique symbol;

/** A text that the compiler takes for nothing else. */
interface Brand<Name extends string> {
  readonly [brand]: Name;
}

/** An amount of base units, below 2^128. {@link toBigInt} to calculate with it, {@link uint128} to make one. */
export type Uint128 = symbol & Brand<"Uint128">;

/** A number below 2^64 as decimal text. {@link toBigInt}, {@link uint64}. */
export type Uint64 = symbol & Brand<"Uint64">;

/** A decimal number with up to 18 digits after the point, such as a price. {@link toAtomics}, {@link decimal}. */
export type Decimal256 = symbol & Brand<"Decimal256">;

/** Bytes as base64. {@link toBinary}, {@link fromBinary}. */
export type Binary = symbol & Brand<"Binary">;

/** Bytes as hexadecimal digits. {@link hex}. */
export type HexBinary = symbol & Brand<"HexBinary">;

/** Any of them. */
export type Scalar = Uint128 | Uint64 | Decimal256 | Binary | HexBinary;

/** The text that the JSON has. */
export function text(scalar: Scalar): string {
  const value: unknown = scalar;
  if (typeof value !== "string") throw new TypeError(`expected the text of a number or of bytes, got ${typeof value}`);
  return value;
}

function whole(value: bigint | string, bits: number): string {
  if (typeof value !== "bigint" && typeof value !== "string") {
    throw new TypeError(`expected a bigint or decimal text, got ${typeof value}: a number would round`);
  }
  if (typeof value === "string" && !/^\d+$/.test(value)) {
    throw new RangeError(`expected decimal digits, got ${JSON.stringify(value)}`);
  }
  const number = BigInt(value);
  if (number < 0n || number >> BigInt(bits) > 0n) {
    throw new RangeError(`expected 0 to 2^${bits} - 1, got ${number}`);
  }
  return number.toString();
}

/** An amount from a bigint or decimal digits. Throws unless it is from 0 to 2^128 − 1. */
export function uint128(value: bigint | string): Uint128 {
  return whole(value, 128) as unknown as Uint128;
}

/** Likewise below 2^64. */
export function uint64(value: bigint | string): Uint64 {
  return whole(value, 64) as unknown as Uint64;
}

/** The number, to calculate with and to compare. */
export function toBigInt(amount: Uint128 | Uint64): bigint {
  return BigInt(text(amount));
}

const POINT = 18;

/** A decimal number from its text, such as "1.25". Throws for more than 18 digits after the point, signs, exponents. */
export function decimal(value: string): Decimal256 {
  fixed(value, POINT);
  return value as unknown as Decimal256;
}

/** The number times 10^18, exactly. */
export function toAtomics(value: Decimal256): bigint {
  return fixed(text(value), POINT);
}

function fixed(value: string, places: number): bigint {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(value);
  const fraction = match?.[2] ?? "";
  if (!match || fraction.length > places) {
    throw new RangeError(`expected a number with at most ${places} digits after the point, got ${JSON.stringify(value)}`);
  }
  return BigInt(`${match[1]}${fraction.padEnd(places, "0")}`);
}

/** Whole units to base units: `parseUnits("1.5")` is 1,500,000. Nothing is rounded: too many digits throw. */
export function parseUnits(value: string, decimals = 6): Uint128 {
  return uint128(fixed(value, decimals));
}

/** Base units to whole units, exactly, without zeros at the end: for people to read. */
export function formatUnits(amount: Uint128 | Uint64, decimals = 6): string {
  const digits = toBigInt(amount).toString().padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  const fraction = digits.slice(cut).replace(/0+$/, "");
  return fraction ? `${digits.slice(0, cut)}.${fraction}` : digits.slice(0, cut);
}

/** JSON of a message as base64: what a `send` and a swap's `call` carry. Say of which type: `toBinary<pool.ReceiveMsg>(…)`. */
export function toBinary<Message = never>(message: NoInfer<Message>): Binary {
  const bytes = new TextEncoder().encode(JSON.stringify(message));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) as unknown as Binary;
}

/** The other way. The type is the caller's word. */
export function fromBinary<Message>(binary: Binary): Message {
  const bytes = Uint8Array.from(atob(text(binary)), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Message;
}

/** Bytes from hexadecimal digits, such as a digest. Throws for anything else. */
export function hex(value: string): HexBinary {
  if (!/^(?:[0-9a-f]{2})*$/i.test(value)) {
    throw new RangeError(`expected pairs of hexadecimal digits, got ${JSON.stringify(value)}`);
  }
  return value.toLowerCase() as unknown as HexBinary;
}
