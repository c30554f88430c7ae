//! What the buckets of a window say.

use std::collections::BTreeMap;

use amm_math::rounding::{mul_div, Rounding, BPS};
use api::fee_collector::{MetricsResponse, Window, MAX_PAYERS};
use api::job_market::{OccupanciesResponse, OccupancyResponse, QueryMsg as JobMarketQuery};
use cosmwasm_std::{Deps, Env, Storage, Uint128, Uint256};

use crate::bucket::Bucket;
use crate::error::ContractError;
use crate::state::{day_key, day_of, today, Config, ALL, BALANCES, CONFIG, DAY, DAYS};

/// Seconds of the year to which revenue and volume are scaled.
const YEAR: u64 = 365 * DAY;
/// Seconds of history before prices over revenue and volume mean anything.
const LEAST_HISTORY: u64 = 30 * DAY;

/// Answers for a window: at most 90 reads, and one query each to the bank and the job-market.
pub fn metrics(deps: Deps, env: &Env, window: Window) -> Result<MetricsResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let span = Span::new(&config, env, window)?;
    let (sums, payers) = span.collect(deps.storage, window)?;
    let classes: OccupanciesResponse =
        deps.querier.query_wasm_smart(&config.job_market, &JobMarketQuery::Occupancies {})?;
    let (price_to_fees_bps, price_to_sales_bps) = if span.history < LEAST_HISTORY {
        (None, None)
    } else {
        let supply = deps.querier.query_supply(&config.network_denom)?.amount;
        (span.price_over(supply, sums.revenue()?)?, span.price_over(supply, sums.volume)?)
    };
    let balances = BALANCES.may_load(deps.storage)?.unwrap_or_default();
    let revenue = sums.revenue()?;
    let supply_side = total([sums.volume, sums.lp_fees], "supply side")?;
    let burned = total(
        [sums.revenue_to.burn, sums.slashes, sums.backing, sums.donations_to.burn],
        "all that was burned",
    )?;
    let booked_donations =
        total([sums.donations_to.stakers, sums.donations_to.liquidity], "booked donations")?;
    let (top_payer_bps, top_payer_error_bps) = top_payer(sums.take, &payers)?;
    Ok(MetricsResponse {
        from_day: span.from_day,
        to_day: span.to_day,
        jobs: sums.jobs,
        gpu_seconds: sums.gpu_seconds.into(),
        volume: sums.volume.into(),
        take: sums.take.into(),
        swap_fees: sums.swap_fees.into(),
        spread: sums.spread.into(),
        revenue: revenue.into(),
        lp_fees: sums.lp_fees.into(),
        supply_side: supply_side.into(),
        user_fees: total([supply_side, revenue], "user fees")?.into(),
        burned_revenue: sums.revenue_to.burn.into(),
        burned_slashes: sums.slashes.into(),
        burned_backing: sums.backing.into(),
        burned_donations: sums.donations_to.burn.into(),
        stakers: sums.revenue_to.stakers.into(),
        liquidity: sums.revenue_to.liquidity.into(),
        pending: balances.pending_revenue.into(),
        donations: sums.donations.into(),
        booked_donations: booked_donations.into(),
        pending_donations: balances.pending_donations.into(),
        bought_back: sums.bought_back.into(),
        tips: sums.tips.into(),
        liquidity_added: sums.liquidity_added.into(),
        net_supply_change: if burned == 0 { "0".into() } else { format!("-{burned}") },
        price_to_fees_bps,
        price_to_sales_bps,
        utilisation_bps: span.utilisation(sums.gpu_seconds, &classes.classes)?,
        self_dealing_bps: share_bps(sums.self_dealing, sums.volume, Rounding::Down)?,
        top_payer_bps,
        top_payer_error_bps,
        classes: classes.classes,
    })
}

/// Which days a window covers, and how long it has lasted.
struct Span {
    from_day: u32,
    to_day: u32,
    /// Seconds from the window's start, or the contract's if that was later, to now.
    elapsed: u64,
    /// Seconds since the contract's start.
    history: u64,
}

