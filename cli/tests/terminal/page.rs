//! docs/cli.md: every command of it is carried out, in its order, by whom it is for.

use std::path::{Path, PathBuf};

use agent::shelf::Shelf;
use camm::args::Cli;
use clap::CommandFactory;
use compute_amm_testing::groth16::Trapdoor;
use compute_amm_testing::wirings::{H100, ONE};
use sha2::{Digest, Sha256};

use crate::fake::Node;
use crate::leases::SSH_KEY;
use crate::life::{attestor, provider, PROGRAM};
use crate::shell::Shell;

/// Whom a command is for.
#[derive(Clone, Copy, Debug)]
enum Who {
    Client,
    Provider,
    Attestor(usize),
    Keeper,
}

/// How it ends.
#[derive(Clone, Copy, Debug)]
enum Ends {
    /// At once.
    Now,
    /// Once the provider has done what is its own.
    Later,
    /// When it is told to.
    Told,
}

/// Every command of the page; one that is not here fails the test.
const KNOWN: [(&str, Who, Ends); 33] = [
    ("camm class list", Who::Client, Ends::Now),
    ("camm class methods", Who::Client, Ends::Now),
    ("camm quote job --class h100-sxm5-80g --gpus 1 --seconds 3600 --method 1", Who::Client, Ends::Now),
    (
        "camm job request --class h100-sxm5-80g --gpus 1 --seconds 3600 --method 1 --program HEX --wait",
        Who::Client,
        Ends::Later,
    ),
    ("camm job list --state open --class h100-sxm5-80g", Who::Provider, Ends::Now),
    ("camm job accept 1", Who::Provider, Ends::Now),
    ("camm attest 1 --output-file result.bin --json > first.json", Who::Attestor(0), Ends::Now),
    ("camm attest 1 --output-file result.bin --json > second.json", Who::Attestor(2), Ends::Now),
    (
        "camm job result 1 --output-file result.bin --output-locator URL --signature first.json --signature second.json --wait",
        Who::Provider,
        Ends::Now,
    ),
    ("camm job output 1 --out answer.bin", Who::Client, Ends::Now),
    ("camm lease quote --class h100-sxm5-80g --seconds 1h", Who::Client, Ends::Now),
    ("camm lease request --class h100-sxm5-80g --seconds 1h --ssh-key id_ed25519.pub", Who::Client, Ends::Now),
    ("camm lease list --state open --class h100-sxm5-80g", Who::Provider, Ends::Now),
    (
        "camm lease start 1 --endpoint gpu7.example:2222 --host-key ssh_host_ed25519_key.pub --longer 1h",
        Who::Provider,
        Ends::Now,
    ),
    ("camm lease heartbeat", Who::Provider, Ends::Now),
    ("camm lease claim 1", Who::Provider, Ends::Now),
    ("camm lease show 1", Who::Client, Ends::Now),
    ("camm lease top-up 1 --seconds 10m", Who::Client, Ends::Now),
    ("camm lease close 1", Who::Client, Ends::Now),
    ("camm stake add 10_000_000", Who::Client, Ends::Now),
    ("camm stake show", Who::Client, Ends::Now),
    ("camm stake remove", Who::Client, Ends::Now),
    ("camm restake list h100-sxm5-80g", Who::Client, Ends::Now),
    ("camm restake show wasm1… h100-sxm5-80g", Who::Client, Ends::Now),
    ("camm restake deposit wasm1… h100-sxm5-80g 10_000_000", Who::Client, Ends::Now),
    ("camm restake exit wasm1… h100-sxm5-80g", Who::Client, Ends::Now),
    ("camm restake rotate wasm1… h100-sxm5-80g", Who::Client, Ends::Now),
    ("camm restake positions", Who::Client, Ends::Now),
    ("camm restake claim wasm1… h100-sxm5-80g", Who::Client, Ends::Now),
    ("camm register-key key.bin", Who::Client, Ends::Now),
    ("camm verify --proof proof.json --verifying-key key.bin", Who::Client, Ends::Now),
    ("camm crank --dry-run", Who::Keeper, Ends::Now),
    ("camm crank --loop --every 600 --inputs inputs/", Who::Keeper, Ends::Told),
];
/// Pages whose commands another test carries out, all of them: tests/chain/tests/quickstart.rs.
const ELSEWHERE: [&str; 2] = ["agent.md", "quickstart.md"];

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

/// Lines of a page's fenced blocks that call `camm`, without their comments.
fn commands(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = vec![];
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced && line.split_whitespace().any(|word| word == "camm") {
            found.push(line.split(" #").next().unwrap_or_default().trim().to_owned());
        }
    }
    found
}

