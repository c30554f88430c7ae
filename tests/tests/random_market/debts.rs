//! What the randomised market does about what is owed: standard jobs, calls, inputs, defaults, mints, pauses,
//! halts, shocks of the price.

use anyhow::{bail, Context, Result};
use api::common::{Payout, CREDIT};
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobRequest, JobState, OpenJob};
use api::provider_registry::{ClassPaused, ExecuteMsg as RegistryMsg};
use compute_amm_testing::credits::with_input;
use compute_amm_testing::wirings::ONE;
use cosmwasm_std::{Addr, Binary, Uint128};

use crate::actions::Debt;
use crate::classes::{set_templates, touch_all, CLASSES, INPUT_TEMPLATE, LEAST_UNITS, TEMPLATE};
use crate::run::Run;

/// What every input of the run is.
const INPUT: &[u8] = b"what the program reads";
/// Most that a request or a purchase pays.
const MAX_IN: u128 = 2_000 * ONE;

impl Run {
    /// Does it; returns what it was, if it was not refused.
    pub fn debt(&mut self, debt: &Debt) -> Result<&'static str> {
        match *debt {
            Debt::Request { client, class, units, input, anyone } => {
                let client = self.clients[client].clone();
                if self.market.class(CLASSES[class]).standard.is_none() {
                    bail!("no template");
                }
                let template = if input { INPUT_TEMPLATE } else { TEMPLATE };
                let mut request = self.market.standard_request(CLASSES[class], template, units);
                if input {
                    request = with_input(request, INPUT);
                }
                request.anyone_may_call = anyone;
                let request = JobRequest { max_payment: Uint128::new(MAX_IN), ..request };
                let job = self.market.request(&client, request, MAX_IN)?;
                self.jobs.push(job);
                Ok("standard request")
            }
            Debt::Call(j, look) => {
                let job = self.standard(JobState::Open, j, |_| true)?;
                let open = self.market.job(job).open.context("open")?;
                self.market.wait(open.deadline.saturating_sub(self.market.now()));
                let caller = if open.anyone_may_call { self.clients[0].clone() } else { open.owner.clone() };
                let input = open.input_form.map(|_| Binary::from(INPUT));
                let msg = JobMsg::CallJob { job_id: job, input, look: Some(look) };
                self.market.jobs(&caller, &msg, &[])?;
                Ok("call")
            }
            Debt::Answer(j) => {
                let job = self.standard(JobState::Called, j, |_| true)?;
                let debtor = self.called_on(job)?;
                self.market.accept(&debtor, job, AcceptPayout::Redeem {})?;
                Ok("accept call")
            }
            Debt::Ignore(j) => {
                let job = self.standard(JobState::Called, j, |_| true)?;
                self.let_pass(job)?;
                Ok("ignore call")
            }
            Debt::Stall(j) => {
                let job = self.standard(JobState::Assigned, j, |open| open.called)?;
                self.let_pass(job)?;
                Ok("stall called job")
            }
            Debt::Ask(j) => {
                let job = self.standard(JobState::Assigned, j, |open| open.input_form.is_some())?;
                let provider =
                    self.market.job(job).open.and_then(|open| open.provider).context("somebody's")?;
                self.market.request_data(&provider, job, None)?;
                Ok("ask for input")
            }
            Debt::Bring(j, right) => {
                let job = self.standard(JobState::AwaitingInput, j, |_| true)?;
                let data = Binary::from(if right { INPUT } else { b"something else" });
                let anybody = self.clients[1].clone();
                self.market.answer_data(&anybody, job, data, vec![])?;
                Ok("bring input")
            }
            Debt::MintFor(w, c, credits, price) => {
                let (provider, class) = (self.providers[w].clone(), CLASSES[c]);
                let most = credits * price / CREDIT * 2;
                let before = self.market.position(&provider, class).collateral.u128();
                self.market.mint_for(&provider, class, credits, most, Payout::Account)?;
                let taken = self.market.position(&provider, class).collateral.u128() - before;
                // Not an error: `step` takes one for a refusal.
                assert!(taken <= most, "collateral of {taken}, at most {most} was allowed");
                Ok("mint for")
            }
            Debt::MintMost(w, c) => {
                let (provider, class) = (self.providers[w].clone(), CLASSES[c]);
                let _ = self.market.registry(&provider, &RegistryMsg::Unjail {}, &[]);
                let gpus = self.market.position(&provider, class).gpus;
                let _ = self.market.offer(&provider, class, gpus.max(8));
                let credit = self.market.price(class).mint.u128() * 2 + 1;
                let free = self.market.position(&provider, class).free.u128() / 2;
                self.market.mint(&provider, class, free / credit * CREDIT, Payout::Account)?;
                Ok("mint most")
            }
            Debt::BuyBack(w, c) => {
                let (provider, class) = (self.providers[w].clone(), CLASSES[c]);
                let open = self.market.position(&provider, class).open.u128();
                self.market.buy_and_redeem(&provider, class, open, MAX_IN)?;
                Ok("buy back")
            }
            Debt::WithdrawMost(w, c) => {
                let (provider, class) = (self.providers[w].clone(), CLASSES[c]);
                let free = self.market.position(&provider, class).free.u128();
                self.market.withdraw_bond(&provider, class, free)?;
                Ok("withdraw most")
            }
            Debt::Shock(c, up) => {
                let pool = self.market.pool_state(self.market.class_pool(CLASSES[c]));
                let trader = self.clients[3].clone();
                if up {
                    let credits = pool.reserve_0.u128() / 2;
                    let net = (pool.reserve_1 + pool.virtual_reserve).u128() * 2;
                    self.market.buy(&trader, CLASSES[c], credits, net)?;
                } else {
                    let held = self.market.account(&trader, &self.market.credit(CLASSES[c]));
                    self.market.sell(&trader, CLASSES[c], held.min(pool.reserve_0.u128()))?;
                }
                Ok(if up { "price up" } else { "price down" })
            }
            Debt::Days(days) => {
                for _ in 0..4 * days {
                    self.quarter_of_a_day();
                }
                Ok("days")
            }
            Debt::Halt(seconds) => {
                self.indexer.stood_still(self.market.now());
                self.market.halt(seconds);
                Ok("halt")
            }
            Debt::Restart(seconds) => {
                self.indexer.stood_still(self.market.now());
                self.market.restart(seconds);
                Ok("restart")
            }
            Debt::Pause(c, mint, accept) => {
                self.pause(CLASSES[c], ClassPaused { mint, accept })?;
                Ok(if accept { "pause accepting" } else { "pause or go on" })
            }
            Debt::Standard(c, units) => {
                let most = (units >= LEAST_UNITS).then_some(units);
                set_templates(&mut self.market, CLASSES[c], most)?;
                touch_all(&mut self.market, CLASSES[c])?;
                Ok("set template")
            }
        }
    }

    /// Governance stops minting or accepting in a class, or lets it go on.
    pub fn pause(&mut self, class: &str, paused: ClassPaused) -> Result<()> {
        let owner = self.market.owner.clone();
        self.market.registry(&owner, &RegistryMsg::SetPaused { class: class.into(), paused }, &[])?;
        Ok(())
    }

    /// Six hours pass, and somebody trades, so that the pools' means go on.
    pub fn quarter_of_a_day(&mut self) {
        self.market.wait(21_600);
        for class in CLASSES {
            let trader = self.clients[3].clone();
            let _ = self.market.buy(&trader, class, 10 * CREDIT, 100 * ONE);
        }
    }

    /// Waits for a job's deadline, and says that it passed.
    fn let_pass(&mut self, job: u64) -> Result<()> {
        let open = self.market.job(job).open.context("it waits")?;
        self.market.wait(open.deadline.saturating_sub(self.market.now()));
        let anybody = self.clients[0].clone();
        self.market.time_out(&anybody, job)?;
        Ok(())
    }

    /// A standard job in a state that anything fits and whose time is not over, newest first. An open one
    /// waits to be called.
    fn standard(&self, state: JobState, index: usize, fits: impl Fn(&OpenJob) -> bool) -> Result<u64> {
        let now = self.market.now();
        let fitting: Vec<u64> = self
            .jobs
            .iter()
            .rev()
            .copied()
            .filter(|job| {
                let job = self.market.job(*job);
                let in_time = |open: &OpenJob| state == JobState::Open || now < open.deadline;
                let standard = job.open.filter(|open| open.template.is_some());
                job.state == state && standard.is_some_and(|open| in_time(&open) && fits(&open))
            })
            .collect();
        match fitting.len() {
            0 => bail!("no standard job is {state}"),
            n => Ok(fitting[index % n]),
        }
    }

    /// On whom a job is called.
    fn called_on(&self, job: u64) -> Result<Addr> {
        Ok(self.market.job_call(job).context("it is called")?.provider)
    }
}
