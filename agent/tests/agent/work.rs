//! Workloads: limits, whole groups, digests.

use std::path::Path;
use std::time::{Duration, Instant};

use api::verifier_gateway::Proof;
use compute_amm_agent::program::{Container, Program};
use compute_amm_agent::work::{clean, digest, End, Limits, Workload};
use cosmwasm_std::Binary;
use sha2::{Digest, Sha256};

const LIMITS: Limits = Limits { time: Duration::from_secs(20), memory_mib: 256, output_mib: 1 };

fn workload(folder: &Path, script: &str) -> Workload {
    let command = ["sh", "-c", script].map(str::to_owned).to_vec();
    Workload {
        program: command.into(),
        name: String::new(),
        environment: vec![],
        folder: folder.join("job"),
        input: None,
    }
}

fn run(script: &str) -> Result<End, String> {
    let folder = tempfile::tempdir().unwrap();
    workload(folder.path(), script).run(&LIMITS).map_err(|e| format!("{e:#}"))
}

/// Whether a process is there and no corpse.
fn lives(process: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", process.trim())).unwrap_or_default();
    stat.rsplit(") ").next().is_some_and(|fields| !fields.is_empty() && !fields.starts_with('Z'))
}

#[test]
fn the_output_is_the_digest_of_what_it_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    std::fs::write(&input, "abc").unwrap();
    let mut workload = workload(folder.path(), "cat; printf %s \"$CAMM_JOB\"");
    (workload.input, workload.environment) = (Some(input), vec![("CAMM_JOB".into(), "7".into())]);
    let End::Done { output, path, proof } = workload.run(&LIMITS).unwrap() else { panic!() };
    assert_eq!(output, <[u8; 32]>::from(Sha256::digest("abc7")));
    assert_eq!((digest(&path).unwrap(), proof), (output, None));
}

