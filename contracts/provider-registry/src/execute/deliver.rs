//! Credits brought into a closing auction: they are paid and burned, and what was owed is owed no more.

use amm_math::closing::share;
use amm_math::{Price, Rounding};
use api::common::{checked_addr, Payout, CREDIT};
use api::pool::SwapReceived;
use api::provider_registry::closing_events::ClosingEvent;
use api::provider_registry::Params;
use cosmwasm_std::{Addr, BankMsg, Coin, CosmosMsg, DepsMut, Env, MessageInfo, Response, Uint128};

use super::{more_than_zero, redeem};
use crate::book::{self, price_now};
use crate::closing::{self, Terms};
use crate::error::{ClosingError, ContractError};
use crate::state::{self, Class, Config};
use crate::totals::{self, Change};
use crate::{messages, order};

/// Where credits are brought, and for what.
pub struct Order {
    /// Which class.
    pub class: String,
    /// Whose debt; the class's reserve if none.
    pub debtor: Option<String>,
    /// Least payment, NET base units per whole credit.
    pub min_price: Uint128,
    /// Where the payment goes.
    pub payout: Payout,
}

/// What was taken of what was offered, and what it brought.
struct Sale {
    config: Config,
    class: Class,
    taken: u128,
    paid: u128,
    response: Response,
}

/// From the seller's account in the pool contract; what is not taken stays there.
pub fn from_account(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    order: Order,
    amount: Uint128,
) -> Result<Response, ContractError> {
    let offered = more_than_zero("amount", amount)?;
    let sale = sell(deps.branch(), &env, &info.sender, &order, offered)?;
    keep(deps, &order.class, sale.taken)?;
    let moved = vec![messages::credits(&sale.class.credit, sale.taken)];
    let taking = messages::transfer(&sale.config, &info.sender, &env.contract.address, moved)?;
    let payment = pay(&sale, &info.sender, order.payout)?;
    Ok(sale.response.add_message(taking).add_messages(payment))
}

/// By cw20 Send: what is taken burns at once, the rest goes back to the seller's wallet.
pub fn from_wallet(
    deps: DepsMut,
    env: Env,
    seller: &Addr,
    token: &Addr,
    order: Order,
    amount: Uint128,
) -> Result<Response, ContractError> {
    let offered = more_than_zero("amount", amount)?;
    redeem::check_credits(&order.class, &state::class(deps.storage, &order.class)?, token.as_str())?;
    let sale = sell(deps, &env, seller, &order, offered)?;
    let burning = messages::burn(&sale.class.credit, Uint128::new(sale.taken))?;
    let payment = pay(&sale, seller, order.payout)?;
    let rest = offered.saturating_sub(sale.taken);
    let returned = (rest > 0)
        .then(|| messages::send_credits(&sale.class.credit, seller, Uint128::new(rest)))
        .transpose()?;
    Ok(sale.response.add_message(burning).add_messages(returned).add_messages(payment))
}

/// At the end of a swap, whose output is in this contract's account already: what is not taken, and what is left of the
/// swap's payment, goes to the seller's account.
pub fn from_swap(
    mut deps: DepsMut,
    env: Env,
    seller: &Addr,
    swap: SwapReceived,
    order: Order,
) -> Result<Response, ContractError> {
    let bought = redeem::bought(&order.class, &state::class(deps.storage, &order.class)?, &swap)?;
    let sale = sell(deps.branch(), &env, seller, &order, bought)?;
    keep(deps, &order.class, sale.taken)?;
    let payment = pay(&sale, seller, order.payout)?;
    let surplus = bought.saturating_sub(sale.taken);
    let mut returned = vec![messages::credits(&sale.class.credit, surplus), swap.rest];
    returned.retain(|item| !item.amount.is_zero());
    let response = sale.response.add_messages(payment);
    if returned.is_empty() {
        return Ok(response);
    }
    Ok(response.add_message(messages::transfer(&sale.config, &env.contract.address, seller, returned)?))
}

/// What every delivery needs.
struct Loaded {
    config: Config,
    params: Params,
    class: Class,
}

/// Takes as much of `offered` as the auction wants at its price now. An error if that is nothing, pays nothing, or pays
/// less than the seller asks for.
fn sell(
    deps: DepsMut,
    env: &Env,
    seller: &Addr,
    order: &Order,
    offered: u128,
) -> Result<Sale, ContractError> {
    let (config, params) = state::globals(deps.storage)?;
    let class = state::class(deps.storage, &order.class)?;
    let loaded = Loaded { config, params, class };
    match &order.debtor {
        Some(debtor) => {
            let debtor = checked_addr(deps.api, "debtor", debtor)?;
            sell_to(deps, env, loaded, order, &debtor, seller, offered)
        }
        None => sell_to_reserve(deps, env, loaded, order, seller, offered),
    }
}

