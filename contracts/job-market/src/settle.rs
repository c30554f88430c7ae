//! How a job ends: the one table of who gets what (ARCHITECTURE § A job), applied once.
//!
//! Everything goes to accounts in the pool contract, so that no receiver can make another's message fail.

use amm_math::lock::split_half;
use api::common::{Asset, AssetAmount, Source};
use api::fee_collector::Category;
use api::job_market::events::{Ended, JobEvent};
use api::job_market::{AcceptPayout, JobFault};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Route};
use api::provider_registry::{ExecuteMsg as RegistryMsg, Fault, Outcome};
use cosmwasm_std::{Addr, Binary, CosmosMsg, DepsMut, Env, Response, Storage, SubMsg, Uint128};
use serde::{Deserialize, Serialize};

use crate::error::ContractError;
use crate::peers::{self, Transfers};
use crate::record::{End, Hot, Job, Phase, Tombstone};
use crate::state::{self, Class, Config, Terms};
use crate::{backlog, earned};

/// Reply id of a sale at settlement that failed.
pub const SALE: u64 = 1;

/// Who gets a part of what a job holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Party {
    /// The job's owner.
    Client,
    /// Who did it.
    Provider,
    /// The fee-collector: take by the next sweep, a lost dispute bond at once.
    Protocol,
}

/// A row of the table. The take of an expired job is divided: see [`backlog::used_take`].
struct Row {
    escrow: Party,
    take: Party,
    tip: Party,
    /// The bond of a dispute, where there was one.
    bond: Party,
}

impl Row {
    fn of(end: End) -> Self {
        use Party::{Client, Protocol, Provider};
        match end {
            End::Settled => Row { escrow: Provider, take: Protocol, tip: Provider, bond: Protocol },
            End::Cancelled => Row { escrow: Client, take: Protocol, tip: Client, bond: Client },
            End::Expired | End::Refunded | End::Faulted(_) => {
                Row { escrow: Client, take: Client, tip: Client, bond: Client }
            }
        }
    }
}

/// A job that ends, as it was loaded.
pub struct Ending {
    /// Which.
    pub job_id: u64,
    /// Its terms.
    pub terms: Terms,
    /// Its state before.
    pub hot: Hot,
    /// How it ends.
    pub end: End,
    /// Who proved a fraud.
    pub reporter: Option<Addr>,
    /// Whether it ends because its method was stopped: that is nobody's doing.
    pub stopped: bool,
}

/// What the payout of a failed sale needs.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
struct Unsold {
    job_id: u64,
    provider: Addr,
    credit: Addr,
    credits: u128,
}

/// The parties of a job, in text.
struct Parties {
    owner: Addr,
    payer: Addr,
    provider: Option<Addr>,
}

/// A job that ends, with all that paying it out needs.
struct Closing<'a> {
    config: &'a Config,
    this: &'a Addr,
    class: &'a Class,
    ending: &'a Ending,
    parties: &'a Parties,
    /// What of the take is earned, NET.
    earned: u128,
}

/// Ends a job: leaves its tombstone, pays out by the table, and tells the registry.
pub fn end(deps: DepsMut, env: &Env, config: &Config, ending: Ending) -> Result<Response, ContractError> {
    let class = state::class(deps.storage, &ending.terms.class)?;
    let parties = parties(&deps, &ending)?;
    let earned = earned_take(env, &ending)?;
    book(deps.storage, env, &class, &ending, &parties, earned)?;

    let Ending { job_id, terms, end, .. } = &ending;
    let event = JobEvent::End(Ended {
        job_id: *job_id,
        state: end.state(),
        fault: end.fault(),
        owner: &parties.owner,
        provider: parties.provider.as_ref(),
        credits: terms.credits()?.into(),
        take: terms.take.into(),
        earned: earned.into(),
        tip: terms.tip.into(),
    });
    let closing = Closing {
        config,
        this: &env.contract.address,
        class: &class,
        ending: &ending,
        parties: &parties,
        earned,
    };
    Ok(Response::new()
        .add_event(event)
        .add_submessages(closing.pay_out()?)
        .add_messages(closing.tell_registry()?))
}

