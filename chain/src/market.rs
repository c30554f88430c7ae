//! A devnet as the scenarios see it: the same [`Client`] that cw-multi-test is to them.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use compute_amm_testing::client::{Call, Client, ContractState, Gas, Receipt};
use compute_amm_testing::Market;
use cosmrs::proto::cosmos::bank::v1beta1::MsgSend;
use cosmrs::proto::cosmos::base::v1beta1::Coin as ProtoCoin;
use cosmrs::proto::cosmwasm::wasm::v1::{AccessConfig, AccessType, MsgInstantiateContract, MsgStoreCode};
use cosmwasm_std::{to_json_vec, Addr, Binary, BlockInfo, Coin};
use deploy::Manifest;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::clock::Clock;
use crate::config::{Chain, ChainFile, Governance};
use crate::gov::{self, Proposal};
use crate::node::Node;
use crate::rounds::vote;
use crate::tx::TxReceipt;
use crate::wallet::Wallet;
use crate::wasm::{any, execute};
use crate::world::checksum;

/// The market of a manifest as scenarios see it. `run` tells its actors from those of other runs on the same chain.
pub fn attach(file: &ChainFile, manifest: &Manifest, run: &str) -> Result<Market<DevnetClient>> {
    let mut client = DevnetClient::new(&file.chain, run)?;
    client.know("guardian")?;
    let wiring = file.wiring.clone().owned_by(&manifest.creator);
    Ok(Market::attach(client, wiring, manifest.addresses()?))
}

/// Brings every contract of the market to its next build.
type Upgrade = Box<dyn FnMut() -> Result<()>>;

/// A devnet: every key is known, a faucet pays, and its validators vote for whatever is proposed.
pub struct DevnetClient {
    node: Node,
    /// Tells the actors of this run from those of others on the same chain.
    run: String,
    /// Accounts that the devnet itself has, by name.
    known: BTreeMap<String, Addr>,
    wallets: BTreeMap<Addr, Wallet>,
    faucet: Wallet,
    chain: Chain,
    upgrade: Option<Upgrade>,
    /// Moves the chain's clock, where somebody can.
    clock: Option<Clock>,
    proposals: u64,
}

impl DevnetClient {
    /// A chain that has the accounts of `devnet/`; its `faucet` proposes too.
    pub fn new(chain: &Chain, run: &str) -> Result<Self> {
        let (node, faucet) = (Node::connect(&chain.endpoint())?, Wallet::named(&chain.prefix, "faucet")?);
        let (run, chain) = (run.to_owned(), chain.clone());
        let (known, wallets) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { node, run, known, wallets, faucet, chain, upgrade: None, clock: None, proposals: 0 })
    }

    /// Lets an account of the devnet itself act, by its name there.
    pub fn know(&mut self, name: &str) -> Result<Addr> {
        let addr = self.remember(Wallet::named(self.node.prefix(), name)?);
        self.known.insert(name.to_owned(), addr.clone());
        Ok(addr)
    }

    /// What [`Client::upgrade`] does.
    pub fn set_upgrade(&mut self, upgrade: impl FnMut() -> Result<()> + 'static) {
        self.upgrade = Some(Box::new(upgrade));
    }

    /// From now on moves the chain's clock instead of waiting.
    pub fn set_clock(&mut self, clock: &Clock) {
        self.clock = Some(clock.clone());
    }

    /// The chain behind it.
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// Carries messages out as governance would.
    pub fn pass(&mut self, title: &str, messages: Vec<cosmrs::Any>) -> Result<()> {
        self.proposals += 1;
        let Governance { deposit, voters, .. } = &self.chain.governance;
        let proposal = Proposal {
            title: title.to_owned(),
            summary: title.to_owned(),
            metadata: format!("{} {}", self.run, self.proposals),
            messages,
            expedited: false,
            deposit: (deposit.amount.u128(), deposit.denom.clone()),
        };
        let ids = gov::submit(&self.node, &self.faucet, &[proposal])?;
        vote(&self.chain, voters, &ids)?;
        ids.into_iter()
            .try_for_each(|id| gov::wait_passed(&self.node, id, self.chain.decided_within()))
            .with_context(|| title.to_owned())
    }

    /// Has governance store a wasm that anybody may instantiate, and `sender` start a contract of it, without an admin; where it is,
    /// and the id of its code.
    pub fn host(
        &mut self,
        sender: &Addr,
        wasm: &[u8],
        label: &str,
        msg: &impl Serialize,
    ) -> Result<(Addr, u64)> {
        let everybody = AccessConfig { permission: AccessType::Everybody.into(), addresses: vec![] };
        let store = MsgStoreCode {
            sender: gov::authority(&self.node)?.into_string(),
            wasm_byte_code: wasm.to_vec(),
            instantiate_permission: Some(everybody),
        };
        self.pass(&format!("Store {label}"), vec![any(&store)?])?;
        let checksum = Sha256::digest(wasm).to_vec();
        let code = self.node.codes()?.into_iter().find(|code| code.checksum == checksum);
        let code_id = code.with_context(|| format!("the code of {label} is not on the chain"))?.code_id;
        let start = MsgInstantiateContract {
            sender: sender.to_string(),
            admin: String::new(),
            code_id,
            label: label.to_owned(),
            msg: to_json_vec(msg)?,
            funds: vec![],
        };
        let wallet = self.wallets.get(sender).with_context(|| format!("the key of {sender} is not known"))?;
        let done = self.node.send(wallet, &[any(&start)?], None)?;
        let mut said = done.events.iter().filter(|e| e.ty == "instantiate").flat_map(|e| &e.attributes);
        let address = said.find(|a| a.key == "_contract_address").context("no address in the events")?;
        Ok((Addr::unchecked(&address.value), code_id))
    }

    fn remember(&mut self, wallet: Wallet) -> Addr {
        let addr = wallet.address().clone();
        self.wallets.insert(addr.clone(), wallet);
        addr
    }
}

