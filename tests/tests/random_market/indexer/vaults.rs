//! Vaults by their events: shares, exits and what they are paid, what left, what streams.

use std::collections::BTreeMap;

use anyhow::{bail, Context, Result};
use api::restaking::{AssetsResponse, QueryMsg, TicketsEntry, TicketsResponse, VaultResponse};
use compute_amm_testing::Market;
use cosmwasm_std::Uint128;
use credit::Released;

use super::said::{same, Said};

/// A provider in a class.
type Key = (String, String);

/// One vault. Units but for shares and tickets.
#[derive(Debug, Default)]
struct Vault {
    unit: u128,
    shares: u128,
    /// All deposits and pay that ever came.
    came: u128,
    /// All exits that were ever let go.
    let_go: u128,
    sent: u128,
    /// By owner and generation.
    tickets: BTreeMap<(String, u64), u128>,
    released: BTreeMap<u64, Released>,
}

/// All that restaking ever said.
#[derive(Debug, Default)]
pub struct Vaults {
    /// Base units in a unit of each asset, and whether it is listed.
    assets: BTreeMap<String, (u128, bool)>,
    vaults: BTreeMap<Key, Vault>,
}

impl Vaults {
    pub(super) fn read(&mut self, said: &Said) -> Result<()> {
        match said.kind() {
            "list_asset" => {
                self.assets.insert(said.text("asset")?.into(), (said.number("unit")?, true));
                return Ok(());
            }
            "set_listed" => {
                let known = self.assets.get_mut(said.text("asset")?).context("never listed")?;
                known.1 = said.text("listed")? == "true";
                return Ok(());
            }
            _ => {}
        }
        let key = (said.text("class")?.to_owned(), said.text("provider")?.to_owned());
        if said.kind() == "create_vault" {
            let (unit, _) = self.assets.get(said.text("asset")?).context("never listed")?;
            self.vaults.insert(key, Vault { unit: *unit, ..Vault::default() });
            return Ok(());
        }
        let vault = self.vaults.get_mut(&key).context("no such vault")?;
        let units = said.number_or_0("amount")? / vault.unit;
        let owner = || Ok::<_, anyhow::Error>(said.text("sender")?.to_owned());
        match said.kind() {
            "deposit" => {
                vault.came += units;
                vault.shares += said.number("shares")?;
            }
            "fund" => vault.came += units,
            "exit" => {
                vault.shares -= said.number("shares")?;
                let exit = (owner()?, said.seconds("generation")?);
                *vault.tickets.entry(exit).or_default() += said.number("tickets")?;
            }
            "rotate" => {
                let released = Released {
                    assets: said.number("released")? / vault.unit,
                    tickets: said.number("tickets")?,
                };
                vault.let_go += released.assets;
                if released.tickets > 0 {
                    // Those of the generation before the one that ended.
                    let let_go = said.seconds("generation")?.checked_sub(2).context("an early exit")?;
                    vault.released.insert(let_go, released);
                }
            }
            "claim" => {
                let generation = said.seconds("generation")?;
                let tickets = vault.tickets.remove(&(owner()?, generation)).context("no such exit")?;
                let released = vault.released.get_mut(&generation).context("not let go")?;
                same("what a claim pays", &released.claim(tickets)?, &units)?;
            }
            "burn_backing" => vault.sent += units,
            "burn_redeemed_stake" => {}
            other => bail!("an unknown event, {other}"),
        }
        Ok(())
    }

    /// What streams goes on with time, and what burns is said by the registry alone: of both the sum is compared.
    pub(super) fn compare(&self, market: &Market) -> Result<()> {
        let listed: AssetsResponse = market.ask_restaking(&QueryMsg::Assets {});
        let says: BTreeMap<String, (u128, bool)> = listed
            .assets
            .iter()
            .map(|known| (known.asset.to_string(), (known.unit.u128(), known.listed)))
            .collect();
        same("assets that may back", &self.assets, &says)?;
        for ((class, provider), vault) in &self.vaults {
            let query = QueryMsg::Vault { provider: provider.clone(), class: class.clone() };
            let says: VaultResponse = market.ask_restaking(&query);
            same("shares of a vault", &vault.shares, &says.shares.u128())?;
            same("what was sent", &vault.sent, &says.sent.u128())?;
            let here = says.assets + says.left + says.leaving + says.leaving_before + says.burned;
            same("what came to a vault", &vault.came, &(here.u128() + vault.let_go))?;
            self.tickets(market, class, provider, vault)?;
        }
        Ok(())
    }

    fn tickets(&self, market: &Market, class: &str, provider: &str, vault: &Vault) -> Result<()> {
        let mut by_owner: BTreeMap<&str, Vec<TicketsEntry>> = BTreeMap::new();
        for ((owner, generation), tickets) in &vault.tickets {
            let paid = vault.released.get(generation).map(|released| released.clone().claim(*tickets));
            let claimable = paid.transpose()?.map(|units| Uint128::new(units * vault.unit));
            let entry = TicketsEntry { generation: *generation, tickets: (*tickets).into(), claimable };
            by_owner.entry(owner).or_default().push(entry);
        }
        for (owner, entries) in by_owner {
            let says: TicketsResponse = market.ask_restaking(&QueryMsg::Tickets {
                provider: provider.to_owned(),
                class: class.to_owned(),
                owner: owner.to_owned(),
                order: None,
                start_after: None,
                limit: Some(100),
            });
            same("tickets", &entries, &says.tickets)?;
        }
        Ok(())
    }
}
