//! What a page must be like, whatever it says: no block that nothing runs, no link that leads nowhere, no message left out.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::page::{docs, steps, text, PAGES};
use crate::run::read;

/// The most lines that a page may have.
const LONGEST: usize = 220;
/// How the description of a message begins that not everybody may send, or that comes inside of another.
const OTHERS: [&str; 6] = [
    "Owner",
    "Guardian",
    "The guardian",
    "Peer",
    "The stakers' recipient",
    "Update the contract's ownership",
];
/// The contracts' folders of schemas.
const CONTRACTS: [&str; 8] = [
    "pool",
    "provider-registry",
    "job-market",
    "lease-market",
    "verifier-gateway",
    "fee-collector",
    "staking",
    "restaking",
];

#[test]
fn pages_are_short() {
    for page in PAGES {
        let lines = text(page).lines().count();
        assert!(lines <= LONGEST, "{page} has {lines} lines");
    }
}

/// Messages of a contract for providers, clients and keepers: all but those of governance, guardian and peers, and the
/// envelope of cw20 hooks.
fn messages(contract: &str) -> Vec<String> {
    let path = docs().join(format!("../schema/{contract}/{contract}.json"));
    let schema: Value = serde_json::from_slice(&std::fs::read(path).expect("a schema")).expect("JSON");
    let variants = schema["execute"]["oneOf"].as_array().expect("variants");
    let open = variants.iter().filter(|variant| {
        let says = variant["description"].as_str().expect("a description").trim_start_matches('*');
        !OTHERS.iter().any(|other| says.starts_with(other))
    });
    let names = open.map(|variant| variant["required"][0].as_str().expect("a name").to_string());
    names.filter(|name| name != "receive").collect()
}

#[test]
fn every_message_that_anyone_may_send_is_on_a_page() {
    let shown: BTreeSet<(String, String)> = PAGES.into_iter().flat_map(read).collect();
    let mut all = 0;
    for contract in CONTRACTS {
        for message in messages(contract) {
            all += 1;
            let name = (contract.replace('-', "_"), message);
            assert!(shown.contains(&name), "no page shows {name:?}");
        }
    }
    assert!(all > 30, "{all} messages");
}

/// Markers are invisible: so a row of a table names each message and query beside its contract.
#[test]
fn a_page_says_where_each_message_goes() {
    for page in PAGES {
        let text = text(page);
        for (contract, name) in read(page) {
            let called = match contract.as_str() {
                "pool" => "pool",
                "provider_registry" => "registry",
                "verifier_gateway" => "gateway",
                "credit" => "credit token",
                "lp" => "LP token",
                "vault_receipt" => "vault's receipt",
                other => &other.replace('_', "-"),
            };
            let mut rows = text.lines().filter(|line| line.starts_with('|') && line.contains(called));
            assert!(
                rows.any(|row| row.contains(&format!("`{name}`"))),
                "{page}: where does {name} go? To the {called}"
            );
        }
    }
}

/// Markers are invisible: so what readers read before a message names the coins that come with it, also where a hook is between.
#[test]
fn a_page_says_which_coins_come_with_a_message() {
    for page in PAGES {
        let mut before = String::new();
        for step in steps(page, &text(page)) {
            let prose = if step.prose.trim().is_empty() { before } else { step.prose.clone() };
            let coins = step.options.iter().find_map(|option| option.strip_prefix("with "));
            if let Some(coin) = coins.filter(|_| step.kind == "run") {
                let (amount, name) = match coin.strip_suffix("unet") {
                    Some(amount) => (amount, "NET"),
                    None => (coin.trim_end_matches("uusd"), "dollar"),
                };
                let whole = amount.strip_suffix("000000").expect("whole coins").to_string();
                let whole = if whole.len() > 4 { whole.replace("20000", "20,000") } else { whole };
                let here = format!("{page}:{}", step.line);
                assert!(
                    prose.contains(&format!("{whole} {name}")),
                    "{here}: nothing says {whole} {name}: {prose}"
                );
            }
            before = prose;
        }
    }
}

/// The anchor that a heading has on a web page.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn every_link_of_a_page_leads_somewhere() {
    for page in PAGES {
        for link in text(page).split("](").skip(1).map(|rest| rest.split(')').next().unwrap_or_default()) {
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let path = if file.is_empty() { docs().join(page) } else { docs().join(file) };
            assert!(path.exists(), "{page}: {link}");
            if !place.is_empty() {
                let target = std::fs::read_to_string(path).expect("a page");
                let mut headings = target.lines().filter(|line| line.starts_with('#'));
                assert!(headings.any(|heading| anchor(heading) == place), "{page}: {link}");
            }
        }
    }
}

#[test]
#[should_panic(expected = "page:3: nothing says how this block is run")]
fn a_block_without_a_marker_fails() {
    steps("page", "<!-- wait: 5 -->\ntext\n```json\n{}\n```");
}

#[test]
#[should_panic(expected = "page:2: the language of a block of `run`")]
fn a_block_in_another_language_fails() {
    steps("page", "<!-- run: pool as client -->\n```rust\n{}\n```");
}

#[test]
#[should_panic(expected = "page:1: an indented block is not run")]
fn an_indented_block_fails() {
    steps("page", "  ```json\n  {}\n  ```");
}

#[test]
#[should_panic(expected = "page:1: no marker is called `ran`")]
fn an_unknown_marker_fails() {
    steps("page", "<!-- ran: pool as client -->\n```json\n{}\n```");
}

#[test]
#[should_panic(expected = "page:2: a marker stands right before its block")]
fn a_marker_without_its_block_fails() {
    steps("page", "<!-- query: pool -->\ntext\n```json\n{}\n```");
}

#[test]
#[should_panic(expected = "page:1: no test reads the command `make all`")]
fn an_unknown_command_fails() {
    steps("page", "```sh\nmake all\n```");
}
