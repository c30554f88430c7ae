//! An agent and its troubles on a real chain: it says what is wrong, loses nothing, and goes on once it is mended.

use std::fs::{self, File};
use std::io::Read;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::thread::{sleep, JoinHandle};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use api::job_market::{ExecuteMsg, JobState};
use chain::wallet::Wallet;
use chain::wasm::any;
use chain_tests::process::{until, Process};
use chain_tests::site::{Said, Site};
use chain_tests::{terminal, TestChain};
use compute_amm_testing::wirings::{CLIENT_APPROVAL, NET, ONE};
use cosmrs::proto::cosmos::bank::v1beta1::MsgSend;
use cosmrs::proto::cosmos::base::v1beta1::Coin;
use cosmwasm_std::{coins, Addr};
use xtask::toml_line;

const PORTS: u16 = 28_400;
const CLOCK_PORTS: u16 = 28_500;
/// What does the work: a tenth of the time that was paid for.
const SCRIPT: &str = "sleep $((CAMM_SECONDS / 10)); sha256sum";
const ACCEPTING: &str = "camm_agent_accepting 1";
const STOPPED: &str = "camm_agent_accepting 0";
/// Two looks of the agent at the chain, and one more second.
const LOOKS: Duration = Duration::from_secs(5);

/// Everybody in it.
struct Scene<'a> {
    site: Site<'a>,
    camm: &'a Path,
    file: PathBuf,
}

impl Scene<'_> {
    fn agent(&self) -> Process {
        Process::begin(self.camm, "agent", &self.file)
    }

    fn attestors(&self) -> [Process; 2] {
        [0, 1].map(|index| Process::begin(self.camm, "attestor", &self.site.attestor(index, "sha256sum")))
    }

    fn request(&mut self, seconds: u64, run_within: u64) -> u64 {
        let job = self.site.job(seconds, run_within);
        self.site.request(job)
    }

    /// It is settled, and each step of it was carried out once.
    fn settled(&self, job: u64) {
        self.site.until(job, JobState::Settled);
        for kind in ["accept_job", "submit_result"] {
            // A node's index follows its state.
            let shown = || (self.site.events(kind, "job_id", &job.to_string()) > 0).then_some(());
            until(&format!("{kind} of job {job} is in the index"), shown);
            assert_eq!(self.site.events(kind, "job_id", &job.to_string()), 1, "{kind} of job {job}");
        }
    }

    /// It is assigned, and its work goes on.
    fn running(&self, job: u64) {
        self.site.until(job, JobState::Assigned);
        self.site.until_shown("camm_agent_runs 1");
    }
}

#[test]
fn troubles_on_a_chain_are_told_and_cost_nothing() {
    let camm = terminal::camm();
    let chain = TestChain::new("agent-troubles", 1, PORTS);
    let market = Site::market(&chain, "agent-troubles");
    let site = Site::new(&chain, market, "agent-troubles", PORTS + 80);
    let data = site.folder().join("data");
    let said = Said { keep_net: 5 * ONE, gas_price: "0.01", data: &data, script: SCRIPT };
    let file = site.agent(&said);
    let mut scene = Scene { site, camm: &camm, file };
    a_node_that_is_started_again(&mut scene);
    attestors_that_are_silent(&mut scene);
    an_empty_wallet(&mut scene);
    a_full_mempool(&mut scene);
    a_store_that_cannot_be_written(&mut scene);
    a_full_disk(&mut scene);
}

