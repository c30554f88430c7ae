use amm_math::shares::{Pool, MOST_SHARES_PER_UNIT, VIRTUAL_SHARES};
use amm_math::MathError;
use proptest::prelude::*;

use crate::strategies::{config, magnitude, product};

/// A pool that may have gained or lost nearly everything since its deposits.
fn pool() -> impl Strategy<Value = Pool> {
    (prop_oneof![9 => magnitude(90), 1 => Just(0u128)], prop_oneof![9 => magnitude(90), 1 => Just(0u128)])
        .prop_map(|(assets, shares)| Pool { assets, shares })
}

/// Whether a share, the virtual ones counted, is worth no less after than before.
fn price_kept(before: &Pool, after: &Pool) -> bool {
    product(&[after.assets + 1, before.shares + VIRTUAL_SHARES])
        >= product(&[before.assets + 1, after.shares + VIRTUAL_SHARES])
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn neither_deposits_nor_redemptions_lower_the_price(pool in pool(), amount in magnitude(60), part in 0u128..=1_000) {
        if let Ok((after, shares)) = pool.deposit(amount) {
            prop_assert!(price_kept(&pool, &after));
            prop_assert_eq!((after.assets, after.shares), (pool.assets + amount, pool.shares + shares));
        }
        let shares = pool.shares / 1_000 * part;
        if let Ok((after, assets)) = pool.redeem(shares) {
            prop_assert!(price_kept(&pool, &after));
            prop_assert_eq!((after.assets, after.shares), (pool.assets - assets, pool.shares - shares));
        }
    }

    /// Rounded down, by less than a share and less than a unit.
    #[test]
    fn each_way_is_rounded_down_once(pool in pool(), amount in magnitude(60), part in 1u128..=1_000) {
        if let Ok((_, shares)) = pool.issue(amount) {
            let exact = product(&[amount, pool.shares + VIRTUAL_SHARES]);
            prop_assert!(product(&[shares, pool.assets + 1]) <= exact);
            prop_assert!(product(&[shares + 1, pool.assets + 1]) > exact);
        }
        let shares = pool.shares / 1_000 * part;
        if let Ok((_, assets)) = pool.redeem(shares) {
            let exact = product(&[shares, pool.assets + 1]);
            prop_assert!(product(&[assets, pool.shares + VIRTUAL_SHARES]) <= exact);
            prop_assert!(product(&[assets + 1, pool.shares + VIRTUAL_SHARES]) > exact);
        }
    }

    #[test]
    fn a_deposit_never_comes_back_larger(pool in pool(), amount in magnitude(60)) {
        if let Ok((after, shares)) = pool.issue(amount) {
            let (last, assets) = after.redeem(shares).unwrap();
            prop_assert!(assets <= amount);
            prop_assert_eq!(last.shares, pool.shares);
        }
    }

    /// All shares together redeem for no more than there is, in however many parts.
    #[test]
    fn everybody_can_leave(pool in pool(), cuts in prop::collection::vec(1u128..=100, 1..8)) {
        let (mut left, mut paid) = (pool, 0);
        for cut in cuts {
            let shares = left.shares * cut / 100;
            if shares == 0 {
                continue;
            }
            let (after, assets) = left.redeem(shares).unwrap();
            (left, paid) = (after, paid + assets);
        }
        if left.shares > 0 {
            let (after, assets) = left.redeem(left.shares).unwrap();
            (left, paid) = (after, paid + assets);
        }
        prop_assert_eq!((left.shares, left.assets + paid), (0, pool.assets));
    }

    /// The first holder inflates the price by `gift`, having kept `kept` of its shares. What it holds afterwards is worth less
    /// than what it gave, however much the rounding takes from the next depositor.
    #[test]
    fn the_first_holder_cannot_rob_the_next_by_a_gift(
        first in 1_000u128..=1 << 60, kept in 1u128..=1 << 40, gift in magnitude(60), next in magnitude(60)
    ) {
        let (pool, shares) = Pool::default().deposit(first).unwrap();
        let kept = kept.min(shares);
        let (pool, back) = if kept < shares { pool.redeem(shares - kept).unwrap() } else { (pool, 0) };
        let pool = Pool { assets: pool.assets + gift, ..pool };
        let Ok((pool, _)) = pool.deposit(next) else { return Ok(()) };
        let (_, won) = pool.redeem(kept).unwrap();
        prop_assert!(back + won <= first + gift, "{back} {won}");
    }

    /// What is open stays open, whoever deposits or leaves with whatever: only a loss closes a pool. A share more closes it, and pay
    /// brings it back.
    #[test]
    fn neither_deposits_nor_exits_close_a_pool(
        assets in 0u128..=1 << 20, below in 0u128..=2_000, amount in magnitude(40), kept in 0u128..=1 << 21
    ) {
        let is_open = |pool: &Pool| !matches!(pool.deposit(1), Err(MathError::OutOfRange { .. }));
        let edge = MOST_SHARES_PER_UNIT * (assets + 1) - VIRTUAL_SHARES;
        let closed = Pool { assets, shares: edge + 1 };
        prop_assert!(!is_open(&closed) && closed.earns());
        let pool = Pool { assets, shares: edge - below };
        prop_assert!(is_open(&pool));
        let (after, _) = pool.deposit(amount).unwrap();
        prop_assert!(is_open(&after), "{after:?}");
        let (after, _) = pool.redeem(pool.shares - kept.min(pool.shares - 1)).unwrap();
        prop_assert!(is_open(&after), "{after:?}");
    }

    /// However often the pool is lost and filled again, the shares stay below 10^6 and a bit per unit that it has ever had.
    #[test]
    fn shares_never_outgrow_their_type(rounds in prop::collection::vec((magnitude(60), 0u128..=1 << 20), 1..60)) {
        let mut pool = Pool::default();
        let mut highest = 0;
        for (amount, kept) in rounds {
            match pool.deposit(amount) {
                Ok((after, _)) => pool = after,
                Err(MathError::OutOfRange { got, min, .. }) => prop_assert!(got < min),
                Err(error) => prop_assert_eq!(error, MathError::Zero { what: "shares" }),
            }
            highest = highest.max(pool.assets);
            prop_assert!(pool.shares <= (MOST_SHARES_PER_UNIT + VIRTUAL_SHARES) * (highest + 1));
            pool.assets = pool.assets.min(kept);
        }
    }
}

