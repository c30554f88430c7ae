//! A job's life on a real chain, every step of it by `camm`.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command};

use chain::market::{attach, DevnetClient};
use chain::wallet::named_secret;
use chain_tests::terminal::{camm, Shell};
use chain_tests::TestChain;
use compute_amm_testing::wirings::{ATTESTATION, H100, L40S, NET, ONE};
use compute_amm_testing::{keys, Market};
use cosmwasm_std::{coins, Addr};
use proofs::statement::admission_digest;

const PROGRAM: &str = "1111111111111111111111111111111111111111111111111111111111111111";
const OUTPUT: &str = "2222222222222222222222222222222222222222222222222222222222222222";
/// Tells the accounts of this test from others' on the same chain.
const RUN: &str = "terminal";

/// Somebody with NET at a terminal, and its address.
fn actor<'a>(
    program: &'a PathBuf,
    chain: &'a TestChain,
    market: &mut Market<DevnetClient>,
    name: &str,
) -> (Shell<'a>, Addr) {
    let address = market.funded(name, &coins(100_000 * ONE, NET)).expect("the faucet pays");
    let key = hex::encode(named_secret(&format!("{RUN} {name}")));
    (Shell { program, chain, key }, address)
}

/// A provider with a bond, four GPUs, and credits in its account.
fn joins(provider: &Shell) {
    provider.ask("provider register --metadata https://provider.example");
    provider.ask(&format!("provider bond --class {H100} {}", 50_000 * ONE));
    provider.ask(&format!("provider offer --class {H100} 4"));
    provider.ask(&format!("provider mint --class {H100} 20000s --to-account"));
}

/// Two attestors sign that a job's output is valid; the options that name their files.
fn attested(program: &PathBuf, chain: &TestChain, job: u64) -> String {
    let keys =
        [format!("secp256k1:{}", hex::encode([11u8; 32])), format!("ed25519:{}", hex::encode([13u8; 32]))];
    let mut files = String::new();
    for (index, key) in keys.into_iter().enumerate() {
        let attestor = Shell { program, chain, key };
        let signed = attestor.ask(&format!("attest {job} --output {OUTPUT}"));
        let path = chain.home().join(format!("signature-{job}-{index}.json"));
        std::fs::write(&path, signed.to_string()).expect("a file is written");
        files.push_str(&format!(" --signature {}", path.display()));
    }
    files
}

#[test]
fn a_job_is_bought_done_attested_and_paid_by_three_terminals() {
    let program = camm();
    let chain = TestChain::new("terminal", 1, 29_960);
    let manifest = chain.deploy();
    let mut market = attach(&chain.file, &manifest, RUN).expect("the market is there");
    let price = market.class(H100).params.price_init.u128();
    let pool = market.class_pool(H100);
    let mut shell = |name: &str| actor(&program, &chain, &mut market, name);
    let ((provider, _), (client, client_address)) = (shell("provider"), shell("client"));

    // Three failures, each with its exit code and what to do next.
    client.refused("job show 1", 3, &["unknown job 1", "try: `camm job list`"]);
    client.refused(
        &format!("provider bond --class {H100} 1000000"),
        1,
        &["not a registered provider", "camm provider register"],
    );
    client.refused("metrics --node http://127.0.0.1:9", 4, &["no node answered", "try:"]);

    joins(&provider);
    provider.ask(&format!("provide {pool} --amount-0 20000s --amount-1 {}", 20_000 * price));

    let terms = format!("--class {H100} --gpus 1 --seconds 5 --method {ATTESTATION}");
    let quote = client.ask(&format!("quote job {terms}"));
    let rehearsed = client.ask(&format!("job request {terms} --program {PROGRAM} --dry-run"));
    assert!(rehearsed["gas_used"].as_u64().is_some_and(|gas| gas > 100_000), "{rehearsed}");
    assert!(
        rehearsed["events"].as_array().is_some_and(|events| !events.is_empty()),
        "what would happen is said"
    );
    let requested = client.ask(&format!("job request {terms} --program {PROGRAM}"));
    assert_eq!(requested["quote"]["cost"], quote["cost"], "what a quote says is what execution gives");
    let event = requested["events"]
        .as_array()
        .and_then(|list| list.iter().find(|event| event["type"] == "request_job"));
    assert_eq!(event.expect("a request")["attributes"]["take"], quote["take"]);
    let job = requested["job_id"].as_u64().expect("a job");

    provider.ask(&format!("job accept {job} --payout credits"));
    let files = attested(&program, &chain, job);
    assert!(provider.run(&format!("job result {job} --output {OUTPUT}{files} --wait")).status.success());

    let list = client.ask("job list");
    let listed = list["jobs"].as_array().and_then(|jobs| jobs.iter().find(|entry| entry["job_id"] == job));
    assert_eq!(listed.expect("it is listed")["state"], "settled");
    let cranked = client.ask("crank --least 1");
    let done = cranked["cranks"].as_array().expect("cranks").iter();
    let done: Vec<&str> =
        done.filter(|one| one["tx_hash"].is_string()).filter_map(|one| one["action"].as_str()).collect();
    assert!(done.contains(&"sweep_take") && done.contains(&"distribute"), "{cranked}");
    let metrics = client.ask("metrics")["metrics"].clone();
    assert_eq!((&metrics["jobs"], &metrics["take"]), (&1.into(), &quote["take"]), "{metrics}");
    assert_ne!(metrics["burned_revenue"], "0");
    let exported = client.ask("export --format json");
    assert_eq!(
        (&exported["jobs"][0]["state"], &exported["jobs"][0]["owner"]),
        (&"settled".into(), &client_address.as_str().into())
    );
}

