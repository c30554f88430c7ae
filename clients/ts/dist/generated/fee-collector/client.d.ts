import type { ExecuteResult } from "@cosmjs/cosmwasm";
import { ICosmWasmClient, ISigningCosmWasmClient } from "../../cosmjs.js";
import { Coin, StdFee } from "../../cosmjs.js";
import { Split, Uint128, Binary, Category, Asset, Action, ListOrder, Window, BalancesResponse, ConfigResponse, MetricsResponse, OwnershipForString, RoutesResponse, TreasuryResponse, WaitingResponse } from "./types.js";
export interface FeeCollectorReadOnlyInterface {
    contractAddress: string;
    /**
     * Peers, split, recipients.
     */
    config: () => Promise<ConfigResponse>;
    /**
     * NET by purpose.
     */
    balances: () => Promise<BalancesResponse>;
    /**
     * Revenue in other assets: what waits for its buy-back, and what was bought back.
     */
    waiting: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this asset, in that order.
         */
        startAfter?: Asset;
    }) => Promise<WaitingResponse>;
    /**
     * By which pools each asset is sold for NET.
     */
    routes: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this asset, in that order.
         */
        startAfter?: Asset;
    }) => Promise<RoutesResponse>;
    /**
     * Pools that liquidity may go to or went to, by id, with what the protocol holds of them.
     */
    treasury: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out and at most: of each pool the pool contract is asked.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this pool, in that order.
         */
        startAfter?: number;
    }) => Promise<TreasuryResponse>;
    /**
     * What happened in a window.
     */
    metrics: ({ window }: {
        /**
         * Which.
         */
        window: Window;
    }) => Promise<MetricsResponse>;
    /**
     * Query the contract's ownership information
     */
    ownership: () => Promise<OwnershipForString>;
}
export declare class FeeCollectorQueryClient implements FeeCollectorReadOnlyInterface {
    client: ICosmWasmClient;
    contractAddress: string;
    constructor(client: ICosmWasmClient, contractAddress: string);
    /**
     * Peers, split, recipients.
     */
    config: () => Promise<ConfigResponse>;
    /**
     * NET by purpose.
     */
    balances: () => Promise<BalancesResponse>;
    /**
     * Revenue in other assets: what waits for its buy-back, and what was bought back.
     */
    waiting: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this asset, in that order.
         */
        startAfter?: Asset;
    }) => Promise<WaitingResponse>;
    /**
     * By which pools each asset is sold for NET.
     */
    routes: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this asset, in that order.
         */
        startAfter?: Asset;
    }) => Promise<RoutesResponse>;
    /**
     * Pools that liquidity may go to or went to, by id, with what the protocol holds of them.
     */
    treasury: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out and at most: of each pool the pool contract is asked.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this pool, in that order.
         */
        startAfter?: number;
    }) => Promise<TreasuryResponse>;
    /**
     * What happened in a window.
     */
    metrics: ({ window }: {
        /**
         * Which.
         */
        window: Window;
    }) => Promise<MetricsResponse>;
    /**
     * Query the contract's ownership information
     */
    ownership: () => Promise<OwnershipForString>;
}
export interface FeeCollectorInterface extends FeeCollectorReadOnlyInterface {
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peers, by category (a donation: anyone): books the coins that came.
     */
    deposit: ({ category }: {
        /**
         * What they are.
         */
        category: Category;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Splits pending NET revenue: burns the burn share at once, books the others. Anyone.
     */
    distribute: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Sells what waits of an asset, or as much of it as its pools take at once, along its route, and books the NET as the revenue that it was. Anyone, for a tip of [`TIP_BPS`] of the NET, rounded down. A pool takes a quota at once, from all assets together, which comes back within half an hour. Refused while the price is not what the pools' means say; whatever fails, nothing is changed.
     */
    buyBack: ({ asset }: {
        /**
         * Which asset.
         */
        asset: Asset;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Brings NET of the liquidity share, or as much of it as the pool takes at once, to a pool that governance allows, and keeps the LP shares. Anyone; it uses the pool's quota and is guarded as [`ExecuteMsg::BuyBack`] is.
     */
    addLiquidity: ({ poolId }: {
        /**
         * Which pool.
         */
        poolId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * The stakers' recipient: claims their share.
     */
    claimStakers: ({ receiver }: {
        /**
         * To which wallet, the recipient's if left out.
         */
        receiver?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets the split, for revenue not yet distributed as well (which is distributed by the old one first).
     */
    updateSplit: ({ split }: {
        /**
         * The new shares.
         */
        split: Split;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: names who may claim the stakers' share.
     */
    setStakers: ({ stakers }: {
        /**
         * Who.
         */
        stakers: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
}
export declare class FeeCollectorClient extends FeeCollectorQueryClient implements FeeCollectorInterface {
    client: ISigningCosmWasmClient;
    sender: string;
    contractAddress: string;
    constructor(client: ISigningCosmWasmClient, sender: string, contractAddress: string);
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peers, by category (a donation: anyone): books the coins that came.
     */
    deposit: ({ category }: {
        /**
         * What they are.
         */
        category: Category;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Splits pending NET revenue: burns the burn share at once, books the others. Anyone.
     */
    distribute: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Sells what waits of an asset, or as much of it as its pools take at once, along its route, and books the NET as the revenue that it was. Anyone, for a tip of [`TIP_BPS`] of the NET, rounded down. A pool takes a quota at once, from all assets together, which comes back within half an hour. Refused while the price is not what the pools' means say; whatever fails, nothing is changed.
     */
    buyBack: ({ asset }: {
        /**
         * Which asset.
         */
        asset: Asset;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Brings NET of the liquidity share, or as much of it as the pool takes at once, to a pool that governance allows, and keeps the LP shares. Anyone; it uses the pool's quota and is guarded as [`ExecuteMsg::BuyBack`] is.
     */
    addLiquidity: ({ poolId }: {
        /**
         * Which pool.
         */
        poolId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * The stakers' recipient: claims their share.
     */
    claimStakers: ({ receiver }: {
        /**
         * To which wallet, the recipient's if left out.
         */
        receiver?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets the split, for revenue not yet distributed as well (which is distributed by the old one first).
     */
    updateSplit: ({ split }: {
        /**
         * The new shares.
         */
        split: Split;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: names who may claim the stakers' share.
     */
    setStakers: ({ stakers }: {
        /**
         * Who.
         */
        stakers: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
}
