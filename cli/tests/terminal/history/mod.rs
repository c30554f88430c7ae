//! `camm export --follow`: what blocks say, and the files that come of it.

mod chain;
mod following;
mod money;
mod pieces;
mod prices;
mod refusals;
mod work;

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::shell::{Said, Shell};
use chain::Chain;

/// Somebody who follows a chain into a folder.
pub struct Follower {
    pub shell: Shell,
}

impl Follower {
    pub fn of(chain: &Chain, name: &str) -> Self {
        let mut shell = Shell::nobody(name);
        let manifest = shell.file("manifest.json", &serde_json::to_string(&chain.manifest()).unwrap());
        shell.set("CAMM_MARKET", &manifest);
        shell.set("CAMM_NODE", &chain.url);
        Self { shell }
    }

    pub fn folder(&self) -> PathBuf {
        self.shell.folder().join("history")
    }

    /// The words that follow, with more of them.
    pub fn words(&self, more: &str) -> String {
        format!("export --follow {} {more}", self.folder().display())
    }

    /// Reads to the newest block.
    pub fn once(&self) -> Said {
        self.shell.run(&self.words("--once"))
    }

    /// The same, which must be done.
    pub fn read(&self) -> &Self {
        let said = self.once();
        assert_eq!(said.code, 0, "{}", said.err);
        self
    }

    /// A file.
    pub fn file(&self, name: &str) -> Value {
        let path = self.folder().join(format!("{name}.json"));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        serde_json::from_str(&text).unwrap()
    }

    /// Rows of a file, each a list.
    pub fn rows(&self, name: &str) -> Vec<Value> {
        self.file(name)["rows"].as_array().unwrap().clone()
    }

    /// Every file with what is in it, but the database.
    pub fn all(&self) -> Vec<(String, String)> {
        let entries = fs::read_dir(self.folder()).unwrap().map(|entry| entry.unwrap());
        let mut files: Vec<_> = entries
            .map(|entry| (entry.file_name().into_string().unwrap(), entry.path()))
            .filter(|(name, _)| name.ends_with(".json"))
            .map(|(name, path)| (name, fs::read_to_string(path).unwrap()))
            .collect();
        files.sort();
        files
    }
}

/// The cell of a column in the last row of a table.
pub fn last<'a>(table: &'a Value, column: &str) -> &'a Value {
    let columns = table["columns"].as_array().unwrap();
    let index =
        columns.iter().position(|name| name == column).unwrap_or_else(|| panic!("no column {column}"));
    &table["rows"].as_array().unwrap().last().expect("a row")[index]
}
