//! What a chain is asked before anything is proposed, each over a node that answers from memory.

mod node;

use std::path::Path;

use api::common::Asset;
use chain::artifacts::Artifacts;
use chain::config::{ChainFile, Upload};
use chain::preflight::{self, Check, Outcome};
use cosmrs::proto::cosmwasm::wasm::v1::AccessType;
use deploy::Code;
use node::{connect, Fake};

use Outcome::{Fine, Refused, Warning};

const DEVNET: &str = include_str!("../../../devnet/chain.toml");

fn file() -> ChainFile {
    ChainFile::parse(DEVNET, Path::new("devnet")).unwrap()
}

/// Nine files that stand for a build.
fn artifacts(name: &str) -> Artifacts {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    for code in Code::ALL {
        std::fs::write(folder.join(format!("{}.wasm", code.name())), code.name()).unwrap();
    }
    Artifacts::read(&folder).unwrap()
}

fn all(fake: Fake, file: &ChainFile) -> Vec<Check> {
    preflight::checks(&connect(fake), file, &artifacts("preflight")).unwrap()
}

/// The one check of this name.
fn check(fake: Fake, file: &ChainFile, what: &str) -> Check {
    let mut found: Vec<Check> = all(fake, file).into_iter().filter(|check| check.what == what).collect();
    assert_eq!(found.len(), 1, "{what}: {found:?}");
    found.remove(0)
}

/// A chain that differs in one thing: what the check of it comes to, and what it says.
fn case(what: &str, change: impl FnOnce(&mut Fake), outcome: Outcome, says: &[&str]) {
    case_of(what, change, |_| {}, outcome, says);
}

fn case_of(
    what: &str,
    change: impl FnOnce(&mut Fake),
    wire: impl FnOnce(&mut ChainFile),
    outcome: Outcome,
    says: &[&str],
) {
    let (mut fake, mut file) = (Fake::fit(), file());
    change(&mut fake);
    wire(&mut file);
    let check = check(fake, &file, what);
    let line = check.to_string();
    assert_eq!(check.outcome, outcome, "{line}");
    for part in says {
        assert!(line.contains(part), "expected `{part}` in: {line}");
    }
    assert_eq!(line.contains("; do: "), outcome != Fine, "what is not fine says what to do: {line}");
}

#[test]
fn a_chain_that_is_fit_is_told_line_by_line() {
    let mut said = vec![];
    let file = file();
    preflight::run(&connect(Fake::fit()), &file, &artifacts("fit"), &mut |line: &str| {
        said.push(line.to_owned())
    })
    .unwrap();
    assert!(said.iter().all(|line| line.starts_with("preflight: ok ")), "{said:#?}");
    assert_eq!(said.len(), 17, "{said:#?}");
    assert!(
        said[0].ends_with(
            "supply of `unet`: 1000000; needed: more than 0: a denom that nobody has can be neither \
                               bonded nor paid"
        ),
        "{}",
        said[0]
    );
}

#[test]
fn what_would_make_a_dead_market_is_refused_after_all_was_told() {
    let (mut fake, mut file) = (Fake::fit(), file());
    fake.permissions.clear();
    file.wiring.network_denom = "unett".into();
    let mut said = 0;
    let result = preflight::run(&connect(fake), &file, &artifacts("dead"), &mut |_: &str| said += 1);
    let error = result.unwrap_err().to_string();
    assert_eq!(said, 17);
    assert!(error.starts_with("on this chain the market would be dead; nothing is proposed"), "{error}");
    assert!(error.contains("is `unett` mistyped?") && error.contains("burner"), "{error}");
}

#[test]
fn net_must_have_supply() {
    let typo = |file: &mut ChainFile| file.wiring.network_denom = "unett".into();
    case_of(
        "supply of `unett`",
        |_| {},
        typo,
        Refused,
        &["`unett`: 0; needed: more than 0", "network_denom"],
    );
    case(
        "supply of `uatom`",
        |fake| fake.supply.retain(|denom, _| denom != "uatom"),
        Warning,
        &["correct `assets`"],
    );
}

#[test]
fn net_must_be_sendable() {
    let entry = |denom: &'static str, enabled| move |fake: &mut Fake| fake.set_sends(denom, enabled);
    case(
        "sends of `unet`",
        entry("unet", false),
        Refused,
        &["disabled by its own entry", "MsgSetSendEnabled"],
    );
    case("sends of `unet`", |fake| fake.sends.1 = false, Refused, &["disabled by the chain's default"]);
    let opened = |fake: &mut Fake| {
        fake.sends.1 = false;
        entry("unet", true)(fake);
    };
    case("sends of `unet`", opened, Fine, &["enabled by its own entry"]);
    case("sends of `uusd`", entry("uusd", false), Warning, &["disabled"]);
    // A bank of before 0.47 has no entries to ask for.
    let old = |fake: &mut Fake| fake.refuse("/cosmos.bank.v1beta1.Query/SendEnabled");
    case("sends of `unet`", old, Fine, &["enabled by the chain's default"]);
}

