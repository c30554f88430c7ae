//! One run: a model in a scenario at a seed, in a world.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use anyhow::{Context, Result};

use super::amm::{Amm, Cause, CAUSES};
use super::demand::Job;
use super::ledger::{Account, Asset, Ledger, Reason, ONE};
use super::models::TokenModel;
use super::names::Scenario;
use super::params::World;
use super::providers::{population, Provider};
use super::state::{Day, Running, State, Tally};
use super::traders::{fund, part, Traders};
use crate::time::DAY;

/// Dollars of everybody who needs more than it earns: nobody runs out of them.
const PLENTY: u128 = 1_000_000_000 * ONE;
/// Days in which NET falls by a fifth, of ten parts of the run.
const FALLS: [u32; 5] = [2, 4, 6, 7, 8];

/// What a run leaves.
pub struct Run {
    /// The state at the end.
    pub state: State,
    /// The moves of NET's log price by cause, day by day.
    pub moves: Vec<[f64; CAUSES]>,
    /// NET's price by day, with that at the start.
    pub prices: Vec<f64>,
    /// Which providers were active, by day and place.
    pub active: Vec<Vec<bool>>,
    /// Base units of NET outside the vault at the start.
    pub outside: u128,
}

struct Engine<'a> {
    state: State,
    model: &'a mut dyn TokenModel,
    running: BinaryHeap<Reverse<(u64, usize)>>,
    jobs: Vec<Option<Running>>,
    /// Today's demands of clients that know the market: served; served badly or not at all.
    known: (f64, f64),
}

/// The state before the first day: the ledger, pool and population, nobody active.
pub fn opening(world: &World, scenario: Scenario, seed: u64) -> Result<State> {
    let mut ledger = Ledger::default();
    ledger.mint(Asset::Net, Account::Holders, world.supply, Reason::Opening)?;
    ledger.send(Asset::Net, Account::Holders, Account::Insiders, part(world.supply, world.insiders))?;
    let net = part(world.supply, world.depth);
    ledger.send(Asset::Net, Account::Holders, Account::Pool, net)?;
    ledger.mint(Asset::Usd, Account::Pool, part(net, world.price), Reason::Opening)?;
    ledger.mint(Asset::Usd, Account::Clients, PLENTY, Reason::Opening)?;
    let cheaters = if scenario == Scenario::Cheaters { world.cheaters } else { 0.0 };
    let providers = population(world, cheaters, seed);
    for provider in &providers {
        ledger.mint(Asset::Usd, provider.account(), PLENTY, Reason::Opening)?;
    }
    let mut state = State {
        world: world.clone(),
        ledger,
        amm: Amm { fee_bps: world.fee_bps, moved: [0.0; CAUSES] },
        providers,
        day: 0,
        now: 0,
        today: Day::default(),
        recent: VecDeque::new(),
        cloud: world.cloud,
        known: if scenario == Scenario::ColdStart { world.known } else { 1.0 },
        rewards: Default::default(),
        cash_days: VecDeque::from([0.0]),
        tally: Tally::default(),
    };
    fund(&mut state)?;
    state.ledger.opens();
    Ok(state)
}

/// Runs a model. Every coin is counted after every step; a miscount is an error.
pub fn run(
    model: &mut dyn TokenModel,
    world: &World,
    scenario: Scenario,
    seed: u64,
    demand: &[Job],
) -> Result<Run> {
    let state = opening(world, scenario, seed)?;
    let outside = state.ledger.supply(Asset::Net);
    let mut traders = Traders::new(world, seed);
    let mut engine = Engine { state, model, running: BinaryHeap::new(), jobs: vec![], known: (0.0, 0.0) };
    engine.begin(scenario)?;
    // A holder has NET before the first providers buy their stakes.
    let mut run_prices = vec![world.price];
    let (mut moves, mut active) = (vec![], vec![]);
    // What moved the price before the first day is part of no day.
    engine.state.amm.moved = [0.0; CAUSES];
    let mut demand = demand.iter().peekable();
    for day in 0..world.days {
        engine.state.day = day;
        engine.shock(scenario)?;
        engine.population()?;
        engine.model.morning(&mut engine.state).context("morning")?;
        engine.check()?;
        let end = u64::from(day + 1) * DAY;
        while let Some(job) = demand.next_if(|job| job.at < end) {
            engine.finish_until(job.at)?;
            engine.arrive(job)?;
            engine.check()?;
        }
        engine.finish_until(end)?;
        engine.state.now = end;
        engine.evening()?;
        traders.trade(&mut engine.state).context("traders")?;
        engine.check()?;
        moves.push(std::mem::take(&mut engine.state.amm.moved));
        run_prices.push(engine.state.price());
        let stays = |provider: &Provider| provider.offers() > 0;
        active.push(engine.state.providers.iter().map(stays).collect());
    }
    engine.finish_until(u64::MAX)?;
    engine.model.close(&mut engine.state)?;
    engine.check()?;
    Ok(Run { state: engine.state, moves, prices: run_prices, active, outside })
}

