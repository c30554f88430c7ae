//! The second derivation of the rules, in Python: a process that reads messages and writes what becomes of a vault.

use std::io::Write;
use std::process::{Command, Stdio};

/// Numbers as the reference writes them.
pub fn words(numbers: impl IntoIterator<Item = u128>) -> String {
    numbers.into_iter().map(|number| format!(" {number}")).collect()
}

/// Compares what the reference answers to these messages, one a line, with what was answered here. False where there is no Python.
pub fn replay(script: &str, asked: &str, answered: &[String]) -> bool {
    let Some(expected) = answers(script, asked) else {
        eprintln!("skipped: the reference needs python3 in the path");
        return false;
    };
    assert_eq!(expected.lines().count(), answered.len());
    for ((asked, expected), got) in asked.lines().zip(expected.lines()).zip(answered) {
        assert_eq!(expected, got, "{asked}");
    }
    true
}

fn answers(script: &str, asked: &str) -> Option<String> {
    let spawned = Command::new("python3")
        .arg("-B")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => panic!("{error}"),
    };
    let mut stdin = child.stdin.take().unwrap();
    let asked = asked.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(asked.as_bytes()));
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    writer.join().unwrap().unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}
