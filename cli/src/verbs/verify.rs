//! `camm verify`: a proof, offline and by the market's gateway.

use std::path::PathBuf;

use anyhow::Result;
use api::verifier_gateway::{Claim, JournalPolicy};
use clap::Args;
use cosmwasm_std::HexBinary;
use proofs::formats::PreparedKey;
use serde_json::json;

use crate::ask::claim_of;
use crate::evidence::{prepare, program_of, read_key, Evidence, Found};
use crate::exit::{self, usage, Exit};
use crate::files::bytes_of;
use crate::render::{Fields, Out};
use crate::session::Session;
use crate::sign::{bytes, sha256, statement_digest};

/// Verifies a proof of RISC Zero, SP1 or Groth16: offline; with --job or --method also by the market's gateway, which says
/// whether the job could be paid for it. Offline every known version verifies; of one that is no
/// longer in service it says so.
#[derive(Args)]
pub struct Verify {
    #[command(flatten)]
    evidence: Evidence,
    /// Verifying key of a Groth16 proof, to verify it offline: snarkjs' verification_key.json, or bytes as --encoding says.
    #[arg(long, value_name = "FILE", requires = "file")]
    verifying_key: Option<PathBuf>,
    /// The program, 32 bytes hex: the image id of RISC Zero, the verifying key of SP1, the sha256 of a Groth16 key; left out,
    /// what the proof or the key says, or the job's own.
    #[arg(long, value_name = "HEX", value_parser = crate::sign::digest)]
    program: Option<HexBinary>,
    /// Ask the gateway too, for the claim of this job.
    #[arg(long, value_name = "ID")]
    job: Option<u64>,
    /// Ask the gateway too, under this method, for a claim without a job.
    #[arg(long, conflicts_with = "job", requires = "provider")]
    method: Option<u32>,
    /// The claim's provider, where there is no job.
    #[arg(long, value_name = "ADDRESS")]
    provider: Option<String>,
    /// The claim's output, 32 bytes hex: of a method whose proofs state the claim, what they state being computed from it.
    #[arg(long, value_name = "HEX", value_parser = crate::sign::digest, conflicts_with = "output_file")]
    output: Option<HexBinary>,
    /// The output itself: its sha256 is the claim's.
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// The claim's input, 32 bytes hex, where there is no job.
    #[arg(long, value_name = "HEX", value_parser = crate::sign::digest)]
    input: Option<HexBinary>,
}

/// A verifying key as it is read from a file, with the program that it judges.
struct Key {
    program: HexBinary,
    key: PreparedKey,
}

impl Verify {
    /// Whether no chain is to be asked.
    pub fn is_offline(&self) -> bool {
        self.job.is_none() && self.method.is_none()
    }

    /// Verifies without a chain, every known version's proofs.
    pub fn offline(&self, out: Out) -> Result<Exit> {
        let (found, key) = (self.found()?, self.key()?);
        if self.named_output()?.is_some() {
            return Err(usage(
                "--output is of a claim: expected a chain that has it",
                "name its job or method: --job ID, or --method NUMBER --provider ADDRESS",
            ));
        }
        let named = self.named(&found, key.as_ref());
        let program = match (&named, &found) {
            (Some(program), _) => bytes("--program", program)?,
            // Without its key nothing can be said of it, which is what is wrong with it.
            (None, Found::Groth16 { .. }) => [0; 32],
            (None, _) => return Err(usage("no program is named", "--program HEX, its image id")),
        };
        show(out, &found, check(&found, &program, key.as_ref()).err().as_ref(), None)
    }

