//! Entry points; they only dispatch.

use api::common::{check_len, checked_addr, no_funds, Asset, AssetAmount};
use api::ownership::update_ownership;
use api::pool::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use api::versioning::ensure_migration;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};

use crate::error::ContractError;
use crate::execute::{accounts, admin, allowance, assets, create_pool, provide, receive, swap, sweep};
use crate::ledger::another;
use crate::payment::Payment;
use crate::query;
use crate::state::{Config, CONFIG, CONTRACT_NAME, CONTRACT_VERSION, KNOWN, LISTED};

/// Starts the contract without pools; the network token is listed. Refuses coins, and addresses that are not canonical.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    check_len("network_denom", &msg.network_denom, 3, 128)?;
    let owner = checked_addr(deps.api, "owner", &msg.owner)?;
    let peer = |field, text: &str| another(deps.api, &env, field, Some(text), &info.sender);
    let config = Config {
        guardian: checked_addr(deps.api, "guardian", &msg.guardian)?,
        token_code_id: msg.token_code_id,
        provider_registry: peer("peers.provider_registry", &msg.peers.provider_registry)?,
        job_market: peer("peers.job_market", &msg.peers.job_market)?,
        fee_collector: peer("peers.fee_collector", &msg.peers.fee_collector)?,
        network_denom: msg.network_denom,
    };
    let network_token = Asset::native(&config.network_denom);
    admin::save_checked_least(deps.storage, msg.least)?;
    LISTED.save(deps.storage, &network_token.key(), &network_token)?;
    KNOWN.save(deps.storage, &network_token.key(), &network_token)?;
    CONFIG.save(deps.storage, &config)?;
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(owner.as_str()))?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}

/// Runs a message; [`ExecuteMsg`] says who may send which.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    let env = &env;
    match msg {
        ExecuteMsg::Receive(wrapper) => receive::run(deps, env, &info, &wrapper),
        ExecuteMsg::SwapExactIn { route, from, min_out, to, deadline } => {
            let payment = Payment::from_message(&deps, &info, route.offer, &from)?;
            swap::exact_in(deps, env, &payment, &route.pools, min_out.u128(), to, deadline)
        }
        ExecuteMsg::SwapExactOut { offer, legs, from, to, rest_to, deadline } => {
            let payment = Payment::from_message(&deps, &info, offer, &from)?;
            swap::exact_out(deps, env, &payment, &legs, (to, rest_to), deadline)
        }
        ExecuteMsg::Provide { pool_id, max_0, max_1, from, min_shares, receiver, rest_to, deadline } => {
            let min_shares = min_shares.u128();
            let asked = provide::Provision { pool_id, min_shares, receiver, rest_to, deadline };
            provide::both(deps, env, &info, &asked, (max_0.u128(), max_1.u128()), from)
        }
        ExecuteMsg::ProvideSingle { pool_id, asset, from, min_shares, receiver, rest_to, deadline } => {
            let payment = Payment::from_message(&deps, &info, asset, &from)?;
            let min_shares = min_shares.u128();
            let asked = provide::Provision { pool_id, min_shares, receiver, rest_to, deadline };
            provide::single(deps, env, &payment, &asked)
        }
        ExecuteMsg::Deposit { receiver } => accounts::deposit(deps, env, &info, receiver.as_deref()),
        ExecuteMsg::Withdraw { asset, amount, owner, receiver } => {
            let amount = AssetAmount { asset, amount };
            accounts::withdraw(deps, env, &info, amount, owner.as_deref(), receiver.as_deref())
        }
        ExecuteMsg::Transfer { owner, items } => {
            accounts::transfer(deps, env, &info, owner.as_deref(), items)
        }
        ExecuteMsg::IncreaseAllowance { spender, asset, amount, expires } => {
            let change = allowance::Change { spender, asset, amount };
            allowance::increase(deps, env, &info, change, expires)
        }
        ExecuteMsg::DecreaseAllowance { spender, asset, amount, expires } => {
            let change = allowance::Change { spender, asset, amount };
            allowance::decrease(deps, env, &info, change, expires)
        }
        ExecuteMsg::SweepFees { pool_id, asset } => sweep::run(deps, env, &info, pool_id, asset.as_ref()),
        ExecuteMsg::CreatePool { asset_0, asset_1, fees, lp_symbol, reference_0, reference_1, launch } => {
            let reference = (reference_0.u128(), reference_1.u128());
            let new = create_pool::NewPool { asset_0, asset_1, fees, lp_symbol, reference, launch };
            create_pool::run(deps, env, &info, new)
        }
        ExecuteMsg::SetReference { pool_id, reference_0, reference_1 } => {
            admin::set_reference(deps, &info, pool_id, (reference_0.u128(), reference_1.u128()))
        }
        ExecuteMsg::SetLeast { least } => admin::set_least(deps, &info, least),
        ExecuteMsg::UpdateFees { pool_id, fees } => admin::update_fees(deps, env, &info, pool_id, fees),
        ExecuteMsg::ListAsset { asset } => assets::list(deps, &info, &asset),
        ExecuteMsg::DelistAsset { asset } => assets::delist(deps, &info, &asset),
        ExecuteMsg::SetPaused { pool_id, paused } => admin::set_paused(deps, &info, pool_id, paused),
        ExecuteMsg::SetGuardian { guardian } => admin::set_guardian(deps, &info, &guardian),
        ExecuteMsg::UpdateOwnership(action) => update_ownership(deps, env, &info, action),
    }
}

/// Answers a question.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    query::run(deps, &env, msg)
}

/// Moves a state of this contract to newer code.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    ensure_migration(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}