/// The provider's credits after a sale for NET failed. `payload` is what [`end`] sent along.
pub fn unsold(config: &Config, payload: &Binary) -> Result<Response, ContractError> {
    let Unsold { job_id, provider, credit, credits } = postcard::from_bytes(payload)
        .map_err(|_| ContractError::Record { what: "payload", got: payload.len() })?;
    let mut transfers = Transfers::default();
    transfers.push(&Asset::cw20(credit), credits, &provider)?;
    let event = JobEvent::PayoutFallback { job_id, provider: &provider, credits: credits.into() };
    Ok(Response::new().add_event(event).add_messages(transfers.into_message(config)?))
}

fn parties(deps: &DepsMut, ending: &Ending) -> Result<Parties, ContractError> {
    let human = |address| deps.api.addr_humanize(address);
    let owner = human(&ending.terms.owner)?;
    let payer = ending.terms.payer.as_ref().map(human).transpose()?;
    let provider = ending.hot.phase.work().map(|work| human(&work.provider)).transpose()?;
    Ok(Parties { payer: payer.unwrap_or_else(|| owner.clone()), owner, provider })
}

/// The protocol's part of the take.
fn earned_take(env: &Env, ending: &Ending) -> Result<u128, ContractError> {
    match ending.end {
        End::Settled | End::Cancelled => Ok(ending.terms.take),
        End::Expired => backlog::used_take(&ending.terms, env.block.time.seconds()),
        End::Refunded | End::Faulted(_) => Ok(0),
    }
}

/// Replaces the job by its tombstone, books what it earned, and gives back the occupancy of work that nobody took up and that
/// was not paid for.
fn book(
    storage: &mut dyn Storage,
    env: &Env,
    class: &Class,
    ending: &Ending,
    parties: &Parties,
    earned: u128,
) -> Result<(), ContractError> {
    let Ending { job_id, terms, hot, end, .. } = ending;
    // The output stays where it was paid for, or was fraud.
    let output = match end {
        End::Settled | End::Faulted(JobFault::Fraud) => hot.phase.output().copied(),
        _ => None,
    };
    state::save_job(storage, *job_id, &Job::Finished(Tombstone { end: *end, output }))?;
    state::remove_terms(storage, *job_id);
    if hot.phase == Phase::Open && terms.template.is_some() {
        state::mark_waiting(storage, &terms.class, *job_id, false);
    }
    let untaken = matches!(hot.phase, Phase::Open | Phase::Called(_));
    if untaken && matches!(end, End::Expired | End::Refunded) {
        backlog::give_back(storage, terms, &class.take, env.block.time.seconds())?;
    }
    match (end, &parties.provider) {
        (End::Settled, Some(provider)) => earned::settled(storage, env, terms, &parties.payer, provider),
        (End::Cancelled | End::Expired, _) => earned::unserved(storage, env, &parties.payer, earned),
        _ => Ok(()),
    }
}

