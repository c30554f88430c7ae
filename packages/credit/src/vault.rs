//! A vault: who owns the stake behind a position, who waits for an exit, and what is still to burn or to pay out.
//!
//! What burns of a stake is booked in [`Backing`] and [`Buckets`]; a vault follows them. Its balance is
//! A + B0 + B1 + Σ released + (burned − sent) + what is left of the stream. A share's part of A falls by fraud alone.

use amm_math::rounding::mul_div;
use amm_math::shares::Pool;
use amm_math::stream::Stream;
use amm_math::Rounding;
use serde::{Deserialize, Serialize};

use crate::backing::{of, slot, Backing, Buckets};
use crate::sums::{add, sub};
use crate::RuleError;

/// The smallest exit that leaves shares behind, in units of the asset. A fraud rounds a bucket's loss up: one of a unit would
/// lose all of it to every fraud, however small, while its tickets stay, and the next exit would get as many more. In a bucket of
/// 1,000 units that takes a thousand frauds in one generation, each with a lock and a jail of its own.
pub const LEAST_EXIT: u128 = 1_000;

/// Who owns what of a vault. Units of its asset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Vault {
    /// S: the receipt's supply.
    pub shares: u128,
    /// E: tickets for the bucket of either generation.
    pub tickets: [u128; 2],
    /// What of all that burned has left the vault.
    pub sent: u128,
    /// Pay for the backing, on its way to A.
    pub stream: Stream,
}

/// What an exit gives for its shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit {
    /// Units that left A for the bucket of this generation.
    pub assets: u128,
    /// Tickets for them.
    pub tickets: u128,
}

/// A bucket that backs nothing any more.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Released {
    /// B: units that wait to be claimed.
    pub assets: u128,
    /// E: tickets for them.
    pub tickets: u128,
}

impl Vault {
    /// A and S.
    fn pool(&self, backing: &Backing) -> Pool {
        Pool { assets: backing.assets, shares: self.shares }
    }

    /// Moves to A what the stream owes by `now`, which is nothing while there are few shares ([`Pool::earns`]); returns it. Before every deposit, exit and funding, so that no deposit
    /// shares what was earned before it.
    pub fn tick(&mut self, backing: &mut Backing, now: u64) -> Result<u128, RuleError> {
        let (amount, stream) = self.stream.tick(now, self.pool(backing).earns())?;
        backing.back(amount)?;
        self.stream = stream;
        Ok(amount)
    }

    /// Adds pay that moves to A over `seconds`; rules of [`Stream::fund`].
    pub fn fund(
        &mut self,
        backing: &mut Backing,
        now: u64,
        amount: u128,
        seconds: u64,
    ) -> Result<(), RuleError> {
        let mut after = *self;
        let mut backed = *backing;
        after.tick(&mut backed, now)?;
        after.stream = after.stream.fund(now, amount, seconds)?;
        (*self, *backing) = (after, backed);
        Ok(())
    }

    /// Shares for `amount`: ⌊a·(S + 10^3)/(A + 1)⌋, rounded down for those who hold shares already.
    ///
    /// Errors: [`RuleError::LeastDeposit`] for a first deposit below `least`; [`RuleError::MinShares`] below what the sender asks;
    /// the refusals of [`Pool::deposit`], among them that of a vault that lost nearly everything.
    pub fn deposit(
        &mut self,
        backing: &mut Backing,
        now: u64,
        amount: u128,
        min_shares: u128,
        least: u128,
    ) -> Result<u128, RuleError> {
        let mut after = *self;
        let mut backed = *backing;
        after.tick(&mut backed, now)?;
        if after.shares == 0 && amount < least {
            return Err(RuleError::LeastDeposit { expected: least, got: amount });
        }
        let (pool, shares) = after.pool(&backed).deposit(amount)?;
        if shares < min_shares {
            return Err(RuleError::MinShares { expected: min_shares, got: shares });
        }
        backed.back(amount)?;
        after.shares = pool.shares;
        (*self, *backing) = (after, backed);
        Ok(shares)
    }

