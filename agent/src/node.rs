//! The agent's chain: a node that it asks and sends to, over the `chain` crate's client.
//!
//! That client blocks, and one loop uses it; so the agent needs no asynchronous runtime.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use chain::node::{Endpoint, Node};
use chain::preflight::block_gas;
use chain::rpc::{Refusal, Rpc};
use chain::step::{FoundTx, SignedTx};
use chain::tx::with_margin;
use chain::wallet::Wallet;
use chain::wasm::execute;
use cosmwasm_std::{coin, Binary};

use crate::book::{Action, Pending};
use crate::margin::EXPIRY;
use crate::observe::{Ask, Contracts, Observer};
use crate::ports::{clock, Chain, Handed, Included, Signed};
use crate::view::{Host, View};

/// How long a node is waited for: whoever asks, asks again, and does not notice meanwhile that it is to stop.
const NODE: Duration = Duration::from_secs(5);

/// A node of this chain, which errors soon if none answers.
pub fn connect(endpoint: &Endpoint) -> Result<Node> {
    Node::over(Rpc::new(&endpoint.rpc)?.patient_for(NODE), endpoint)
}

/// A transaction of several messages asks for no more than this part of a block's gas, so that it finds room beside others.
const PART_OF_BLOCK: u64 = 4;
/// Memory that is left to everything but runs, MiB.
const KEEP_MIB: u64 = 512;

/// A market on a chain, as a provider's wallet reaches it.
pub struct Market {
    node: Node,
    wallet: Wallet,
    at: Contracts,
    observer: Observer,
    denom: String,
    data: PathBuf,
}

impl Market {
    /// Over a node; the NET denom, and the folder on whose disk the data lies.
    pub fn new(node: Node, wallet: Wallet, at: Contracts, denom: &str, data: PathBuf) -> Self {
        let observer = Observer::new(at.clone(), wallet.address().as_str());
        Self { node, wallet, at, observer, denom: denom.to_owned(), data }
    }

    /// The same, looking at leases too.
    pub fn with_leases(self, leases: bool) -> Self {
        Self { observer: self.observer.with_leases(leases), ..self }
    }

    /// Whose store belongs to this: chain, market and provider.
    pub fn owner(&self) -> String {
        format!("{}/{}/{}", self.node.chain_id(), self.at.job_market, self.wallet.address())
    }

    /// The provider's address.
    pub fn provider(&self) -> &str {
        self.wallet.address().as_str()
    }

    /// The node.
    pub fn node(&self) -> &Node {
        &self.node
    }

    fn host(&self) -> Result<Host> {
        let stat = rustix::fs::statvfs(&self.data)
            .with_context(|| format!("cannot ask for the space under {}", self.data.display()))?;
        let disk_mib = stat.f_bavail.saturating_mul(stat.f_frsize) >> 20;
        Ok(Host { disk_mib, memory_mib: memory_mib()?, clock: clock() })
    }
}

/// Memory of the machine that runs may use, MiB.
fn memory_mib() -> Result<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").context("cannot read /proc/meminfo")?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    let kib: Option<u64> = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok());
    let kib = kib.context("no `MemTotal` in /proc/meminfo")?;
    Ok((kib >> 10).saturating_sub(KEEP_MIB))
}

impl Ask for Market {
    fn block(&self) -> Result<(u64, u64)> {
        let block = self.node.latest()?;
        Ok((block.height, block.time.seconds()))
    }

    fn smart(&self, contract: &str, query: &Binary) -> Result<Option<Binary>> {
        match self.node.smart(contract, query.clone()) {
            Ok(answer) => Ok(Some(answer)),
            Err(error) => match error.downcast_ref::<Refusal>() {
                Some(_) => Ok(None),
                None => Err(error),
            },
        }
    }

    fn balance(&self, wallet: &str) -> Result<u128> {
        self.node.balance(wallet, &self.denom)
    }

    fn price_of(&self, gas: u64) -> Result<u128> {
        Ok(self.node.price_of(with_margin(gas))?.u128())
    }

    fn other_coin(&self, wallet: &str) -> Result<Option<(String, u128)>> {
        let denom = self.node.gas_price().denom.clone();
        match denom == self.denom {
            true => Ok(None),
            false => Ok(Some((denom.clone(), self.node.balance(wallet, &denom)?))),
        }
    }

    fn sequence(&self, wallet: &str) -> Result<u64> {
        Ok(self.node.account(wallet)?.sequence)
    }
}

impl Chain for Market {
    fn view(&self, _: &[u64]) -> Result<View> {
        self.node.ensure_caught_up()?;
        self.observer.view(self, self.host()?)
    }

    fn sign(&self, actions: &[Action], view: &View) -> Result<Signed> {
        let message = |action: &Action| {
            let (contract, msg) = self.at.message(action)?;
            let funds = Some(action.funds()).filter(|funds| *funds > 0);
            let funds: Vec<_> = funds.map(|funds| coin(funds, &self.denom)).into_iter().collect();
            execute(self.wallet.address().as_str(), contract, &msg, &funds)
        };
        let messages = actions.iter().map(message).collect::<Result<Vec<_>>>()?;
        let expires = view.height.saturating_add(EXPIRY);
        let most = block_gas(&self.node)?.map(|gas| gas.div_euclid(PART_OF_BLOCK));
        Ok(match self.node.sign(&self.wallet, &messages, expires)? {
            Ok(SignedTx { gas, .. }) if most.is_some_and(|most| gas > most) && actions.len() > 1 => {
                Signed::TooLarge
            }
            Ok(SignedTx { hash, bytes, sequence, .. }) => {
                Signed::Ready(Pending { hash, bytes, sequence, expires, actions: actions.to_vec() })
            }
            Err(reason) => Signed::Refused(reason),
        })
    }

    fn height(&self) -> Result<u64> {
        Ok(self.node.latest()?.height)
    }

    fn hand_over(&self, bytes: &Binary) -> Result<Handed> {
        Ok(self.node.hand_over(bytes)?.map_or(Handed::Taken, Handed::Refused))
    }

    fn lookup(&self, hash: &str) -> Result<Option<Included>> {
        let found = self.node.find(hash)?;
        Ok(found.map(|FoundTx { height, error }| Included { height, error }))
    }
}
