//! The fee-collector by its events: all it ever booked, whatever the day.

use std::collections::BTreeMap;

use anyhow::{bail, Result};
use api::fee_collector::{
    BalancesResponse, ConfigResponse, MetricsResponse, QueryMsg, Split, WaitingResponse, Window,
};
use compute_amm_testing::wirings::NET;
use compute_amm_testing::Market;

use super::said::{same, Said};

/// Everything that the fee-collector ever said.
#[derive(Debug, Default)]
pub struct Fees {
    /// Sums by the names that the metrics have for them.
    sums: BTreeMap<&'static str, u128>,
    /// Of other assets by name.
    waiting: BTreeMap<String, Waiting>,
    claimed: u128,
    split: Option<Split>,
    stakers: Option<String>,
}

/// Revenue in another asset: fees and spread that wait, what LPs earned, and what was sold, bought, worth and tipped.
#[derive(Debug, Default, PartialEq)]
struct Waiting {
    swap_fees: u128,
    spread: u128,
    lp: u128,
    sales: [u128; 4],
}

impl Fees {
    pub(super) fn read(&mut self, said: &Said) -> Result<()> {
        match said.kind() {
            "deposit" => self.deposit(said)?,
            "distribute" => {
                let keys = ["burned", "stakers", "liquidity"];
                let of = |prefix: &str| -> Result<Vec<u128>> {
                    keys.iter().map(|key| said.number_or_0(&format!("{prefix}{key}"))).collect()
                };
                let (all, gifts) = (of("")?, of("donations_")?);
                let (revenue, donations) = (said.number("revenue")?, said.number("donations")?);
                same("revenue to distribute", &self.pending(), &revenue)?;
                same("donations to distribute", &self.pending_donations(), &donations)?;
                same("what was distributed", &all.iter().sum(), &(revenue + donations))?;
                same("donations that were distributed", &gifts.iter().sum(), &donations)?;
                self.add("burned_revenue", all[0] - gifts[0]);
                self.add("burned_donations", gifts[0]);
                self.add("stakers", all[1] - gifts[1]);
                self.add("liquidity", all[2] - gifts[2]);
                self.add("donations_stakers", gifts[1]);
                self.add("donations_liquidity", gifts[2]);
            }
            "claim_stakers" => self.claimed += said.number("amount")?,
            "update_split" => {
                self.split = Some(Split {
                    burn_bps: said.gpus("burn_bps")?,
                    stakers_bps: said.gpus("stakers_bps")?,
                    liquidity_bps: said.gpus("liquidity_bps")?,
                });
            }
            "buy_back" => self.buy_back(said)?,
            "add_liquidity" => self.add("liquidity_added", said.number("amount")?),
            // What follows from them is asked of the pool, and of the plan.
            "withdraw_liquidity" | "set_route" | "set_liquidity_pool" => {}
            "set_stakers" => self.stakers = Some(said.text("stakers")?.into()),
            "update_ownership" => {}
            other => bail!("an unknown event, {other}"),
        }
        Ok(())
    }

    fn deposit(&mut self, said: &Said) -> Result<()> {
        let (asset, amount) = (said.text("asset")?, said.number("amount")?);
        match said.text("category")? {
            "take" => {
                self.add("take", amount);
                for key in ["jobs", "gpu_seconds", "volume", "self_dealing"] {
                    self.add(key, said.number(key)?);
                }
            }
            "swap_fees" if asset == NET => {
                self.add("swap_fees", amount);
                self.add("lp_fees", said.number("lp_fees")?);
            }
            "swap_fees" => {
                let waiting = self.waiting.entry(asset.into()).or_default();
                waiting.swap_fees += amount;
                waiting.lp += said.number("lp_fees")?;
            }
            "spread" if asset == NET => self.add("spread", amount),
            "spread" => self.waiting.entry(asset.into()).or_default().spread += amount,
            "slash" => self.add("burned_slashes", amount),
            "backing" => self.add("burned_backing", amount),
            "donation" => self.add("donations", amount),
            other => bail!("an unknown category, {other}"),
        }
        Ok(())
    }

