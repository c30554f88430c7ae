//! A chain whose voters are people: the proposals come as files, and each is submitted with the chain's own
//! program by the command that the tool writes beside it.

use std::fs;
use std::path::Path;

use anyhow::{ensure, Result};
use chain::gov;
use chain::node::Node;
use chain::wallet::Wallet;
use chain_tests::TestChain;

/// Runs every command of NEXT.md as it stands there, with the deployer's key, and votes on what was
/// submitted; returns the ids.
fn submit_all(chain: &TestChain, folder: &Path, node: &Node, first: u64) -> Result<Vec<u64>> {
    let voter = Wallet::named(node.prefix(), "validator0")?;
    let next = fs::read_to_string(folder.join("NEXT.md"))?;
    let commands: Vec<&str> = next.lines().filter_map(|line| line.trim().strip_prefix("wasmd ")).collect();
    ensure!(!commands.is_empty(), "NEXT.md names no command:\n{next}");
    let mut ids = vec![];
    for (command, id) in commands.into_iter().zip(first..) {
        let words = command.split_whitespace().map(|word| if word == "<key>" { "deployer" } else { word });
        let output = chain
            .wasmd()?
            .current_dir(folder)
            .args(words)
            .args(["--yes", "--keyring-backend", "test", "--home"])
            .arg(chain.home().join("node0"))
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(output.status.success(), "`wasmd {command}`: {said}");
        let height = node.latest()?.height;
        while gov::state(node, id).is_err() {
            ensure!(
                node.wait_blocks(1)?.height < height + 20,
                "proposal {id} never came; `wasmd {command}`: {said}"
            );
        }
        if id == first {
            // Asked again meanwhile, the tool knows what is being voted on.
            let again = chain.home().join("again");
            chain::deployment::write_files(&chain.file, &chain.artifacts, &again, &mut |_: &str| {})?;
            let said = fs::read_to_string(again.join("NEXT.md"))?;
            ensure!(
                said.contains(&format!("Proposal {id} ")) && said.contains("is being voted on"),
                "{said}"
            );
            fs::remove_dir_all(again)?;
        }
        gov::vote(node, &voter, &[id])?;
        ids.push(id);
    }
    Ok(ids)
}

#[test]
fn proposals_written_as_files_deploy_the_market() {
    let mut chain = TestChain::new("files", 1, 27_400);
    // Nobody's key is in the file.
    chain.file.chain.governance.proposer = None;
    chain.file.chain.governance.voters.clear();
    let refused = chain.deploy_and(&mut |_| {}).expect_err("nobody can propose");
    assert!(format!("{refused:#}").contains("--files"), "the error says what to do: {refused:#}");

    let node = Node::connect(&chain.file.chain.endpoint()).expect("the node answers");
    let folder = chain.home().join("proposals");
    let mut proposed = vec![];
    let manifest = loop {
        let _ = fs::remove_dir_all(&folder);
        let mut progress = |line: &str| println!("{line}");
        let done = chain::deployment::write_files(&chain.file, &chain.artifacts, &folder, &mut progress)
            .expect("written");
        if let Some(manifest) = done {
            break manifest;
        }
        let first = proposed.len() as u64 + 1;
        let ids = submit_all(&chain, &folder, &node, first).unwrap_or_else(|e| panic!("{e:#}"));
        for id in &ids {
            gov::wait_passed(&node, *id, std::time::Duration::from_secs(30)).expect("passed");
        }
        proposed.extend(ids);
    };
    assert_eq!(proposed.len(), deploy::Code::ALL.len() + 1, "each code and one market");
    assert_eq!(chain::manifest::read(&chain.file.manifest).expect("readable"), Some(manifest));
    chain::deployment::verify(&chain.file, &chain.artifacts, &mut |line: &str| println!("{line}"))
        .expect("as wired");
}
