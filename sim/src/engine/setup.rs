//! The first hour: 20 providers in three classes bond, mint and supply liquidity; a dollar pool opens.

use std::collections::{BTreeMap, BinaryHeap, VecDeque};

use anyhow::{Context, Result};
use api::job_market::Template;
use api::pool::{ExecuteMsg as PoolMsg, ProvideSource};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{ATTESTATION, NET, ONE, USD};
use compute_amm_testing::{Market, Native};
use cosmwasm_std::{coin, Uint128};
use market_tests::shared;
use rand::Rng;
use rand_chacha::ChaCha12Rng;

use super::agents::{Character, Client, Provider};
use super::backed::Backed;
use super::calls::{OVERHEAD, STANDARD_GPUS, UNIT, UNITS};
use super::dollar::DOLLAR;
use super::hosts::{Leases, INTERRUPTIBLE};
use super::ledger::Ledger;
use super::proven;
use super::record::Record;
use super::shock::Shock;
use super::Engine;
use crate::demand::Demand;

/// GPUs of each provider, by class of the wiring.
const FLEETS: [&[u32]; 3] = [&[16, 12, 8, 8, 8, 8], &[16, 12, 12, 8, 8, 8, 8], &[16, 16, 12, 12, 8, 8, 8]];
/// Hours of a GPU's work, at the class's initial price, that are bonded for it.
const BOND_HOURS: u128 = 240;
/// Hours of the whole class's work that its pool holds as credits at the start.
const POOL_HOURS: u128 = 12;
const CLIENTS: usize = 40;

/// The class that starts with a launch pool: its providers bring credits alone.
pub(super) const LAUNCHED: usize = 0;

/// GPUs of all classes.
pub fn total_gpus() -> u32 {
    FLEETS.iter().flat_map(|fleet| fleet.iter()).sum()
}

/// The character of a class's provider by its number in the fleet.
fn character(class: usize, number: usize) -> Character {
    match (class, number) {
        (1, 3) => Character::Forger,
        (1, 6) => Character::Deaf,
        (2, 4) => Character::Staller,
        (2, 5) => Character::Leaver,
        (2, 6) => Character::Bluffer,
        _ => Character::Honest,
    }
}

pub(super) fn engine(demand: Vec<Demand>, days: u32, mut rng: ChaCha12Rng) -> Result<Engine> {
    let mut market = Market::with(&Native, |wiring| {
        for class in &mut wiring.classes {
            class.terms.standard_gpus = STANDARD_GPUS;
            class.templates = vec![template(), Template { max_input: 1_024, ..template() }];
        }
        wiring.classes[LAUNCHED].launch = true;
        wiring.classes[INTERRUPTIBLE].interruptible = true;
    });
    let mut providers = vec![];
    for (class, fleet) in FLEETS.iter().enumerate() {
        let wiring = market.wiring.classes[class].clone();
        let price = wiring.params.price_init.u128();
        let credits = fleet.iter().map(|gpus| u128::from(*gpus)).sum::<u128>() * 3_600 * POOL_HOURS * ONE;
        for (number, &gpus) in fleet.iter().enumerate() {
            let name =
                format!("{}-{}", wiring.credit_symbol.trim_start_matches("gpu").to_lowercase(), number + 1);
            let character = character(class, number);
            let bond = u128::from(gpus) * BOND_HOURS * 3_600 * price;
            let addr = market.provider(&name, &wiring.class, bond, gpus);
            let part = credits * u128::from(gpus) / u128::from(fleet.iter().sum::<u32>());
            market
                .supply_liquidity(
                    &addr,
                    &wiring.class,
                    part,
                    if wiring.launch { 0 } else { part / ONE * price },
                )
                .with_context(|| format!("{name} supplies liquidity"))?;
            providers.push(Provider {
                name,
                addr,
                class,
                gpus,
                busy: 0,
                kept: STANDARD_GPUS,
                running_cost: price as f64 * rng.gen_range(0.55..0.9),
                character,
                jailed: false,
                left: false,
                // Who ignores calls does not redeem either: it stays in the queue.
                wants_net: number % 2 == 0 || character == Character::Deaf,
                settled: 0,
                late: 0,
                frauds: 0,
                calls: 0,
                defaults: 0,
                slashed: 0,
                earned: 0,
                reputation: vec![],
            });
        }
    }
    dollars(&mut market)?;
    let clients = (0..CLIENTS)
        .map(|i| Client { addr: market.actor(&format!("client {i}")), dollars: i % 8 == 0 })
        .collect();
    let [keeper, reporter, trader] = ["keeper", "reporter", "trader"].map(|name| market.actor(name));
    proven::register(&mut market, &trader)?;
    let external = proven::add_external(&mut market)?;
    let leases = Leases::new(&mut market);
    let backed = Backed::new(&mut market, &providers)?;
    // The pools have a mean price of half an hour before the first job.
    market.wait(3_600);
    let start = market.now();
    let classes = FLEETS.len();
    let prices = market.wiring.classes.iter().map(|class| class.params.price_init.u128() as f64).collect();
    let record = Record::new(&market, days, classes);
    Ok(Engine {
        market,
        start,
        rng,
        demand,
        providers,
        clients,
        keeper,
        reporter,
        trader,
        shock: Shock::new(days),
        ledger: Ledger::new(classes),
        prices,
        receipts: shared::accepted_receipts().unwrap_or_default(),
        external,
        queue: BinaryHeap::new(),
        sequence: 0,
        waiting: vec![VecDeque::new(); classes],
        live: BTreeMap::new(),
        leases,
        backed,
        silent: false,
        record,
    })
}

/// The standard jobs of every class.
fn template() -> Template {
    Template {
        program: digest("program"),
        method: ATTESTATION,
        unit_seconds: UNIT,
        min_units: UNITS.0,
        max_units: UNITS.1,
        overhead: OVERHEAD,
        max_input: 0,
    }
}

/// A pool of dollars and NET, at half a dollar each.
fn dollars(market: &mut Market) -> Result<()> {
    let lp = market.actor("dollar lp");
    let (usd, net) = (1_000_000 * ONE, (1e6 * DOLLAR) as u128 * ONE);
    let provide = PoolMsg::Provide {
        pool_id: market.usd_pool(),
        max_0: Uint128::new(usd),
        max_1: Uint128::new(net),
        from: ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(&lp, &provide, &[coin(net, NET), coin(usd, USD)]).context("the dollar pool opens")?;
    Ok(())
}