fn sell_to(
    deps: DepsMut,
    env: &Env,
    loaded: Loaded,
    order: &Order,
    debtor: &Addr,
    seller: &Addr,
    offered: u128,
) -> Result<Sale, ContractError> {
    let Loaded { config, params, class } = loaded;
    let (id, now) = (&order.class, env.block.time.seconds());
    class.require_before_end(id, now)?;
    let (book, market) = book::load(deps.querier, deps.storage, env, &config, id, &class)?;
    let mut position = state::position(deps.api, deps.storage, id, debtor)?;
    let since = position.closing.since;
    let (price, mark) = (market.price, market.mark);
    let terms = Terms { class: &class, params: &params.closing, price, mark, now };
    if let Some(over) = terms.over(&position) {
        return Err(ClosingError::RoundOver { class: id.clone(), debtor: debtor.clone(), over, now }.into());
    }
    let wanted = terms.wanted(&position)?;
    let price = terms.price(&position)?;
    let (taken, paid) = agree(order, offered, wanted, price)?;

    let before = position.obligation;
    position.pay(paid)?;
    position.redeem_up_to(taken)?;
    position.close_rest(before, class.standard);
    let left = terms.wanted(&position)?;
    if left == 0 {
        position.closing = state::Closing::default();
    }
    closing::index(deps.api, deps.storage, id, debtor, since, &position)?;
    order::place(deps.api, deps.storage, id, &class, debtor, &mut position)?;
    let provider = state::provider(deps.api, deps.storage, debtor)?;
    let counted = position.recount(&params, &class, &provider, now)?;
    state::save_position(deps.api, deps.storage, id, debtor, &position)?;
    state::save_book(deps.storage, id, &book)?;
    totals::apply(deps.storage, id, Change { redeemed: taken, counted, ..Change::default() })?;
    let response = Response::new().add_event(ClosingEvent::Deliver {
        class: id,
        debtor: Some(debtor),
        seller,
        amount: taken,
        paid,
        price: price.raw(),
        closing_price: market.price.raw(),
        wanted: left,
    });
    Ok(Sale { config, class, taken, paid, response })
}

/// The reserve buys by its auction; once the class has ended and everything is collected, it pays every credit its part.
fn sell_to_reserve(
    deps: DepsMut,
    env: &Env,
    loaded: Loaded,
    order: &Order,
    seller: &Addr,
    offered: u128,
) -> Result<Sale, ContractError> {
    let Loaded { config, params, class } = loaded;
    let (id, now) = (&order.class, env.block.time.seconds());
    let (mut book, market) = book::load(deps.querier, deps.storage, env, &config, id, &class)?;
    let ended = class.sunset_at.is_some_and(|at| now >= at);
    let (wanted, price) = if ended {
        let uncollected = totals::load(deps.storage, id)?.obligations;
        if book.sunset_price == 0 || uncollected > 0 {
            return Err(ClosingError::NotCollected { class: id.clone(), uncollected }.into());
        }
        let all = book.outstanding()?;
        let fixed = Price::from_raw(book.sunset_price);
        (all, share(book.reserve, all).map_or(fixed, |share| share.min(fixed)))
    } else {
        let owed = book.reserve_obligation;
        let since = book.reserve_since;
        (owed, price_now(&params.closing, market.price, since, now, book.reserve, owed)?)
    };
    let (taken, paid) = agree(order, offered, wanted, price)?;
    book.pay(paid, taken)?;
    state::save_book(deps.storage, id, &book)?;
    let response = Response::new().add_event(ClosingEvent::Deliver {
        class: id,
        debtor: None,
        seller,
        amount: taken,
        paid,
        price: price.raw(),
        closing_price: market.price.raw(),
        wanted: wanted.saturating_sub(taken),
    });
    Ok(Sale { config, class, taken, paid, response })
}

/// How many credits change hands, and for how much NET, rounded down.
fn agree(order: &Order, offered: u128, wanted: u128, price: Price) -> Result<(u128, u128), ContractError> {
    let taken = offered.min(wanted);
    if taken == 0 {
        let debtor = order.debtor.clone().unwrap_or_else(|| "the class's reserve".into());
        return Err(ClosingError::NothingToClose { class: order.class.clone(), debtor }.into());
    }
    let paid = price.value(taken, Rounding::Down)?;
    // What the seller asks for is a price, so that a part taken is judged as the whole would be. The last few units of a debt,
    // worth less than a unit of NET, are taken too.
    let got = price.value(CREDIT, Rounding::Down)?;
    if price == Price::ZERO || got < order.min_price.u128() {
        return Err(ClosingError::PriceTooLow { expected: order.min_price.u128(), got, paid }.into());
    }
    Ok((taken, paid))
}

/// Credits that stay in this contract's account until they are burned.
fn keep(deps: DepsMut, id: &str, taken: u128) -> Result<(), ContractError> {
    totals::apply(deps.storage, id, Change { unburned: taken, ..Change::default() })
}

fn pay(sale: &Sale, seller: &Addr, payout: Payout) -> Result<Option<CosmosMsg>, ContractError> {
    let amount = Uint128::new(sale.paid);
    if amount.is_zero() {
        return Ok(None);
    }
    Ok(Some(match payout {
        Payout::Wallet => BankMsg::Send {
            to_address: seller.to_string(),
            amount: vec![Coin { denom: sale.config.network_denom.clone(), amount }],
        }
        .into(),
        Payout::Account => messages::deposit_net(&sale.config, seller, sale.paid)?,
    }))
}
