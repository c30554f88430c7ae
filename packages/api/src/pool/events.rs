//! Events of the pool contract: one per action (of several coins, items or legs, one each), and one beside it
//! where an allowance was used. On chain their type carries the prefix `wasm-`. Reserves, accrued fees, LP
//! supplies, accounts and allowances follow from them alone.

use std::fmt::{self, Display, Formatter};

use cosmwasm_std::{Addr, Event, Uint128};

use super::{Fees, Paused};
use crate::common::{Asset, AssetAmount};

/// What happened. Amounts are in base units.
#[derive(Clone, Debug, PartialEq)]
pub enum PoolEvent<'a> {
    /// `swap`: one route was swapped along.
    Swap(Swap<'a>),
    /// `provide`: liquidity came in.
    Provide(Provide<'a>),
    /// `withdraw_liquidity`: liquidity went out.
    WithdrawLiquidity {
        /// Of what.
        liquidity: Liquidity<'a>,
        /// What the block anchor kept of either asset: the reserves shrink by it, the accrued spreads grow. What is 0 is
        /// not in the event.
        spread: (u128, u128),
        /// `wallet` or `account`.
        to: &'static str,
    },
    /// `deposit`: coins or tokens came to an account, also those that a provision brought and did not use.
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
    /// `approve`: an allowance grew or shrank, to this; to zero: removed.
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
    /// `spend_allowance`: an allowance shrank; one with nothing left is removed. What it paid for, another event
    /// says.
    SpendAllowance {
        /// Whose account.
        owner: &'a Addr,
        /// Who debited it.
        spender: &'a Addr,
        /// By how much.
        amount: AssetAmount,
    },
    /// `sweep_fees`: all accrued fees of an asset went to the fee-collector.
    SweepFees {
        /// Which pool's.
        pool_id: u64,
        /// What.
        amount: AssetAmount,
        /// What LPs earned from the same swaps.
        lp: Uint128,
    },
    /// `sweep_spread`: all accrued spread of an asset went to the fee-collector.
    SweepSpread {
        /// Which pool's.
        pool_id: u64,
        /// What.
        amount: AssetAmount,
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
        /// Whether it is a launch pool; in the event only if it is.
        launch: bool,
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
    /// What each pool took and gave, in order; in the event joined by commas, and only if there is one.
    pub hops: &'a [Hop],
    /// What went into the first pool.
    pub paid: AssetAmount,
    /// What came out of the last.
    pub received: AssetAmount,
    /// `wallet`, `account` or `call`.
    pub to: &'static str,
    /// Who received; in the event only where it is not the sender.
    pub receiver: &'a Addr,
    /// What was paid beyond all legs together and booked to the called contract's account, in the asset that
    /// paid; with the last leg. In the event only if it is not 0.
    pub rest: u128,
}

/// What one pool of a route took and gave, base units. In an event it is `pool:in:out:lp_fee:protocol_fee`, and
/// `:spread` after it where that is not 0; which asset went in follows from the offer and the pools' `create_pool`.
///
/// The reserve of what went in grows by in − protocol_fee and its accrued fees by protocol_fee; the other
/// reserve shrinks by out + spread and its accrued spread grows by spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hop {
    /// Which pool.
    pub pool_id: u64,
    /// What went in, fees included.
    pub paid: u128,
    /// What came out.
    pub received: u128,
    /// The part of the fee that stays in the reserve, in the asset that went in.
    pub lp_fee: u128,
    /// The part of the fee that accrues to the protocol, in the asset that went in.
    pub protocol_fee: u128,
    /// What the block anchor kept for the protocol, in the asset that came out.
    pub spread: u128,
}

impl Display for Hop {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        let Hop { pool_id, paid, received, lp_fee, protocol_fee, spread } = self;
        write!(f, "{pool_id}:{paid}:{received}:{lp_fee}:{protocol_fee}")?;
        match spread {
            0 => Ok(()),
            _ => write!(f, ":{spread}"),
        }
    }
}