#[test]
fn net_must_be_burnable() {
    case(
        "burning by contracts",
        |fake| fake.permissions = vec!["minter"],
        Refused,
        &["has [minter]", "maccPerms"],
    );
    let silent = |fake: &mut Fake| fake.refuse("/cosmos.auth.v1beta1.Query/ModuleAccountByName");
    case("burning by contracts", silent, Warning, &["does not say", "app.go"]);
}

#[test]
fn a_denom_that_others_issue_is_told() {
    for (denom, says) in [("factory/wasm1abc/net", "before-send hook"), ("ibc/27394FB0", "another chain")] {
        let wire = |file: &mut ChainFile| file.wiring.network_denom = denom.into();
        case_of("issue of NET", |_| {}, wire, Warning, &[says]);
    }
    assert!(all(Fake::fit(), &file()).iter().all(|check| check.what != "issue of NET"));
    case("decimals of `unet`", |fake| fake.decimals = Some(18), Warning, &["18; needed: 6", "base units"]);
}

#[test]
fn a_listed_token_must_stand() {
    let token = chain::wallet::module_address("wasm", "token").unwrap().into_string();
    let fake = Fake { silent: ["/cosmwasm.wasm.v1.Query/ContractInfo"].into(), ..Fake::fit() };
    let mut file = file();
    file.wiring.assets.push(Asset::cw20(&token));
    // What this node says is not that there is no such contract.
    assert!(preflight::checks(&connect(fake), &file, &artifacts("token")).is_err());
    let found = check(Fake::fit(), &file, &format!("token {token}"));
    assert_eq!((found.outcome, found.found.as_str()), (Refused, "no contract"));
}

#[test]
fn wasmvm_must_have_the_capabilities_and_should_have_no_advisories() {
    let built = |wasmd, wasmvm, path| {
        move |fake: &mut Fake| fake.built_from = vec![("github.com/CosmWasm/wasmd", wasmd), (path, wasmvm)]
    };
    let (two, three) = ("github.com/CosmWasm/wasmvm/v2", "github.com/CosmWasm/wasmvm/v3");
    let old = || built("v0.53.0", "v2.0.1", two);
    case("capabilities", old(), Refused, &["wasmvm 2.0.1; needed: wasmvm 2.1.0 or later"]);
    let one = built("v0.45.0", "v1.5.0", "github.com/CosmWasm/wasmvm");
    case("capabilities", one, Refused, &["wasmvm 1.5.0"]);
    case("capabilities", built("v0.54.10", "v2.2.9-rc1", two), Fine, &["wasmvm 2.2.9"]);
    let what = "advisories of wasmd and wasmvm";
    case(what, built("v0.60.9", "v2.3.5", two), Fine, &["wasmd 0.60.9, wasmvm 2.3.5"]);
    case(
        what,
        built("v0.61.14", "v3.0.7", three),
        Warning,
        &["wasmd 0.61.14, wasmvm 3.0.7", "take every coin"],
    );
    case(what, built("v0.61.15", "v3.0.7", three), Warning, &["take every coin"]);
    case(what, built("v0.54.10", "v2.1.99", two), Warning, &["take every coin"]);
    case(what, built("v0.80.0", "v3.1.0", three), Warning, &["newer than the tool knows"]);
    let own = |wasmvm| move |fake: &mut Fake| fake.built_from = vec![(three, wasmvm)];
    case(what, own("v3.0.8"), Warning, &["wasmd unsaid, wasmvm 3.0.8", "version --long"]);
    case(what, own("v3.0.7"), Warning, &["wasmd unsaid, wasmvm 3.0.7", "take every coin"]);
    let silent = |fake: &mut Fake| fake.built_from.clear();
    case(what, silent, Warning, &["does not say", "libwasmvm-version"]);
    case("capabilities", silent, Warning, &["does not say"]);
}

