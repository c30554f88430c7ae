//! Every scenario on the native build of the contracts.

macro_rules! on_the_native_build {
    ($($module:ident :: $name:ident),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                market_tests::scenarios::$module::$name(&compute_amm_testing::Native);
            }
        )*
    };
}

market_tests::for_each_scenario!(on_the_native_build);
