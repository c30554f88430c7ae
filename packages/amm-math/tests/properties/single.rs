// A deposit of one asset: the part to swap is swapped, and what it buys is deposited with the rest.

use std::cmp::Ordering;

use amm_math::constant_product::{exact_in, limit, provide_balanced, single_split, spot_log, withdraw};
use amm_math::rounding::{mul_bps, Rounding};
use amm_math::MathError;
use proptest::prelude::*;

use crate::strategies::{config, fee, magnitude, pool, product, share_value_kept};

/// Reserves of the asset that is deposited and of the other, and the supply.
type State = (u128, u128, u128);

/// What a deposit of one asset leads to.
#[derive(Debug)]
struct Provided {
    after: State,
    shares: u128,
    /// What was swapped and what that bought.
    swapped: (u128, u128),
    /// What goes back of either asset.
    left: (u128, u128),
}

/// Swap, under a limit or none, and deposit; of the fee the protocol takes `share` out of the reserve.
fn provide(
    (x, y, supply): State,
    amount: u128,
    fee: u32,
    share: u32,
    cap: Option<i64>,
) -> Result<Provided, MathError> {
    let part = single_split(x, amount, fee, share)?;
    let swap = exact_in(x, y, part, fee, cap)?;
    let x_after = x + part - mul_bps(swap.fee, share, Rounding::Down)?;
    let y_after = y - swap.amount_out - swap.spread;
    let deposit = provide_balanced(x_after, y_after, supply, amount - part, swap.amount_out)?;
    Ok(Provided {
        after: (x_after + deposit.amounts.0, y_after + deposit.amounts.1, supply + deposit.shares),
        shares: deposit.shares,
        swapped: (part, swap.amount_out),
        left: (amount - part - deposit.amounts.0, swap.amount_out - deposit.amounts.1),
    })
}

/// A limit that bears on the swap, or none.
fn cap((x, y, _): State, distance: Option<u64>) -> Option<i64> {
    distance.map(|distance| spot_log(x, y).unwrap() - distance as i64)
}