/// In the middle of a job, and when the agent begins.
fn a_node_that_is_started_again(scene: &mut Scene) {
    let devnet = scene.site.chain.devnet();
    let (attestors, agent) = (scene.attestors(), scene.agent());
    let job = scene.request(30, 600);
    scene.running(job);
    assert!(devnet.kill(0).expect("it can be killed"), "it ran");
    agent.until_said(&["ERROR", "no node answered within 5 s", "is it running?"]);
    scene.site.until_shown(STOPPED);
    let health = scene.site.health();
    assert!(health.contains("503") && health.contains("no node answered"), "{health}");
    assert!(devnet.start(0).expect("it starts"), "it was down");
    scene.settled(job);
    scene.site.until_shown(ACCEPTING);
    agent.stop();

    assert!(devnet.stop(0).expect("it can be stopped"), "it ran");
    let agent = scene.agent();
    agent.until_said(&["ERROR", "no node answered within 5 s"]);
    assert!(scene.site.health().contains("503"), "it is asked how it is before it has begun");
    assert!(devnet.start(0).expect("it starts"), "it was down");
    agent.until_said(&["the agent begins"]);
    let job = scene.request(10, 600);
    scene.settled(job);
    agent.stop();
    attestors.into_iter().for_each(Process::stop);
}

/// One takes questions and says nothing, the other ends in the middle of a question.
fn attestors_that_are_silent(scene: &mut Scene) {
    let silent = TcpListener::bind(("127.0.0.1", scene.site.operators.attestor_port(0))).expect("a port");
    let dying = Dying::at(scene.site.operators.attestor_port(1));
    let agent = scene.agent();
    // 140 s before its deadline a result goes without signatures.
    let job = scene.request(60, 200);
    let line = agent.until_said(&["WARN", "failed: signatures", "expected 2 signatures, got 0"]);
    assert_eq!(line.matches("is silent").count(), 2, "{line}");
    assert!(scene.site.metrics().contains(ACCEPTING), "others' silence stops nothing");
    scene.site.until(job, JobState::Submitted);
    drop((silent, dying));
    let attestors = scene.attestors();
    scene.settled(job);
    assert_eq!(scene.site.events("bring_verdict", "job_id", &job.to_string()), 1);
    agent.stop();
    attestors.into_iter().for_each(Process::stop);
}

/// Below `keep_net`, and with nothing at all in the middle of a job.
fn an_empty_wallet(scene: &mut Scene) {
    let (attestors, mut agent) = (scene.attestors(), scene.agent());
    scene.site.until_shown(ACCEPTING);
    leave(&scene.site, 4 * ONE);
    agent.until_said(&[
        "WARN",
        "no jobs are accepted",
        "short of NET",
        "expected 5000000",
        "`keep_net`",
        "got 4000000",
    ]);
    scene.site.until_shown(STOPPED);
    let job = scene.request(60, 600);
    sleep(LOOKS);
    assert_eq!(scene.site.state(job), JobState::Open, "nothing is accepted");
    fund(&mut scene.site);
    scene.running(job);
    scene.site.until_shown(ACCEPTING);

    agent.listen();
    leave(&scene.site, 0);
    agent.until_said(&["WARN", "no jobs are accepted", "got 0", "send it some"]);
    agent.until_said(&["WARN", "the node does not take the transaction", "insufficient funds"]);
    scene.site.until_shown(STOPPED);
    fund(&mut scene.site);
    scene.settled(job);
    scene.site.until_shown(ACCEPTING);
    agent.stop();
    attestors.into_iter().for_each(Process::stop);
}

/// A node whose mempool has room for nothing.
fn a_full_mempool(scene: &mut Scene) {
    let (attestors, agent) = (scene.attestors(), scene.agent());
    let job = scene.request(100, 600);
    scene.running(job);
    mempool(&scene.site, "0");
    agent.until_said(&[
        "WARN",
        "the node does not take the transaction; it is handed over again",
        "mempool is full",
    ]);
    agent.until_said(&[
        "WARN",
        "not done: result of job",
        "in no block up to",
        "did not take it",
        "mempool is full",
    ]);
    mempool(&scene.site, "5000");
    scene.settled(job);
    agent.stop();
    attestors.into_iter().for_each(Process::stop);
}

/// Starts the node again with so much room.
fn mempool(site: &Site, size: &str) {
    let devnet = site.chain.devnet();
    assert!(devnet.stop(0).expect("it can be stopped"), "it ran");
    let path = site.chain.home().join("node0/config/config.toml");
    let text = fs::read_to_string(&path).expect("the node's file");
    fs::write(&path, toml_line::set(&text, "mempool", "size", size).expect("it has the key"))
        .expect("written");
    assert!(devnet.start(0).expect("it starts"), "it was down");
}

