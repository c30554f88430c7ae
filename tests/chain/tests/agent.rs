//! A provider's agent and two attestors on a real chain, as processes: the agent is killed in the middle of a job, and
//! the job is paid, once.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use chain::market::attach;
use chain::node::Node;
use chain::wallet::named_secret;
use chain_tests::terminal::{build, camm, chain_file, Shell};
use chain_tests::TestChain;
use compute_amm_testing::wirings::{ATTESTATION, H100, NET, ONE};
use cosmwasm_std::coins;
use sha2::{Digest, Sha256};

/// A hundred pictures, and what the workload says of them.
const PICTURES: &[u8] = include_bytes!("../../../examples/inference/tests/batch.bin");
const ANSWER: &[u8] = include_bytes!("../../../examples/inference/tests/batch.txt");
const RUN: &str = "agent";
const PORTS: u16 = 28_100;
const METRICS: u16 = PORTS + 80;
const ATTESTORS: [u16; 2] = [PORTS + 81, PORTS + 82];
const SECONDS: u64 = 30;
/// How long a step of the agent may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A process that does not outlive the test.
struct Process(Child);

impl Process {
    fn begin(program: &Path, verb: &str, config: &Path, log: &Path) -> Self {
        let log = fs::OpenOptions::new().create(true).append(true).open(log).expect("a log");
        let mut command = Command::new(program);
        command
            .args([verb, "--config"])
            .arg(config)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.stdin(Stdio::null()).stdout(log.try_clone().expect("a log")).stderr(log);
        Self(command.spawn().expect("camm runs"))
    }

    /// As the power ends it.
    fn kill(mut self) {
        self.0.kill().expect("SIGKILL");
        self.0.wait().expect("it ends");
    }

    /// As its operator ends it.
    fn stop(mut self) {
        let kill = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status();
        assert!(kill.expect("kill runs").success());
        let status = until("it ends", || self.0.try_wait().expect("a process"));
        assert!(status.success(), "SIGTERM ends it cleanly: {status}");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        sleep(Duration::from_millis(100));
    }
}

/// Serves the client's input; its address.
fn serve_input() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
            while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", PICTURES.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(PICTURES));
        }
    });
    format!("http://{address}/pictures")
}

fn get(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").expect("it reads");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("it answers");
    text
}

/// Writes the files of agent and attestors; the agent's, and the attestors'.
fn configure(
    chain: &TestChain,
    secret: &[u8; 32],
    program: &str,
    workload: &Path,
) -> (PathBuf, [PathBuf; 2]) {
    let home = chain.home().join("provider");
    fs::create_dir_all(&home).expect("a folder");
    let write = |name: &str, text: &str| {
        let path = home.join(name);
        fs::write(&path, text).expect("a file");
        path
    };
    write("chain.toml", &chain_file(&chain.file).expect("the devnet's file"));
    write("key", &hex::encode(secret));
    // Long enough to be killed meanwhile.
    let slow =
        format!("[workloads]\n{program} = [\"sh\", \"-c\", \"sleep 3; exec {}\"]\n", workload.display());
    let attestors = ATTESTORS.map(|port| format!("\"http://127.0.0.1:{port}\"")).join(", ");
    let agent = write(
        "provider.toml",
        &format!(
            "chain = \"chain.toml\"\nkey = \"key\"\nmemory_mib = 64\nattestors = [{attestors}]\n\
             listen.metrics = \"127.0.0.1:{METRICS}\"\n{slow}"
        ),
    );
    let keys = [format!("secp256k1 {}", hex::encode([11; 32])), format!("ed25519 {}", hex::encode([13; 32]))];
    let attestor = |index: usize| {
        write(&format!("attestor-{index}.key"), &keys[index]);
        let (port, data) = (ATTESTORS[index], format!("attestor-{index}"));
        let head =
            format!("chain = \"chain.toml\"\nkey = \"{data}.key\"\ndata = \"{data}\"\nmemory_mib = 64\n");
        let text = format!(
            "{head}listen = \"127.0.0.1:{port}\"\n[workloads]\n{program} = [{:?}]\n",
            workload.display().to_string()
        );
        write(&format!("{data}.toml"), &text)
    };
    (agent, [attestor(0), attestor(1)])
}

