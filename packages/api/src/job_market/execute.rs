//! What the job-market can be told, and by whom.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, HexBinary};
use cw20::Cw20ReceiveMsg;
use cw_ownable::cw_ownable_execute;

use super::{AcceptPayout, ClassTerms, JobRequest, Params, Template};
use crate::common::Source;
use crate::pool::SwapReceived;
use crate::verifier_gateway::Proof;

/// Messages of the job-market.
#[cw_ownable_execute]
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Credits that came with a [`ReceiveMsg`]: they are the job's; take and tip come from the sender's
    /// account.
    Receive(Cw20ReceiveMsg),
    /// Peer (pool): a swap ended here, `msg` is a [`SwapMsg`]. The leanest way to request a job.
    ReceiveSwap(SwapReceived),
    /// Requests a job, paying NET that came or NET from one's account.
    RequestJob {
        /// The job.
        request: JobRequest,
        /// What pays; it bounds cost + take + tip. An account must be the sender's own, and hold the whole
        /// amount.
        #[serde(default, skip_serializing_if = "Source::is_funds")]
        from: Source,
    },
    /// Requests a job, paying with credits from one's account, take and tip with NET from one's account.
    RequestJobWithCredits {
        /// The job.
        request: JobRequest,
    },
    /// The owner withdraws a job nobody has accepted: credits come back, the take is kept. Too late once the
    /// job's time to be accepted is over: `TimeoutJob` then gives back what is not used up of the take. While
    /// accepting is paused it is never too late, and the whole take comes back, because nobody could accept.
    CancelJob {
        /// Which job.
        job_id: u64,
    },
    /// A provider takes the job; its bond is locked.
    AcceptJob {
        /// Which job.
        job_id: u64,
        /// How it wants to be paid.
        payout: AcceptPayout,
    },
    /// Calls a standard job that nobody accepted in time on the first callable debtor of its class. Its
    /// owner, or anyone where the request said so; from the end of its time to be accepted until it has
    /// ended.
    CallJob {
        /// Which job.
        job_id: u64,
        /// The bytes of its input as base64, if it has one: who is called finds it in the event, and has none to ask for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        input: Option<Binary>,
        /// How many debtors the registry may look at, 16 if left out, at most 1,024; each costs gas.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        look: Option<u32>,
    },
    /// The assigned provider, before a quarter of its time is over: asks for the input, or one chunk of it,
    /// with the bond in force, exactly. Not answered within an hour, the job is cancelled without fault and
    /// the bond comes back. Who has waited for answers for an hour in all, and for a quarter of its time,
    /// asks no more and may give the job up without fault.
    RequestData {
        /// Which job; it must have said the form of its input, and not have been called with it.
        job_id: u64,
        /// Which chunk, from 0, of an input in chunks, after those asked for before; left out for a whole
        /// one, which is asked for once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        chunk: Option<u32>,
        /// What pays the bond: NET that came, or the sender's account.
        #[serde(default, skip_serializing_if = "Source::is_funds")]
        from: Source,
    },
    /// Answers a data request. Anyone; the bond goes to the job's owner. The job goes on, and has the time
    /// that it waited in addition.
    AnswerData {
        /// Which job.
        job_id: u64,
        /// The bytes of the input, or of the chunk, as base64.
        data: Binary,
        /// Siblings of the chunk from its leaf to the root, 32 bytes hex each; empty for a whole input.
        #[serde(default)]
        path: Vec<HexBinary>,
    },
    /// The assigned provider delivers.
    SubmitResult {
        /// Which job.
        job_id: u64,
        /// Output digest, 32 bytes hex.
        output: HexBinary,
        /// Proof; without one an attested or client-approved job waits for its verdict.
        #[serde(skip_serializing_if = "Option::is_none")]
        proof: Option<Proof>,
        /// Where the output can be fetched, at most 128 bytes; in events only.
        #[serde(skip_serializing_if = "Option::is_none")]
        output_locator: Option<String>,
    },
    /// The assigned provider delivers many jobs of one RISC Zero method, all of them its own, with one receipt of a set builder.
    /// All settle, or none does: the first job that is not its own, not assigned, late, given twice or not in the set is named.
    SubmitBatch {
        /// The root of their claims' Merkle tree, 32 bytes hex.
        root: HexBinary,
        /// The set builder's receipt, 260 bytes: selector and Groth16 proof.
        seal: Binary,
        /// 1 to 64 results, by ascending job.
        results: Vec<BatchResult>,
    },
    /// The owner accepts a result that waits for its word.
    ApproveResult {
        /// Which job.
        job_id: u64,
    },
    /// The owner rejects a result that waits for its word, with the dispute bond in force when the job was
    /// requested, exactly; the method's arbiter judges.
    DisputeResult {
        /// Which job.
        job_id: u64,
        /// What pays the bond: NET that came, or the sender's account.
        #[serde(default, skip_serializing_if = "Source::is_funds")]
        from: Source,
    },
    /// Does what the passed deadline of the job's state says: a standard job that nobody accepted is left to
    /// whoever calls it for another 600 s, every other job ends. Also refunds a job whose method was stopped,
    /// and one that waits to be accepted or called 30 days after accepting was paused. Anyone.
    TimeoutJob {
        /// Which job.
        job_id: u64,
    },
    /// Peer (verifier-gateway): a verdict on a submitted job.
    Verdict {
        /// Which job.
        job_id: u64,
        /// Valid or invalid.
        valid: bool,
        /// Who brought it.
        reporter: String,
    },
    /// Anyone: tells the contract that the request named as its callback that the job has ended. Refused if that contract
    /// fails, and may be sent again then; once it was told, there is nothing to tell any more.
    TellEnd {
        /// Which job.
        job_id: u64,
    },
    /// Moves the take of ended days (and of today so far) to the fee-collector, oldest day first, at most 8
    /// days. Anyone.
    SweepTake {},
    /// Owner: opens the market for a class of the registry that has its pool.
    ListClass {
        /// Which class.
        class: String,
        /// Its take and its standard jobs' GPUs.
        terms: ClassTerms,
    },
    /// Owner: sets a class's terms, for jobs requested from now on.
    UpdateClass {
        /// Which class.
        class: String,
        /// All of them.
        terms: ClassTerms,
    },
    /// Owner: registers a template of a class for standard jobs (at most 32), replaces or, left out, removes
    /// it. Jobs keep what they were requested with.
    SetTemplate {
        /// Which class.
        class: String,
        /// Its number.
        template: u32,
        /// What it says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        terms: Option<Template>,
    },
    /// Owner: sets the parameters, for jobs requested from now on.
    UpdateParams {
        /// All of them.
        params: Params,
    },
    /// The guardian stops new requests, the owner sets freely. Everything else goes on.
    SetPaused {
        /// Whether new requests are refused.
        requests: bool,
    },
    /// Owner: names another guardian.
    SetGuardian {
        /// Who.
        guardian: String,
    },
}