/// The system lets the agent's files not grow, nor be written beyond their first 16 KiB, which is as good as a full disk.
fn a_store_that_cannot_be_written(scene: &mut Scene) {
    let (attestors, agent) = (scene.attestors(), scene.agent());
    let job = scene.request(60, 600);
    scene.running(job);
    agent.kill();
    let limited = format!("trap '' XFSZ; ulimit -f 32; exec {} \"$@\"", scene.camm.display());
    let script = scene.site.folder().join("limited");
    fs::write(&script, limited).expect("a file");
    // Its log is such a file too.
    fs::remove_file(scene.file.with_extension("log")).expect("it was there");
    let agent = Process::begin_by(&["sh".as_ref(), &script], "agent", &scene.file);
    agent.until_said(&["the store", "Is the disk full?", "start again"]);
    assert!(!agent.ended().success(), "it ends");
    let agent = scene.agent();
    scene.settled(job);
    agent.stop();
    attestors.into_iter().for_each(Process::stop);
}

/// A disk of its own: short of space, and then without any in the middle of a job.
fn a_full_disk(scene: &mut Scene) {
    let Some(disk) = Disk::mount(&scene.site.folder().join("disk")) else {
        println!("nothing is said of a full disk: whoever runs this may not mount one");
        return;
    };
    let said = Said { keep_net: 0, gas_price: "0", data: &disk.0.join("data"), script: SCRIPT };
    scene.file = scene.site.agent(&said);
    let (attestors, mut agent) = (scene.attestors(), scene.agent());
    scene.site.until_shown(ACCEPTING);
    disk.fill(1_000);
    agent.until_said(&[
        "WARN",
        "no jobs are accepted",
        "the disk is short",
        "expected 1024 MiB free under `data`",
    ]);
    scene.site.until_shown(STOPPED);
    let job = scene.request(60, 600);
    sleep(LOOKS);
    assert_eq!(scene.site.state(job), JobState::Open, "nothing is accepted");
    disk.free();
    scene.running(job);

    agent.listen();
    disk.fill(0);
    agent.until_said(&["WARN", "no jobs are accepted", "the disk is short"]);
    agent.until_said(&["WARN", "failed: run", "the workload failed"]);
    scene.site.until_shown(STOPPED);
    sleep(LOOKS);
    assert_eq!(scene.site.state(job), JobState::Assigned, "nothing is run in vain");
    // Begun again it would mend its store, for which there is no room.
    agent.kill();
    let agent = scene.agent();
    agent.until_said(&["cannot open the store", "Is the disk full?", "No space left on device"]);
    assert!(!agent.ended().success(), "it ends");
    disk.free();
    let agent = scene.agent();
    scene.settled(job);
    scene.site.until_shown(ACCEPTING);
    agent.stop();
    attestors.into_iter().for_each(Process::stop);
}

/// The chain is twenty minutes behind, and then fifteen ahead in the middle of a job.
#[test]
fn a_wrong_clock_on_a_chain_is_told_and_costs_nothing() {
    let camm = terminal::camm();
    let (chain, clock) = TestChain::with_late_clock("agent-clock", CLOCK_PORTS, 1_200);
    let mut market = Site::market(&chain, "agent-clock");
    market.client.set_clock(&clock);
    let mut site = Site::new(&chain, market, "agent-clock", CLOCK_PORTS + 80);
    let data = site.folder().join("data");
    let file = site.agent(&Said { keep_net: 0, gas_price: "0", data: &data, script: SCRIPT });
    // This chain keeps no events, where inputs are found.
    let mut job = site.job(60, 3_600);
    (job.input, job.input_locator, job.method) = (None, None, CLIENT_APPROVAL);
    let job = site.request(job);
    let mut agent = Process::begin(&camm, "agent", &file);
    let words =
        ["WARN", "no jobs are accepted", "the machine's clock says", "set the clock, or wait for the chain"];
    agent.until_said(&words);
    site.until_shown(STOPPED);
    sleep(LOOKS);
    assert_eq!(site.state(job), JobState::Open, "nothing is accepted");
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    clock.advance(now() - site.market.now()).expect("it moves");
    site.until(job, JobState::Assigned);
    site.until_shown(ACCEPTING);

    agent.listen();
    clock.advance(900).expect("it moves");
    agent.until_said(&words);
    site.until_shown(STOPPED);
    site.until(job, JobState::Submitted);
    let client = site.client.clone();
    let approve = ExecuteMsg::ApproveResult { job_id: job };
    site.market.jobs(&client, &approve, &[]).expect("it is approved");
    assert_eq!(site.state(job), JobState::Settled);
    agent.stop();
}