fn shares_of() -> impl Strategy<Value = u32> {
    prop_oneof![1 => Just(0u32), 3 => 0u32..=2_500, 1 => 0u32..=10_000]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_part_is_swapped_and_the_rest_kept(x in magnitude(111), amount in magnitude(111), fee in fee(), share in shares_of()) {
        let part = single_split(x, amount, fee, share).unwrap();
        // With no fee half of a small deposit, with the whole as fee all of it; never more than (1 − φ)(2 − φ)⁻¹.
        prop_assert!(part <= amount);
        prop_assert!(product(&[part, 20_000 - u128::from(fee)]) <= product(&[amount, 10_000]));
        prop_assert!(single_split(x, amount, fee, 0).unwrap() <= part);
    }

    /// What was bought is what binds: of it less than a share's worth is left, and a unit; where the protocol's share
    /// of the fee was rounded down, or the limit bore on the swap, no more either, but for the worth of that unit of
    /// input.
    #[test]
    fn next_to_nothing_is_left_of_what_was_bought(
        state in pool(), amount in magnitude(111), fee in fee(), share in shares_of(), distance in proptest::option::of(magnitude(44))
    ) {
        let cap = cap(state, distance.map(|d| d as u64));
        if let Ok(provided) = provide(state, amount, fee, share, cap) {
            let (part, bought) = provided.swapped;
            let (left_in, left_out) = provided.left;
            let x_swapped = provided.after.0 + left_in - (amount - part);
            let y_swapped = provided.after.1 + left_out - bought;
            let unit = if share == 0 { 0 } else { bought.div_ceil(x_swapped) };
            prop_assert!(left_out <= y_swapped.div_ceil(state.2) + 1 + unit, "{provided:?}");
        }
    }

    /// Whatever part of the fee the protocol takes, and whatever the limit keeps.
    #[test]
    fn a_single_sided_deposit_costs_no_lp(
        state in pool(), amount in magnitude(111), fee in fee(), share in shares_of(), distance in proptest::option::of(magnitude(44))
    ) {
        let cap = cap(state, distance.map(|d| d as u64));
        if let Ok(provided) = provide(state, amount, fee, share, cap) {
            prop_assert!(share_value_kept(state, provided.after));
        }
    }

    /// A balanced deposit of as much worth, half of it in either asset, gives amount/2x of the supply, and no more
    /// than that is had for one asset.
    #[test]
    fn one_asset_never_gives_more_than_both(state in pool(), amount in magnitude(111), fee in fee(), share in shares_of()) {
        if let Ok(provided) = provide(state, amount, fee, share, None) {
            let (x, _, supply) = state;
            prop_assert!(product(&[provided.shares, 2, x]) <= product(&[supply, amount]));
        }
    }

    /// But for roundings: a unit of either asset, of what the pool holds of it at the least, and a share, of each of the
    /// parts.
    #[test]
    fn a_deposit_in_parts_gives_no_more(state in pool(), a in magnitude(110), b in magnitude(110), fee in fee(), share in shares_of()) {
        if let (Ok(whole), Ok(first)) = (provide(state, a + b, fee, share, None), provide(state, a, fee, share, None)) {
            let second = provide(first.after, b + first.left.0, fee, share, None).map_or(0, |provided| provided.shares);
            let (x, y, _) = state;
            // Of y no more than x·y/(x + swapped) is left, whatever it is rounded to.
            let relative = product(&[y]) + product(&[x + whole.swapped.0]);
            let allowed = product(&[2, whole.after.2]) * relative / product(&[x, y]) + product(&[3]);
            prop_assert!(product(&[first.shares + second]) <= product(&[whole.shares]) + allowed);
        }
    }

    /// Deposit, trade, withdraw, swap back, all within a block or over several: never more than went in.
    #[test]
    fn a_loop_through_a_single_sided_deposit_never_profits(
        state in pool(), amount in magnitude(111), fee in fee(), share in shares_of(),
        sells_0 in any::<bool>(), part in 0u128..=1 << 40, anchored in any::<bool>()
    ) {
        let anchor = spot_log(state.0, state.1).unwrap();
        let cap = |sells_0| anchored.then(|| limit(anchor, sells_0));
        if let Ok(provided) = provide(state, amount, fee, share, None) {
            let (mut x, mut y, supply) = provided.after;
            let mut position = [provided.left.0 as i128 - amount as i128, provided.left.1 as i128];
            let trade = |x: &mut u128, y: &mut u128, position: &mut [i128; 2], sells_0: bool, amount: u128| {
                let (from, to) = if sells_0 { (*x, *y) } else { (*y, *x) };
                let Ok(swap) = exact_in(from, to, amount, fee, cap(sells_0)) else { return };
                let stays = amount - mul_bps(swap.fee, share, Rounding::Down).unwrap();
                let (from, to) = (from + stays, to - swap.amount_out - swap.spread);
                (*x, *y) = if sells_0 { (from, to) } else { (to, from) };
                let (paid, got) = (amount as i128, swap.amount_out as i128);
                position[usize::from(!sells_0)] -= paid;
                position[usize::from(sells_0)] += got;
            };
            let reserve = if sells_0 { x } else { y };
            let traded = (product(&[reserve, part]) >> 40u32).try_into().unwrap();
            trade(&mut x, &mut y, &mut position, sells_0, traded);
            if let Ok((out_x, out_y)) = withdraw(x, y, supply, provided.shares) {
                (x, y) = (x - out_x, y - out_y);
                position[0] += out_x as i128;
                position[1] += out_y as i128;
            }
            // Nothing of asset 1 is owed or held in the end; what cannot be sold for a unit is given away.
            match position[1].cmp(&0) {
                Ordering::Greater => {
                    let held = position[1].unsigned_abs();
                    trade(&mut x, &mut y, &mut position, false, held);
                }
                _ if position[1] < 0 => return Ok(()),
                _ => {}
            }
            prop_assert!(position[0] <= 0, "{position:?}");
        }
    }
}

/// About half of a small deposit is swapped, so a fee of 1 % costs about half a percent.
#[test]
fn the_fee_falls_on_the_swapped_part_alone() {
    let state = (1_000_000_000, 1_000_000_000, 1_000_000_000);
    let paid = provide(state, 1_000_000, 100, 1_000, None).unwrap();
    assert!((502_000..=503_000).contains(&paid.swapped.0), "{paid:?}");
    let free = provide(state, 1_000_000, 0, 0, None).unwrap();
    let loss_bps = (free.shares - paid.shares) * 10_000 / free.shares;
    assert!((45..=55).contains(&loss_bps), "loss {loss_bps} bps");
}

#[test]
fn splits_that_have_no_meaning_are_refused() {
    assert_eq!(single_split(0, 5, 30, 0), Err(MathError::Zero { what: "reserve" }));
    assert_eq!(single_split(5, 0, 30, 0), Err(MathError::Zero { what: "amount_in" }));
    assert_eq!(single_split(5, 5, 10_000, 0), Err(MathError::BadFee { limit: 10_000, got: 10_000 }));
    assert_eq!(
        single_split(5, 5, 30, 10_001),
        Err(MathError::OutOfRange { what: "protocol's share", min: 0, max: 10_000, got: 10_001 })
    );
    assert!(matches!(single_split(1 << 111, 1 << 111, 30, 0), Err(MathError::ReserveTooLarge { .. })));
    assert_eq!(single_split(1_000, 1, 0, 0), Ok(0));
}
