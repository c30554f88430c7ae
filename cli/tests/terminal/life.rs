//! A job's life from a terminal, and the exit codes of what goes wrong.

use compute_amm_testing::keys::attestors;
use compute_amm_testing::wirings::{ATTESTATION, H100, ONE};
use serde_json::Value;

use crate::fake::Node;
use crate::shell::Shell;

/// A program's digest.
pub const PROGRAM: &str = "1111111111111111111111111111111111111111111111111111111111111111";
const OUTPUT: &str = "2222222222222222222222222222222222222222222222222222222222222222";

fn number(value: &Value) -> u128 {
    value
        .as_str()
        .map_or_else(|| value.as_u64().map(u128::from), |text| text.parse().ok())
        .unwrap_or_else(|| panic!("no number: {value}"))
}

/// A provider of the first class, by its own words.
pub fn provider(node: &Node) -> Shell {
    let provider = Shell::new(node, "provider", 100_000);
    provider.read("provider register --metadata https://provider.example");
    provider.read(&format!("provider bond --class {H100} {}", 10_000 * ONE));
    provider.read(&format!("provider offer --class {H100} 2"));
    provider
}

/// An attestor's terminal, with the test market's key of that number.
pub fn attestor(node: &Node, index: usize) -> Shell {
    let mut attestor = Shell::new(node, &format!("attestor {index}"), 0);
    let (scheme, seed) = [("secp256k1", 11u8), ("secp256r1", 12), ("ed25519", 13)][index];
    attestor.set("CAMM_KEY", &format!("{scheme}:{}", hex::encode([seed; 32])));
    let public = attestor.ask("key show")["public_key"].as_str().unwrap().to_owned();
    assert_eq!(public, attestors()[index].public().key.to_base64());
    attestor
}

#[test]
fn a_job_is_quoted_requested_done_attested_and_paid() {
    let node = Node::start();
    let (client, provider) = (Shell::new(&node, "client", 10_000), provider(&node));

    let terms = format!("--class {H100} --gpus 1 --seconds 60 --method {ATTESTATION}");
    let quote = client.ask(&format!("quote job {terms}"));
    let before = number(&client.ask("account")["holdings"][0]["wallet"]);
    let requested = client.ask(&format!("job request {terms} --program {PROGRAM} --tip 5000"));
    let job = requested["job_id"].as_u64().unwrap();
    // What the quote said is what the request did.
    let paid = before - number(&client.ask("account")["holdings"][0]["wallet"]);
    assert_eq!(paid, number(&quote["cost"]) + number(&quote["take"]) + 5_000);
    assert_eq!(requested["quote"]["cost"], quote["cost"]);

    let list = client.ask(&format!("job list --state open --owner {}", client.address));
    assert_eq!(list["jobs"].as_array().unwrap().len(), 1);
    assert_eq!(list["jobs"][0]["job_id"], job);
    assert!(provider.read(&format!("provider check --class {H100}")).contains("ok"));
    provider.read(&format!("job accept {job} --payout credits"));
    let shown = client.read(&format!("job show {job}"));
    assert!(shown.contains("assigned") && shown.contains(&provider.address), "{shown}");

    let mut files = String::new();
    for index in [0, 1, 2] {
        let attestor = attestor(&node, index);
        let said = attestor.ask(&format!("attest {job} --output {OUTPUT}"));
        assert_eq!(said["signature"]["key"], index);
        if index != 1 {
            let path = provider.file(&format!("signature-{index}.json"), &said.to_string());
            files.push_str(&format!(" --signature {path}"));
        }
    }
    let said = provider.run(&format!("--json job result {job} --output {OUTPUT}{files} --wait"));
    assert_eq!(said.code, 0, "{}", said.err);
    let documents: Vec<Value> =
        said.out.lines().map(|line| serde_json::from_str(line).expect("a document a line")).collect();
    assert!(documents[0]["tx_hash"].is_string(), "{}", said.out);
    assert_eq!((documents.len(), &documents[1]["state"]), (2, &"settled".into()));

    assert_eq!(client.ask("job list")["jobs"][0]["state"], "settled");
    let watched = client.run(&format!("job watch {job}"));
    assert_eq!((watched.code, watched.err.contains("settled")), (0, true));
    let take = number(&quote["take"]);
    assert_eq!(number(&client.ask("metrics")["unswept_take"]), take);
    let cranked = client.ask("crank");
    assert!(
        cranked["cranks"].as_array().unwrap().iter().any(|one| one["action"] == "sweep_take"),
        "{cranked}"
    );
    let metrics = client.ask("metrics")["metrics"].clone();
    assert_eq!((number(&metrics["jobs"]), number(&metrics["take"])), (1, take));
    assert!(number(&metrics["burned_revenue"]) > 0, "{metrics}");
    // A sweep books 0 for a class that nobody asks for again: nothing is due any more, or is refused with a reason.
    for one in client.ask("crank --dry-run")["cranks"].as_array().unwrap() {
        assert!(one["tx_hash"].is_null(), "{one}");
    }

    let csv = client.read("export");
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().starts_with("job_id,state,class,owner"));
    let line = lines.next().unwrap();
    assert!(line.starts_with(&format!("{job},settled,{H100},{}", client.address)), "{line}");
    assert!(line.contains(&provider.address) && line.contains(OUTPUT), "{line}");
    let whole = client.ask("export --format json");
    assert_eq!((&whole["jobs"][0]["state"], &whole["missing"]), (&"settled".into(), &Value::Array(vec![])));
    // A node that has forgotten all of it, or only its end.
    let known = node.with(|fake| std::mem::take(&mut fake.order));
    let said = client.run("export --format json");
    assert_eq!((said.code, said.err.contains("no event is known")), (6, true), "{said:?}");
    let missing: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(missing["missing"][0]["job_id"], job);
    let ends = |tx: &Value| tx.to_string().contains("wasm-end_job");
    let begun: Vec<Value> = known.iter().filter(|tx| !ends(tx)).cloned().collect();
    node.with(|fake| fake.order = begun);
    let said = client.run("export");
    assert_eq!((said.code, said.err.contains("it is settled")), (6, true), "{said:?}");
    node.with(|fake| fake.order = known);
    assert!(provider.read("provider status").contains(H100));
    assert!(provider.read("account").contains(H100), "its credits are in its account");
}

