// Signing. The only file that brings CosmJS; it is loaded when somebody signs, or uses a devnet key.
import { SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { DirectSecp256k1Wallet, type EncodeObject, type OfflineSigner } from "@cosmjs/proto-signing";
import { TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import { NodeHangs } from "../chain/errors.js";
import { TIMEOUT_MS } from "../chain/rpc.js";
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
      const signed = await client.sign(address, encode(messages), { amount, gas: fee.gas.toString() }, "", { accountNumber, sequence, chainId }, BigInt(until));
      return TxRaw.encode(signed).finish();
    },
  };
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

function toEncodeObject(sender: string, { contract, msg, funds }: Message): EncodeObject {
  return {
    typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
    value: MsgExecuteContract.fromPartial({
      sender, contract, msg: new TextEncoder().encode(JSON.stringify(msg)),
      funds: funds.map(({ denom, amount }) => ({ denom, amount: amount.toString() })),
    }),
  };
}
