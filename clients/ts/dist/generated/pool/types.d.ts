import type * as scalars from "../../scalars.js";
export type Binary = scalars.Binary;
export type Decimal256 = scalars.Decimal256;
export type Uint64 = scalars.Uint64;
export type Uint128 = scalars.Uint128;
/**
 * An address, in canonical lower-case text.
 */
export type Addr = string;
/**
 * Something that can be held: a bank denom or a cw20 token. A message may also say it as events do: a denom, or `cw20:` and the token contract's address, as one text (but for denoms that are called `native` or `cw20`, or start with `cw20:`).
 */
export type Asset = {
    /**
     * A coin of the bank module.
     */
    native: {
        /**
         * Its denom.
         */
        denom: string;
    };
} | {
    /**
     * A cw20 token.
     */
    cw20: {
        /**
         * The token contract, in canonical lower-case text.
         */
        address: string;
    };
};
/**
 * Actions that can be taken to alter the contract's ownership
 */
export type Action = {
    /**
     * Propose to transfer the contract's ownership to another account, optionally with an expiry time.
     *
     * Can only be called by the contract's current owner.
     *
     * Any existing pending ownership transfer is overwritten.
     */
    transfer_ownership: {
        /**
         * Until when the offer can be accepted; for ever, if left out.
         */
        expiry?: Expiration | null;
        /**
         * To whom ownership is offered: a canonical address.
         */
        new_owner: string;
    };
} | "accept_ownership" | "renounce_ownership";
/**
 * Expiration represents a point in time when some event happens. It can compare with a BlockInfo and will return is_expired() == true once the condition is hit (and for every block in the future)
 */
export type Expiration = {
    /**
     * AtHeight will expire when `env.block.height` >= height
     */
    at_height: number;
} | {
    /**
     * AtTime will expire when `env.block.time` >= time
     */
    at_time: Timestamp;
} | {
    /**
     * Never will never expire. Used to express the empty variant
     */
    never: Record<string, never>;
};
/**
 * Unix nanoseconds.
 */
export type Timestamp = scalars.Uint64;
/**
 * Where a swap's output goes.
 */
export type Destination = {
    /**
     * A transfer to a wallet, the sender's if left out.
     */
    wallet: {
        /**
         * Who receives.
         */
        receiver?: string | null;
    };
} | {
    /**
     * A booking to an account, the sender's if left out.
     */
    account: {
        /**
         * Who receives.
         */
        receiver?: string | null;
    };
} | {
    /**
     * A booking to `contract`'s account, then a call of it with [`SwapReceived`]. For exact-out without `rest_to`, all that `from` names is taken and what is left of it is booked to `contract` as well; the contract gives the surplus back. With `rest_to`, that wallet is paid the rest before the call, and the contract gets nothing of it.
     */
    call: {
        /**
         * Who receives and is called.
         */
        contract: string;
        /**
         * What it is to do, in its own format: base64 of what it takes, JSON for this market's contracts.
         */
        msg: Binary;
    };
};
/**
 * Messages of the pool contract.
 */
