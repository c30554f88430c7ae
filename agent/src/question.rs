//! What an attestor is asked, by whom, and what it answers.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use anyhow::{ensure, Context, Result};
use api::common::MAX_LOCATOR;
use api::provider_registry::{AttestorKey, KeyScheme};
use api::verifier_gateway::Claim;
use chain::wallet::address_of;
use cosmwasm_std::{Binary, HexBinary};
use proofs::statement::Statement;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::keys::{array, verifies, Key};

/// Where an attestor is asked.
pub const PATH: &str = "/v1/attest";
/// Largest input of a result that can be signed, bytes: in base64 it fits into a request with the rest.
pub const SIGNABLE: u64 = 8 << 20;
/// The output of a question that is asked when the provider's run begins: who does the work again begins then too.
pub const NO_OUTPUT: [u8; 32] = [0; 32];
/// Bytes of an input that are written as text at once: three bytes are four letters.
const PIECE: u64 = 3 << 14;
/// What a question's signature begins with.
const TAG: &[u8] = b"compute-amm/question/v1";

/// Runs that an attestor does at once for one provider. No more standard attested jobs are accepted by choice than these.
pub const OF_ONE: usize = 2;

/// What an attestor is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What is claimed.
    pub claim: Claim,
    /// The input, if the job has one.
    pub input: Option<Binary>,
    /// Where the output is served, if it is: for attestors that inspect it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_at: Option<String>,
    /// The provider's secp256k1 key, 33 bytes: the claim's provider is its address.
    pub key: HexBinary,
    /// Its signature, 64 bytes, of what [`Heading::check`] checks.
    pub signature: Binary,
}

/// A question without its input, which may be long: what its signature says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// What is claimed.
    pub claim: Claim,
    /// Where the output is served, if it is.
    #[serde(default)]
    pub output_at: Option<String>,
    /// The provider's key.
    pub key: HexBinary,
    /// Its signature.
    pub signature: Binary,
}

impl Heading {
    /// Of a question.
    pub fn of(question: &Question) -> Self {
        let Question { claim, output_at, key, signature, .. } = question.clone();
        Self { claim, output_at, key, signature }
    }

    /// Refuses it unless the claim's provider signed it, for this chain and market.
    pub fn check(&self, chain_id: &str, gateway: &str) -> Result<()> {
        let length = self.output_at.as_ref().map_or(0, String::len);
        ensure!(length <= MAX_LOCATOR, "`output_at`: expected at most {MAX_LOCATOR} bytes, got {length}");
        let provider = &self.claim.provider;
        // The digits after a bech32 address's last 1 are its own.
        let prefix = provider.rsplit_once('1').map_or(provider.as_str(), |(prefix, _)| prefix);
        let signer = address_of(prefix, &self.key)?;
        ensure!(
            signer.as_str() == provider.as_str(),
            "expected a question that {provider} signed, got one by {signer}"
        );
        let key = AttestorKey { scheme: KeyScheme::Secp256k1, key: self.key.clone().into() };
        let digest = asked(chain_id, gateway, &self.claim, self.output_at.as_deref())?;
        ensure!(
            verifies(&key, &digest, &self.signature),
            "expected {provider}'s signature of this question, for {chain_id} and {gateway}, got another"
        );
        Ok(())
    }
}

/// What the provider signs: `sha256(tag ‖ statement ‖ lp(output_at))`, where the [statement](Statement) binds chain, gateway
/// and the whole claim, the input's digest with it, and `lp` is a big-endian 32-bit length before the text, 0 of none.
fn asked(chain_id: &str, gateway: &str, claim: &Claim, output_at: Option<&str>) -> Result<[u8; 32]> {
    let statement = Statement {
        chain_id,
        gateway,
        job_id: claim.job_id,
        provider: &claim.provider,
        program: array(&claim.program)?,
        input: array(&claim.input)?,
        output: array(&claim.output)?,
    };
    let at = output_at.unwrap_or_default();
    let length = u32::try_from(at.len()).context("an address of the output")?;
    let hash = Sha256::new_with_prefix(TAG).chain_update(statement.digest());
    Ok(hash.chain_update(length.to_be_bytes()).chain_update(at).finalize().into())
}

