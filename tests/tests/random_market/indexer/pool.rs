//! The pool contract by its events.

use std::collections::BTreeMap;

use amm_math::log::log2_ratio;
use amm_math::{Price, Rounding};
use anyhow::{bail, ensure, Context, Result};
use api::common::Asset;
use api::pool::{
    AccountsResponse, AllowanceResponse, AssetsResponse, ConfigResponse, Fees, Paused, PoolResponse,
    PoolsResponse, QueryMsg,
};
use api::price::shown;
use compute_amm_testing::Market;

use super::said::{same, Said};

/// An asset as events name it, and whose account.
type Account = (String, String);

/// Everything that the pool contract ever said.
#[derive(Debug, Default)]
pub struct Pools {
    pools: BTreeMap<u64, Pool>,
    accounts: BTreeMap<Account, u128>,
    /// By owner, spender and asset: how much, and until when.
    allowances: BTreeMap<(String, String, String), (u128, u64)>,
    /// Beside the network token.
    listed: Vec<String>,
    guardian: Option<String>,
    least: Option<u128>,
    owner: Option<String>,
}

#[derive(Debug)]
struct Pool {
    assets: [String; 2],
    reserves: [u128; 2],
    accrued: [u128; 2],
    spreads: [u128; 2],
    launch: bool,
    lp_token: String,
    supply: u128,
    /// Of the supply, what nobody owns.
    locked: u128,
    reference: (u128, u128),
    fees: Fees,
    paused: Paused,
}

impl Pool {
    fn side(&self, asset: &str) -> Result<usize> {
        self.assets.iter().position(|own| own == asset).with_context(|| format!("{asset} is not in {self:?}"))
    }

    /// Something comes in, of which the protocol's fee is set apart.
    fn take_in(&mut self, side: usize, amount: u128, protocol_fee: u128) -> Result<()> {
        self.reserves[side] += amount.checked_sub(protocol_fee).context("the fee is more than came in")?;
        self.accrued[side] += protocol_fee;
        Ok(())
    }

    /// The block anchor keeps a part of what leaves.
    fn keep(&mut self, side: usize, spread: u128) -> Result<()> {
        take(&mut self.reserves[side], spread)?;
        self.spreads[side] += spread;
        Ok(())
    }
}

/// Takes away what is there.
fn take(from: &mut u128, amount: u128) -> Result<()> {
    *from = from.checked_sub(amount).with_context(|| format!("{amount} of {from}"))?;
    Ok(())
}

impl Pools {
    pub(super) fn read(&mut self, said: &Said) -> Result<()> {
        match said.kind() {
            "swap" => self.swap(said)?,
            "provide" => self.provide(said)?,
            "withdraw_liquidity" => self.withdraw_liquidity(said)?,
            "deposit" => self.credit(said.text("asset")?, said.text("receiver")?, said.number("amount")?),
            "withdraw" => self.debit(said.text("asset")?, said.text("owner")?, said.number("amount")?)?,
            "transfer" => {
                let (asset, amount) = (said.text("asset")?, said.number("amount")?);
                self.debit(asset, said.text("owner")?, amount)?;
                self.credit(asset, said.text("receiver")?, amount);
            }
            "approve" => {
                self.allowances.insert(allowance(said)?, (said.number("amount")?, said.seconds("expires")?));
            }
            "spend_allowance" => {
                let found = self.allowances.get_mut(&allowance(said)?).context("no such allowance")?;
                take(&mut found.0, said.number("amount")?)?;
            }
            "sweep_fees" => {
                let pool = self.pool(said)?;
                let side = pool.side(said.text("asset")?)?;
                take(&mut pool.accrued[side], said.number("amount")?)?;
                same("accrued fees after a sweep", &pool.accrued[side], &0)?;
            }
            "sweep_spread" => {
                let pool = self.pool(said)?;
                let side = pool.side(said.text("asset")?)?;
                take(&mut pool.spreads[side], said.number("amount")?)?;
                same("accrued spread after a sweep", &pool.spreads[side], &0)?;
            }
            "create_pool" => {
                let pool = Pool {
                    assets: [said.text("asset_0")?.into(), said.text("asset_1")?.into()],
                    reserves: [0; 2],
                    accrued: [0; 2],
                    spreads: [0; 2],
                    launch: said.get("launch").is_some(),
                    lp_token: said.text("lp_token")?.into(),
                    supply: 0,
                    locked: 0,
                    reference: reference(said)?,
                    fees: fees(said)?,
                    paused: Paused { swap: false, provide: false },
                };
                self.pools.insert(said.seconds("pool_id")?, pool);
            }
            "set_reference" => self.pool(said)?.reference = reference(said)?,
            "update_fees" => self.pool(said)?.fees = fees(said)?,
            "set_paused" => {
                let on = |key| Ok::<bool, anyhow::Error>(said.text(key)?.parse()?);
                self.pool(said)?.paused = Paused { swap: on("swap")?, provide: on("provide")? };
            }
            "set_least" => self.least = Some(said.number("least")?),
            "set_guardian" => self.guardian = Some(said.text("guardian")?.into()),
            "update_ownership" => self.owner = Some(said.text("owner")?.into()),
            "list_asset" => self.listed.push(said.text("asset")?.into()),
            "delist_asset" => {
                let asset = said.text("asset")?;
                self.listed.retain(|listed| listed != asset);
            }
            other => bail!("an unknown event, {other}"),
        }
        Ok(())
    }

