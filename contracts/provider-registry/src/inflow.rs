//! Credits that arrive, from an account, by cw20 Send or at the end of a swap, and what they are for.

use api::common::{checked_addr, checked_addr_or, only, Asset, AssetAmount, CommonError, Payout};
use api::pool::SwapReceived;
use api::provider_registry::events::{ClassEvent, Of, RegistryEvent};
use api::provider_registry::raw::TOTALS;
use api::provider_registry::ReceiveMsg;
use api::receivers::check_draws;
use cosmwasm_std::{from_json, Addr, CosmosMsg, DepsMut, Env, MessageInfo, Response, StdResult, Uint128};
use cw20::Cw20ReceiveMsg;

use crate::error::ContractError;
use crate::execute::more_than_zero;
use crate::ledger::Ledger;
use crate::messages;
use crate::state::{Class, GLOBALS};

/// Credits of a class that somebody brings.
struct Inflow {
    holder: Addr,
    credits: u128,
    came: Came,
}

/// Where they are.
enum Came {
    /// In this contract's wallet.
    Sent,
    /// In the holder's account in the pool contract.
    FromAccount,
    /// In this contract's account in the pool contract, with what is left of the payment.
    Swapped(AssetAmount),
}

/// Credits that came by cw20 Send.
pub fn receive(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    received: Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    let holder = checked_addr(deps.api, "sender", &received.sender)?;
    let purpose = from_json(&received.msg)?;
    let ledger = Ledger::open(deps.storage, env, class_of(&purpose))?;
    // Whoever calls is the token; only the class's own credits are worth its words about the sender.
    require_credits(&ledger.id, &ledger.class, info.sender.as_str())?;
    let credits = more_than_zero("amount", received.amount)?;
    take(deps, env, ledger, purpose, Inflow { holder, credits, came: Came::Sent })
}

/// Credits bought at the end of a swap, already in this contract's account.
pub fn receive_swap(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    swap: SwapReceived,
) -> Result<Response, ContractError> {
    only(&info.sender, &[&GLOBALS.load(deps.storage)?.0.pool], "the pool contract")?;
    let holder = checked_addr(deps.api, "sender", &swap.sender)?;
    let purpose = from_json(&swap.msg)?;
    let ledger = Ledger::open(deps.storage, env, class_of(&purpose))?;
    let [leg] = swap.legs.as_slice() else {
        let got = swap.legs.len().to_string();
        return Err(CommonError::Bounds { field: "legs", expected: "1 to 1".into(), got }.into());
    };
    let AssetAmount { asset, amount } = &leg.received;
    if *asset != Asset::cw20(&ledger.class.credit) {
        return Err(wrong_credits(&ledger.id, &ledger.class, asset.to_string()));
    }
    let credits = more_than_zero("amount", *amount)?;
    take(deps, env, ledger, purpose, Inflow { holder, credits, came: Came::Swapped(swap.rest) })
}

/// Credits from the sender's own account in the pool contract.
pub fn from_account(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    purpose: ReceiveMsg,
    amount: Uint128,
) -> Result<Response, ContractError> {
    let ledger = Ledger::open(deps.storage, env, class_of(&purpose))?;
    let credits = more_than_zero("amount", amount)?;
    let holder = info.sender.clone();
    take(deps, env, ledger, purpose, Inflow { holder, credits, came: Came::FromAccount })
}

/// Burns the credits that wait in this contract's account and in the job-market's. Anyone.
pub fn burn_redeemed(deps: DepsMut, env: &Env, id: &str) -> Result<Response, ContractError> {
    let mut ledger = Ledger::open(deps.storage, env, id)?;
    let totals = TOTALS.may_load(deps.storage, id.as_bytes())?.unwrap_or_default();
    let registry = &env.contract.address;
    let sum = totals.unburned.checked_add(totals.unburned_jobs);
    let amount = sum.ok_or(ContractError::Overflow { what: "redeemed credits" })?;
    if amount == 0 {
        return Err(ContractError::NothingToBurn { class: id.to_owned() });
    }
    let (config, credit) = (&ledger.config, &ledger.class.credit);
    let out = [(registry, totals.unburned), (&config.job_market, totals.unburned_jobs)]
        .into_iter()
        .filter(|(_, waiting)| *waiting > 0)
        .map(|(owner, waiting)| {
            messages::withdraw(config, owner, registry, messages::credits(credit, waiting))
        })
        .collect::<StdResult<Vec<_>>>()?;
    let burn = messages::burn_credits(credit, amount.into())?;
    ledger.burned();
    let event = RegistryEvent::BurnRedeemed { class: id, amount: amount.into() };
    let changed = ledger.commit(deps.storage)?;
    Ok(Response::new().add_messages(out).add_message(burn).add_event(event).add_events(changed))
}

