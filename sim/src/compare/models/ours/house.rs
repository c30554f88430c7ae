//! What keepers do every evening, and what becomes of burns.

use anyhow::Result;
use api::common::Source;
use api::fee_collector::ExecuteMsg as FeeMsg;
use api::job_market::ExecuteMsg as JobMsg;
use api::pool::Destination;
use api::pool::{ExecuteMsg as PoolMsg, Route};
use cosmwasm_std::Uint128;

use super::chain::CLASS;
use super::desk::Ours;
use crate::compare::amm::Cause;
use crate::compare::ledger::{Account, Asset, Reason};
use crate::compare::state::State;

/// Days between two rounds of what need not be done every day.
pub(super) const WEEK: u32 = 7;

impl Ours {
    /// Revenue is swept, split and burned; stakers' part is paid out to holders.
    pub(super) fn sweep(&mut self, state: &mut State) -> Result<()> {
        let keeper = self.keeper.clone();
        let pool_id = self.chain.market.class_pool(CLASS);
        // Each is refused where there is nothing to do.
        self.chain.market.jobs(&keeper, &JobMsg::SweepTake {}, &[]).ok();
        self.chain.market.pool(&keeper, &PoolMsg::SweepFees { pool_id, asset: None }, &[]).ok();
        if state.day.is_multiple_of(WEEK) {
            let asset = self.chain.market.credit(CLASS);
            self.chain.market.fees(&keeper, &FeeMsg::BuyBack { asset }, &[]).ok();
            self.chain.market.burn_redeemed(&keeper, CLASS).ok();
        }
        self.book_burns(state, false)?;
        self.chain.market.fees(&keeper, &FeeMsg::Distribute {}, &[]).ok();
        self.book_burns(state, true)?;
        let stakers = self.chain.stakers.clone();
        self.chain.market.fees(&stakers, &FeeMsg::ClaimStakers { receiver: None }, &[]).ok();
        let net = self.chain.collect(state, &stakers, Account::Escrow)?;
        state.distribute(Asset::Net, Account::Escrow, net)?;
        self.chain.collect(state, &keeper, Account::Keepers)?;
        Ok(())
    }

    /// Books what the contracts burned: out of fees, or penalties. Where fees are shared, the same amount is paid
    /// out instead: the contracts burn at least half of all revenue, so this is done outside of them.
    pub(super) fn book_burns(&mut self, state: &mut State, fees: bool) -> Result<()> {
        let burned = self.chain.burned(state)?;
        match (burned, fees, self.share) {
            (0, _, _) => Ok(()),
            (_, true, false) => state.burn_fees(Account::Chain, burned),
            (_, true, true) => {
                state.ledger.send(Asset::Net, Account::Chain, Account::Escrow, burned)?;
                state.distribute(Asset::Net, Account::Escrow, burned)
            }
            (_, false, _) => state.ledger.burn(Asset::Net, Account::Chain, burned, Reason::Slash),
        }
    }

    /// A client that was cheated sells the credits that it has back, and the NET; what that brings, USD base units.
    pub(super) fn refund(&mut self, state: &mut State) -> Result<u128> {
        let client = self.client.clone();
        let (credit, net) = (self.chain.market.credit(CLASS), self.chain.market.net());
        let credits = self.chain.market.account(&client, &credit);
        if credits > 0 {
            let sale = PoolMsg::SwapExactIn {
                route: Route { offer: credit, pools: vec![self.chain.market.class_pool(CLASS)] },
                from: Source::Account { owner: None, amount: Uint128::new(credits) },
                min_out: Uint128::one(),
                to: Destination::Wallet { receiver: None },
                deadline: None,
            };
            self.chain.market.pool(&client, &sale, &[])?;
        }
        let held = self.chain.market.account(&client, &net);
        self.withdraw(&client, held)?;
        let all = self.chain.collect(state, &client, Account::Clients)?;
        state.amm.sell(&mut state.ledger, Account::Clients, Asset::Net, all, Cause::Model)
    }

    /// NET from an account in the pool contract to its owner's wallet.
    pub(super) fn withdraw(&mut self, owner: &cosmwasm_std::Addr, net: u128) -> Result<()> {
        if net > 0 {
            let asset = self.chain.market.net();
            let msg = PoolMsg::Withdraw { asset, amount: Uint128::new(net), owner: None, receiver: None };
            self.chain.market.pool(owner, &msg, &[])?;
        }
        Ok(())
    }
}
