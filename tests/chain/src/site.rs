//! A provider with an agent on a chain, and a client whose jobs it does.

use std::fs;
use std::path::{Path, PathBuf};

use api::job_market::{JobRequest, JobState};
use chain::market::{attach, DevnetClient};
use chain::wallet::named_secret;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{H100, NET, ONE};
use compute_amm_testing::Market;
use cosmwasm_std::{coins, Addr, HexBinary};
use sha2::{Digest, Sha256};

use crate::http::{get, serve};
use crate::operator::{AgentFile, Operators};
use crate::process::until;
use crate::TestChain;

/// What its jobs ask for.
const PROGRAM: &str = "site";
/// The input of its jobs that have one.
const INPUT: &[u8] = b"to whom it may concern\n";

/// A provider, its folder of files, and a client.
pub struct Site<'a> {
    /// The chain.
    pub chain: &'a TestChain,
    /// The market.
    pub market: Market<DevnetClient>,
    /// The provider, with a bond, four GPUs, and credits in the pool.
    pub provider: Addr,
    /// The client, with NET.
    pub client: Addr,
    /// The provider's and the attestors' files.
    pub operators: Operators,
    key: [u8; 32],
    inputs: String,
}

/// What is said in an agent's file, beside chain, key and workload.
pub struct Said<'a> {
    /// NET base units.
    pub keep_net: u128,
    /// What gas costs, NET base units a unit.
    pub gas_price: &'a str,
    /// The folder of its data.
    pub data: &'a Path,
    /// What does the work, for `sh -c`.
    pub script: &'a str,
}

impl<'a> Site<'a> {
    /// A provider of the deployed market. Its agent shows metrics on `ports`, its attestors listen on the next two.
    pub fn new(chain: &'a TestChain, mut market: Market<DevnetClient>, run: &str, ports: u16) -> Self {
        let mut funded =
            |name: &str| market.funded(name, &coins(200_000 * ONE, NET)).expect("the faucet pays");
        let (provider, client) = (funded("provider"), funded("client"));
        market.join(&provider, H100, 50_000 * ONE, 4).expect("it joins");
        let price = market.class(H100).params.price_init.u128();
        market.supply_liquidity(&provider, H100, 20_000 * ONE, 20_000 * price).expect("it provides");
        let folder = chain.home().with_extension("site");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let operators = Operators { folder, chain: chain.file.clone(), ports };
        let key = named_secret(&format!("{run} provider"));
        let inputs = serve(|_| Some(INPUT.to_vec()));
        Self { chain, market, provider, client, operators, key, inputs }
    }

    /// Its market, once it is deployed.
    pub fn market(chain: &TestChain, run: &str) -> Market<DevnetClient> {
        attach(&chain.file, &chain.deploy(), run).expect("the market is there")
    }

    /// The folder of the files.
    pub fn folder(&self) -> &Path {
        &self.operators.folder
    }

    /// Writes the agent's file.
    pub fn agent(&self, said: &Said) -> PathBuf {
        let Said { keep_net, gas_price, data, script } = *said;
        let program = digest(PROGRAM).to_string();
        let command = ["sh", "-c", script];
        let workloads = [(program.as_str(), command.as_slice())];
        let file = AgentFile { keep_net, gas_price, data, attested: true, workloads: &workloads };
        self.operators.agent(&self.key, &file)
    }

    /// Writes the file of an attestor, 0 or 1, that does the work with a script.
    pub fn attestor(&self, index: u16, script: &str) -> PathBuf {
        let program = digest(PROGRAM).to_string();
        self.operators.attestor(index, &[(&program, &["sh", "-c", script])])
    }

    /// A job of so many seconds with an input, attested.
    pub fn job(&mut self, seconds: u64, run_within: u64) -> JobRequest {
        JobRequest {
            program: digest(PROGRAM),
            input: Some(HexBinary::from(Sha256::digest(INPUT).to_vec())),
            input_locator: Some(format!("{}/input", self.inputs)),
            run_within,
            accept_within: 3_600,
            ..self.market.request_for(H100, 1, seconds)
        }
    }

    /// Requests a job.
    pub fn request(&mut self, job: JobRequest) -> u64 {
        self.market.request(&self.client, job, 1_000 * ONE).expect("it is requested")
    }

    /// A job's state.
    pub fn state(&self, job: u64) -> JobState {
        self.market.job(job).state
    }

    /// Waits until a job is in a state.
    pub fn until(&self, job: u64, state: JobState) {
        until(&format!("job {job} is {state}"), || (self.state(job) == state).then_some(()));
    }

    /// How often a kind of event was, in whose `key` stands `value`.
    pub fn events(&self, kind: &str, key: &str, value: &str) -> usize {
        let query = format!("wasm-{kind}.{key}='{value}'");
        let of = |event: &cosmwasm_std::Event| {
            event.ty == format!("wasm-{kind}")
                && event.attributes.iter().any(|a| a.key == key && a.value == value)
        };
        self.market.client.node().events_of(&query, of).expect("the node keeps an index").len()
    }

    /// Transactions of the provider in blocks.
    pub fn sent(&self) -> u64 {
        self.market.client.node().account(&self.provider).expect("an account").sequence
    }

    /// What the agent's metrics say, in one text.
    pub fn metrics(&self) -> String {
        get(self.operators.ports, "/metrics")
    }

    /// The status line and body of the agent's `/health`.
    pub fn health(&self) -> String {
        get(self.operators.ports, "/health")
    }

    /// Waits until the metrics hold a line.
    pub fn until_shown(&self, line: &str) {
        until(&format!("`{line}` in metrics"), || {
            self.metrics().lines().any(|shown| shown == line).then_some(())
        });
    }
}
