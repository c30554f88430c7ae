import { Coin } from "../../cosmjs.js";
import { EncodeObject } from "../../cosmjs.js";
import { Uint128, Params, Binary, Source, HexBinary, AcceptPayout, Proof, Action, LegReceived, AssetAmount, JobRequest, BatchResult, ClassTerms, Template } from "./types.js";
export interface JobMarketMsg {
    contractAddress: string;
    sender: string;
    /**
     * Credits that came with a [`ReceiveMsg`]: they are the job's; take and tip come from the sender's account.
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
     * Peer (pool): a swap ended here, `msg` is a [`SwapMsg`]. The leanest way to request a job.
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
     * Requests a job, paying NET that came or NET from one's account.
     */
    requestJob: ({ from, request }: {
        /**
         * What pays; it bounds cost + take + tip. An account must be the sender's own, and hold the whole amount.
         */
        from?: Source;
        /**
         * The job.
         */
        request: JobRequest;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Requests a job, paying with credits from one's account, take and tip with NET from one's account.
     */
    requestJobWithCredits: ({ request }: {
        /**
         * The job.
         */
        request: JobRequest;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The owner withdraws a job nobody has accepted: credits come back, the take is kept. Too late once the job's time to be accepted is over: `TimeoutJob` then gives back what is not used up of the take. While accepting is paused it is never too late, and the whole take comes back, because nobody could accept.
     */
    cancelJob: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * A provider takes the job; its bond is locked.
     */
    acceptJob: ({ jobId, payout }: {
        /**
         * Which job.
         */
        jobId: number;
        /**
         * How it wants to be paid.
         */
        payout: AcceptPayout;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Calls a standard job that nobody accepted in time on the first callable debtor of its class. Its owner, or anyone where the request said so; from the end of its time to be accepted until it has ended.
     */
    callJob: ({ input, jobId, look }: {
        /**
         * The bytes of its input as base64, if it has one: who is called finds it in the event, and has none to ask for.
         */
        input?: Binary;
        /**
         * Which job.
         */
        jobId: number;
        /**
         * How many debtors the registry may look at, 16 if left out, at most 1,024; each costs gas.
         */
        look?: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The assigned provider, before a quarter of its time is over: asks for the input, or one chunk of it, with the bond in force, exactly. Not answered within an hour, the job is cancelled without fault and the bond comes back. Who has waited for answers for an hour in all, and for a quarter of its time, asks no more and may give the job up without fault.
     */
    requestData: ({ chunk, from, jobId }: {
        /**
         * Which chunk, from 0, of an input in chunks, after those asked for before; left out for a whole one, which is asked for once.
         */
        chunk?: number;
        /**
         * What pays the bond: NET that came, or the sender's account.
         */
        from?: Source;
        /**
         * Which job; it must have said the form of its input, and not have been called with it.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Answers a data request. Anyone; the bond goes to the job's owner. The job goes on, and has the time that it waited in addition.
     */
    answerData: ({ data, jobId, path }: {
        /**
         * The bytes of the input, or of the chunk, as base64.
         */
        data: Binary;
        /**
         * Which job.
         */
        jobId: number;
        /**
         * Siblings of the chunk from its leaf to the root, 32 bytes hex each; empty for a whole input.
         */
        path?: HexBinary[];
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The assigned provider delivers.
     */
    submitResult: ({ jobId, output, outputLocator, proof }: {
        /**
         * Which job.
         */
        jobId: number;
        /**
         * Output digest, 32 bytes hex.
         */
        output: HexBinary;
        /**
         * Where the output can be fetched, at most 128 bytes; in events only.
         */
        outputLocator?: string;
        /**
         * Proof; without one an attested or client-approved job waits for its verdict, and one under proof on demand for a challenge.
         */
        proof?: Proof;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The assigned provider delivers many jobs of one RISC Zero method, all of them its own, with one receipt of a set builder. All settle, or none does: the first job that is not its own, not assigned, late, given twice or not in the set is named.
     */
    submitBatch: ({ results, root, seal }: {
        /**
         * 1 to 64 results, by ascending job.
         */
        results: BatchResult[];
        /**
         * The root of their claims' Merkle tree, 32 bytes hex.
         */
        root: HexBinary;
        /**
         * The set builder's receipt, 260 bytes: selector and Groth16 proof.
         */
        seal: Binary;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The owner accepts a result that waits for its word.
     */
    approveResult: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The owner rejects a result that waits for its word, with the dispute bond in force when the job was requested, exactly; the method's arbiter judges.
     */
    disputeResult: ({ from, jobId }: {
        /**
         * What pays the bond: NET that came, or the sender's account.
         */
        from?: Source;
        /**
         * Which job.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Doubts a result under proof on demand, with the bond that the request named, exactly; once, before the method's window is over. Anyone. If no proof comes in time the result is fraud, and who challenged has its bond back and the reporter's part, unless it is a party of the job.
     */
    challengeResult: ({ from, jobId }: {
        /**
         * What pays the bond: NET that came, or the sender's account.
         */
        from?: Source;
        /**
         * Which job.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Brings the proof of a challenged result, in time: the job settles, and its provider gets 80 % of the challenge's bond, rounded down; the rest is burned. Anyone.
     */
    proveChallenged: ({ jobId, proof }: {
        /**
         * Which job.
         */
        jobId: number;
        /**
         * A proof of the method on which the job's method relies.
         */
        proof: Proof;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Does what the passed deadline of the job's state says: a standard job that nobody accepted is left to whoever calls it for another 600 s, every other job ends. Also refunds a job whose method was stopped, and one that waits to be accepted or called 30 days after accepting was paused. Anyone.
     */
    timeoutJob: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Peer (verifier-gateway): a verdict on a submitted job.
     */
    verdict: ({ jobId, reporter, valid }: {
        /**
         * Which job.
         */
        jobId: number;
        /**
         * Who brought it.
         */
        reporter: string;
        /**
         * Valid or invalid.
         */
        valid: boolean;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Anyone: tells the contract that the request named as its callback that the job has ended. Refused if that contract fails, and may be sent again then; once it was told, there is nothing to tell any more.
     */
    tellEnd: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Moves the take of ended days (and of today so far) to the fee-collector, oldest day first, at most 8 days. Anyone.
     */
    sweepTake: (funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: opens the market for a class of the registry that has its pool.
     */
    listClass: (params: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Its take and its standard jobs' GPUs.
         */
        terms: ClassTerms;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sets a class's terms, for jobs requested from now on.
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
     * Owner: registers a template of a class for standard jobs (at most 32), replaces or, left out, removes it. Jobs keep what they were requested with.
     */
    setTemplate: (params: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Its number.
         */
        template: number;
        /**
         * What it says.
         */
        terms?: Template;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sets the parameters, for jobs requested from now on.
     */
    updateParams: ({ params }: {
        /**
         * All of them.
         */
        params: Params;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The guardian stops new requests, the owner sets freely. Everything else goes on.
     */
    setPaused: ({ requests }: {
        /**
         * Whether new requests are refused.
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
export declare class JobMarketMsgComposer implements JobMarketMsg {
    sender: string;
    contractAddress: string;
    constructor(sender: string, contractAddress: string);
    /**
     * Credits that came with a [`ReceiveMsg`]: they are the job's; take and tip come from the sender's account.
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
     * Peer (pool): a swap ended here, `msg` is a [`SwapMsg`]. The leanest way to request a job.
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
     * Requests a job, paying NET that came or NET from one's account.
     */
    requestJob: ({ from, request }: {
        /**
         * What pays; it bounds cost + take + tip. An account must be the sender's own, and hold the whole amount.
         */
        from?: Source;
        /**
         * The job.
         */
        request: JobRequest;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Requests a job, paying with credits from one's account, take and tip with NET from one's account.
     */
    requestJobWithCredits: ({ request }: {
        /**
         * The job.
         */
        request: JobRequest;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The owner withdraws a job nobody has accepted: credits come back, the take is kept. Too late once the job's time to be accepted is over: `TimeoutJob` then gives back what is not used up of the take. While accepting is paused it is never too late, and the whole take comes back, because nobody could accept.
     */
    cancelJob: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * A provider takes the job; its bond is locked.
     */
    acceptJob: ({ jobId, payout }: {
        /**
         * Which job.
         */
        jobId: number;
        /**
         * How it wants to be paid.
         */
        payout: AcceptPayout;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Calls a standard job that nobody accepted in time on the first callable debtor of its class. Its owner, or anyone where the request said so; from the end of its time to be accepted until it has ended.
     */
    callJob: ({ input, jobId, look }: {
        /**
         * The bytes of its input as base64, if it has one: who is called finds it in the event, and has none to ask for.
         */
        input?: Binary;
        /**
         * Which job.
         */
        jobId: number;
        /**
         * How many debtors the registry may look at, 16 if left out, at most 1,024; each costs gas.
         */
        look?: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The assigned provider, before a quarter of its time is over: asks for the input, or one chunk of it, with the bond in force, exactly. Not answered within an hour, the job is cancelled without fault and the bond comes back. Who has waited for answers for an hour in all, and for a quarter of its time, asks no more and may give the job up without fault.
     */
    requestData: ({ chunk, from, jobId }: {
        /**
         * Which chunk, from 0, of an input in chunks, after those asked for before; left out for a whole one, which is asked for once.
         */
        chunk?: number;
        /**
         * What pays the bond: NET that came, or the sender's account.
         */
        from?: Source;
        /**
         * Which job; it must have said the form of its input, and not have been called with it.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Answers a data request. Anyone; the bond goes to the job's owner. The job goes on, and has the time that it waited in addition.
     */
    answerData: ({ data, jobId, path }: {
        /**
         * The bytes of the input, or of the chunk, as base64.
         */
        data: Binary;
        /**
         * Which job.
         */
        jobId: number;
        /**
         * Siblings of the chunk from its leaf to the root, 32 bytes hex each; empty for a whole input.
         */
        path?: HexBinary[];
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The assigned provider delivers.
     */
    submitResult: ({ jobId, output, outputLocator, proof }: {
        /**
         * Which job.
         */
        jobId: number;
        /**
         * Output digest, 32 bytes hex.
         */
        output: HexBinary;
        /**
         * Where the output can be fetched, at most 128 bytes; in events only.
         */
        outputLocator?: string;
        /**
         * Proof; without one an attested or client-approved job waits for its verdict, and one under proof on demand for a challenge.
         */
        proof?: Proof;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The assigned provider delivers many jobs of one RISC Zero method, all of them its own, with one receipt of a set builder. All settle, or none does: the first job that is not its own, not assigned, late, given twice or not in the set is named.
     */
    submitBatch: ({ results, root, seal }: {
        /**
         * 1 to 64 results, by ascending job.
         */
        results: BatchResult[];
        /**
         * The root of their claims' Merkle tree, 32 bytes hex.
         */
        root: HexBinary;
        /**
         * The set builder's receipt, 260 bytes: selector and Groth16 proof.
         */
        seal: Binary;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The owner accepts a result that waits for its word.
     */
    approveResult: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The owner rejects a result that waits for its word, with the dispute bond in force when the job was requested, exactly; the method's arbiter judges.
     */
    disputeResult: ({ from, jobId }: {
        /**
         * What pays the bond: NET that came, or the sender's account.
         */
        from?: Source;
        /**
         * Which job.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Doubts a result under proof on demand, with the bond that the request named, exactly; once, before the method's window is over. Anyone. If no proof comes in time the result is fraud, and who challenged has its bond back and the reporter's part, unless it is a party of the job.
     */
    challengeResult: ({ from, jobId }: {
        /**
         * What pays the bond: NET that came, or the sender's account.
         */
        from?: Source;
        /**
         * Which job.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Brings the proof of a challenged result, in time: the job settles, and its provider gets 80 % of the challenge's bond, rounded down; the rest is burned. Anyone.
     */
    proveChallenged: ({ jobId, proof }: {
        /**
         * Which job.
         */
        jobId: number;
        /**
         * A proof of the method on which the job's method relies.
         */
        proof: Proof;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Does what the passed deadline of the job's state says: a standard job that nobody accepted is left to whoever calls it for another 600 s, every other job ends. Also refunds a job whose method was stopped, and one that waits to be accepted or called 30 days after accepting was paused. Anyone.
     */
    timeoutJob: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Peer (verifier-gateway): a verdict on a submitted job.
     */
    verdict: ({ jobId, reporter, valid }: {
        /**
         * Which job.
         */
        jobId: number;
        /**
         * Who brought it.
         */
        reporter: string;
        /**
         * Valid or invalid.
         */
        valid: boolean;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Anyone: tells the contract that the request named as its callback that the job has ended. Refused if that contract fails, and may be sent again then; once it was told, there is nothing to tell any more.
     */
    tellEnd: ({ jobId }: {
        /**
         * Which job.
         */
        jobId: number;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Moves the take of ended days (and of today so far) to the fee-collector, oldest day first, at most 8 days. Anyone.
     */
    sweepTake: (funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: opens the market for a class of the registry that has its pool.
     */
    listClass: ({ class: _class, terms }: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Its take and its standard jobs' GPUs.
         */
        terms: ClassTerms;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sets a class's terms, for jobs requested from now on.
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
     * Owner: registers a template of a class for standard jobs (at most 32), replaces or, left out, removes it. Jobs keep what they were requested with.
     */
    setTemplate: ({ class: _class, template, terms }: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Its number.
         */
        template: number;
        /**
         * What it says.
         */
        terms?: Template;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * Owner: sets the parameters, for jobs requested from now on.
     */
    updateParams: ({ params }: {
        /**
         * All of them.
         */
        params: Params;
    }, funds_?: Coin[]) => EncodeObject;
    /**
     * The guardian stops new requests, the owner sets freely. Everything else goes on.
     */
    setPaused: ({ requests }: {
        /**
         * Whether new requests are refused.
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
