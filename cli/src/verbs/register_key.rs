//! `camm register-key`.

use std::path::PathBuf;

use anyhow::Result;
use api::verifier_gateway::Curve;
use clap::Args;
use serde_json::json;

use crate::evidence::{prepare, program_of, read_key, Encoding};
use crate::exit::Exit;
use crate::render::Fields;
use crate::session::Session;

/// Registers a verifying key of Groth16 at the market's gateway, once for everybody. What is shown is the program that jobs
/// under it name: the key's sha256.
#[derive(Args)]
pub struct RegisterKey {
    /// The key: snarkjs' verification_key.json, or bytes as --encoding says.
    file: PathBuf,
    /// How a key that is not JSON is encoded.
    #[arg(long, value_enum, value_name = "ENCODING", default_value = "eip197")]
    encoding: Encoding,
}

impl RegisterKey {
    /// Reads, checks and sends. A key that is registered already is no error.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let key = read_key(&self.file, self.encoding)?;
        prepare(&self.file, &key)?;
        let program = program_of(&key);
        if session.market.key(&program)?.is_none() {
            let calls = [session.market.register_key(key.into())?];
            let sender = session.sender()?;
            sender.quietly(&calls, &sender.would(&calls)?, u64::MAX)?;
        }
        let registered = session.market.key(&program)?;
        let (curve, inputs) = (registered.map(|key| key.curve), registered.map(|key| key.inputs));
        session.out.show(&json!({ "program": program, "curve": curve, "inputs": inputs }), |_| {
            let mut fields = Fields::new();
            fields.add("program", program.to_string());
            fields.maybe("curve", curve.map(Curve::as_str));
            fields.maybe("public inputs", inputs);
            fields.text()
        })?;
        Ok(Exit::Done)
    }
}
