//! The receipts that it hands out: whose they are, what it refuses, and that they prove what it outputs.
#![allow(clippy::expect_used)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use api::verifier_gateway::Proof;
use proofs::risc0::{verify, Accepted};
use receipts::{find, read, Asked, Failure, Receipt};
use sha2::{Digest, Sha256};

const FILE: &str = "vectors/risc0_groth16_receipts.json";

/// The file of real receipts, or none, said aloud: what `println!` says, a test that passes keeps to itself.
fn real() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let path = std::env::var_os("COMPUTE_AMM_SHARED").map_or(beside, PathBuf::from).join(FILE);
    if !path.is_file() {
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        let why = "no shared vectors (set COMPUTE_AMM_SHARED, or put `shared` beside the checkout)";
        std::io::stderr().write_all(format!("SKIPPED {test}: {why}\n").as_bytes()).expect("open");
        return None;
    }
    Some(path)
}

fn entry(image: u8, journal: &str, seal: &str) -> String {
    format!(r#"{{"image_id":"{}","journal":"{journal}","seal":"{seal}","more":1}}"#, hex::encode([image; 32]))
}

fn two() -> Vec<Receipt> {
    let seal = hex::encode([7; 260]);
    read(&format!("[{},{}]", entry(1, "6a6f62", &seal), entry(2, "", &seal))).expect("two receipts")
}

fn asked(program: u8, input: u8) -> Asked {
    Asked { program: hex::encode([program; 32]), input: hex::encode([input; 32]) }
}

#[test]
fn a_program_has_its_own_receipt() {
    let receipts = two();
    let found = find(&receipts, &asked(1, 0)).expect("known");
    assert_eq!((found.image_id, found.journal.as_slice()), ([1; 32], &b"job"[..]));
    assert_eq!(find(&receipts, &asked(2, 0)).expect("known").journal, b"");
    let Proof::RiscZero { seal, journal } = found.proof() else { panic!("expected a receipt") };
    assert_eq!((seal.len(), journal), (260, None));
}

#[test]
fn an_unknown_program_and_an_input_are_refused_by_name() {
    let receipts = two();
    let [one, two, three] = [1, 2, 3].map(|byte| hex::encode([byte; 32]));
    let unknown = find(&receipts, &asked(3, 0)).expect_err("unknown").to_string();
    assert_eq!(unknown, format!("CAMM_PROGRAM: expected one of {one}, {two}, got {three}"));
    let input = find(&receipts, &asked(1, 3)).expect_err("an input");
    assert_eq!(input, Failure::Input { got: three.clone() });
    assert!(input.to_string().ends_with(&format!("these guests read none, got {three}")));
    let short = find(&receipts, &Asked { program: "12".into(), input: three }).expect_err("short");
    assert_eq!(short.to_string(), "CAMM_PROGRAM: expected 64 hex digits, got `12`");
}

#[test]
fn a_file_of_something_else_is_refused() {
    let refused = |text: &str, why: &str| {
        let said = read(text).expect_err("no receipts").to_string();
        assert!(said.starts_with("expected a list of receipts: ") && said.contains(why), "{said}");
    };
    refused("{}", "expected a sequence");
    refused(r#"[{"journal":"","seal":""}]"#, "image_id");
    let seal = hex::encode([7; 260]);
    refused(&format!("[{}]", entry(1, "xy", &seal)), "journal of number 0");
    refused(
        &format!("[{},{}]", entry(1, "", &seal), entry(1, "", "00")),
        "seal of number 1: expected 260 bytes, got 1",
    );
    refused(&format!(r#"[{{"image_id":"00","journal":"","seal":"{seal}"}}]"#), "expected 32 bytes, got 1");
}

fn run(folder: &Path, words: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_receipts"));
    command.args(words).env_clear().envs(environment.iter().copied()).current_dir(folder);
    command.output().expect("it runs")
}

fn complains(output: &Output, why: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && output.stdout.is_empty() && said.contains(why), "{said}");
}

#[test]
fn the_real_receipts_prove_what_the_program_outputs() {
    let Some(file) = real() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let (file, shared) = (file.to_str().expect("UTF-8"), file.ancestors().nth(2).expect("a folder"));
    let listed = run(folder.path(), &["--programs", file], &[]).stdout;
    let programs: Vec<String> = String::from_utf8(listed).expect("hex").lines().map(str::to_owned).collect();
    assert_eq!(programs.len(), 5);
    let none = hex::encode([0; 32]);
    for program in &programs {
        let environment = [
            ("CAMM_PROGRAM", program.as_str()),
            ("CAMM_INPUT", &none),
            ("COMPUTE_AMM_SHARED", shared.to_str().expect("UTF-8")),
        ];
        let output = run(folder.path(), &[], &environment);
        assert!(output.status.success());
        assert_eq!(output.stdout, run(folder.path(), &[file], &environment[..2]).stdout);
        let proof = fs::read(folder.path().join("proof.json")).expect("a proof");
        let Proof::RiscZero { seal, .. } = serde_json::from_slice(&proof).expect("as the gateway reads it")
        else {
            panic!("expected a receipt")
        };
        let image = hex::decode(program).expect("hex").try_into().expect("32 bytes");
        let journal = Sha256::digest(&output.stdout).into();
        verify(Accepted::ALL, &seal, &image, &journal).expect("the receipt proves the output");
    }
}

/// What the agent would say.
fn said<'a>(program: &'a str, input: &'a str) -> [(&'static str, &'a str); 2] {
    [("CAMM_PROGRAM", program), ("CAMM_INPUT", input)]
}

#[test]
fn a_run_that_fails_leaves_no_proof_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("receipts.json");
    fs::write(&file, format!("[{}]", entry(1, "", &hex::encode([7; 260])))).expect("written");
    let file = file.to_str().expect("UTF-8");
    let [zero, one, two] = [0, 1, 2].map(|byte| hex::encode([byte; 32]));
    complains(&run(folder.path(), &[file], &said(&two, &zero)), "CAMM_PROGRAM: expected one of 0101");
    complains(&run(folder.path(), &[file], &said(&one, &two)), "CAMM_INPUT: expected no input");
    complains(&run(folder.path(), &[file], &[]), "CAMM_PROGRAM: expected 64 hex digits in the environment");
    complains(
        &run(folder.path(), &[], &said(&one, &zero)),
        "expected a file of receipts, or COMPUTE_AMM_SHARED",
    );
    complains(&run(folder.path(), &["none.json"], &said(&one, &zero)), "cannot read none.json");
    complains(&run(folder.path(), &["--other"], &[]), "expected `[--programs] [FILE]`, got `--other`");
    assert!(!folder.path().join("proof.json").exists());
    assert!(run(folder.path(), &[file], &said(&one, &zero)).status.success());
    assert!(folder.path().join("proof.json").exists());
}
