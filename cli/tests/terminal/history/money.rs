//! Where the money goes, worked out by hand.

use api::common::{Asset, AssetAmount};
use api::fee_collector::events::{BuyBack, Distribution, FeeEvent};
use api::fee_collector::{Category, TakeReport};
use api::restaking::events::{Of, RestakingEvent};
use cosmwasm_std::{Addr, Event};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

use super::chain::{of, Block, Chain, DAY_0, FEES, JOBS, LEASES, POOL, REGISTRY, RESTAKING};
use super::prices::{credit, net};
use super::Follower;

fn deposit(sender: &str, category: Category, asset: Asset, amount: u128) -> Event {
    let amount = AssetAmount { asset, amount: amount.into() };
    of(FEES, FeeEvent::Deposit { sender: &Addr::unchecked(sender), category: &category, amount })
}

fn take(gpu_seconds: u128, volume: u128, self_dealing: u128) -> Category {
    let (gpu_seconds, volume, self_dealing) = (gpu_seconds.into(), volume.into(), self_dealing.into());
    Category::Take(TakeReport { day: 20_834, jobs: 1, gpu_seconds, volume, self_dealing, payers: vec![] })
}

pub fn distribute(revenue: u128, donations: u128, burned: u128, stakers: u128, liquidity: u128) -> Event {
    let zero = 0u128.into();
    of(
        FEES,
        FeeEvent::Distribute(Distribution {
            revenue: revenue.into(),
            donations: donations.into(),
            burned: burned.into(),
            stakers: stakers.into(),
            liquidity: liquidity.into(),
            donations_burned: zero,
            donations_stakers: zero,
            donations_liquidity: zero,
        }),
    )
}

/// The hash of a block's transaction on the chain of these tests.
fn hash(tx: u8) -> Value {
    json!(hex::encode_upper(Sha256::digest([tx])))
}

#[test]
fn revenue_is_told_by_source_and_every_burn_with_its_transaction() {
    let chain = Chain::start();
    chain.block(
        60,
        vec![
            deposit(JOBS, take(30, 5_000, 70), net(), 100),
            deposit(LEASES, take(5, 900, 0), net(), 20),
            deposit("wasm1other", take(1, 9, 0), net(), 3),
            deposit(POOL, Category::SwapFees { lp: 99u128.into() }, net(), 40),
            deposit(POOL, Category::Spread {}, net(), 5),
            // Credits wait until they are sold.
            deposit(POOL, Category::SwapFees { lp: 1u128.into() }, credit(), 1_000),
            deposit("wasm1giver", Category::Donation {}, net(), 7),
        ],
    );
    let sold = AssetAmount { asset: credit(), amount: 1_000u128.into() };
    let (sender, bought, spread) = (&Addr::unchecked("wasm1keeper"), 200u128.into(), 10u128.into());
    let buy_back = BuyBack { sender, sold, bought, spread, tip: 2u128.into(), at_mean: 205u128.into() };
    // In one block: a transaction that says nothing here, one that buys back, and one that burns twice.
    let slash = deposit(REGISTRY, Category::Slash {}, net(), 11);
    chain.add(Block {
        time: 120,
        txs: vec![
            (false, vec![]),
            (false, vec![of(FEES, FeeEvent::BuyBack(buy_back))]),
            (false, vec![slash, distribute(366, 7, 224, 93, 56)]),
        ],
        end: vec![],
    });
    let (stakers, receiver) = (&Addr::unchecked("wasm1stakers"), &Addr::unchecked("wasm1wallet"));
    let claim = of(FEES, FeeEvent::ClaimStakers { stakers, receiver, amount: 30u128.into() });
    let added = FeeEvent::AddLiquidity { sender, pool_id: 1, amount: 50u128.into(), shares: 1u128.into() };
    chain.block(86_399, vec![claim, of(FEES, added)]);
    // The next day, of nothing; and a burn by governance, in no transaction.
    chain.add(Block {
        time: 86_400,
        txs: vec![],
        end: vec![distribute(0, 0, 0, 0, 0), distribute(1, 0, 1, 0, 0)],
    });
    let reader = Follower::of(&chain, "money");
    let money = reader.read().file("money");

    let columns = json!([
        "time",
        "job_takes",
        "lease_takes",
        "other_takes",
        "volume",
        "self_dealing",
        "gpu_seconds",
        "swap_fees",
        "spread",
        "slashes",
        "donations",
        "bought",
        "tips",
        "revenue",
        "revenue_donated",
        "burned",
        "stakers",
        "liquidity",
        "stakers_claimed",
        "liquidity_added",
        "backing"
    ]);
    assert_eq!(money["days"]["columns"], columns);
    // Swap fees: 40, and 200 − 10 − 2 of what was bought; spread: 5 and 10.
    let first = json!([
        DAY_0, "100", "20", "3", "5909", "70", 36, "228", "15", "11", "7", "200", "2", "366", "7", "224",
        "93", "56", "30", "50", "0"
    ]);
    let second = json!([
        DAY_0 + 86_400,
        "0",
        "0",
        "0",
        "0",
        "0",
        0,
        "0",
        "0",
        "0",
        "0",
        "0",
        "0",
        "1",
        "0",
        "1",
        "0",
        "0",
        "0",
        "0",
        "0"
    ]);
    assert_eq!(money["days"]["rows"], json!([first, second]));
    let burns = json!({
        "columns": ["time", "height", "tx_hash", "amount", "of"],
        "rows": [
            [DAY_0 + 120, 2, hash(2), "11", "slash"],
            [DAY_0 + 120, 2, hash(2), "224", "revenue"],
            [DAY_0 + 86_400, 4, null, "1", "revenue"],
        ],
    });
    assert_eq!(money["burns"], burns);
    let buy_backs = json!({
        "columns": ["time", "height", "tx_hash", "asset", "sold", "bought", "tip", "at_mean"],
        "rows": [[DAY_0 + 120, 2, hash(1), "cw20:wasm1credit", "1000", "200", "2", "205"]],
    });
    assert_eq!(money["buy_backs"], buy_backs);
}

