//! The job-market: requests, escrow, the life of a job, settlement.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, HexBinary, Uint128};
use cw20::Cw20ReceiveMsg;
use cw_ownable::{cw_ownable_execute, cw_ownable_query};

use crate::common::{Payout, Source};
use crate::pool::SwapReceived;
use crate::verifier_gateway::Proof;

/// Start of the job-market: no classes, no jobs.
#[cw_serde]
pub struct InstantiateMsg {
    /// Governance: classes, parameters, lifting of pauses.
    pub owner: String,
    /// May stop new requests, nothing else.
    pub guardian: String,
    /// The denom of the network token (NET).
    pub network_denom: String,
    /// The wired peers.
    pub peers: Peers,
    /// See [`Params`].
    pub params: Params,
}

/// Fixed at the start.
#[cw_serde]
pub struct Peers {
    /// `contracts/pool`.
    pub pool: String,
    /// `contracts/provider-registry`.
    pub provider_registry: String,
    /// `contracts/verifier-gateway`.
    pub verifier_gateway: String,
    /// `contracts/fee-collector`.
    pub fee_collector: String,
}

/// Governed parameters (ECONOMICS § Parameters).
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Params {
    /// Longest `accept_within` that a request may ask for, seconds, 60 to 604,800.
    pub max_accept_within: u64,
    /// Longest `run_within`, seconds, 60 to 2,592,000.
    pub max_run_within: u64,
    /// Seconds for a verdict after submission, and again for the arbiter after a dispute, 60 to 604,800.
    pub verdict_within: u64,
    /// Bond of a client that disputes a result, NET base units, > 0.
    pub dispute_bond: Uint128,
}

/// The take of a class (ECONOMICS § The take).
#[cw_serde]
#[derive(Copy, Eq)]
pub struct TakeParams {
    /// τ0, basis points of cost, at most 500.
    pub base_bps: u32,
    /// m_max, basis points (40,000 is fourfold), 10,000 to 100,000.
    pub max_multiplier_bps: u32,
    /// U*: target utilisation, basis points, 2,000 to 9,500.
    pub target_bps: u32,
    /// W: seconds per +12.5 % at sustained full occupancy, 60 to 86,400.
    pub window: u64,
}

/// How a request's credits are bought.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Execution {
    /// By a swap within the request, guarded by `max_payment`.
    Immediate,
}

/// A job as its client asks for it.
#[cw_serde]
pub struct JobRequest {
    /// Hardware class.
    pub class: String,
    /// GPUs, 1 to 65,536.
    pub gpus: u32,
    /// Seconds of work on each, 1 to the longest `run_within`; gpus · seconds credits are bought.
    pub seconds: u64,
    /// Program digest, 32 bytes hex.
    pub program: HexBinary,
    /// Input digest, 32 bytes hex; left out where there is none.
    pub input: Option<HexBinary>,
    /// Verification method.
    pub method: u32,
    /// Seconds for somebody to accept, 60 to the governed maximum.
    pub accept_within: u64,
    /// Seconds from acceptance to result, at least `seconds`, at most the governed maximum.
    pub run_within: u64,
    /// Least reputation of the provider, basis points, 0 to 10,000.
    pub min_reputation_bps: u32,
    /// The only provider that may accept, if named.
    pub provider: Option<String>,
    /// What the client loses if it is cheated, NET base units; compensated from the provider's lock.
    pub declared_value: Option<Uint128>,
    /// Always said.
    pub execution: Execution,
    /// Most NET for cost + take; the tip is on top.
    pub max_payment: Uint128,
    /// For the provider on settlement, NET base units.
    pub tip: Option<Uint128>,
    /// Whose job it is, the payer's if left out: may cancel, approve and dispute, and gets refunds.
    pub owner: Option<String>,
    /// Where the surplus of the payment goes, to the payer's wallet or account.
    pub surplus: Payout,
    /// Unix seconds at which the request is too late.
    pub deadline: Option<u64>,
    /// Where the program can be fetched, at most 128 bytes; in events only.
    pub program_locator: Option<String>,
    /// Where the input can be fetched, at most 128 bytes; in events only.
    pub input_locator: Option<String>,
}

