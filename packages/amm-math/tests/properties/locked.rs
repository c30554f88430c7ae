//! What the first deposit locks keeps the price when everything else leaves.

use amm_math::constant_product::{
    provide_balanced, provide_first, provide_launch, provide_launched, withdraw, Deposit, LOCKED_RESERVE,
    MIN_LIQUIDITY,
};
use amm_math::log::{mul_exp2, FRAC_BITS};
use amm_math::{MathError, Rounding};
use proptest::prelude::*;

use crate::strategies::{config, magnitude, product};

/// An amount of asset 0, and log2 of a price of 10^±18 and between.
fn starts() -> impl Strategy<Value = (u128, i64)> {
    let price = (-60i64..60, 0..1i64 << FRAC_BITS).prop_map(|(whole, part)| (whole << FRAC_BITS) + part);
    (magnitude(112), price)
}

/// Deposits of these parts of 2^40 of the reserves, each of which then leaves as this part of 2^40 of what is owned,
/// and then all that is left.
fn cycles() -> impl Strategy<Value = Vec<(u128, u128)>> {
    prop::collection::vec((magnitude(70), magnitude(40)), 0..8)
}

#[derive(Clone, Debug)]
struct Pool {
    launch: bool,
    x: u128,
    y: u128,
    supply: u128,
    locked: u128,
    /// Deposits and withdrawals so far: each leaves at most a unit of either asset by rounding.
    operations: u128,
}

impl Pool {
    fn new(launch: bool, first: Deposit) -> Self {
        let Deposit { amounts: (x, y), shares, locked } = first;
        Self { launch, x, y, supply: shares, locked, operations: 0 }
    }

    /// Reserves as the curve counts them.
    fn curve(&self) -> (u128, u128) {
        (self.x, if self.launch { self.y + self.supply } else { self.y })
    }

    fn provide(&mut self, part: u128) {
        let most = |reserve: u128| u128::try_from(product(&[reserve, part]) >> 40u32).unwrap_or(u128::MAX);
        let provide = if self.launch { provide_launched } else { provide_balanced };
        if let Ok(deposit) = provide(self.x, self.y, self.supply, most(self.x), most(self.y)) {
            assert_eq!(deposit.locked, 0);
            self.x += deposit.amounts.0;
            self.y += deposit.amounts.1;
            self.supply += deposit.shares;
            self.operations += 1;
        }
    }

    /// Of what is owned, this part of 2^40.
    fn leave(&mut self, part: u128) {
        let shares = u128::try_from(product(&[self.supply - self.locked, part]) >> 40u32).unwrap();
        if let Ok((x, y)) = withdraw(self.x, self.y, self.supply, shares) {
            (self.x, self.y, self.supply) = (self.x - x, self.y - y, self.supply - shares);
            self.operations += 1;
        }
    }

    /// The price is that of `start` within as many hundredths as there were operations.
    fn keeps(&self, start: &Pool) -> bool {
        let ((x, y), (x_now, y_now)) = (start.curve(), self.curve());
        let most = LOCKED_RESERVE + self.operations;
        product(&[y_now, x, LOCKED_RESERVE]) <= product(&[y, x_now, most])
            && product(&[y, x_now, LOCKED_RESERVE]) <= product(&[y_now, x, most])
    }
}

/// Everything that is owned leaves, comes and leaves again.
fn kept(launch: bool, first: Deposit, cycles: &[(u128, u128)]) -> Result<(), TestCaseError> {
    let start = Pool::new(launch, first);
    let mut pool = start.clone();
    pool.leave(1 << 40);
    // Unless what is owned is worth less than a unit of either.
    prop_assert!(
        pool.supply == pool.locked
            || product(&[pool.x.max(pool.y), pool.supply - pool.locked]) < product(&[pool.supply])
    );
    prop_assert!(pool.x >= LOCKED_RESERVE && pool.curve().1 >= LOCKED_RESERVE, "{:?}", pool);
    prop_assert!(pool.keeps(&start), "{:?} after {:?}", pool, start);
    for (come, leave) in cycles {
        pool.provide(*come);
        prop_assert!(pool.keeps(&start), "{:?} after {:?}", pool, start);
        pool.leave(*leave);
        pool.leave(1 << 40);
        prop_assert!(pool.keeps(&start), "{:?} after {:?}", pool, start);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_pool_that_all_owners_left_keeps_its_price((x, price) in starts(), cycles in cycles()) {
        let y = mul_exp2(x, price, Rounding::Down).unwrap_or(0);
        match provide_first(x, y) {
            Ok(first) => kept(false, first, &cycles)?,
            Err(MathError::BelowMinimumLiquidity { min, got }) => prop_assert!(
                got <= min && (min == MIN_LIQUIDITY || x.min(y) <= LOCKED_RESERVE)
            ),
            Err(_) => (),
        }
    }

    #[test]
    fn a_launch_pool_that_all_owners_left_keeps_its_price((x, price) in starts(), cycles in cycles()) {
        match provide_launch(x, price) {
            Ok(first) => kept(true, first, &cycles)?,
            Err(MathError::BelowMinimumLiquidity { min, got }) => {
                prop_assert!(got <= min && (min == MIN_LIQUIDITY || x <= LOCKED_RESERVE));
            }
            Err(_) => (),
        }
    }
}

/// A thousand credits at 10^18 NET base units each: 1,000 shares would be a millionth of a credit's base unit.
#[test]
fn a_launch_of_a_token_with_18_decimals_locks_a_hundred_units() {
    let price = amm_math::log::log2_ratio(1_000_000_000_000, 1).unwrap();
    let first = provide_launch(1_000_000_000, price).unwrap();
    let each = first.shares.div_ceil(10_000_000);
    assert_eq!(first.locked, each);
    assert!((99_999_999_999_000..=100_000_000_000_000).contains(&each), "{each}");
    kept(true, first, &[]).unwrap();
    assert_eq!(
        provide_launch(100, price)
            .map_err(|error| matches!(error, MathError::BelowMinimumLiquidity { min, got } if min == got)),
        Err(true)
    );
    assert!(provide_launch(101, price).is_ok());
}

#[test]
fn an_ordinary_first_deposit_locks_a_hundred_units_of_the_scarcer_asset() {
    for (x, y) in [(1_000_000, 1 << 60), (1 << 60, 1_000_000)] {
        let first = provide_first(x, y).unwrap();
        assert_eq!(first.locked, (first.shares * LOCKED_RESERVE).div_ceil(1_000_000));
        kept(false, first, &[(1 << 60, 1 << 39)]).unwrap();
    }
    assert_eq!(provide_first(1 << 60, 1 << 60).map(|first| first.locked), Ok(MIN_LIQUIDITY));
}
