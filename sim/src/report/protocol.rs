//! What the protocol does in the pools: the launch pool's sale, buy-backs, its own liquidity.
//!
//! Credits are in GPU-hours (3,600 credits), prices in NET per GPU-hour, amounts in whole NET unless said otherwise.

use serde::{Deserialize, Serialize};

use super::format::{compact, percent};

/// Everything about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Protocol {
    /// The class that began with a launch pool.
    pub launch: Option<Launch>,
    /// Buy-backs, by asset.
    pub buy_backs: Vec<BuyBackRow>,
    /// The protocol's liquidity, by pool.
    pub treasury: Vec<TreasuryRow>,
}

/// A pool that began with credits alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Launch {
    /// The class.
    pub class: String,
    /// Samples by time, usually hourly; the first is before anything was sold.
    pub points: Vec<LaunchPoint>,
}

/// A launch pool at one time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LaunchPoint {
    /// When.
    pub hour: f64,
    /// Credits that it holds.
    pub credits: f64,
    /// NET that it holds: what came for the credits that it sold.
    pub net: f64,
    /// Its price.
    pub price: f64,
}

/// What was sold of an asset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BuyBackRow {
    /// Its name.
    pub asset: String,
    /// What was sold, whole tokens (credits: GPU-hours).
    pub sold: f64,
    /// What that brought.
    pub bought: f64,
    /// What it was worth at the means of half an hour, before fees.
    pub at_mean: f64,
    /// What waits, as `sold`.
    pub waits: f64,
}

/// The protocol's liquidity in a pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TreasuryRow {
    /// The class of the pool.
    pub pool: String,
    /// What was put in.
    pub put_in: f64,
    /// What it is worth at the mean of half an hour; none without such a mean.
    pub worth: Option<f64>,
}

impl Launch {
    /// The first sample and the one at which the pool had sold most.
    pub fn span(&self) -> Option<(LaunchPoint, LaunchPoint)> {
        let most = self.points.iter().min_by(|a, b| a.credits.total_cmp(&b.credits))?;
        Some((*self.points.first()?, *most))
    }

    /// What happened, in a sentence without its full stop.
    pub fn sentence(&self) -> String {
        let Some((first, most)) = self.span() else {
            return format!("{} began with a launch pool", self.class);
        };
        format!(
            "{} began with {} GPU-hours and no NET at {} a GPU-hour; when {} of them were sold the price was {}",
            self.class,
            compact(first.credits),
            compact(first.price),
            percent(1.0 - most.credits / first.credits),
            compact(most.price)
        )
    }
}

impl BuyBackRow {
    /// What it brought over what it was worth at the means.
    pub fn over_mean(&self) -> Option<f64> {
        (self.at_mean > 0.0).then(|| self.bought / self.at_mean)
    }
}
