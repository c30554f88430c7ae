//! What the pool contract can be told to do, and what it tells the contract that a swap ends in.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Binary, CosmosMsg, StdResult, Uint128, WasmMsg};
use cw20::Cw20ReceiveMsg;
use cw_ownable::cw_ownable_execute;

use super::{Fees, Paused};
use crate::common::{Asset, AssetAmount, Source};

/// A path through pools. The asset that comes out follows from the offer and the pools.
#[cw_serde]
pub struct Route {
    /// The asset that goes in.
    pub offer: Asset,
    /// Pool ids in order, at most 4; empty passes the offer through unchanged.
    pub pools: Vec<u64>,
}

/// One exact-out purchase.
#[cw_serde]
pub struct Leg {
    /// Pool ids in order, at most 4; empty sets `amount_out` of the offer asset itself aside.
    pub pools: Vec<u64>,
    /// Exactly how much comes out, in base units.
    pub amount_out: Uint128,
}

/// Where a swap's output goes.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum Destination {
    /// A transfer to a wallet, the sender's if left out.
    Wallet {
        /// Who receives.
        #[serde(skip_serializing_if = "Option::is_none")]
        receiver: Option<String>,
    },
    /// A booking to an account, the sender's if left out.
    Account {
        /// Who receives.
        #[serde(skip_serializing_if = "Option::is_none")]
        receiver: Option<String>,
    },
    /// A booking to `contract`'s account, then a call of it with [`SwapReceived`]. For exact-out without `rest_to`, all that
    /// `from` names is taken and what is left of it is booked to `contract` as well; the contract gives the surplus back. With
    /// `rest_to`, that wallet is paid the rest before the call, and the contract gets nothing of it.
    Call {
        /// Who receives and is called.
        contract: String,
        /// What it is to do, in its own format: base64 of what it takes, JSON for this market's contracts.
        msg: Binary,
    },
}

impl Destination {
    /// Whether it is the sender's own wallet, which need not be said.
    pub fn is_own_wallet(&self) -> bool {
        matches!(self, Destination::Wallet { receiver: None })
    }
}

impl Default for Destination {
    fn default() -> Self {
        Destination::Wallet { receiver: None }
    }
}

/// One transfer within the ledger.
#[cw_serde]
pub struct TransferItem {
    /// What.
    pub asset: Asset,
    /// How much, in base units; more than zero.
    pub amount: Uint128,
    /// To whose account.
    pub to: String,
}

