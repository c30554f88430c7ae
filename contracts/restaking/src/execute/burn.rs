//! What burned leaves the contract, apart from the verdict that burned it: no token of a vault can hold one up.

use api::restaking::events::{Of, RestakingEvent};
use api::store::{decode, encode};
use cosmwasm_std::{Addr, CosmosMsg, DepsMut, Env, Event, Response, StdResult, SubMsg};
use serde::{Deserialize, Serialize};

use super::Named;
use crate::book::Book;
use crate::error::ContractError;
use crate::peers;
use crate::state::{Burning, Config, CONFIG};

/// Reply to a redemption of the stake pool's receipt.
pub const REDEEMED: u64 = 1;

/// What the reply needs to know.
#[derive(Serialize, Deserialize)]
struct Redeeming {
    provider: Addr,
    class: String,
    /// NET in this contract before, base units.
    before: u128,
}

/// Sends burned − sent out of existence. Refuses while that is nothing. Where the token fails, all stays as it was, and nothing but this
/// message is held up.
pub fn run(deps: DepsMut, env: &Env, (provider, class): Named) -> Result<Response, ContractError> {
    let mut book = Book::open(deps.as_ref(), env, provider, class)?;
    let units = book.burn()?;
    if units == 0 {
        return Err(ContractError::NothingToBurn {});
    }
    let mut messages = book.close(deps.storage)?;
    let amount = book.base(units)?;
    let event: Event = RestakingEvent::Burn { of: book.of(), asset: &book.listed.asset, amount }.into();
    let mut response = Response::new().add_event(event);
    match (book.listed.burning, book.listed.token()) {
        (Burning::Redeemed, Some(receipt)) => {
            let before = held(&deps, env, &book.config)?;
            let redeeming = Redeeming { provider: book.provider, class: book.class, before };
            let redeem = peers::redeem(&book.config, &receipt, amount)?;
            let redeem = SubMsg::reply_on_success(redeem, REDEEMED)
                .with_payload(encode(&redeeming, "redemption of a receipt")?);
            response = response.add_submessage(redeem);
        }
        (Burning::Net, _) => messages.push(peers::burn_net(&book.config, amount.u128())?),
        _ => messages.push(peers::burn_here(&book.listed.asset, amount)?),
    }
    Ok(response.add_messages::<CosmosMsg>(messages))
}

/// Burns the NET that came for the receipt: the difference of the balance, as nothing but receipt and stake pool ran in between.
pub fn redeemed(deps: DepsMut, env: &Env, payload: &[u8]) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let Redeeming { provider, class, before } = decode(payload, "redemption of a receipt")?;
    let came = held(&deps, env, &config)?.saturating_sub(before);
    let of = Of { provider: &provider, class: &class };
    let event: Event = RestakingEvent::BurnNet { of, amount: came.into() }.into();
    Ok(Response::new().add_event(event).add_message(peers::burn_net(&config, came)?))
}

fn held(deps: &DepsMut, env: &Env, config: &Config) -> StdResult<u128> {
    let balance = deps.querier.query_balance(&env.contract.address, &config.network_denom)?;
    Ok(balance.amount.u128())
}
