//! Events of the verifier-gateway: one per action. On chain their type carries the prefix `wasm-`.

use cosmwasm_std::{to_json_string, Addr, Event, HexBinary};

use super::{KeyResponse, MethodParams};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum GatewayEvent<'a> {
    /// `bring_verdict`: signatures on a submitted job's result were checked and passed on.
    BringVerdict {
        /// Which job.
        job_id: u64,
        /// The attestation method whose keys judged: the job's own, or the arbiter of a disputed result.
        judge: u32,
        /// What they said.
        valid: bool,
        /// Who brought it.
        reporter: &'a Addr,
    },
    /// `verify_external`: an external verifier accepted a submitted job's result.
    VerifyExternal {
        /// Which job.
        job_id: u64,
        /// Its method.
        method: u32,
        /// The verifier.
        contract: &'a str,
        /// Who brought the proof.
        reporter: &'a Addr,
    },
    /// `add_method`.
    AddMethod {
        /// Its id.
        method: u32,
        /// What it is, in the event as JSON.
        params: &'a MethodParams,
        /// Unix seconds from which it can be used.
        active_from: u64,
    },
    /// `disable_method`.
    DisableMethod {
        /// Which.
        method: u32,
        /// Who did it, the owner or the guardian.
        sender: &'a Addr,
    },
    /// `stop_selector`; with that of the last one comes a `disable_method`.
    StopSelector {
        /// Of which method.
        method: u32,
        /// Which.
        selector: &'a HexBinary,
        /// Who did it, the owner or the guardian.
        sender: &'a Addr,
    },
    /// `register_program`.
    RegisterProgram {
        /// Program digest.
        program: &'a HexBinary,
        /// Where its journal states its input's digest.
        input_offset: u32,
        /// Unix seconds from which it can be used with an input.
        active_from: u64,
    },
    /// `register_key`.
    RegisterKey {
        /// sha256 of the key: the program that it judges.
        program: &'a HexBinary,
        /// Its curve, and how many public inputs its proofs have.
        key: KeyResponse,
    },
    /// `set_guardian`.
    SetGuardian {
        /// Who.
        guardian: &'a Addr,
    },
}

impl From<GatewayEvent<'_>> for Event {
    fn from(event: GatewayEvent) -> Event {
        match event {
            GatewayEvent::BringVerdict { job_id, judge, valid, reporter } => Event::new("bring_verdict")
                .add_attribute("job_id", job_id.to_string())
                .add_attribute("judge", judge.to_string())
                .add_attribute("valid", valid.to_string())
                .add_attribute("reporter", reporter),
            GatewayEvent::VerifyExternal { job_id, method, contract, reporter } => {
                Event::new("verify_external")
                    .add_attribute("job_id", job_id.to_string())
                    .add_attribute("method", method.to_string())
                    .add_attribute("contract", contract)
                    .add_attribute("reporter", reporter)
            }
            GatewayEvent::AddMethod { method, params, active_from } => Event::new("add_method")
                .add_attribute("method", method.to_string())
                .add_attribute("params", to_json_string(params).unwrap_or_default())
                .add_attribute("active_from", active_from.to_string()),
            GatewayEvent::DisableMethod { method, sender } => Event::new("disable_method")
                .add_attribute("method", method.to_string())
                .add_attribute("sender", sender),
            GatewayEvent::StopSelector { method, selector, sender } => Event::new("stop_selector")
                .add_attribute("method", method.to_string())
                .add_attribute("selector", selector.to_hex())
                .add_attribute("sender", sender),
            GatewayEvent::RegisterProgram { program, input_offset, active_from } => {
                Event::new("register_program")
                    .add_attribute("program", program.to_hex())
                    .add_attribute("input_offset", input_offset.to_string())
                    .add_attribute("active_from", active_from.to_string())
            }
            GatewayEvent::RegisterKey { program, key } => Event::new("register_key")
                .add_attribute("program", program.to_hex())
                .add_attribute("curve", key.curve.as_str())
                .add_attribute("inputs", key.inputs.to_string()),
            GatewayEvent::SetGuardian { guardian } => {
                Event::new("set_guardian").add_attribute("guardian", guardian)
            }
        }
    }
}
