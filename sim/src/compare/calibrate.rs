//! What providers ask and wait for, set on the training half of the demand before anything is tuned or scored: so that
//! the market without a token lives. The world is the same for all models.
//!
//! [`worlds`] go away from the first one step by step, and the first of them is taken in which providers without a
//! token break even at a steady load: by their median margin on cost over seeds of training.

use anyhow::{Context, Result};

use super::demand::Source;
use super::names::{Model, Scenario};
use super::params::World;
use super::rows::{Measure, Table};
use super::runner::Task;
use super::terms::Terms;
use super::tune::FIRST_SEED;

/// Seeds of training on which a world is looked at.
pub const SEEDS: u64 = 20;

/// A world that was looked at, and what the market without a token came to in it: medians over seeds.
pub struct Line {
    /// With its asks and its hurdle.
    pub world: World,
    /// Providers' margin on cost.
    pub margin: f64,
    /// Providers retained for 30 days.
    pub retention: f64,
    /// Jobs served, of all demands.
    pub served: f64,
    /// Client's price over a cloud's.
    pub over_cloud: f64,
}

/// The worlds, in the order in which they are tried: what is asked of an idle market rises by a tenth of cost, and
/// at each such step the margin rises that a provider waits for before it enters.
pub fn worlds() -> Vec<World> {
    let base = World::default();
    let mut all = vec![];
    for tenths in 8..=16 {
        for hurdle in [0.1, 0.3, 0.5] {
            let asks = (f64::from(tenths) / 10.0, base.asks.1);
            all.push(World { name: "calibration".into(), asks, hurdle, ..base.clone() });
        }
    }
    all
}

/// What a world comes to.
pub fn line(world: &World, training: &Source) -> Result<Line> {
    let rows = (FIRST_SEED..FIRST_SEED + SEEDS).map(|seed| {
        let world = world.clone();
        Task { model: Model::None, terms: Terms::None, scenario: Scenario::Steady, seed, world }.row(training)
    });
    let table = Table::new(rows.collect::<Result<_>>()?);
    let median = |measure| {
        table.percentile(Model::None, Scenario::Steady, measure, 50.0).context("nothing was served at a seed")
    };
    Ok(Line {
        world: world.clone(),
        margin: median(Measure::Margin)?,
        retention: median(Measure::Retention)?,
        served: median(Measure::Served)?,
        over_cloud: median(Measure::OverCloud)?,
    })
}

/// Lines up to the one that is taken; all where none breaks even.
pub fn lines(training: &Source) -> Result<Vec<Line>> {
    let mut lines = vec![];
    for world in worlds() {
        let line = line(&world, training)?;
        let breaks_even = line.margin >= 0.0;
        lines.push(line);
        if breaks_even {
            break;
        }
    }
    Ok(lines)
}
