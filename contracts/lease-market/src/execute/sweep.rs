//! Moving earned take and fees to the fee-collector.

use api::common::{Asset, AssetAmount};
use api::earned::{self, Swept};
use api::lease_market::events::LeaseEvent;
use cosmwasm_std::{DepsMut, Env, Response};

use crate::error::ContractError;
use crate::peers::{self, Category};
use crate::state::{self, CONFIG, FEES, OFFICES};

/// Most classes of one sweep.
const MAX_CLASSES: usize = 8;

/// The oldest days, each with its report, today's so far too, and the fees of some classes. Anyone.
pub fn sweep(deps: DepsMut, env: &Env) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let fee_collector = OFFICES.load(deps.storage)?.fee_collector;
    let this = &env.contract.address;
    let fees = state::fees(deps.storage, MAX_CLASSES)?;
    let Swept { take, days } = match earned::sweep(deps.storage)? {
        Some(swept) => swept,
        None if fees.is_empty() => return Err(ContractError::NothingToSweep),
        None => Swept::default(),
    };
    let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    let event = LeaseEvent::Sweep { take: take.into(), days: count(days.len()), classes: count(fees.len()) };
    let mut messages = vec![];
    if take > 0 {
        let out = AssetAmount { asset: peers::net(&config), amount: take.into() };
        messages.push(peers::withdraw(&config, out, this)?);
    }
    for (take, report) in days {
        messages.push(peers::deposit_fees(&config, &fee_collector, Category::Take(report), take)?);
    }
    for (class, credits) in fees {
        FEES.remove(deps.storage, class.as_bytes());
        let credit = state::class(deps.storage, &class)?.credit;
        let out = AssetAmount { asset: Asset::cw20(&credit), amount: credits.into() };
        messages.push(peers::withdraw(&config, out, this)?);
        messages.push(peers::send_fees(&fee_collector, &credit, credits)?);
    }
    Ok(Response::new().add_event(event).add_messages(messages))
}
