import type { ExecuteResult } from "@cosmjs/cosmwasm";
import { ICosmWasmClient, ISigningCosmWasmClient } from "../../cosmjs.js";
import { Coin, StdFee } from "../../cosmjs.js";
import { Uint128, Binary, ConfigResponse, PreviewStakeResponse, PreviewUnstakeResponse, StateResponse } from "./types.js";
export interface StakingReadOnlyInterface {
    contractAddress: string;
    /**
     * What it was started with, and the receipt.
     */
    config: () => Promise<ConfigResponse>;
    /**
     * What is staked, the shares, the stream and the price.
     */
    state: () => Promise<StateResponse>;
    /**
     * What a stake would bring now; refused as the message would be.
     */
    previewStake: ({ amount }: {
        /**
         * NET base units.
         */
        amount: Uint128;
    }) => Promise<PreviewStakeResponse>;
    /**
     * What shares would redeem for now; refused as the message would be.
     */
    previewUnstake: ({ shares }: {
        /**
         * Base units of the receipt.
         */
        shares: Uint128;
    }) => Promise<PreviewUnstakeResponse>;
}
export declare class StakingQueryClient implements StakingReadOnlyInterface {
    client: ICosmWasmClient;
    contractAddress: string;
    constructor(client: ICosmWasmClient, contractAddress: string);
    /**
     * What it was started with, and the receipt.
     */
    config: () => Promise<ConfigResponse>;
    /**
     * What is staked, the shares, the stream and the price.
     */
    state: () => Promise<StateResponse>;
    /**
     * What a stake would bring now; refused as the message would be.
     */
    previewStake: ({ amount }: {
        /**
         * NET base units.
         */
        amount: Uint128;
    }) => Promise<PreviewStakeResponse>;
    /**
     * What shares would redeem for now; refused as the message would be.
     */
    previewUnstake: ({ shares }: {
        /**
         * Base units of the receipt.
         */
        shares: Uint128;
    }) => Promise<PreviewUnstakeResponse>;
}
export interface StakingInterface extends StakingReadOnlyInterface {
    contractAddress: string;
    sender: string;
    /**
     * The receipt: shares that came with [`ReceiveMsg`].
     */
    receive: ({ amount, msg, sender }: {
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: stakes the NET that came with it for shares, rounded down. What somebody sends without this message is no stake, and is in no book.
     */
    stake: ({ minShares }: {
        /**
         * The fewest shares accepted, base units of the receipt.
         */
        minShares: Uint128;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: claims the stakers' share from the fee-collector and streams it, with what is left of earlier ones, over [`STREAM`] from now on. Refused while there is none to claim. Sent again and again it makes the income of the stakers decay instead of end; it takes none of it away.
     */
    collect: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
}
export declare class StakingClient extends StakingQueryClient implements StakingInterface {
    client: ISigningCosmWasmClient;
    sender: string;
    contractAddress: string;
    constructor(client: ISigningCosmWasmClient, sender: string, contractAddress: string);
    /**
     * The receipt: shares that came with [`ReceiveMsg`].
     */
    receive: ({ amount, msg, sender }: {
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: stakes the NET that came with it for shares, rounded down. What somebody sends without this message is no stake, and is in no book.
     */
    stake: ({ minShares }: {
        /**
         * The fewest shares accepted, base units of the receipt.
         */
        minShares: Uint128;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: claims the stakers' share from the fee-collector and streams it, with what is left of earlier ones, over [`STREAM`] from now on. Refused while there is none to claim. Sent again and again it makes the income of the stakers decay instead of end; it takes none of it away.
     */
    collect: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
}