/// How a provider wants to be paid.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum AcceptPayout {
    /// Credits redeemed against its obligation; what exceeds it as credits.
    Redeem {},
    /// Credits to its account.
    Credits {},
    /// NET to its account, sold at settlement; credits if the sale would bring less than `min`.
    Net {
        /// NET base units.
        min: Uint128,
    },
}

/// Messages of the job-market.
#[cw_ownable_execute]
#[cw_serde]
pub enum ExecuteMsg {
    /// Credits that came with a [`ReceiveMsg`]: they are the job's; take and tip come from the sender's account.
    Receive(Cw20ReceiveMsg),
    /// *Peer* (pool): a swap ended here, `msg` is a [`SwapMsg`]. The leanest way to request a job.
    ReceiveSwap(SwapReceived),
    /// Requests a job, paying NET that came or NET from one's account.
    RequestJob {
        /// The job.
        request: JobRequest,
        /// What pays; it bounds cost + take + tip.
        from: Source,
    },
    /// Requests a job, paying with credits from one's account, take and tip with NET from one's account.
    RequestJobWithCredits {
        /// The job.
        request: JobRequest,
    },
    /// The owner withdraws a job nobody has accepted: credits come back, the take is kept.
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
    /// The assigned provider delivers.
    SubmitResult {
        /// Which job.
        job_id: u64,
        /// Output digest, 32 bytes hex.
        output: HexBinary,
        /// Proof; without one an attested or client-approved job waits for its verdict.
        proof: Option<Proof>,
        /// Where the output can be fetched, at most 128 bytes; in events only.
        output_locator: Option<String>,
    },
    /// The owner accepts a result that waits for its word.
    ApproveResult {
        /// Which job.
        job_id: u64,
    },
    /// The owner rejects a result that waits for its word, with the dispute bond as funds; the method's arbiter judges.
    DisputeResult {
        /// Which job.
        job_id: u64,
    },
    /// Does what the passed deadline of the job's state says; also refunds a job whose method was disabled. Anyone.
    TimeoutJob {
        /// Which job.
        job_id: u64,
    },
    /// *Peer* (verifier-gateway): a verdict on a submitted job.
    Verdict {
        /// Which job.
        job_id: u64,
        /// Valid or invalid.
        valid: bool,
        /// Who brought it.
        reporter: String,
    },
    /// Moves the take of ended days (and of today so far) to the fee-collector, oldest day first, at most 8 days. Anyone.
    SweepTake {},
    /// Owner: opens the market for a class of the registry that has its pool.
    ListClass {
        /// Which class.
        class: String,
        /// Its take.
        take: TakeParams,
    },
    /// Owner: sets a class's take.
    UpdateClass {
        /// Which class.
        class: String,
        /// Its take.
        take: TakeParams,
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
pub enum ReceiveMsg {
    /// They pay for the job; exactly gpus · seconds credits must come.
    RequestJob {
        /// The job.
        request: JobRequest,
    },
}

/// What a swap that ends in the job-market asks for. Legs: first the credits, exactly gpus · seconds; then, where the
/// payment is not NET, NET for take and tip. A leg without pools passes credits or NET through.
#[cw_serde]
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

/// States of a job. The last five are final.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum JobState {
    /// Waits for a provider.
    Open,
    /// Somebody works on it.
    Assigned,
    /// Delivered, waits for a verdict.
    Submitted,
    /// Rejected by its client, waits for the arbiter.
    Disputed,
    /// Verified and paid.
    Settled,
    /// Withdrawn by its owner.
    Cancelled,
    /// Nobody accepted it.
    Expired,
    /// No verdict came, or its method was disabled.
    Refunded,
    /// Its provider missed a deadline or cheated.
    Faulted,
}

/// Queries of the job-market.
#[cw_ownable_query]
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Guardian, peers, parameters.
    #[returns(ConfigResponse)]
    Config {},
    /// One job.
    #[returns(JobResponse)]
    Job {
        /// Which.
        job_id: u64,
    },
    /// All jobs by id.
    #[returns(JobsResponse)]
    Jobs {
        /// After this id.
        start_after: Option<u64>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// What the gateway needs to judge a submitted job; an error in any other state.
    #[returns(ClaimResponse)]
    Claim {
        /// Which job.
        job_id: u64,
    },
    /// What a request would cost now, take included; runs the function that execution runs.
    #[returns(QuoteResponse)]
    Quote {
        /// Which class.
        class: String,
        /// GPUs.
        gpus: u32,
        /// Seconds on each.
        seconds: u64,
    },
    /// Occupancy and multiplier of a class now.
    #[returns(OccupancyResponse)]
    Occupancy {
        /// Which class.
        class: String,
    },
    /// The same of all listed classes (at most 64).
    #[returns(OccupanciesResponse)]
    Occupancies {},
    /// Take that waits to be swept.
    #[returns(HoldingsResponse)]
    Holdings {},
}

/// See [`QueryMsg::Config`].
#[cw_serde]
pub struct ConfigResponse {
    /// May stop requests.
    pub guardian: Addr,
    /// The network token.
    pub network_denom: String,
    /// The wired peers.
    pub peers: Peers,
    /// The parameters.
    pub params: Params,
    /// Whether new requests are stopped.
    pub paused: bool,
}

/// A job as it stands. A finished job keeps its state and output (or fault); the rest is in its events.
#[cw_serde]
pub struct JobResponse {
    /// Its id.
    pub job_id: u64,
    /// Its state.
    pub state: JobState,
    /// Output digest, once delivered.
    pub output: Option<HexBinary>,
    /// Everything else, while it is not finished.
    pub open: Option<OpenJob>,
}

/// The terms and state of a job that is not finished.
#[cw_serde]
pub struct OpenJob {
    /// Whose it is.
    pub owner: Addr,
    /// Who paid.
    pub payer: Addr,
    /// Hardware class.
    pub class: String,
    /// GPUs.
    pub gpus: u32,
    /// Seconds on each.
    pub seconds: u64,
    /// Program digest.
    pub program: HexBinary,
    /// Input digest, zeros where there is none.
    pub input: HexBinary,
    /// Verification method.
    pub method: u32,
    /// Seconds from acceptance to result.
    pub run_within: u64,
    /// Least reputation, basis points.
    pub min_reputation_bps: u32,
    /// The only provider that may accept, if named.
    pub only_provider: Option<Addr>,
    /// Declared value, NET.
    pub declared_value: Uint128,
    /// NET that its credits cost.
    pub cost: Uint128,
    /// Take held, NET.
    pub take: Uint128,
    /// Tip held, NET.
    pub tip: Uint128,
    /// Who accepted it.
    pub provider: Option<Addr>,
    /// Unix seconds at which its state times out.
    pub deadline: u64,
}

/// See [`QueryMsg::Jobs`].
#[cw_serde]
pub struct JobsResponse {
    /// One page.
    pub jobs: Vec<JobResponse>,
}

/// See [`QueryMsg::Claim`].
#[cw_serde]
pub struct ClaimResponse {
    /// The job's method.
    pub method: u32,
    /// Whether the client disputed the result: then the method's arbiter judges.
    pub disputed: bool,
    /// What is claimed.
    pub claim: crate::verifier_gateway::Claim,
}

/// See [`QueryMsg::Quote`]. NET base units.
#[cw_serde]
pub struct QuoteResponse {
    /// Credits needed, base units.
    pub credits: Uint128,
    /// What they cost through the primary pool.
    pub cost: Uint128,
    /// The take.
    pub take: Uint128,
}

/// See [`QueryMsg::Occupancy`].
#[cw_serde]
pub struct OccupancyResponse {
    /// Which class.
    pub class: String,
    /// z: seconds of full-capacity work above target, in 10^-4 s.
    pub backlog: u64,
    /// Multiplier of the take of the next unit of work, basis points, rounded up.
    pub multiplier_bps: u32,
    /// Proven GPUs.
    pub proven_gpus: u64,
}

/// See [`QueryMsg::Occupancies`].
#[cw_serde]
pub struct OccupanciesResponse {
    /// Listed classes by id.
    pub classes: Vec<OccupancyResponse>,
}

/// See [`QueryMsg::Holdings`].
#[cw_serde]
pub struct HoldingsResponse {
    /// Take earned and not yet swept.
    pub take: Uint128,
    /// Days that wait to be swept.
    pub days: u32,
}

/// Migration takes no parameters.
#[cw_serde]
pub struct MigrateMsg {}
