//! What a swap brought, and what of it goes back.

use api::common::{Asset, AssetAmount, Payout};
use api::pool::SwapReceived;
use cosmwasm_std::{Addr, CosmosMsg, StdResult};

use crate::error::ContractError;
use crate::peers::{self, Transfers};
use crate::state::Config;

/// What a swap brought that bought a job's credits.
#[derive(Clone, Debug, PartialEq)]
pub struct Proceeds {
    /// NET swapped for the credits, LP fee included; none where something else was.
    pub swapped: Option<u128>,
    /// NET that came beside the credits.
    pub net: u128,
    /// What is left of what paid, in another asset.
    pub other: Option<AssetAmount>,
    /// Whether NET paid.
    pub in_net: bool,
    /// Whether nobody but the named sender can have sent it. Coins and accounts say so, and credits; of any
    /// other token the pool contract has only that token's word.
    pub sender_known: bool,
}

impl Proceeds {
    /// Reads what a swap brought. Refuses anything but exactly `credits` of `credit` first, and then at most
    /// NET.
    pub fn read(
        swap: &SwapReceived,
        credit: Asset,
        net: &Asset,
        credits: u128,
    ) -> Result<Self, ContractError> {
        let wrong = |expected, got| Err(ContractError::Swap { expected, got });
        let show = |AssetAmount { asset, amount }: &AssetAmount| format!("{amount} of {asset}");
        let (first, second) = match swap.legs.as_slice() {
            [first] => (first, None),
            [first, second] => (first, Some(&second.received)),
            legs => return wrong("1 leg (credits) or 2 (credits, then NET)".into(), legs.len().to_string()),
        };
        if first.received.asset != credit || first.received.amount.u128() != credits {
            return wrong(format!("exactly {credits} of {credit}"), show(&first.received));
        }
        if let Some(second) = second.filter(|second| second.asset != *net) {
            return wrong(format!("{net} in the second leg"), show(second));
        }
        let in_net = swap.rest.asset == *net;
        let sender_known = matches!(swap.rest.asset, Asset::Native { .. }) || swap.rest.asset == credit;
        let rest = if in_net { swap.rest.amount.u128() } else { 0 };
        let aside = second.map_or(0, |second| second.amount.u128());
        Ok(Proceeds {
            swapped: (first.last_in.asset == *net).then_some(first.last_in.amount.u128()),
            net: rest.checked_add(aside).ok_or(amm_math::MathError::Overflow)?,
            other: (!in_net && !swap.rest.amount.is_zero()).then(|| swap.rest.clone()),
            in_net,
            sender_known,
        })
    }

    /// The messages after which exactly `owed` NET of it is left in this contract's account: what is missing
    /// comes from the payer's account, what is over goes to the wallet or the account named in `surplus`. With
    /// `bounded`, nothing may be missing.
    pub fn settle(
        self,
        config: &Config,
        this: &Addr,
        payer: &Addr,
        owed: u128,
        surplus: (Payout, &Addr),
        bounded: bool,
    ) -> Result<Vec<CosmosMsg>, ContractError> {
        let mut back: Vec<AssetAmount> = self.other.into_iter().collect();
        let mut messages = vec![];
        match self.net.checked_sub(owed) {
            Some(0) => {}
            Some(over) => back.push(AssetAmount { asset: peers::net(config), amount: over.into() }),
            None if bounded => return Err(ContractError::Underpaid { expected: owed, got: self.net }),
            None => messages.push(peers::debit(config, payer, owed.saturating_sub(self.net), this)?),
        }
        messages.extend(give_back(config, back, surplus)?);
        Ok(messages)
    }
}

fn give_back(
    config: &Config,
    back: Vec<AssetAmount>,
    (surplus, to): (Payout, &Addr),
) -> StdResult<Vec<CosmosMsg>> {
    match surplus {
        Payout::Wallet => back.into_iter().map(|what| peers::withdraw(config, what, to)).collect(),
        Payout::Account => {
            let mut transfers = Transfers::default();
            for AssetAmount { asset, amount } in back {
                transfers.push(&asset, amount.u128(), to)?;
            }
            Ok(transfers.into_message(config)?.into_iter().collect())
        }
    }
}
