//! The columns `bound` and `default` of the wiring's tables.

use compute_amm_testing::deployment::rehearse;
use deploy::Wiring;

use super::{number, owner, row, standard, with};

/// How a row is named, which field of the wiring it is, and which cells have its bound and its default.
const FIELDS: [(&str, &str); 34] = [
    ("block_millis", "/block_millis"),
    ("gain_bps", "/registry/gain_bps"),
    ("reporter_bps", "/registry/reporter_bps"),
    ("burn_min_bps", "/registry/burn_min_bps"),
    ("lock_min", "/registry/lock_min"),
    ("liveness_cap_bps", "/registry/liveness_cap_bps"),
    ("penalty_bps", "/registry/penalty_bps"),
    ("jail", "/registry/jail"),
    ("reputation_a", "/registry/reputation_a"),
    ("reputation_lambda", "/registry/reputation_lambda"),
    ("heartbeat_within", "/registry/heartbeat_within"),
    ("newcomer_gpus", "/registry/newcomer_gpus"),
    ("kappa_bps", "/registry/kappa_bps"),
    ("coverage_bps", "/classes/0/params/coverage_bps"),
    ("horizon", "/classes/0/params/horizon"),
    ("price_init", "/classes/0/params/price_init"),
    ("terms.take.base_bps", "/classes/0/terms/take/base_bps"),
    ("terms.take.max_multiplier_bps", "/classes/0/terms/take/max_multiplier_bps"),
    ("terms.take.target_bps", "/classes/0/terms/take/target_bps"),
    ("terms.take.window", "/classes/0/terms/take/window"),
    ("terms.standard_gpus", "/classes/0/terms/standard_gpus"),
    ("fees.fee_bps", "/classes/0/fees/fee_bps"),
    ("fees.protocol_share_bps", "/classes/0/fees/protocol_share_bps"),
    ("max_accept_within", "/job_market/max_accept_within"),
    ("max_run_within", "/job_market/max_run_within"),
    ("verdict_within", "/job_market/verdict_within"),
    ("dispute_bond", "/job_market/dispute_bond"),
    ("data_bond", "/job_market/data_bond"),
    ("call_within", "/job_market/call_within"),
    ("start_within", "/lease_market/start_within"),
    ("lease_market.heartbeat_within", "/lease_market/heartbeat_within"),
    ("minimum", "/lease_market/minimum"),
    ("early_end_bps", "/lease_market/early_end_bps"),
    ("restaking.least", "/restaking/least"),
];

/// The cell of a row that has its bound: the first that holds a range.
fn bound(name: &str) -> (u128, Option<u128>) {
    let cells = row(name);
    for cell in cells.iter().skip(1) {
        let cell = cell.trim_start_matches("ms, ");
        if let Some(rest) = cell.strip_prefix("≥ ") {
            return (number(rest).unwrap(), None);
        }
        let Some((low, high)) = cell.split_once('–') else { continue };
        if let (Some(low), Some(high)) = (number(low), number(high)) {
            return (low, Some(high));
        }
    }
    panic!("`{name}`: no bound in {cells:?}")
}

fn taken(wiring: &Wiring) -> Result<(), String> {
    rehearse(wiring, &owner(), "wasm").map_err(|error| format!("{error:#}"))
}

#[test]
fn every_bound_is_that_of_the_contracts() {
    for (name, place) in FIELDS {
        let (low, high) = bound(name);
        let mut base = standard();
        if name == "burn_min_bps" {
            // Both together have a bound of their own.
            base.registry.reporter_bps = 0;
        }
        let field = place.rsplit('/').next().unwrap();
        let at = |value| taken(&with(&base, place, value).unwrap());
        let refused = |value| {
            let Some(wiring) = with(&base, place, value) else { return };
            let error = taken(&wiring).expect_err(&format!("`{name}` of {value} is taken"));
            assert!(error.contains(field), "`{name}` of {value}: {error}");
        };
        at(low).unwrap_or_else(|error| panic!("`{name}` of {low}: {error}"));
        if let Some(low) = low.checked_sub(1) {
            refused(low);
        }
        if let Some(high) = high {
            at(high).unwrap_or_else(|error| panic!("`{name}` of {high}: {error}"));
            refused(high + 1);
        }
    }
}

#[test]
fn reporter_and_burn_leave_something_to_compensate_with() {
    let cells = row("reporter_bps");
    let most = cells[2].split('≤').nth(1).and_then(|text| number(text.trim())).unwrap();
    let mut wiring = standard();
    wiring.registry.reporter_bps = 4_000;
    wiring.registry.burn_min_bps = u32::try_from(most).unwrap() - 4_000;
    taken(&wiring).unwrap();
    wiring.registry.burn_min_bps += 1;
    assert!(taken(&wiring).unwrap_err().contains("reporter_bps + burn_min_bps"));
}

#[test]
fn the_split_and_the_timelock_have_the_bounds_of_the_page() {
    assert!(super::PAGE
        .contains("`burn_bps` 5,000–10,000, and all three sum to 10,000. Defaults 6,000 / 2,500 / 1,500"));
    let mut wiring = standard();
    let split = wiring.split;
    assert_eq!((split.burn_bps, split.stakers_bps, split.liquidity_bps), (6_000, 2_500, 1_500));
    (wiring.split.burn_bps, wiring.split.stakers_bps) = (5_000, 3_500);
    taken(&wiring).unwrap();
    (wiring.split.burn_bps, wiring.split.stakers_bps) = (4_999, 3_501);
    assert!(taken(&wiring).is_err());
    assert!(super::PAGE.contains("`method_timelock`: 86,400–31,536,000 s"));
    for (value, fits) in [(86_399, false), (86_400, true), (31_536_000, true), (31_536_001, false)] {
        let wiring = Wiring { method_timelock: value, ..standard() };
        assert_eq!(
            wiring.check().and_then(|()| rehearse(&wiring, &owner(), "wasm")).is_ok(),
            fits,
            "{value}"
        );
    }
}

/// The tests' market has the defaults, so that everything that is tested is tested with them.
#[test]
fn every_default_is_that_of_the_tests_market() {
    let json = serde_json::to_value(standard()).unwrap();
    let mut compared = 0;
    for (name, place) in FIELDS {
        let cells = row(name);
        // Three cells before it: the name, the unit, the bound; in the table of identities the unit is missing.
        let default = if name == "block_millis" { cells[2] } else { cells[3] };
        let Some(expected) = number(default) else {
            assert!(
                ["price_init", "terms.standard_gpus"].contains(&name),
                "`{name}`: no default in {cells:?}"
            );
            continue;
        };
        // Two on one row.
        let in_net = default.contains("NET");
        let expected = if in_net { expected * 1_000_000 } else { expected };
        let field = json.pointer(place).unwrap();
        let got: u128 =
            field.as_str().map_or_else(|| field.as_u64().unwrap().into(), |text| text.parse().unwrap());
        assert_eq!(got, expected, "`{name}`: the page says {default}");
        compared += 1;
    }
    assert!(compared >= 26, "{compared}");
}
