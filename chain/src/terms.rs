//! The market's money rules, as a voter reads them: who pays what, and where it goes.

use std::collections::BTreeMap;

use api::pool::Fees;
use cosmwasm_std::Decimal;
use deploy::{ClassWiring, Wiring};

/// Bytes of it, so that a summary has room for what the proposal does.
const MOST: usize = 4_000;

/// A paragraph for everybody who votes; of a very long list of classes and pools the messages say the rest.
pub fn money_rules(wiring: &Wiring) -> String {
    let net = &wiring.network_denom;
    let Wiring { split, registry, job_market, .. } = wiring;
    let recipient = |address: &String| format!("the stakers' recipient {address}");
    let stakers = wiring.roles.stakers.as_ref().map_or_else(|| "those who stake NET".into(), recipient);
    let mut lines = vec![
        format!(
            "Revenue (the take on jobs, the protocol's share of swap fees): {} is burned, {} goes to {}, {} to the protocol's own liquidity, which governance keeps.",
            percent(split.burn_bps),
            percent(split.stakers_bps),
            stakers,
            percent(split.liquidity_bps)
        ),
        format!(
            "A job locks at least {} {net} of its provider's bond. Of what fraud costs at least {} is burned, and {} goes to \
             who reports it. Not serving a call costs {} of the credits' price, burned, besides the damages.",
            registry.lock_min,
            percent(registry.burn_min_bps),
            percent(registry.reporter_bps),
            percent(registry.penalty_bps)
        ),
        format!(
            "Disputing a result takes a bond of {} {net}, asking for an input one of {} {net}.",
            job_market.dispute_bond, job_market.data_bond
        ),
    ];
    // Classes of the same rules share a line.
    let mut classes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for class in &wiring.classes {
        let name = format!("{} ({} {net})", class.class, class.params.price_init);
        classes.entry(of_class(class)).or_default().push(name);
    }
    for (rules, names) in classes {
        lines.push(format!("{} (start price of a credit): {rules}", names.join(", ")));
    }
    for pool in &wiring.pools {
        lines.push(format!("Pool {} / {}: {}", pool.asset_0, pool.asset_1, of_pool(&pool.fees)));
    }
    shortened(
        &format!(
            "Money rules. Nothing is emitted; NET is `{net}` and only ever burned. Governance can change all but the \
             coverage, within the code's bounds."
        ),
        &lines,
    )
}

fn of_class(class: &ClassWiring) -> String {
    let take = &class.terms.take;
    let highest =
        take.base_bps.saturating_mul(take.max_multiplier_bps).checked_div(10_000).unwrap_or_default();
    format!(
        "take {} of a job's cost, up to {} where GPUs are busier than {}; credits are covered by NET worth {} of their \
         price; {}.",
        percent(take.base_bps),
        percent(highest),
        percent(take.target_bps),
        percent(class.params.coverage_bps),
        of_pool(&class.fees).trim_end_matches('.')
    )
}

fn of_pool(fees: &Fees) -> String {
    format!("swap fee {}, {} of it to the protocol.", percent(fees.fee_bps), percent(fees.protocol_share_bps))
}

/// A heading and so many lines that both have at most [`MOST`] bytes.
fn shortened(heading: &str, lines: &[String]) -> String {
    let mut text = heading.to_owned();
    for (done, line) in lines.iter().enumerate() {
        if text.len().saturating_add(line.len()) > MOST {
            let rest = lines.len().saturating_sub(done);
            text.push_str(&format!("\n* and {rest} more of classes and pools: see the messages"));
            break;
        }
        text.push_str(&format!("\n* {line}"));
    }
    text
}

/// Basis points for people, exactly.
fn percent(bps: u32) -> String {
    format!("{} %", Decimal::from_ratio(bps, 100u32))
}