#[test]
fn stake_that_burns_behind_a_provider_is_told_in_its_own_asset_and_in_net() {
    let chain = Chain::start();
    let vault = |asset: Asset, amount: u128| {
        let (provider, class) = (&Addr::unchecked("wasm1provider"), "h100");
        let of_vault = Of { provider, class };
        of(RESTAKING, RestakingEvent::Burn { of: of_vault, asset: &asset, amount: amount.into() })
    };
    let burned = |amount| deposit(RESTAKING, Category::Backing {}, net(), amount);
    let receipt = Asset::cw20("wasm1receipt");
    chain.add(Block {
        time: 60,
        txs: vec![
            (false, vec![vault(net(), 10), burned(10)]),
            // The stake pool redeemed it for 7 NET.
            (false, vec![vault(receipt, 7_000), burned(7)]),
            // It burns where it lies.
            (false, vec![vault(Asset::native("uother"), 50)]),
            (true, vec![vault(net(), 1), burned(1)]),
        ],
        end: vec![],
    });
    let reader = Follower::of(&chain, "backing");
    let money = reader.read().file("money");
    let row = |tx: u8, asset: &str, amount: &str| {
        json!([DAY_0 + 60, 1, hash(tx), "wasm1provider", "h100", asset, amount])
    };
    let backing = json!({
        "columns": ["time", "height", "tx_hash", "provider", "class", "asset", "amount"],
        "rows": [row(0, "unet", "10"), row(1, "cw20:wasm1receipt", "7000"), row(2, "uother", "50")],
    });
    assert_eq!(money["backing"], backing);
    let burn = |tx: u8, amount: &str| json!([DAY_0 + 60, 1, hash(tx), amount, "backing"]);
    assert_eq!(money["burns"]["rows"], json!([burn(0, "10"), burn(1, "7")]));
    let of_day = ["backing", "burned", "slashes"].map(|column| super::last(&money["days"], column).clone());
    assert_eq!(of_day, ["17", "0", "0"].map(|amount| json!(amount)), "no revenue, and no slash");
}

#[test]
fn the_newest_1000_burns_are_kept() {
    let chain = Chain::start();
    chain.block(0, (1..=1_001).map(|amount| distribute(amount, 0, amount, 0, 0)).collect());
    let reader = Follower::of(&chain, "burns");
    let money = reader.read().file("money");
    let rows = money["burns"]["rows"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0][3], &rows[999][3]), (1_000, &json!("2"), &json!("1001")));
    assert_eq!(super::last(&money["days"], "burned"), &json!((1_001 * 1_002 / 2).to_string()));
}
