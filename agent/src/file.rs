//! What the files of an agent and of an attestor have in common. Errors name the key, what was expected and what came.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{bail, ensure, Context, Result};
use toml::{Table, Value};

use crate::program::{Container, Program};

/// Keys of a container.
const CONTAINER: [&str; 4] = ["engine", "image", "args", "options"];

/// A file as it is written, and where it lies.
pub struct File<'a> {
    /// The name of the table, with a dot, if it is one in a file.
    within: String,
    table: Table,
    folder: &'a Path,
}

impl<'a> File<'a> {
    /// The text of a file that lies in `folder` and may have these keys.
    pub fn parse(text: &str, folder: &'a Path, keys: &[&str]) -> Result<Self> {
        let table: Table = text.parse().context("expected TOML")?;
        known(&table, keys)?;
        Ok(Self { within: String::new(), table, folder })
    }

    /// A table in the file, which may have these keys; empty if it is not there.
    pub fn table(&self, key: &str, keys: &[&str]) -> Result<Self> {
        let table = match self.table.get(key) {
            None => Table::new(),
            Some(Value::Table(table)) => table.clone(),
            Some(other) => bail!("{key}: expected a table with {}, got {other}", keys.join(", ")),
        };
        self.inner(table, key, keys)
    }

    /// A table under a name, which may have these keys.
    fn inner(&self, table: Table, name: &str, keys: &[&str]) -> Result<Self> {
        known(&table, keys).with_context(|| name.to_owned())?;
        Ok(Self { within: format!("{name}."), table, folder: self.folder })
    }

    /// A text, if it is said.
    pub fn text(&self, key: &str) -> Result<Option<&str>> {
        match self.table.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => bail!("{}{key}: expected a text in quotes, got {other}", self.within),
        }
    }

    /// A path, which starts at the file's folder.
    pub fn path(&self, key: &str, otherwise: Option<&str>) -> Result<PathBuf> {
        let text = self.text(key)?.or(otherwise).filter(|text| !text.is_empty());
        Ok(self.folder.join(text.with_context(|| format!("{key}: expected a path, got nothing"))?))
    }

    /// Whether a key is said.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A whole number in bounds.
    pub fn number(&self, key: &str, bounds: RangeInclusive<u64>, otherwise: u64) -> Result<u64> {
        let Some(value) = self.table.get(key) else { return Ok(otherwise) };
        let number = value.as_integer().and_then(|number| u64::try_from(number).ok());
        number.filter(|number| bounds.contains(number)).with_context(|| {
            format!("{}{key}: expected {} to {}, got {value}", self.within, bounds.start(), bounds.end())
        })
    }

    /// A command and its arguments, which must be said.
    pub fn words(&self, key: &str) -> Result<Vec<String>> {
        self.command(&format!("{}{key}", self.within), self.list(key)?)
    }

    /// NET base units, as text.
    pub fn amount(&self, key: &str, otherwise: u128) -> Result<u128> {
        let Some(text) = self.text(key)? else { return Ok(otherwise) };
        text.parse().ok().with_context(|| {
            format!("{}{key}: expected NET base units such as \"1000\", got \"{text}\"", self.within)
        })
    }

    fn list(&self, key: &str) -> Result<&[Value]> {
        match self.table.get(key) {
            None => Ok(&[]),
            Some(Value::Array(list)) => Ok(list),
            Some(other) => bail!("{}{key}: expected a list, got {other}", self.within),
        }
    }

    /// A list of texts.
    pub fn texts(&self, key: &str) -> Result<Vec<String>> {
        texts(&format!("{}{key}", self.within), self.list(key)?)
    }

    /// `methods`.
    pub fn methods(&self) -> Result<BTreeSet<u32>> {
        let read = |value: &Value| {
            let number = value.as_integer().and_then(|number| u32::try_from(number).ok());
            number.with_context(|| format!("methods: expected numbers of methods, got {value}"))
        };
        self.list("methods")?.iter().map(read).collect()
    }

    /// `memory_mib`.
    pub fn memory(&self) -> Result<u64> {
        self.number("memory_mib", 16..=16_777_216, 2_048)
    }

    /// `attestors`.
    pub fn attestors(&self) -> Result<Vec<String>> {
        let all = self.texts("attestors")?;
        for url in &all {
            ensure!(
                url.starts_with("http://") || url.starts_with("https://"),
                "attestors: expected addresses that begin with http:// or https://, got \"{url}\""
            );
        }
        ensure!(
            all.iter().collect::<BTreeSet<_>>().len() == all.len(),
            "attestors: expected distinct addresses, got one twice"
        );
        Ok(all.into_iter().map(|url| url.trim_end_matches('/').to_owned()).collect())
    }

    /// An address to listen on; none, if the text, or what stands in its place where it is left out, is empty.
    pub fn address(&self, key: &str, otherwise: &str) -> Result<Option<SocketAddr>> {
        let text = self.text(key)?.unwrap_or(otherwise);
        if text.is_empty() {
            return Ok(None);
        }
        let address = text.parse().ok();
        let such = if otherwise.is_empty() { "0.0.0.0:8080" } else { otherwise };
        let expected =
            || format!("{}{key}: expected an address such as \"{such}\", got \"{text}\"", self.within);
        Ok(Some(address.with_context(expected)?))
    }

    /// `workloads`, whose commands and engines with a `/` start at the file's folder.
    /// Those of an attestor may be inspectors.
    pub fn workloads(&self, attestor: bool) -> Result<BTreeMap<[u8; 32], Program>> {
        let table = match self.table.get("workloads") {
            Some(Value::Table(table)) if !table.is_empty() => table,
            Some(Value::Table(_)) | None => {
                bail!("workloads: expected at least one program and its command, got none")
            }
            Some(other) => bail!("workloads: expected a table of programs, got {other}"),
        };
        let mut workloads = BTreeMap::new();
        for (program, command) in table {
            let digest: Option<[u8; 32]> = hex::decode(program).ok().and_then(|bytes| bytes.try_into().ok());
            let digest = digest.with_context(|| {
                format!("workloads: expected a program's digest, 64 hex digits, got `{program}`")
            })?;
            let key = format!("workloads.{program}");
            let workload = match command {
                Value::Array(list) => self.command(&key, list)?.into(),
                Value::Table(table) if attestor && table.contains_key("inspect") => {
                    let inspector = self.inner(table.clone(), &key, &["inspect"])?;
                    Program::Inspector(self.command(&format!("{key}.inspect"), inspector.list("inspect")?)?)
                }
                Value::Table(table) => {
                    Program::Container(self.inner(table.clone(), &key, &CONTAINER)?.container()?)
                }
                other => {
                    bail!("{key}: expected a list of command and arguments, or a table of a container, got {other}")
                }
            };
            ensure!(
                workloads.insert(digest, workload).is_none(),
                "{key}: expected each program once, got it twice"
            );
        }
        Ok(workloads)
    }

    /// A command and its arguments.
    fn command(&self, key: &str, list: &[Value]) -> Result<Vec<String>> {
        let mut words = texts(key, list)?;
        let first = words.first_mut().filter(|name| !name.is_empty());
        let first = first.with_context(|| format!("{key}: expected a command, got an empty list"))?;
        *first = self.runs(first);
        Ok(words)
    }

    /// What is run, which starts at the file's folder if it is a path.
    fn runs(&self, name: &str) -> String {
        match name.contains('/') {
            true => self.folder.join(name).to_string_lossy().into_owned(),
            false => name.to_owned(),
        }
    }

    /// This table's `engine`, `image`, `args` and `options`.
    fn container(&self) -> Result<Container> {
        let within = self.within.trim_end_matches('.');
        let engine = self.text("engine")?.unwrap_or_default();
        let kind = engine.rsplit('/').next().unwrap_or_default();
        ensure!(
            matches!(kind, "podman" | "docker"),
            "{within}: expected `engine` to be \"podman\" or \"docker\", or the path of one, got \"{engine}\""
        );
        let image = self.text("image")?.unwrap_or_default();
        let digest =
            image.split_once("@sha256:").filter(|(name, _)| !name.is_empty() && !name.starts_with('-'));
        ensure!(
            digest.is_some_and(|(_, digest)| hex::decode(digest).is_ok_and(|bytes| bytes.len() == 32)),
            "{within}: expected `image` by its digest, as \"name@sha256:…\" with 64 hex digits, got \"{image}\""
        );
        let (args, options) = (self.texts("args")?, self.texts("options")?);
        Ok(Container { engine: self.runs(engine), image: image.to_owned(), args, options })
    }
}

