//! What a swap brought, and what of it goes back.

use api::common::{Asset, AssetAmount};
use api::pool::SwapReceived;
use cosmwasm_std::Addr;

use crate::error::ContractError;
use crate::market::Bill;
use crate::peers::{self, Transfers};
use crate::state::Config;

/// What a swap brought that bought a lease's credits.
#[derive(Clone, Debug, PartialEq)]
pub struct Proceeds {
    /// NET swapped for the credits, LP fee included; none where something else was.
    pub swapped: Option<u128>,
    /// NET that came beside the credits.
    net: u128,
    /// What is left of what paid, in another asset.
    other: Option<AssetAmount>,
}

impl Proceeds {
    /// Reads what a swap brought. Refuses anything but exactly `credits` of `credit` first, and then at most NET.
    pub fn read(
        swap: &SwapReceived,
        credit: &Addr,
        config: &Config,
        credits: u128,
    ) -> Result<Self, ContractError> {
        let wrong = |expected, got| Err(ContractError::Swap { expected, got });
        let show = |AssetAmount { asset, amount }: &AssetAmount| format!("{amount} of {asset}");
        let (first, second) = match swap.legs.as_slice() {
            [first] => (first, None),
            [first, second] => (first, Some(&second.received)),
            legs => return wrong("1 leg (credits) or 2 (credits, then NET)".into(), legs.len().to_string()),
        };
        let (credit, net) = (Asset::cw20(credit), peers::net(config));
        if first.received.asset != credit || first.received.amount.u128() != credits {
            return wrong(format!("exactly {credits} of {credit}"), show(&first.received));
        }
        if let Some(second) = second.filter(|second| second.asset != net) {
            return wrong(format!("{net} in the second leg"), show(second));
        }
        let (rest, other) = match &swap.rest {
            rest if rest.asset == net => (rest.amount.u128(), None),
            rest => (0, (!rest.amount.is_zero()).then(|| rest.clone())),
        };
        let aside = second.map_or(0, |second| second.amount.u128());
        Ok(Proceeds {
            swapped: (first.last_in.asset == net).then_some(first.last_in.amount.u128()),
            net: rest.checked_add(aside).ok_or(amm_math::MathError::Overflow)?,
            other,
        })
    }

    /// Keeps the take, and gives what is over to the account of `payer`. Refuses a bill above `max`, and NET that does not cover
    /// the take.
    pub fn settle(
        self,
        config: &Config,
        bill: &Bill,
        max: u128,
        payer: &Addr,
        transfers: &mut Transfers,
    ) -> Result<(), ContractError> {
        let Bill { cost, take, .. } = *bill;
        if cost.checked_add(take).is_none_or(|total| total > max) {
            return Err(ContractError::AboveMaximum { cost, take, max });
        }
        let over =
            self.net.checked_sub(take).ok_or(ContractError::Underpaid { expected: take, got: self.net })?;
        transfers.push(&peers::net(config), over, payer)?;
        if let Some(AssetAmount { asset, amount }) = self.other {
            transfers.push(&asset, amount.u128(), payer)?;
        }
        Ok(())
    }
}