    /// Turns shares into tickets: a = ⌊n·(A + 1)/(S + 10^3)⌋ units move from A to B[g], for
    /// ⌊a·(E[g] + 10^3)/(B[g] + 1)⌋ tickets. Both are rounded down, for those who stay and for those who left before.
    ///
    /// Errors: [`RuleError::LeastExit`] for fewer than [`LEAST_EXIT`] units, unless no share is left, and for nothing;
    /// the refusals of [`Pool::redeem`]; an overflow of tickets, which the next rotation ends.
    pub fn exit(
        &mut self,
        backing: &mut Backing,
        buckets: &mut Buckets,
        now: u64,
        shares: u128,
    ) -> Result<Exit, RuleError> {
        let mut after = *self;
        let (mut backed, mut left) = (*backing, *buckets);
        after.tick(&mut backed, now)?;
        let (pool, assets) = after.pool(&backed).redeem(shares)?;
        let expected = if pool.shares == 0 { 1 } else { LEAST_EXIT };
        if assets < expected {
            return Err(RuleError::LeastExit { expected, got: assets });
        }
        let odd = backed.odd;
        let bucket = Pool { assets: of(&left.leaving, odd), shares: of(&after.tickets, odd) };
        let (bucket, tickets) = bucket.issue(assets)?;
        backed.unback(&mut left, assets)?;
        after.shares = pool.shares;
        *slot(&mut after.tickets, odd) = bucket.shares;
        (*self, *backing, *buckets) = (after, backed, left);
        Ok(Exit { assets, tickets })
    }

    /// Begins a new generation; what exits of g − 1 can claim from now on, if anybody made one.
    ///
    /// Errors: those of [`Backing::rotate`].
    pub fn rotate(
        &mut self,
        backing: &mut Backing,
        buckets: &mut Buckets,
    ) -> Result<Option<Released>, RuleError> {
        let odd = !backing.odd;
        let assets = backing.rotate(buckets)?;
        let tickets = core::mem::take(slot(&mut self.tickets, odd));
        Ok(Some(Released { assets, tickets }).filter(|released| released.tickets > 0))
    }

    /// What has burned and not left the vault: burned − sent; it has left now.
    pub fn burn(&mut self, buckets: &Buckets) -> Result<u128, RuleError> {
        let amount = sub("burned backing", buckets.burned, self.sent)?;
        self.sent = buckets.burned;
        Ok(amount)
    }

    /// What the vault must hold, besides what is released: A + B0 + B1 + (burned − sent) + what is left of the stream.
    pub fn owed(&self, backing: &Backing, buckets: &Buckets) -> Result<u128, RuleError> {
        let to_burn = sub("burned backing", buckets.burned, self.sent)?;
        let [even, odd] = buckets.leaving;
        [even, odd, to_burn, self.stream.left]
            .into_iter()
            .try_fold(backing.assets, |sum, part| add("balance", sum, part))
    }
}

impl Released {
    /// Pays ⌊e·B/E⌋; both fall, so that the last claim takes all that is left.
    ///
    /// Errors: [`RuleError::AboveTickets`] for more tickets than there are; [`amm_math::MathError::Zero`] for none.
    pub fn claim(&mut self, tickets: u128) -> Result<u128, RuleError> {
        if tickets == 0 {
            return Err(amm_math::MathError::Zero { what: "tickets" }.into());
        }
        if tickets > self.tickets {
            return Err(RuleError::AboveTickets { expected: self.tickets, got: tickets });
        }
        let paid = mul_div(tickets, self.assets, self.tickets, Rounding::Down)?;
        self.assets = sub("released exits", self.assets, paid)?;
        self.tickets = sub("tickets", self.tickets, tickets)?;
        Ok(paid)
    }
}
