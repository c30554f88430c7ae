import type * as scalars from "../../scalars.js";
export type Binary = scalars.Binary;
export type HexBinary = scalars.HexBinary;
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
 * States of a lease. The last six are final.
 */
export type LeaseState = "open" | "running" | "cancelled" | "expired" | "ended" | "closed" | "stopped" | "silent";
/**
 * Messages of the lease-market. None takes coins: what pays comes through the pool contract.
 */
export type ExecuteMsg = {
    /**
     * Peer (pool): a swap ended here, `msg` is a [`SwapMsg`]. The one way to request a lease and to top it up.
     */
    receive_swap: SwapReceived;
} | {
    /**
     * Peer (provider-registry): a provider pledged bond and GPUs to the lease of that id, `msg` is a [`PledgeMsg`]. The one way to start a lease.
     */
    receive_pledge: PledgeReceived;
} | {
    /**
     * Withdraws a lease that nobody has started: credits and take go back to its client's account. Its client at any time; anyone once its time to be started is over.
     */
    cancel: {
        /**
         * Which lease.
         */
        lease_id: number;
    };
} | {
    /**
     * A provider that has started a lease says that all its machines run. Covers the next `heartbeat_within` seconds of all its leases, and costs the same whatever their number.
     */
    heartbeat: Record<string, never>;
} | {
    /**
     * Pays the covered seconds that are not paid yet to the provider's account. Anyone. Seconds without a heartbeat after the end count against the provider too, so it should claim before its heartbeats stop.
     */
    claim: {
        /**
         * Which lease.
         */
        lease_id: number;
    };
} | {
    /**
     * Pays what is due to the provider and ends the lease; the rest goes back to its client's account.
     *
     * Anyone, after its end, or after three times `heartbeat_within` without a heartbeat; its client, at any time, for a fee within the first `minimum` seconds; its provider, at any time. A provider that closes before the end, or is closed for silence, pays the client the part of its pledge that is left of the requested seconds; nothing for added ones. In an interruptible class a provider's `Close` pays nothing, is refused within the first `minimum` seconds, and brings the end forward to [`NOTICE`](super::NOTICE) seconds from now.
     */
    close: {
        /**
         * Which lease.
         */
        lease_id: number;
    };
} | {
    /**
     * Moves earned take and the credits of fees to the fee-collector: the oldest 8 days and the first 8 classes that have any. Anyone.
     */
    sweep: Record<string, never>;
} | {
    /**
     * Owner: opens the market for a class of the registry that has its pool.
     */
    list_class: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Its take, and whether it is interruptible.
         */
        terms: ClassTerms;
    };
} | {
    /**
     * Owner: sets a class's terms, for leases requested from now on.
     */
    update_class: {
        /**
         * Which class.
         */
        class: string;
        /**
         * All of them.
         */
        terms: ClassTerms;
    };
} | {
    /**
     * Owner: sets the parameters.
     */
    update_params: {
        /**
         * All of them.
         */
        params: Params;
    };
} | {
    /**
     * The guardian stops new requests and top-ups, the owner sets freely. Everything else goes on.
     */
    set_paused: {
        /**
         * Whether requests and top-ups are refused.
         */
        requests: boolean;
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
 * In which order a list is answered.
 */
export type ListOrder = "ascending" | "descending";
/**
 * Migration takes no parameters.
 */
export type MigrateMsg = Record<string, never>;
/**
 * What pays for a quoted job.
 */
export type PayWith = {
    /**
     * NET, which buys the credits.
     */
    net: Record<string, never>;
} | {
    /**
     * Credits of the class that are there already; take and tip in NET from the payer's account.
     */
    credits: Record<string, never>;
} | {
    /**
     * Another asset: along this route, which ends in NET and does not pass the class's primary pool.
     */
    route: Route;
};
/**
 * Queries of the lease-market.
 */
export type QueryMsg = {
    /**
     * Guardian, peers, parameters.
     */
    config: Record<string, never>;
} | {
    /**
     * One lease, with what was earned so far.
     */
    lease: {
        /**
         * Which.
         */
        lease_id: number;
    };
} | {
    /**
     * Leases by id, all or those that a filter lets through.
     *
     * Nothing is stored for it: a page looks at 500 leases at the most, so that it ends even if the filter lets nothing through; it may be short, or empty, though `next` says that more follow. With a filter by client, provider, class or a state that is not final it looks at those leases alone that are not over.
     */
    leases: {
        /**
         * All, if left out.
         */
        filter?: LeaseFilter | null;
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
     * What a `Close` of a running lease would do and pay now; runs what execution runs. Refused as the message would be.
     */
    quote_close: {
        /**
         * Which lease.
         */
        lease_id: number;
        /**
         * Who would send it.
         */
        sender: string;
    };
} | {
    /**
     * What a request would cost in a fresh block now; runs the functions that execution runs, and execution takes what it says, to the unit; with credits at most that, because it asks for the price after it has sold some for the take. A request names at least `cost` + `take` as its `max_payment`.
     */
    quote: {
        /**
         * Which class.
         */
        class: string;
        /**
         * GPUs.
         */
        gpus: number;
        /**
         * What pays; NET, if left out.
         */
        pay_with?: PayWith | null;
        /**
         * Seconds on each.
         */
        seconds: number;
    };
} | {
    /**
     * When a provider was heard of, and its gaps; an error for one that has started no lease.
     */
    clock: {
        /**
         * Who.
         */
        provider: string;
    };
} | {
    /**
     * All listed classes (at most 64).
     */
    classes: Record<string, never>;
} | {
    /**
     * What waits to be swept: take of the oldest 366 days that have any, fees in credits of all classes. The account in the pool contract holds it, and beside it what leases hold that are not over.
     */
    holdings: Record<string, never>;
} | {
    /**
     * Query the contract's ownership information
     */
    ownership: Record<string, never>;
};
/**
 * What a swap that ends in the lease-market asks for. Its first leg brings the credits, exactly gpus · seconds; a second one, if there is one, NET for the take. What is left of NET pays for the take too; nothing is taken from anybody's account. A leg without pools passes credits or NET through. The surplus goes to the account of who sent the swap.
 */
export type SwapMsg = {
    /**
     * A lease for whoever sent the swap.
     */
    request_lease: {
        /**
         * The lease.
         */
        request: LeaseRequest;
    };
} | {
    /**
     * More seconds for a running lease, at the price and the take of now. Anyone, before its end.
     */
    top_up: {
        /**
         * Which lease.
         */
        lease_id: number;
        /**
         * Most NET for cost + take, base units.
         */
        max_payment: Uint128;
        /**
         * How many seconds more on each of its GPUs, > 0. The end moves by as many: no later than its provider agreed to, and no more than 30 days from now. Refused in the last 120 s of the lease.
         */
        seconds: number;
    };
};
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
 * A class on the market.
 */
export interface ClassEntry {
    /**
     * Which.
     */
    class: string;
    /**
     * Its credit token.
     */
    credit: Addr;
    /**
     * Its primary pool.
     */
    pool_id: number;
    /**
     * Its terms.
     */
    terms: ClassTerms;
}
/**
 * A class on the market.
 */
export interface ClassTerms {
    /**
     * Whether its providers may end leases with [`NOTICE`] seconds' notice at no cost, once their first `minimum` seconds are over.
     */
    interruptible: boolean;
    /**
     * Its take, basis points of what a lease's credits are worth at its request, 1 to 500.
     */
    take_bps: number;
}
/**
 * Fees of a class that wait to be swept.
 */
export interface ClassFees {
    /**
     * Which class.
     */
    class: string;
    /**
     * Credits, base units.
     */
    credits: Uint128;
}
/**
 * See [`QueryMsg::Classes`].
 */
export interface ClassesResponse {
    /**
     * By id.
     */
    classes: ClassEntry[];
}
/**
 * See [`QueryMsg::Clock`].
 */
export interface ClockResponse {
    /**
     * Seconds that it covers.
     */
    covers: number;
    /**
     * Seconds that no heartbeat has covered, since it first started a lease until now.
     */
    gaps: number;
    /**
     * Unix seconds of its last heartbeat.
     */
    seen_at: number;
    /**
     * Height of its last heartbeat.
     */
    seen_height: number;
    /**
     * Seconds since then, as the meter counts them: few while the chain stands still.
     */
    silence: number;
}
/**
 * See [`QueryMsg::QuoteClose`].
 */
export interface CloseResponse {
    /**
     * Take that the protocol earns, NET base units.
     */
    earned: Uint128;
    /**
     * Unix seconds of its end afterwards, where it goes on.
     */
    end?: number | null;
    /**
     * Credits to the fee-collector, base units.
     */
    fee: Uint128;
    /**
     * Credits to the provider's account, base units.
     */
    paid: Uint128;
    /**
     * Credits to the client's account, base units.
     */
    refunded: Uint128;
    /**
     * What the provider pays to the client out of its pledge, NET base units.
     */
    slash: Uint128;
    /**
     * State afterwards: running, where the provider of an interruptible lease gives notice.
     */
    state: LeaseState;
    /**
     * Take that goes back to the client's account, NET base units.
     */
    take_refunded: Uint128;
}
/**
 * See [`QueryMsg::Config`].
 */
export interface ConfigResponse {
    /**
     * May stop requests.
     */
    guardian: Addr;
    /**
     * The network token.
     */
    network_denom: string;
    /**
     * The parameters.
     */
    params: Params;
    /**
     * Whether requests and top-ups are stopped.
     */
    paused: boolean;
    /**
     * The wired peers.
     */
    peers: Peers;
}
/**
 * Governed parameters.
 */
export interface Params {
    /**
     * A little more than the chain's usual time between blocks, milliseconds, 100 to 30,000: waits and heartbeats count blocks too. Holds at once, for all leases.
     */
    block_millis: number;
    /**
     * What a provider pledges, basis points of what the lease's credits are worth by the primary pool's mean of half an hour at its request, or of what they cost while it has none; 0 to 5,000. A lease keeps what holds when it is requested.
     */
    early_end_bps: number;
    /**
     * Seconds that one heartbeat covers, 120 to 3,600: no less than [`NOTICE`], in which a host with a machine that is gone sends none. A heartbeat covers what holds when it is sent.
     */
    heartbeat_within: number;
    /**
     * A provider is paid nothing before so many seconds have passed since the start, or the lease is over; a client that closes sooner pays so many seconds in fees instead; notice is given no sooner. 0 to 120. A lease keeps what holds when it is requested.
     */
    minimum: number;
    /**
     * Seconds for a provider to start a lease, 60 to 3,600. A lease keeps what holds when it is requested.
     */
    start_within: number;
}
/**
 * Fixed at the start.
 */
export interface Peers {
    /**
     * `contracts/fee-collector`.
     */
    fee_collector: string;
    /**
     * `contracts/pool`.
     */
    pool: string;
    /**
     * `contracts/provider-registry`.
     */
    provider_registry: string;
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
 * What a market is told of a pledge, in its message `receive_pledge`. It comes from the registry, which has checked that the provider sent it, is free to work in the class, and has the GPUs and the bond.
 */
export interface PledgeReceived {
    /**
     * NET base units, locked.
     */
    amount: Uint128;
    /**
     * In which class.
     */
    class: string;
    /**
     * Unix seconds by which the work has ended at the latest.
     */
    ends_by: number;
    /**
     * GPUs.
     */
    gpus: number;
    /**
     * Which work, by the market's own number.
     */
    id: number;
    /**
     * What the provider says.
     */
    msg: Binary;
    /**
     * Whose.
     */
    provider: string;
}
/**
 * See [`QueryMsg::Holdings`].
 */
export interface HoldingsResponse {
    /**
     * How many days wait to be swept.
     */
    days: number;
    /**
     * Fees in credits, by class.
     */
    fees: ClassFees[];
    /**
     * Take earned and not yet swept, NET base units.
     */
    take: Uint128;
}
/**
 * Start of the lease-market: no classes, no leases.
 */
export interface InstantiateMsg {
    /**
     * May stop new requests, nothing else.
     */
    guardian: string;
    /**
     * The denom of the network token (NET).
     */
    network_denom: string;
    /**
     * Governance: classes, parameters, lifting of the pause.
     */
    owner: string;
    /**
     * See [`Params`].
     */
    params: Params;
    /**
     * The wired peers.
     */
    peers: Peers;
}
/**
 * Which leases a list has: those that suit all that is said. Of a lease that is over its state is left: a final state beside client, provider or class is refused.
 */
export interface LeaseFilter {
    /**
     * Hardware class.
     */
    class?: string | null;
    /**
     * Whose they are.
     */
    client?: string | null;
    /**
     * Who serves them.
     */
    provider?: string | null;
    /**
     * State.
     */
    state?: LeaseState | null;
}
/**
 * A lease as its client asks for it.
 */
export interface LeaseRequest {
    /**
     * Hardware class.
     */
    class: string;
    /**
     * GPUs, 1 to 65,536.
     */
    gpus: number;
    /**
     * Most NET for cost + take, base units.
     */
    max_payment: Uint128;
    /**
     * The only provider that may start it, if named.
     */
    provider?: string | null;
    /**
     * Seconds on each, 1 to 2,592,000; gpus · seconds credits are bought. They count from the start.
     */
    seconds: number;
    /**
     * The client's SSH public key (ed25519), 32 bytes hex: who may log in.
     */
    ssh_key: HexBinary;
}
/**
 * A lease as it stands. One that is over keeps its state; the rest is in its events.
 */
export interface LeaseResponse {
    /**
     * Its id.
     */
    lease_id: number;
    /**
     * Everything else, while it is not over.
     */
    live?: LiveLease | null;
    /**
     * Its state.
     */
    state: LeaseState;
}
/**
 * The terms of a lease that is not over.
 */
export interface LiveLease {
    /**
     * Hardware class.
     */
    class: string;
    /**
     * Whose it is.
     */
    client: Addr;
    /**
     * What its credits cost, NET base units.
     */
    cost: Uint128;
    /**
     * GPUs.
     */
    gpus: number;
    /**
     * Whether its provider may end it with notice at no cost.
     */
    interruptible: boolean;
    /**
     * Seconds from the start within which nothing is paid and a close by its client costs a fee, and how many that fee is.
     */
    minimum: number;
    /**
     * The only provider that may start it, if named.
     */
    only_provider?: Addr | null;
    /**
     * What its provider pledges, NET base units.
     */
    pledge: Uint128;
    /**
     * Unix seconds of its request.
     */
    requested_at: number;
    /**
     * What runs, once a provider has started it.
     */
    running?: RunningLease | null;
    /**
     * Seconds on each that were paid for, top-ups included.
     */
    seconds: number;
    /**
     * The client's SSH public key, 32 bytes hex.
     */
    ssh_key: HexBinary;
    /**
     * Unix seconds before which it must be started, later only if the chain halts.
     */
    start_by: number;
    /**
     * Take that was paid, NET base units; the part of it that falls to seconds that are not paid goes back.
     */
    take: Uint128;
}
/**
 * A lease that is served.
 */
export interface RunningLease {
    /**
     * Credits that a `Claim` would pay now, base units.
     */
    due: Uint128;
    /**
     * Unix seconds of its end.
     */
    end: number;
    /**
     * Credits in escrow, base units.
     */
    escrow: Uint128;
    /**
     * Unix seconds until which it can be topped up.
     */
    latest_end: number;
    /**
     * Credits that were paid to its provider so far, base units.
     */
    paid: Uint128;
    /**
     * By whom.
     */
    provider: Addr;
    /**
     * Whether it has been without a heartbeat for so long that anyone may close it.
     */
    silent: boolean;
    /**
     * Unix seconds of its start.
     */
    started_at: number;
    /**
     * Take in escrow, NET base units.
     */
    take_left: Uint128;
}
/**
 * See [`QueryMsg::Leases`].
 */
export interface LeasesResponse {
    /**
     * One page.
     */
    leases: LeaseResponse[];
    /**
     * `start_after` of the next page; none after the last.
     */
    next?: number | null;
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
 * What a provider's pledge to the lease-market says: it starts the open lease whose id the pledge has. The meter runs from now on, and it is a heartbeat too. The pledge must be of the lease's class, GPUs and NET, and last at least as long as the lease, which can be topped up until the pledge's `ends_by`.
 */
export interface PledgeMsg {
    /**
     * Where the machine answers to SSH, 1 to 128 bytes; in the event only.
     */
    endpoint: string;
    /**
     * The machine's SSH host key (ed25519), 32 bytes hex; in the event only.
     */
    host_key: HexBinary;
}
/**
 * See [`QueryMsg::Quote`]. NET base units, unless said otherwise.
 */
export interface QuoteResponse {
    /**
     * What the primary pool takes for them; of credits that are there already, what they are worth.
     */
    cost: Uint128;
    /**
     * Credits needed, base units.
     */
    credits: Uint128;
    /**
     * The legs of the exact-out swap that ends in the request.
     */
    legs: Leg[];
    /**
     * All that the client pays, base units of the asset.
     */
    pays: AssetAmount;
    /**
     * What its provider pledges: a part of what they are worth by that mean alone, or of the cost while the pool has none.
     */
    pledge: Uint128;
    /**
     * The take.
     */
    take: Uint128;
    /**
     * What they are worth: the cost, or the primary pool's mean of half an hour if that is more. The take follows from it.
     */
    worth: Uint128;
}
