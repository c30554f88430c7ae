//! What takes long, each in a thread of its own: inputs, runs, signatures.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{channel, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::Builder;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{ensure, Context, Result};
use api::job_market::TIME_USED;
use api::provider_registry::KeySignature;
use api::verifier_gateway::Claim;
use proofs::statement::{valid_digest, Statement};
use tracing::warn;

use crate::attest::{announce, Over, Request};
use crate::book::Ran;
use crate::config::Config;
use crate::form;
use crate::hooks::{self, machine, Call};
use crate::outputs::{keep, sweep_jobs, sweep_outputs, MOST};
use crate::ports::{Hands, Hook, Hooked, Order, Outcome};
use crate::program::container_name;
use crate::question::{Asker, Question, NO_OUTPUT};
use crate::tenant::Terms;
use crate::view::Job;
use crate::work::{clean, clean_all, regular, End, Limits, Workload};

/// Largest output of a run, MiB.
pub const OUTPUT_MIB: u64 = 64;
/// Seconds that attestors may take beyond the time that a job was paid for.
const ATTESTING: u64 = 60;
/// Seconds that stopping a machine may take, until that is tried again.
const STOPPING: u64 = 600;
/// Seconds that a hook may take to say whether a machine serves.
const LOOKING: u64 = 30;
/// How often folders are looked through while no job ends.
const TIDY: Duration = Duration::from_secs(60);

/// Where inputs are found. What is found is believed only if its digest is right.
pub trait Inputs: Send + Sync {
    /// The bytes of a job's input, at most so many.
    fn find(&self, job: u64, digest: &[u8; 32], most: u64) -> Result<Vec<u8>>;
}

/// Kills all runs and hooks under a data folder: those that an agent that was killed left behind, and an agent's own when it ends.
/// Machines of leases go on.
pub fn end_runs(data: &Path) {
    clean_all(&data.join("jobs"));
    for lease in fs::read_dir(data.join("leases")).into_iter().flatten().flatten() {
        clean(&lease.path());
    }
}

/// What all threads know.
struct Shared {
    config: Config,
    chain_id: String,
    gateway: String,
    asker: Asker,
    inputs: Box<dyn Inputs>,
    /// Held while an input is read whole: one at a time, so that many jobs need no more memory than one.
    reading: Mutex<()>,
}

/// The threads.
pub struct Threads {
    shared: Arc<Shared>,
    tell: Sender<(u64, Outcome)>,
    told: Receiver<(u64, Outcome)>,
    tell_hook: Sender<(u64, Hooked)>,
    told_hooks: Receiver<(u64, Hooked)>,
    /// Whether what a start hook makes ready is wanted still, by lease.
    starts: BTreeMap<u64, Arc<AtomicBool>>,
    tidied: Option<(Instant, BTreeSet<u64>)>,
}

impl Threads {
    /// Threads of the provider that asks, on this chain; kills what an agent that was killed left running.
    pub fn new(
        config: Config,
        chain_id: &str,
        gateway: &str,
        asker: Asker,
        inputs: impl Inputs + 'static,
    ) -> Self {
        end_runs(&config.data);
        let (chain_id, gateway) = (chain_id.to_owned(), gateway.to_owned());
        let (tell, told) = channel();
        let (tell_hook, told_hooks) = channel();
        let shared =
            Shared { config, chain_id, gateway, asker, inputs: Box::new(inputs), reading: Mutex::default() };
        Self {
            shared: Arc::new(shared),
            tell,
            told,
            tell_hook,
            told_hooks,
            starts: BTreeMap::new(),
            tidied: None,
        }
    }
}

impl Hands for Threads {
    fn begin(&mut self, order: Order) {
        let (shared, tell) = (self.shared.clone(), self.tell.clone());
        let failed = failing(&order);
        let begun = Builder::new().spawn(move || {
            let text = |error: anyhow::Error| format!("{error:#}");
            let outcome = match order {
                Order::Run { id, job, .. } | Order::Sign { id, job, .. } if !shared.has_input(id, &job) => {
                    (id, Outcome::Lost("its file is not there, or not what it was".into()))
                }
                Order::Fetch { id, job, most } => {
                    (id, Outcome::Input(shared.fetch(id, &job, most).map_err(text)))
                }
                Order::Run { id, job, attested } => {
                    let _beside = attested.then(|| shared.announce(id, &job));
                    (id, Outcome::Run(shared.run(id, &job).map_err(text)))
                }
                Order::Sign { id, job, output, keys, threshold } => {
                    let (input, attestors) = (shared.input(id, &job), &shared.config.attestors);
                    let request = |question: &Question, digest: &[u8; 32], patience| {
                        let (input, keys) = (input.as_deref(), &keys);
                        Request { attestors, question, input, digest, keys, threshold, patience }.obtain()
                    };
                    (id, Outcome::Signatures(shared.sign(id, &job, output, request)))
                }
            };
            // An agent that is gone begins it again.
            let _ = tell.send(outcome);
        });
        if let Err(error) = begun {
            let _ = self.tell.send(failed(format!("the system has no thread for it: {error}")));
        }
    }

