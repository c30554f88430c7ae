// The proof of a result, as it was sent. No event and no state keeps it, so it is read out of the transaction. Pure.
import { bytesOf, eachOf, fromBase64, textOf } from "../../chain/proto.js";
import type { Contracts } from "../../chain/snapshot.js";

/** What somebody showed for a result, or against it. Others wrote all of it. */
export interface Proof {
  /** Its kind: that of the proof as the contract calls it, `set` of a batch, `verdict`, `external`. */
  readonly kind: string;
  /** Base64 or hexadecimal digits, by name. */
  readonly parts: readonly { readonly name: string; readonly text: string }[];
  readonly signatures: readonly { readonly key: number; readonly signature: string }[];
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});

/** The proof that a transaction brought for a job; undefined where none did, or not by a message of its own to the contract. `bytes` are base64. */
export function proofIn(bytes: string, { jobMarket, gateway }: Pick<Contracts, "jobMarket" | "gateway">, jobId: number): Proof | undefined {
  for (const any of eachOf(bytesOf(fromBase64(bytes), 1) ?? new Uint8Array(), 1)) {
    if (textOf(any, 1) !== "/cosmwasm.wasm.v1.MsgExecuteContract") continue;
    const message = bytesOf(any, 2) ?? new Uint8Array();
    const [[name, content] = ["", {}]] = Object.entries(fieldsOf(JSON.parse(textOf(message, 3))));
    const said = fieldsOf(content);
    const of = (contract: string, ...names: readonly string[]) => textOf(message, 2) === contract && names.includes(name) && said["job_id"] === jobId;
    if (of(jobMarket, "submit_result", "prove_challenged") && said["proof"]) {
      const [[kind, proof] = ["", {}]] = Object.entries(fieldsOf(said["proof"]));
      return toProof(kind, fieldsOf(proof));
    }
    if (of(gateway, "bring_verdict")) return toProof("verdict", said);
    if (of(gateway, "verify_external")) return toProof("external", said);
    const result = textOf(message, 2) === jobMarket && name === "submit_batch" && Array.isArray(said["results"])
      ? said["results"].map(fieldsOf).find((one) => one["job_id"] === jobId) : undefined;
    if (result) return toProof("set", { root: said["root"], seal: said["seal"], path: result["path"], journal: result["journal"] });
  }
  return undefined;
}

function toProof(kind: string, fields: Fields): Proof {
  const signatures = Array.isArray(fields["signatures"]) ? fields["signatures"].map(fieldsOf) : [];
  return {
    kind, parts: Object.entries(fields).flatMap(([name, text]) => (typeof text === "string" ? [{ name, text }] : [])),
    signatures: signatures.flatMap(({ key, signature }) => (typeof key === "number" && typeof signature === "string" ? [{ key, signature }] : [])),
  };
}
