// Amounts and other texts of JSON that are no plain texts.
//
// At run time each is the text that the JSON has. To the compiler it is opaque, and *a symbol*: symbols are the one
// primitive that TypeScript refuses in `a + b`, `a < b`, `a * 2` and in templates, where texts of amounts would be
// joined ("1" + "2" = "12"), compared by letters ("9" > "10") or rounded to floats.
/** The text that the JSON has. */
export function text(scalar) {
    const value = scalar;
    if (typeof value !== "string")
        throw new TypeError(`expected the text of a number or of bytes, got ${typeof value}`);
    return value;
}
function whole(value, bits) {
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
export function uint128(value) {
    return whole(value, 128);
}
/** Likewise below 2^64. */
export function uint64(value) {
    return whole(value, 64);
}
/** The number, to calculate with and to compare. */
export function toBigInt(amount) {
    return BigInt(text(amount));
}
const POINT = 18;
/** A decimal number from its text, such as "1.25". Throws for more than 18 digits after the point, signs, exponents. */
export function decimal(value) {
    fixed(value, POINT);
    return value;
}
/** The number times 10^18, exactly. */
export function toAtomics(value) {
    return fixed(text(value), POINT);
}
function fixed(value, places) {
    const match = /^(\d+)(?:\.(\d+))?$/.exec(value);
    const fraction = match?.[2] ?? "";
    if (!match || fraction.length > places) {
        throw new RangeError(`expected a number with at most ${places} digits after the point, got ${JSON.stringify(value)}`);
    }
    return BigInt(`${match[1]}${fraction.padEnd(places, "0")}`);
}
/** Whole units to base units: `parseUnits("1.5")` is 1,500,000. Nothing is rounded: too many digits throw. */
export function parseUnits(value, decimals = 6) {
    return uint128(fixed(value, decimals));
}
/** Base units to whole units, exactly, without zeros at the end: for people to read. */
export function formatUnits(amount, decimals = 6) {
    const digits = toBigInt(amount).toString().padStart(decimals + 1, "0");
    const cut = digits.length - decimals;
    const fraction = digits.slice(cut).replace(/0+$/, "");
    return fraction ? `${digits.slice(0, cut)}.${fraction}` : digits.slice(0, cut);
}
/** JSON of a message as base64: what a `send` and a swap's `call` carry. Say of which type: `toBinary<pool.ReceiveMsg>(…)`. */
export function toBinary(message) {
    const bytes = new TextEncoder().encode(JSON.stringify(message));
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
/** The other way. The type is the caller's word. */
export function fromBinary(binary) {
    const bytes = Uint8Array.from(atob(text(binary)), (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
}
/** Bytes from hexadecimal digits, such as a digest. Throws for anything else. */
export function hex(value) {
    if (!/^(?:[0-9a-f]{2})*$/i.test(value)) {
        throw new RangeError(`expected pairs of hexadecimal digits, got ${JSON.stringify(value)}`);
    }
    return value.toLowerCase();
}
