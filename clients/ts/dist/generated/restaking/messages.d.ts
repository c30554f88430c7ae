import { Coin } from "../../cosmjs.js";
import { EncodeObject } from "../../cosmjs.js";
import { Uint128, Binary, Asset, Action } from "./types.js";
export interface RestakingMsg {
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, funds_?: Coin[]) => EncodeObject;
}
export declare class RestakingMsgComposer implements RestakingMsg {
    sender: string;
    contractAddress: string;
    constructor(sender: string, contractAddress: string);
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, funds_?: Coin[]) => EncodeObject;
}
