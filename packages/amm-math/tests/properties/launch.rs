use amm_math::constant_product::{
    provide_balanced, provide_launch, provide_launched, withdraw, LOCKED_RESERVE, MAX_RESERVE, MIN_LIQUIDITY,
};
use amm_math::log::{mul_exp2, FRAC_BITS};
use amm_math::{MathError, Rounding};
use proptest::prelude::*;

use crate::blocks::{trades, Block, Position, Trade};
use crate::strategies::{config, fee, magnitude, product};

/// A launch pool that was just opened, with its founder's shares; v is the supply.
fn launches() -> impl Strategy<Value = Block> {
    let pool = prop_oneof![1 => (magnitude(20), -5i64..12), 4 => (magnitude(90), -40i64..40)];
    (pool, 0..1i64 << FRAC_BITS, fee(), 0u32..=10_000).prop_filter_map(
        "too few shares",
        |((x, whole), part, fee, share)| {
            let deposit = provide_launch(x, (whole << FRAC_BITS) + part).ok()?;
            let v = deposit.shares;
            (v < 1 << 100).then_some(Block { x, y: 0, v, fee, share, anchored: true, anchor: None })
        },
    )
}

/// What happens in a launch pool.
#[derive(Clone, Debug)]
enum Step {
    Trade(Trade),
    /// A deposit of at most this much of either side, in parts of 2^40 of the reserve.
    Deposit(u128),
    /// A withdrawal of this part of 2^40 of the actor's shares.
    Withdraw(u128),
    NextBlock,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => trades().prop_map(|mut trades| Step::Trade(trades.remove(0))),
        2 => magnitude(42).prop_map(Step::Deposit),
        2 => (1u128..=1 << 40).prop_map(Step::Withdraw),
        1 => Just(Step::NextBlock),
    ];
    prop::collection::vec(step, 1..16)
}

/// An actor: what it has more or less of either asset than at the beginning, and its LP shares.
#[derive(Default, Debug)]
struct Actor {
    position: Position,
    shares: u128,
}

fn deposit(pool: &mut Block, actor: &mut Actor, part: u128) {
    pool.begin();
    let most = |reserve: u128| (product(&[reserve, part]) >> 40u32).try_into().unwrap_or(MAX_RESERVE);
    let Ok(deposit) = provide_launched(pool.x, pool.y, pool.v, most(pool.x), most(pool.y)) else { return };
    let (credits, net) = deposit.amounts;
    assert!(credits <= most(pool.x) && net <= most(pool.y));
    (pool.x, pool.y, pool.v) = (pool.x + credits, pool.y + net, pool.v + deposit.shares);
    actor.shares += deposit.shares;
    actor.position[0] -= credits as i128;
    actor.position[1] -= net as i128;
}

fn leave(pool: &mut Block, actor: &mut Actor, shares: u128) {
    pool.begin();
    let Ok((credits, net)) = withdraw(pool.x, pool.y, pool.v, shares) else { return };
    (pool.x, pool.y, pool.v) = (pool.x - credits, pool.y - net, pool.v - shares);
    actor.shares -= shares;
    actor.position[0] += credits as i128;
    actor.position[1] += net as i128;
}

fn take(pool: &mut Block, actor: &mut Actor, step: &Step) {
    match step {
        Step::Trade(trade) => {
            let amount = pool.amount(trade.sells_0, trade.by_output, trade.part);
            pool.trade(&mut actor.position, trade.sells_0, trade.by_output, amount);
        }
        Step::Deposit(part) => deposit(pool, actor, *part),
        Step::Withdraw(part) => {
            let shares = (product(&[actor.shares, *part]) >> 40u32).try_into().unwrap();
            leave(pool, actor, shares);
        }
        Step::NextBlock => pool.anchor = None,
    }
}

