//! Containers: what an engine is told, and that none outlives its run.
//!
//! The engine is a stand-in on a path of its own: it writes down what it is told, and its containers live in sessions of their
//! own, so that they outlive the client that began them, as those of real engines do.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use compute_amm_agent::decide::fits;
use compute_amm_agent::hands::end_runs;
use compute_amm_agent::program::{container_name, Container, Program};
use compute_amm_agent::view::Job;
use compute_amm_agent::work::{End, Limits, Workload};
use sha2::{Digest, Sha256};

use crate::support::*;

const LIMITS: Limits = Limits { time: Duration::from_secs(20), memory_mib: 256, output_mib: 1 };
const IMAGE: &str = "example/program@sha256:1111111111111111111111111111111111111111111111111111111111111111";

/// Of an engine that lies in `HERE`: `told` has its command lines, `NAME.pid` the process of each container.
const ENGINE: &str = r#"#!/bin/sh
here=$(dirname "$0")
echo "$*" >> "$here/told"
verb=$1; shift
case $verb in
run)
    while [ $# -gt 0 ]; do
        case $1 in
        --name) name=$2; shift 2 ;;
        --env) export "$2"; shift 2 ;;
        --rm | -i | --read-only) shift ;;
        --*) shift 2 ;;
        *) break ;;
        esac
    done
    shift
    if [ -e "$here/$name.pid" ]; then echo "the name $name is in use" >&2; exit 125; fi
    exec 3<&0
    setsid "$@" <&3 &
    echo $! > "$here/$name.pid"
    wait $!
    status=$?
    rm "$here/$name.pid"
    exit $status ;;
# The process may not have a session yet.
kill) pid=$(cat "$here/$1.pid") && env kill -KILL -- "$pid" "-$pid" ;;
rm) pid=$(cat "$here/$2.pid") && env kill -KILL -- "$pid" "-$pid"; rm -f "$here/$2.pid" ;;
esac
"#;

/// What the kernel says of a process after its name: state, parent, group, session.
fn stat(process: &str) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", process.trim())).ok()?;
    stat.rsplit_once(") ").map(|(_, fields)| fields.to_owned())
}

fn session(process: &str) -> Option<String> {
    stat(process)?.split(' ').nth(3).map(str::to_owned)
}

struct Setting {
    folder: tempfile::TempDir,
    engine: PathBuf,
}

