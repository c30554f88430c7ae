//! The figures of docs/deploy.md are those of the code: each bound is tried on the contracts, each default is that of the
//! tests' market, everything else is compared with the constant or the formula that it comes from.

mod bounds;
mod claims;
mod written;

use chain::wallet::module_address;
use compute_amm_testing::wirings;
use deploy::Wiring;
use serde_json::Value;

const PAGE: &str = include_str!("../../../docs/deploy.md");

/// The account of governance on chains with this prefix.
fn owner() -> String {
    module_address("wasm", "gov").unwrap().into_string()
}

/// The market of the defaults.
fn standard() -> Wiring {
    let someone = module_address("wasm", "someone").unwrap().into_string();
    wirings::standard(&owner(), &someone)
}

/// The same with one field another: by its place, in the form that it has there.
fn with(wiring: &Wiring, place: &str, value: u128) -> Option<Wiring> {
    let mut json = serde_json::to_value(wiring).unwrap();
    let field = json.pointer_mut(place).unwrap_or_else(|| panic!("no field {place}"));
    *field = match field {
        Value::String(_) => value.to_string().into(),
        _ => u64::try_from(value).unwrap().into(),
    };
    // What the field's type does not hold, no message says.
    serde_json::from_value(json).ok()
}

/// The cells of the first row that begins with this name: the wiring's tables come before what hangs together.
fn row(name: &str) -> Vec<&'static str> {
    let line = PAGE.lines().find(|line| line.starts_with(&format!("| `{name}`")));
    let line = line.unwrap_or_else(|| panic!("no row of `{name}`"));
    line.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_matches('|').trim()).collect()
}

/// The number that a text begins with: `1,209,600`, `10^24`.
fn number(text: &str) -> Option<u128> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '^').unwrap_or(text.len());
    let text = text[..end].replace(',', "");
    match text.split_once('^') {
        Some((base, power)) => base.parse::<u128>().ok()?.checked_pow(power.parse().ok()?),
        None => text.parse().ok(),
    }
}