    fn pool(&mut self, said: &Said) -> Result<&mut Pool> {
        self.pools.get_mut(&said.seconds("pool_id")?).context("no such pool")
    }

    fn credit(&mut self, asset: &str, owner: &str, amount: u128) {
        *self.accounts.entry((asset.into(), owner.into())).or_default() += amount;
    }

    fn debit(&mut self, asset: &str, owner: &str, amount: u128) -> Result<()> {
        take(self.accounts.entry((asset.into(), owner.into())).or_default(), amount)
    }

    /// Hop by hop; then the accounts that paid and received.
    fn swap(&mut self, said: &Said) -> Result<()> {
        let (offer, paid) = (said.text("offer")?, said.number("paid")?);
        let (ask, received) = (said.text("ask")?, said.number("received")?);
        let (mut asset, mut amount) = (offer.to_string(), paid);
        for hop in said.get("hops").into_iter().flat_map(|hops| hops.split(',')) {
            let numbers: Vec<u128> = hop.split(':').map(str::parse).collect::<Result<_, _>>()?;
            let (pool_id, into, out, lp_fee, protocol_fee, spread) = match numbers[..] {
                [pool_id, into, out, lp_fee, protocol_fee] => (pool_id, into, out, lp_fee, protocol_fee, 0),
                [pool_id, into, out, lp_fee, protocol_fee, spread] if spread > 0 => {
                    (pool_id, into, out, lp_fee, protocol_fee, spread)
                }
                _ => bail!("five numbers, or six of which the last is not 0: {hop}"),
            };
            let pool = self.pools.get_mut(&u64::try_from(pool_id)?).context("no such pool")?;
            let side = pool.side(&asset)?;
            same("what goes into a pool", &amount, &into)?;
            let fee = (lp_fee + protocol_fee, into * u128::from(pool.fees.fee_bps));
            ensure!(fee.0 == fee.1.div_ceil(10_000), "a fee of {lp_fee} and {protocol_fee} on {into}");
            pool.take_in(side, into, protocol_fee)?;
            take(&mut pool.reserves[1 - side], out)?;
            pool.keep(1 - side, spread)?;
            (asset, amount) = (pool.assets[1 - side].clone(), out);
        }
        same("what comes out", &(asset.as_str(), amount), &(ask, received))?;
        let rest = said.number_or_0("rest")?;
        if let Some(payer) = said.get("payer") {
            self.debit(offer, payer, paid + rest)?;
        }
        let receiver = said.get("receiver").map_or_else(|| said.text("sender"), Ok)?;
        if said.text("to")? != "wallet" {
            self.credit(ask, receiver, received);
        }
        self.credit(offer, receiver, rest);
        Ok(())
    }

    fn provide(&mut self, said: &Said) -> Result<()> {
        let amounts = [said.number("amount_0")?, said.number("amount_1")?];
        let protocol_fee = said.number_or_0("protocol_fee")?;
        let pool = self.pool(said)?;
        for (side, amount) in amounts.into_iter().enumerate().filter(|(_, amount)| *amount > 0) {
            // Both assets together pay no fee and have no spread.
            pool.take_in(side, amount, protocol_fee)?;
            pool.keep(1 - side, said.number_or_0("spread")?)?;
        }
        let locked = said.number_or_0("locked")?;
        ensure!((locked > 0) == (pool.supply == 0), "{locked} locked of {}", pool.supply);
        pool.supply += said.number("shares")? + locked;
        pool.locked += locked;
        let assets = pool.assets.clone();
        for (asset, debited) in assets.iter().zip(["debited_0", "debited_1"]) {
            if said.get(debited).is_some() {
                self.debit(asset, said.text("payer")?, said.number(debited)?)?;
            }
        }
        Ok(())
    }

    fn withdraw_liquidity(&mut self, said: &Said) -> Result<()> {
        let amounts = [said.number("amount_0")?, said.number("amount_1")?];
        let pool = self.pool(said)?;
        take(&mut pool.reserves[0], amounts[0])?;
        take(&mut pool.reserves[1], amounts[1])?;
        for (side, spread) in ["spread_0", "spread_1"].into_iter().enumerate() {
            pool.keep(side, said.number_or_0(spread)?)?;
        }
        take(&mut pool.supply, said.number("shares")?)?;
        if said.text("to")? == "account" {
            for (asset, amount) in pool.assets.clone().iter().zip(amounts) {
                self.credit(asset, said.text("receiver")?, amount);
            }
        }
        Ok(())
    }

