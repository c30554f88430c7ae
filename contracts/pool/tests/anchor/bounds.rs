//! At the bounds of what a reserve may be.

use amm_math::constant_product::MAX_RESERVE;
use amm_math::MathError;
use api::pool::Fees;
use pool::error::ContractError;
use pool::pool::Side;

use crate::market::{Market, Verb, Who};

const FEES: Fees = Fees { fee_bps: 30, protocol_share_bps: 1_000 };

/// A purchase, and a deposit, that would take NET with the virtual reserve beyond the bound are refused; what is below goes
/// through, back out again too.
#[test]
fn a_launch_pool_counts_its_virtual_reserve_to_the_bound() {
    let virtual_reserve = MAX_RESERVE - 1_000_000;
    let start = || Market::new((1 << 100, 0), Some(virtual_reserve), FEES, 99);
    let too_large = |error| matches!(error, ContractError::Math(MathError::ReserveTooLarge { .. }));
    let mut m = start();
    assert!(too_large(m.send(Who::Other, Verb::Sell(Side::One, 1_000_001)).unwrap_err()));
    assert!(too_large(m.send(Who::Other, Verb::Buy(Side::One, 1 << 90)).unwrap_err()));
    assert!(too_large(m.send(Who::Other, Verb::Provide(1 << 99, 0)).unwrap_err()));
    m.send(Who::Searcher, Verb::Sell(Side::One, 1_000_000)).unwrap();
    m.send(Who::Searcher, Verb::Sell(Side::Zero, 100)).unwrap();
    // Nothing hinders who leaves.
    m.send(Who::Searcher, Verb::Withdraw(m.shares)).unwrap();
    m.send(Who::Other, Verb::Sell(Side::One, 1_000_000)).unwrap();
}

#[test]
fn extreme_prices_stop_no_withdrawal_in_a_moved_block() {
    for reserves in
        [(MAX_RESERVE - (1 << 100), 1 << 20), (1 << 20, MAX_RESERVE - (1 << 100)), (1 << 111, 1 << 111)]
    {
        for side in [Side::Zero, Side::One] {
            for launch in [None, Some(reserves.1)] {
                let reserves = if launch.is_some() { (reserves.0, 0) } else { reserves };
                let mut m = Market::new(reserves, launch, FEES, 99);
                let amount = m.pool.oriented(side).unwrap().0 / 7;
                // A price moved as far as it goes: by all that there is to sell, or as far as the bound lets it.
                let moved = [amount * 40, amount, (1 << 99)]
                    .into_iter()
                    .any(|amount| m.send(Who::Other, Verb::Sell(side, amount)).is_ok());
                assert!(
                    moved || side == Side::Zero && launch.is_some() || amount > 1 << 100,
                    "{reserves:?} {side:?}"
                );
                m.send(Who::Searcher, Verb::Withdraw(m.shares)).unwrap();
            }
        }
    }
}
