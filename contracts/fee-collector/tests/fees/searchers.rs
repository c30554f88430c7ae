//! Searchers around one order of the fee-collector, in the pool contract's own pool: push the price, let the crank run, and
//! take the push back. Trades alone; nobody else trades.

mod hold;
mod liquidity;

use amm_math::oracle::Observation;
use amm_math::{MathError, Price};
use api::common::Asset;
use api::pool::raw::Hot;
use api::pool::{Fees, Paused};
use cosmwasm_std::Addr;
use fee_collector::orders::{buy_back, least_shares, left, provision, Hop, Part, WHOLE};
use pool::pool::{Pool, Side};
use pool::state::{Aside, PoolConfig};

/// Reserve of either asset.
const RESERVE: u128 = 10u128.pow(15);
/// The protocol's part of the fee, basis points.
const SHARE: u32 = 1_000;
/// A price of one.
const PAR: Price = Price::from_raw(1 << 64);
/// What rounding may give a searcher, base units: of an order of 5·10¹⁰ and more, nothing.
const DUST: f64 = 100.0;
/// Fees, basis points, and parts of the LP shares, percent, that are looked at.
const FEES: [u32; 3] = [10, 30, 100];
const LP: [u32; 4] = [0, 50, 90, 99];

/// A pool of another asset (0) and NET (1), at a price of one.
#[derive(Clone)]
struct Venue {
    pool: Pool,
    supply: u128,
    height: u64,
    time: u64,
    /// When a buy-back last used of the quota, and how much was used then.
    used: (u64, u64),
}

impl Venue {
    fn new(fee_bps: u32) -> Self {
        let config = PoolConfig {
            asset_0: Asset::native("other"),
            asset_1: Asset::native("net"),
            fees: Fees { fee_bps, protocol_share_bps: SHARE },
            paused: Paused { swap: false, provide: false },
            lp_token: Addr::unchecked("lp"),
            delisted: (false, false),
            launch: false,
            aside: (Aside::default(), Aside::default()),
        };
        let hot = Hot {
            reserves: (0, 0),
            fees: (0, 0),
            spreads: (0, 0),
            virtual_1: 0,
            obs: Observation::first(1, 1, 0),
            anchor: 0,
            checkpoint_time: 0,
        };
        let mut pool = Pool { id: 1, config, hot, fresh: false };
        let supply = pool.provide(0, (RESERVE, RESERVE), 1, 1).unwrap().supply;
        let mut venue = Self { pool, supply, height: 1, time: 1, used: (0, 0) };
        venue.pass(1);
        venue
    }

    /// Another block, so much later.
    fn pass(&mut self, seconds: u64) {
        self.height += 1;
        self.time += seconds;
    }

    fn message(&mut self) -> &mut Pool {
        self.pool.fresh = false;
        self.pool.observe(self.height, self.time).unwrap();
        &mut self.pool
    }

    fn sell(&mut self, side: Side, amount: u128) -> u128 {
        self.message().sell(side, amount).unwrap().received
    }

    /// What is left of its quota.
    fn free(&self) -> u64 {
        left(self.used.1, self.time - self.used.0)
    }

    /// As an order meets it where its means are so.
    fn hop(&self, sells_zero: bool, mean: Price) -> Hop {
        let (x, y) = self.pool.hot.reserves;
        let Fees { fee_bps, protocol_share_bps } = self.pool.config.fees;
        let (reserve_in, reserve_out) = if sells_zero { (x, y) } else { (y, x) };
        Hop {
            fee_bps,
            share_bps: protocol_share_bps,
            reserve_in,
            reserve_out,
            free: self.free(),
            pays: None,
            sells_zero,
            half_hour: mean,
            day: mean,
        }
    }

    /// What an LP share is worth in NET once the price is one again.
    fn share(&self) -> f64 {
        let (x, y) = self.pool.hot.reserves;
        2.0 * (x as f64 * y as f64).sqrt() / self.supply as f64
    }
}

/// The order that there is, if there is one.
fn order<T>(part: Result<Part<T>, MathError>) -> Option<T> {
    match part.unwrap() {
        Part::Order(order) => Some(order),
        Part::Held | Part::Hop(_) => None,
    }
}

/// What the fee-collector does in the middle.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Crank {
    /// Sells so many times as much as an order does, at the means' price less its impact and 1 %.
    BuyBack(u128),
    /// The same at any price.
    Unguarded(u128),
    /// Adds as much as an order does, at the means' price less its impact and 1 %.
    Addition,
}

impl Crank {
    /// What is sold, if it was accepted at this mean.
    fn run(self, venue: &mut Venue, mean: Price) -> Option<u128> {
        let order = |venue: &Venue| order(buy_back(u128::MAX, &[venue.hop(true, mean)]));
        match self {
            Self::BuyBack(times) => {
                let (order, x) = (order(venue)?, venue.pool.hot.reserves.0);
                let sold = order.chunk * times;
                let min_out = order.min_out * times * (x - sold) / (x - order.chunk);
                venue.used = (venue.time, WHOLE - venue.free() + order.uses[0]);
                (venue.sell(Side::Zero, sold) >= min_out).then_some(sold)
            }
            Self::Unguarded(times) => {
                let sold = order(venue)?.chunk * times;
                venue.sell(Side::Zero, sold);
                Some(sold)
            }
            Self::Addition => {
                let (hop, supply) = (venue.hop(false, mean), venue.supply);
                let (amount, _) = self::order(provision(u128::MAX, &hop))?;
                let least = least_shares(amount, &hop, supply).unwrap();
                let provided = venue.message().provide_single(supply, Side::One, amount).unwrap();
                venue.supply = provided.supply;
                (provided.shares >= least).then_some(amount)
            }
        }
    }

