//! The market before the bad days: one class, providers minted near their limit, a pool, holders, insurance.

use anyhow::{Context, Result};
use api::common::{Payout, CREDIT};
use api::fee_collector::{Category, ExecuteMsg as FeeMsg};
use api::job_market::{ExecuteMsg as JobMsg, Template};
use api::pool::{ExecuteMsg as PoolMsg, ProvideSource, TransferItem};
use api::provider_registry::ExecuteMsg as RegistryMsg;
use cosmwasm_std::{coins, Addr, Uint128};
use market_tests::jobs::digest;
use market_tests::wirings::{ATTESTATION, H100, NET, ONE};
use market_tests::{Market, Native};

use super::measure::Tally;
use super::{jobs, Leaving, Provider, Scenario, Stress, DAY, HOUR};

/// How many owe credits.
pub(super) const PROVIDERS: usize = 10;
/// NET base units per credit at the start: the fair price, the pool's, and the class's floor.
pub(super) const PRICE: f64 = 900.0;
const PRICE_UNITS: u128 = 900;
/// GPUs of each provider.
const GPUS: u32 = 64;
/// Credits that each mints, whole ones: 78 % of what its GPUs may owe.
const MINTED: u128 = 60_000_000;
/// Part of its capacity to mint that each has used, percent.
const USED: u128 = 98;
/// Part of all credits that lies in the pool, percent; with as much NET.
const POOLED: u128 = 40;
/// Part of all credits that the arbitrageur starts with, percent. The rest is the holders'.
const ARBITRAGED: u128 = 10;
/// Insurance at the start, percent of what is owed.
const INSURED: u128 = 2;
/// Insurance's part of what is distributed, percent, by the wiring.
const INSURANCE_SHARE: u128 = 5;
/// NET that traders bring: more than they can use.
const PLENTY: u128 = 50_000_000 * ONE;
const HOLDERS: usize = 2;

/// Worth of so many whole credits at the start.
const fn worth(credits: u128) -> u128 {
    credits * PRICE_UNITS
}

/// What one provider bonds: twice the worth of its debt is `USED` percent of it.
const BOND: u128 = worth(MINTED) * 2 * 100 / USED;
/// What one provider got for its credits. An honest one has kept it.
const SAVINGS: u128 = worth(MINTED);
const SUPPLY: u128 = MINTED * PROVIDERS as u128;

pub(super) fn open(scenario: &Scenario) -> Result<Stress> {
    let mut market = Market::with(&Native, |wiring| {
        wiring.classes.truncate(1);
        wiring.classes[0].params.price_init = Uint128::new(PRICE_UNITS);
        wiring.classes[0].params.mint_cap = Uint128::new(SUPPLY * CREDIT);
    });
    template(&mut market).context("the template")?;
    let someone = |market: &mut Market, name: &str, net: u128| {
        let addr = market.address(name);
        market.issue(&addr, NET, net);
        addr
    };
    let arbitrageur = someone(&mut market, "arbitrageur", PLENTY);
    let keeper = someone(&mut market, "keeper", PLENTY);
    let client = someone(&mut market, "client", PLENTY);
    let lp = someone(&mut market, "lp", PLENTY);
    let mut holders: Vec<Addr> = (0..HOLDERS).map(|i| market.address(&format!("holder {i}"))).collect();

    let mut providers = vec![];
    for number in 0..PROVIDERS {
        let honest = number % 2 == 0;
        let savings = if honest { SAVINGS } else { 0 };
        let addr = someone(&mut market, &format!("provider {number}"), BOND + savings);
        market.join(&addr, H100, BOND, GPUS)?;
        market.mint(&addr, H100, MINTED * CREDIT, Payout::Account)?;
        let part = |percent: u128| MINTED * CREDIT / 100 * percent;
        let held = part(100 - POOLED - ARBITRAGED) / HOLDERS as u128;
        let mut items = vec![(lp.clone(), part(POOLED)), (arbitrageur.clone(), part(ARBITRAGED))];
        items.extend(holders.iter().map(|holder| (holder.clone(), held)));
        sell(&mut market, &addr, &items)?;
        let (bonded, topped_up, lost) = (BOND as f64, 0.0, 0.0);
        providers.push(Provider { addr, honest, vanished: false, bonded, topped_up, lost });
    }
    liquidity(&mut market, &lp).context("the pool")?;
    insure(&mut market).context("insurance")?;
    // Every mean of the pool up to a day exists before the bad days, and the closing price with it.
    for _ in 0..3 {
        market.wait(DAY);
        market.registry(&keeper, &RegistryMsg::Crank { class: H100.into(), providers: vec![] }, &[])?;
    }
    holders.extend([arbitrageur.clone(), client.clone(), lp.clone()]);
    let (credit, pool_id, start) = (market.credit(H100), market.class_pool(H100), market.now());
    Ok(Stress {
        market,
        scenario: scenario.clone(),
        start,
        fair: PRICE / 1e6,
        unowed: 0.0,
        credit,
        pool_id,
        providers,
        holders,
        arbitrageur,
        client,
        keeper,
        lp,
        jobs: vec![],
        requested: 0,
        closing: false,
        tally: Tally::default(),
    })
}

fn template(market: &mut Market) -> Result<()> {
    let terms = Template {
        program: digest("program"),
        method: ATTESTATION,
        gpus: jobs::GPUS,
        unit_seconds: HOUR,
        max_units: jobs::SECONDS / HOUR,
        overhead: jobs::OVERHEAD,
    };
    let msg = JobMsg::SetTemplate { class: H100.into(), template: jobs::TEMPLATE, terms: Some(terms) };
    let owner = market.owner.clone();
    market.jobs(&owner, &msg, &[])?;
    Ok(())
}

/// Hands a provider's credits to those who have bought them.
fn sell(market: &mut Market, provider: &Addr, items: &[(Addr, u128)]) -> Result<()> {
    let credit = market.credit(H100);
    let items = items
        .iter()
        .map(|(to, amount)| TransferItem {
            asset: credit.clone(),
            amount: Uint128::new(*amount),
            to: to.to_string(),
        })
        .collect();
    market.pool(provider, &PoolMsg::Transfer { owner: None, items }, &[])?;
    Ok(())
}

fn liquidity(market: &mut Market, lp: &Addr) -> Result<()> {
    let credits = SUPPLY / 100 * POOLED;
    let provide = PoolMsg::Provide {
        pool_id: market.class_pool(H100),
        max_0: Uint128::new(credits * CREDIT),
        max_1: Uint128::new(worth(credits)),
        from: ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        deadline: None,
    };
    market.pool(lp, &provide, &coins(worth(credits), NET))?;
    Ok(())
}

/// A gift of which insurance's share is what it is to hold.
fn insure(market: &mut Market) -> Result<()> {
    let gift = worth(SUPPLY) / 100 * INSURED * 100 / INSURANCE_SHARE;
    let giver = market.address("giver");
    market.issue(&giver, NET, gift);
    market.fees(&giver, &FeeMsg::Deposit { category: Category::Donation {} }, &coins(gift, NET))?;
    market.fees(&giver, &FeeMsg::Distribute {}, &[])?;
    Ok(())
}

impl Leaving {
    /// Which providers leave: those who exit in turn, those who vanish the passive ones first.
    pub(super) fn who(self) -> Vec<usize> {
        match self {
            Leaving::Nobody => vec![],
            Leaving::Exit(number) => (0..number).collect(),
            Leaving::Vanish(number) => {
                let (passive, honest) = ((1..PROVIDERS).step_by(2), (0..PROVIDERS).step_by(2));
                passive.chain(honest).take(number).collect()
            }
        }
    }
}