impl From<TxReceipt> for Receipt {
    fn from(tx: TxReceipt) -> Self {
        Self { gas: Some(Gas { used: tx.gas_used, bytes: tx.bytes }), events: tx.events }
    }
}

impl Client for DevnetClient {
    /// Panics when no node answers for a minute: scenarios cannot go on.
    fn block(&self) -> BlockInfo {
        self.node.latest().unwrap_or_else(|e| panic!("{e:#}"))
    }

    fn actor(&mut self, name: &str, funds: &[Coin]) -> Result<Addr> {
        let addr = match self.known.get(name) {
            Some(addr) => addr.clone(),
            None => self.remember(Wallet::named(self.node.prefix(), &format!("{} {name}", self.run))?),
        };
        // A chain has no account before it received something, and who has no account cannot send.
        let least = [Coin { amount: 1u128.into(), denom: self.chain.gas_price.denom.clone() }];
        let mut amount: Vec<ProtoCoin> = if funds.is_empty() { &least } else { funds }
            .iter()
            .map(|coin| ProtoCoin { denom: coin.denom.clone(), amount: coin.amount.to_string() })
            .collect();
        // The bank refuses coins that are not in order.
        amount.sort_by(|a, b| a.denom.cmp(&b.denom));
        let from_address = self.faucet.address().to_string();
        let send = MsgSend { from_address, to_address: addr.to_string(), amount };
        self.node.send(&self.faucet, &[any(&send)?], None).with_context(|| format!("funds for {name}"))?;
        Ok(addr)
    }

    fn execute(&mut self, sender: &Addr, contract: &str, msg: Binary, funds: &[Coin]) -> Result<Receipt> {
        let wallet = self.wallets.get(sender).with_context(|| format!("the key of {sender} is not known"))?;
        Ok(self.node.send(wallet, &[execute(sender.as_str(), contract, &msg, funds)?], None)?.into())
    }

    fn batch(&mut self, sender: &Addr, calls: &[Call]) -> Result<Receipt> {
        let wallet = self.wallets.get(sender).with_context(|| format!("the key of {sender} is not known"))?;
        let messages = calls
            .iter()
            .map(|call| execute(sender.as_str(), &call.contract, &call.msg, &[]))
            .collect::<Result<Vec<_>>>()?;
        Ok(self.node.send(wallet, &messages, None)?.into())
    }

    /// What a proposal does is in no transaction: the receipt has neither events nor gas.
    fn govern(&mut self, calls: &[Call]) -> Result<Receipt> {
        let authority = gov::authority(&self.node)?;
        let messages = calls
            .iter()
            .map(|call| execute(authority.as_str(), &call.contract, &call.msg, &[]))
            .collect::<Result<_>>()?;
        self.pass("Change the market", messages)?;
        Ok(Receipt { events: vec![], gas: None })
    }

    fn smart(&self, contract: &str, query: Binary) -> Result<Binary> {
        self.node.smart(contract, query)
    }

    fn raw(&self, contract: &str, key: &[u8]) -> Result<Option<Binary>> {
        self.node.raw(contract, key)
    }

    fn records(&self, contract: &str, prefix: &[u8]) -> Result<Vec<(Vec<u8>, Binary)>> {
        self.node.records(contract, prefix)
    }

    fn balance(&self, who: &str, denom: &str) -> Result<u128> {
        self.node.balance(who, denom)
    }

    fn supply(&self, denom: &str) -> Result<u128> {
        self.node.supply(denom)
    }

    fn contract(&self, address: &str) -> Result<ContractState> {
        let info =
            self.node.contract_info(address)?.with_context(|| format!("no contract runs at {address}"))?;
        Ok(ContractState {
            code_id: info.code_id,
            checksum: hex::encode(checksum(&self.node.codes()?, info.code_id)?),
            admin: Some(info.admin).filter(|admin| !admin.is_empty()),
            creator: info.creator,
        })
    }

    fn wait(&mut self, seconds: u64) -> Result<()> {
        if let Some(clock) = &self.clock {
            return clock.advance(seconds);
        }
        let block = self.node.latest()?;
        self.node.wait_until(block.time.seconds().saturating_add(seconds))?;
        self.node.wait_blocks(1)?;
        Ok(())
    }

    fn upgrade(&mut self) -> Result<()> {
        let upgrade = self.upgrade.as_mut().context("no next build was given to upgrade to")?;
        upgrade()
    }
}
