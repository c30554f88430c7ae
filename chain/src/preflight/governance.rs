//! Governance: what a proposal must bring, how long a vote takes, and who gets what of the revenue.

use anyhow::Result;
use cosmrs::proto::cosmos::auth::v1beta1::{ModuleAccount, QueryAccountRequest, QueryAccountResponse};
use cosmrs::proto::cosmos::base::v1beta1::Coin;
use cosmrs::proto::cosmos::gov::v1::{Params, QueryParamsRequest, QueryParamsResponse};
use cosmrs::proto::traits::{Message, Name};
use cosmwasm_std::{Decimal, Uint128};
use deploy::{Code, Wiring};

use super::check::{answered, Check, Outcome};
use crate::config::Governance;
use crate::node::Node;

/// Everything about governance.
pub(super) fn checks(node: &Node, governance: &Governance, wiring: &Wiring) -> Result<Vec<Check>> {
    let request = QueryParamsRequest { params_type: "deposit".into() };
    let answer: Option<QueryParamsResponse> = answered(node.query("/cosmos.gov.v1.Query/Params", &request))?;
    let mut checks = match answer.and_then(|answer| answer.params) {
        Some(params) => vec![deposit(&params, governance), vote(&params, governance)],
        None => {
            let (needed, ask) = ("x/gov v1", "ask `query gov params`");
            vec![Check::unanswered("deposit", needed, ask), Check::unanswered("vote", needed, ask)]
        }
    };
    if let Some(recipient) = &wiring.roles.stakers {
        checks.push(stakers(node, recipient)?);
    }
    Ok(checks)
}

/// Below the least that a submission brings x/gov refuses it; below the minimum it waits until somebody pays the rest.
fn deposit(params: &Params, governance: &Governance) -> Check {
    let kind = if governance.expedited { "an expedited proposal" } else { "a proposal" };
    let minimum = if governance.expedited { &params.expedited_min_deposit } else { &params.min_deposit };
    let own = &governance.deposit;
    let found = format!("the file gives {} {}", own.amount, own.denom);
    let needed = format!("{} for {kind}, each of {}", list(minimum), Code::ALL.len());
    let least = minimum
        .iter()
        .find(|coin| coin.denom == own.denom)
        .and_then(|coin| coin.amount.parse::<Uint128>().ok());
    let Some(least) = least else {
        let remedy =
            "set governance.deposit in a denom that x/gov takes, or `expedited = false` where it knows no \
                      expedited votes";
        return Check::of("deposit", false, Outcome::Refused, found, needed, remedy);
    };
    // What a submission brings counts as a deposit too, of which there is a least from SDK 0.50 on.
    let ratios = [&params.min_initial_deposit_ratio, &params.min_deposit_ratio];
    let ratio =
        ratios.into_iter().filter_map(|ratio| ratio.parse::<Decimal>().ok()).max().unwrap_or_default();
    let at_once = least.mul_ceil(ratio);
    if own.amount < at_once {
        let remedy = format!("x/gov refuses a submission with less than {at_once}: raise governance.deposit");
        return Check::of("deposit", false, Outcome::Refused, found, needed, remedy);
    }
    let remedy =
        "raise governance.deposit to it; with less, the vote begins only when others have paid the rest";
    Check::of("deposit", own.amount >= least, Outcome::Warning, found, needed, remedy)
}

/// An expedited vote that misses its threshold goes on as a regular one.
fn vote(params: &Params, governance: &Governance) -> Check {
    let seconds = |period: Option<cosmrs::proto::tendermint::google::protobuf::Duration>| {
        period.map_or(0, |period| u64::try_from(period.seconds).unwrap_or_default())
    };
    let regular = seconds(params.voting_period);
    let expedited = seconds(params.expedited_voting_period);
    let needed = format!("decided_within, {} s, above the regular vote", governance.decided_within);
    Check::of(
        "vote",
        regular < governance.decided_within,
        Outcome::Warning,
        format!("{regular} s, expedited {expedited} s, quorum {}", share(&params.quorum)),
        needed,
        format!("set governance.decided_within above {regular}, or a vote that goes on counts as stuck"),
    )
}

/// A module account sends no messages, so what it may claim waits for ever; governance's account does.
fn stakers(node: &Node, recipient: &str) -> Result<Check> {
    let needed = "an account that can send a message, to claim";
    let request = QueryAccountRequest { address: recipient.to_owned() };
    // An account that has received nothing yet is not known, and can still be somebody's.
    let answer: Option<QueryAccountResponse> =
        answered(node.query("/cosmos.auth.v1beta1.Query/Account", &request))?;
    let module = answer
        .and_then(|answer| answer.account)
        .filter(|any| any.type_url == ModuleAccount::type_url())
        .and_then(|any| ModuleAccount::decode(any.value.as_slice()).ok());
    let dead = module.as_ref().is_some_and(|module| module.name != "gov");
    Ok(Check::of(
        "stakers' recipient",
        !dead,
        Outcome::Warning,
        module
            .map_or("a plain account, a contract, or new".into(), |m| format!("module account `{}`", m.name)),
        needed,
        "leave roles.stakers out, for the stake pool, or name governance's account, a multisig or a contract",
    ))
}

fn list(coins: &[Coin]) -> String {
    let coins: Vec<String> = coins.iter().map(|coin| format!("{} {}", coin.amount, coin.denom)).collect();
    if coins.is_empty() {
        "nothing named".into()
    } else {
        coins.join(" or ")
    }
}

/// x/gov writes shares with 18 digits behind the point.
fn share(text: &str) -> String {
    text.parse::<Decimal>().map_or_else(|_| text.to_owned(), |share| share.to_string())
}
