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
export declare function text(scalar: Scalar): string;
/** An amount from a bigint or decimal digits. Throws unless it is from 0 to 2^128 − 1. */
export declare function uint128(value: bigint | string): Uint128;
/** Likewise below 2^64. */
export declare function uint64(value: bigint | string): Uint64;
/** The number, to calculate with and to compare. */
export declare function toBigInt(amount: Uint128 | Uint64): bigint;
/** A decimal number from its text, such as "1.25". Throws for more than 18 digits after the point, signs, exponents. */
export declare function decimal(value: string): Decimal256;
/** The number times 10^18, exactly. */
export declare function toAtomics(value: Decimal256): bigint;
/** Whole units to base units: `parseUnits("1.5")` is 1,500,000. Nothing is rounded: too many digits throw. */
export declare function parseUnits(value: string, decimals?: number): Uint128;
/** Base units to whole units, exactly, without zeros at the end: for people to read. */
export declare function formatUnits(amount: Uint128 | Uint64, decimals?: number): string;
/** JSON of a message as base64: what a `send` and a swap's `call` carry. Say of which type: `toBinary<pool.ReceiveMsg>(…)`. */
export declare function toBinary<Message = never>(message: NoInfer<Message>): Binary;
/** The other way. The type is the caller's word. */
export declare function fromBinary<Message>(binary: Binary): Message;
/** Bytes from hexadecimal digits, such as a digest. Throws for anything else. */
export declare function hex(value: string): HexBinary;
export {};