/// Leaves so much NET in the provider's wallet.
fn leave(site: &Site, amount: u128) {
    let node = site.market.client.node();
    let wallet = Wallet::named(node.prefix(), "agent-troubles provider").expect("a key");
    let had = node.balance(site.provider.as_str(), NET).expect("a balance");
    let send = MsgSend {
        from_address: site.provider.to_string(),
        to_address: site.client.to_string(),
        amount: vec![Coin { denom: NET.into(), amount: (had - amount).to_string() }],
    };
    node.send(&wallet, &[any(&send).expect("a message")], None).expect("it is sent");
}

fn fund(site: &mut Site) {
    let funded: Addr = site.market.funded("provider", &coins(100 * ONE, NET)).expect("the faucet pays");
    assert_eq!(funded, site.provider);
}

/// An attestor that reads a little of each question, and is gone.
struct Dying(Arc<AtomicBool>, Option<JoinHandle<()>>);

impl Dying {
    fn at(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("a port");
        listener.set_nonblocking(true).expect("it need not block");
        let over = Arc::new(AtomicBool::new(false));
        let told = over.clone();
        let thread = std::thread::spawn(move || {
            while !told.load(Ordering::Relaxed) {
                match listener.accept() {
                    Ok((mut stream, _)) => {
                        let _ = stream.set_nonblocking(false).and_then(|()| stream.read(&mut [0; 64]));
                    }
                    Err(_) => sleep(Duration::from_millis(20)),
                }
            }
        });
        Self(over, Some(thread))
    }
}

impl Drop for Dying {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
        if let Some(thread) = self.1.take() {
            let _ = thread.join();
        }
    }
}

/// A file system in memory, of little more than what the agent wants.
struct Disk(PathBuf);

/// MiB of it.
const SIZE: u64 = 1_100;

impl Disk {
    /// Mounts it, if that is allowed.
    fn mount(at: &Path) -> Option<Self> {
        fs::create_dir_all(at).expect("a folder");
        let own = |text: String| text.lines().next().unwrap_or_default().to_owned();
        let id =
            own(String::from_utf8_lossy(&Command::new("id").arg("-u").output().ok()?.stdout).into_owned());
        let options = format!("size={SIZE}m,uid={id},mode=700");
        let mount = ["mount", "-t", "tmpfs", "-o", &options, "tmpfs"];
        as_root(&mount, at).then(|| Self(at.to_owned()))
    }

    /// Leaves so many MiB.
    fn fill(&self, left: u64) {
        let path = self.0.join("filler");
        let mut file = File::create(&path).expect("a file");
        let room = || rustix::fs::statvfs(&self.0).map(|stat| stat.f_bavail * stat.f_frsize).expect("a disk");
        let zeros = vec![0; 1 << 20];
        while room() > left << 20 {
            // The last piece is as large as what is left.
            if std::io::Write::write_all(&mut file, &zeros).is_err() {
                break;
            }
        }
    }

    fn free(&self) {
        fs::remove_file(self.0.join("filler")).expect("it was there");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        assert!(as_root(&["umount", "-l"], &self.0) || std::thread::panicking(), "it is still mounted");
    }
}

/// Runs a command as root, if that is allowed without a word.
fn as_root(command: &[&str], path: &Path) -> bool {
    let run = |words: &[&str]| {
        let status =
            Command::new(words[0]).args(&words[1..]).arg(path).stderr(std::process::Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    run(command) || run(&[&["sudo", "-n"], command].concat())
}
