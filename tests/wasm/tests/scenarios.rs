//! Every scenario on the built wasm.

macro_rules! on_the_built_wasm {
    ($($module:ident :: $name:ident),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                market_tests::scenarios::$module::$name(&wasm_tests::Wasm::default());
            }
        )*
    };
}

market_tests::for_each_scenario!(on_the_built_wasm);