export type ExecuteMsg = {
    /**
     * cw20 tokens that came with a [`ReceiveMsg`](super::ReceiveMsg).
     */
    receive: Cw20ReceiveMsg;
} | {
    /**
     * Sells exactly what `from` names along the route.
     */
    swap_exact_in: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number | null;
        /**
         * What pays; the coins that came, if left out.
         */
        from?: Source;
        /**
         * The least output accepted, in base units.
         */
        min_out: Uint128;
        /**
         * The path; its offer must be the asset that came.
         */
        route: Route;
        /**
         * Where the output goes; the sender's wallet, if left out.
         */
        to?: Destination;
    };
} | {
    /**
     * Buys exact amounts (1 or 2 legs, filled in order), paying at most what `from` names. What is left of funds goes back to the sender's wallet, and an account is debited the cost only (for [`Destination::Call`] see there). A leg passes each pool once.
     */
    swap_exact_out: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number | null;
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
        rest_to?: string | null;
        /**
         * Where the output goes; the sender's wallet, if left out.
         */
        to?: Destination;
    };
} | {
    /**
     * Provides both assets in the pool's proportion, using at most the amounts named. The first deposit uses all of both; its price must be within 20 % of the pool's reference price, and of NET it must bring at least the governed least. To a launch pool that has no NET yet, asset 0 alone is provided and `max_1` is 0; the first deposit there must be worth at least the governed least at the reference price. With `Funds`, native sides come with the message, exactly as named, and what is left of them goes back to the sender's wallet; a cw20 side is taken from the sender's account, and no more of it than is used.
     */
    provide: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number | null;
        /**
         * What pays.
         */
        from: ProvideSource;
        /**
         * Most of asset 0, base units.
         */
        max_0: Uint128;
        /**
         * Most of asset 1, base units.
         */
        max_1: Uint128;
        /**
         * The fewest LP shares accepted, base units.
         */
        min_shares: Uint128;
        /**
         * Which pool.
         */
        pool_id: number;
        /**
         * Who gets the shares, the sender if left out.
         */
        receiver?: string | null;
        /**
         * Whose wallet gets what is left of the coins that came, the sender's if left out: to be named where the message comes through another contract or account. Refused where nothing can be left: the account pays.
         */
        rest_to?: string | null;
    };
} | {
    /**
     * Provides one asset only: swaps a part of it, which pays the pool's fee, and provides the rest with what that brought. What matches nothing goes back, more of it the worse the block anchor made the swap; an account is debited what is used. Needs neither swapping nor providing to be paused, because it does both. Not for launch pools.
     */
    provide_single: {
        /**
         * Which of its assets.
         */
        asset: Asset;
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number | null;
        /**
         * What pays; the coins that came, if left out.
         */
        from?: Source;
        /**
         * The fewest LP shares accepted, base units.
         */
        min_shares: Uint128;
        /**
         * Which pool.
         */
        pool_id: number;
        /**
         * Who gets the shares, the sender if left out.
         */
        receiver?: string | null;
        /**
         * Whose wallet gets what is left of the coins that came, the sender's if left out: to be named where the message comes through another contract or account. Refused where nothing can be left: the account pays.
         */
        rest_to?: string | null;
    };
} | {
    /**
     * Books the coins that came to an account. Anyone, to anyone's account; listed assets only, at most 8 coins.
     */
    deposit: {
        /**
         * Whose account, the sender's if left out.
         */
        receiver?: string | null;
    };
} | {
    /**
     * Pays out from an account to a wallet. Never pausable.
     */
    withdraw: {
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
        owner?: string | null;
        /**
         * To whom, the account's owner if left out.
         */
        receiver?: string | null;
    };
} | {
    /**
     * Moves between accounts, at most 8 items.
     */
    transfer: {
        /**
         * What goes where.
         */
        items: TransferItem[];
        /**
         * From whose account, the sender's if left out; another's only within an allowance or for a wired peer.
         */
        owner?: string | null;
    };
} | {
    /**
     * Lets `spender` debit the sender's account of `asset` by `amount` more. An allowance that has ended counts as nothing.
     */
    increase_allowance: {
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
    };
} | {
    /**
     * Lets `spender` debit the sender's account of `asset` by `amount` less; by all that it may or more, removes the allowance. Refused where there is none, or one that has ended.
     */
    decrease_allowance: {
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
        expires?: number | null;
        /**
         * Who may debit.
         */
        spender: string;
    };
} | {
    /**
     * Moves a pool's accrued protocol fees and spread to the fee-collector. Anyone. A token that fails to move fails the message; the other asset's move by themselves, if it is named.
     */
    sweep_fees: {
        /**
         * Of which of its assets; of both, if left out.
         */
        asset?: Asset | null;
        /**
         * Which pool.
         */
        pool_id: number;
    };
} | {
    /**
     * Owner: creates a pool and instantiates its LP token.
     */
    create_pool: {
        /**
         * First asset; the compute credit in a class's primary pool. Each listed, and in at most 64 pools, but for the network token.
         */
        asset_0: Asset;
        /**
         * Second asset; the network token in a class's primary pool.
         */
        asset_1: Asset;
        /**
         * Its fees.
         */
        fees: Fees;
        /**
         * Whether it is a launch pool: it starts with asset 0 alone, at the reference price, and counts a virtual reserve of asset 1, which must be the network token. Not, if left out.
         */
        launch?: boolean;
        /**
         * Symbol of the LP token, 3 to 12 letters or `-`.
         */
        lp_symbol: string;
        /**
         * Amount of the first asset worth `reference_1` at the reference price, base units, more than zero. Governance vouches for that price: the first deposit must be within 20 % of it, and the mean prices start there.
         */
        reference_0: Uint128;
        /**
         * Amount of the second asset of the same worth, base units, more than zero.
         */
        reference_1: Uint128;
    };
} | {
    /**
     * Owner: sets the reference price of a pool to which nobody has provided liquidity yet.
     */
    set_reference: {
        /**
         * Which pool.
         */
        pool_id: number;
        /**
         * Amount of asset 0 worth `reference_1`, base units, as in [`ExecuteMsg::CreatePool`].
         */
        reference_0: Uint128;
        /**
         * Amount of asset 1 of the same worth, base units, as in [`ExecuteMsg::CreatePool`].
         */
        reference_1: Uint128;
    };
} | {
    /**
     * Owner: sets the least NET that the first deposit of a pool must bring, in every pool of which NET is an asset (of a launch pool: be worth at the reference price). The registry reads it too: no mint uses the price of a pool that holds less.
     */
    set_least: {
        /**
         * Base units, at most 2^112 − 1; 0 for none.
         */
        least: Uint128;
    };
} | {
    /**
     * Owner: sets a pool's fees. What accrued before is swept as it accrued.
     */
    update_fees: {
        /**
         * Its new fees.
         */
        fees: Fees;
        /**
         * Which pool.
         */
        pool_id: number;
    };
} | {
    /**
     * Owner: lets an asset come in: into accounts, pools and new pools. A cw20 must be a contract that answers `token_info`. A delisted asset can be listed again; then its pools take it in again.
     */
    list_asset: {
        /**
         * Which.
         */
        asset: Asset;
    };
} | {
    /**
     * Owner: no longer. None of it can be deposited, its pools take nothing and swap in neither direction, and no new pool has it. All that is there can leave: withdrawals, transfers, LP shares, fees. The network token stays listed.
     */
    delist_asset: {
        /**
         * Which.
         */
        asset: Asset;
    };
} | {
    /**
     * The guardian pauses (may only add), the owner sets freely.
     */
    set_paused: {
        /**
         * What is paused from now on.
         */
        paused: Paused;
        /**
         * Which pool.
         */
        pool_id: number;
    };
} | {
    /**
     * Owner: names another guardian.
     */
    set_guardian: {
        /**
         * Who.
         */
        guardian: string;
    };
} | {
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    update_ownership: Action;
};
/**
 * Where a payment is taken from.
 */
