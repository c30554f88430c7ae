//! docs/quickstart.md, line by line in one `bash`: from nothing to a job that is paid for.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chain::try_out;
use chain_tests::terminal::{build, camm};
use chain_tests::TestChain;

const PORTS: u16 = 29_920;
/// What the page promises.
const FIVE_MINUTES: Duration = Duration::from_secs(300);
/// Commands that make what the test has made already.
const BEFORE: [&str; 3] = [
    "cargo xtask devnet up",
    "cargo xtask deploy --chain devnet/chain.toml",
    "cargo build --profile tools -p compute-amm-cli -p inference",
];

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The lines of all fenced blocks of that language.
fn script(page: &str, language: &str) -> String {
    let mut blocks = page.split("\n```").skip(1).step_by(2);
    let mine = blocks.by_ref().filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'));
    mine.map(|block| format!("{block}\n")).collect()
}

/// Lines that call `camm`.
fn calls(script: &str) -> Vec<String> {
    let lines = script.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
    lines.filter(|line| line.starts_with("camm ")).map(str::to_owned).collect()
}

/// Folders as the page expects them, at a place of the test's own: `devnet`, `examples`, `target/tools`, `target/devnet`.
fn checkout(chain: &TestChain, programs: [&PathBuf; 2]) -> PathBuf {
    let root = chain.home().join("checkout");
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("a project");
    for folder in ["devnet", "target/tools", "target/devnet"] {
        fs::create_dir_all(root.join(folder)).expect("a folder");
    }
    std::os::unix::fs::symlink(project.join("examples"), root.join("examples")).expect("a link");
    for program in programs {
        let name = program.file_name().expect("a name");
        std::os::unix::fs::symlink(program, root.join("target/tools").join(name)).expect("a link");
    }
    fs::copy(&chain.file.manifest, root.join("target/devnet/manifest.json")).expect("a manifest");
    let model = fs::read_to_string(project.join("devnet/chain.toml")).expect("the devnet's file");
    let pointed = model.lines().map(|line| match line.split_once(" = ") {
        Some(("rpc", _)) => format!("rpc = {:?}\n", chain.file.chain.rpc),
        _ => format!("{line}\n"),
    });
    fs::write(root.join("devnet/chain.toml"), pointed.collect::<String>()).expect("a file");
    root
}

#[test]
fn the_quickstart_leads_from_nothing_to_a_paid_job() {
    let (camm, workload) = (camm(), build("inference", "inference"));
    let chain = TestChain::new("quickstart", 1, PORTS);
    let manifest = chain.deploy();
    // As `cargo xtask deploy` does.
    try_out::run(&chain.file, &manifest, &mut |line: &str| println!("{line}")).expect("a first job");
    let root = checkout(&chain, [&camm, &workload]);

    let page = page("quickstart.md");
    let mut script = script(&page, "sh");
    for made in BEFORE {
        assert_eq!(script.matches(made).count(), 1, "{made}");
        script = script.replace(made, "");
    }
    // The test's own ports.
    script = script.replace("http://127.0.0.1:26600", &chain.file.chain.rpc[0]);
    for port in 9_464..9_468u16 {
        assert!(script.contains(&port.to_string()), "port {port}");
        script = script.replace(&port.to_string(), &(PORTS + port - 9_400).to_string());
    }
    let log = root.join("log");
    let file = fs::File::create(&log).expect("a log");
    let begun = Instant::now();
    let mut bash = Command::new("bash");
    bash.args(["-euxo", "pipefail", "-c", &script]).current_dir(&root).env_clear();
    bash.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    bash.stdin(Stdio::null()).stdout(file.try_clone().expect("a log")).stderr(file);
    // A group of its own: what it leaves behind ends with it.
    let mut child = bash.process_group(0).spawn().expect("bash runs");
    let group = format!("-{}", child.id());
    let status = loop {
        match child.try_wait().expect("a process") {
            Some(status) => break Some(status),
            None if begun.elapsed() > FIVE_MINUTES => break None,
            None => std::thread::sleep(Duration::from_millis(100)),
        }
    };
    let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    let said = fs::read_to_string(&log).expect("a log");
    println!("{said}");
    for log in ["agent.log", "attestor.log", "attestor-2.log"] {
        println!(
            "{log}: {}",
            fs::read_to_string(root.join("target/quickstart").join(log)).unwrap_or_default()
        );
    }
    assert!(status.is_some_and(|status| status.success()), "{status:?}");
    assert!(
        said.contains("\njob 2 ended: settled\n"),
        "the page says how it ends; another job was tried before"
    );
}

/// The commands on the agent's page are those that the quickstart runs.
#[test]
fn every_command_of_the_agents_page_is_in_the_quickstart() {
    let run = calls(&script(&page("quickstart.md"), "sh"));
    let shown = calls(&script(&page("agent.md"), ""));
    assert_eq!(shown.len(), 3);
    for command in shown {
        let in_it = |line: &String| line.split(" 2> ").next() == Some(command.as_str());
        assert!(run.iter().any(in_it), "nothing runs `{command}`");
    }
}
