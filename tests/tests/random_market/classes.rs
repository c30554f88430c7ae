//! The run's classes.

use anyhow::Result;
use api::job_market::Template;
use api::provider_registry::{PositionsResponse, QueryMsg};
use compute_amm_testing::credits::template;
use compute_amm_testing::wirings::{A100, H100, L40S};
use compute_amm_testing::Market;
use cosmwasm_std::Addr;

/// The run's classes.
pub const CLASSES: [&str; 3] = [H100, A100, L40S];
/// The class whose providers may end leases with notice.
pub const INTERRUPTIBLE: &str = L40S;
/// The template that every class of the run has.
pub const TEMPLATE: u32 = 1;
/// The same for jobs with an input.
pub const INPUT_TEMPLATE: u32 = 2;
/// Least units of its jobs, of a minute each.
pub const LEAST_UNITS: u64 = 20;

/// Registers the run's template in every class.
pub fn prepare(market: &mut Market) {
    for class in CLASSES {
        set_templates(market, class, Some(30)).expect("two templates");
        touch_all(market, class).expect("anyone may");
    }
}

/// Registers both templates of a class for so many units at most, or removes them.
pub fn set_templates(market: &mut Market, class: &str, most: Option<u64>) -> Result<()> {
    for (number, max_input) in [(TEMPLATE, 0), (INPUT_TEMPLATE, 1_024)] {
        let terms = most.map(|most| Template { max_input, ..template(60, LEAST_UNITS, most) });
        market.set_template(class, number, terms)?;
    }
    Ok(())
}

/// Brings everybody's place in the queue up to date: the queue itself only changes with a position.
pub fn touch_all(market: &mut Market, class: &str) -> Result<()> {
    let anybody = market.guardian.clone();
    for provider in debtors(market, class) {
        market.touch(&anybody, class, &provider)?;
    }
    Ok(())
}

/// Everybody who has a position in a class.
pub fn debtors(market: &Market, class: &str) -> Vec<Addr> {
    let query = QueryMsg::Positions { class: class.into(), order: None, start_after: None, limit: Some(100) };
    let all = market.ask_registry::<PositionsResponse>(&query).positions;
    all.into_iter().map(|position| position.provider).collect()
}
