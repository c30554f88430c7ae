//! Who takes part, and the files of those who run `camm`.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chain::config::ChainFile;
use chain::market::DevnetClient;
use chain::wallet::named_secret;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{H100, NET, ONE};
use compute_amm_testing::Market;
use cosmwasm_std::{coins, Addr};

use super::size::Load;
use crate::operator::ATTESTORS;
use crate::terminal;

/// Tells these actors from others.
pub const RUN: &str = "load";
/// NET base units of each wallet, and what of it goes into an account or a bond.
const PURSE: u128 = 1_000_000 * ONE;
const DEPOSIT: u128 = 100_000 * ONE;
const BOND: u128 = 500_000 * ONE;
/// Credits, base units, that each provider owes and has provided to the pool, with as much NET as they are worth.
const SUPPLIED: u128 = 100_000 * ONE;
/// What the workload is: something whose output follows from its input.
const WORKLOAD: &str = "[\"sha256sum\"]";
/// MiB of a run.
const MEMORY: u64 = 16;

/// Everybody.
pub struct People {
    /// Providers.
    pub providers: Vec<Addr>,
    /// What each owed before.
    pub owed: Vec<u128>,
    /// Clients.
    pub clients: Vec<Addr>,
    /// NET that each client had before, in wallet and account.
    pub net: Vec<u128>,
}

/// The name that a provider goes by.
fn provider(index: usize) -> String {
    format!("provider-{index}")
}

/// The name that a client goes by, for a wallet of the same key.
pub fn client(index: usize) -> String {
    format!("client-{index}")
}

/// The program that every job asks for, hex.
pub fn program() -> String {
    digest("load").to_hex()
}

/// Funds everybody: providers join, and provide the credits that clients buy.
pub fn gather(market: &mut Market<DevnetClient>, load: &Load) -> Result<People> {
    let mut people = People { providers: vec![], owed: vec![], clients: vec![], net: vec![] };
    let price = market.class(H100).params.price_init.u128();
    for index in 0..load.agents {
        let provider = market.funded(&provider(index), &coins(PURSE, NET))?;
        market.join(&provider, H100, BOND, load.gpus)?;
        market.supply_liquidity(&provider, H100, SUPPLIED, SUPPLIED / ONE * price)?;
        people.providers.push(provider);
    }
    for index in 0..load.clients {
        let client = market.funded(&client(index), &coins(PURSE, NET))?;
        market.deposit(&client, DEPOSIT, NET)?;
        people.net.push(net(market, &client));
        people.clients.push(client);
    }
    people.owed = people.providers.iter().map(|who| market.position(who, H100).open.u128()).collect();
    Ok(people)
}

/// NET of somebody, in wallet and account.
pub fn net(market: &Market<DevnetClient>, who: &Addr) -> u128 {
    market.wallet(who, NET) + market.account(who, &market.net())
}

/// Where files go.
pub struct Files<'a> {
    /// The chain's file.
    pub chain: &'a ChainFile,
    /// The folder.
    pub folder: &'a Path,
    /// Attestors listen from here on.
    pub ports: u16,
}

impl Files<'_> {
    fn write(&self, name: &str, text: &str) -> Result<PathBuf> {
        let path = self.folder.join(name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        // A key's file is refused if others may read it.
        fs::set_permissions(&path, PermissionsExt::from_mode(0o600))?;
        Ok(path)
    }

    /// The files of the attestors.
    pub fn attestors(&self) -> Result<Vec<PathBuf>> {
        self.write("chain.toml", &terminal::chain_file(self.chain)?)?;
        let mut files = vec![];
        for (port, (scheme, seed)) in (self.ports..).zip(ATTESTORS) {
            let name = format!("attestor-{scheme}");
            self.write(&format!("{name}.key"), &format!("{scheme} {}", hex::encode([seed; 32])))?;
            let text = format!(
                "chain = \"chain.toml\"\nkey = \"{name}.key\"\ndata = \"{name}\"\nmemory_mib = {MEMORY}\n\
                 listen = \"127.0.0.1:{port}\"\n[workloads]\n{} = {WORKLOAD}\n",
                program()
            );
            TcpListener::bind(("127.0.0.1", port)).with_context(|| format!("port {port} is not free"))?;
            files.push(self.write(&format!("{name}.toml"), &text)?);
        }
        Ok(files)
    }

    /// The files of the agents.
    pub fn agents(&self, people: &People) -> Result<Vec<PathBuf>> {
        let ports = (self.ports..).take(ATTESTORS.len());
        let attestors: Vec<String> = ports.map(|port| format!("\"http://127.0.0.1:{port}\"")).collect();
        let file = |index: usize| {
            let name = provider(index);
            self.write(&format!("{name}.key"), &hex::encode(named_secret(&format!("{RUN} {name}"))))?;
            let text = format!(
                "chain = \"chain.toml\"\nkey = \"{name}.key\"\ndata = \"{name}\"\nmemory_mib = {MEMORY}\n\
                 attestors = [{}]\nlisten.metrics = \"\"\n[workloads]\n{} = {WORKLOAD}\n",
                attestors.join(", "),
                program()
            );
            self.write(&format!("{name}.toml"), &text)
        };
        (0..people.providers.len()).map(file).collect()
    }
}
