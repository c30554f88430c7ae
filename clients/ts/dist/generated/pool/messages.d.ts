import { Coin } from "../../cosmjs.js";
import { EncodeObject } from "../../cosmjs.js";
import { Uint128, Binary, Source, Asset, Destination, ProvideSource, Action, Route, Leg, TransferItem, Fees, Paused } from "./types.js";
export interface PoolMsg {
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Books the coins that came to an account. Anyone, to anyone's account; listed assets only, at most 8 coins.
     */
    deposit: ({ receiver }: {
        /**
         * Whose account, the sender's if left out.
         */
        receiver?: string;
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sets the least NET that the first deposit of a pool must bring, in every pool of which NET is an asset (of a launch pool: be worth at the reference price). The registry reads it too: no mint uses the price of a pool that holds less.
     */
    setLeast: ({ least }: {
        /**
         * Base units, at most 2^112 − 1; 0 for none.
         */
        least: Uint128;
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: lets an asset come in: into accounts, pools and new pools. A cw20 must be a contract that answers `token_info`. A delisted asset can be listed again; then its pools take it in again.
     */
    listAsset: ({ asset }: {
        /**
         * Which.
         */
        asset: Asset;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: no longer. None of it can be deposited, its pools take nothing and swap in neither direction, and no new pool has it. All that is there can leave: withdrawals, transfers, LP shares, fees. The network token stays listed.
     */
    delistAsset: ({ asset }: {
        /**
         * Which.
         */
        asset: Asset;
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: names another guardian.
     */
    setGuardian: ({ guardian }: {
        /**
         * Who.
         */
        guardian: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, funds_?: Coin[]) => EncodeObject;
}
export declare class PoolMsgComposer implements PoolMsg {
    sender: string;
    contractAddress: string;
    constructor(sender: string, contractAddress: string);
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Books the coins that came to an account. Anyone, to anyone's account; listed assets only, at most 8 coins.
     */
    deposit: ({ receiver }: {
        /**
         * Whose account, the sender's if left out.
         */
        receiver?: string;
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sets the least NET that the first deposit of a pool must bring, in every pool of which NET is an asset (of a launch pool: be worth at the reference price). The registry reads it too: no mint uses the price of a pool that holds less.
     */
    setLeast: ({ least }: {
        /**
         * Base units, at most 2^112 − 1; 0 for none.
         */
        least: Uint128;
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: lets an asset come in: into accounts, pools and new pools. A cw20 must be a contract that answers `token_info`. A delisted asset can be listed again; then its pools take it in again.
     */
    listAsset: ({ asset }: {
        /**
         * Which.
         */
        asset: Asset;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: no longer. None of it can be deposited, its pools take nothing and swap in neither direction, and no new pool has it. All that is there can leave: withdrawals, transfers, LP shares, fees. The network token stays listed.
     */
    delistAsset: ({ asset }: {
        /**
         * Which.
         */
        asset: Asset;
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: names another guardian.
     */
    setGuardian: ({ guardian }: {
        /**
         * Who.
         */
        guardian: string;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    updateOwnership: (action: Action, funds_?: Coin[]) => EncodeObject;
}
