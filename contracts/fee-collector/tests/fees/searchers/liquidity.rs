//! A searcher that moves liquidity around an order: what the order's bound does not exclude, and where it ends.

use amm_math::rounding::mul_div;
use amm_math::Rounding;

use super::{Crank, Searcher, Venue, FEES, LP, PAR, RESERVE, SHARE};

/// What a searcher earns as a part of what the crank sells, each step in a block of its own: its liquidity out, the push (a part of
/// the reserve), its liquidity and `times` the whole pool's in, the crank, all that out, the push back, its own in. None if the
/// crank is refused.
fn around(crank: Crank, fee: u32, lp: u32, push: f64, times: u128) -> Option<f64> {
    let searcher = Searcher::new(fee, lp, crank, 6);
    let side = crank.side();
    let (mut venue, own) = (searcher.start.clone(), searcher.own as u128);
    let mut purse = [0.0; 2];
    let mut moved = |venue: &mut Venue, shares: i128| {
        if shares == 0 {
            return;
        }
        venue.pass(6);
        let supply = venue.supply;
        let (sign, (x, y)) = if shares < 0 {
            let out = venue.message().withdraw(supply, shares.unsigned_abs()).unwrap();
            venue.supply = out.supply;
            (1.0, out.out)
        } else {
            let (height, time, (x, y)) = (venue.height, venue.time, venue.pool.hot.reserves);
            let part = |of| mul_div(shares.unsigned_abs(), of, supply, Rounding::Up).unwrap();
            let max = (part(x), part(y));
            let provided = venue.message().provide(supply, max, height, time).unwrap();
            venue.supply = provided.supply;
            (-1.0, provided.used)
        };
        purse[0] += sign * x as f64;
        purse[1] += sign * y as f64;
    };
    let own_shares = i128::try_from(own).unwrap();
    let more = i128::try_from(searcher.start.supply * times).unwrap();
    moved(&mut venue, -own_shares);
    venue.pass(6);
    let front = (push * RESERVE as f64 * (1.0 - f64::from(lp) / 100.0)) as u128;
    let came = venue.sell(side, front);
    moved(&mut venue, own_shares + more);
    venue.pass(6);
    let sold = searcher.crank.run(&mut venue, PAR)?;
    moved(&mut venue, -own_shares - more);
    venue.pass(6);
    let back = venue.sell(side.other(), came);
    moved(&mut venue, own_shares);
    let brought = purse[0] + purse[1] + back as f64 - front as f64;
    // Its LP share of the crank's own fee, with what it has at that time.
    let swapped = if crank == Crank::Addition { sold / 2 } else { sold };
    let fee = swapped as f64 * f64::from(fee) / 1e4 * (1.0 - f64::from(SHARE) / 1e4);
    let part = (own_shares + more) as f64 / (searcher.start.supply as f64 * (1 + times) as f64);
    let profit = brought + searcher.own * (venue.share() - searcher.start.share()) - part * fee;
    Some(profit / sold as f64)
}

/// It buys the push at a lower price, or makes the order larger: that is not excluded, and ends at the order's slack of 1 % (a
/// searcher that is nearly all LPs has the impact's square, too). Whoever moves none of it earns nothing.
#[test]
fn moved_liquidity_takes_the_slack_of_an_order_at_most() {
    for crank in [Crank::BuyBack(1), Crank::Addition] {
        for fee in FEES {
            for lp in LP {
                for times in [0, 1, 10, 100, 1_000] {
                    let all = (1..110).filter_map(|i| around(crank, fee, lp, f64::from(i) * 1e-4, times));
                    let best = all.max_by(f64::total_cmp).unwrap();
                    let case = format!("{crank:?}, fee {fee} bp, LP {lp} %, {times} times the pool: {best}");
                    assert!(best < 0.010_5, "{case}");
                    // What docs/security.md says of it, for a fee of 0.3 %.
                    let told = match (crank, fee, lp, times) {
                        (Crank::BuyBack(1), 30, 0, 10) | (_, 30, 50 | 90, 0) => best <= 0.0,
                        (Crank::BuyBack(1), 30, 99, 0) => (0.007_6..0.007_8).contains(&best),
                        (Crank::BuyBack(1), 30, 0, 100) => (0.007_8..0.008_0).contains(&best),
                        _ => true,
                    };
                    assert!(told, "{case}");
                }
            }
        }
    }
}
