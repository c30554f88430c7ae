//! What the lease-market can be asked.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, HexBinary, Uint128};
use cw_ownable::cw_ownable_query;

use crate::common::AssetAmount;
use crate::job_market::PayWith;
use crate::paging::ListOrder;
use crate::pool::Leg;

use super::{ClassTerms, LeaseState, Params, Peers};

/// Queries of the lease-market.
#[cw_ownable_query]
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Guardian, peers, parameters.
    #[returns(ConfigResponse)]
    Config {},
    /// One lease, with what was earned so far.
    #[returns(LeaseResponse)]
    Lease {
        /// Which.
        lease_id: u64,
    },
    /// Leases by id, all or those that a filter lets through.
    ///
    /// Nothing is stored for it: a page looks at 500 leases at the most, so that it ends even if the filter lets nothing through;
    /// it may be short, or empty, though `next` says that more follow. With a filter by client, provider, class or a state that
    /// is not final it looks at those leases alone that are not over.
    #[returns(LeasesResponse)]
    Leases {
        /// All, if left out.
        filter: Option<LeaseFilter>,
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this id, in that order.
        start_after: Option<u64>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// What a `Close` of a running lease would do and pay now; runs what execution runs. Refused as the message would be.
    #[returns(CloseResponse)]
    QuoteClose {
        /// Which lease.
        lease_id: u64,
        /// Who would send it.
        sender: String,
    },
    /// What a request would cost in a fresh block now; runs the functions that execution runs, and execution takes what it says, to the
    /// unit; with credits at most that, because it asks for the price after it has sold some for the take. A request names at least
    /// `cost` + `take` as its `max_payment`.
    #[returns(QuoteResponse)]
    Quote {
        /// Which class.
        class: String,
        /// GPUs.
        gpus: u32,
        /// Seconds on each.
        seconds: u64,
        /// What pays; NET, if left out.
        pay_with: Option<PayWith>,
    },
    /// When a provider was heard of, and its gaps; an error for one that has started no lease.
    #[returns(ClockResponse)]
    Clock {
        /// Who.
        provider: String,
    },
    /// All listed classes (at most 64).
    #[returns(ClassesResponse)]
    Classes {},
    /// What waits to be swept: take of the oldest 366 days that have any, fees in credits of all classes. The account in the pool
    /// contract holds it, and beside it what leases hold that are not over.
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
    /// Whether requests and top-ups are stopped.
    pub paused: bool,
}

/// Which leases a list has: those that suit all that is said. Of a lease that is over its state is left: a final state beside
/// client, provider or class is refused.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Default)]
pub struct LeaseFilter {
    /// Whose they are.
    pub client: Option<String>,
    /// Who serves them.
    pub provider: Option<String>,
    /// Hardware class.
    pub class: Option<String>,
    /// State.
    pub state: Option<LeaseState>,
}

/// A lease as it stands. One that is over keeps its state; the rest is in its events.
#[cw_serde]
pub struct LeaseResponse {
    /// Its id.
    pub lease_id: u64,
    /// Its state.
    pub state: LeaseState,
    /// Everything else, while it is not over.
    pub live: Option<LiveLease>,
}

/// The terms of a lease that is not over.
#[cw_serde]
pub struct LiveLease {
    /// Whose it is.
    pub client: Addr,
    /// Hardware class.
    pub class: String,
    /// GPUs.
    pub gpus: u32,
    /// Seconds on each that were paid for, top-ups included.
    pub seconds: u64,
    /// The client's SSH public key, 32 bytes hex.
    pub ssh_key: HexBinary,
    /// The only provider that may start it, if named.
    pub only_provider: Option<Addr>,
    /// Whether its provider may end it with notice at no cost.
    pub interruptible: bool,
    /// What its credits cost, NET base units.
    pub cost: Uint128,
    /// Take that was paid, NET base units; the part of it that falls to seconds that are not paid goes back.
    pub take: Uint128,
    /// What its provider pledges, NET base units.
    pub pledge: Uint128,
    /// Seconds from the start within which nothing is paid and a close by its client costs a fee, and how many that fee is.
    pub minimum: u64,
    /// Unix seconds of its request.
    pub requested_at: u64,
    /// Unix seconds before which it must be started, later only if the chain halts.
    pub start_by: u64,
    /// What runs, once a provider has started it.
    pub running: Option<RunningLease>,
}

