//! What stands behind credits: coverage over time, closings and their prices, calls, reserves and deficits.
//!
//! Credits are in GPU-hours (3,600 credits), amounts in whole NET.

use serde::{Deserialize, Serialize};

use super::format::{moment, percent};

/// Everything about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Backing {
    /// Hourly samples, by class.
    pub points: Vec<Vec<BackingPoint>>,
    /// Auctions in the order of their opening.
    pub closings: Vec<ClosingRow>,
    /// Every delivery into one.
    pub deliveries: Vec<Delivery>,
    /// Calls of standard jobs.
    pub calls: CallRow,
    /// Each class at the end.
    pub books: Vec<BookRow>,
    /// NET in insurance at the end.
    pub insurance: f64,
    /// NET that insurance has paid for credits.
    pub insurance_claimed: f64,
    /// The provider that asked to leave.
    pub leaving: Option<Leaving>,
    /// The fall of NET.
    pub fall: Option<Fall>,
}

/// When NET lost half of what it buys.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fall {
    /// Hour of its beginning.
    pub from: f64,
    /// Hour of its end.
    pub until: f64,
}

/// What stands behind a class's credits at one time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BackingPoint {
    /// When.
    pub hour: f64,
    /// Bonds less locks of all that owe credits, over what they owe at the closing price.
    pub coverage: f64,
    /// The same of the provider that is covered worst.
    pub weakest: f64,
    /// The closing price, NET per GPU-hour.
    pub closing_price: f64,
    /// What providers owe, GPU-hours.
    pub owed: f64,
    /// What nobody owes, GPU-hours.
    pub deficit: f64,
}

/// How an auction ended.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingEnd {
    /// Not at all, within the run.
    Open,
    /// All that was to be closed was bought.
    Bought,
    /// Its debtor redeemed, or its margin sufficed again.
    Mended,
    /// Its debtor could not pay: the class's reserve took the debt over.
    TakenOver {
        /// What it owed, GPU-hours.
        credits: f64,
        /// Of that, what nothing covers, GPU-hours.
        uncovered: f64,
        /// Its bond, NET.
        bond: f64,
        /// NET that insurance added.
        insurance: f64,
    },
}

/// An auction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClosingRow {
    /// Its class: an index into [`super::data::ReportData::classes`].
    pub class: usize,
    /// Whose debt; none for the class's reserve.
    pub debtor: Option<String>,
    /// Its margin was too thin.
    pub thin: bool,
    /// It did not accept a call.
    pub called: bool,
    /// It asked to leave.
    pub exiting: bool,
    /// Hour of the opening.
    pub opened: f64,
    /// Hour of the end.
    pub ended: Option<f64>,
    /// How it ended.
    pub end: ClosingEnd,
    /// GPU-hours delivered.
    pub credits: f64,
    /// NET paid for them.
    pub paid: f64,
    /// The mean price over the closing price.
    pub relative: Option<f64>,
    /// The lowest and the highest price over the closing price.
    pub range: Option<(f64, f64)>,
}

/// Credits delivered into an auction.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Which class.
    pub class: usize,
    /// When.
    pub hour: f64,
    /// GPU-hours.
    pub credits: f64,
    /// The price over the closing price.
    pub relative: f64,
    /// Whether the class's reserve bought.
    pub reserve: bool,
}

/// Calls of standard jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CallRow {
    /// Standard jobs requested.
    pub standard: u64,
    /// Calls made.
    pub made: u64,
    /// Of those, accepted.
    pub accepted: u64,
    /// Of those, settled.
    pub settled: u64,
    /// Not accepted, for want of free GPUs or in jail.
    pub passed: u64,
    /// Not accepted by a provider that ignores all calls.
    pub ignored: u64,
}

/// A class's book at the end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BookRow {
    /// Which class.
    pub class: usize,
    /// What providers owe, GPU-hours.
    pub owed: f64,
    /// NET in the reserve.
    pub reserve: f64,
    /// What the reserve owes, GPU-hours.
    pub reserve_owed: f64,
    /// What nobody owes, GPU-hours.
    pub deficit: f64,
    /// Share of all that is owed which bonds and reserve cover at the closing price.
    pub funded: f64,
}

/// A provider that asked to leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leaving {
    /// Which.
    pub provider: String,
    /// When it asked.
    pub hour: f64,
    /// What it owed then, GPU-hours.
    pub owed: f64,
    /// What it owes at the end.
    pub left: f64,
    /// Hour from which it may hand over the rest.
    pub may_go: f64,
}

impl ClosingRow {
    /// An auction that opens now, before anything is known of it.
    pub fn opened(class: usize, hour: f64) -> Self {
        Self {
            class,
            debtor: None,
            thin: false,
            called: false,
            exiting: false,
            opened: hour,
            ended: None,
            end: ClosingEnd::Open,
            credits: 0.0,
            paid: 0.0,
            relative: None,
            range: None,
        }
    }

    /// What was paid over the closing price, in words.
    pub fn prices(&self) -> String {
        match (self.relative, self.range) {
            (Some(mean), Some((low, high))) if high - low > 0.005 => {
                format!("{} ({:.0}–{:.0} %)", percent(mean), low * 100.0, high * 100.0)
            }
            (Some(mean), _) => percent(mean),
            _ => "–".to_owned(),
        }
    }

    /// GPU-hours that were bought or taken over.
    pub fn weight(&self) -> f64 {
        match self.end {
            ClosingEnd::TakenOver { credits, .. } => self.credits + credits,
            ClosingEnd::Open | ClosingEnd::Bought | ClosingEnd::Mended => self.credits,
        }
    }

    /// Why it opened, in words.
    pub fn why(&self) -> String {
        if self.debtor.is_none() {
            return "reserve".to_owned();
        }
        let causes = [(self.exiting, "exit"), (self.called, "call"), (self.thin, "thin margin")];
        causes.iter().filter(|(holds, _)| *holds).map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
    }

    /// How it ended, in words.
    pub fn how(&self) -> String {
        match self.end {
            ClosingEnd::Open => "open".to_owned(),
            ClosingEnd::Bought => "bought".to_owned(),
            ClosingEnd::Mended => "redeemed or restored".to_owned(),
            ClosingEnd::TakenOver { credits, uncovered, insurance, .. } => {
                format!(
                    "{credits:.1} GPU-hours to the reserve, {insurance:.0} NET from insurance, {uncovered:.1} uncovered"
                )
            }
        }
    }
}

impl Leaving {
    /// How far it got, as a sentence.
    pub fn sentence(&self) -> String {
        let Self { provider, owed, left, .. } = self;
        let asked = format!("{provider} asked to leave on {} owing {owed:.0} GPU-hours", moment(self.hour));
        if *left == 0.0 {
            return format!("{asked}; all of it was bought or redeemed, so it may take its bond");
        }
        let day = (self.may_go / 24.0) as u64 + 1;
        format!("{asked}; {left:.0} are left, which it may hand over to the reserve on day {day}, not before")
    }
}

impl Backing {
    /// GPU-hours that nobody owes.
    pub fn deficit(&self) -> f64 {
        self.books.iter().map(|book| book.deficit).sum()
    }
}
