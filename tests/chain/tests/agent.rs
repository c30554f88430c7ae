//! A provider's agent and two attestors on a real chain, as processes: the agent is killed in the middle of a job, and
//! the job is paid, once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chain::market::attach;
use chain::node::Node;
use chain::wallet::named_secret;
use chain_tests::http::{get, serve};
use chain_tests::operator::{AgentFile, Operators};
use chain_tests::process::{until, Process};
use chain_tests::terminal::{build, camm, Shell};
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
const SECONDS: u64 = 30;

/// Writes the files of agent and attestors; the agent's, and the attestors'.
fn configure(
    operators: &Operators,
    secret: &[u8; 32],
    program: &str,
    workload: &Path,
) -> (PathBuf, [PathBuf; 2]) {
    let workload = workload.to_str().expect("a path in UTF-8");
    // Long enough to be killed meanwhile.
    let slow = format!("sleep 3; exec {workload}");
    let command = ["sh", "-c", &slow];
    let workloads = [(program, command.as_slice())];
    let said = AgentFile {
        keep_net: ONE,
        gas_price: "0",
        data: Path::new("agent-data"),
        attested: true,
        workloads: &workloads,
    };
    let attestor = |index| operators.attestor(index, &[(program, &[workload])]);
    (operators.agent(secret, &said), [attestor(0), attestor(1)])
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
    let folder = chain.home().join("provider");
    fs::create_dir_all(&folder).expect("a folder");
    let operators = Operators { folder, chain: chain.file.clone(), ports: METRICS };
    let (config, attestors) = configure(&operators, &secret, &program, &workload);
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
         --input {input} --input-locator {}/pictures --run-within 600",
        serve(|_| Some(PICTURES.to_vec()))
    );
    let sent = || node.account(&address).expect("an account").sequence;
    let open = || -> u128 {
        let shown = provider.ask("provider status");
        let positions = shown["positions"].as_array().expect("positions");
        positions[0]["open"].as_str().and_then(|open| open.parse().ok()).expect("a debt")
    };
    let job =
        |id: u64| client.ask(&format!("job show {id}"))["job"]["state"].as_str().expect("a state").to_owned();
    let begin = || Process::begin(&camm, "agent", &config);
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

    let attest = |config: &PathBuf| Process::begin(&camm, "attestor", config);
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
        let of = |event: &cosmwasm_std::Event| event.ty == format!("wasm-{kind}");
        let events = node.events_of(&format!("wasm-{kind}.job_id='{id}'"), of);
        let count = events.expect("the node keeps an index").len();
        assert_eq!(count, 1, "{kind} of job {id} was carried out once");
    }
    assert!(get(METRICS, "/health").contains("well"));
    let done = "camm_agent_messages_total{step=\"submit\",fate=\"done\"} 2";
    until("it knows of both", || get(METRICS, "/metrics").contains(done).then_some(()));
    agent.stop();
    attestors.into_iter().for_each(Process::stop);
}
