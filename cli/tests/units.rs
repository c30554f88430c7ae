//! Parts of `camm` on their own: amounts, routes, tables, exit codes, the command line, jobs from events.

use std::collections::BTreeSet;

use anyhow::Error;
use api::common::Asset;
use api::job_market::JobResponse;
use api::pool::{Fees, Paused, PoolResponse};
use camm::args::{Cli, Verb};
use camm::exit::{code, words, Exit};
use camm::money::{above, amount, below, credits, gpu_time, grouped, units};
use camm::plan::routes;
use camm::render::{plain, price, span, Fields, Table};
use camm::send::attribute;
use camm::ssh;
use camm::verbs::crank::worth::{costs, Worth, GAS};
use camm::verbs::export::{cell, gaps, rebuild, Seen};
use chain::node::{GasPrice, Halted};
use chain::rpc::{Refusal, Unreachable};
use chain::tx::Failure;
use clap::{CommandFactory, Parser};
use cosmwasm_std::{Attribute, Event, Uint128};
use serde_json::json;

#[test]
fn amounts_are_base_units_or_gpu_time() {
    for (text, base) in [
        ("0", 0),
        ("1_000_000", 1_000_000),
        ("90s", 90_000_000),
        ("1.5h", 5_400_000_000),
        ("0.000001s", 1),
        ("340282366920938463463374607431768211455", u128::MAX),
    ] {
        assert_eq!(credits(text).unwrap(), base, "{text}");
    }
    let wrong = [
        "",
        "h",
        "-1",
        "1e6",
        "1.",
        ".5h",
        "1.5",
        "0.0000001s",
        "1h30",
        "340282366920938463463374607431768211456",
        "99999999999999999999999999999999h",
    ];
    for text in wrong {
        let error = credits(text).unwrap_err();
        assert!(error.contains(text), "{text}: {error}");
    }
    assert_eq!((units("1_000_000"), units("0")), (Ok(1_000_000), Ok(0)));
    for text in ["5s", "1h", "1.5h", "1.0", "1.", "", "_", "s", "-1"] {
        assert!(units(text).unwrap_err().contains(text), "{text}");
    }
    for text in ["1.0", "1.5", "0.5", "1_000.0"] {
        for error in [units(text).unwrap_err(), credits(text).unwrap_err(), amount(text).unwrap_err()] {
            assert!(error.contains("ambiguous"), "{error}");
        }
    }
    assert_eq!((above(1_000, 50).unwrap(), above(1, 1).unwrap(), above(0, 50).unwrap()), (1_005, 2, 0));
    assert_eq!((below(1_000, 50).unwrap(), below(1, 1).unwrap(), below(5, 10_000).unwrap()), (995, 0, 0));
    assert!(below(1, 10_001).is_err() && above(u128::MAX, 1).is_err());
}

#[test]
fn amounts_read_well() {
    assert_eq!(gpu_time(7_200_000_000), "2 GPU-h");
    assert_eq!(gpu_time(1_500_000), "1.5 GPU-s");
    assert_eq!(gpu_time(0), "0 GPU-s");
    assert_eq!((grouped(1_234_567), grouped(12)), ("1_234_567".into(), "12".into()));
    assert_eq!(
        (span(0), span(59), span(3_661), span(90_000)),
        ("0s".into(), "59s".into(), "1h 1m".into(), "1d 1h".into())
    );
    assert_eq!(
        (price("900.000000000000029577"), price("0.1234567"), price("7")),
        ("900".into(), "0.123456".into(), "7".into())
    );
}

fn pool(pool_id: u64, asset_0: &str, asset_1: &str) -> PoolResponse {
    PoolResponse {
        pool_id,
        asset_0: Asset::native(asset_0),
        asset_1: Asset::native(asset_1),
        reserve_0: Uint128::one(),
        reserve_1: Uint128::one(),
        accrued_0: Uint128::zero(),
        accrued_1: Uint128::zero(),
        spread_0: Uint128::zero(),
        spread_1: Uint128::zero(),
        launch: false,
        virtual_reserve: Uint128::zero(),
        lp_token: String::new(),
        lp_supply: Uint128::one(),
        reference: None,
        fees: Fees { fee_bps: 30, protocol_share_bps: 0 },
        paused: Paused { swap: false, provide: false },
    }
}