export type Source = {
    /**
     * The coins (or the cw20 Send) that came with the message.
     */
    funds: Record<string, never>;
} | {
    /**
     * An account in the pool contract.
     */
    account: {
        /**
         * How much (exact-in), or at most how much (exact-out), in base units.
         */
        amount: Uint128;
        /**
         * Whose; the sender's if left out. Another's only within an allowance, or for a wired peer.
         */
        owner?: string | null;
    };
};
/**
 * What pays for [`ExecuteMsg::Provide`].
 */
export type ProvideSource = "funds" | "account";
/**
 * In which order a list is answered.
 */
export type ListOrder = "ascending" | "descending";
/**
 * Migration takes no parameters.
 */
export type MigrateMsg = Record<string, never>;
/**
 * Whether something is paid to a wallet or to an account in the pool contract.
 */
export type Payout = "wallet" | "account";
/**
 * Queries of the pool contract. Each quote runs the function that execution runs, and assumes to be the first change of its pools in their block: after another change the block anchor may make a trade dearer, so name bounds. Leave them some slack: after any change an exact-out swap costs about 10⁻¹² more, at least a unit, and a withdrawal brings a few units less.
 */
export type QueryMsg = {
    /**
     * Guardian, peers, token code, the least NET of a first deposit.
     */
    config: Record<string, never>;
} | {
    /**
     * One pool.
     */
    pool: {
        /**
         * Which.
         */
        pool_id: number;
    };
} | {
    /**
     * All pools by id.
     */
    pools: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number | null;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder | null;
        /**
         * After this id, in that order.
         */
        start_after?: number | null;
    };
} | {
    /**
     * The pools of an asset by id, also those of a delisted one.
     */
    pools_of: {
        /**
         * Which asset.
         */
        asset: Asset;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number | null;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder | null;
        /**
         * After this id, in that order.
         */
        start_after?: number | null;
    };
} | {
    /**
     * What [`ExecuteMsg::SwapExactIn`](super::ExecuteMsg::SwapExactIn) would yield now.
     */
    quote_exact_in: {
        /**
         * What goes in, base units of the offer.
         */
        amount_in: Uint128;
        /**
         * The path.
         */
        route: Route;
    };
} | {
    /**
     * What [`ExecuteMsg::SwapExactOut`](super::ExecuteMsg::SwapExactOut) would cost now.
     */
    quote_exact_out: {
        /**
         * What is bought: 1 or 2 legs, filled in order.
         */
        legs: Leg[];
        /**
         * What pays.
         */
        offer: Asset;
    };
} | {
    /**
     * What [`ExecuteMsg::Provide`](super::ExecuteMsg::Provide) would use and give now.
     */
    quote_provide: {
        /**
         * Most of asset 0, base units.
         */
        max_0: Uint128;
        /**
         * Most of asset 1, base units.
         */
        max_1: Uint128;
        /**
         * Which pool.
         */
        pool_id: number;
    };
} | {
    /**
     * What [`ExecuteMsg::ProvideSingle`](super::ExecuteMsg::ProvideSingle) would give now.
     */
    quote_provide_single: {
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
        pool_id: number;
    };
} | {
    /**
     * What LP shares are worth in reserves now.
     */
    quote_withdraw: {
        /**
         * Which pool.
         */
        pool_id: number;
        /**
         * How many LP shares, base units.
         */
        shares: Uint128;
    };
} | {
    /**
     * Spot and time-weighted prices of asset 0 in asset 1. All are null while nobody has provided liquidity.
     */
    prices: {
        /**
         * Which pool.
         */
        pool_id: number;
    };
} | {
    /**
     * One account.
     */
    account: {
        /**
         * What.
         */
        asset: Asset;
        /**
         * Whose.
         */
        owner: string;
    };
} | {
    /**
     * All accounts of an asset, in the order of their owners' canonical addresses.
     */
    accounts: {
        /**
         * What.
         */
        asset: Asset;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number | null;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder | null;
        /**
         * After this owner, in that order.
         */
        start_after?: string | null;
    };
} | {
    /**
     * All accounts of an owner: one entry, if only of 0, for each asset that is listed or once was, in the order of [`Asset::key`]. Nobody has an account of another.
     */
    accounts_of: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number | null;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder | null;
        /**
         * Whose.
         */
        owner: string;
        /**
         * After this asset, in that order.
         */
        start_after?: Asset | null;
    };
} | {
    /**
     * One allowance; an amount of 0 if there is none, or one that has ended.
     */
    allowance: {
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
    };
} | {
    /**
     * Listed assets.
     */
    assets: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number | null;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder | null;
        /**
         * After this asset, in that order.
         */
        start_after?: Asset | null;
    };
} | {
    /**
     * Query the contract's ownership information
     */
    ownership: Record<string, never>;
};
/**
 * What a cw20 Send to the pool contract carries. The sender of the tokens is the one who acts.
 */
