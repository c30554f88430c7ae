//! The first state of a devnet: accounts, validators, parameters.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{bail, ensure, Context, Result};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

use super::config;
use super::options::{Settings, CHAIN_ID, MAX_VALIDATORS};
use super::wasmd::command;

/// The chain's own token: bonded, voted and paid with.
pub const NET: &str = "unet";
/// Like a stablecoin in US dollars.
pub const USD: &str = "uusd";
/// Like the token of another chain.
pub const ATOM: &str = "uatom";

/// What a validator has, and what it bonds of it.
const VALIDATOR_FUNDS: u128 = 2_000_000_000_000;
const VALIDATOR_BOND: u128 = 1_000_000_000_000;

/// The accounts besides the validators', with what each has of every denom.
const ACCOUNTS: [(&str, u128); 4] = [
    ("faucet", 1_000_000_000_000_000_000),
    ("deployer", 10_000_000_000_000),
    ("guardian", 1_000_000_000_000),
    ("stakers", 1_000_000_000_000),
];

/// Makes the homes of all nodes under `home`, which is expected to hold none.
pub fn make(wasmd: &Path, home: &Path, settings: &Settings) -> Result<()> {
    let homes: Vec<PathBuf> = (0..settings.validators).map(|i| home.join(format!("node{i}"))).collect();
    let first = homes.first().context("a devnet has at least one validator")?;
    let ports = settings.ports()?;
    for (i, node) in homes.iter().enumerate() {
        let moniker = format!("validator{i}");
        call(wasmd, node, &["init", &moniker, "--chain-id", CHAIN_ID, "--default-denom", NET])?;
    }

    let genesis = |node: &Path| node.join("config").join("genesis.json");
    let path = genesis(first);
    let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut state: Value = serde_json::from_slice(&text).context("wasmd's genesis is not JSON")?;
    for (key, value) in parameters(settings) {
        let place = state.pointer_mut(key).with_context(|| format!("wasmd's genesis has no {key}"))?;
        *place = value;
    }
    write_json(&path, &state)?;
    add_accounts(wasmd, home, first)?;

    // Every validator signs its own bond, on a genesis that has its account.
    let gentxs = first.join("config").join("gentx");
    fs::create_dir_all(&gentxs).with_context(|| format!("cannot create {}", gentxs.display()))?;
    for (i, (node, ports)) in homes.iter().zip(&ports).enumerate() {
        let name = format!("validator{i}");
        if node != first {
            copy(&path, &genesis(node))?;
            import_key(wasmd, node, &name)?;
        }
        let (bond, port) = (format!("{VALIDATOR_BOND}{NET}"), ports.p2p.to_string());
        let document = gentxs.join(format!("gentx-{i}.json"));
        let document = document.to_str().context("the devnet's path is not UTF-8")?;
        let gentx = ["genesis", "gentx", &name, &bond, "--chain-id", CHAIN_ID, "--keyring-backend", "test"];
        let place =
            ["--moniker", &name, "--ip", "127.0.0.1", "--p2p-port", &port, "--output-document", document];
        call(wasmd, node, &[&gentx[..], &place[..]].concat())?;
    }
    call(wasmd, first, &["genesis", "collect-gentxs"])?;
    call(wasmd, first, &["genesis", "validate"])?;

    let mut peers = Vec::new();
    for (node, ports) in homes.iter().zip(&ports) {
        if node != first {
            copy(&path, &genesis(node))?;
        }
        let id = call(wasmd, node, &["comet", "show-node-id"])?;
        peers.push(format!("{}@127.0.0.1:{}", id.trim(), ports.p2p));
    }
    for (i, (node, ports)) in homes.iter().zip(&ports).enumerate() {
        let others: Vec<String> =
            peers.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, peer)| peer.clone()).collect();
        config::write(node, settings, *ports, &others)?;
    }
    Ok(())
}