#[test]
fn routes_pass_no_asset_twice_and_the_shortest_come_first() {
    let pools = [
        pool(1, "credit", "net"),
        pool(2, "usd", "net"),
        pool(3, "usd", "credit"),
        pool(4, "atom", "net"),
        pool(5, "atom", "usd"),
    ];
    let found = routes(&pools, &Asset::native("usd"), &Asset::native("credit"));
    assert_eq!(found, [vec![3], vec![2, 1], vec![5, 4, 1]]);
    assert!(routes(&pools, &Asset::native("usd"), &Asset::native("nothing")).is_empty());
    // Every asset with every other, twice over: the search is bounded.
    let names: Vec<String> = (0..14).map(|n| format!("a{n}")).collect();
    let mut many = vec![];
    for (i, a) in names.iter().enumerate() {
        for b in names.iter().skip(i + 1) {
            many.push(pool(many.len() as u64, a, b));
        }
    }
    assert!(routes(&many, &Asset::native("a0"), &Asset::native("a13")).len() <= 24);
}

#[test]
fn tables_are_aligned_and_what_others_wrote_steers_no_terminal() {
    let mut table = Table::new(&["a", "long name"]);
    table.row(vec!["xyz".into(), "evil\u{1b}[2J\ntext".into()]);
    assert_eq!(table.text(""), "a    long name\nxyz  evil [2J text\n");
    assert_eq!(Table::new(&["a"]).text("none"), "none");
    let mut fields = Fields::new();
    fields.add("one", 1).maybe("no", None::<u8>).add("two hundred", 200);
    assert_eq!(fields.text(), "one          1\ntwo hundred  200\n");
    assert_eq!(plain("a\u{7}b\r"), "a b ");
    for hidden in
        "\u{1b}\u{85}\u{9b}\u{200b}\u{200f}\u{202a}\u{202e}\u{2028}\u{2029}\u{2060}\u{2066}\u{2069}\u{feff}"
            .chars()
    {
        assert_eq!(plain(&format!("a{hidden}b")), "a b", "{hidden:?}");
    }
    assert_eq!(plain("Größe 5 µ — 東京"), "Größe 5 µ — 東京");
}

#[test]
fn every_end_has_its_code() {
    let refusal = |text: &str| {
        Error::from(Refusal { text: text.into() }).context("simulated").context("/cosmwasm.wasm.v1.Query/X")
    };
    assert_eq!(code(&refusal("deadline passed: …")), Exit::Refused);
    assert_eq!(code(&refusal("unknown job 7: query wasm contract failed")), Exit::NotFound);
    let lost = Error::msg("io").context(Unreachable { tried: "x".into(), seconds: 10 });
    assert_eq!(code(&lost), Exit::Unreachable);
    assert_eq!(code(&Failure::Unknown("…".into()).into()), Exit::TimedOut);
    let halted = Halted { seconds: 60, height: 7 };
    assert_eq!(code(&Error::from(halted).context("while it waits")), Exit::TimedOut);
    let failed = Failure::Failed { hash: "AB".into(), log: "no".into(), code: 5 };
    assert_eq!(code(&failed.into()), Exit::Refused);
    assert_eq!(code(&Error::msg("a file is no file")), Exit::Usage);
    // A contract's own words, without the node's around them.
    let wrapped = refusal(
        "failed to execute message; message index: 0: deadline passed: valid before 1 s, block time is 2 s: execute wasm \
         contract failed [CosmWasm/wasmd/x/wasm/keeper/keeper.go:436] with gas used: '134': unknown request",
    );
    assert_eq!(words(&wrapped), "deadline passed: valid before 1 s, block time is 2 s");
}

#[test]
fn the_command_line_is_sound_and_every_verb_is_there() {
    Cli::command().debug_assert();
    let verbs: BTreeSet<String> =
        Cli::command().get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    for verb in [
        "quote",
        "swap",
        "provide",
        "withdraw",
        "account",
        "job",
        "provider",
        "class",
        "attest",
        "verify",
        "register-key",
        "metrics",
        "crank",
        "export",
        "key",
        "completions",
    ] {
        assert!(verbs.contains(verb), "{verb}");
    }
    for wrong in [
        "camm",
        "camm swap a b",
        "camm swap a b --in 1 --out 1",
        "camm job accept 1 --payout net",
        "camm attest 1 --invalid",
        "camm job list --state gone",
        "camm verify --journal 00",
        "camm verify --seal 00 --proof file",
        "camm verify --public file",
        "camm job result 1 --output-file a --proof file --signature b",
    ] {
        assert!(Cli::try_parse_from(wrong.split(' ')).is_err(), "{wrong}");
    }
    assert!(Cli::try_parse_from("camm --json job list --state awaiting_input --limit 5".split(' ')).is_ok());
}

