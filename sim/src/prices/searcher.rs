//! The best sandwich: who sees an order, and may trade and move liquidity before and after it.

use anyhow::Result;
use api::pool::Fees;
use pool::pool::Side;

use super::venue::{Anchor, Venue};

/// Reserve of either asset, base units: so many that a rounding is a millionth of a basis point of the least order.
pub const RESERVE: u128 = 1_000_000_000_000_000;
/// Seconds of a block.
const BLOCK: u64 = 6;

/// An order that everybody sees before it executes: NET for credits, exactly so much in.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// NET, base units.
    pub amount: u128,
    /// How much less than its quote it may bring, in basis points; 10,000 for an order that takes any price.
    pub tolerance_bps: u32,
}

/// What a searcher finds.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Of the pool.
    pub fees: Fees,
    /// The order.
    pub order: Order,
    /// Percent of the LP shares that are the searcher's.
    pub lp_percent: u32,
    /// Whether the anchor holds.
    pub anchor: Anchor,
    /// Blocks from the searcher's first message to its last.
    pub apart: u64,
}

/// What a searcher does around the order. It always ends with the LP shares and the credits that it had.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// NET that it sells before the order, base units.
    pub front: f64,
    /// LP shares that it provides for before the order; if negative, that it gives up. Undone afterwards.
    pub shares: f64,
    /// Whether it moves liquidity before it trades, ahead of the order.
    pub liquidity_first: bool,
    /// Whether it trades before it moves liquidity back, after the order; it squares up at the end all the same.
    pub trade_first: bool,
    /// Where `apart` is not 0: whether the order is in its last block, else in its first.
    pub order_last: bool,
}

/// A searcher that lets the order pass.
const NOTHING: Plan =
    Plan { front: 0.0, shares: 0.0, liquidity_first: false, trade_first: false, order_last: false };

/// The best that a search found.
#[derive(Clone, Copy, Debug)]
pub struct Best {
    /// What the searcher does.
    pub plan: Plan,
    /// NET base units, beyond what its LP shares would have earned from the order alone.
    pub profit: f64,
}

/// What a searcher holds beyond what it began with, base units.
#[derive(Default)]
struct Wallet {
    credits: i128,
    net: i128,
}

impl Wallet {
    fn add(&mut self, (credits, net): (u128, u128), sign: i128) {
        self.credits += sign * credits as i128;
        self.net += sign * net as i128;
    }

    /// Moves so many LP shares: into the pool, or out of it if negative.
    fn liquidity(&mut self, venue: &mut Venue, shares: i128) -> Result<()> {
        if shares > 0 {
            let cost = venue.provide(shares.unsigned_abs())?;
            self.add(cost, -1);
        } else if shares < 0 {
            let out = venue.withdraw(shares.unsigned_abs())?;
            self.add(out, 1);
        }
        Ok(())
    }

    fn front(&mut self, venue: &mut Venue, amount: u128) -> Result<()> {
        if amount > 0 {
            let credits = venue.sell(Side::One, amount)?;
            self.credits += credits as i128;
            self.net -= amount as i128;
        }
        Ok(())
    }

    /// Ends with the credits that it began with.
    fn square(&mut self, venue: &mut Venue) -> Result<()> {
        let credits = self.credits.unsigned_abs();
        if self.credits > 0 {
            self.net += venue.sell(Side::Zero, credits)? as i128;
        } else if self.credits < 0 {
            self.net -= venue.buy(Side::Zero, credits)? as i128;
        }
        self.credits = 0;
        Ok(())
    }
}

/// A case with what its plans share.
pub struct Search {
    case: Case,
    start: Venue,
    /// What the order accepts, credits.
    least: u128,
    /// What an LP share is worth after the order alone.
    share: f64,
    /// LP shares of the searcher.
    own: u128,
}

impl Search {
    /// Opens the pool, and quotes the order.
    pub fn new(case: Case) -> Result<Self> {
        let start = Venue::open(RESERVE, case.fees, case.anchor)?;
        let mut alone = start.clone();
        let quote = alone.sell(Side::One, case.order.amount)?;
        let least = quote - quote / 10_000 * u128::from(case.order.tolerance_bps);
        let own = start.supply() / 100 * u128::from(case.lp_percent);
        Ok(Self { case, start, least, share: alone.share(), own })
    }

