//! A market that lives: providers with agents, attestors and a keeper as processes, and people who request, rent and trade, so
//! that a page has something to show. `cargo xtask web` runs it, and the page's tests do.

mod files;
mod people;
pub mod site;

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use api::job_market::JobRequest;
use chain::config::ChainFile;
use chain::market::{attach, DevnetClient};
use chain::wallet::named_secret;
use compute_amm_testing::digest::sha256;
use compute_amm_testing::leases::lease_of;
use compute_amm_testing::wirings::{A100, H100, ONE};
use compute_amm_testing::Market;
use cosmwasm_std::HexBinary;
use deploy::Manifest;
use sha2::{Digest, Sha256};

use crate::http::serve;
use crate::process::Process;
use files::Files;
pub use people::{account, People};
use people::{gather, PROVIDERS, RUN};

/// Pictures that every job has told apart.
const PICTURES: &[u8] = include_bytes!("../../../../examples/inference/tests/batch.bin");
/// Seconds of a job beside its work: for blocks, and for attestors, who do it again.
const OVERHEAD: u64 = 600;
/// Most NET base units that a request or an order may take.
const MOST: u128 = 1_000 * ONE;

/// What it is made of.
pub struct Place<'a> {
    /// The chain's file.
    pub chain: &'a ChainFile,
    /// The market on it.
    pub manifest: &'a Manifest,
    /// A folder of its own.
    pub folder: &'a Path,
    /// `camm`.
    pub camm: &'a Path,
    /// The workload that providers sell.
    pub workload: &'a Path,
    /// The first of four ports: two at which attestors listen, two at which agents serve results.
    pub ports: u16,
}

/// The market and everybody in it. Processes end with it.
pub struct Live {
    /// The market.
    pub market: Market<DevnetClient>,
    people: People,
    inputs: String,
    turn: u64,
    _processes: Vec<Process>,
    _keepers: Vec<Keeper>,
}

impl Live {
    /// Gathers everybody and begins the processes. Who is there from an earlier time on the same chain goes on.
    pub fn begin(place: &Place) -> Result<Self> {
        let mut market = attach(place.chain, place.manifest, RUN)?;
        let people = gather(&mut market)?;
        fs::create_dir_all(place.folder)
            .with_context(|| format!("cannot make {}", place.folder.display()))?;
        let Place { chain, folder, camm, workload, ports, .. } = *place;
        let files = Files { folder, chain, ports, workload };
        let mut processes = vec![];
        for file in files.attestors()? {
            processes.push(Process::try_begin(&[camm], "attestor", &file)?);
        }
        for (port, (name, _, leases)) in (ports + 2..).zip(PROVIDERS) {
            let file = files.agent(name, &account(name), SocketAddr::from(([127, 0, 0, 1], port)), leases)?;
            processes.push(Process::try_begin(&[camm], "agent", &file)?);
        }
        let keepers = vec![
            Keeper::begin(place, "keeper", &["crank", "--loop", "--every", "20"])?,
            Keeper::begin(place, "history", &["export", "--follow", &history(folder).to_string_lossy()])?,
        ];
        let inputs = serve(|_| Some(PICTURES.to_vec()));
        Ok(Self { market, people, inputs, turn: 0, _processes: processes, _keepers: keepers })
    }

    /// Somebody does something; what it was. The same turn is the same deed on every chain.
    pub fn step(&mut self) -> Result<String> {
        self.turn += 1;
        let dice = Sha256::digest(self.turn.to_be_bytes());
        let die = |index: usize, sides: u64| u64::from(dice[index]) % sides;
        let client = self.people.clients[usize::from(dice[0]) % self.people.clients.len()].clone();
        let class = if die(1, 3) == 0 { A100 } else { H100 };
        let trader = self.people.trader.clone();
        Ok(match die(2, 10) {
            0..=4 => {
                let job = self.job(class, 10 + 5 * die(3, 11));
                let seconds = job.seconds;
                let id = self.market.request(&client, job, MOST)?;
                format!("job {id}: {seconds} s of {class}")
            }
            5 | 6 => {
                let seconds = 120 + 60 * die(3, 12);
                let id = self.market.request_lease(&client, lease_of(H100, 1, seconds), MOST)?;
                format!("lease {id}: {seconds} s of {H100}")
            }
            7 | 8 => {
                let credits = u128::from(600 + 60 * die(3, 60)) * ONE;
                self.market.buy(&trader, class, credits, MOST)?;
                format!("{} credits of {class} are bought", credits / ONE)
            }
            _ => {
                let credits = self.market.credits(&trader, class) / 2;
                if credits > 0 {
                    self.market.sell(&trader, class, credits)?;
                }
                format!("{} credits of {class} are sold", credits / ONE)
            }
        })
    }

    /// A job of so many seconds that the agents do: inference of a batch of pictures, attested.
    pub fn job(&mut self, class: &str, seconds: u64) -> JobRequest {
        JobRequest {
            program: HexBinary::from(inference::program_digest()),
            input: Some(sha256(PICTURES)),
            input_locator: Some(format!("{}/batch.bin", self.inputs)),
            run_within: seconds + OVERHEAD,
            ..self.market.request_for(class, 1, seconds)
        }
    }
}

/// Where the history for charts goes.
pub fn history(folder: &Path) -> PathBuf {
    folder.join("history")
}

/// A verb of `camm` that goes on and needs no file. It does not outlive this.
struct Keeper(Child);

impl Keeper {
    fn begin(place: &Place, name: &str, words: &[&str]) -> Result<Self> {
        let log = place.folder.join(format!("{name}.log"));
        let out = fs::File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let mut command = Command::new(place.camm);
        command.args(words).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("CAMM_HOME", place.folder.join("camm"));
        command.env("CAMM_KEY", hex::encode(named_secret(&account("keeper"))));
        command.env("CAMM_MARKET", &place.chain.manifest);
        command.env("CAMM_NODE", place.chain.chain.rpc.first().context("the chain's file names no node")?);
        command.env("CAMM_GAS_PRICE", format!("0{}", place.chain.chain.gas_price.denom));
        command.stdin(Stdio::null()).stdout(out.try_clone()?).stderr(out);
        command.spawn().map(Self).with_context(|| format!("cannot run {}", place.camm.display()))
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
