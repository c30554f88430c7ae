//! What the registry can be asked.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Decimal256, Uint128};
use credit::{Backing, Buckets};
use cw_ownable::cw_ownable_query;

use super::{ClassParams, ClassPaused, Params, Peers, StandardJob};
use crate::paging::ListOrder;

/// Queries of the registry.
#[cw_ownable_query]
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Guardian, peers, parameters.
    #[returns(ConfigResponse)]
    Config {},
    /// One class.
    #[returns(ClassResponse)]
    Class {
        /// Its id.
        class: String,
    },
    /// All classes by id.
    #[returns(ClassesResponse)]
    Classes {
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this id, in that order.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// One provider.
    #[returns(ProviderResponse)]
    Provider {
        /// Its address.
        provider: String,
    },
    /// All providers by address.
    #[returns(ProvidersResponse)]
    Providers {
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this address, in that order.
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
    /// What backs a provider's position in a class.
    #[returns(BackingResponse)]
    Backing {
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
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this provider, in that order.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// Who could volunteer for a job of a class now: registered, lately seen, not in jail, admitted where the class asks for
    /// it, with GPUs free. Nobody, while accepting is paused in the class or once it has ended. Whether the bond suffices, what
    /// the job's lock is says ([`QueryMsg::QuoteLock`]); one that goes on beyond the class's announced end is refused.
    ///
    /// There is no index: a page looks at `limit` positions of the class in the order of their providers' canonical
    /// addresses and tells those that could, perhaps none. A position that it looks at costs at most about
    /// 2,000 gas of storage.
    #[returns(AvailableResponse)]
    Available {
        /// In which class.
        class: String,
        /// Least GPUs that must be free; 1 if left out or 0.
        min_gpus: Option<u32>,
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this provider, in that order: `next` of the page before.
        start_after: Option<String>,
        /// Positions to look at, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// What a job binds of its provider, from its call or its acceptance to its end. A call binds no lock, and before
    /// it is accepted no GPUs.
    #[returns(LockResponse)]
    JobLock {
        /// Which job.
        job_id: u64,
    },
    /// The call of a job that has not ended, accepted or not.
    #[returns(CallResponse)]
    JobCall {
        /// Which job.
        job_id: u64,
    },
    /// What is pledged to work of a market, from the pledge to its end.
    #[returns(PledgedResponse)]
    Pledged {
        /// Which market.
        market: String,
        /// Which work, by its number.
        id: u64,
    },
    /// The markets that governance ever allowed, by address.
    #[returns(MarketsResponse)]
    Markets {
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this address, in that order.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// Who owes open credits, in the order in which jobs are called.
    #[returns(QueueResponse)]
    Queue {
        /// Which class.
        class: String,
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this provider, in that order.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// The prices that a mint and a call now would use.
    #[returns(PriceResponse)]
    Price {
        /// Which class.
        class: String,
    },
    /// What accepting such a job would lock, NET base units. Of a standard job at least the penalty is
    /// locked, ⌈penalty_bps of its credits' `call` price⌉: see [`QueryMsg::Price`].
    #[returns(Uint128)]
    QuoteLock {
        /// What its credits are worth, NET base units: at least what they cost.
        cost: Uint128,
        /// The client's declared loss, NET base units.
        declared_value: Uint128,
        /// Detection probability, basis points, 1 to 10,000.
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

/// A class as it stands. Credits and NET in base units.
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
    /// Its standard jobs.
    pub standard: Option<StandardJob>,
    /// Credits that providers owe, open and called, base units.
    pub owed: Uint128,
    /// Credits redeemed and not yet burned, base units: supply − this = `owed` + the pot's credits.
    pub redeemed_unburned: Uint128,
    /// Proven GPUs of all providers.
    pub proven_gpus: u64,
    /// The latest `due` that was called, Unix seconds: where a newcomer joins the queue.
    pub turn: u64,
    /// Its end, if announced.
    pub sunset: Option<SunsetResponse>,
}

/// The end of a class.
#[cw_serde]
pub struct SunsetResponse {
    /// Unix seconds.
    pub at: u64,
    /// 7-day mean at the announcement, NET base units per whole credit, rounded toward zero to 13 decimals
    /// ([`crate::price`]); none if there was none.
    pub price: Option<Decimal256>,
    /// NET in the pot, base units.
    pub pot_net: Uint128,
    /// Credits that it answers for, base units.
    pub pot_credits: Uint128,
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
    /// How many lateness faults count, halved every 30 days.
    pub liveness_faults: u32,
}

/// See [`QueryMsg::Providers`].
#[cw_serde]
pub struct ProvidersResponse {
    /// One page.
    pub providers: Vec<ProviderResponse>,
}

/// A provider's position in a class. Credits and NET in base units.
#[cw_serde]
pub struct PositionResponse {
    /// Whose.
    pub provider: Addr,
    /// In which class.
    pub class: String,
    /// NET at stake, base units: the sum of the next four.
    pub bond: Uint128,
    /// Of that, locked for jobs, NET base units.
    pub locked: Uint128,
    /// Of that, collateral of the open credits, NET base units.
    pub collateral: Uint128,
    /// Of that, collateral of the called credits, NET base units.
    pub held: Uint128,
    /// Of that, free, NET base units.
    pub free: Uint128,
    /// Credits owed and not called, base units.
    pub open: Uint128,
    /// Credits called for jobs that have not ended, base units.
    pub called: Uint128,
    /// Unix seconds from which it can be called.
    pub due: u64,
    /// GPUs offered.
    pub gpus: u32,
    /// GPUs in jobs, or pledged to other markets.
    pub busy: u32,
    /// Of those, pledged to other markets.
    pub pledged_gpus: u32,
    /// GPUs of called jobs whose result has not come.
    pub called_gpus: u32,
    /// GPUs that count in the class's sum.
    pub proven_gpus: u32,
    /// Unix seconds at which its admission ends, in an attested class.
    pub admitted_until: Option<u64>,
    /// Reputation now, basis points.
    pub reputation_bps: u32,
    /// Take of good jobs, decayed to now, NET base units.
    pub good: Uint128,
    /// Weighted take of faults, decayed to now, NET base units.
    pub bad: Uint128,
}

/// See [`QueryMsg::Backing`]. Amounts in units of the vault's asset, of which one counts as one base unit of NET.
#[cw_serde]
pub struct BackingResponse {
    /// Whose position.
    pub provider: Addr,
    /// In which class.
    pub class: String,
    /// Which asset, by its number in the list of restaking; null if nothing ever backed it.
    pub asset: Option<u8>,
    /// Whether a job accepted now would be backed: there is an asset, and it is listed.
    pub listed: bool,
    /// A: what stays.
    pub assets: Uint128,
    /// What of it could back another job, were the asset listed.
    pub free: Uint128,
    /// g: the generation of exits.
    pub generation: u64,
    /// L of this generation: what its jobs may burn.
    pub backed: Uint128,
    /// L of the generation before.
    pub backed_before: Uint128,
    /// B of this generation: exits that its jobs may still burn.
    pub leaving: Uint128,
    /// B of the generation before.
    pub leaving_before: Uint128,
    /// All that ever burned.
    pub burned: Uint128,
}

impl BackingResponse {
    /// The same as the rules have it.
    pub fn rules(&self) -> (Backing, Buckets) {
        let odd = self.generation % 2 == 1;
        let by_parity = |now: Uint128, before: Uint128| match odd {
            true => [before.u128(), now.u128()],
            false => [now.u128(), before.u128()],
        };
        let backing = Backing {
            assets: self.assets.u128(),
            locked: by_parity(self.backed, self.backed_before),
            odd,
            asset: self.asset.unwrap_or_default(),
        };
        let leaving = by_parity(self.leaving, self.leaving_before);
        (backing, Buckets { generation: self.generation, leaving, burned: self.burned.u128() })
    }
}

/// See [`QueryMsg::Positions`].
#[cw_serde]
pub struct PositionsResponse {
    /// One page.
    pub positions: Vec<PositionResponse>,
}

/// See [`QueryMsg::Available`].
#[cw_serde]
pub struct AvailableResponse {
    /// Who could, of the positions that the page looked at.
    pub providers: Vec<AvailableProvider>,
    /// `start_after` of the next page; null if this was the last.
    pub next: Option<Addr>,
}

/// Somebody that could volunteer for a job.
#[cw_serde]
pub struct AvailableProvider {
    /// Who.
    pub provider: Addr,
    /// GPUs offered and in no job.
    pub gpus: u32,
    /// Bond that nothing needs, NET base units: bounds the lock of a job that it takes.
    pub free: Uint128,
    /// Reputation now, basis points, 0 to 10,000.
    pub reputation_bps: u32,
}

/// See [`QueryMsg::JobLock`].
#[cw_serde]
pub struct LockResponse {
    /// Which job.
    pub job_id: u64,
    /// Whose.
    pub provider: Addr,
    /// Its class.
    pub class: String,
    /// NET locked, base units; 0 for a called job.
    pub amount: Uint128,
    /// GPUs taken; none once the result is there.
    pub gpus: u32,
    /// Others' stake that burns with the lock if the job is a fraud, units of the vault's asset, each of so many base units as its
    /// `unit` says; 0 for a called job.
    pub backed: Uint128,
}

/// See [`QueryMsg::JobCall`].
#[cw_serde]
pub struct CallResponse {
    /// Which job.
    pub job_id: u64,
    /// On whom.
    pub provider: Addr,
    /// Its class.
    pub class: String,
    /// GPUs it needs.
    pub gpus: u32,
    /// Its credits, base units.
    pub credits: Uint128,
    /// h: collateral of these credits, NET base units.
    pub held: Uint128,
    /// v: their recent price at the call, NET base units. Damages are the lesser of the two.
    pub value: Uint128,
}

/// See [`QueryMsg::Pledged`].
#[cw_serde]
pub struct PledgedResponse {
    /// Which market.
    pub market: Addr,
    /// Which work, by its number.
    pub id: u64,
    /// Whose.
    pub provider: Addr,
    /// In which class.
    pub class: String,
    /// GPUs taken.
    pub gpus: u32,
    /// NET locked, base units.
    pub amount: Uint128,
}

/// See [`QueryMsg::Markets`].
#[cw_serde]
pub struct MarketsResponse {
    /// One page.
    pub markets: Vec<MarketEntry>,
}

/// A market beside the job-market.
#[cw_serde]
pub struct MarketEntry {
    /// Which contract.
    pub market: Addr,
    /// Whether providers may pledge to it.
    pub allowed: bool,
}

/// See [`QueryMsg::Queue`].
#[cw_serde]
pub struct QueueResponse {
    /// One page.
    pub entries: Vec<QueueEntry>,
}

/// A place in the queue.
#[cw_serde]
pub struct QueueEntry {
    /// Whose.
    pub provider: Addr,
    /// Unix seconds from which it can be called.
    pub due: u64,
    /// Open credits, base units.
    pub open: Uint128,
    /// Collateral of them, NET base units.
    pub collateral: Uint128,
    /// GPUs offered and not in called jobs.
    pub gpus: u32,
}

/// See [`QueryMsg::Price`]. NET base units per whole credit, rounded toward zero to 13 decimals ([`crate::price`]).
#[cw_serde]
pub struct PriceResponse {
    /// P, NET base units per whole credit, at least the class's `price_init`: what a mint now would be collateralised at,
    /// times coverage. As it is cut, and a collateral rounds up, name a `max_collateral` of a base unit more.
    pub mint: Decimal256,
    /// What a call now would fix as the credits' recent price, NET base units per whole credit.
    pub call: Decimal256,
    /// Whether the mint cap holds.
    pub capped: bool,
}
