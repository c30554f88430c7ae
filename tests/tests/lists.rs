//! Every list of every contract is answered in both orders, page by page.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::indexing_slicing)]

use api::common::{Asset, Payout, Source};
use api::pool::{Destination, ExecuteMsg as PoolMsg, ProvideSource, Route};
use compute_amm_testing::credits::template;
use compute_amm_testing::wirings::{H100, NET, ONE, USD};
use compute_amm_testing::{Market, Native};
use cosmwasm_std::{coin, coins, Addr, Uint128};
use proptest::prelude::*;
use serde_json::{json, Value};

/// One list: whom to ask, how, under which name the answer has it, and what of an entry the next page begins after; none, if
/// the entry itself.
struct List {
    contract: String,
    query: &'static str,
    of: Value,
    field: &'static str,
    key: Option<&'static str>,
}

/// A market of which every list has several entries.
fn market() -> Market {
    let mut market = Market::of_journeys(&Native);
    market.set_template(H100, 1, Some(template(60, 20, 30))).unwrap();
    for n in 0..7 {
        let provider = market.provider(&format!("provider {n}"), H100, 200_000 * ONE, 4);
        market.mint(&provider, H100, 5_000 * ONE, Payout::Account).unwrap();
        market.deposit(&provider, ONE, NET).unwrap();
        if n == 0 {
            let price = market.class(H100).params.price_init.u128();
            market.supply_liquidity(&provider, H100, 20_000 * ONE, 20_000 * price).unwrap();
        }
    }
    let client = market.actor("client");
    let backed: Vec<Addr> = (0..2).map(|n| market.address(&format!("provider {n}"))).collect();
    for provider in &backed {
        market.create_vault(provider, H100, Asset::native(NET)).unwrap();
        market.back(&client, provider, H100, 10 * ONE).unwrap();
        for _ in 0..3 {
            market.exit_vault(&client, provider, H100, 1_000 * ONE).unwrap();
            market.rotate_vault(&client, provider, H100).unwrap();
        }
    }
    for _ in 0..5 {
        market.request_standard(&client, H100, 1, 20, 500 * ONE).unwrap();
        let job = market.request_for(H100, 1, 60);
        market.request(&client, job, 50 * ONE).unwrap();
    }
    // Fees in credits and in dollars come to the fee-collector.
    let trader = market.actor("trader");
    market.issue(&trader, USD, 10_000 * ONE);
    let [pool, usd_pool] = [market.class_pool(H100), market.usd_pool()];
    let provide = PoolMsg::Provide {
        pool_id: usd_pool,
        max_0: (1_000 * ONE).into(),
        max_1: (2_000 * ONE).into(),
        from: ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(&trader, &provide, &[coin(2_000 * ONE, NET), coin(1_000 * ONE, USD)]).unwrap();
    for (offer, pool_id) in [(NET, pool), (USD, usd_pool)] {
        let msg = PoolMsg::SwapExactIn {
            route: Route { offer: Asset::native(offer), pools: vec![pool_id] },
            from: Source::Funds {},
            min_out: Uint128::one(),
            to: Destination::Account { receiver: None },
            deadline: None,
        };
        market.pool(&trader, &msg, &coins(ONE, offer)).unwrap();
    }
    market.sell(&trader, H100, ONE).unwrap();
    for pool_id in [pool, usd_pool] {
        market.pool(&trader, &PoolMsg::SweepFees { pool_id, asset: None }, &[]).unwrap();
    }
    market
}

fn lists(market: &Market) -> Vec<List> {
    let list = |contract: &str, query, of: Value, field, key| List {
        contract: contract.into(),
        query,
        of,
        field,
        key,
    };
    let [provider, client] = ["provider 1", "client"].map(|name| market.address(name));
    let exits = json!({"provider": provider, "class": H100, "owner": client});
    let (pool, registry) = (&market.at.pool, &market.at.provider_registry);
    let (jobs, fees) = (&market.at.job_market, &market.at.fee_collector);
    let net = Asset::native(NET);
    vec![
        list(pool, "pools", json!({}), "pools", Some("pool_id")),
        list(pool, "pools_of", json!({"asset": net}), "pools", Some("pool_id")),
        list(pool, "accounts", json!({"asset": net}), "accounts", Some("owner")),
        list(pool, "accounts", json!({"asset": market.credit(H100)}), "accounts", Some("owner")),
        list(pool, "accounts_of", json!({"owner": provider}), "accounts", Some("asset")),
        list(pool, "assets", json!({}), "assets", None),
        list(registry, "classes", json!({}), "classes", Some("class")),
        list(registry, "providers", json!({}), "providers", Some("provider")),
        list(registry, "positions", json!({"class": H100}), "positions", Some("provider")),
        list(registry, "available", json!({"class": H100}), "providers", Some("provider")),
        list(registry, "queue", json!({"class": H100}), "entries", Some("provider")),
        list(jobs, "jobs", json!({}), "jobs", Some("job_id")),
        list(jobs, "callable", json!({"class": H100}), "jobs", Some("job_id")),
        list(&market.at.restaking, "vaults", json!({"class": H100}), "vaults", Some("provider")),
        list(&market.at.restaking, "tickets", exits, "tickets", Some("generation")),
        list(fees, "waiting", json!({}), "assets", Some("asset")),
        list(fees, "routes", json!({}), "routes", Some("asset")),
        list(fees, "treasury", json!({}), "pools", Some("pool_id")),
        list(&market.at.verifier_gateway, "methods", json!({}), "methods", Some("method")),
    ]
}

impl List {
    fn page(&self, market: &Market, order: Option<&str>, after: &Value, limit: usize) -> Vec<Value> {
        let mut of = self.of.clone();
        (of["order"], of["start_after"], of["limit"]) = (json!(order), after.clone(), json!(limit));
        let answer: Value = market.ask(&self.contract, &json!({ self.query: of })).expect(self.query);
        answer[self.field].as_array().expect(self.field).clone()
    }

    fn key(&self, entry: &Value) -> Value {
        self.key.map_or_else(|| entry.clone(), |key| entry[key].clone())
    }

    /// All of it, in pages of these lengths, again and again.
    fn whole(&self, market: &Market, order: Option<&str>, lengths: &[usize]) -> Vec<Value> {
        let (mut found, mut after) = (vec![], Value::Null);
        for length in lengths.iter().cycle() {
            let page = self.page(market, order, &after, *length);
            assert!(page.len() <= *length, "{}", self.query);
            let Some(last) = page.last() else { return found };
            after = self.key(last);
            found.extend(page);
        }
        unreachable!("some length")
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, ..ProptestConfig::default() })]

    /// Descending is ascending reversed, however long the pages are; and left out, the order is ascending.
    #[test]
    fn every_list_is_answered_in_both_orders(lengths in prop::collection::vec(1..6usize, 1..5)) {
        let market = market();
        for list in lists(&market) {
            let all = list.page(&market, None, &Value::Null, 30);
            prop_assert!(all.len() > 1, "{} has {}", list.query, all.len());
            let mut reversed = all.clone();
            reversed.reverse();
            prop_assert_eq!(&list.whole(&market, None, &lengths), &all, "{}", list.query);
            prop_assert_eq!(&list.whole(&market, Some("ascending"), &lengths), &all, "{}", list.query);
            prop_assert_eq!(&list.whole(&market, Some("descending"), &lengths), &reversed, "{}", list.query);
            for (at, entry) in all.iter().enumerate() {
                let before = list.page(&market, Some("descending"), &list.key(entry), 30);
                prop_assert_eq!(&before, &reversed[all.len() - at..], "{}", list.query);
            }
        }
    }
}
