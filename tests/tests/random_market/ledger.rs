//! The registry's books kept a second time, from nothing but the events of its messages: a bond moves only by what an event
//! says, a lock or a call ends once, and what one owes no more another owes, or nobody, or it burned.

use std::collections::BTreeMap;

use anyhow::{ensure, Context, Result};
use cosmwasm_std::Event;
use market_tests::Market;

use crate::run::CLASSES;

/// A provider in a class.
type Key = (String, String);

/// What every event together says.
#[derive(Debug, Default)]
pub struct Ledger {
    positions: BTreeMap<Key, Owner>,
    books: BTreeMap<String, Book>,
    /// Jobs whose providers have locked bond: whose, and how much.
    locks: BTreeMap<u64, (Key, u128)>,
    /// Jobs that were called and are neither accepted nor over.
    calls: BTreeMap<u64, Key>,
    /// NET that the registry got from insurance, by its own events less the fee-collector's.
    claims: i128,
    /// How many events of each kind there were.
    pub seen: BTreeMap<String, u32>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Owner {
    bond: u128,
    obligation: u128,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Book {
    reserve: u128,
    obligation: u128,
    deficit: u128,
}

/// One event, its attributes by name.
struct Said<'a>(&'a Event);

impl Said<'_> {
    fn text(&self, key: &str) -> Result<&str> {
        let found = self.0.attributes.iter().find(|attribute| attribute.key == key);
        Ok(found.with_context(|| format!("{:?} names no {key}", self.0))?.value.as_str())
    }

    fn number(&self, key: &str) -> Result<u128> {
        self.text(key)?.parse().with_context(|| format!("{key} of {:?}", self.0))
    }

    fn job(&self) -> Result<u64> {
        self.text("job_id")?.parse().with_context(|| format!("job of {:?}", self.0))
    }

    fn key(&self) -> Result<Key> {
        Ok((self.text("provider")?.into(), self.text("class")?.into()))
    }
}

/// Takes from a sum.
fn take(from: &mut u128, amount: u128, what: &str) -> Result<()> {
    *from = from.checked_sub(amount).with_context(|| format!("{what}: {amount} of {from}"))?;
    Ok(())
}

impl Ledger {
    /// What the registry says now.
    pub fn open(market: &Market) -> Self {
        let mut ledger = Self::default();
        for class in CLASSES {
            let book = market.book(class);
            let (reserve, obligation) = (book.reserve.u128(), book.reserve_obligation.u128());
            let book = Book { reserve, obligation, deficit: book.deficit.u128() };
            ledger.books.insert(class.into(), book);
        }
        ledger.positions = positions(market);
        ledger
    }

    /// Books a transaction's events, and compares with what the registry says now.
    pub fn check(&mut self, market: &Market, events: &[Event]) -> Result<()> {
        let (registry, fees) = (&market.at.provider_registry, &market.at.fee_collector);
        for event in events {
            let said = Said(event);
            let Some(kind) = event.ty.strip_prefix("wasm-") else { continue };
            let contract = said.text("_contract_address")?;
            if contract == registry {
                *self.seen.entry(kind.into()).or_default() += 1;
                self.book(kind, &said).with_context(|| format!("{event:?}"))?;
            } else if contract == fees && kind == "claim_insurance" {
                self.claims -= i128::try_from(said.number("amount")?)?;
            }
        }
        ensure!(self.claims == 0, "insurance paid {} less than was booked", self.claims);
        let now = positions(market);
        ensure!(now == self.positions, "by its events {:?}, it says {now:?}", self.positions);
        for (class, book) in &self.books {
            let now = market.book(class);
            let now = (now.reserve.u128(), now.reserve_obligation.u128(), now.deficit.u128());
            ensure!(
                now == (book.reserve, book.obligation, book.deficit),
                "{class}: {book:?}, it says {now:?}"
            );
        }
        Ok(())
    }

    fn owner(&mut self, said: &Said) -> Result<&mut Owner> {
        Ok(self.positions.entry(said.key()?).or_default())
    }

    fn class(&mut self, said: &Said) -> Result<&mut Book> {
        Ok(self.books.entry(said.text("class")?.into()).or_default())
    }

