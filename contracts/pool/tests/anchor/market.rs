//! One pool in memory, in one block; a searcher, and everybody else.

use amm_math::oracle::Observation;
use api::common::Asset;
use api::pool::raw::Hot;
use api::pool::{Fees, Paused};
use cosmwasm_std::{Addr, Isqrt, Uint128, Uint512};
use pool::error::ContractError;
use pool::pool::{Pool, Side};
use pool::state::PoolConfig;

/// What the searcher begins with of either asset beside its LP shares.
pub const PURSE: u128 = 1 << 120;

/// Bits after the point of a [`Market::worth`].
const FRACTION: u32 = 64;

/// One message to the pool.
#[derive(Clone, Copy, Debug)]
pub enum Verb {
    /// Sells so much of a side.
    Sell(Side, u128),
    /// Buys so much, and pays with a side.
    Buy(Side, u128),
    /// Provides both sides, at most.
    Provide(u128, u128),
    /// Provides one side.
    Single(Side, u128),
    /// Gives so many LP shares back.
    Withdraw(u128),
}

/// Who sends a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Who {
    Searcher,
    Other,
}

/// What the pool took and gave: assets, and LP shares burned and minted.
#[derive(Clone, Copy, Debug, Default)]
struct Moved {
    paid: (u128, u128),
    got: (u128, u128),
    burned: u128,
    minted: u128,
    lp_fee: Option<(Side, u128)>,
}

#[derive(Clone)]
pub struct Market {
    pub pool: Pool,
    pub supply: u128,
    /// The searcher's LP shares, and what it has of either asset.
    pub shares: u128,
    pub purse: (u128, u128),
    began_with: u128,
    /// Reserves as the curve counts them when the block began.
    start: (u128, u128),
    anchored: bool,
    /// By how much the searcher's shares became worth more through what others did, in either asset at the price at which
    /// the block began; [`FRACTION`] bits after the point.
    earned: (Uint512, Uint512),
}

impl Market {
    /// A pool of `reserves`, of whose LP shares the searcher has `percent`, at the beginning of a block.
    /// `launch`: a launch pool with so much of a virtual reserve, which is its LP supply.
    pub fn new(reserves: (u128, u128), launch: Option<u128>, fees: Fees, percent: u128) -> Self {
        let hot = Hot {
            reserves,
            fees: (0, 0),
            spreads: (0, 0),
            virtual_1: launch.unwrap_or(0),
            obs: Observation::first(1, 1, 0),
            anchor: 0,
            checkpoint_time: 0,
        };
        let config = PoolConfig {
            asset_0: Asset::native("ucredit"),
            asset_1: Asset::native("unet"),
            fees,
            paused: Paused { swap: false, provide: false },
            lp_token: Addr::unchecked("lp"),
            delisted: (false, false),
            launch: launch.is_some(),
            aside: Default::default(),
        };
        let mut pool = Pool { id: 1, config, hot, fresh: false };
        pool.observe(2, 7).unwrap();
        let root = Uint512::from(reserves.0) * Uint512::from(reserves.1);
        let supply = launch.unwrap_or_else(|| narrow(root.isqrt()));
        let shares = (supply - 1_000) / 100 * percent;
        let start = pool.hot.curve().unwrap();
        Market {
            pool,
            supply,
            shares,
            purse: (PURSE, PURSE),
            began_with: shares,
            start,
            anchored: true,
            earned: Default::default(),
        }
    }

    /// The same without the anchor: every swap is one as at the beginning of a block.
    pub fn without_anchor(mut self) -> Self {
        self.anchored = false;
        self
    }

    /// Sends a message. What is refused changes nothing.
    pub fn send(&mut self, who: Who, verb: Verb) -> Result<(), ContractError> {
        let mut after = self.clone();
        // A message finds a pool fresh only if none before it has changed the pool in the block.
        after.pool.fresh |= !self.anchored;
        let moved = after.apply(verb)?;
        after.pool.fresh = false;
        after.supply = self.supply + moved.minted - moved.burned;
        self.check_growth(&after, &moved);
        assert!(
            after.k() * square(self.supply) >= self.k() * square(after.supply),
            "a share lost worth: {verb:?}"
        );
        if who == Who::Searcher {
            let purse = |side: Side| side.of(self.purse) + side.of(moved.got) - side.of(moved.paid);
            after.purse = (purse(Side::Zero), purse(Side::One));
            after.shares = self.shares + moved.minted - moved.burned;
        } else {
            let earned = |side| {
                let (now, then) = (after.worth(side), self.worth(side));
                side.of(self.earned) + now - then.min(now)
            };
            after.earned = (earned(Side::Zero), earned(Side::One));
        }
        *self = after;
        Ok(())
    }