export type ReceiveMsg = {
    /**
     * As [`ExecuteMsg::Deposit`].
     */
    deposit: {
        /**
         * Whose account, the sender's if left out.
         */
        receiver?: string | null;
    };
} | {
    /**
     * As [`ExecuteMsg::SwapExactIn`], offering the tokens that came.
     */
    swap_exact_in: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number | null;
        /**
         * The least output accepted, base units.
         */
        min_out: Uint128;
        /**
         * Pool ids in order, at most 4.
         */
        pools: number[];
        /**
         * Where the output goes; the sender's wallet, if left out.
         */
        to?: Destination;
    };
} | {
    /**
     * As [`ExecuteMsg::SwapExactOut`], paying at most the tokens that came.
     */
    swap_exact_out: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number | null;
        /**
         * What is bought: 1 or 2 legs, filled in order.
         */
        legs: Leg[];
        /**
         * Whose wallet gets what is left of the tokens that came, the sender's if left out: to be named where the message comes through another contract or account. A contract that is called gets the rest if nobody is named; a request for a job needs it and names `surplus_to` instead ([`ExecuteMsg::SwapExactOut`]).
         */
        rest_to?: string | null;
        /**
         * Where the output goes; the sender's wallet, if left out.
         */
        to?: Destination;
    };
} | {
    /**
     * As [`ExecuteMsg::Provide`], with the tokens that came as one side and the sender's account for the other, within the sender's allowance ([`ExecuteMsg::IncreaseAllowance`]) for the token contract, which alone says who sent. What is left of the tokens that came is booked to the sender's account. (Without an allowance: deposit, then provide.)
     */
    provide: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number | null;
        /**
         * Most of the other asset, base units, from the sender's account.
         */
        max_other: Uint128;
        /**
         * The fewest LP shares accepted, base units.
         */
        min_shares: Uint128;
        /**
         * Which pool.
         */
        pool_id: number;
        /**
         * Who gets the shares, the sender if left out.
         */
        receiver?: string | null;
        /**
         * Whose wallet gets what is left of the tokens that came; the sender's account, if left out.
         */
        rest_to?: string | null;
    };
} | {
    /**
     * As [`ExecuteMsg::ProvideSingle`] with the tokens that came.
     */
    provide_single: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number | null;
        /**
         * The fewest LP shares accepted, base units.
         */
        min_shares: Uint128;
        /**
         * Which pool.
         */
        pool_id: number;
        /**
         * Who gets the shares, the sender if left out.
         */
        receiver?: string | null;
        /**
         * Whose wallet gets what is left of the tokens that came; the sender's account, if left out.
         */
        rest_to?: string | null;
    };
} | {
    /**
     * Gives LP shares back for their part of both reserves. Never pausable. In a block that has moved the price, what the move brought the shares goes to the protocol: they are paid what they were worth at the price before it.
     */
    withdraw_liquidity: {
        /**
         * Unix seconds at which the message is too late.
         */
        deadline?: number | null;
        /**
         * The least of asset 0 accepted, base units.
         */
        min_0: Uint128;
        /**
         * The least of asset 1 accepted, base units.
         */
        min_1: Uint128;
        /**
         * Wallet or account.
         */
        payout: Payout;
        /**
         * Which pool; the tokens that came must be its LP shares.
         */
        pool_id: number;
        /**
         * Who receives, the sender if left out.
         */
        receiver?: string | null;
    };
};
/**
 * What the pool contract calls the contract at the end of a swap with: it must take this message beside its own.
 */
