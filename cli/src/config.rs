//! Which market, which nodes, which key: from the command line, the environment, or a file, in this order.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use chain::node::{Endpoint, GasPrice, Node};
use chain::rpc::Rpc;
use cosmwasm_std::Decimal;
use deploy::Manifest;
use serde::Deserialize;

use crate::ask::Market;
use crate::common::Common;
use crate::exit::{missing, usage};

/// What gas costs where nobody says: of the network token.
const GAS_PRICE: &str = "0.025";
/// How long a node may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The configuration file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// The deployment's manifest; a relative path starts at the file's folder.
    pub market: Option<PathBuf>,
    /// RPC addresses of nodes; while one cannot be reached, the others are tried.
    #[serde(default)]
    pub node: Vec<String>,
    /// What a unit of gas costs, e.g. `0.025unet`.
    pub gas_price: Option<String>,
    /// Name of the key that signs.
    pub key: Option<String>,
}

/// The folder of configuration and keys: `CAMM_HOME`, else `camm` in the user's configuration folder.
pub fn home() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("CAMM_HOME") {
        return Ok(PathBuf::from(folder));
    }
    if let Some(folder) = env::var_os("XDG_CONFIG_HOME").filter(|folder| !folder.is_empty()) {
        return Ok(PathBuf::from(folder).join("camm"));
    }
    let home = env::var_os("HOME")
        .ok_or_else(|| usage("no HOME in the environment", "set CAMM_HOME to a folder"))?;
    Ok(PathBuf::from(home).join(".config").join("camm"))
}

impl File {
    /// Reads the user's file; nothing is set where there is none. A file that is named must be there.
    pub fn read(named: Option<&Path>) -> Result<Self> {
        let path = match named {
            Some(path) => path.to_owned(),
            None => home()?.join("config.toml"),
        };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default())
            }
            Err(error) => {
                return Err(usage(
                    format!("cannot read {}: {error}", path.display()),
                    "name another: --config FILE",
                ))
            }
        };
        let mut file: Self = toml::from_str(&text).map_err(|error| {
            usage(
                format!("{}: {}", path.display(), error.to_string().trim().replace('\n', " ")),
                "its keys are market, node, gas_price and key: see docs/cli.md",
            )
        })?;
        if let (Some(market), Some(folder)) = (&file.market, path.parent()) {
            file.market = Some(folder.join(market));
        }
        Ok(file)
    }
}

/// Connects to the market that the command line, the environment or the file names.
pub fn connect(common: &Common) -> Result<Market> {
    let file = File::read(common.config.as_deref())?;
    let manifest = manifest(common, &file)?;
    let rpc = if common.node.is_empty() { file.node.clone() } else { common.node.clone() };
    if rpc.is_empty() {
        return Err(usage(
            "no node is named",
            "name one: --node http://HOST:26657, CAMM_NODE, or `node` in the configuration",
        ));
    }
    let (at, prefix) = (manifest.addresses().context("the manifest")?, prefix(&manifest)?);
    let price = common.gas_price.clone().or(file.gas_price);
    let price = price.unwrap_or_else(|| format!("{GAS_PRICE}{}", manifest.network_denom));
    let endpoint = Endpoint {
        rpc: rpc.clone(),
        chain_id: manifest.chain_id.clone(),
        prefix,
        gas_price: gas_price(&price)?,
    };
    let node = Node::over(Rpc::new(&rpc)?.patient_for(PATIENCE), &endpoint)?;
    Ok(Market { node, at, manifest })
}

/// The market's manifest, without asking a chain.
pub fn manifest(common: &Common, file: &File) -> Result<Manifest> {
    let path = common.market.clone().or_else(|| file.market.clone());
    let path = path.ok_or_else(|| {
        usage(
            "no market is named",
            "name the manifest of its deployment: --market FILE, CAMM_MARKET, or `market` in the configuration",
        )
    })?;
    let manifest = chain::manifest::read(&path)
        .map_err(|error| usage(format!("{error:#}"), "name the manifest that `cargo xtask deploy` wrote"))?;
    manifest.ok_or_else(|| {
        missing(format!("there is no manifest at {}", path.display()), "name another: --market FILE")
    })
}

/// Prefix of the addresses of a market's chain.
pub fn prefix(manifest: &Manifest) -> Result<String> {
    let pool = manifest.addresses().context("the manifest")?.pool;
    let prefix = pool.rsplit_once('1').map(|(prefix, _)| prefix.to_owned());
    prefix.with_context(|| format!("the manifest: not an address of a chain: `{pool}`"))
}

/// Reads a price of gas: a decimal number and a denom.
pub fn gas_price(text: &str) -> Result<GasPrice> {
    let wrong = || {
        usage(
            format!("gas price: expected such as `0.025unet`, got `{text}`"),
            "write a number, then the denom",
        )
    };
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or_else(wrong)?;
    let (number, denom) = text.split_at(end);
    let price: Decimal = number.parse().map_err(|_| wrong())?;
    Ok(GasPrice { denom: denom.to_owned(), price })
}
