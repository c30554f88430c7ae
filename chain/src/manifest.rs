//! The manifest as a file.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{ensure, Context, Result};
use deploy::Manifest;

use crate::found::Found;

/// Reads a manifest; none, where there is no file.
pub fn read(path: &Path) -> Result<Option<Manifest>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let manifest = serde_json::from_str(&text).with_context(|| {
        format!("{} is not a manifest; delete it to have it written anew", path.display())
    })?;
    Ok(Some(manifest))
}

/// Writes a manifest whole or not at all; whether the file changed.
pub fn write(path: &Path, manifest: &Manifest) -> Result<bool> {
    let text = format!("{}\n", serde_json::to_string_pretty(manifest)?);
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(false);
    }
    let context = || format!("cannot write {}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(context)?;
    }
    let new = path.with_extension("json.new");
    let mut file = fs::File::create(&new).with_context(context)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).with_context(context)?;
    fs::rename(&new, path).with_context(context)?;
    Ok(true)
}

/// Refuses a manifest of another market, which would be overwritten, and one of a market that this chain no longer has: a
/// manifest is only ever a record, so it is not believed, but nor is it dropped without a word.
pub fn check(path: &Path, old: &Manifest, market: &Found, chain_id: &str) -> Result<()> {
    let (got, expected) = ((&old.chain_id, &old.salt), (chain_id, &market.wiring.salt));
    ensure!(
        got.0 == expected.0 && got.1 == expected.1,
        "{} records market `{}` on {}, not `{}` on {}; name another manifest in the file",
        path.display(),
        got.1,
        got.0,
        expected.1,
        expected.0
    );
    ensure!(
        !market.contracts.is_empty(),
        "{} records a market that {chain_id} does not have: the chain was reset, or is another one of the same \
         name; delete the manifest to deploy a new market",
        path.display()
    );
    Ok(())
}
