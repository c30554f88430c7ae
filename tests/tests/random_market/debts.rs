//! What the randomised market does about what is owed: standard jobs, calls, inputs, closings, exits, shocks of the price.

use amm_math::{Price, Rounding};
use anyhow::{bail, ensure, Context, Result};
use api::common::{Payout, CREDIT};
use api::job_market::{AcceptPayout, JobRequest, JobState, OpenJob};
use api::provider_registry::{
    ClosingResponse, ExecuteMsg as RegistryMsg, PositionResponse, PositionsResponse, QueryMsg,
};
use cosmwasm_std::{coins, Addr, Binary, Uint128};
use market_tests::obligations::{template, with_input};
use market_tests::wirings::{NET, ONE};
use market_tests::{invariants, Market};
use proptest::prelude::*;

use crate::run::{Run, CLASSES};

/// The template that every class of the run has.
const TEMPLATE: u32 = 1;
/// What every input of the run is.
const INPUT: &[u8] = b"what the program reads";
/// Most that a request or a purchase pays.
const MAX_IN: u128 = 2_000 * ONE;
/// Seconds from asking to leave until the reserve takes over.
const NOTICE: u64 = 30 * 86_400;

/// What somebody does. Indices are taken modulo what there is.
#[derive(Clone, Debug)]
pub enum Debt {
    /// A standard job of so many units, with an input or without.
    Request {
        client: usize,
        class: usize,
        units: u64,
        input: bool,
    },
    /// Waits until a standard job can be called, and calls it.
    Call(usize),
    /// Who is called accepts.
    Answer(usize, bool),
    /// Who works on a job asks for its input.
    Ask(usize),
    /// Somebody brings it, or something else.
    Bring(usize, bool),
    /// Brings a class and some of its providers up to date.
    Crank(usize, u8),
    /// A client or a provider delivers credits into somebody's auction, or the reserve's.
    Deliver {
        who: usize,
        class: usize,
        debtor: usize,
        credits: u128,
        way: u8,
    },
    Exit(usize, usize),
    /// Waits until somebody who asked to leave may, who then does.
    CompleteExit(usize, usize),
    /// Mints all that the free bond is good for.
    MintMost(usize, usize),
    /// A provider mints all it can, the price leaps, and two days later its margin is too thin.
    Squeeze(usize, usize),
    /// A debtor who stays doubles its bond, so that its auction may be over.
    TopUp(usize, usize),
    /// Waits until an open auction's time is over, and cranks its debtor.
    SeeOut(usize, usize),
    /// Asks for all of the free bond back.
    UnbondMost(usize, usize),
    /// A large trade: the price leaps, or falls.
    Shock(usize, bool),
    /// Days pass, with trades in each pool, so that the means follow.
    Days(u8),
    /// Governance sets how long the standard jobs of a class are, or takes them out for a while.
    Standard(usize, u64),
}

pub fn debts() -> impl Strategy<Value = Debt> {
    use Debt::*;
    let (who, class, job) = (0..4usize, 0..3usize, 0..4usize);
    let credits = prop_oneof![1..CREDIT, CREDIT..1_000 * CREDIT, 1_000 * CREDIT..1_000_000 * CREDIT];
    prop_oneof![
        8 => (who.clone(), class.clone(), 1..10u64, any::<bool>())
            .prop_map(|(client, class, units, input)| Request { client, class, units, input }),
        6 => job.clone().prop_map(Call),
        8 => (job.clone(), any::<bool>()).prop_map(|(j, redeem)| Answer(j, redeem)),
        6 => job.clone().prop_map(Ask),
        4 => (job, any::<bool>()).prop_map(|(j, right)| Bring(j, right)),
        6 => (class.clone(), any::<u8>()).prop_map(|(c, providers)| Crank(c, providers)),
        10 => (0..8usize, class.clone(), 0..6usize, credits, 0..3u8)
            .prop_map(|(who, class, debtor, credits, way)| Deliver { who, class, debtor, credits, way }),
        1 => (who.clone(), class.clone()).prop_map(|(w, c)| Exit(w, c)),
        2 => (who.clone(), class.clone()).prop_map(|(w, c)| CompleteExit(w, c)),
        2 => (who.clone(), class.clone()).prop_map(|(w, c)| MintMost(w, c)),
        2 => (who.clone(), class.clone()).prop_map(|(w, c)| Squeeze(w, c)),
        4 => (who.clone(), class.clone()).prop_map(|(w, c)| TopUp(w, c)),
        3 => (who.clone(), class.clone()).prop_map(|(w, c)| SeeOut(w, c)),
        1 => (who, class.clone()).prop_map(|(w, c)| UnbondMost(w, c)),
        2 => (class.clone(), any::<bool>()).prop_map(|(c, up)| Shock(c, up)),
        1 => (1..8u8).prop_map(Days),
        1 => (class, 0..20u64).prop_map(|(c, units)| Standard(c, units)),
    ]
}

