//! Messages of the fee-collector and the stake pool, and of tokens between people.

use anyhow::Result;
use api::fee_collector::{Category, ExecuteMsg};
use api::staking::{ExecuteMsg as StakingMsg, ReceiveMsg};
use compute_amm_testing::client::Client;
use compute_amm_testing::wirings::{H100, NET, ONE};
use cosmwasm_std::{coins, to_json_binary, Addr, Coin, Uint128};
use cw20::Cw20ExecuteMsg;
use deploy::Code;

use super::tally::Tally;

impl<C: Client> Tally<'_, C> {
    fn fees(&mut self, name: &str, sender: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Result<()> {
        self.send(name, Code::FeeCollector, sender, msg, funds).map(|_| ())
    }

    /// Revenue in, burned and shared out; a stake, what it earns, and its end.
    pub(super) fn revenue(&mut self, keeper: &Addr) -> Result<()> {
        let donate = ExecuteMsg::Deposit { category: Category::Donation {} };
        self.fees("donate", keeper, &donate, &coins(ONE, NET))?;
        self.fees("distribute", keeper, &ExecuteMsg::Distribute {}, &[])?;
        let stake = StakingMsg::Stake { min_shares: Uint128::one() };
        self.send("stake", Code::Staking, keeper, &stake, &coins(10 * ONE, NET))?;
        self.send("collect_stakers", Code::Staking, keeper, &StakingMsg::Collect {}, &[])?;
        let (receipt, staking) = (self.market.receipt(), self.market.at.staking.clone());
        let unstake = ReceiveMsg::Unstake { min_out: Uint128::one() };
        self.send_cw20("unstake", keeper, &receipt, &staking, 1_000 * ONE, &unstake).map(|_| ())
    }

    /// What the owner says to the fee-collector. `lp` has shares of a class's pool, of which it gives some away.
    pub(super) fn fees_owner(&mut self, owner: &Addr, lp: &Addr) -> Result<()> {
        let split = self.market.wiring.split;
        self.fees("update_split", owner, &ExecuteMsg::UpdateSplit { split }, &[])?;
        let stakers = self.market.at.staking.clone();
        self.fees("set_stakers", owner, &ExecuteMsg::SetStakers { stakers }, &[])?;
        // As they are: a route and a pool that the wiring named.
        let pool_id = self.market.class_pool(H100);
        let route = ExecuteMsg::SetRoute { asset: self.market.credit(H100), pools: vec![pool_id] };
        self.fees("set_route", owner, &route, &[])?;
        let allow = ExecuteMsg::SetLiquidityPool { pool_id, allowed: true };
        self.fees("set_liquidity_pool", owner, &allow, &[])?;
        let shares = Uint128::new(1_000);
        let lp_token = self.market.pool_state(pool_id).lp_token;
        let recipient = self.market.at.fee_collector.clone();
        let give = Cw20ExecuteMsg::Transfer { recipient, amount: shares };
        self.market.send(lp, &lp_token, &give, &[])?;
        let out = ExecuteMsg::WithdrawLiquidity { pool_id, shares, receiver: lp.to_string() };
        self.fees("fees_withdraw_liquidity", owner, &out, &[])
    }

    /// Credits from hand to hand.
    pub(super) fn tokens(&mut self, holder: &Addr, other: &Addr) -> Result<()> {
        let credit = self.market.credit(H100);
        let amount = Uint128::new(1_000);
        let to = |addr: &Addr| addr.to_string();
        let transfer = Cw20ExecuteMsg::Transfer { recipient: to(other), amount };
        self.token("token_transfer", holder, &credit, &transfer)?;
        let allow = Cw20ExecuteMsg::IncreaseAllowance {
            spender: to(other),
            amount: Uint128::new(10_000),
            expires: None,
        };
        self.token("increase_allowance", holder, &credit, &allow)?;
        let less = Cw20ExecuteMsg::DecreaseAllowance { spender: to(other), amount, expires: None };
        self.token("decrease_allowance", holder, &credit, &less)?;
        let take = Cw20ExecuteMsg::TransferFrom { owner: to(holder), recipient: to(other), amount };
        self.token("transfer_from", other, &credit, &take)?;
        let hook = to_json_binary(&api::pool::ReceiveMsg::Deposit { receiver: None })?;
        let contract = self.market.at.pool.clone();
        let send = Cw20ExecuteMsg::SendFrom { owner: to(holder), contract, amount, msg: hook };
        self.token("send_from", other, &credit, &send)?;
        Ok(())
    }
}
