// Messages to vaults. Coins come with the message; tokens, and a vault's receipt, by their own `send`.
import type { restaking } from "compute-amm";
import { assetOf } from "../../../chain/assets.js";
import type { Vault } from "../../../chain/vaults.js";
import { amount, execute, type Message } from "../../../wallet/messages.js";
import { sendToken } from "../trade/messages.js";

type Of = Pick<Vault, "provider" | "class">;

/** Opens the sender's vault in a class, in one asset for good. */
export function createVault(contract: string, name: string, asset: string): Message {
  return execute<restaking.ExecuteMsg>(contract, { create_vault: { class: name, asset: assetOf(asset) as restaking.Asset } });
}

/** Deposits, for no fewer shares than `least`. */
export function deposit(contract: string, vault: Of & Pick<Vault, "asset">, value: bigint, least: bigint): Message {
  return brings(contract, vault.asset, value, { deposit: { ...nameOf(vault), min_shares: amount(least) } });
}

/** Pays the delegators over so many seconds. */
export function fund(contract: string, vault: Of & Pick<Vault, "asset">, value: bigint, seconds: number): Message {
  return brings(contract, vault.asset, value, { fund: { ...nameOf(vault), seconds } });
}

function brings(contract: string, asset: string, value: bigint, what: Extract<restaking.ReceiveMsg, { deposit: unknown } | { fund: unknown }>): Message {
  return asset.startsWith("cw20:") ? sendToken<restaking.ReceiveMsg>(asset.slice(5), contract, value, what)
    : execute<restaking.ExecuteMsg>(contract, what, [{ denom: asset, amount: value }]);
}

/** Gives receipts back: they become tickets. */
export function exit(contract: string, token: string, shares: bigint): Message {
  return sendToken<restaking.ReceiveMsg>(token, contract, shares, { exit: {} });
}

/** Begins a new generation of exits. */
export function rotate(contract: string, vault: Of): Message {
  return execute<restaking.ExecuteMsg>(contract, { rotate: nameOf(vault) });
}

/** Pays the sender's tickets of a generation. */
export function claim(contract: string, vault: Of, generation: number): Message {
  return execute<restaking.ExecuteMsg>(contract, { claim: { ...nameOf(vault), generation } });
}

/** Sends what burned out of existence. */
export function burn(contract: string, vault: Of): Message {
  return execute<restaking.ExecuteMsg>(contract, { burn: nameOf(vault) });
}

const nameOf = ({ provider, class: name }: Of) => ({ provider, class: name });
