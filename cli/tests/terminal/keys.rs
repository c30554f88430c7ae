//! Keys: kept encrypted, never on the command line, never told.

use crate::fake::Node;
use crate::shell::Shell;

const WORDS: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon \
                     abandon abandon abandon abandon abandon abandon abandon abandon abandon art";

#[test]
fn a_key_is_made_kept_and_used() {
    let node = Node::start();
    let mut shell = Shell::new(&node, "keeper", 0);
    shell.unset("CAMM_KEY");
    shell.refused("key new mine", 2, &["no passphrase", "CAMM_PASSPHRASE"]);
    shell.set("CAMM_PASSPHRASE", "a long one");
    for words in ["key new mine", "key import mine"] {
        shell.refused(&format!("--dry-run {words}"), 2, &["--dry-run", "leave it out"]);
    }
    assert_eq!(shell.ask("key list")["keys"].as_array().unwrap().len(), 0);
    let made = shell.ask("key new mine");
    assert_eq!(made["mnemonic"].as_str().unwrap().split(' ').count(), 24);
    let address = made["address"].as_str().unwrap().to_owned();
    assert!(address.starts_with("wasm1"));
    let shown = shell.ask("key show mine");
    assert_eq!((&shown["address"], &shown["public_key"]), (&made["address"], &made["public_key"]));
    assert!(shown["mnemonic"].is_null(), "words are shown once");
    shell.refused("key new mine", 2, &["there is a key `mine` already"]);
    assert_eq!(shell.ask("key list")["keys"][0], "mine");
    // The words bring it back.
    let imported =
        shell.with_input(&["--json", "key", "import", "again"], made["mnemonic"].as_str().unwrap());
    assert!(imported.out.contains(&address), "{}", imported.out);
    // It signs.
    let holder = address.clone();
    node.with(move |fake| fake.market.issue(&cosmwasm_std::Addr::unchecked(holder), "unet", 1_000_000));
    shell.read("account deposit net 500_000 --key mine");
    // A file descriptor goes before the environment.
    shell.set("CAMM_PASSPHRASE", "another");
    let shown = shell.with_input(&["--json", "key", "show", "mine", "--passphrase-fd", "0"], "a long one\n");
    assert!(shown.out.contains(&address), "{}", shown.err);
    // Not with another passphrase.
    shell.set("CAMM_PASSPHRASE", "another");
    shell.refused("account deposit net 5 --key mine", 2, &["key `mine`", "check the passphrase"]);
}

#[test]
fn a_mnemonic_is_the_first_account_of_a_cosmos_chain() {
    let node = Node::start();
    let mut shell = Shell::new(&node, "words", 0);
    shell.set("CAMM_KEY", WORDS);
    // The address that other wallets derive from these words at m/44'/118'/0'/0/0.
    let public = "A0WqG3Ybg2x8xqYJk5kc3nTZsyrcc8c7xKMzs6GzIZuA";
    assert_eq!(shell.ask("key show")["public_key"].as_str().unwrap().len(), public.len());
    shell.set("CAMM_KEY", &WORDS.replace("art", "abandon"));
    shell.refused("key show", 2, &["checksum"]);
}

#[test]
fn a_bad_key_is_refused_and_not_repeated() {
    let mut shell = Shell::nobody("bad keys");
    for bad in ["deadbeef", "ed448:00", "not a mnemonic at all"] {
        shell.set("CAMM_KEY", bad);
        let said = shell.run("key show");
        assert_eq!(said.code, 2, "{bad}");
        assert!(!said.err.contains("deadbeef") && !said.err.contains("mnemonic at all"), "{}", said.err);
    }
    shell.set("CAMM_PASSPHRASE", "x");
    shell.refused("key new ../mine", 2, &["expected a name of letters"]);
    let said = shell.with_input(&["key", "import", "zero"], &"0".repeat(64));
    assert_eq!(said.code, 2);
}

#[test]
fn a_file_says_what_the_command_line_does_not() {
    let node = Node::start();
    let mut shell = Shell::new(&node, "configured", 1);
    for name in ["CAMM_MARKET", "CAMM_NODE", "CAMM_GAS_PRICE"] {
        shell.unset(name);
    }
    let text = format!("market = \"manifest.json\"\nnode = [\"{}\"]\ngas_price = \"0unet\"\n", node.url);
    let path = shell.file("config.toml", &text);
    assert!(shell.read("class list").contains("h100"));
    shell.read("account deposit net 5");
    shell.refused("class list --node http://127.0.0.1:9", 4, &["127.0.0.1:9"]);
    shell.refused("class list --gas-price much", 2, &["expected such as `0.025unet`, got `much`"]);
    shell.refused("class list --config nowhere.toml", 2, &["cannot read nowhere.toml"]);
    shell.file("config.toml", &format!("{text}nodes = 1\n"));
    shell.refused("class list", 2, &["config.toml", "nodes", "try: its keys are market, node"]);
    shell.file("config.toml", &text.replace("manifest.json", "config.toml"));
    shell.refused("class list", 2, &[&path, "is not a manifest"]);
}