/// Messages of the pool contract.
#[cw_ownable_execute]
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// cw20 tokens that came with a [`ReceiveMsg`](super::ReceiveMsg).
    Receive(Cw20ReceiveMsg),
    /// Sells exactly what `from` names along the route.
    SwapExactIn {
        /// The path; its offer must be the asset that came.
        route: Route,
        /// What pays; the coins that came, if left out.
        #[serde(default, skip_serializing_if = "Source::is_funds")]
        from: Source,
        /// The least output accepted, in base units.
        min_out: Uint128,
        /// Where the output goes; the sender's wallet, if left out.
        #[serde(default, skip_serializing_if = "Destination::is_own_wallet")]
        to: Destination,
        /// Unix seconds at which the message is too late.
        #[serde(skip_serializing_if = "Option::is_none")]
        deadline: Option<u64>,
    },
    /// Buys exact amounts (1 or 2 legs, filled in order), paying at most what `from` names. What is left of funds goes
    /// back to the sender's wallet, and an account is debited the cost only (for [`Destination::Call`] see there). A
    /// leg passes each pool once.
    SwapExactOut {
        /// The asset that pays for every leg.
        offer: Asset,
        /// What is bought: 1 or 2 legs, filled in order.
        legs: Vec<Leg>,
        /// What pays, at most; the coins that came, if left out.
        #[serde(default, skip_serializing_if = "Source::is_funds")]
        from: Source,
        /// Where the output goes; the sender's wallet, if left out.
        #[serde(default, skip_serializing_if = "Destination::is_own_wallet")]
        to: Destination,
        /// Whose wallet gets what is left of the coins that came, the sender's if left out: to be named where the message
        /// comes through another contract or account. Refused where the account pays. A contract that is called gets the
        /// rest if nobody is named. A request for a job pays its take and tip out of it, so it names `surplus_to` instead:
        /// with `rest_to` they would have to come from the sender's account, and without one there it fails.
        #[serde(skip_serializing_if = "Option::is_none")]
        rest_to: Option<String>,
        /// Unix seconds at which the message is too late.
        #[serde(skip_serializing_if = "Option::is_none")]
        deadline: Option<u64>,
    },
    /// Provides both assets in the pool's proportion, using at most the amounts named. The first deposit uses
    /// all of both; its price must be within 20 % of the pool's reference price, and of NET it must bring at
    /// least the governed least. To a launch pool that has no NET yet, asset 0 alone is provided and `max_1` is 0; the
    /// first deposit there must be worth at least the governed least at the reference price. With `Funds`, native sides come with the message, exactly as named, and what
    /// is left of them goes back to the sender's wallet; a cw20 side is taken from the sender's account, and
    /// no more of it than is used.
    Provide {
        /// Which pool.
        pool_id: u64,
        /// Most of asset 0, base units.
        max_0: Uint128,
        /// Most of asset 1, base units.
        max_1: Uint128,
        /// What pays.
        from: ProvideSource,
        /// The fewest LP shares accepted, base units.
        min_shares: Uint128,
        /// Who gets the shares, the sender if left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        receiver: Option<String>,
        /// Whose wallet gets what is left of the coins that came, the sender's if left out: to be named where the message
        /// comes through another contract or account. Refused where nothing can be left: the account pays.
        #[serde(skip_serializing_if = "Option::is_none")]
        rest_to: Option<String>,
        /// Unix seconds at which the message is too late.
        #[serde(skip_serializing_if = "Option::is_none")]
        deadline: Option<u64>,
    },
    /// Provides one asset only: swaps a part of it, which pays the pool's fee, and provides the rest with what that
    /// brought. What matches nothing goes back, more of it the worse the block anchor made the swap; an account is
    /// debited what is used. Needs neither swapping nor providing to be paused, because it does both. Not for launch
    /// pools.
    ProvideSingle {
        /// Which pool.
        pool_id: u64,
        /// Which of its assets.
        asset: Asset,
        /// What pays; the coins that came, if left out.
        #[serde(default, skip_serializing_if = "Source::is_funds")]
        from: Source,
        /// The fewest LP shares accepted, base units.
        min_shares: Uint128,
        /// Who gets the shares, the sender if left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        receiver: Option<String>,
        /// Whose wallet gets what is left of the coins that came, the sender's if left out: to be named where the message
        /// comes through another contract or account. Refused where nothing can be left: the account pays.
        #[serde(skip_serializing_if = "Option::is_none")]
        rest_to: Option<String>,
        /// Unix seconds at which the message is too late.
        #[serde(skip_serializing_if = "Option::is_none")]
        deadline: Option<u64>,
    },
    /// Books the coins that came to an account. Anyone, to anyone's account; listed assets only, at most 8 coins.
    Deposit {
        /// Whose account, the sender's if left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        receiver: Option<String>,
    },
    /// Pays out from an account to a wallet. Never pausable.
    Withdraw {
        /// What.
        asset: Asset,
        /// How much, in base units.
        amount: Uint128,
        /// Whose account, the sender's if left out; another's only within an allowance or for a wired peer.
        #[serde(skip_serializing_if = "Option::is_none")]
        owner: Option<String>,
        /// To whom, the account's owner if left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        receiver: Option<String>,
    },
    /// Moves between accounts, at most 8 items.
    Transfer {
        /// From whose account, the sender's if left out; another's only within an allowance or for a wired peer.
        #[serde(skip_serializing_if = "Option::is_none")]
        owner: Option<String>,
        /// What goes where.
        items: Vec<TransferItem>,
    },
    /// Lets `spender` debit the sender's account of `asset` by `amount` more. An allowance that has ended counts as
    /// nothing.
    IncreaseAllowance {
        /// Who may debit.
        spender: String,
        /// What.
        asset: Asset,
        /// How much more, in base units.
        amount: Uint128,
        /// Unix seconds at which the whole allowance ends from now on.
        expires: u64,
    },
    /// Lets `spender` debit the sender's account of `asset` by `amount` less; by all that it may or more, removes the
    /// allowance. Refused where there is none, or one that has ended.
    DecreaseAllowance {
        /// Who may debit.
        spender: String,
        /// What.
        asset: Asset,
        /// How much less, in base units.
        amount: Uint128,
        /// Unix seconds at which the rest of the allowance ends; when it would have, if left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        expires: Option<u64>,
    },
    /// Moves a pool's accrued protocol fees and spread to the fee-collector. Anyone. A token that fails to move fails the
    /// message; the other asset's move by themselves, if it is named.
    SweepFees {
        /// Which pool.
        pool_id: u64,
        /// Of which of its assets; of both, if left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        asset: Option<Asset>,
    },
    /// Owner: creates a pool and instantiates its LP token.
    CreatePool {
        /// First asset; the compute credit in a class's primary pool. Each listed, and in at most 64 pools, but for the
        /// network token.
        asset_0: Asset,
        /// Second asset; the network token in a class's primary pool.
        asset_1: Asset,
        /// Its fees.
        fees: Fees,
        /// Symbol of the LP token, 3 to 12 letters or `-`.
        lp_symbol: String,
        /// Amount of the first asset worth `reference_1` at the reference price, base units, more than zero. Governance
        /// vouches for that price: the first deposit must be within 20 % of it, and the mean prices start there.
        reference_0: Uint128,
        /// Amount of the second asset of the same worth, base units, more than zero.
        reference_1: Uint128,
        /// Whether it is a launch pool: it starts with asset 0 alone, at the reference price, and counts a virtual reserve
        /// of asset 1, which must be the network token. Not, if left out.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        launch: bool,
    },
    /// Owner: sets the reference price of a pool to which nobody has provided liquidity yet.
    SetReference {
        /// Which pool.
        pool_id: u64,
        /// Amount of asset 0 worth `reference_1`, base units, as in [`ExecuteMsg::CreatePool`].
        reference_0: Uint128,
        /// Amount of asset 1 of the same worth, base units, as in [`ExecuteMsg::CreatePool`].
        reference_1: Uint128,
    },
    /// Owner: sets the least NET that the first deposit of a pool must bring, in every pool of which NET is an asset (of a
    /// launch pool: be worth at the reference price). The
    /// registry reads it too: no mint uses the price of a pool that holds less.
    SetLeast {
        /// Base units, at most 2^112 − 1; 0 for none.
        least: Uint128,
    },
    /// Owner: sets a pool's fees. What accrued before is swept as it accrued.
    UpdateFees {
        /// Which pool.
        pool_id: u64,
        /// Its new fees.
        fees: Fees,
    },
    /// Owner: lets an asset come in: into accounts, pools and new pools. A cw20 must be a contract that answers
    /// `token_info`. A delisted asset can be listed again; then its pools take it in again.
    ListAsset {
        /// Which.
        asset: Asset,
    },
    /// Owner: no longer. None of it can be deposited, its pools take nothing and swap in neither direction, and no new pool
    /// has it. All that is there can leave: withdrawals, transfers, LP shares, fees. The network token stays listed.
    DelistAsset {
        /// Which.
        asset: Asset,
    },
    /// The guardian pauses (may only add), the owner sets freely.
    SetPaused {
        /// Which pool.
        pool_id: u64,
        /// What is paused from now on.
        paused: Paused,
    },
    /// Owner: names another guardian.
    SetGuardian {
        /// Who.
        guardian: String,
    },
}

