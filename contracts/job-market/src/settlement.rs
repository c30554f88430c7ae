//! The end of a job: its tombstone, what it leaves in the books, who is paid, and what the registry hears.
//! Who gets what stands in [`crate::job::ending`].
//!
//! Everything goes to accounts in the pool contract, so that no receiver can make another's message fail.
//! Credits that are redeemed stay in this contract's account, from which the registry burns them later.

use api::common::{Asset, AssetAmount, Source, CREDIT};
use api::earned::{self, Served};
use api::job_market::events::{Ended, JobEvent};
use api::pool::{Destination, Route};
use api::provider_registry::JobEnd;
use api::store::{decode, encode};
use cosmwasm_std::{Addr, Api, Binary, CosmosMsg, DepsMut, Env, Response, StdResult, Storage, SubMsg};
use serde::{Deserialize, Serialize};

use crate::error::ContractError;
use crate::job::ending::{proof_pay, Earned, Escrow, Report, Row};
use crate::job::phase::{Deal, End, Phase};
use crate::job::terms::Terms;
use crate::job::transition::Job;
use crate::occupancy;
use crate::peers::{self, Category, PoolMsg, RegistryMsg, Transfers};
use crate::state::{self, Class, Config};

/// Reply id of a sale at settlement that failed.
pub const SALE: u64 = 1;

/// What the payout of a failed sale needs.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Unsold {
    job_id: u64,
    provider: Addr,
    credit: Addr,
    credits: u128,
}

/// A job that ends, and how.
struct Settlement<'a> {
    config: &'a Config,
    this: &'a Addr,
    job: &'a Job,
    end: End,
    row: Row,
    owner: Addr,
    payer: Addr,
    provider: Option<Addr>,
    challenger: Option<Addr>,
    /// What of the take the protocol earns, NET.
    earned: u128,
}

/// Ends a job: leaves its tombstone, pays out by the table, and tells the registry.
/// `reporter` proved the fraud; of a challenged result that nobody proved, who challenged it did.
pub fn end(
    deps: DepsMut,
    env: &Env,
    config: &Config,
    job: &Job,
    end: End,
    reporter: Option<Addr>,
) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    let row = Row::of(end);
    let earned = match row.earned {
        Earned::All => job.terms.take,
        Earned::UsedUp => occupancy::used_take(&job.terms, now)?,
        Earned::Nothing => 0,
    };
    let Parties { owner, payer, provider, challenger } = parties(deps.api, job)?;
    let reporter = reporter.or_else(|| challenger.clone());
    let this = &env.contract.address;
    let settlement = Settlement { config, this, job, end, row, owner, payer, provider, challenger, earned };
    state::move_job(deps.storage, job, &Phase::Ended(end))?;
    if row.occupancy_goes {
        let class = state::class(deps.storage, &job.terms.class)?;
        occupancy::give_back(deps.storage, &job.terms, &class, now)?;
    }
    settlement.book(deps.storage, env)?;

    Ok(Response::new()
        .add_event(settlement.event()?)
        .add_submessages(settlement.pay_out(deps.storage)?)
        .add_messages(settlement.report(reporter)?))
}

/// The provider's credits after a sale for NET failed. `payload` is what [`end`] sent along.
pub fn unsold(config: &Config, payload: &Binary) -> Result<Response, ContractError> {
    let Unsold { job_id, provider, credit, credits } = decode(payload, "payload")?;
    let mut transfers = Transfers::default();
    transfers.push(&Asset::cw20(credit), credits, &provider)?;
    let event = JobEvent::PayoutFallback { job_id, provider: &provider, credits: credits.into() };
    Ok(Response::new().add_event(event).add_messages(transfers.into_message(config)?))
}

/// Who has to do with a job, in text.
struct Parties {
    owner: Addr,
    payer: Addr,
    provider: Option<Addr>,
    challenger: Option<Addr>,
}

fn parties(api: &dyn Api, job: &Job) -> StdResult<Parties> {
    let Terms { owner, payer, .. } = &job.terms;
    let owner = api.addr_humanize(owner)?;
    let payer = payer.as_ref().map_or(Ok(owner.clone()), |payer| api.addr_humanize(payer))?;
    let provider = job.phase.work().map(|work| api.addr_humanize(&work.provider)).transpose()?;
    let challenger = job.phase.challenger().map(|address| api.addr_humanize(address)).transpose()?;
    Ok(Parties { owner, payer, provider, challenger })
}

