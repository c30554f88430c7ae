//! A vault for a position.

use api::common::{check_class_id, vault_salt, Asset};
use api::restaking::events::{Of, RestakingEvent};
use api::restaking::{DECIMALS, SYMBOL};
use api::token::NewToken;
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response};

use super::assets::find;
use crate::error::ContractError;
use crate::peers;
use crate::state::{vault_key, Record, Whose, CONFIG, COUNT, VAULTS, WHOSE};

/// Opens the sender's vault in a class, and its receipt, whose address is computed, so that no reply is needed. The registry must know both;
/// the position may be empty.
pub fn run(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    class: &str,
    asset: &Asset,
) -> Result<Response, ContractError> {
    check_class_id(class)?;
    let config = CONFIG.load(deps.storage)?;
    let (number_of_asset, listed) = find(deps.storage, asset)?;
    listed.require_listed()?;
    let provider = deps.api.addr_canonicalize(info.sender.as_str())?;
    let key = vault_key(class, &provider);
    if VAULTS.has(deps.storage, &key) {
        let provider = info.sender.clone();
        return Err(ContractError::VaultExists { provider, class: class.to_owned() });
    }
    peers::backing(deps.querier, &config, &info.sender, class)?;
    let count = COUNT.may_load(deps.storage)?.unwrap_or_default();
    let number = count.checked_add(1).ok_or(ContractError::Overflow { what: "vaults" })?;
    let token = NewToken {
        code_id: config.token_code_id,
        admin: &config.token_admin,
        label: format!("{SYMBOL} {number}"),
        name: format!("Backing {number}"),
        symbol: SYMBOL.into(),
        decimals: DECIMALS,
        salt: vault_salt(number),
    };
    let (token, start) = token.instantiate(deps.as_ref(), &env.contract.address)?;
    let canonical = deps.api.addr_canonicalize(token.as_str())?;
    let record = Record {
        number,
        asset: number_of_asset,
        token: canonical.clone(),
        shares: 0,
        tickets: [0; 2],
        sent: 0,
        left: 0,
        last: 0,
        end: 0,
    };
    COUNT.save(deps.storage, &number)?;
    VAULTS.save(deps.storage, &key, &record)?;
    WHOSE.save(deps.storage, &canonical, &Whose { provider, class: class.to_owned() })?;
    let of = Of { provider: &info.sender, class };
    let event: Event = RestakingEvent::CreateVault { of, asset, token: &token }.into();
    Ok(Response::new().add_event(event).add_message(start))
}