/// What credits sent to the job-market (cw20 Send) are for.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ReceiveMsg {
    /// They pay for the job; exactly gpus · seconds credits must come.
    RequestJob {
        /// The job.
        request: JobRequest,
    },
}

/// What a swap that ends in the job-market asks for. Legs: first the credits, exactly gpus · seconds; then,
/// where the payment is not NET, NET for take and tip. A leg without pools passes credits or NET through.
/// What is missing of take and tip comes from the sender's account, unless it paid with a token other than
/// the class's credits.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum SwapMsg {
    /// A job for whoever sent the swap.
    RequestJob {
        /// The job.
        request: JobRequest,
    },
    /// Only from the job-market to itself: a request that came to it directly, paid through the pool.
    Forwarded {
        /// Who asked and pays.
        payer: String,
        /// The job.
        request: JobRequest,
    },
}

/// One of many results that a receipt proves.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct BatchResult {
    /// Which job.
    pub job_id: u64,
    /// Output digest, 32 bytes hex.
    pub output: HexBinary,
    /// Its claim's siblings in the set from the leaf upwards, 32 bytes each, at most 6.
    pub path: Binary,
    /// The journal, where the method's policy needs it: as with a result of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<Binary>,
    /// Where the output can be fetched, at most 128 bytes; in events only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_locator: Option<String>,
}