impl Settlement<'_> {
    /// Books what the job has earned, with its volume if it settled: of a job that nobody did nothing was delivered.
    fn book(&self, storage: &mut dyn Storage, env: &Env) -> Result<(), ContractError> {
        let terms = &self.job.terms;
        let served = match (self.end, &self.provider) {
            (End::Settled { .. }, Some(provider)) => Served {
                volume: terms.cost,
                self_dealing: self.payer == *provider,
                done: true,
                gpu_seconds: terms.credits()? / CREDIT,
            },
            _ if self.earned == 0 => return Ok(()),
            _ => Served::default(),
        };
        Ok(earned::book(storage, &env.block, &self.payer, self.earned, served)?)
    }

    fn event(&self) -> Result<JobEvent<'_>, ContractError> {
        let terms = &self.job.terms;
        Ok(JobEvent::End(Ended {
            job_id: self.job.id,
            state: self.end.state(),
            fault: self.end.fault(),
            owner: &self.owner,
            provider: self.provider.as_ref(),
            credits: terms.credits()?.into(),
            take: terms.take.into(),
            earned: self.earned.into(),
            tip: terms.tip.into(),
        }))
    }

    /// Whether its credits stay in this contract's account until they burn.
    fn redeems(&self) -> bool {
        match self.row.escrow {
            Escrow::Debt => true,
            Escrow::Provider => matches!(self.deal(), Some(Deal::Redeem | Deal::Called)),
            Escrow::Client => false,
        }
    }

    fn deal(&self) -> Option<Deal> {
        self.job.phase.work().map(|work| work.deal)
    }

    /// Everything the job holds but redeemed credits and earned take, to whom the table says.
    fn pay_out(&self, storage: &dyn Storage) -> Result<Vec<SubMsg>, ContractError> {
        let terms = &self.job.terms;
        let net = peers::net(self.config);
        let mut transfers = Transfers::default();
        let mut messages = vec![];

        // A redemption needs nothing of the class, so it is not loaded for one.
        let class = || state::class(storage, &terms.class);
        match (self.row.escrow, self.deal()) {
            (Escrow::Client, _) => {
                transfers.push(&Asset::cw20(class()?.credit), terms.credits()?, &self.owner)?;
            }
            (Escrow::Provider, Some(Deal::Credits)) => {
                transfers.push(&Asset::cw20(class()?.credit), terms.credits()?, self.provider()?)?;
            }
            (Escrow::Provider, Some(Deal::Net { min })) => messages.push(self.sale(&class()?, min)?),
            // Redeemed, see `redeems`.
            (Escrow::Provider, Some(Deal::Redeem | Deal::Called)) | (Escrow::Debt, _) => {}
            (Escrow::Provider, None) => return self.provider().map(|_| vec![]),
        }
        transfers.push(&net, terms.take.saturating_sub(self.earned), &self.owner)?;
        let tipped = if self.row.tip_to_provider { self.provider()? } else { &self.owner };
        transfers.push(&net, terms.tip, tipped)?;
        match self.job.phase {
            Phase::Disputed { .. } if self.row.bond_lost => {
                messages.extend(self.burn_bond(terms.dispute_bond)?);
            }
            Phase::Disputed { .. } => transfers.push(&net, terms.dispute_bond, &self.owner)?,
            Phase::Challenged { .. } if self.row.bond_lost => {
                let pay = proof_pay(terms.dispute_bond);
                transfers.push(&net, pay, self.provider()?)?;
                messages.extend(self.burn_bond(terms.dispute_bond.saturating_sub(pay))?);
            }
            Phase::Challenged { .. } => {
                transfers.push(&net, terms.dispute_bond, self.challenger()?)?;
            }
            Phase::AwaitingInput { .. } => {
                let bond = terms.askable.map_or(0, |askable| askable.bond);
                transfers.push(&net, bond, self.provider()?)?;
            }
            _ => {}
        }
        messages.extend(transfers.into_message(self.config)?.map(SubMsg::new));
        Ok(messages)
    }

    /// Sells the credits for NET to the provider's account; if that fails for whatever reason, the reply pays
    /// the credits.
    fn sale(&self, class: &Class, min: u128) -> Result<SubMsg, ContractError> {
        let provider = self.provider()?;
        let credits = self.job.terms.credits()?;
        let sale = PoolMsg::SwapExactIn {
            route: Route { offer: Asset::cw20(&class.credit), pools: vec![class.pool_id] },
            from: Source::Account { owner: None, amount: credits.into() },
            min_out: min.into(),
            to: Destination::Account { receiver: Some(provider.to_string()) },
        };
        let unsold =
            Unsold { job_id: self.job.id, provider: provider.clone(), credit: class.credit.clone(), credits };
        let payload = encode(&unsold, "payload")?;
        Ok(SubMsg::reply_on_error(peers::pool(self.config, &sale)?, SALE).with_payload(payload))
    }

    /// Burns the bond of a dispute that was lost, or what is left of a challenge's.
    fn burn_bond(&self, bond: u128) -> StdResult<[SubMsg; 2]> {
        let out = AssetAmount { asset: peers::net(self.config), amount: bond.into() };
        Ok([
            SubMsg::new(peers::withdraw(self.config, out, self.this)?),
            SubMsg::new(peers::deposit_fees(self.config, Category::Slash {}, bond)?),
        ])
    }

    /// What the registry hears; nothing of a job that was neither called nor accepted.
    fn report(&self, reporter: Option<Addr>) -> Result<Option<CosmosMsg>, ContractError> {
        if self.job.phase.free() {
            return Ok(None);
        }
        let terms = &self.job.terms;
        let take = terms.take.into();
        let client = self.owner.to_string();
        let end = match self.row.report {
            Report::Settled => {
                let redeem = if self.redeems() { terms.credits()? } else { 0 };
                JobEnd::Settled { take, redeem: redeem.into() }
            }
            Report::Released => JobEnd::Released {},
            Report::Late => JobEnd::Late { take },
            Report::Fraud => {
                let reporter = reporter.filter(|reporter| !self.is_party(reporter)).map(String::from);
                JobEnd::Fraud { take, client, reporter }
            }
            Report::Defaulted => JobEnd::Defaulted { take, client },
        };
        let msg = RegistryMsg::EndJob { job_id: self.job.id, end };
        Ok(Some(peers::registry(self.config, &msg)?))
    }

    /// Whether it is the job's owner, payer or provider. None of them earns from reporting it: its part burns.
    fn is_party(&self, who: &Addr) -> bool {
        *who == self.owner || *who == self.payer || self.provider.as_ref() == Some(who)
    }

    fn challenger(&self) -> Result<&Addr, ContractError> {
        let missing = || ContractError::unsuited(self.job.id, "a challenger to pay", "none");
        self.challenger.as_ref().ok_or_else(missing)
    }

    fn provider(&self) -> Result<&Addr, ContractError> {
        self.provider
            .as_ref()
            .ok_or_else(|| ContractError::unsuited(self.job.id, "a provider to pay", "none"))
    }
}
