//! The verifier-gateway by its events.

use std::collections::BTreeMap;

use anyhow::{bail, Context, Result};
use api::verifier_gateway::{
    ConfigResponse, Curve, KeyResponse, MethodParams, MethodResponse, MethodsResponse, ProgramResponse,
    QueryMsg,
};
use compute_amm_testing::Market;
use cosmwasm_std::HexBinary;

use super::said::{same, Said};

/// Everything that the gateway ever said.
#[derive(Debug, Default)]
pub struct Gateway {
    /// Added since the start: what it is, and from when.
    added: BTreeMap<u32, (MethodParams, u64)>,
    disabled: Vec<u32>,
    stopped: Vec<(u32, HexBinary)>,
    /// Offset of the input's digest, and from when.
    programs: BTreeMap<String, (u32, u64)>,
    /// Each key by its sha256.
    keys: BTreeMap<String, KeyResponse>,
    guardian: Option<String>,
}

impl Gateway {
    pub(super) fn read(&mut self, said: &Said) -> Result<()> {
        match said.kind() {
            "add_method" => {
                let added = (said.json("params")?, said.seconds("active_from")?);
                self.added.insert(said.gpus("method")?, added);
            }
            "disable_method" => self.disabled.push(said.gpus("method")?),
            "stop_selector" => {
                let selector = HexBinary::from_hex(said.text("selector")?)?;
                self.stopped.push((said.gpus("method")?, selector));
            }
            "register_program" => {
                let registered = (said.gpus("input_offset")?, said.seconds("active_from")?);
                self.programs.insert(said.text("program")?.into(), registered);
            }
            "register_key" => {
                let curve = match said.text("curve")? {
                    "bn254" => Curve::Bn254,
                    "bls12_381" => Curve::Bls12_381,
                    other => bail!("an unknown curve, {other}"),
                };
                let key = KeyResponse { curve, inputs: said.gpus("inputs")? };
                self.keys.insert(said.text("program")?.into(), key);
            }
            "set_guardian" => self.guardian = Some(said.text("guardian")?.into()),
            // What a verdict does, the job-market says.
            "bring_verdict" | "verify_external" | "update_ownership" => {}
            other => bail!("an unknown event, {other}"),
        }
        Ok(())
    }

    /// The first methods are those of the instantiation, active at once.
    pub(super) fn compare(&self, market: &Market) -> Result<()> {
        let query = QueryMsg::Methods { order: None, start_after: None, limit: Some(100) };
        let says = market.ask_gateway::<MethodsResponse>(&query)?.methods;
        let started = says.first().context("no method")?.active_from;
        let methods: Vec<MethodResponse> = (1..)
            .zip(market.wiring.methods.iter().map(|params| (params.clone(), started)))
            .chain(self.added.iter().map(|(method, added)| (*method, added.clone())))
            .map(|(method, (params, active_from))| {
                let disabled = self.disabled.contains(&method);
                let accepted = params.kind.selectors().to_vec();
                let stopped = |selector: &HexBinary| self.stopped.contains(&(method, selector.clone()));
                let accepted = accepted.into_iter().filter(|selector| !stopped(selector)).collect();
                MethodResponse { method, params, active_from, disabled, accepted }
            })
            .collect();
        same("methods", &methods, &says)?;
        for (program, (input_offset, active_from)) in &self.programs {
            let query = QueryMsg::Program { program: HexBinary::from_hex(program)? };
            let by_events = ProgramResponse { input_offset: *input_offset, active_from: *active_from };
            same("program", &by_events, &market.ask_gateway(&query)?)?;
        }
        for (program, key) in &self.keys {
            let query = QueryMsg::Key { program: HexBinary::from_hex(program)? };
            same("key", key, &market.ask_gateway(&query)?)?;
        }
        if let Some(guardian) = &self.guardian {
            let says: ConfigResponse = market.ask_gateway(&QueryMsg::Config {})?;
            same("guardian", &guardian.as_str(), &says.guardian.as_str())?;
        }
        Ok(())
    }
}