/// A provider that asks.
pub struct Asker {
    address: String,
    key: Key,
}

impl Asker {
    /// Whoever has a secret of 32 bytes, on chains with this prefix of addresses.
    pub fn new(prefix: &str, secret: &[u8; 32]) -> Result<Self> {
        let key = k256::ecdsa::SigningKey::from_slice(secret).context("not a secp256k1 secret")?;
        let key = Key::Secp256k1(key);
        Ok(Self { address: address_of(prefix, &key.public().key)?.into_string(), key })
    }

    /// Its address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Its question about what it claims on a chain and a market.
    pub fn ask(
        &self,
        chain_id: &str,
        gateway: &str,
        claim: Claim,
        output_at: Option<String>,
    ) -> Result<Question> {
        let digest = asked(chain_id, gateway, &claim, output_at.as_deref())?;
        let (key, signature) = (self.key.public().key.into(), self.key.sign(&digest)?.into());
        Ok(Question { claim, input: None, output_at, key, signature })
    }
}

/// What it answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It found the claim valid.
    Signed {
        /// Its key.
        key: AttestorKey,
        /// 64 bytes.
        signature: Binary,
    },
    /// It is still working: ask again, without the input.
    Working {},
    /// It would begin its run, and has no input for it: ask again, with the input.
    Wanted {},
    /// It does not sign, and why.
    Refused {
        /// Why.
        reason: String,
    },
}

/// A question as it is sent: an input that lies in a file is read anew each time, piece by piece, so that many questions take
/// little memory.
#[derive(Clone, Debug)]
pub struct Body {
    head: Vec<u8>,
    input: Option<PathBuf>,
    tail: Vec<u8>,
}

impl Body {
    /// Of a question, whose input lies in a file if one is named.
    pub fn new(question: &Question, input: Option<&Path>) -> Result<Self> {
        let text = |question: &Question| serde_json::to_string(question);
        let Some(path) = input else {
            return Ok(Self { head: text(question)?.into(), input: None, tail: vec![] });
        };
        let whole = text(&Question { input: Some(Binary::default()), ..question.clone() })?;
        // The claim stands before it, and its own input has 64 digits.
        let at = "\"input\":\"";
        let (head, tail) = whole.split_once("\"input\":\"\"").context("a question without an input")?;
        let tail = format!("\"{tail}");
        Ok(Self { head: format!("{head}{at}").into(), input: Some(path.to_owned()), tail: tail.into() })
    }

    /// Its bytes, and how many they are.
    pub fn read(&self) -> io::Result<(Box<dyn Read + Send + Sync>, u64)> {
        let fixed = self.head.len().saturating_add(self.tail.len());
        let fixed = u64::try_from(fixed).map_err(io::Error::other)?;
        let (head, tail) = (Cursor::new(self.head.clone()), Cursor::new(self.tail.clone()));
        let Some(path) = &self.input else { return Ok((Box::new(head.chain(tail)), fixed)) };
        let file = crate::work::regular(path).map_err(io::Error::other)?;
        let length = file.metadata()?.len();
        let letters = length.div_ceil(3).saturating_mul(4);
        let text = Text { left: file.take(length), shown: Cursor::default() };
        Ok((Box::new(head.chain(text).chain(tail)), fixed.saturating_add(letters)))
    }
}

/// A file as base64.
struct Text {
    left: io::Take<File>,
    shown: Cursor<Vec<u8>>,
}

impl Read for Text {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.shown.read(to)?;
        if read > 0 || to.is_empty() {
            return Ok(read);
        }
        let mut piece = vec![];
        self.left.by_ref().take(PIECE).read_to_end(&mut piece)?;
        self.shown = Cursor::new(Binary::from(piece).to_base64().into());
        self.shown.read(to)
    }
}
