// As much of protobuf as the queries need: fields of bytes and texts, and reading fields by their number.

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = (rest - (rest % 128)) / 128;
  }
  return [...bytes, rest];
}

/** A field of bytes or text with its number (1 to 15), as protobuf writes it. An empty one is left out, as is usual. */
export function field(number: number, value: Uint8Array | string): Uint8Array {
  const bytes = typeof value === "string" ? encoder.encode(value) : value;
  if (bytes.length === 0) return new Uint8Array();
  return concat(Uint8Array.from([number * 8 + 2, ...varint(bytes.length)]), bytes);
}

/** Byte arrays one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The first field of bytes with this number, or none: see {@link eachOf}. */
export function bytesOf(message: Uint8Array, number: number): Uint8Array | undefined {
  for (const found of eachOf(message, number)) return found;
  return undefined;
}

/** The fields of bytes with this number, in order. Skips fields of numbers. Throws a RangeError for what is no protobuf. */
export function* eachOf(message: Uint8Array, number: number): Generator<Uint8Array> {
  let at = 0;
  const next = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++];
      if (byte === undefined || scale > 2 ** 63) throw new RangeError("the node's answer is no protobuf message");
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = next();
    const kind = tag % 8;
    if (kind === 0) {
      next();
      continue;
    }
    const length = kind === 2 ? next() : kind === 1 ? 8 : kind === 5 ? 4 : -1;
    if (length < 0 || at + length > message.length) throw new RangeError("the node's answer is no protobuf message");
    if (kind === 2 && (tag - kind) / 8 === number) yield message.subarray(at, at + length);
    at += length;
  }
}

/** Likewise as text; empty where there is none. */
export function textOf(message: Uint8Array, number: number): string {
  return decoder.decode(bytesOf(message, number) ?? new Uint8Array());
}

/** Bytes as lower-case hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Base64 as bytes. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

const DIGITS = "0123456789abcdef";

/** Hexadecimal digits as bytes. Throws a RangeError for anything else. */
export function fromHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) throw new RangeError(`expected pairs of hexadecimal digits, got “${text}”`);
  const digit = (letter: string | undefined) => DIGITS.indexOf((letter ?? "0").toLowerCase());
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => digit(pair[0]) * 16 + digit(pair[1]));
}
