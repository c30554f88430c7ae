import type * as scalars from "../../scalars.js";
export type Binary = scalars.Binary;
export type Uint64 = scalars.Uint64;
export type Uint128 = scalars.Uint128;
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
 * What a deposit is.
 */
export type Category = {
    /**
     * From the job-market, or a market to which governance ever let providers pledge: the take of one day's jobs or leases, and that day's volume. NET only; the coins that come are the take.
     */
    take: TakeReport;
} | {
    /**
     * From the pool: the protocol's share of swap fees of one pool, in the asset that comes. From a market: fees that it took in credits.
     */
    swap_fees: {
        /**
         * What LPs earned from the same swaps, base units of the same asset.
         */
        lp: Uint128;
    };
} | {
    /**
     * From the pool: what the block anchor of one pool kept from traders, in the asset that comes. No part of it is the LPs'.
     */
    spread: Record<string, never>;
} | {
    /**
     * From the registry or the job-market: slashed NET and lost dispute bonds; burned at once, not revenue.
     */
    slash: Record<string, never>;
} | {
    /**
     * From restaking: others' stake that burned with a provider's lock, as NET; burned at once, not revenue.
     */
    backing: Record<string, never>;
} | {
    /**
     * A gift from anyone, NET only: split like revenue, never counted as revenue.
     */
    donation: Record<string, never>;
};
/**
 * Messages of the fee-collector.
 */
export type ExecuteMsg = {
    /**
     * Peer (pool, markets): cw20 fees and spread that came with [`ReceiveMsg`]; the token must be listed by the pool, so that nobody's own token can name the pool as its sender.
     */
    receive: Cw20ReceiveMsg;
} | {
    /**
     * Peers, by category (a donation: anyone): books the coins that came.
     */
    deposit: {
        /**
         * What they are.
         */
        category: Category;
    };
} | {
    /**
     * Splits pending NET revenue: burns the burn share at once, books the others. Anyone.
     */
    distribute: Record<string, never>;
} | {
    /**
     * Sells what waits of an asset, or as much of it as its pools take at once, along its route, and books the NET as the revenue that it was. Anyone, for a tip of [`TIP_BPS`] of the NET, rounded down. A pool takes a quota at once, from all assets together, which comes back within half an hour. Refused while the price is not what the pools' means say; whatever fails, nothing is changed.
     */
    buy_back: {
        /**
         * Which asset.
         */
        asset: Asset;
    };
} | {
    /**
     * Brings NET of the liquidity share, or as much of it as the pool takes at once, to a pool that governance allows, and keeps the LP shares. Anyone; it uses the pool's quota and is guarded as [`ExecuteMsg::BuyBack`] is.
     */
    add_liquidity: {
        /**
         * Which pool.
         */
        pool_id: number;
    };
} | {
    /**
     * The stakers' recipient: claims their share.
     */
    claim_stakers: {
        /**
         * To which wallet, the recipient's if left out.
         */
        receiver?: string | null;
    };
} | {
    /**
     * Owner: sets the split, for revenue not yet distributed as well (which is distributed by the old one first).
     */
    update_split: {
        /**
         * The new shares.
         */
        split: Split;
    };
} | {
    /**
     * Owner: names who may claim the stakers' share.
     */
    set_stakers: {
        /**
         * Who.
         */
        stakers: string;
    };
} | {
    /**
     * Owner: sets the pools by which an asset is sold for NET. They must exist and lead there, each once, and pass NET at the end only.
     */
    set_route: {
        /**
         * Which asset; not NET.
         */
        asset: Asset;
        /**
         * Pool ids in order, at most [`crate::common::MAX_HOPS`]; empty: the asset is no longer sold.
         */
        pools: number[];
    };
} | {
    /**
     * Owner: lets [`ExecuteMsg::AddLiquidity`] go to a pool, or no longer. It must trade NET and be no launch pool.
     */
    set_liquidity_pool: {
        /**
         * Whether from now on.
         */
        allowed: boolean;
        /**
         * Which pool.
         */
        pool_id: number;
    };
} | {
    /**
     * Owner: sends LP shares that the contract holds to somebody that can draw them.
     */
    withdraw_liquidity: {
        /**
         * Of which pool.
         */
        pool_id: number;
        /**
         * To whom.
         */
        receiver: string;
        /**
         * How many LP shares, base units; more than 0.
         */
        shares: Uint128;
    };
} | {
    /**
     * Update the contract's ownership. The `action` to be provided can be either to propose transferring ownership to an account, accept a pending ownership transfer, or renounce the ownership permanently.
     */
    update_ownership: Action;
};
/**
 * In which order a list is answered.
 */