#[test]
fn a_dispute_a_cancellation_and_a_lapse_end_as_they_should() {
    let node = Node::start();
    let (client, provider) = (Shell::new(&node, "client 2", 10_000), provider(&node));
    let request = |terms: &str| {
        let words = format!("job request --class {H100} --seconds 60 --method 5 --program {PROGRAM} {terms}");
        client.ask(&words)["job_id"].as_u64().unwrap()
    };
    // Approved by its client.
    let job = request("");
    provider.read(&format!("job accept {job}"));
    provider.read(&format!("job result {job} --output {OUTPUT}"));
    client.refused(&format!("attest {job} --output {OUTPUT}"), 2, &["is none of method 4's", "--key NAME"]);
    client.read(&format!("job approve {job}"));
    assert_eq!(client.ask(&format!("job show {job}"))["job"]["state"], "settled");
    // Disputed, and judged by the arbiter.
    let job = request("");
    provider.read(&format!("job accept {job}"));
    provider.read(&format!("job result {job} --output {OUTPUT}"));
    client.read(&format!("job dispute {job}"));
    let mut arbiter = Shell::new(&node, "arbiter", 1);
    arbiter.set("CAMM_KEY", &format!("ed25519:{}", hex::encode([21u8; 32])));
    arbiter.refused(&format!("attest {job}"), 2, &["no output"]);
    arbiter.refused(
        &format!("attest {job} --output {PROGRAM}"),
        2,
        &["you found the output 1111", "--invalid"],
    );
    let said = arbiter.ask(&format!("attest {job} --output {OUTPUT}"));
    let path = provider.file("verdict.json", &said.to_string());
    provider.read(&format!("job verdict {job} --signature {path}"));
    assert_eq!(client.ask(&format!("job show {job}"))["job"]["state"], "settled");
    // Withdrawn.
    let job = request("");
    client.read(&format!("job cancel {job}"));
    let watched = client.run(&format!("job watch {job}"));
    assert_eq!(watched.code, 6, "it ended unpaid");
    // Nobody accepts: what is due is done by whoever cranks.
    let job = request("--accept-within 60");
    let said = client.run(&format!("job watch {job} --timeout 0"));
    assert_eq!((said.code, said.err.contains("still open")), (5, true), "{}", said.err);
    node.with(|fake| fake.market.wait(3_600));
    let cranked = provider.ask("crank");
    let first = &cranked["cranks"][0];
    assert_eq!(
        (&first["action"], &first["target"]),
        (&"timeout_job".into(), &format!("job {job}").into()),
        "{cranked}"
    );
    assert!(first["tx_hash"].is_string());
    assert_eq!(client.ask(&format!("job show {job}"))["job"]["state"], "expired");
    let nobody = client.run(&format!("job tell {job}"));
    assert_eq!((nobody.code, nobody.err.contains("has nobody to tell")), (1, true), "{}", nobody.err);
}

