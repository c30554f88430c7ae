//! Events of the stake pool: one per action. On chain their type carries the prefix `wasm-`. Amounts are in base units of NET, and
//! of the receipt where they are called `shares`.

use cosmwasm_std::{Addr, Event, Uint128};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StakingEvent<'a> {
    /// `stake`: NET came in for shares.
    Stake(Exchange<'a>),
    /// `unstake`: shares came back for NET.
    Unstake(Exchange<'a>),
    /// `collect`: the stakers' share came from the fee-collector.
    Collect {
        /// Who sent the message.
        sender: &'a Addr,
        /// How much came.
        amount: Uint128,
        /// What of earlier ones went to the stakers since the message before.
        streamed: Uint128,
        /// What is to stream now, earlier ones included.
        left: Uint128,
        /// Unix seconds at which all of it has.
        end: u64,
    },
}

/// NET against shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange<'a> {
    /// Whose they are.
    pub sender: &'a Addr,
    /// NET.
    pub amount: Uint128,
    /// Shares.
    pub shares: Uint128,
    /// What went to the stakers since the message before, before this one.
    pub streamed: Uint128,
}

impl From<StakingEvent<'_>> for Event {
    fn from(event: StakingEvent) -> Event {
        let exchange = |name: &str, Exchange { sender, amount, shares, streamed }: Exchange| {
            Event::new(name)
                .add_attribute("sender", sender)
                .add_attribute("amount", amount)
                .add_attribute("shares", shares)
                .add_attribute("streamed", streamed)
        };
        match event {
            StakingEvent::Stake(what) => exchange("stake", what),
            StakingEvent::Unstake(what) => exchange("unstake", what),
            StakingEvent::Collect { sender, amount, streamed, left, end } => Event::new("collect")
                .add_attribute("sender", sender)
                .add_attribute("amount", amount)
                .add_attribute("streamed", streamed)
                .add_attribute("left", left)
                .add_attribute("end", end.to_string()),
        }
    }
}
