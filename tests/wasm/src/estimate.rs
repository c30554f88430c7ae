//! What a chain charges for a transaction, estimated from the calls it makes.
//!
//! The virtual machine and the storage counters say what contracts cost; the rest are wasmd's prices and the floors
//! measured on it with pinned contracts (a contract that does nothing, the same with a coin in, and with one out
//! again). Good for finding where gas goes and what grows; a real chain has the last word on the total.

use std::fmt;

use cosmwasm_std::{BankMsg, CosmosMsg, Event, Response, WasmMsg};

use crate::meter::{Call, Entry};

/// A transaction that calls a contract that does nothing: signature, fee, sequence, load.
const TRANSACTION: u64 = 40_400;
/// Length of the message in it.
const EMPTY_MESSAGE: u64 = 14;
/// One byte of a transaction.
const TRANSACTION_BYTE: u64 = 10;
/// A coin that comes with the transaction.
const COIN_IN: u64 = 19_500;
/// A coin that a contract sends.
const COIN_OUT: u64 = 20_600;
/// Another call: the load of a pinned contract, and the chain's records of the contract and its code.
const CALL: u64 = 6_100;
/// Per attribute, per event, and the bytes of attributes that a response has free.
const ATTRIBUTE: u64 = 10;
const EVENT: u64 = 20;
const FREE_BYTES: usize = 100;

/// What one transaction costs, in SDK gas.
#[derive(Clone, Debug, Default)]
pub struct Estimate {
    /// The transaction itself, its bytes beyond an empty message's, and coins that come with it.
    pub transaction: u64,
    /// Each call: what it costs, loading included.
    pub calls: Vec<(Call, u64)>,
}

impl Estimate {
    /// The estimate for a message of `message` bytes, with `coins` coins, that made these calls.
    pub fn new(message: usize, coins: usize, calls: Vec<Call>) -> Self {
        let transaction = TRANSACTION
            + TRANSACTION_BYTE * (message as u64).saturating_sub(EMPTY_MESSAGE)
            + COIN_IN * coins as u64;
        // Calls are recorded as they end, so that a query comes before whoever asked: exactly one load is in the floor.
        let loaded = calls.iter().position(|call| call.entry == Entry::Execute);
        let calls = calls.into_iter().enumerate().map(|(number, call)| {
            let load = if Some(number) == loaded { 0 } else { CALL };
            let cost = load
                + call.execution_gas
                + call.storage_gas
                + call.event_gas
                + call.answer_bytes as u64
                + COIN_OUT * call.transfers as u64;
            (call, cost)
        });
        Estimate { transaction, calls: calls.collect() }
    }

    /// The whole.
    pub fn total(&self) -> u64 {
        self.transaction + self.calls.iter().map(|(_, cost)| cost).sum::<u64>()
    }
}

impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "{:>8} in all, of which {} for the transaction itself", self.total(), self.transaction)?;
        for (call, cost) in &self.calls {
            writeln!(f, "{cost:>8} {call}")?;
        }
        Ok(())
    }
}

/// What the events of a response cost.
pub fn events(response: &Response) -> u64 {
    let bytes =
        |pairs: &[cosmwasm_std::Attribute]| pairs.iter().map(|a| a.key.len() + a.value.len()).sum::<usize>();
    let of = |event: &Event| event.ty.len() as u64 + EVENT + ATTRIBUTE * event.attributes.len() as u64;
    let attributes = bytes(&response.attributes)
        + response.events.iter().map(|event| bytes(&event.attributes)).sum::<usize>();
    ATTRIBUTE * response.attributes.len() as u64
        + response.events.iter().map(of).sum::<u64>()
        + attributes.saturating_sub(FREE_BYTES) as u64
}

/// How many coins a response sends.
pub fn transfers(response: &Response) -> usize {
    response
        .messages
        .iter()
        .map(|message| match &message.msg {
            CosmosMsg::Bank(BankMsg::Send { amount, .. } | BankMsg::Burn { amount }) => amount.len(),
            CosmosMsg::Wasm(WasmMsg::Execute { funds, .. }) => funds.len(),
            _ => 0,
        })
        .sum()
}
