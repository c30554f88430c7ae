//! One job at a time: a client decides, a provider accepts, works and delivers, or does not.

use anyhow::{bail, Context, Result};
use api::common::{Asset, Payout, Source, CREDIT};
use api::job_market::{
    AcceptPayout, ExecuteMsg as JobMsg, JobFault, JobRequest, JobResponse, JobState, QuoteResponse, SwapMsg,
};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Leg};
use api::verifier_gateway::ExecuteMsg as GatewayMsg;
use compute_amm_testing::credits::with_input;
use compute_amm_testing::jobs::{digest, job_id, quote_of};
use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};

use compute_amm_testing::wirings::{CHALLENGE_BOND, NET, ONE, OPTIMISTIC_WAITS, USD};
use rand::seq::SliceRandom;
use rand::Rng;

use super::agents::Character;
use super::calls::{INPUT_TEMPLATE, OVERHEAD, STANDARD_GPUS, TEMPLATE, UNIT, UNITS};
use super::policy::SELL_ABOVE;
use super::proven::{self, Proven};
use super::state::{Engine, Event, Input, Live};
use crate::ended::ended;
use crate::report::data::Outcome;
use crate::time::HOUR;

/// How often, and how long apart, a client that finds the price too high looks again.
const LOOKS: u32 = 3;
const LOOK_AGAIN: u64 = 2 * HOUR;
/// Seconds until the next block.
const BLOCK: u64 = 6;
/// Seconds that a client gives providers to accept.
const ACCEPT_WITHIN: u64 = 2 * HOUR;
/// The same for a standard job: it can be called after that.
const CALL_AFTER: u64 = 600;
/// One attested job in so many says the form of its input and does not hand it over when it begins; every
/// second of those clients never does.
const INPUT_EVERY: u64 = 125;
/// NET base units from which on a job is worth a forgery, at the start.
const WORTH_FORGING: u128 = 5 * ONE;
/// One job in so many, if it is a standard one, is seen by no volunteer, and called.
const UNSEEN_EVERY: u64 = 12;
/// One job in so many declares half of its cost as what its client would lose.
const VALUE_EVERY: u64 = 10;

/// Whether a refusal says that a bound of the client was missed: of what comes out, of what goes in, of the payment.
fn is_behind(refusal: &str) -> bool {
    ["expected at least", "cost above maximum", "above max_payment"].iter().any(|text| refusal.contains(text))
}

