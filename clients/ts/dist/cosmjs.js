export { toUtf8 } from "@cosmjs/encoding";
export { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
