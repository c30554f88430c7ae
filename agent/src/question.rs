//! What an attestor is asked, and what it answers.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use api::provider_registry::AttestorKey;
use api::verifier_gateway::Claim;
use cosmwasm_std::Binary;
use serde::{Deserialize, Serialize};

/// Where an attestor is asked.
pub const PATH: &str = "/v1/attest";
/// Bytes of an input that are written as text at once: three bytes are four letters.
const PIECE: u64 = 3 << 14;

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
    /// It is still working: ask again.
    Working {},
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
    pub fn new(question: &Question, input: Option<&Path>) -> Result<Self, String> {
        let text = |question: &Question| serde_json::to_string(question).map_err(|error| error.to_string());
        let Some(path) = input else {
            return Ok(Self { head: text(question)?.into(), input: None, tail: vec![] });
        };
        let whole = text(&Question { input: Some(Binary::default()), ..question.clone() })?;
        // The claim stands before it, and its own input has 64 digits.
        let at = "\"input\":\"";
        let (head, tail) = whole.split_once("\"input\":\"\"").ok_or("a question without an input")?;
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
