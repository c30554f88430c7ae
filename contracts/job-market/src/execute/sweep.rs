//! Moving earned take to the fee-collector.

use api::common::AssetAmount;
use api::job_market::events::JobEvent;
use cosmwasm_std::{DepsMut, Env, Response};

use crate::error::ContractError;
use crate::peers::Category;
use crate::state::{self, CONFIG, DAYS};
use crate::{earned, peers};

/// Most days of one sweep.
const MAX_DAYS: usize = 8;

/// The oldest days, each with its report; today's so far, too. Anyone.
pub fn sweep(deps: DepsMut, env: &Env) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let days = state::days(deps.storage, MAX_DAYS)?;
    if days.is_empty() {
        return Err(ContractError::NothingToSweep);
    }
    let mut total = 0u128;
    let mut swept = 0u32;
    let mut deposits = vec![];
    for (number, day) in &days {
        DAYS.remove(deps.storage, &number.to_be_bytes());
        // A day is booked with its first take, which rounds up; a deposit of nothing would be refused and
        // hold up the rest.
        if day.take > 0 {
            total = total.checked_add(day.take).ok_or(amm_math::MathError::Overflow)?;
            swept = swept.saturating_add(1);
            let category = Category::Take(earned::report(*number, day));
            deposits.push(peers::deposit_fees(&config, category, day.take)?);
        }
    }
    let event = JobEvent::SweepTake { take: total.into(), days: swept };
    let response = Response::new().add_event(event);
    if deposits.is_empty() {
        return Ok(response);
    }
    let out = AssetAmount { asset: peers::net(&config), amount: total.into() };
    Ok(response.add_message(peers::withdraw(&config, out, &env.contract.address)?).add_messages(deposits))
}