#[test]
fn every_command_of_the_page_is_carried_out() {
    let page = std::fs::read_to_string(docs().join("cli.md")).unwrap();
    let node = Node::start();
    let (client, provider, keeper) =
        (Shell::new(&node, "client", 10_000), provider(&node), Shell::new(&node, "keeper", 10));
    let attestors = [0, 1, 2].map(|index| attestor(&node, index));
    let folder = client.folder();
    std::fs::write(folder.join("result.bin"), "42").unwrap();
    for name in ["id_ed25519.pub", "ssh_host_ed25519_key.pub"] {
        std::fs::write(folder.join(name), SSH_KEY).unwrap();
    }
    let key = Trapdoor::new(1, 1);
    std::fs::write(folder.join("key.bin"), key.key()).unwrap();
    let proof = serde_json::to_string(&key.prove_output(&[1; 32])).unwrap();
    std::fs::write(folder.join("proof.json"), proof).unwrap();
    std::fs::create_dir_all(folder.join("inputs")).unwrap();
    let digest = hex::encode(Sha256::digest("42"));
    std::fs::create_dir_all(folder.join("outputs")).unwrap();
    std::fs::write(folder.join("outputs").join(&digest), "42").unwrap();
    let shelf = Shelf::at("127.0.0.1:0".parse().unwrap(), "", &folder).unwrap();
    let url = format!("http://{}/{digest}", shelf.address());
    provider.read(&format!("restake create {H100}"));
    let mut later = vec![];
    let commands = commands(&page);
    for command in &commands {
        let known = KNOWN.iter().find(|(known, ..)| known == command);
        let (_, who, ends) = known.unwrap_or_else(|| panic!("no test carries out `{command}`"));
        let shell = match who {
            Who::Client => &client,
            Who::Provider => &provider,
            Who::Keeper => &keeper,
            Who::Attestor(index) => &attestors[*index],
        };
        let words = [("HEX", PROGRAM), ("URL", &url), ("wasm1…", &provider.address)];
        let line = words.into_iter().fold(command.clone(), |line, (word, value)| line.replace(word, value));
        let begun = shell.begin_line(&line, &folder);
        match ends {
            Ends::Now => assert_eq!(begun.end(), 0, "{command}"),
            Ends::Later => {
                node.until(|fake| fake.market.recent_jobs().len() == 1);
                later.push(begun);
            }
            Ends::Told => {
                // It has something to do, so it runs when it is told.
                node.until(|fake| fake.market.pool_state(fake.market.class_pool(H100)).accrued_1.is_zero());
                begun.tell();
                assert_eq!(begun.end(), 0, "{command}");
            }
        }
    }
    for begun in later {
        assert_eq!(begun.end(), 0, "the job was paid for");
    }
    assert_eq!(std::fs::read_to_string(folder.join("answer.bin")).unwrap(), "42");
    assert_eq!(commands.len(), KNOWN.len(), "each is known, and none is known that is not there");
    assert!(client.ask("metrics")["metrics"]["take"].as_str().unwrap().parse::<u128>().unwrap() < ONE);
}

#[test]
fn no_other_page_has_a_command_that_nobody_carries_out() {
    let mut pages: Vec<PathBuf> =
        std::fs::read_dir(docs()).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.extend(["README.md", "CONTRIBUTING.md"].map(|name| docs().join("..").join(name)));
    let mut seen = 0;
    for page in pages.iter().filter(|page| page.extension().is_some_and(|ext| ext == "md")) {
        let name = page.file_name().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(page).unwrap();
        if !ELSEWHERE.contains(&name) && name != "cli.md" {
            assert_eq!(commands(&text), Vec::<String>::new(), "{name}: nobody carries these out");
        }
        // Commands in the text at least name verbs that there are.
        for command in text.split('`').filter_map(|code| code.strip_prefix("camm ")) {
            seen += 1;
            let mut verbs = Cli::command();
            for word in command.split_whitespace() {
                if !verbs.has_subcommands() || word.starts_with('-') || word.chars().all(char::is_uppercase) {
                    break;
                }
                let Some(verb) = verbs.find_subcommand(word) else {
                    assert_eq!(word, "help", "{name}: `camm {command}`: there is no `{word}`");
                    break;
                };
                verbs = verb.clone();
            }
        }
    }
    assert!(seen > 20, "{seen} commands");
}

#[test]
fn commands_are_found_in_blocks_alone() {
    let page = "`camm in text`\n```\ncamm job list # all\nCAMM_KEY=1 camm swap\n```\ncamm outside";
    assert_eq!(commands(page), ["camm job list", "CAMM_KEY=1 camm swap"]);
}
