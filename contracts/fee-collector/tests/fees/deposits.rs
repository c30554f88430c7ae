//! What may come in, from whom, in which coins.

use api::common::{Asset, CommonError};
use api::fee_collector::{
    Category, PayerWeight, QueryMsg, TakeReport, WaitingAsset, WaitingResponse, Window,
};
use cosmwasm_std::{coin, coins, Addr, Coin, Uint128};
use fee_collector::error::ContractError;

use crate::support::{addr, report, said, waits, Fixture, FIRST_DAY, NET, USD};

fn swap_fees() -> Category {
    Category::SwapFees { lp: Uint128::new(90) }
}

fn unauthorized(expected: &str, got: &Addr) -> ContractError {
    CommonError::Unauthorized { expected: expected.into(), got: got.to_string() }.into()
}

#[test]
fn take_waits_for_distribution() {
    let mut f = Fixture::new();
    let genesis = f.supply();
    let report = TakeReport {
        jobs: 3,
        gpu_seconds: Uint128::new(900),
        volume: Uint128::new(5_000),
        self_dealing: Uint128::new(500),
        payers: vec![PayerWeight { payer: 7, take: Uint128::new(60) }],
        ..report(FIRST_DAY)
    };
    let market = f.market.clone();
    let response = f.deposit(&market, Category::Take(report), &coins(100, NET)).unwrap();
    assert_eq!(said(&response, "deposit", "category"), "take");
    assert_eq!(said(&response, "deposit", "amount"), "100");
    assert_eq!(said(&response, "deposit", "day"), FIRST_DAY.to_string());
    for (key, value) in [("jobs", "3"), ("gpu_seconds", "900"), ("volume", "5000"), ("self_dealing", "500")] {
        assert_eq!(said(&response, "deposit", key), value);
    }
    assert_eq!(f.balances(), [100, 0, 0]);
    let all = f.metrics(Window::All);
    assert_eq!((all.jobs, all.gpu_seconds.u128(), all.volume.u128()), (3, 900, 5_000));
    assert_eq!((all.take.u128(), all.revenue.u128(), all.pending.u128()), (100, 100, 100));
    assert_eq!((all.supply_side.u128(), all.user_fees.u128()), (5_000, 5_100));
    assert_eq!((all.self_dealing_bps, all.top_payer_bps), (1_000, 6_000));
    f.check(genesis);
}

#[test]
fn swap_fees_in_net_are_revenue_and_what_lps_earned_is_not() {
    let mut f = Fixture::new();
    let genesis = f.supply();
    f.swap_fees(10, 90);
    assert_eq!(f.balances(), [10, 0, 0]);
    let all = f.metrics(Window::All);
    assert_eq!((all.swap_fees.u128(), all.revenue.u128(), all.lp_fees.u128()), (10, 10, 90));
    assert_eq!((all.supply_side.u128(), all.user_fees.u128()), (90, 100));
    f.check(genesis);
}

#[test]
fn spread_in_net_is_revenue_of_its_own() {
    let mut f = Fixture::new();
    let genesis = f.supply();
    f.swap_fees(10, 90);
    f.spread(7);
    assert_eq!(f.balances(), [17, 0, 0]);
    let all = f.metrics(Window::All);
    assert_eq!((all.swap_fees.u128(), all.spread.u128(), all.revenue.u128()), (10, 7, 17));
    assert_eq!((all.lp_fees.u128(), all.supply_side.u128(), all.user_fees.u128()), (90, 90, 107));
    f.check(genesis);
    f.distribute().unwrap();
    f.check(genesis);
}

#[test]
fn spread_in_other_coins_waits_apart_from_fees() {
    let mut f = Fixture::new();
    let pool = f.pool.clone();
    f.deposit(&pool, swap_fees(), &coins(10, USD)).unwrap();
    let response = f.deposit(&pool, Category::Spread {}, &coins(3, USD)).unwrap();
    assert_eq!(said(&response, "deposit", "category"), "spread");
    let usd =
        WaitingAsset { lp_fees: Uint128::new(90), spread: Uint128::new(3), ..waits(Asset::native(USD), 13) };
    assert_eq!(f.waiting(), [usd]);
    assert_eq!(f.metrics(Window::All).revenue, Uint128::zero());
    let err = f.deposit(&addr("donor"), Category::Spread {}, &coins(3, USD)).unwrap_err();
    assert_eq!(err, unauthorized("the pool contract", &addr("donor")));
}

