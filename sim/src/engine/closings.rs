//! A keeper's round: it brings every class up to date, and sells credits from the pool into auctions that pay more.

use anyhow::{Context, Result};
use api::provider_registry::ClosingResponse;
use cosmwasm_std::Addr;
use market_tests::Receipt;

use super::agents::Character;
use super::{ledger, Engine, DAY};
use crate::report::backing::{BackingPoint, BookRow, Leaving};

/// Credits below which a keeper does not bother: an hour of a GPU.
const LEAST: u128 = 3_600 * api::common::CREDIT;
/// Seconds from asking to leave until one may go.
const EXIT_AFTER: u64 = 30 * DAY;

impl Engine {
    /// Every hour, in every class.
    pub(super) fn keep(&mut self) -> Result<()> {
        let keeper = self.keeper.clone();
        for class in 0..self.waiting.len() {
            let name = self.market.wiring.classes[class].class.clone();
            let fleet: Vec<Addr> =
                self.providers.iter().filter(|p| p.class == class).map(|p| p.addr.clone()).collect();
            let receipt = self
                .market
                .crank(&keeper, &name, &fleet.iter().collect::<Vec<_>>())
                .with_context(|| format!("upkeep of {name}"))?;
            self.note(&receipt)?;
            let mut open = self.market.closings(&name);
            open.extend(self.market.book(&name).reserve_closing);
            for closing in &open {
                let hour = self.hours();
                let debtor = closing.debtor.as_ref().and_then(|debtor| self.index_of(debtor));
                self.ledger.see(class, debtor, closing, hour);
                self.close(class, &name, closing).with_context(|| format!("closing in {name}"))?;
            }
            self.look(class, &name)?;
        }
        Ok(())
    }

    /// Buys credits from the pool for as long as the next costs less than the auction pays, and delivers them in the same
    /// transaction.
    fn close(&mut self, class: usize, name: &str, closing: &ClosingResponse) -> Result<()> {
        let pays = ledger::price(closing.price);
        let pool = self.market.pool_state(self.market.class_pool(name));
        let (credits, net) = (pool.reserve_0.u128() as f64, pool.reserve_1.u128() as f64);
        let fee = f64::from(self.market.wiring.classes[class].fees.fee_bps) / 10_000.0;
        // Of NET paid in, the fee buys nothing: with so many credits left, the next costs what the auction pays.
        let left = (credits * net / (pays * (1.0 - fee))).sqrt();
        let amount = closing.wanted.u128().min((credits - left).max(0.0) as u128);
        if amount < LEAST.min(closing.wanted.u128()) || amount == 0 {
            return Ok(());
        }
        let most = (amount as f64 * pays) as u128;
        if most == 0 {
            return Ok(());
        }
        let keeper = self.keeper.clone();
        let receipt = self.market.buy_and_deliver(&keeper, name, closing.debtor.as_ref(), amount, most)?;
        self.note(&receipt)
    }

    /// Notes what stands behind a class, and which auctions are over.
    fn look(&mut self, class: usize, name: &str) -> Result<()> {
        let hour = self.hours();
        let book = self.market.book(name);
        let margins = self.market.margins(name);
        let price = ledger::price(book.closing_price);
        let mut still: Vec<Option<usize>> = vec![];
        for closing in self.market.closings(name).iter().chain(&book.reserve_closing) {
            still.push(closing.debtor.as_ref().and_then(|debtor| self.index_of(debtor)));
        }
        self.ledger.end_others(class, &still, hour);
        let backing: u128 = margins.iter().map(|margin| margin.backing.u128()).sum();
        let owed: u128 = margins.iter().map(|margin| margin.obligation.u128()).sum();
        let worth = owed as f64 * price;
        let coverage = |backing: f64, worth: f64| if worth > 0.0 { backing / worth } else { f64::NAN };
        let weakest = margins
            .iter()
            .map(|margin| coverage(margin.backing.u128() as f64, margin.obligation.u128() as f64 * price))
            .fold(f64::INFINITY, f64::min);
        if owed > 0 {
            self.ledger.points[class].push(BackingPoint {
                hour,
                coverage: coverage(backing as f64, worth),
                weakest,
                closing_price: price * 3_600.0,
                owed: ledger::gpu_hours(owed),
                deficit: ledger::gpu_hours(book.deficit.u128()),
            });
        }
        Ok(())
    }

    /// One provider asks to leave: its whole debt is auctioned from now on.
    pub(super) fn leave(&mut self) -> Result<()> {
        let Some(index) = self.providers.iter().position(|p| p.character == Character::Leaver) else {
            return Ok(());
        };
        let (addr, class) = (self.providers[index].addr.clone(), self.providers[index].class);
        let name = self.market.wiring.classes[class].class.clone();
        let owed = self.market.position(&addr, &name).obligation;
        if owed.is_zero() {
            return Ok(());
        }
        let receipt = self.market.exit(&addr, &name).context("asking to leave")?;
        self.note(&receipt)?;
        self.ledger.leaving = Some(Leaving {
            provider: self.providers[index].name.clone(),
            hour: self.hours(),
            owed: ledger::gpu_hours(owed.u128()),
            left: 0.0,
            may_go: self.hours() + EXIT_AFTER as f64 / 3_600.0,
        });
        Ok(())
    }

