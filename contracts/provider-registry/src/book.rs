//! What stands behind a class beside its providers: the closing price, the reserve, the deficit (ECONOMICS § Credits).

use amm_math::closing::{auction_price, bought, insurable, is_frozen, share, Mark};
use amm_math::{Price, Rounding};
use api::provider_registry::ClosingParams;
use cosmwasm_std::{Env, QuerierWrapper, Storage};

use crate::error::ContractError;
use crate::price::{self, Quotes};
use crate::state::{self, Book, Class, Config};
use crate::totals;

/// Seconds that an auction stays at its end, and then waits to be ended.
pub const LINGER: u64 = 86_400;
const DAY: u64 = 86_400;
const OVERFLOW: ContractError = ContractError::Overflow { what: "reserve of the class" };

/// P_b, and what it was found from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClosingPrice {
    /// NET base units per credit base unit.
    pub price: Price,
    /// What it would be without the mean of 30 minutes: half an hour of a pushed-down price does not move it.
    pub mark: Price,
    /// It stands still: the pool is empty, or too thin to be believed.
    pub frozen: bool,
    /// What the pool says.
    pub quotes: Option<Quotes>,
}

/// Brings the book's mark to now and says what follows from it. The mark follows the mean of 24 hours: down at once, up by
/// a quarter a day. P_b is the lesser of it and the mean of 30 minutes, so that an hour of a pushed-down price leaves no
/// trace in it. Before there is a mean of 24 hours both are p_init.
pub fn closing_price(
    querier: QuerierWrapper,
    storage: &dyn Storage,
    env: &Env,
    config: &Config,
    id: &str,
    class: &Class,
    book: &mut Book,
) -> Result<ClosingPrice, ContractError> {
    let now = env.block.time.seconds();
    let init = price::floor(class.params.price_init.u128())?.log2()?;
    let (log, time) = book.closing.unwrap_or((init, now));
    let quotes = price::quotes(querier, &config.pool, class, now, Some(env.block.height))?;
    let owed = totals::load(storage, id)?.obligations.checked_add(book.reserve_obligation).ok_or(OVERFLOW)?;
    let frozen = match quotes {
        Some(quotes) => is_frozen(quotes.net, owed, Price::from_log2(log, Rounding::Up)?)?,
        None => true,
    };
    let day = quotes.and_then(|quotes| quotes.day);
    let log = match day.filter(|_| !frozen) {
        Some(day) => Mark { log, time }.follow(day.log2()?, now).log,
        None => log,
    };
    book.closing = Some((log, now));
    let followed = Price::from_log2(log, Rounding::Up)?;
    let half_hour = quotes.and_then(|quotes| quotes.half_hour).filter(|_| !frozen && day.is_some());
    let price = half_hour.map_or(followed, |mean| mean.min(followed));
    Ok(ClosingPrice { price, mark: followed, frozen, quotes })
}

/// Unix seconds from which a round that opened at `since` is over.
pub fn ends_at(params: &ClosingParams, since: u64) -> u64 {
    since.saturating_add(params.rise).saturating_add(LINGER)
}

/// What an auction that opened at `since` pays for a credit, where `net` is there for `owed` of them.
pub fn price_now(
    params: &ClosingParams,
    closing_price: Price,
    since: u64,
    now: u64,
    net: u128,
    owed: u128,
) -> Result<Price, ContractError> {
    let elapsed = now.saturating_sub(since);
    let asked = auction_price(closing_price, params.start_bps, params.end_bps, params.rise, elapsed)?;
    Ok(share(net, owed).map_or(asked, |share| share.min(asked)))
}

/// NET that insurance can give a class today, and what of it is claimed; each credit is insured once, because what is claimed for it
/// stays in the reserve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Insurance {
    /// What is left of it.
    pub available: u128,
    /// What was claimed.
    pub claimed: u128,
}

impl Insurance {
    /// What of `held` a class may claim now.
    pub fn of(book: &Book, held: u128, now: u64) -> Result<Self, ContractError> {
        Ok(Self { available: insurable(held, book.insured_on(now))?, claimed: 0 })
    }

    /// How many of `credits` are covered at `price` by `net` and as much of the insurance as that takes.
    fn cover(&mut self, net: u128, credits: u128, price: Price) -> Result<u128, ContractError> {
        let most = net.checked_add(self.available).ok_or(OVERFLOW)?;
        let covered = credits.min(bought(most, price));
        let claim = price.value(covered, Rounding::Up)?.saturating_sub(net).min(self.available);
        self.available = self.available.saturating_sub(claim);
        self.claimed = self.claimed.checked_add(claim).ok_or(OVERFLOW)?;
        Ok(covered)
    }
}