/// What of the pool is not `actor`'s is worth no less per share: x·(y + v)/S², S = v.
fn worth_kept(before: &Block, after: &Block) -> bool {
    let k = |pool: &Block| product(&[pool.x, pool.y + pool.v]);
    k(after) * product(&[before.v, before.v]) >= k(before) * product(&[after.v, after.v])
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_launch_starts_at_its_price(x in magnitude(112), whole in -60i64..60, part in 0..1i64 << FRAC_BITS) {
        let start = (whole << FRAC_BITS) + part;
        match provide_launch(x, start) {
            Ok(deposit) => {
                prop_assert_eq!(deposit.amounts, (x, 0));
                prop_assert!(deposit.shares > deposit.locked && deposit.shares <= MAX_RESERVE);
                let exact = mul_exp2(x, start, Rounding::Up).unwrap();
                prop_assert!(deposit.shares <= exact && exact - deposit.shares <= 2 + (exact >> 55));
            }
            Err(MathError::BelowMinimumLiquidity { min, got }) => {
                prop_assert!(got <= min && (got <= MIN_LIQUIDITY || x <= LOCKED_RESERVE));
            }
            Err(_) => prop_assert!(mul_exp2(x, start, Rounding::Up).map_or(true, |shares| shares > MAX_RESERVE)),
        }
    }

    /// The worth of a share never falls, and neither does the price below v²/k.
    #[test]
    fn a_share_of_a_launch_keeps_its_worth(pool in launches(), steps in steps()) {
        let (mut pool, mut actor) = (pool, Actor::default());
        for step in &steps {
            let before = pool.clone();
            take(&mut pool, &mut actor, step);
            prop_assert!(worth_kept(&before, &pool), "{step:?}");
            prop_assert!(product(&[pool.y + pool.v, pool.x, pool.y + pool.v]) >= product(&[pool.v, pool.v, pool.x]));
        }
    }

    /// Whoever deals with a launch pool alone, through deposits, withdrawals and trades, over as many blocks as it
    /// likes, ends with nothing more once it holds as many credits and shares as before.
    #[test]
    fn loops_through_a_launch_never_profit(pool in launches(), first in steps(), sold in magnitude(40), steps in steps()) {
        let (mut pool, mut others, mut actor) = (pool, Actor::default(), Actor::default());
        // Somebody else has bought before, and dealt with the pool.
        let amount = pool.amount(false, true, sold);
        pool.trade(&mut others.position, false, true, amount);
        for step in &first {
            take(&mut pool, &mut others, step);
        }
        for step in &steps {
            take(&mut pool, &mut actor, step);
        }
        let shares = actor.shares;
        leave(&mut pool, &mut actor, shares);
        // Both within the block, and in one of its own, where no anchor helps.
        for mut pool in [pool.clone(), Block { anchor: None, ..pool }] {
            let mut position = actor.position;
            if actor.shares == 0 && pool.close(&mut position) {
                prop_assert!(position[1] <= 0, "{position:?}");
            }
        }
    }

    #[test]
    fn a_deposit_into_a_launch_is_a_balanced_one_where_there_is_net(
        x in magnitude(110), y in magnitude(110), supply in magnitude(110), max_x in magnitude(110), max_y in magnitude(110)
    ) {
        let balanced = provide_balanced(x, y, supply, max_x, max_y);
        match provide_launched(x, y, supply, max_x, max_y) {
            // Alone the room for the virtual reserve is less.
            Err(MathError::ReserveTooLarge { .. }) => {
                prop_assert!(balanced.map_or(true, |b| y + b.amounts.1 + supply + b.shares > MAX_RESERVE));
            }
            launched => prop_assert_eq!(launched, balanced),
        }
        if let Ok(deposit) = provide_launched(x, 0, supply, max_x, 0) {
            prop_assert_eq!(deposit.amounts.1, 0);
            prop_assert!(deposit.amounts.0 <= max_x);
            prop_assert_eq!(provide_launched(x, 0, supply, max_x, max_y), Ok(deposit));
        }
    }
}

#[test]
fn a_launch_needs_credits_and_shares() {
    assert_eq!(provide_launch(0, 0), Err(MathError::Zero { what: "amount" }));
    assert_eq!(
        provide_launch(1_000, 0),
        Err(MathError::BelowMinimumLiquidity { min: MIN_LIQUIDITY, got: MIN_LIQUIDITY })
    );
    assert_eq!(provide_launch(1_001, 0).map(|deposit| deposit.shares), Ok(1_001));
    let large = MathError::ReserveTooLarge { max: MAX_RESERVE, got: MAX_RESERVE + 1 };
    assert_eq!(provide_launch(MAX_RESERVE + 1, 0), Err(large.clone()));
    assert_eq!(provide_launch(1 << 111, 1 << FRAC_BITS), Err(large));
    assert_eq!(provide_launch(1 << 111, i64::MAX), Err(MathError::Overflow));
}

#[test]
fn deposits_into_a_launch_leave_room_for_the_virtual_reserve() {
    let half = 1 << 111;
    assert!(provide_launched(1_000, half - 1_000, 1_000, 0, 0).is_err());
    assert!(provide_launched(1_000, 5, half, 500, 5).is_ok());
    let refused = provide_launched(1_000, 0, half, 1_000, 0);
    assert!(matches!(refused, Err(MathError::ReserveTooLarge { .. })), "{refused:?}");
    assert_eq!(provide_launched(0, 5, 5, 5, 5), Err(MathError::Zero { what: "reserve" }));
    assert_eq!(provide_launched(5, 5, 0, 5, 5), Err(MathError::Zero { what: "supply" }));
    // An ordinary pool still refuses a side of nothing.
    assert_eq!(provide_balanced(5, 0, 5, 5, 5), Err(MathError::Zero { what: "reserve" }));
}

/// A million credits at a price of 2: buyers raise the price, and can get back no more than they brought.
#[test]
fn a_launch_rises_as_credits_are_sold() {
    let v = provide_launch(1_000_000, 1 << FRAC_BITS).unwrap().shares;
    assert_eq!(v, 2_000_000);
    let mut pool = Block { x: 1_000_000, y: 0, v, fee: 0, share: 0, anchored: true, anchor: None };
    assert!(!pool.trade(&mut [0; 2], true, false, 1_000), "there is no bid");
    let mut buyer = [0; 2];
    assert!(pool.trade(&mut buyer, false, true, 500_000));
    assert_eq!((buyer, pool.y + pool.v), ([500_000, -2_000_000], 4_000_000));
    pool.anchor = None;
    assert!(!pool.trade(&mut [0; 2], true, false, 500_001), "that would take more than was brought");
    assert!(pool.close(&mut buyer));
    assert_eq!((buyer, pool.y), ([0, 0], 0));
}
