//! A later build of a contract, where only one is linked: the same code under another checksum, that calls
//! itself a later patch version.
//!
//! Its migration is what every contract's is, the check of the version, run for the later one: the linked
//! code takes over no state but that of versions before its own. So it shows that the contract works on the
//! state afterwards, not that two versions fit together: that takes two builds, and a chain.

use anyhow::{Context as _, Result};
use api::versioning::ensure_migration;
use cosmwasm_std::{Binary, Checksum, Deps, DepsMut, Empty, Env, MessageInfo, Reply, Response, Storage};
use cw_multi_test::Contract;

use crate::client::CW2;

/// The name in a cw2 record.
fn name(storage: &dyn Storage) -> Result<String> {
    let bytes = storage.get(CW2).context("no cw2 record")?;
    let record: serde_json::Value = serde_json::from_slice(&bytes).context("the cw2 record")?;
    Ok(record["contract"].as_str().context("no name in the cw2 record")?.to_owned())
}

/// The version that is `patches` patches after the linked one, which all crates of the workspace share.
fn version(patches: u64) -> Result<String> {
    let linked = env!("CARGO_PKG_VERSION");
    let (minor, patch) = linked.rsplit_once('.').context("expected major.minor.patch")?;
    let patch = patch.parse::<u64>().with_context(|| format!("patch of {linked}"))? + patches;
    Ok(format!("{minor}.{patch}"))
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

    fn migrate(&self, deps: DepsMut, _env: Env, _msg: Vec<u8>) -> Result<Response> {
        let name = name(deps.storage)?;
        ensure_migration(deps.storage, &name, &version(self.patches)?)?;
        Ok(Response::new())
    }

    fn checksum(&self) -> Option<Checksum> {
        Some(self.checksum)
    }
}
