// Who meets in these tests: a client at the page, and a provider that works by hand.
import { readFileSync } from "node:fs";
import type { providerRegistry } from "compute-amm";
import type { Contracts } from "../../src/chain/snapshot.js";
import { createVault } from "../../src/pages/shared/vaults/messages.js";
import { execute } from "../../src/wallet/messages.js";
import { configOf, fresh, LATEST, serve, snapshot, type Hand } from "./hands.js";
import { holdingsAt } from "./orders.js";
import { INFERENCE, PICTURES, type JobForm } from "./requests.js";
import { open, type Tab } from "./setting.js";

export const H100 = "h100-sxm5-80g";
export const A100 = "a100-sxm4-80g";
export const ONE = 1_000_000n;
/** Numbers of methods, as the devnet is wired. */
export const ATTESTED = "1";
export const APPROVAL = "5";
export const ON_DEMAND = "10";

/** A client with money, connected. */
export async function client(): Promise<{ tab: Tab; hand: Hand }> {
  const hand = await fresh({ unet: 1_000n * ONE, uusd: 1_000n * ONE });
  const tab = await open("#/", { wallet: hand.name });
  await tab.connect();
  return { tab, hand };
}

export const contracts = async (): Promise<Contracts> => (await snapshot()).terms.contracts;

/** A job that the providers' agents do. */
export async function inference(method: string): Promise<JobForm> {
  return { class: A100, time: "20 s", method, program: INFERENCE, input: await serve(readFileSync(PICTURES)) };
}

/** Base units of an asset in an account. */
export async function inAccount({ address }: Hand, asset: string): Promise<bigint> {
  const { pool } = await contracts();
  return (await holdingsAt(pool, address, [], LATEST)).account.get(asset) ?? 0n;
}

/** Somebody who offers a GPU, and does by hand what an agent does. */
export async function provider(name = A100): Promise<Hand> {
  const hand = await fresh({ unet: 10_000n * ONE });
  const { registry } = await contracts();
  const send = (msg: providerRegistry.ExecuteMsg, bond = 0n) => execute<providerRegistry.ExecuteMsg>(registry, msg, [{ denom: "unet", amount: bond }]);
  await hand.sends(send({ register: { metadata: "" } }), send({ bond: { class: name } }, 5_000n * ONE), send({ offer_gpus: { class: name, gpus: 1 } }));
  return hand;
}

/** Takes its GPU away from further work. */
export async function leaves(hand: Hand, name = A100): Promise<void> {
  const { registry } = await contracts();
  await hand.sends(execute<providerRegistry.ExecuteMsg>(registry, { offer_gpus: { class: name, gpus: 0 } }));
}

/** The vaults' contract. */
export const restaking = async (): Promise<string> => (await configOf()).restaking!;

/** A provider with an open vault, of which nobody has a part. Its GPU is taken away. */
export async function withVault(asset: string): Promise<Hand> {
  const owner = await provider();
  await owner.sends(createVault(await restaking(), A100, asset));
  await leaves(owner);
  return owner;
}