    /// What a plan brings; none if the order or one of the searcher's messages is refused.
    pub fn profit(&self, plan: &Plan) -> Option<f64> {
        self.run(plan).ok().flatten()
    }

    fn run(&self, plan: &Plan) -> Result<Option<f64>> {
        let mut venue = self.start.clone();
        let mut wallet = Wallet::default();
        let (front, shares) = (plan.front as u128, plan.shares as i128);
        if plan.liquidity_first {
            wallet.liquidity(&mut venue, shares)?;
            wallet.front(&mut venue, front)?;
        } else {
            wallet.front(&mut venue, front)?;
            wallet.liquidity(&mut venue, shares)?;
        }
        let pass = |venue: &mut Venue| (0..self.case.apart).for_each(|_| venue.next_block(BLOCK));
        if plan.order_last {
            pass(&mut venue);
        }
        if venue.sell(Side::One, self.case.order.amount)? < self.least {
            return Ok(None);
        }
        if !plan.order_last {
            pass(&mut venue);
        }
        if plan.trade_first {
            wallet.square(&mut venue)?;
        }
        wallet.liquidity(&mut venue, -shares)?;
        wallet.square(&mut venue)?;
        Ok(Some(wallet.net as f64 + self.own as f64 * (venue.share() - self.share)))
    }

    /// The best plan, with trades alone or with `liquidity` moved too: for every order of messages and every change of
    /// liquidity on a grid the best first trade, then ever smaller steps around the best.
    pub fn best(&self, liquidity: bool) -> Best {
        let mut best = Best { plan: NOTHING, profit: 0.0 };
        for shape in 0..8_u32 {
            let plan = Plan {
                liquidity_first: shape & 1 != 0,
                trade_first: shape & 2 != 0,
                order_last: shape & 4 != 0,
                ..NOTHING
            };
            let idle = (plan.order_last && self.case.apart == 0)
                || (!liquidity && (plan.liquidity_first || plan.trade_first));
            if idle {
                continue;
            }
            let found = if liquidity { self.best_change(plan) } else { self.best_front(plan) };
            if let Some(found) = found.filter(|found| found.profit > best.profit) {
                best = found;
            }
        }
        best
    }

    /// The best change of liquidity of a shape, and the best first trade with it.
    fn best_change(&self, shape: Plan) -> Option<Best> {
        let (own, supply) = (self.own as f64, self.start.supply() as f64);
        let less = [0.1, 0.5, 0.9, 1.0].map(|part| -part * own);
        let more = [0.01, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0].map(|times| times * supply);
        let at = |shares: f64| self.best_front(Plan { shares: shares.max(-own), ..shape });
        let grid = less.into_iter().filter(|shares| *shares < 0.0).chain(more).filter_map(at);
        let mut best = grid.max_by(|a, b| a.profit.total_cmp(&b.profit))?;
        let mut step = 0.8;
        while step > 0.05 {
            let steps = [1.0 + step, 1.0 / (1.0 + step)].map(|times| best.plan.shares * times);
            let next = steps.into_iter().filter_map(at).max_by(|a, b| a.profit.total_cmp(&b.profit));
            match next.filter(|next| next.profit > best.profit) {
                Some(next) => best = next,
                None => step /= 2.0,
            }
        }
        Some(best)
    }

    /// The best first trade with everything else as it is in `plan`.
    fn best_front(&self, plan: Plan) -> Option<Best> {
        let at = |front: f64| {
            let plan = Plan { front, ..plan };
            self.profit(&plan).map(|profit| Best { plan, profit })
        };
        let mut best = at(0.0);
        let mut front = self.case.order.amount as f64 / 1_000.0;
        while front < 20.0 * RESERVE as f64 {
            best = better(best, at(front));
            front *= 1.4;
        }
        let mut step = 0.2;
        while step > 0.000_5 {
            let before = best?;
            for times in [1.0 + step, 1.0 / (1.0 + step)] {
                best = better(best, at(before.plan.front * times));
            }
            if best?.profit <= before.profit {
                step /= 2.0;
            }
        }
        best
    }
}

fn better(a: Option<Best>, b: Option<Best>) -> Option<Best> {
    match (a, b) {
        (Some(a), Some(b)) if b.profit <= a.profit => Some(a),
        (a, None) => a,
        (_, b) => b,
    }
}