    fn apply(&mut self, verb: Verb) -> Result<Moved, ContractError> {
        let pool = &mut self.pool;
        Ok(match verb {
            Verb::Sell(side, amount) => swapped(side, &pool.sell(side, amount)?),
            Verb::Buy(side, amount) => swapped(side, &pool.buy(side, amount)?),
            Verb::Provide(max_0, max_1) => {
                let provided = pool.provide(self.supply, (max_0, max_1), 2, 7)?;
                Moved { paid: provided.used, minted: provided.shares, ..Moved::default() }
            }
            Verb::Single(side, amount) => {
                let provided = pool.provide_single(self.supply, side, amount)?;
                Moved { paid: provided.used, minted: provided.shares, ..Moved::default() }
            }
            Verb::Withdraw(shares) => {
                let got = pool.withdraw(self.supply, shares)?.out;
                Moved { got, burned: shares, ..Moved::default() }
            }
        })
    }

    /// A new block begins.
    pub fn next_block(&mut self) {
        let obs = self.pool.hot.obs;
        self.pool.observe(obs.height + 1, obs.time + 6).unwrap();
    }

    /// The product of the reserves as the curve counts them.
    fn k(&self) -> Uint512 {
        let (x, y) = self.pool.hot.curve().unwrap();
        Uint512::from(x) * Uint512::from(y)
    }

    /// What makes the product of the reserves grow in a swap is the fee that stays there, and a unit of rounding of either
    /// side: so what [`Market::worth`] counts as earned are fees.
    fn check_growth(&self, after: &Self, moved: &Moved) {
        let Some((side, lp_fee)) = moved.lp_fee else { return };
        let (before, now) = (self.pool.hot.curve().unwrap(), after.pool.hot.curve().unwrap());
        let product = |(x, y): (u128, u128)| Uint512::from(x) * Uint512::from(y);
        let without_fee = product((side.of(now) - lp_fee, side.other().of(now)));
        let unit = Uint512::from(now.0) + Uint512::from(now.1);
        assert!(without_fee <= product(before) + unit, "{before:?} {now:?} {moved:?}");
    }

    /// What the searcher's LP shares are worth at the price at which the block began, in units of `side`: their part of
    /// twice the root of k times that price. It is the least that any reserves with that k are worth.
    fn worth(&self, side: Side) -> Uint512 {
        let square = (self.k() * Uint512::from(side.of(self.start))) << (2 * FRACTION + 2);
        let root = (square / Uint512::from(side.other().of(self.start))).isqrt();
        root * Uint512::from(self.shares) / Uint512::from(self.supply)
    }

    /// The searcher restores its LP shares, and by a swap what it had of the other side of `gain`; more of either it may keep.
    /// Says what it has gained then of the side `gain` beyond what others' fees brought it, base units; none if the pool does
    /// not let it restore them.
    pub fn settle(&mut self, gain: Side) -> Option<i128> {
        if self.shares < self.began_with {
            let lacks = self.began_with - self.shares;
            let (x, y) = self.pool.hot.reserves;
            let max = |reserve| part_up(reserve, lacks, self.supply);
            self.send(Who::Searcher, Verb::Provide(max(x), max(y))).ok()?;
        }
        if self.shares > self.began_with {
            let _ = self.send(Who::Searcher, Verb::Withdraw(self.shares - self.began_with));
        }
        let other = gain.other();
        let has = other.of(self.purse);
        if has < PURSE {
            self.send(Who::Searcher, Verb::Buy(gain, PURSE - has)).ok()?;
        } else if has > PURSE {
            let _ = self.send(Who::Searcher, Verb::Sell(other, has - PURSE));
        }
        assert!(self.shares >= self.began_with && other.of(self.purse) >= PURSE);
        Some(gain.of(self.purse) as i128 - PURSE as i128 - self.earned(gain))
    }

    /// The searcher's part of others' fees so far, in base units of a side, rounded up.
    pub fn earned(&self, side: Side) -> i128 {
        narrow(side.of(self.earned) >> FRACTION) as i128 + 1
    }
}

fn swapped(side: Side, hop: &api::pool::events::Hop) -> Moved {
    Moved {
        paid: side.pair(hop.paid, 0),
        got: side.pair(0, hop.received),
        lp_fee: Some((side, hop.lp_fee)),
        ..Moved::default()
    }
}

/// ⌈whole · part / all⌉.
pub fn part_up(whole: u128, part: u128, all: u128) -> u128 {
    let product = Uint512::from(whole) * Uint512::from(part) + Uint512::from(all - 1);
    narrow(product / Uint512::from(all))
}

fn square(value: u128) -> Uint512 {
    Uint512::from(value) * Uint512::from(value)
}

fn narrow(value: Uint512) -> u128 {
    Uint128::try_from(value).unwrap().u128()
}
