//! The models and the scenarios by name.

use serde::{Deserialize, Serialize};

/// A way to use, or not to use, a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// Dollars for work, and no token. NET is traded beside it as a placebo.
    None,
    /// Dollars for work; a fee goes to liquidity providers; holders vote.
    Governance,
    /// Dollars for work, and new tokens for providers and liquidity providers, halving.
    Emissions,
    /// Dollars for work; providers stake in proportion to capacity; a fee goes to stakers.
    WorkToken,
    /// Clients burn NET for a fixed price in dollars; providers are paid in new NET.
    Helium,
    /// Burn at the price of the request, remint at the price of the settlement, from a vault.
    Aep76,
    /// Dollars for work; a fee goes to holders in dollars.
    FeeShare,
    /// The contracts of this project.
    Ours,
    /// The same; what the fee-collector burns is paid out to holders instead.
    OursShare,
    /// The same, and a bootstrapping emission to providers.
    OursEmission,
}

impl Model {
    /// All of them.
    pub const ALL: [Model; 10] = [
        Model::None,
        Model::Governance,
        Model::Emissions,
        Model::WorkToken,
        Model::Helium,
        Model::Aep76,
        Model::FeeShare,
        Model::Ours,
        Model::OursShare,
        Model::OursEmission,
    ];

    /// For people.
    pub fn label(self) -> &'static str {
        match self {
            Model::None => "no token",
            Model::Governance => "governance token",
            Model::Emissions => "emissions",
            Model::WorkToken => "work token",
            Model::Helium => "burn and mint (Helium)",
            Model::Aep76 => "burn and mint (AEP-76)",
            Model::FeeShare => "fee share in dollars",
            Model::Ours => "ours",
            Model::OursShare => "ours, fees shared",
            Model::OursEmission => "ours, with emission",
        }
    }

    /// Whether NET has to do with the market for compute.
    pub fn has_token(self) -> bool {
        self != Model::None
    }
}

/// What happens to a market.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scenario {
    /// Arrivals at an even rate.
    Steady,
    /// One provider, and few clients that know of the market.
    ColdStart,
    /// The rate of arrivals grows tenfold.
    Growth,
    /// The trace's own arrivals.
    Bursts,
    /// Four in five demands stay away from a third of the time on.
    Slump,
    /// NET falls by a fifth, five times.
    Falls,
    /// 70 % of the liquidity of NET leaves.
    LpsLeave,
    /// A share of the providers cheats.
    Cheaters,
    /// The cloud becomes 30 % cheaper.
    Rival,
}

impl Scenario {
    /// All of them.
    pub const ALL: [Scenario; 9] = [
        Scenario::Steady,
        Scenario::ColdStart,
        Scenario::Growth,
        Scenario::Bursts,
        Scenario::Slump,
        Scenario::Falls,
        Scenario::LpsLeave,
        Scenario::Cheaters,
        Scenario::Rival,
    ];

    /// Those of the standard set.
    pub const STANDARD: [Scenario; 3] = [Scenario::ColdStart, Scenario::Bursts, Scenario::Falls];

    /// For people.
    pub fn label(self) -> &'static str {
        match self {
            Scenario::Steady => "steady",
            Scenario::ColdStart => "cold start",
            Scenario::Growth => "growth tenfold",
            Scenario::Bursts => "real bursts",
            Scenario::Slump => "demand ÷ 5",
            Scenario::Falls => "NET −20 % five times",
            Scenario::LpsLeave => "LPs −70 %",
            Scenario::Cheaters => "cheaters",
            Scenario::Rival => "a rival 30 % cheaper",
        }
    }
}
