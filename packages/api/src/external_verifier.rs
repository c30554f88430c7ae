//! What the verifier-gateway tells a contract that judges results: the method [`MethodKind::External`].
//!
//! A contract that implements this accepts a claim by answering `Verify` with the claim's 32-byte statement as the `data` of its
//! response, those bytes alone. Whatever else it does accepts nothing: so neither a contract that takes any message and does
//! nothing, nor one that repeats an old answer, accepts what it has not looked at. It cannot say *invalid*: a refusal, best an
//! error that says why, moves nothing and is no fault of the provider.
//!
//! [`MethodKind::External`]: crate::verifier_gateway::MethodKind::External

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, HexBinary};

use crate::verifier_gateway::Claim;

/// Messages of a verifier.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum VerifierMsg {
    /// Is what is claimed shown by the proof? Whoever asks, the answer depends on claim and proof alone, or on what the verifier
    /// knows of its own; one that remembers what it accepted makes sure that the sender is the gateway.
    Verify {
        /// What is claimed: whose job, which program, input and output.
        claim: Claim,
        /// Its statement under the gateway that asks, 32 bytes hex; the answer that accepts it.
        statement: HexBinary,
        /// As somebody brought it, at most 64 KiB. The verifier alone knows what it means.
        proof: Binary,
    },
}
