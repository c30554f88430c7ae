//! Any sequence of messages keeps the books.

use api::fee_collector::{ExecuteMsg, Split, TakeReport, Window};
use cosmwasm_std::Uint128;

use crate::support::{addr, class, report, Fixture};

/// A small generator, so that a failing step can be found again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn amount(&mut self) -> u128 {
        let bits = self.roll(60);
        u128::from(self.roll(1 << bits.clamp(1, 30))) + 1
    }
}

fn step(f: &mut Fixture, dice: &mut Dice) {
    let today = u32::try_from(f.app.block_info().time.seconds() / 86_400).unwrap();
    match dice.roll(8) {
        0 | 1 => {
            let volume = dice.amount();
            let day = today - u32::try_from(dice.roll(20)).unwrap();
            let report = TakeReport {
                jobs: dice.roll(9),
                gpu_seconds: dice.amount().into(),
                volume: volume.into(),
                self_dealing: Uint128::new(volume / 3),
                ..report(day)
            };
            let amount = dice.amount();
            f.take(report, amount);
        }
        2 => {
            let (amount, lp) = (dice.amount(), dice.amount());
            f.swap_fees(amount, lp);
        }
        3 => {
            let amount = dice.amount();
            f.slash(amount);
        }
        4 => {
            let amount = dice.amount();
            f.donate(amount);
        }
        5 => {
            let pending = f.balances()[0] > 0;
            assert_eq!(f.distribute().is_ok(), pending);
        }
        6 => {
            let claimable = f.balances()[1] > 0;
            let claim = ExecuteMsg::ClaimStakers { receiver: None };
            assert_eq!(f.run(&addr("stakers"), &claim, &[]).is_ok(), claimable);
        }
        _ => {
            let burn_bps = 5_000 + u32::try_from(dice.roll(5_001)).unwrap();
            let stakers_bps = u32::try_from(dice.roll(u64::from(10_001 - burn_bps))).unwrap();
            let liquidity_bps = 10_000 - burn_bps - stakers_bps;
            let split = Split { burn_bps, stakers_bps, liquidity_bps };
            f.run(&addr("owner"), &ExecuteMsg::UpdateSplit { split }, &[]).unwrap();
        }
    }
    f.wait(dice.roll(86_400));
}

#[test]
fn after_every_message_every_coin_is_in_the_books() {
    for seed in 1..=4 {
        let mut f = Fixture::with_classes(vec![class("a", 8)]);
        let genesis = f.supply();
        let mut dice = Dice(seed);
        for _ in 0..120 {
            step(&mut f, &mut dice);
            f.check(genesis);
        }
        let all = f.metrics(Window::All);
        let quarter = f.metrics(Window::Quarter);
        // Sixty days or so: the quarter holds every day, each booked once.
        assert_eq!((all.revenue, all.jobs, all.volume), (quarter.revenue, quarter.jobs, quarter.volume));
        assert_eq!(all.burned_revenue, quarter.burned_revenue);
    }
}
