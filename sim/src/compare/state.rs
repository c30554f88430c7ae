//! What every model works on: the ledger, the pool, the providers, the market's recent numbers.

use std::collections::{BTreeMap, VecDeque};

use anyhow::Result;

use super::amm::{Amm, Cause};
use super::demand::Job;
use super::ledger::{Account, Asset, Ledger, Reason, ONE};
use super::params::World;
use super::providers::Provider;

/// Days over which the market's numbers are taken together.
const RECENT: usize = 7;

/// One day of the market.
#[derive(Clone, Copy, Debug, Default)]
pub struct Day {
    /// GPU-hours that were asked for and served.
    pub hours: f64,
    /// GPU-hours that a free GPU would have served.
    pub lost: f64,
    /// GPU-hours that were offered.
    pub offered: f64,
    /// USD that providers were paid by clients, fees not included.
    pub paid: f64,
}

/// A job that runs.
#[derive(Clone, Copy, Debug)]
pub struct Running {
    /// What was asked for.
    pub job: Job,
    /// Which provider, by its place.
    pub provider: usize,
    /// Until when.
    pub until: u64,
    /// What the client pays, USD base units.
    pub price: u128,
    /// The cloud's price when it was asked for, USD per GPU-hour.
    pub cloud: f64,
    /// What the model notes: an escrowed amount, or a job's number.
    pub note: u128,
}

/// What was counted.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Demands.
    pub demands: u64,
    /// Jobs with a true result.
    pub served: u64,
    /// Jobs that were paid with a false one.
    pub cheated: u64,
    /// Of those who looked and would have paid it: without a price or a free GPU, or with a price above the cloud's.
    pub lost: u64,
    /// Paid by clients less refunds, USD base units.
    pub volume: u128,
    /// GPU-hours of jobs with a true result, and what a cloud would have been paid for them when they were asked
    /// for, USD.
    pub compared: (f64, f64),
    /// What those jobs were worth to their clients, each at most what the cloud would have been paid for it, USD.
    pub value: f64,
    /// Subsidies at market price, USD.
    pub subsidy: f64,
    /// Tokens vested at market price, USD.
    pub insiders: f64,
    /// Distributed to holders, and burned out of fees, at market price, USD.
    pub cash: f64,
    /// The same in NET base units.
    pub returned: u128,
    /// USD that one NET (base unit for base unit) was paid, at market price on the day.
    pub dividend: f64,
    /// The largest claims without cover, USD.
    pub unfunded: f64,
    /// Messages that the contracts refused where the engine goes on without.
    pub refused: u64,
}

/// The state of a run.
pub struct State {
    /// Its parameters.
    pub world: World,
    /// Balances.
    pub ledger: Ledger,
    /// The pool NET/USD.
    pub amm: Amm,
    /// Providers from the cheapest to the dearest.
    pub providers: Vec<Provider>,
    /// Days so far.
    pub day: u32,
    /// Seconds so far.
    pub now: u64,
    /// Today.
    pub today: Day,
    /// Days before.
    pub recent: VecDeque<Day>,
    /// The cloud's price now, USD per GPU-hour.
    pub cloud: f64,
    /// The part of clients that knows the market.
    pub known: f64,
    /// NET that came today to who is not a provider and may be sold, base units.
    pub rewards: BTreeMap<Account, u128>,
    /// Cash to holders by day, USD.
    pub cash_days: VecDeque<f64>,
    /// Counts.
    pub tally: Tally,
}

impl State {
    /// USD for a NET.
    pub fn price(&self) -> f64 {
        self.amm.price(&self.ledger)
    }

    /// Base units of NET in USD.
    pub fn worth(&self, net: u128) -> f64 {
        net as f64 / ONE as f64 * self.price()
    }

    /// Utilisation of the last days, 0 to 1; none where nothing was offered.
    pub fn utilisation(&self) -> Option<f64> {
        let (hours, offered) =
            self.recent.iter().fold((0.0, 0.0), |sum, day| (sum.0 + day.hours, sum.1 + day.offered));
        (offered > 0.0).then(|| (hours / offered).min(1.0))
    }

    /// GPU-hours wanted a day lately: served, and lost for want of a GPU.
    pub fn wanted(&self) -> f64 {
        let days = self.recent.len().max(1) as f64;
        self.recent.iter().map(|day| day.hours + day.lost).sum::<f64>() / days
    }

    /// GPU-hours served a day lately.
    pub fn served(&self) -> f64 {
        let days = self.recent.len().max(1) as f64;
        self.recent.iter().map(|day| day.hours).sum::<f64>() / days
    }

    /// What providers were paid for a GPU-hour lately, USD.
    pub fn paid(&self) -> Option<f64> {
        let (paid, hours) =
            self.recent.iter().fold((0.0, 0.0), |sum, day| (sum.0 + day.paid, sum.1 + day.hours));
        (hours > 0.0).then(|| paid / hours)
    }

    /// GPUs that are offered.
    pub fn gpus(&self) -> u32 {
        self.providers.iter().map(Provider::offers).sum()
    }

    /// What a provider asks for a GPU-hour, USD, where it expects so much subsidy for it: its cost by the
    /// market's utilisation, less the part of the subsidy that competition makes it pass on; at least what the
    /// hour costs it.
    pub fn ask(&self, place: usize, subsidy: f64) -> f64 {
        self.ask_at(place, subsidy, self.utilisation().unwrap_or(0.0))
    }

