//! `camm agent` and `camm attestor`: what runs until it is told to stop.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use agent::attestor_config::AttestorConfig;
use agent::config::Config;
use agent::decision::{Decision, Task};
use agent::http::Served;
use agent::metrics::Board;
use agent::shelf::Shelf;
use agent::{hands, open, serve, work};
use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use serde_json::json;
use tracing::{info, warn, Level};

use crate::common::Common;
use crate::exit::{usage, Exit};
use crate::render::Out;
use crate::stop::Stop;

/// Between two looks at the chain.
const EVERY: Duration = Duration::from_secs(2);

/// Runs a provider's agent, until Ctrl-C or SIGTERM: it accepts jobs, does the work, has it signed and delivers it. Its file
/// (--config, provider.toml if left out) names chain, key and workloads; what it does goes to standard error.
#[derive(Args)]
pub struct Agent {
    #[command(subcommand)]
    verb: Option<AgentVerb>,
}

/// What else to do with an agent's file.
#[derive(Subcommand)]
pub enum AgentVerb {
    /// Says what would keep the agent from its first job, and what it would do now. It sends nothing.
    Check,
}

/// Runs an attestor, until Ctrl-C or SIGTERM: it does the work of jobs again when their providers ask, and signs results that
/// are the same. Its file (--config, attestor.toml if left out) names chain, key and workloads.
#[derive(Args)]
pub struct Attestor {}

impl Agent {
    /// Runs it, or checks its file.
    pub fn run(&self, common: &Common, out: Out) -> Result<Exit> {
        let config = Config::read(&file(common, "provider.toml")?)?;
        if let Some(AgentVerb::Check) = self.verb {
            return check(&config, out);
        }
        let stop = Stop::listen()?;
        log()?;
        let data = config.data.clone();
        let metrics = config.metrics;
        let board = Board::default();
        let served = metrics.map(|address| Served::at(address, Arc::new(board.clone())));
        let served = served.transpose().context("listen.metrics")?;
        let metrics = served.as_ref().map_or("nowhere".to_owned(), |served| served.address().to_string());
        let outputs = config.outputs.as_ref();
        let shelf = outputs.map(|outputs| Shelf::at(outputs.address, &outputs.url, &config.data));
        let shelf = shelf.transpose().context("listen.outputs")?;
        let shown = shelf.as_ref().map_or("nowhere".to_owned(), |shelf| shelf.address().to_string());
        // A node that is down now may answer later.
        let Some(mut agent) = open::open_once_answered(&config, &board, EVERY, stop.flag())? else {
            return Ok(Exit::Done);
        };
        if let Err(error) = open::check(&config) {
            warn!("{error:#}");
        }
        info!(metrics, outputs = shown, data = %data.display(), "the agent begins");
        let ended = serve::serve(&mut agent, &board, EVERY, stop.flag());
        hands::end_runs(&data);
        ended?;
        info!("the agent ends; started again, it goes on where it was");
        Ok(Exit::Done)
    }
}

impl Attestor {
    /// Runs it.
    pub fn run(&self, common: &Common) -> Result<Exit> {
        let config = AttestorConfig::read(&file(common, "attestor.toml")?)?;
        let stop = Stop::listen()?;
        log()?;
        let (listen, data) = (config.listen, config.data.clone());
        let attestor = open::attestor(config)?;
        let key = attestor.key.public();
        let served = Served::at(listen, attestor).context("listen")?;
        info!(listen = %served.address(), key = %key.key, "the attestor begins");
        while !stop.told() {
            stop.wait(EVERY);
        }
        drop(served);
        work::clean_all(&data);
        info!("the attestor ends");
        Ok(Exit::Done)
    }
}

fn check(config: &Config, out: Out) -> Result<Exit> {
    let Decision { send, tasks, stops } = open::check(config)?;
    let send: Vec<String> = send.iter().map(|action| action.key().to_string()).collect();
    let task = |task: &Task| match task {
        Task::Fetch(job) => format!("find the input of job {job}"),
        Task::Run(job) => format!("do the work of job {job}"),
        Task::Sign(job) => format!("have the result of job {job} signed"),
        Task::Start(lease) => format!("start the machine of lease {lease}"),
        Task::Abort(lease) => format!("break off the start of the machine of lease {lease}"),
        Task::Stop(lease) => format!("stop the machine of lease {lease}"),
        Task::Look(lease) => format!("ask whether the machine of lease {lease} serves"),
    };
    let tasks: Vec<String> = tasks.iter().map(task).collect();
    let stops: Vec<String> = stops.iter().map(ToString::to_string).collect();
    out.show(&json!({ "well": stops.is_empty(), "stops": stops, "send": send, "tasks": tasks }), |_| {
        let mut text = String::new();
        stops.iter().for_each(|stop| text.push_str(&format!("no jobs would be accepted: {stop}\n")));
        send.iter().for_each(|action| text.push_str(&format!("would send: {action}\n")));
        tasks.iter().for_each(|task| text.push_str(&format!("would {task}\n")));
        if stops.is_empty() {
            text.push_str("all is well");
        }
        text
    })?;
    Ok(if stops.is_empty() { Exit::Done } else { Exit::No })
}

/// The file that is named. Options of sending are refused: the file says who signs, and nothing is only rehearsed.
fn file(common: &Common, otherwise: &str) -> Result<PathBuf> {
    let refused = [
        ("--dry-run", common.dry_run),
        ("--key", common.key.is_some()),
        ("--gas", common.gas.is_some()),
        ("--passphrase-fd", common.passphrase_fd.is_some()),
    ];
    if let Some((option, _)) = refused.iter().find(|(_, given)| *given) {
        let next = "its file names chain and key; `camm agent check` says what it would do";
        return Err(usage(format!("`camm agent` and `camm attestor` do not take {option}"), next));
    }
    let path = common.config.clone().unwrap_or_else(|| Path::new(otherwise).to_owned());
    if path.is_file() {
        return Ok(path);
    }
    let next = format!("name it: --config FILE; docs/agent.md says what is in {otherwise}");
    Err(usage(format!("expected a file at {}, got none", path.display()), &next))
}

/// What is done goes to standard error, a line each.
fn log() -> Result<()> {
    let log = tracing_subscriber::fmt().with_max_level(Level::INFO).with_target(false).with_ansi(false);
    log.with_writer(std::io::stderr).try_init().map_err(|error| anyhow::anyhow!("{error}"))
}
