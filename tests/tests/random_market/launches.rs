//! The run's launch pool and its block anchor: one class starts with credits alone, and messages that share a
//! block leave spread.

use compute_amm_testing::wirings::A100;
use compute_amm_testing::{Market, Native};
use cosmwasm_std::Event;

use crate::indexer::Said;

/// The class that starts with a launch pool.
pub const LAUNCHED: &str = A100;

/// The standard market with one launch pool.
pub fn market() -> Market {
    Market::with(&Native, |wiring| {
        for class in wiring.classes.iter_mut().filter(|class| class.class == LAUNCHED) {
            class.launch = true;
        }
    })
}

/// What these events tell of the launch pool and of spread.
pub fn told(market: &Market, events: &[(u64, Event)]) -> Vec<&'static str> {
    let launched = market.class_pool(LAUNCHED);
    let of_pool = |(time, event): &(u64, Event)| {
        let said = Said { event, at: *time };
        let ours = said.get("pool_id") == Some(launched.to_string().as_str());
        match said.kind() {
            "swap" => of_swap(&said, launched, &market.credit(LAUNCHED).to_string()),
            "provide" if ours => vec!["launched liquidity comes"],
            "withdraw_liquidity" if ours => vec!["launched liquidity leaves"],
            "sweep_spread" => vec!["spread swept"],
            _ => vec![],
        }
    };
    events.iter().flat_map(of_pool).collect()
}

/// Which way a swap went through the launch pool, and whether it left spread.
fn of_swap(said: &Said, launched: u64, credit: &str) -> Vec<&'static str> {
    let mut found = vec![];
    for hop in said.get("hops").into_iter().flat_map(|hops| hops.split(',')) {
        let numbers: Vec<&str> = hop.split(':').collect();
        let launch = numbers[0] == launched.to_string();
        if launch && said.get("ask") == Some(credit) {
            found.push("launched credits bought");
        }
        if launch && said.get("offer") == Some(credit) {
            found.push("launched credits sold back");
        }
        if numbers.len() > 5 {
            found.push(if launch { "spread of a launch kept" } else { "spread kept" });
        }
    }
    found
}
