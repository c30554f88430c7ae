//! What the devnet's tasks refuse, and what they leave alone. What they start is tested on the chain itself.

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use clap::Parser;
use xtask::devnet::options::{self, resolve, RECORD};
use xtask::devnet::ports::Ports;
use xtask::devnet::process::Process;
use xtask::devnet::{wasmd, Devnet, Options, Settings};
use xtask::project::Project;

/// An empty folder of a test's own.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("devnet").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn project(root: &Path) -> Project {
    Project { root: root.into(), target: root.join("target"), cache: root.join("cache") }
}

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    options: Options,
}

fn parse(line: &str) -> Result<Options, String> {
    let words = std::iter::once("up").chain(line.split_whitespace());
    Cli::try_parse_from(words).map(|cli| cli.options).map_err(|err| err.to_string())
}

#[test]
fn options_left_out_are_the_defaults_or_as_made() {
    let default = resolve(&parse("").unwrap(), None).unwrap();
    assert_eq!(default, Settings { validators: 1, port_base: 26_600, block_ms: 1_000, voting_seconds: 6 });
    let made = Settings { validators: 4, port_base: 27_000, block_ms: 200, voting_seconds: 2 };
    assert_eq!(resolve(&parse("").unwrap(), Some(&made)).unwrap(), made);
    assert_eq!(resolve(&parse("--validators 4 --block-ms 200").unwrap(), Some(&made)).unwrap(), made);
    let err = resolve(&parse("--validators 1 --port-base 27000 --block-ms 300").unwrap(), Some(&made));
    let err = err.unwrap_err().to_string();
    assert!(
        err.contains("made with --validators 4, asked for 1; made with --block-ms 200, asked for 300"),
        "{err}"
    );
    assert!(err.contains("devnet reset") && !err.contains("--port-base"), "{err}");
}

#[test]
fn options_out_of_bounds_are_refused() {
    for line in
        ["--validators 0", "--validators 5", "--block-ms 99", "--voting-seconds 1", "--port-base 70000"]
    {
        let err = parse(line).err().unwrap();
        assert!(err.contains("invalid value"), "{line}: {err}");
    }
    for line in ["--port-base 80", "--port-base 65530 --validators 2"] {
        let err = resolve(&parse(line).unwrap(), None).unwrap_err().to_string();
        assert!(err.contains("expected --port-base from 1024 to 65500"), "{line}: {err}");
    }
}

#[test]
fn the_record_says_how_a_devnet_was_made() {
    let home = scratch("record");
    assert!(options::read(&home).unwrap().is_none());
    let settings = Settings { validators: 2, port_base: 27_100, block_ms: 500, voting_seconds: 5 };
    options::write(&home, &settings, "pin").unwrap();
    assert_eq!(options::read(&home).unwrap(), Some((settings, "pin".to_owned())));
    let text = fs::read_to_string(home.join(RECORD)).unwrap();
    assert!(text.contains("http://127.0.0.1:27110") && text.contains("validator1"), "{text}");
    fs::write(home.join(RECORD), text.replace("compute-amm-devnet", "other-1")).unwrap();
    let err = format!("{:#}", options::read(&home).unwrap_err());
    assert!(err.contains("expected chain_id compute-amm-devnet, got \"other-1\""), "{err}");
}

#[test]
fn a_busy_port_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let err = Ports { rpc: port, p2p: port, grpc: port }.ensure_free().unwrap_err().to_string();
    assert!(err.contains(&format!("port {port}")) && err.contains("--port-base"), "{err}");
    drop(taken);
    // A program that another test starts just now holds the port, too, until its own code is loaded.
    let free = (0..100).any(|_| {
        thread::sleep(Duration::from_millis(20));
        Ports { rpc: port, p2p: port, grpc: port }.ensure_free().is_ok()
    });
    assert!(free, "port {port} stays taken");
}

/// A process that looks as given to `ps`, and waits.
fn stand_in(name: &str, args: &[&str]) -> Child {
    Command::new("sh").arg0(name).args(["-c", "while :; do sleep 1; done"]).args(args).spawn().unwrap()
}

