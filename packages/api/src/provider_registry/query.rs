//! What the registry can be asked.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Uint128};
use cw_ownable::cw_ownable_query;

use super::{ClassParams, ClassPaused, Params, Peers, StandardJob};

/// Queries of the registry.
#[cw_ownable_query]
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Guardian, peers, parameters.
    #[returns(ConfigResponse)]
    Config {},
    /// One class.
    #[returns(ClassResponse)]
    Class {
        /// Which.
        class: String,
    },
    /// All classes by id.
    #[returns(ClassesResponse)]
    Classes {
        /// After this id.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// One provider.
    #[returns(ProviderResponse)]
    Provider {
        /// Which.
        provider: String,
    },
    /// All providers by address.
    #[returns(ProvidersResponse)]
    Providers {
        /// After this address.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// One provider's position in one class.
    #[returns(PositionResponse)]
    Position {
        /// Whose.
        provider: String,
        /// In which class.
        class: String,
    },
    /// All positions in a class by provider.
    #[returns(PositionsResponse)]
    Positions {
        /// In which class.
        class: String,
        /// After this provider.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// The lock of a running job.
    #[returns(LockResponse)]
    Lock {
        /// Which job.
        job_id: u64,
    },
    /// On whom the next standard job of a class is called.
    #[returns(NextCallResponse)]
    NextCall {
        /// Which class.
        class: String,
    },
    /// The providers that can be called, first the next.
    #[returns(CallOrderResponse)]
    CallOrder {
        /// Which class.
        class: String,
        /// After this provider.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// A call that is running, accepted or not.
    #[returns(CallResponse)]
    Call {
        /// Which job.
        job_id: u64,
    },
    /// The closing auctions of a class that are open, by provider; the reserve's is in [`QueryMsg::Book`].
    #[returns(ClosingsResponse)]
    Closings {
        /// Which class.
        class: String,
        /// After this provider.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// One closing auction: an error if it is not open.
    #[returns(ClosingResponse)]
    Closing {
        /// Which class.
        class: String,
        /// Whose debt; the class's reserve if left out.
        debtor: Option<String>,
    },
    /// How well the positions that owe credits are covered, by provider. Looks at one page of positions, of which those
    /// above `below_bps` are left out: go on after `next`.
    #[returns(MarginsResponse)]
    Margins {
        /// Which class.
        class: String,
        /// After this provider.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
        /// Only those whose coverage is below, basis points of what they owe at the closing price.
        below_bps: Option<u32>,
    },
    /// What stands behind a class beside its providers: closing price, reserve, deficit, sunset.
    #[returns(BookResponse)]
    Book {
        /// Which class.
        class: String,
    },
    /// What accepting such a job would lock, NET.
    #[returns(Uint128)]
    QuoteLock {
        /// NET that its credits cost.
        cost: Uint128,
        /// The client's declared loss, NET.
        declared_value: Uint128,
        /// Detection probability, basis points.
        detection_bps: u32,
    },
}

/// See [`QueryMsg::Config`].
#[cw_serde]
pub struct ConfigResponse {
    /// May stop classes.
    pub guardian: Addr,
    /// Code of the credit tokens.
    pub token_code_id: u64,
    /// The network token.
    pub network_denom: String,
    /// The wired peers.
    pub peers: Peers,
    /// The parameters.
    pub params: Params,
}

/// A class as it stands.
#[cw_serde]
pub struct ClassResponse {
    /// Its id.
    pub class: String,
    /// Its credit token.
    pub credit: Addr,
    /// Its primary pool, once named.
    pub pool_id: Option<u64>,
    /// Its parameters.
    pub params: ClassParams,
    /// What is stopped.
    pub paused: ClassPaused,
    /// Sum of what all providers owe, credit base units.
    pub obligations: Uint128,
    /// Credits redeemed and not yet burned, base units: supply − this = obligations + reserve_obligation + deficit.
    pub redeemed_unburned: Uint128,
    /// Credits that the class's reserve owes, base units.
    pub reserve_obligation: Uint128,
    /// Credits that nobody owes, base units.
    pub deficit: Uint128,
    /// Proven GPUs of all providers.
    pub proven_gpus: u64,
    /// Price at which a mint would be margined now, Q64.64 raw, NET base units per credit base unit; absent
    /// before the class has a pool.
    pub mint_price: Option<Uint128>,
}

/// See [`QueryMsg::Classes`].
#[cw_serde]
pub struct ClassesResponse {
    /// One page.
    pub classes: Vec<ClassResponse>,
}

/// A provider as it stands.
#[cw_serde]
pub struct ProviderResponse {
    /// Its address.
    pub provider: Addr,
    /// Its metadata.
    pub metadata: String,
    /// Whether it is registered and has not left.
    pub active: bool,
    /// Unix seconds of its last sign of life.
    pub last_seen: u64,
    /// Unix seconds before which it cannot leave jail, if it is in jail.
    pub jailed_until: Option<u64>,
    /// Liveness faults, halved every 30 days.
    pub liveness_faults: u32,
}

/// See [`QueryMsg::Providers`].
#[cw_serde]
pub struct ProvidersResponse {
    /// One page.
    pub providers: Vec<ProviderResponse>,
}

/// A provider's position in a class.
#[cw_serde]
pub struct PositionResponse {
    /// Whose.
    pub provider: Addr,
    /// In which class.
    pub class: String,
    /// NET at stake, what is unbonding included.
    pub bond: Uint128,
    /// Of that, asked back and not yet released.
    pub unbonding: Vec<UnbondingEntry>,
    /// Of that, locked for jobs.
    pub locked: Uint128,
    /// Of that, locked for called jobs: part of the margin.
    pub called_locked: Uint128,
    /// Of that, margin for obligations at today's mint price.
    pub margin: Uint128,
    /// bond − unbonding − locked − margin, 0 if negative.
    pub free: Uint128,
    /// Credits owed, base units.
    pub obligation: Uint128,
    /// Sum of minted credits at their mint price, less what redemption took off, NET.
    pub basis: Uint128,
    /// GPUs offered.
    pub gpus: u32,
    /// GPUs in jobs now.
    pub busy: u32,
    /// GPUs in calls that are running, accepted or not; not those whose results wait for a verdict.
    pub called_gpus: u32,
    /// Credits of all calls that have not ended, base units.
    pub called_credits: Uint128,
    /// Called jobs to be settled before calls that run excuse from others again; after one that ended without a verdict.
    pub calls_to_settle: u32,
    /// Credits of calls that it ignored and that are not yet closed, base units; with a rest too small for a standard job.
    pub ignored_credits: Uint128,
    /// Whether it can be called.
    pub callable: bool,
    /// Unix seconds at which its closing auction opened, if one is open.
    pub closing_since: Option<u64>,
    /// Unix seconds at which it asked to leave, if it did.
    pub exit_at: Option<u64>,
    /// GPUs that count in the class's sum.
    pub proven_gpus: u32,
    /// Unix seconds at which its admission ends, in an attested class.
    pub admitted_until: Option<u64>,
    /// Reputation now, basis points.
    pub reputation_bps: u32,
    /// Take of good jobs, decayed to now, NET.
    pub good: Uint128,
    /// Weighted take of faults, decayed to now, NET.
    pub bad: Uint128,
}

/// A part of a bond on its way out.
#[cw_serde]
pub struct UnbondingEntry {
    /// NET base units.
    pub amount: Uint128,
    /// Unix seconds of its release.
    pub release_at: u64,
}

/// See [`QueryMsg::Positions`].
#[cw_serde]
pub struct PositionsResponse {
    /// One page.
    pub positions: Vec<PositionResponse>,
}

/// See [`QueryMsg::Lock`].
#[cw_serde]
pub struct LockResponse {
    /// Which job.
    pub job_id: u64,
    /// Whose.
    pub provider: Addr,
    /// Its class.
    pub class: String,
    /// NET locked.
    pub amount: Uint128,
    /// GPUs taken; none while a standard job's result waits for its verdict.
    pub gpus: u32,
    /// Whether the job was called.
    pub called: bool,
}

/// See [`QueryMsg::NextCall`].
#[cw_serde]
pub struct NextCallResponse {
    /// Nobody, if no provider can be called.
    pub provider: Option<Addr>,
}

/// See [`QueryMsg::CallOrder`].
#[cw_serde]
pub struct CallOrderResponse {
    /// V: the class's virtual time, 2^32 for an obligation called once over.
    pub virtual_time: Uint128,
    /// One page.
    pub entries: Vec<CallEntry>,
}

/// A place in the call order.
#[cw_serde]
pub struct CallEntry {
    /// Whose.
    pub provider: Addr,
    /// Its tag: the lowest is called.
    pub tag: Uint128,
    /// Credits of the largest job that can be called, base units: all that is owed and not to be closed.
    pub callable: Uint128,
    /// GPUs offered and not in calls.
    pub gpus: u32,
}

/// See [`QueryMsg::Call`].
#[cw_serde]
pub struct CallResponse {
    /// Which job.
    pub job_id: u64,
    /// On whom.
    pub provider: Addr,
    /// Its class.
    pub class: String,
    /// GPUs it needs; none while its result waits for its verdict.
    pub gpus: u32,
    /// Its credits, base units.
    pub credits: Uint128,
}

/// See [`QueryMsg::Closings`].
#[cw_serde]
pub struct ClosingsResponse {
    /// One page.
    pub closings: Vec<ClosingResponse>,
}

/// A closing auction as it stands. Prices are Q64.64 raw, NET base units per credit base unit.
#[cw_serde]
pub struct ClosingResponse {
    /// Whose debt; none for the class's reserve.
    pub debtor: Option<Addr>,
    /// Unix seconds of its opening.
    pub since: u64,
    /// Unix seconds from which it can be ended.
    pub ends_at: u64,
    /// Credits that it takes now, base units; 0 if it is over.
    pub wanted: Uint128,
    /// What it pays now.
    pub price: Uint128,
    /// NET that it can pay.
    pub available: Uint128,
    /// Its margin is too thin.
    pub thin: bool,
    /// Credits of calls that were ignored, base units.
    pub ignored_credits: Uint128,
    /// It asked to leave.
    pub exiting: bool,
}

/// See [`QueryMsg::Margins`].
#[cw_serde]
pub struct MarginsResponse {
    /// The closing price now, Q64.64 raw.
    pub closing_price: Uint128,
    /// One page.
    pub margins: Vec<MarginResponse>,
    /// Where to go on; none at the end.
    pub next: Option<Addr>,
}

/// How well a position is covered.
#[cw_serde]
pub struct MarginResponse {
    /// Whose.
    pub provider: Addr,
    /// Credits owed, base units.
    pub obligation: Uint128,
    /// bond − locked: what the closing trigger looks at, NET.
    pub backing: Uint128,
    /// That over what is owed at the closing price, basis points, rounded down.
    pub coverage_bps: Uint128,
    /// Closing price from which its closing auction opens, Q64.64 raw, rounded down.
    pub breaks_at: Uint128,
}

/// See [`QueryMsg::Book`]. Prices are Q64.64 raw, NET base units per credit base unit.
#[cw_serde]
pub struct BookResponse {
    /// P_b now.
    pub closing_price: Uint128,
    /// Whether it stands still, because the pool is too thin to be believed.
    pub frozen: bool,
    /// Price below which nothing is margined when it is minted now, whatever the pool says.
    pub mint_floor: Uint128,
    /// NET in the class's reserve.
    pub reserve: Uint128,
    /// Credits that it owes, base units.
    pub reserve_obligation: Uint128,
    /// Its closing auction, if it owes any.
    pub reserve_closing: Option<ClosingResponse>,
    /// Credits that nobody owes, base units.
    pub deficit: Uint128,
    /// With a larger one nothing is minted, base units.
    pub deficit_cap: Uint128,
    /// NET that insurance gave the class today (Unix days), of the tenth of what it held that it may give in a day.
    pub insured_today: Uint128,
    /// The largest standard job.
    pub standard: Option<StandardJob>,
    /// The class's end, if it was announced.
    pub sunset: Option<SunsetResponse>,
}

/// The end of a class.
#[cw_serde]
pub struct SunsetResponse {
    /// Unix seconds.
    pub at: u64,
    /// What every credit is to be paid, Q64.64 raw, once it is fixed.
    pub price: Option<Uint128>,
    /// The most that it will be fixed at: 150 % of the closing price on the day of the announcement, Q64.64 raw.
    pub most: Uint128,
    /// Credits still owed by providers, base units: nothing is paid before this is 0.
    pub uncollected: Uint128,
}