impl Engine {
    /// The client of a demand compares the price with what the job is worth to it.
    pub(super) fn arrive(&mut self, index: usize, attempt: u32) -> Result<()> {
        let demand = self.demand[index];
        let class = demand.class_hint.index().abs_diff(2);
        let name = self.market.wiring.classes[class].class.clone();
        let count = self.record.requested() + 1;
        // Whatever a template fits is a standard job, unless it is to be proven otherwise or declares a
        // value.
        let standard = !count.is_multiple_of(proven::EVERY)
            && !count.is_multiple_of(VALUE_EVERY)
            && demand.gpus == STANDARD_GPUS
            && (UNITS.0 * UNIT..=UNITS.1 * UNIT).contains(&demand.seconds);
        let units = demand.seconds.div_ceil(UNIT);
        let (gpus, seconds) = (demand.gpus, if standard { units * UNIT } else { demand.seconds });
        let query = quote_of(&name, gpus, seconds);
        let worth = self.reservation(class) * (u64::from(gpus) * seconds) as f64;
        // A class whose pool cannot sell that much, or that has no proven GPUs, has no price.
        let quote = self.market.ask::<QuoteResponse>(&self.market.at.job_market, &query).ok();
        let affordable = quote.filter(|quote| ((quote.cost + quote.take).u128() as f64) <= worth);
        let Some(quote) = affordable else {
            self.look_again(index, attempt, LOOK_AGAIN);
            return Ok(());
        };
        let mut request = self.market.request_for(&name, gpus, seconds);
        let anyone = count.is_multiple_of(2);
        if standard {
            request.template = Some(TEMPLATE);
            request.input = None;
            request.anyone_may_call = anyone;
        }
        request.accept_within = if standard { CALL_AFTER } else { ACCEPT_WITHIN };
        let deadline = self.elapsed() + request.accept_within;
        request.run_within = if standard { seconds + OVERHEAD } else { seconds * 2 + HOUR };
        request.max_payment = Uint128::new(worth as u128);
        request.surplus = Payout::Account;
        let proven = proven::choose(count, self.receipts.len(), self.external, self.market.now());
        if let Some(proven) = proven {
            proven.judge(&mut request, &self.receipts);
        }
        let input = (proven.is_none() && count.is_multiple_of(INPUT_EVERY)).then(|| Input {
            data: format!("input of request {count}").into_bytes(),
            withheld: count.is_multiple_of(2 * INPUT_EVERY),
        });
        if let Some(input) = &input {
            request = with_input(request, &input.data);
            request.template = request.template.map(|_| INPUT_TEMPLATE);
        }
        if count.is_multiple_of(VALUE_EVERY) && quote.cost.u128() > 1 {
            request.declared_value = Some(quote.cost / Uint128::new(2));
        }
        let client = self.clients[self.rng.gen_range(0..self.clients.len())].clone();
        let response = if client.dollars {
            self.request_in_dollars(&client.addr, request, &quote)
        } else {
            let msg = self.market.swap_request(request, Source::Funds {})?;
            let most = (quote.cost + quote.take).u128() * 101 / 100;
            self.market.pool(&client.addr, &msg, &coins(most, NET))
        };
        let response = match response {
            // The quote is for the first of a block; somebody was before it.
            Err(error) if is_behind(&format!("{error:#}")) => {
                self.record.behind += 1;
                self.look_again(index, attempt, BLOCK);
                return Ok(());
            }
            response => response?,
        };
        let job = job_id(&response)?;
        let cost = quote.cost.u128();
        self.record.request(class, client.dollars, quote.cost.u128() + quote.take.u128());
        self.record.calls.standard += u64::from(standard);
        let client = client.addr;
        let (provider, called) = (None, None);
        let live = Live {
            client,
            class,
            gpus,
            standard,
            callable: standard,
            anyone,
            called,
            input,
            seconds,
            cost,
            provider,
            proven,
        };
        self.live.insert(job, live);
        self.schedule(deadline, Event::Deadline(job));
        let unseen = standard && count.is_multiple_of(UNSEEN_EVERY);
        if !unseen && !self.assign(job)? {
            self.waiting[class].push_back(job);
        }
        Ok(())
    }

    /// What a credit is worth to a client now, NET base units: log-normal around 1.5 times the class's
    /// initial price, and more as NET falls.
    fn reservation(&mut self, class: usize) -> f64 {
        let price = self.market.wiring.classes[class].params.price_init.u128() as f64;
        let normal: f64 = (0..12).map(|_| self.rng.gen::<f64>()).sum::<f64>() - 6.0;
        price * 1.5 * (0.45 * normal).exp() * self.index()
    }

    /// The client of a demand looks at the price again after so many seconds, unless it has looked often enough.
    fn look_again(&mut self, index: usize, attempt: u32, seconds: u64) {
        if attempt + 1 < LOOKS {
            let at = self.elapsed() + seconds;
            self.schedule(at, Event::Arrive(index, attempt + 1));
        } else {
            let now = self.elapsed();
            self.record.priced_out(now);
        }
    }

