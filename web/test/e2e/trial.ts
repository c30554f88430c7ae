// Messages that a node runs on the state of its latest block, by the contracts' own code, and forgets: no signature, no wait.
import assert from "node:assert/strict";
import { SimulateRequest, SimulateResponse } from "cosmjs-types/cosmos/tx/v1beta1/service";
import { eventsOf, type ChainEvent } from "../../src/chain/events.js";
import { fromBase64, toHex } from "../../src/chain/proto.js";
import { whole } from "../../src/chain/rpc.js";
import { at } from "./setting.js";

/** What came of one. */
export interface Tried {
  /** What the contracts told; nothing, if it was refused. */
  readonly told: readonly ChainEvent[];
  /** Why it was refused. */
  readonly refusal: string | undefined;
}

interface Answer {
  readonly id: number;
  readonly result: { readonly response: { readonly last_block_height?: string; readonly code?: number; readonly log?: string; readonly value?: string | null } };
}

/** Runs an unsigned transaction on the state of the latest block, if that is of this height; else says nothing. */
export async function tryOut(height: number, tx: Uint8Array): Promise<Tried | undefined> {
  const data = toHex(SimulateRequest.encode(SimulateRequest.fromPartial({ txBytes: tx })).finish());
  const asked = [
    { method: "abci_info", params: {} },
    { method: "abci_query", params: { path: "/cosmos.tx.v1beta1.Service/Simulate", data, height: "0", prove: false } },
    { method: "abci_info", params: {} },
  ];
  // A node answers the requests of a batch one after the other.
  const response = await fetch(at.rpc, {
    method: "POST", headers: { "content-type": "application/json" },
    body: JSON.stringify(asked.map((one, id) => ({ jsonrpc: "2.0", id, ...one }))),
  });
  const answers = (await response.json()) as Answer[];
  const [before, run, after] = asked.map((_, index) => answers.find(({ id }) => id === index)?.result.response);
  assert(before?.last_block_height !== undefined && run && after?.last_block_height !== undefined, JSON.stringify(answers));
  if (whole(before.last_block_height) !== height || whole(after.last_block_height) !== height) return undefined;
  if (run.code !== 0) return { told: [], refusal: run.log ?? "" };
  const { result } = SimulateResponse.decode(fromBase64(run.value ?? ""));
  return { told: eventsOf({ hash: "", height, index: 0, code: 0, log: "", gasUsed: 0n, bytes: "", events: result?.events ?? [] }), refusal: undefined };
}
