//! An agent on a real chain that is killed (SIGKILL) at every point at which it can be: it ends its jobs properly, and
//! sends nothing twice.
//!
//! The agent is this program, run again as a child: the agent's own loop, on its own store, threads, signer and client of a
//! node, which kills itself at the first point that it comes to and at which it was not killed before. A point is one of
//! [`Point`] and the step that passes through it.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use agent::attestor_config::AttestorConfig;
use agent::book::{Action, Pending};
use agent::config::Config;
use agent::hands::Threads;
use agent::http::Served;
use agent::inputs::Events;
use agent::node::Market;
use agent::open::{asker, attestor, find, market};
use agent::run::{Agent, Chain, Handed, Hands, Included, Order, Outcome, Point, Signed};
use agent::store::Store;
use agent::view::{Hold, View};
use anyhow::Result;
use api::common::Payout;
use api::job_market::JobState;
use chain_tests::site::{Said, Site};
use chain_tests::TestChain;
use compute_amm_testing::wirings::{H100, ONE};
use cosmwasm_std::Binary;

const PORTS: u16 = 28_300;
/// The child, and what it is told: its file, the list of points, and when the provider must have been seen, Unix seconds.
const CHILD: &str = "child_that_kills_itself";
const FILE: &str = "AGENT_KILLS_FILE";
const POINTS: &str = "AGENT_KILLS_POINTS";
const WAITS: &str = "AGENT_KILLS_WAITS";
/// Between two rounds of the child.
const EVERY: Duration = Duration::from_millis(50);
/// Rounds without anything to do after which the child ends.
const IDLE: u32 = 5;
/// Longest life of a child.
const LIFE: Duration = Duration::from_secs(100);

/// Which step passes through the next points.
#[derive(Default)]
struct Steps {
    /// Of the transaction that is signed, or whose fate is not known.
    sent: RefCell<Vec<String>>,
    /// Of what will begin next: a job is found, run and signed for in this order.
    begins: Cell<&'static str>,
    /// Of what has finished, in order.
    finished: RefCell<VecDeque<(&'static str, bool)>>,
}

impl Steps {
    fn of(&self, point: Point) -> Vec<String> {
        match point {
            Point::Found | Point::Settled | Point::Signed | Point::Written | Point::Sent => {
                self.sent.borrow().clone()
            }
            Point::Beginning | Point::Began => vec![self.begins.get().to_owned()],
            Point::Finished => {
                let (step, well) = self.finished.borrow_mut().pop_front().expect("something finished");
                if well {
                    self.begins.set(after(step));
                }
                vec![step.to_owned()]
            }
            Point::Observed => match self.sent.borrow().as_slice() {
                [] => vec![format!("before {}", self.begins.get())],
                steps => steps.iter().map(|step| format!("during {step}")).collect(),
            },
        }
    }
}

fn after(step: &str) -> &'static str {
    match step {
        "fetch" => "run",
        "run" => "sign",
        _ => "nothing",
    }
}

/// The node, and what is sent to it.
struct Told(Market, Rc<Steps>);

impl Chain for Told {
    fn view(&self, jobs: &[u64]) -> Result<View> {
        self.0.view(jobs)
    }

    fn sign(&self, actions: &[Action], view: &View) -> Result<Signed> {
        *self.1.sent.borrow_mut() = steps(actions);
        self.0.sign(actions, view)
    }

    fn height(&self) -> Result<u64> {
        self.0.height()
    }

    fn hand_over(&self, bytes: &Binary) -> Result<Handed> {
        self.0.hand_over(bytes)
    }

    fn lookup(&self, hash: &str) -> Result<Option<Included>> {
        self.0.lookup(hash)
    }
}

fn steps(actions: &[Action]) -> Vec<String> {
    actions.iter().map(|action| action.key().step().to_owned()).collect()
}

/// The threads, and what they do.
struct Watched(Threads, Rc<Steps>);

impl Hands for Watched {
    fn begin(&mut self, order: Order) {
        let step = match order {
            Order::Fetch { .. } => "fetch",
            Order::Run { .. } => "run",
            Order::Sign { .. } => "sign",
        };
        assert_eq!(step, self.1.begins.get(), "steps come in their order");
        self.0.begin(order);
    }

