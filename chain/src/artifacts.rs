//! The wasm to deploy.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{ensure, Context, Result};
use deploy::{Checksum, Checksums, Code};
use flate2::write::GzEncoder;
use flate2::Compression;
use sha2::{Digest, Sha256};

/// The nine built codes of a folder.
pub struct Artifacts {
    folder: PathBuf,
    checksums: Checksums,
    packed: RefCell<BTreeMap<Code, Rc<Vec<u8>>>>,
}

impl Artifacts {
    /// Reads `<name>.wasm` of every code. Where the folder has a `checksums.txt`, every file must be the one it names.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut checksums = Checksums::new();
        for code in Code::ALL {
            checksums.insert(code, Sha256::digest(wasm(folder, code)?).into());
        }
        let list = folder.join("checksums.txt");
        if list.is_file() {
            let text =
                fs::read_to_string(&list).with_context(|| format!("cannot read {}", list.display()))?;
            let named = deploy::parse_checksums(&text).with_context(|| list.display().to_string())?;
            for (code, expected) in named {
                let got = checksums.get(&code).copied().unwrap_or_default();
                ensure!(
                    got == expected,
                    "{}.wasm: {} names checksum {}, got {}; build it again (`cargo xtask wasm --check`)",
                    code.name(),
                    list.display(),
                    hex::encode(expected),
                    hex::encode(got)
                );
            }
        }
        Ok(Self { folder: folder.to_owned(), checksums, packed: RefCell::default() })
    }

    /// sha256 of every code.
    pub fn checksums(&self) -> &Checksums {
        &self.checksums
    }

    /// sha256 of one code.
    pub fn checksum(&self, code: Code) -> Result<Checksum> {
        self.checksums.get(&code).copied().with_context(|| format!("no artifact of {}", code.name()))
    }

    /// Bytes of a code, not compressed.
    pub fn size(&self, code: Code) -> Result<u64> {
        Ok(u64::try_from(wasm(&self.folder, code)?.len())?)
    }

    /// A code as proposals carry it: compressed, and the same bytes every time.
    pub fn gzip(&self, code: Code) -> Result<Rc<Vec<u8>>> {
        if let Some(packed) = self.packed.borrow().get(&code) {
            return Ok(packed.clone());
        }
        let mut encoder = GzEncoder::new(vec![], Compression::best());
        encoder.write_all(&wasm(&self.folder, code)?)?;
        let packed = Rc::new(encoder.finish()?);
        self.packed.borrow_mut().insert(code, packed.clone());
        Ok(packed)
    }
}

fn wasm(folder: &Path, code: Code) -> Result<Vec<u8>> {
    let path = folder.join(format!("{}.wasm", code.name()));
    fs::read(&path).with_context(|| {
        format!("cannot read {}: build the contracts first (`cargo xtask wasm`)", path.display())
    })
}
