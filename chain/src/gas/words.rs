//! What the catalogue needs of a market without measuring it.

use anyhow::{Context, Result};
use api::common::Asset;
use api::pool::{ExecuteMsg as PoolMsg, ProvideSource};
use api::provider_registry::{AdmissionProof, ExecuteMsg as RegistryMsg};
use compute_amm_testing::client::{Client, Receipt};
use compute_amm_testing::keys;
use cosmwasm_std::{coin, Addr, Uint128};

use super::tally::Tally;

/// Reads an attribute of a receipt's events.
pub(super) fn attribute(receipt: &Receipt, key: &str) -> Result<String> {
    let found = receipt.events.iter().flat_map(|event| &event.attributes).find(|a| a.key == key);
    Ok(found.with_context(|| format!("no `{key}` in the events"))?.value.clone())
}

impl<C: Client> Tally<'_, C> {
    /// The pool of a native denom against NET.
    pub(super) fn native_pool(&self, denom: &str) -> Result<u64> {
        let wiring = &self.market.wiring;
        let found = wiring.pools.iter().position(|pool| pool.asset_0 == Asset::native(denom));
        let position = found.with_context(|| format!("the wiring has no pool of {denom}"))?;
        Ok(u64::try_from(wiring.classes.len() + position)? + 1)
    }

    /// Puts the first liquidity into a pool of two native coins, at its reference price.
    pub(super) fn supply_pool(&mut self, lp: &Addr, denom: &str, net: u128) -> Result<()> {
        let pools = &self.market.wiring.pools;
        let pool = pools.iter().find(|pool| pool.asset_0 == Asset::native(denom)).context("a pool")?;
        let amount = Uint128::new(net).multiply_ratio(pool.reference_0, pool.reference_1).u128();
        let msg = PoolMsg::Provide {
            pool_id: self.native_pool(denom)?,
            max_0: Uint128::new(amount),
            max_1: Uint128::new(net),
            from: ProvideSource::Funds,
            min_shares: Uint128::one(),
            receiver: None,
            rest_to: None,
            deadline: None,
        };
        let funds = [coin(amount, denom), coin(net, self.market.wiring.network_denom.clone())];
        self.market.pool(lp, &msg, &funds)?;
        Ok(())
    }

    /// Amounts of both assets that a pool takes whole for about as many shares as `amount` of the first brings.
    pub(super) fn proportion(&self, pool_id: u64, amount: u128) -> Result<(u128, u128)> {
        let pool = self.market.pool_state(pool_id);
        let shares = Uint128::new(amount).multiply_ratio(pool.lp_supply, pool.reserve_0);
        let part = |reserve: Uint128| -> Result<u128> {
            Ok(shares.checked_mul_ceil((reserve, pool.lp_supply)).context("a pool with shares")?.u128())
        };
        Ok((part(pool.reserve_0)?, part(pool.reserve_1)?))
    }

    /// An offer of GPUs in a class whose attestor admits them.
    pub(super) fn attested_offer(&self, provider: &Addr, class: &str, gpus: u32) -> RegistryMsg {
        let expiry = self.market.now() + 30 * 86_400;
        let digest = proofs::statement::admission_digest(
            &self.market.client.block().chain_id,
            &self.market.at.provider_registry,
            class,
            provider.as_str(),
            gpus,
            expiry,
        );
        let signatures = vec![keys::admission().sign(0, &digest)];
        let admission = Some(AdmissionProof { expiry, signatures });
        RegistryMsg::OfferGpus { class: class.to_owned(), gpus, admission }
    }
}
