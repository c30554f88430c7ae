//! A job's life on a real chain, every step of it by `camm`.

use chain::market::attach;
use chain::wallet::named_secret;
use chain_tests::terminal::{camm, Shell};
use chain_tests::TestChain;
use compute_amm_testing::wirings::{ATTESTATION, H100, NET, ONE};
use cosmwasm_std::coins;

const PROGRAM: &str = "1111111111111111111111111111111111111111111111111111111111111111";
const OUTPUT: &str = "2222222222222222222222222222222222222222222222222222222222222222";
/// Tells the accounts of this test from others' on the same chain.
const RUN: &str = "terminal";

#[test]
fn a_job_is_bought_done_attested_and_paid_by_three_terminals() {
    let program = camm();
    let chain = TestChain::new("terminal", 1, 27_600);
    let manifest = chain.deploy();
    let mut market = attach(&chain.file, &manifest, RUN).expect("the market is there");
    let price = market.class(H100).params.price_init.u128();
    let pool = market.class_pool(H100);
    let mut shell = |name: &str| {
        let address = market.funded(name, &coins(100_000 * ONE, NET)).expect("the faucet pays");
        let key = hex::encode(named_secret(&format!("{RUN} {name}")));
        (Shell { program: &program, chain: &chain, key }, address)
    };
    let ((provider, _), (client, client_address)) = (shell("provider"), shell("client"));

    // Three failures, each with its exit code and what to do next.
    client.refused("job show 1", 3, &["unknown job 1", "try: `camm job list`"]);
    client.refused(
        &format!("provider bond --class {H100} 1000000"),
        1,
        &["not a registered provider", "camm provider register"],
    );
    client.refused("metrics --node http://127.0.0.1:9", 4, &["no node answered", "try:"]);

    provider.ask("provider register --metadata https://provider.example");
    provider.ask(&format!("provider bond --class {H100} {}", 50_000 * ONE));
    provider.ask(&format!("provider offer --class {H100} 4"));
    provider.ask(&format!("provider mint --class {H100} 20000s --to-account"));
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
    let mut files = String::new();
    for (index, key) in [
        (0, format!("secp256k1:{}", hex::encode([11u8; 32]))),
        (2, format!("ed25519:{}", hex::encode([13u8; 32]))),
    ] {
        let attestor = Shell { program: &program, chain: &chain, key };
        let signed = attestor.ask(&format!("attest {job} --output {OUTPUT}"));
        let path = chain.home().join(format!("signature-{index}.json"));
        std::fs::write(&path, signed.to_string()).expect("a file is written");
        files.push_str(&format!(" --signature {}", path.display()));
    }
    assert!(provider.run(&format!("job result {job} --output {OUTPUT}{files} --wait")).status.success());

    let list = client.ask("job list");
    let listed = list["jobs"].as_array().and_then(|jobs| jobs.iter().find(|entry| entry["job_id"] == job));
    assert_eq!(listed.expect("it is listed")["state"], "settled");
    let cranked = client.ask("crank");
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