#[test]
fn a_pid_that_went_to_another_program_is_left_alone() {
    let home = scratch("pids").join("node0");
    let process = Process::of(home.clone());
    assert_eq!(process.pid().unwrap(), None);
    let mut other = stand_in("wasmd", &["start", "--home", "/another/node0"]);
    fs::write(home.with_extension("pid"), format!("{}\n", other.id())).unwrap();
    assert_eq!(process.pid().unwrap(), None);
    assert!(!process.kill().unwrap());
    assert!(!process.stop().unwrap());
    assert!(other.try_wait().unwrap().is_none(), "the other program was ended");
    assert!(!home.with_extension("pid").exists(), "a pid file that says nothing is removed");
    other.kill().unwrap();
    other.wait().unwrap();

    // The same with the node's own command line, options or none, is the node, until it has ended.
    for options in [&[][..], &["--with-comet=false", "--transport=socket"]] {
        let line = [&["start"], options, &["--home", home.to_str().unwrap()]].concat();
        let mut node = stand_in("wasmd", &line);
        fs::write(home.with_extension("pid"), format!("{}\n", node.id())).unwrap();
        while process.pid().unwrap().is_none() {}
        assert_eq!(process.pid().unwrap(), Some(node.id()));
        assert!(process.stop().unwrap());
        assert!(!node.wait().unwrap().success());
        assert_eq!(process.pid().unwrap(), None);
    }
}

#[test]
fn a_program_that_ends_at_once_is_reported_with_its_output() {
    let home = scratch("ends").join("node0");
    let program = home.with_file_name("program");
    fs::write(&program, "#!/bin/sh\necho the disk is full\nexit 3\n").unwrap();
    Command::new("chmod").arg("+x").arg(&program).status().unwrap();
    let process = Process::of(home);
    // It may be seen alive for a moment; then its pid says that it has ended.
    match process.start(&program, &[]) {
        Ok(_) => while process.pid().unwrap().is_some() {},
        Err(err) => assert!(err.to_string().contains("exit status: 3"), "{err}"),
    }
    while process.log_tail().is_empty() {}
    assert_eq!(process.log_tail(), "the disk is full");
}

#[test]
fn only_what_is_a_devnet_is_removed() {
    let root = scratch("reset");
    let home = root.join("photos");
    let project = project(&root);
    let devnet = Devnet::at(&project, Some(&home)).unwrap();
    assert!(!devnet.reset().unwrap());
    fs::create_dir(&home).unwrap();
    fs::write(home.join("summer.jpg"), "").unwrap();
    let err = devnet.reset().unwrap_err().to_string();
    assert!(err.contains("holds something else than a devnet"), "{err}");
    assert!(home.join("summer.jpg").exists());
    fs::write(home.join(".compute-amm-devnet"), "").unwrap();
    assert!(devnet.reset().unwrap());
    assert!(!home.exists());
}

#[test]
fn tasks_on_a_devnet_that_was_not_made_say_so() {
    let root = scratch("none");
    let project = project(&root);
    let devnet = Devnet::at(&project, None).unwrap();
    assert_eq!(devnet.home, root.join("target").join("devnet"));
    for err in [devnet.status().err().unwrap(), devnet.start(0).unwrap_err(), devnet.kill(0).unwrap_err()] {
        assert!(err.to_string().contains("make one with `cargo xtask devnet up`"), "{err}");
    }
    assert_eq!(devnet.down().unwrap(), 0);
    fs::create_dir_all(&devnet.home).unwrap();
    options::write(&devnet.home, &Settings::default(), "pin").unwrap();
    let err = devnet.stop(1).unwrap_err().to_string();
    assert_eq!(err, "expected a node from 0 to 0, got 1");
}

#[test]
fn go_versions_are_compared_by_number() {
    for (found, enough) in [
        ("1.24.0", true),
        ("1.26rc1", true),
        ("1.26.8", true),
        ("2.0", true),
        ("1.9.7", false),
        ("1.23.12", false),
        ("devel", false),
    ] {
        assert_eq!(wasmd::is_at_least(found, "1.24.0"), enough, "{found}");
    }
}