#[test]
fn a_job_is_paid_with_dollars_with_credits_or_from_the_account() {
    let node = Node::start();
    let client = Shell::new(&node, "client 6", 100_000);
    client.read("provide 4 --amount-0 10_000_000_000 --amount-1 20_000_000_000");
    let terms = format!("--class {H100} --seconds 60 --method {ATTESTATION}");
    let holding = |name: &str, place: &str| {
        let said = client.ask("account");
        let found = said["holdings"].as_array().unwrap().iter().find(|one| one["name"] == name).cloned();
        found.map_or(0, |one| number(&one[place]))
    };
    // Dollars: what is quoted goes out, and what is left of take and tip comes back as NET.
    let (dollars, net) = (holding("uusd", "wallet"), holding("unet", "wallet"));
    let quote = client.ask(&format!("quote job {terms} --pay uusd"));
    client.ask(&format!("job request {terms} --pay uusd --program {PROGRAM}"));
    let paid = dollars - holding("uusd", "wallet");
    let most = number(&quote["max_paid"]);
    assert!(number(&quote["paid"]) <= paid && paid <= most, "{paid} of {most}, {quote}");
    assert!(holding("unet", "wallet") >= net, "no NET but what came back");
    // NET from the account.
    client.read("account deposit net 1_000_000");
    let quote = client.ask(&format!("quote job {terms} --from-account"));
    client.read(&format!("job request {terms} --from-account --program {PROGRAM}"));
    // The class's backlog drains with every second: the take of the second job is lower a block later.
    let (paid, total) = (1_000_000 - holding("unet", "account"), number(&quote["total"]));
    assert!(paid <= total && total - paid <= total / 1_000, "{paid} of {total}");
    // Credits from the account, take from its NET.
    client.read(&format!("swap net {H100} --out 60s --to-account"));
    let before = holding("unet", "account");
    let quote = client.ask(&format!("quote job {terms} --pay credits"));
    client.read(&format!("job request {terms} --pay credits --program {PROGRAM}"));
    assert_eq!(holding(H100, "account"), 0);
    assert!(before - holding("unet", "account") <= number(&quote["take"]) * 2, "take alone");
    let ids = |words: &str| -> Vec<u64> {
        let document = client.ask(&format!("job list {words}"));
        document["jobs"].as_array().unwrap().iter().map(|job| job["job_id"].as_u64().unwrap()).collect()
    };
    let open = ids("--state open");
    assert_eq!(open.len(), 3);
    let newest: Vec<u64> = open.iter().rev().copied().collect();
    assert_eq!(ids("--state open --newest-first"), newest);
    assert_eq!(
        ids(&format!("--state open --newest-first --start-after {} --limit 1", newest[0])),
        newest[1..2]
    );
}