    pub(super) fn compare(&self, market: &Market) -> Result<()> {
        let query = QueryMsg::Pools { order: None, start_after: None, limit: Some(100) };
        let says = market.ask_pool::<PoolsResponse>(&query).pools;
        same("pools", &self.pools.len(), &says.len())?;
        for says in says {
            let pool = self.pools.get(&says.pool_id).context("no such pool")?;
            let named = [says.asset_0.to_string(), says.asset_1.to_string()];
            same("assets of a pool", &pool.assets, &named)?;
            same("pool", &pool.answer(&says)?, &says)?;
            let token = Asset::cw20(&pool.lp_token);
            same("locked shares", &market.holding(&pool.lp_token, &token), &pool.locked)?;
        }
        self.compare_accounts(market)?;
        for ((owner, spender, asset), (amount, expires)) in &self.allowances {
            let asset = self.asset(market, asset)?;
            let query = QueryMsg::Allowance { owner: owner.clone(), spender: spender.clone(), asset };
            let ended = *amount == 0 || *expires <= market.now();
            let (amount, expires) = if ended { (0, 0) } else { (*amount, *expires) };
            let allowance = AllowanceResponse { amount: amount.into(), expires };
            same("allowance", &allowance, &market.ask_pool(&query))?;
        }
        self.compare_config(market)
    }

    /// Every account of every listed asset.
    fn compare_accounts(&self, market: &Market) -> Result<()> {
        let mut accounts = BTreeMap::new();
        for asset in assets(market) {
            let query =
                QueryMsg::Accounts { asset: asset.clone(), order: None, start_after: None, limit: Some(100) };
            for entry in market.ask_pool::<AccountsResponse>(&query).accounts {
                accounts.insert((asset.to_string(), entry.owner.into_string()), entry.amount.u128());
            }
        }
        let held = self.accounts.iter().filter(|(_, amount)| **amount > 0);
        same("accounts", &held.map(|(key, amount)| (key.clone(), *amount)).collect(), &accounts)
    }

    /// What no event has said is as the contract was instantiated.
    fn compare_config(&self, market: &Market) -> Result<()> {
        let says: ConfigResponse = market.ask_pool(&QueryMsg::Config {});
        let mut listed = self.listed.clone();
        listed.push(says.network_denom.clone());
        listed.sort();
        let mut named: Vec<_> = assets(market).iter().map(ToString::to_string).collect();
        named.sort();
        same("listed assets", &listed, &named)?;
        if let Some(guardian) = &self.guardian {
            same("guardian", &guardian.as_str(), &says.guardian.as_str())?;
        }
        if let Some(least) = self.least {
            same("least NET of a first deposit", &least, &says.least.u128())?;
        }
        if let Some(owner) = &self.owner {
            let says: Ownership = market.ask_pool(&QueryMsg::Ownership {});
            same("owner", owner, &says.owner.unwrap_or_else(|| "none".into()))?;
        }
        Ok(())
    }

    fn asset(&self, market: &Market, named: &str) -> Result<Asset> {
        assets(market).into_iter().find(|asset| asset.to_string() == named).context("not listed")
    }
}

impl Pool {
    /// What the contract should answer; its assets are compared by name.
    fn answer(&self, says: &PoolResponse) -> Result<PoolResponse> {
        let reference = match self.supply {
            0 => {
                Some(shown(Price::from_log2(log2_ratio(self.reference.1, self.reference.0)?, Rounding::Up)?)?)
            }
            _ => None,
        };
        Ok(PoolResponse {
            pool_id: says.pool_id,
            asset_0: says.asset_0.clone(),
            asset_1: says.asset_1.clone(),
            reserve_0: self.reserves[0].into(),
            reserve_1: self.reserves[1].into(),
            accrued_0: self.accrued[0].into(),
            accrued_1: self.accrued[1].into(),
            spread_0: self.spreads[0].into(),
            spread_1: self.spreads[1].into(),
            launch: self.launch,
            virtual_reserve: if self.launch { self.supply } else { 0 }.into(),
            lp_token: self.lp_token.clone(),
            lp_supply: self.supply.into(),
            reference,
            fees: self.fees,
            paused: self.paused,
        })
    }
}

/// Of the answer about the ownership.
#[derive(serde::Deserialize)]
struct Ownership {
    owner: Option<String>,
}

fn assets(market: &Market) -> Vec<Asset> {
    let query = QueryMsg::Assets { order: None, start_after: None, limit: Some(100) };
    market.ask_pool::<AssetsResponse>(&query).assets
}

fn allowance(said: &Said) -> Result<(String, String, String)> {
    Ok((said.text("owner")?.into(), said.text("spender")?.into(), said.text("asset")?.into()))
}

fn reference(said: &Said) -> Result<(u128, u128)> {
    Ok((said.number("reference_0")?, said.number("reference_1")?))
}

fn fees(said: &Said) -> Result<Fees> {
    Ok(Fees { fee_bps: said.gpus("fee_bps")?, protocol_share_bps: said.gpus("protocol_share_bps")? })
}
