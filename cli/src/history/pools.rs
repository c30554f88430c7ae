//! Prices and volumes of pools.
//!
//! Reserves follow from a pool's events: its creation, swaps and liquidity. A pool whose creation was not read is asked,
//! once, for what it was before the first block in which it changes.

use anyhow::Result;
use cosmwasm_std::{Uint128, Uint256};
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

use super::book::{Book, DAY, FIVE_MINUTES, HOUR};
use super::said::{Ask, Asked, Said};

/// Base units of asset 0 that a price is of.
const ATOMICS: u128 = 1_000_000_000_000_000_000;
/// Columns of its files.
pub const COLUMNS: [&str; 11] = [
    "time",
    "open",
    "high",
    "low",
    "close",
    "volume_0",
    "volume_1",
    "lp_fees_0",
    "lp_fees_1",
    "reserve_0",
    "reserve_1",
];

/// A pool as it is now, base units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Pool {
    assets: [String; 2],
    reserves: [Uint128; 2],
    /// Whether its LP supply counts as a reserve of asset 1.
    launch: bool,
    /// What counts so.
    extra: Uint128,
}

/// What happened in an interval; prices as [`Pool::price`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Candle {
    open: Uint256,
    high: Uint256,
    low: Uint256,
    close: Uint256,
    volumes: [Uint128; 2],
    fees: [Uint128; 2],
    reserves: [Uint128; 2],
}

/// What one event adds to a candle, of either asset.
#[derive(Clone, Copy, Default)]
struct Traded {
    volumes: [u128; 2],
    fees: [u128; 2],
}

impl Pool {
    /// Base units of asset 1 for 10^18 of asset 0, rounded down; none while there is no asset 0.
    fn price(&self) -> Option<Uint256> {
        let [reserve_0, reserve_1] = self.reserves;
        let numerator = Uint256::from(reserve_1).checked_add(self.extra.into()).ok()?;
        numerator.checked_multiply_ratio(ATOMICS, reserve_0).ok()
    }
}

impl Candle {
    /// As it is written.
    pub fn row(&self, time: u64) -> Value {
        let Self { open, high, low, close, volumes, fees, reserves } = self;
        json!([
            time,
            open,
            high,
            low,
            close,
            volumes[0],
            volumes[1],
            fees[0],
            fees[1],
            reserves[0],
            reserves[1]
        ])
    }
}

/// Reads an event of the pool contract.
pub fn see(book: &mut Book, ask: &dyn Ask, said: &Said) -> Result<()> {
    match said.kind {
        "create_pool" => {
            let pool = Pool {
                assets: [said.text("asset_0")?.to_owned(), said.text("asset_1")?.to_owned()],
                reserves: Default::default(),
                launch: said.number("launch")? > 0,
                extra: Uint128::zero(),
            };
            book.note(&fact(said.id("pool_id")?), &pool)
        }
        "swap" => swap(book, ask, said),
        "provide" => provide(book, ask, said),
        "withdraw_liquidity" => withdraw(book, ask, said),
        _ => Ok(()),
    }
}

/// Each hop moves its pool; what comes out of one goes into the next.
fn swap(book: &mut Book, ask: &dyn Ask, said: &Said) -> Result<()> {
    let mut offer = said.text("offer")?.to_owned();
    for text in said.find("hops").into_iter().flat_map(|hops| hops.split(',')) {
        let odd = || said.odd(&format!("has a hop `{text}`"));
        let numbers = text.split(':').map(str::parse).collect::<Result<Vec<u128>, _>>().map_err(|_| odd())?;
        let (pool_id, paid, received, lp_fee, protocol_fee, spread) = match *numbers.as_slice() {
            [pool_id, paid, received, lp, protocol] => (pool_id, paid, received, lp, protocol, 0),
            [pool_id, paid, received, lp, protocol, spread] => {
                (pool_id, paid, received, lp, protocol, spread)
            }
            _ => return Err(odd()),
        };
        let pool_id = u64::try_from(pool_id).map_err(|_| odd())?;
        let (assets, pool) = find(book, ask, pool_id)?;
        let Some(assets) = assets else { return Ok(()) };
        let [first, second] = &assets;
        let (sold_0, ask_asset) = match &offer {
            offer if offer == first => (true, second),
            offer if offer == second => (false, first),
            _ => return Err(odd()),
        };
        offer = ask_asset.clone();
        let Some(pool) = pool else { continue };
        let pair = |sold: u128, bought: u128| if sold_0 { [sold, bought] } else { [bought, sold] };
        let comes = pair(paid, 0);
        let goes = pair(protocol_fee, received.checked_add(spread).ok_or_else(odd)?);
        let traded = Traded { volumes: pair(paid, received), fees: pair(lp_fee, 0) };
        moved(book, said, pool_id, pool, comes, goes, traded)?;
    }
    Ok(())
}