#[test]
fn an_agent_that_is_killed_between_accept_and_submit_delivers_once_and_is_paid() {
    let (camm, workload) = (camm(), build("inference", "inference"));
    let chain = TestChain::new("agent", 1, PORTS);
    let manifest = chain.deploy();
    let mut market = attach(&chain.file, &manifest, RUN).expect("the market is there");
    let price = market.class(H100).params.price_init.u128();
    let pool = market.class_pool(H100);
    let node = Node::connect(&chain.file.chain.endpoint()).expect("the chain is there");
    let mut shell = |name: &str| {
        let address = market.funded(name, &coins(100_000 * ONE, NET)).expect("the faucet pays");
        let secret = named_secret(&format!("{RUN} {name}"));
        (Shell { program: &camm, chain: &chain, key: hex::encode(secret) }, address, secret)
    };
    let ((provider, address, secret), (client, ..)) = (shell("provider"), shell("client"));

    let said = Command::new(&workload).arg("--digest").output().expect("the workload runs").stdout;
    let program = String::from_utf8(said).expect("hex").trim().to_owned();
    let (config, attestors) = configure(&chain, &secret, &program, &workload);
    let log = chain.home().join("provider").join("log");
    let check = format!("agent check --config {}", config.display());

    provider.refused(&check, 2, &["the provider is not registered"]);
    provider.ask("provider register --metadata https://provider.example");
    provider.ask(&format!("provider bond --class {H100} {}", 50_000 * ONE));
    provider.refused(&check, 2, &["offers no GPUs in any class"]);
    provider.ask(&format!("provider offer --class {H100} 4"));
    provider.ask(&format!("provider mint --class {H100} 20000s --to-account"));
    provider.ask(&format!("provide {pool} --amount-0 20000s --amount-1 {}", 20_000 * price));
    assert_eq!(provider.ask(&check)["well"], true);
    provider.refused(&format!("{check} --dry-run"), 2, &["--dry-run", "try:"]);

    let input = hex::encode(Sha256::digest(PICTURES));
    let request = format!(
        "job request --class {H100} --gpus 1 --seconds {SECONDS} --method {ATTESTATION} --program {program} \
         --input {input} --input-locator {} --run-within 600",
        serve_input()
    );
    let sent = || node.account(&address).expect("an account").sequence;
    let open = || -> u128 {
        let shown = provider.ask("provider status");
        let positions = shown["positions"].as_array().expect("positions");
        positions[0]["open"].as_str().and_then(|open| open.parse().ok()).expect("a debt")
    };
    let job =
        |id: u64| client.ask(&format!("job show {id}"))["job"]["state"].as_str().expect("a state").to_owned();
    let begin = || Process::begin(&camm, "agent", &config, &log);
    let (sent_before, owed_before) = (sent(), open());

    // No attestor is there yet, so it cannot deliver before it is killed.
    let agent = begin();
    let first = client.ask(&request)["job_id"].as_u64().expect("a job");
    until("it accepts", || (job(first) == "assigned").then_some(()));
    let run = chain.home().join(format!("provider/agent-data/jobs/{first}/run"));
    let group =
        until("it runs", || fs::read_to_string(run.join("group")).ok().filter(|text| !text.is_empty()));
    agent.kill();
    let orphan = PathBuf::from(format!("/proc/{}", group.split(' ').next().expect("a process")));
    assert!(orphan.exists(), "what it ran is left behind");

    let attest = |config: &PathBuf| Process::begin(&camm, "attestor", config, &config.with_extension("log"));
    let attestors = attestors.each_ref().map(attest);
    let agent = begin();
    until("what was left behind is killed", || (!orphan.exists()).then_some(()));
    until("it delivers and is paid", || (job(first) == "settled").then_some(()));
    let output = format!("provider/agent-data/outputs/{}", hex::encode(Sha256::digest(ANSWER)));
    assert_eq!(fs::read(chain.home().join(output)).expect("an output"), ANSWER);
    assert_eq!(open(), owed_before - u128::from(SECONDS) * ONE, "its debt is paid by the work");
    assert_eq!(sent(), sent_before + 2, "one transaction accepts, one delivers");

    // The same agent goes on with the next job.
    let second = client.ask(&request)["job_id"].as_u64().expect("a job");
    until("it does the next job", || (job(second) == "settled").then_some(()));
    assert_eq!(sent(), sent_before + 4);
    for (kind, id) in [("accept_job", first), ("submit_result", first), ("submit_result", second)] {
        let events = node.events_of(&format!("wasm-{kind}.job_id='{id}'")).expect("the node keeps an index");
        let of = |event: &&cosmwasm_std::Event| event.ty == format!("wasm-{kind}");
        assert_eq!(events.iter().filter(of).count(), 1, "{kind} of job {id} was carried out once");
    }
    assert!(get(METRICS, "/health").contains("well"));
    let done = "camm_agent_messages_total{step=\"submit\",fate=\"done\"} 2";
    until("it knows of both", || get(METRICS, "/metrics").contains(done).then_some(()));
    agent.stop();
    attestors.into_iter().for_each(Process::stop);
}
