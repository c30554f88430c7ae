import type { ExecuteResult } from "@cosmjs/cosmwasm";
import { ICosmWasmClient, ISigningCosmWasmClient } from "../../cosmjs.js";
import { Coin, StdFee } from "../../cosmjs.js";
import { Uint128, Binary, Source, Asset, Destination, ProvideSource, Action, Route, Leg, TransferItem, Fees, Paused, ListOrder, AssetAmount, AccountsResponse, AccountsOfResponse, AllowanceResponse, AssetsResponse, ConfigResponse, OwnershipForString, PoolResponse, PoolsResponse, PricesResponse, QuoteResponse, ProvideQuoteResponse, WithdrawQuoteResponse } from "./types.js";
export interface PoolReadOnlyInterface {
    contractAddress: string;
    /**
     * Guardian, peers, token code, the least NET of a first deposit.
     */
    config: () => Promise<ConfigResponse>;
    /**
     * One pool.
     */
    pool: ({ poolId }: {
        /**
         * Which.
         */
        poolId: number;
    }) => Promise<PoolResponse>;
    /**
     * All pools by id.
     */
    pools: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this id, in that order.
         */
        startAfter?: number;
    }) => Promise<PoolsResponse>;
    /**
     * The pools of an asset by id, also those of a delisted one.
     */
    poolsOf: ({ asset, limit, order, startAfter }: {
        /**
         * Which asset.
         */
        asset: Asset;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this id, in that order.
         */
        startAfter?: number;
    }) => Promise<PoolsResponse>;
    /**
     * What [`ExecuteMsg::SwapExactIn`](super::ExecuteMsg::SwapExactIn) would yield now.
     */
    quoteExactIn: ({ amountIn, route }: {
        /**
         * What goes in, base units of the offer.
         */
        amountIn: Uint128;
        /**
         * The path.
         */
        route: Route;
    }) => Promise<QuoteResponse>;
    /**
     * What [`ExecuteMsg::SwapExactOut`](super::ExecuteMsg::SwapExactOut) would cost now.
     */
    quoteExactOut: ({ legs, offer }: {
        /**
         * What is bought: 1 or 2 legs, filled in order.
         */
        legs: Leg[];
        /**
         * What pays.
         */
        offer: Asset;
    }) => Promise<QuoteResponse>;
    /**
     * What [`ExecuteMsg::Provide`](super::ExecuteMsg::Provide) would use and give now.
     */
    quoteProvide: ({ max0, max1, poolId }: {
        /**
         * Most of asset 0, base units.
         */
        max0: Uint128;
        /**
         * Most of asset 1, base units.
         */
        max1: Uint128;
        /**
         * Which pool.
         */
        poolId: number;
    }) => Promise<ProvideQuoteResponse>;
    /**
     * What [`ExecuteMsg::ProvideSingle`](super::ExecuteMsg::ProvideSingle) would give now.
     */
    quoteProvideSingle: ({ amount, asset, poolId }: {
        /**
         * How much, base units.
         */
        amount: Uint128;
        /**
         * What goes in.
         */
        asset: Asset;
        /**
         * Which pool.
         */
        poolId: number;
    }) => Promise<ProvideQuoteResponse>;
    /**
     * What LP shares are worth in reserves now.
     */
    quoteWithdraw: ({ poolId, shares }: {
        /**
         * Which pool.
         */
        poolId: number;
        /**
         * How many LP shares, base units.
         */
        shares: Uint128;
    }) => Promise<WithdrawQuoteResponse>;
    /**
     * Spot and time-weighted prices of asset 0 in asset 1. All are null while nobody has provided liquidity.
     */
    prices: ({ poolId }: {
        /**
         * Which pool.
         */
        poolId: number;
    }) => Promise<PricesResponse>;
    /**
     * One account.
     */
    account: ({ asset, owner }: {
        /**
         * What.
         */
        asset: Asset;
        /**
         * Whose.
         */
        owner: string;
    }) => Promise<AssetAmount>;
    /**
     * All accounts of an asset, in the order of their owners' canonical addresses.
     */
    accounts: ({ asset, limit, order, startAfter }: {
        /**
         * What.
         */
        asset: Asset;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this owner, in that order.
         */
        startAfter?: string;
    }) => Promise<AccountsResponse>;
    /**
     * All accounts of an owner: one entry, if only of 0, for each asset that is listed or once was, in the order of [`Asset::key`]. Nobody has an account of another.
     */
    accountsOf: ({ limit, order, owner, startAfter }: {
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
         * After this asset, in that order.
         */
        startAfter?: Asset;
    }) => Promise<AccountsOfResponse>;
    /**
     * One allowance; an amount of 0 if there is none, or one that has ended.
     */
    allowance: ({ asset, owner, spender }: {
        /**
         * What.
         */
        asset: Asset;
        /**
         * Whose account.
         */
        owner: string;
        /**
         * Who may debit it.
         */
        spender: string;
    }) => Promise<AllowanceResponse>;
    /**
     * Listed assets.
     */
    assets: ({ limit, order, startAfter }: {
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
    }) => Promise<AssetsResponse>;
    /**
     * Query the contract's ownership information
     */
    ownership: () => Promise<OwnershipForString>;
}
export declare class PoolQueryClient implements PoolReadOnlyInterface {
    client: ICosmWasmClient;
    contractAddress: string;
    constructor(client: ICosmWasmClient, contractAddress: string);
    /**
     * Guardian, peers, token code, the least NET of a first deposit.
     */
    config: () => Promise<ConfigResponse>;
    /**
     * One pool.
     */
    pool: ({ poolId }: {
        /**
         * Which.
         */
        poolId: number;
    }) => Promise<PoolResponse>;
    /**
     * All pools by id.
     */
    pools: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this id, in that order.
         */
        startAfter?: number;
    }) => Promise<PoolsResponse>;
    /**
     * The pools of an asset by id, also those of a delisted one.
     */
    poolsOf: ({ asset, limit, order, startAfter }: {
        /**
         * Which asset.
         */
        asset: Asset;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this id, in that order.
         */
        startAfter?: number;
    }) => Promise<PoolsResponse>;
    /**
     * What [`ExecuteMsg::SwapExactIn`](super::ExecuteMsg::SwapExactIn) would yield now.
     */
    quoteExactIn: ({ amountIn, route }: {
        /**
         * What goes in, base units of the offer.
         */
        amountIn: Uint128;
        /**
         * The path.
         */
        route: Route;
    }) => Promise<QuoteResponse>;
    /**
     * What [`ExecuteMsg::SwapExactOut`](super::ExecuteMsg::SwapExactOut) would cost now.
     */
    quoteExactOut: ({ legs, offer }: {
        /**
         * What is bought: 1 or 2 legs, filled in order.
         */
        legs: Leg[];
        /**
         * What pays.
         */
        offer: Asset;
    }) => Promise<QuoteResponse>;
    /**
     * What [`ExecuteMsg::Provide`](super::ExecuteMsg::Provide) would use and give now.
     */
    quoteProvide: ({ max0, max1, poolId }: {
        /**
         * Most of asset 0, base units.
         */
        max0: Uint128;
        /**
         * Most of asset 1, base units.
         */
        max1: Uint128;
        /**
         * Which pool.
         */
        poolId: number;
    }) => Promise<ProvideQuoteResponse>;
    /**
     * What [`ExecuteMsg::ProvideSingle`](super::ExecuteMsg::ProvideSingle) would give now.
     */
    quoteProvideSingle: ({ amount, asset, poolId }: {
        /**
         * How much, base units.
         */
        amount: Uint128;
        /**
         * What goes in.
         */
        asset: Asset;
        /**
         * Which pool.
         */
        poolId: number;
    }) => Promise<ProvideQuoteResponse>;
    /**
     * What LP shares are worth in reserves now.
     */
    quoteWithdraw: ({ poolId, shares }: {
        /**
         * Which pool.
         */
        poolId: number;
        /**
         * How many LP shares, base units.
         */
        shares: Uint128;
    }) => Promise<WithdrawQuoteResponse>;
    /**
     * Spot and time-weighted prices of asset 0 in asset 1. All are null while nobody has provided liquidity.
     */
    prices: ({ poolId }: {
        /**
         * Which pool.
         */
        poolId: number;
    }) => Promise<PricesResponse>;
    /**
     * One account.
     */
    account: ({ asset, owner }: {
        /**
         * What.
         */
        asset: Asset;
        /**
         * Whose.
         */
        owner: string;
    }) => Promise<AssetAmount>;
    /**
     * All accounts of an asset, in the order of their owners' canonical addresses.
     */
    accounts: ({ asset, limit, order, startAfter }: {
        /**
         * What.
         */
        asset: Asset;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this owner, in that order.
         */
        startAfter?: string;
    }) => Promise<AccountsResponse>;
    /**
     * All accounts of an owner: one entry, if only of 0, for each asset that is listed or once was, in the order of [`Asset::key`]. Nobody has an account of another.
     */
    accountsOf: ({ limit, order, owner, startAfter }: {
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
         * After this asset, in that order.
         */
        startAfter?: Asset;
    }) => Promise<AccountsOfResponse>;
    /**
     * One allowance; an amount of 0 if there is none, or one that has ended.
     */
    allowance: ({ asset, owner, spender }: {
        /**
         * What.
         */
        asset: Asset;
        /**
         * Whose account.
         */
        owner: string;
        /**
         * Who may debit it.
         */
        spender: string;
    }) => Promise<AllowanceResponse>;
    /**
     * Listed assets.
     */
    assets: ({ limit, order, startAfter }: {
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
    }) => Promise<AssetsResponse>;
    /**
     * Query the contract's ownership information
     */
    ownership: () => Promise<OwnershipForString>;
}
export interface PoolInterface extends PoolReadOnlyInterface {
    contractAddress: string;
    sender: string;
    /**
     * cw20 tokens that came with a [`ReceiveMsg`](super::ReceiveMsg).
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
     * Sells exactly what `from` names along the route.
     */
    swapExactIn: ({ deadline, from, minOut, route, to }: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number;
        /**
         * What pays; the coins that came, if left out.
         */
        from?: Source;
        /**
         * The least output accepted, in base units.
         */
        minOut: Uint128;
        /**
         * The path; its offer must be the asset that came.
         */
        route: Route;
        /**
         * Where the output goes; the sender's wallet, if left out.
         */
        to?: Destination;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Buys exact amounts (1 or 2 legs, filled in order), paying at most what `from` names. What is left of funds goes back to the sender's wallet, and an account is debited the cost only (for [`Destination::Call`] see there). A leg passes each pool once.
     */
    swapExactOut: ({ deadline, from, legs, offer, restTo, to }: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number;
        /**
         * What pays, at most; the coins that came, if left out.
         */
        from?: Source;
        /**
         * What is bought: 1 or 2 legs, filled in order.
         */
        legs: Leg[];
        /**
         * The asset that pays for every leg.
         */
        offer: Asset;
        /**
         * Whose wallet gets what is left of the coins that came, the sender's if left out: to be named where the message comes through another contract or account. Refused where the account pays. A contract that is called gets the rest if nobody is named. A request for a job pays its take and tip out of it, so it names `surplus_to` instead: with `rest_to` they would have to come from the sender's account, and without one there it fails.
         */
        restTo?: string;
        /**
         * Where the output goes; the sender's wallet, if left out.
         */
        to?: Destination;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Provides both assets in the pool's proportion, using at most the amounts named. The first deposit uses all of both; its price must be within 20 % of the pool's reference price, and of NET it must bring at least the governed least. To a launch pool that has no NET yet, asset 0 alone is provided and `max_1` is 0; the first deposit there must be worth at least the governed least at the reference price. With `Funds`, native sides come with the message, exactly as named, and what is left of them goes back to the sender's wallet; a cw20 side is taken from the sender's account, and no more of it than is used.
     */
    provide: ({ deadline, from, max0, max1, minShares, poolId, receiver, restTo }: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number;
        /**
         * What pays.
         */
        from: ProvideSource;
        /**
         * Most of asset 0, base units.
         */
        max0: Uint128;
        /**
         * Most of asset 1, base units.
         */
        max1: Uint128;
        /**
         * The fewest LP shares accepted, base units.
         */
        minShares: Uint128;
        /**
         * Which pool.
         */
        poolId: number;
        /**
         * Who gets the shares, the sender if left out.
         */
        receiver?: string;
        /**
         * Whose wallet gets what is left of the coins that came, the sender's if left out: to be named where the message comes through another contract or account. Refused where nothing can be left: the account pays.
         */
        restTo?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Provides one asset only: swaps a part of it, which pays the pool's fee, and provides the rest with what that brought. What matches nothing goes back, more of it the worse the block anchor made the swap; an account is debited what is used. Needs neither swapping nor providing to be paused, because it does both. Not for launch pools.
     */
    provideSingle: ({ asset, deadline, from, minShares, poolId, receiver, restTo }: {
        /**
         * Which of its assets.
         */
        asset: Asset;
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number;
        /**
         * What pays; the coins that came, if left out.
         */
        from?: Source;
        /**
         * The fewest LP shares accepted, base units.
         */
        minShares: Uint128;
        /**
         * Which pool.
         */
        poolId: number;
        /**
         * Who gets the shares, the sender if left out.
         */
        receiver?: string;
        /**
         * Whose wallet gets what is left of the coins that came, the sender's if left out: to be named where the message comes through another contract or account. Refused where nothing can be left: the account pays.
         */
        restTo?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Books the coins that came to an account. Anyone, to anyone's account; listed assets only, at most 8 coins.
     */
    deposit: ({ receiver }: {
        /**
         * Whose account, the sender's if left out.
         */
        receiver?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Pays out from an account to a wallet. Never pausable.
     */
    withdraw: ({ amount, asset, owner, receiver }: {
        /**
         * How much, in base units.
         */
        amount: Uint128;
        /**
         * What.
         */
        asset: Asset;
        /**
         * Whose account, the sender's if left out; another's only within an allowance or for a wired peer.
         */
        owner?: string;
        /**
         * To whom, the account's owner if left out.
         */
        receiver?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Moves between accounts, at most 8 items.
     */
    transfer: ({ items, owner }: {
        /**
         * What goes where.
         */
        items: TransferItem[];
        /**
         * From whose account, the sender's if left out; another's only within an allowance or for a wired peer.
         */
        owner?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Lets `spender` debit the sender's account of `asset` by `amount` more. An allowance that has ended counts as nothing.
     */
    increaseAllowance: ({ amount, asset, expires, spender }: {
        /**
         * How much more, in base units.
         */
        amount: Uint128;
        /**
         * What.
         */
        asset: Asset;
        /**
         * Unix seconds at which the whole allowance ends from now on.
         */
        expires: number;
        /**
         * Who may debit.
         */
        spender: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Lets `spender` debit the sender's account of `asset` by `amount` less; by all that it may or more, removes the allowance. Refused where there is none, or one that has ended.
     */
    decreaseAllowance: ({ amount, asset, expires, spender }: {
        /**
         * How much less, in base units.
         */
        amount: Uint128;
        /**
         * What.
         */
        asset: Asset;
        /**
         * Unix seconds at which the rest of the allowance ends; when it would have, if left out.
         */
        expires?: number;
        /**
         * Who may debit.
         */
        spender: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Moves a pool's accrued protocol fees and spread to the fee-collector. Anyone. A token that fails to move fails the message; the other asset's move by themselves, if it is named.
     */
    sweepFees: ({ asset, poolId }: {
        /**
         * Of which of its assets; of both, if left out.
         */
        asset?: Asset;
        /**
         * Which pool.
         */
        poolId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: creates a pool and instantiates its LP token.
     */
    createPool: ({ asset0, asset1, fees, launch, lpSymbol, reference0, reference1 }: {
        /**
         * First asset; the compute credit in a class's primary pool. Each listed, and in at most 64 pools, but for the network token.
         */
        asset0: Asset;
        /**
         * Second asset; the network token in a class's primary pool.
         */
        asset1: Asset;
        /**
         * Its fees.
         */
        fees: Fees;
        /**
         * Whether it is a launch pool: it starts with asset 0 alone, at the reference price, and counts a virtual reserve of asset 1, which must be the network token. Not, if left out.
         */
        launch: boolean;
        /**
         * Symbol of the LP token, 3 to 12 letters or `-`.
         */
        lpSymbol: string;
        /**
         * Amount of the first asset worth `reference_1` at the reference price, base units, more than zero. Governance vouches for that price: the first deposit must be within 20 % of it, and the mean prices start there.
         */
        reference0: Uint128;
        /**
         * Amount of the second asset of the same worth, base units, more than zero.
         */
        reference1: Uint128;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets the reference price of a pool to which nobody has provided liquidity yet.
     */
    setReference: ({ poolId, reference0, reference1 }: {
        /**
         * Which pool.
         */
        poolId: number;
        /**
         * Amount of asset 0 worth `reference_1`, base units, as in [`ExecuteMsg::CreatePool`].
         */
        reference0: Uint128;
        /**
         * Amount of asset 1 of the same worth, base units, as in [`ExecuteMsg::CreatePool`].
         */
        reference1: Uint128;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets the least NET that the first deposit of a pool must bring, in every pool of which NET is an asset (of a launch pool: be worth at the reference price). The registry reads it too: no mint uses the price of a pool that holds less.
     */
    setLeast: ({ least }: {
        /**
         * Base units, at most 2^112 − 1; 0 for none.
         */
        least: Uint128;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets a pool's fees. What accrued before is swept as it accrued.
     */
    updateFees: ({ fees, poolId }: {
        /**
         * Its new fees.
         */
        fees: Fees;
        /**
         * Which pool.
         */
        poolId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: lets an asset come in: into accounts, pools and new pools. A cw20 must be a contract that answers `token_info`. A delisted asset can be listed again; then its pools take it in again.
     */
    listAsset: ({ asset }: {
        /**
         * Which.
         */
        asset: Asset;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: no longer. None of it can be deposited, its pools take nothing and swap in neither direction, and no new pool has it. All that is there can leave: withdrawals, transfers, LP shares, fees. The network token stays listed.
     */
    delistAsset: ({ asset }: {
        /**
         * Which.
         */
        asset: Asset;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * The guardian pauses (may only add), the owner sets freely.
     */
    setPaused: ({ paused, poolId }: {
        /**
         * What is paused from now on.
         */
        paused: Paused;
        /**
         * Which pool.
         */
        poolId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: names another guardian.
     */
    setGuardian: ({ guardian }: {
        /**
         * Who.
         */
        guardian: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
}
export declare class PoolClient extends PoolQueryClient implements PoolInterface {
    client: ISigningCosmWasmClient;
    sender: string;
    contractAddress: string;
    constructor(client: ISigningCosmWasmClient, sender: string, contractAddress: string);
    /**
     * cw20 tokens that came with a [`ReceiveMsg`](super::ReceiveMsg).
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
     * Sells exactly what `from` names along the route.
     */
    swapExactIn: ({ deadline, from, minOut, route, to }: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number;
        /**
         * What pays; the coins that came, if left out.
         */
        from?: Source;
        /**
         * The least output accepted, in base units.
         */
        minOut: Uint128;
        /**
         * The path; its offer must be the asset that came.
         */
        route: Route;
        /**
         * Where the output goes; the sender's wallet, if left out.
         */
        to?: Destination;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Buys exact amounts (1 or 2 legs, filled in order), paying at most what `from` names. What is left of funds goes back to the sender's wallet, and an account is debited the cost only (for [`Destination::Call`] see there). A leg passes each pool once.
     */
    swapExactOut: ({ deadline, from, legs, offer, restTo, to }: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number;
        /**
         * What pays, at most; the coins that came, if left out.
         */
        from?: Source;
        /**
         * What is bought: 1 or 2 legs, filled in order.
         */
        legs: Leg[];
        /**
         * The asset that pays for every leg.
         */
        offer: Asset;
        /**
         * Whose wallet gets what is left of the coins that came, the sender's if left out: to be named where the message comes through another contract or account. Refused where the account pays. A contract that is called gets the rest if nobody is named. A request for a job pays its take and tip out of it, so it names `surplus_to` instead: with `rest_to` they would have to come from the sender's account, and without one there it fails.
         */
        restTo?: string;
        /**
         * Where the output goes; the sender's wallet, if left out.
         */
        to?: Destination;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Provides both assets in the pool's proportion, using at most the amounts named. The first deposit uses all of both; its price must be within 20 % of the pool's reference price, and of NET it must bring at least the governed least. To a launch pool that has no NET yet, asset 0 alone is provided and `max_1` is 0; the first deposit there must be worth at least the governed least at the reference price. With `Funds`, native sides come with the message, exactly as named, and what is left of them goes back to the sender's wallet; a cw20 side is taken from the sender's account, and no more of it than is used.
     */
    provide: ({ deadline, from, max0, max1, minShares, poolId, receiver, restTo }: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number;
        /**
         * What pays.
         */
        from: ProvideSource;
        /**
         * Most of asset 0, base units.
         */
        max0: Uint128;
        /**
         * Most of asset 1, base units.
         */
        max1: Uint128;
        /**
         * The fewest LP shares accepted, base units.
         */
        minShares: Uint128;
        /**
         * Which pool.
         */
        poolId: number;
        /**
         * Who gets the shares, the sender if left out.
         */
        receiver?: string;
        /**
         * Whose wallet gets what is left of the coins that came, the sender's if left out: to be named where the message comes through another contract or account. Refused where nothing can be left: the account pays.
         */
        restTo?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Provides one asset only: swaps a part of it, which pays the pool's fee, and provides the rest with what that brought. What matches nothing goes back, more of it the worse the block anchor made the swap; an account is debited what is used. Needs neither swapping nor providing to be paused, because it does both. Not for launch pools.
     */
    provideSingle: ({ asset, deadline, from, minShares, poolId, receiver, restTo }: {
        /**
         * Which of its assets.
         */
        asset: Asset;
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number;
        /**
         * What pays; the coins that came, if left out.
         */
        from?: Source;
        /**
         * The fewest LP shares accepted, base units.
         */
        minShares: Uint128;
        /**
         * Which pool.
         */
        poolId: number;
        /**
         * Who gets the shares, the sender if left out.
         */
        receiver?: string;
        /**
         * Whose wallet gets what is left of the coins that came, the sender's if left out: to be named where the message comes through another contract or account. Refused where nothing can be left: the account pays.
         */
        restTo?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Books the coins that came to an account. Anyone, to anyone's account; listed assets only, at most 8 coins.
     */
    deposit: ({ receiver }: {
        /**
         * Whose account, the sender's if left out.
         */
        receiver?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Pays out from an account to a wallet. Never pausable.
     */
    withdraw: ({ amount, asset, owner, receiver }: {
        /**
         * How much, in base units.
         */
        amount: Uint128;
        /**
         * What.
         */
        asset: Asset;
        /**
         * Whose account, the sender's if left out; another's only within an allowance or for a wired peer.
         */
        owner?: string;
        /**
         * To whom, the account's owner if left out.
         */
        receiver?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Moves between accounts, at most 8 items.
     */
    transfer: ({ items, owner }: {
        /**
         * What goes where.
         */
        items: TransferItem[];
        /**
         * From whose account, the sender's if left out; another's only within an allowance or for a wired peer.
         */
        owner?: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Lets `spender` debit the sender's account of `asset` by `amount` more. An allowance that has ended counts as nothing.
     */
    increaseAllowance: ({ amount, asset, expires, spender }: {
        /**
         * How much more, in base units.
         */
        amount: Uint128;
        /**
         * What.
         */
        asset: Asset;
        /**
         * Unix seconds at which the whole allowance ends from now on.
         */
        expires: number;
        /**
         * Who may debit.
         */
        spender: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Lets `spender` debit the sender's account of `asset` by `amount` less; by all that it may or more, removes the allowance. Refused where there is none, or one that has ended.
     */
    decreaseAllowance: ({ amount, asset, expires, spender }: {
        /**
         * How much less, in base units.
         */
        amount: Uint128;
        /**
         * What.
         */
        asset: Asset;
        /**
         * Unix seconds at which the rest of the allowance ends; when it would have, if left out.
         */
        expires?: number;
        /**
         * Who may debit.
         */
        spender: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Moves a pool's accrued protocol fees and spread to the fee-collector. Anyone. A token that fails to move fails the message; the other asset's move by themselves, if it is named.
     */
    sweepFees: ({ asset, poolId }: {
        /**
         * Of which of its assets; of both, if left out.
         */
        asset?: Asset;
        /**
         * Which pool.
         */
        poolId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: creates a pool and instantiates its LP token.
     */
    createPool: ({ asset0, asset1, fees, launch, lpSymbol, reference0, reference1 }: {
        /**
         * First asset; the compute credit in a class's primary pool. Each listed, and in at most 64 pools, but for the network token.
         */
        asset0: Asset;
        /**
         * Second asset; the network token in a class's primary pool.
         */
        asset1: Asset;
        /**
         * Its fees.
         */
        fees: Fees;
        /**
         * Whether it is a launch pool: it starts with asset 0 alone, at the reference price, and counts a virtual reserve of asset 1, which must be the network token. Not, if left out.
         */
        launch: boolean;
        /**
         * Symbol of the LP token, 3 to 12 letters or `-`.
         */
        lpSymbol: string;
        /**
         * Amount of the first asset worth `reference_1` at the reference price, base units, more than zero. Governance vouches for that price: the first deposit must be within 20 % of it, and the mean prices start there.
         */
        reference0: Uint128;
        /**
         * Amount of the second asset of the same worth, base units, more than zero.
         */
        reference1: Uint128;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets the reference price of a pool to which nobody has provided liquidity yet.
     */
    setReference: ({ poolId, reference0, reference1 }: {
        /**
         * Which pool.
         */
        poolId: number;
        /**
         * Amount of asset 0 worth `reference_1`, base units, as in [`ExecuteMsg::CreatePool`].
         */
        reference0: Uint128;
        /**
         * Amount of asset 1 of the same worth, base units, as in [`ExecuteMsg::CreatePool`].
         */
        reference1: Uint128;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets the least NET that the first deposit of a pool must bring, in every pool of which NET is an asset (of a launch pool: be worth at the reference price). The registry reads it too: no mint uses the price of a pool that holds less.
     */
    setLeast: ({ least }: {
        /**
         * Base units, at most 2^112 − 1; 0 for none.
         */
        least: Uint128;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets a pool's fees. What accrued before is swept as it accrued.
     */
    updateFees: ({ fees, poolId }: {
        /**
         * Its new fees.
         */
        fees: Fees;
        /**
         * Which pool.
         */
        poolId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: lets an asset come in: into accounts, pools and new pools. A cw20 must be a contract that answers `token_info`. A delisted asset can be listed again; then its pools take it in again.
     */
    listAsset: ({ asset }: {
        /**
         * Which.
         */
        asset: Asset;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: no longer. None of it can be deposited, its pools take nothing and swap in neither direction, and no new pool has it. All that is there can leave: withdrawals, transfers, LP shares, fees. The network token stays listed.
     */
    delistAsset: ({ asset }: {
        /**
         * Which.
         */
        asset: Asset;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * The guardian pauses (may only add), the owner sets freely.
     */
    setPaused: ({ paused, poolId }: {
        /**
         * What is paused from now on.
         */
        paused: Paused;
        /**
         * Which pool.
         */
        poolId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: names another guardian.
     */
    setGuardian: ({ guardian }: {
        /**
         * Who.
         */
        guardian: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
}
