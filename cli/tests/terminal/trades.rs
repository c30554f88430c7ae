//! Trades, liquidity and accounts from a terminal: what a quote says is what execution gives.

use api::job_market::AcceptPayout;
use compute_amm_testing::wirings::{H100, ONE};
use serde_json::{json, Value};

use crate::fake::Node;
use crate::shell::Shell;

fn holding(shell: &Shell, name: &str, place: &str) -> u128 {
    let document = shell.ask("account");
    let found = document["holdings"].as_array().unwrap().iter().find(|one| one["name"] == name);
    found.map_or(0, |one| one[place].as_str().unwrap().parse().unwrap())
}

fn amount(value: &Value) -> u128 {
    value.as_str().unwrap_or_else(|| panic!("no amount: {value}")).parse().unwrap()
}

#[test]
fn a_quote_is_what_a_swap_gives() {
    let node = Node::start();
    let trader = Shell::new(&node, "trader", 10_000);
    // NET for exactly so many credits, from wallet to wallet, and back to NET.
    for (words, offer, want) in [
        (format!("net {H100} --out 90s"), "unet", H100),
        (format!("net {H100} --in 1_000_000"), "unet", H100),
        (format!("{H100} net --in 30s"), H100, "unet"),
    ] {
        let (paid, got) = (holding(&trader, offer, "wallet"), holding(&trader, want, "wallet"));
        let quote = trader.ask(&format!("quote swap {words}"));
        let swapped = trader.ask(&format!("swap {words}"));
        assert_eq!(swapped["quote"], quote, "{words}");
        assert!(swapped["tx_hash"].is_string());
        assert_eq!(paid - holding(&trader, offer, "wallet"), amount(&quote["paid"]), "{words}");
        assert_eq!(holding(&trader, want, "wallet") - got, amount(&quote["received"]), "{words}");
    }
    let text = trader.read(&format!("quote swap net {H100} --in 1_000_000"));
    assert!(text.contains("at least") && text.contains("GPU-s of h100"), "{text}");
    // An amount is of an asset: GPU time of credits alone, and a point needs a unit.
    let pool = node.with(|fake| fake.market.class_pool(H100));
    for words in [
        format!("quote swap net {H100} --in 5s"),
        format!("swap {H100} net --out 5s"),
        "account deposit net 5s".into(),
        "account withdraw net 1h".into(),
        format!("provide {pool} --amount-1 5s"),
    ] {
        trader.refused(&words, 2, &["expected base units of unet, got GPU time", "try:"]);
    }
    for words in [
        format!("provider bond --class {H100} 5s"),
        format!("provider mint --class {H100} 1h --max-collateral 1h"),
        format!("job request --class {H100} --seconds 60 --template 1 --tip 5s"),
        format!("withdraw {pool} --shares 5s"),
        "crank --dust 5s".into(),
    ] {
        trader.refused(&words, 2, &["expected base units, got GPU time"]);
    }
    for words in [
        format!("provider bond --class {H100} 1.0"),
        format!("provider mint --class {H100} 1.0"),
        format!("swap net {H100} --in 1.0"),
        "account deposit net 1.5".into(),
    ] {
        trader.refused(&words, 2, &["ambiguous"]);
    }
    trader.refused(&format!("quote swap uusd {H100} --in 5 --pools 99"), 3, &["unknown pool 99"]);
    trader.refused(&format!("swap net {H100} --in 1000000 --deadline 1"), 1, &["deadline passed"]);
}

#[test]
fn a_stake_goes_in_and_out_as_quoted() {
    let node = Node::start();
    let staker = Shell::new(&node, "staker", 100);
    staker.refused("stake remove", 2, &["holds no shares of the stake pool"]);
    let said = staker.ask("stake add 10_000_000");
    assert_eq!(amount(&said["quote"]["shares"]), 10_000 * ONE);
    let shown = staker.ask("stake show");
    assert_eq!((amount(&shown["shares"]), amount(&shown["worth"])), (10_000 * ONE, 10 * ONE));
    assert!(staker.read("stake show").contains("10_000_000 unet"), "{shown}");
    let wallet = || {
        let address = staker.address.clone();
        node.with(move |fake| fake.market.wallet(address, "unet"))
    };
    let before = wallet();
    let said = staker.ask("stake remove 1_000_000_000");
    assert_eq!(amount(&said["quote"]["amount"]), ONE);
    staker.read("stake remove");
    assert_eq!(wallet() - before, 10 * ONE);
    staker.refused("stake add 5s", 2, &["expected base units, got GPU time"]);
}

