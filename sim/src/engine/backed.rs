//! The vault behind the provider that forges. Two delegators stake the same; one of them knows of the forgery before anybody proves it, and
//! leaves.

use anyhow::{Context, Result};
use api::common::Asset;
use compute_amm_testing::wirings::{NET, ONE};
use compute_amm_testing::Market;
use cosmwasm_std::Addr;

use super::agents::{Character, Provider};
use super::ledger::net;
use crate::report::vault::Vault;
use crate::time::DAY;

/// NET base units that each delegator stakes, and that the provider pays them over 30 days.
const STAKE: u128 = 100 * ONE;
pub(super) const PAY: u128 = 3 * ONE;

/// Whom the vault is behind, who stakes, and what there is to show.
pub(super) struct Backed {
    pub(super) index: usize,
    pub(super) stays: Addr,
    pub(super) leaves: Addr,
    /// In which the exit is, while it waits.
    pub(super) generation: Option<u64>,
    pub(super) vault: Vault,
}

impl Backed {
    pub(super) fn new(market: &mut Market, providers: &[Provider]) -> Result<Self> {
        let index = providers.iter().position(|provider| provider.character == Character::Forger);
        let index = index.context("one provider forges")?;
        let Provider { name, addr, class, .. } = &providers[index];
        let class = market.wiring.classes[*class].class.clone();
        market.create_vault(addr, &class, Asset::native(NET)).context("a vault opens")?;
        let [stays, leaves] = ["who stays", "who leaves"].map(|name| market.actor(name));
        for who in [&stays, &leaves] {
            market.back(who, addr, &class, STAKE).context("a delegator stakes")?;
        }
        market.fund_vault(addr, addr, &class, PAY, 30 * DAY).context("the provider pays for it")?;
        let vault = Vault { provider: name.clone(), staked: net(STAKE), ..Vault::default() };
        Ok(Self { index, stays, leaves, generation: None, vault })
    }
}
