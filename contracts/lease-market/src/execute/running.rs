//! A running lease with all that a payment needs.

use api::common::{Asset, CREDIT};
use api::deadline::Moment;
use api::earned::{self, Served};
use cosmwasm_std::{Addr, Deps, Env, StdResult, Storage};

use crate::error::ContractError;
use crate::funds::Funds;
use crate::lease::{Run, Terms};
use crate::meter::Clock;
use crate::peers::Transfers;
use crate::state::{self, Config};

/// A running lease with all that a payment needs.
pub struct Running {
    /// What was agreed.
    pub terms: Terms,
    /// What runs.
    pub run: Run,
    /// Its provider's.
    pub clock: Clock,
    /// The credit token of its class.
    pub credit: Addr,
    /// Whose it is.
    pub client: Addr,
    /// Who serves it.
    pub provider: Addr,
}

impl Running {
    /// A lease that runs; any other is an error.
    pub fn load(deps: Deps, lease_id: u64) -> Result<Self, ContractError> {
        let (terms, run) = state::running(deps.storage, lease_id)?;
        Ok(Self {
            clock: state::clock(deps.storage, &run.provider)?,
            credit: deps.api.addr_humanize(&terms.credit)?,
            client: deps.api.addr_humanize(&terms.client)?,
            provider: deps.api.addr_humanize(&run.provider)?,
            terms,
            run,
        })
    }

    /// Takes what is due out of the escrow, books it, and moves it to the provider's account.
    pub fn pay(
        &mut self,
        storage: &mut dyn Storage,
        env: &Env,
        config: &Config,
    ) -> Result<(Funds, Transfers), ContractError> {
        let now = Moment::of(&env.block);
        let paid = self.run.settle(&self.terms, &self.clock, now, config.params.block_millis)?;
        let mut transfers = Transfers::default();
        if paid.credits > 0 {
            self.book(storage, env, &paid, false, &mut transfers)?;
        }
        Ok((paid, transfers))
    }

    /// Books what was paid, and moves it to the provider's account. The lease may be `done` with it.
    pub fn book(
        &self,
        storage: &mut dyn Storage,
        env: &Env,
        paid: &Funds,
        done: bool,
        transfers: &mut Transfers,
    ) -> StdResult<()> {
        let served = Served {
            volume: paid.cost,
            self_dealing: self.client == self.provider,
            done,
            gpu_seconds: paid.credits / CREDIT,
        };
        earned::book(storage, &env.block, &self.client, paid.take, served)?;
        transfers.push(&Asset::cw20(&self.credit), paid.credits, &self.provider)
    }
}
