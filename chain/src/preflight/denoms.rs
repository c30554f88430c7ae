//! NET and the listed assets: whether they are there, may be sent, and NET may be burned.

use anyhow::Result;
use api::common::Asset;
use cosmrs::proto::cosmos::auth::v1beta1::{
    ModuleAccount, QueryModuleAccountByNameRequest, QueryModuleAccountByNameResponse,
};
use cosmrs::proto::cosmos::bank::v1beta1::{
    QueryDenomMetadataRequest, QueryDenomMetadataResponse, QueryParamsRequest, QueryParamsResponse,
    QuerySendEnabledRequest, QuerySendEnabledResponse,
};
use cosmrs::proto::traits::Message;
use deploy::Wiring;

use super::check::{answered, Check, Outcome};
use crate::node::Node;

/// Decimals of NET for which the defaults of docs/deploy.md are.
const DECIMALS: u32 = 6;

/// Everything about denoms and tokens.
pub(super) fn checks(node: &Node, wiring: &Wiring) -> Result<Vec<Check>> {
    let net = wiring.network_denom.as_str();
    let mut checks = vec![supply(node, net, "network_denom", Outcome::Refused)?];
    checks.push(sendable(node, net, Outcome::Refused)?);
    checks.push(burnable(node)?);
    checks.extend(issued_elsewhere(net));
    checks.push(decimals(node, net)?);
    for asset in &wiring.assets {
        match asset {
            Asset::Native { denom } => {
                // A denom of another chain has no supply until the first of it arrives.
                checks.push(supply(node, denom, "assets", Outcome::Warning)?);
                checks.push(sendable(node, denom, Outcome::Warning)?);
            }
            Asset::Cw20 { address } => {
                let info = node.contract_info(address)?;
                checks.push(Check::of(
                    format!("token {address}"),
                    info.is_some(),
                    Outcome::Refused,
                    info.map_or("no contract".into(), |info| format!("the contract `{}`", info.label)),
                    "a contract, or the proposal that lists it fails",
                    "correct `assets`, or leave it out",
                ));
            }
        }
    }
    Ok(checks)
}

fn supply(node: &Node, denom: &str, field: &str, otherwise: Outcome) -> Result<Check> {
    let found = node.supply(denom)?;
    Ok(Check::of(
        format!("supply of `{denom}`"),
        found > 0,
        otherwise,
        found.to_string(),
        "more than 0: a denom that nobody has can be neither bonded nor paid",
        format!("correct `{field}`: is `{denom}` mistyped? `query bank total` lists every denom"),
    ))
}

/// An entry of its own counts before the chain's default.
fn sendable(node: &Node, denom: &str, otherwise: Outcome) -> Result<Check> {
    let (what, needed) = (format!("sends of `{denom}`"), "enabled: contracts pay by MsgSend's rules");
    let request = QuerySendEnabledRequest { denoms: vec![denom.to_owned()], pagination: None };
    let own: Option<QuerySendEnabledResponse> =
        answered(node.query("/cosmos.bank.v1beta1.Query/SendEnabled", &request))?;
    let params: Option<QueryParamsResponse> =
        answered(node.query("/cosmos.bank.v1beta1.Query/Params", &QueryParamsRequest {}))?;
    let own = own.and_then(|own| own.send_enabled.into_iter().find(|entry| entry.denom == denom));
    let params = params.and_then(|answer| answer.params);
    let remedy = "have governance enable them by bank's MsgSetSendEnabled before the market";
    let (enabled, by) = match (own, params) {
        (Some(entry), _) => (entry.enabled, "by its own entry"),
        (None, Some(params)) => (params.default_send_enabled, "by the chain's default"),
        (None, None) => return Ok(Check::unanswered(what, needed, "ask `query bank send-enabled`")),
    };
    let found = format!("{} {by}", if enabled { "enabled" } else { "disabled" });
    Ok(Check::of(what, enabled, otherwise, found, needed, remedy))
}

/// x/wasm burns from its module account, and x/bank lets only accounts with this permission burn.
fn burnable(node: &Node) -> Result<Check> {
    let (what, needed) = ("burning by contracts", "`burner`: without it no slash and no Distribute succeeds");
    let request = QueryModuleAccountByNameRequest { name: "wasm".into() };
    let answer: Option<QueryModuleAccountByNameResponse> =
        answered(node.query("/cosmos.auth.v1beta1.Query/ModuleAccountByName", &request))?;
    let account = answer.and_then(|answer| answer.account);
    let Some(account) = account.and_then(|any| ModuleAccount::decode(any.value.as_slice()).ok()) else {
        let remedy = "look into app.go: maccPerms[wasmtypes.ModuleName] must have authtypes.Burner";
        return Ok(Check::unanswered(what, needed, remedy));
    };
    Ok(Check::of(
        what,
        account.permissions.iter().any(|permission| permission == "burner"),
        Outcome::Refused,
        format!("x/wasm's account has [{}]", account.permissions.join(", ")),
        needed,
        "give maccPerms[wasmtypes.ModuleName] authtypes.Burner in app.go, with the chain's next upgrade",
    ))
}

/// Who else has a say over a denom cannot be asked in one way on all chains; its name tells that somebody has.
fn issued_elsewhere(net: &str) -> Option<Check> {
    let (kind, remedy) = if net.starts_with("factory/") {
        (
            "made by x/tokenfactory",
            "see that its admin is governance or nobody and that it has no before-send hook: an admin can mint and \
             burn, a hook can refuse every payment and burn",
        )
    } else if net.starts_with("ibc/") {
        (
            "a voucher of another chain",
            "prefer the chain's own token: a burn here leaves what it stands for locked there, and a client that \
             expires cuts it off",
        )
    } else {
        return None;
    };
    Some(Check::of("issue of NET", false, Outcome::Warning, kind, "nobody but the chain", remedy))
}

fn decimals(node: &Node, net: &str) -> Result<Check> {
    let (what, needed) = (format!("decimals of `{net}`"), format!("{DECIMALS}, for which the defaults are"));
    let request = QueryDenomMetadataRequest { denom: net.to_owned() };
    let answer: Option<QueryDenomMetadataResponse> =
        answered(node.query("/cosmos.bank.v1beta1.Query/DenomMetadata", &request))?;
    let remedy = "see that every amount of NET in the wiring is in base units of your token";
    let metadata = answer.and_then(|answer| answer.metadata);
    let shown = metadata
        .and_then(|data| data.denom_units.into_iter().find(|unit| unit.denom == data.display))
        .map(|unit| unit.exponent);
    Ok(match shown {
        None => Check::unanswered(what, needed, remedy),
        Some(found) => {
            Check::of(what, found == DECIMALS, Outcome::Warning, found.to_string(), needed, remedy)
        }
    })
}
