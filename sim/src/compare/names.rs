//! The models and the scenarios by name.

use serde::{Deserialize, Serialize};

/// A way to use, or not to use, a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// Dollars for work, and no token. NET is traded beside it as a placebo.
    None,
    /// The same, with an arbiter over the escrow: what was paid for a false result that is found out comes back.
    Escrow,
    /// Dollars for work; a fee goes to liquidity providers; holders vote.
    Governance,
    /// Dollars for work, and new tokens for providers and liquidity providers, halving.
    Emissions,
    /// The same, never tuned: a small emission.
    SmallEmissions,
    /// Dollars for work; providers stake in proportion to capacity; a fee goes to stakers.
    WorkToken,
    /// Clients burn NET for a fixed price in dollars; providers are paid in new NET.
    Helium,
    /// Burn at the price of the request, remint at the price of the settlement, from a vault.
    Aep76,
    /// The same, never tuned: its parameters are the specification's.
    Aep76AsSpecified,
    /// Dollars for work; a fee goes to holders in dollars.
    FeeShare,
    /// The contracts of this project.
    Ours,
    /// The same, never tuned: as a deployment's defaults are.
    OursAsDeployed,
    /// As ours; what the fee-collector burns is paid out to holders instead.
    OursShare,
    /// As ours, and a bootstrapping emission to providers.
    OursEmission,
}

impl Model {
    /// All of them.
    pub const ALL: [Model; 14] = [
        Model::None,
        Model::Escrow,
        Model::Governance,
        Model::Emissions,
        Model::SmallEmissions,
        Model::WorkToken,
        Model::Helium,
        Model::Aep76,
        Model::Aep76AsSpecified,
        Model::FeeShare,
        Model::Ours,
        Model::OursAsDeployed,
        Model::OursShare,
        Model::OursEmission,
    ];

    /// For people.
    pub fn label(self) -> &'static str {
        match self {
            Model::None => "no token",
            Model::Escrow => "no token, with escrow",
            Model::Governance => "governance token",
            Model::Emissions => "emissions",
            Model::SmallEmissions => "emissions, small",
            Model::WorkToken => "work token",
            Model::Helium => "burn and mint (Helium)",
            Model::Aep76 => "burn and mint (AEP-76)",
            Model::Aep76AsSpecified => "AEP-76 as specified",
            Model::FeeShare => "fee share in dollars",
            Model::Ours => "ours",
            Model::OursAsDeployed => "ours, as deployed",
            Model::OursShare => "ours, fees shared",
            Model::OursEmission => "ours, with emission",
        }
    }

    /// In a narrow column.
    pub fn short(self) -> &'static str {
        match self {
            Model::None => "none",
            Model::Escrow => "escrow",
            Model::Governance => "governance",
            Model::Emissions => "emissions",
            Model::SmallEmissions => "small",
            Model::WorkToken => "work",
            Model::Helium => "Helium",
            Model::Aep76 => "AEP-76",
            Model::Aep76AsSpecified => "specified",
            Model::FeeShare => "fee share",
            Model::Ours => "ours",
            Model::OursAsDeployed => "deployed",
            Model::OursShare => "shared",
            Model::OursEmission => "with emission",
        }
    }

    /// Whether it is this project's, or a variant of it.
    pub fn is_ours(self) -> bool {
        matches!(self, Model::Ours | Model::OursAsDeployed | Model::OursShare | Model::OursEmission)
    }

    /// Whether NET has to do with the market for compute.
    pub fn has_token(self) -> bool {
        !matches!(self, Model::None | Model::Escrow)
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
