//! Hooks of leases as scripts, and their part of the configuration.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{bail, Result};
use compute_amm_agent::config::Config;
use compute_amm_agent::hands::{Inputs, Threads};
use compute_amm_agent::lease_config::KEYS;
use compute_amm_agent::run::{Hands, Hook, Hooked};
use compute_amm_agent::ssh::line;
use compute_amm_agent::tenant::Machine;
use cosmwasm_std::HexBinary;

use crate::support::*;

struct Nowhere;

impl Inputs for Nowhere {
    fn find(&self, _: u64, _: &[u8; 32], _: u64) -> Result<Vec<u8>> {
        bail!("nowhere")
    }
}

/// Hooks that are these scripts.
fn threads(folder: &Path, start: &str, end: &str, alive: &str) -> Threads {
    for (name, text) in [("start", start), ("end", end), ("alive", alive)] {
        let path = folder.join(name);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&path, PermissionsExt::from_mode(0o700)).unwrap();
    }
    let text = "chain = \"c\"\nkey = \"k\"\n[leases]\nstart = [\"./start\"]\nend = [\"./end\"]\nalive = [\"./alive\", \"x\"]\nkeep_gpus = 0\n";
    let config = Config { data: folder.join("data"), ..Config::parse(text, folder).unwrap() };
    Threads::new(config, "chain", "gateway", asker(), Nowhere)
}

fn hooked(threads: &mut Threads, hook: Hook) -> Hooked {
    threads.hook(7, lease(300).terms, hook);
    ended(threads)
}

fn ended(threads: &mut Threads) -> Hooked {
    loop {
        if let Some((lease, hooked)) = threads.hooked().pop() {
            assert_eq!(lease, 7);
            return hooked;
        }
        sleep(Duration::from_millis(10));
    }
}

const START: Hook = Hook::Start { within: 20 };

fn key() -> String {
    line(&HexBinary::from(&[9; 32]))
}

#[test]
fn hooks_find_the_lease_in_their_environment_and_what_they_began_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (seen, there) = (folder.path().join("seen"), folder.path().join("there"));
    let start = format!(
        "echo $CAMM_LEASE $CAMM_CLASS $CAMM_GPUS $CAMM_SECONDS $CAMM_CLIENT $CAMM_SSH_KEY > {}\npwd >> {}\n\
         (sleep 0.3; touch {}) &\necho gpu7.example:2222\necho '{} root@gpu7'",
        seen.display(),
        seen.display(),
        there.display(),
        key()
    );
    let end = format!("rm -f {}", there.display());
    let mut threads =
        threads(folder.path(), &start, &end, &format!("test $1 = x && test -f {}", there.display()));
    let machine = Machine { endpoint: "gpu7.example:2222".into(), host_key: [9; 32] };
    assert_eq!(hooked(&mut threads, START), Hooked::Started(Ok(machine)));
    let own = folder.path().join("data/leases/7");
    let expected = format!("7 h100 1 300 client {}\n{}\n", line(&HexBinary::from(&[3; 32])), own.display());
    assert_eq!(fs::read_to_string(seen).unwrap(), expected);
    while hooked(&mut threads, Hook::Look) != Hooked::Serves(Ok(())) {
        sleep(Duration::from_millis(50));
    }
    for _ in 0..2 {
        assert_eq!(hooked(&mut threads, Hook::Stop), Hooked::Stopped(Ok(())));
        assert!(!there.exists() && !own.exists(), "nothing of it is left");
    }
    let Hooked::Serves(Err(reason)) = hooked(&mut threads, Hook::Look) else { panic!() };
    assert!(reason.contains("failed (exit status: 1)"), "{reason}");
}

#[test]
fn bad_answers_and_failures_of_a_start_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let long = format!("{}:22", "a".repeat(127));
    for (script, expected) in [
        ("echo no image >&2; exit 3".to_owned(), "failed (exit status: 3): no image"),
        ("echo gpu.example:22".into(), "expected two lines"),
        (format!("echo a:22; echo '{}'; echo more", key()), "expected two lines"),
        (format!("echo gpu.example; echo '{}'", key()), "expected HOST:PORT"),
        (format!("echo -oProxy:22; echo '{}'", key()), "expected HOST:PORT"),
        (format!("echo {long}; echo '{}'", key()), "at most 128 bytes"),
        ("echo a:22; echo ssh-rsa AAAA".into(), "expected a key of type ssh-ed25519, got ssh-rsa"),
        ("echo a:22; echo ssh-ed25519 AAAA".into(), "cut or changed"),
    ] {
        let mut threads = threads(folder.path(), &script, "true", "true");
        let Hooked::Started(Err(reason)) = hooked(&mut threads, START) else { panic!("{script}") };
        assert!(reason.contains(expected), "{script}: {reason}");
    }
}

#[test]
fn a_hook_that_takes_too_long_is_killed_with_what_it_began() {
    let folder = tempfile::tempdir().unwrap();
    let late = folder.path().join("late");
    let mut threads =
        threads(folder.path(), &format!("(sleep 2; touch {}) & sleep 60", late.display()), "true", "true");
    let Hooked::Started(Err(reason)) = hooked(&mut threads, Hook::Start { within: 1 }) else { panic!() };
    assert!(reason.contains("did not end within 1 s"), "{reason}");
    sleep(Duration::from_millis(1_500));
    assert!(!late.exists());
}

