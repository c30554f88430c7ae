//! What happens to the market.

use crate::time::DAY;

/// How many owe credits: half of them honest, half strategic.
pub(super) const DEBTORS: usize = 10;

/// A market's bad days.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What it is called in the table.
    pub name: String,
    /// By how many percent NET falls on each of the first days, evenly over the day.
    pub falls: Vec<u32>,
    /// How many debtors serve, mint and redeem nothing from the start on, the strategic ones first.
    pub silent: usize,
}

/// Days after the last fall.
const CALM_DAYS: u64 = 10;

impl Scenario {
    fn new(name: &str) -> Self {
        Self { name: name.into(), falls: vec![], silent: 0 }
    }

    /// How long it is watched.
    pub(super) fn days(&self) -> u64 {
        self.falls.len() as u64 + CALM_DAYS
    }

    /// The fair price of a credit, `elapsed` seconds after the start, over that at the start: a GPU-second
    /// costs the same in dollars all along, so its price in NET is one over NET's own.
    pub(super) fn fair(&self, elapsed: u64) -> f64 {
        let mut net = 1.0;
        for (day, fall) in (0_u64..).zip(&self.falls) {
            let part = elapsed.saturating_sub(day * DAY).min(DAY) as f64 / DAY as f64;
            net *= 1.0 - part * f64::from(*fall) / 100.0;
        }
        1.0 / net
    }
}

/// A fall by so many percent in a day.
pub fn fall_in_a_day(percent: u32) -> Scenario {
    Scenario { falls: vec![percent], ..Scenario::new(&format!("NET -{percent} % in a day")) }
}

/// Every scenario of the table, in its order.
pub fn all() -> Vec<Scenario> {
    let fall = |percent: u32, days: usize| Scenario {
        falls: vec![percent; days],
        ..Scenario::new(&format!("NET -{percent} % on each of {days} days"))
    };
    let (half, all) = (DEBTORS / 2, DEBTORS);
    vec![
        Scenario::new("nothing happens"),
        fall_in_a_day(20),
        fall_in_a_day(50),
        fall_in_a_day(80),
        fall(20, 5),
        fall(10, 10),
        fall(5, 20),
        Scenario { silent: half, ..Scenario::new("half stop serving") },
        Scenario { silent: all, ..Scenario::new("all stop serving") },
        Scenario { silent: half, falls: vec![50], ..Scenario::new("half stop serving, NET -50 %") },
        Scenario { silent: all, falls: vec![50], ..Scenario::new("all stop serving, NET -50 %") },
        Scenario { silent: all, falls: vec![80], ..Scenario::new("all stop serving, NET -80 %") },
    ]
}
