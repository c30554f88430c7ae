//! Every journey on the built wasm: each alone, and all in sequence on one market.

use compute_amm_testing::Market;
use market_tests::scenarios::journey;

macro_rules! on_the_built_wasm {
    ($($name:ident),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                journey::$name(&mut Market::of_journeys(&wasm_tests::Wasm::default()));
            }
        )*

        #[test]
        fn all_share_one_market() {
            let mut market = Market::of_journeys(&wasm_tests::Wasm::default());
            $(
                journey::$name(&mut market);
                market.wait(5);
            )*
        }
    };
}

market_tests::for_each_journey!(on_the_built_wasm);