    /// The side that is brought to the pool.
    fn side(self) -> Side {
        if self == Self::Addition {
            Side::One
        } else {
            Side::Zero
        }
    }
}

/// A searcher with a part of the LP shares, who trades before and after.
struct Searcher {
    crank: Crank,
    start: Venue,
    /// LP shares.
    own: f64,
    /// Seconds from one step to the next; 0 for the same block.
    apart: u64,
    /// What an LP share is worth after the crank alone.
    share: f64,
}

impl Searcher {
    fn new(fee_bps: u32, lp_percent: u32, crank: Crank, apart: u64) -> Self {
        let start = Venue::new(fee_bps);
        let mut alone = start.clone();
        assert!(crank.run(&mut alone, PAR).is_some());
        let own = start.supply as f64 * f64::from(lp_percent) / 100.0;
        Self { crank, own, apart, share: alone.share(), start }
    }

    fn pass(&self, venue: &mut Venue) {
        if self.apart > 0 {
            venue.pass(self.apart);
        }
    }

    /// Sells `front` before the crank, or NET for it where negative, and after it takes `back` of that back. What that
    /// brings, at a price of one, beyond its LP share of the crank's own fee; none if the crank is refused.
    fn profit(&self, front: f64, back: f64) -> Option<f64> {
        let mut venue = self.start.clone();
        let mut purse = [0.0; 2];
        let side = if front > 0.0 { self.crank.side() } else { self.crank.side().other() };
        let at = |side: Side| usize::from(side == Side::One);
        let sold = front.abs() as u128;
        let came = if sold > 0 { venue.sell(side, sold) } else { 0 };
        purse[at(side)] -= sold as f64;
        purse[at(side.other())] += came as f64;
        self.pass(&mut venue);
        self.crank.run(&mut venue, PAR)?;
        self.pass(&mut venue);
        let returned = (came as f64 * back) as u128;
        if returned > 0 {
            purse[at(side.other())] -= returned as f64;
            purse[at(side)] += venue.sell(side.other(), returned) as f64;
        }
        Some(purse[0] + purse[1] + self.own * (venue.share() - self.share))
    }

    /// The best of a grid of pushes either way, with most ways back.
    fn best(&self) -> f64 {
        let mut best = 0.0f64;
        for step in 0..90 {
            // From a hundred-thousandth of the reserve by a sixth more each, to nine times it.
            let front = RESERVE as f64 * 1e-5 * 1.165f64.powi(step);
            for front in [front, -front] {
                for back in [0.0, 0.25, 0.5, 0.75, 0.9, 0.97, 0.99, 1.0, 1.003, 1.01, 1.03, 1.1] {
                    best = best.max(self.profit(front, back).unwrap_or(0.0));
                }
            }
        }
        best
    }
}

/// Whatever its LP shares, the fee, and how far it pushes within what the guard lets pass.
#[test]
fn nobody_earns_around_one_order() {
    for crank in [Crank::BuyBack(1), Crank::Addition] {
        for fee in FEES {
            for lp in LP {
                for apart in [0, 6] {
                    let best = Searcher::new(fee, lp, crank, apart).best();
                    assert!(best <= DUST, "{crank:?} fee {fee} bp, LP {lp} %, {apart} s apart: {best}");
                }
            }
        }
    }
}

/// The guard does stop a push: otherwise the test above would say little.
#[test]
fn a_push_beyond_the_guard_is_refused() {
    for crank in [Crank::BuyBack(1), Crank::Addition] {
        let searcher = Searcher::new(30, 0, crank, 6);
        assert!(searcher.profit(RESERVE as f64 * 0.003, 1.0).is_some());
        assert_eq!(searcher.profit(RESERVE as f64 * 0.03, 1.0), None);
    }
}

/// All of 40 orders sold at once at any price: then everybody gains, with no LP share at all. Within a block nobody does.
#[test]
fn a_sale_without_bounds_is_robbed_across_blocks() {
    for fee in FEES {
        for lp in LP {
            let best = |apart| Searcher::new(fee, lp, Crank::Unguarded(40), apart).best();
            assert!(best(6) > RESERVE as f64 * 0.01, "fee {fee} bp, LP {lp} %: {}", best(6));
            assert!(best(0) <= DUST, "fee {fee} bp, LP {lp} %: {}", best(0));
        }
    }
}

/// Half of the whole fee of the reserve, and not of the protocol's part of it, is robbed under the same guard.
#[test]
fn a_sale_of_half_the_whole_fee_is_robbed_by_who_has_lp_shares() {
    for fee in FEES {
        for lp in [90, 99] {
            let best = Searcher::new(fee, lp, Crank::BuyBack(10), 6).best();
            assert!(best > RESERVE as f64 * 1e-7, "fee {fee} bp, LP {lp} %: {best}");
        }
    }
}
