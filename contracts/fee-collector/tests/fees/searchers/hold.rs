//! A searcher that holds a pushed price for hours, while nobody else trades: what remains.

use amm_math::{Price, Rounding};
use pool::pool::Side;

use super::{Crank, Searcher, Venue, DUST, FEES, LP, RESERVE};

/// A pool whose price somebody holds: a crank at once and every ten minutes, by the means that the held price made.
struct Hold {
    searcher: Searcher,
    /// Log prices of NET, since when (seconds).
    prices: Vec<(u64, f64)>,
}

impl Hold {
    /// The geometric mean of so many seconds, as log: the price was one before it all.
    fn mean(&self, now: u64, seconds: u64) -> f64 {
        let from = now - seconds;
        let mut sum = 0.0;
        for (i, (since, log)) in self.prices.iter().enumerate() {
            let until = self.prices.get(i + 1).map_or(now, |next| next.0);
            sum += log * until.saturating_sub((*since).max(from)) as f64;
        }
        sum / seconds as f64
    }

    /// What a searcher gains that pushes NET up by `push` (log) and takes it back after so many times ten minutes, beyond
    /// its LP share of the cranks' fees; base units.
    fn run(fee: u32, lp: u32, push: f64, tens: u64) -> f64 {
        const START: u64 = 200_000;
        let mut hold =
            Self { searcher: Searcher::new(fee, lp, Crank::BuyBack(1), 6), prices: vec![(0, 0.0)] };
        let mut venue = hold.searcher.start.clone();
        let mut alone = venue.clone();
        venue.time = START;
        alone.time = START;
        let front = ((push / 2.0).exp() - 1.0) * RESERVE as f64;
        let came = venue.sell(Side::Zero, front as u128);
        let spot = |venue: &Venue| {
            let (x, y) = venue.pool.hot.reserves;
            (x as f64 / y as f64).ln()
        };
        hold.prices.push((START, spot(&venue)));
        for crank in 0..=tens {
            let seconds = if crank == 0 { 6 } else { 600 };
            venue.pass(seconds);
            alone.pass(seconds);
            let (half_hour, day) = (hold.mean(venue.time, 1_800), hold.mean(venue.time, 86_400));
            if half_hour - day > 1.05f64.ln() {
                continue;
            }
            let mean = Price::from_ratio(((-half_hour).exp() * 1e15) as u128, 10u128.pow(15), Rounding::Up);
            let before = venue.clone();
            if hold.searcher.crank.run(&mut venue, mean.unwrap()).is_some() {
                hold.prices.push((venue.time, spot(&venue)));
                let mean = spot_price(&alone);
                assert!(Crank::BuyBack(1).run(&mut alone, mean).is_some());
            } else {
                venue = before;
            }
        }
        venue.pass(6);
        // It takes back what it sold, or until the price is one again.
        let mut best = f64::MIN;
        for back in 0..=60 {
            let mut venue = venue.clone();
            let returned = came as f64 * f64::from(back) / 40.0;
            let credits = if back > 0 { venue.sell(Side::One, returned as u128) as f64 } else { 0.0 };
            let purse = came as f64 - returned + credits - front;
            best = best.max(purse + hold.searcher.own * (venue.share() - alone.share()));
        }
        best
    }
}

fn spot_price(venue: &Venue) -> Price {
    let (x, y) = venue.pool.hot.reserves;
    Price::from_ratio(y, x, Rounding::Up).unwrap()
}

/// What docs/security.md says: the best push of 0.1 to 6 %, in millionths of the reserve, for a fee of 0.3 %.
#[test]
fn a_price_that_is_held_pays_after_hours() {
    for (lp, expected) in [
        (0, [0, 0, 0, 0, 0, 35, 240]),
        (50, [0, 0, 0, 0, 9, 104, 315]),
        (90, [0, 0, 0, 17, 62, 159, 375]),
        (99, [0, 1, 6, 28, 75, 172, 389]),
    ] {
        for (half_hours, expected) in [1, 2, 3, 6, 12, 24, 48].into_iter().zip(expected) {
            let best = (1..=60).map(|step| Hold::run(30, lp, f64::from(step) / 1_000.0, 3 * half_hours));
            let best = best.max_by(f64::total_cmp).unwrap().max(0.0) / RESERVE as f64 * 1e6;
            assert_eq!(best.round() as u32, expected, "LP {lp} %, {half_hours} half hours: {best}");
        }
    }
}

/// What is sold within twenty minutes, five thirds of a quota, does not pay for a push of any size that the guard lets pass.
#[test]
fn twenty_minutes_pay_for_no_held_price() {
    for fee in FEES {
        for lp in LP {
            for step in 1..=60 {
                let profit = Hold::run(fee, lp, f64::from(step) / 1_000.0, 2);
                assert!(profit <= DUST, "fee {fee} bp, LP {lp} %, {step}: {profit}");
            }
        }
    }
}
