//! What the app is told and asked.

use api::verifier_gateway::{Claim, Proof};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Coin, HexBinary};

/// Start of the app.
#[cw_serde]
pub struct InstantiateMsg {
    /// The market's verifier-gateway.
    pub gateway: String,
    /// The gateway's method by which proofs are verified: a validity method whose proofs state their claim.
    pub method: u32,
}

/// Messages of the app.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Anyone, with exactly one coin: it goes to whoever proves first what is asked for.
    Offer {
        /// Program digest, 32 bytes hex: whatever the method takes as one.
        program: HexBinary,
        /// Input digest, 32 bytes hex; left out where there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        input: Option<HexBinary>,
        /// Output digest, 32 bytes hex; left out, any output that the program gives on the input will do.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        output: Option<HexBinary>,
        /// Unix seconds from which the sponsor may take the coin back, within a year.
        until: u64,
    },
    /// Anyone: proves it, and is paid. The proof names its sender, so nobody else can use it.
    Prove {
        /// Which bounty.
        bounty: u64,
        /// Digest of the output that is proven, 32 bytes hex.
        output: HexBinary,
        /// Its proof.
        proof: Proof,
    },
    /// The sponsor, once the time is over: takes back what nobody has earned.
    TakeBack {
        /// Which bounty.
        bounty: u64,
    },
}

/// `data` of the response to `Offer`, in JSON.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Offered {
    /// The bounty's number.
    pub bounty: u64,
}

/// Queries of the app.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// A bounty that waits.
    #[returns(BountyResponse)]
    Bounty {
        /// Which.
        bounty: u64,
    },
    /// What somebody has to prove for it: the gateway's query `statement` answers the digest.
    #[returns(Claim)]
    Claim {
        /// Which bounty.
        bounty: u64,
        /// Who.
        prover: String,
        /// Digest of the output, 32 bytes hex.
        output: HexBinary,
    },
}

/// A bounty that waits.
#[cw_serde]
pub struct BountyResponse {
    /// Who pays.
    pub sponsor: Addr,
    /// What.
    pub coin: Coin,
    /// Program digest.
    pub program: HexBinary,
    /// Input digest, if there is one.
    pub input: Option<HexBinary>,
    /// Output digest, if it is asked for.
    pub output: Option<HexBinary>,
    /// Unix seconds from which the sponsor may take it back.
    pub until: u64,
}
