//! A claim in checked form.

use api::common::checked_addr;
use api::verifier_gateway::Claim;
use cosmwasm_std::{Addr, Api, Env, HexBinary};
use proofs::statement::Statement;

use crate::error::ContractError;

/// A claim whose provider is a canonical address of this chain and whose digests are 32 bytes each.
pub struct CheckedClaim {
    job_id: u64,
    provider: Addr,
    /// Program digest.
    pub program: [u8; 32],
    /// Input digest; zeros where there is none.
    pub input: [u8; 32],
    /// Output digest.
    pub output: [u8; 32],
}

impl CheckedClaim {
    /// Refuses a provider or a digest that is malformed.
    pub fn new(api: &dyn Api, claim: &Claim) -> Result<Self, ContractError> {
        Ok(Self {
            job_id: claim.job_id,
            provider: checked_addr(api, "claim.provider", &claim.provider)?,
            program: digest("claim.program", &claim.program)?,
            input: digest("claim.input", &claim.input)?,
            output: digest("claim.output", &claim.output)?,
        })
    }

    /// Whether the job has an input.
    pub fn has_input(&self) -> bool {
        self.input != [0; 32]
    }

    /// The digest that every method binds: who claims what to be the output of which job, on this chain and
    /// for this gateway.
    pub fn statement(&self, env: &Env) -> [u8; 32] {
        Statement {
            chain_id: &env.block.chain_id,
            gateway: env.contract.address.as_str(),
            job_id: self.job_id,
            provider: self.provider.as_str(),
            program: self.program,
            input: self.input,
            output: self.output,
        }
        .digest()
    }
}

/// Refuses a digest that is not 32 bytes long.
pub fn digest(field: &'static str, bytes: &HexBinary) -> Result<[u8; 32], ContractError> {
    bytes.as_slice().try_into().map_err(|_| ContractError::DigestLength { field, got: bytes.len() })
}