#[test]
fn stake_goes_behind_a_provider_and_leaves_once_nothing_holds_it() {
    let node = Node::start();
    let (provider, delegator) = (Shell::new(&node, "backed", 10_000), Shell::new(&node, "delegator", 100));
    provider.read("provider register --metadata https://provider.example");
    delegator.refused(&format!("restake show {} {H100}", provider.address), 1, &["nobody opened a vault"]);
    provider.read(&format!("restake create {H100}"));
    provider.read(&format!("restake fund {} {H100} 1_000_000 --over 720h", provider.address));
    let vault = format!("{} {H100}", provider.address);
    delegator.refused(&format!("restake exit {vault}"), 2, &["holds no shares of this vault"]);
    let said = delegator.ask(&format!("restake deposit {vault} 10_000_000"));
    assert_eq!(amount(&said["quote"]["shares"]), 10_000 * ONE);
    let shown = delegator.ask(&format!("restake show {vault}"));
    assert_eq!((amount(&shown["assets"]), amount(&shown["left"])), (10 * ONE, ONE));
    assert!(delegator.read(&format!("restake show {vault}")).contains("unet"));
    delegator.ask(&format!("restake exit {vault} 4_000_000_000"));
    let positions = delegator.ask("restake positions");
    let position = &positions["positions"][0];
    assert_eq!(amount(&position["shares"]), 6_000 * ONE);
    assert_eq!(position["exits"][0]["claimable"], Value::Null);
    assert_eq!(amount(&position["exits"][0]["worth"]), 4 * ONE);
    assert!(delegator.read("restake positions").contains("waits"), "{positions}");
    assert!(delegator.read(&format!("restake list {H100}")).contains(&provider.address));
    assert!(delegator.read("restake positions").contains("unet"), "{positions}");
    delegator.refused(&format!("restake claim {vault}"), 2, &["no exit from this vault that can be claimed"]);
    // The exit began the first generation, and a keeper begins the second.
    assert_eq!(delegator.ask(&format!("restake show {vault}"))["generation"], 1);
    Shell::new(&node, "keeper", 10).read("crank");
    let wallet = || {
        let address = delegator.address.clone();
        node.with(move |fake| fake.market.wallet(address, "unet"))
    };
    let before = wallet();
    delegator.read(&format!("restake claim {vault}"));
    let paid = wallet() - before;
    assert!((4 * ONE..4 * ONE + 10).contains(&paid), "{paid}");
    assert!(delegator.ask("restake positions")["positions"][0]["exits"].as_array().unwrap().is_empty());
}

#[test]
fn an_exit_goes_alone_while_a_job_of_the_generation_before_runs() {
    let node = Node::start();
    let leaver = Shell::new(&node, "leaver", 100);
    let provider = node.with(|fake| {
        let provider = fake.market.provider("backed", H100, 200_000 * ONE, 4);
        let net = fake.market.net();
        fake.market.create_vault(&provider, H100, net).unwrap();
        provider
    });
    let vault = format!("{provider} {H100}");
    leaver.read(&format!("restake deposit {vault} 10_000_000"));
    node.with(move |fake| {
        let market = &mut fake.market;
        let client = market.actor("client");
        let request = market.request_for(H100, 1, 3_600);
        let job = market.request(&client, request, 100 * ONE).unwrap();
        market.accept(&provider, job, AcceptPayout::Credits {}).unwrap();
    });
    for _ in 0..2 {
        leaver.read(&format!("restake exit {vault} 1_000_000_000"));
        let shown = leaver.ask(&format!("restake show {vault}"));
        assert_eq!((&shown["generation"], &shown["waits"]), (&json!(1), &json!(true)));
    }
    let exits = &leaver.ask("restake positions")["positions"][0]["exits"];
    assert_eq!([&exits[0]["generation"], &exits[1]["generation"]], [&json!(0), &json!(1)]);
}

