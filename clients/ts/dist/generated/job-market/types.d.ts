import type * as scalars from "../../scalars.js";
export type Binary = scalars.Binary;
export type HexBinary = scalars.HexBinary;
export type Uint64 = scalars.Uint64;
export type Uint128 = scalars.Uint128;
/**
 * How a provider wants to be paid.
 */
export type AcceptPayout = {
    /**
     * Credits redeemed against its debt; what exceeds that as credits.
     */
    redeem: Record<string, never>;
} | {
    /**
     * Credits to its account.
     */
    credits: Record<string, never>;
} | {
    /**
     * NET to its account, sold at settlement; credits if the sale would bring less than `min`.
     */
    net: {
        /**
         * NET base units.
         */
        min: Uint128;
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
 * Messages of the job-market.
 */
export type ExecuteMsg = {
    /**
     * Credits that came with a [`ReceiveMsg`]: they are the job's; take and tip come from the sender's account.
     */
    receive: Cw20ReceiveMsg;
} | {
    /**
     * Peer (pool): a swap ended here, `msg` is a [`SwapMsg`]. The leanest way to request a job.
     */
    receive_swap: SwapReceived;
} | {
    /**
     * Requests a job, paying NET that came or NET from one's account.
     */
    request_job: {
        /**
         * What pays; it bounds cost + take + tip. An account must be the sender's own, and hold the whole amount.
         */
        from?: Source;
        /**
         * The job.
         */
        request: JobRequest;
    };
} | {
    /**
     * Requests a job, paying with credits from one's account, take and tip with NET from one's account.
     */
    request_job_with_credits: {
        /**
         * The job.
         */
        request: JobRequest;
    };
} | {
    /**
     * The owner withdraws a job nobody has accepted: credits come back, the take is kept. Too late once the job's time to be accepted is over: `TimeoutJob` then gives back what is not used up of the take. While accepting is paused it is never too late, and the whole take comes back, because nobody could accept.
     */
    cancel_job: {
        /**
         * Which job.
         */
        job_id: number;
    };
} | {
    /**
     * A provider takes the job; its bond is locked.
     */
    accept_job: {
        /**
         * Which job.
         */
        job_id: number;
        /**
         * How it wants to be paid.
         */
        payout: AcceptPayout;
    };
} | {
    /**
     * Calls a standard job that nobody accepted in time on the first callable debtor of its class. Its owner, or anyone where the request said so; from the end of its time to be accepted until it has ended.
     */
    call_job: {
        /**
         * The bytes of its input as base64, if it has one: who is called finds it in the event, and has none to ask for.
         */
        input?: Binary | null;
        /**
         * Which job.
         */
        job_id: number;
        /**
         * How many debtors the registry may look at, 16 if left out, at most 1,024; each costs gas.
         */
        look?: number | null;
    };
} | {
    /**
     * The assigned provider, before a quarter of its time is over: asks for the input, or one chunk of it, with the bond in force, exactly. Not answered within an hour, the job is cancelled without fault and the bond comes back. Who has waited for answers for an hour in all, and for a quarter of its time, asks no more and may give the job up without fault.
     */
    request_data: {
        /**
         * Which chunk, from 0, of an input in chunks, after those asked for before; left out for a whole one, which is asked for once.
         */
        chunk?: number | null;
        /**
         * What pays the bond: NET that came, or the sender's account.
         */
        from?: Source;
        /**
         * Which job; it must have said the form of its input, and not have been called with it.
         */
        job_id: number;
    };
} | {
    /**
     * Answers a data request. Anyone; the bond goes to the job's owner. The job goes on, and has the time that it waited in addition.
     */
    answer_data: {
        /**
         * The bytes of the input, or of the chunk, as base64.
         */
        data: Binary;
        /**
         * Which job.
         */
        job_id: number;
        /**
         * Siblings of the chunk from its leaf to the root, 32 bytes hex each; empty for a whole input.
         */
        path?: HexBinary[];
    };
} | {
    /**
     * The assigned provider delivers.
     */
    submit_result: {
        /**
         * Which job.
         */
        job_id: number;
        /**
         * Output digest, 32 bytes hex.
         */
        output: HexBinary;
        /**
         * Where the output can be fetched, at most 128 bytes; in events only.
         */
        output_locator?: string | null;
        /**
         * Proof; without one an attested or client-approved job waits for its verdict, and one under proof on demand for a challenge.
         */
        proof?: Proof | null;
    };
} | {
    /**
     * The assigned provider delivers many jobs of one RISC Zero method, all of them its own, with one receipt of a set builder. All settle, or none does: the first job that is not its own, not assigned, late, given twice or not in the set is named.
     */
    submit_batch: {
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
    };
} | {
    /**
     * The owner accepts a result that waits for its word.
     */
    approve_result: {
        /**
         * Which job.
         */
        job_id: number;
    };
} | {
    /**
     * The owner rejects a result that waits for its word, with the dispute bond in force when the job was requested, exactly; the method's arbiter judges.
     */
    dispute_result: {
        /**
         * What pays the bond: NET that came, or the sender's account.
         */
        from?: Source;
        /**
         * Which job.
         */
        job_id: number;
    };
} | {
    /**
     * Doubts a result under proof on demand, with the bond that the request named, exactly; once, before the method's window is over. Anyone. If no proof comes in time the result is fraud, and who challenged has its bond back and the reporter's part, unless it is a party of the job.
     */
    challenge_result: {
        /**
         * What pays the bond: NET that came, or the sender's account.
         */
        from?: Source;
        /**
         * Which job.
         */
        job_id: number;
    };
} | {
    /**
     * Brings the proof of a challenged result, in time: the job settles, and its provider gets 80 % of the challenge's bond, rounded down; the rest is burned. Anyone.
     */
    prove_challenged: {
        /**
         * Which job.
         */
        job_id: number;
        /**
         * A proof of the method on which the job's method relies.
         */
        proof: Proof;
    };
} | {
    /**
     * Does what the passed deadline of the job's state says: a standard job that nobody accepted is left to whoever calls it for another 600 s, every other job ends. Also refunds a job whose method was stopped, and one that waits to be accepted or called 30 days after accepting was paused. Anyone.
     */
    timeout_job: {
        /**
         * Which job.
         */
        job_id: number;
    };
} | {
    /**
     * Peer (verifier-gateway): a verdict on a submitted job.
     */
    verdict: {
        /**
         * Which job.
         */
        job_id: number;
        /**
         * Who brought it.
         */
        reporter: string;
        /**
         * Valid or invalid.
         */
        valid: boolean;
    };
} | {
    /**
     * Anyone: tells the contract that the request named as its callback that the job has ended. Refused if that contract fails, and may be sent again then; once it was told, there is nothing to tell any more.
     */
    tell_end: {
        /**
         * Which job.
         */
        job_id: number;
    };
} | {
    /**
     * Moves the take of ended days (and of today so far) to the fee-collector, oldest day first, at most 8 days. Anyone.
     */
    sweep_take: Record<string, never>;
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
         * Its take and its standard jobs' GPUs.
         */
        terms: ClassTerms;
    };
} | {
    /**
     * Owner: sets a class's terms, for jobs requested from now on.
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
     * Owner: registers a template of a class for standard jobs (at most 32), replaces or, left out, removes it. Jobs keep what they were requested with.
     */
    set_template: {
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
        terms?: Template | null;
    };
} | {
    /**
     * Owner: sets the parameters, for jobs requested from now on.
     */
    update_params: {
        /**
         * All of them.
         */
        params: Params;
    };
} | {
    /**
     * The guardian stops new requests, the owner sets freely. Everything else goes on.
     */
    set_paused: {
        /**
         * Whether new requests are refused.
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
 * How an input is bound to its digest.
 */
export type InputForm = {
    /**
     * The digest is sha256 of so many bytes.
     */
    bytes: {
        /**
         * How many bytes, 1 to 65,536.
         */
        len: number;
    };
} | {
    /**
     * The digest is the root of a Merkle tree over chunks of 16 KiB (the last may be shorter): leaf = sha256(0x00 ‖ chunk), node = sha256(0x01 ‖ left ‖ right); a node without a sibling moves up as it is.
     */
    chunks: {
        /**
         * How many chunks, 1 to 2^20.
         */
        count: number;
    };
};
/**
 * Whether something is paid to a wallet or to an account in the pool contract.
 */
export type Payout = "wallet" | "account";
/**
 * A proof as it comes with a result.
 */
export type Proof = {
    /**
     * A receipt.
     */
    risc_zero: {
        /**
         * The journal's bytes, at most 16 KiB. Under `Output` needed where the claim has an input, which it must state at the program's registered offset, and hashed against the output wherever it comes; under `Statement`, where it could only repeat the statement, refused.
         */
        journal?: Binary | null;
        /**
         * 260 bytes: selector and Groth16 proof.
         */
        seal: Binary;
    };
} | {
    /**
     * A Groth16 proof.
     */
    groth16: {
        /**
         * The public inputs in the key's order, 32 bytes each, big-endian. Under `Output` always needed: sha256 of them is the output, and where the claim has an input they state its digest at the program's registered offset. Under `Statement` refused.
         */
        inputs?: Binary | null;
        /**
         * A ‖ B ‖ C. Over BN254 256 bytes, coordinates big-endian, of B the imaginary parts first; over BLS12-381 192 bytes, compressed points.
         */
        proof: Binary;
    };
} | {
    /**
     * A Groth16 proof by SP1.
     */
    sp1: {
        /**
         * Selector and proof, 260 bytes before version 6, 356 from it on.
         */
        proof: Binary;
        /**
         * The public values' bytes, at most 16 KiB. Under `Output` always needed, as a proof binds 253 bits of their sha256 only; they state the claim's input as a journal does. Under `Statement`, where they are the statement, refused.
         */
        values?: Binary | null;
    };
} | {
    /**
     * Signatures on the verdict *valid*.
     */
    attestation: {
        /**
         * At least the threshold.
         */
        signatures: KeySignature[];
    };
};
/**
 * What the job-market sends to the contract that a request named as its callback, without coins: a variant that such a contract adds to its own messages.
 *
 * It checks that the job-market sends it, and that the job is one that it expects: anybody may request a job and name any contract.
 */
export type HookMsg = {
    /**
     * A job has ended, and was paid out.
     */
    job_ended: JobEnded;
};
/**
 * By which fault of its provider a job ended.
 */
export type JobFault = "liveness" | "fraud";
/**
 * States of a job. The last six are final.
 */
export type JobState = "open" | "untaken" | "called" | "assigned" | "awaiting_input" | "submitted" | "disputed" | "challenged" | "settled" | "cancelled" | "expired" | "refunded" | "faulted" | "defaulted";
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
 * Queries of the job-market.
 */
export type QueryMsg = {
    /**
     * Guardian, peers, parameters.
     */
    config: Record<string, never>;
} | {
    /**
     * One job.
     */
    job: {
        /**
         * Which.
         */
        job_id: number;
    };
} | {
    /**
     * Jobs by id, all or those that a filter lets through.
     *
     * Nothing is stored for it: a page looks at the jobs themselves, at 500 at the most, so that it ends even if the filter lets nothing through; it may be short, or empty, though `next` says that more follow. By owner, provider, class or a state that is not final it looks at jobs alone that have not ended, about 1,000 gas each and 1,300 more for each that owner and class let through (at most 1.2 million in all); by a final state at those that somebody took or that ended, about 250 each; without a filter it answers whatever it looks at, about 3,000 each.
     */
    jobs: {
        /**
         * All, if left out.
         */
        filter?: JobFilter | null;
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
     * The templates of a class.
     */
    templates: {
        /**
         * Which class.
         */
        class: string;
    };
} | {
    /**
     * Standard jobs of a class that nobody has accepted yet: what can be called, and from when on. About 4,000 gas for each.
     */
    callable: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number | null;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder | null;
        /**
         * After this job, in that order.
         */
        start_after?: number | null;
    };
} | {
    /**
     * What the gateway needs to judge a submitted job; an error in any other state.
     */
    claim: {
        /**
         * Which job.
         */
        job_id: number;
    };
} | {
    /**
     * What a request would cost in a fresh block now; runs the functions that execution runs, and execution takes what it says, to the unit. A request names at least `cost` + `take` as its `max_payment`. Refused where no job of that length ends before its class; a request is refused earlier, if its waits are longer.
     */
    quote: {
        /**
         * Which class.
         */
        class: string;
        /**
         * What the client would lose if it is cheated, NET base units; 0 if left out. The lock depends on it.
         */
        declared_value?: Uint128 | null;
        /**
         * GPUs.
         */
        gpus: number;
        /**
         * Verification method: if it is named, the answer says the lock.
         */
        method?: number | null;
        /**
         * What pays; NET, if left out.
         */
        pay_with?: PayWith | null;
        /**
         * Seconds on each.
         */
        seconds: number;
        /**
         * For the provider on settlement, NET base units; 0 if left out.
         */
        tip?: Uint128 | null;
    };
} | {
    /**
     * Terms, occupancy and multiplier of a class now.
     */
    occupancy: {
        /**
         * Which class.
         */
        class: string;
    };
} | {
    /**
     * The same of all listed classes (at most 64).
     */
    occupancies: Record<string, never>;
} | {
    /**
     * Take that waits to be swept, over the oldest 366 days that have any. The account in the pool contract holds more: what jobs that have not ended hold, and credits that were redeemed at the end of a job and not yet burned, which the registry counts.
     */
    holdings: Record<string, never>;
} | {
    /**
     * Query the contract's ownership information
     */
    ownership: Record<string, never>;
};
/**
 * What credits sent to the job-market (cw20 Send) are for.
 */
export type ReceiveMsg = {
    /**
     * They pay for the job; exactly gpus · seconds credits must come.
     */
    request_job: {
        /**
         * The job.
         */
        request: JobRequest;
    };
};
/**
 * What a swap that ends in the job-market asks for. Legs: first the credits, exactly gpus · seconds; then, where the payment is not NET, NET for take and tip. A leg without pools passes credits or NET through. What is missing of take and tip comes from the sender's account, unless it paid with a token other than the class's credits.
 */
export type SwapMsg = {
    /**
     * A job for whoever sent the swap.
     */
    request_job: {
        /**
         * The job.
         */
        request: JobRequest;
    };
} | {
    /**
     * Only from the job-market to itself: a request that came to it directly, paid through the pool.
     */
    forwarded: {
        /**
         * Who asked and pays.
         */
        payer: string;
        /**
         * The job.
         */
        request: JobRequest;
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
 * One of many results that a receipt proves.
 */
export interface BatchResult {
    /**
     * Which job.
     */
    job_id: number;
    /**
     * The journal, where the method's policy needs it: as with a result of its own.
     */
    journal?: Binary | null;
    /**
     * Output digest, 32 bytes hex.
     */
    output: HexBinary;
    /**
     * Where the output can be fetched, at most 128 bytes; in events only.
     */
    output_locator?: string | null;
    /**
     * Its claim's siblings in the set from the leaf upwards, 32 bytes each, at most 6.
     */
    path: Binary;
}
/**
 * A standard job that waits for a provider.
 */
export interface CallableJob {
    /**
     * Its credits, base units.
     */
    credits: Uint128;
    /**
     * Unix seconds from which it can be called.
     */
    from: number;
    /**
     * GPUs it needs.
     */
    gpus: number;
    /**
     * Digest of its input, 32 bytes hex, if it has one: whoever calls the job brings that.
     */
    input?: HexBinary | null;
    /**
     * Which.
     */
    job_id: number;
    /**
     * Unix seconds from which it can be ended; none until a `TimeoutJob` has recorded that nobody took it.
     */
    until?: number | null;
}
/**
 * See [`QueryMsg::Callable`].
 */
export interface CallableResponse {
    /**
     * One page.
     */
    jobs: CallableJob[];
    /**
     * `start_after` of the next page; none after the last.
     */
    next?: number | null;
}
/**
 * Whom the job-market tells that a job has ended, however it ended: with [`HookMsg::JobEnded`], when somebody sends `tell_end`.
 *
 * That is a transaction of its own. What a contract does can undo the whole transaction that it is called in, whatever its gas and its reply: so whoever ends a job calls no contract that its client chose.
 */
export interface Callback {
    /**
     * Which contract: none of the market's, and no token of it.
     */
    contract: string;
    /**
     * What it gets back unchanged, at most 1,024 bytes.
     */
    msg?: Binary | null;
}
/**
 * What is claimed. With the chain and the gateway, these are the fields of the statement, whose digest every proof, signature and verdict binds.
 */
export interface Claim {
    /**
     * Input digest, 32 bytes hex; zeros where there is none.
     */
    input: HexBinary;
    /**
     * Which job; a query without a job may say any number.
     */
    job_id: number;
    /**
     * Output digest, 32 bytes hex.
     */
    output: HexBinary;
    /**
     * Program digest (the image id of a RISC Zero guest, the verifying key of an SP1 program, sha256 of a Groth16 key), 32 bytes hex.
     */
    program: HexBinary;
    /**
     * The assigned provider, in canonical text.
     */
    provider: string;
}
/**
 * See [`QueryMsg::Claim`].
 */
export interface ClaimResponse {
    /**
     * What is claimed.
     */
    claim: Claim;
    /**
     * Whether the client disputed the result: then the method's arbiter judges.
     */
    disputed: boolean;
    /**
     * The job's method.
     */
    method: number;
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
     * Whether new requests are stopped.
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
     * A little more than the chain's usual time between blocks, milliseconds, 100 to 30,000: waits count blocks too.
     */
    block_millis: number;
    /**
     * Seconds that a called debtor has to accept, 300 to 3,600. A template keeps what holds when it is set.
     */
    call_within: number;
    /**
     * Bond of a provider that asks for a job's input, NET base units, > 0: it goes to the job's owner if somebody answers.
     */
    data_bond: Uint128;
    /**
     * Bond of a client that disputes a result, NET base units, > 0.
     */
    dispute_bond: Uint128;
    /**
     * Longest `accept_within` that a request may ask for, seconds, 60 to 604,800.
     */
    max_accept_within: number;
    /**
     * Longest `run_within`, seconds, 60 to 2,592,000.
     */
    max_run_within: number;
    /**
     * Seconds for a verdict after submission, and again for the arbiter after a dispute, 60 to 604,800.
     */
    verdict_within: number;
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
    /**
     * `contracts/verifier-gateway`.
     */
    verifier_gateway: string;
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
 * A request for a job's input.
 */
export interface DataRequest {
    /**
     * Unix seconds at which it was asked.
     */
    asked_at: number;
    /**
     * Bond for the job's owner if somebody answers, NET base units.
     */
    bond: Uint128;
    /**
     * Which chunk; none for a whole input.
     */
    chunk?: number | null;
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
 * A job as its client asks for it. Whatever has a sensible default may be left out.
 */
export interface JobRequest {
    /**
     * Seconds for somebody to accept, 60 (a standard job: 600) to the governed maximum; left out or 0, it is 600, or the governed maximum if that is less. If nobody does, the job has used up U* · this of its work, and that part of its take is kept.
     */
    accept_within?: number;
    /**
     * Whether anyone may call the job, or its owner alone. Standard jobs only.
     */
    anyone_may_call?: boolean;
    /**
     * Whom to tell that the job has ended, once somebody sends `tell_end`.
     */
    callback?: Callback | null;
    /**
     * Bond that somebody needs to challenge the result, NET base units, under a method of proof on demand alone: at least the method's least, which it is if left out. 80 % of it pays for the proof, so it should cover one.
     */
    challenge_bond?: Uint128 | null;
    /**
     * Hardware class.
     */
    class: string;
    /**
     * Unix seconds at which the request is too late.
     */
    deadline?: number | null;
    /**
     * What the client loses if it is cheated, NET base units; compensated from the provider's lock.
     */
    declared_value?: Uint128 | null;
    /**
     * GPUs, 1 to 65,536.
     */
    gpus: number;
    /**
     * Input digest, 32 bytes hex; left out where there is none.
     */
    input?: HexBinary | null;
    /**
     * How the input can be asked for on chain, where it can. A standard job's input must be given whole, as bytes, no more than its template says.
     */
    input_form?: InputForm | null;
    /**
     * Where the input can be fetched, at most 128 bytes; in events only.
     */
    input_locator?: string | null;
    /**
     * Most NET for cost + take, base units; the tip is on top.
     */
    max_payment: Uint128;
    /**
     * Verification method, from 1; a standard job's may be left out, as its template names it.
     */
    method?: number;
    /**
     * Least stake of others that must burn with the provider's lock if it cheats, units of its vault's asset, which count as NET base units; none if left out. It pays the client nothing. Not for standard jobs: who is called has none.
     */
    min_backing?: Uint128 | null;
    /**
     * Least damages for a default, NET base units: a called debtor whose collateral or price is lower is passed over. Standard jobs only.
     */
    min_damages?: Uint128 | null;
    /**
     * Least reputation of the provider, basis points, 0 to 9,999; 0 if left out.
     */
    min_reputation_bps?: number;
    /**
     * Whose job it is, the payer's if left out: may cancel, approve and dispute, and gets refunds. To be named, with `surplus_to`, where the request comes through another contract or account.
     */
    owner?: string | null;
    /**
     * Program digest, 32 bytes hex; a standard job's may be left out, as its template names it.
     */
    program?: HexBinary;
    /**
     * Where the program can be fetched, at most 128 bytes; in events only.
     */
    program_locator?: string | null;
    /**
     * The only provider that may accept, if named.
     */
    provider?: string | null;
    /**
     * Seconds from acceptance to result, at least `seconds`, at most the governed maximum. Left out or 0, it is what the template of a standard job says, and else `seconds` and a quarter of them, rounded down, but 600 s more at the least and the governed maximum at the most.
     */
    run_within?: number;
    /**
     * Seconds of work on each, 1 to the longest `run_within`; gpus · seconds credits are bought.
     */
    seconds: number;
    /**
     * Where the surplus of the payment goes: to a wallet, or, if left out, to an account, from which it can be withdrawn or pays for the next job.
     */
    surplus?: Payout & string;
    /**
     * Whose wallet or account that is, the payer's if left out: of a request that comes through another contract or account, that would be its. Refused if it could never draw.
     */
    surplus_to?: string | null;
    /**
     * The template of a standard job, which can be called. Program, method and `run_within` are the template's, said or left out, the GPUs its class's, the seconds a whole number of its units; no declared value, least reputation, least backing or named provider.
     */
    template?: number | null;
    /**
     * For the provider on settlement, NET base units.
     */
    tip?: Uint128 | null;
}
/**
 * One signature, and which of the registered keys made it.
 */
export interface KeySignature {
    /**
     * Index in the list of keys; no index twice.
     */
    key: number;
    /**
     * 64 bytes.
     */
    signature: Binary;
}
/**
 * What a standard job of a class looks like: it can be called on whoever owes the class's GPU time. Its GPUs are the class's `standard_gpus`.
 */
export interface Template {
    /**
     * Most bytes of a job's input, at most 65,536: each job has one, given whole. 0: none has one.
     */
    max_input: number;
    /**
     * Most units of work of one job, at least `min_units`; under a validity proof the same, because the program cannot know for how long it was paid.
     */
    max_units: number;
    /**
     * Verification method, whose verdict comes with the result: a validity proof of the whole statement, or signatures of attestors. A proof of the output alone would serve any number of jobs.
     */
    method: number;
    /**
     * Least units of work of one job: with them it pays at least `call_within` + `overhead` seconds.
     */
    min_units: number;
    /**
     * Seconds between acceptance and deadline beyond the running time, at least 600.
     */
    overhead: number;
    /**
     * Program digest, 32 bytes hex.
     */
    program: HexBinary;
    /**
     * Seconds on each GPU per unit of work, > 0.
     */
    unit_seconds: number;
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
     * Take earned and not yet swept, NET base units.
     */
    take: Uint128;
}
/**
 * See [`HookMsg::JobEnded`].
 */
export interface JobEnded {
    /**
     * By which fault it ended, if by one.
     */
    fault?: JobFault | null;
    /**
     * Which job.
     */
    job_id: number;
    /**
     * `msg` of the request's callback.
     */
    msg?: Binary | null;
    /**
     * Output digest, where the result was paid for, or was fraud.
     */
    output?: HexBinary | null;
    /**
     * Whose it was: who has what went back.
     */
    owner: Addr;
    /**
     * Its final state.
     */
    state: JobState;
}
/**
 * Start of the job-market: no classes, no jobs.
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
     * Governance: classes, parameters, lifting of pauses.
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
 * Which jobs a list has: those that suit all that is said.
 *
 * Of a finished job its state is left, and no owner, provider or class: by these it finds jobs alone that have not ended, and refuses a final state beside them. A finished job is found by its id, or in the events.
 */
export interface JobFilter {
    /**
     * Hardware class.
     */
    class?: string | null;
    /**
     * Whose they are.
     */
    owner?: string | null;
    /**
     * Who accepted them; of called jobs that nobody has accepted, the registry's calls say on whom they are called.
     */
    provider?: string | null;
    /**
     * State.
     */
    state?: JobState | null;
}
/**
 * `data` of the response to `RequestJob` and `RequestJobWithCredits`, in JSON: which job is open.
 *
 * A swap that ends in a request, and a cw20 Send, answer without: the contract that was sent the message is another, and would need a reply to pass it on, which costs more than the rest. There the event `request_job` says the id.
 */
export interface JobOpened {
    /**
     * Its id.
     */
    job_id: number;
}
/**
 * A job as it stands. A finished job keeps its state and output (or fault); the rest is in its events.
 */
export interface JobResponse {
    /**
     * Whom its end is told, until it was told; in the answer to `job` alone, as lists leave it out.
     */
    callback?: Callback | null;
    /**
     * By which fault it ended, if it did.
     */
    fault?: JobFault | null;
    /**
     * Its id.
     */
    job_id: number;
    /**
     * Everything else, while it is not finished.
     */
    open?: OpenJob | null;
    /**
     * Output digest, 32 bytes hex, once delivered; a finished job keeps it where the result was paid for, or was fraud.
     */
    output?: HexBinary | null;
    /**
     * Its state.
     */
    state: JobState;
}
/**
 * The terms and state of a job that is not finished.
 */
export interface OpenJob {
    /**
     * What of it was added to the class's backlog, 10^-4 seconds of its full capacity.
     */
    added: number;
    /**
     * Whether anyone may call it.
     */
    anyone_may_call: boolean;
    /**
     * Whether it was called: then its provider defaults where another's would be late.
     */
    called: boolean;
    /**
     * Bond that somebody needs to challenge the result, NET base units; none where results cannot be challenged.
     */
    challenge_bond?: Uint128 | null;
    /**
     * Who challenged its result.
     */
    challenger?: Addr | null;
    /**
     * Hardware class.
     */
    class: string;
    /**
     * NET base units that its credits cost.
     */
    cost: Uint128;
    /**
     * What its provider asked for and nobody has answered.
     */
    data_request?: DataRequest | null;
    /**
     * Unix seconds at which its state times out, later only if the chain halts or accepting is paused.
     */
    deadline: number;
    /**
     * Declared value, NET base units.
     */
    declared_value: Uint128;
    /**
     * Bond that its client would need to dispute the result, NET base units; none where results cannot be disputed.
     */
    dispute_bond?: Uint128 | null;
    /**
     * GPUs.
     */
    gpus: number;
    /**
     * Input digest, 32 bytes hex, zeros where there is none.
     */
    input: HexBinary;
    /**
     * How the input can be asked for on chain.
     */
    input_form?: InputForm | null;
    /**
     * Verification method.
     */
    method: number;
    /**
     * Least stake of others that burns with the provider's lock if it cheats, units that count as NET base units; 0 for none.
     */
    min_backing: Uint128;
    /**
     * Least damages for a default, NET base units.
     */
    min_damages: Uint128;
    /**
     * Least reputation, basis points.
     */
    min_reputation_bps: number;
    /**
     * The only provider that may accept, if named.
     */
    only_provider?: Addr | null;
    /**
     * Whose it is.
     */
    owner: Addr;
    /**
     * Who paid.
     */
    payer: Addr;
    /**
     * How its provider is paid.
     */
    payout?: AcceptPayout | null;
    /**
     * Program digest, 32 bytes hex.
     */
    program: HexBinary;
    /**
     * Who accepted it; on whom it is called, the registry's `job_call` says.
     */
    provider?: Addr | null;
    /**
     * Unix seconds of its request.
     */
    requested_at: number;
    /**
     * Seconds from acceptance to result, or to a request for data.
     */
    run_within: number;
    /**
     * Seconds on each.
     */
    seconds: number;
    /**
     * Take held, NET base units.
     */
    take: Uint128;
    /**
     * The template of a standard job.
     */
    template?: number | null;
    /**
     * Tip held, NET base units.
     */
    tip: Uint128;
    /**
     * Its work: 10^-4 seconds of the class's full capacity at its request.
     */
    work: number;
    /**
     * What they were worth, NET base units: the cost, or the primary pool's mean of half an hour if that was more. Take, lock and liveness slash follow from it.
     */
    worth: Uint128;
}
/**
 * See [`QueryMsg::Jobs`].
 */
export interface JobsResponse {
    /**
     * One page.
     */
    jobs: JobResponse[];
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
 * See [`QueryMsg::Occupancies`].
 */
export interface OccupanciesResponse {
    /**
     * Listed classes by id.
     */
    classes: OccupancyResponse[];
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
 * See [`QueryMsg::Quote`]. NET base units, unless said otherwise.
 */
export interface QuoteResponse {
    /**
     * What the primary pool takes for them, NET base units; of credits that are there already, what they are worth.
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
     * What its provider locks, NET base units, by the registry's parameters now; none if no method was named. Of a standard job it is the least: it locks the penalty of a default if that is more.
     */
    lock?: Uint128 | null;
    /**
     * All that the client pays, tip included, base units of each asset: one amount, or, with credits, two.
     */
    pays: AssetAmount[];
    /**
     * The take, NET base units.
     */
    take: Uint128;
    /**
     * The tip that was named, NET base units.
     */
    tip: Uint128;
    /**
     * What they are worth, NET base units: the cost, or the primary pool's mean of half an hour if that is more. Take and lock follow from it.
     */
    worth: Uint128;
}
/**
 * A template and its number.
 */
export interface TemplateEntry {
    /**
     * Seconds that a called debtor has to accept its jobs, as they were when it was set.
     */
    call_within: number;
    /**
     * When it was set, Unix seconds. Its jobs are refused once a version of its method's proofs is stopped then or later, until it is set again.
     */
    set_at: number;
    /**
     * Its number.
     */
    template: number;
    /**
     * What it says.
     */
    terms: Template;
}
/**
 * See [`QueryMsg::Templates`].
 */
export interface TemplatesResponse {
    /**
     * By number.
     */
    templates: TemplateEntry[];
}
