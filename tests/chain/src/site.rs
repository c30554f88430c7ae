//! A provider with an agent on a chain: its files, its processes, and a client whose jobs it does.

use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use api::job_market::{JobRequest, JobState};
use chain::market::{attach, DevnetClient};
use chain::wallet::named_secret;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{H100, NET, ONE};
use compute_amm_testing::Market;
use cosmwasm_std::{coins, Addr, HexBinary};
use sha2::{Digest, Sha256};

use crate::TestChain;

/// How long a step may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(120);
/// What its jobs ask for.
const PROGRAM: &str = "site";
/// The input of its jobs that have one.
const INPUT: &[u8] = b"to whom it may concern\n";
/// Attestors of the devnet's method: two of its three keys, as many as must sign.
const ATTESTORS: [(&str, u8); 2] = [("secp256k1", 11), ("ed25519", 13)];

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
    /// Where the files are.
    pub folder: PathBuf,
    ports: u16,
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
        let site = Self { chain, market, provider, client, folder, ports, inputs: serve_input() };
        site.write("key", &hex::encode(named_secret(&format!("{run} provider"))));
        site
    }

    /// Its market, once it is deployed.
    pub fn market(chain: &TestChain, run: &str) -> Market<DevnetClient> {
        attach(&chain.file, &chain.deploy(), run).expect("the market is there")
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.join(name);
        fs::write(&path, text).expect("a file");
        path
    }

    fn chain_file(&self, name: &str, gas_price: &str) -> PathBuf {
        let model = concat!(env!("CARGO_MANIFEST_DIR"), "/../../devnet/chain.toml");
        let model = fs::read_to_string(model).expect("the devnet's file");
        let pointed = model.lines().map(|line| match line.split_once(" = ") {
            Some(("manifest", _)) => format!("manifest = {:?}\n", self.chain.file.manifest),
            Some(("rpc", _)) => format!("rpc = {:?}\n", self.chain.file.chain.rpc),
            Some(("gas_price", _)) => format!("gas_price = {{ denom = {NET:?}, price = {gas_price:?} }}\n"),
            _ => format!("{line}\n"),
        });
        self.write(name, &pointed.collect::<String>())
    }

    /// Writes the agent's file.
    pub fn agent(&self, said: &Said) -> PathBuf {
        self.chain_file("agents-chain.toml", said.gas_price);
        let attestors: Vec<String> = (0..2).map(|index| format!("\"{}\"", self.attestor_at(index))).collect();
        self.write(
            "provider.toml",
            &format!(
                "chain = \"agents-chain.toml\"\nkey = \"key\"\ndata = {:?}\nkeep_net = \"{}\"\nmemory_mib = 64\n\
                 attestors = [{}]\nlisten.metrics = \"127.0.0.1:{}\"\n[workloads]\n{} = [\"sh\", \"-c\", {:?}]\n",
                said.data,
                said.keep_net,
                attestors.join(", "),
                self.ports,
                digest(PROGRAM),
                said.script
            ),
        )
    }

    /// Writes the file of an attestor, 0 or 1, that does the work with a script.
    pub fn attestor(&self, index: u16, script: &str) -> PathBuf {
        self.chain_file("attestors-chain.toml", "0");
        let (scheme, seed) = ATTESTORS[usize::from(index)];
        let name = format!("attestor-{index}");
        self.write(&format!("{name}.key"), &format!("{scheme} {}", hex::encode([seed; 32])));
        let port = self.attestor_port(index);
        let text = format!(
            "chain = \"attestors-chain.toml\"\nkey = \"{name}.key\"\ndata = \"{name}\"\nmemory_mib = 64\n\
             listen = \"127.0.0.1:{port}\"\n[workloads]\n{} = [\"sh\", \"-c\", {script:?}]\n",
            digest(PROGRAM)
        );
        self.write(&format!("{name}.toml"), &text)
    }

    /// Where an attestor listens.
    pub fn attestor_port(&self, index: u16) -> u16 {
        self.ports + 1 + index
    }

    fn attestor_at(&self, index: u16) -> String {
        format!("http://127.0.0.1:{}", self.attestor_port(index))
    }

    /// A job of so many seconds with an input, attested.
    pub fn job(&mut self, seconds: u64, run_within: u64) -> JobRequest {
        JobRequest {
            program: digest(PROGRAM),
            input: Some(HexBinary::from(Sha256::digest(INPUT).to_vec())),
            input_locator: Some(self.inputs.clone()),
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
        let events = self.market.client.node().events_of(&query).expect("the node keeps an index");
        let of = |event: &&cosmwasm_std::Event| {
            event.ty == format!("wasm-{kind}")
                && event.attributes.iter().any(|a| a.key == key && a.value == value)
        };
        events.iter().filter(of).count()
    }

    /// Transactions of the provider in blocks.
    pub fn sent(&self) -> u64 {
        self.market.client.node().account(&self.provider).expect("an account").sequence
    }

    /// What the agent's metrics say, in one text.
    pub fn metrics(&self) -> String {
        get(self.ports, "/metrics")
    }

    /// The status line and body of the agent's `/health`.
    pub fn health(&self) -> String {
        get(self.ports, "/health")
    }

    /// Waits until the metrics hold a line.
    pub fn until_shown(&self, line: &str) {
        until(&format!("`{line}` in metrics"), || {
            self.metrics().lines().any(|shown| shown == line).then_some(())
        });
    }
}