#[test]
fn the_first_deposit_brings_a_thousand_shares_a_unit() {
    let (pool, shares) = Pool::default().deposit(1_000_000).unwrap();
    assert_eq!((pool.assets, shares), (1_000_000, 1_000_000_000));
    assert_eq!(pool.redeem(shares).unwrap(), (Pool { assets: 0, shares: 0 }, 1_000_000));
    // A loss of a half, and an exit of a half: a quarter.
    let lost = Pool { assets: 500_000, ..pool };
    assert_eq!(lost.redeem(500_000_000).unwrap().1, 250_000);
}

#[test]
fn a_pool_that_lost_nearly_everything_takes_no_deposit_and_still_redeems() {
    let pool = Pool { assets: 999, shares: 1_000_000_000 };
    let refused =
        MathError::OutOfRange { what: "assets behind the shares", min: 1_000, max: u128::MAX, got: 999 };
    assert_eq!(pool.deposit(1), Err(refused));
    assert_eq!(pool.redeem(1_000_000_000).unwrap().1, 999);
    assert!(Pool { assets: 1_000, ..pool }.deposit(1).is_ok());
    // Who leaves last cannot close it by a share, and pay that streams brings it back.
    assert_eq!(Pool { assets: 0, shares: 1 }.deposit(1).unwrap().1, 1_001);
    let (few, shares) =
        Pool { assets: 0, shares: MOST_SHARES_PER_UNIT - VIRTUAL_SHARES }.deposit(1_000_000).unwrap();
    assert_eq!(shares, 1_000_000 * MOST_SHARES_PER_UNIT);
    assert!(few.deposit(1).is_ok());
    let closed = Pool { assets: 0, shares: MOST_SHARES_PER_UNIT - VIRTUAL_SHARES + 1 };
    assert!(closed.deposit(1).is_err() && closed.earns());
    assert_eq!([998_999, 999_000].map(|shares| Pool { assets: 0, shares }.earns()), [false, true]);
    assert_eq!(Pool { assets: 0, shares: 5 }.redeem(5).unwrap(), (Pool::default(), 0));
    // A rest that nobody owns binds nobody.
    assert!(Pool { assets: 7, shares: 0 }.deposit(1_000_000).is_ok());
}

#[test]
fn what_is_nothing_or_does_not_fit_is_refused() {
    let pool = Pool { assets: 1_000, shares: 1 };
    assert_eq!(pool.deposit(0), Err(MathError::Zero { what: "deposit" }));
    assert_eq!(Pool { assets: 1_000, shares: 0 }.deposit(1), Err(MathError::Zero { what: "shares" }));
    assert_eq!(pool.redeem(0), Err(MathError::Zero { what: "shares" }));
    assert_eq!(pool.redeem(2), Err(MathError::InsufficientLiquidity { available: 1, requested: 2 }));
    // What could not be taken back is not given out.
    assert_eq!(Pool { assets: u128::MAX - 2, shares: u128::MAX / 2 }.deposit(2), Err(MathError::Overflow));
    assert!(Pool { assets: u128::MAX - 3, shares: u128::MAX / 2 }.deposit(2).unwrap().0.redeem(1).is_ok());
    let many = Pool { assets: u128::MAX / 2, shares: u128::MAX - VIRTUAL_SHARES - 1 };
    assert_eq!(many.deposit(2), Err(MathError::Overflow));
    assert!(many.deposit(1).unwrap().0.redeem(1).is_ok());
    assert_eq!(Pool { assets: u128::MAX, shares: 1 }.redeem(1), Err(MathError::Overflow));
    assert_eq!(Pool { assets: 1, shares: u128::MAX }.redeem(1), Err(MathError::Overflow));
}