export type ListOrder = "ascending" | "descending";
/**
 * Migration takes no parameters.
 */
export type MigrateMsg = Record<string, never>;
/**
 * Queries of the fee-collector.
 */
export type QueryMsg = {
    /**
     * Peers, split, recipients.
     */
    config: Record<string, never>;
} | {
    /**
     * NET by purpose.
     */
    balances: Record<string, never>;
} | {
    /**
     * Revenue in other assets: what waits for its buy-back, and what was bought back.
     */
    waiting: {
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
     * By which pools each asset is sold for NET.
     */
    routes: {
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
     * Pools that liquidity may go to or went to, by id, with what the protocol holds of them.
     */
    treasury: {
        /**
         * Page size, 30 if left out and at most: of each pool the pool contract is asked.
         */
        limit?: number | null;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder | null;
        /**
         * After this pool, in that order.
         */
        start_after?: number | null;
    };
} | {
    /**
     * What happened in a window.
     */
    metrics: {
        /**
         * Which.
         */
        window: Window;
    };
} | {
    /**
     * Query the contract's ownership information
     */
    ownership: Record<string, never>;
};
/**
 * The span of [`QueryMsg::Metrics`].
 */
export type Window = "day" | "week" | "month" | "quarter" | "all";
/**
 * What a cw20 Send from the pool or a market carries.
 */
export type ReceiveMsg = {
    /**
     * As [`ExecuteMsg::Deposit`], with [`Category::SwapFees`] and [`Category::Spread`] only.
     */
    deposit: {
        /**
         * What they are.
         */
        category: Category;
    };
};
/**
 * By which pools an asset is sold for NET.
 */
export interface AssetRoute {
    /**
     * Which asset.
     */
    asset: Asset;
    /**
     * Pool ids in order.
     */
    pools: number[];
}
/**
 * NET in the contract by purpose; their sum is at most its balance.
 */
export interface BalancesResponse {
    /**
     * For protocol-owned liquidity, NET base units.
     */
    liquidity: Uint128;
    /**
     * Revenue and donations not yet distributed, NET base units.
     */
    pending: Uint128;
    /**
     * The stakers' share, unclaimed, NET base units.
     */
    stakers: Uint128;
}
/**
 * One day of settled (and take-keeping) jobs.
 */
export interface TakeReport {
    /**
     * Unix day, the day on which the jobs ended: today or before, and booked to that day however late it comes. A day before the fee-collector's start counts to its first day.
     */
    day: number;
    /**
     * GPU-seconds settled.
     */
    gpu_seconds: Uint128;
    /**
     * How many jobs were settled.
     */
    jobs: number;
    /**
     * Heaviest payers of the day, by take (a Misra-Gries sketch of at most eight counters: each under-counts its fingerprint by at most a ninth of the take that no counter holds). Their sum is at most the take.
     */
    payers: PayerWeight[];
    /**
     * Of the volume, where the payer was the provider, NET base units: a lower bound of self-dealing. At most the volume.
     */
    self_dealing: Uint128;
    /**
     * NET base units that their credits cost: gross job volume, what providers earned at purchase price.
     */
    volume: Uint128;
}
/**
 * One counter of the payers' sketch.
 */
export interface PayerWeight {
    /**
     * First 4 bytes of sha256 of the payer's address, big-endian: payers that share them count as one.
     */
    payer: number;
    /**
     * Take it paid, NET base units; may be too low by the sketch's error.
     */
    take: Uint128;
}
/**
 * A class on the market.
 */
export interface ClassTerms {
    /**
     * GPUs of all its standard jobs, 1 to 65,536: one number, so that a small call cannot stand in the way of a large one.
     */
    standard_gpus: number;
    /**
     * Its take.
     */
    take: TakeParams;
}
/**
 * The take of a class.
 */
export interface TakeParams {
    /**
     * τ0, basis points of cost, 1 to 500.
     */
    base_bps: number;
    /**
     * m_max, basis points (40,000 is fourfold), 10,000 to 100,000.
     */
    max_multiplier_bps: number;
    /**
     * U*: target utilisation, basis points, 2,000 to 9,500.
     */
    target_bps: number;
    /**
     * W: seconds per +12.5 % at sustained full occupancy, 60 to 86,400.
     */
    window: number;
}
/**
 * See [`QueryMsg::Config`].
 */
export interface ConfigResponse {
    /**
     * The network token.
     */
    network_denom: string;
    /**
     * The wired peers.
     */
    peers: Peers;
    /**
     * How revenue is split.
     */
    split: Split;
    /**
     * Who may claim the stakers' share.
     */
    stakers: Addr;
}
/**
 * Who may deposit revenue and slashes. Fixed at the start.
 */
export interface Peers {
    /**
     * `contracts/job-market`: take.
     */
    job_market: string;
    /**
     * `contracts/pool`: swap fees and spread.
     */
    pool: string;
    /**
     * `contracts/provider-registry`: slashes.
     */
    provider_registry: string;
}
/**
 * Shares of revenue in basis points; they sum to 10,000 and `burn_bps` is at least 5,000.
 */
export interface Split {
    /**
     * Burned, basis points.
     */
    burn_bps: number;
    /**
     * For protocol-owned liquidity, basis points: waits in the contract until [`ExecuteMsg::AddLiquidity`] brings it to a pool.
     */
    liquidity_bps: number;
    /**
     * To the chain's stakers, claimed by their recipient, basis points.
     */
    stakers_bps: number;
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
 * Start of the fee-collector.
 */
export interface InstantiateMsg {
    /**
     * The denom of the network token (NET).
     */
    network_denom: string;
    /**
     * Governance: the split and the recipients.
     */
    owner: string;
    /**
     * The wired peers.
     */
    peers: Peers;
    /**
     * How revenue is split.
     */
    split: Split;
    /**
     * Who may claim the stakers' share.
     */
    stakers: string;
}
/**
 * NET base units unless said otherwise. Invariants: user_fees = supply_side + revenue; and for [`Window::All`] revenue = burned_revenue + stakers + liquidity + pending, and donations = burned_donations + booked_donations + pending_donations. A deposit counts on the day it came (take: on its report's day), a burn or booking on the day it was executed.
 */
export interface MetricsResponse {
    /**
     * Booked to stakers and for liquidity from donations, NET base units.
     */
    booked_donations: Uint128;
    /**
     * NET base units that buy-backs brought, tips included; the rest of it is in `swap_fees` and `spread`.
     */
    bought_back: Uint128;
    /**
     * Burned, from others' stake behind providers (executed), NET base units.
     */
    burned_backing: Uint128;
    /**
     * Burned, from donations (executed), NET base units.
     */
    burned_donations: Uint128;
    /**
     * Burned, revenue's share (executed), NET base units.
     */
    burned_revenue: Uint128;
    /**
     * Burned, from slashes (executed), NET base units.
     */
    burned_slashes: Uint128;
    /**
     * Occupancy of each class now, as the job-market states it.
     */
    classes: OccupancyResponse[];
    /**
     * Gifts, NET base units.
     */
    donations: Uint128;
    /**
     * First day covered, Unix day.
     */
    from_day: number;
    /**
     * GPU-seconds settled.
     */
    gpu_seconds: Uint128;
    /**
     * How many jobs were settled, and leases ended that paid their provider.
     */
    jobs: number;
    /**
     * Booked for liquidity from revenue, NET base units.
     */
    liquidity: Uint128;
    /**
     * NET that went to pools as the protocol's liquidity, base units.
     */
    liquidity_added: Uint128;
    /**
     * What LPs earned in NET from the swaps whose fees were swept, base units.
     */
    lp_fees: Uint128;
    /**
     * Change of NET's supply by this protocol: −(all burned). NET base units as text of a signed integer.
     */
    net_supply_change: string;
    /**
     * Revenue in NET base units not yet distributed, now, whatever the window.
     */
    pending: Uint128;
    /**
     * Donations not yet distributed, NET base units, now, whatever the window.
     */
    pending_donations: Uint128;
    /**
     * NET's supply over annualised revenue, in basis points, rounded down; none before 30 days of history or at 0. The window's revenue is annualised by the seconds it has lasted so far (a year: 365 days).
     */
    price_to_fees_bps?: Uint128 | null;
    /**
     * NET's supply over annualised volume, likewise in basis points.
     */
    price_to_sales_bps?: Uint128 | null;
    /**
     * take + swap_fees + spread, NET base units.
     */
    revenue: Uint128;
    /**
     * Share of volume whose payer was the provider, basis points, rounded down; a lower bound.
     */
    self_dealing_bps: number;
    /**
     * What the block anchor kept from traders, likewise in NET base units.
     */
    spread: Uint128;
    /**
     * Booked to stakers from revenue, NET base units.
     */
    stakers: Uint128;
    /**
     * volume + lp_fees, NET base units.
     */
    supply_side: Uint128;
    /**
     * The protocol's share of swap fees, NET base units: those in NET, and the NET that was bought for others.
     */
    swap_fees: Uint128;
    /**
     * Take, NET base units.
     */
    take: Uint128;
    /**
     * What of it went to those who sent them, NET base units.
     */
    tips: Uint128;
    /**
     * Today, the last day covered, Unix day.
     */
    to_day: number;
    /**
     * Largest payer's share of the take, basis points: too low by at most `top_payer_error_bps`. Payers with the same fingerprint of 4 bytes count as one.
     */
    top_payer_bps: number;
    /**
     * Error of the sketch, basis points: a ninth of the take that no counter holds, rounded up; never above a ninth of the whole.
     */
    top_payer_error_bps: number;
    /**
     * supply_side + revenue, NET base units.
     */
    user_fees: Uint128;
    /**
     * GPU-seconds settled over what the GPUs that are proven now could have served in the window, all classes together, basis points, rounded down: an estimate, as proven GPUs change within the window. None without proven GPUs.
     */
    utilisation_bps?: number | null;
    /**
     * NET that the credits of settled jobs cost, base units.
     */
    volume: Uint128;
}
/**
 * See [`QueryMsg::Occupancy`].
 */
export interface OccupancyResponse {
    /**
     * z: seconds of full-capacity work above target, in 10^-4 s.
     */
    backlog: number;
    /**
     * Which class.
     */
    class: string;
    /**
     * Multiplier of the take of the next unit of work, basis points, rounded up.
     */
    multiplier_bps: number;
    /**
     * Proven GPUs.
     */
    proven_gpus: number;
    /**
     * Its terms.
     */
    terms: ClassTerms;
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
 * See [`QueryMsg::Routes`].
 */
export interface RoutesResponse {
    /**
     * One page, in the order of [`Asset::key`].
     */
    routes: AssetRoute[];
}
/**
 * What the protocol holds of one pool. What it earned is `worth` less `put_in`.
 */
export interface TreasuryPool {
    /**
     * Whether liquidity may go there.
     */
    allowed: boolean;
    /**
     * What they redeem for now, base units of asset 0, rounded down.
     */
    amount_0: Uint128;
    /**
     * Likewise, base units of asset 1.
     */
    amount_1: Uint128;
    /**
     * Which pool.
     */
    pool_id: number;
    /**
     * NET that was put in for them, base units; what is withdrawn takes its part along, rounded up.
     */
    put_in: Uint128;
    /**
     * LP shares that the contract holds, base units.
     */
    shares: Uint128;
    /**
     * What that is worth in NET base units at the mean of 30 minutes, rounded down; none while the pool has no such mean.
     */
    worth?: Uint128 | null;
}
/**
 * See [`QueryMsg::Treasury`].
 */
export interface TreasuryResponse {
    /**
     * One page.
     */
    pools: TreasuryPool[];
}
/**
 * Revenue in one asset other than NET. Sums are since the start. `bought` against `at_mean` is the price of all buy-backs against the means of 30 minutes, fees and price impact included.
 */
export interface WaitingAsset {
    /**
     * What waits, base units.
     */
    amount: Uint128;
    /**
     * Which asset.
     */
    asset: Asset;
    /**
     * NET that it was worth at the means, before fees, base units.
     */
    at_mean: Uint128;
    /**
     * NET that it brought, base units, tips included.
     */
    bought: Uint128;
    /**
     * What LPs have earned in this asset from the same swaps, base units.
     */
    lp_fees: Uint128;
    /**
     * What was sold, base units.
     */
    sold: Uint128;
    /**
     * What of that is spread, base units; the rest is swap fees.
     */
    spread: Uint128;
    /**
     * What of the NET went to those who sent the buy-backs, base units.
     */
    tips: Uint128;
}
/**
 * See [`QueryMsg::Waiting`].
 */
export interface WaitingResponse {
    /**
     * One page.
     */
    assets: WaitingAsset[];
}
