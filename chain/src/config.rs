//! The wiring file: how a chain is reached, who proposes and votes, and the market that it is to have.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{bail, ensure, Context, Result};
use cosmwasm_std::{Coin, Decimal};
use deploy::Wiring;
use serde::Deserialize;
use serde_json::Value;

use crate::node::{Endpoint, GasPrice};
use crate::wallet::Wallet;

/// Bytes of the repository, which stands in every proposal.
const REPOSITORY: usize = 200;

/// A chain and its market, as one file says it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainFile {
    /// Where the deployment is recorded; a relative path starts at the file's folder.
    pub manifest: PathBuf,
    /// Whether a first job is done once the market stands: on a devnet, whose faucet pays for it.
    #[serde(default)]
    pub try_out: bool,
    /// Where voters find the sources: goes into each proposal.
    pub repository: Option<String>,
    /// The chain.
    pub chain: Chain,
    /// The market.
    pub wiring: Wiring,
}

/// A chain: how it is reached, and how its governance is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// Its id.
    pub id: String,
    /// RPC addresses of its nodes; while one cannot be reached, the others are tried.
    pub rpc: Vec<String>,
    /// Prefix of its addresses.
    pub prefix: String,
    /// Its program, for the commands that go with proposals written as files.
    pub daemon: String,
    /// What transactions pay.
    pub gas_price: Price,
    /// Who stores the codes.
    #[serde(default)]
    pub upload: Upload,
    /// What governance asks for.
    pub governance: Governance,
}

/// Who stores the codes. Contracts are governance's either way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Upload {
    /// Governance, by a proposal for each.
    #[default]
    Governance,
    /// An account that the chain lets store codes: by transactions, without a vote.
    Account(String),
}

impl Upload {
    /// The account, if one stores them.
    pub fn account(&self) -> Option<&str> {
        match self {
            Upload::Governance => None,
            Upload::Account(account) => Some(account),
        }
    }
}

/// What a unit of gas costs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Denom of the fees.
    pub denom: String,
    /// Base units per gas, as text.
    pub price: Decimal,
}

/// How a proposal comes to pass.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Governance {
    /// Deposit that opens the vote at once.
    pub deposit: Coin,
    /// Asks for the shorter vote.
    pub expedited: bool,
    /// Seconds after which a vote that has not ended counts as stuck.
    pub decided_within: u64,
    /// Who submits proposals. Without a proposer and voters they are written as files.
    pub proposer: Option<Key>,
    /// Who votes yes: accounts of a devnet, whose keys everybody knows.
    #[serde(default)]
    pub voters: Vec<String>,
}

/// A key that signs.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// An account of a devnet, by name. Everybody knows its key.
    DevnetAccount(String),
    /// A file with 32 bytes in hex; a relative path starts at the wiring file's folder.
    KeyFile(PathBuf),
    /// An address whose key is not here: a multisig group or a DAO, which take the proposals as files.
    Account(String),
}

/// Who acts in a deployment that carries its own proposals through.
pub struct Signers {
    /// Submits.
    pub proposer: Wallet,
    /// Accounts of a devnet that vote yes.
    pub voters: Vec<String>,
}

impl ChainFile {
    /// Reads a wiring file; an error names the line and the field.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        Self::parse(&text, folder).with_context(|| format!("in {}", path.display()))
    }

    /// Reads the text of a wiring file that lies in `folder`.
    pub fn parse(text: &str, folder: &Path) -> Result<Self> {
        let mut file: Self = toml::from_str(text)?;
        let written: Value = toml::from_str(text)?;
        // The messages' own types, of which the wiring is made, may take unknown fields without a word.
        if let Some(wiring) = written.get("wiring") {
            Written(wiring).refuse_unknown("", "wiring", wiring, &serde_json::to_value(&file.wiring)?)?;
        }
        file.manifest = folder.join(&file.manifest);
        if let Some(Key::KeyFile(path)) = &mut file.chain.governance.proposer {
            *path = folder.join(&path);
        }
        let repository = file.repository.as_deref().unwrap_or_default();
        ensure!(
            repository.len() <= REPOSITORY && !repository.contains(char::is_control),
            "repository: expected a line of at most {REPOSITORY} bytes, got {} bytes",
            repository.len()
        );
        file.wiring.check().context("[wiring]")?;
        file.chain.check().context("[chain]")?;
        Ok(file)
    }
}

/// A wiring as a file says it, to ask which of its fields are read.
struct Written<'a>(&'a Value);

impl Written<'_> {
    /// Refuses a field that was written and not read: of what lies at a JSON pointer, shown as `path`.
    fn refuse_unknown(&self, pointer: &str, path: &str, written: &Value, read: &Value) -> Result<()> {
        match (written, read) {
            (Value::Object(written), Value::Object(read)) => {
                for (name, value) in written {
                    let path = format!("{path}.{name}");
                    let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                    match read.get(name) {
                        Some(read) => self.refuse_unknown(&pointer, &path, value, read)?,
                        // What holds anyway is not written back.
                        None if self.is_read(&pointer) => {}
                        None => {
                            let known: Vec<_> = read.keys().map(|key| format!("`{key}`")).collect();
                            bail!("unknown field {path}: expected {}", known.join(", "));
                        }
                    }
                }
                Ok(())
            }
            (Value::Array(written), Value::Array(read)) => {
                written.iter().zip(read).enumerate().try_for_each(|(i, (written, read))| {
                    self.refuse_unknown(&format!("{pointer}/{i}"), &format!("{path}[{i}]"), written, read)
                })
            }
            _ => Ok(()),
        }
    }

    /// Whether anything reads the field at a JSON pointer: then it refuses a value that no field of a wiring takes.
    fn is_read(&self, pointer: &str) -> bool {
        let mut tried = self.0.clone();
        if let Some(value) = tried.pointer_mut(pointer) {
            *value = Value::from(-0.5);
        }
        serde_json::from_value::<Wiring>(tried).is_err()
    }
}

impl Chain {
    fn check(&self) -> Result<()> {
        ensure!(!self.rpc.is_empty(), "rpc: expected at least one address, got none");
        let governance = &self.governance;
        ensure!(
            governance.proposer.is_some() || governance.voters.is_empty(),
            "governance: voters without a proposer; name one, or leave the voters out"
        );
        Ok(())
    }

    /// How to connect.
    pub fn endpoint(&self) -> Endpoint {
        let Price { denom, price } = self.gas_price.clone();
        Endpoint {
            rpc: self.rpc.clone(),
            chain_id: self.id.clone(),
            prefix: self.prefix.clone(),
            gas_price: GasPrice { denom, price },
        }
    }

    /// Who signs; none, where proposals can only be written as files.
    pub fn signers(&self) -> Result<Option<Signers>> {
        let Governance { proposer: Some(key), voters, .. } = &self.governance else { return Ok(None) };
        if voters.is_empty() {
            return Ok(None);
        }
        let proposer = match key {
            Key::DevnetAccount(name) => Wallet::named(&self.prefix, name)?,
            Key::KeyFile(path) => Wallet::from_file(&self.prefix, path)?,
            Key::Account(account) => {
                bail!("governance: {account} signs by itself, so leave the voters out and use `--files DIR`")
            }
        };
        Ok(Some(Signers { proposer, voters: voters.clone() }))
    }

    /// How long to wait for a vote.
    pub fn decided_within(&self) -> Duration {
        Duration::from_secs(self.governance.decided_within)
    }
}
