// The admission to an attested class: what its attestors sign, and what they give.
import type { providerRegistry } from "compute-amm";

/** What is signed over: who offers how many GPUs, where, until when (Unix seconds). */
export interface Admitted {
  readonly chainId: string;
  readonly registry: string;
  readonly class: string;
  readonly provider: string;
  readonly gpus: number;
  readonly expiry: number;
}

/** The bytes whose sha256 the attestors sign: docs/verification.md, "The statement". */
export function admissionBytes({ chainId, registry, class: id, provider, gpus, expiry }: Admitted): Uint8Array<ArrayBuffer> {
  const texts = [chainId, registry, id, provider].flatMap((text) => {
    const bytes = new TextEncoder().encode(text);
    return [...bigEndian(BigInt(bytes.length), 4), ...bytes];
  });
  const tag = new TextEncoder().encode("compute-amm/admission/v1");
  return new Uint8Array([...tag, ...texts, ...bigEndian(BigInt(gpus), 4), ...bigEndian(BigInt(expiry), 8)]);
}

function bigEndian(value: bigint, size: number): number[] {
  // no-float: a byte.
  return Array.from({ length: size }, (_, index) => Number((value >> BigInt(8 * (size - 1 - index))) & 0xffn));
}

/** The digest in hexadecimal digits. */
export async function admissionDigest(admitted: Admitted): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", admissionBytes(admitted)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Longest time that an admission may be given for, seconds: the registry's. */
export const LONGEST = 365 * 86_400;

/** What attestors gave, or in words why it is none. */
export type Given = { readonly admission: providerRegistry.AdmissionProof } | { readonly reason: string };

/** Reads `{"expiry": …, "signatures": [{"key": …, "signature": "BASE64"}]}`, as attestors give it. `now` is in Unix seconds. */
export function parseAdmission(text: string, now: number): Given {
  const found = parse(text);
  if (!isRecord(found)) return { reason: `Expected {"expiry": …, "signatures": […]}, got “${text.trim().slice(0, 40)}”.` };
  const { expiry, signatures, ...others } = found;
  const [other] = Object.keys(others);
  if (other !== undefined) return { reason: `Expected expiry and signatures alone, got “${other}” too.` };
  if (typeof expiry !== "number" || expiry % 1 !== 0 || expiry <= now || expiry > now + LONGEST) {
    return { reason: `Expected as expiry Unix seconds from ${now + 1} to ${now + LONGEST}, a year ahead; got ${JSON.stringify(expiry)}.` };
  }
  if (!Array.isArray(signatures) || signatures.length === 0) return { reason: "Expected at least one signature in signatures." };
  const keys = new Set<number>();
  for (const one of signatures as readonly unknown[]) {
    const { key, signature } = isRecord(one) ? one : {};
    if (typeof key !== "number" || key % 1 !== 0 || key < 0 || typeof signature !== "string" || !/^[A-Za-z0-9+/]{86}==$/.test(signature)) {
      return { reason: `Expected signatures such as {"key": 0, "signature": "64 bytes in base64"}, got ${JSON.stringify(one).slice(0, 60)}.` };
    }
    if (keys.has(key)) return { reason: `Key ${key} stands there twice.` };
    keys.add(key);
  }
  return { admission: { expiry, signatures } as providerRegistry.AdmissionProof };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
