//! What providers say to the registry.

use anyhow::{Context, Result};
use api::common::Asset;
use api::provider_registry::{self as registry, AdmissionProof};

use super::{call, paying, source, Call, Place};
use crate::ask::Market;

impl Market {
    pub(super) fn to_registry(&self, msg: &registry::ExecuteMsg) -> Result<Call> {
        call(&self.at.provider_registry, msg)
    }

    /// Becomes a provider.
    pub fn register(&self, metadata: String) -> Result<Call> {
        self.to_registry(&registry::ExecuteMsg::Register { metadata })
    }

    /// Says that a provider is there.
    pub fn heartbeat(&self) -> Result<Call> {
        self.to_registry(&registry::ExecuteMsg::Heartbeat {})
    }

    /// Leaves jail.
    pub fn unjail(&self) -> Result<Call> {
        self.to_registry(&registry::ExecuteMsg::Unjail {})
    }

    /// Adds NET to a bond.
    pub fn bond(&self, class: &str, amount: u128, from: Place) -> Result<Call> {
        let msg = registry::ExecuteMsg::Bond { class: class.into(), from: source(from, amount) };
        Ok(self.with_net(self.to_registry(&msg)?, from, amount))
    }

    /// Takes free bond back.
    pub fn unbond(&self, class: &str, amount: u128, to: Place) -> Result<Call> {
        let (class, amount, payout) = (class.into(), amount.into(), to.payout());
        self.to_registry(&registry::ExecuteMsg::WithdrawBond { class, amount, payout })
    }

    /// Offers GPUs.
    pub fn offer(&self, class: &str, gpus: u32, admission: Option<AdmissionProof>) -> Result<Call> {
        self.to_registry(&registry::ExecuteMsg::OfferGpus { class: class.into(), gpus, admission })
    }

    /// Mints credits for at most so much collateral.
    pub fn mint(&self, class: &str, amount: u128, most: u128, to: Place) -> Result<Call> {
        let (class, amount, payout) = (class.into(), amount.into(), to.payout());
        self.to_registry(&registry::ExecuteMsg::MintCredits {
            class,
            amount,
            max_collateral: most.into(),
            payout,
        })
    }

    /// Redeems credits against the sender's debt.
    pub fn redeem(&self, class: &str, amount: u128, from: Place) -> Result<Call> {
        let msg = registry::ExecuteMsg::RedeemCredits { class: class.into(), amount: amount.into() };
        match from {
            Place::Account => self.to_registry(&msg),
            Place::Wallet => {
                let credit = self.manifest.credits.get(class).map(Asset::cw20);
                let credit = credit.map_or_else(|| self.asset(class), Ok).context("the class's credits")?;
                let hook = registry::ReceiveMsg::Redeem { class: class.into() };
                paying(&credit, amount, &self.at.provider_registry, &msg, &hook)
            }
        }
    }
}