    /// Dollars through the dollar pool: one leg buys the credits, one the NET for the take.
    fn request_in_dollars(
        &mut self,
        client: &Addr,
        request: JobRequest,
        quote: &QuoteResponse,
    ) -> Result<compute_amm_testing::Receipt> {
        let credits = u128::from(request.gpus) * u128::from(request.seconds) * CREDIT;
        let (usd_pool, class_pool) = (self.market.usd_pool(), self.market.class_pool(&request.class));
        let msg = PoolMsg::SwapExactOut {
            offer: Asset::native(USD),
            legs: vec![
                Leg { pools: vec![usd_pool, class_pool], amount_out: Uint128::new(credits) },
                Leg { pools: vec![usd_pool], amount_out: quote.take },
            ],
            from: Source::Funds {},
            to: Destination::Call {
                contract: self.market.at.job_market.clone(),
                msg: to_json_binary(&SwapMsg::RequestJob { request })?,
            },
            rest_to: None,
            deadline: None,
        };
        let most = (quote.cost + quote.take).u128() + 1_000;
        self.market.pool(client, &msg, &coins(most, USD))
    }

    /// Finds a provider with room; false if there is none.
    fn assign(&mut self, job: u64) -> Result<bool> {
        let Some(live) = self.live.get(&job) else { return Ok(true) };
        let (class, gpus) = (live.class, live.gpus);
        // Only the honest serve what cannot be forged, or would be asked for its input first.
        let special = live.proven.is_some() || live.input.is_some();
        // Work that hardly brings what it costs is left to others, or called.
        let worth = self.prices[class] / self.index();
        let mut able: Vec<usize> = (0..self.providers.len())
            .filter(|&i| {
                let provider = &self.providers[i];
                let honest =
                    provider.character != Character::Forger && provider.character != Character::Staller;
                provider.class == class
                    && provider.free() >= gpus
                    && provider.running_cost * SELL_ABOVE <= worth
                    && (honest || !special)
            })
            .collect();
        able.shuffle(&mut self.rng);
        if let Some(Proven::Demand { .. }) = live.proven {
            // It seeks what counts unless somebody looks.
            able.sort_by_key(|&i| self.providers[i].character != Character::Bluffer);
        }
        for index in able {
            if self.take(job, index)? {
                return Ok(true);
            }
            // Its free bond does not cover this job; the next one's may.
            self.record.declined();
        }
        Ok(false)
    }

    /// A provider accepts a job and begins; false if the registry does not let it.
    pub(super) fn take(&mut self, job: u64, index: usize) -> Result<bool> {
        let Some(live) = self.live.get(&job) else { return Ok(false) };
        let (gpus, seconds) = (live.gpus, live.seconds);
        let addr = self.providers[index].addr.clone();
        let credits = u128::from(gpus) * u128::from(seconds) * CREDIT;
        let payout = match live.called {
            Some(_) => AcceptPayout::Redeem {},
            None => self.providers[index].payout(credits, self.index()),
        };
        self.market.heartbeat(&addr);
        if self.market.accept(&addr, job, payout).is_err() {
            return Ok(false);
        }
        self.count_backed(job, index);
        self.providers[index].busy += gpus;
        if let Some(live) = self.live.get_mut(&job) {
            live.provider = Some(index);
        }
        let now = self.elapsed();
        if self.providers[index].character == Character::Staller {
            self.schedule(now + seconds * 2 + HOUR, Event::Deadline(job));
        } else if let Some(wait) = self.ask_for_input(job, index)? {
            self.schedule(now + wait + seconds, Event::Finish(job));
        }
        Ok(true)
    }