    fn book(&mut self, kind: &str, said: &Said) -> Result<()> {
        match kind {
            "bond" => {
                self.owner(said)?.bond += said.number("amount")?;
                self.same_bond(said)
            }
            "unbond" => self.same_bond(said),
            "release" => {
                take(&mut self.owner(said)?.bond, said.number("amount")?, "released")?;
                self.same_bond(said)
            }
            "mint_credits" => {
                self.owner(said)?.obligation += said.number("amount")?;
                self.same_obligation(said)
            }
            "redeem_credits" => {
                take(&mut self.owner(said)?.obligation, said.number("amount")?, "redeemed")?;
                self.same_obligation(said)
            }
            "call" | "end_call" | "lock" | "outcome" | "fault" => self.work(kind, said),
            "deliver_credits" => self.deliver(said),
            "take_over" => {
                let [obligation, bond, insurance, uncovered] =
                    ["obligation", "bond", "insurance", "uncovered"].map(|key| said.number(key));
                let (obligation, bond, insurance, uncovered) = (obligation?, bond?, insurance?, uncovered?);
                let owner = self.owner(said)?;
                take(&mut owner.obligation, obligation, "taken over")?;
                take(&mut owner.bond, bond, "bond taken over")?;
                let book = self.class(said)?;
                book.reserve += bond + insurance;
                book.obligation += obligation - uncovered;
                book.deficit += uncovered;
                self.claims += i128::try_from(insurance)?;
                Ok(())
            }
            "complete_exit" | "collect" => {
                let paid = said.number(if kind == "collect" { "amount" } else { "deposit" })?;
                let obligation = said.number("obligation")?;
                let owner = self.owner(said)?;
                ensure!(owner.obligation == obligation, "it owed {}", owner.obligation);
                owner.obligation = 0;
                take(&mut owner.bond, paid, "left with the reserve")?;
                let book = self.class(said)?;
                book.reserve += paid;
                book.obligation += obligation;
                Ok(())
            }
            "reserve" => {
                let insurance = said.number("insurance")?;
                let now = Book {
                    reserve: said.number("reserve")?,
                    obligation: said.number("obligation")?,
                    deficit: said.number("deficit")?,
                };
                let book = self.class(said)?;
                ensure!(now.reserve == book.reserve + insurance, "there was {book:?}");
                ensure!(now.obligation + now.deficit == book.obligation + book.deficit, "there was {book:?}");
                *book = now;
                self.claims += i128::try_from(insurance)?;
                Ok(())
            }
            "return_rest" => take(&mut self.class(said)?.reserve, said.number("amount")?, "returned"),
            _ => Ok(()),
        }
    }

    /// A job begins once on one lock, and ends once.
    fn work(&mut self, kind: &str, said: &Said) -> Result<()> {
        let (job, key) = (said.job()?, said.key()?);
        match kind {
            "call" => ensure!(self.calls.insert(job, key).is_none(), "called twice"),
            "end_call" => ensure!(self.calls.remove(&job) == Some(key), "no such call"),
            "lock" => {
                if let Some(called) = self.calls.remove(&job) {
                    ensure!(called == key, "called on {called:?}");
                }
                let lock = (key, said.number("amount")?);
                ensure!(self.locks.insert(job, lock).is_none(), "locked twice");
            }
            _ => {
                let (owner, amount) = self.locks.remove(&job).context("no such lock")?;
                ensure!(owner == key, "locked by {owner:?}");
                if kind == "outcome" {
                    take(&mut self.owner(said)?.obligation, said.number("redeemed")?, "redeemed")?;
                    return self.same_obligation(said);
                }
                let mut slashed = 0;
                for part in ["reporter", "burn", "compensation", "insurance"] {
                    slashed += said.number(part)?;
                }
                ensure!(slashed <= amount, "{slashed} slashed of a lock of {amount}");
                take(&mut self.owner(said)?.bond, slashed, "slashed")?;
            }
        }
        Ok(())
    }

    fn deliver(&mut self, said: &Said) -> Result<()> {
        let (amount, paid, class) = (said.number("amount")?, said.number("paid")?, said.text("class")?);
        // Never more per credit than every other credit of the same debtor has, which are at least this many.
        let share = |net: u128, owed: u128| ensure_share(paid, amount, net, owed);
        match said.text("debtor") {
            Ok(debtor) => {
                let owner = self.positions.entry((debtor.into(), class.into())).or_default();
                share(owner.bond, owner.obligation)?;
                take(&mut owner.bond, paid, "paid")?;
                take(&mut owner.obligation, amount, "delivered")
            }
            Err(_) => {
                let book = self.class(said)?;
                share(book.reserve, book.obligation + book.deficit)
                    .or_else(|_| ensure_share(paid, amount, book.reserve, book.obligation))?;
                take(&mut book.reserve, paid, "paid")?;
                let owed = amount.min(book.obligation);
                book.obligation -= owed;
                take(&mut book.deficit, amount - owed, "delivered")
            }
        }
    }

    fn same_bond(&mut self, said: &Said) -> Result<()> {
        let bond = self.owner(said)?.bond;
        ensure!(said.number("bond")? == bond, "the bond was {bond}");
        Ok(())
    }

    fn same_obligation(&mut self, said: &Said) -> Result<()> {
        let owed = self.owner(said)?.obligation;
        ensure!(said.number("obligation")? == owed, "it owed {owed}");
        Ok(())
    }
}

fn ensure_share(paid: u128, amount: u128, net: u128, owed: u128) -> Result<()> {
    // paid / amount ≤ net / owed, in whole numbers.
    let (left, right) = (
        cosmwasm_std::Uint256::from(paid) * cosmwasm_std::Uint256::from(owed),
        cosmwasm_std::Uint256::from(net) * cosmwasm_std::Uint256::from(amount),
    );
    ensure!(left <= right, "{paid} for {amount} credits is more than their part of {net} for {owed}");
    Ok(())
}

fn positions(market: &Market) -> BTreeMap<Key, Owner> {
    let mut all = BTreeMap::new();
    for class in CLASSES {
        let query = api::provider_registry::QueryMsg::Positions {
            class: class.into(),
            start_after: None,
            limit: Some(100),
        };
        let page: api::provider_registry::PositionsResponse = market.ask_registry(&query);
        for position in page.positions {
            let owner = Owner { bond: position.bond.u128(), obligation: position.obligation.u128() };
            all.insert((position.provider.into_string(), class.to_string()), owner);
        }
    }
    all
}
