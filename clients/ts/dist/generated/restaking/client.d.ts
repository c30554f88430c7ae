import type { ExecuteResult } from "@cosmjs/cosmwasm";
import { ICosmWasmClient, ISigningCosmWasmClient } from "../../cosmjs.js";
import { Coin, StdFee } from "../../cosmjs.js";
import { Uint128, Binary, Asset, Action, ListOrder, AssetsResponse, ConfigResponse, OwnershipForString, PreviewDepositResponse, PreviewExitResponse, TicketsResponse, VaultResponse, VaultsResponse } from "./types.js";
export interface RestakingReadOnlyInterface {
    contractAddress: string;
    /**
     * What it was started with.
     */
    config: () => Promise<ConfigResponse>;
    /**
     * All assets that were ever listed, by their numbers.
     */
    assets: () => Promise<AssetsResponse>;
    /**
     * One vault.
     */
    vault: (params: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
    }) => Promise<VaultResponse>;
    /**
     * The vaults of a class by provider.
     */
    vaults: (params: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this provider, in that order.
         */
        startAfter?: string;
    }) => Promise<VaultsResponse>;
    /**
     * Somebody's tickets of a vault by generation, with what of them can be claimed.
     */
    tickets: (params: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * Whose.
         */
        owner: string;
        /**
         * Behind whom.
         */
        provider: string;
        /**
         * After this generation, in that order.
         */
        startAfter?: number;
    }) => Promise<TicketsResponse>;
    /**
     * What a deposit would bring now; refused as the message would be.
     */
    previewDeposit: (params: {
        /**
         * Base units of the asset.
         */
        amount: Uint128;
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
    }) => Promise<PreviewDepositResponse>;
    /**
     * What an exit would take out now; refused as the message would be.
     */
    previewExit: (params: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
        /**
         * Base units of the receipt.
         */
        shares: Uint128;
    }) => Promise<PreviewExitResponse>;
    /**
     * Query the contract's ownership information
     */
    ownership: () => Promise<OwnershipForString>;
}
export declare class RestakingQueryClient implements RestakingReadOnlyInterface {
    client: ICosmWasmClient;
    contractAddress: string;
    constructor(client: ICosmWasmClient, contractAddress: string);
    /**
     * What it was started with.
     */
    config: () => Promise<ConfigResponse>;
    /**
     * All assets that were ever listed, by their numbers.
     */
    assets: () => Promise<AssetsResponse>;
    /**
     * One vault.
     */
    vault: ({ class: _class, provider }: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
    }) => Promise<VaultResponse>;
    /**
     * The vaults of a class by provider.
     */
    vaults: ({ class: _class, limit, order, startAfter }: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this provider, in that order.
         */
        startAfter?: string;
    }) => Promise<VaultsResponse>;
    /**
     * Somebody's tickets of a vault by generation, with what of them can be claimed.
     */
    tickets: ({ class: _class, limit, order, owner, provider, startAfter }: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * Whose.
         */
        owner: string;
        /**
         * Behind whom.
         */
        provider: string;
        /**
         * After this generation, in that order.
         */
        startAfter?: number;
    }) => Promise<TicketsResponse>;
    /**
     * What a deposit would bring now; refused as the message would be.
     */
    previewDeposit: ({ amount, class: _class, provider }: {
        /**
         * Base units of the asset.
         */
        amount: Uint128;
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
    }) => Promise<PreviewDepositResponse>;
    /**
     * What an exit would take out now; refused as the message would be.
     */
    previewExit: ({ class: _class, provider, shares }: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
        /**
         * Base units of the receipt.
         */
        shares: Uint128;
    }) => Promise<PreviewExitResponse>;
    /**
     * Query the contract's ownership information
     */
    ownership: () => Promise<OwnershipForString>;
}
export interface RestakingInterface extends RestakingReadOnlyInterface {
    contractAddress: string;
    sender: string;
    /**
     * A cw20 asset, or a vault's receipt, that came with a [`ReceiveMsg`].
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
     * Provider: opens the vault behind its position in a class; one for each, in one asset for good. Refused for an asset that is not listed.
     */
    createVault: (params: {
        /**
         * A listed asset.
         */
        asset: Asset;
        /**
         * Which class.
         */
        class: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: deposits the coins that came for shares, rounded down. A whole number of units. Refused while the asset is not listed, and by a vault that lost nearly everything.
     */
    deposit: (params: {
        /**
         * In which class.
         */
        class: string;
        /**
         * The fewest shares accepted, base units of the receipt.
         */
        minShares: Uint128;
        /**
         * Behind whom.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: lets the exits of the generation before go. Refused while a backed job of that generation runs.
     */
    rotate: (params: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Pays the sender's tickets for a generation that was let go: its part of what is left of that generation's exits, rounded down.
     */
    claim: (params: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Which generation.
         */
        generation: number;
        /**
         * Behind whom.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: sends what has burned out of existence. NET by way of the fee-collector; the stake pool's receipt is redeemed for NET first; any other asset where it lies.
     */
    burn: (params: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: pays the vault's delegators with the coins that came, evenly over some time. A whole number of units. What is left of earlier pay streams with it, no slower than before, and no shorter but for a thousand times as much.
     */
    fund: (params: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
        /**
         * Seconds from now, 1 to 90 days.
         */
        seconds: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: lists an asset, at most [`MAX_ASSETS`] ever. `unit` of its base units must be redeemable for at least one base unit of NET, always: no price is asked.
     */
    listAsset: ({ asset, unit }: {
        /**
         * Which; not listed before.
         */
        asset: Asset;
        /**
         * Base units that count as one base unit of NET: 1 to [`MAX_UNIT`]; 1,000 for the stake pool's receipt.
         */
        unit: Uint128;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: whether a listed asset backs jobs accepted from now on, and is taken. Exits, claims and jobs accepted before are not touched.
     */
    setListed: ({ asset, listed }: {
        /**
         * Which.
         */
        asset: Asset;
        /**
         * Whether from now on.
         */
        listed: boolean;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
}
export declare class RestakingClient extends RestakingQueryClient implements RestakingInterface {
    client: ISigningCosmWasmClient;
    sender: string;
    contractAddress: string;
    constructor(client: ISigningCosmWasmClient, sender: string, contractAddress: string);
    /**
     * A cw20 asset, or a vault's receipt, that came with a [`ReceiveMsg`].
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
     * Provider: opens the vault behind its position in a class; one for each, in one asset for good. Refused for an asset that is not listed.
     */
    createVault: ({ asset, class: _class }: {
        /**
         * A listed asset.
         */
        asset: Asset;
        /**
         * Which class.
         */
        class: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: deposits the coins that came for shares, rounded down. A whole number of units. Refused while the asset is not listed, and by a vault that lost nearly everything.
     */
    deposit: ({ class: _class, minShares, provider }: {
        /**
         * In which class.
         */
        class: string;
        /**
         * The fewest shares accepted, base units of the receipt.
         */
        minShares: Uint128;
        /**
         * Behind whom.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: lets the exits of the generation before go. Refused while a backed job of that generation runs.
     */
    rotate: ({ class: _class, provider }: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Pays the sender's tickets for a generation that was let go: its part of what is left of that generation's exits, rounded down.
     */
    claim: ({ class: _class, generation, provider }: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Which generation.
         */
        generation: number;
        /**
         * Behind whom.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: sends what has burned out of existence. NET by way of the fee-collector; the stake pool's receipt is redeemed for NET first; any other asset where it lies.
     */
    burn: ({ class: _class, provider }: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Anyone: pays the vault's delegators with the coins that came, evenly over some time. A whole number of units. What is left of earlier pay streams with it, no slower than before, and no shorter but for a thousand times as much.
     */
    fund: ({ class: _class, provider, seconds }: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Behind whom.
         */
        provider: string;
        /**
         * Seconds from now, 1 to 90 days.
         */
        seconds: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: lists an asset, at most [`MAX_ASSETS`] ever. `unit` of its base units must be redeemable for at least one base unit of NET, always: no price is asked.
     */
    listAsset: ({ asset, unit }: {
        /**
         * Which; not listed before.
         */
        asset: Asset;
        /**
         * Base units that count as one base unit of NET: 1 to [`MAX_UNIT`]; 1,000 for the stake pool's receipt.
         */
        unit: Uint128;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: whether a listed asset backs jobs accepted from now on, and is taken. Exits, claims and jobs accepted before are not touched.
     */
    setListed: ({ asset, listed }: {
        /**
         * Which.
         */
        asset: Asset;
        /**
         * Whether from now on.
         */
        listed: boolean;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
}