#[test]
fn jobs_are_rebuilt_from_their_events() {
    let seen = |height, kind: &str, attributes: &[(&str, &str)]| Seen {
        height,
        kind: kind.into(),
        event: Event::new(format!("wasm-{kind}")).add_attributes(attributes.to_vec()),
    };
    let events = [
        seen(5, "request_job", &[("job_id", "1"), ("owner", "ann"), ("class", "h100"), ("provider", "bob")]),
        seen(6, "request_job", &[("job_id", "2"), ("owner", "ann"), ("payer", "eve")]),
        seen(7, "accept_job", &[("job_id", "1"), ("provider", "bob"), ("payout", "credits")]),
        seen(9, "submit_result", &[("job_id", "1"), ("output", "22")]),
        seen(9, "end_job", &[("job_id", "1"), ("state", "settled"), ("earned", "60"), ("provider", "bob")]),
    ];
    let jobs = rebuild(&events);
    let job = &jobs[&1];
    assert_eq!(
        (&job["state"], &job["payer"], &job["provider"]),
        (&json!("settled"), &json!("ann"), &json!("bob"))
    );
    assert_eq!(
        (&job["requested_height"], &job["ended_height"], &job["output"]),
        (&json!(5), &json!(9), &json!("22"))
    );
    let job = &jobs[&2];
    assert_eq!((&job["state"], &job["payer"], job.get("provider")), (&json!("open"), &json!("eve"), None));
    assert_eq!(cell(Some(&json!("=1+1,\"x\""))), "\"'=1+1,\"\"x\"\"\"");
    assert_eq!((cell(None), cell(Some(&json!(7)))), (String::new(), "7".into()));
}

#[test]
fn a_touch_that_changes_nothing_says_no_more_than_that_it_was() {
    use camm::send::says_more_than;
    let touch = [Event::new("message"), Event::new("wasm-touch")];
    assert!(!says_more_than(&touch, "touch"));
    assert!(says_more_than(&[touch.to_vec(), vec![Event::new("wasm-state")]].concat(), "touch"));
}

#[test]
fn seconds_are_whole_and_may_have_a_unit() {
    use camm::money::seconds;
    for (text, number) in [("3600", 3_600), ("90s", 90), ("20m", 1_200), ("1h", 3_600), ("1_000", 1_000)] {
        assert_eq!(seconds(text), Ok(number));
    }
    for text in ["", "h", "soon", "1.5h", "-1", "9999999999999999999h"] {
        assert!(seconds(text).unwrap_err().contains("such as 3600, 20m or 1h"), "{text}");
    }
}

/// What the node has forgotten shows beside the chain's state.
#[test]
fn what_is_missing_from_an_export_is_said() {
    let seen = |kind: &str, job: &str, more: &[(&str, &str)]| Seen {
        height: 5,
        kind: kind.into(),
        event: Event::new(format!("wasm-{kind}"))
            .add_attributes([("job_id", job)])
            .add_attributes(more.to_vec()),
    };
    let state = |job_id: u64, state: &str| -> JobResponse {
        serde_json::from_value(json!({ "job_id": job_id, "state": state })).unwrap()
    };
    let events = [
        seen("request_job", "1", &[]),
        seen("end_job", "1", &[("state", "settled")]),
        seen("request_job", "2", &[]),
        seen("accept_job", "2", &[]),
        seen("end_job", "3", &[("state", "expired")]),
    ];
    let jobs = rebuild(&events);
    let all = [state(1, "settled"), state(2, "awaiting_input"), state(3, "expired"), state(4, "open")];
    let found = gaps(&jobs, &all, true);
    assert_eq!(found.keys().copied().collect::<Vec<_>>(), [2, 3, 4]);
    assert!(found[&2].contains("awaiting_input") && found[&2].contains("assigned"), "{}", found[&2]);
    assert!(found[&3].contains("request") && found[&4].contains("no event"), "{found:?}");
    assert!(gaps(&jobs, &all[..1], true).is_empty());
    // From a height on, an earlier job may have said nothing; one that did is as the chain has it.
    assert_eq!(gaps(&jobs, &all, false).keys().copied().collect::<Vec<_>>(), [2]);
}

/// Another contract may say anything in the same transaction.
#[test]
fn an_attribute_is_the_contracts_that_was_asked_for() {
    let said = |contract: &str, job: &str| {
        let mut event = Event::new("wasm-request_job").add_attribute("job_id", job);
        event.attributes.push(Attribute { key: "_contract_address".into(), value: contract.into() });
        event
    };
    let events = [said("stranger", "7"), said("market", "8"), said("stranger", "9")];
    assert_eq!(attribute(&events, "market", "request_job", "job_id"), Some("8"));
    assert_eq!(attribute(&events[..1], "market", "request_job", "job_id"), None);
    assert_eq!(attribute(&events, "market", "end_job", "job_id"), None);
}

