//! A later build of a contract, where only one is linked: the same code under another checksum, that calls itself a later
//! patch version.
//!
//! Its migration is the linked one, run on a record that looks older; afterwards the record is given the later version. So it
//! shows that migrating keeps the state and that the contract works on it, not that two versions fit together: that takes two
//! builds, and a chain.

use anyhow::{Context as _, Result};
use cosmwasm_std::{Binary, Checksum, Deps, DepsMut, Empty, Env, MessageInfo, Reply, Response, Storage};
use cw_multi_test::Contract;

use crate::market::CW2;

/// Replaces the version of a cw2 record; returns what it was.
fn set_version(storage: &mut dyn Storage, version: &str) -> Result<String> {
    let bytes = storage.get(CW2).context("no cw2 record")?;
    let mut record: serde_json::Value = serde_json::from_slice(&bytes).context("the cw2 record")?;
    let was = record["version"].as_str().context("no version in the cw2 record")?.to_owned();
    record["version"] = version.into();
    storage.set(CW2, record.to_string().as_bytes());
    Ok(was)
}

struct Next {
    inner: Box<dyn Contract<Empty>>,
    checksum: Checksum,
    patches: u64,
}

/// The build that follows a contract's own `patches` patches later.
pub fn build(inner: Box<dyn Contract<Empty>>, patches: u64) -> Result<Box<dyn Contract<Empty>>> {
    let own = inner.checksum().context("a build has a checksum")?;
    let checksum = Checksum::generate(&[own.as_slice(), &patches.to_be_bytes()].concat());
    Ok(Box::new(Next { inner, checksum, patches }))
}

impl Contract<Empty> for Next {
    fn instantiate(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.inner.instantiate(deps, env, info, msg)
    }

    fn execute(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.inner.execute(deps, env, info, msg)
    }

    fn query(&self, deps: Deps, env: Env, msg: Vec<u8>) -> Result<Binary> {
        self.inner.query(deps, env, msg)
    }

    fn reply(&self, deps: DepsMut, env: Env, msg: Reply) -> Result<Response> {
        self.inner.reply(deps, env, msg)
    }

    fn sudo(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        self.inner.sudo(deps, env, msg)
    }

    fn migrate(&self, mut deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        set_version(deps.storage, "0.0.0")?;
        let response = self.inner.migrate(deps.branch(), env, msg)?;
        let linked = set_version(deps.storage, "")?;
        let (minor, patch) = linked.rsplit_once('.').context("expected major.minor.patch")?;
        let patch = patch.parse::<u64>().with_context(|| format!("patch of {linked}"))? + self.patches;
        set_version(deps.storage, &format!("{minor}.{patch}"))?;
        Ok(response)
    }

    fn checksum(&self) -> Option<Checksum> {
        Some(self.checksum)
    }
}