    /// What is sold is of both kinds in the proportion in which they wait, of the spread rounded down; so is what came.
    fn buy_back(&mut self, said: &Said) -> Result<()> {
        let [sold, bought, worth, tip] = ["sold", "bought", "at_mean", "tip"].map(|key| said.number(key));
        let (sold, bought, worth, tip) = (sold?, bought?, worth?, tip?);
        let waiting = self.waiting.entry(said.text("asset")?.into()).or_default();
        let of_spread = sold * waiting.spread / (waiting.swap_fees + waiting.spread);
        waiting.spread -= of_spread;
        waiting.swap_fees -= sold - of_spread;
        for (sum, number) in waiting.sales.iter_mut().zip([sold, bought, worth, tip]) {
            *sum += number;
        }
        same("tip", &tip, &(bought / 1_000))?;
        let spread = (bought - tip) * of_spread / sold;
        same("spread bought back", &spread, &said.number("spread")?)?;
        self.add("spread", spread);
        self.add("swap_fees", bought - tip - spread);
        self.add("bought_back", bought);
        self.add("tips", tip);
        Ok(())
    }

    fn add(&mut self, key: &'static str, amount: u128) {
        *self.sums.entry(key).or_default() += amount;
    }

    fn sum(&self, key: &str) -> u128 {
        self.sums.get(key).copied().unwrap_or_default()
    }

    fn total(&self, keys: &[&str]) -> u128 {
        keys.iter().map(|key| self.sum(key)).sum()
    }

    fn pending(&self) -> u128 {
        self.total(&["take", "swap_fees", "spread"]) - self.total(&["burned_revenue", "stakers", "liquidity"])
    }

    fn pending_donations(&self) -> u128 {
        self.sum("donations") - self.total(&["burned_donations", "donations_stakers", "donations_liquidity"])
    }

    pub(super) fn compare(&self, market: &Market) -> Result<()> {
        let says: MetricsResponse = market.ask_fees(&QueryMsg::Metrics { window: Window::All });
        let booked = self.total(&["donations_stakers", "donations_liquidity"]);
        for (what, by_events, says) in [
            ("jobs", self.sum("jobs"), says.jobs.into()),
            ("GPU-seconds", self.sum("gpu_seconds"), says.gpu_seconds),
            ("volume", self.sum("volume"), says.volume),
            ("take", self.sum("take"), says.take),
            ("swap fees", self.sum("swap_fees"), says.swap_fees),
            ("spread", self.sum("spread"), says.spread),
            ("NET bought back", self.sum("bought_back"), says.bought_back),
            ("tips", self.sum("tips"), says.tips),
            ("liquidity added", self.sum("liquidity_added"), says.liquidity_added),
            ("revenue", self.total(&["take", "swap_fees", "spread"]), says.revenue),
            ("LP fees", self.sum("lp_fees"), says.lp_fees),
            ("burned revenue", self.sum("burned_revenue"), says.burned_revenue),
            ("burned slashes", self.sum("burned_slashes"), says.burned_slashes),
            ("burned backing", self.sum("burned_backing"), says.burned_backing),
            ("burned donations", self.sum("burned_donations"), says.burned_donations),
            ("the stakers' revenue", self.sum("stakers"), says.stakers),
            ("liquidity's revenue", self.sum("liquidity"), says.liquidity),
            ("pending revenue", self.pending(), says.pending),
            ("donations", self.sum("donations"), says.donations),
            ("booked donations", booked, says.booked_donations),
            ("pending donations", self.pending_donations(), says.pending_donations),
        ] {
            same(what, &by_events, &says.u128())?;
        }
        let dealt = self.sum("self_dealing") * 10_000;
        let share = dealt.checked_div(self.sum("volume")).unwrap_or_default();
        same("self-dealing", &share, &says.self_dealing_bps.into())?;
        let balances = BalancesResponse {
            pending: (self.pending() + self.pending_donations()).into(),
            stakers: (self.total(&["stakers", "donations_stakers"]) - self.claimed).into(),
            liquidity: (self.total(&["liquidity", "donations_liquidity"]) - self.sum("liquidity_added"))
                .into(),
        };
        same("balances", &balances, &market.ask_fees(&QueryMsg::Balances {}))?;
        let query = QueryMsg::Waiting { order: None, start_after: None, limit: Some(100) };
        let says = market.ask_fees::<WaitingResponse>(&query).assets.into_iter();
        let says = says.map(|it| {
            let waiting = Waiting {
                swap_fees: (it.amount - it.spread).u128(),
                spread: it.spread.u128(),
                lp: it.lp_fees.u128(),
                sales: [it.sold, it.bought, it.at_mean, it.tips].map(|number| number.u128()),
            };
            (it.asset.to_string(), waiting)
        });
        let says = says.collect();
        same("waiting revenue", &self.waiting, &says)?;
        let says: ConfigResponse = market.ask_fees(&QueryMsg::Config {});
        same("split", &self.split.unwrap_or(market.wiring.split), &says.split)?;
        let stakers = self.stakers.as_ref().unwrap_or(&market.at.staking);
        same("stakers", &stakers.as_str(), &says.stakers.as_str())
    }
}
