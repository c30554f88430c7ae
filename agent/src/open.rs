//! An agent, and an attestor, out of their configurations: chain, market, wallet, store and threads.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure, Context, Result};
use chain::config::ChainFile;
use chain::manifest;
use chain::node::Endpoint;
use chain::rpc::Unreachable;
use chain::wallet::{secret, Wallet};
use tracing::error;

use crate::attestor::{Attestor, Results};
use crate::attestor_config::AttestorConfig;
use crate::config::Config;
use crate::decide::{decide, Decision, Stop};
use crate::hands::Threads;
use crate::inputs::{Events, Jobs};
use crate::keys::Key;
use crate::metrics::Board;
use crate::node::{connect, Market};
use crate::observe::Contracts;
use crate::outputs::sweep_runs;
use crate::question::Asker;
use crate::run::{Agent, Chain};
use crate::serve::LOOK;
use crate::store::Store;
use crate::view::{Judge, View};

/// A market as its wiring file and its manifest say it.
pub struct Found {
    /// How the chain is reached.
    pub endpoint: Endpoint,
    /// The contracts.
    pub at: Contracts,
    /// The NET denom.
    pub denom: String,
}

/// Reads the wiring file and the manifest beside it.
pub fn find(chain: &Path) -> Result<Found> {
    let file = ChainFile::read(chain).context("chain")?;
    let Some(manifest) = manifest::read(&file.manifest)? else {
        bail!(
            "chain: expected the market's manifest at {}, got none: was it deployed?",
            file.manifest.display()
        )
    };
    let at = manifest.addresses()?;
    let at = Contracts {
        pool: at.pool,
        provider_registry: at.provider_registry,
        job_market: at.job_market,
        lease_market: at.lease_market,
        verifier_gateway: at.verifier_gateway,
    };
    Ok(Found { endpoint: file.chain.endpoint(), at, denom: manifest.network_denom })
}

/// The market, as the provider's wallet reaches it.
pub fn market(config: &Config, found: &Found) -> Result<Market> {
    let wallet = Wallet::from_file(&found.endpoint.prefix, &config.key).context("key")?;
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("data: cannot make {}", config.data.display()))?;
    let node = connect(&found.endpoint).context("chain")?;
    let market = Market::new(node, wallet, found.at.clone(), &found.denom, config.data.clone());
    Ok(market.with_leases(config.leases.is_some()))
}

/// Who asks attestors: the provider, by the key in its file.
pub fn asker(found: &Found, key: &Path) -> Result<Asker> {
    Asker::new(&found.endpoint.prefix, &secret(key).context("key")?)
}

/// An agent that goes on where its store says.
pub fn open(config: Config) -> Result<Agent<Market, Threads>> {
    config.check()?;
    let found = find(&config.chain)?;
    let market = market(&config, &found)?;
    let store = Store::open(&config.data.join("store"), &market.owner())?;
    let inputs = Events::new(found.endpoint.clone(), &found.at.job_market);
    let asker = asker(&found, &config.key)?;
    let (id, gateway) = (&found.endpoint.chain_id, &found.at.verifier_gateway);
    let threads = Threads::new(config.clone(), id, gateway, asker, inputs);
    Ok(Agent::new(config, market, threads, store))
}

/// The same once a node answers: while none does, this is told, and asked again every so often. None if it is to stop before.
pub fn open_once_answered(
    config: &Config,
    board: &Board,
    every: Duration,
    stop: &AtomicBool,
) -> Result<Option<Agent<Market, Threads>>> {
    while !stop.load(Ordering::Relaxed) {
        match open(config.clone()) {
            Err(error) if error.downcast_ref::<Unreachable>().is_some() => {
                error!("{error:#}");
                board.failed(&format!("{error:#}"));
            }
            opened => return opened.map(Some),
        }
        let begun = Instant::now();
        while begun.elapsed() < every && !stop.load(Ordering::Relaxed) {
            sleep(LOOK.min(every));
        }
    }
    Ok(None)
}

/// An attestor; ends the runs of one that was killed.
pub fn attestor(config: AttestorConfig) -> Result<Arc<Attestor>> {
    config.check()?;
    let key = Key::read(&config.key).context("key")?;
    let found = find(&config.chain)?;
    sweep_runs(&config.data);
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("data: cannot make {}", config.data.display()))?;
    Ok(Arc::new(Attestor {
        key,
        chain_id: found.endpoint.chain_id.clone(),
        gateway: found.at.verifier_gateway,
        workloads: config.workloads,
        folder: config.data,
        memory_mib: config.memory_mib,
        facts: Box::new(Jobs::new(found.endpoint, found.at.job_market)),
        results: Results::default(),
    }))
}

/// `camm agent check`: what would keep the agent from its first job. It sends nothing and opens no store.
pub fn check(config: &Config) -> Result<Decision> {
    config.check()?;
    let found = find(&config.chain)?;
    let view = market(config, &found)?.view(&[])?;
    fits_market(config, &view)?;
    Ok(decide(config, &view, &Default::default()))
}

/// Refuses a configuration that names what the market does not have, or with which no job could ever be accepted.
pub fn fits_market(config: &Config, view: &View) -> Result<()> {
    ensure!(view.provider.is_some_and(|provider| provider.active), "{}", Stop::NotRegistered);
    let of_leases = config.leases.iter().flat_map(|leases| &leases.classes);
    let of_leases = of_leases.map(|class| ("leases.classes", class));
    for (key, class) in config.classes.iter().map(|class| ("classes", class)).chain(of_leases) {
        ensure!(
            view.classes.contains_key(class),
            "{key}: expected classes in which the provider has a bond, got `{class}`: bond and offer GPUs first"
        );
    }
    ensure!(
        view.classes.values().any(|class| class.gpus > 0),
        "the provider offers no GPUs in any class: send `OfferGpus`"
    );
    for method in &config.methods {
        let Some(found) = view.methods.get(method) else {
            bail!("methods: expected methods that the gateway has, got {method}")
        };
        ensure!(
            found.judge != Judge::External,
            "methods: expected methods whose proofs a workload makes, that attestors or the client judge; method {method} is \
             judged by another contract, which the agent brings nothing"
        );
        if let Judge::Attestors { threshold, .. } = found.judge {
            let got = config.attestors.len();
            ensure!(
                u32::try_from(got).is_ok_and(|got| got >= threshold),
                "attestors: expected at least {threshold} for method {method}, got {got}"
            );
        }
    }
    let memory = view.host.memory_mib;
    ensure!(
        config.memory_mib <= memory,
        "memory_mib: expected at most the machine's {memory} MiB, got {}",
        config.memory_mib
    );
    Ok(())
}
