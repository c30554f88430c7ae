//! Events of the pool contract: one per action (of several coins, items or legs, one each). On chain their type carries
//! the prefix `wasm-`.

use cosmwasm_std::{Addr, Event, Uint128};

use super::{Fees, Paused};
use crate::common::{Asset, AssetAmount};

/// What happened. Amounts are in base units.
#[derive(Clone, Debug, PartialEq)]
pub enum PoolEvent<'a> {
    /// `swap`: one route was swapped along.
    Swap(Swap<'a>),
    /// `provide`: liquidity came in.
    Provide(Liquidity<'a>),
    /// `withdraw_liquidity`: liquidity went out.
    WithdrawLiquidity(Liquidity<'a>),
    /// `deposit`: coins came to an account.
    Deposit {
        /// Who sent them.
        sender: &'a Addr,
        /// Whose account.
        receiver: &'a Addr,
        /// What.
        amount: AssetAmount,
    },
    /// `withdraw`: an account paid out to a wallet.
    Withdraw {
        /// Whose account.
        owner: &'a Addr,
        /// To whom.
        receiver: &'a Addr,
        /// What.
        amount: AssetAmount,
    },
    /// `transfer`: from account to account.
    Transfer {
        /// From whose.
        owner: &'a Addr,
        /// To whose.
        receiver: &'a Addr,
        /// What.
        amount: AssetAmount,
    },
    /// `approve`: an allowance was set.
    Approve {
        /// Whose account.
        owner: &'a Addr,
        /// Who may debit it.
        spender: &'a Addr,
        /// At most how much.
        amount: AssetAmount,
        /// Unix seconds at which it ends.
        expires: u64,
    },
    /// `sweep_fees`: accrued fees went to the fee-collector.
    SweepFees {
        /// Which pool's.
        pool_id: u64,
        /// What.
        amount: AssetAmount,
        /// What LPs earned from the same swaps.
        lp: Uint128,
    },
    /// `create_pool`.
    CreatePool {
        /// Its id.
        pool_id: u64,
        /// First asset.
        asset_0: &'a Asset,
        /// Second asset.
        asset_1: &'a Asset,
        /// Its LP token.
        lp_token: &'a Addr,
        /// Its fees.
        fees: Fees,
        /// Amounts of either asset of the same worth.
        reference: (u128, u128),
    },
    /// `set_reference`.
    SetReference {
        /// Which empty pool's.
        pool_id: u64,
        /// Amounts of either asset of the same worth, from now on.
        reference: (u128, u128),
    },
    /// `set_least`.
    SetLeast {
        /// The least NET of a first deposit from now on.
        least: Uint128,
    },
    /// `update_fees`.
    UpdateFees {
        /// Which pool's.
        pool_id: u64,
        /// What they are from now on.
        fees: Fees,
    },
    /// `list_asset`.
    ListAsset {
        /// Which.
        asset: &'a Asset,
    },
    /// `delist_asset`.
    DelistAsset {
        /// Which.
        asset: &'a Asset,
    },
    /// `set_paused`.
    SetPaused {
        /// Which pool.
        pool_id: u64,
        /// What is paused from now on.
        paused: Paused,
    },
    /// `set_guardian`.
    SetGuardian {
        /// Who.
        guardian: &'a Addr,
    },
}

/// See [`PoolEvent::Swap`].
#[derive(Clone, Debug, PartialEq)]
pub struct Swap<'a> {
    /// Who swapped.
    pub sender: &'a Addr,
    /// Whose account paid; none if it was paid from a wallet.
    pub payer: Option<&'a Addr>,
    /// The pools, in order.
    pub pools: &'a [u64],
    /// What went in.
    pub paid: AssetAmount,
    /// What came out.
    pub received: AssetAmount,
    /// `wallet`, `account` or `call`.
    pub to: &'static str,
    /// Who received; in the event only where it is not the sender.
    pub receiver: &'a Addr,
}

/// See [`PoolEvent::Provide`] and [`PoolEvent::WithdrawLiquidity`].
#[derive(Clone, Debug, PartialEq)]
pub struct Liquidity<'a> {
    /// Who acted.
    pub sender: &'a Addr,
    /// Who received the shares, or the assets.
    pub receiver: &'a Addr,
    /// Which pool.
    pub pool_id: u64,
    /// Of asset 0.
    pub amount_0: Uint128,
    /// Of asset 1.
    pub amount_1: Uint128,
    /// LP shares.
    pub shares: Uint128,
}

