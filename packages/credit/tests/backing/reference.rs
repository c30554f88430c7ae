//! The second derivation of the rules, in Python: a process that reads messages and writes what becomes of a vault.

use std::io::Write;
use std::process::{Command, Stdio};

/// Numbers as the reference writes them.
pub fn words(numbers: impl IntoIterator<Item = u128>) -> String {
    numbers.into_iter().map(|number| format!(" {number}")).collect()
}

/// Compares what the reference answers to these messages, one a line, with what was answered here.
pub fn replay(script: &str, asked: &str, answered: &[String]) {
    let expected = answers(script, asked);
    assert_eq!(expected.lines().count(), answered.len());
    for ((asked, expected), got) in asked.lines().zip(expected.lines()).zip(answered) {
        assert_eq!(expected, got, "{asked}");
    }
}

fn answers(script: &str, asked: &str) -> String {
    let mut child = Command::new("python3")
        .arg("-B")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("the reference needs python3 in the path: {error}"));
    let mut stdin = child.stdin.take().unwrap();
    let asked = asked.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(asked.as_bytes()));
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    writer.join().unwrap().unwrap();
    String::from_utf8(output.stdout).unwrap()
}