    /// The same at a utilisation.
    pub fn ask_at(&self, place: usize, subsidy: f64, u: f64) -> f64 {
        let (world, provider) = (&self.world, &self.providers[place]);
        let plain = provider.price_of(world) * (world.asks.0 + world.asks.1 * u * u);
        (plain - world.pass_on * subsidy).max(provider.running(world))
    }

    /// Providers with room for a job whom clients do not avoid, from the cheapest to the dearest.
    pub fn able(&self, gpus: u32) -> impl Iterator<Item = usize> + '_ {
        let patience = self.world.patience;
        (0..self.providers.len()).filter(move |&place| {
            let provider = &self.providers[place];
            provider.free() >= gpus && provider.caught < patience && provider.barred <= self.now
        })
    }

    /// Notes NET that came to somebody as income of today.
    pub fn reward(&mut self, to: Account, net: u128) {
        *self.rewards.entry(to).or_default() += net;
    }

    /// Pays out to all who hold NET outside of pool, contracts, vault and unvested tokens, in proportion, each
    /// rounded down; what is left by rounding goes to the passive holders. NET that is paid out is income, of which
    /// [`World::sells`] says how much is sold; traders keep theirs for the orders that they place anyway.
    pub fn distribute(&mut self, asset: Asset, from: Account, amount: u128) -> Result<()> {
        let mut all =
            vec![Account::Holders, Account::Noise, Account::Momentum, Account::Investor, Account::Lps];
        all.extend(self.providers.iter().map(Provider::account));
        all.push(Account::Stakes);
        all.retain(|&account| account != from);
        let held: Vec<u128> = all.iter().map(|&account| self.ledger.balance(Asset::Net, account)).collect();
        let total: u128 = held.iter().sum();
        if total == 0 || amount == 0 {
            return Ok(());
        }
        let usd = if asset == Asset::Net { self.worth(amount) } else { amount as f64 / ONE as f64 };
        let mut left = amount;
        for (&account, &net) in all.iter().zip(&held).skip(1) {
            let part = amount * net / total;
            left -= part;
            self.ledger.send(asset, from, account, part)?;
            if let Some(provider) = self.providers.iter_mut().find(|provider| provider.account() == account) {
                provider.earns(usd * part as f64 / amount as f64);
                if asset == Asset::Net {
                    provider.received += part;
                }
            } else if asset == Asset::Net && account == Account::Lps {
                self.reward(account, part);
            }
        }
        self.ledger.send(asset, from, Account::Holders, left)?;
        if asset == Asset::Net {
            self.reward(Account::Holders, left);
        }
        self.tally.dividend += usd / (total as f64 / ONE as f64);
        self.returned(usd);
        Ok(())
    }

    /// Burns NET out of fees.
    pub fn burn_fees(&mut self, from: Account, net: u128) -> Result<()> {
        self.ledger.burn(Asset::Net, from, net, Reason::Fees)?;
        let usd = self.worth(net);
        self.returned(usd);
        Ok(())
    }

    /// Books what holders have of a day, USD.
    pub fn returned(&mut self, usd: f64) {
        self.tally.cash += usd;
        self.tally.returned += (usd / self.price() * ONE as f64) as u128;
        if let Some(today) = self.cash_days.back_mut() {
            *today += usd;
        }
    }

    /// Mints tokens for somebody beyond what clients pay.
    pub fn emit(&mut self, to: Account, net: u128) -> Result<()> {
        self.ledger.mint(Asset::Net, to, net, Reason::Emission)?;
        self.tally.subsidy += self.worth(net);
        Ok(())
    }

    /// Emits to a provider, whose income it is.
    pub fn emit_to_provider(&mut self, place: usize, net: u128) -> Result<()> {
        let usd = self.worth(net);
        self.emit(self.providers[place].account(), net)?;
        self.providers[place].received += net;
        self.providers[place].earns(usd);
        Ok(())
    }

    /// Whether the pool could sell a provider what it lacks of so much NET.
    pub fn can_have(&self, place: usize, net: u128) -> bool {
        let has = self.ledger.balance(Asset::Net, self.providers[place].account());
        self.amm.cost(&self.ledger, Asset::Net, net.saturating_sub(has)).is_ok()
    }

    /// A provider buys NET until it has so much. What that costs above the price before is lost income.
    pub fn buy_up_to(&mut self, place: usize, net: u128) -> Result<()> {
        let account = self.providers[place].account();
        let lacks = net.saturating_sub(self.ledger.balance(Asset::Net, account));
        let worth = self.worth(lacks);
        let paid = self.amm.buy(&mut self.ledger, account, Asset::Net, lacks, Cause::Model)?;
        self.providers[place].earns(worth - paid as f64 / ONE as f64);
        Ok(())
    }

    /// A provider sells NET. What that brings short of the price before is lost income.
    pub fn sell_of(&mut self, place: usize, net: u128) -> Result<()> {
        let (account, worth) = (self.providers[place].account(), self.worth(net));
        let brought = self.amm.sell(&mut self.ledger, account, Asset::Net, net, Cause::Model)?;
        if brought > 0 {
            self.providers[place].earns(brought as f64 / ONE as f64 - worth);
        }
        Ok(())
    }

    /// A provider pays for electricity, machines or capital, in dollars. Rounded down to a base unit.
    pub fn pay(&mut self, place: usize, usd: f64) -> Result<()> {
        self.providers[place].spends(usd);
        let account = self.providers[place].account();
        self.ledger.send(Asset::Usd, account, Account::World, (usd * ONE as f64) as u128)
    }

    /// Ends the market's day.
    pub fn ends_day(&mut self) {
        self.recent.push_back(std::mem::take(&mut self.today));
        while self.recent.len() > RECENT {
            self.recent.pop_front();
        }
    }
}