#[test]
fn accounts_and_liquidity_go_in_and_out() {
    let node = Node::start();
    let trader = Shell::new(&node, "liquidity", 10_000);
    trader.read("account deposit net 5_000_000");
    assert_eq!(holding(&trader, "unet", "account"), 5_000_000);
    trader.read(&format!("swap net {H100} --in 1_000_000 --from-account --to-account"));
    assert_eq!(holding(&trader, "unet", "account"), 4_000_000);
    let credits = holding(&trader, H100, "account");
    assert!(credits > 0);
    trader.read(&format!("account withdraw {H100} {credits}"));
    assert_eq!(holding(&trader, H100, "wallet"), credits);
    trader.read(&format!("account deposit {H100} {credits}"));
    // Both sides, then one, then out again.
    let pool = node.with(|fake| fake.market.class_pool(H100));
    let said = trader.ask(&format!("provide {pool} --amount-0 {} --amount-1 1_000_000", credits / 2));
    assert!(amount(&said["quote"]["shares"]) > 0);
    let said = trader.ask(&format!("provide {pool} --amount-1 {ONE}"));
    assert!(amount(&said["quote"]["shares"]) > 0);
    let before = holding(&trader, "unet", "wallet");
    let said = trader.ask(&format!("withdraw {pool}"));
    let got = holding(&trader, "unet", "wallet") - before;
    let quoted = amount(&said["quote"]["amount_1"]);
    assert!(quoted - got <= quoted / 200, "{got} of {quoted}");
    trader.refused(&format!("withdraw {pool}"), 2, &["holds no LP shares", "account withdraw"]);
}

#[test]
fn what_is_there_is_shown() {
    let node = Node::start();
    let reader = Shell::new(&node, "reader", 1);
    let classes = reader.ask("class list");
    let first = classes["classes"].as_array().unwrap().iter().find(|class| class["class"] == H100).unwrap();
    let spot: f64 = first["prices"]["spot"].as_str().unwrap().parse().unwrap();
    assert!((spot - 900.0).abs() < 1.0, "NET base units per whole credit: {spot}");
    let empty = classes["classes"].as_array().unwrap().iter().find(|class| class["class"] != H100).unwrap();
    assert!(empty["prices"]["spot"].is_null(), "an empty pool has no price");
    let text = reader.read(&format!("class show {H100}"));
    assert!(text.contains("unet per credit") && text.contains("times 200.00 % as collateral"), "{text}");
    assert!(reader.read("class methods").contains("2 of 3 keys sign"));
    assert!(reader.read("class list").contains(H100));
    assert!(reader.read("metrics --pools").contains("uusd"));
    assert!(reader.read("metrics --window day").contains("revenue"));
    let check = reader.run(&format!("provider check --class {H100}"));
    assert_eq!(check.code, 6);
    assert!(check.out.contains("camm provider register"), "{}", check.out);
}

#[test]
fn a_provider_mints_and_redeems_and_takes_its_bond_back() {
    let node = Node::start();
    let provider = Shell::new(&node, "minter", 100_000);
    provider.read("provider register --metadata gpu.example");
    provider.read(&format!("provider bond --class {H100} {}", 50_000 * ONE));
    provider.read(&format!("provider offer --class {H100} 1"));
    let said = provider.ask(&format!("provider mint --class {H100} 1h"));
    let status = provider.ask("provider status");
    let position = &status["positions"][0];
    let (taken, most) = (amount(&position["collateral"]), amount(&said["quote"]["collateral_at_most"]));
    assert!(taken <= most && most - taken <= most / 100, "{taken} was taken, {most} was quoted");
    assert_eq!(position["open"], "3600000000");
    provider.read(&format!("provider redeem --class {H100} 1h"));
    assert_eq!(provider.ask("provider status")["positions"][0]["open"], "0");
    provider.read(&format!("provider unbond --class {H100} 1_000_000"));
    provider.read("provider heartbeat");
    provider.refused("provider unjail", 1, &["error:"]);
}