impl Book {
    /// Credits that are not owed by a provider.
    pub fn outstanding(&self) -> Result<u128, ContractError> {
        self.reserve_obligation.checked_add(self.deficit).ok_or(OVERFLOW)
    }

    /// NET that insurance gave on the day of `now`.
    pub fn insured_on(&self, now: u64) -> u128 {
        let (day, given) = self.insured;
        if day == day_of(now) {
            given
        } else {
            0
        }
    }

    /// Notes what was claimed at `now`.
    pub fn claim(&mut self, insurance: &Insurance, now: u64) -> Result<(), ContractError> {
        if insurance.claimed > 0 {
            let given = self.insured_on(now).checked_add(insurance.claimed).ok_or(OVERFLOW)?;
            self.insured = (day_of(now), given);
        }
        Ok(())
    }

    /// The reserve takes an obligation over, with NET for it.
    pub fn take_over(&mut self, net: u128, credits: u128, now: u64) -> Result<(), ContractError> {
        self.reserve = self.reserve.checked_add(net).ok_or(OVERFLOW)?;
        self.owe(credits, now)
    }

    /// As [`Self::take_over`], for credits of a debtor that could not pay: what neither its `net` nor insurance covers at
    /// `price` is owed by nobody. Returns how many credits that is.
    pub fn take_over_short(
        &mut self,
        net: u128,
        credits: u128,
        price: Price,
        insurance: &mut Insurance,
        now: u64,
    ) -> Result<u128, ContractError> {
        let before = insurance.claimed;
        let covered = insurance.cover(net, credits, price)?;
        let claimed = insurance.claimed.saturating_sub(before);
        self.take_over(net.checked_add(claimed).ok_or(OVERFLOW)?, covered, now)?;
        let uncovered = credits.saturating_sub(covered);
        self.deficit = self.deficit.checked_add(uncovered).ok_or(OVERFLOW)?;
        Ok(uncovered)
    }

    /// Ends a round of the reserve's auction, if it is over: insurance adds what is missing to `price` for every credit;
    /// those that even that does not cover are owed by nobody. Returns whether it was over.
    pub fn end_round(
        &mut self,
        params: &ClosingParams,
        price: Price,
        insurance: &mut Insurance,
        now: u64,
    ) -> Result<bool, ContractError> {
        if self.reserve_since == 0 || now < ends_at(params, self.reserve_since) {
            return Ok(false);
        }
        let (net, owed) = (self.reserve, self.reserve_obligation);
        (self.reserve, self.reserve_obligation, self.reserve_since) = (0, 0, 0);
        self.take_over_short(net, owed, price, insurance, now)?;
        Ok(true)
    }

    /// The reserve takes credits over that nobody owes, as far as what it has beyond its own debt, and insurance, cover
    /// them at `price`. Returns how many.
    pub fn mend(&mut self, price: Price, insurance: &mut Insurance, now: u64) -> Result<u128, ContractError> {
        if self.deficit == 0 {
            return Ok(0);
        }
        let spare = self.reserve.saturating_sub(price.value(self.reserve_obligation, Rounding::Up)?);
        let before = insurance.claimed;
        let covered = insurance.cover(spare, self.deficit, price)?;
        self.deficit = self.deficit.saturating_sub(covered);
        self.take_over(insurance.claimed.saturating_sub(before), covered, now)?;
        Ok(covered)
    }

    /// The reserve pays for credits that were delivered to it: they are owed no more, by it first, and then by nobody.
    pub fn pay(&mut self, net: u128, credits: u128) -> Result<(), ContractError> {
        self.reserve = self.reserve.checked_sub(net).ok_or(OVERFLOW)?;
        let owed = credits.min(self.reserve_obligation);
        self.reserve_obligation = self.reserve_obligation.saturating_sub(owed);
        self.deficit = self.deficit.checked_sub(credits.saturating_sub(owed)).ok_or(OVERFLOW)?;
        if self.reserve_obligation == 0 {
            self.reserve_since = 0;
        }
        Ok(())
    }

    fn owe(&mut self, credits: u128, now: u64) -> Result<(), ContractError> {
        self.reserve_obligation = self.reserve_obligation.checked_add(credits).ok_or(OVERFLOW)?;
        if self.reserve_obligation > 0 && self.reserve_since == 0 {
            self.reserve_since = now;
        }
        Ok(())
    }
}

fn day_of(now: u64) -> u64 {
    now.checked_div(DAY).unwrap_or_default()
}

/// The book of a class and its closing price now; the caller stores the book.
pub fn load(
    querier: QuerierWrapper,
    storage: &dyn Storage,
    env: &Env,
    config: &Config,
    id: &str,
    class: &Class,
) -> Result<(Book, ClosingPrice), ContractError> {
    let mut book = state::book(storage, id)?;
    let price = closing_price(querier, storage, env, config, id, class, &mut book)?;
    Ok((book, price))
}
