//! A store that cannot be written, as on a full disk: whatever was written before is there when it can be again.
//!
//! The system lets a child's files not be written beyond their first so many KiB (`ulimit -f`), from its beginning or once the
//! store is there.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use compute_amm_agent::book::Work;
use compute_amm_agent::store::{Broken, Store};

/// The child, and the path of its store.
const CHILD: &str = "full::child_that_writes_until_it_cannot";
const PATH: &str = "AGENT_FULL_STORE";
/// Bytes of each job that it writes.
const BYTES: &str = "AGENT_FULL_BYTES";
/// Jobs that it writes.
const JOBS: u64 = 60;
/// Bytes of a job: little, and so many that the store must grow.
const SMALL: usize = 100;
const LARGE: usize = 40_000;

/// Not a test: what the test below begins.
#[test]
#[ignore = "the child of another test"]
fn child_that_writes_until_it_cannot() {
    let Ok(path) = std::env::var(PATH) else { return };
    let bytes: usize = std::env::var(BYTES).unwrap().parse().unwrap();
    let mut store = match Store::open(Path::new(&path), "me") {
        Ok(store) => store,
        Err(error) => return println!("\nopen: {error:#}"),
    };
    let first = store.book().work.keys().next_back().map_or(0, |job| job + 1);
    for job in first..first + JOBS {
        let work = Work { class: "x".repeat(bytes), ..Work::default() };
        match store.set_work([(job, work)].into()) {
            Ok(()) => println!("\nwrote {job}"),
            Err(error) => {
                assert!(error.downcast_ref::<Broken>().is_some(), "{error:#}");
                println!("\nwrite: {error:#}");
                break;
            }
        }
    }
    // As a kill ends it: nothing is closed.
    rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL).unwrap();
}

/// How large a child's files may be.
#[derive(Clone, Copy, Debug)]
enum Limit {
    None,
    /// So many KiB: less than the store has, so that its copy does not fit.
    Of(u64),
    /// So many KiB more than the store has, so that it is opened and cannot grow.
    Beyond(u64),
}

/// What a child says whose files may not be larger than so many KiB.
fn child(path: &Path, bytes: usize, kib: Option<u64>) -> String {
    let limit = kib.map_or(String::new(), |kib| format!("ulimit -f {};", kib * 2));
    let this = std::env::current_exe().unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", &format!("trap '' XFSZ; {limit} exec \"$@\""), "child"]).arg(this);
    command
        .args(["--ignored", "--exact", CHILD, "--nocapture"])
        .env(PATH, path)
        .env(BYTES, bytes.to_string());
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn what_was_written_outlives_a_disk_that_is_full_and_kills() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let mut written = BTreeSet::new();
    let (mut refused, mut broken) = (0, 0);
    use Limit::*;
    for limit in [
        None,
        Of(16),
        Of(512),
        None,
        Beyond(0),
        Of(1_700),
        Beyond(64),
        Beyond(500),
        Of(8),
        Beyond(2_000),
        None,
    ] {
        let size = std::fs::metadata(&path).map_or(0, |file| file.len().div_ceil(1_024));
        let said = child(
            &path,
            LARGE,
            match limit {
                None => Option::None,
                Of(kib) => Some(kib),
                Beyond(kib) => Some(size + kib),
            },
        );
        written.extend(said.lines().filter_map(|line| line.strip_prefix("wrote ")?.parse::<u64>().ok()));
        refused += said.matches("open: cannot ").count();
        broken += said.matches("write: cannot write the store").count();
        assert!(!said.contains("panicked") && !said.contains("another agent"), "{limit:?}: {said}");
        let store =
            Store::open(&path, "me").unwrap_or_else(|error| panic!("after {limit:?}: {error:#}\n{said}"));
        let found: BTreeSet<u64> = store.book().work.keys().copied().collect();
        assert!(found.is_superset(&written), "after {limit:?}: {found:?}, not {written:?}\n{said}");
    }
    assert!(refused > 2 && broken > 0, "{refused} times not opened, {broken} times not written");
}

/// A database that was not closed mends itself when it is opened, which must not cost it what it holds.
#[test]
fn a_store_that_cannot_be_mended_now_can_be_later() {
    for kib in [4, 8, 16, 32, 64, 128, 256, 1_024] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store");
        assert!(child(&path, SMALL, None).contains("wrote 59"));
        let said = child(&path, SMALL, Some(kib));
        assert!(said.contains("open: cannot ") && said.contains("Is the disk full?"), "{kib} KiB: {said}");
        let store = Store::open(&path, "me").unwrap_or_else(|error| panic!("after {kib} KiB: {error:#}"));
        assert_eq!(store.book().work.len(), 60, "after {kib} KiB");
    }
}
