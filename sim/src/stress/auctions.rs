//! Closing auctions: keepers open and end them, holders deliver at the fair price, keepers at a profit.

use anyhow::{Context, Result};
use api::common::Payout;
use api::provider_registry::{
    BookResponse, ClosingResponse, ClosingsResponse, ExecuteMsg as RegistryMsg, MarginsResponse,
    PositionResponse, QueryMsg as RegistryQuery,
};
use cosmwasm_std::{Addr, Uint128};
use market_tests::wirings::H100;

use super::actors::raw_price;
use super::Stress;

/// A closing auction opens below this coverage.
const TRIGGER_BPS: u32 = 11_000;
/// Most providers of one crank.
const CRANKED: usize = 16;
/// Credits below which nobody bothers, base units.
const DUST: f64 = 1e6;

impl Stress {
    pub(super) fn closings(&self) -> Result<Vec<ClosingResponse>> {
        let query = RegistryQuery::Closings { class: H100.into(), start_after: None, limit: Some(100) };
        Ok(self.market.ask::<ClosingsResponse>(&self.market.at.provider_registry, &query)?.closings)
    }

    pub(super) fn book(&self) -> Result<BookResponse> {
        self.market.ask(&self.market.at.provider_registry, &RegistryQuery::Book { class: H100.into() })
    }

    /// Brings the class up to date, opens the auctions of thin positions and ends those whose time is over.
    pub(super) fn crank(&mut self) -> Result<()> {
        let query = RegistryQuery::Margins {
            class: H100.into(),
            start_after: None,
            limit: Some(100),
            below_bps: Some(TRIGGER_BPS),
        };
        let thin: MarginsResponse = self.market.ask(&self.market.at.provider_registry, &query)?;
        let closings = self.closings()?;
        let open: Vec<&Addr> = closings.iter().filter_map(|closing| closing.debtor.as_ref()).collect();
        let mut named: Vec<Addr> = thin
            .margins
            .iter()
            .map(|margin| &margin.provider)
            .filter(|p| !open.contains(p))
            .cloned()
            .collect();
        let now = self.market.now();
        let due = closings.iter().filter(|closing| closing.ends_at <= now || closing.wanted.is_zero());
        named.extend(due.filter_map(|closing| closing.debtor.clone()));
        named.truncate(CRANKED);
        let before: Vec<_> = named.iter().map(|addr| self.market.position(addr, H100)).collect();
        let providers = named.iter().map(Addr::to_string).collect();
        let keeper = self.keeper.clone();
        self.market.registry(&keeper, &RegistryMsg::Crank { class: H100.into(), providers }, &[])?;
        for position in before {
            if let Some(index) = self.index(&position.provider) {
                self.note_loss(index, &position);
            }
        }
        Ok(())
    }

    fn index(&self, addr: &Addr) -> Option<usize> {
        self.providers.iter().position(|provider| provider.addr == *addr)
    }

    /// Notes what left a bond since `before` beyond what the credits that are no longer owed are worth.
    pub(super) fn note_loss(&mut self, index: usize, before: &PositionResponse) {
        let after = self.market.position(&before.provider, H100);
        let paid = before.bond.u128() as f64 - after.bond.u128() as f64;
        let closed = before.obligation.u128() as f64 - after.obligation.u128() as f64;
        self.providers[index].lost += paid - closed * self.fair;
    }

    /// Everyone looks at every open auction: holders first, then the keeper with credits from the pool.
    pub(super) fn auctions(&mut self) -> Result<()> {
        let open: Vec<_> = self.closings()?.into_iter().chain(self.book()?.reserve_closing).collect();
        self.closing = !open.is_empty();
        for closing in open {
            let price = raw_price(closing.price);
            let mut wanted = closing.wanted.u128() as f64;
            if price < self.worth() {
                continue;
            }
            for holder in self.holders.clone() {
                let held = self.market.account(&holder, &self.credit) as f64;
                if held.min(wanted) >= DUST {
                    self.deliver(&holder, &closing, held.min(wanted))?;
                    // What was paid below the dearest price may have mended more than was reckoned with.
                    wanted = self.still_wanted(&closing);
                }
            }
            if wanted >= DUST {
                self.keep(&closing, wanted, price)?;
            }
        }
        Ok(())
    }

    /// Credits that an auction takes now; none if it is over.
    fn still_wanted(&self, closing: &ClosingResponse) -> f64 {
        let debtor = closing.debtor.as_ref().map(Addr::to_string);
        let query = RegistryQuery::Closing { class: H100.into(), debtor };
        let now = self.market.ask::<ClosingResponse>(&self.market.at.provider_registry, &query);
        now.map_or(0.0, |closing| closing.wanted.u128() as f64)
    }

    /// The keeper buys in the pool as long as that is cheaper, and delivers.
    fn keep(&mut self, closing: &ClosingResponse, wanted: f64, price: f64) -> Result<()> {
        let (pool, keeper) = (self.reserves(), self.keeper.clone());
        let up_to = pool.net_to_buy_up_to(price);
        let enough = pool.net_for(wanted).unwrap_or(up_to);
        let net = up_to.min(enough);
        if net * pool.kept / pool.price() < DUST {
            return Ok(());
        }
        self.buy(&keeper, net as u128)?;
        let held = self.market.account(&keeper, &self.credit) as f64;
        self.deliver(&keeper, closing, held.min(wanted))?;
        Ok(())
    }

    /// Delivers, and books what was paid.
    fn deliver(&mut self, who: &Addr, closing: &ClosingResponse, amount: f64) -> Result<()> {
        let index = closing.debtor.as_ref().and_then(|debtor| self.index(debtor));
        let before = index.map(|i| self.market.position(&self.providers[i].addr, H100));
        let (net, credit) = (self.market.net(), self.credit.clone());
        let held = |stress: &Self| {
            (stress.market.account(who, &net) as f64, stress.market.account(who, &credit) as f64)
        };
        let (net_before, credits_before) = held(self);
        let msg = RegistryMsg::Deliver {
            class: H100.into(),
            debtor: closing.debtor.as_ref().map(Addr::to_string),
            amount: Uint128::new(amount as u128),
            min_price: Uint128::zero(),
            payout: Payout::Account,
        };
        self.market.registry(who, &msg, &[]).context("a delivery")?;
        let (net_after, credits_after) = held(self);
        self.tally.closed(credits_before - credits_after, net_after - net_before, self.fair);
        if let (Some(index), Some(before)) = (index, before) {
            self.note_loss(index, &before);
        }
        Ok(())
    }
}
