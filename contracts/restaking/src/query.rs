//! Answers, as of the block's time.

use api::common::checked_addr;
use api::paging::{after, page, ListOrder};
use api::restaking::{
    AssetsResponse, ConfigResponse, ListedAsset, Peers, PreviewDepositResponse, PreviewExitResponse,
    QueryMsg, TicketsEntry, TicketsResponse, VaultEntry, VaultResponse, VaultsResponse,
};
use api::store::class_prefix;
use cosmwasm_std::{to_json_binary, Binary, CanonicalAddr, Deps, Env, StdError};

use crate::book::{listed, Book};
use crate::error::ContractError;
use crate::execute::Named;
use crate::state::{released_key, tickets_prefix, Config, ASSETS, CONFIG, RELEASED, TICKETS, VAULTS};

/// Answers a question.
pub fn run(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&config(deps)?),
        QueryMsg::Assets {} => to_json_binary(&assets(deps)?),
        QueryMsg::Vault { provider, class } => to_json_binary(&vault(deps, env, (&provider, &class))?),
        QueryMsg::Vaults { class, order, start_after, limit } => {
            to_json_binary(&vaults(deps, &class, order, start_after, limit)?)
        }
        QueryMsg::Tickets { provider, class, owner, order, start_after, limit } => {
            to_json_binary(&tickets(deps, env, (&provider, &class), &owner, (order, start_after, limit))?)
        }
        QueryMsg::PreviewDeposit { provider, class, amount } => {
            let mut book = Book::open(deps, env, &provider, &class)?;
            book.listed.require_listed()?;
            let units = book.units(amount)?;
            book.tick()?;
            to_json_binary(&PreviewDepositResponse { shares: book.deposit(units, 0)?.into() })
        }
        QueryMsg::PreviewExit { provider, class, shares } => {
            let mut book = Book::open(deps, env, &provider, &class)?;
            book.tick()?;
            let exit = book.exit(shares.u128())?;
            let (amount, tickets) = (book.base(exit.assets)?, exit.tickets.into());
            let generation = book.rules().2.generation;
            to_json_binary(&PreviewExitResponse { amount, tickets, generation })
        }
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    }?)
}

fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let Config { network_denom, provider_registry, fee_collector, staking, token_code_id, .. } = config;
    let peers = Peers {
        provider_registry: provider_registry.into_string(),
        fee_collector: fee_collector.into_string(),
        staking: staking.into_string(),
    };
    let (token_admin, least) = (config.token_admin, config.least);
    Ok(ConfigResponse { network_denom, peers, token_code_id, token_admin, least })
}

fn assets(deps: Deps) -> Result<AssetsResponse, ContractError> {
    let assets = ASSETS.may_load(deps.storage)?.unwrap_or_default().into_iter();
    let shown =
        assets.map(|known| ListedAsset { asset: known.asset, unit: known.unit.into(), listed: known.listed });
    Ok(AssetsResponse { assets: shown.collect() })
}

fn vault(deps: Deps, env: &Env, (provider, class): Named) -> Result<VaultResponse, ContractError> {
    let mut book = Book::open(deps, env, provider, class)?;
    book.tick()?;
    let (vault, backing, buckets) = book.rules();
    let [backed, backed_before] = backing.locked_by_age();
    let [leaving, leaving_before] = buckets.leaving_by_age();
    let [even, odd] = vault.tickets;
    let (tickets, tickets_before) = if backing.odd { (odd, even) } else { (even, odd) };
    Ok(VaultResponse {
        provider: book.provider.clone(),
        class: book.class.clone(),
        asset: book.listed.asset.clone(),
        unit: book.listed.unit.into(),
        number: book.number,
        token: book.token.clone(),
        shares: vault.shares.into(),
        assets: backing.assets.into(),
        free: backing.free().into(),
        backed: backed.saturating_add(backed_before).into(),
        generation: buckets.generation,
        leaving: leaving.into(),
        leaving_before: leaving_before.into(),
        tickets: tickets.into(),
        tickets_before: tickets_before.into(),
        burned: buckets.burned.into(),
        sent: vault.sent.into(),
        left: vault.stream.left.into(),
        end: vault.stream.end,
        waits: backed_before > 0,
    })
}

fn vaults(
    deps: Deps,
    class: &str,
    order: Option<ListOrder>,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<VaultsResponse, ContractError> {
    let after = after(deps.api, start_after)?;
    let after = after.map(|address| deps.api.addr_canonicalize(address.as_str())).transpose()?;
    let page = VAULTS.page_in(order, deps.storage, &class_prefix(class), after.as_deref(), page(limit))?;
    let shown = page.into_iter().map(|(provider, record)| {
        Ok(VaultEntry {
            provider: deps.api.addr_humanize(&CanonicalAddr::from(provider))?,
            asset: listed(deps.storage, record.asset)?.asset,
            token: deps.api.addr_humanize(&record.token)?,
            shares: record.shares.into(),
        })
    });
    Ok(VaultsResponse { vaults: shown.collect::<Result<_, ContractError>>()? })
}

fn tickets(
    deps: Deps,
    env: &Env,
    (provider, class): Named,
    owner: &str,
    (order, start_after, limit): (Option<ListOrder>, Option<u64>, Option<u32>),
) -> Result<TicketsResponse, ContractError> {
    let book = Book::open(deps, env, provider, class)?;
    let owner = checked_addr(deps.api, "owner", owner)?;
    let prefix = tickets_prefix(book.number, &deps.api.addr_canonicalize(owner.as_str())?);
    let after = start_after.map(u64::to_be_bytes);
    let after = after.as_ref().map(<[u8; 8]>::as_slice);
    let page = TICKETS.page_in(order, deps.storage, &prefix, after, page(limit))?;
    let shown = page.into_iter().map(|(generation, tickets)| {
        let bytes = generation.try_into().map_err(|_| StdError::generic_err("a key of another length"))?;
        let generation = u64::from_be_bytes(bytes);
        let released = RELEASED.may_load(deps.storage, &released_key(book.number, generation))?;
        let claimable = match released {
            Some(mut released) => Some(book.base(released.claim(tickets)?)?),
            None => None,
        };
        Ok(TicketsEntry { generation, tickets: tickets.into(), claimable })
    });
    Ok(TicketsResponse { tickets: shown.collect::<Result<_, ContractError>>()? })
}
