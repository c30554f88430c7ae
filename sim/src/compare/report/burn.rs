//! How small the burn is: parts of gross volume by the defaults, and of supply at public volumes.

use compute_amm_testing::wirings;

/// Defaults out of which a burn follows, as shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// τ0, of a job's worth.
    pub take: f64,
    /// The take's largest multiplier, when a class is full.
    pub multiplier: f64,
    /// A class's pool's fee, of what is swapped.
    pub pool_fee: f64,
    /// The protocol's part of that fee.
    pub protocol: f64,
    /// What is burned of the protocol's revenue.
    pub burn: f64,
}

impl Rates {
    /// Those of the wiring that tests and devnet deploy.
    pub fn defaults() -> Self {
        let wiring = wirings::standard("owner", "guardian");
        let class = &wiring.classes[0];
        let share = |bps: u32| f64::from(bps) / 10_000.0;
        Self {
            take: share(class.terms.take.base_bps),
            multiplier: share(class.terms.take.max_multiplier_bps),
            pool_fee: share(class.fees.fee_bps),
            protocol: share(class.fees.protocol_share_bps),
            burn: share(wiring.split.burn_bps),
        }
    }

    /// Burned out of the take, of gross volume.
    pub fn of_take(&self) -> f64 {
        self.take * self.burn
    }

    /// The same at the largest multiplier.
    pub fn at_most(&self) -> f64 {
        self.of_take() * self.multiplier
    }

    /// Burned out of the pool's fees, of what is swapped once.
    pub fn of_swaps(&self) -> f64 {
        self.pool_fee * self.protocol * self.burn
    }

    /// Both, where each job's credits are swapped once.
    pub fn both(&self) -> f64 {
        self.of_take() + self.of_swaps()
    }

    /// Burned in a year, of supply, at so much gross volume a year and a market value, USD.
    pub fn of_supply(&self, volume: f64, value: f64) -> f64 {
        self.both() * volume / value
    }

    /// Gross volume a year, USD, at which so much of a supply of this market value is burned in a year.
    pub fn volume_for(&self, share: f64, value: f64) -> f64 {
        share * value / self.both()
    }
}

/// What is publicly said about a network. Read on secondary sources in November 2026, not checked further.
#[derive(Clone, Copy, Debug)]
pub struct Public {
    /// Network and period.
    pub name: &'static str,
    /// Gross volume or revenue a year, USD: a quarter's four times.
    pub volume: f64,
    /// Market value, USD; none where none was read beside it.
    pub value: Option<f64>,
    /// Where it was read.
    pub source: &'static str,
}

const AKASH: &str = "smartalphacapital.cc, cryptomarketimpact.com, tokenpost.com";
const AKASH_VALUE: f64 = 198e6;

/// The volumes. The market value of AKT is the one read in 2026, for both quarters.
pub const PUBLIC: [Public; 5] = [
    Public { name: "Akash, Q1-2025", volume: 4.0 * 1.0e6, value: Some(AKASH_VALUE), source: AKASH },
    Public { name: "Akash, Q1-2026", volume: 4.0 * 253e3, value: Some(AKASH_VALUE), source: AKASH },
    Public { name: "DePIN as a whole, 2025", volume: 72e6, value: Some(10e9), source: "blockeden.xyz" },
    Public { name: "Helium, Q4-2025", volume: 11.0e6, value: None, source: "wiki.hearn.me, blockworks.co" },
    Public {
        name: "Livepeer, Q2-2024",
        volume: 4.0 * 53e3,
        value: None,
        source: "digitalcurrencyresearch.io",
    },
];

/// Shares of supply a year at which a burn begins to matter, for which volumes are given.
pub const MATTERS: [f64; 2] = [0.01, 0.05];