impl Setting {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let engine = folder.path().join("engine/podman");
        fs::create_dir_all(folder.path().join("engine")).unwrap();
        fs::write(&engine, ENGINE).unwrap();
        fs::set_permissions(&engine, fs::Permissions::from_mode(0o755)).unwrap();
        Self { folder, engine }
    }

    fn job(&self) -> PathBuf {
        self.folder.path().join("jobs/7/run")
    }

    fn workload(&self, script: &str) -> Workload {
        let container = Container {
            engine: self.engine.to_string_lossy().into_owned(),
            image: IMAGE.into(),
            args: ["sh", "-c", script].map(str::to_owned).into(),
            options: ["--device", "nvidia.com/gpu=all"].map(str::to_owned).into(),
        };
        Workload {
            program: Program::Container(container),
            name: "camm-chain-7-01234567".into(),
            environment: vec![("CAMM_JOB".into(), "7".into())],
            folder: self.job(),
            input: None,
        }
    }

    fn told(&self) -> Vec<String> {
        let told = fs::read_to_string(self.engine.with_file_name("told")).unwrap_or_default();
        told.lines().map(str::to_owned).collect()
    }

    fn pid(&self, name: &str) -> PathBuf {
        self.engine.with_file_name(format!("{name}.pid"))
    }

    /// Whether a container's process is there and no corpse.
    fn lives(&self, process: &str) -> bool {
        stat(process).is_some_and(|fields| !fields.starts_with('Z'))
    }

    /// The process of a container, once it is there and has a session of its own, in which it outlives its client.
    fn process(&self, name: &str) -> String {
        for _ in 0..500 {
            let process = fs::read_to_string(self.pid(name)).unwrap_or_default();
            if process.ends_with('\n') && session(&process).as_deref() == Some(process.trim()) {
                return process;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("no container {name}");
    }

    fn ended(&self, process: &str) {
        let begun = Instant::now();
        while self.lives(process) {
            assert!(begun.elapsed() < Duration::from_secs(5), "{process} lives");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn a_container_does_the_work_with_nothing_of_the_machine_but_its_input() {
    let setting = Setting::new();
    let input = setting.folder.path().join("in");
    fs::write(&input, "abc").unwrap();
    let workload = Workload { input: Some(input), ..setting.workload("cat; printf %s $CAMM_JOB") };
    let End::Done { output, proof: None, .. } = workload.run(&LIMITS).unwrap() else { panic!() };
    assert_eq!(output, <[u8; 32]>::from(Sha256::digest("abc7")));
    let run = format!(
        "run --rm -i --name camm-chain-7-01234567 --pull never --network none --memory 256m --memory-swap 256m \
         --pids-limit 4096 --cap-drop ALL --security-opt no-new-privileges --log-driver none \
         --tmpfs /tmp:rw,size=256m --read-only --env CAMM_JOB=7 --device nvidia.com/gpu=all {IMAGE} \
         sh -c cat; printf %s $CAMM_JOB"
    );
    let end = ["kill camm-chain-7-01234567", "rm -f camm-chain-7-01234567"];
    assert_eq!(setting.told(), [&end[..], &[&run], &end].concat(), "nothing has its name, before and after");
    assert!(!setting.job().join("container").exists());
}

#[test]
fn a_container_is_ended_by_its_name_when_its_time_is_over() {
    let setting = Setting::new();
    let workload = setting.workload("echo $$ > process; sleep 60");
    let limits = Limits { time: Duration::from_secs(1), ..LIMITS };
    assert_eq!(workload.run(&limits).unwrap(), End::TimeUsed);
    setting.ended(&fs::read_to_string(setting.job().join("process")).unwrap());
    assert!(!setting.pid(&workload.name).exists());
}

#[test]
fn a_container_whose_client_was_killed_is_ended_and_the_run_has_failed() {
    let setting = Setting::new();
    let workload = setting.workload("sleep 60");
    let run = {
        let workload = workload.clone();
        std::thread::spawn(move || workload.run(&LIMITS).map_err(|error| format!("{error:#}")))
    };
    let process = setting.process(&workload.name);
    let group = fs::read_to_string(setting.job().join("group")).unwrap();
    let group = group.split(' ').next().unwrap();
    assert!(Command::new("kill").args(["-KILL", "--", &format!("-{group}")]).status().unwrap().success());
    let error = run.join().unwrap().unwrap_err();
    assert!(error.contains("the workload failed"), "{error}");
    setting.ended(&process);
}

#[test]
fn what_a_killed_agent_left_in_containers_is_ended_by_name_and_nothing_else() {
    let setting = Setting::new();
    let begin = |name: &str| {
        let mut client = Command::new(&setting.engine)
            .args(["run", "--rm", "--name", name, IMAGE, "sleep", "60"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let process = setting.process(name);
        client.kill().unwrap();
        client.wait().unwrap();
        process
    };
    let (mine, other) = (begin("camm-chain-7-01234567"), begin("other"));
    fs::create_dir_all(setting.job()).unwrap();
    let written = format!("{}\ncamm-chain-7-01234567", setting.engine.display());
    fs::write(setting.job().join("container"), written).unwrap();
    end_runs(setting.folder.path());
    setting.ended(&mine);
    assert!(setting.lives(&other) && !setting.job().join("container").exists());

    // One of its name of which nothing is written keeps no run from its place.
    let again = begin("camm-chain-7-01234567");
    assert!(matches!(setting.workload("echo 1").run(&LIMITS), Ok(End::Done { .. })));
    setting.ended(&again);
    Command::new(&setting.engine).args(["rm", "-f", "other"]).status().unwrap();
    setting.ended(&other);
}

#[test]
fn a_container_that_fails_or_writes_too_much_says_so() {
    let setting = Setting::new();
    let error = |script: &str| format!("{:#}", setting.workload(script).run(&LIMITS).unwrap_err());
    assert!(error("echo no GPU >&2; exit 3").contains("exit status: 3): no GPU"));
    let large = error("head -c 2000000 /dev/zero");
    assert!(large.contains("its output reached the limit of 1 MiB"), "{large}");
    let none = Workload {
        program: Program::Container(Container {
            engine: "/none/podman".into(),
            image: IMAGE.into(),
            args: vec![],
            options: vec![],
        }),
        ..setting.workload("")
    };
    assert!(format!("{:#}", none.run(&LIMITS).unwrap_err()).contains("/none/podman"));
}

#[test]
fn names_are_of_chain_job_and_folder() {
    let name = |chain: &str, job, folder: &str| container_name(chain, job, Path::new(folder));
    let first = name("camm-1", 7, "/a");
    assert!(first.starts_with("camm-camm-1-7-") && first.len() == "camm-camm-1-7-".len() + 8, "{first}");
    for other in [name("camm-2", 7, "/a"), name("camm-1", 8, "/a"), name("camm-1", 7, "/b")] {
        assert_ne!(first, other);
    }
    assert!(name("a b;$(c)", 7, "/a").starts_with("camm-abc-7-"));
}

#[test]
fn a_job_that_wants_a_proof_is_not_taken_for_a_container() {
    let view = view();
    let container = Setting::new().workload("").program;
    let contained = |method| {
        let config = compute_amm_agent::config::Config {
            workloads: [(PROGRAM, container.clone())].into(),
            ..config()
        };
        fits(&config, &view, &Job { method, ..job() })
    };
    assert!(contained(ATTESTED) && contained(CLIENT) && !contained(PROOF));
    assert!(fits(&config(), &view, &Job { method: PROOF, ..job() }));
}