fn take(
    deps: DepsMut,
    env: &Env,
    ledger: Ledger,
    purpose: ReceiveMsg,
    inflow: Inflow,
) -> Result<Response, ContractError> {
    match purpose {
        ReceiveMsg::Redeem { .. } => redeem(deps, env, ledger, &inflow),
        ReceiveMsg::ClaimPot { payout, receiver, .. } => {
            claim_pot(deps, env, ledger, &inflow, (payout, receiver.as_deref()))
        }
    }
}

/// Redeems credits against the holder's debt. More than may be redeemed is refused, or given back at the end of a
/// swap, whose outcome its sender does not know.
fn redeem(deps: DepsMut, env: &Env, mut ledger: Ledger, inflow: &Inflow) -> Result<Response, ContractError> {
    let standard = ledger.class.standard;
    let position = &mut ledger.account(deps.storage, deps.api, &inflow.holder)?.position;
    let credits = match inflow.came {
        Came::Swapped(_) => position.redeem_up_to(inflow.credits, standard)?,
        Came::Sent | Came::FromAccount => {
            position.redeem(inflow.credits, standard)?;
            inflow.credits
        }
    };
    if credits == 0 {
        return Err(ContractError::NothingToRedeem { class: ledger.id });
    }
    let moved = inflow.settle(&mut ledger, env, credits)?;
    let of = Of { provider: &inflow.holder, class: &ledger.id.clone() };
    let event = RegistryEvent::Redeem { of, amount: credits.into() };
    let changed = ledger.commit(deps.storage)?;
    Ok(Response::new().add_messages(moved).add_event(event).add_events(changed))
}

/// Pays for credits of an ended class, once no debt is left that could still add to the pot: the receiver that is named, if
/// it can draw, or the holder.
fn claim_pot(
    deps: DepsMut,
    env: &Env,
    mut ledger: Ledger,
    inflow: &Inflow,
    (payout, receiver): (Payout, Option<&str>),
) -> Result<Response, ContractError> {
    ledger.class.require_ended(&ledger.id, ledger.now)?;
    let owed = TOTALS.may_load(deps.storage, ledger.id.as_bytes())?.unwrap_or_default().owed;
    if owed > 0 {
        return Err(ContractError::NotCollected { class: ledger.id, owed });
    }
    let receiver = checked_addr_or(deps.api, "receiver", receiver, &inflow.holder)?;
    let another = (receiver != inflow.holder).then_some(&receiver);
    if let Some(receiver) = another {
        check_draws(deps.querier, &env.contract.address, "receiver", receiver)?;
    }
    let amount = ledger.pot(deps.storage)?.claim(inflow.credits)?;
    let paid = messages::pay_net(&ledger.config, &receiver, amount, payout)?;
    let moved = inflow.settle(&mut ledger, env, inflow.credits)?;
    let event = ClassEvent::ClaimPot {
        class: &ledger.id,
        holder: &inflow.holder,
        receiver: another,
        credits: inflow.credits.into(),
        amount: amount.into(),
    };
    let response = Response::new().add_messages(moved).add_messages(paid).add_event(event);
    Ok(response.add_events(ledger.commit(deps.storage)?))
}

impl Inflow {
    /// What happens to the tokens: so many of them burn, now or with those that wait for it; the others, and what
    /// is left of a swap's payment, go to the holder's account.
    fn settle(
        &self,
        ledger: &mut Ledger,
        env: &Env,
        credits: u128,
    ) -> Result<Option<CosmosMsg>, ContractError> {
        let registry = &env.contract.address;
        let of_class = |amount: u128| messages::credits(&ledger.class.credit, amount);
        let message = match &self.came {
            Came::Sent => return Ok(Some(messages::burn_credits(&ledger.class.credit, credits.into())?)),
            Came::FromAccount => {
                messages::transfer(&ledger.config, &self.holder, registry, vec![of_class(credits)])?
            }
            Came::Swapped(rest) => {
                let surplus = of_class(self.credits.saturating_sub(credits));
                messages::transfer(&ledger.config, registry, &self.holder, vec![surplus, rest.clone()])?
            }
        };
        ledger.redeemed_here(credits)?;
        Ok(message)
    }
}

fn class_of(purpose: &ReceiveMsg) -> &str {
    match purpose {
        ReceiveMsg::Redeem { class } | ReceiveMsg::ClaimPot { class, .. } => class,
    }
}

fn require_credits(id: &str, class: &Class, token: &str) -> Result<(), ContractError> {
    if class.credit.as_str() == token {
        return Ok(());
    }
    Err(wrong_credits(id, class, token.to_owned()))
}

fn wrong_credits(id: &str, class: &Class, got: String) -> ContractError {
    ContractError::WrongCredits { class: id.to_owned(), expected: class.credit.to_string(), got }
}