/// What a keeper leaves for later follows from measured gas.
#[test]
fn a_keeper_moves_what_is_worth_its_gas() {
    let measured: toml::Table = toml::from_str(include_str!("../../gas.toml")).unwrap();
    for (action, gas) in GAS {
        let rows = measured.values().filter_map(|row| row.as_table());
        let rows = rows.filter(|row| row["message"].as_str() == Some(action));
        let most = rows.filter_map(|row| row["unpinned"].as_integer()).max().expect(action);
        let most = u64::try_from(most).unwrap();
        assert!((most..=most / 4 * 5).contains(&gas), "{action}: {gas}, measured are {most}");
    }
    let price = |price: &str, denom: &str| GasPrice { denom: denom.into(), price: price.parse().unwrap() };
    assert_eq!(costs("sweep_take", &price("0.025", "unet"), "unet"), 11_550);
    assert_eq!(costs("sweep_take", &price("0.0000001", "unet"), "unet"), 1);
    assert_eq!(costs("sweep_take", &price("0", "unet"), "unet"), 1);
    assert_eq!(costs("sweep_take", &price("1", "uother"), "unet"), 1);

    let (net, credit) = (Asset::native("unet"), Asset::cw20("credit"));
    let pool = PoolResponse {
        asset_0: credit.clone(),
        asset_1: net.clone(),
        reserve_0: Uint128::new(2_000_000),
        reserve_1: Uint128::new(500),
        ..pool(1, "", "")
    };
    let worth = Worth::by(net.clone(), vec![pool]);
    assert_eq!(worth.of(&net, Uint128::new(7)), Some(Uint128::new(7)));
    assert_eq!(worth.of(&credit, Uint128::new(10_000)), Some(Uint128::new(2)));
    assert_eq!(worth.of(&Asset::native("uusd"), Uint128::new(7)), None);

    let crank = |words: &str| match Cli::try_parse_from(format!("camm crank {words}").split_whitespace()) {
        Ok(Cli { verb: Verb::Crank(crank), .. }) => crank,
        _ => panic!("{words}"),
    };
    let pays = |words: &str, amount: u128, worth: Option<u128>| {
        crank(words).pays(amount.into(), worth.map(Uint128::new), 11_550)
    };
    assert!(!pays("", 1, Some(1)) && !pays("", 10_000_000, Some(11_549)) && pays("", 12_000, Some(11_550)));
    assert!(pays("", 1, None) && !pays("", 0, None), "what nobody can price is moved");
    assert!(pays("--least 1", 1, Some(1)) && !pays("--least 2", 1, Some(50_000)));
}

#[test]
fn ssh_keys_are_read_and_written_as_openssh_does() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join("units-id.pub");
    let line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
    for text in [line.to_owned(), format!("\n# mine\n {line} me@home it is\r\n\n")] {
        std::fs::write(&file, text).unwrap();
        let key = ssh::public_key(&file).unwrap();
        assert_eq!(key.to_hex(), "e32aaa7915ceb9b449d1ba50ea2a28bb1a6e01f90bda245a2d1d87697d18a265");
        assert_eq!(ssh::line(&key), line);
    }
    let key = ssh::public_key(&file).unwrap();
    for (endpoint, known) in [
        ("gpu7.example", "gpu7.example"),
        ("gpu7.example:22", "gpu7.example"),
        ("10.0.0.7:2222", "[10.0.0.7]:2222"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:2222", "[2001:db8::1]:2222"),
    ] {
        let line = ssh::Endpoint::read(endpoint).map(|read| read.known_hosts(&key));
        assert_eq!(line, Some(format!("{known} {line}", line = ssh::line(&key))), "{endpoint}");
    }
    let long = "x".repeat(129);
    for endpoint in [
        "",
        ":22",
        "host:",
        "host:0",
        "host:65536",
        "host:+22",
        "host:22:22",
        "-host",
        "a b",
        "*",
        "!a",
        "a,b",
        "|1|a",
        "a\nb",
        "[::1",
        "[host]:22",
        "[::1]22",
        "2001:db8::1",
        "user@host",
        "é.example",
        &long,
    ] {
        assert_eq!(ssh::Endpoint::read(endpoint), None, "{endpoint}");
    }
}
