import type { CosmWasmClient, SigningCosmWasmClient } from "@cosmjs/cosmwasm";
export type { Coin, StdFee } from "@cosmjs/amino";
export type { EncodeObject } from "@cosmjs/proto-signing";
export { toUtf8 } from "@cosmjs/encoding";
export { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
/** What queries need: CosmJS's CosmWasmClient has it, and so may a mock or another library. */
export type ICosmWasmClient = Pick<CosmWasmClient, "queryContractSmart">;
/** What messages need: CosmJS's SigningCosmWasmClient has it. */
export type ISigningCosmWasmClient = ICosmWasmClient & Pick<SigningCosmWasmClient, "execute">;
