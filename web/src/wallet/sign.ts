// Signing. The only file that brings CosmJS; it is loaded when somebody signs, or uses a devnet key.
import { SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { DirectSecp256k1Wallet, type EncodeObject, type OfflineSigner } from "@cosmjs/proto-signing";
import { TxBody, TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { NodeHangs } from "../chain/errors.js";
import { TIMEOUT_MS } from "../chain/rpc.js";
import { Failure } from "./failure.js";
import { fromWallet } from "./failures.js";
import type { Message } from "./messages.js";

export type { OfflineSigner } from "@cosmjs/proto-signing";

/** The signer of a devnet account: its secret is the sha256 of a public text (docs/quickstart.md). */
export async function devnetSigner(name: string, prefix: string): Promise<OfflineSigner> {
  const text = new TextEncoder().encode(`compute-amm devnet key: ${name}`);
  return DirectSecp256k1Wallet.fromKey(new Uint8Array(await crypto.subtle.digest("SHA-256", text)), prefix);
}

/** What a fee is made of. */
export interface Fee {
  readonly gas: bigint;
  /** Base units of `denom`. */
  readonly amount: bigint;
  readonly denom: string;
}

/** Signs for one address, by way of one node. */
export interface Signing {
  /** Gas that the messages use now. Throws the chain's error where they would fail. */
  simulate(messages: readonly Message[]): Promise<bigint>;
  /** A signed transaction, as bytes to broadcast. No block after `until` may have it. */
  sign(messages: readonly Message[], fee: Fee, until: number): Promise<Uint8Array>;
}

/** Connects a signer to a node. What it signs is of `chainId` and of no other chain. Throws where no node answers. */
export async function connectSigner(node: string, chainId: string, signer: OfflineSigner, address: string): Promise<Signing> {
  const client = await answered(node, SigningCosmWasmClient.connectWithSigner(node, signer));
  const encode = (messages: readonly Message[]) => messages.map((message) => toEncodeObject(address, message));
  return {
    // CosmJS gives a number of gas, which is no amount.
    simulate: async (messages) => BigInt(await answered(node, client.simulate(address, encode(messages), ""))),
    sign: async (messages, fee, until) => {
      const amount = fee.amount > 0n ? [{ denom: fee.denom, amount: fee.amount.toString() }] : [];
      const { accountNumber, sequence } = await answered(node, client.getSequence(address));
      const signed = await fromWallet(client.sign(address, encode(messages), { amount, gas: fee.gas.toString() }, "", { accountNumber, sequence, chainId }, BigInt(until)));
      asAsked(signed.bodyBytes, encode(messages), until);
      return TxRaw.encode(signed).finish();
    },
  };
}

/**
 * Throws a {@link Failure} unless a signed body has the messages that were asked for, and the last block that may have it. Fee and memo
 * are its owner's to change in the wallet, which shows them.
 */
export function asAsked(body: Uint8Array, messages: readonly EncodeObject[], until: number): void {
  const refuse = (what: string): never => {
    throw new Failure("other", `Your wallet signed something else than the page asked for: ${what}. Nothing was sent. Use another wallet, or a newer version of this one.`);
  };
  const readable = <T>(read: () => T): T => {
    try {
      return read();
    } catch {
      return refuse("it cannot be read");
    }
  };
  const { messages: has, timeoutHeight } = readable(() => TxBody.decode(body));
  if (timeoutHeight !== BigInt(until)) refuse(`expected ${until} as the last block that may have it, got ${timeoutHeight === 0n ? "none" : timeoutHeight}`);
  if (has.length !== messages.length) refuse(`expected ${messages.length} messages, got ${has.length}`);
  has.forEach(({ typeUrl, value }, index) => {
    const asked = messages[index];
    if (typeUrl !== asked?.typeUrl || readable(() => plain(MsgExecuteContract.decode(value))) !== plain(asked.value as MsgExecuteContract)) refuse(`its message ${index + 1} is another one`);
  });
}

/** The same text for the same message: a wallet that signs the older form of messages may write the keys of their JSON in another order. */
function plain({ sender, contract, msg, funds }: MsgExecuteContract): string {
  return JSON.stringify([sender, contract, JSON.parse(new TextDecoder().decode(msg)), funds.map(({ denom, amount }) => [denom, amount])], (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value);
}

/** What a node answers. CosmJS waits for ever: whoever takes longer than other reads may counts as away. */
export async function answered<T>(node: string, answer: Promise<T>, patience = TIMEOUT_MS): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NodeHangs(`The node at ${node} has not answered for ${patience / 1_000} seconds.`)), patience);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A message as CosmJS takes it. */
export function toEncodeObject(sender: string, { contract, msg, funds }: Message): EncodeObject {
  return {
    typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
    value: MsgExecuteContract.fromPartial({
      sender, contract, msg: new TextEncoder().encode(JSON.stringify(msg)),
      funds: funds.map(({ denom, amount }) => ({ denom, amount: amount.toString() })),
    }),
  };
}