fn provide(book: &mut Book, ask: &dyn Ask, said: &Said) -> Result<()> {
    let pool_id = said.id("pool_id")?;
    let (_, Some(mut pool)) = find(book, ask, pool_id)? else { return Ok(()) };
    if pool.launch {
        for shares in ["shares", "locked"] {
            pool.extra = pool.extra.checked_add(said.number(shares)?.into())?;
        }
    }
    let comes = [said.number("amount_0")?, said.number("amount_1")?];
    let (lp_fee, protocol_fee, spread) =
        (said.number("lp_fee")?, said.number("protocol_fee")?, said.number("spread")?);
    // Only a single-sided provision pays a fee, in what it brings, and has a spread, in the other asset.
    let pair = |brought: u128, other: u128| if comes[0] > 0 { [brought, other] } else { [other, brought] };
    let traded = Traded { fees: pair(lp_fee, 0), ..Traded::default() };
    moved(book, said, pool_id, pool, comes, pair(protocol_fee, spread), traded)
}

fn withdraw(book: &mut Book, ask: &dyn Ask, said: &Said) -> Result<()> {
    let pool_id = said.id("pool_id")?;
    let (_, Some(mut pool)) = find(book, ask, pool_id)? else { return Ok(()) };
    if pool.launch {
        pool.extra = pool.extra.checked_sub(said.number("shares")?.into())?;
    }
    let goes = |side| -> Result<u128> {
        let (amount, spread) =
            (said.number(&format!("amount_{side}"))?, said.number(&format!("spread_{side}"))?);
        amount.checked_add(spread).ok_or_else(|| said.overflow())
    };
    moved(book, said, pool_id, pool, [0, 0], [goes(0)?, goes(1)?], Traded::default())
}

/// Changes the reserves and the candles.
fn moved(
    book: &mut Book,
    said: &Said,
    pool_id: u64,
    mut pool: Pool,
    comes: [u128; 2],
    goes: [u128; 2],
    traded: Traded,
) -> Result<()> {
    let before: Option<Pool> = book.fact(&fact(pool_id))?;
    let before = before.and_then(|pool| pool.price());
    for (reserve, (comes, goes)) in pool.reserves.iter_mut().zip(comes.into_iter().zip(goes)) {
        let grown = reserve.checked_add(comes.into()).ok().and_then(|sum| sum.checked_sub(goes.into()).ok());
        *reserve = grown.ok_or_else(|| said.overflow())?;
    }
    book.note(&fact(pool_id), &pool)?;
    // A pool that was emptied keeps the price that it had.
    let Some(price) = pool.price().or(before) else { return Ok(()) };
    for interval in [FIVE_MINUTES, HOUR, DAY] {
        let file = format!("pool-{pool_id}-{}", interval.name);
        book.row(&file, &file, said.at.time, interval, |candle: Option<Candle>| {
            let mut candle = candle.unwrap_or_else(|| {
                let open = before.unwrap_or(price);
                Candle { open, high: open, low: open, close: open, ..Candle::default() }
            });
            (candle.high, candle.low) = (candle.high.max(price), candle.low.min(price));
            (candle.close, candle.reserves) = (price, pool.reserves);
            for side in [0, 1] {
                candle.volumes[side] = candle.volumes[side].checked_add(traded.volumes[side].into())?;
                candle.fees[side] = candle.fees[side].checked_add(traded.fees[side].into())?;
            }
            Ok(candle)
        })?;
    }
    Ok(())
}

/// A pool's assets, if anybody knows them, and the pool, if its reserves are known.
fn find(book: &mut Book, ask: &dyn Ask, pool_id: u64) -> Result<(Option<[String; 2]>, Option<Pool>)> {
    if let Some(pool) = book.fact::<Pool>(&fact(pool_id))? {
        return Ok((Some(pool.assets.clone()), Some(pool)));
    }
    let (answer, known) = match ask.pool(pool_id)? {
        Asked::Then(answer) => (answer, true),
        Asked::Now(answer) => (answer, false),
        Asked::Unknown => return Ok((None, None)),
    };
    let pool = Pool {
        assets: [answer.asset_0.to_string(), answer.asset_1.to_string()],
        reserves: [answer.reserve_0, answer.reserve_1],
        launch: answer.launch,
        extra: answer.virtual_reserve,
    };
    if known {
        book.note(&fact(pool_id), &pool)?;
    }
    Ok((Some(pool.assets.clone()), known.then_some(pool)))
}

fn fact(pool_id: u64) -> String {
    format!("pool/{pool_id}")
}
