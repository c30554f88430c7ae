//! Which assets may back.

use api::common::{check_range, Asset};
use api::ownership::assert_owner;
use api::restaking::events::RestakingEvent;
use api::restaking::{MAX_ASSETS, MAX_UNIT};
use cosmwasm_std::{Addr, DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128};

use crate::error::ContractError;
use crate::peers::{self, RegistryMsg};
use crate::state::{Listed, ASSETS, CONFIG};

/// Owner: puts an asset on the list, for good; whether it is taken can change.
pub fn list(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    asset: &Asset,
    unit: Uint128,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    asset.check(deps.api)?;
    check_range("unit", unit.u128(), 1, MAX_UNIT)?;
    let config = CONFIG.load(deps.storage)?;
    let mut assets = ASSETS.may_load(deps.storage)?.unwrap_or_default();
    if assets.iter().any(|listed| listed.asset == *asset) {
        return Err(ContractError::KnownAsset { asset: asset.clone() });
    }
    if assets.len() >= MAX_ASSETS {
        return Err(ContractError::TooManyAssets { max: MAX_ASSETS });
    }
    let number = number(assets.len())?;
    let burning = peers::burning(deps.querier, &config, &env.contract.address, asset)?;
    assets.push(Listed { asset: asset.clone(), unit: unit.u128(), listed: true, burning });
    ASSETS.save(deps.storage, &assets)?;
    let event: Event = RestakingEvent::ListAsset { asset, number, unit }.into();
    let told = peers::registry(&config, &RegistryMsg::SetBacking { asset: number, listed: true })?;
    Ok(Response::new().add_event(event).add_message(told))
}

/// Owner: whether an asset of the list backs new jobs, and is taken, from now on.
pub fn set_listed(
    deps: DepsMut,
    info: &MessageInfo,
    asset: &Asset,
    listed: bool,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    let config = CONFIG.load(deps.storage)?;
    let (number, _) = find(deps.storage, asset)?;
    let mut assets = ASSETS.may_load(deps.storage)?.unwrap_or_default();
    for known in assets.iter_mut().filter(|known| known.asset == *asset) {
        known.listed = listed;
    }
    ASSETS.save(deps.storage, &assets)?;
    let event: Event = RestakingEvent::SetListed { asset, listed }.into();
    let told = peers::registry(&config, &RegistryMsg::SetBacking { asset: number, listed })?;
    Ok(Response::new().add_event(event).add_message(told))
}

/// An asset of the list, with its number.
pub fn find(storage: &dyn Storage, asset: &Asset) -> Result<(u8, Listed), ContractError> {
    let assets = ASSETS.may_load(storage)?.unwrap_or_default();
    let found = assets.into_iter().enumerate().find(|(_, listed)| listed.asset == *asset);
    let (at, listed) = found.ok_or_else(|| ContractError::UnknownAsset { asset: asset.clone() })?;
    Ok((number(at)?, listed))
}

fn number(at: usize) -> Result<u8, ContractError> {
    u8::try_from(at).map_err(|_| ContractError::Overflow { what: "numbers of assets" })
}

impl Listed {
    /// Refuses an asset that is not taken now.
    pub fn require_listed(&self) -> Result<(), ContractError> {
        if self.listed {
            return Ok(());
        }
        Err(ContractError::Unlisted { asset: self.asset.clone() })
    }

    /// Its contract, if it is a token.
    pub fn token(&self) -> Option<Addr> {
        match &self.asset {
            Asset::Native { .. } => None,
            Asset::Cw20 { address } => Some(Addr::unchecked(address)),
        }
    }
}