    /// At the end: what the leaving provider still owes, and that it cannot go with it before its time.
    pub(super) fn finish_leaving(&mut self) -> Result<()> {
        let Some(mut leaving) = self.ledger.leaving.take() else { return Ok(()) };
        let index = self.providers.iter().position(|p| p.name == leaving.provider).context("it left")?;
        let (addr, class) = (self.providers[index].addr.clone(), self.providers[index].class);
        let name = self.market.wiring.classes[class].class.clone();
        let owed = self.market.position(&addr, &name).obligation;
        leaving.left = ledger::gpu_hours(owed.u128());
        if !owed.is_zero() {
            match self.market.complete_exit(&addr, &name) {
                Ok(receipt) => {
                    leaving.left = 0.0;
                    self.note(&receipt)?;
                }
                Err(error) if self.hours() >= leaving.may_go => return Err(error),
                Err(_) => {}
            }
        }
        self.ledger.leaving = Some(leaving);
        Ok(())
    }

    /// What stands behind each class at the end, by the chain's own books.
    pub(super) fn books(&self) -> Vec<BookRow> {
        let classes = self.market.wiring.classes.iter();
        classes
            .enumerate()
            .map(|(class, wiring)| {
                let book = self.market.book(&wiring.class);
                let price = ledger::price(book.closing_price);
                let margins = self.market.margins(&wiring.class);
                let owed: u128 = margins.iter().map(|margin| margin.obligation.u128()).sum();
                let (reserved, deficit) = (book.reserve_obligation.u128(), book.deficit.u128());
                let missing: f64 = margins
                    .iter()
                    .map(|margin| (margin.backing.u128(), margin.obligation.u128()))
                    .chain([(book.reserve.u128(), reserved), (0, deficit)])
                    .map(|(net, credits)| (credits as f64 * price - net as f64).max(0.0))
                    .sum();
                let all = (owed + reserved + deficit) as f64 * price;
                BookRow {
                    class,
                    owed: ledger::gpu_hours(owed),
                    reserve: super::jobs::net(book.reserve.u128()),
                    reserve_owed: ledger::gpu_hours(reserved),
                    deficit: ledger::gpu_hours(deficit),
                    funded: if all > 0.0 { 1.0 - missing / all } else { 1.0 },
                }
            })
            .collect()
    }

    /// Reads what a message did to bonds and debts out of its events.
    pub(super) fn note(&mut self, receipt: &Receipt) -> Result<()> {
        let hour = self.hours();
        for event in &receipt.events {
            let Some(kind) = event.ty.strip_prefix("wasm-") else { continue };
            let named = |key: &str| event.attributes.iter().find(|a| a.key == key).map(|a| a.value.as_str());
            let amount = |key: &str| -> Result<u128> {
                let text = named(key).with_context(|| format!("{kind} without {key}"))?;
                text.parse().with_context(|| format!("{key} of {kind}: {text}"))
            };
            let who =
                |key: &str| named(key).and_then(|a| self.providers.iter().position(|p| p.addr.as_str() == a));
            let class =
                named("class").and_then(|id| self.market.wiring.classes.iter().position(|c| c.class == id));
            let Some(class) = class else { continue };
            match kind {
                "fault" => {
                    let parts = ["reporter", "burn", "compensation", "insurance"];
                    let sum = parts.into_iter().map(amount).sum::<Result<u128>>()?;
                    let index = who("provider").context("a fault of somebody unknown")?;
                    self.providers[index].slashed += sum;
                }
                "deliver_credits" => {
                    let debtor = who("debtor");
                    let (credits, paid) = (amount("amount")?, amount("paid")?);
                    let wanted = amount("wanted")?;
                    let relative = amount("price")? as f64 / amount("closing_price")? as f64;
                    self.ledger.deliver(class, debtor, hour, (credits, paid, wanted), relative);
                }
                "take_over" => {
                    let debtor = who("provider");
                    let (credits, uncovered) = (amount("obligation")?, amount("uncovered")?);
                    let (bond, insurance) = (amount("bond")?, amount("insurance")?);
                    self.ledger.take_over(class, debtor, hour, (credits, uncovered), (bond, insurance));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn index_of(&self, addr: &Addr) -> Option<usize> {
        self.providers.iter().position(|provider| provider.addr == *addr)
    }

    /// Hours since the run began.
    pub(super) fn hours(&self) -> f64 {
        self.elapsed() as f64 / 3_600.0
    }
}
