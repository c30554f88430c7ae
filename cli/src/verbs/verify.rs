//! `camm verify`: a RISC Zero receipt, offline and by the market's gateway.

use std::path::{Path, PathBuf};

use anyhow::Result;
use api::verifier_gateway::{Claim, JournalPolicy, MethodKind, Proof};
use clap::Args;
use cosmwasm_std::{Binary, HexBinary};
use proofs::risc0::{self, Accepted};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::ask::claim_of;
use crate::exit::{self, usage, Exit};
use crate::render::{Fields, Out};
use crate::session::Session;
use crate::sign::{bytes, sha256, statement_digest};

/// The parts of a RISC Zero receipt.
#[derive(Args, Clone)]
pub struct Receipt {
    /// Seal of a RISC Zero Groth16 receipt, 260 bytes: hex, or a file with hex or the bytes.
    #[arg(long, value_name = "HEX|FILE")]
    pub seal: Option<String>,
    /// Its journal: hex, or a file with hex or the bytes.
    #[arg(long, value_name = "HEX|FILE", requires = "seal")]
    pub journal: Option<String>,
}

/// Verifies a RISC Zero receipt: offline; with --job or --method also by the market's gateway, which says whether the job
/// could be paid for it.
#[derive(Args)]
pub struct Verify {
    #[command(flatten)]
    receipt: Receipt,
    /// The program's image id, 32 bytes hex; a job's own, if left out.
    #[arg(long, value_name = "HEX", value_parser = crate::sign::digest, required_unless_present = "job")]
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
    /// The claim's output, 32 bytes hex: of a method whose journal is the statement of the claim, from which it is computed.
    #[arg(long, value_name = "HEX", value_parser = crate::sign::digest, conflicts_with = "output_file")]
    output: Option<HexBinary>,
    /// The output itself: its sha256 is the claim's.
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// The claim's input, 32 bytes hex, where there is no job.
    #[arg(long, value_name = "HEX", value_parser = crate::sign::digest)]
    input: Option<HexBinary>,
}

impl Receipt {
    /// As it comes with a result; none without a seal.
    pub fn proof(&self) -> Result<Option<Proof>> {
        let Some(seal) = &self.seal else { return Ok(None) };
        let journal = self.journal.as_deref().map(hex_or_file).transpose()?;
        Ok(Some(Proof::RiscZero { seal: hex_or_file(seal)?.into(), journal: journal.map(Binary::from) }))
    }
}

impl Verify {
    /// Whether no chain is to be asked.
    pub fn is_offline(&self) -> bool {
        self.job.is_none() && self.method.is_none()
    }

    /// Verifies without a chain, every known version's receipts.
    pub fn offline(&self, out: Out) -> Result<Exit> {
        let (seal, journal) = (self.seal()?, self.journal()?.unwrap_or_default());
        if self.named_output()?.is_some() {
            return Err(usage(
                "--output is of a claim: expected a chain that has it",
                "name its job or method: --job ID, or --method NUMBER --provider ADDRESS",
            ));
        }
        let Some(program) = &self.program else {
            return Err(usage("no program is named", "--program HEX, its image id"));
        };
        let said = check(&seal, &bytes("--program", program)?, &journal);
        show(out, &seal, &journal, said.as_deref().err(), None)
    }

