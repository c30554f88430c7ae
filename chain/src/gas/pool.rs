//! Messages of the pool contract.

use anyhow::Result;
use api::common::{Asset, Payout, Source};
use api::pool::{Destination, ExecuteMsg, Leg, Paused, ProvideSource, ReceiveMsg, Route, TransferItem};
use compute_amm_testing::client::Client;
use compute_amm_testing::wirings::{H100, NET, ONE, USD};
use cosmwasm_std::{coin, Addr, Coin, Uint128};
use deploy::Code;

use super::tally::Tally;
use super::words::attribute;
use super::ATOM;

pub(super) const WALLET: Destination = Destination::Wallet { receiver: None };
pub(super) const ACCOUNT: Destination = Destination::Account { receiver: None };

pub(super) fn sell(offer: &str, pools: Vec<u64>, from: Source, to: Destination) -> ExecuteMsg {
    let route = Route { offer: Asset::native(offer), pools };
    // As a wallet sends it: with a minimum of as many digits as what comes, and a deadline.
    let (min_out, deadline) = (Uint128::new(100_000), Some(4_000_000_000));
    ExecuteMsg::SwapExactIn { route, from, min_out, to, deadline }
}

fn buy(offer: &str, pools: Vec<u64>, amount_out: u128, to: Destination) -> ExecuteMsg {
    let legs = vec![Leg { pools, amount_out: Uint128::new(amount_out) }];
    ExecuteMsg::SwapExactOut {
        offer: Asset::native(offer),
        legs,
        from: Source::Funds {},
        to,
        rest_to: None,
        deadline: None,
    }
}

pub(super) fn account(amount: u128) -> Source {
    Source::Account { owner: None, amount: Uint128::new(amount) }
}

