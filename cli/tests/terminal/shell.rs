//! Somebody at a terminal: a key, a folder, and what `camm` answers.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use chain::wallet::{named_secret, Wallet};
use compute_amm_testing::wirings::{NET, ONE, USD};
use serde_json::Value;

use crate::fake::Node;

/// Somebody.
pub struct Shell {
    home: PathBuf,
    envs: Vec<(String, String)>,
    /// The address of its key.
    pub address: String,
}

/// A command that runs.
pub struct Begun(Child);

impl Begun {
    /// Its exit code, once it ends.
    pub fn end(mut self) -> i32 {
        self.0.wait().unwrap().code().expect("an exit code")
    }

    /// Tells it to stop.
    pub fn tell(&self) {
        let kill = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status();
        assert!(kill.unwrap().success());
    }
}

/// What a command answered.
#[derive(Debug)]
pub struct Said {
    /// Its exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Shell {
    /// Somebody with so much of NET and dollars, at a terminal that knows the market.
    pub fn new(node: &Node, name: &str, whole: u128) -> Self {
        let mut shell = Self::nobody(name);
        fs::write(shell.home.join("manifest.json"), serde_json::to_string(&node.manifest).unwrap()).unwrap();
        shell.set("CAMM_MARKET", shell.home.join("manifest.json").to_str().unwrap().to_owned().as_str());
        shell.set("CAMM_NODE", &node.url);
        shell.set("CAMM_GAS_PRICE", &format!("0{NET}"));
        shell.set("CAMM_KEY", &hex::encode(named_secret(name)));
        let address = Wallet::named("wasm", name).unwrap().address().clone();
        shell.address = address.to_string();
        node.with(move |fake| {
            for denom in [NET, USD] {
                if whole > 0 {
                    fake.market.issue(&address, denom, whole * ONE);
                }
            }
        });
        shell
    }

    /// Somebody whose terminal knows nothing.
    pub fn nobody(name: &str) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let folder = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("camm-{}-{folder}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&home);
        fs::create_dir_all(&home).unwrap();
        let envs = vec![("CAMM_HOME".to_owned(), home.to_str().unwrap().to_owned())];
        Self { home, envs, address: String::new() }
    }

    /// Sets a variable of the environment.
    pub fn set(&mut self, name: &str, value: &str) {
        self.unset(name);
        self.envs.push((name.to_owned(), value.to_owned()));
    }

    /// Removes one.
    pub fn unset(&mut self, name: &str) {
        self.envs.retain(|(known, _)| known != name);
    }

    /// Writes a file into its folder; its path.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.home.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Runs `camm` with words.
    pub fn run(&self, words: &str) -> Said {
        self.with_input(&words.split_whitespace().collect::<Vec<_>>(), "")
    }

    /// Its environment.
    pub fn environment(&self) -> Vec<(String, String)> {
        self.envs.clone()
    }

    /// Its folder.
    pub fn folder(&self) -> PathBuf {
        self.home.clone()
    }

    /// Begins a line of a page, as a shell reads it, in a folder.
    pub fn begin_line(&self, line: &str, folder: &Path) -> Begun {
        println!("$ {line}");
        let programs = Path::new(env!("CARGO_BIN_EXE_camm")).parent().unwrap().to_str().unwrap();
        let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new("sh");
        // The shell gives its place to `camm`, so that it is told what the shell is told.
        command.args(["-c", &format!("exec {line}")]).current_dir(folder).env_clear();
        command.envs(self.envs.clone()).env("PATH", path).stdin(Stdio::null());
        Begun(command.spawn().unwrap())
    }

    /// Begins something that goes on; the lines that it says.
    pub fn begin(&self, words: &str) -> (Child, impl Iterator<Item = String>) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_camm"));
        command.args(words.split_whitespace()).env_clear().envs(self.envs.clone());
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        (child, said.lines().map_while(Result::ok))
    }

    /// Runs `camm` with something on standard input.
    pub fn with_input(&self, words: &[&str], input: &str) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_camm"));
        command.args(words).env_clear().envs(self.envs.clone());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        let said = Said {
            code: status.code().expect("an exit code"),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        };
        println!("$ camm {}\n{}{}", words.join(" "), said.out, said.err);
        said
    }

    /// The document that a command answers; it must be done.
    pub fn ask(&self, words: &str) -> Value {
        let said = self.run(&format!("--json {words}"));
        assert_eq!(said.code, 0, "camm {words}: {}", said.err);
        serde_json::from_str(&said.out).unwrap_or_else(|e| panic!("camm {words}: {e}: {}", said.out))
    }

    /// What a command says to people; it must be done.
    pub fn read(&self, words: &str) -> String {
        let said = self.run(words);
        assert_eq!(said.code, 0, "camm {words}: {}", said.err);
        said.out
    }

    /// A command that must end with an exit code, and say these things on standard error, what to do next among them.
    pub fn refused(&self, words: &str, code: i32, parts: &[&str]) {
        let said = self.run(words);
        assert_eq!(said.code, code, "camm {words}: {}{}", said.out, said.err);
        for part in parts {
            assert!(said.err.contains(part), "camm {words}: expected `{part}` in: {}", said.err);
        }
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.home);
    }
}
