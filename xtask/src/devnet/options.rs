//! What can be chosen about a devnet, and the record of what was.

use std::fs;
use std::path::Path;

use anyhow::{bail, ensure, Context, Result};
use serde_json::{json, Value};

use super::ports::Ports;

/// The chain id of every devnet.
pub const CHAIN_ID: &str = "compute-amm-devnet";

/// The file beside the nodes' homes that says where a devnet is reached and how it was made.
pub const RECORD: &str = "devnet.json";

/// Keys are derived for this many validators, so a devnet has at most as many.
pub const MAX_VALIDATORS: u16 = 4;

/// What is asked for. What is left out is as the devnet was made, or the default where none was made yet.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Options {
    /// How many validators, 1 to 4 [default: 1]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=i64::from(MAX_VALIDATORS)))]
    pub validators: Option<u16>,
    /// The first port: node i answers RPC on port-base + 10 i, its peers and gRPC on the next two [default: 26600]
    #[arg(long)]
    pub port_base: Option<u16>,
    /// Milliseconds from a block to the next, at least 100 [default: 1000]
    #[arg(long, value_parser = clap::value_parser!(u64).range(100..=600_000))]
    pub block_ms: Option<u64>,
    /// Seconds to vote on a proposal, at least 2; half as many when it is expedited [default: 6]
    #[arg(long, value_parser = clap::value_parser!(u64).range(2..=86_400))]
    pub voting_seconds: Option<u64>,
}

/// A devnet's settings, fixed when it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How many validators there are, one node each.
    pub validators: u16,
    /// The first port.
    pub port_base: u16,
    /// Milliseconds between blocks.
    pub block_ms: u64,
    /// Seconds to vote on a proposal.
    pub voting_seconds: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { validators: 1, port_base: 26_600, block_ms: 1_000, voting_seconds: 6 }
    }
}

impl Settings {
    /// Seconds to vote on an expedited proposal: the chain wants fewer than for others.
    pub fn expedited_seconds(&self) -> u64 {
        self.voting_seconds / 2
    }

    /// The ports of every node.
    pub fn ports(&self) -> Result<Vec<Ports>> {
        (0..self.validators).map(|node| Ports::of(self.port_base, node)).collect()
    }

    fn of(options: &Options, base: Settings) -> Settings {
        Settings {
            validators: options.validators.unwrap_or(base.validators),
            port_base: options.port_base.unwrap_or(base.port_base),
            block_ms: options.block_ms.unwrap_or(base.block_ms),
            voting_seconds: options.voting_seconds.unwrap_or(base.voting_seconds),
        }
    }

    fn check(&self) -> Result<()> {
        ensure!(
            (1..=MAX_VALIDATORS).contains(&self.validators),
            "expected 1 to {MAX_VALIDATORS} validators, got {}",
            self.validators
        );
        ensure!(self.block_ms >= 100, "expected at least 100 ms between blocks, got {}", self.block_ms);
        ensure!(
            self.voting_seconds >= 2,
            "expected a voting period of at least 2 seconds, got {}",
            self.voting_seconds
        );
        self.ports().map(drop)
    }
}

/// The settings that the options ask for. An error names every one that differs from how the devnet was made.
pub fn resolve(options: &Options, made: Option<&Settings>) -> Result<Settings> {
    let asked = Settings::of(options, made.cloned().unwrap_or_default());
    asked.check()?;
    let Some(made) = made else { return Ok(asked) };
    let names = ["--validators", "--port-base", "--block-ms", "--voting-seconds"];
    let values =
        |s: &Settings| [u64::from(s.validators), u64::from(s.port_base), s.block_ms, s.voting_seconds];
    let differing: Vec<String> = names
        .iter()
        .zip(values(made).into_iter().zip(values(&asked)))
        .filter(|(_, (made, asked))| made != asked)
        .map(|(name, (made, asked))| format!("made with {name} {made}, asked for {asked}"))
        .collect();
    if !differing.is_empty() {
        bail!(
            "the devnet was {}; forget it with `cargo xtask devnet reset` first, or choose another --home",
            differing.join("; ")
        );
    }
    Ok(asked)
}

/// Writes the record; `wasmd` identifies the build that the chain runs on. The last step of making a devnet.
pub fn write(home: &Path, settings: &Settings, wasmd: &str) -> Result<()> {
    let rpc: Vec<String> = settings.ports()?.iter().map(Ports::rpc_url).collect();
    let validators: Vec<String> = (0..settings.validators).map(|i| format!("validator{i}")).collect();
    let record = json!({
        "chain_id": CHAIN_ID,
        "rpc": rpc,
        "validators": validators,
        "port_base": settings.port_base,
        "block_ms": settings.block_ms,
        "voting_seconds": settings.voting_seconds,
        "expedited_seconds": settings.expedited_seconds(),
        "wasmd": wasmd,
    });
    let path = home.join(RECORD);
    // Renamed when whole, so that an interrupted run leaves nothing that looks finished.
    let partial = home.join("devnet.json.partial");
    fs::write(&partial, format!("{record:#}\n"))
        .with_context(|| format!("cannot write {}", partial.display()))?;
    fs::rename(&partial, &path).with_context(|| format!("cannot write {}", path.display()))
}

/// The settings and the wasmd build that a devnet was made with; none where none was made.
pub fn read(home: &Path) -> Result<Option<(Settings, String)>> {
    let path = home.join(RECORD);
    if !path.is_file() {
        return Ok(None);
    }
    let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let record: Value =
        serde_json::from_slice(&text).with_context(|| format!("{} is not JSON", path.display()))?;
    let settings = (|| {
        ensure!(record["chain_id"] == CHAIN_ID, "expected chain_id {CHAIN_ID}, got {}", record["chain_id"]);
        let number = |key: &str| record[key].as_u64().with_context(|| format!("no number `{key}`"));
        let settings = Settings {
            validators: u16::try_from(
                record["validators"].as_array().context("no list `validators`")?.len(),
            )?,
            port_base: u16::try_from(number("port_base")?).context("port_base")?,
            block_ms: number("block_ms")?,
            voting_seconds: number("voting_seconds")?,
        };
        settings.check()?;
        Ok((settings, record["wasmd"].as_str().context("no text `wasmd`")?.to_owned()))
    })();
    settings
        .map(Some)
        .with_context(|| format!("{} is not the record of a devnet that this version makes", path.display()))
}