/// What differs from wasmd's default genesis, by JSON pointer.
fn parameters(settings: &Settings) -> Vec<(&'static str, Value)> {
    let seconds = |seconds: u64| json!(format!("{seconds}s"));
    let coins = |amount: &str| json!([{ "denom": NET, "amount": amount }]);
    let zero = || json!("0.000000000000000000");
    vec![
        // No inflation: whatever happens to the supply of NET, the market did it.
        ("/app_state/mint/minter/inflation", zero()),
        ("/app_state/mint/minter/annual_provisions", zero()),
        ("/app_state/mint/params/inflation_rate_change", zero()),
        ("/app_state/mint/params/inflation_max", zero()),
        ("/app_state/mint/params/inflation_min", zero()),
        // Likewise nothing is burned for a veto, a proposal taken back or a validator that is stopped.
        ("/app_state/gov/params/burn_vote_veto", json!(false)),
        ("/app_state/gov/params/proposal_cancel_ratio", zero()),
        ("/app_state/slashing/params/slash_fraction_downtime", zero()),
        ("/app_state/slashing/params/signed_blocks_window", json!("100000")),
        // Votes end soon, and cost little.
        ("/app_state/gov/params/voting_period", seconds(settings.voting_seconds)),
        ("/app_state/gov/params/expedited_voting_period", seconds(settings.expedited_seconds())),
        ("/app_state/gov/params/max_deposit_period", seconds(settings.voting_seconds.max(30))),
        ("/app_state/gov/params/min_deposit", coins("1000000")),
        ("/app_state/gov/params/expedited_min_deposit", coins("2000000")),
        // Code comes by governance or not at all.
        ("/app_state/wasm/params/code_upload_access", json!({ "permission": "Nobody", "addresses": [] })),
        (
            "/app_state/bank/denom_metadata",
            json!([metadata(NET, "NET"), metadata(USD, "USD"), metadata(ATOM, "ATOM")]),
        ),
    ]
}

fn metadata(base: &str, symbol: &str) -> Value {
    json!({
        "description": format!("{symbol} of a devnet: worth nothing"),
        "denom_units": [
            { "denom": base, "exponent": 0, "aliases": [] },
            { "denom": symbol, "exponent": 6, "aliases": [] },
        ],
        "base": base,
        "display": symbol,
        "name": symbol,
        "symbol": symbol,
        "uri": "",
        "uri_hash": "",
    })
}

/// Imports every named key into the first node's keyring and funds its account.
fn add_accounts(wasmd: &Path, home: &Path, first: &Path) -> Result<()> {
    let validators = (0..MAX_VALIDATORS).map(|i| (format!("validator{i}"), VALIDATOR_FUNDS));
    let others = ACCOUNTS.iter().map(|(name, funds)| ((*name).to_owned(), *funds));
    let mut accounts = Vec::new();
    for (name, funds) in validators.chain(others) {
        import_key(wasmd, first, &name)?;
        let address = call(wasmd, first, &["keys", "show", &name, "--address", "--keyring-backend", "test"])?;
        // Coins are listed in the order of their denoms.
        let coins: Vec<Value> = [ATOM, NET, USD]
            .iter()
            .map(|denom| json!({ "denom": denom, "amount": funds.to_string() }))
            .collect();
        accounts.push(json!({ "address": address.trim(), "coins": coins }));
    }
    let path = home.join("accounts.json");
    write_json(&path, &Value::Array(accounts))?;
    let file = path.to_str().context("the devnet's path is not UTF-8")?;
    call(wasmd, first, &["genesis", "bulk-add-genesis-account", file])?;
    fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))
}

/// A devnet account's secret key. Anybody can compute it: it protects nothing.
fn secret_key(name: &str) -> String {
    hex::encode(Sha256::digest(format!("compute-amm devnet key: {name}")))
}

fn import_key(wasmd: &Path, node: &Path, name: &str) -> Result<()> {
    call(wasmd, node, &["keys", "import-hex", name, &secret_key(name), "--keyring-backend", "test"]).map(drop)
}

/// Runs wasmd for a node's home and returns what it printed.
fn call(wasmd: &Path, node: &Path, args: &[&str]) -> Result<String> {
    let output = command(wasmd)
        .args(args)
        .arg("--home")
        .arg(node)
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", wasmd.display()))?;
    if !output.status.success() {
        bail!(
            "`wasmd {}` failed ({}): {}",
            args.iter().take(3).copied().collect::<Vec<_>>().join(" "),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    String::from_utf8(output.stdout).context("wasmd printed something that is not UTF-8")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let bytes = fs::copy(from, to).with_context(|| format!("cannot copy to {}", to.display()))?;
    ensure!(bytes > 0, "{} is empty", from.display());
    Ok(())
}

fn write_json(path: &Path, value: &Value) -> Result<()> {
    fs::write(path, format!("{value:#}\n")).with_context(|| format!("cannot write {}", path.display()))
}
