//! Messages of the fee-collector, and of tokens between people.

use anyhow::Result;
use api::fee_collector::{Category, ExecuteMsg};
use cosmwasm_std::{coins, to_json_binary, Addr, Coin, Uint128};
use cw20::Cw20ExecuteMsg;
use deploy::Code;
use market_tests::client::Client;
use market_tests::wirings::{H100, NET, ONE};

use super::tally::Tally;

impl<C: Client> Tally<'_, C> {
    fn fees(&mut self, name: &str, sender: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Result<()> {
        self.send(name, Code::FeeCollector, sender, msg, funds).map(|_| ())
    }

    /// Revenue in, burned and shared out.
    pub(super) fn revenue(&mut self, keeper: &Addr, stakers: &Addr) -> Result<()> {
        let donate = ExecuteMsg::Deposit { category: Category::Donation {} };
        self.fees("donate", keeper, &donate, &coins(ONE, NET))?;
        self.fees("distribute", keeper, &ExecuteMsg::Distribute {}, &[])?;
        self.fees("claim_stakers", stakers, &ExecuteMsg::ClaimStakers { receiver: None }, &[])
    }

    /// What the owner says to the fee-collector.
    pub(super) fn fees_owner(&mut self, owner: &Addr) -> Result<()> {
        let split = self.market.wiring.split;
        self.fees("update_split", owner, &ExecuteMsg::UpdateSplit { split }, &[])?;
        let stakers = self.market.stakers.to_string();
        self.fees("set_stakers", owner, &ExecuteMsg::SetStakers { stakers }, &[])
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
