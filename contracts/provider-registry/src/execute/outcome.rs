//! A job ended without fault: its lock is free, and verified work is remembered.

use api::common::only;
use api::provider_registry::events::{Of, RegistryEvent};
use api::provider_registry::Outcome;
use cosmwasm_std::{CosmosMsg, DepsMut, Env, MessageInfo, Response, Uint128};

use crate::error::ContractError;
use crate::state;
use crate::totals::{self, Change};
use crate::{closing, messages, order};

/// Frees the job's lock. A verified one counts for reputation and proven GPUs and as a sign of life, and the
/// credits that came with it are redeemed as far as anything is owed and nothing is left that is too little for a
/// standard job; the others go on to the provider's account, so redeeming never fails a settlement. A called one that ended
/// without a verdict was no call: its provider stands in the order where it stood, and can be called whatever it is called for.
pub fn outcome(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    job_id: u64,
    outcome: Outcome,
) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    let (config, params) = state::globals(deps.storage)?;
    only(&info.sender, &[&config.job_market], "the job-market")?;
    let lock = state::lock(deps.storage, job_id)?;
    let class = state::class(deps.storage, &lock.class)?;
    let address = deps.api.addr_humanize(&lock.provider)?;
    let mut provider = state::provider(deps.api, deps.storage, &address)?;
    let mut position = state::position(deps.api, deps.storage, &lock.class, &address)?;
    position.unbind(&lock)?;

    let mut redeemed = 0;
    let mut surplus: Option<CosmosMsg> = None;
    let settled = matches!(outcome, Outcome::Settled { .. });
    if let Outcome::Settled { take, redeem } = &outcome {
        position.fade(now)?;
        position.remember_good(take.u128())?;
        position.verify_job(&lock, now)?;
        redeemed = position.redeem_settled(&class, redeem.u128())?;
        let over = redeem.u128().saturating_sub(redeemed);
        if over > 0 {
            let moved = vec![messages::credits(&class.credit, over)];
            surplus = Some(messages::transfer(&config, &env.contract.address, &address, moved)?);
        }
        provider.last_seen = now;
        state::save_provider(deps.api, deps.storage, &address, &provider)?;
    }

    if lock.called > 0 {
        match outcome {
            Outcome::Settled { .. } => position.called_job_settled(),
            Outcome::Cancelled {} => {}
            Outcome::Refunded {} => {
                order::take_out(deps.api, deps.storage, &lock.class, &address, &mut position)?;
                position.called_job_refunded(lock.called)?;
            }
        }
    }
    let counted = position.recount(&params, &class, &provider, now)?;
    order::place(deps.api, deps.storage, &lock.class, &class, &address, &mut position)?;
    let ended = closing::end_if_mended(deps.branch(), &env, &lock.class, &class, &address, &mut position)?;
    state::save_position(deps.api, deps.storage, &lock.class, &address, &position)?;
    state::remove_lock(deps.storage, job_id);
    let change = Change { redeemed, unburned: redeemed, counted, ..Change::default() };
    totals::apply(deps.storage, &lock.class, change)?;
    Ok(Response::new().add_messages(surplus).add_events(ended).add_event(RegistryEvent::Outcome {
        of: Of { provider: &address, class: &lock.class },
        job_id,
        settled,
        redeemed: Uint128::new(redeemed),
        obligation: Uint128::new(position.obligation),
    }))
}
