//! Work in other markets: what a provider pledges to one, and what that market may take of it.

use api::common::{check_range, checked_addr, Payout};
use api::ownership::assert_owner;
use api::provider_registry::events::{ClassEvent, Of, RegistryEvent};
use api::provider_registry::raw::MARKETS;
use api::provider_registry::{PledgeEnd, PledgeReceived, PledgeRequest};
use cosmwasm_std::{to_json_binary, DepsMut, Env, MessageInfo, Response, Uint128, WasmMsg};
use credit::Ending;
use serde::Serialize;

use super::able::able;
use super::more_than_zero;
use crate::error::ContractError;
use crate::ledger::{end_pledge_alone, Ledger};
use crate::messages;
use crate::state::{pledge_key, Pledged, MAX_GPUS, PLEDGES};

/// What a market is told.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum MarketMsg {
    ReceivePledge(PledgeReceived),
}

/// Owner: lets providers pledge to a market, or no more.
pub fn allow(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    market: &str,
    allowed: bool,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    let market = checked_addr(deps.api, "market", market)?;
    let canonical = deps.api.addr_canonicalize(market.as_str())?;
    if market == env.contract.address {
        return Err(ContractError::Market { market, expected: "another contract than the registry" });
    }
    if !allowed && MARKETS.may_load(deps.storage, &canonical)?.is_none() {
        return Err(ContractError::Market { market, expected: "a market that was allowed" });
    }
    MARKETS.save(deps.storage, &canonical, &allowed)?;
    Ok(Response::new().add_event(ClassEvent::AllowMarket { market: &market, allowed }))
}

/// Locks GPUs and bond of the sender for a market's work, and tells the market, which undoes it by refusing. The registry
/// takes no market's word that a provider agreed: the provider itself says so here.
pub fn begin(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    request: PledgeRequest,
) -> Result<Response, ContractError> {
    let PledgeRequest { market, id, class, gpus, amount, ends_by, msg } = request;
    check_range("gpus", gpus, 1, MAX_GPUS)?;
    let market = checked_addr(deps.api, "market", &market)?;
    let key = pledge_key(&deps.api.addr_canonicalize(market.as_str())?, id);
    if MARKETS.may_load(deps.storage, &deps.api.addr_canonicalize(market.as_str())?)? != Some(true) {
        return Err(ContractError::Market {
            market,
            expected: "one to which governance lets providers pledge",
        });
    }
    if PLEDGES.has(deps.storage, &key) {
        return Err(ContractError::Pledged { market, id });
    }
    let mut ledger = Ledger::open(deps.storage, env, &class)?;
    if ledger.class.paused.accept {
        return Err(ContractError::Paused { what: "accepting", class });
    }
    check_range("ends_by", ends_by, ledger.now, u64::MAX)?;
    ledger.class.require_until(&class, ends_by)?;
    let account = able(&deps, &mut ledger, &info.sender, gpus)?;
    account.position.gpus.pledge(gpus)?;
    account.position.lock(amount.u128())?;
    let pledged = Pledged { provider: account.canonical().clone(), class, gpus, amount: amount.u128() };
    PLEDGES.save(deps.storage, &key, &pledged)?;

    let Pledged { class, .. } = pledged;
    let of = Of { provider: &info.sender, class: &class };
    let event = RegistryEvent::Pledge { of, market: &market, id, amount, gpus };
    let response = Response::new().add_event(event).add_events(ledger.commit(deps.storage)?);
    let provider = info.sender.to_string();
    let told = MarketMsg::ReceivePledge(PledgeReceived { id, provider, class, gpus, amount, ends_by, msg });
    Ok(response.add_message(WasmMsg::Execute {
        contract_addr: market.into(),
        msg: to_json_binary(&told)?,
        funds: vec![],
    }))
}

/// The market to which it was pledged: its work has ended. GPUs and lock are free again, but for what the provider pays. A
/// market can neither pay more out of a lock than was pledged nor weigh more in a reputation.
pub fn end(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: u64,
    end: PledgeEnd,
) -> Result<Response, ContractError> {
    let key = pledge_key(&deps.api.addr_canonicalize(info.sender.as_str())?, id);
    let pledged = PLEDGES
        .may_load(deps.storage, &key)?
        .ok_or_else(|| ContractError::UnknownPledge { market: info.sender.clone(), id })?;
    let Pledged { provider, class, gpus, amount } = pledged;
    let at_most = |field, got: Uint128| check_range(field, got.u128(), 0, amount);
    at_most("end.good", end.good)?;
    at_most("end.bad", end.bad)?;
    let address = deps.api.addr_humanize(&provider)?;
    let now = env.block.time.seconds();
    let ending = Ending { gpus, amount, good: end.good.u128(), bad: end.bad.u128(), now };
    let (slashed, payment, changed) = match end.slash {
        None => (0, None, end_pledge_alone(deps.storage, &class, &address, &provider, &ending)?),
        Some(slash) => {
            at_most("end.slash.amount", slash.amount)?;
            let slashed = more_than_zero("end.slash.amount", slash.amount)?;
            let to = checked_addr(deps.api, "end.slash.to", &slash.to)?;
            let mut ledger = Ledger::open(deps.storage, env, &class)?;
            let payment = messages::pay_net(&ledger.config, &to, slashed, Payout::Account)?;
            ledger.account(deps.storage, deps.api, &address)?.position.end_pledge(&ending, slashed)?;
            (slashed, payment, ledger.commit(deps.storage)?)
        }
    };
    PLEDGES.remove(deps.storage, &key);
    let of = Of { provider: &address, class: &class };
    let event = RegistryEvent::EndPledge { of, market: &info.sender, id, slashed: slashed.into() };
    Ok(Response::new().add_messages(payment).add_event(event).add_events(changed))
}
