//! What must hold of restaking and of what it backs.

use std::collections::BTreeMap;

use anyhow::{ensure, Context, Result};
use api::common::Asset;
use api::job_market::JobResponse;
use api::provider_registry::{BackingResponse, PositionResponse, QueryMsg as RegistryQuery};
use api::restaking::{AssetsResponse, QueryMsg, VaultEntry, VaultResponse, VaultsResponse};
use api::store::decode;
use credit::Released;
use restaking::state::RELEASED;

use super::shared::{equal, pages};
use crate::client::Client;
use crate::market::Market;

/// A vault as the market names it: behind whom, in which class.
type Whose = (String, String);

/// Restaking holds of every asset exactly what its vaults owe: what stays, what leaves, what was let go and not claimed, what
/// burned and is still there, and pay that has not streamed. Its shares are the receipts' supply, all of them redeem for no more
/// than what stays, and the registry's backed stakes are those of the jobs that run.
pub(super) fn are_there<'a, C: Client>(
    market: &Market<C>,
    positions: impl Iterator<Item = &'a PositionResponse>,
    jobs: &[JobResponse],
) -> Result<()> {
    let mut released = released(market)?;
    let listed: AssetsResponse = market.ask_restaking(&QueryMsg::Assets {});
    let mut owed: BTreeMap<Asset, u128> =
        listed.assets.iter().map(|known| (known.asset.clone(), 0)).collect();
    let mut vaults: BTreeMap<Whose, VaultResponse> = BTreeMap::new();
    for class in &market.wiring.classes {
        for entry in all_of(market, &class.class) {
            let (provider, class) = (entry.provider.to_string(), class.class.clone());
            let query = QueryMsg::Vault { provider: provider.clone(), class: class.clone() };
            let vault: VaultResponse = market.ask_restaking(&query);
            *owed.entry(vault.asset.clone()).or_default() += of_vault(market, &vault, &mut released)?;
            vaults.insert((provider, class), vault);
        }
    }
    ensure!(released.is_empty(), "released exits of no vault and generation: {released:?}");
    for (asset, owed) in owed {
        equal(&format!("{asset} in restaking"), market.holding(&market.at.restaking, &asset), owed)?;
    }
    let mut backed: BTreeMap<Whose, u128> = BTreeMap::new();
    for lock in jobs.iter().filter_map(|job| market.job_lock(job.job_id)) {
        *backed.entry((lock.provider.into_string(), lock.class)).or_default() += lock.backed.u128();
    }
    for position in positions {
        let (provider, class) = (position.provider.to_string(), position.class.clone());
        let whose = (provider.clone(), class.clone());
        let backing: BackingResponse = market.ask_registry(&RegistryQuery::Backing { provider, class });
        let expected = backed.remove(&whose).unwrap_or_default();
        backing_is_there(&format!("{whose:?}"), &backing, expected, vaults.get(&whose))?;
    }
    ensure!(backed.values().all(|amount| *amount == 0), "backed without a position: {backed:?}");
    Ok(())
}

fn all_of<C: Client>(market: &Market<C>, class: &str) -> Vec<VaultEntry> {
    pages(|last: Option<&VaultEntry>| {
        let query = QueryMsg::Vaults {
            class: class.to_owned(),
            order: None,
            start_after: last.map(|entry| entry.provider.to_string()),
            limit: Some(100),
        };
        market.ask_restaking::<VaultsResponse>(&query).vaults
    })
}

/// What was let go and is not claimed, units: by the vault's number, then by generation.
fn released<C: Client>(market: &Market<C>) -> Result<BTreeMap<(u64, u64), u128>> {
    let records = market.client.records(&market.at.restaking, &RELEASED.key(&[]))?;
    let number = |bytes: &[u8]| bytes.try_into().map(u64::from_be_bytes).context("a number of 8 bytes");
    records
        .into_iter()
        .map(|(key, record)| {
            let (vault, generation) = key[1..].split_at_checked(8).context("a vault's number")?;
            let units = decode::<Released>(&record, "released exits")?.assets;
            Ok(((number(vault)?, number(generation)?), units))
        })
        .collect()
}

/// What a vault owes, base units of its asset.
fn of_vault<C: Client>(
    market: &Market<C>,
    vault: &VaultResponse,
    released: &mut BTreeMap<(u64, u64), u128>,
) -> Result<u128> {
    let receipt = Asset::cw20(&vault.token);
    let of = format!("the vault behind {} in {}", vault.provider, vault.class);
    equal(&format!("shares of {of}"), vault.shares.u128(), market.supply(&receipt))?;
    let here = market.holding(&market.at.restaking, &receipt);
    equal(&format!("shares of {of} in restaking's wallet"), here, 0)?;
    ensure!(vault.sent <= vault.burned, "{of} sent more than burned: {vault:?}");
    let mut units = [vault.assets, vault.leaving, vault.leaving_before, vault.left]
        .iter()
        .fold(vault.burned.u128() - vault.sent.u128(), |sum, part| sum + part.u128());
    released.retain(|(number, generation), amount| {
        let is_of_it = *number == vault.number && *generation < vault.generation;
        units += if is_of_it { *amount } else { 0 };
        !is_of_it
    });
    Ok(units * vault.unit.u128())
}

/// Whoever backs a job has what it may burn, and the vault says the same as the registry but for what streamed since.
fn backing_is_there(
    of: &str,
    backing: &BackingResponse,
    backed: u128,
    vault: Option<&VaultResponse>,
) -> Result<()> {
    let BackingResponse { assets, backed: now, backed_before: before, leaving, leaving_before, .. } = backing;
    equal(&format!("what backs the jobs of {of}"), (*now + *before).u128(), backed)?;
    ensure!(*now <= *assets + *leaving, "{of}: {backing:?}");
    ensure!(*now + *before <= *assets + *leaving + *leaving_before, "{of}: {backing:?}");
    let Some(vault) = vault else {
        ensure!(backing.asset.is_none(), "{of} is backed without a vault: {backing:?}");
        return Ok(());
    };
    let said = (vault.generation, vault.leaving, vault.leaving_before, vault.burned, vault.backed);
    let booked = (backing.generation, *leaving, *leaving_before, backing.burned, *now + *before);
    ensure!(said == booked && vault.assets >= *assets, "{of}: {vault:?}, by the registry {backing:?}");
    Ok(())
}