export type ReceiverMsg = {
    /**
     * A swap ended here ([`Destination::Call`]).
     */
    receive_swap: SwapReceived;
};
/**
 * One account of an asset.
 */
export interface AccountEntry {
    /**
     * How much, base units.
     */
    amount: Uint128;
    /**
     * Whose.
     */
    owner: Addr;
}
/**
 * See [`QueryMsg::AccountsOf`].
 */
export interface AccountsOfResponse {
    /**
     * One page.
     */
    accounts: AssetAmount[];
}
/**
 * An amount of one asset, in base units.
 */
export interface AssetAmount {
    /**
     * How much, in base units.
     */
    amount: Uint128;
    /**
     * Which asset.
     */
    asset: Asset;
}
/**
 * See [`QueryMsg::Accounts`].
 */
export interface AccountsResponse {
    /**
     * One page.
     */
    accounts: AccountEntry[];
}
/**
 * See [`QueryMsg::Allowance`].
 */
export interface AllowanceResponse {
    /**
     * How much may still be debited, base units.
     */
    amount: Uint128;
    /**
     * Unix seconds at which it ends.
     */
    expires: number;
}
/**
 * See [`QueryMsg::Assets`].
 */
export interface AssetsResponse {
    /**
     * One page.
     */
    assets: Asset[];
}
/**
 * See [`QueryMsg::Config`].
 */
export interface ConfigResponse {
    /**
     * May pause.
     */
    guardian: Addr;
    /**
     * The least NET of a pool's first deposit, base units; 0 for none.
     */
    least: Uint128;
    /**
     * The network token.
     */
    network_denom: string;
    /**
     * The wired peers.
     */
    peers: Peers;
    /**
     * Code of the LP tokens.
     */
    token_code_id: number;
}
/**
 * The wired contracts. The registry and the job-market may debit an account on behalf of their own caller. Fixed at the start.
 */
