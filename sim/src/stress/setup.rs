//! The market before the bad days: one class, debtors, a pool, holders.

use anyhow::{Context, Result};
use api::common::{Payout, CREDIT};
use api::job_market::Template;
use api::pool::{ExecuteMsg as PoolMsg, ProvideSource, TransferItem};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{ATTESTATION, H100, NET, ONE};
use compute_amm_testing::{Market, Native};
use cosmwasm_std::{coins, Addr, Uint128};

use super::debtors::SPARE;
use super::jobs;
use super::scenario::{Scenario, DEBTORS};
use super::state::{Debt, Debtor, Kind, Stress};
use super::tally::Tally;
use crate::time::{DAY, HOUR};

/// NET base units per credit at the start: the fair price, the pool's, and the class's floor.
pub(super) const PRICE: f64 = 900.0;
const PRICE_UNITS: u128 = 900;
/// GPUs of each debtor.
const GPUS: u32 = 128;
/// Credits that each mints, whole ones: 39 % of what its GPUs may owe.
const MINTED: u128 = 60_000_000;
/// Of those of a strategic debtor, the part that it turns over; the rest stays as it is.
const FRESH: u128 = 6_000_000;
/// Part of all credits that lies in the pool, percent; with as much NET.
const POOLED: u128 = 40;
/// Part of all credits that the arbitrageur starts with, percent. The rest is the holders', who keep it.
const ARBITRAGED: u128 = 10;
/// NET that traders bring: more than they can use.
const PLENTY: u128 = 500_000_000 * ONE;
const SUPPLY: u128 = MINTED * DEBTORS as u128;

/// Worth of so many whole credits at the start.
const fn worth(credits: u128) -> u128 {
    credits * PRICE_UNITS
}

pub(super) fn open(scenario: &Scenario) -> Result<Stress> {
    let mut market = Market::with(&Native, |wiring| {
        wiring.classes.truncate(1);
        wiring.classes[0].params.price_init = Uint128::new(PRICE_UNITS);
        wiring.classes[0].params.mint_cap = Uint128::new(SUPPLY * CREDIT);
        wiring.classes[0].terms.standard_gpus = jobs::GPUS;
        wiring.classes[0].templates = vec![template()];
    });
    let [arbitrageur, keeper, client, lp, holder] =
        ["arbitrageur", "keeper", "client", "lp", "holder"].map(|name| {
            let addr = market.address(name);
            market.issue(&addr, NET, PLENTY);
            addr
        });
    let mut debtors = vec![];
    for number in 0..DEBTORS {
        debtors.push(debtor(&mut market, number, scenario.silent, [&lp, &arbitrageur, &holder])?);
    }
    let provided = liquidity(&mut market, &lp).context("the pool")?;
    // Every mean of the pool exists before the bad days.
    market.wait(8 * DAY);
    let (credit, pool_id, start) = (market.credit(H100), market.class_pool(H100), market.now());
    Ok(Stress {
        market,
        scenario: scenario.clone(),
        start,
        fair: PRICE / 1e6,
        brings: 1.0,
        credit,
        pool_id,
        provided,
        debtors,
        arbitrageur,
        client,
        keeper,
        jobs: vec![],
        requested: 0,
        tally: Tally::default(),
    })
}

fn template() -> Template {
    Template {
        program: digest("program"),
        method: ATTESTATION,
        unit_seconds: HOUR,
        min_units: 2,
        max_units: jobs::SECONDS / HOUR,
        overhead: jobs::OVERHEAD,
        max_input: 0,
    }
}

/// Every other debtor is honest. Those who fall silent are the strategic ones first.
fn debtor(market: &mut Market, number: usize, silent: usize, buyers: [&Addr; 3]) -> Result<Debtor> {
    let honest = number.is_multiple_of(2);
    let place = if honest { DEBTORS / 2 + number / 2 } else { number / 2 };
    let (kind, parts) = match (place < silent, honest) {
        (true, _) => (Kind::Silent, vec![MINTED]),
        (false, true) => (Kind::Honest, vec![MINTED]),
        (false, false) => (Kind::Strategic, vec![MINTED - FRESH, FRESH]),
    };
    let (mut debts, mut bonded) = (vec![], 0);
    for (part, credits) in parts.into_iter().enumerate() {
        let addr = market.address(&format!("debtor {number}, address {part}"));
        let bond = worth(2 * credits) + worth(SPARE) + ONE;
        market.issue(&addr, NET, bond);
        market.join(&addr, H100, bond, GPUS)?;
        market.mint(&addr, H100, credits * CREDIT, Payout::Account)?;
        sell(market, &addr, credits * CREDIT, buyers)?;
        bonded += bond;
        debts.push(Debt { addr, target: credits * CREDIT });
    }
    Ok(Debtor { kind, debts, volunteered: 0, bonded: bonded as f64, had: bonded as f64 })
}

/// Hands a debtor's credits to LP, arbitrageur and holder, who have bought them.
fn sell(market: &mut Market, debtor: &Addr, credits: u128, buyers: [&Addr; 3]) -> Result<()> {
    let credit = market.credit(H100);
    let percents = [POOLED, ARBITRAGED, 100 - POOLED - ARBITRAGED];
    let items = buyers
        .into_iter()
        .zip(percents)
        .map(|(to, percent)| TransferItem {
            asset: credit.clone(),
            amount: Uint128::new(credits / 100 * percent),
            to: to.to_string(),
        })
        .collect();
    market.pool(debtor, &PoolMsg::Transfer { owner: None, items }, &[])?;
    Ok(())
}

/// Returns the credits and the NET that it brings.
fn liquidity(market: &mut Market, lp: &Addr) -> Result<(f64, f64)> {
    let credits = SUPPLY / 100 * POOLED;
    let provide = PoolMsg::Provide {
        pool_id: market.class_pool(H100),
        max_0: Uint128::new(credits * CREDIT),
        max_1: Uint128::new(worth(credits)),
        from: ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(lp, &provide, &coins(worth(credits), NET))?;
    Ok(((credits * CREDIT) as f64, worth(credits) as f64))
}
