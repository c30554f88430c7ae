import { Coin } from "../../cosmjs.js";
import { EncodeObject } from "../../cosmjs.js";
import { Split, Uint128, Binary, Category, Asset, Action } from "./types.js";
export interface FeeCollectorMsg {
    contractAddress: string;
    sender: string;
    /**
     * Peer (pool, markets): cw20 fees and spread that came with [`ReceiveMsg`]; the token must be listed by the pool, so that nobody's own token can name the pool as its sender.
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
     * Peers, by category (a donation: anyone): books the coins that came.
     */
    deposit: ({ category }: {
        /**
         * What they are.
         */
        category: Category;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Splits pending NET revenue: burns the burn share at once, books the others. Anyone.
     */
    distribute: (funds_?: Coin[]) => EncodeObject;
    /**
     * Sells what waits of an asset, or as much of it as its pools take at once, along its route, and books the NET as the revenue that it was. Anyone, for a tip of [`TIP_BPS`] of the NET, rounded down. A pool takes a quota at once, from all assets together, which comes back within half an hour. Refused while the price is not what the pools' means say; whatever fails, nothing is changed.
     */
    buyBack: ({ asset }: {
        /**
         * Which asset.
         */
        asset: Asset;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Brings NET of the liquidity share, or as much of it as the pool takes at once, to a pool that governance allows, and keeps the LP shares. Anyone; it uses the pool's quota and is guarded as [`ExecuteMsg::BuyBack`] is.
     */
    addLiquidity: ({ poolId }: {
        /**
         * Which pool.
         */
        poolId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The stakers' recipient: claims their share.
     */
    claimStakers: ({ receiver }: {
        /**
         * To which wallet, the recipient's if left out.
         */
        receiver?: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sets the split, for revenue not yet distributed as well (which is distributed by the old one first).
     */
    updateSplit: ({ split }: {
        /**
         * The new shares.
         */
        split: Split;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: names who may claim the stakers' share.
     */
    setStakers: ({ stakers }: {
        /**
         * Who.
         */
        stakers: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sets the pools by which an asset is sold for NET. They must exist and lead there, each once, and pass NET at the end only.
     */
    setRoute: ({ asset, pools }: {
        /**
         * Which asset; not NET.
         */
        asset: Asset;
        /**
         * Pool ids in order, at most [`crate::common::MAX_HOPS`]; empty: the asset is no longer sold.
         */
        pools: number[];
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: lets [`ExecuteMsg::AddLiquidity`] go to a pool, or no longer. It must trade NET and be no launch pool.
     */
    setLiquidityPool: ({ allowed, poolId }: {
        /**
         * Whether from now on.
         */
        allowed: boolean;
        /**
         * Which pool.
         */
        poolId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sends LP shares that the contract holds to somebody that can draw them.
     */
    withdrawLiquidity: ({ poolId, receiver, shares }: {
        /**
         * Of which pool.
         */
        poolId: number;
        /**
         * To whom.
         */
        receiver: string;
        /**
         * How many LP shares, base units; more than 0.
         */
        shares: Uint128;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, funds_?: Coin[]) => EncodeObject;
}
export declare class FeeCollectorMsgComposer implements FeeCollectorMsg {
    sender: string;
    contractAddress: string;
    constructor(sender: string, contractAddress: string);
    /**
     * Peer (pool, markets): cw20 fees and spread that came with [`ReceiveMsg`]; the token must be listed by the pool, so that nobody's own token can name the pool as its sender.
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
     * Peers, by category (a donation: anyone): books the coins that came.
     */
    deposit: ({ category }: {
        /**
         * What they are.
         */
        category: Category;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Splits pending NET revenue: burns the burn share at once, books the others. Anyone.
     */
    distribute: (funds_?: Coin[]) => EncodeObject;
    /**
     * Sells what waits of an asset, or as much of it as its pools take at once, along its route, and books the NET as the revenue that it was. Anyone, for a tip of [`TIP_BPS`] of the NET, rounded down. A pool takes a quota at once, from all assets together, which comes back within half an hour. Refused while the price is not what the pools' means say; whatever fails, nothing is changed.
     */
    buyBack: ({ asset }: {
        /**
         * Which asset.
         */
        asset: Asset;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Brings NET of the liquidity share, or as much of it as the pool takes at once, to a pool that governance allows, and keeps the LP shares. Anyone; it uses the pool's quota and is guarded as [`ExecuteMsg::BuyBack`] is.
     */
    addLiquidity: ({ poolId }: {
        /**
         * Which pool.
         */
        poolId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The stakers' recipient: claims their share.
     */
    claimStakers: ({ receiver }: {
        /**
         * To which wallet, the recipient's if left out.
         */
        receiver?: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sets the split, for revenue not yet distributed as well (which is distributed by the old one first).
     */
    updateSplit: ({ split }: {
        /**
         * The new shares.
         */
        split: Split;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: names who may claim the stakers' share.
     */
    setStakers: ({ stakers }: {
        /**
         * Who.
         */
        stakers: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sets the pools by which an asset is sold for NET. They must exist and lead there, each once, and pass NET at the end only.
     */
    setRoute: ({ asset, pools }: {
        /**
         * Which asset; not NET.
         */
        asset: Asset;
        /**
         * Pool ids in order, at most [`crate::common::MAX_HOPS`]; empty: the asset is no longer sold.
         */
        pools: number[];
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: lets [`ExecuteMsg::AddLiquidity`] go to a pool, or no longer. It must trade NET and be no launch pool.
     */
    setLiquidityPool: ({ allowed, poolId }: {
        /**
         * Whether from now on.
         */
        allowed: boolean;
        /**
         * Which pool.
         */
        poolId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sends LP shares that the contract holds to somebody that can draw them.
     */
    withdrawLiquidity: ({ poolId, receiver, shares }: {
        /**
         * Of which pool.
         */
        poolId: number;
        /**
         * To whom.
         */
        receiver: string;
        /**
         * How many LP shares, base units; more than 0.
         */
        shares: Uint128;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, funds_?: Coin[]) => EncodeObject;
}
