//! Storage keys that peers read raw, without loading the contract.
//!
//! | key | value |
//! |---|---|
//! | `s` + method id (u32, big-endian) | [`MethodStatus`], 18 bytes |
//! | `p` + image id (32 bytes) | [`ProgramStatus`], 12 bytes; absent where nobody registered the program |

use cosmwasm_std::{StdError, StdResult};

/// What a job needs to know of its method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MethodStatus {
    /// Kind of the method.
    pub kind: Kind,
    /// p, basis points.
    pub detection_bps: u32,
    /// Unix seconds from which it can be used.
    pub active_from: u64,
    /// Whether it was stopped.
    pub disabled: bool,
    /// The attestation method that judges its disputes, for a client's approval: if that one is stopped, so is this.
    pub arbiter: Option<u32>,
}

/// Kinds of methods, as the job-market tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// RISC Zero, the journal is the statement.
    RiscZeroStatement,
    /// RISC Zero, the output is the journal's digest.
    RiscZeroOutput,
    /// Signed verdicts.
    Attestation,
    /// The client's word.
    ClientApproval,
}

impl Kind {
    /// Its byte in the record.
    pub fn tag(self) -> u8 {
        match self {
            Kind::RiscZeroStatement => 1,
            Kind::RiscZeroOutput => 2,
            Kind::Attestation => 3,
            Kind::ClientApproval => 4,
        }
    }

    fn from_tag(tag: u8) -> Option<Self> {
        [Kind::RiscZeroStatement, Kind::RiscZeroOutput, Kind::Attestation, Kind::ClientApproval]
            .into_iter()
            .find(|kind| kind.tag() == tag)
    }
}

/// Key of a method's status: `s` + method id as u32 big-endian.
pub fn status_key(method: u32) -> Vec<u8> {
    let mut key = vec![b's'];
    key.extend_from_slice(&method.to_be_bytes());
    key
}

/// Where the journal of a registered program states its input's digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgramStatus {
    /// Offset of the 32 bytes in the journal.
    pub input_offset: u32,
    /// Unix seconds from which the registration counts.
    pub active_from: u64,
}

impl ProgramStatus {
    /// Bytes of the record.
    pub const LEN: usize = 12;

    /// Big-endian: input_offset (4), active_from (8).
    pub fn encode(&self) -> Vec<u8> {
        let mut out = self.input_offset.to_be_bytes().to_vec();
        out.extend_from_slice(&self.active_from.to_be_bytes());
        out
    }

    /// Refuses another length.
    pub fn decode(bytes: &[u8]) -> StdResult<Self> {
        let parts = (|| {
            let (offset, active) = bytes.split_first_chunk::<4>()?;
            Some(Self {
                input_offset: u32::from_be_bytes(*offset),
                active_from: u64::from_be_bytes(active.try_into().ok()?),
            })
        })();
        parts.ok_or_else(|| StdError::parse_err("ProgramStatus", "expected 12 bytes"))
    }
}

/// Key of a registered program's [`ProgramStatus`] (12 bytes: input offset as u32, active_from as u64, big-endian):
/// `p` + image id.
pub fn program_key(program: &[u8; 32]) -> Vec<u8> {
    let mut key = vec![b'p'];
    key.extend_from_slice(program);
    key
}

impl MethodStatus {
    /// Bytes of the record.
    pub const LEN: usize = 18;

    /// Big-endian: kind (1), disabled (1), detection_bps (4), active_from (8), arbiter (4, 0 for none).
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![self.kind.tag(), u8::from(self.disabled)];
        out.extend_from_slice(&self.detection_bps.to_be_bytes());
        out.extend_from_slice(&self.active_from.to_be_bytes());
        out.extend_from_slice(&self.arbiter.unwrap_or_default().to_be_bytes());
        out
    }

    /// Refuses another length, kind or flag.
    pub fn decode(bytes: &[u8]) -> StdResult<Self> {
        let parts = (|| {
            let (&[kind, disabled], rest) = bytes.split_first_chunk::<2>()?;
            let (detection, rest) = rest.split_first_chunk::<4>()?;
            let (active, arbiter) = rest.split_first_chunk::<8>()?;
            Some(Self {
                kind: Kind::from_tag(kind)?,
                disabled: match disabled {
                    0 => false,
                    1 => true,
                    _ => return None,
                },
                detection_bps: u32::from_be_bytes(*detection),
                active_from: u64::from_be_bytes(*active),
                arbiter: Some(u32::from_be_bytes(arbiter.try_into().ok()?)).filter(|id| *id > 0),
            })
        })();
        parts.ok_or_else(|| StdError::parse_err("MethodStatus", "expected 18 bytes of a known kind"))
    }

    /// Whether a job may use it at `now` (Unix seconds).
    pub fn usable(&self, now: u64) -> bool {
        !self.disabled && now >= self.active_from
    }
}
