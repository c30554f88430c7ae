//! Proofs from a terminal: keys are registered, proofs verified and delivered, in the encodings that provers write.

use api::verifier_gateway::{ExecuteMsg as GatewayMsg, MethodKind, MethodParams};
use compute_amm_testing::groth16::{BlsTrapdoor, Trapdoor};
use compute_amm_testing::wirings::{CHALLENGE_BOND, GROTH16, GROTH16_STATEMENT, H100, ONE, OPTIMISTIC};
use cosmwasm_std::{Empty, HexBinary};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

use crate::fake::Node;
use crate::life::provider;
use crate::shell::Shell;

/// Two public inputs, as bytes and as snarkjs writes them.
fn inputs() -> (Vec<u8>, &'static str) {
    ([&[0; 31][..], &[7], &[0; 31], &[9]].concat(), "[\"7\", \"9\"]")
}

#[test]
fn a_key_is_registered_and_proofs_under_it_are_verified() {
    let node = Node::start();
    let client = Shell::new(&node, "client of proofs", 100);
    let nobody = Shell::nobody("verifier of proofs");
    let trapdoor = Trapdoor::new(1, 2);
    let (inputs, numbers) = inputs();
    let key = client.file("key", &hex::encode(trapdoor.key()));
    let points = client.file("points", &hex::encode(trapdoor.prove(0, &inputs)));
    let public = client.file("public.json", numbers);
    let whole = client.file("proof.json", &serde_json::to_string(&trapdoor.prove_output(&inputs)).unwrap());

    for proof in [format!("--proof {whole}"), format!("--proof {points} --public {public}")] {
        let words = format!("verify {proof} --verifying-key {key}");
        assert_eq!(nobody.ask(&words)["valid"], true, "{words}");
    }
    let other = client.file("other.json", "[\"7\", \"8\"]");
    let said = nobody.run(&format!("verify --proof {points} --public {other} --verifying-key {key}"));
    assert_eq!(said.code, 6, "{}", said.out);
    let said = nobody.run(&format!("verify --proof {whole}"));
    assert_eq!((said.code, said.out.contains("--verifying-key")), (6, true), "{}", said.out);

    let program = trapdoor.program();
    let asked = format!(
        "verify --proof {whole} --program {program} --method {GROTH16} --provider {}",
        client.address
    );
    let early = client.run(&asked);
    assert_eq!((early.code, early.out.contains("register_key")), (6, true), "{}", early.out);
    for _ in 0..2 {
        let told = client.ask(&format!("register-key {key}"));
        assert_eq!(told, json!({ "program": program, "curve": "bn254", "inputs": 2 }));
    }
    assert_eq!(client.ask(&asked)["gateway"]["valid"], true);
    nobody.refused(&format!("verify --proof {public} --public {public}"), 6, &[]);
}