/// Registers the run's template in every class.
pub fn prepare(market: &mut Market) {
    for class in CLASSES {
        market.set_template(class, TEMPLATE, Some(template(1, 60, 10))).expect("a template");
        touch_all(market, class).expect("anyone may");
    }
}

/// Brings everybody's place in the call order up to date: the order itself only changes with a position.
fn touch_all(market: &mut Market, class: &str) -> Result<()> {
    let anybody = market.guardian.clone();
    for provider in everybody(market, class).into_iter().map(|position| position.provider.into_string()) {
        market.registry(&anybody, &RegistryMsg::Touch { provider, class: class.into() }, &[])?;
    }
    Ok(())
}

fn everybody(market: &Market, class: &str) -> Vec<PositionResponse> {
    let query = QueryMsg::Positions { class: class.into(), start_after: None, limit: Some(100) };
    market.ask_registry::<PositionsResponse>(&query).positions
}

/// Whoever owes enough for the largest standard job that is not called or to be closed, and has the GPUs, can be called,
/// whatever else it does; and nobody else.
pub fn order_is_complete(market: &Market) -> Result<()> {
    for class in CLASSES {
        let standard = market.book(class).standard;
        for position in everybody(market, class) {
            let (credits, gpus) = invariants::callable(&position);
            let expected = standard.is_some_and(|job| credits >= job.credits.u128() && gpus >= job.gpus);
            ensure!(
                position.callable == expected,
                "{} has {credits} on {gpus} GPUs to be called in {class}, of {standard:?}; it can be: {}",
                position.provider,
                position.callable
            );
        }
    }
    Ok(())
}

