//! x/wasm: its versions, and who may store codes.

use std::cmp::Ordering;

use anyhow::Result;
use cosmrs::proto::cosmos::base::tendermint::v1beta1::{
    GetNodeInfoRequest, GetNodeInfoResponse, VersionInfo,
};
use cosmrs::proto::cosmwasm::wasm::v1::{AccessType, QueryParamsRequest, QueryParamsResponse};

use super::{answered, Check, Outcome};
use crate::config::Chain;
use crate::node::Node;

/// A version: major, minor, patch.
pub type Version = (u64, u64, u64);

/// The first wasmvm with every capability that the codes need, up to `cosmwasm_2_1`.
pub const CAPABLE: Version = (2, 1, 0);

/// Of each maintained line, the wasmd and its wasmvm from which on no published advisory is open.
pub const PATCHED: [(Version, Version); 4] =
    [((0, 70, 4), (3, 0, 8)), ((0, 61, 15), (3, 0, 8)), ((0, 60, 9), (2, 3, 5)), ((0, 54, 10), (2, 2, 9))];

/// Everything about x/wasm.
pub(super) fn checks(node: &Node, chain: &Chain) -> Result<Vec<Check>> {
    let path = "/cosmos.base.tendermint.v1beta1.Service/GetNodeInfo";
    let answer: Option<GetNodeInfoResponse> = answered(node.query(path, &GetNodeInfoRequest {}))?;
    let info = answer.and_then(|answer| answer.application_version);
    let (wasmd, wasmvm) = (info.as_ref().and_then(wasmd), info.as_ref().and_then(wasmvm));
    Ok(vec![capabilities(wasmvm, chain), advisories(wasmd, wasmvm, chain), upload(node)?])
}

/// Which capabilities a chain's program turns on it does not say; those of its wasmvm are the most that it can.
fn capabilities(wasmvm: Option<Version>, chain: &Chain) -> Check {
    let needed = format!("wasmvm {} or later, for the capability cosmwasm_2_1", text(CAPABLE));
    let ask = format!("ask `{} query wasm libwasmvm-version`", chain.daemon);
    match wasmvm {
        None => Check::unanswered("capabilities", needed, ask),
        Some(found) => Check::of(
            "capabilities",
            found >= CAPABLE,
            Outcome::Refused,
            format!("wasmvm {}", text(found)),
            needed,
            "upgrade wasmd: codes with newer capabilities cannot be stored",
        ),
    }
}

fn advisories(wasmd: Option<Version>, wasmvm: Option<Version>, chain: &Chain) -> Check {
    let safe: Vec<String> =
        PATCHED.iter().map(|(wasmd, wasmvm)| format!("{} with {}", text(*wasmd), text(*wasmvm))).collect();
    let needed = format!("wasmd with wasmvm {} or later on its line", safe.join(", "));
    let what = "advisories of wasmd and wasmvm";
    let (Some(wasmd), Some(wasmvm)) = (wasmd, wasmvm) else {
        let remedy = format!("ask `{0} version --long` and `{0} query wasm libwasmvm-version`", chain.daemon);
        return Check::unanswered(what, needed, remedy);
    };
    let newest = PATCHED.iter().map(|(wasmd, _)| *wasmd).max().unwrap_or_default();
    let patched = |found: Version, least: Version| {
        (found.0, found.1).cmp(&(least.0, least.1)) == Ordering::Equal && found >= least
    };
    let fine =
        PATCHED.iter().any(|(d, _)| patched(wasmd, *d)) && PATCHED.iter().any(|(_, vm)| patched(wasmvm, *vm));
    let remedy = if (wasmd.0, wasmd.1) > (newest.0, newest.1) {
        "this line is newer than the tool knows: look for its advisories yourself"
    } else {
        "upgrade before the market holds anything: on this version a stored contract can take every coin"
    };
    let found = format!("wasmd {}, wasmvm {}", text(wasmd), text(wasmvm));
    Check::of(what, fine, Outcome::Warning, found, needed, remedy)
}

fn upload(node: &Node) -> Result<Check> {
    let (what, needed) = ("who may store codes", "governance, or the account of `upload`");
    let answer: Option<QueryParamsResponse> =
        answered(node.query("/cosmwasm.wasm.v1.Query/Params", &QueryParamsRequest {}))?;
    let Some(access) = answer.and_then(|answer| answer.params).and_then(|params| params.code_upload_access)
    else {
        return Ok(Check::unanswered(what, needed, "ask `query wasm params`"));
    };
    let found = match access.permission() {
        AccessType::Everybody => {
            let remedy = "know that anybody's contract runs beside the market: patch at each advisory of wasmvm at once";
            return Ok(Check::of(what, false, Outcome::Warning, "everybody", needed, remedy));
        }
        // Governance stores whatever the parameter says.
        AccessType::AnyOfAddresses => format!("governance and {}", access.addresses.join(", ")),
        AccessType::Nobody | AccessType::Unspecified => "governance alone".to_owned(),
    };
    Ok(Check::of(what, true, Outcome::Refused, found, needed, ""))
}

fn wasmvm(info: &VersionInfo) -> Option<Version> {
    dependency(info, "github.com/CosmWasm/wasmvm")
}

/// A dependency of the chain's program, or the program itself.
fn wasmd(info: &VersionInfo) -> Option<Version> {
    let own = || (info.app_name == "wasmd").then(|| parse(&info.version)).flatten();
    dependency(info, "github.com/CosmWasm/wasmd").or_else(own)
}

/// Go writes major versions from 2 on into the path: `…/wasmvm/v3`.
fn dependency(info: &VersionInfo, path: &str) -> Option<Version> {
    let is = |found: &str| found == path || found.starts_with(&format!("{path}/v"));
    info.build_deps.iter().find(|module| is(&module.path)).and_then(|module| parse(&module.version))
}

/// `v3.0.8`, also with a suffix: a pre-release counts as its release.
fn parse(text: &str) -> Option<Version> {
    let plain = text.trim_start_matches('v');
    let end = plain.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(plain.len());
    let mut parts = plain.get(..end)?.split('.').map(str::parse::<u64>);
    let mut next = || parts.next()?.ok();
    Some((next()?, next()?, next()?))
}

fn text((major, minor, patch): Version) -> String {
    format!("{major}.{minor}.{patch}")
}
