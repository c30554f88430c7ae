// Those who act beside the page, from Node.js: they give coins to fresh accounts, trade before somebody, and do a provider's work.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { after } from "node:test";
import { SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { encodePubkey, type EncodeObject } from "@cosmjs/proto-signing";
import { SignMode } from "cosmjs-types/cosmos/tx/signing/v1beta1/signing";
import { AuthInfo, Fee, Tx as FullTx, TxBody, TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import type { AddressInfo } from "node:net";
import { checkConfig, type Config } from "../../src/config.js";
import { eventsOf, type ChainEvent } from "../../src/chain/events.js";
import { NotYet } from "../../src/chain/errors.js";
import { Rpc, type Status, type Tx } from "../../src/chain/rpc.js";
import { readDetail, readLive, readTerms, toSnapshot, type Detail, type Snapshot, type Terms } from "../../src/chain/snapshot.js";
import { hashOf } from "../../src/wallet/inclusion.js";
import type { Coin, Message } from "../../src/wallet/messages.js";
import { devnetSigner } from "../../src/wallet/sign.js";
import { at, PATIENCE } from "./setting.js";
import { tryOut, type Tried } from "./trial.js";

export const rpc = new Rpc([at.rpc]);

/** Gas for whatever a test sends; it costs nothing on this chain. */
const GAS = 10_000_000n;
/** Milliseconds between two looks for a block. */
const LOOK = 50;
/** A node's word for the latest block. */
export const LATEST = 0;

export const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** Looks until there is something to find. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(LOOK)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`${what}: not within ${PATIENCE} ms`);
}

let config: Promise<Config> | undefined;

/** What the page is told. */
export function configOf(): Promise<Config> {
  config ??= fetch(`${at.page}config.json`).then(async (answer) => checkConfig(await answer.json()));
  return config;
}

let terms: Promise<Terms> | undefined;
let details: Promise<ReadonlyMap<string, Detail>> | undefined;

/** The market as the page reads it at a height; terms and details are read once. */
async function snapshotAt(status: Status): Promise<Snapshot> {
  const chain = await configOf();
  terms ??= readTerms(rpc, chain, LATEST);
  const known = await terms;
  const live = await readLive(rpc, known, status.height);
  details ??= Promise.all(live.classes.map(async (entry) =>
    [entry.class, await readDetail(rpc, known, entry, LATEST)] as const)).then((read) => new Map(read));
  return toSnapshot(chain, status, known, live, await details);
}

/** The market now. A node tells of a block a moment before it can be asked about it. */
export function snapshot(): Promise<Snapshot> {
  return until("a block that can be asked about", async () => snapshotAt(await rpc.status()).catch((error: unknown) => {
    if (error instanceof NotYet) return undefined;
    throw error;
  }));
}

/** The market at a block that was. */
export async function snapshotOf(height: number): Promise<Snapshot> {
  const [status, time] = await Promise.all([rpc.status(), rpc.blockTime(height)]);
  return snapshotAt({ ...status, height, time });
}

/** A transaction in a block, with the contracts' events. */
export interface Done extends Tx {
  readonly told: readonly ChainEvent[];
}

