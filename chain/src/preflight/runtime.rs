//! x/wasm: its versions, and who may store codes.

use anyhow::Result;
use cosmrs::proto::cosmos::base::tendermint::v1beta1::{
    GetNodeInfoRequest, GetNodeInfoResponse, VersionInfo,
};
use cosmrs::proto::cosmwasm::wasm::v1::{AccessType, QueryParamsRequest, QueryParamsResponse};

use super::check::{answered, Check, Outcome};
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
    Ok(vec![capabilities(wasmvm, chain), advisories(wasmd, wasmvm, chain), upload(node, chain)?])
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
    let ask = format!("ask `{0} version --long` and `{0} query wasm libwasmvm-version`", chain.daemon);
    let Some(wasmvm) = wasmvm else { return Check::unanswered(what, needed, ask) };
    let patched = |found: Version, least: Version| (found.0, found.1) == (least.0, least.1) && found >= least;
    let fine_vm = PATCHED.iter().any(|(_, least)| patched(wasmvm, *least));
    let fine = fine_vm && wasmd.is_some_and(|found| PATCHED.iter().any(|(least, _)| patched(found, *least)));
    let newest = PATCHED.iter().map(|(wasmd, wasmvm)| (*wasmd, *wasmvm)).max().unwrap_or_default();
    let newer = |found: Version, newest: Version| (found.0, found.1) > (newest.0, newest.1);
    let remedy = if newer(wasmvm, newest.1) || wasmd.is_some_and(|found| newer(found, newest.0)) {
        "this line is newer than the tool knows: look for its advisories yourself".to_owned()
    } else if fine_vm && wasmd.is_none() {
        ask
    } else {
        "upgrade before the market holds anything: on this version a stored contract can take every coin"
            .to_owned()
    };
    // A program that is wasmd itself is not among what it was built from.
    let found = format!("wasmd {}, wasmvm {}", wasmd.map_or("unsaid".into(), text), text(wasmvm));
    Check::of(what, fine, Outcome::Warning, found, needed, remedy)
}

fn upload(node: &Node, chain: &Chain) -> Result<Check> {
    let account = chain.upload.account();
    let what = "who may store codes";
    let needed = account.map_or("governance".to_owned(), |account| format!("{account}, by `upload`"));
    let answer: Option<QueryParamsResponse> =
        answered(node.query("/cosmwasm.wasm.v1.Query/Params", &QueryParamsRequest {}))?;
    let Some((access, instantiate)) = answer.and_then(|answer| answer.params).and_then(|params| {
        let instantiate = params.instantiate_default_permission();
        params.code_upload_access.map(|access| (access, instantiate))
    }) else {
        return Ok(Check::unanswered(what, needed, "ask `query wasm params`"));
    };
    let everybody = access.permission() == AccessType::Everybody;
    // Governance stores whatever the parameter says.
    let found = match access.permission() {
        AccessType::Everybody => "everybody".to_owned(),
        AccessType::AnyOfAddresses => format!("governance and {}", access.addresses.join(", ")),
        AccessType::Nobody | AccessType::Unspecified => "governance alone".to_owned(),
    };
    let may = |account: &str| everybody || access.addresses.iter().any(|address| address == account);
    if account.is_some_and(|account| !may(account)) {
        let remedy = "leave `upload` out, so that governance stores the codes";
        return Ok(Check::of(what, false, Outcome::Refused, found, needed, remedy));
    }
    // A code names who may instantiate it: addresses of the market. An account may only narrow the chain's default so far.
    if account.is_some() && instantiate != AccessType::Everybody {
        let found = format!("{found}; by default not everybody instantiates");
        let needed = format!("{needed}, and a code that the market's own accounts instantiate");
        let remedy =
            "leave `upload` out: x/wasm refuses an account's code that others than itself may instantiate";
        return Ok(Check::of(what, false, Outcome::Refused, found, needed, remedy));
    }
    let remedy = "know that anybody's contract runs beside the market: patch at each advisory of wasmvm at once. An account \
                  may store the codes without votes, by `upload`";
    Ok(Check::of(what, !everybody, Outcome::Warning, found, needed, remedy))
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
