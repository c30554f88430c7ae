import type * as scalars from "../../scalars.js";
export type Binary = scalars.Binary;
export type Decimal256 = scalars.Decimal256;
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
 * Who may offer GPUs of a class.
 */
export type Admission = {
    /**
     * Anyone with a bond.
     */
    open: Record<string, never>;
} | {
    /**
     * Who brings signatures of at least `threshold` of these keys over the admission digest.
     */
    attested: {
        /**
         * Distinct keys, at most 16.
         */
        attestors: AttestorKey[];
        /**
         * How many must sign, 1 to their number.
         */
        threshold: number;
    };
};
/**
 * Signature schemes.
 */
export type KeyScheme = "secp256k1" | "secp256r1" | "ed25519";
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
 * Messages of the registry.
 */
export type ExecuteMsg = {
    /**
     * Credits that came with a [`ReceiveMsg`].
     */
    receive: Cw20ReceiveMsg;
} | {
    /**
     * Peer (pool): credits bought at the end of a swap, `msg` is a [`ReceiveMsg`].
     */
    receive_swap: SwapReceived;
} | {
    /**
     * Becomes a provider.
     */
    register: {
        /**
         * Where clients find it (endpoint, name), at most 256 bytes.
         */
        metadata: string;
    };
} | {
    /**
     * Changes one's metadata.
     */
    update_provider: {
        /**
         * At most 256 bytes.
         */
        metadata: string;
    };
} | {
    /**
     * Stops being a provider; refused while it owes credits, holds locks or offers GPUs in any class. Bonds can be withdrawn as ever, reputation stays.
     */
    leave: Record<string, never>;
} | {
    /**
     * Says that the provider is there.
     */
    heartbeat: Record<string, never>;
} | {
    /**
     * Leaves jail once its time is over.
     */
    unjail: Record<string, never>;
} | {
    /**
     * Adds NET to one's bond in a class.
     */
    bond: {
        /**
         * Which class.
         */
        class: string;
        /**
         * What pays: NET that came (if left out), or one's account in the pool contract.
         */
        from?: Source;
    };
} | {
    /**
     * Takes part of one's free bond back, at once.
     */
    withdraw_bond: {
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
    };
} | {
    /**
     * Sets how many GPUs one offers in a class: not below what is busy, what the debt needs within H or, while anything is owed, what the class's standard jobs need.
     */
    offer_gpus: {
        /**
         * Needed in an attested class whenever `gpus` > 0, refused otherwise. Ends at most a year ahead.
         */
        admission?: AdmissionProof | null;
        /**
         * Which class.
         */
        class: string;
        /**
         * How many from now on, at most 65,536.
         */
        gpus: number;
    };
} | {
    /**
     * Mints credits: one owes that GPU time from now on. Their collateral is taken from the free bond and stays theirs to the end. Refused once the class's end is announced, and for a debt on which the class's largest standard job could not be called.
     */
    mint_credits: {
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
        max_collateral: Uint128;
        /**
         * To one's wallet or account.
         */
        payout: Payout;
    };
} | {
    /**
     * Redeems credits from one's account in the pool contract against one's debt: all that is open, or leaving at least the class's largest standard job. Their collateral is free bond again.
     */
    redeem_credits: {
        /**
         * How many, base units; at most what is open.
         */
        amount: Uint128;
        /**
         * Which class.
         */
        class: string;
    };
} | {
    /**
     * Burns credits that were redeemed through accounts and still exist. Anyone.
     */
    burn_redeemed: {
        /**
         * Which class.
         */
        class: string;
    };
} | {
    /**
     * Brings a provider's part of the class's proven GPUs and its place in the queue up to date. Anyone.
     */
    touch: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Which provider.
         */
        provider: string;
    };
} | {
    /**
     * Owner: ends a class 90 days from now. Minting stops at once; at the date nothing is called or accepted any more.
     */
    announce_sunset: {
        /**
         * Which class.
         */
        class: string;
    };
} | {
    /**
     * Moves what a provider still owes in an ended class, with its part of the collateral, to the class's pot. Anyone, once none of its credits are called.
     */
    collect: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Whose debt.
         */
        provider: string;
    };
} | {
    /**
     * Brings credits of an ended class, from one's account in the pool contract, to its pot, which pays each its part. Once every debt is collected; for ever after.
     */
    claim_pot: {
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
    };
} | {
    /**
     * Peer (job-market): calls a standard job that nobody accepted on the first callable debtor.
     */
    begin_call: CallRequest;
} | {
    /**
     * Peer (job-market): binds bond and GPUs of the provider that accepts a job; of a called one its GPUs only.
     */
    lock_job: LockRequest;
} | {
    /**
     * Peer (job-market): the result is there and waits for its verdict; frees the job's GPUs, not its bond.
     */
    free_gpus: {
        /**
         * Which job.
         */
        job_id: number;
    };
} | {
    /**
     * Peer (job-market): an accepted or called job ended.
     */
    end_job: {
        /**
         * How.
         */
        end: JobEnd;
        /**
         * Which job.
         */
        job_id: number;
    };
} | {
    /**
     * Provider: pledges GPUs and part of its free bond to work in another market, which governance allows, and tells that market so by a [`PledgeReceived`]. If the market refuses, nothing is pledged.
     */
    pledge: PledgeRequest;
} | {
    /**
     * Peer (a market to which it was pledged): the work has ended.
     */
    end_pledge: {
        /**
         * How.
         */
        end: PledgeEnd;
        /**
         * Which, by the market's own number.
         */
        id: number;
    };
} | {
    /**
     * Peer (restaking): others' stake is behind a position from now on.
     */
    back: {
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
    };
} | {
    /**
     * Peer (restaking): stake backs no new jobs of a position any more, and leaves once the jobs that it backs have ended.
     */
    unback: {
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
    };
} | {
    /**
     * Peer (restaking): a new generation of exits begins; refused while a backed job of the generation before runs.
     */
    rotate: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Whose position.
         */
        provider: string;
    };
} | {
    /**
     * Peer (restaking): whether stake in an asset backs new jobs. Jobs accepted before stay backed.
     */
    set_backing: {
        /**
         * Which asset, by its number in the list of restaking, 0 to 7.
         */
        asset: number;
        /**
         * Whether it does from now on.
         */
        listed: boolean;
    };
} | {
    /**
     * Peer (job-market): the standard jobs of a class are others; none if it has no template.
     */
    set_standard: {
        /**
         * Which class.
         */
        class: string;
        /**
         * The jobs.
         */
        standard?: StandardJob | null;
    };
} | {
    /**
     * Owner: adds a class and instantiates its credit token.
     */
    add_class: {
        /**
         * Its id.
         */
        class: string;
        /**
         * Symbol of its credit token, 3 to 12 letters or `-` (cw20's alphabet).
         */
        credit_symbol: string;
        /**
         * Its parameters.
         */
        params: ClassParams;
    };
} | {
    /**
     * Owner: names the class's primary pool (credit as asset 0, NET as asset 1); once.
     */
    set_class_pool: {
        /**
         * Which class.
         */
        class: string;
        /**
         * Which pool.
         */
        pool_id: number;
    };
} | {
    /**
     * Owner: sets a class's parameters; its coverage stays.
     */
    update_class: {
        /**
         * Which class.
         */
        class: string;
        /**
         * All its parameters.
         */
        params: ClassParams;
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
     * Owner: lets providers pledge to a market, or no more. What is pledged already ends as agreed.
     */
    allow_market: {
        /**
         * Whether new pledges to it are taken from now on.
         */
        allowed: boolean;
        /**
         * Which contract.
         */
        market: string;
    };
} | {
    /**
     * The guardian stops (may only add), the owner sets freely.
     */
    set_paused: {
        /**
         * Which class.
         */
        class: string;
        /**
         * What is stopped from now on.
         */
        paused: ClassPaused;
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
 * Whether something is paid to a wallet or to an account in the pool contract.
 */
export type Payout = "wallet" | "account";
/**
 * What binds the provider of a job.
 */
export type LockTerms = {
    /**
     * The job was called: the collateral of the called credits, set apart at the call.
     */
    called: Record<string, never>;
} | {
    /**
     * A lock from its free bond.
     */
    free: {
        /**
         * What the job's credits are worth, NET base units: at least what they cost.
         */
        cost: Uint128;
        /**
         * The client's declared loss if it is cheated, NET base units.
         */
        declared_value: Uint128;
        /**
         * Detection probability of the job's method, basis points.
         */
        detection_bps: number;
        /**
         * Least backing, units of the vault's asset, which count as NET base units; none if left out.
         */
        min_backing?: Uint128;
        /**
         * Least reputation, basis points.
         */
        min_reputation_bps: number;
        /**
         * Whether it is a standard job: then at least the penalty of a default is locked, and burned if it fails.
         */
        standard: boolean;
    };
};
/**
 * How a job ended. The job's take is its weight in reputation, NET base units.
 */
export type JobEnd = {
    /**
     * Verified and paid: reputation and proven GPUs grow.
     */
    settled: {
        /**
         * Credits to redeem, base units, which lie in the job-market's account; 0 if it was paid otherwise, all of them for a called job. What exceeds what is open goes from there to the provider's account.
         */
        redeem: Uint128;
        /**
         * The take it paid, NET base units.
         */
        take: Uint128;
    };
} | {
    /**
     * Nobody's fault: no verdict, a stopped method, a withheld input.
     */
    released: Record<string, never>;
} | {
    /**
     * The result did not come in time: a small, ramping slash.
     */
    late: {
        /**
         * The take the job would have paid, NET base units.
         */
        take: Uint128;
    };
} | {
    /**
     * Fraud proven: the whole lock.
     */
    fraud: {
        /**
         * Whose declared loss is compensated, in its account.
         */
        client: string;
        /**
         * Who proved it and earns ρ, in its account.
         */
        reporter?: string | null;
        /**
         * The take the job would have paid, NET base units.
         */
        take: Uint128;
    };
} | {
    /**
     * A called job was not accepted, or its result did not come in time. Its credits, which lie in the job-market's account, are redeemed; its owner gets damages in NET.
     */
    defaulted: {
        /**
         * Whose job it was; the damages go to its account.
         */
        client: string;
        /**
         * The take the job would have paid, NET base units.
         */
        take: Uint128;
    };
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
 * Queries of the registry.
 */
export type QueryMsg = {
    /**
     * Guardian, peers, parameters.
     */
    config: Record<string, never>;
} | {
    /**
     * One class.
     */
    class: {
        /**
         * Its id.
         */
        class: string;
    };
} | {
    /**
     * All classes by id.
     */
    classes: {
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
        start_after?: string | null;
    };
} | {
    /**
     * One provider.
     */
    provider: {
        /**
         * Its address.
         */
        provider: string;
    };
} | {
    /**
     * All providers by address.
     */
    providers: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number | null;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder | null;
        /**
         * After this address, in that order.
         */
        start_after?: string | null;
    };
} | {
    /**
     * One provider's position in one class.
     */
    position: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Whose.
         */
        provider: string;
    };
} | {
    /**
     * What backs a provider's position in a class.
     */
    backing: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Whose.
         */
        provider: string;
    };
} | {
    /**
     * All positions in a class by provider.
     */
    positions: {
        /**
         * In which class.
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
         * After this provider, in that order.
         */
        start_after?: string | null;
    };
} | {
    /**
     * Who could volunteer for a job of a class now: registered, lately seen, not in jail, admitted where the class asks for it, with GPUs free. Nobody, while accepting is paused in the class or once it has ended. Whether the bond suffices, what the job's lock is says ([`QueryMsg::QuoteLock`]); one that goes on beyond the class's announced end is refused.
     *
     * There is no index: a page looks at `limit` positions of the class in the order of their providers' canonical addresses and tells those that could, perhaps none. A position that it looks at costs at most about 2,000 gas of storage.
     */
    available: {
        /**
         * In which class.
         */
        class: string;
        /**
         * Positions to look at, 30 if left out, at most 100.
         */
        limit?: number | null;
        /**
         * Least GPUs that must be free; 1 if left out or 0.
         */
        min_gpus?: number | null;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder | null;
        /**
         * After this provider, in that order: `next` of the page before.
         */
        start_after?: string | null;
    };
} | {
    /**
     * What a job binds of its provider, from its call or its acceptance to its end. A call binds no lock, and before it is accepted no GPUs.
     */
    job_lock: {
        /**
         * Which job.
         */
        job_id: number;
    };
} | {
    /**
     * The call of a job that has not ended, accepted or not.
     */
    job_call: {
        /**
         * Which job.
         */
        job_id: number;
    };
} | {
    /**
     * What is pledged to work of a market, from the pledge to its end.
     */
    pledged: {
        /**
         * Which work, by its number.
         */
        id: number;
        /**
         * Which market.
         */
        market: string;
    };
} | {
    /**
     * The markets that governance ever allowed, by address.
     */
    markets: {
        /**
         * Page size, 30 if left out, at most 100.
         */
        limit?: number | null;
        /**
         * Ascending, if left out.
         */
        order?: ListOrder | null;
        /**
         * After this address, in that order.
         */
        start_after?: string | null;
    };
} | {
    /**
     * Who owes open credits, in the order in which jobs are called.
     */
    queue: {
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
         * After this provider, in that order.
         */
        start_after?: string | null;
    };
} | {
    /**
     * The prices that a mint and a call now would use.
     */
    price: {
        /**
         * Which class.
         */
        class: string;
    };
} | {
    /**
     * What accepting such a job would lock, NET base units. Of a standard job at least the penalty is locked, ⌈penalty_bps of its credits' `call` price⌉: see [`QueryMsg::Price`].
     */
    quote_lock: {
        /**
         * What its credits are worth, NET base units: at least what they cost.
         */
        cost: Uint128;
        /**
         * The client's declared loss, NET base units.
         */
        declared_value: Uint128;
        /**
         * Detection probability, basis points, 1 to 10,000.
         */
        detection_bps: number;
    };
} | {
    /**
     * Query the contract's ownership information
     */
    ownership: Record<string, never>;
};
/**
 * What credits sent to the registry are for.
 */
export type ReceiveMsg = {
    /**
     * Redeems them against the sender's debt, all of it or so much that the largest standard job stays open. More is refused (cw20), or goes to the sender's account (at the end of a swap of one leg; what is left of its payment goes there as well).
     */
    redeem: {
        /**
         * Which class; the tokens must be its credits.
         */
        class: string;
    };
} | {
    /**
     * Brings them to the pot of an ended class, as [`ExecuteMsg::ClaimPot`].
     */
    claim_pot: {
        /**
         * Which class; the tokens must be its credits.
         */
        class: string;
        /**
         * Where the NET goes.
         */
        payout: Payout;
        /**
         * Whose wallet or account that is, the sender's if left out: to be named where the credits come through another contract or account. Refused if it could never draw.
         */
        receiver?: string | null;
    };
};
/**
 * A public key that signs 32-byte digests.
 */
export interface AttestorKey {
    /**
     * secp256k1 and secp256r1: 33 bytes compressed SEC1; ed25519: 32 bytes.
     */
    key: Binary;
    /**
     * Its scheme.
     */
    scheme: KeyScheme;
}
/**
 * How a class admits a provider.
 */
export interface AdmissionProof {
    /**
     * Unix seconds at which the admission ends.
     */
    expiry: number;
    /**
     * Signatures of the class's attestors.
     */
    signatures: KeySignature[];
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
 * Somebody that could volunteer for a job.
 */
export interface AvailableProvider {
    /**
     * Bond that nothing needs, NET base units: bounds the lock of a job that it takes.
     */
    free: Uint128;
    /**
     * GPUs offered and in no job.
     */
    gpus: number;
    /**
     * Who.
     */
    provider: Addr;
    /**
     * Reputation now, basis points, 0 to 10,000.
     */
    reputation_bps: number;
}
/**
 * See [`QueryMsg::Available`].
 */
export interface AvailableResponse {
    /**
     * `start_after` of the next page; null if this was the last.
     */
    next?: Addr | null;
    /**
     * Who could, of the positions that the page looked at.
     */
    providers: AvailableProvider[];
}
/**
 * See [`QueryMsg::Backing`]. Amounts in units of the vault's asset, of which one counts as one base unit of NET.
 */
export interface BackingResponse {
    /**
     * Which asset, by its number in the list of restaking; null if nothing ever backed it.
     */
    asset?: number | null;
    /**
     * A: what stays.
     */
    assets: Uint128;
    /**
     * L of this generation: what its jobs may burn.
     */
    backed: Uint128;
    /**
     * L of the generation before.
     */
    backed_before: Uint128;
    /**
     * All that ever burned.
     */
    burned: Uint128;
    /**
     * In which class.
     */
    class: string;
    /**
     * What of it could back another job, were the asset listed.
     */
    free: Uint128;
    /**
     * g: the generation of exits.
     */
    generation: number;
    /**
     * B of this generation: exits that its jobs may still burn.
     */
    leaving: Uint128;
    /**
     * B of the generation before.
     */
    leaving_before: Uint128;
    /**
     * Whether a job accepted now would be backed: there is an asset, and it is listed.
     */
    listed: boolean;
    /**
     * Whose position.
     */
    provider: Addr;
}
/**
 * A standard job that is called.
 */
export interface CallRequest {
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
    job_id: number;
    /**
     * How many debtors may be looked at, 1 to 1,024.
     */
    look: number;
    /**
     * Least damages that its owner wants for a default, NET base units.
     */
    min_damages: Uint128;
    /**
     * Seconds from the call to the latest result: to accept and to run.
     */
    serve_within: number;
}
/**
 * See [`QueryMsg::JobCall`].
 */
export interface CallResponse {
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
     * h: collateral of these credits, NET base units.
     */
    held: Uint128;
    /**
     * Which job.
     */
    job_id: number;
    /**
     * On whom.
     */
    provider: Addr;
    /**
     * v: their recent price at the call, NET base units. Damages are the lesser of the two.
     */
    value: Uint128;
}
/**
 * Parameters of a hardware class.
 */
export interface ClassParams {
    /**
     * Who may offer GPUs.
     */
    admission: Admission;
    /**
     * Collateral of a minted credit over its price then, basis points, 15,000 to 100,000. Fixed when the class is added.
     */
    coverage_bps: number;
    /**
     * H: seconds of full work that one GPU may owe, 1 to 90 days. Nobody is called faster than its whole debt per H.
     */
    horizon: number;
    /**
     * Most credits (base units) that may be owed while the class's pool has no 7-day mean or holds less than its `least`, > 0.
     */
    mint_cap: Uint128;
    /**
     * Least price at which minted credits are collateralised, and the price of damages without a mean: NET base units per whole credit (10^6 base units), > 0.
     */
    price_init: Uint128;
}
/**
 * What is stopped in a class.
 */
export interface ClassPaused {
    /**
     * Calling and accepting of jobs. A wait for acceptance does not pass meanwhile, and begins anew at the end.
     */
    accept: boolean;
    /**
     * Minting of credits.
     */
    mint: boolean;
}
/**
 * A class as it stands. Credits and NET in base units.
 */
export interface ClassResponse {
    /**
     * Its id.
     */
    class: string;
    /**
     * Its credit token.
     */
    credit: Addr;
    /**
     * Credits that providers owe, open and called, base units.
     */
    owed: Uint128;
    /**
     * Its parameters.
     */
    params: ClassParams;
    /**
     * What is stopped.
     */
    paused: ClassPaused;
    /**
     * Its primary pool, once named.
     */
    pool_id?: number | null;
    /**
     * Proven GPUs of all providers.
     */
    proven_gpus: number;
    /**
     * Credits redeemed and not yet burned, base units: supply − this = `owed` + the pot's credits.
     */
    redeemed_unburned: Uint128;
    /**
     * Its standard jobs.
     */
    standard?: StandardJob | null;
    /**
     * Its end, if announced.
     */
    sunset?: SunsetResponse | null;
    /**
     * The latest `due` that was called, Unix seconds: where a newcomer joins the queue.
     */
    turn: number;
}
/**
 * The standard jobs of a class, over all its templates: what a debt must be able to serve.
 */
export interface StandardJob {
    /**
     * GPUs of every standard job of the class.
     */
    gpus: number;
    /**
     * Credits of the smallest, base units.
     */
    least: Uint128;
    /**
     * Credits of the largest, base units.
     */
    most: Uint128;
}
/**
 * The end of a class.
 */
export interface SunsetResponse {
    /**
     * Unix seconds.
     */
    at: number;
    /**
     * Credits that it answers for, base units.
     */
    pot_credits: Uint128;
    /**
     * NET in the pot, base units.
     */
    pot_net: Uint128;
    /**
     * 7-day mean at the announcement, NET base units per whole credit, rounded toward zero to 13 decimals ([`crate::price`]); none if there was none.
     */
    price?: Decimal256 | null;
}
/**
 * See [`QueryMsg::Classes`].
 */
export interface ClassesResponse {
    /**
     * One page.
     */
    classes: ClassResponse[];
}
/**
 * See [`QueryMsg::Config`].
 */
export interface ConfigResponse {
    /**
     * May stop classes.
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
     * The wired peers.
     */
    peers: Peers;
    /**
     * Code of the credit tokens.
     */
    token_code_id: number;
}
/**
 * Governed parameters; their bounds are checked whenever they are set.
 */
export interface Params {
    /**
     * Least part of a fraud slash that is burned, basis points, at least 2,000; 10,000 − ρ − this is at least 1,000.
     */
    burn_min_bps: number;
    /**
     * Gain that cheating is assumed to win, basis points of the job's cost; at least 10,000.
     */
    gain_bps: number;
    /**
     * Seconds since it was last seen after which a provider cannot accept, 60 to 604,800.
     */
    heartbeat_within: number;
    /**
     * Seconds in jail before `Unjail`, 1 hour to 90 days.
     */
    jail: number;
    /**
     * κ: most of others' stake that burns with a lock, basis points of what surely burns of the lock, at most 10,000.
     */
    kappa_bps: number;
    /**
     * Largest lateness slash, basis points of the job's cost, 1,000 to 10,000.
     */
    liveness_cap_bps: number;
    /**
     * Smallest lock of a job, and least bond per offered GPU for a newcomer's allowance to count; NET base units, > 0.
     */
    lock_min: Uint128;
    /**
     * GPUs that count as proven without proof, at most 8.
     */
    newcomer_gpus: number;
    /**
     * Burned for a default, basis points of the called credits' recent price, 1,000 to 5,000.
     */
    penalty_bps: number;
    /**
     * ρ: the reporter's share of a fraud slash, basis points, at most 4,000.
     */
    reporter_bps: number;
    /**
     * Reputation prior a: take that every newcomer is credited with, NET base units, > 0.
     */
    reputation_a: Uint128;
    /**
     * Reputation prior b, NET base units, > 0.
     */
    reputation_b: Uint128;
    /**
     * λ: how many times as much bad weighs as good, 1 to 100.
     */
    reputation_lambda: number;
}
/**
 * Fixed at the start.
 */
export interface Peers {
    /**
     * `contracts/fee-collector`: receives slashes.
     */
    fee_collector: string;
    /**
     * `contracts/job-market`: calls, locks, ends of jobs.
     */
    job_market: string;
    /**
     * `contracts/pool`.
     */
    pool: string;
    /**
     * `contracts/restaking`, where there is one: alone says what backs a position. Without it nothing does.
     */
    restaking?: string | null;
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
 * A job that a provider accepts.
 */
export interface LockRequest {
    /**
     * Class of the job.
     */
    class: string;
    /**
     * Unix seconds by which the job has ended if the chain does not halt. Not beyond the class's end, unless the job was called: that was checked at the call.
     */
    ends_by: number;
    /**
     * GPUs it needs until its result is there.
     */
    gpus: number;
    /**
     * Which job; each is locked once.
     */
    job_id: number;
    /**
     * Whether its verdict is a proof's, attestors' or an external verifier's, so that it can prove GPUs: a client could be the provider itself.
     */
    proves_gpus: boolean;
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
}
/**
 * What a provider pledges to another market.
 */
export interface PledgeRequest {
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
    ends_by: number;
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
}
/**
 * How pledged work ended. Each amount is at most what was pledged, NET base units.
 */
export interface PledgeEnd {
    /**
     * Added to its faults: all of it for a fraud, a quarter for work cut short.
     */
    bad: Uint128;
    /**
     * Added to the good jobs of the provider's reputation.
     */
    good: Uint128;
    /**
     * What it pays, if anything.
     */
    slash?: PledgeSlash | null;
}
/**
 * What a provider pays out of a pledge.
 */
export interface PledgeSlash {
    /**
     * How much, NET base units, at least 1.
     */
    amount: Uint128;
    /**
     * Into whose account.
     */
    to: string;
}
/**
 * Start of the registry: no classes, no providers.
 */
export interface InstantiateMsg {
    /**
     * May stop minting and accepting in a class, nothing else.
     */
    guardian: string;
    /**
     * The denom of the network token (NET): the only bond.
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
    /**
     * Code of `contracts/token`, from which credits are instantiated.
     */
    token_code_id: number;
}
/**
 * See [`QueryMsg::JobLock`].
 */
export interface LockResponse {
    /**
     * NET locked, base units; 0 for a called job.
     */
    amount: Uint128;
    /**
     * Others' stake that burns with the lock if the job is a fraud, units of the vault's asset, each of so many base units as its `unit` says; 0 for a called job.
     */
    backed: Uint128;
    /**
     * Its class.
     */
    class: string;
    /**
     * GPUs taken; none once the result is there.
     */
    gpus: number;
    /**
     * Which job.
     */
    job_id: number;
    /**
     * Whose.
     */
    provider: Addr;
}
/**
 * A market beside the job-market.
 */
export interface MarketEntry {
    /**
     * Whether providers may pledge to it.
     */
    allowed: boolean;
    /**
     * Which contract.
     */
    market: Addr;
}
/**
 * See [`QueryMsg::Markets`].
 */
export interface MarketsResponse {
    /**
     * One page.
     */
    markets: MarketEntry[];
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
 * See [`QueryMsg::Pledged`].
 */
export interface PledgedResponse {
    /**
     * NET locked, base units.
     */
    amount: Uint128;
    /**
     * In which class.
     */
    class: string;
    /**
     * GPUs taken.
     */
    gpus: number;
    /**
     * Which work, by its number.
     */
    id: number;
    /**
     * Which market.
     */
    market: Addr;
    /**
     * Whose.
     */
    provider: Addr;
}
/**
 * A provider's position in a class. Credits and NET in base units.
 */
export interface PositionResponse {
    /**
     * Unix seconds at which its admission ends, in an attested class.
     */
    admitted_until?: number | null;
    /**
     * Weighted take of faults, decayed to now, NET base units.
     */
    bad: Uint128;
    /**
     * NET at stake, base units: the sum of the next four.
     */
    bond: Uint128;
    /**
     * GPUs in jobs, or pledged to other markets.
     */
    busy: number;
    /**
     * Credits called for jobs that have not ended, base units.
     */
    called: Uint128;
    /**
     * GPUs of called jobs whose result has not come.
     */
    called_gpus: number;
    /**
     * In which class.
     */
    class: string;
    /**
     * Of that, collateral of the open credits, NET base units.
     */
    collateral: Uint128;
    /**
     * Unix seconds from which it can be called.
     */
    due: number;
    /**
     * Of that, free, NET base units.
     */
    free: Uint128;
    /**
     * Take of good jobs, decayed to now, NET base units.
     */
    good: Uint128;
    /**
     * GPUs offered.
     */
    gpus: number;
    /**
     * Of that, collateral of the called credits, NET base units.
     */
    held: Uint128;
    /**
     * Of that, locked for jobs, NET base units.
     */
    locked: Uint128;
    /**
     * Credits owed and not called, base units.
     */
    open: Uint128;
    /**
     * Of those, pledged to other markets.
     */
    pledged_gpus: number;
    /**
     * GPUs that count in the class's sum.
     */
    proven_gpus: number;
    /**
     * Whose.
     */
    provider: Addr;
    /**
     * Reputation now, basis points.
     */
    reputation_bps: number;
}
/**
 * See [`QueryMsg::Positions`].
 */
export interface PositionsResponse {
    /**
     * One page.
     */
    positions: PositionResponse[];
}
/**
 * See [`QueryMsg::Price`]. NET base units per whole credit, rounded toward zero to 13 decimals ([`crate::price`]).
 */
export interface PriceResponse {
    /**
     * What a call now would fix as the credits' recent price, NET base units per whole credit.
     */
    call: Decimal256;
    /**
     * Whether the mint cap holds.
     */
    capped: boolean;
    /**
     * P, NET base units per whole credit, at least the class's `price_init`: what a mint now would be collateralised at, times coverage. As it is cut, and a collateral rounds up, name a `max_collateral` of a base unit more.
     */
    mint: Decimal256;
}
/**
 * A provider as it stands.
 */
export interface ProviderResponse {
    /**
     * Whether it is registered and has not left.
     */
    active: boolean;
    /**
     * Unix seconds before which it cannot leave jail, if it is in jail.
     */
    jailed_until?: number | null;
    /**
     * Unix seconds of its last sign of life.
     */
    last_seen: number;
    /**
     * How many lateness faults count, halved every 30 days.
     */
    liveness_faults: number;
    /**
     * Its metadata.
     */
    metadata: string;
    /**
     * Its address.
     */
    provider: Addr;
}
/**
 * See [`QueryMsg::Providers`].
 */
export interface ProvidersResponse {
    /**
     * One page.
     */
    providers: ProviderResponse[];
}
/**
 * A place in the queue.
 */
export interface QueueEntry {
    /**
     * Collateral of them, NET base units.
     */
    collateral: Uint128;
    /**
     * Unix seconds from which it can be called.
     */
    due: number;
    /**
     * GPUs offered and not in called jobs.
     */
    gpus: number;
    /**
     * Open credits, base units.
     */
    open: Uint128;
    /**
     * Whose.
     */
    provider: Addr;
}
/**
 * See [`QueryMsg::Queue`].
 */
export interface QueueResponse {
    /**
     * One page.
     */
    entries: QueueEntry[];
}
