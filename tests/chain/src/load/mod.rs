//! Many jobs at once: clients that request, agents and attestors that are processes, and what must hold when all has ended.

pub mod checks;
mod clients;
pub mod people;
mod processes;
mod report;
mod size;
pub mod walk;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure, Context, Result};
use api::job_market::{ExecuteMsg, JobResponse, JobState};
use chain::market::{attach, DevnetClient};
use compute_amm_testing::client::Client;
use compute_amm_testing::Market;

use crate::TestChain;
use processes::{Process, Spent};
pub use report::Report;
pub use size::Load;

/// Between two looks at the jobs.
const LOOK: Duration = Duration::from_secs(1);
/// How long a job may take on a busy machine, its deadlines included. A safety net: none is close to it.
const PATIENCE: Duration = Duration::from_secs(1_200);

/// Runs it on a chain of its own where the market is not deployed yet, and checks that nothing was lost. Files and logs of
/// agents and attestors go to `folder`, which is emptied first; `ports` are the attestors' and must be free from that number on.
///
/// # Errors
/// If a job does not end, or what queries, events and books say is not the same.
pub fn run(chain: &TestChain, camm: &Path, folder: &Path, ports: u16, load: &Load) -> Result<Report> {
    ensure!(
        load.jobs > 0 && load.clients > 0 && load.agents > 0 && load.batch > 0,
        "expected some of each: {load:?}"
    );
    let manifest = chain.deploy_and(&mut |_| {}).context("deploying the market")?;
    let mut market = attach(&chain.file, &manifest, people::RUN)?;
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;

    println!("{} providers join, {} clients are funded", load.agents, load.clients);
    let people = people::gather(&mut market, load)?;
    let files = people::Files { chain: &chain.file, folder, ports };
    let begin = |verb: &str, files: Vec<PathBuf>| {
        files.iter().map(|file| Process::begin(camm, verb, file)).collect::<Result<Vec<_>>>()
    };
    let attestors = begin("attestor", files.attestors()?)?;
    let agents = begin("agent", files.agents(&people)?)?;

    let node = chain.devnet().status()?.first().and_then(|node| node.pid).context("the node runs")?;
    let spent = || Spent::now(&agents, &attestors, node);
    let before = spent();
    let (begun, first) = (Instant::now(), market.client.block().height);
    let orders = clients::orders(&mut market, &people, load)?;
    clients::request(&chain.file.chain, &people.clients, orders)?;
    println!("{} jobs are requested after {} s", load.jobs, begun.elapsed().as_secs());
    let mut worked = None;
    let jobs = ended(&mut market, &people, load.jobs, &mut |settled| {
        if settled >= load.jobs - load.refunds() {
            worked.get_or_insert_with(|| (spent().since(&before), begun.elapsed()));
        }
    })?;
    println!("every job has ended after {} s", begun.elapsed().as_secs());
    // Where jobs failed that could be done, time and work are those until all had ended.
    let (spent, took) = worked.unwrap_or_else(|| (spent().since(&before), begun.elapsed()));
    // What a block did can be asked for once the next one is there.
    let last = market.client.node().wait_blocks(1)?.height;
    // Agents that went on would change what is compared.
    agents.into_iter().try_for_each(Process::stop)?;
    attestors.into_iter().try_for_each(Process::stop)?;

    let walk = walk::walk(market.client.node(), &market.at.job_market, first, last)?;
    checks::check(&market, &people, &walk, &jobs).context("a check does not hold")?;
    Ok(Report::of(load, &walk, &spent, took))
}

/// Waits until every job has ended, and does what passed deadlines say meanwhile. `told` hears how many have settled.
fn ended(
    market: &mut Market<DevnetClient>,
    people: &people::People,
    jobs: usize,
    told: &mut dyn FnMut(usize),
) -> Result<Vec<JobResponse>> {
    let begun = Instant::now();
    let mut ends: Vec<JobResponse> = vec![];
    let mut printed = Instant::now();
    loop {
        let recent = market.recent_jobs();
        let left: Vec<&JobResponse> = recent.iter().filter(|job| !job.state.is_final()).collect();
        // What has ended is left out of the next look once all before it has.
        for job in recent.iter().filter(|job| job.state.is_final()) {
            if !ends.iter().any(|end| end.job_id == job.job_id) {
                ends.push(job.clone());
            }
        }
        told(ends.iter().filter(|job| job.state == JobState::Settled).count());
        if printed.elapsed() >= Duration::from_secs(5) {
            println!("{} of {jobs} jobs have ended", ends.len());
            printed = Instant::now();
        }
        if left.is_empty() && ends.len() >= jobs {
            ends.sort_by_key(|job| job.job_id);
            return Ok(ends);
        }
        if begun.elapsed() >= PATIENCE {
            let states: Vec<String> =
                left.iter().map(|job| format!("{} {}", job.job_id, job.state)).collect();
            bail!(
                "{} of {jobs} jobs ended within {} s; these did not: {}",
                ends.len(),
                PATIENCE.as_secs(),
                states.join(", ")
            );
        }
        let now = market.now();
        let late = |job: &&JobResponse| job.open.as_ref().is_some_and(|open| open.deadline < now);
        let late: Vec<u64> = left.into_iter().filter(late).map(|job| job.job_id).collect();
        let who = people.clients.first().context("a client")?.clone();
        for job_id in late {
            // A deadline counts blocks too, so it may be too early yet.
            if let Err(error) = market.jobs(&who, &ExecuteMsg::TimeoutJob { job_id }, &[]) {
                println!("job {job_id} is late: {error:#}");
            }
        }
        std::thread::sleep(LOOK);
    }
}

/// Where agents and attestors of a run have their files: beside the devnet's, so that their logs outlive it.
pub fn folder(chain: &TestChain) -> PathBuf {
    chain.home().with_extension("people")
}
