//! Reading blocks: each must follow the one before it, and what the market's contracts say in it goes to whoever sums it up.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

use anyhow::{ensure, Result};
use api::provider_registry::Params;
use chain::blocks::{Header, HEADERS};
use chain::rpc::Refusal;

use super::book::Book;
use super::money::{self, Payers};
use super::said::{Ask, Asked, At, By, Said};
use super::store::Covered;
use super::work::Ends;
use super::{load, pools};
use crate::ask::Market;
use crate::exit::{told, usage, Exit};
use crate::render::progress;

/// Reads the blocks of a market.
pub struct Reader {
    /// The market.
    pub market: Market,
    payers: Payers,
    /// Pools of which it was told that their prices begin later.
    told: RefCell<BTreeSet<u64>>,
}

impl Reader {
    /// Of a market.
    pub fn new(market: Market) -> Result<Self> {
        let payers = Payers::of(&market.manifest)?;
        Ok(Self { market, payers, told: RefCell::default() })
    }

    /// Reads blocks from one height to another, while it is to go on, as far as the node has executed them. `covered` is what
    /// was read before. How far it came; none if not even the first was read.
    ///
    /// Errors: no node answers; a block does not follow the one before it; the node has no results of a block; an event is
    /// not what this version reads.
    pub fn read(
        &self,
        book: &mut Book,
        covered: Option<&Covered>,
        (from, to): (u64, u64),
        go_on: &dyn Fn() -> bool,
    ) -> Result<Option<Covered>> {
        let mut reached: Option<Covered> = None;
        let mut next = from;
        while next <= to && go_on() {
            let headers = self.market.node.headers(next, to.min(next.saturating_add(HEADERS - 1)))?;
            ensure!(!headers.is_empty(), Refusal { text: format!("it has no block {next}") });
            for header in headers {
                ensure!(header.height == next, Refusal { text: format!("it has no block {next}") });
                if !go_on() {
                    return Ok(reached);
                }
                let last = reached.as_ref().or(covered);
                follows(&header, last)?;
                if !self.block(book, &header, last)? {
                    if header.height == to {
                        return Ok(reached);
                    }
                    return Err(no_results(&header));
                }
                reached = Some(self.with(last, header));
                next = next.saturating_add(1);
            }
        }
        Ok(reached)
    }

    fn with(&self, last: Option<&Covered>, header: Header) -> Covered {
        let Header { height, time, hash, .. } = header;
        match last {
            Some(last) => Covered { height, time, hash, ..last.clone() },
            None => Covered {
                chain_id: self.market.manifest.chain_id.clone(),
                from_height: height,
                from_time: time,
                height,
                time,
                hash,
                whole: self.is_whole(height),
            },
        }
    }

    /// Whether nothing of the market was before a height: its deployment began after the block of the manifest.
    fn is_whole(&self, from: u64) -> bool {
        from <= self.market.manifest.height
    }

    /// Reads a block; false if the node has no results of it.
    fn block(&self, book: &mut Book, header: &Header, last: Option<&Covered>) -> Result<bool> {
        let Some(happened) = self.market.node.happened(header.height)? else { return Ok(false) };
        let at = At { height: header.height, time: header.time };
        let whole = last.map_or_else(|| self.is_whole(at.height), |last| last.whole);
        let ask = Asking { reader: self, at, hashes: OnceCell::new() };
        load::pass_hours(book, last.map_or(at.time, |last| last.time), at.time)?;
        let mut ends = Ends::default();
        for one in &happened {
            let Some(kind) = one.event.ty.strip_prefix("wasm-") else { continue };
            let Some(by) = self.by(one
                .event
                .attributes
                .iter()
                .find(|a| a.key == "_contract_address")
                .map(|a| a.value.as_str()))
            else {
                continue;
            };
            let said = Said { by, kind, at, tx: one.tx, event: &one.event };
            match by {
                By::Pool => pools::see(book, &ask, &said)?,
                By::Registry => load::see(book, &said, whole)?,
                By::Fees => self.payers.see(book, &ask, &said)?,
                By::Restaking => money::see_vault(book, &ask, &said)?,
                By::Jobs | By::Leases => {}
            }
            ends.see(book, &said, &self.market.at.lease_market)?;
        }
        ends.close(book, &ask, at)?;
        Ok(true)
    }

    /// Anybody's contract can say what the market's say: only theirs counts.
    fn by(&self, contract: Option<&str>) -> Option<By> {
        let at = &self.market.at;
        let contract = contract?;
        let all = [
            (&at.pool, By::Pool),
            (&at.provider_registry, By::Registry),
            (&at.job_market, By::Jobs),
            (&at.lease_market, By::Leases),
            (&at.fee_collector, By::Fees),
            (&at.restaking, By::Restaking),
        ];
        all.into_iter().find(|(address, _)| *address == contract).map(|(_, by)| by)
    }
}

/// Refuses a block that does not name the one before it, as on a chain that began anew.
fn follows(header: &Header, last: Option<&Covered>) -> Result<()> {
    let Some(last) = last.filter(|last| last.hash != header.before) else { return Ok(()) };
    let text = format!(
        "block {} was expected to follow block {} with hash {}, and follows {}: this is another chain named {}, or it began \
         anew",
        header.height, last.height, last.hash, header.before, last.chain_id
    );
    Err(usage(text, "name a node of the chain that was followed (--node), or another folder for the new one (--follow DIR)"))
}

fn no_results(header: &Header) -> anyhow::Error {
    let text = format!("the node has block {}, and not what happened in it", header.height);
    let next = format!(
        "name a node that keeps it (`discard_abci_responses = false` in its config.toml); or begin after it, in an empty \
         folder: --from-height {}",
        header.height.saturating_add(1)
    );
    told(Exit::Refused, text, &next)
}

/// What is asked while a block is read.
struct Asking<'a> {
    reader: &'a Reader,
    at: At,
    hashes: OnceCell<Vec<String>>,
}

impl Ask for Asking<'_> {
    fn pool(&self, pool_id: u64) -> Result<Asked> {
        let market = &self.reader.market;
        let before = self.at.height.saturating_sub(1);
        if let Some(pool) = unless_refused(market.pool_at(pool_id, before))? {
            return Ok(Asked::Then(pool));
        }
        if self.reader.told.borrow_mut().insert(pool_id) {
            progress(&format!(
                "the prices of pool {pool_id} begin later: neither its creation was read, nor has the node the state of \
                 block {before}"
            ));
        }
        Ok(unless_refused(market.pool(pool_id))?.map_or(Asked::Unknown, Asked::Now))
    }

    fn params(&self) -> Result<Option<Params>> {
        unless_refused(self.reader.market.registry_config().map(|config| config.params))
    }

    fn tx_hash(&self, tx: usize) -> Result<Option<String>> {
        if self.hashes.get().is_none() {
            let _ = self.hashes.set(self.reader.market.node.tx_hashes(self.at.height)?);
        }
        Ok(self.hashes.get().and_then(|hashes| hashes.get(tx)).cloned())
    }
}

/// None if the node answered with a refusal.
fn unless_refused<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Err(error) if error.downcast_ref::<Refusal>().is_some() => Ok(None),
        answer => answer.map(Some),
    }
}