impl Closing<'_> {
    /// Everything the job holds, to whom the table says.
    fn pay_out(&self) -> Result<Vec<SubMsg>, ContractError> {
        let Ending { terms, hot, end, .. } = self.ending;
        let row = Row::of(*end);
        let net = peers::net(self.config);
        let credit = Asset::cw20(&self.class.credit);
        let mut transfers = Transfers::default();
        let mut messages = vec![];

        match (row.escrow, hot.phase.work()) {
            (Party::Provider, Some(work)) => match work.payout {
                AcceptPayout::Redeem {} => {
                    transfers.push(&credit, terms.credits()?, &self.config.provider_registry)?;
                }
                AcceptPayout::Credits {} => transfers.push(&credit, terms.credits()?, self.provider()?)?,
                AcceptPayout::Net { min } => messages.push(self.sale(credit, min)?),
            },
            (party, _) => self.pay(&mut transfers, party, &credit, terms.credits()?)?,
        }
        self.pay(&mut transfers, row.take, &net, terms.take.saturating_sub(self.earned))?;
        self.pay(&mut transfers, row.tip, &net, terms.tip)?;
        if matches!(hot.phase, Phase::Disputed(..)) {
            match row.bond {
                Party::Protocol => messages.extend(self.lose_bond()?.into_iter().map(SubMsg::new)),
                party => self.pay(&mut transfers, party, &net, terms.dispute_bond)?,
            }
        }
        // Nobody answered: who asked for the input has its bond back.
        if matches!(hot.phase, Phase::AwaitingInput(..)) {
            self.pay(&mut transfers, Party::Provider, &net, terms.data.map_or(0, |data| data.bond))?;
        }
        messages.extend(transfers.into_message(self.config)?.map(SubMsg::new));
        Ok(messages)
    }

    /// Adds a transfer to `party`; what is the protocol's stays in this contract's account until it is swept.
    fn pay(
        &self,
        transfers: &mut Transfers,
        party: Party,
        asset: &Asset,
        amount: u128,
    ) -> Result<(), ContractError> {
        match party {
            Party::Client => transfers.push(asset, amount, &self.parties.owner)?,
            Party::Provider => transfers.push(asset, amount, self.provider()?)?,
            Party::Protocol => {}
        }
        Ok(())
    }

    /// Sells the credits for NET to the provider's account; if that fails for whatever reason, the reply pays the credits.
    fn sale(&self, credit: Asset, min: Uint128) -> Result<SubMsg, ContractError> {
        let provider = self.provider()?;
        let credits = self.ending.terms.credits()?;
        let sale = PoolMsg::SwapExactIn {
            route: Route { offer: credit, pools: vec![self.class.pool_id] },
            from: Source::Account { owner: None, amount: credits.into() },
            min_out: min,
            to: Destination::Account { receiver: Some(provider.to_string()) },
            deadline: None,
        };
        let unsold = Unsold {
            job_id: self.ending.job_id,
            provider: provider.clone(),
            credit: self.class.credit.clone(),
            credits,
        };
        let payload =
            postcard::to_allocvec(&unsold).map_err(|_| ContractError::Field { field: "payload" })?;
        Ok(SubMsg::reply_on_error(peers::pool(self.config, &sale)?, SALE).with_payload(payload))
    }

    /// Half of a lost dispute bond is burned, half goes to insurance.
    fn lose_bond(&self) -> Result<Vec<CosmosMsg>, ContractError> {
        let bond = self.ending.terms.dispute_bond;
        let (burn, insurance) = split_half(bond);
        let slash = Category::Slash { burn: burn.into(), insurance: insurance.into() };
        let out = AssetAmount { asset: peers::net(self.config), amount: bond.into() };
        Ok(vec![
            peers::withdraw(self.config, out, self.this)?,
            peers::deposit_fees(self.config, slash, bond)?,
        ])
    }

    /// Frees or slashes the lock, or ends the call; a job that nobody accepted and that was not called has neither.
    fn tell_registry(&self) -> Result<Option<CosmosMsg>, ContractError> {
        let Ending { job_id, terms, hot, end, reporter, stopped } = self.ending;
        let job_id = *job_id;
        if let Phase::Called(_) = hot.phase {
            let msg = RegistryMsg::EndCall { job_id, ignored: *end == End::Expired };
            return Ok(Some(peers::registry(self.config, &msg)?));
        }
        let Some(work) = hot.phase.work() else { return Ok(None) };
        let take = terms.take.into();
        let msg = match end {
            End::Settled => {
                let redeem = match work.payout {
                    AcceptPayout::Redeem {} => terms.credits()?,
                    AcceptPayout::Credits {} | AcceptPayout::Net { .. } => 0,
                };
                RegistryMsg::Outcome { job_id, outcome: Outcome::Settled { take, redeem: redeem.into() } }
            }
            End::Cancelled => RegistryMsg::Outcome { job_id, outcome: Outcome::Cancelled {} },
            End::Expired | End::Refunded => {
                let outcome = if *stopped { Outcome::Cancelled {} } else { Outcome::Refunded {} };
                RegistryMsg::Outcome { job_id, outcome }
            }
            End::Faulted(JobFault::Liveness) => {
                RegistryMsg::Fault { job_id, fault: Fault::Liveness { take } }
            }
            End::Faulted(JobFault::Fraud) => RegistryMsg::Fault {
                job_id,
                fault: Fault::Fraud {
                    take,
                    client: self.parties.owner.to_string(),
                    reporter: reporter.as_ref().map(Addr::to_string),
                },
            },
        };
        Ok(Some(peers::registry(self.config, &msg)?))
    }

    fn provider(&self) -> Result<&Addr, ContractError> {
        self.parties.provider.as_ref().ok_or(ContractError::Record { what: "provider", got: 0 })
    }
}