/// A keeper that does not outlive the test.
struct Keeping(Child);

impl Drop for Keeping {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// On a chain whose clock is moved: standard jobs wait ten minutes before they can be called.
#[test]
fn a_keepers_loop_calls_and_times_out_standard_jobs_and_ends_when_it_is_told() {
    let program = camm();
    let (chain, clock) = TestChain::with_clock("keeper", 29_940);
    let manifest = chain.deploy();
    let mut market = attach(&chain.file, &manifest, RUN).expect("the market is there");
    market.client.set_clock(&clock);
    let price = market.class(H100).params.price_init.u128();
    let pool = market.class_pool(H100);
    let mut shell = |name: &str| actor(&program, &chain, &mut market, name);
    let ((provider, address), (debtor, _)) = (shell("provider"), shell("debtor"));
    let ((client, _), (keeper, _)) = (shell("client"), shell("keeper"));
    // Whoever is called goes to the end of the queue, so there are two.
    [&provider, &debtor].into_iter().for_each(joins);
    provider.ask(&format!("provide {pool} --amount-0 20000s --amount-1 {}", 20_000 * price));

    // A class that admits: its attestors sign who offers how many GPUs, until when.
    provider.ask(&format!("provider bond --class {L40S} {}", 1_000 * ONE));
    provider.refused(
        &format!("provider offer --class {L40S} 2"),
        1,
        &["admission", "try: ", "--admission FILE"],
    );
    let expiry = market.now() + 30 * 86_400;
    let registry = &market.at.provider_registry;
    let digest = admission_digest(&manifest.chain_id, registry, L40S, address.as_str(), 2, expiry);
    let signatures = [keys::admission().sign(0, &digest)];
    let path = chain.home().join("admission.json");
    let admission = serde_json::json!({ "expiry": expiry, "signatures": signatures });
    std::fs::write(&path, admission.to_string()).expect("a file is written");
    let offer = |gpus: u32| format!("provider offer --class {L40S} {gpus} --admission {}", path.display());
    provider.refused(&offer(3), 1, &["signature", "try: "]);
    provider.ask(&offer(2));
    provider.refused(&offer(2).replace("admission.json", "none.json"), 2, &["cannot read", "try:"]);

    let request = |more: &str| {
        let words = format!("job request --class {H100} --seconds 1200 --template 1 {more}");
        client.ask(&words)["job_id"].as_u64().expect("a job")
    };
    let (anyones, own) = (request("--anyone-may-call"), request(""));
    client.refused(&format!("job call {own}"), 1, &["too early", "try: wait"]);
    // Waits count blocks as well.
    let pass = |seconds: u64| (0..seconds.div_ceil(5)).for_each(|_| clock.advance(5).expect("a block"));
    let mut keeping = Keeping(keeper.begin("--json crank --loop --every 1"));
    let mut lines = BufReader::new(keeping.0.stdout.take().expect("piped")).lines();
    let mut until_done = |action: &str, job: u64| loop {
        let line = lines.next().expect("it goes on").expect("a line");
        println!("{line}");
        let one: serde_json::Value = serde_json::from_str(&line).expect("a document a line");
        if one["action"] == action && one["target"] == format!("job {job}") && one["tx_hash"].is_string() {
            return;
        }
    };
    let state = |job: u64| client.ask(&format!("job show {job}"))["job"]["state"].clone();
    pass(601);
    until_done("call_job", anyones);
    assert_eq!((state(anyones), state(own) == "called"), ("called".into(), false));
    client.ask(&format!("job call {own}"));

    // One is served, the other defaults.
    let called = client.ask(&format!("job show {anyones}"))["call"]["provider"].clone();
    let provider = if called == address.as_str() { &provider } else { &debtor };
    provider.ask(&format!("job accept {anyones}"));
    let files = attested(&program, &chain, anyones);
    provider.ask(&format!("job result {anyones} --output {OUTPUT}{files}"));
    assert_eq!(state(anyones), "settled");
    pass(3_600);
    // It timed out once before it was called.
    while state(own) != "defaulted" {
        until_done("timeout_job", own);
    }
    let kill = Command::new("kill").args(["-TERM", &keeping.0.id().to_string()]).status();
    assert!(kill.expect("kill runs").success());
    assert_eq!(keeping.0.wait().expect("it ends").code(), Some(0), "SIGTERM ends it cleanly");
}
