//! What the verifier is told and asked. What the market's gateway tells it is [`api::external_verifier::VerifierMsg`].

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{HexBinary, Uint256, Uint512};

/// Start of the verifier: it has nothing to remember.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct InstantiateMsg {}

/// What comes as `proof`, in JSON: the texts whose digests the job names.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The job's input.
    pub number: Uint512,
    /// Its output: two factors, the smaller first, neither 1.
    pub factors: [Uint256; 2],
}

/// Queries of the verifier.
#[cw_serde]
#[derive(Copy, Eq, QueryResponses)]
#[serde(deny_unknown_fields)]
pub enum QueryMsg {
    /// What a request names for a number, and a provider delivers for its factors; an error if they are not its factors.
    #[returns(DigestsResponse)]
    Digests {
        /// Number and factors.
        proof: Proof,
    },
}

/// See [`QueryMsg::Digests`]: 32 bytes hex each.
#[cw_serde]
pub struct DigestsResponse {
    /// Of every job that this verifier judges.
    pub program: HexBinary,
    /// Of the number's decimal text.
    pub input: HexBinary,
    /// Of the factors' decimal texts with a space between.
    pub output: HexBinary,
}
