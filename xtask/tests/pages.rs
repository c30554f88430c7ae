//! The commands on the pages are ones that `cargo xtask` knows. Arguments that a task hands to another program are that program's.

use std::path::Path;

use clap::Parser;
use xtask::cli::Cli;

/// The commands in fenced blocks of a page, each with its line: what follows `cargo xtask`, up to a comment or the next command, with
/// what may be left out.
fn commands(text: &str) -> Vec<(usize, String)> {
    let mut fenced = false;
    let mut found = vec![];
    for (at, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        let line = line.split(" #").next().unwrap_or_default();
        for command in line.split("&&").filter(|_| fenced) {
            if let Some(rest) = command.trim().strip_prefix("cargo xtask") {
                found.push((at + 1, rest.trim().replace(['[', ']'], "")));
            }
        }
    }
    found
}

fn parse(command: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(["cargo xtask"].into_iter().chain(command.split_whitespace()))
}

#[test]
fn every_command_on_a_page_is_parsed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let docs =
        std::fs::read_dir(root.join("docs")).expect("docs/").map(|entry| entry.expect("an entry").path());
    let mut seen = 0;
    for page in docs.chain(["README.md", "CONTRIBUTING.md"].map(|name| root.join(name))) {
        let text = std::fs::read_to_string(&page).expect("a page");
        for (line, command) in commands(&text) {
            seen += 1;
            if let Err(error) = parse(&command) {
                panic!("{}:{line}: cargo xtask {command}: {error}", page.display());
            }
        }
    }
    assert!(seen > 10, "{seen} commands");
}

#[test]
fn a_command_that_nobody_knows_is_seen_and_refused() {
    let page = "```sh\ncargo xtask schema --check && cargo xtask shcema # twice\n```\ncargo xtask is no command here";
    let found = commands(page);
    assert_eq!(found, [(2, "schema --check".to_string()), (2, "shcema".to_string())]);
    assert!(parse(&found[0].1).is_ok());
    assert!(parse(&found[1].1).is_err());
    assert!(parse("schema --chekc").is_err());
}
