//! Moving earned take to the fee-collector.

use api::common::AssetAmount;
use api::earned;
use api::job_market::events::JobEvent;
use cosmwasm_std::{DepsMut, Env, Response, StdResult};

use crate::error::ContractError;
use crate::peers::{self, Category};
use crate::state::CONFIG;

/// The oldest days, each with its report; today's so far, too. Anyone.
pub fn sweep(deps: DepsMut, env: &Env) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let swept = earned::sweep(deps.storage)?.ok_or(ContractError::NothingToSweep)?;
    let days = u32::try_from(swept.days.len()).unwrap_or(u32::MAX);
    let response = Response::new().add_event(JobEvent::SweepTake { take: swept.take.into(), days });
    if swept.days.is_empty() {
        return Ok(response);
    }
    let out = AssetAmount { asset: peers::net(&config), amount: swept.take.into() };
    let deposit = |(take, report)| peers::deposit_fees(&config, Category::Take(report), take);
    let deposits = swept.days.into_iter().map(deposit).collect::<StdResult<Vec<_>>>()?;
    Ok(response.add_message(peers::withdraw(&config, out, &env.contract.address)?).add_messages(deposits))
}