impl Run {
    /// Does it; returns what it was, if it was not refused.
    pub fn debt(&mut self, debt: &Debt) -> Result<&'static str> {
        match *debt {
            Debt::Request { client, class, units, input } => {
                let client = self.clients[client].clone();
                if self.market.book(CLASSES[class]).standard.is_none() {
                    bail!("no template");
                }
                let mut request = self.market.standard_request(CLASSES[class], TEMPLATE, units);
                if input {
                    request = with_input(request, INPUT);
                }
                request = JobRequest { max_payment: Uint128::new(MAX_IN), ..request };
                let job = self.market.request(&client, request, MAX_IN)?;
                self.jobs.push(job);
                Ok("standard request")
            }
            Debt::Call(j) => {
                let job = self.standard(JobState::Open, j, |_| true)?;
                let open = self.market.job(job).open.context("open")?;
                self.market.wait(open.deadline.saturating_sub(self.market.now()));
                let anybody = self.clients[0].clone();
                match open.input_form {
                    Some(_) => self.market.call_with(&anybody, job, INPUT)?,
                    None => self.market.call(&anybody, job)?,
                };
                Ok("call")
            }
            Debt::Answer(j, redeem) => {
                let job = self.standard(JobState::Called, j, |_| true)?;
                let provider = self.holder(job)?;
                self.market.heartbeat(&provider);
                let _ = self.market.registry(&provider, &RegistryMsg::Unjail {}, &[]);
                let payout = if redeem { AcceptPayout::Redeem {} } else { AcceptPayout::Credits {} };
                self.market.accept(&provider, job, payout)?;
                Ok("accept call")
            }
            Debt::Ask(j) => {
                let job = self.standard(JobState::Assigned, j, |open| open.input_form.is_some())?;
                let provider = self.holder(job)?;
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
            Debt::Crank(c, chosen) => {
                let providers: Vec<&Addr> =
                    (0..4).filter(|i| chosen >> i & 1 == 1).map(|i| &self.providers[i]).collect();
                self.market.crank(&self.clients[2].clone(), CLASSES[c], &providers)?;
                Ok("crank")
            }
            Debt::Deliver { who, class, debtor, credits, way } => {
                let seller = if who < 4 { &self.clients[who] } else { &self.providers[who - 4] }.clone();
                let (class, debtor) = match debtor {
                    0..4 => {
                        let (class, closing) = self.closing(class, debtor, |_| true)?;
                        (class, closing.debtor)
                    }
                    _ => (self.left_with_reserve().unwrap_or(CLASSES[class]), None),
                };
                let (debtor, credit) = (debtor.as_ref(), self.market.credit(class));
                let account = credits.min(self.market.account(&seller, &credit));
                let wallet = credits.min(self.market.holding(&seller, &credit));
                match way {
                    0 => self.market.deliver(&seller, class, debtor, account, 0)?,
                    1 => self.market.deliver_from_wallet(&seller, class, debtor, wallet, 0)?,
                    _ => self.market.buy_and_deliver(&seller, class, debtor, credits, MAX_IN)?,
                };
                Ok(match (debtor.is_some(), way) {
                    (false, _) => "deliver to reserve",
                    (true, 0) => "deliver from account",
                    (true, 1) => "deliver from wallet",
                    (true, _) => "buy and deliver",
                })
            }
            Debt::Exit(w, c) => {
                self.market.exit(&self.providers[w].clone(), CLASSES[c])?;
                Ok("exit")
            }
            Debt::CompleteExit(w, c) => {
                let (class, closing) = self.closing(c, w, |closing| closing.exiting)?;
                let provider = closing.debtor.context("a provider's")?;
                let asked = self.market.position(&provider, class).exit_at.context("it stays")?;
                self.market.wait((asked + NOTICE).saturating_sub(self.market.now()));
                self.market.complete_exit(&provider, class)?;
                Ok("complete exit")
            }
            Debt::MintMost(w, c) => {
                let (provider, class) = (self.providers[w].clone(), CLASSES[c]);
                let _ = self.market.registry(&provider, &RegistryMsg::Unjail {}, &[]);
                let gpus = self.market.position(&provider, class).gpus;
                let _ = self.market.offer(&provider, class, gpus.max(8));
                let price = Price::from_raw(self.market.class(class).mint_price.context("a pool")?.u128());
                let free = self.market.position(&provider, class).free.u128();
                let credit = price.value(CREDIT, Rounding::Up)? * 2;
                self.market.mint(&provider, class, free / credit.max(1) * CREDIT, Payout::Account)?;
                Ok("mint most")
            }
            Debt::Squeeze(w, c) => {
                self.debt(&Debt::MintMost(w, c))?;
                self.debt(&Debt::Shock(c, true))?;
                self.debt(&Debt::Days(2))?;
                self.market.crank(&self.clients[2].clone(), CLASSES[c], &[&self.providers[w]])?;
                Ok("squeeze")
            }
            Debt::TopUp(w, c) => {
                let thin = |closing: &ClosingResponse| !closing.exiting && closing.ignored_credits.is_zero();
                let chosen = self.closing(c, w, thin);
                let (class, closing) = chosen.or_else(|_| self.closing(c, w, |closing| !closing.exiting))?;
                let debtor = closing.debtor.context("a provider's")?;
                let bond = self.market.position(&debtor, class).bond.u128().clamp(ONE, 20_000 * ONE);
                self.market.top_up(&debtor, class, &coins(bond, NET))?;
                self.market.crank(&debtor, class, &[&debtor])?;
                Ok("top up")
            }
            Debt::SeeOut(w, c) => {
                let (class, closing) = self.closing(c, w, |_| true)?;
                let debtor = closing.debtor.context("a provider's")?;
                self.market.wait(closing.ends_at.saturating_sub(self.market.now()));
                self.market.crank(&self.clients[2].clone(), class, &[&debtor])?;
                Ok("see out")
            }
            Debt::UnbondMost(w, c) => {
                let (provider, class) = (self.providers[w].clone(), CLASSES[c]);
                let free = self.market.position(&provider, class).free.u128();
                self.market.unbond(&provider, class, free)?;
                Ok("unbond most")
            }
            Debt::Shock(c, up) => {
                let pool = self.market.pool_state(self.market.class_pool(CLASSES[c]));
                let trader = self.clients[3].clone();
                if up {
                    let credits = pool.reserve_0.u128() / 2;
                    let net = pool.reserve_1.u128() * 2;
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
            Debt::Standard(c, units) => {
                let terms = (units > 0).then(|| template(1, 60, units));
                self.market.set_template(CLASSES[c], TEMPLATE, terms)?;
                touch_all(&mut self.market, CLASSES[c])?;
                Ok("set template")
            }
        }
    }

    /// Six hours pass, and somebody trades, so that the pools' means go on.
    pub fn quarter_of_a_day(&mut self) {
        self.market.wait(21_600);
        for class in CLASSES {
            let trader = self.clients[3].clone();
            let _ = self.market.buy(&trader, class, 10 * CREDIT, 100 * ONE);
        }
    }

    /// A standard job in a state that anything fits and whose time is not over, newest first. An open one waits to be called.
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

    /// A class whose reserve owes something.
    fn left_with_reserve(&self) -> Option<&'static str> {
        CLASSES.into_iter().find(|class| !self.market.book(class).reserve_obligation.is_zero())
    }

    /// An open auction that fits, of this class if it has one, else of another.
    fn closing(
        &self,
        class: usize,
        index: usize,
        fits: impl Fn(&ClosingResponse) -> bool,
    ) -> Result<(&'static str, ClosingResponse)> {
        for class in CLASSES.into_iter().cycle().skip(class).take(CLASSES.len()) {
            let mut closings: Vec<ClosingResponse> =
                self.market.closings(class).into_iter().filter(|closing| fits(closing)).collect();
            if !closings.is_empty() {
                return Ok((class, closings.swap_remove(index % closings.len())));
            }
        }
        bail!("nothing is closed that fits")
    }

    fn holder(&self, job: u64) -> Result<Addr> {
        self.market.job(job).open.and_then(|open| open.provider).context("somebody has it")
    }
}