impl<C: Client> Tally<'_, C> {
    fn pool(&mut self, name: &str, sender: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Result<()> {
        self.send(name, Code::Pool, sender, msg, funds).map(|_| ())
    }

    /// Swaps. Every pool is moved once beforehand in the test's own way: liquidity is there when this runs.
    pub(super) fn swaps(&mut self, trader: &Addr) -> Result<()> {
        let (class, usd, atom) =
            (self.market.class_pool(H100), self.native_pool(USD)?, self.native_pool(ATOM)?);
        let credit = self.market.credit(H100);
        let pool = self.market.at.pool.clone();
        let one = 1_000_000;
        // Somebody swaps before: what is due once in ten minutes is written then.
        for (denom, pools) in [(NET, vec![class]), (USD, vec![usd]), (ATOM, vec![atom])] {
            let msg = sell(denom, pools, Source::Funds {}, WALLET);
            self.market.pool(trader, &msg, &[coin(one, denom)])?;
        }
        self.pool("swap", trader, &sell(USD, vec![usd], Source::Funds {}, WALLET), &[coin(one, USD)])?;
        self.pool("swap_exact_out", trader, &buy(NET, vec![usd], one, WALLET), &[coin(10 * one, NET)])?;
        let two = vec![atom, usd];
        self.pool("swap_two_hops", trader, &sell(ATOM, two, Source::Funds {}, WALLET), &[coin(one, ATOM)])?;
        self.pool(
            "swap_to_credits",
            trader,
            &sell(NET, vec![class], Source::Funds {}, WALLET),
            &[coin(one, NET)],
        )?;
        let sale = ReceiveMsg::SwapExactIn {
            pools: vec![class],
            min_out: Uint128::one(),
            to: WALLET,
            deadline: None,
        };
        self.send_cw20("swap_from_credits", trader, &credit, &pool, 100 * ONE, &sale)?;
        self.pool("swap_accounts", trader, &sell(NET, vec![class], account(one), ACCOUNT), &[])?;
        self.pool("swap_account_to_wallet", trader, &sell(NET, vec![usd], account(one), WALLET), &[])?;
        Ok(())
    }

    /// Liquidity of a pool of two native coins, and of a class's.
    pub(super) fn liquidity(&mut self, lp: &Addr) -> Result<()> {
        let (class, usd) = (self.market.class_pool(H100), self.native_pool(USD)?);
        let pool = self.market.at.pool.clone();
        let provide = |pool_id: u64, max_0: u128, max_1: u128, from: ProvideSource| ExecuteMsg::Provide {
            pool_id,
            max_0: Uint128::new(max_0),
            max_1: Uint128::new(max_1),
            from,
            min_shares: Uint128::one(),
            receiver: None,
            rest_to: None,
            deadline: None,
        };
        // In the pool's proportion to the unit, so that nothing is left to give back.
        let (exact_0, exact_1) = self.proportion(usd, ONE)?;
        let exact = [coin(exact_0, USD), coin(exact_1, NET)];
        self.pool("provide", lp, &provide(usd, exact_0, exact_1, ProvideSource::Funds), &exact)?;
        let more = [coin(ONE, USD), coin(20 * ONE, NET)];
        self.pool("provide_with_rest", lp, &provide(usd, ONE, 20 * ONE, ProvideSource::Funds), &more)?;
        self.pool("deposit", lp, &ExecuteMsg::Deposit { receiver: None }, &[coin(ONE, NET)])?;
        let two = [coin(10 * ONE, USD), coin(10 * ONE, NET)];
        self.pool("deposit_two_coins", lp, &ExecuteMsg::Deposit { receiver: None }, &two)?;
        self.pool("provide_from_account", lp, &provide(usd, ONE, 2 * ONE, ProvideSource::Account), &[])?;
        let single = |from: Source| ExecuteMsg::ProvideSingle {
            pool_id: usd,
            asset: Asset::native(USD),
            from,
            min_shares: Uint128::one(),
            receiver: None,
            rest_to: None,
            deadline: None,
        };
        self.pool("provide_single", lp, &single(Source::Funds {}), &[coin(ONE, USD)])?;
        self.pool("provide_single_from_account", lp, &single(account(ONE)), &[])?;
        // Credits of its own, bought, and put beside NET that comes with the message.
        self.market.pool(lp, &sell(NET, vec![class], Source::Funds {}, ACCOUNT), &[coin(10 * ONE, NET)])?;
        let credits = self.market.account(lp, &self.market.credit(H100)) / 4;
        let msg = provide(class, credits, ONE, ProvideSource::Funds);
        self.pool("provide_to_class_with_rest", lp, &msg, &[coin(ONE, NET)])?;
        let (exact_0, exact_1) = self.proportion(class, credits / 8)?;
        let msg = provide(class, exact_0, exact_1, ProvideSource::Funds);
        self.pool("provide_to_class", lp, &msg, &[coin(exact_1, NET)])?;
        let shares = Asset::cw20(self.market.pool_state(usd).lp_token);
        let withdraw = |payout: Payout| ReceiveMsg::WithdrawLiquidity {
            pool_id: usd,
            min_0: Uint128::one(),
            min_1: Uint128::one(),
            payout,
            receiver: None,
            deadline: None,
        };
        self.send_cw20("withdraw_liquidity", lp, &shares, &pool, 10_000, &withdraw(Payout::Wallet))?;
        self.send_cw20(
            "withdraw_liquidity_to_account",
            lp,
            &shares,
            &pool,
            10_000,
            &withdraw(Payout::Account),
        )?;
        self.pool("sweep_fees", lp, &ExecuteMsg::SweepFees { pool_id: usd, asset: None }, &[])?;
        self.pool("sweep_fees_of_class", lp, &ExecuteMsg::SweepFees { pool_id: class, asset: None }, &[])?;
        Ok(())
    }

    /// The ledger.
    pub(super) fn accounts(&mut self, holder: &Addr, other: &Addr) -> Result<()> {
        let credit = self.market.credit(H100);
        let (class, pool) = (self.market.class_pool(H100), self.market.at.pool.clone());
        self.market.pool(
            holder,
            &sell(NET, vec![class], Source::Funds {}, WALLET),
            &[coin(10 * ONE, NET)],
        )?;
        let deposit = ReceiveMsg::Deposit { receiver: None };
        self.send_cw20("deposit_cw20", holder, &credit, &pool, 2_000, &deposit)?;
        let item = |asset: Asset| TransferItem { asset, amount: Uint128::new(100), to: other.to_string() };
        let net = Asset::native(NET);
        let transfer = ExecuteMsg::Transfer { owner: None, items: vec![item(net.clone())] };
        self.pool("transfer", holder, &transfer, &[])?;
        let approve = ExecuteMsg::IncreaseAllowance {
            spender: other.to_string(),
            asset: net.clone(),
            amount: Uint128::new(1_000),
            expires: 4_000_000_000,
        };
        self.pool("approve", holder, &approve, &[])?;
        let less = ExecuteMsg::DecreaseAllowance {
            spender: other.to_string(),
            asset: net.clone(),
            amount: Uint128::new(100),
            expires: None,
        };
        self.pool("approve_less", holder, &less, &[])?;
        let withdraw = |asset: &Asset, owner: Option<&Addr>| ExecuteMsg::Withdraw {
            asset: asset.clone(),
            amount: Uint128::new(500),
            owner: owner.map(Addr::to_string),
            receiver: None,
        };
        self.pool("withdraw_within_allowance", other, &withdraw(&net, Some(holder)), &[])?;
        self.pool("withdraw", holder, &withdraw(&net, None), &[])?;
        self.pool("withdraw_cw20", holder, &withdraw(&credit, None), &[])?;
        Ok(())
    }

    /// What the owner says to the pool, and the guardian.
    pub(super) fn pool_owner(&mut self, owner: &Addr, guardian: &Addr) -> Result<()> {
        let usd = self.native_pool(USD)?;
        let fees = self.market.pool_state(usd).fees;
        let asset = Asset::native(format!("ugas{}", self.pass));
        self.pool("list_asset", owner, &ExecuteMsg::ListAsset { asset: asset.clone() }, &[])?;
        let create = ExecuteMsg::CreatePool {
            asset_0: asset,
            asset_1: Asset::native(NET),
            fees,
            lp_symbol: format!("lpGas-{}", self.pass),
            reference_0: Uint128::new(1),
            reference_1: Uint128::new(2),
            launch: false,
        };
        let created = self.send("create_pool", Code::Pool, owner, &create, &[])?;
        let again = ExecuteMsg::SetReference {
            pool_id: attribute(&created, "pool_id")?.parse()?,
            reference_0: Uint128::new(1),
            reference_1: Uint128::new(3),
        };
        self.pool("set_reference", owner, &again, &[])?;
        let least = ExecuteMsg::SetLeast { least: self.market.wiring.pool_least };
        self.pool("set_least", owner, &least, &[])?;
        let unused = Asset::native(format!("unone{}", self.pass));
        self.market.pool(owner, &ExecuteMsg::ListAsset { asset: unused.clone() }, &[])?;
        self.pool("delist_asset", owner, &ExecuteMsg::DelistAsset { asset: unused }, &[])?;
        self.pool("update_fees", owner, &ExecuteMsg::UpdateFees { pool_id: usd, fees }, &[])?;
        let pause = |on| ExecuteMsg::SetPaused { pool_id: usd, paused: Paused { swap: on, provide: on } };
        self.pool("pool_pause", guardian, &pause(true), &[])?;
        self.pool("pool_unpause", owner, &pause(false), &[])?;
        let same = ExecuteMsg::SetGuardian { guardian: guardian.to_string() };
        self.pool("pool_set_guardian", owner, &same, &[])
    }
}