#[test]
fn a_proof_that_it_left_comes_along() {
    let (bytes, two) = (Binary::from([1, 2]), Some(Binary::from([3])));
    for (said, proof) in [
        (r#"{"risc_zero":{"seal":"AQI="}}"#, Proof::RiscZero { seal: bytes.clone(), journal: None }),
        (
            r#"{"sp1":{"proof":"AQI=","values":"Aw=="}}"#,
            Proof::Sp1 { proof: bytes.clone(), values: two.clone() },
        ),
        (r#"{"groth16":{"proof":"AQI="}}"#, Proof::Groth16 { proof: bytes.clone(), inputs: None }),
        (r#"{"groth16":{"proof":"AQI=","inputs":"Aw=="}}"#, Proof::Groth16 { proof: bytes, inputs: two }),
    ] {
        let script = format!("echo '{said}' > proof.json");
        assert!(matches!(run(&script), Ok(End::Done { proof: Some(came), .. }) if came == proof), "{said}");
    }
    let error = run("echo '{}' > proof.json").unwrap_err();
    assert!(error.contains("proof.json is not a proof"), "{error}");
}

#[test]
fn what_it_left_is_read_only_if_it_is_a_file() {
    for (script, name) in [
        ("mkfifo proof.json", "proof.json"),
        ("ln -s /dev/zero proof.json", "proof.json"),
        ("mkdir proof.json", "proof.json"),
        ("rm output; mkfifo output", "output"),
        ("rm output; ln -s /dev/zero output", "output"),
    ] {
        let error = run(script).unwrap_err();
        assert!(error.contains(&format!("job/{name}: expected a file, got ")), "{script}: {error}");
    }
    let error = run("rm errors; mkfifo errors; exit 3").unwrap_err();
    assert!(error.contains("exit status: 3"), "{error}");
}

#[test]
fn a_failure_says_what_the_program_said() {
    let error = run("echo no such model >&2; exit 3").unwrap_err();
    assert!(error.contains("exit status: 3") && error.contains("no such model"), "{error}");
    let folder = tempfile::tempdir().unwrap();
    let missing =
        Workload { program: vec!["no-such-command-1".to_owned()].into(), ..workload(folder.path(), "") };
    assert!(format!("{:#}", missing.run(&LIMITS).unwrap_err()).contains("no-such-command-1"));
}

#[test]
fn time_that_is_over_ends_the_whole_group() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits { time: Duration::from_millis(500), ..LIMITS };
    let begun = Instant::now();
    let end = workload(folder.path(), "sleep 60 & echo $! > child; sleep 60").run(&limits).unwrap();
    assert!(end == End::TimeUsed && begun.elapsed() < Duration::from_secs(20));
    let child = std::fs::read_to_string(folder.path().join("job/child")).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    assert!(!lives(&child), "its child goes on");
}

#[test]
fn nothing_is_left_running_after_a_result() {
    let folder = tempfile::tempdir().unwrap();
    workload(folder.path(), "sleep 60 & echo $! > child; echo done").run(&LIMITS).unwrap();
    let child = std::fs::read_to_string(folder.path().join("job/child")).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    assert!(!lives(&child));
    assert!(!folder.path().join("job/group").exists());
}

#[test]
fn too_much_output_is_refused() {
    let error = run("exec head -c 3000000 /dev/zero").unwrap_err();
    assert!(error.contains("limit of 1 MiB"), "{error}");
    let folder = tempfile::tempdir().unwrap();
    let _ = workload(folder.path(), "head -c 3000000 /dev/zero > another; exit 1").run(&LIMITS);
    assert!(std::fs::metadata(folder.path().join("job/another")).unwrap().len() <= 1 << 20);
}

#[test]
fn too_much_memory_is_refused() {
    // dd takes its block size in memory.
    let error = run("exec dd if=/dev/zero of=/dev/null bs=600M count=1").unwrap_err();
    assert!(error.contains("memory") || error.contains("signal"), "{error}");
    run("exec dd if=/dev/zero of=/dev/null bs=60M count=1").unwrap();
}

#[test]
fn what_a_killed_agent_left_running_is_killed_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let job = folder.path().join("job");
    let thread = {
        let workload = workload(folder.path(), "sleep 60 & echo $! > child; wait");
        std::thread::spawn(move || workload.run(&LIMITS))
    };
    let child = loop {
        let text = std::fs::read_to_string(job.join("child")).unwrap_or_default();
        if text.ends_with('\n') && job.join("group").exists() {
            break text;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let written = std::fs::read_to_string(job.join("group")).unwrap();
    let other = written.split(' ').next().unwrap().to_owned() + " 1";
    std::fs::write(job.join("group"), other).unwrap();
    clean(&job);
    assert!(lives(&child), "another process has that number now");
    std::fs::write(job.join("group"), written).unwrap();
    clean(&job);
    assert!(thread.join().unwrap().is_err());
    assert!(!lives(&child));
}

const SECRETS: [&str; 2] = ["CAMM_KEY", "CAMM_PASSPHRASE"];

/// Begun once more by itself, with secrets in its environment.
#[test]
fn neither_a_program_nor_an_engine_finds_the_agents_secrets() {
    if std::env::var_os(SECRETS[0]).is_none() {
        let mut again = std::process::Command::new(std::env::current_exe().unwrap());
        again.args([
            "--exact",
            "work::neither_a_program_nor_an_engine_finds_the_agents_secrets",
            "--nocapture",
        ]);
        let said =
            again.envs(SECRETS.map(|name| (name, "hidden"))).env("DOCKER_HOST", "kept").output().unwrap();
        let text = String::from_utf8_lossy(&said.stdout);
        assert!(said.status.success() && text.contains("1 passed"), "{text}");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut workload = workload(folder.path(), "env");
    workload.environment = vec![("CAMM_JOB".into(), "7".into())];
    let End::Done { path, .. } = workload.run(&LIMITS).unwrap() else { panic!() };
    let found = std::fs::read_to_string(path).unwrap();
    assert!(found.contains("CAMM_JOB=7") && found.contains("PATH="), "{found}");
    assert!(
        !found.contains("hidden") && !found.contains("DOCKER_HOST") && !found.contains("CARGO"),
        "{found}"
    );
    // An engine is found by its environment.
    let (engine, seen) = (folder.path().join("engine"), folder.path().join("seen"));
    std::fs::write(&engine, format!("#!/bin/sh\nenv >> {}\n", seen.display())).unwrap();
    std::fs::set_permissions(&engine, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    workload.program = Program::Container(Container {
        engine: engine.to_str().unwrap().into(),
        image: "image".into(),
        args: vec![],
        options: vec![],
    });
    workload.run(&LIMITS).unwrap();
    let found = std::fs::read_to_string(seen).unwrap();
    assert!(found.contains("DOCKER_HOST=kept") && !found.contains("hidden"), "{found}");
}