    fn hook(&mut self, lease: u64, terms: Terms, hook: Hook) {
        let (shared, tell) = (self.shared.clone(), self.tell_hook.clone());
        let wanted = Arc::new(AtomicBool::new(true));
        if matches!(hook, Hook::Start { .. }) {
            // A hook that has ended holds its own no more.
            self.starts.retain(|_, wanted| Arc::strong_count(wanted) > 1);
            self.starts.insert(lease, wanted.clone());
        }
        let begun = Builder::new().spawn(move || {
            // An agent that is gone begins it again.
            let _ = tell.send((lease, shared.hook(lease, &terms, hook, &wanted)));
        });
        if let Err(error) = begun {
            let _ =
                self.tell_hook.send((lease, hooked(hook, Err(format!("the system has no thread: {error}")))));
        }
    }

    fn abort(&mut self, lease: u64) {
        if let Some(wanted) = self.starts.get(&lease) {
            wanted.store(false, Ordering::Relaxed);
        }
    }

    fn hooked(&mut self) -> Vec<(u64, Hooked)> {
        self.told_hooks.try_iter().collect()
    }

    fn finished(&mut self) -> Vec<(u64, Outcome)> {
        self.told.try_iter().collect()
    }

    fn tidy(&mut self, jobs: BTreeSet<u64>, outputs: BTreeSet<[u8; 32]>) {
        let idle = |(at, before): &(Instant, BTreeSet<u64>)| at.elapsed() < TIDY && before.is_subset(&jobs);
        if self.tidied.as_ref().is_some_and(idle) {
            return;
        }
        sweep_jobs(&self.shared.config.data, &jobs);
        sweep_outputs(&self.shared.config.data, &outputs, MOST, SystemTime::now());
        self.tidied = Some((Instant::now(), jobs));
    }
}

/// What came of an order that could not be begun.
fn failing(order: &Order) -> impl FnOnce(String) -> (u64, Outcome) {
    let (Order::Fetch { id, .. } | Order::Run { id, .. } | Order::Sign { id, .. }) = order;
    let outcome: fn(String) -> Outcome = match order {
        Order::Fetch { .. } => |why| Outcome::Input(Err(why)),
        Order::Run { .. } => |why| Outcome::Run(Err(why)),
        Order::Sign { .. } => |why| Outcome::Signatures(Err(why)),
    };
    let id = *id;
    move |why| (id, outcome(why))
}

/// What came of a hook, by what it said.
fn hooked(hook: Hook, said: Result<String, String>) -> Hooked {
    match hook {
        Hook::Start { .. } => {
            Hooked::Started(said.and_then(|said| machine(&said).map_err(|e| format!("{e:#}"))))
        }
        Hook::Stop => Hooked::Stopped(said.map(drop)),
        Hook::Look => Hooked::Serves(said.map(drop)),
    }
}

