//! Providers: one population with a cost curve, entry by expected margin, exit after days below cost.

use std::collections::VecDeque;

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;

use super::ledger::Account;
use super::params::World;

/// A provider.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its label: nothing but a name.
    pub label: usize,
    /// Its GPUs.
    pub gpus: u32,
    /// USD for a GPU-hour sold at the utilisation at which it breaks even.
    pub cost: f64,
    /// Whether it is in the market.
    pub active: bool,
    /// Days since it came.
    pub days: u32,
    /// GPUs in jobs now.
    pub busy: u32,
    /// Whether its results are false.
    pub cheats: bool,
    /// False results that were found out.
    pub caught: u32,
    /// Second until which a model bars it.
    pub barred: u64,
    /// NET in its stake, or in its bond and in the class's pool, base units: capital, which costs a rate a year.
    pub stake: u128,
    /// GPU-hours that ended today.
    pub worked: f64,
    /// Today's income and cost, USD.
    pub today: (f64, f64),
    /// Those of the days before.
    pub history: VecDeque<(f64, f64)>,
    /// All income and cost, USD.
    pub total: (f64, f64),
    /// Whether it leaves as soon as its jobs are done.
    pub leaving: bool,
    /// NET that came in today and may be sold, base units.
    pub received: u128,
}

impl Provider {
    /// The account.
    pub fn account(&self) -> Account {
        Account::Provider(self.label)
    }

    /// GPUs that it offers: who leaves takes no new jobs.
    pub fn offers(&self) -> u32 {
        if self.active && !self.leaving {
            self.gpus
        } else {
            0
        }
    }

    /// GPUs that are free for a new job.
    pub fn free(&self) -> u32 {
        self.offers().saturating_sub(self.busy)
    }

    /// What a GPU costs for an hour, busy or not, USD.
    pub fn standing(&self, world: &World) -> f64 {
        self.cost * world.even * (1.0 - world.energy)
    }

    /// What a busy hour costs beyond that, USD. Who cheats saves it.
    pub fn running(&self, world: &World) -> f64 {
        if self.cheats {
            0.0
        } else {
            self.cost * world.energy
        }
    }

    /// What it asks for when nothing is busy and nothing is subsidised, USD per GPU-hour, before the market's
    /// utilisation: who cheats can ask less.
    pub fn price_of(&self, world: &World) -> f64 {
        if self.cheats {
            self.cost * (1.0 - world.energy)
        } else {
            self.cost
        }
    }

    /// Books income, USD.
    pub fn earns(&mut self, usd: f64) {
        self.today.0 += usd;
        self.total.0 += usd;
    }

    /// Books cost, USD.
    pub fn spends(&mut self, usd: f64) {
        self.today.1 += usd;
        self.total.1 += usd;
    }

    /// Begins anew: what it earned and spent when it was here before is no reason to leave again.
    pub fn enters(&mut self) {
        self.active = true;
        self.leaving = false;
        self.days = 0;
        self.today = (0.0, 0.0);
        self.history.clear();
    }

    /// Ends a day.
    pub fn ends_day(&mut self, world: &World) {
        self.history.push_back(std::mem::take(&mut self.today));
        self.days += 1;
        while self.history.len() > world.exit_days {
            self.history.pop_front();
        }
    }

    /// Whether there are `exit_days` days in the market, and together they brought less than they cost.
    pub fn fails(&self, world: &World) -> bool {
        let (income, cost) = self.history.iter().fold((0.0, 0.0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
        self.history.len() == world.exit_days && income < cost
    }
}

/// The population, from the cheapest to the dearest, none of them in the market. Who cheats is drawn by the seed, the
/// same for every model.
pub fn population(world: &World, cheaters: f64, seed: u64) -> Vec<Provider> {
    let last = world.providers.saturating_sub(1).max(1) as f64;
    let many = (world.providers as f64 * cheaters).round() as usize;
    let mut rng = ChaCha12Rng::seed_from_u64(seed ^ 0xc4ea7);
    let cheating = rand::seq::index::sample(&mut rng, world.providers, many.min(world.providers)).into_vec();
    (0..world.providers)
        .map(|place| Provider {
            label: world.labels.get(place).copied().unwrap_or(place),
            gpus: world.gpus,
            cost: world.cost.0 + (world.cost.1 - world.cost.0) * place as f64 / last,
            active: false,
            days: 0,
            busy: 0,
            cheats: cheating.contains(&place),
            caught: 0,
            barred: 0,
            stake: 0,
            worked: 0.0,
            today: (0.0, 0.0),
            history: VecDeque::new(),
            total: (0.0, 0.0),
            leaving: false,
            received: 0,
        })
        .collect()
}
