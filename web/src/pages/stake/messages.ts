// Messages of those who stake.
import type { staking } from "compute-amm";
import { amount, execute, type Message } from "../../wallet/messages.js";
import { sendToken } from "../shared/trade/messages.js";

/** Stakes NET, for no fewer shares than `least`. */
export function stake(contract: string, denom: string, value: bigint, least: bigint): Message {
  return execute<staking.ExecuteMsg>(contract, { stake: { min_shares: amount(least) } }, [{ denom, amount: value }]);
}

/** Gives receipts back, for no less NET than `least`. */
export function unstake(contract: string, token: string, shares: bigint, least: bigint): Message {
  return sendToken<staking.ReceiveMsg>(token, contract, shares, { unstake: { min_out: amount(least) } });
}

/** Brings the stakers' share. */
export function collect(contract: string): Message {
  return execute<staking.ExecuteMsg>(contract, { collect: {} });
}