/// See [`PoolEvent::Provide`]. What is 0 or none is not in the event.
#[derive(Clone, Debug, PartialEq)]
pub struct Provide<'a> {
    /// What came in.
    pub liquidity: Liquidity<'a>,
    /// Shares beside these that nobody owns: those of a first provision.
    pub locked: u128,
    /// Of a single-sided provision, the part of its fee that stays in the reserve, in the asset provided.
    pub lp_fee: u128,
    /// The part of that fee that accrues to the protocol: by it the reserve grows less.
    pub protocol_fee: u128,
    /// What the block anchor kept of its swap: the other asset's reserve shrinks by it, its accrued spread grows.
    pub spread: u128,
    /// Whose account paid.
    pub payer: Option<&'a Addr>,
    /// What was taken from that account, of either asset; the rest came as coins or tokens.
    pub debited: (u128, u128),
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
            PoolEvent::Provide(provide) => provide_event(&provide),
            PoolEvent::WithdrawLiquidity { liquidity, spread, to } => {
                let event = liquidity_event("withdraw_liquidity", &liquidity).add_attribute("to", to);
                with_number(with_number(event, "spread_0", spread.0), "spread_1", spread.1)
            }
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
            PoolEvent::SpendAllowance { owner, spender, amount } => moved("spend_allowance", &amount)
                .add_attribute("owner", owner)
                .add_attribute("spender", spender),
            PoolEvent::SweepFees { pool_id, amount, lp } => moved("sweep_fees", &amount)
                .add_attribute("pool_id", pool_id.to_string())
                .add_attribute("lp_fees", lp),
            PoolEvent::SweepSpread { pool_id, amount } => {
                moved("sweep_spread", &amount).add_attribute("pool_id", pool_id.to_string())
            }
            PoolEvent::CreatePool { pool_id, asset_0, asset_1, lp_token, fees, reference, launch } => {
                let event = of_pool("create_pool", pool_id)
                    .add_attribute("asset_0", asset_0.to_string())
                    .add_attribute("asset_1", asset_1.to_string())
                    .add_attribute("lp_token", lp_token);
                let event = with_reference(with_fees(event, fees), reference);
                with_number(event, "launch", u128::from(launch))
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
    let hops = swap.hops.iter().map(Hop::to_string).collect::<Vec<_>>().join(",");
    let event = with_text(Event::new("swap").add_attribute("sender", swap.sender), "hops", hops)
        .add_attribute("offer", swap.paid.asset.to_string())
        .add_attribute("paid", swap.paid.amount)
        .add_attribute("ask", swap.received.asset.to_string())
        .add_attribute("received", swap.received.amount)
        .add_attribute("to", swap.to);
    let event = match swap.receiver != swap.sender {
        true => event.add_attribute("receiver", swap.receiver),
        false => event,
    };
    with_number(with_payer(event, swap.payer), "rest", swap.rest)
}

fn provide_event(provide: &Provide) -> Event {
    let event = liquidity_event("provide", &provide.liquidity);
    let numbers = [
        ("locked", provide.locked),
        ("lp_fee", provide.lp_fee),
        ("protocol_fee", provide.protocol_fee),
        ("spread", provide.spread),
        ("debited_0", provide.debited.0),
        ("debited_1", provide.debited.1),
    ];
    let event = numbers.into_iter().fold(event, |event, (key, number)| with_number(event, key, number));
    with_payer(event, provide.payer)
}

fn with_payer(event: Event, payer: Option<&Addr>) -> Event {
    match payer {
        Some(payer) => event.add_attribute("payer", payer),
        None => event,
    }
}

/// An attribute, unless it is 0.
fn with_number(event: Event, key: &str, number: u128) -> Event {
    match number {
        0 => event,
        _ => event.add_attribute(key, number.to_string()),
    }
}

/// An attribute, unless it is empty.
fn with_text(event: Event, key: &str, text: String) -> Event {
    match text.is_empty() {
        true => event,
        false => event.add_attribute(key, text),
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
