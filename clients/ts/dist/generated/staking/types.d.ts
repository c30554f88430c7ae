import type * as scalars from "../../scalars.js";
export type Binary = scalars.Binary;
export type Uint128 = scalars.Uint128;
/**
 * An address, in canonical lower-case text.
 */
export type Addr = string;
/**
 * A fixed-point decimal value with 18 fractional digits, i.e. Decimal(1_000_000_000_000_000_000) == 1.0
 *
 * The greatest possible value that can be represented is 340282366920938463463.374607431768211455 (which is (2^128 - 1) / 10^18)
 */
export type Decimal = string;
/**
 * Messages of the stake pool. Before each, what has streamed by now goes to the stakers.
 */
export type ExecuteMsg = {
    /**
     * The receipt: shares that came with [`ReceiveMsg`].
     */
    receive: Cw20ReceiveMsg;
} | {
    /**
     * Anyone: stakes the NET that came with it for shares, rounded down. What somebody sends without this message is no stake, and is in no book.
     */
    stake: {
        /**
         * The fewest shares accepted, base units of the receipt.
         */
        min_shares: Uint128;
    };
} | {
    /**
     * Anyone: claims the stakers' share from the fee-collector and streams it, with what is left of earlier ones, over [`STREAM`] from now on. Refused while there is none to claim. Sent again and again it makes the income of the stakers decay instead of end; it takes none of it away.
     */
    collect: Record<string, never>;
};
/**
 * Migration takes no parameters.
 */
export type MigrateMsg = Record<string, never>;
/**
 * Queries of the stake pool. What has streamed by now counts.
 */
export type QueryMsg = {
    /**
     * What it was started with, and the receipt.
     */
    config: Record<string, never>;
} | {
    /**
     * What is staked, the shares, the stream and the price.
     */
    state: Record<string, never>;
} | {
    /**
     * What a stake would bring now; refused as the message would be.
     */
    preview_stake: {
        /**
         * NET base units.
         */
        amount: Uint128;
    };
} | {
    /**
     * What shares would redeem for now; refused as the message would be.
     */
    preview_unstake: {
        /**
         * Base units of the receipt.
         */
        shares: Uint128;
    };
};
/**
 * What a cw20 Send of the receipt carries.
 */
export type ReceiveMsg = {
    /**
     * Gives the shares back for NET, rounded down, at once.
     */
    unstake: {
        /**
         * The least accepted, NET base units; at least 1 has to come.
         */
        min_out: Uint128;
    };
};
/**
 * Answer to [`QueryMsg::Config`].
 */
export interface ConfigResponse {
    /**
     * Whose stakers' share it collects.
     */
    fee_collector: Addr;
    /**
     * The network token.
     */
    network_denom: string;
    /**
     * The receipt, a cw20 token of [`DECIMALS`].
     */
    token: Addr;
    /**
     * Who could migrate the receipt at the start.
     */
    token_admin: Addr;
    /**
     * The code from which the receipt was started.
     */
    token_code_id: number;
}
/**
 * Cw20ReceiveMsg should be de/serialized under `Receive()` variant in a ExecuteMsg
 */
export interface Cw20ReceiveMsg {
    /**
     * How much, base units of the token.
     */
    amount: Uint128;
    /**
     * What the receiver is to do: JSON of its hook message, as base64.
     */
    msg: Binary;
    /**
     * Who sent the tokens: an address. The token contract's word; trust it as far as the token.
     */
    sender: string;
}
/**
 * Starts the stake pool, and its receipt with it.
 */
export interface InstantiateMsg {
    /**
     * Whose stakers' share it collects.
     */
    fee_collector: string;
    /**
     * The network token.
     */
    network_denom: string;
    /**
     * Who may migrate the receipt.
     */
    token_admin: string;
    /**
     * Code of `contracts/token`, from which the receipt is started.
     */
    token_code_id: number;
}
/**
 * Answer to [`QueryMsg::PreviewStake`].
 */
export interface PreviewStakeResponse {
    /**
     * Base units of the receipt, rounded down.
     */
    shares: Uint128;
}
/**
 * Answer to [`QueryMsg::PreviewUnstake`].
 */
export interface PreviewUnstakeResponse {
    /**
     * NET base units, rounded down.
     */
    amount: Uint128;
}
/**
 * Answer to [`QueryMsg::State`]. The balance is at least `assets + left`.
 */
export interface StateResponse {
    /**
     * What belongs to the stakers, NET base units.
     */
    assets: Uint128;
    /**
     * Unix seconds at which all of it has. While there are fewer than 999,000 shares the stream waits, and this moves on.
     */
    end: number;
    /**
     * What has been collected and has not streamed yet, NET base units.
     */
    left: Uint128;
    /**
     * NET that an stNET redeems for, before rounding, rounded down to 18 digits: 1000·(assets + 1)/(shares + 1000) in base units. It never falls.
     */
    price: Decimal;
    /**
     * Shares, base units: the receipt's supply.
     */
    shares: Uint128;
}
