//! Events of restaking: one per action. On chain their type carries the prefix `wasm-`. Amounts are base units of the vault's asset, and
//! of the receipt where they are called `shares`.

use cosmwasm_std::{Addr, Event, Uint128};

use crate::common::Asset;

/// Which vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Of<'a> {
    /// Behind whom.
    pub provider: &'a Addr,
    /// In which class.
    pub class: &'a str,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestakingEvent<'a> {
    /// `create_vault`.
    CreateVault {
        /// Which.
        of: Of<'a>,
        /// Its asset.
        asset: &'a Asset,
        /// Its receipt.
        token: &'a Addr,
    },
    /// `deposit`: stake came in for shares.
    Deposit {
        /// Which vault.
        of: Of<'a>,
        /// Who.
        sender: &'a Addr,
        /// How much.
        amount: Uint128,
        /// For how many shares.
        shares: Uint128,
        /// Pay that went to the shares before.
        streamed: Uint128,
    },
    /// `exit`: shares became tickets.
    Exit {
        /// Which vault.
        of: Of<'a>,
        /// Who.
        sender: &'a Addr,
        /// What left.
        amount: Uint128,
        /// For how many shares.
        shares: Uint128,
        /// For how many tickets.
        tickets: Uint128,
        /// Of which generation.
        generation: u64,
        /// Pay that went to the shares before.
        streamed: Uint128,
    },
    /// `rotate`: exits of a generation wait for no job any more.
    Rotate {
        /// Which vault.
        of: Of<'a>,
        /// The generation that begins.
        generation: u64,
        /// What was let go.
        released: Uint128,
        /// Tickets for it.
        tickets: Uint128,
    },
    /// `claim`: tickets were paid.
    Claim {
        /// Which vault.
        of: Of<'a>,
        /// Whose.
        sender: &'a Addr,
        /// Of which generation.
        generation: u64,
        /// How many.
        tickets: Uint128,
        /// What they paid.
        amount: Uint128,
    },
    /// `burn_backing`: what has burned left the contract.
    Burn {
        /// Which vault.
        of: Of<'a>,
        /// Its asset.
        asset: &'a Asset,
        /// How much.
        amount: Uint128,
    },
    /// `burn_redeemed_stake`: NET for which the stake pool's receipt was redeemed went to the fee-collector.
    BurnNet {
        /// Of which vault.
        of: Of<'a>,
        /// NET base units.
        amount: Uint128,
    },
    /// `fund`: pay came, which streams.
    Fund {
        /// Which vault.
        of: Of<'a>,
        /// Who.
        sender: &'a Addr,
        /// How much.
        amount: Uint128,
        /// Pay that went to the shares before.
        streamed: Uint128,
        /// What is to stream now, earlier pay included.
        left: Uint128,
        /// Unix seconds at which all of it has.
        end: u64,
    },
    /// `list_asset`.
    ListAsset {
        /// Which.
        asset: &'a Asset,
        /// Its number.
        number: u8,
        /// Base units in a unit.
        unit: Uint128,
    },
    /// `set_listed`.
    SetListed {
        /// Which.
        asset: &'a Asset,
        /// Whether it backs new jobs, and is taken, from now on.
        listed: bool,
    },
}

impl Of<'_> {
    fn event(&self, kind: &str) -> Event {
        Event::new(kind).add_attribute("class", self.class).add_attribute("provider", self.provider)
    }
}

impl From<RestakingEvent<'_>> for Event {
    fn from(event: RestakingEvent) -> Event {
        match event {
            RestakingEvent::CreateVault { of, asset, token } => of
                .event("create_vault")
                .add_attribute("asset", asset.to_string())
                .add_attribute("token", token),
            RestakingEvent::Deposit { of, sender, amount, shares, streamed } => of
                .event("deposit")
                .add_attribute("sender", sender)
                .add_attribute("amount", amount)
                .add_attribute("shares", shares)
                .add_attribute("streamed", streamed),
            RestakingEvent::Exit { of, sender, amount, shares, tickets, generation, streamed } => of
                .event("exit")
                .add_attribute("sender", sender)
                .add_attribute("amount", amount)
                .add_attribute("shares", shares)
                .add_attribute("tickets", tickets)
                .add_attribute("generation", generation.to_string())
                .add_attribute("streamed", streamed),
            RestakingEvent::Rotate { of, generation, released, tickets } => of
                .event("rotate")
                .add_attribute("generation", generation.to_string())
                .add_attribute("released", released)
                .add_attribute("tickets", tickets),
            RestakingEvent::Claim { of, sender, generation, tickets, amount } => of
                .event("claim")
                .add_attribute("sender", sender)
                .add_attribute("generation", generation.to_string())
                .add_attribute("tickets", tickets)
                .add_attribute("amount", amount),
            RestakingEvent::Burn { of, asset, amount } => of
                .event("burn_backing")
                .add_attribute("asset", asset.to_string())
                .add_attribute("amount", amount),
            RestakingEvent::BurnNet { of, amount } => {
                of.event("burn_redeemed_stake").add_attribute("amount", amount)
            }
            RestakingEvent::Fund { of, sender, amount, streamed, left, end } => of
                .event("fund")
                .add_attribute("sender", sender)
                .add_attribute("amount", amount)
                .add_attribute("streamed", streamed)
                .add_attribute("left", left)
                .add_attribute("end", end.to_string()),
            RestakingEvent::ListAsset { asset, number, unit } => Event::new("list_asset")
                .add_attribute("asset", asset.to_string())
                .add_attribute("number", number.to_string())
                .add_attribute("unit", unit),
            RestakingEvent::SetListed { asset, listed } => Event::new("set_listed")
                .add_attribute("asset", asset.to_string())
                .add_attribute("listed", listed.to_string()),
        }
    }
}