#[test]
fn who_may_store_codes_is_told() {
    let what = "who may store codes";
    case(what, |_| {}, Fine, &["governance alone"]);
    case(what, |fake| fake.upload.0 = AccessType::Everybody, Warning, &["everybody", "anybody's contract"]);
    let some = |fake: &mut Fake| fake.upload = (AccessType::AnyOfAddresses, vec!["wasm1dev".into()]);
    case(what, some, Fine, &["governance and wasm1dev"]);
    let by = |account: &'static str| {
        move |file: &mut ChainFile| file.chain.upload = Upload::Account(account.into())
    };
    case_of(what, some, by("wasm1dev"), Fine, &["needed: wasm1dev"]);
    case_of(what, some, by("wasm1other"), Refused, &["needed: wasm1other", "leave `upload` out"]);
    case_of(what, |_| {}, by("wasm1dev"), Refused, &["governance alone"]);
    case_of(what, |fake| fake.upload.0 = AccessType::Everybody, by("wasm1dev"), Warning, &["everybody"]);
    // Governance's codes may name whom they like.
    case(what, |fake| fake.instantiate = AccessType::Nobody, Fine, &["governance alone"]);
    for narrow in [AccessType::Nobody, AccessType::AnyOfAddresses] {
        let narrowed = |fake: &mut Fake| {
            some(fake);
            fake.instantiate = narrow;
        };
        case_of(
            what,
            narrowed,
            by("wasm1dev"),
            Refused,
            &["not everybody instantiates", "leave `upload` out"],
        );
    }
    case(what, |fake| fake.refuse("/cosmwasm.wasm.v1.Query/Params"), Warning, &["does not say"]);
}

#[test]
fn the_largest_proposal_must_fit_into_a_block() {
    let (what, gas) = ("gas of a block", |max| move |fake: &mut Fake| fake.block.0 = max);
    case(what, gas("-1"), Fine, &["no limit"]);
    case(what, gas("30000000"), Fine, &["30000000"]);
    case(what, gas("2000000"), Refused, &["2000000; needed: 240", "block.max_gas"]);
    case(
        "bytes of a block",
        |fake| fake.block.1 = "8000",
        Refused,
        &["8000; needed: 120", "block.max_bytes"],
    );
    case(what, |fake| fake.refuse("consensus_params"), Warning, &["does not say"]);
    assert_eq!(preflight::proposable(None), u64::MAX);
    assert_eq!(preflight::proposable(Some(40_000_000)), 188_000);
}

#[test]
fn the_time_between_blocks_is_measured() {
    let (what, millis) = ("time between blocks", |millis| move |fake: &mut Fake| fake.millis = millis);
    case(what, |_| {}, Fine, &["5700 ms in the median over the last 1000 blocks"]);
    case(what, millis(7_000), Warning, &["7000 ms", "set block_millis to 7350"]);
    case(what, millis(1_000), Warning, &["1000 ms", "set block_millis to 1050"]);
    // A day's halt among them does not count.
    case(what, |fake| fake.halt = Some((4_750, 86_400_000)), Fine, &["5700 ms"]);
    case(what, |fake| fake.kept = (1, 11), Warning, &["does not say"]);
    case(what, |fake| fake.kept = (4_900, 5_000), Fine, &["over the last 100 blocks"]);
}

#[test]
fn a_deposit_must_be_one_that_governance_takes() {
    let wire = |amount: u128, denom: &'static str, expedited| {
        move |file: &mut ChainFile| {
            file.chain.governance.deposit = cosmwasm_std::coin(amount, denom);
            file.chain.governance.expedited = expedited;
        }
    };
    let deposit = |wire, outcome, says: &[&str]| case_of("deposit", |_| {}, wire, outcome, says);
    deposit(wire(2_000_000, "unet", true), Fine, &["2000000 unet"]);
    deposit(
        wire(1_999_999, "unet", true),
        Warning,
        &["2000000 unet for an expedited proposal", "paid the rest"],
    );
    deposit(wire(1_000_000, "unet", false), Fine, &["1000000 unet for a proposal"]);
    deposit(wire(249_999, "unet", false), Refused, &["less than 250000"]);
    case_of(
        "deposit",
        |fake| (fake.initial_ratio, fake.ratio) = ("0.0", "0.5"),
        wire(499_999, "unet", false),
        Refused,
        &["less than 500000"],
    );
    deposit(wire(2_000_000, "uusd", false), Refused, &["2000000 uusd", "a denom that x/gov takes"]);
    // An x/gov of before 0.50 knows no expedited votes.
    case("deposit", |fake| fake.deposits.1.clear(), Refused, &["nothing named", "expedited = false"]);
    case("deposit", |fake| fake.refuse("/cosmos.gov.v1.Query/Params"), Warning, &["does not say"]);
}

#[test]
fn a_vote_must_end_before_it_counts_as_stuck() {
    case("vote", |fake| fake.voting = 1_209_600, Warning, &["1209600 s", "above 1209600"]);
    case("vote", |fake| fake.voting = 60, Warning, &["decided_within"]);
    case("vote", |fake| fake.voting = 59, Fine, &["quorum 0.334"]);
}

#[test]
fn stakers_must_be_able_to_claim() {
    let named = |file: &mut ChainFile| file.wiring.roles.stakers = Some("wasm1stakers".into());
    let case = |module, outcome, says: &str| {
        case_of("stakers' recipient", |fake| fake.stakers = module, named, outcome, &[says]);
    };
    case(Some("distribution"), Warning, "module account `distribution`");
    case(Some("gov"), Fine, "module account `gov`");
    case(None, Fine, "a plain account");
}
