//! Every journey on the embedded chain, native build: each alone, and all in sequence on one market, twice
//! over.

use compute_amm_testing::codes::checksums;
use compute_amm_testing::{Market, Native};
use cosmwasm_std::testing::MockApi;
use market_tests::scenarios::journey;

macro_rules! on_the_native_build {
    ($($name:ident),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                journey::$name(&mut Market::of_journeys(&Native));
            }
        )*

        #[test]
        fn all_share_one_market() {
            let mut market = Market::of_journeys(&Native);
            for _ in 0..2 {
                $(
                    journey::$name(&mut market);
                    market.wait(5);
                )*
            }
        }
    };
}

market_tests::for_each_journey!(on_the_native_build);

/// The embedded chain puts every contract and token where the plan computes it for a chain with this prefix
/// and governance.
#[test]
fn addresses_are_those_of_a_chain() {
    let market = Market::of_journeys(&Native);
    let api = MockApi::default().with_prefix("wasm");
    let governance = "wasm10d07y265gmmuvt4z0w9aw880jnsr700js7zslc";
    assert_eq!(market.owner.as_str(), governance, "where x/gov is on every chain with prefix wasm");
    let (sums, salt) = (checksums(), &market.wiring.salt);
    assert_eq!(market.at, deploy::addresses(&api, governance, &sums, salt).unwrap());
    for class in &market.wiring.classes {
        let at = deploy::credit_address(&api, &market.at.provider_registry, &sums, &class.class).unwrap();
        assert_eq!(market.class(&class.class).credit.as_str(), at);
    }
    for pool_id in 1..=5 {
        let at = deploy::lp_address(&api, &market.at.pool, &sums, pool_id).unwrap();
        assert_eq!(market.pool_state(pool_id).lp_token, at);
    }
}

/// A chain's wiring file can be made from the journeys' wiring.
#[test]
fn the_wiring_is_a_file() {
    let wiring = Market::of_journeys(&Native).wiring;
    let text = serde_json::to_string_pretty(&wiring).unwrap();
    let read: deploy::Wiring = serde_json::from_str(&text).unwrap();
    assert_eq!(read, wiring);
    read.check().unwrap();
}