#[test]
fn a_wrong_result_is_judged_wrong_and_pays_who_brought_it() {
    let node = Node::start();
    let (client, provider) = (Shell::new(&node, "client 7", 10_000), provider(&node));
    let reporter = Shell::new(&node, "reporter", 10);
    let terms = format!("--class {H100} --seconds 60 --method {ATTESTATION} --program {PROGRAM}");
    let job = client.ask(&format!("job request {terms}"))["job_id"].as_u64().unwrap();
    provider.read(&format!("job accept {job}"));
    attestor(&node, 0).refused(
        &format!("attest {job} --invalid --reporter {}", reporter.address),
        2,
        &["has no result yet"],
    );
    let said = provider.run(&format!("job result {job} --output {OUTPUT}"));
    assert!(said.err.contains("waits for a verdict"), "{}", said.err);
    let mut files = String::new();
    for index in [0, 1] {
        let said =
            attestor(&node, index).ask(&format!("attest {job} --invalid --reporter {}", reporter.address));
        files.push_str(&format!(
            " --signature {}",
            reporter.file(&format!("{index}.json"), &said.to_string())
        ));
    }
    // Signatures name who brings them: nobody else can.
    assert_eq!(client.run(&format!("job verdict {job} --invalid{files}")).code, 1);
    reporter.read(&format!("job verdict {job} --invalid{files}"));
    let ended = client.run(&format!("job watch {job}"));
    assert_eq!((ended.code, ended.out.contains("fraud")), (6, true), "{}", ended.out);
    assert!(reporter.read("account").contains("unet"));
}

#[test]
fn what_goes_wrong_has_an_exit_code_and_says_what_to_do() {
    let node = Node::start();
    let mut client = Shell::new(&node, "client 3", 10_000);
    let terms = format!("--class {H100} --seconds 60 --method {ATTESTATION} --program {PROGRAM}");
    // 1: a contract refuses.
    client.refused(
        &format!("job request {terms} --max-payment 1"),
        1,
        &["error:", "payment", "try: quote again"],
    );
    client.refused(&format!("provider bond --class {H100} 1000000"), 1, &["error:"]);
    // 2: wrong words.
    client.refused("job request", 2, &["--class"]);
    client.refused(
        &format!("job request --class {H100} --seconds 60 --method 1"),
        2,
        &["no program is named", "try:"],
    );
    client.refused("swap net potatoes --in 5", 2, &["`potatoes` is neither", "try: one of: net"]);
    client.refused("quote swap net h100-sxm5-80g --in 1.5", 2, &["whole number of base units"]);
    // 3: not there.
    client.refused("job show 77", 3, &["unknown job 77", "camm job list"]);
    client.refused("class show h200", 3, &["unknown class", "camm class list"]);
    client.refused(
        &format!("job request {} ", terms.replace("--method 1", "--method oracle")),
        3,
        &["no method `oracle`", "camm class methods"],
    );
    // An account that never received anything.
    let poor = Shell::new(&node, "poor", 0);
    poor.refused("provider heartbeat", 3, &["is no account of market-1 yet", "try: send some coins"]);
    // 4: nobody answers.
    client.set("CAMM_NODE", "http://127.0.0.1:9");
    client.refused("metrics", 4, &["no node answered", "http://127.0.0.1:9", "try: name a node that runs"]);
    // Nothing is known.
    let nobody = Shell::nobody("nobody");
    nobody.refused("metrics", 2, &["no market is named", "CAMM_MARKET"]);
    client.unset("CAMM_NODE");
    client.refused("metrics", 2, &["no node is named", "--node"]);
    client.set("CAMM_NODE", &node.url);
    client.unset("CAMM_KEY");
    client.refused("provider heartbeat", 3, &["there is no key `default`", "camm key new"]);
}

#[test]
fn a_dry_run_says_what_would_happen_and_does_nothing() {
    let node = Node::start();
    let client = Shell::new(&node, "client 4", 10_000);
    let words = format!(
        "job request --class {H100} --seconds 60 --method {ATTESTATION} --program {PROGRAM} --dry-run"
    );
    let said = client.ask(&words);
    assert_eq!((&said["dry_run"], &said["gas_used"]), (&true.into(), &123_456.into()));
    let message = &said["messages"][0];
    assert_eq!(message["contract_name"], "pool");
    assert!(
        message["msg"]["swap_exact_out"].is_object() && message["funds"][0]["amount"].is_string(),
        "{message}"
    );
    assert!(client.read(&words).contains("nothing was sent"));
    assert_eq!(client.ask("job list")["jobs"].as_array().unwrap().len(), 0);
    // What would be refused is refused.
    client.refused(&format!("{words} --max-payment 1"), 1, &["payment"]);
}