#[test]
fn swap_fees_in_other_coins_wait_visibly_and_are_no_revenue_yet() {
    let mut f = Fixture::new();
    let genesis = f.supply();
    let pool = f.pool.clone();
    for _ in 0..2 {
        let response = f.deposit(&pool, swap_fees(), &coins(10, USD)).unwrap();
        assert_eq!(said(&response, "deposit", "asset"), USD);
        assert_eq!(said(&response, "deposit", "lp_fees"), "90");
    }
    let usd = WaitingAsset { lp_fees: Uint128::new(180), ..waits(Asset::native(USD), 20) };
    assert_eq!(f.waiting(), [usd]);
    assert_eq!(f.metrics(Window::All).revenue, Uint128::zero());
    assert_eq!(f.balances(), [0; 3]);
    f.check(genesis);
}

#[test]
fn a_slash_is_burned_at_once_and_never_revenue() {
    let mut f = Fixture::new();
    let genesis = f.supply();
    let market = f.market.clone();
    for (sender, amount) in [(addr("registry"), 70), (market, 1), (addr("registry"), 5)] {
        let response = f.deposit(&sender, Category::Slash {}, &coins(amount, NET)).unwrap();
        assert_eq!(said(&response, "deposit", "category"), "slash");
        assert_eq!(said(&response, "deposit", "amount"), amount.to_string());
    }
    assert_eq!(f.balances(), [0; 3]);
    assert_eq!((f.held(&f.fees), f.supply()), (0, genesis - 76));
    let all = f.metrics(Window::All);
    assert_eq!((all.burned_slashes.u128(), all.net_supply_change.as_str()), (76, "-76"));
    assert_eq!((all.revenue, all.burned_revenue, all.pending), Default::default());
    f.check(genesis);
}

#[test]
fn anyone_may_give_and_it_is_no_revenue() {
    let mut f = Fixture::new();
    let genesis = f.supply();
    let response = f.deposit(&addr("donor"), Category::Donation {}, &coins(50, NET)).unwrap();
    assert_eq!(said(&response, "deposit", "sender"), addr("donor").as_str());
    assert_eq!(f.balances(), [50, 0, 0]);
    let all = f.metrics(Window::All);
    assert_eq!((all.donations.u128(), all.pending_donations.u128()), (50, 50));
    assert_eq!((all.revenue, all.pending), Default::default());
    f.check(genesis);
}

#[test]
fn each_category_comes_from_its_peer_alone() {
    let mut f = Fixture::new();
    let (pool, market, registry) = (f.pool.clone(), f.market.clone(), addr("registry"));
    let cases = [
        (
            Category::Take(report(FIRST_DAY)),
            "the job-market or a market that the registry knows",
            vec![&pool, &registry],
        ),
        (swap_fees(), "the pool contract", vec![&market, &registry]),
        (Category::Slash {}, "the provider-registry or the job-market", vec![&pool]),
    ];
    let (owner, donor) = (addr("owner"), addr("donor"));
    for (category, expected, mut refused) in cases {
        refused.extend([&owner, &donor]);
        for sender in refused {
            let err = f.deposit(sender, category.clone(), &coins(10, NET)).unwrap_err();
            assert_eq!(err, unauthorized(expected, sender), "{category:?}");
        }
    }
    assert_eq!(f.held(&f.fees), 0);
}

