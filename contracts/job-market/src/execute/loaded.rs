//! A job with all that its next step depends on.

use api::common::{coin_in, no_funds, Source};
use api::provider_registry::raw::{accept_pause, AcceptPause};
use cosmwasm_std::{Addr, CanonicalAddr, CosmosMsg, Deps, DepsMut, Env, MessageInfo, Response};

use crate::error::ContractError;
use crate::intake::own_account;
use crate::job::phase::Phase;
use crate::job::transition::{self, Event, Job};
use crate::job::waits::{taking, Now, Standing};
use crate::peers::PoolMsg;
use crate::state::{self, Config};
use crate::{method, peers, settlement};

/// A job that has not ended, with all that its next step depends on.
pub struct Loaded {
    /// The job.
    pub job: Job,
    /// The wiring.
    pub config: Config,
    pause: AcceptPause,
    method: Standing,
}

impl Loaded {
    /// The job; `expected` says in which states the message works.
    pub fn new(deps: Deps, job_id: u64, expected: &'static str) -> Result<Self, ContractError> {
        Self::with(state::CONFIG.load(deps.storage)?, deps, job_id, expected)
    }

    /// The same where the wiring is known already.
    pub fn with(
        config: Config,
        deps: Deps,
        job_id: u64,
        expected: &'static str,
    ) -> Result<Self, ContractError> {
        let job = state::live(deps.storage, job_id, expected)?;
        Ok(Self { job, config, pause: AcceptPause::default(), method: Standing::default() })
    }

    /// Reads whether accepting is paused, or was, if the job waits for acceptance: nothing else depends on it.
    pub fn read_pause(&mut self, deps: Deps) -> Result<(), ContractError> {
        if self.job.phase.waits_for_taker() {
            let registry = &self.config.provider_registry;
            self.pause = accept_pause(deps.querier, registry, &self.job.terms.class)?;
        }
        Ok(())
    }

    /// As [`Self::read_pause`], for who takes the job: a pause only makes its wait longer, so nothing is read before
    /// the wait seems over. That nobody accepts during a pause is the registry's to say.
    pub fn read_pause_if_late(&mut self, deps: Deps, env: &Env) -> Result<(), ContractError> {
        let now = env.block.time.seconds();
        match taking(&self.job.terms, &self.job.phase) {
            Some(wait) if now >= wait.at() => self.read_pause(deps),
            _ => Ok(()),
        }
    }

    /// Reads how the job's method stands.
    pub fn read_method(&mut self, deps: Deps) -> Result<(), ContractError> {
        let terms = &self.job.terms;
        self.method = method::standing(deps.querier, &self.config, terms.method, terms.requested.time)?;
        Ok(())
    }

    /// Where `event` leads, or why it is refused.
    pub fn next(&self, env: &Env, event: Event) -> Result<Phase, ContractError> {
        let block_millis = self.config.block_millis;
        let now = Now { block: &env.block, block_millis, pause: self.pause, method: self.method };
        transition::next(&self.job, event, &now)
    }

    /// Refuses everyone but one party of the job.
    pub fn only(
        &self,
        deps: Deps,
        info: &MessageInfo,
        role: &'static str,
        party: &CanonicalAddr,
    ) -> Result<(), ContractError> {
        let expected = deps.api.addr_humanize(party)?;
        if info.sender == expected {
            return Ok(());
        }
        Err(ContractError::NotTheirs { job_id: self.job.id, role, expected, got: info.sender.clone() })
    }

    /// Refuses everyone but the owner.
    pub fn only_owner(&self, deps: Deps, info: &MessageInfo) -> Result<(), ContractError> {
        self.only(deps, info, "owner", &self.job.terms.owner)
    }

    /// Refuses everyone but who works on it, while somebody does.
    pub fn only_provider(&self, deps: Deps, info: &MessageInfo) -> Result<(), ContractError> {
        match self.job.phase.work() {
            Some(work) => self.only(deps, info, "provider", &work.provider),
            None => Ok(()),
        }
    }

    /// Stores the next phase of a job that goes on, and answers with it.
    pub fn go_on(&self, deps: DepsMut, phase: &Phase) -> Result<Response, ContractError> {
        state::move_job(deps.storage, &self.job, phase)?;
        Ok(Response::new())
    }

    /// Goes on or ends, as the next phase says. `reporter` proved a fraud.
    pub fn step(
        &self,
        deps: DepsMut,
        env: &Env,
        phase: &Phase,
        reporter: Option<Addr>,
    ) -> Result<Response, ContractError> {
        match phase {
            Phase::Ended(end) => settlement::end(deps, env, &self.config, &self.job, *end, reporter),
            _ => self.go_on(deps, phase),
        }
    }

    /// The message that takes exactly `bond` NET into this contract's account: coins that came, or from the
    /// sender's own.
    pub fn take_bond(
        &self,
        env: &Env,
        info: &MessageInfo,
        from: Source,
        bond: u128,
    ) -> Result<CosmosMsg, ContractError> {
        let (came, message) = match from {
            Source::Funds {} => {
                let came = coin_in(info, &self.config.network_denom)?;
                (came, peers::pool_with_net(&self.config, &PoolMsg::Deposit {}, came)?)
            }
            Source::Account { owner, amount } => {
                no_funds(info)?;
                own_account(info, owner)?;
                let this = &env.contract.address;
                (amount, peers::debit(&self.config, &info.sender, amount.u128(), this)?)
            }
        };
        if came.u128() != bond {
            return Err(ContractError::Bond { expected: bond, got: came.u128() });
        }
        Ok(message)
    }
}