impl Engine<'_> {
    fn check(&self) -> Result<()> {
        let books = self.state.ledger.check().and_then(|()| self.model.check(&self.state));
        books.with_context(|| format!("on day {}", self.state.day))
    }

    /// The first providers: one in a cold start, else those whose GPUs the load fills to the break-even.
    fn begin(&mut self, scenario: Scenario) -> Result<()> {
        let world = &self.state.world;
        let gpus = world.load / world.even;
        let many = match scenario {
            Scenario::ColdStart => 1,
            // It grows to the load of the others.
            Scenario::Growth => ((gpus / 4.0) / f64::from(world.gpus)).ceil() as usize,
            _ => (gpus / f64::from(world.gpus)).ceil() as usize,
        };
        for place in 0..many.min(world.providers) {
            self.join(place)?;
        }
        self.model.open(&mut self.state)?;
        self.check()
    }

    /// A provider enters, unless the pool cannot sell it the stake.
    fn join(&mut self, place: usize) -> Result<()> {
        let stake = self.model.stake(&self.state) * u128::from(self.state.providers[place].gpus);
        if !self.state.can_have(place, stake) {
            self.state.tally.refused += 1;
            return Ok(());
        }
        self.state.providers[place].enters();
        self.model.join(&mut self.state, place).context("a provider enters")
    }

    /// What the scenario does on the morning of a day.
    fn shock(&mut self, scenario: Scenario) -> Result<()> {
        let state = &mut self.state;
        let (day, days) = (state.day, state.world.days);
        match scenario {
            Scenario::Falls if FALLS.iter().any(|tenth| day == days * tenth / 10) => {
                // Passive holders sell as much as makes a NET a fifth cheaper.
                let (net, _) = state.amm.reserves(&state.ledger);
                let fee = 1.0 - f64::from(state.amm.fee_bps) / 10_000.0;
                let amount = part(net, (1.0 / 0.8_f64.sqrt() - 1.0) / fee)
                    .min(state.ledger.balance(Asset::Net, Account::Holders));
                state.amm.sell(&mut state.ledger, Account::Holders, Asset::Net, amount, Cause::Other)?;
            }
            Scenario::LpsLeave if day == days / 3 => {
                let (net, usd) = state.amm.reserves(&state.ledger);
                state.ledger.send(Asset::Net, Account::Pool, Account::Lps, part(net, 0.7))?;
                state.ledger.send(Asset::Usd, Account::Pool, Account::Lps, part(usd, 0.7))?;
            }
            Scenario::Rival if day == days / 3 => state.cloud *= 0.7,
            _ => {}
        }
        Ok(())
    }

    /// Providers leave, and one in seven of the others considers to enter.
    fn population(&mut self) -> Result<()> {
        for place in 0..self.state.providers.len() {
            let provider = &self.state.providers[place];
            let avoided = provider.caught >= self.state.world.patience;
            if provider.active {
                let leaving = provider.fails(&self.state.world) || avoided;
                let idle = provider.busy == 0;
                self.state.providers[place].leaving = leaving;
                if leaving && idle && self.model.leave(&mut self.state, place).context("a provider leaves")? {
                    self.state.providers[place].active = false;
                }
            } else if !avoided
                && (self.state.day as usize + place).is_multiple_of(7)
                && self.expected_margin(place) >= self.state.world.hurdle
            {
                self.join(place)?;
            }
        }
        self.check()
    }

    fn expected_margin(&self, place: usize) -> f64 {
        let (state, world) = (&self.state, &self.state.world);
        let provider = &state.providers[place];
        // Clients go to the cheapest first: what is left for this one is what the cheaper ones cannot serve.
        let cheaper: u32 = state.providers[..place].iter().map(Provider::offers).sum();
        let u = ((state.wanted() / 24.0 - f64::from(cheaper)) / f64::from(provider.gpus)).clamp(0.0, 1.0);
        let subsidy = self.model.subsidy(state, provider.gpus);
        let income = u * (self.model.expected_price(state, place, u) + subsidy.busy) + subsidy.offered;
        let stake = state.worth(self.model.stake(state)) * world.capital / 8_760.0;
        income / (provider.standing(world) + u * provider.running(world) + stake) - 1.0
    }

    fn arrive(&mut self, job: &Job) -> Result<()> {
        self.state.now = job.at;
        self.state.tally.demands += 1;
        if job.known >= self.state.known {
            return Ok(());
        }
        let Some(quote) = self.model.quote(&mut self.state, job).context("a quote")? else {
            if job.worth >= self.state.paid().unwrap_or(0.0) {
                self.state.today.lost += job.hours();
                self.state.tally.lost += 1;
                self.known.1 += 1.0;
            }
            return Ok(());
        };
        let price = quote.price as f64 / ONE as f64 / job.hours();
        if price > job.worth {
            return Ok(());
        }
        if price > self.state.cloud {
            // It would have paid that, and goes to the cloud: this market has missed it.
            self.state.tally.lost += 1;
            self.known.1 += 1.0;
            return Ok(());
        }
        let Some(note) = self.model.request(&mut self.state, job, &quote).context("a request")? else {
            self.state.tally.refused += 1;
            return Ok(());
        };
        let until = job.at + job.seconds;
        let (provider, cloud) = (quote.provider, self.state.cloud);
        let running = Running { job: *job, provider, until, price: quote.price, cloud, note };
        self.running.push(Reverse((until, self.jobs.len())));
        self.jobs.push(Some(running));
        let state = &mut self.state;
        state.providers[quote.provider].busy += job.gpus;
        state.today.hours += job.hours();
        state.today.paid += quote.paid as f64 / ONE as f64;
        state.tally.volume += quote.price;
        Ok(())
    }

    fn finish_until(&mut self, end: u64) -> Result<()> {
        while let Some(&Reverse((until, number))) = self.running.peek() {
            if until > end {
                break;
            }
            self.running.pop();
            if let Some(running) = self.jobs.get_mut(number).and_then(Option::take) {
                self.state.now = until;
                self.finish(&running).context("a settlement")?;
                self.check()?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, running: &Running) -> Result<()> {
        let (place, job) = (running.provider, running.job);
        let cost = self.state.providers[place].running(&self.state.world) * job.hours();
        let cheats = self.state.providers[place].cheats;
        let noticed = job.noticed < self.state.world.detection;
        let provider = &mut self.state.providers[place];
        provider.busy -= job.gpus;
        if cheats && noticed {
            provider.caught += 1;
            self.known.1 += 1.0;
            match self.model.found_out(&mut self.state, running)? {
                0 => self.state.tally.cheated += 1,
                back => self.state.tally.volume -= back.min(running.price),
            }
            return Ok(());
        }
        provider.worked += job.hours();
        self.state.pay(place, cost)?;
        if cheats {
            self.state.tally.cheated += 1;
        } else {
            self.state.tally.served += 1;
            let (hours, cloud) = self.state.tally.compared;
            self.state.tally.compared = (hours + job.hours(), cloud + running.cloud * job.hours());
            self.state.tally.value += job.worth.min(running.cloud) * job.hours();
        }
        self.known.0 += 1.0;
        let earned = self.model.settle(&mut self.state, running)?;
        self.state.providers[place].earns(earned);
        Ok(())
    }

    fn evening(&mut self) -> Result<()> {
        self.model.evening(&mut self.state).context("evening")?;
        self.check()?;
        let (claims, cover) = self.model.claims(&self.state);
        let state = &mut self.state;
        state.tally.unfunded = state.tally.unfunded.max(claims - cover);
        let price = state.price();
        for place in 0..state.providers.len() {
            if !state.providers[place].active {
                continue;
            }
            let (world, provider) = (&state.world, &state.providers[place]);
            let hours = f64::from(provider.gpus) * 24.0;
            state.today.offered += f64::from(provider.offers()) * 24.0;
            let stake = provider.stake as f64 / ONE as f64 * price;
            let cost = provider.standing(world) * hours + stake * world.capital / 365.0;
            state.pay(place, cost)?;
            let provider = &mut state.providers[place];
            provider.worked = 0.0;
            provider.ends_day(&state.world);
        }
        // Compute dollars held for later are capital too, at the same rate.
        let ahead = state.ledger.balance(Asset::Act, Account::Clients) as f64;
        let usd = (ahead * state.world.capital / 365.0) as u128;
        state.ledger.send(Asset::Usd, Account::Clients, Account::World, usd)?;
        let (served, missed) = std::mem::take(&mut self.known);
        if served + missed > 0.0 {
            let change = 1.0 + state.world.adoption * (served - missed) / (served + missed);
            state.known = (state.known * change).clamp(0.01, 1.0);
        }
        state.ends_day();
        Ok(())
    }
}
