//! What the lease-market can be told, and by whom.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{HexBinary, Uint128};
use cw_ownable::cw_ownable_execute;

use super::{ClassTerms, Params};
use crate::pool::SwapReceived;
use crate::provider_registry::PledgeReceived;

/// Messages of the lease-market. None takes coins: what pays comes through the pool contract.
#[cw_ownable_execute]
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Peer (pool): a swap ended here, `msg` is a [`SwapMsg`]. The one way to request a lease and to top it up.
    ReceiveSwap(SwapReceived),
    /// Peer (provider-registry): a provider pledged bond and GPUs to the lease of that id, `msg` is a [`PledgeMsg`]. The one way to
    /// start a lease.
    ReceivePledge(PledgeReceived),
    /// Withdraws a lease that nobody has started: credits and take go back to its client's account. Its client at any time;
    /// anyone once its time to be started is over.
    Cancel {
        /// Which lease.
        lease_id: u64,
    },
    /// A provider that has started a lease says that all its machines run. Covers the next `heartbeat_within` seconds of all its
    /// leases, and costs the same whatever their number.
    Heartbeat {},
    /// Pays the covered seconds that are not paid yet to the provider's account. Anyone. Seconds without a heartbeat after the end
    /// count against the provider too, so it should claim before its heartbeats stop.
    Claim {
        /// Which lease.
        lease_id: u64,
    },
    /// Pays what is due to the provider and ends the lease; the rest goes back to its client's account.
    ///
    /// Anyone, after its end, or after three times `heartbeat_within` without a heartbeat; its client, at any time, for a fee
    /// within the first `minimum` seconds; its provider, at any time. A provider that closes before the end, or is closed for
    /// silence, pays the client the part of its pledge that is left of the requested seconds; nothing for added ones. In an interruptible class a provider's
    /// `Close` pays nothing, is refused within the first `minimum` seconds, and brings the end forward to
    /// [`NOTICE`](super::NOTICE) seconds from now.
    Close {
        /// Which lease.
        lease_id: u64,
    },
    /// Moves earned take and the credits of fees to the fee-collector: the oldest 8 days and the first 8 classes that have any.
    /// Anyone.
    Sweep {},
    /// Owner: opens the market for a class of the registry that has its pool.
    ListClass {
        /// Which class.
        class: String,
        /// Its take, and whether it is interruptible.
        terms: ClassTerms,
    },
    /// Owner: sets a class's terms, for leases requested from now on.
    UpdateClass {
        /// Which class.
        class: String,
        /// All of them.
        terms: ClassTerms,
    },
    /// Owner: sets the parameters.
    UpdateParams {
        /// All of them.
        params: Params,
    },
    /// The guardian stops new requests and top-ups, the owner sets freely. Everything else goes on.
    SetPaused {
        /// Whether requests and top-ups are refused.
        requests: bool,
    },
    /// Owner: names another guardian.
    SetGuardian {
        /// Who.
        guardian: String,
    },
}

/// What a swap that ends in the lease-market asks for. Its first leg brings the credits, exactly gpus · seconds; a second one, if
/// there is one, NET for the take. What is left of NET pays for the take too; nothing is taken from anybody's account. A leg
/// without pools passes credits or NET through. The surplus goes to the account of who sent the swap.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum SwapMsg {
    /// A lease for whoever sent the swap.
    RequestLease {
        /// The lease.
        request: LeaseRequest,
    },
    /// More seconds for a running lease, at the price and the take of now. Anyone, before its end.
    TopUp {
        /// Which lease.
        lease_id: u64,
        /// How many seconds more on each of its GPUs, > 0. The end moves by as many: no later than its provider agreed to, and no
        /// more than 30 days from now. Refused in the last 120 s of the lease.
        seconds: u64,
        /// Most NET for cost + take, base units.
        max_payment: Uint128,
    },
}

/// A lease as its client asks for it.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct LeaseRequest {
    /// Hardware class.
    pub class: String,
    /// GPUs, 1 to 65,536.
    pub gpus: u32,
    /// Seconds on each, 1 to 2,592,000; gpus · seconds credits are bought. They count from the start.
    pub seconds: u64,
    /// The client's SSH public key (ed25519), 32 bytes hex: who may log in.
    pub ssh_key: HexBinary,
    /// The only provider that may start it, if named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Most NET for cost + take, base units.
    pub max_payment: Uint128,
}

/// What a provider's pledge to the lease-market says: it starts the open lease whose id the pledge has. The meter runs from now on,
/// and it is a heartbeat too. The pledge must be of the lease's class, GPUs and NET, and last at least as long as the lease, which
/// can be topped up until the pledge's `ends_by`.
#[cw_serde]
pub struct PledgeMsg {
    /// Where the machine answers to SSH, 1 to 128 bytes; in the event only.
    pub endpoint: String,
    /// The machine's SSH host key (ed25519), 32 bytes hex; in the event only.
    pub host_key: HexBinary,
}
