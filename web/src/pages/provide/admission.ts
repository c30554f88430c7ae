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

/**
 * What attestors gave, as a person pastes it: `0:BASE64` lines, the number of the key and its signature of 64 bytes. A reason in
 * words where it is none.
 */
export function parseSignatures(text: string): { signatures: providerRegistry.AdmissionProof["signatures"] } | { reason: string } {
  const lines = text.split(/[\n,]+/).map((line) => line.trim()).filter(Boolean);
  if (lines.length === 0) return { reason: "Paste at least one signature." };
  const signatures: { key: number; signature: string }[] = [];
  for (const line of lines) {
    const match = /^(\d{1,2})\s*[:=]\s*([A-Za-z0-9+/]{86}==)$/.exec(line);
    if (!match) return { reason: `Expected lines such as 0:BASE64 with 64 bytes, got “${line.slice(0, 40)}”.` };
    // no-float: at most two digits.
    const key = Number(match[1]);
    if (signatures.some((one) => one.key === key)) return { reason: `Key ${key} stands there twice.` };
    signatures.push({ key, signature: match[2] ?? "" });
  }
  return { signatures: signatures as unknown as providerRegistry.AdmissionProof["signatures"] };
}
