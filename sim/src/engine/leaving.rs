//! One provider leaves: it redeems what it owes and takes its bond back.

use anyhow::{Context, Result};

use super::agents::Character;
use super::{ledger, Engine};
use crate::report::backing::Leaving;

impl Engine {
    /// It asks for nothing and nobody: from now on it takes no job, and redeems what it can buy.
    pub(super) fn leave(&mut self) -> Result<()> {
        let Some(index) = self.providers.iter().position(|p| p.character == Character::Leaver) else {
            return Ok(());
        };
        self.providers[index].left = true;
        let position = self.position(index);
        self.ledger.leaving = Some(Leaving {
            provider: self.providers[index].name.clone(),
            hour: self.hours(),
            owed: ledger::gpu_hours((position.open + position.called).u128()),
            left: f64::NAN,
            free_at: None,
            withdrawn: 0.0,
        });
        self.go_on_leaving()
    }

    /// Every hour until it is free: buys what is open from the pool and redeems it, and takes the free bond.
    pub(super) fn go_on_leaving(&mut self) -> Result<()> {
        let Some(mut leaving) = self.ledger.leaving.take() else { return Ok(()) };
        let index = self.providers.iter().position(|p| p.name == leaving.provider).context("it is there")?;
        let class = self.class_name(index);
        let open = self.position(index).open;
        if !open.is_zero() {
            // A pool with too few credits: it looks again in an hour.
            self.buy_and_redeem(index, &class, open, f64::INFINITY).ok();
        }
        let position = self.position(index);
        if !position.free.is_zero() {
            let addr = self.providers[index].addr.clone();
            let free = position.free.u128();
            self.market.withdraw_bond(&addr, &class, free).context("taking the free bond")?;
            leaving.withdrawn += ledger::net(position.free.u128());
        }
        let owed = position.open + position.called;
        leaving.left = ledger::gpu_hours(owed.u128());
        if owed.is_zero() && position.locked.is_zero() && leaving.free_at.is_none() {
            leaving.free_at = Some(self.hours());
        }
        self.ledger.leaving = Some(leaving);
        Ok(())
    }
}