    fn finished(&mut self) -> Vec<(u64, Outcome)> {
        let finished = self.0.finished();
        self.1.finished.borrow_mut().extend(finished.iter().map(|(_, outcome)| match outcome {
            Outcome::Input(found) => ("fetch", found.is_ok()),
            Outcome::Run(ran) => ("run", ran.is_ok()),
            Outcome::Signatures(signed) => ("sign", signed.is_ok()),
            Outcome::Lost(_) => ("lost", false),
        }));
        finished
    }
}

/// The agent, until there is nothing to do.
fn live(file: &Path, points: &Path, waits: u64) -> Result<()> {
    let config = Config::read(file)?;
    let found = find(&config.chain)?;
    let market = market(&config, &found)?;
    let store = Store::open(&config.data.join("store"), &market.owner())?;
    let steps_now = Rc::new(Steps::default());
    let work = store.book().work.values().next().cloned().unwrap_or_default();
    steps_now.begins.set(match (work.input.done(), work.run.done(), work.signatures.done()) {
        (_, _, Some(_)) => "nothing",
        (_, Some(_), _) => "sign",
        (Some(()), ..) => "run",
        _ => "fetch",
    });
    let pending = |pending: &Pending| steps(&pending.actions);
    *steps_now.sent.borrow_mut() = store.book().pending.as_ref().map(pending).unwrap_or_default();
    let asker = asker(&found, &config.key)?;
    let (id, gateway) = (&found.endpoint.chain_id, &found.at.verifier_gateway);
    let inputs = Events::new(found.endpoint.clone(), &found.at.job_market);
    let threads = Threads::new(config.clone(), id, gateway, asker, inputs);
    let (seen, list) = (steps_now.clone(), points.to_owned());
    let agent =
        Agent::new(config, Told(market, steps_now.clone()), Watched(threads, steps_now.clone()), store);
    let mut agent = agent.stopping(move |point| {
        let known = fs::read_to_string(&list).unwrap_or_default();
        let new: Vec<String> = seen
            .of(point)
            .into_iter()
            .map(|step| format!("{point:?} {step}"))
            .filter(|spot| !known.lines().any(|line| line == spot))
            .collect();
        if !new.is_empty() {
            let mut file = OpenOptions::new().create(true).append(true).open(&list)?;
            file.write_all(new.iter().map(|spot| format!("{spot}\n")).collect::<String>().as_bytes())?;
            rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL)?;
        }
        if point == Point::Settled {
            seen.sent.borrow_mut().clear();
        }
        Ok(())
    });
    let (mut idle, begun) = (0, Instant::now());
    while idle < IDLE {
        assert!(begun.elapsed() < LIFE, "nothing comes to an end: {:?}", agent.store().book());
        let round = agent.tick()?;
        let failed = agent.counts().keys().find(|(_, fate)| *fate != "done");
        assert_eq!(failed, None, "{:?}", agent.store().book());
        let waits = round.view.provider.is_some_and(|provider| provider.last_seen < waits);
        let own = |hold: Hold| hold != Hold::Other;
        let busy = agent.store().book().pending.is_some()
            || !round.decision.send.is_empty()
            || !round.decision.tasks.is_empty()
            || round.view.jobs.values().any(|job| own(job.hold));
        idle = if busy || waits { 0 } else { idle + 1 };
        sleep(EVERY);
    }
    Ok(())
}

/// Not a test: what the test below begins again and again.
#[test]
#[ignore = "the child of another test"]
fn child_that_kills_itself() {
    let (Ok(file), Ok(points)) = (std::env::var(FILE), std::env::var(POINTS)) else { return };
    let waits = std::env::var(WAITS).map_or(0, |seconds| seconds.parse().expect("seconds"));
    live(Path::new(&file), Path::new(&points), waits).unwrap_or_else(|error| panic!("{error:#}"));
}

/// Begins children until one ends by itself; how many were killed.
fn lives(file: &Path, points: &Path, waits: u64) -> usize {
    let this = std::env::current_exe().expect("a test has a path");
    for killed in 0.. {
        let mut child = Command::new(&this);
        child.args(["--ignored", "--exact", CHILD, "--nocapture"]).stdin(Stdio::null());
        child.env(FILE, file).env(POINTS, points).env(WAITS, waits.to_string());
        let output = child.output().expect("it runs again");
        let status = output.status;
        if status.success() {
            return killed;
        }
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(status.signal(), Some(9), "{status}: {}{said}", String::from_utf8_lossy(&output.stdout));
    }
    unreachable!()
}