    /// Verifies here and by the gateway.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        let (mut found, key, output) = (self.found()?, self.key()?, self.named_output()?);
        let named = self.named(&found, key.as_ref());
        let mut known = output.is_some();
        let mut output = output.unwrap_or_else(|| sha256(found.stated()));
        let (method, claim) = match self.job {
            Some(job_id) => {
                let job = market.job(job_id)?;
                if let Some(delivered) = job.output.clone().filter(|_| !known) {
                    (known, output) = (true, delivered);
                }
                let claim = claim_of(&job, &output).ok_or_else(|| {
                    usage(
                        format!("job {job_id} is nobody's work now: there is nothing to claim"),
                        &format!("`camm job show {job_id}` shows its state"),
                    )
                })?;
                (job.open.map(|open| open.method).unwrap_or_default(), claim)
            }
            None => {
                let none = || HexBinary::from(&[0; 32]);
                let claim = Claim {
                    job_id: 0,
                    provider: self.provider.clone().unwrap_or_default(),
                    program: named.clone().unwrap_or_else(none),
                    input: self.input.clone().unwrap_or_else(none),
                    output,
                };
                (self.method.unwrap_or_default(), claim)
            }
        };
        let program = bytes("program", named.as_ref().unwrap_or(&claim.program))?;
        let policy = market.policy(method)?;
        if policy == JournalPolicy::Statement {
            if !known {
                return Err(usage(
                    format!("no output: a proof of method {method} states its claim, which names one"),
                    "--output HEX, or --output-file FILE",
                ));
            }
            let (chain, gateway) = (market.node.chain_id(), &market.at.verifier_gateway);
            found.state(&statement_digest(chain, gateway, &claim)?)?;
        }
        // A registered key need not be at hand.
        let offline = match (&found, &key) {
            (Found::Groth16 { .. }, None) => None,
            _ => check(&found, &program, key.as_ref()).err(),
        };
        let gateway = match market.verify(method, claim, found.clone().proof(policy)) {
            Ok(_) => Ok(()),
            Err(error) if error.downcast_ref::<chain::rpc::Refusal>().is_some() => Err(exit::words(&error)),
            Err(error) => return Err(error),
        };
        show(session.out, &found, offline.as_ref(), Some(gateway))
    }

    fn found(&self) -> Result<Found> {
        self.evidence
            .read()?
            .ok_or_else(|| usage("no proof", "--proof FILE, or of a RISC Zero receipt --seal HEX or FILE"))
    }

    fn key(&self) -> Result<Option<Key>> {
        let Some(path) = &self.verifying_key else { return Ok(None) };
        let key = read_key(path, self.evidence.encoding)?;
        Ok(Some(Key { program: program_of(&key), key: prepare(path, &key)? }))
    }

    /// The program that is named: on the command line, by the key, by the proof.
    fn named(&self, found: &Found, key: Option<&Key>) -> Option<HexBinary> {
        let by_key = || key.map(|key| key.program.clone());
        self.program.clone().or_else(by_key).or_else(|| found.program())
    }

    fn named_output(&self) -> Result<Option<HexBinary>> {
        let file = self.output_file.as_deref().map(bytes_of).transpose()?;
        Ok(self.output.clone().or_else(|| file.map(|bytes| sha256(&bytes))))
    }
}

fn check(found: &Found, program: &[u8; 32], key: Option<&Key>) -> Result<(), String> {
    if let Some(key) = key.filter(|key| key.program.as_slice() != program) {
        let program = HexBinary::from(program);
        return Err(format!("verifying key: expected one whose sha256 is {program}, got {}", key.program));
    }
    found.check(program, key.map(|key| &key.key))
}

fn show(
    out: Out,
    found: &Found,
    offline: Option<&String>,
    gateway: Option<Result<(), String>>,
) -> Result<Exit> {
    let valid = offline.is_none() && gateway.as_ref().is_none_or(Result::is_ok);
    let selector = found.selector().map(hex::encode);
    let version = found.version();
    let in_service = version.map(|_| found.selector().is_some_and(deploy::may_accept));
    let document = json!({
        "valid": valid,
        "selector": selector,
        "version": version,
        "in_service": in_service,
        "journal": hex::encode(found.stated()),
        "offline": { "valid": offline.is_none(), "error": offline },
        "gateway": gateway.as_ref().map(|said| json!({ "valid": said.is_ok(), "error": said.as_ref().err() })),
    });
    out.show(&document, |_| {
        let mut fields = Fields::new();
        fields.maybe(
            "version",
            selector.as_ref().map(|selector| match version {
                Some(version) => format!("{version} ({selector})"),
                None => selector.clone(),
            }),
        );
        if in_service == Some(false) {
            fields.add(
                "service",
                "its maker has withdrawn it or taken it out: no method of a deploy plan accepts it",
            );
        }
        fields
            .add("offline", offline.map_or_else(|| "valid".to_owned(), |error| format!("invalid: {error}")));
        fields.maybe(
            "gateway",
            gateway.as_ref().map(|said| match said {
                Ok(()) => "valid".to_owned(),
                Err(error) => format!("invalid: {error}"),
            }),
        );
        fields.text()
    })?;
    Ok(if valid { Exit::Done } else { Exit::No })
}
