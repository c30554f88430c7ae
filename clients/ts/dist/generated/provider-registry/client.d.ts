import type { ExecuteResult } from "@cosmjs/cosmwasm";
import { ICosmWasmClient, ISigningCosmWasmClient } from "../../cosmjs.js";
import { Coin, StdFee } from "../../cosmjs.js";
import { Uint128, Params, Binary, Source, Payout, LockTerms, JobEnd, Action, LegReceived, AssetAmount, AdmissionProof, PledgeEnd, StandardJob, ClassParams, ClassPaused, ListOrder, AvailableResponse, BackingResponse, ClassResponse, ClassesResponse, ConfigResponse, CallResponse, LockResponse, MarketsResponse, OwnershipForString, PledgedResponse, PositionResponse, PositionsResponse, PriceResponse, ProviderResponse, ProvidersResponse, QueueResponse } from "./types.js";
export interface ProviderRegistryReadOnlyInterface {
    contractAddress: string;
    /**
     * Guardian, peers, parameters.
     */
    config: () => Promise<ConfigResponse>;
    _class: (params: {
        class: string;
    }) => Promise<ClassResponse>;
    /**
     * All classes by id.
     */
    classes: ({ limit, order, startAfter }: {
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
        startAfter?: string;
    }) => Promise<ClassesResponse>;
    /**
     * One provider.
     */
    provider: ({ provider }: {
        /**
         * Its address.
         */
        provider: string;
    }) => Promise<ProviderResponse>;
    /**
     * All providers by address.
     */
    providers: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this address, in that order.
         */
        startAfter?: string;
    }) => Promise<ProvidersResponse>;
    /**
     * One provider's position in one class.
     */
    position: (params: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Whose.
         */
        provider: string;
    }) => Promise<PositionResponse>;
    /**
     * What backs a provider's position in a class.
     */
    backing: (params: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Whose.
         */
        provider: string;
    }) => Promise<BackingResponse>;
    /**
     * All positions in a class by provider.
     */
    positions: (params: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this provider, in that order.
         */
        startAfter?: string;
    }) => Promise<PositionsResponse>;
    /**
     * Who could volunteer for a job of a class now: registered, lately seen, not in jail, admitted where the class asks for it, with GPUs free. Nobody, while accepting is paused in the class or once it has ended. Whether the bond suffices, what the job's lock is says ([`QueryMsg::QuoteLock`]); one that goes on beyond the class's announced end is refused.
     *
     * There is no index: a page looks at `limit` positions of the class in the order of their providers' canonical addresses and tells those that could, perhaps none. A position that it looks at costs at most about 2,000 gas of storage.
     */
    available: (params: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Positions to look at, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Least GPUs that must be free; 1 if left out or 0.
         */
        minGpus?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this provider, in that order: `next` of the page before.
         */
        startAfter?: string;
    }) => Promise<AvailableResponse>;
    /**
     * What a job binds of its provider, from its call or its acceptance to its end. A call binds no lock, and before it is accepted no GPUs.
     */
    jobLock: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }) => Promise<LockResponse>;
    /**
     * The call of a job that has not ended, accepted or not.
     */
    jobCall: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }) => Promise<CallResponse>;
    /**
     * What is pledged to work of a market, from the pledge to its end.
     */
    pledged: ({ id, market }: {
        /**
         * Which work, by its number.
         */
        id: number;
        /**
         * Which market.
         */
        market: string;
    }) => Promise<PledgedResponse>;
    /**
     * The markets that governance ever allowed, by address.
     */
    markets: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this address, in that order.
         */
        startAfter?: string;
    }) => Promise<MarketsResponse>;
    /**
     * Who owes open credits, in the order in which jobs are called.
     */
    queue: (params: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this provider, in that order.
         */
        startAfter?: string;
    }) => Promise<QueueResponse>;
    /**
     * The prices that a mint and a call now would use.
     */
    price: (params: {
        /**
         * Which class.
         */
        class: string;
    }) => Promise<PriceResponse>;
    /**
     * What accepting such a job would lock, NET base units. Of a standard job at least the penalty is locked, ⌈penalty_bps of its credits' `call` price⌉: see [`QueryMsg::Price`].
     */
    quoteLock: ({ cost, declaredValue, detectionBps }: {
        /**
         * What its credits are worth, NET base units: at least what they cost.
         */
        cost: Uint128;
        /**
         * The client's declared loss, NET base units.
         */
        declaredValue: Uint128;
        /**
         * Detection probability, basis points, 1 to 10,000.
         */
        detectionBps: number;
    }) => Promise<Uint128>;
    /**
     * Query the contract's ownership information
     */
    ownership: () => Promise<OwnershipForString>;
}
export declare class ProviderRegistryQueryClient implements ProviderRegistryReadOnlyInterface {
    client: ICosmWasmClient;
    contractAddress: string;
    constructor(client: ICosmWasmClient, contractAddress: string);
    /**
     * Guardian, peers, parameters.
     */
    config: () => Promise<ConfigResponse>;
    _class: ({ class: _class }: {
        class: string;
    }) => Promise<ClassResponse>;
    /**
     * All classes by id.
     */
    classes: ({ limit, order, startAfter }: {
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
        startAfter?: string;
    }) => Promise<ClassesResponse>;
    /**
     * One provider.
     */
    provider: ({ provider }: {
        /**
         * Its address.
         */
        provider: string;
    }) => Promise<ProviderResponse>;
    /**
     * All providers by address.
     */
    providers: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this address, in that order.
         */
        startAfter?: string;
    }) => Promise<ProvidersResponse>;
    /**
     * One provider's position in one class.
     */
    position: ({ class: _class, provider }: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Whose.
         */
        provider: string;
    }) => Promise<PositionResponse>;
    /**
     * What backs a provider's position in a class.
     */
    backing: ({ class: _class, provider }: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Whose.
         */
        provider: string;
    }) => Promise<BackingResponse>;
    /**
     * All positions in a class by provider.
     */
    positions: ({ class: _class, limit, order, startAfter }: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this provider, in that order.
         */
        startAfter?: string;
    }) => Promise<PositionsResponse>;
    /**
     * Who could volunteer for a job of a class now: registered, lately seen, not in jail, admitted where the class asks for it, with GPUs free. Nobody, while accepting is paused in the class or once it has ended. Whether the bond suffices, what the job's lock is says ([`QueryMsg::QuoteLock`]); one that goes on beyond the class's announced end is refused.
     *
     * There is no index: a page looks at `limit` positions of the class in the order of their providers' canonical addresses and tells those that could, perhaps none. A position that it looks at costs at most about 2,000 gas of storage.
     */
    available: ({ class: _class, limit, minGpus, order, startAfter }: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Positions to look at, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Least GPUs that must be free; 1 if left out or 0.
         */
        minGpus?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this provider, in that order: `next` of the page before.
         */
        startAfter?: string;
    }) => Promise<AvailableResponse>;
    /**
     * What a job binds of its provider, from its call or its acceptance to its end. A call binds no lock, and before it is accepted no GPUs.
     */
    jobLock: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }) => Promise<LockResponse>;
    /**
     * The call of a job that has not ended, accepted or not.
     */
    jobCall: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }) => Promise<CallResponse>;
    /**
     * What is pledged to work of a market, from the pledge to its end.
     */
    pledged: ({ id, market }: {
        /**
         * Which work, by its number.
         */
        id: number;
        /**
         * Which market.
         */
        market: string;
    }) => Promise<PledgedResponse>;
    /**
     * The markets that governance ever allowed, by address.
     */
    markets: ({ limit, order, startAfter }: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this address, in that order.
         */
        startAfter?: string;
    }) => Promise<MarketsResponse>;
    /**
     * Who owes open credits, in the order in which jobs are called.
     */
    queue: ({ class: _class, limit, order, startAfter }: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder;
        /**
         * After this provider, in that order.
         */
        startAfter?: string;
    }) => Promise<QueueResponse>;
    /**
     * The prices that a mint and a call now would use.
     */
    price: ({ class: _class }: {
        /**
         * Which class.
         */
        class: string;
    }) => Promise<PriceResponse>;
    /**
     * What accepting such a job would lock, NET base units. Of a standard job at least the penalty is locked, ⌈penalty_bps of its credits' `call` price⌉: see [`QueryMsg::Price`].
     */
    quoteLock: ({ cost, declaredValue, detectionBps }: {
        /**
         * What its credits are worth, NET base units: at least what they cost.
         */
        cost: Uint128;
        /**
         * The client's declared loss, NET base units.
         */
        declaredValue: Uint128;
        /**
         * Detection probability, basis points, 1 to 10,000.
         */
        detectionBps: number;
    }) => Promise<Uint128>;
    /**
     * Query the contract's ownership information
     */
    ownership: () => Promise<OwnershipForString>;
}
export interface ProviderRegistryInterface extends ProviderRegistryReadOnlyInterface {
    contractAddress: string;
    sender: string;
    /**
     * Credits that came with a [`ReceiveMsg`].
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
     * Peer (pool): credits bought at the end of a swap, `msg` is a [`ReceiveMsg`].
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
     * Becomes a provider.
     */
    register: ({ metadata }: {
        /**
         * Where clients find it (endpoint, name), at most 256 bytes.
         */
        metadata: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Changes one's metadata.
     */
    updateProvider: ({ metadata }: {
        /**
         * At most 256 bytes.
         */
        metadata: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Stops being a provider; refused while it owes credits, holds locks or offers GPUs in any class. Bonds can be withdrawn as ever, reputation stays.
     */
    leave: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Says that the provider is there.
     */
    heartbeat: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Leaves jail once its time is over.
     */
    unjail: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Adds NET to one's bond in a class.
     */
    bond: (params: {
        /**
         * Which class.
         */
        class: string;
        /**
         * What pays: NET that came (if left out), or one's account in the pool contract.
         */
        from?: Source;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Takes part of one's free bond back, at once.
     */
    withdrawBond: (params: {
        /**
         * How much, NET base units; at most the free bond.
         */
        amount: Uint128;
        /**
         * Which class.
         */
        class: string;
        /**
         * Wallet or account.
         */
        payout: Payout;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Sets how many GPUs one offers in a class: not below what is busy, what the debt needs within H or, while anything is owed, what the class's standard jobs need.
     */
    offerGpus: (params: {
        /**
         * Needed in an attested class whenever `gpus` > 0, refused otherwise. Ends at most a year ahead.
         */
        admission?: AdmissionProof;
        /**
         * Which class.
         */
        class: string;
        /**
         * How many from now on, at most 65,536.
         */
        gpus: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Mints credits: one owes that GPU time from now on. Their collateral is taken from the free bond and stays theirs to the end. Refused once the class's end is announced, and for a debt on which the class's largest standard job could not be called.
     */
    mintCredits: (params: {
        /**
         * How many, base units.
         */
        amount: Uint128;
        /**
         * Which class.
         */
        class: string;
        /**
         * Most collateral for them, NET base units.
         */
        maxCollateral: Uint128;
        /**
         * To one's wallet or account.
         */
        payout: Payout;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Redeems credits from one's account in the pool contract against one's debt: all that is open, or leaving at least the class's largest standard job. Their collateral is free bond again.
     */
    redeemCredits: (params: {
        /**
         * How many, base units; at most what is open.
         */
        amount: Uint128;
        /**
         * Which class.
         */
        class: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Burns credits that were redeemed through accounts and still exist. Anyone.
     */
    burnRedeemed: (params: {
        /**
         * Which class.
         */
        class: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Brings a provider's part of the class's proven GPUs and its place in the queue up to date. Anyone.
     */
    touch: (params: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Which provider.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: ends a class 90 days from now. Minting stops at once; at the date nothing is called or accepted any more.
     */
    announceSunset: (params: {
        /**
         * Which class.
         */
        class: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Moves what a provider still owes in an ended class, with its part of the collateral, to the class's pot. Anyone, once none of its credits are called.
     */
    collect: (params: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Whose debt.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Brings credits of an ended class, from one's account in the pool contract, to its pot, which pays each its part. Once every debt is collected; for ever after.
     */
    claimPot: (params: {
        /**
         * How many credits, base units.
         */
        amount: Uint128;
        /**
         * Which class.
         */
        class: string;
        /**
         * Where the NET goes.
         */
        payout: Payout;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (job-market): calls a standard job that nobody accepted on the first callable debtor.
     */
    beginCall: (params: {
        /**
         * Its class.
         */
        class: string;
        /**
         * Its credits, base units.
         */
        credits: Uint128;
        /**
         * GPUs it needs.
         */
        gpus: number;
        /**
         * Which job; each is called once.
         */
        jobId: number;
        /**
         * How many debtors may be looked at, 1 to 1,024.
         */
        look: number;
        /**
         * Least damages that its owner wants for a default, NET base units.
         */
        minDamages: Uint128;
        /**
         * Seconds from the call to the latest result: to accept and to run.
         */
        serveWithin: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (job-market): binds bond and GPUs of the provider that accepts a job; of a called one its GPUs only.
     */
    lockJob: (params: {
        /**
         * Class of the job.
         */
        class: string;
        /**
         * Unix seconds by which the job has ended if the chain does not halt. Not beyond the class's end, unless the job was called: that was checked at the call.
         */
        endsBy: number;
        /**
         * GPUs it needs until its result is there.
         */
        gpus: number;
        /**
         * Which job; each is locked once.
         */
        jobId: number;
        /**
         * Whether its verdict is a proof's, attestors' or an external verifier's, so that it can prove GPUs: a client could be the provider itself.
         */
        provesGpus: boolean;
        /**
         * Who accepts.
         */
        provider: string;
        /**
         * Seconds of work on each, for which its credits pay.
         */
        seconds: number;
        /**
         * What binds the provider.
         */
        terms: LockTerms;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (job-market): the result is there and waits for its verdict; frees the job's GPUs, not its bond.
     */
    freeGpus: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (job-market): an accepted or called job ended.
     */
    endJob: ({ end, jobId }: {
        /**
         * How.
         */
        end: JobEnd;
        /**
         * Which job.
         */
        jobId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Provider: pledges GPUs and part of its free bond to work in another market, which governance allows, and tells that market so by a [`PledgeReceived`]. If the market refuses, nothing is pledged.
     */
    pledge: (params: {
        /**
         * NET base units of its free bond: all that it can lose by this, in NET and as weight in its reputation.
         */
        amount: Uint128;
        /**
         * In which class.
         */
        class: string;
        /**
         * Unix seconds by which the work has ended at the latest if the chain does not halt; not beyond the class's end.
         */
        endsBy: number;
        /**
         * GPUs, 1 to 65,536: no other work has them until the market ends this.
         */
        gpus: number;
        /**
         * Which work, by the market's own number: nothing else is pledged to it.
         */
        id: number;
        /**
         * Which market.
         */
        market: string;
        /**
         * What the market reads.
         */
        msg: Binary;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (a market to which it was pledged): the work has ended.
     */
    endPledge: ({ end, id }: {
        /**
         * How.
         */
        end: PledgeEnd;
        /**
         * Which, by the market's own number.
         */
        id: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (restaking): others' stake is behind a position from now on.
     */
    back: (params: {
        /**
         * How much, units of the asset: each counts as a base unit of NET.
         */
        amount: Uint128;
        /**
         * Which asset, by its number in the list of restaking; the same for all that ever backs the position.
         */
        asset: number;
        /**
         * In which class.
         */
        class: string;
        /**
         * Whose position.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (restaking): stake backs no new jobs of a position any more, and leaves once the jobs that it backs have ended.
     */
    unback: (params: {
        /**
         * How much, units of the asset: each counts as a base unit of NET.
         */
        amount: Uint128;
        /**
         * In which class.
         */
        class: string;
        /**
         * Whose position.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (restaking): a new generation of exits begins; refused while a backed job of the generation before runs.
     */
    rotate: (params: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Whose position.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (restaking): whether stake in an asset backs new jobs. Jobs accepted before stay backed.
     */
    setBacking: ({ asset, listed }: {
        /**
         * Which asset, by its number in the list of restaking, 0 to 7.
         */
        asset: number;
        /**
         * Whether it does from now on.
         */
        listed: boolean;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (job-market): the standard jobs of a class are others; none if it has no template.
     */
    setStandard: (params: {
        /**
         * Which class.
         */
        class: string;
        /**
         * The jobs.
         */
        standard?: StandardJob;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: adds a class and instantiates its credit token.
     */
    addClass: (params: {
        /**
         * Its id.
         */
        class: string;
        /**
         * Symbol of its credit token, 3 to 12 letters or `-` (cw20's alphabet).
         */
        creditSymbol: string;
        /**
         * Its parameters.
         */
        params: ClassParams;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: names the class's primary pool (credit as asset 0, NET as asset 1); once.
     */
    setClassPool: (params: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Which pool.
         */
        poolId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets a class's parameters; its coverage stays.
     */
    updateClass: (params: {
        /**
         * Which class.
         */
        class: string;
        /**
         * All its parameters.
         */
        params: ClassParams;
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
     * Owner: lets providers pledge to a market, or no more. What is pledged already ends as agreed.
     */
    allowMarket: ({ allowed, market }: {
        /**
         * Whether new pledges to it are taken from now on.
         */
        allowed: boolean;
        /**
         * Which contract.
         */
        market: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * The guardian stops (may only add), the owner sets freely.
     */
    setPaused: (params: {
        /**
         * Which class.
         */
        class: string;
        /**
         * What is stopped from now on.
         */
        paused: ClassPaused;
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
export declare class ProviderRegistryClient extends ProviderRegistryQueryClient implements ProviderRegistryInterface {
    client: ISigningCosmWasmClient;
    sender: string;
    contractAddress: string;
    constructor(client: ISigningCosmWasmClient, sender: string, contractAddress: string);
    /**
     * Credits that came with a [`ReceiveMsg`].
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
     * Peer (pool): credits bought at the end of a swap, `msg` is a [`ReceiveMsg`].
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
     * Becomes a provider.
     */
    register: ({ metadata }: {
        /**
         * Where clients find it (endpoint, name), at most 256 bytes.
         */
        metadata: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Changes one's metadata.
     */
    updateProvider: ({ metadata }: {
        /**
         * At most 256 bytes.
         */
        metadata: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Stops being a provider; refused while it owes credits, holds locks or offers GPUs in any class. Bonds can be withdrawn as ever, reputation stays.
     */
    leave: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Says that the provider is there.
     */
    heartbeat: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Leaves jail once its time is over.
     */
    unjail: (fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Adds NET to one's bond in a class.
     */
    bond: ({ class: _class, from }: {
        /**
         * Which class.
         */
        class: string;
        /**
         * What pays: NET that came (if left out), or one's account in the pool contract.
         */
        from?: Source;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Takes part of one's free bond back, at once.
     */
    withdrawBond: ({ amount, class: _class, payout }: {
        /**
         * How much, NET base units; at most the free bond.
         */
        amount: Uint128;
        /**
         * Which class.
         */
        class: string;
        /**
         * Wallet or account.
         */
        payout: Payout;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Sets how many GPUs one offers in a class: not below what is busy, what the debt needs within H or, while anything is owed, what the class's standard jobs need.
     */
    offerGpus: ({ admission, class: _class, gpus }: {
        /**
         * Needed in an attested class whenever `gpus` > 0, refused otherwise. Ends at most a year ahead.
         */
        admission?: AdmissionProof;
        /**
         * Which class.
         */
        class: string;
        /**
         * How many from now on, at most 65,536.
         */
        gpus: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Mints credits: one owes that GPU time from now on. Their collateral is taken from the free bond and stays theirs to the end. Refused once the class's end is announced, and for a debt on which the class's largest standard job could not be called.
     */
    mintCredits: ({ amount, class: _class, maxCollateral, payout }: {
        /**
         * How many, base units.
         */
        amount: Uint128;
        /**
         * Which class.
         */
        class: string;
        /**
         * Most collateral for them, NET base units.
         */
        maxCollateral: Uint128;
        /**
         * To one's wallet or account.
         */
        payout: Payout;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Redeems credits from one's account in the pool contract against one's debt: all that is open, or leaving at least the class's largest standard job. Their collateral is free bond again.
     */
    redeemCredits: ({ amount, class: _class }: {
        /**
         * How many, base units; at most what is open.
         */
        amount: Uint128;
        /**
         * Which class.
         */
        class: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Burns credits that were redeemed through accounts and still exist. Anyone.
     */
    burnRedeemed: ({ class: _class }: {
        /**
         * Which class.
         */
        class: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Brings a provider's part of the class's proven GPUs and its place in the queue up to date. Anyone.
     */
    touch: ({ class: _class, provider }: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Which provider.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: ends a class 90 days from now. Minting stops at once; at the date nothing is called or accepted any more.
     */
    announceSunset: ({ class: _class }: {
        /**
         * Which class.
         */
        class: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Moves what a provider still owes in an ended class, with its part of the collateral, to the class's pot. Anyone, once none of its credits are called.
     */
    collect: ({ class: _class, provider }: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Whose debt.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Brings credits of an ended class, from one's account in the pool contract, to its pot, which pays each its part. Once every debt is collected; for ever after.
     */
    claimPot: ({ amount, class: _class, payout }: {
        /**
         * How many credits, base units.
         */
        amount: Uint128;
        /**
         * Which class.
         */
        class: string;
        /**
         * Where the NET goes.
         */
        payout: Payout;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (job-market): calls a standard job that nobody accepted on the first callable debtor.
     */
    beginCall: ({ class: _class, credits, gpus, jobId, look, minDamages, serveWithin }: {
        /**
         * Its class.
         */
        class: string;
        /**
         * Its credits, base units.
         */
        credits: Uint128;
        /**
         * GPUs it needs.
         */
        gpus: number;
        /**
         * Which job; each is called once.
         */
        jobId: number;
        /**
         * How many debtors may be looked at, 1 to 1,024.
         */
        look: number;
        /**
         * Least damages that its owner wants for a default, NET base units.
         */
        minDamages: Uint128;
        /**
         * Seconds from the call to the latest result: to accept and to run.
         */
        serveWithin: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (job-market): binds bond and GPUs of the provider that accepts a job; of a called one its GPUs only.
     */
    lockJob: ({ class: _class, endsBy, gpus, jobId, provesGpus, provider, seconds, terms }: {
        /**
         * Class of the job.
         */
        class: string;
        /**
         * Unix seconds by which the job has ended if the chain does not halt. Not beyond the class's end, unless the job was called: that was checked at the call.
         */
        endsBy: number;
        /**
         * GPUs it needs until its result is there.
         */
        gpus: number;
        /**
         * Which job; each is locked once.
         */
        jobId: number;
        /**
         * Whether its verdict is a proof's, attestors' or an external verifier's, so that it can prove GPUs: a client could be the provider itself.
         */
        provesGpus: boolean;
        /**
         * Who accepts.
         */
        provider: string;
        /**
         * Seconds of work on each, for which its credits pay.
         */
        seconds: number;
        /**
         * What binds the provider.
         */
        terms: LockTerms;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (job-market): the result is there and waits for its verdict; frees the job's GPUs, not its bond.
     */
    freeGpus: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (job-market): an accepted or called job ended.
     */
    endJob: ({ end, jobId }: {
        /**
         * How.
         */
        end: JobEnd;
        /**
         * Which job.
         */
        jobId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Provider: pledges GPUs and part of its free bond to work in another market, which governance allows, and tells that market so by a [`PledgeReceived`]. If the market refuses, nothing is pledged.
     */
    pledge: ({ amount, class: _class, endsBy, gpus, id, market, msg }: {
        /**
         * NET base units of its free bond: all that it can lose by this, in NET and as weight in its reputation.
         */
        amount: Uint128;
        /**
         * In which class.
         */
        class: string;
        /**
         * Unix seconds by which the work has ended at the latest if the chain does not halt; not beyond the class's end.
         */
        endsBy: number;
        /**
         * GPUs, 1 to 65,536: no other work has them until the market ends this.
         */
        gpus: number;
        /**
         * Which work, by the market's own number: nothing else is pledged to it.
         */
        id: number;
        /**
         * Which market.
         */
        market: string;
        /**
         * What the market reads.
         */
        msg: Binary;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (a market to which it was pledged): the work has ended.
     */
    endPledge: ({ end, id }: {
        /**
         * How.
         */
        end: PledgeEnd;
        /**
         * Which, by the market's own number.
         */
        id: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (restaking): others' stake is behind a position from now on.
     */
    back: ({ amount, asset, class: _class, provider }: {
        /**
         * How much, units of the asset: each counts as a base unit of NET.
         */
        amount: Uint128;
        /**
         * Which asset, by its number in the list of restaking; the same for all that ever backs the position.
         */
        asset: number;
        /**
         * In which class.
         */
        class: string;
        /**
         * Whose position.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (restaking): stake backs no new jobs of a position any more, and leaves once the jobs that it backs have ended.
     */
    unback: ({ amount, class: _class, provider }: {
        /**
         * How much, units of the asset: each counts as a base unit of NET.
         */
        amount: Uint128;
        /**
         * In which class.
         */
        class: string;
        /**
         * Whose position.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (restaking): a new generation of exits begins; refused while a backed job of the generation before runs.
     */
    rotate: ({ class: _class, provider }: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Whose position.
         */
        provider: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (restaking): whether stake in an asset backs new jobs. Jobs accepted before stay backed.
     */
    setBacking: ({ asset, listed }: {
        /**
         * Which asset, by its number in the list of restaking, 0 to 7.
         */
        asset: number;
        /**
         * Whether it does from now on.
         */
        listed: boolean;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Peer (job-market): the standard jobs of a class are others; none if it has no template.
     */
    setStandard: ({ class: _class, standard }: {
        /**
         * Which class.
         */
        class: string;
        /**
         * The jobs.
         */
        standard?: StandardJob;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: adds a class and instantiates its credit token.
     */
    addClass: ({ class: _class, creditSymbol, params }: {
        /**
         * Its id.
         */
        class: string;
        /**
         * Symbol of its credit token, 3 to 12 letters or `-` (cw20's alphabet).
         */
        creditSymbol: string;
        /**
         * Its parameters.
         */
        params: ClassParams;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: names the class's primary pool (credit as asset 0, NET as asset 1); once.
     */
    setClassPool: ({ class: _class, poolId }: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Which pool.
         */
        poolId: number;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * Owner: sets a class's parameters; its coverage stays.
     */
    updateClass: ({ class: _class, params }: {
        /**
         * Which class.
         */
        class: string;
        /**
         * All its parameters.
         */
        params: ClassParams;
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
     * Owner: lets providers pledge to a market, or no more. What is pledged already ends as agreed.
     */
    allowMarket: ({ allowed, market }: {
        /**
         * Whether new pledges to it are taken from now on.
         */
        allowed: boolean;
        /**
         * Which contract.
         */
        market: string;
    }, fee_?: number | StdFee | "auto", memo_?: string, funds_?: Coin[]) => Promise<ExecuteResult>;
    /**
     * The guardian stops (may only add), the owner sets freely.
     */
    setPaused: ({ class: _class, paused }: {
        /**
         * Which class.
         */
        class: string;
        /**
         * What is stopped from now on.
         */
        paused: ClassPaused;
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
