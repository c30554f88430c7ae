//! Take that a market has earned, booked to its Unix day until somebody sweeps it: one record read and written per payment.
//! Both markets keep it in this form, under the key `y` + Unix day (u32, big-endian).

use cosmwasm_std::{Addr, BlockInfo, StdError, StdResult, Storage, Uint128};
use serde::{Deserialize, Serialize};

use crate::fee_collector::TakeReport;
use crate::store::Map;

pub mod sketch;

use sketch::Sketch;

const SECONDS_PER_DAY: u64 = 86_400;
/// Most days of one sweep.
const MAX_DAYS: usize = 8;

/// See [`Day`].
pub const DAYS: Map<Day> = Map::new(b'y', "day");

/// Take that was earned on one Unix day and waits to be swept. NET base units unless said otherwise.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Day {
    /// Earned, that of work that nobody did included.
    pub take: u128,
    /// What the credits that were paid to providers cost.
    pub volume: u128,
    /// Of the volume, where the payer was the provider.
    pub self_dealing: u128,
    /// Jobs settled, leases ended that paid their provider.
    pub jobs: u64,
    /// GPU-seconds paid for.
    pub gpu_seconds: u128,
    /// Who paid most of the take.
    pub payers: Sketch,
}

/// Work that was paid for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// What its credits cost, NET base units.
    pub volume: u128,
    /// Whether its payer was its provider.
    pub self_dealing: bool,
    /// Whether a job settled or a lease ended with it.
    pub done: bool,
    /// GPU-seconds.
    pub gpu_seconds: u128,
}

/// Earned take of some days, each with what the fee-collector is told of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Swept {
    /// All of it, NET base units.
    pub take: u128,
    /// Take of one day, and its report.
    pub days: Vec<(u128, TakeReport)>,
}

/// Books `take` NET base units that `payer` paid, and what was served for it: nothing, where nothing was.
pub fn book(
    storage: &mut dyn Storage,
    block: &BlockInfo,
    payer: &Addr,
    take: u128,
    served: Served,
) -> StdResult<()> {
    let number = u32::try_from(block.time.seconds() / SECONDS_PER_DAY)
        .map_err(|_| StdError::generic_err("a day beyond 2^32"))?;
    let key = number.to_be_bytes();
    let mut day = DAYS.may_load(storage, &key)?.unwrap_or_default();
    day.take = add(day.take, take)?;
    day.payers.add(payer.as_str(), take);
    day.volume = add(day.volume, served.volume)?;
    if served.self_dealing {
        day.self_dealing = add(day.self_dealing, served.volume)?;
    }
    day.jobs = day.jobs.saturating_add(served.done.into());
    day.gpu_seconds = add(day.gpu_seconds, served.gpu_seconds)?;
    DAYS.save(storage, &key, &day)
}

/// What waits over the oldest `limit` days that have anything: take in NET base units, and how many days.
pub fn waiting(storage: &dyn Storage, limit: usize) -> StdResult<(Uint128, u32)> {
    let days = days(storage, limit)?;
    let take = days.iter().try_fold(0, |sum, (_, day)| add(sum, day.take))?;
    let days = u32::try_from(days.len()).map_err(|_| StdError::generic_err("2^32 days"))?;
    Ok((take.into(), days))
}

/// Takes the oldest days off the books, at most 8, today's so far too; none if nothing waits. A day without take is taken off and
/// not answered: a deposit of nothing would be refused, and hold up the rest.
pub fn sweep(storage: &mut dyn Storage) -> StdResult<Option<Swept>> {
    let days = days(storage, MAX_DAYS)?;
    if days.is_empty() {
        return Ok(None);
    }
    let mut swept = Swept::default();
    for (number, day) in days {
        DAYS.remove(storage, &number.to_be_bytes());
        if day.take > 0 {
            swept.take = add(swept.take, day.take)?;
            swept.days.push((day.take, report(number, &day)));
        }
    }
    Ok(Some(swept))
}

fn days(storage: &dyn Storage, limit: usize) -> StdResult<Vec<(u32, Day)>> {
    let number = |key: Vec<u8>| -> StdResult<u32> {
        let bytes = key.try_into().map_err(|_| StdError::generic_err("a day's key of 4 bytes"))?;
        Ok(u32::from_be_bytes(bytes))
    };
    let page = DAYS.page(storage, b"", None, limit)?;
    page.into_iter().map(|(key, day)| Ok((number(key)?, day))).collect()
}

fn report(number: u32, day: &Day) -> TakeReport {
    TakeReport {
        day: number,
        jobs: day.jobs,
        gpu_seconds: day.gpu_seconds.into(),
        volume: day.volume.into(),
        self_dealing: day.self_dealing.into(),
        payers: day.payers.weights(),
    }
}

fn add(a: u128, b: u128) -> StdResult<u128> {
    Ok(Uint128::new(a).checked_add(b.into())?.u128())
}