export interface Peers {
    /**
     * `contracts/fee-collector`: receives swept protocol fees.
     */
    fee_collector: string;
    /**
     * `contracts/job-market`.
     */
    job_market: string;
    /**
     * `contracts/provider-registry`.
     */
    provider_registry: string;
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
 * A path through pools. The asset that comes out follows from the offer and the pools.
 */
export interface Route {
    /**
     * The asset that goes in.
     */
    offer: Asset;
    /**
     * Pool ids in order, at most 4; empty passes the offer through unchanged.
     */
    pools: number[];
}
/**
 * One exact-out purchase.
 */
export interface Leg {
    /**
     * Exactly how much comes out, in base units.
     */
    amount_out: Uint128;
    /**
     * Pool ids in order, at most 4; empty sets `amount_out` of the offer asset itself aside.
     */
    pools: number[];
}
/**
 * One transfer within the ledger.
 */
export interface TransferItem {
    /**
     * How much, in base units; more than zero.
     */
    amount: Uint128;
    /**
     * What.
     */
    asset: Asset;
    /**
     * To whose account.
     */
    to: string;
}
/**
 * The fees of a pool, in basis points.
 */
export interface Fees {
    /**
     * On the input of every swap, basis points, 5 to 500 (0.05 to 5 %).
     */
    fee_bps: number;
    /**
     * The protocol's share of the fee, basis points, 0 to 2,500 (25 %).
     */
    protocol_share_bps: number;
}
/**
 * Operations of a pool that can be paused. Withdrawing is never pausable.
 */
export interface Paused {
    /**
     * Providing liquidity.
     */
    provide: boolean;
    /**
     * Swaps in either direction.
     */
    swap: boolean;
}
/**
 * A pool on the way, as the trade finds it. Amounts are of the asset that goes in, unless said otherwise.
 */
export interface HopQuote {
    /**
     * How much can be sold, base units, fee included, before the price on the curve moves by 1 %; rounded down. The fee that stays in the reserve moves it a little more and is not counted.
     */
    depth: Uint128;
    /**
     * Price impact in this pool, in basis points, rounded up.
     */
    impact_bps: number;
    /**
     * The part of the fee that stays with the LPs, base units.
     */
    lp_fee: Uint128;
    /**
     * Which pool.
     */
    pool_id: number;
    /**
     * The part of the fee that is the protocol's, base units.
     */
    protocol_fee: Uint128;
    /**
     * What the block anchor keeps, base units of the asset that comes out: more than 0 only where the way comes to a pool again.
     */
    spread: Uint128;
}
/**
 * Start of the pool contract: no pools yet.
 */
export interface InstantiateMsg {
    /**
     * May pause, nothing else.
     */
    guardian: string;
    /**
     * The least NET of a pool's first deposit, base units; 0 for none. See [`ExecuteMsg::SetLeast`].
     */
    least: Uint128;
    /**
     * The denom of the network token (NET); listed from the start.
     */
    network_denom: string;
    /**
     * Governance: creates pools, lists assets, sets fees, lifts pauses.
     */
    owner: string;
    /**
     * The wired peers.
     */
    peers: Peers;
    /**
     * Code of `contracts/token`, from which LP shares are instantiated.
     */
    token_code_id: number;
}
/**
 * What a leg costs beside the price.
 */
export interface LegCost {
    /**
     * Each pool on the way, in order.
     */
    hops: HopQuote[];
    /**
     * Price impact in basis points, rounded up: by so much the average price on the curve is worse than the spot prices of all pools on the way together. Fees are not in it.
     */
    impact_bps: number;
}
/**
 * What one leg of a swap brought.
 */
export interface LegReceived {
    /**
     * What went into the last pool of the leg (equal to `received` where it passed no pool): for a purchase of credits through the primary pool, the network token swapped for them.
     */
    last_in: AssetAmount;
    /**
     * What came out.
     */
    received: AssetAmount;
}
/**
 * The contract's ownership info
 */
export interface OwnershipForString {
    /**
     * The contract's current owner. `None` if the ownership has been renounced.
     */
    owner?: string | null;
    /**
     * The deadline for the pending owner to accept the ownership. `None` if there isn't a pending ownership transfer, or if a transfer exists and it doesn't have a deadline.
     */
    pending_expiry?: Expiration | null;
    /**
     * The account who has been proposed to take over the ownership. `None` if there isn't a pending ownership transfer.
     */
    pending_owner?: string | null;
}
/**
 * `data` of the response to `CreatePool`, in JSON.
 */
export interface PoolCreated {
    /**
     * The pool's id.
     */
    pool_id: number;
}
/**
 * A pool as it stands.
 */
export interface PoolResponse {
    /**
     * Protocol fees accrued and not swept, base units of asset 0.
     */
    accrued_0: Uint128;
    /**
     * Protocol fees accrued and not swept, base units of asset 1.
     */
    accrued_1: Uint128;
    /**
     * First asset.
     */
    asset_0: Asset;
    /**
     * Second asset.
     */
    asset_1: Asset;
    /**
     * Its fees.
     */
    fees: Fees;
    /**
     * Whether it is a launch pool.
     */
    launch: boolean;
    /**
     * LP shares in existence, base units: the supply of the LP token, which holds the locked minimum itself.
     */
    lp_supply: Uint128;
    /**
     * The LP token.
     */
    lp_token: string;
    /**
     * What is paused.
     */
    paused: Paused;
    /**
     * Its id.
     */
    pool_id: number;
    /**
     * The reference price, which the first deposit must be within 20 % of: base units of asset 1 for 1,000,000 base units of asset 0 ([`crate::price`]), from its logarithm in steps of 2^-40, rounded toward zero. Absent once somebody has provided liquidity.
     */
    reference?: Decimal256 | null;
    /**
     * Reserve of asset 0, fees apart, base units.
     */
    reserve_0: Uint128;
    /**
     * Reserve of asset 1, fees apart, base units.
     */
    reserve_1: Uint128;
    /**
     * Spread accrued and not swept, base units of asset 0: what the block anchor kept.
     */
    spread_0: Uint128;
    /**
     * Spread accrued and not swept, base units of asset 1.
     */
    spread_1: Uint128;
    /**
     * What the curve of a launch pool counts of asset 1 beyond `reserve_1`, base units: its LP supply. 0 in other pools.
     */
    virtual_reserve: Uint128;
}
/**
 * See [`QueryMsg::Pools`].
 */
export interface PoolsResponse {
    /**
     * One page.
     */
    pools: PoolResponse[];
}
/**
 * Prices in base units of asset 1 for 1,000,000 base units of asset 0 (in a class's primary pool: NET base units per whole credit), as decimal numbers rounded toward zero to 13 decimals ([`crate::price`]).
 */
export interface PricesResponse {
    /**
     * Marginal price now, base units of asset 1 for 1,000,000 of asset 0; null while the pool has no liquidity.
     */
    spot?: Decimal256 | null;
    /**
     * Clamped geometric mean of 10 minutes, in the same unit; null while the pool is younger than that.
     */
    twap_10m?: Decimal256 | null;
    /**
     * Mean of 24 hours, likewise.
     */
    twap_24h?: Decimal256 | null;
    /**
     * Mean of 30 minutes, likewise.
     */
    twap_30m?: Decimal256 | null;
    /**
     * Mean of 7 days, likewise.
     */
    twap_7d?: Decimal256 | null;
}
/**
 * See [`QueryMsg::QuoteProvide`].
 */
export interface ProvideQuoteResponse {
    /**
     * The fee of the swap in a single-sided provision, base units of the asset provided: what stays with the LPs.
     */
    lp_fee: Uint128;
    /**
     * The protocol's part of that fee, base units of the same asset.
     */
    protocol_fee: Uint128;
    /**
     * LP shares to the receiver, base units (the locked minimum of a first provider taken off).
     */
    shares: Uint128;
    /**
     * Used of asset 0, base units.
     */
    used_0: Uint128;
    /**
     * Used of asset 1, base units.
     */
    used_1: Uint128;
}
/**
 * See [`QueryMsg::QuoteExactIn`].
 */
export interface QuoteResponse {
    /**
     * What that costs, one entry per leg.
     */
    costs: LegCost[];
    /**
     * What comes out, one entry per leg.
     */
    legs: LegReceived[];
    /**
     * What goes in.
     */
    paid: AssetAmount;
}
/**
 * Called on the contract that a swap ends in ([`Destination::Call`]); all amounts are already in its account. The callee must check that the pool contract calls, and may trust `sender` as far as it trusts the asset of `rest`: of a cw20 Send the pool has the token's word only, so nothing beyond what came may be taken from `sender` on it.
 */
export interface SwapReceived {
    /**
     * One entry per leg, in order.
     */
    legs: LegReceived[];
    /**
     * What the callee is to do: base64 of what the sender of the swap gave.
     */
    msg: Binary;
    /**
     * What is left of the payment, in the offer asset; amount 0 for exact-in, and where the rest goes to a wallet.
     */
    rest: AssetAmount;
    /**
     * Who sent the swap to the pool (for a cw20, who sent the tokens).
     */
    sender: string;
}
/**
 * See [`QueryMsg::QuoteWithdraw`].
 */
export interface WithdrawQuoteResponse {
    /**
     * Of asset 0, base units, rounded down.
     */
    amount_0: Uint128;
    /**
     * Of asset 1, base units, rounded down.
     */
    amount_1: Uint128;
}