/// What pays for [`ExecuteMsg::Provide`].
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Copy, Eq)]
pub enum ProvideSource {
    /// Native sides from the coins that came, cw20 sides from the sender's account.
    Funds,
    /// Both sides from the sender's account.
    Account,
}

/// Called on the contract that a swap ends in ([`Destination::Call`]); all amounts are already in its account.
/// The callee must check that the pool contract calls, and may trust `sender` as far as it trusts the asset of `rest`: of a
/// cw20 Send the pool has the token's word only, so nothing beyond what came may be taken from `sender` on it.
#[cw_serde]
pub struct SwapReceived {
    /// Who sent the swap to the pool (for a cw20, who sent the tokens).
    pub sender: String,
    /// One entry per leg, in order.
    pub legs: Vec<LegReceived>,
    /// What is left of the payment, in the offer asset; amount 0 for exact-in, and where the rest goes to a wallet.
    pub rest: AssetAmount,
    /// What the callee is to do: base64 of what the sender of the swap gave.
    pub msg: Binary,
}

/// What one leg of a swap brought.
#[cw_serde]
pub struct LegReceived {
    /// What came out.
    pub received: AssetAmount,
    /// What went into the last pool of the leg (equal to `received` where it passed no pool): for a purchase of credits
    /// through the primary pool, the network token swapped for them.
    pub last_in: AssetAmount,
}

/// What the pool contract calls the contract at the end of a swap with: it must take this message beside its own.
#[cw_serde]
pub enum ReceiverMsg {
    /// A swap ended here ([`Destination::Call`]).
    ReceiveSwap(SwapReceived),
}

impl SwapReceived {
    /// The call of `contract`: `{"receive_swap": …}`, no coins.
    pub fn into_message(self, contract: impl Into<String>) -> StdResult<CosmosMsg> {
        let msg = to_json_binary(&ReceiverMsg::ReceiveSwap(self))?;
        Ok(WasmMsg::Execute { contract_addr: contract.into(), msg, funds: vec![] }.into())
    }
}