/** Somebody with a devnet's key. */
export class Hand {
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly name: string, readonly address: string, private readonly key: Uint8Array, private readonly client: SigningCosmWasmClient,
    private readonly chainId: string,
  ) {}

  static async of(name: string): Promise<Hand> {
    const signer = await devnetSigner(name, (await configOf()).prefix);
    const [key] = await signer.getAccounts();
    const client = await SigningCosmWasmClient.connectWithSigner(at.rpc, signer);
    after(() => client.disconnect());
    return new Hand(name, key!.address, key!.pubkey, client, await client.getChainId());
  }

  /** Sends, and waits for the block: whether it did what it said or not. */
  async tries(messages: readonly Message[]): Promise<Done> {
    return this.handOver(this.encoded(messages));
  }

  /** What the node says they would do at a block, if that is still its latest; else nothing. `sequence` counts what was sent. */
  async triesOut(height: number, sequence: number, messages: readonly Message[]): Promise<Tried | undefined> {
    const publicKey = encodePubkey({ type: "tendermint/PubKeySecp256k1", value: Buffer.from(this.key).toString("base64") });
    return tryOut(height, FullTx.encode(FullTx.fromPartial({
      body: TxBody.fromPartial({ messages: this.encoded(messages).map((one) => this.client.registry.encodeAsAny(one)) }),
      authInfo: AuthInfo.fromPartial({
        fee: Fee.fromPartial({}),
        signerInfos: [{ publicKey, sequence: BigInt(sequence), modeInfo: { single: { mode: SignMode.SIGN_MODE_UNSPECIFIED } } }],
      }),
      signatures: [new Uint8Array()],
    })).finish());
  }

  /** How many transactions it has sent. */
  async sequence(): Promise<number> {
    return (await this.client.getSequence(this.address)).sequence;
  }

  private encoded(messages: readonly Message[]): EncodeObject[] {
    return messages.map(({ contract, msg, funds }) => ({
      typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
      value: { sender: this.address, contract, msg: new TextEncoder().encode(JSON.stringify(msg)), funds: coins(funds) },
    }));
  }

  /** The same of what must not fail. */
  async sends(...messages: Message[]): Promise<Done> {
    return good(await this.tries(messages));
  }

  /** Gives coins to somebody. */
  async pays(toAddress: string, amount: readonly Coin[]): Promise<Done> {
    return good(await this.handOver([
      { typeUrl: "/cosmos.bank.v1beta1.MsgSend", value: { fromAddress: this.address, toAddress, amount: coins(amount) } },
    ]));
  }

  /** One after the other: each is signed once the one before is in a block. */
  private handOver(messages: readonly EncodeObject[]): Promise<Done> {
    const done = this.last.then(() => this.broadcast(messages));
    this.last = done.catch(() => undefined);
    return done;
  }

  private async broadcast(messages: readonly EncodeObject[]): Promise<Done> {
    const hash = await until("a transaction that is not too late", async () => {
      const { accountNumber, sequence } = await this.client.getSequence(this.address);
      const fee = { amount: [], gas: `${GAS}` };
      const signed = await this.client.sign(this.address, messages, fee, "", { accountNumber, sequence, chainId: this.chainId });
      const bytes = encode(signed);
      const { refused } = await rpc.broadcast(bytes);
      // Tests that run side by side have one faucet.
      if (refused && /sequence mismatch/.test(refused)) return undefined;
      assert.equal(refused, undefined);
      return hashOf(bytes);
    });
    const tx = await until(`the block with ${hash}`, async () => (await rpc.seek(hash)).tx);
    return { ...tx, told: eventsOf(tx) };
  }
}

function encode({ bodyBytes, authInfoBytes, signatures }: TxRaw): Uint8Array {
  return TxRaw.encode({ bodyBytes, authInfoBytes, signatures }).finish();
}

const coins = (all: readonly Coin[]) => all.map(({ denom, amount }) => ({ denom, amount: `${amount}` }));

function good(tx: Done): Done {
  assert.equal(tx.code, 0, tx.log);
  return tx;
}

let faucet: Promise<Hand> | undefined;

/** A wallet that nobody has used, with coins of the faucet: base units. */
export async function fresh(purse: Readonly<Record<string, bigint>>): Promise<Hand> {
  const hand = await Hand.of(`e2e ${randomBytes(6).toString("hex")}`);
  const amounts = Object.entries(purse).map(([denom, amount]) => ({ denom, amount })).sort((a, b) => (a.denom < b.denom ? -1 : 1));
  faucet ??= Hand.of("faucet");
  if (amounts.length > 0) await (await faucet).pays(hand.address, amounts);
  return hand;
}

/** Serves bytes on this machine until the tests of a file are over; the address. */
export async function serve(bytes: Uint8Array): Promise<string> {
  const server = createServer((_, response) => void response.end(bytes));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  after(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/batch.bin`;
}