/// Refuses keys that are none of these.
fn known(table: &Table, keys: &[&str]) -> Result<()> {
    match table.keys().find(|key| !keys.contains(&key.as_str())) {
        // Where it was once; an agent's page says more.
        Some(old) if old == "metrics" && keys.contains(&"listen") && keys.contains(&"methods") => {
            bail!("unknown key `metrics`: expected it in the table `listen`, as `listen.metrics = \"…\"`")
        }
        Some(unknown) => bail!("unknown key `{unknown}`: expected one of {}", keys.join(", ")),
        None => Ok(()),
    }
}

fn texts(key: &str, list: &[Value]) -> Result<Vec<String>> {
    let read = |value: &Value| {
        let text = value.as_str().map(str::to_owned);
        text.with_context(|| format!("{key}: expected texts in quotes, got {value}"))
    };
    list.iter().map(read).collect()
}

/// The text of a file, and its folder as an absolute path: commands run in folders of their own.
pub fn read(path: &Path) -> Result<(String, PathBuf)> {
    let context = || format!("cannot read {}", path.display());
    let text = std::fs::read_to_string(path).with_context(context)?;
    let path = std::path::absolute(path).with_context(context)?;
    Ok((text, path.parent().unwrap_or(Path::new("/")).to_owned()))
}

/// Refuses a key's file that anybody but its user may read or write, as ssh does.
fn private(path: &Path) -> Result<()> {
    let about = std::fs::metadata(path).with_context(|| format!("key: cannot look at {}", path.display()))?;
    let mode = about.permissions().mode() & 0o777;
    ensure!(
        mode & 0o077 == 0,
        "key: expected a file that its user alone may read, got {} with mode {mode:03o}: `chmod 600` it",
        path.display()
    );
    Ok(())
}

/// Refuses what asks nobody: a key whose file is not there or open to others, and a command that cannot be found.
pub fn check(files: &[(&str, &Path)], workloads: &BTreeMap<[u8; 32], Program>) -> Result<()> {
    for (key, path) in files {
        ensure!(path.is_file(), "{key}: expected a file, got {}, where none is", path.display());
        if *key == "key" {
            private(path)?;
        }
    }
    for (program, workload) in workloads {
        runnable(&format!("workloads.{}", hex::encode(program)), workload.name())?;
    }
    Ok(())
}

/// Refuses a command that cannot be found.
pub fn runnable(key: &str, name: &str) -> Result<()> {
    let found = match name.contains('/') {
        true => Path::new(name).is_file(),
        false => std::env::var_os("PATH")
            .is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(name).is_file())),
    };
    ensure!(found, "{key}: expected a command that can be run, got `{name}`, which is not found");
    Ok(())
}
