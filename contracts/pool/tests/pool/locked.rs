//! What the first deposit locks: enough that the price stays when all that anybody owns has left.

use amm_math::constant_product::LOCKED_RESERVE;
use amm_math::MathError;
use api::pool::{ExecuteMsg, ReceiveMsg};
use cosmwasm_std::{Addr, Uint128};
use pool::error::ContractError;

use crate::harness::*;

/// An ordinary pool and a launch pool: what a first deposit brings, and the price, NET base units per base unit.
const CASES: [(u64, (u128, u128), u128); 2] =
    [(OTHER_NET, (500, RICHES / 4), RICHES / 2_000), (LAUNCH, (1_000_000_000, 0), 1_000_000_000_000)];

/// Both empty, at these reference prices, and with no least.
fn empty() -> Market {
    let mut m = Market::without_liquidity();
    let owner = m.owner.clone();
    let launch = m.launch_of(m.other(), net());
    m.run(&owner, launch, &[]).unwrap();
    m.run(&owner, ExecuteMsg::SetLeast { least: Uint128::zero() }, &[]).unwrap();
    for (pool_id, _, price) in CASES {
        let reference =
            ExecuteMsg::SetReference { pool_id, reference_0: Uint128::one(), reference_1: price.into() };
        m.run(&owner, reference, &[]).unwrap();
    }
    m
}

fn price(m: &Market, pool_id: u64) -> f64 {
    let pool = m.pool(pool_id);
    (pool.reserve_1.u128() + pool.virtual_reserve.u128()) as f64 / pool.reserve_0.u128() as f64
}

fn locked(m: &Market, pool_id: u64) -> u128 {
    let token = m.pool(pool_id).lp_token;
    m.tokens(&Addr::unchecked(&token), &token)
}

fn leave(m: &mut Market, owner: &Addr, pool_id: u64) {
    let hook = ReceiveMsg::WithdrawLiquidity {
        pool_id,
        min_0: Uint128::zero(),
        min_1: Uint128::zero(),
        payout: Default::default(),
        receiver: None,
        deadline: None,
    };
    let token = Addr::unchecked(m.pool(pool_id).lp_token);
    let shares = m.shares(owner, pool_id);
    m.send(owner, &token, shares, &hook).unwrap();
}

/// The price stays, within as many hundredths as there were deposits and withdrawals, and whoever comes next finds it.
#[test]
fn a_pool_that_all_owners_left_keeps_its_price() {
    for (pool_id, first, _) in CASES {
        let mut m = empty();
        let lp = m.lp.clone();
        m.provide_from_account(pool_id, first).unwrap();
        m.next_block(6);
        let (start, kept) = (price(&m, pool_id), locked(&m, pool_id));
        let supply = m.pool(pool_id).lp_supply.u128();
        assert_eq!(kept, (LOCKED_RESERVE * supply).div_ceil(first.0));
        assert_eq!(m.shares(&lp, pool_id), supply - kept);
        for cycle in 0..4 {
            leave(&mut m, &lp, pool_id);
            m.next_block(6);
            let pool = m.pool(pool_id);
            assert_eq!((pool.lp_supply.u128(), locked(&m, pool_id)), (kept, kept));
            assert!(pool.reserve_0.u128() >= LOCKED_RESERVE);
            let most = 1.01 + 0.02 * f64::from(cycle);
            let changed = price(&m, pool_id) / start;
            assert!(changed < most && changed > 1.0 / most, "{changed} of {start} in pool {pool_id}");
            m.provide_from_account(pool_id, first).unwrap();
            m.next_block(6);
            m.check_solvency();
        }
    }
}

#[test]
fn a_first_deposit_that_would_be_locked_whole_is_refused() {
    for (pool_id, first, price) in CASES {
        let mut m = empty();
        let refused = |x: u128| (x, if first.1 == 0 { 0 } else { x * price });
        let error = refusal(m.provide_from_account(pool_id, refused(LOCKED_RESERVE)));
        assert!(
            matches!(error, ContractError::Math(MathError::BelowMinimumLiquidity { min, got }) if min == got),
            "{error}"
        );
        m.provide_from_account(pool_id, refused(LOCKED_RESERVE + 2)).unwrap();
        m.check_solvency();
    }
}
