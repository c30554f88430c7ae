//! Where the money goes: revenue by its source, what it was split into, and what was burned, by the fee-collector's events.

use anyhow::Result;
use deploy::Manifest;
use serde_json::json;

use super::book::{Book, DAY};
use super::columns::MONEY;
use super::said::{Ask, Said};

/// The file.
pub const FILE: &str = "money";
/// Its lists.
pub const DAYS: &str = "money/days";
/// Every burn.
pub const BURNS: &str = "money/burns";
/// Every burn of stake behind a provider, in whatever asset.
pub const BACKING: &str = "money/backing";
/// Every sale of revenue in another asset.
pub const BUY_BACKS: &str = "money/buy_backs";
/// Columns of the burns.
pub const BURN_COLUMNS: [&str; 5] = ["time", "height", "tx_hash", "amount", "of"];
/// Columns of the burns of stake behind providers.
pub const BACKING_COLUMNS: [&str; 7] = ["time", "height", "tx_hash", "provider", "class", "asset", "amount"];
/// Columns of the buy-backs.
pub const BUY_BACK_COLUMNS: [&str; 8] =
    ["time", "height", "tx_hash", "asset", "sold", "bought", "tip", "at_mean"];
/// Rows of each list.
const KEPT: u64 = 1_000;

/// Who deposits what.
pub struct Payers {
    job_market: String,
    lease_market: String,
    net: String,
}

impl Payers {
    /// Of a market.
    pub fn of(manifest: &Manifest) -> Result<Self> {
        let at = manifest.addresses()?;
        let net = manifest.network_denom.clone();
        Ok(Self { job_market: at.job_market, lease_market: at.lease_market, net })
    }

    /// Reads an event of the fee-collector.
    pub fn see(&self, book: &mut Book, ask: &dyn Ask, said: &Said) -> Result<()> {
        match said.kind {
            "deposit" => self.deposit(book, ask, said),
            "distribute" => {
                let number = |key: &'static str| Ok((key, said.number(key)?));
                let mut sums = ["revenue", "burned", "stakers", "liquidity"]
                    .map(number)
                    .into_iter()
                    .collect::<Result<Vec<_>>>()?;
                sums.push(("revenue_donated", said.number("donations")?));
                add(book, said, &sums)?;
                burn(book, ask, said, said.number("burned")?, "revenue")
            }
            "claim_stakers" => add(book, said, &[("stakers_claimed", said.number("amount")?)]),
            "add_liquidity" => add(book, said, &[("liquidity_added", said.number("amount")?)]),
            "buy_back" => buy_back(book, ask, said),
            _ => Ok(()),
        }
    }

    fn deposit(&self, book: &mut Book, ask: &dyn Ask, said: &Said) -> Result<()> {
        let amount = said.number("amount")?;
        let in_net = said.text("asset")? == self.net;
        match said.text("category")? {
            "take" => {
                let source = match said.text("sender")? {
                    sender if sender == self.job_market => "job_takes",
                    sender if sender == self.lease_market => "lease_takes",
                    _ => "other_takes",
                };
                let number = |key: &'static str| Ok((key, said.number(key)?));
                let report = ["volume", "self_dealing", "gpu_seconds"].map(number).into_iter();
                let mut sums = report.collect::<Result<Vec<_>>>()?;
                sums.push((source, amount));
                add(book, said, &sums)
            }
            // In another asset it waits to be sold, and counts when it is.
            "swap_fees" if in_net => add(book, said, &[("swap_fees", amount)]),
            "spread" if in_net => add(book, said, &[("spread", amount)]),
            "donation" => add(book, said, &[("donations", amount)]),
            // Burned as it comes.
            "slash" => {
                add(book, said, &[("slashes", amount)])?;
                burn(book, ask, said, amount, "slash")
            }
            // So is this; it is no revenue, and no slash.
            "backing" => {
                add(book, said, &[("backing", amount)])?;
                burn(book, ask, said, amount, "backing")
            }
            _ => Ok(()),
        }
    }
}

/// Reads an event of restaking.
pub fn see_vault(book: &mut Book, ask: &dyn Ask, said: &Said) -> Result<()> {
    if said.kind != "burn_backing" {
        return Ok(());
    }
    let row = json!([
        said.at.time,
        said.at.height,
        hash(ask, said)?,
        said.text("provider")?,
        said.text("class")?,
        said.text("asset")?,
        said.text("amount")?
    ]);
    book.push(BACKING, FILE, &row, KEPT)
}

fn buy_back(book: &mut Book, ask: &dyn Ask, said: &Said) -> Result<()> {
    let (bought, spread, tip) = (said.number("bought")?, said.number("spread")?, said.number("tip")?);
    let swap_fees = bought.checked_sub(spread).and_then(|rest| rest.checked_sub(tip));
    let swap_fees = swap_fees.ok_or_else(|| said.overflow())?;
    add(book, said, &[("bought", bought), ("tips", tip), ("spread", spread), ("swap_fees", swap_fees)])?;
    let row = json!([
        said.at.time,
        said.at.height,
        hash(ask, said)?,
        said.text("asset")?,
        said.text("sold")?,
        bought.to_string(),
        tip.to_string(),
        said.text("at_mean")?
    ]);
    book.push(BUY_BACKS, FILE, &row, KEPT)
}

fn burn(book: &mut Book, ask: &dyn Ask, said: &Said, amount: u128, of: &str) -> Result<()> {
    if amount == 0 {
        return Ok(());
    }
    let row = json!([said.at.time, said.at.height, hash(ask, said)?, amount.to_string(), of]);
    book.push(BURNS, FILE, &row, KEPT)
}

/// The transaction's; none of what happened outside of any.
fn hash(ask: &dyn Ask, said: &Said) -> Result<Option<String>> {
    said.tx.map_or(Ok(None), |tx| ask.tx_hash(tx))
}

fn add(book: &mut Book, said: &Said, sums: &[(&str, u128)]) -> Result<()> {
    book.add((DAYS, FILE), said.at.time, DAY, &MONEY, sums)
}
