//! What is closing at which price, whose margin is thin, and what stands behind a class.

use amm_math::closing::TRIGGER_BPS;
use amm_math::rounding::{mul_div, BPS};
use amm_math::{Price, Rounding};
use api::common::checked_addr;
use api::provider_registry::{
    BookResponse, ClosingResponse, ClosingsResponse, MarginResponse, MarginsResponse, Params, StandardJob,
    SunsetResponse,
};
use cosmwasm_std::{Addr, Deps, Env, Uint128};

use super::{checked_start, page};
use crate::book::{self, ends_at, price_now, ClosingPrice};
use crate::closing::Terms;
use crate::error::{ClosingError, ContractError};
use crate::price;
use crate::state::{self, Book, Class, Position};
use crate::totals;

/// A class as these queries look at it.
struct View {
    params: Params,
    class: Class,
    book: Book,
    market: ClosingPrice,
    now: u64,
}

impl View {
    fn load(deps: Deps, env: &Env, id: &str) -> Result<Self, ContractError> {
        let (config, params) = state::globals(deps.storage)?;
        let class = state::class(deps.storage, id)?;
        let (book, market) = book::load(deps.querier, deps.storage, env, &config, id, &class)?;
        Ok(Self { params, class, book, market, now: env.block.time.seconds() })
    }

    fn closing(&self, debtor: Addr, position: &Position) -> Result<ClosingResponse, ContractError> {
        let terms = Terms {
            class: &self.class,
            params: &self.params.closing,
            price: self.market.price,
            mark: self.market.mark,
            now: self.now,
        };
        Ok(ClosingResponse {
            debtor: Some(debtor),
            since: position.closing.since,
            ends_at: ends_at(&self.params.closing, position.closing.since),
            wanted: Uint128::new(if terms.over(position).is_some() { 0 } else { terms.wanted(position)? }),
            price: Uint128::new(terms.price(position)?.raw()),
            available: Uint128::new(position.payable()),
            thin: position.closing.thin,
            ignored_credits: Uint128::new(position.calls.ignored),
            exiting: position.closing.exit_at > 0,
        })
    }

    fn reserve(&self) -> Result<Option<ClosingResponse>, ContractError> {
        let Book { reserve, reserve_obligation: owed, reserve_since: since, .. } = self.book;
        if since == 0 {
            return Ok(None);
        }
        let params = &self.params.closing;
        Ok(Some(ClosingResponse {
            debtor: None,
            since,
            ends_at: ends_at(params, since),
            wanted: Uint128::new(owed),
            price: Uint128::new(price_now(params, self.market.price, since, self.now, reserve, owed)?.raw()),
            available: Uint128::new(reserve),
            thin: false,
            ignored_credits: Uint128::zero(),
            exiting: false,
        }))
    }
}

pub fn closings(
    deps: Deps,
    env: &Env,
    id: &str,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<ClosingsResponse, ContractError> {
    let view = View::load(deps, env, id)?;
    let start_after = checked_start(deps, start_after)?;
    let closings = state::closings(deps.api, deps.storage, id, start_after.as_ref(), page(limit))?
        .into_iter()
        .map(|debtor| {
            let position = state::position(deps.api, deps.storage, id, &debtor)?;
            view.closing(debtor, &position)
        })
        .collect::<Result<_, _>>()?;
    Ok(ClosingsResponse { closings })
}

pub fn closing(
    deps: Deps,
    env: &Env,
    id: &str,
    debtor: Option<String>,
) -> Result<ClosingResponse, ContractError> {
    let view = View::load(deps, env, id)?;
    let none = |debtor| ClosingError::NothingToClose { class: id.to_owned(), debtor };
    let Some(debtor) = debtor else {
        return Ok(view.reserve()?.ok_or_else(|| none("the class's reserve".to_owned()))?);
    };
    let debtor = checked_addr(deps.api, "debtor", &debtor)?;
    let position = state::position(deps.api, deps.storage, id, &debtor)?;
    if position.closing.since == 0 {
        return Err(none(debtor.into_string()).into());
    }
    view.closing(debtor, &position)
}

pub fn margins(
    deps: Deps,
    env: &Env,
    id: &str,
    start_after: Option<String>,
    limit: Option<u32>,
    below_bps: Option<u32>,
) -> Result<MarginsResponse, ContractError> {
    let view = View::load(deps, env, id)?;
    let start_after = checked_start(deps, start_after)?;
    let positions = state::positions(deps.api, deps.storage, id, start_after.as_ref(), page(limit))?;
    let next = (positions.len() >= page(limit)).then(|| positions.last().map(|(last, _)| last.clone()));
    let mut margins = vec![];
    for (provider, position) in positions {
        let margin = margin(provider, &position, view.market.price)?;
        let below = below_bps.is_none_or(|bound| margin.coverage_bps < Uint128::from(bound));
        if position.obligation > 0 && below {
            margins.push(margin);
        }
    }
    Ok(MarginsResponse {
        closing_price: Uint128::new(view.market.price.raw()),
        margins,
        next: next.flatten(),
    })
}

fn margin(provider: Addr, position: &Position, price: Price) -> Result<MarginResponse, ContractError> {
    let (backing, owed) = (position.backing(), position.obligation);
    let worth = price.value(owed, Rounding::Up)?;
    // Without a debt there is nothing to cover, and no price breaks it.
    let ratio = |num: u128, den: u128| mul_div(backing, num, den, Rounding::Down).unwrap_or(u128::MAX);
    let breaking = mul_div(owed, TRIGGER_BPS.into(), BPS.into(), Rounding::Up)?;
    Ok(MarginResponse {
        provider,
        obligation: Uint128::new(owed),
        backing: Uint128::new(backing),
        coverage_bps: Uint128::new(ratio(BPS.into(), worth)),
        breaks_at: Uint128::new(ratio(1 << 64, breaking)),
    })
}

pub fn book(deps: Deps, env: &Env, id: &str) -> Result<BookResponse, ContractError> {
    let view = View::load(deps, env, id)?;
    let reserve_closing = view.reserve()?;
    let View { params, class, book, market, now } = view;
    let obligations = totals::load(deps.storage, id)?.obligations;
    let all = obligations
        .checked_add(book.outstanding()?)
        .ok_or(ContractError::Overflow { what: "credits of the class" })?;
    let pool = state::config(deps.storage)?.pool;
    let (_, floor) = price::at_mint(deps.querier, &pool, &class, book.floor, now)?;
    let floor = match floor {
        Some((log, _)) => {
            Price::from_log2(log, Rounding::Up)?.max(price::floor(class.params.price_init.u128())?)
        }
        None => price::floor(class.params.price_init.u128())?,
    };
    let cap = amm_math::rounding::mul_bps(all, params.closing.deficit_cap_bps, Rounding::Down)?;
    Ok(BookResponse {
        closing_price: Uint128::new(market.price.raw()),
        frozen: market.frozen,
        mint_floor: Uint128::new(floor.raw()),
        reserve: Uint128::new(book.reserve),
        reserve_obligation: Uint128::new(book.reserve_obligation),
        reserve_closing,
        deficit: Uint128::new(book.deficit),
        deficit_cap: Uint128::new(cap),
        insured_today: Uint128::new(book.insured_on(now)),
        standard: class
            .standard
            .map(|job| StandardJob { gpus: job.gpus, credits: Uint128::new(job.credits) }),
        sunset: class.sunset_at.map(|at| SunsetResponse {
            at,
            price: Some(Uint128::new(book.sunset_price)).filter(|price| !price.is_zero()),
            most: Uint128::new(book.sunset_most),
            uncollected: Uint128::new(obligations),
        }),
    })
}