/// A file's bytes, which a run may have put something else in the place of.
fn read(path: impl AsRef<Path>) -> Result<Vec<u8>> {
    let mut bytes = vec![];
    regular(path.as_ref())?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Shared {
    /// Runs a hook of a lease to its end. The folder of one whose machine was stopped goes.
    fn hook(&self, lease: u64, terms: &Terms, hook: Hook, wanted: &AtomicBool) -> Hooked {
        let folder = self.config.data.join("leases").join(lease.to_string());
        let none = vec![];
        let (words, seconds) = match (&self.config.leases, hook) {
            (Some(leases), Hook::Start { within }) => (&leases.start, within),
            (Some(leases), Hook::Stop) => (&leases.end, STOPPING),
            (Some(leases), Hook::Look) => (leases.alive.as_ref().unwrap_or(&none), LOOKING),
            (None, _) => (&none, 0),
        };
        let (folder, time) = (folder.as_path(), Duration::from_secs(seconds));
        let said = hooks::run(&Call { words, folder, lease, terms, time, wanted });
        let hooked = hooked(hook, said.map_err(|error| format!("{error:#}")));
        if hooked == Hooked::Stopped(Ok(())) {
            let _ = fs::remove_dir_all(folder);
        }
        hooked
    }

    fn folder(&self, id: u64) -> PathBuf {
        self.config.data.join("jobs").join(id.to_string())
    }

    fn input(&self, id: u64, job: &Job) -> Option<PathBuf> {
        job.input.map(|_| self.folder(id).join("input"))
    }

    /// Whether the input that was found is there still, if the job has one.
    fn has_input(&self, id: u64, job: &Job) -> bool {
        let (Some(digest), Some(path)) = (job.input, self.input(id, job)) else { return true };
        let _one = self.reading.lock();
        read(&path).is_ok_and(|bytes| form::digest(job.form, &bytes) == Some(digest))
    }

    fn fetch(&self, id: u64, job: &Job, most: u64) -> Result<()> {
        let (Some(digest), Some(path)) = (job.input, self.input(id, job)) else { return Ok(()) };
        if self.has_input(id, job) {
            return Ok(());
        }
        let bytes = self.inputs.find(id, &digest, most)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        ensure!(length <= most, "expected an input of at most {most} bytes, got {length}");
        let got = form::digest(job.form, &bytes);
        ensure!(
            got == Some(digest),
            "expected the input with digest {}, got {}",
            hex::encode(digest),
            form::shown(got, &bytes)
        );
        write(&path, &bytes)
    }

    fn run(&self, id: u64, job: &Job) -> Result<Ran> {
        let program = self.config.workloads.get(&job.program).context("no workload for its program")?;
        let environment = [
            ("CAMM_JOB", id.to_string()),
            ("CAMM_CLASS", job.class.clone()),
            ("CAMM_GPUS", job.gpus.to_string()),
            ("CAMM_SECONDS", job.seconds.to_string()),
            ("CAMM_PROVIDER", self.asker.address().to_owned()),
            ("CAMM_PROGRAM", hex::encode(job.program)),
            ("CAMM_INPUT", hex::encode(job.input.unwrap_or_default())),
        ];
        let workload = Workload {
            program: program.clone(),
            name: container_name(&self.chain_id, id, &self.config.data),
            environment: environment.map(|(name, value)| (name.to_owned(), value)).into(),
            folder: self.folder(id).join("run"),
            input: self.input(id, job),
        };
        let time = Duration::from_secs(job.seconds);
        let limits = Limits { time, memory_mib: self.config.memory_mib, output_mib: OUTPUT_MIB };
        match workload.run(&limits)? {
            End::Done { output, path, proof } => {
                keep(&self.config.data, &path, &output)?;
                let _ = fs::remove_dir_all(&workload.folder);
                Ok(Ran { output, proof })
            }
            End::TimeUsed => {
                ensure!(job.standard, "it did not end within the {} s that were paid for", job.seconds);
                Ok(Ran { output: TIME_USED, proof: None })
            }
        }
    }

    /// Tells attestors that the run begins, until what this returns is dropped, so that theirs begins beside it and not after it.
    fn announce(&self, id: u64, job: &Job) -> Option<Over> {
        let question = self.asker.ask(&self.chain_id, &self.gateway, self.claim(id, job, NO_OUTPUT), None);
        let input = self.input(id, job);
        let told =
            question.and_then(|question| announce(&self.config.attestors, &question, input.as_deref()));
        told.inspect_err(|error| warn!(job = id, "attestors are not told that the run begins: {error:#}"))
            .ok()
    }

    fn claim(&self, id: u64, job: &Job, output: [u8; 32]) -> Claim {
        Claim {
            job_id: id,
            provider: self.asker.address().to_owned(),
            program: job.program.as_slice().into(),
            input: job.input.unwrap_or_default().as_slice().into(),
            output: output.as_slice().into(),
        }
    }

    fn sign(
        &self,
        id: u64,
        job: &Job,
        output: [u8; 32],
        obtain: impl FnOnce(&Question, &[u8; 32], Duration) -> Result<Vec<KeySignature>, String>,
    ) -> Result<Vec<KeySignature>, String> {
        let input = job.input.unwrap_or_default();
        let statement = Statement {
            chain_id: &self.chain_id,
            gateway: &self.gateway,
            job_id: id,
            provider: self.asker.address(),
            program: job.program,
            input,
            output,
        };
        let served = self.config.outputs.as_ref().filter(|_| output != TIME_USED);
        let output_at = served.map(|outputs| outputs.locator(&output));
        let claim = self.claim(id, job, output);
        let question = self.asker.ask(&self.chain_id, &self.gateway, claim, output_at);
        let question = question.map_err(|error| format!("{error:#}"))?;
        let patience = Duration::from_secs(job.seconds.saturating_add(ATTESTING));
        obtain(&question, &valid_digest(&statement.digest()), patience)
    }
}

/// Writes a file whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let context = || format!("cannot write {}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(context)?;
    }
    let new = path.with_extension("new");
    fs::write(&new, bytes).with_context(context)?;
    fs::rename(&new, path).with_context(context)
}
