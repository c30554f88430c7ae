//! Hardware classes: their credit token, their pool, their parameters, their standard jobs.

use api::common::{check_class_id, check_range, credit_salt, only, Asset};
use api::deadline::Moment;
use api::ownership::assert_owner;
use api::pool::PoolResponse;
use api::provider_registry::events::ClassEvent;
use api::provider_registry::raw::{ACCEPT_PAUSE, TOTALS};
use api::provider_registry::{ClassParams, ClassPaused, StandardJob};
use api::roles::{check_pause, Switch};
use api::token::{check_symbol, NewToken, DECIMALS};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use credit::{Standard, Turn};

use super::more_than_zero;
use crate::error::ContractError;
use crate::params;
use crate::state::{self, Class, CLASSES, GLOBALS, MAX_CLASSES, MAX_GPUS, TURNS};

/// Owner: adds a class and instantiates its credit token, which only this contract mints and burns. The
/// token's address follows from its code's checksum, this contract and the class id, so it is known before
/// the token answers.
pub fn add(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
    credit_symbol: String,
    class_params: ClassParams,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    check_class_id(id)?;
    check_symbol("credit_symbol", &credit_symbol)?;
    params::check_class(deps.api, &class_params)?;
    if CLASSES.has(deps.storage, id.as_bytes()) {
        return Err(ContractError::ClassExists { class: id.to_owned() });
    }
    if CLASSES.page(deps.storage, &[], None, MAX_CLASSES)?.len() >= MAX_CLASSES {
        return Err(ContractError::TooManyClasses { max: MAX_CLASSES });
    }
    let token = NewToken {
        code_id: GLOBALS.load(deps.storage)?.0.token_code_id,
        admin: &info.sender,
        label: format!("credit-{id}"),
        name: format!("{id} compute credit"),
        symbol: credit_symbol,
        decimals: DECIMALS,
        salt: credit_salt(id),
    };
    let (credit, message) = token.instantiate(deps.as_ref(), &env.contract.address)?;
    let class = Class {
        credit,
        pool_id: None,
        params: class_params,
        paused: ClassPaused { mint: false, accept: false },
        standard: None,
        sunset: None,
    };
    CLASSES.save(deps.storage, id.as_bytes(), &class)?;
    let turn = env.block.time.seconds();
    TURNS.save(deps.storage, id.as_bytes(), &Turn { due: turn, next: 0 })?;
    let event = ClassEvent::AddClass { class: id, credit: &class.credit, params: &class.params, turn };
    Ok(Response::new().add_message(message).add_event(event))
}

/// Owner: names the class's primary pool, once. The pool must trade this class's credits (asset 0) for NET
/// (asset 1).
pub fn set_pool(
    deps: DepsMut,
    info: &MessageInfo,
    id: &str,
    pool_id: u64,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    let (config, _) = GLOBALS.load(deps.storage)?;
    let mut class = state::class(deps.storage, id)?;
    if let Some(pool_id) = class.pool_id {
        return Err(ContractError::PoolSet { class: id.to_owned(), pool_id });
    }
    let pool: PoolResponse =
        deps.querier.query_wasm_smart(&config.pool, &api::pool::QueryMsg::Pool { pool_id })?;
    let expected = (Asset::cw20(&class.credit), Asset::native(&config.network_denom));
    if (&pool.asset_0, &pool.asset_1) != (&expected.0, &expected.1) {
        return Err(ContractError::WrongPool {
            pool_id,
            expected: format!("{} / {}", expected.0, expected.1),
            got: format!("{} / {}", pool.asset_0, pool.asset_1),
        });
    }
    class.pool_id = Some(pool_id);
    CLASSES.save(deps.storage, id.as_bytes(), &class)?;
    Ok(Response::new().add_event(ClassEvent::SetClassPool { class: id, pool_id }))
}

/// Owner: sets a class's parameters. What was admitted or minted before stays. Coverage cannot change: the end of
/// a class reads from a debt's collateral what its credits were minted at.
pub fn update(
    deps: DepsMut,
    info: &MessageInfo,
    id: &str,
    class_params: ClassParams,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    params::check_class(deps.api, &class_params)?;
    let mut class = state::class(deps.storage, id)?;
    let (expected, got) = (class.params.coverage_bps, class_params.coverage_bps);
    if expected != got {
        return Err(ContractError::CoverageFixed { class: id.to_owned(), expected, got });
    }
    class.params = class_params;
    CLASSES.save(deps.storage, id.as_bytes(), &class)?;
    Ok(Response::new().add_event(ClassEvent::UpdateClass { class: id, params: &class.params }))
}

/// The guardian stops, the owner sets freely. Redeeming, withdrawing and the end of a job cannot be stopped. When
/// accepting may go on, every wait for it begins anew: the job-market reads the moment.
pub fn set_paused(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
    paused: ClassPaused,
) -> Result<Response, ContractError> {
    let mut class = state::class(deps.storage, id)?;
    let (config, _) = GLOBALS.load(deps.storage)?;
    let switches = [
        Switch { what: "minting", before: class.paused.mint, after: paused.mint },
        Switch { what: "accepting", before: class.paused.accept, after: paused.accept },
    ];
    check_pause(deps.storage, &info.sender, &config.guardian, &switches)?;
    if class.paused.accept != paused.accept {
        let mut pause = ACCEPT_PAUSE.may_load(deps.storage, id.as_bytes())?.unwrap_or_default();
        let now = Moment::of(&env.block);
        pause.since = paused.accept.then_some(now);
        if !paused.accept {
            pause.lifted = now;
        }
        ACCEPT_PAUSE.save(deps.storage, id.as_bytes(), &pause)?;
        let mut totals = TOTALS.may_load(deps.storage, id.as_bytes())?.unwrap_or_default();
        totals.accept_paused = paused.accept;
        TOTALS.save(deps.storage, id.as_bytes(), &totals)?;
    }
    class.paused = paused;
    CLASSES.save(deps.storage, id.as_bytes(), &class)?;
    Ok(Response::new().add_event(ClassEvent::SetPaused { class: id, paused }))
}

/// *Peer* (job-market): the standard jobs of the class are others. A debt's place in the queue follows with its
/// provider's next message here, or a `Touch`; whoever they are too large for can redeem all it owes, and must grow
/// to them with the next mint.
pub fn set_standard(
    deps: DepsMut,
    info: &MessageInfo,
    id: &str,
    standard: Option<StandardJob>,
) -> Result<Response, ContractError> {
    let (config, _) = GLOBALS.load(deps.storage)?;
    only(&info.sender, &[&config.job_market], "the job-market")?;
    let mut class = state::class(deps.storage, id)?;
    class.standard = match standard {
        Some(StandardJob { gpus, least, most }) => {
            check_range("standard.gpus", gpus, 1, MAX_GPUS)?;
            let least = more_than_zero("standard.least", least)?;
            check_range("standard.most", most.u128(), least, u128::MAX)?;
            Some(Standard { gpus, least, most: most.u128() })
        }
        None => None,
    };
    CLASSES.save(deps.storage, id.as_bytes(), &class)?;
    Ok(Response::new().add_event(ClassEvent::SetStandard { class: id, standard }))
}
