//! Upkeep that anybody may do: a class's closing price, reserve and deficit; its providers' auctions.

use amm_math::{Price, Rounding};
use api::common::{check_range, checked_addr};
use api::provider_registry::closing_events::ClosingEvent;
use api::provider_registry::events::Of;
use api::provider_registry::Params;
use cosmwasm_std::{Addr, DepsMut, Env, Event, Response};

use crate::book::{self, ClosingPrice, Insurance};
use crate::closing::{self, Terms, Turn};
use crate::error::ContractError;
use crate::state::{self, Book, Class, Closing, Config, Position};
use crate::totals::{self, Change};
use crate::{messages, order};

/// Most providers of one message.
const MAX_PROVIDERS: usize = 16;

/// A class that is brought up to date.
struct Upkeep<'a> {
    id: &'a str,
    config: Config,
    params: Params,
    class: Class,
    book: Book,
    price: Price,
    mark: Price,
    insurance: Insurance,
    now: u64,
    ended: bool,
    events: Vec<Event>,
}

/// Brings a class up to date, and the named of its providers. What is not due is passed over.
pub fn crank(
    mut deps: DepsMut,
    env: Env,
    id: String,
    providers: Vec<String>,
) -> Result<Response, ContractError> {
    check_range("providers", providers.len(), 0, MAX_PROVIDERS)?;
    let (config, params) = state::globals(deps.storage)?;
    let class = state::class(deps.storage, &id)?;
    let now = env.block.time.seconds();
    let (book, market) = book::load(deps.querier, deps.storage, &env, &config, &id, &class)?;
    let ended = class.sunset_at.is_some_and(|at| now >= at);
    let cranked =
        ClosingEvent::Crank { class: &id, closing_price: market.price.raw(), frozen: market.frozen };
    let mut upkeep = Upkeep {
        insurance: Insurance::of(&book, messages::insurance(deps.querier, &config)?, now)?,
        id: &id,
        config,
        params,
        class,
        book,
        price: market.price,
        mark: market.mark,
        now,
        ended,
        events: vec![cranked.into()],
    };
    if ended {
        upkeep.fix_sunset(&market);
    }
    for provider in &providers {
        let address = checked_addr(deps.api, "providers", provider)?;
        upkeep.provider(deps.branch(), &address)?;
    }
    if !ended {
        upkeep.reserve()?;
    }
    let rest = upkeep.rest(deps.as_ref().storage)?;
    upkeep.book.claim(&upkeep.insurance, now)?;
    state::save_book(deps.storage, &id, &upkeep.book)?;

    let Upkeep { config, insurance, events, .. } = upkeep;
    Ok(Response::new()
        .add_messages(messages::claim_insurance(&config, insurance.claimed)?)
        .add_messages(messages::slash(&config, 0, rest)?)
        .add_events(events))
}

