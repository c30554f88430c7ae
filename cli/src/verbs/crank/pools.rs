//! Dust for pools whose mean prices are stale.

use std::collections::BTreeMap;

use anyhow::Result;

use super::args::Crank;
use super::step::{Done, Due, Memory, What};
use crate::ask::Market;

/// Notes of which pool the contract said that its mean is stale, and how many seconds after a trade it is fresh again.
pub fn note_stale(done: &Done, stale: &mut BTreeMap<u64, u64>) {
    if let Some((pool, seconds)) = done.refusal.as_deref().and_then(stale_mean) {
        stale.insert(pool, seconds);
    }
}

/// Pool and window of a refusal as the fee-collector words it.
pub fn stale_mean(refusal: &str) -> Option<(u64, u64)> {
    let (_, rest) = refusal.split_once("the mean price of ")?;
    let (seconds, rest) = rest.split_once(" s of pool ")?;
    let (pool, _) = rest.split_once(" is stale")?;
    Some((pool.parse().ok()?, seconds.parse().ok()?))
}

impl Crank {
    /// A trade in each of these pools in which none of ours has made the mean fresh, or soon will.
    pub(super) fn dusts(
        &self,
        market: &Market,
        memory: &mut Memory,
        stale: &BTreeMap<u64, u64>,
    ) -> Result<Vec<Due>> {
        let Some(amount) = self.dust else { return Ok(vec![]) };
        let now = market.now()?;
        let mut due = vec![];
        for (pool_id, seconds) in stale {
            if memory.dusted.get(pool_id).is_some_and(|until| now <= *until) {
                continue;
            }
            let pool = market.pool(*pool_id)?;
            let sold = [&pool.asset_0, &pool.asset_1].contains(&&market.net());
            let what = match sold {
                true => What::Send(market.dust(*pool_id, amount)?),
                false => What::Not("it has no NET: trade dust in it yourself, `camm swap --pools`".into()),
            };
            due.push(Due { action: "dust", target: format!("pool {pool_id}"), what });
            memory.dusted.insert(*pool_id, now.saturating_add(*seconds));
        }
        Ok(due)
    }
}
