import { Coin } from "../../cosmjs.js";
import { EncodeObject } from "../../cosmjs.js";
import { Params, Uint128, Binary, Action, LegReceived, AssetAmount, ClassTerms } from "./types.js";
export interface LeaseMarketMsg {
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Withdraws a lease that nobody has started: credits and take go back to its client's account. Its client at any time; anyone once its time to be started is over.
     */
    cancel: ({ leaseId }: {
        /**
         * Which lease.
         */
        leaseId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * A provider that has started a lease says that all its machines run. Covers the next `heartbeat_within` seconds of all its leases, and costs the same whatever their number.
     */
    heartbeat: (funds_?: Coin[]) => EncodeObject;
    /**
     * Pays the covered seconds that are not paid yet to the provider's account. Anyone. Seconds without a heartbeat after the end count against the provider too, so it should claim before its heartbeats stop.
     */
    claim: ({ leaseId }: {
        /**
         * Which lease.
         */
        leaseId: number;
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Moves earned take and the credits of fees to the fee-collector: the oldest 8 days and the first 8 classes that have any. Anyone.
     */
    sweep: (funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sets the parameters.
     */
    updateParams: ({ params }: {
        /**
         * All of them.
         */
        params: Params;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The guardian stops new requests and top-ups, the owner sets freely. Everything else goes on.
     */
    setPaused: ({ requests }: {
        /**
         * Whether requests and top-ups are refused.
         */
        requests: boolean;
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
export declare class LeaseMarketMsgComposer implements LeaseMarketMsg {
    sender: string;
    contractAddress: string;
    constructor(sender: string, contractAddress: string);
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Withdraws a lease that nobody has started: credits and take go back to its client's account. Its client at any time; anyone once its time to be started is over.
     */
    cancel: ({ leaseId }: {
        /**
         * Which lease.
         */
        leaseId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * A provider that has started a lease says that all its machines run. Covers the next `heartbeat_within` seconds of all its leases, and costs the same whatever their number.
     */
    heartbeat: (funds_?: Coin[]) => EncodeObject;
    /**
     * Pays the covered seconds that are not paid yet to the provider's account. Anyone. Seconds without a heartbeat after the end count against the provider too, so it should claim before its heartbeats stop.
     */
    claim: ({ leaseId }: {
        /**
         * Which lease.
         */
        leaseId: number;
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Moves earned take and the credits of fees to the fee-collector: the oldest 8 days and the first 8 classes that have any. Anyone.
     */
    sweep: (funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
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
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sets the parameters.
     */
    updateParams: ({ params }: {
        /**
         * All of them.
         */
        params: Params;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The guardian stops new requests and top-ups, the owner sets freely. Everything else goes on.
     */
    setPaused: ({ requests }: {
        /**
         * Whether requests and top-ups are refused.
         */
        requests: boolean;
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
