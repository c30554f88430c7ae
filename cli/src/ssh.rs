//! SSH keys in files, and where a machine answers, as the command line takes them.

use std::path::Path;

use agent::ssh::{key_of, EXPECTED};
use anyhow::Result;
use api::lease_market::MAX_ENDPOINT;
use cosmwasm_std::HexBinary;

pub use agent::ssh::{line, Endpoint};

use crate::exit::usage;
use crate::files::bytes_of;

/// The 32 bytes of the key in a file such as `id_ed25519.pub`. Refuses private keys, other types by their
/// name, and a file with several keys.
pub fn public_key(path: &Path) -> Result<HexBinary> {
    let bytes = bytes_of(path)?;
    let refused = |text: String, next: &str| usage(format!("{}: {text}", path.display()), next);
    let text = String::from_utf8(bytes).map_err(|_| refused(EXPECTED.into(), MAKE))?;
    if text.contains("PRIVATE KEY") {
        let text = "expected a public key, got a private one".into();
        return Err(refused(text, "name its public half: the same file name with .pub"));
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let keys: Vec<&str> = lines.collect();
    match keys.as_slice() {
        [line] => key_of(line).map_err(|text| refused(text, MAKE)),
        other => {
            let text = format!("expected one public key, got {}", other.len());
            Err(refused(text, "copy the line of the one key into a file of its own"))
        }
    }
}

const MAKE: &str = "make a key: `ssh-keygen -t ed25519`; its public half is in the file with .pub";

/// Reads where a machine answers, for clap.
pub fn endpoint(text: &str) -> Result<String, String> {
    Endpoint::read(text).map(|_| text.to_owned()).ok_or_else(|| {
        format!("expected HOST:PORT or [IPV6]:PORT, at most {MAX_ENDPOINT} bytes, got `{text}`")
    })
}
