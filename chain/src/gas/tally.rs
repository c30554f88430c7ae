//! What a message cost, by name.

use anyhow::{ensure, Context, Result};
use api::common::Asset;
use compute_amm_testing::client::{Call, Client, Gas, Receipt};
use compute_amm_testing::wirings::{NET, USD};
use compute_amm_testing::Market;
use cosmwasm_std::{coin, to_json_binary, Addr, Coin};
use deploy::Code;
use serde::Serialize;

use super::ATOM;

/// What an actor has of each native denom.
const PURSE: u128 = 10_000_000_000_000;

/// One message, measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is called in the file; the variant of the message.
    pub name: String,
    /// The name of the contract that the transaction goes to.
    pub contract: &'static str,
    /// Its message.
    pub message: String,
    /// What it cost; nothing where the chain counts no gas.
    pub gas: Option<Gas>,
}

/// Runs messages and writes down what they cost.
pub struct Tally<'a, C: Client> {
    /// The market they run on.
    pub market: &'a mut Market<C>,
    /// Tells this pass's names from another's on the same chain; a letter, so that all passes' messages are of one length.
    pub pass: char,
    entries: Vec<Entry>,
}

impl<'a, C: Client> Tally<'a, C> {
    /// An empty one.
    pub fn new(market: &'a mut Market<C>, pass: char) -> Self {
        Self { market, pass, entries: vec![] }
    }

    /// What was measured, in order.
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// Somebody with NET, dollars and the third asset, whose key the chain has seen before: the first transaction of
    /// an account costs more, because it stores the key.
    pub fn actor(&mut self, name: &str) -> Result<Addr> {
        let name = format!("gas {} {name}", self.pass);
        let purse = [coin(PURSE, ATOM), coin(PURSE, NET), coin(PURSE, USD)];
        let addr = self.market.funded(&name, &purse)?;
        let deposit = api::pool::ExecuteMsg::Deposit { receiver: None };
        let net = self.market.wiring.network_denom.clone();
        self.market.pool(&addr, &deposit, &[coin(PURSE / 10, net)])?;
        Ok(addr)
    }

    /// A message of one of the eight contracts.
    pub fn send(
        &mut self,
        name: &str,
        contract: Code,
        sender: &Addr,
        msg: &(impl Serialize + std::fmt::Debug),
        funds: &[Coin],
    ) -> Result<Receipt> {
        let address = self.address(contract).with_context(|| name.to_owned())?.to_owned();
        self.run(name, contract.name(), sender, &address, msg, funds)
    }

    /// A message of a token.
    pub fn token(
        &mut self,
        name: &str,
        sender: &Addr,
        token: &Asset,
        msg: &cw20::Cw20ExecuteMsg,
    ) -> Result<Receipt> {
        let Asset::Cw20 { address } = token else { anyhow::bail!("{name}: {token} is not a cw20") };
        self.run(name, Code::Token.name(), sender, address, msg, &[])
    }

    /// Tokens sent to a contract with a call: the transaction is the token's, the work the contract's.
    pub fn send_cw20(
        &mut self,
        name: &str,
        sender: &Addr,
        token: &Asset,
        contract: &str,
        amount: u128,
        hook: &impl Serialize,
    ) -> Result<Receipt> {
        let msg = cw20::Cw20ExecuteMsg::Send {
            contract: contract.to_owned(),
            amount: amount.into(),
            msg: to_json_binary(hook)?,
        };
        self.token(name, sender, token, &msg)
    }

    /// Messages of one kind in one transaction, without funds: written down is what one of them costs, its part of
    /// the transaction included, rounded up.
    pub fn batch(
        &mut self,
        name: &str,
        contract: Code,
        sender: &Addr,
        msgs: &[impl Serialize],
    ) -> Result<Receipt> {
        let address = self.address(contract).with_context(|| name.to_owned())?.to_owned();
        self.batch_after(name, (contract, &address), sender, vec![], msgs)
    }

    /// As [`Self::batch`], of a contract at an address, with calls before them in the same transaction: what these cost is
    /// shared out among the messages, like the transaction itself.
    pub fn batch_after(
        &mut self,
        name: &str,
        (contract, address): (Code, &str),
        sender: &Addr,
        mut calls: Vec<Call>,
        msgs: &[impl Serialize],
    ) -> Result<Receipt> {
        let message = variant(msgs.first().context("a batch has messages")?)?;
        for msg in msgs {
            calls.push(Call::new(address, msg)?);
        }
        let receipt =
            self.market.client.batch(sender, &calls).with_context(|| format!("measuring {name}"))?;
        let of = u64::try_from(msgs.len())?;
        let part = |gas: Gas| Gas { used: gas.used.div_ceil(of), bytes: gas.bytes.div_ceil(of) };
        let contract = contract.name();
        self.note(Entry { name: name.to_owned(), contract, message, gas: receipt.gas.map(part) })?;
        Ok(receipt)
    }

    /// A message of the contract of this name at an address.
    pub fn run(
        &mut self,
        name: &str,
        contract: &'static str,
        sender: &Addr,
        address: &str,
        msg: &(impl Serialize + std::fmt::Debug),
        funds: &[Coin],
    ) -> Result<Receipt> {
        let message = variant(msg)?;
        let receipt =
            self.market.send(sender, address, msg, funds).with_context(|| format!("measuring {name}"))?;
        self.note(Entry { name: name.to_owned(), contract, message, gas: receipt.gas })?;
        Ok(receipt)
    }

    fn note(&mut self, entry: Entry) -> Result<()> {
        let twice = self.entries.iter().any(|other| other.name == entry.name);
        ensure!(!twice, "`{}` stands twice in the catalogue", entry.name);
        self.entries.push(entry);
        Ok(())
    }

    /// Where one of the eight contracts is.
    fn address(&self, contract: Code) -> Result<&str> {
        let at = &self.market.at;
        Ok(match contract {
            Code::Pool => &at.pool,
            Code::ProviderRegistry => &at.provider_registry,
            Code::JobMarket => &at.job_market,
            Code::VerifierGateway => &at.verifier_gateway,
            Code::FeeCollector => &at.fee_collector,
            Code::LeaseMarket => &at.lease_market,
            Code::Staking => &at.staking,
            Code::Restaking => &at.restaking,
            Code::Token => anyhow::bail!("a token has no address of its own in the wiring"),
        })
    }
}

/// Name of a message's variant.
fn variant(msg: &impl Serialize) -> Result<String> {
    let value = serde_json::to_value(msg)?;
    let name = value.as_object().and_then(|fields| fields.keys().next());
    Ok(name.with_context(|| format!("not a message: {value}"))?.clone())
}