/// A key over BLS12-381 in the gateway's encoding and, with its proof, as another project's prover wrote them.
#[test]
fn keys_and_proofs_over_bls12_381_are_read() {
    let node = Node::start();
    let client = Shell::new(&node, "client over BLS12-381", 100);
    let trapdoor = BlsTrapdoor::new(1, 2);
    let (inputs, numbers) = inputs();
    let key = client.file("key", &hex::encode(trapdoor.key()));
    let points = client.file("points", &hex::encode(trapdoor.prove(0, &inputs)));
    let public = client.file("public.json", numbers);
    let told = client.ask(&format!("register-key {key}"));
    assert_eq!(told, json!({ "program": trapdoor.program(), "curve": "bls12_381", "inputs": 2 }));
    let asked = format!(
        "verify --proof {points} --public {public} --verifying-key {key} --method {GROTH16} --provider {}",
        client.address
    );
    let said = client.ask(&asked);
    assert_eq!((&said["valid"], &said["gateway"]["valid"]), (&json!(true), &json!(true)), "{said}");
    let other = client.file("other.json", "[\"7\", \"8\"]");
    let said = client.run(&asked.replace(&public, &other));
    assert_eq!((said.code, said.out.contains("pairing")), (6, true), "{}", said.out);

    let Some(vector) = market_tests::shared::bls12_381_vector() else { return };
    let document = |name: &str, fields: Value| client.file(name, &fields.to_string());
    let key = document("verification_key.json", vector.snarkjs_key());
    let proof = document("snarkjs.json", vector.snarkjs_proof());
    let public = document("inputs.json", vector.snarkjs_inputs());
    client.read(&format!("register-key {key}"));
    let raw = |name: &str, bytes: Vec<u8>| {
        let path = client.folder().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let (raw_key, raw_proof) = (raw("raw.key", vector.gnark_key()), raw("raw.proof", vector.gnark_proof()));
    let gnark = "--encoding gnark-bls12-381";
    for given in [
        format!("--proof {proof} --verifying-key {key}"),
        format!("--proof {raw_proof} --verifying-key {raw_key} {gnark}"),
    ] {
        let words =
            format!("verify {given} --public {public} --method {GROTH16} --provider {}", client.address);
        let said = client.ask(&words);
        assert_eq!((&said["valid"], &said["gateway"]["valid"]), (&json!(true), &json!(true)), "{said}");
    }
}

/// The method's policy decides what comes along with the same file.
#[test]
fn a_job_is_delivered_with_a_proof_under_either_policy() {
    let node = Node::start();
    let (client, provider) = (Shell::new(&node, "client of a circuit", 10_000), provider(&node));
    let trapdoor = Trapdoor::new(2, 2);
    let key = client.file("key", &hex::encode(trapdoor.key()));
    client.read(&format!("register-key {key}"));
    let program = trapdoor.program();
    let requested = |method: u32| {
        let words =
            format!("job request --class {H100} --gpus 1 --seconds 60 --method {method} --program {program}");
        let job = client.ask(&words)["job_id"].as_u64().unwrap();
        provider.read(&format!("job accept {job} --payout credits"));
        job
    };
    let deliver = |job: u64, output: &HexBinary, inputs: &[u8]| {
        let proof = serde_json::to_string(&trapdoor.prove_output(inputs)).unwrap();
        let file = provider.file("proof.json", &proof);
        provider.read(&format!("job result {job} --output {output} --proof {file}"));
        let shown: Value = client.ask(&format!("job show {job}"));
        assert_eq!(shown["job"]["state"], "settled", "{shown}");
    };
    let (inputs, _) = inputs();
    let output = HexBinary::from(Sha256::digest(&inputs).to_vec());
    deliver(requested(GROTH16), &output, &inputs);

    let job = requested(GROTH16_STATEMENT);
    let statement = node.with({
        let output = output.clone();
        move |fake| fake.market.statement(fake.market.claim(job, &output), None).statement
    });
    deliver(job, &output, &compute_amm_testing::groth16::halves(&statement));
}

/// Somebody doubts a result, somebody else brings its proof, and its provider is paid for that.
#[test]
fn a_challenged_result_is_proven() {
    let node = Node::start();
    let (client, provider) = (Shell::new(&node, "client on demand", 10_000), provider(&node));
    let doubter = Shell::new(&node, "doubter", 1_000);
    let trapdoor = Trapdoor::new(3, 2);
    client.read(&format!("register-key {}", client.file("key", &hex::encode(trapdoor.key()))));
    let (program, output) = (trapdoor.program(), HexBinary::from([4; 32]));
    let request = format!(
        "job request --class {H100} --gpus 1 --seconds 60 --method {OPTIMISTIC} --program {program} \
         --challenge-bond {}",
        CHALLENGE_BOND + ONE
    );
    let job = client.ask(&request)["job_id"].as_u64().unwrap();
    provider.read(&format!("job accept {job} --payout credits"));
    doubter.refused(&format!("job challenge {job}"), 1, &["submitted"]);
    provider.read(&format!("job result {job} --output {output}"));
    doubter.read(&format!("job challenge {job}"));
    let shown = doubter.ask(&format!("job show {job}"));
    assert_eq!(shown["job"]["state"], "challenged", "{shown}");
    assert!(doubter.read(&format!("job show {job}")).contains(&doubter.address));
    let statement = node.with({
        let output = output.clone();
        move |fake| fake.market.statement(fake.market.claim(job, &output), None).statement
    });
    let proof = serde_json::to_string(&trapdoor.prove_statement(&statement)).unwrap();
    let file = client.file("proof.json", &proof);
    client.refused(&format!("job prove {job}"), 2, &["no proof is named", "--proof FILE"]);
    assert_eq!(client.ask(&format!("verify --job {job} --proof {file}"))["gateway"]["valid"], true);
    client.read(&format!("job prove {job} --proof {file}"));
    assert_eq!(client.ask(&format!("job show {job}"))["job"]["state"], "settled");
    // Of a job that attestors judge nothing is challenged.
    let plain = format!("job request --class {H100} --gpus 1 --seconds 60 --method 1 --program {program}");
    let plain = client.ask(&plain)["job_id"].as_u64().unwrap();
    doubter.refused(&format!("job challenge {plain}"), 2, &["cannot be challenged"]);
    assert!(client.read("class methods").contains("then method 7"));
}

/// Governance added a contract that judges; whoever shows it what it wants has the job paid.
#[test]
fn a_result_is_shown_to_an_external_verifier() {
    let node = Node::start();
    let (client, provider) = (Shell::new(&node, "client of a verifier", 10_000), provider(&node));
    let (method, verifier) = node.with(|fake| {
        let market = &mut fake.market;
        let verifier = market.host(market_tests::hostile::verifier(), &Empty {}, "verifier");
        let kind = MethodKind::External { contract: verifier.to_string(), gas_limit: 200_000 };
        let params = MethodParams { kind, detection_bps: 10_000, name: "external".into() };
        let owner = market.owner.clone();
        market.gateway(&owner, &GatewayMsg::AddMethod { params }).unwrap();
        market.wait(market.wiring.method_timelock);
        (market.wiring.methods.len() + 1, verifier)
    });
    let listed = client.read("class methods");
    assert!(
        listed.contains(&format!("the contract {verifier} accepts, with 200000 gas or less")),
        "{listed}"
    );
    let words = format!(
        "job request --class {H100} --gpus 1 --seconds 60 --method {method} --program {}",
        HexBinary::from([3; 32])
    );
    let job = client.ask(&words)["job_id"].as_u64().unwrap();
    provider.read("provider heartbeat");
    provider.read(&format!("job accept {job} --payout credits"));
    let shown = client.file("shown", "what it wants to see");
    client.refused(&format!("job verify {job} --proof {shown}"), 1, &["assigned"]);
    provider.read(&format!("job result {job} --output {}", HexBinary::from([4; 32])));
    client.refused(&format!("job verify {job}"), 2, &["--proof"]);
    client.refused(&format!("job verify {job} --proof /nowhere"), 2, &["/nowhere"]);
    client.read(&format!("job verify {job} --proof {shown}"));
    assert_eq!(client.ask(&format!("job show {job}"))["job"]["state"], "settled");
}

/// A real proof by SP1, as its contracts' tests hold it: with the names of the vectors, which the SDK's fixtures share.
#[test]
fn an_sp1_proof_is_verified_offline_by_what_its_file_says() {
    let Some(proofs) = market_tests::shared::sp1_proofs() else { return };
    let nobody = Shell::nobody("verifier of sp1");
    for real in proofs {
        let mut fixture = json!({
            "vkey": format!("0x{}", real.program_vkey),
            "publicValues": format!("0x{}", real.public_values),
            "proof": format!("0x{}", real.proof_bytes),
        });
        let words = format!("verify --proof {}", nobody.file("proof.json", &fixture.to_string()));
        let said = nobody.ask(&words);
        assert_eq!((&said["valid"], &said["in_service"]), (&true.into(), &false.into()), "{}", real.name);
        fixture["publicValues"] = json!("0x00");
        let words = format!("verify --proof {}", nobody.file("wrong.json", &fixture.to_string()));
        assert_eq!(nobody.run(&words).code, 6, "{}", real.name);
    }
}

/// Proofs of versions that their maker has withdrawn verify offline, and are told from those of versions in service.
#[test]
fn a_withdrawn_version_is_told_where_its_proof_verifies() {
    let Some(receipts) = market_tests::shared::receipts() else { return };
    let nobody = Shell::nobody("verifier of versions");
    let mut told = vec![];
    for receipt in receipts {
        let seal = nobody.file("seal", &receipt.seal);
        let (journal, program) = (&receipt.journal, receipt.image_id.trim_start_matches("0x"));
        let words = format!("verify --seal {seal} --journal {journal} --program {program}");
        let document = nobody.ask(&words);
        assert_eq!(document["valid"], true, "{}", receipt.name);
        let in_service = document["in_service"].as_bool().expect("a known version");
        assert_eq!(nobody.read(&words).contains("no method of a deploy plan accepts it"), !in_service);
        told.push((document["version"].as_str().expect("a name").to_owned(), in_service));
    }
    told.sort();
    let expected = [("1.1", false), ("1.2", false), ("2.0", false), ("2.2", true), ("3.0", true)];
    assert_eq!(told, expected.map(|(version, in_service)| (version.to_owned(), in_service)));
}
