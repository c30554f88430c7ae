//! `camm agent` and `camm attestor` before they meet a chain: what is refused, and how.

use std::process::Command;

/// The exit code, and what stands on standard error.
fn camm(folder: &std::path::Path, words: &str) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_camm"));
    command.args(words.split_whitespace()).current_dir(folder).env_clear();
    let output = command.output().expect("camm runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().expect("no signal ends it"), said)
}

#[test]
fn a_mistake_in_an_agents_or_attestors_file_is_told_with_its_key_and_exit_code_2() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("serve");
    std::fs::create_dir_all(&folder).expect("a folder");
    let workloads = format!("[workloads]\n{} = [\"true\"]\n", "1".repeat(64));
    let write = |name: &str, head: &str| {
        std::fs::write(folder.join(name), format!("{head}\n{workloads}")).expect("a file");
    };
    write("unknown.toml", "colour = 1");
    write("no-chain.toml", "chain = \"none.toml\"\nkey = \"unknown.toml\"");
    for (words, parts) in [
        ("agent", ["provider.toml", "--config FILE"]),
        ("attestor", ["attestor.toml", "--config FILE"]),
        ("agent --config unknown.toml", ["`colour`", "min_price"]),
        ("attestor --config unknown.toml", ["`colour`", "listen"]),
        ("agent check --config unknown.toml", ["`colour`", "min_price"]),
        ("agent check --config no-chain.toml", ["chain: expected a file", "none.toml"]),
        ("attestor --config no-chain.toml", ["chain: expected a file", "none.toml"]),
        ("agent --config no-chain.toml --dry-run", ["--dry-run", "camm agent check"]),
        ("attestor --config no-chain.toml --key me", ["--key", "names chain and key"]),
    ] {
        let (code, said) = camm(&folder, words);
        assert_eq!(code, 2, "camm {words}: {said}");
        for part in parts {
            assert!(said.contains(part), "camm {words}: expected `{part}` in: {said}");
        }
    }
}
