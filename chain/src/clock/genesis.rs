//! How a chain begins, from the genesis file that wasmd writes.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use cosmrs::proto::tendermint::abci::RequestInitChain;
use cosmrs::proto::tendermint::google::protobuf::Duration;
use cosmrs::proto::tendermint::types::{
    AbciParams, BlockParams, ConsensusParams, EvidenceParams, ValidatorParams, VersionParams,
};
use serde_json::Value;

use crate::node::parse_time;

const NANOS: i64 = 1_000_000_000;

/// Reads a genesis file. Its validators are those that its first transactions make.
pub fn read(path: &Path) -> Result<RequestInitChain> {
    let text = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let genesis: Value = serde_json::from_slice(&text)?;
    parse(&genesis).with_context(|| format!("in {}", path.display()))
}

fn parse(genesis: &Value) -> Result<RequestInitChain> {
    let time = parse_time(text(genesis, "/genesis_time")?)?;
    Ok(RequestInitChain {
        time: Some(super::blocks::stamp(time)?),
        chain_id: text(genesis, "/chain_id")?.to_owned(),
        consensus_params: Some(params(genesis)?),
        validators: vec![],
        app_state_bytes: at(genesis, "/app_state")?.to_string().into(),
        initial_height: 1,
    })
}

fn params(genesis: &Value) -> Result<ConsensusParams> {
    let of = |path: &str| integer(genesis, &format!("/consensus/params/{path}"));
    let age = of("evidence/max_age_duration")?;
    let types = at(genesis, "/consensus/params/validator/pub_key_types")?;
    Ok(ConsensusParams {
        block: Some(BlockParams { max_bytes: of("block/max_bytes")?, max_gas: of("block/max_gas")? }),
        evidence: Some(EvidenceParams {
            max_age_num_blocks: of("evidence/max_age_num_blocks")?,
            max_age_duration: Some(Duration {
                seconds: age.div_euclid(NANOS),
                nanos: i32::try_from(age.rem_euclid(NANOS))?,
            }),
            max_bytes: of("evidence/max_bytes")?,
        }),
        validator: Some(ValidatorParams { pub_key_types: serde_json::from_value(types.clone())? }),
        version: Some(VersionParams { app: 0 }),
        abci: Some(AbciParams { vote_extensions_enable_height: 0 }),
    })
}

fn at<'a>(genesis: &'a Value, pointer: &str) -> Result<&'a Value> {
    genesis.pointer(pointer).with_context(|| format!("no {pointer}"))
}

fn text<'a>(genesis: &'a Value, pointer: &str) -> Result<&'a str> {
    let value = at(genesis, pointer)?;
    value.as_str().with_context(|| format!("{pointer}: expected a text, got {value}"))
}

/// A number that is written as a text.
fn integer(genesis: &Value, pointer: &str) -> Result<i64> {
    let text = text(genesis, pointer)?;
    text.parse().with_context(|| format!("{pointer}: expected a number, got `{text}`"))
}
