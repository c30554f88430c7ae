//! A market on a chain: deployed by governance, lived in, upgraded. The journeys are those of the embedded chain.

use std::rc::Rc;

use chain::market::{attach, DevnetClient};
use chain::{deployment, upgrade};
use chain_tests::TestChain;
use compute_amm_testing::{Market, Native};
use deploy::{Code, Manifest};
use market_tests::scenarios::journey;

/// The embedded chain, under the same governance and wiring, puts every contract and token at the same address.
fn same_addresses(chain: &TestChain, manifest: &Manifest) {
    let wiring = chain.file.wiring.clone().owned_by(&manifest.creator);
    let embedded = Market::deploy(&Native, "wasm", wiring);
    assert_eq!(embedded.at, manifest.addresses().unwrap());
    let credits: Vec<String> =
        manifest.credits.keys().map(|class| embedded.class(class).credit.into_string()).collect();
    assert_eq!(credits, manifest.credits.values().cloned().collect::<Vec<_>>());
    assert_eq!(manifest.pools.len(), embedded.wiring.classes.len() + embedded.wiring.pools.len());
    for pool in &manifest.pools {
        assert_eq!(embedded.pool_state(pool.pool_id).lp_token, pool.lp_token);
    }
}

fn height(market: &Market<DevnetClient>) -> u64 {
    market.client.node().latest().unwrap().height
}

#[test]
fn a_market_is_deployed_lived_in_and_upgraded() {
    let chain = TestChain::new("journeys", 1, 27_000);
    let manifest = chain.deploy();
    same_addresses(&chain, &manifest);

    let mut said = vec![];
    let again = chain.deploy_and(&mut |line| said.push(line.to_owned())).expect("deployed again");
    assert_eq!(again, manifest);
    assert!(!said.iter().any(|line| line.starts_with("proposal")), "nothing is proposed twice: {said:#?}");

    let mut market = attach(&chain.file, &manifest, "journeys").expect("the market is there");
    let chain = Rc::new(chain);
    let upgraded = Rc::clone(&chain);
    market.client.set_upgrade(move || {
        upgrade::run(&upgraded.file, &upgraded.next_artifacts(), &mut |line: &str| println!("{line}"))
            .map(drop)
    });
    macro_rules! every_journey {
        ($($name:ident),* $(,)?) => {
            $(
                let start = std::time::Instant::now();
                journey::$name(&mut market);
                println!("{}: {} s, height {}", stringify!($name), start.elapsed().as_secs(), height(&market));
            )*
        };
    }
    market_tests::for_each_journey!(every_journey);

    // The upgrade left a market that deploys as it stands, and that the next version's artifacts verify.
    let after = chain.deploy();
    assert_eq!(after.addresses().unwrap(), manifest.addresses().unwrap());
    assert_eq!(after.checksums, manifest.checksums, "addresses follow from the first checksums for ever");
    let next = chain.next_artifacts();
    for entry in after.contracts.iter().chain(&after.tokens) {
        let code = Code::ALL.into_iter().find(|code| code.name() == entry.contract).expect("a code of ours");
        assert_eq!(entry.checksum, hex(&next.checksum(code).unwrap()), "{}", entry.contract);
    }
    deployment::verify(&chain.file, &next, &mut |line: &str| println!("{line}")).expect("it is as wired");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