    /// Verifies here and by the gateway.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        let (seal, journal, named) = (self.seal()?, self.journal()?, self.named_output()?);
        let known = named.is_some();
        let output = named.clone().unwrap_or_else(|| sha256(journal.as_deref().unwrap_or_default()));
        let mut delivered = None;
        let (method, claim) = match self.job {
            Some(job_id) => {
                let job = market.job(job_id)?;
                delivered.clone_from(&job.output);
                let output = named.or_else(|| job.output.clone()).unwrap_or(output);
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
                    program: self.program.clone().unwrap_or_else(none),
                    input: self.input.clone().unwrap_or_else(none),
                    output,
                };
                (self.method.unwrap_or_default(), claim)
            }
        };
        let program = bytes("program", self.program.as_ref().unwrap_or(&claim.program))?;
        let policy = match market.method(method)?.params.kind {
            MethodKind::RiscZero { policy, .. } => policy,
            _ => {
                return Err(usage(
                    format!("method {method} takes no receipts"),
                    "`camm class methods` shows those that do",
                ))
            }
        };
        let journal = match policy {
            JournalPolicy::Output => journal.unwrap_or_default(),
            JournalPolicy::Statement if !known && delivered.is_none() => {
                return Err(usage(
                    format!(
                    "no output: the journal of method {method} is the statement of a claim, which names one"
                ),
                    "--output HEX, or --output-file FILE",
                ))
            }
            JournalPolicy::Statement => {
                let (chain, gateway) = (market.node.chain_id(), &market.at.verifier_gateway);
                let statement = statement_digest(chain, gateway, &claim)?.to_vec();
                if let Some(other) = journal.filter(|journal| *journal != statement) {
                    let (expected, got) = (hex::encode(&statement), hex::encode(other));
                    return Err(usage(
                        format!("--journal: expected the statement of the claim, {expected}, got {got}"),
                        "leave it out: it is computed",
                    ));
                }
                statement
            }
        };
        let offline = check(&seal, &program, &journal);
        // Where the journal is the statement the gateway knows it.
        let given = (policy == JournalPolicy::Output).then(|| Binary::from(journal.clone()));
        let gateway = match market.verify(
            method,
            claim,
            Proof::RiscZero { seal: Binary::from(seal.clone()), journal: given },
        ) {
            Ok(_) => Ok(()),
            Err(error) if error.downcast_ref::<chain::rpc::Refusal>().is_some() => Err(exit::words(&error)),
            Err(error) => return Err(error),
        };
        show(session.out, &seal, &journal, offline.as_deref().err(), Some(gateway))
    }

    fn seal(&self) -> Result<Vec<u8>> {
        let Some(seal) = &self.receipt.seal else {
            return Err(usage("no seal", "--seal HEX or FILE, of 260 bytes"));
        };
        hex_or_file(seal)
    }

    fn journal(&self) -> Result<Option<Vec<u8>>> {
        self.receipt.journal.as_deref().map(hex_or_file).transpose()
    }

    fn named_output(&self) -> Result<Option<HexBinary>> {
        let file = self.output_file.as_deref().map(bytes_of).transpose()?;
        Ok(self.output.clone().or_else(|| file.map(|bytes| sha256(&bytes))))
    }
}

fn check(seal: &[u8], program: &[u8; 32], journal: &[u8]) -> Result<&'static str, String> {
    let digest: [u8; 32] = Sha256::digest(journal).into();
    risc0::verify(Accepted::ALL, seal, program, &digest).map(|()| "valid").map_err(|error| error.to_string())
}

fn show(
    out: Out,
    seal: &[u8],
    journal: &[u8],
    offline: Option<&String>,
    gateway: Option<Result<(), String>>,
) -> Result<Exit> {
    let valid = offline.is_none() && gateway.as_ref().is_none_or(Result::is_ok);
    let selector = risc0::selector_of(seal).ok().map(hex::encode);
    let document = json!({
        "valid": valid,
        "selector": selector,
        "journal": hex::encode(journal),
        "offline": { "valid": offline.is_none(), "error": offline },
        "gateway": gateway.as_ref().map(|said| json!({ "valid": said.is_ok(), "error": said.as_ref().err() })),
    });
    out.show(&document, |_| {
        let mut fields = Fields::new();
        fields.maybe("version", selector.as_ref());
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

/// Bytes of a text in hex, or of a file that holds hex or the bytes themselves.
pub fn hex_or_file(text: &str) -> Result<Vec<u8>> {
    if let Ok(bytes) = hex::decode(text.trim()) {
        return Ok(bytes);
    }
    let bytes = bytes_of(&PathBuf::from(text))?;
    let decoded = std::str::from_utf8(&bytes).ok().and_then(|text| hex::decode(text.trim()).ok());
    Ok(decoded.unwrap_or(bytes))
}

/// The bytes of a file.
pub fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path)
        .map_err(|error| usage(format!("cannot read {}: {error}", path.display()), "name another file"))
}