impl Span {
    fn new(config: &Config, env: &Env, window: Window) -> Result<Self, ContractError> {
        let first_day = day_of(config.started)?;
        let to_day = today(env)?;
        let days_before = match window {
            Window::Day => 0,
            Window::Week => 6,
            Window::Month => 29,
            Window::Quarter => 89,
            Window::All => to_day,
        };
        let from_day = to_day.saturating_sub(days_before).max(first_day);
        let now = env.block.time.seconds();
        let begun = u64::from(from_day).saturating_mul(DAY).max(config.started);
        Ok(Self {
            from_day,
            to_day,
            elapsed: now.saturating_sub(begun),
            history: now.saturating_sub(config.started),
        })
    }

    /// Sums of the window, and what each payer that any counter holds paid at least. Counters of the days are
    /// added up without dropping any: at most 90 · 8 of them.
    fn collect(
        &self,
        storage: &dyn Storage,
        window: Window,
    ) -> Result<(Bucket, BTreeMap<u64, u128>), ContractError> {
        let mut payers = BTreeMap::new();
        if window == Window::All {
            let all = ALL.may_load(storage)?.unwrap_or_default();
            payers.extend(all.payers.iter());
            return Ok((all, payers));
        }
        let mut sums = Bucket::default();
        for day in self.from_day..=self.to_day {
            let Some(bucket) = DAYS.may_load(storage, &day_key(day))? else { continue };
            sums.add_sums(&bucket)?;
            for (payer, take) in bucket.payers.iter() {
                crate::bucket::add(payers.entry(payer).or_default(), take, "sketch")?;
            }
        }
        Ok((sums, payers))
    }

    /// NET's supply over the window's amount, annualised; basis points, rounded down; none for nothing.
    fn price_over(&self, supply: Uint128, amount: u128) -> Result<Option<Uint128>, ContractError> {
        if amount == 0 || self.elapsed == 0 {
            return Ok(None);
        }
        let scale = u128::from(self.elapsed).saturating_mul(BPS.into());
        let price = || {
            let annual = Uint256::from(amount).checked_mul(YEAR.into()).ok()?;
            let price = Uint256::from(supply).checked_multiply_ratio(scale, annual).ok()?;
            Uint128::try_from(price).ok()
        };
        price().map(Some).ok_or(ContractError::Overflow { what: "price over annualised amount" })
    }

    /// GPU-seconds settled over what the GPUs proven now could have served; basis points, rounded down.
    fn utilisation(
        &self,
        gpu_seconds: u128,
        classes: &[OccupancyResponse],
    ) -> Result<Option<u32>, ContractError> {
        let gpus = classes.iter().fold(0u128, |sum, class| sum.saturating_add(class.proven_gpus.into()));
        let most = gpus.saturating_mul(self.elapsed.into());
        if most == 0 {
            return Ok(None);
        }
        share_bps(gpu_seconds, most, Rounding::Down).map(Some)
    }
}

/// The heaviest payer's share of the take, rounded down, and by how much that may be too low, rounded up: a
/// ninth of what no counter holds (see [`crate::sketch`]).
fn top_payer(take: u128, payers: &BTreeMap<u64, u128>) -> Result<(u32, u32), ContractError> {
    let heaviest = payers.values().copied().max().unwrap_or(0);
    let held = payers.values().fold(0u128, |sum, paid| sum.saturating_add(*paid));
    if take == 0 {
        return Ok((0, 0));
    }
    let counters = u128::try_from(MAX_PAYERS).unwrap_or(u128::MAX).saturating_add(1);
    let missed = take.saturating_sub(held).div_ceil(counters);
    Ok((share_bps(heaviest, take, Rounding::Down)?, share_bps(missed, take, Rounding::Up)?))
}

fn total<const N: usize>(parts: [u128; N], what: &'static str) -> Result<u128, ContractError> {
    parts
        .into_iter()
        .try_fold(0u128, |sum, part| sum.checked_add(part))
        .ok_or(ContractError::Overflow { what })
}

/// A part in basis points of its whole; 0 of nothing, and the largest number where it does not fit (a
/// utilisation).
fn share_bps(part: u128, whole: u128, rounding: Rounding) -> Result<u32, ContractError> {
    if whole == 0 {
        return Ok(0);
    }
    Ok(u32::try_from(mul_div(part, BPS.into(), whole, rounding)?).unwrap_or(u32::MAX))
}
