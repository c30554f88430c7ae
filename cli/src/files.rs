//! Files that are named on the command line.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::exit::usage;

/// Bytes of a text in hex, or of a file that holds hex or the bytes themselves.
pub fn hex_or_file(text: &str) -> Result<Vec<u8>> {
    if let Ok(bytes) = hex::decode(text.trim()) {
        return Ok(bytes);
    }
    let bytes = bytes_of(&PathBuf::from(text))?;
    let decoded = std::str::from_utf8(&bytes).ok().and_then(|text| hex::decode(text.trim()).ok());
    Ok(decoded.unwrap_or(bytes))
}

/// The bytes of a file.
pub fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path)
        .map_err(|error| usage(format!("cannot read {}: {error}", path.display()), "name another file"))
}