#[test]
fn a_start_that_nobody_wants_any_more_is_killed_with_what_it_began() {
    let folder = tempfile::tempdir().unwrap();
    let (begun, late) = (folder.path().join("begun"), folder.path().join("late"));
    let script = format!("(sleep 2; touch {}) & touch {}; sleep 60", late.display(), begun.display());
    let mut threads = threads(folder.path(), &script, "true", "true");
    threads.abort(7);
    threads.hook(7, lease(300).terms, Hook::Start { within: 60 });
    while !begun.exists() {
        sleep(Duration::from_millis(10));
    }
    threads.abort(8);
    threads.abort(7);
    let Hooked::Started(Err(reason)) = ended(&mut threads) else { panic!() };
    assert!(reason.contains("nobody wants the machine of the lease any more"), "{reason}");
    sleep(Duration::from_millis(2_500));
    assert!(!late.exists());
    assert_eq!(hooked(&mut threads, Hook::Stop), Hooked::Stopped(Ok(())), "only a start can be broken off");
}

fn parse(leases: &str) -> Result<Config, String> {
    let text =
        format!("chain = \"c\"\nkey = \"k\"\nclasses = [\"h100\"]\nmin_price = \"7\"\n[leases]\n{leases}");
    Config::parse(&text, Path::new("/f")).map_err(|error| format!("{error:#}"))
}

#[test]
fn three_keys_are_enough_and_the_rest_is_that_of_jobs_or_safe() {
    let config = parse("start = [\"./up\", \"-x\"]\nend = [\"down\"]\nkeep_gpus = 2").unwrap();
    assert!(config.workloads.is_empty(), "a provider of leases alone runs no programs");
    let leases = config.leases.unwrap();
    assert_eq!((leases.start, leases.end), (vec!["/f/./up".into(), "-x".into()], vec!["down".to_owned()]));
    assert_eq!((leases.alive, leases.min_price, leases.classes), (None, 7, ["h100".to_owned()].into()));
    assert_eq!((leases.shortest, leases.longest, leases.top_up, leases.keep_gpus), (60, 2_592_000, 0, 2));
    let own =
        parse("start = [\"a\"]\nend = [\"b\"]\nclasses = []\nmin_price = \"9\"\nshortest = 6\nlongest = 60\ntop_up = 5\nkeep_gpus = 0");
    let leases = own.unwrap().leases.unwrap();
    assert_eq!((leases.classes.len(), leases.min_price), (0, 9));
    assert_eq!((leases.shortest, leases.longest, leases.top_up), (6, 60, 5));
    assert_eq!(KEYS.len(), 9);
}

#[test]
fn every_error_names_the_key_what_was_expected_and_what_came() {
    for (text, key, got) in [
        ("keep_gpus = 0\nend = [\"b\"]", "leases.start", "empty list"),
        ("keep_gpus = 0\nstart = [\"a\"]", "leases.end", "empty list"),
        ("keep_gpus = 0\nstart = \"a\"\nend = [\"b\"]", "leases.start", "\"a\""),
        ("keep_gpus = 0\nstart = [1]\nend = [\"b\"]", "leases.start", "1"),
        ("keep_gpus = 0\nstart = [\"a\"]\nend = [\"b\"]\nalive = []", "leases.alive", "empty list"),
        ("keep_gpus = 0\nstart = [\"a\"]\nend = [\"b\"]\nclasses = \"h100\"", "leases.classes", "h100"),
        ("keep_gpus = 0\nstart = [\"a\"]\nend = [\"b\"]\nmin_price = \"x\"", "leases.min_price", "x"),
        ("keep_gpus = 0\nstart = [\"a\"]\nend = [\"b\"]\nlongest = 0", "leases.longest", "0"),
        ("keep_gpus = 0\nstart = [\"a\"]\nend = [\"b\"]\nshortest = 0", "leases.shortest", "0"),
        (
            "keep_gpus = 0\nstart = [\"a\"]\nend = [\"b\"]\nshortest = 70\nlongest = 69",
            "leases.longest",
            "69",
        ),
        ("keep_gpus = 0\nstart = [\"a\"]\nend = [\"b\"]\ntop_up = -1", "leases.top_up", "-1"),
        ("start = [\"a\"]\nend = [\"b\"]\nkeep_gpus = \"1\"", "leases.keep_gpus", "1"),
        ("start = [\"a\"]\nend = [\"b\"]", "leases.keep_gpus", "nothing"),
        ("keep_gpus = 0\nstart = [\"a\"]\nend = [\"b\"]\ncolour = 1", "leases", "`colour`"),
    ] {
        let error = parse(text).unwrap_err();
        assert!(error.contains(key) && error.contains("expected") && error.contains(got), "{text}: {error}");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("c"), "").unwrap();
    fs::write(path("k"), "").unwrap();
    fs::set_permissions(path("k"), PermissionsExt::from_mode(0o600)).unwrap();
    let config = Config::parse(
        "chain = \"c\"\nkey = \"k\"\n[leases]\nstart = [\"true\"]\nend = [\"./down\"]\nkeep_gpus = 0",
        folder.path(),
    );
    let error = format!("{:#}", config.unwrap().check().unwrap_err());
    assert!(error.contains("leases.end: expected a command that can be run"), "{error}");
}
