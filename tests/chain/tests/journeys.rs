//! A market on a chain: deployed by governance, lived in, upgraded. The journeys are those of the embedded chain.

use std::rc::Rc;

use chain::market::{attach, DevnetClient};
use chain::{deployment, upgrade};
use chain_tests::TestChain;
use deploy::{Code, Manifest};
use market_tests::scenarios::journey;
use market_tests::{Market, Native};

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

/// The devnet is asked first, answers every question, and a typo in NET's denom is found before anything is proposed.
fn asked_before_proposing(chain: &TestChain, told: &[String]) {
    let of = |part: &str| {
        told.iter().position(|line| line.contains(part)).unwrap_or_else(|| panic!("{part}: {told:#?}"))
    };
    assert!(of("preflight: ok      supply of `unet`") < of("proposal 1:"));
    for part in ["ok      sends of `unet`", "ok      burning by contracts: x/wasm's account has [burner]"] {
        of(part);
    }
    for part in ["ok      capabilities: wasmvm 3.0.7", "ok      who may store codes: governance alone"] {
        of(part);
    }
    for part in ["ok      gas of a block", "ok      bytes of a block", "ok      deposit", "ok      vote"] {
        of(part);
    }
    of("warning advisories of wasmd and wasmvm: wasmd 0.61.14, wasmvm 3.0.7");
    assert!(!told.iter().any(|line| line.contains("preflight: refused")), "{told:#?}");

    let mut file = chain.file.clone();
    file.wiring.network_denom = "unett".into();
    let mut said = vec![];
    let refused =
        deployment::preflight(&file, &chain.artifacts, &mut |line: &str| said.push(line.to_owned()));
    let error = format!("{:#}", refused.expect_err("nobody has that denom"));
    assert!(error.contains("is `unett` mistyped?"), "{error}");
    // By now there are blocks to measure.
    assert!(
        said.iter().any(|line| line.contains("time between blocks: ") && line.contains("ms in the median")),
        "{said:#?}"
    );
    file.wiring.salt = "mistyped".into();
    file.manifest = chain.home().join("mistyped.json");
    let mut said = vec![];
    let refused = deployment::run(&file, &chain.artifacts, &mut |line: &str| said.push(line.to_owned()));
    assert!(format!("{:#}", refused.expect_err("refused")).contains("nothing is proposed"), "{said:#?}");
    assert!(!said.iter().any(|line| line.starts_with("proposal")), "{said:#?}");
}

fn height(market: &Market<DevnetClient>) -> u64 {
    market.client.node().latest().unwrap().height
}

#[test]
fn a_market_is_deployed_lived_in_and_upgraded() {
    let chain = TestChain::new("journeys", 1, 27_000);
    let mut told = vec![];
    let manifest = chain.deploy_and(&mut |line| told.push(line.to_owned())).expect("deployed");
    asked_before_proposing(&chain, &told);
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