    /// The provider delivers: with signatures, with another proof, or a forgery.
    pub(super) fn finish(&mut self, job: u64) -> Result<()> {
        let Some(live) = self.live.get(&job) else { return Ok(()) };
        let Some(index) = live.provider else { bail!("job {job} is finished by nobody") };
        let (proven, addr) = (live.proven, self.providers[index].addr.clone());
        // It forges where that pays: the small jobs it does, and earns a name with them.
        let forges = match self.providers[index].character {
            Character::Forger => !live.standard && live.cost as f64 > WORTH_FORGING as f64 * self.index(),
            Character::Bluffer => matches!(proven, Some(Proven::Demand { .. })),
            _ => false,
        };
        if forges {
            self.market.submit(&addr, job, digest("a made-up result"), None)?;
            self.flee(job, index)?;
            let wait = if proven.is_some() { OPTIMISTIC_WAITS.0 / 2 } else { HOUR };
            self.schedule(self.elapsed() + wait, Event::Report(job));
            return Ok(());
        }
        let (output, proof) = match proven {
            Some(proven) => proven.prove(&self.market, job, &self.receipts),
            None => {
                let output = proven::result(job);
                let proof = self.market.attest(job, &output);
                (output, Some(proof))
            }
        };
        if let Some(Proven::Demand { doubted }) = proven {
            self.market.submit(&addr, job, output, None)?;
            let (now, window) = (self.elapsed(), OPTIMISTIC_WAITS.0);
            let next = if doubted { Event::Report(job) } else { Event::Deadline(job) };
            self.schedule(if doubted { now + window / 2 } else { now + window }, next);
            return Ok(());
        }
        let waits = proof.is_none();
        self.market.submit(&addr, job, output, proof)?;
        if waits {
            self.schedule(self.elapsed() + HOUR, Event::Judge(job));
            return Ok(());
        }
        self.record.proven(proven);
        self.end(job)
    }

    /// The client approves a result, or its provider shows it to the contract that judges it.
    pub(super) fn judge(&mut self, job_id: u64) -> Result<()> {
        let open = self.market.job(job_id).open.context("a result that waits to be judged")?;
        let how = self.live.get(&job_id).and_then(|live| live.proven);
        if let Some(Proven::Accepted(_)) = how {
            let provider = open.provider.context("somebody delivered it")?;
            self.market
                .gateway(&provider, &GatewayMsg::VerifyExternal { job_id, proof: proven::shown()? })?;
        } else {
            self.market.jobs(&open.owner, &JobMsg::ApproveResult { job_id }, &[])?;
        }
        self.record.proven(how);
        self.end(job_id)
    }

    /// A reporter brings the attestors' verdict on a forgery, or doubts a result on demand.
    pub(super) fn report(&mut self, job: u64) -> Result<()> {
        let reporter = self.reporter.clone();
        if let Some(live) =
            self.live.get(&job).filter(|live| matches!(live.proven, Some(Proven::Demand { .. })))
        {
            let (proven, provider) = (live.proven, live.provider.context("somebody delivered it")?);
            return self.doubt(job, proven, provider, &reporter);
        }
        let verdict = self.market.verdict(job, false, &reporter);
        let receipt = self.market.gateway(&reporter, &verdict)?;
        self.end_with(job, &receipt)
    }

    /// The reporter challenges a result. Who is honest proves it at once, who made it up cannot.
    fn doubt(&mut self, job_id: u64, proven: Option<Proven>, provider: usize, reporter: &Addr) -> Result<()> {
        let challenge = JobMsg::ChallengeResult { job_id, from: Source::Funds {} };
        self.market.jobs(reporter, &challenge, &coins(CHALLENGE_BOND, NET))?;
        let right = proven::result(job_id);
        if self.market.job(job_id).output.is_some_and(|output| output != right) {
            self.schedule(self.elapsed() + OPTIMISTIC_WAITS.1, Event::Deadline(job_id));
            return Ok(());
        }
        let Some(how) = proven else { bail!("job {job_id} is not proven on demand") };
        let (_, proof) = how.prove(&self.market, job_id, &self.receipts);
        let proof = proof.context("on demand there is a proof")?;
        let addr = self.providers[provider].addr.clone();
        let burned = self.market.burned();
        self.market.jobs(&addr, &JobMsg::ProveChallenged { job_id, proof }, &[])?;
        self.ledger.doubted(self.market.burned() - burned);
        self.record.proven(proven);
        self.end(job_id)
    }

