//! The wiring file: the devnet's says what the tests' market is; errors name the field.

use std::path::Path;

use chain::config::{ChainFile, Key};
use chain::wallet::Wallet;
use compute_amm_testing::wirings;

const DEVNET: &str = include_str!("../../devnet/chain.toml");

fn parse(text: &str) -> anyhow::Result<ChainFile> {
    ChainFile::parse(text, Path::new("devnet"))
}

#[test]
fn the_devnet_has_the_market_of_the_journeys() {
    let file = parse(DEVNET).unwrap();
    let named = |name: &str| Wallet::named("wasm", name).unwrap().address().to_string();
    let owner = named("some governance");
    let expected = wirings::journey(&owner, &named("guardian"));
    assert_eq!(file.wiring.clone().owned_by(&owner), expected);
    assert_eq!(file.manifest, Path::new("devnet/../target/devnet/manifest.json"));
    assert_eq!(file.chain.governance.proposer, Some(Key::DevnetAccount("deployer".into())));
    assert!(file.chain.signers().unwrap().is_some());
}

#[test]
fn an_owner_in_the_file_stays() {
    let text = DEVNET.replace("[wiring.roles]\n", "[wiring.roles]\nowner = \"wasm1dao\"\n");
    assert_eq!(parse(&text).unwrap().wiring.owned_by("wasm1gov").roles.owner, "wasm1dao");
    assert_eq!(parse(DEVNET).unwrap().wiring.owned_by("wasm1gov").roles.owner, "wasm1gov");
}

#[test]
fn errors_name_the_field() {
    for (from, to, part) in [
        ("jail = 3_600", "jail = 3_600\njale = 1", "unknown field wiring.registry.jale: expected"),
        ("horizon =", "horizn = 1\nhorizon =", "unknown field wiring.classes[0].params.horizn: expected"),
        ("salt =", "sult = 1\nsalt =", "unknown field `sult`"),
        ("jail = 3_600", "", "missing field `jail`"),
        ("jail = 3_600", "jail = \"long\"", "jail = \"long\""),
        ("price_init = \"900\"", "price_init = \"nine\"", "price_init = \"nine\""),
        (
            "salt = \"market\"",
            "salt = \"a/b\"",
            "salt: expected letters, digits, `-`, `_` and `.`, got `a/b`",
        ),
        ("proposer = {", "# proposer = {", "voters without a proposer"),
        ("block_millis = 6_000", "block_millis = 60_000", "block_millis: expected 100 to 30000, got 60000"),
        ("call_within = 300", "call_within = 601", "at least call_within + overhead, 1201 s, got 1200 s"),
        ("call_within = 300", "call_within = 300\nblock_millis = 6_000", "unknown field `block_millis`"),
        ("\"deployer\" }", "\"deployer\" }\nquorum = 1", "unknown field `quorum`"),
    ] {
        assert!(DEVNET.contains(from), "{from}");
        let error = format!("{:#}", parse(&DEVNET.replacen(from, to, 1)).unwrap_err());
        assert!(error.contains(part), "expected `{part}` in: {error}");
    }
}

/// What says in so many words what holds where it is left out is no unknown field; one that nobody reads is, whatever it says.
#[test]
fn a_field_may_say_what_holds_without_it() {
    let market = parse(DEVNET).unwrap().wiring;
    let said = DEVNET.replace("salt =", "routes = []\nsalt =");
    assert!(!DEVNET.contains("routes"));
    assert_eq!(parse(&said).unwrap().wiring, market);
    let plain = DEVNET.replacen("[wiring.classes.params]", "launch = false\n[wiring.classes.params]", 1);
    assert_ne!(plain, DEVNET);
    assert_eq!(parse(&plain).unwrap().wiring, market);
    let plain = DEVNET.replacen("[[wiring.pools]]", "[[wiring.pools]]\nlaunch = false", 1);
    assert_ne!(plain, DEVNET);
    assert_eq!(parse(&plain).unwrap().wiring, market);
    for value in ["[]", "false", "0", "\"\"", "{}"] {
        let text = DEVNET.replacen("jail = 3_600", &format!("jail = 3_600\njale = {value}"), 1);
        let error = format!("{:#}", parse(&text).unwrap_err());
        assert!(error.contains("unknown field wiring.registry.jale: expected"), "{value}: {error}");
    }
}

#[test]
fn without_voters_nobody_signs() {
    let lines = DEVNET.lines().filter(|line| !line.starts_with("proposer") && !line.starts_with("voters"));
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    assert!(parse(&text).unwrap().chain.signers().unwrap().is_none());
}

#[test]
fn a_key_file_lies_beside_the_wiring_file() {
    let text = DEVNET.replace("{ devnet_account = \"deployer\" }", "{ key_file = \"key.hex\" }");
    let file = parse(&text).unwrap();
    assert_eq!(file.chain.governance.proposer, Some(Key::KeyFile("devnet/key.hex".into())));
    let error = format!("{:#}", file.chain.signers().err().unwrap());
    assert!(error.contains("key.hex"), "{error}");
}