#[test]
fn exactly_one_coin_comes_and_it_is_net() {
    let mut f = Fixture::new();
    let (pool, market, registry, donor) = (f.pool.clone(), f.market.clone(), addr("registry"), addr("donor"));
    let funds: [(Vec<Coin>, &str); 3] = [
        (vec![], "none"),
        (coins(10, USD), "10uusd"),
        (vec![coin(10, NET), coin(10, USD)], "10unet, 10uusd"),
    ];
    for (funds, got) in &funds {
        for (sender, category) in [
            (&market, Category::Take(report(FIRST_DAY))),
            (&registry, Category::Slash {}),
            (&donor, Category::Donation {}),
        ] {
            let err = f.deposit(sender, category, funds).unwrap_err();
            let expected =
                CommonError::Funds { expected: "exactly one coin of unet".into(), got: (*got).to_owned() };
            assert_eq!(err, expected.into());
        }
    }
    for (funds, got) in [&funds[0], &funds[2]] {
        let err = f.deposit(&pool, swap_fees(), funds).unwrap_err();
        let expected = CommonError::Funds { expected: "exactly one coin".into(), got: (*got).to_owned() };
        assert_eq!(err, expected.into());
    }
}

#[test]
fn waiting_assets_come_in_pages() {
    let mut f = Fixture::new();
    let pool = f.pool.clone();
    let coin_of = |n: usize| coin(1, format!("ucoin{n}"));
    let purse: Vec<_> = (0..5).map(coin_of).collect();
    f.app
        .sudo(cw_multi_test::SudoMsg::Bank(cw_multi_test::BankSudo::Mint {
            to_address: pool.to_string(),
            amount: purse.clone(),
        }))
        .unwrap();
    for coin in purse {
        f.deposit(&pool, swap_fees(), &[coin]).unwrap();
    }
    let page = |start_after: Option<usize>, limit| -> Vec<Asset> {
        let start_after = start_after.map(|n| Asset::native(format!("ucoin{n}")));
        let page: WaitingResponse = f.ask(&QueryMsg::Waiting { order: None, start_after, limit });
        page.assets.into_iter().map(|waiting| waiting.asset).collect()
    };
    let assets: Vec<_> = (0..5).map(|n| Asset::native(format!("ucoin{n}"))).collect();
    assert_eq!(page(None, Some(2)), assets[..2]);
    assert_eq!(page(Some(1), Some(u32::MAX)), assets[2..]);
    assert_eq!(page(Some(4), None), []);
}

#[test]
fn a_report_is_of_a_day_that_has_begun_and_its_parts_no_more_than_their_wholes() {
    let mut f = Fixture::new();
    let market = f.market.clone();
    let payers = |takes: &[u128]| -> Vec<_> {
        (1..).zip(takes).map(|(payer, take)| PayerWeight { payer, take: Uint128::new(*take) }).collect()
    };
    let mut refused = |report: TakeReport, error: ContractError| {
        let err = f.deposit(&market, Category::Take(report), &coins(10, NET)).unwrap_err();
        assert_eq!(err, error);
    };
    let bounds = |field, expected: String, got: &str| -> ContractError {
        CommonError::Bounds { field, expected, got: got.into() }.into()
    };
    let tomorrow = (FIRST_DAY + 1).to_string();
    refused(report(FIRST_DAY + 1), bounds("day", format!("0 to {FIRST_DAY}"), &tomorrow));
    let many = TakeReport { payers: payers(&[1; 9]), ..report(FIRST_DAY) };
    refused(many, bounds("payers", "at most 8".into(), "9"));
    let much = TakeReport { payers: payers(&[5, 6]), ..report(FIRST_DAY) };
    refused(much, ContractError::Report { field: "payers", max: 10, got: 11 });
    let huge = TakeReport { payers: payers(&[u128::MAX, 1]), ..report(FIRST_DAY) };
    refused(huge, ContractError::Report { field: "payers", max: 10, got: u128::MAX });
    let selfish = TakeReport { volume: Uint128::new(4), self_dealing: Uint128::new(5), ..report(FIRST_DAY) };
    refused(selfish, ContractError::Report { field: "self_dealing", max: 4, got: 5 });
    assert_eq!(f.balances(), [0; 3]);
}