#[test]
fn killed_at_every_point_on_a_chain_it_ends_its_jobs_and_sends_nothing_twice() {
    let mut chain = TestChain::new("agent-kills", 1, PORTS);
    // So that a sign of life is due within the test.
    chain.file.wiring.registry.heartbeat_within = 60;
    let market = Site::market(&chain, "agent-kills");
    let joined = Instant::now();
    let mut site = Site::new(&chain, market, "agent-kills", PORTS + 80);
    let data = site.folder().join("data");
    let said = Said { keep_net: 0, gas_price: "0", data: &data, script: "sleep 1; sha256sum" };
    let (file, points) = (site.agent(&said), site.folder().join("points"));
    let attestors: Vec<Served> = (0..2)
        .map(|index| {
            // Slower than the provider, beside whose run it begins.
            let config = AttestorConfig::read(&site.attestor(index, "sleep 10; sha256sum")).expect("a file");
            let listen = config.listen;
            Served::at(listen, attestor(config).expect("an attestor")).expect("it listens")
        })
        .collect();
    let mut killed = 0;
    let mut phase = |site: &Site, what: &str, waits: u64, expected: u64| {
        let (begun, before, heartbeats) = (Instant::now(), site.sent(), beats(site));
        let deaths = lives(&file, &points, waits);
        killed += deaths;
        println!("{what}: killed {deaths} times in {:?}", begun.elapsed());
        // One transaction for each step; what came twice would be one more. A sign of life may go with others.
        let (sent, beats) =
            (site.sent() - before, u64::try_from(beats(site) - heartbeats).expect("a number"));
        assert!((expected..=expected + beats).contains(&sent), "{what}: {sent} transactions, {beats} beats");
    };

    let (mut signed, mut unsigned) = (vec![], vec![]);
    // Twice: of each transaction some life ends once it is written, and another one once it is sent.
    for _ in 0..2 {
        let job = site.job(20, 600);
        signed.push(site.request(job));
        phase(&site, "a job that is signed in time", 0, 2);
        // So near to its deadline a result goes without signatures, which come later.
        let job = site.job(5, 145);
        unsigned.push(site.request(job));
        phase(&site, "a job that is delivered without signatures", 0, 3);
        site.market.mint(&site.provider, H100, 10 * ONE, Payout::Account).expect("credits");
        phase(&site, "credits that are redeemed", 0, 1);
    }
    for _ in 0..2 {
        // Any later than the last one.
        let later = site.market.now() + 1;
        phase(&site, "a sign of life", later, 0);
    }
    println!("{killed} kills, {:?} since it joined", joined.elapsed());
    drop(attestors);

    for job in signed.iter().chain(&unsigned) {
        assert_eq!(site.state(*job), JobState::Settled, "job {job}");
        for kind in ["accept_job", "submit_result"] {
            assert_eq!(site.events(kind, "job_id", &job.to_string()), 1, "{kind} of job {job}");
        }
    }
    for job in unsigned {
        assert_eq!(site.events("bring_verdict", "job_id", &job.to_string()), 1, "verdict on job {job}");
    }
    let list = fs::read_to_string(&points).expect("a list");
    let every = |points: &[Point], steps: &[&str]| -> Vec<String> {
        let of = |point: &Point| steps.iter().map(|step| format!("{point:?} {step}")).collect::<Vec<_>>();
        points.iter().flat_map(of).collect()
    };
    let sent = [Point::Signed, Point::Written, Point::Sent, Point::Found, Point::Settled];
    let expected = [
        every(&sent, &["accept", "submit", "verdict", "redeem", "heartbeat"]),
        every(&[Point::Beginning, Point::Began, Point::Finished], &["fetch", "run", "sign"]),
        every(&[Point::Observed], &["before fetch", "before run", "before sign", "during submit"]),
    ]
    .concat();
    let missing: Vec<_> = expected.iter().filter(|spot| !list.lines().any(|line| line == *spot)).collect();
    assert!(missing.is_empty(), "not killed at {missing:?}, of\n{list}");
    assert!(killed >= expected.len(), "{killed} kills");
}

fn beats(site: &Site) -> usize {
    site.events("heartbeat", "provider", site.provider.as_str())
}