/// A lease that is served.
#[cw_serde]
pub struct RunningLease {
    /// By whom.
    pub provider: Addr,
    /// Unix seconds of its start.
    pub started_at: u64,
    /// Unix seconds of its end.
    pub end: u64,
    /// Unix seconds until which it can be topped up.
    pub latest_end: u64,
    /// Credits in escrow, base units.
    pub escrow: Uint128,
    /// Take in escrow, NET base units.
    pub take_left: Uint128,
    /// Credits that were paid to its provider so far, base units.
    pub paid: Uint128,
    /// Credits that a `Claim` would pay now, base units.
    pub due: Uint128,
    /// Whether it has been without a heartbeat for so long that anyone may close it.
    pub silent: bool,
}

/// See [`QueryMsg::Leases`].
#[cw_serde]
pub struct LeasesResponse {
    /// One page.
    pub leases: Vec<LeaseResponse>,
    /// `start_after` of the next page; none after the last.
    pub next: Option<u64>,
}

/// See [`QueryMsg::QuoteClose`].
#[cw_serde]
pub struct CloseResponse {
    /// State afterwards: running, where the provider of an interruptible lease gives notice.
    pub state: LeaseState,
    /// Unix seconds of its end afterwards, where it goes on.
    pub end: Option<u64>,
    /// Credits to the provider's account, base units.
    pub paid: Uint128,
    /// Credits to the client's account, base units.
    pub refunded: Uint128,
    /// Credits to the fee-collector, base units.
    pub fee: Uint128,
    /// Take that the protocol earns, NET base units.
    pub earned: Uint128,
    /// Take that goes back to the client's account, NET base units.
    pub take_refunded: Uint128,
    /// What the provider pays to the client out of its pledge, NET base units.
    pub slash: Uint128,
}

/// See [`QueryMsg::Quote`]. NET base units, unless said otherwise.
#[cw_serde]
pub struct QuoteResponse {
    /// Credits needed, base units.
    pub credits: Uint128,
    /// What the primary pool takes for them; of credits that are there already, what they are worth.
    pub cost: Uint128,
    /// What they are worth: the cost, or the primary pool's mean of half an hour if that is more. The take follows from it.
    pub worth: Uint128,
    /// The take.
    pub take: Uint128,
    /// What its provider pledges: a part of what they are worth by that mean alone, or of the cost while the pool has none.
    pub pledge: Uint128,
    /// All that the client pays, base units of the asset.
    pub pays: AssetAmount,
    /// The legs of the exact-out swap that ends in the request.
    pub legs: Vec<Leg>,
}

/// See [`QueryMsg::Clock`].
#[cw_serde]
pub struct ClockResponse {
    /// Unix seconds of its last heartbeat.
    pub seen_at: u64,
    /// Height of its last heartbeat.
    pub seen_height: u64,
    /// Seconds that it covers.
    pub covers: u64,
    /// Seconds since then, as the meter counts them: few while the chain stands still.
    pub silence: u64,
    /// Seconds that no heartbeat has covered, since it first started a lease until now.
    pub gaps: u64,
}

/// See [`QueryMsg::Classes`].
#[cw_serde]
pub struct ClassesResponse {
    /// By id.
    pub classes: Vec<ClassEntry>,
}

/// A class on the market.
#[cw_serde]
pub struct ClassEntry {
    /// Which.
    pub class: String,
    /// Its credit token.
    pub credit: Addr,
    /// Its primary pool.
    pub pool_id: u64,
    /// Its terms.
    pub terms: ClassTerms,
}

/// See [`QueryMsg::Holdings`].
#[cw_serde]
pub struct HoldingsResponse {
    /// Take earned and not yet swept, NET base units.
    pub take: Uint128,
    /// How many days wait to be swept.
    pub days: u32,
    /// Fees in credits, by class.
    pub fees: Vec<ClassFees>,
}

/// Fees of a class that wait to be swept.
#[cw_serde]
pub struct ClassFees {
    /// Which class.
    pub class: String,
    /// Credits, base units.
    pub credits: Uint128,
}
