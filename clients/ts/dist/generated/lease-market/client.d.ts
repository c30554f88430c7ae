import type { ExecuteResult } from "@cosmjs/cosmwasm";
import { ICosmWasmClient, ISigningCosmWasmClient } from "../../cosmjs.js";
import { Coin, StdFee } from "../../cosmjs.js";
import { Params, Uint128, Binary, Action, LegReceived, AssetAmount, ClassTerms, ListOrder, PayWith, LeaseFilter, ClassesResponse, ClockResponse, ConfigResponse, HoldingsResponse, LeaseResponse, LeasesResponse, OwnershipForString, QuoteResponse, CloseResponse } from "./types.js";
export interface LeaseMarketReadOnlyInterface {
    contractAddress: string;
    /**
     * Guardian, peers, parameters.
     */
    config: () => Promise<ConfigResponse>;
    /**
     * One lease, with what was earned so far.
     */
    lease: ({ leaseId }: {
        /**
         * Which.
         */
        leaseId: number;
    }) => Promise<LeaseResponse>;
    /**
     * Leases by id, all or those that a filter lets through.
     *
     * Nothing is stored for it: a page looks at 500 leases at the most, so that it ends even if the filter lets nothing through; it may be short, or empty, though `next` says that more follow. With a filter by client, provider, class or a state that is not final it looks at those leases alone that are not over.
     */
    leases: ({ filter, limit, order, startAfter }: {
        /**
         * All, if left out.
         */
        filter?: LeaseFilter;
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
    }) => Promise<LeasesResponse>;
    /**
     * What a `Close` of a running lease would do and pay now; runs what execution runs. Refused as the message would be.
     */
    quoteClose: ({ leaseId, sender }: {
        /**
         * Which lease.
         */
        leaseId: number;
        /**
         * Who would send it.
         */
        sender: string;
    }) => Promise<CloseResponse>;
    /**
     * What a request would cost in a fresh block now; runs the functions that execution runs, and execution takes what it says, to the unit; with credits at most that, because it asks for the price after it has sold some for the take. A request names at least `cost` + `take` as its `max_payment`.
     */
    quote: (params: {
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
        payWith?: PayWith;
        /**
         * Seconds on each.
         */
        seconds: number;
    }) => Promise<QuoteResponse>;
    /**
     * When a provider was heard of, and its gaps; an error for one that has started no lease.
     */
    clock: ({ provider }: {
        /**
         * Who.
         */
        provider: string;
    }) => Promise<ClockResponse>;
    /**
     * All listed classes (at most 64).
     */
    classes: () => Promise<ClassesResponse>;
    /**
     * What waits to be swept: take of the oldest 366 days that have any, fees in credits of all classes. The account in the pool contract holds it, and beside it what leases hold that are not over.
     */
    holdings: () => Promise<HoldingsResponse>;
    /**
     * Query the contract's ownership information
     */
    ownership: () => Promise<OwnershipForString>;
}
export declare class LeaseMarketQueryClient implements LeaseMarketReadOnlyInterface {
    client: ICosmWasmClient;
    contractAddress: string;
    constructor(client: ICosmWasmClient, contractAddress: string);
    /**
     * Guardian, peers, parameters.
     */
    config: () => Promise<ConfigResponse>;
    /**
     * One lease, with what was earned so far.
     */
    lease: ({ leaseId }: {
        /**
         * Which.
         */
        leaseId: number;
    }) => Promise<LeaseResponse>;
    /**
     * Leases by id, all or those that a filter lets through.
     *
     * Nothing is stored for it: a page looks at 500 leases at the most, so that it ends even if the filter lets nothing through; it may be short, or empty, though `next` says that more follow. With a filter by client, provider, class or a state that is not final it looks at those leases alone that are not over.
     */
    leases: ({ filter, limit, order, startAfter }: {
        /**
         * All, if left out.
         */
        filter?: LeaseFilter;
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
    }) => Promise<LeasesResponse>;
    /**
     * What a `Close` of a running lease would do and pay now; runs what execution runs. Refused as the message would be.
     */
    quoteClose: ({ leaseId, sender }: {
        /**
         * Which lease.
         */
        leaseId: number;
        /**
         * Who would send it.
         */
        sender: string;
    }) => Promise<CloseResponse>;
    /**
     * What a request would cost in a fresh block now; runs the functions that execution runs, and execution takes what it says, to the unit; with credits at most that, because it asks for the price after it has sold some for the take. A request names at least `cost` + `take` as its `max_payment`.
     */
    quote: ({ class: _class, gpus, payWith, seconds }: {
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
        payWith?: PayWith;
        /**
         * Seconds on each.
         */
        seconds: number;
    }) => Promise<QuoteResponse>;
    /**
     * When a provider was heard of, and its gaps; an error for one that has started no lease.
     */
    clock: ({ provider }: {
        /**
         * Who.
         */
        provider: string;
    }) => Promise<ClockResponse>;
    /**
     * All listed classes (at most 64).
     */
    classes: () => Promise<ClassesResponse>;
    /**
     * What waits to be swept: take of the oldest 366 days that have any, fees in credits of all classes. The account in the pool contract holds it, and beside it what leases hold that are not over.
     */
    holdings: () => Promise<HoldingsResponse>;
    /**
     * Query the contract's ownership information
     */
    ownership: () => Promise<OwnershipForString>;
}
export interface LeaseMarketInterface extends LeaseMarketReadOnlyInterface {
    contractAddress: string;
    sender: string;
    /**
     * Peer (pool): a swap ended here, `msg` is a [`SwapMsg`]. The one way to request a lease and to top it up.
     */
    receiveSwap: ({ legs, msg, rest, sender }: {
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (provider-registry): a provider pledged bond and GPUs to the lease of that id, `msg` is a [`PledgeMsg`]. The one way to start a lease.
     */
    receivePledge: (params: {
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
        endsBy: number;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Withdraws a lease that nobody has started: credits and take go back to its client's account. Its client at any time; anyone once its time to be started is over.
     */
    cancel: ({ leaseId }: {
        /**
         * Which lease.
         */
        leaseId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * A provider that has started a lease says that all its machines run. Covers the next `heartbeat_within` seconds of all its leases, and costs the same whatever their number.
     */
    heartbeat: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Pays the covered seconds that are not paid yet to the provider's account. Anyone. Seconds without a heartbeat after the end count against the provider too, so it should claim before its heartbeats stop.
     */
    claim: ({ leaseId }: {
        /**
         * Which lease.
         */
        leaseId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Pays what is due to the provider and ends the lease; the rest goes back to its client's account.
     *
     * Anyone, after its end, or after three times `heartbeat_within` without a heartbeat; its client, at any time, for a fee within the first `minimum` seconds; its provider, at any time. A provider that closes before the end, or is closed for silence, pays the client the part of its pledge that is left of the requested seconds; nothing for added ones. In an interruptible class a provider's `Close` pays nothing, is refused within the first `minimum` seconds, and brings the end forward to [`NOTICE`](super::NOTICE) seconds from now.
     */
    close: ({ leaseId }: {
        /**
         * Which lease.
         */
        leaseId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Moves earned take and the credits of fees to the fee-collector: the oldest 8 days and the first 8 classes that have any. Anyone.
     */
    sweep: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: opens the market for a class of the registry that has its pool.
     */
    listClass: (params: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Its take, and whether it is interruptible.
         */
        terms: ClassTerms;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets a class's terms, for leases requested from now on.
     */
    updateClass: (params: {
        /**
         * Which class.
         */
        class: string;
        /**
         * All of them.
         */
        terms: ClassTerms;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets the parameters.
     */
    updateParams: ({ params }: {
        /**
         * All of them.
         */
        params: Params;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * The guardian stops new requests and top-ups, the owner sets freely. Everything else goes on.
     */
    setPaused: ({ requests }: {
        /**
         * Whether requests and top-ups are refused.
         */
        requests: boolean;
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
export declare class LeaseMarketClient extends LeaseMarketQueryClient implements LeaseMarketInterface {
    client: ISigningCosmWasmClient;
    sender: string;
    contractAddress: string;
    constructor(client: ISigningCosmWasmClient, sender: string, contractAddress: string);
    /**
     * Peer (pool): a swap ended here, `msg` is a [`SwapMsg`]. The one way to request a lease and to top it up.
     */
    receiveSwap: ({ legs, msg, rest, sender }: {
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (provider-registry): a provider pledged bond and GPUs to the lease of that id, `msg` is a [`PledgeMsg`]. The one way to start a lease.
     */
    receivePledge: ({ amount, class: _class, endsBy, gpus, id, msg, provider }: {
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
        endsBy: number;
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
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Withdraws a lease that nobody has started: credits and take go back to its client's account. Its client at any time; anyone once its time to be started is over.
     */
    cancel: ({ leaseId }: {
        /**
         * Which lease.
         */
        leaseId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * A provider that has started a lease says that all its machines run. Covers the next `heartbeat_within` seconds of all its leases, and costs the same whatever their number.
     */
    heartbeat: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Pays the covered seconds that are not paid yet to the provider's account. Anyone. Seconds without a heartbeat after the end count against the provider too, so it should claim before its heartbeats stop.
     */
    claim: ({ leaseId }: {
        /**
         * Which lease.
         */
        leaseId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Pays what is due to the provider and ends the lease; the rest goes back to its client's account.
     *
     * Anyone, after its end, or after three times `heartbeat_within` without a heartbeat; its client, at any time, for a fee within the first `minimum` seconds; its provider, at any time. A provider that closes before the end, or is closed for silence, pays the client the part of its pledge that is left of the requested seconds; nothing for added ones. In an interruptible class a provider's `Close` pays nothing, is refused within the first `minimum` seconds, and brings the end forward to [`NOTICE`](super::NOTICE) seconds from now.
     */
    close: ({ leaseId }: {
        /**
         * Which lease.
         */
        leaseId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Moves earned take and the credits of fees to the fee-collector: the oldest 8 days and the first 8 classes that have any. Anyone.
     */
    sweep: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: opens the market for a class of the registry that has its pool.
     */
    listClass: ({ class: _class, terms }: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Its take, and whether it is interruptible.
         */
        terms: ClassTerms;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets a class's terms, for leases requested from now on.
     */
    updateClass: ({ class: _class, terms }: {
        /**
         * Which class.
         */
        class: string;
        /**
         * All of them.
         */
        terms: ClassTerms;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets the parameters.
     */
    updateParams: ({ params }: {
        /**
         * All of them.
         */
        params: Params;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * The guardian stops new requests and top-ups, the owner sets freely. Everything else goes on.
     */
    setPaused: ({ requests }: {
        /**
         * Whether requests and top-ups are refused.
         */
        requests: boolean;
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