#[test]
fn receipts_are_verified_offline_and_by_the_gateway() {
    let Some(receipts) = market_tests::shared::accepted_receipts() else { return };
    let receipt = &receipts[0];
    let node = Node::start();
    let client = Shell::new(&node, "client 5", 100);
    let program = receipt.image_id.trim_start_matches("0x");
    let seal = client.file("seal", &receipt.seal);
    let words = |journal: &str| format!("verify --seal {seal} --journal {journal} --program {program}");
    let nobody = Shell::nobody("verifier");
    let said = nobody.ask(&words(&receipt.journal));
    assert_eq!((&said["valid"], &said["gateway"]), (&true.into(), &Value::Null));
    let by_gateway =
        client.ask(&format!("{} --method 2 --provider {}", words(&receipt.journal), client.address));
    assert_eq!((&by_gateway["valid"], &by_gateway["gateway"]["valid"]), (&true.into(), &true.into()));
    let other = nobody.run(&words("00"));
    assert_eq!(other.code, 6);
    assert!(other.out.contains("invalid"), "{}", other.out);
    let other = client.run(&format!("{} --method 2 --provider {}", words("00"), client.address));
    assert_eq!((other.code, other.out.matches("invalid").count()), (6, 2), "{}", other.out);
}

#[test]
fn a_request_that_waits_says_a_document_a_line() {
    let node = Node::start();
    let client = Shell::new(&node, "client", 10_000);
    let terms = format!("--class {H100} --seconds 60 --method {ATTESTATION} --program {PROGRAM}");
    let (mut waiting, mut lines) = client.begin(&format!("--json job request {terms} --wait"));
    let mut next = || -> Value { serde_json::from_str(&lines.next().unwrap()).expect("a document a line") };
    let job = next()["job_id"].as_u64().unwrap();
    client.read(&format!("job cancel {job}"));
    let ended = next();
    assert_eq!((&ended["job_id"], &ended["state"]), (&job.into(), &"cancelled".into()));
    assert_eq!(waiting.wait().unwrap().code(), Some(6));
}

/// Where the journal is the statement of the claim, nobody has to bring it.
#[test]
fn a_journal_that_is_the_statement_is_computed_from_the_claim() {
    let node = Node::start();
    let client = Shell::new(&node, "client", 100);
    let method = client.ask("class methods")["methods"].as_array().unwrap().iter().find_map(|method| {
        (method["params"]["name"] == "RISC Zero, statement").then(|| method["method"].as_u64().unwrap())
    });
    let words = format!(
        "verify --seal {} --program {PROGRAM} --method {} --provider {}",
        "00".repeat(260),
        method.unwrap(),
        client.address
    );
    client.refused(&words, 2, &["no output", "--output HEX"]);
    let said = client.run(&format!("--json {words} --output {OUTPUT}"));
    assert_eq!(said.code, 6, "{}", said.err);
    let document: Value = serde_json::from_str(&said.out).unwrap();
    let digest = |text: &str| -> [u8; 32] { hex::decode(text).unwrap().try_into().unwrap() };
    let chain_id = node.manifest.chain_id.clone();
    let gateway = node.with(|fake| fake.market.at.verifier_gateway.clone());
    let statement = proofs::statement::Statement {
        chain_id: &chain_id,
        gateway: &gateway,
        job_id: 0,
        provider: &client.address,
        program: digest(PROGRAM),
        input: [0; 32],
        output: digest(OUTPUT),
    };
    assert_eq!(document["journal"], hex::encode(statement.digest()));
    assert!(!said.out.contains("expected no journal"), "{}", said.out);
    let file = client.file("output", "what came out");
    let found = client.run(&format!("--json {words} --output-file {file}"));
    assert!(found.code == 6 && found.out.contains("journal"), "{}", found.err);
    client.refused(&format!("{words} --output {OUTPUT} --journal 00"), 2, &["leave it out"]);
    let offline = format!("verify --seal 00 --program {PROGRAM} --output {OUTPUT}");
    client.refused(&offline, 2, &["--job ID"]);
}
