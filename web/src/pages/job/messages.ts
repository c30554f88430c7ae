// Messages about a job.
import { uint128, type Binary, type jobMarket } from "compute-amm";
import { toBase64 } from "../../chain/proto.js";
import type { Terms } from "../../chain/snapshot.js";
import { execute, type Message } from "../../wallet/messages.js";
import { chunkOf, digestOf } from "../shared/input.js";
import type { Action } from "./actions.js";

/** Bytes as a message has them. */
const binary = (bytes: Uint8Array) => toBase64(bytes) as unknown as Binary;

/** The message of an action that needs no file. A bond comes from the wallet, or from the sender's account. */
export function plainMessage(terms: Terms, jobId: number, { kind, bond }: Pick<Action, "kind" | "bond">, from: "wallet" | "account"): Message {
  const id = { job_id: jobId };
  const source: { from?: jobMarket.Source } = bond !== null && from === "account" ? { from: { account: { amount: uint128(bond) } } } : {};
  const bodies: Partial<Record<Action["kind"], jobMarket.ExecuteMsg>> = {
    cancel: { cancel_job: id }, call: { call_job: id }, approve: { approve_result: id }, dispute: { dispute_result: { ...id, ...source } },
    challenge: { challenge_result: { ...id, ...source } }, timeout: { timeout_job: id }, tell: { tell_end: id },
  };
  const body = bodies[kind];
  if (!body) throw new RangeError(`${kind} needs a file`);
  const funds = bond !== null && from === "wallet" ? [{ denom: terms.networkDenom, amount: bond }] : [];
  return execute<jobMarket.ExecuteMsg>(terms.contracts.jobMarket, body, funds);
}

/** Calls a job with its input. Throws a RangeError where the file is not that input. */
export async function callMessage(terms: Terms, jobId: number, input: string, bytes: Uint8Array): Promise<Message> {
  await mustBe(bytes, input);
  return execute<jobMarket.ExecuteMsg>(terms.contracts.jobMarket, { call_job: { job_id: jobId, input: binary(bytes) } });
}

/** Brings what the provider asked for, out of the whole input. Throws a RangeError where the file is not that input. */
export async function answerMessage(terms: Terms, jobId: number, input: string, chunk: number | null, bytes: Uint8Array): Promise<Message> {
  if (chunk === null) {
    await mustBe(bytes, input);
    return execute<jobMarket.ExecuteMsg>(terms.contracts.jobMarket, { answer_data: { job_id: jobId, data: binary(bytes) } });
  }
  const { data, path, root } = await chunkOf(bytes, chunk);
  if (root !== input) throw new RangeError(`Expected a file with the root ${input}, got ${root}. It is another file.`);
  return execute<jobMarket.ExecuteMsg>(terms.contracts.jobMarket, {
    answer_data: { job_id: jobId, data: binary(data), path: path as unknown as jobMarket.HexBinary[] },
  });
}

async function mustBe(bytes: Uint8Array, digest: string): Promise<void> {
  const got = await digestOf(bytes);
  if (got !== digest) throw new RangeError(`Expected a file with the sha256 ${digest}, got ${got}. It is another file.`);
}