impl Upkeep<'_> {
    /// What every credit is to be paid once the class has ended: the lesser of the means of 24 hours and 7 days; where the pool
    /// does not say, or is too thin to be believed, P_b. At most what was announced.
    fn fix_sunset(&mut self, market: &ClosingPrice) {
        if self.book.sunset_price > 0 {
            return;
        }
        let means = market.quotes.filter(|_| !market.frozen).and_then(|quotes| quotes.day.zip(quotes.week));
        let price = means.map_or(market.price, |(day, week)| day.min(week));
        let price = price.min(Price::from_raw(self.book.sunset_most));
        self.book.sunset_price = price.raw();
        self.events.push(ClosingEvent::FixSunset { class: self.id, price: price.raw() }.into());
    }

    fn provider(&mut self, deps: DepsMut, address: &Addr) -> Result<(), ContractError> {
        let Some(provider) = state::may_provider(deps.api, deps.storage, address)? else { return Ok(()) };
        let loaded = state::position(deps.api, deps.storage, self.id, address)?;
        let mut position = loaded.clone();
        let redeemed = if self.ended {
            self.collect(&mut position, address)?
        } else {
            self.turn(&mut position, address)?
        };
        closing::index(deps.api, deps.storage, self.id, address, loaded.closing.since, &position)?;
        order::place(deps.api, deps.storage, self.id, &self.class, address, &mut position)?;
        let counted = position.recount(&self.params, &self.class, &provider, self.now)?;
        if position != loaded {
            state::save_position(deps.api, deps.storage, self.id, address, &position)?;
        }
        totals::apply(deps.storage, self.id, Change { redeemed, counted, ..Change::default() })
    }

    /// The provider's auction; returns the credits that it owes no more.
    fn turn(&mut self, position: &mut Position, address: &Addr) -> Result<u128, ContractError> {
        if position.obligation == 0 {
            return Ok(0);
        }
        let (price, mark, now) = (self.price, self.mark, self.now);
        let terms = Terms { class: &self.class, params: &self.params.closing, price, mark, now };
        let of = Of { provider: address, class: self.id };
        let event = match terms.turn(position)? {
            Turn::Nothing => return Ok(0),
            Turn::Opened => {
                ClosingEvent::Open { of, wanted: terms.wanted(position)?, closing_price: self.price.raw() }
            }
            Turn::Ended => ClosingEvent::End { of },
            Turn::Insolvent => {
                // What a called job locks is out of reach until the job ends, so the debt that was called stays until then
                // as well: else a bond could be kept from its creditors by being called.
                let kept = position.calls.credits.min(position.obligation);
                let obligation = position.obligation.saturating_sub(kept);
                if obligation == 0 {
                    return Ok(0);
                }
                let bond = position.payable();
                let before = self.insurance.claimed;
                position.pay(bond)?;
                position.redeem_up_to(obligation)?;
                position.close_rest(obligation.saturating_add(kept), self.class.standard);
                position.closing.since = self.now;
                position.closing.thin = true;
                let uncovered =
                    self.book.take_over_short(bond, obligation, self.price, &mut self.insurance, self.now)?;
                let insurance = self.insurance.claimed.saturating_sub(before);
                self.events
                    .push(ClosingEvent::TakeOver { of, obligation, bond, insurance, uncovered }.into());
                return Ok(obligation);
            }
        };
        self.events.push(event.into());
        Ok(0)
    }

    /// After the class's end: what the provider owes goes to the reserve at the fixed price, as far as its bond goes.
    fn collect(&mut self, position: &mut Position, address: &Addr) -> Result<u128, ContractError> {
        let obligation = position.obligation;
        if obligation == 0 {
            return Ok(0);
        }
        let owed = Price::from_raw(self.book.sunset_price).value(obligation, Rounding::Up)?;
        let amount = owed.min(position.payable());
        // No job begins any more, so what jobs still lock is free soon.
        if amount < owed && position.locked.saturating_add(position.calls.locked) > 0 {
            return Ok(0);
        }
        position.pay(amount)?;
        position.redeem_up_to(obligation)?;
        position.closing = Closing::default();
        self.book.take_over(amount, obligation, self.now)?;
        let of = Of { provider: address, class: self.id };
        self.events.push(ClosingEvent::Collect { of, obligation, amount }.into());
        Ok(obligation)
    }

    /// The reserve's auction, and credits that nobody owes. What is covered is judged at the mark, so that a dip hides nothing.
    fn reserve(&mut self) -> Result<(), ContractError> {
        let before = self.insurance.claimed;
        let over = self.book.end_round(&self.params.closing, self.mark, &mut self.insurance, self.now)?;
        let mended = self.book.mend(self.mark, &mut self.insurance, self.now)?;
        if over || mended > 0 {
            let insurance = self.insurance.claimed.saturating_sub(before);
            let Book { reserve, reserve_obligation: obligation, deficit, .. } = self.book;
            let event = ClosingEvent::Reserve { class: self.id, reserve, obligation, deficit, insurance };
            self.events.push(event.into());
        }
        Ok(())
    }

    /// What no credit of an ended class needs any more, taken out of the reserve: once everything is collected, what exceeds the
    /// fixed price of all credits left. It does not wait for the last of them, which lie in the pool for good.
    fn rest(&mut self, storage: &dyn cosmwasm_std::Storage) -> Result<u128, ContractError> {
        if !self.ended || totals::load(storage, self.id)?.obligations > 0 {
            return Ok(0);
        }
        let needed = Price::from_raw(self.book.sunset_price).value(self.book.outstanding()?, Rounding::Up)?;
        let amount = self.book.reserve.saturating_sub(needed);
        if amount > 0 {
            self.book.reserve = self.book.reserve.min(needed);
            self.events.push(ClosingEvent::ReturnRest { class: self.id, amount }.into());
        }
        Ok(amount)
    }
}
