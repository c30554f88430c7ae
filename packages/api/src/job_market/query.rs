//! What the job-market can be asked.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, HexBinary, Uint128};
use cw_ownable::cw_ownable_query;

use crate::common::AssetAmount;
use crate::paging::ListOrder;
use crate::pool::{Leg, Route};

use super::{AcceptPayout, Callback, ClassTerms, InputForm, JobFault, JobState, Params, Peers, Template};

/// Queries of the job-market.
#[cw_ownable_query]
#[cw_serde]
#[serde(deny_unknown_fields)]
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
    /// Jobs by id, all or those that a filter lets through.
    ///
    /// Nothing is stored for it: a page looks at the jobs themselves, at 500 at the most, so that it ends even if the filter
    /// lets nothing through; it may be short, or empty, though `next` says that more follow. By owner, provider, class or a
    /// state that is not final it looks at jobs alone that have not ended, about 1,000 gas each and 1,300 more for each
    /// that owner and class let through (at most 1.2 million in all); by a final state at those that somebody took or that
    /// ended, about 250 each; without a filter it answers whatever it looks at, about 3,000 each.
    #[returns(JobsResponse)]
    Jobs {
        /// All, if left out.
        filter: Option<JobFilter>,
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this id, in that order.
        start_after: Option<u64>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// The templates of a class.
    #[returns(TemplatesResponse)]
    Templates {
        /// Which class.
        class: String,
    },
    /// Standard jobs of a class that nobody has accepted yet: what can be called, and from when on. About 4,000 gas for
    /// each.
    #[returns(CallableResponse)]
    Callable {
        /// Which class.
        class: String,
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this job, in that order.
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
    /// What a request would cost in a fresh block now; runs the functions that execution runs, and execution takes what it
    /// says, to the unit. A request names at least `cost` + `take` as its `max_payment`. Refused where no job of that length
    /// ends before its class; a request is refused earlier, if its waits are longer.
    #[returns(QuoteResponse)]
    Quote {
        /// Which class.
        class: String,
        /// GPUs.
        gpus: u32,
        /// Seconds on each.
        seconds: u64,
        /// Verification method: if it is named, the answer says the lock.
        method: Option<u32>,
        /// What the client would lose if it is cheated, NET base units; 0 if left out. The lock depends on it.
        declared_value: Option<Uint128>,
        /// For the provider on settlement, NET base units; 0 if left out.
        tip: Option<Uint128>,
        /// What pays; NET, if left out.
        pay_with: Option<PayWith>,
    },
    /// Terms, occupancy and multiplier of a class now.
    #[returns(OccupancyResponse)]
    Occupancy {
        /// Which class.
        class: String,
    },
    /// The same of all listed classes (at most 64).
    #[returns(OccupanciesResponse)]
    Occupancies {},
    /// Take that waits to be swept, over the oldest 366 days that have any. The account in the pool contract
    /// holds more: what jobs that have not ended hold, and credits that were redeemed at the end of a job and
    /// not yet burned, which the registry counts.
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

/// Which jobs a list has: those that suit all that is said.
///
/// Of a finished job its state is left, and no owner, provider or class: by these it finds jobs alone that have not ended, and
/// refuses a final state beside them. A finished job is found by its id, or in the events.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Default)]
pub struct JobFilter {
    /// Whose they are.
    pub owner: Option<String>,
    /// Who accepted them; of called jobs that nobody has accepted, the registry's calls say on whom they are called.
    pub provider: Option<String>,
    /// Hardware class.
    pub class: Option<String>,
    /// State.
    pub state: Option<JobState>,
}

/// A job as it stands. A finished job keeps its state and output (or fault); the rest is in its events.
#[cw_serde]
pub struct JobResponse {
    /// Its id.
    pub job_id: u64,
    /// Its state.
    pub state: JobState,
    /// Output digest, 32 bytes hex, once delivered; a finished job keeps it where the result was paid for, or was fraud.
    pub output: Option<HexBinary>,
    /// By which fault it ended, if it did.
    pub fault: Option<JobFault>,
    /// Everything else, while it is not finished.
    pub open: Option<OpenJob>,
    /// Whom its end is told, until it was told; in the answer to `job` alone, as lists leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback: Option<Callback>,
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
    /// Program digest, 32 bytes hex.
    pub program: HexBinary,
    /// Input digest, 32 bytes hex, zeros where there is none.
    pub input: HexBinary,
    /// How the input can be asked for on chain.
    pub input_form: Option<InputForm>,
    /// Verification method.
    pub method: u32,
    /// The template of a standard job.
    pub template: Option<u32>,
    /// Least damages for a default, NET base units.
    pub min_damages: Uint128,
    /// Whether anyone may call it.
    pub anyone_may_call: bool,
    /// Seconds from acceptance to result, or to a request for data.
    pub run_within: u64,
    /// Least reputation, basis points.
    pub min_reputation_bps: u32,
    /// The only provider that may accept, if named.
    pub only_provider: Option<Addr>,
    /// Declared value, NET base units.
    pub declared_value: Uint128,
    /// Least stake of others that burns with the provider's lock if it cheats, units that count as NET base units; 0 for none.
    pub min_backing: Uint128,
    /// NET base units that its credits cost.
    pub cost: Uint128,
    /// What they were worth, NET base units: the cost, or the primary pool's mean of half an hour if that was more. Take,
    /// lock and liveness slash follow from it.
    pub worth: Uint128,
    /// Take held, NET base units.
    pub take: Uint128,
    /// Tip held, NET base units.
    pub tip: Uint128,
    /// Bond that its client would need to dispute the result, NET base units; none where results cannot be disputed.
    pub dispute_bond: Option<Uint128>,
    /// Bond that somebody needs to challenge the result, NET base units; none where results cannot be challenged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub challenge_bond: Option<Uint128>,
    /// Who challenged its result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub challenger: Option<Addr>,
    /// Who accepted it; on whom it is called, the registry's `job_call` says.
    pub provider: Option<Addr>,
    /// What its provider asked for and nobody has answered.
    pub data_request: Option<DataRequest>,
    /// How its provider is paid.
    pub payout: Option<AcceptPayout>,
    /// Whether it was called: then its provider defaults where another's would be late.
    pub called: bool,
    /// Unix seconds at which its state times out, later only if the chain halts or accepting is paused.
    pub deadline: u64,
    /// Unix seconds of its request.
    pub requested_at: u64,
    /// Its work: 10^-4 seconds of the class's full capacity at its request.
    pub work: u64,
    /// What of it was added to the class's backlog, 10^-4 seconds of its full capacity.
    pub added: u64,
}

/// A request for a job's input.
#[cw_serde]
pub struct DataRequest {
    /// Which chunk; none for a whole input.
    pub chunk: Option<u32>,
    /// Unix seconds at which it was asked.
    pub asked_at: u64,
    /// Bond for the job's owner if somebody answers, NET base units.
    pub bond: Uint128,
}

/// See [`QueryMsg::Templates`].
#[cw_serde]
pub struct TemplatesResponse {
    /// By number.
    pub templates: Vec<TemplateEntry>,
}

/// A template and its number.
#[cw_serde]
pub struct TemplateEntry {
    /// Its number.
    pub template: u32,
    /// What it says.
    pub terms: Template,
    /// Seconds that a called debtor has to accept its jobs, as they were when it was set.
    pub call_within: u64,
    /// When it was set, Unix seconds. Its jobs are refused once a version of its method's proofs is stopped then or
    /// later, until it is set again.
    pub set_at: u64,
}

/// See [`QueryMsg::Callable`].
#[cw_serde]
pub struct CallableResponse {
    /// One page.
    pub jobs: Vec<CallableJob>,
    /// `start_after` of the next page; none after the last.
    pub next: Option<u64>,
}

/// A standard job that waits for a provider.
#[cw_serde]
pub struct CallableJob {
    /// Which.
    pub job_id: u64,
    /// Unix seconds from which it can be called.
    pub from: u64,
    /// Unix seconds from which it can be ended; none until a `TimeoutJob` has recorded that nobody took it.
    pub until: Option<u64>,
    /// GPUs it needs.
    pub gpus: u32,
    /// Its credits, base units.
    pub credits: Uint128,
    /// Digest of its input, 32 bytes hex, if it has one: whoever calls the job brings that.
    pub input: Option<HexBinary>,
}

/// See [`QueryMsg::Jobs`].
#[cw_serde]
pub struct JobsResponse {
    /// One page.
    pub jobs: Vec<JobResponse>,
    /// `start_after` of the next page; none after the last.
    pub next: Option<u64>,
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

/// What pays for a quoted job.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum PayWith {
    /// NET, which buys the credits.
    Net {},
    /// Credits of the class that are there already; take and tip in NET from the payer's account.
    Credits {},
    /// Another asset: along this route, which ends in NET and does not pass the class's primary pool.
    Route(Route),
}

/// See [`QueryMsg::Quote`]. NET base units, unless said otherwise.
#[cw_serde]
pub struct QuoteResponse {
    /// Credits needed, base units.
    pub credits: Uint128,
    /// What the primary pool takes for them, NET base units; of credits that are there already, what they are worth.
    pub cost: Uint128,
    /// What they are worth, NET base units: the cost, or the primary pool's mean of half an hour if that is more. Take and lock
    /// follow from it.
    pub worth: Uint128,
    /// The take, NET base units.
    pub take: Uint128,
    /// The tip that was named, NET base units.
    pub tip: Uint128,
    /// What its provider locks, NET base units, by the registry's parameters now; none if no method was named. Of a standard job it is the
    /// least: it locks the penalty of a default if that is more.
    pub lock: Option<Uint128>,
    /// All that the client pays, tip included, base units of each asset: one amount, or, with credits, two.
    pub pays: Vec<AssetAmount>,
    /// The legs of the exact-out swap that ends in the request.
    pub legs: Vec<Leg>,
}

/// See [`QueryMsg::Occupancy`].
#[cw_serde]
pub struct OccupancyResponse {
    /// Which class.
    pub class: String,
    /// Its terms.
    pub terms: ClassTerms,
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
    /// Take earned and not yet swept, NET base units.
    pub take: Uint128,
    /// How many days wait to be swept.
    pub days: u32,
}
