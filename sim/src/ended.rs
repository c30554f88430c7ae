//! What the end of a job did to its provider's bond, read from the registry's events.

use anyhow::{Context, Result};
use compute_amm_testing::Receipt;

/// The end of a job of an accepting or called provider. Amounts are NET base units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Whose job it was.
    pub provider: String,
    /// `settled`, `released`, `late`, `fraud` or `defaulted`.
    pub how: String,
    /// To the reporter.
    pub reporter: u128,
    /// To the client: compensation, or damages for a default.
    pub client: u128,
    /// Burned.
    pub burned: u128,
}

impl Ended {
    /// NET that left the bond.
    pub fn lost(&self) -> u128 {
        self.reporter + self.client + self.burned
    }
}

/// Every such end that a transaction tells of.
pub fn ended(receipt: &Receipt) -> Result<Vec<Ended>> {
    let mut all = vec![];
    for event in receipt.events.iter().filter(|event| event.ty == "wasm-end_job") {
        let named = |key: &str| event.attributes.iter().find(|a| a.key == key).map(|a| a.value.as_str());
        // The job-market tells of the same job in its own words.
        let Some(how) = named("how") else { continue };
        let amount = |key: &str| -> Result<u128> {
            named(key).map_or(Ok(0), |text| text.parse().with_context(|| format!("{key} of end_job: {text}")))
        };
        all.push(Ended {
            provider: named("provider").context("end_job without a provider")?.to_owned(),
            how: how.to_owned(),
            reporter: amount("reporter")?,
            client: amount("client")?,
            burned: amount("burned")?,
        });
    }
    Ok(all)
}