/// Waits until there is something to find.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        sleep(Duration::from_millis(100));
    }
}

/// `camm agent` or `camm attestor`, which does not outlive this. What it says goes on in the log beside its file.
pub struct Process {
    child: Child,
    log: PathBuf,
    /// Where in the log it began.
    begun: usize,
}

impl Process {
    /// Begins `camm VERB --config FILE`.
    pub fn begin(camm: &Path, verb: &str, file: &Path) -> Self {
        Self::begin_by(&[camm], verb, file)
    }

    /// The same by a command that begins `camm` with what it is given.
    pub fn begin_by(command: &[&Path], verb: &str, file: &Path) -> Self {
        let log = file.with_extension("log");
        let begun = fs::read(&log).map_or(0, |text| text.len());
        let out = OpenOptions::new().create(true).append(true).open(&log).expect("a log");
        let (program, words) = command.split_first().expect("a command");
        let mut command = Command::new(program);
        command.args(words).args([verb, "--config"]).arg(file).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.stdin(Stdio::null()).stdout(out.try_clone().expect("a log")).stderr(out);
        Self { child: command.spawn().expect("camm runs"), log, begun }
    }

    /// What it said so far.
    pub fn said(&self) -> String {
        let text = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(text.get(self.begun..).unwrap_or_default()).into_owned()
    }

    /// Waits until one line of it holds all of these words; that line.
    pub fn until_said(&self, words: &[&str]) -> String {
        let found = |line: &&str| words.iter().all(|word| line.contains(word));
        let begun = Instant::now();
        loop {
            let said = self.said();
            if let Some(line) = said.lines().find(found) {
                println!("said: {line}");
                return line.to_owned();
            }
            assert!(begun.elapsed() < PATIENCE, "expected {words:?} within {PATIENCE:?} in:\n{said}");
            sleep(Duration::from_millis(100));
        }
    }

    /// From here on only what it says anew is looked at.
    pub fn listen(&mut self) {
        self.begun = fs::read(&self.log).map_or(0, |text| text.len());
    }

    /// As the power ends it.
    pub fn kill(mut self) {
        self.child.kill().expect("SIGKILL");
        self.child.wait().expect("it ends");
    }

    /// Waits until it ends by itself.
    pub fn ended(mut self) -> ExitStatus {
        until("it ends", || self.child.try_wait().expect("a process"))
    }

    /// As its operator ends it.
    pub fn stop(mut self) {
        let kill = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(kill.expect("kill runs").success());
        let status = until("it ends", || self.child.try_wait().expect("a process"));
        assert!(status.success(), "SIGTERM ends it cleanly: {status}; it said:\n{}", self.said());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves the input; its address.
fn serve_input() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
            while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
            let length = INPUT.len();
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
            // Whoever asks and goes away gets nothing.
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(INPUT));
        }
    });
    format!("http://{address}/input")
}

/// The answer to a GET, with its head; empty, if nobody listens yet.
fn get(port: u16, path: &str) -> String {
    let mut text = String::new();
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return text };
    let asked = write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    if asked.is_ok() {
        let _ = stream.read_to_string(&mut text);
    }
    text
}