    /// A keeper ends what is late, and calls what can be called.
    pub(super) fn deadline(&mut self, job: u64) -> Result<()> {
        let Some(live) = self.live.get(&job) else { return Ok(()) };
        match live.provider {
            None if live.callable => return self.call(job),
            None => {}
            Some(index) => {
                let found = self.market.job(job);
                let over = found.open.is_some_and(|open| open.deadline <= self.market.now());
                let on_demand = matches!(found.state, JobState::Submitted | JobState::Challenged);
                let staller = self.providers[index].character == Character::Staller;
                let idle = on_demand || staller || self.is_withheld(job);
                if !(idle && over) {
                    return Ok(());
                }
            }
        }
        let (keeper, proven) = (self.keeper.clone(), live.proven);
        let receipt = self.market.jobs(&keeper, &JobMsg::TimeoutJob { job_id: job }, &[])?;
        if let Some(Proven::Demand { .. }) = proven {
            let JobResponse { state, fault, .. } = self.market.job(job);
            match (state, fault) {
                (JobState::Settled, _) => self.record.proven(Some(Proven::Demand { doubted: false })),
                (_, Some(JobFault::Fraud)) => self.record.convicted(),
                _ => {}
            }
        }
        self.end_with(job, &receipt)
    }

    /// Books what the end of a job took from its provider's bond, and how the job ended.
    fn end_with(&mut self, job: u64, receipt: &compute_amm_testing::Receipt) -> Result<()> {
        for end in ended(receipt)? {
            let index = self.index_of(&end.provider).context("the job of somebody unknown")?;
            self.providers[index].slashed += end.lost();
            self.ledger.burn(&end);
            let live = self.live.get(&job).context("the job is known")?;
            if let (Some(called), "defaulted") = (live.called, end.how.as_str()) {
                self.defaulted(live.class, called, live.provider.is_some(), end.client);
            }
        }
        self.end(job)
    }

    /// Books how a job ended and gives its GPUs to whoever waits.
    fn end(&mut self, job: u64) -> Result<()> {
        let Some(live) = self.live.remove(&job) else { return Ok(()) };
        let outcome = match (self.market.job(job).state, live.provider) {
            (JobState::Settled, _) => Outcome::Settled,
            (JobState::Expired, _) => Outcome::Expired,
            (JobState::Cancelled, _) => Outcome::Cancelled,
            (JobState::Refunded, _) => Outcome::Refunded,
            (JobState::Faulted, Some(i))
                if matches!(self.providers[i].character, Character::Forger | Character::Bluffer) =>
            {
                Outcome::Fraud
            }
            (JobState::Faulted, _) => Outcome::Late,
            (JobState::Defaulted, _) => Outcome::Defaulted,
            (other, _) => bail!("job {job} ended {other:?}"),
        };
        let at = self.elapsed();
        self.record.end(at, outcome);
        if let Some(index) = live.provider {
            self.providers[index].busy -= live.gpus;
            match outcome {
                Outcome::Settled => {
                    self.providers[index].settled += 1;
                    self.providers[index].earned += live.cost;
                }
                Outcome::Late => self.providers[index].late += 1,
                Outcome::Fraud => self.providers[index].frauds += 1,
                Outcome::Expired | Outcome::Cancelled | Outcome::Refunded | Outcome::Defaulted => {}
            }
            if live.called.is_some() && outcome == Outcome::Settled {
                self.record.calls.settled += 1;
            }
            if matches!(outcome, Outcome::Late | Outcome::Fraud) {
                self.after_fault(index);
            }
            self.fill(live.class)?;
        } else {
            self.waiting[live.class].retain(|&other| other != job);
        }
        Ok(())
    }

    /// Offers freed GPUs to jobs that wait, oldest first; who needs more than is free does not block the
    /// others.
    fn fill(&mut self, class: usize) -> Result<()> {
        let mut still = std::collections::VecDeque::new();
        while let Some(job) = self.waiting[class].pop_front() {
            if !self.assign(job)? {
                still.push_back(job);
            }
        }
        self.waiting[class] = still;
        Ok(())
    }
}
