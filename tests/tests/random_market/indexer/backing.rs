//! What backs positions, by the registry's events: the rules of `packages/credit` on what came, left and ended.

use std::collections::BTreeMap;

use anyhow::{ensure, Context, Result};
use api::provider_registry::{BackingResponse, QueryMsg};
use compute_amm_testing::Market;
use credit::{Backed, Backing, Buckets};

use super::said::{same, Said};

/// A provider in a class.
type Key = (String, String);

/// All that the registry ever said of it.
#[derive(Debug, Default)]
pub struct Backings {
    positions: BTreeMap<Key, (Backing, Buckets)>,
    /// By job.
    jobs: BTreeMap<u64, (Key, Backed)>,
    /// Assets that back new jobs, by their numbers.
    listed: BTreeMap<u8, bool>,
}

impl Backings {
    /// Reads what is said of backing; the others' events say nothing of it.
    pub(super) fn read(&mut self, said: &Said) -> Result<()> {
        let key =
            || Ok::<_, anyhow::Error>((said.text("class")?.to_owned(), said.text("provider")?.to_owned()));
        match said.kind() {
            "set_backing" => {
                let asset = u8::try_from(said.number("asset")?)?;
                self.listed.insert(asset, said.text("listed")? == "true");
            }
            "back" => self.positions.entry(key()?).or_default().0.back(said.number("amount")?)?,
            "unback" => {
                let (backing, buckets) = self.position(&key()?)?;
                backing.unback(buckets, said.number("amount")?)?;
            }
            "rotate_backing" => {
                let (backing, buckets) = self.position(&key()?)?;
                same("what was let go", &backing.rotate(buckets)?, &said.number("released")?)?;
            }
            "lock" => {
                let amount = said.number_or_0("backed")?;
                if amount > 0 {
                    let key = key()?;
                    let (backing, _) = self.position(&key)?;
                    let backed = Backed { amount, odd: backing.odd };
                    ensure!(backing.free() >= amount, "{amount} back a job: {backing:?}");
                    backing.locked[usize::from(backed.odd)] += amount;
                    self.jobs.insert(said.job()?, (key, backed));
                }
            }
            "end_job" => {
                let burned = said.number_or_0("backing")?;
                let Some((key, backed)) = self.jobs.remove(&said.job()?) else {
                    return same("what burned of an unbacked job", &0, &burned);
                };
                let (backing, buckets) = self.position(&key)?;
                if said.text("how")? == "fraud" {
                    same("what burned", &backed.amount, &burned)?;
                    backing.fraud(buckets, &backed)?;
                } else {
                    same("what burned of a job that was no fraud", &0, &burned)?;
                    backing.end(&backed)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn position(&mut self, key: &Key) -> Result<&mut (Backing, Buckets)> {
        self.positions.get_mut(key).with_context(|| format!("nothing ever backed {key:?}"))
    }

    /// What backs a job.
    pub(super) fn of_job(&self, job: u64) -> u128 {
        self.jobs.get(&job).map_or(0, |(_, backed)| backed.amount)
    }

    pub(super) fn compare(&self, market: &Market) -> Result<()> {
        for ((class, provider), (backing, buckets)) in &self.positions {
            let query = QueryMsg::Backing { provider: provider.clone(), class: class.clone() };
            let says: BackingResponse = market.ask_registry(&query);
            let asset = says.asset.context("an asset")?;
            same("backing", &(Backing { asset, ..*backing }, *buckets), &says.rules())?;
            let listed = self.listed.get(&asset).copied().unwrap_or_default();
            same("whether it backs new jobs", &listed, &says.listed)?;
        }
        Ok(())
    }
}