impl From<PoolEvent<'_>> for Event {
    fn from(event: PoolEvent) -> Event {
        match event {
            PoolEvent::Swap(swap) => swap_event(&swap),
            PoolEvent::Provide(l) => liquidity_event("provide", &l),
            PoolEvent::WithdrawLiquidity(l) => liquidity_event("withdraw_liquidity", &l),
            PoolEvent::Deposit { sender, receiver, amount } => {
                moved("deposit", &amount).add_attribute("sender", sender).add_attribute("receiver", receiver)
            }
            PoolEvent::Withdraw { owner, receiver, amount } => {
                moved("withdraw", &amount).add_attribute("owner", owner).add_attribute("receiver", receiver)
            }
            PoolEvent::Transfer { owner, receiver, amount } => {
                moved("transfer", &amount).add_attribute("owner", owner).add_attribute("receiver", receiver)
            }
            PoolEvent::Approve { owner, spender, amount, expires } => moved("approve", &amount)
                .add_attribute("owner", owner)
                .add_attribute("spender", spender)
                .add_attribute("expires", expires.to_string()),
            PoolEvent::SweepFees { pool_id, amount, lp } => moved("sweep_fees", &amount)
                .add_attribute("pool_id", pool_id.to_string())
                .add_attribute("lp_fees", lp),
            PoolEvent::CreatePool { pool_id, asset_0, asset_1, lp_token, fees, reference } => {
                let event = of_pool("create_pool", pool_id)
                    .add_attribute("asset_0", asset_0.to_string())
                    .add_attribute("asset_1", asset_1.to_string())
                    .add_attribute("lp_token", lp_token);
                with_reference(with_fees(event, fees), reference)
            }
            PoolEvent::SetReference { pool_id, reference } => {
                with_reference(of_pool("set_reference", pool_id), reference)
            }
            PoolEvent::SetLeast { least } => Event::new("set_least").add_attribute("least", least),
            PoolEvent::UpdateFees { pool_id, fees } => with_fees(of_pool("update_fees", pool_id), fees),
            PoolEvent::ListAsset { asset } => {
                Event::new("list_asset").add_attribute("asset", asset.to_string())
            }
            PoolEvent::DelistAsset { asset } => {
                Event::new("delist_asset").add_attribute("asset", asset.to_string())
            }
            PoolEvent::SetPaused { pool_id, paused } => of_pool("set_paused", pool_id)
                .add_attribute("swap", paused.swap.to_string())
                .add_attribute("provide", paused.provide.to_string()),
            PoolEvent::SetGuardian { guardian } => {
                Event::new("set_guardian").add_attribute("guardian", guardian)
            }
        }
    }
}

fn moved(kind: &str, amount: &AssetAmount) -> Event {
    Event::new(kind).add_attribute("asset", amount.asset.to_string()).add_attribute("amount", amount.amount)
}

fn of_pool(kind: &str, pool_id: u64) -> Event {
    Event::new(kind).add_attribute("pool_id", pool_id.to_string())
}

fn with_fees(event: Event, fees: Fees) -> Event {
    event
        .add_attribute("fee_bps", fees.fee_bps.to_string())
        .add_attribute("protocol_share_bps", fees.protocol_share_bps.to_string())
}

fn with_reference(event: Event, reference: (u128, u128)) -> Event {
    event
        .add_attribute("reference_0", reference.0.to_string())
        .add_attribute("reference_1", reference.1.to_string())
}

fn swap_event(swap: &Swap) -> Event {
    let pools = swap.pools.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
    let event = Event::new("swap")
        .add_attribute("sender", swap.sender)
        .add_attribute("pools", pools)
        .add_attribute("offer", swap.paid.asset.to_string())
        .add_attribute("paid", swap.paid.amount)
        .add_attribute("ask", swap.received.asset.to_string())
        .add_attribute("received", swap.received.amount)
        .add_attribute("to", swap.to);
    let event = match swap.receiver != swap.sender {
        true => event.add_attribute("receiver", swap.receiver),
        false => event,
    };
    match swap.payer {
        Some(payer) => event.add_attribute("payer", payer),
        None => event,
    }
}

fn liquidity_event(kind: &str, l: &Liquidity) -> Event {
    of_pool(kind, l.pool_id)
        .add_attribute("sender", l.sender)
        .add_attribute("receiver", l.receiver)
        .add_attribute("amount_0", l.amount_0)
        .add_attribute("amount_1", l.amount_1)
        .add_attribute("shares", l.shares)
}
