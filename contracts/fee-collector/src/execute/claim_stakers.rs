//! Paying out the stakers' share.

use api::common::{checked_addr_or, only};
use api::fee_collector::events::FeeEvent;
use api::receivers::check_draws;
use cosmwasm_std::{coins, Addr, BankMsg, DepsMut, Env, Event, Response};

use crate::error::ContractError;
use crate::state::{BALANCES, CONFIG};

/// The stakers' recipient: takes the whole share, to a wallet of its choice. It is pulled, because a chain's
/// own fee account refuses plain transfers, and a push that fails would hold up the distribution.
pub fn run(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    receiver: Option<&str>,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    only(sender, &[&config.stakers], "the stakers' recipient")?;
    let receiver = checked_addr_or(deps.api, "receiver", receiver, sender)?;
    if receiver == env.contract.address {
        return Err(ContractError::SelfReceiver {});
    }
    if receiver != *sender {
        check_draws(deps.querier, &env.contract.address, "receiver", &receiver)?;
    }
    let mut balances = BALANCES.may_load(deps.storage)?.unwrap_or_default();
    let amount = std::mem::take(&mut balances.stakers);
    if amount == 0 {
        return Err(ContractError::NothingToClaim {});
    }
    BALANCES.save(deps.storage, &balances)?;
    let event: Event =
        FeeEvent::ClaimStakers { stakers: sender, receiver: &receiver, amount: amount.into() }.into();
    let payment = BankMsg::Send { to_address: receiver.into(), amount: coins(amount, config.network_denom) };
    Ok(Response::new().add_event(event).add_message(payment))
}
