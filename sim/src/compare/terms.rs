//! A model's own parameters: what is tuned.

use compute_amm_testing::wirings;
use rand::seq::SliceRandom;
use rand::Rng;
use serde::{Deserialize, Serialize};

use super::models::{
    Aep76, Aep76Terms, EmissionTerms, Emissions, Escrow, FeeShare, Governance, Helium, HeliumTerms, NoToken,
    Ours, OursTerms, Schedule, TokenModel, WorkToken,
};
use super::names::Model;
use super::params::World;

/// The parameters of a model.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Terms {
    /// It has none.
    None,
    /// A fee, basis points.
    Governance { fee_bps: u32 },
    /// What is emitted.
    Emissions(EmissionTerms),
    /// A fee, and the stake for a GPU in months of its income.
    WorkToken { fee_bps: u32, months: f64 },
    /// See there.
    Helium(HeliumTerms),
    /// See there.
    Aep76(Aep76Terms),
    /// A fee, basis points.
    FeeShare { fee_bps: u32 },
    /// See there.
    Ours(OursTerms),
}

impl Terms {
    /// What is taken before anything is tuned: the fee of our default take, the specifications' numbers.
    pub fn default_of(model: Model) -> Self {
        let emission = EmissionTerms {
            schedule: Schedule { a_year: 0.03, halving: 365 },
            to_lps: 0.3,
            by_capacity: 0.5,
        };
        match model {
            Model::None | Model::Escrow => Terms::None,
            Model::Governance => Terms::Governance { fee_bps: 200 },
            Model::Emissions => Terms::Emissions(emission),
            // A tenth of what tuning takes a year.
            Model::SmallEmissions => Terms::Emissions(EmissionTerms {
                schedule: Schedule { a_year: 0.002, halving: 365 },
                to_lps: 0.0,
                by_capacity: 0.0,
            }),
            Model::WorkToken => Terms::WorkToken { fee_bps: 200, months: 1.0 },
            Model::Helium => Terms::Helium(HeliumTerms {
                price: 0.5,
                emission: EmissionTerms { to_lps: 0.0, ..emission },
                again: 0.01,
            }),
            Model::Aep76 | Model::Aep76AsSpecified => Terms::Aep76(Aep76Terms::default()),
            Model::FeeShare => Terms::FeeShare { fee_bps: 200 },
            Model::Ours | Model::OursShare => Terms::Ours(OursTerms::default()),
            Model::OursAsDeployed => Terms::Ours(OursTerms::as_deployed()),
            Model::OursEmission => {
                let emission = Some(EmissionTerms { to_lps: 0.0, ..emission });
                Terms::Ours(OursTerms { emission, ..OursTerms::default() })
            }
        }
    }

    /// A draw of a model's parameters, each evenly from the values named here.
    pub fn draw(model: Model, rng: &mut impl Rng) -> Self {
        fn pick<T: Copy>(values: &[T], rng: &mut impl Rng) -> T {
            *values.choose(rng).expect("a list of values")
        }
        let fee_bps = pick(&[50, 100, 200, 300, 500], rng);
        let schedule = Schedule {
            a_year: pick(&[0.002, 0.005, 0.01, 0.02, 0.05, 0.1], rng),
            halving: pick(&[30, 60, 120, 365], rng),
        };
        let emission = EmissionTerms {
            schedule,
            to_lps: pick(&[0.0, 0.1, 0.3, 0.5], rng),
            by_capacity: pick(&[0.0, 0.5, 1.0], rng),
        };
        let ours = OursTerms {
            take_bps: pick(&[50, 100, 200, 300, 500], rng),
            window: pick(&[600, 7_200, 86_400], rng),
            burn_bps: pick(&[5_000, 6_000, 8_000, 10_000], rng),
            liquidity_bps: 0,
            pool_fee_bps: pick(&[5, 30, 100], rng),
            depth: pick(&[24.0, 48.0, 96.0, 168.0], rng),
            emission: None,
            ..OursTerms::default()
        };
        match model {
            Model::None
            | Model::Escrow
            | Model::SmallEmissions
            | Model::Aep76AsSpecified
            | Model::OursAsDeployed => Self::default_of(model),
            Model::Governance => Terms::Governance { fee_bps },
            Model::Emissions => Terms::Emissions(emission),
            Model::WorkToken => Terms::WorkToken { fee_bps, months: pick(&[0.25, 0.5, 1.0, 2.0, 4.0], rng) },
            Model::Helium => Terms::Helium(HeliumTerms {
                price: pick(&[0.3, 0.4, 0.5, 0.6, 0.8], rng),
                emission: EmissionTerms { to_lps: 0.0, ..emission },
                again: pick(&[0.01, 0.5, 1.0, 10.0], rng),
            }),
            Model::Aep76 => Terms::Aep76(Aep76Terms {
                spread_bps: 25,
                runway: pick(&[1.0, 3.0, 7.0, 14.0], rng),
                buffer: pick(&[0.0, 0.1, 0.25, 0.5], rng),
            }),
            Model::FeeShare => Terms::FeeShare { fee_bps },
            Model::Ours | Model::OursShare => Terms::Ours(ours),
            Model::OursEmission => {
                Terms::Ours(OursTerms { emission: Some(EmissionTerms { to_lps: 0.0, ..emission }), ..ours })
            }
        }
    }

    /// The model with these parameters.
    pub fn build(&self, model: Model, world: &World) -> Box<dyn TokenModel> {
        match *self {
            Terms::None if model == Model::Escrow => {
                Box::new(Escrow { jail: wirings::standard("owner", "guardian").registry.jail })
            }
            Terms::None => Box::new(NoToken),
            Terms::Governance { fee_bps } => Box::new(Governance { fee_bps }),
            Terms::Emissions(terms) => Box::new(Emissions { terms }),
            Terms::WorkToken { fee_bps, months } => Box::new(WorkToken { fee_bps, months }),
            Terms::Helium(terms) => Box::new(Helium::new(terms, world.cloud)),
            Terms::Aep76(terms) => Box::new(Aep76::new(terms)),
            Terms::FeeShare { fee_bps } => Box::new(FeeShare { fee_bps }),
            Terms::Ours(terms) => Box::new(Ours::new(terms, model == Model::OursShare, world)),
        }
    }
}
