//! What happens to the market.

/// How providers leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// They stay.
    Nobody,
    /// So many ask to leave, and hand the rest of their debt over after 30 days.
    Exit(usize),
    /// So many do nothing any more: no top-up, no job accepted, no call honoured.
    Vanish(usize),
}

/// A market's bad days.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What it is called in the table.
    pub name: String,
    /// By how many percent NET falls on each of the first days, evenly over the day.
    pub falls: Vec<u32>,
    /// How many percent of the pool's shares are withdrawn at the start.
    pub withdrawn: u32,
    /// Who leaves at the start.
    pub leaving: Leaving,
}

/// Days after the last fall.
const CALM_DAYS: u64 = 10;
/// Days after which an exit can be completed, and some for the reserve to buy what it then owes.
const EXIT_DAYS: u64 = 34;
const DAY: u64 = 86_400;

impl Scenario {
    fn new(name: &str) -> Self {
        Self { name: name.into(), falls: vec![], withdrawn: 0, leaving: Leaving::Nobody }
    }

    /// How long it is watched.
    pub(super) fn days(&self) -> u64 {
        match self.leaving {
            Leaving::Exit(_) => EXIT_DAYS,
            Leaving::Vanish(_) | Leaving::Nobody => self.falls.len() as u64 + CALM_DAYS,
        }
    }

    /// By how many percent NET falls in the day of which `elapsed` seconds after the start are a part.
    pub(super) fn fall_at(&self, elapsed: u64) -> u32 {
        usize::try_from(elapsed / DAY).ok().and_then(|day| self.falls.get(day)).copied().unwrap_or_default()
    }

    /// The fair price of a credit, `elapsed` seconds after the start, over that at the start: a GPU-second costs the same
    /// in dollars all along, so its price in NET is one over NET's own.
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
    let providers = super::setup::PROVIDERS;
    let leaving = |name: &str, leaving| Scenario { leaving, ..Scenario::new(name) };
    vec![
        Scenario::new("nothing happens"),
        fall_in_a_day(20),
        fall_in_a_day(50),
        fall_in_a_day(80),
        Scenario { falls: vec![20; 5], ..Scenario::new("NET -20 % on each of 5 days") },
        Scenario { falls: vec![10; 10], ..Scenario::new("NET -10 % on each of 10 days") },
        Scenario { falls: vec![5; 20], ..Scenario::new("NET -5 % on each of 20 days") },
        Scenario { withdrawn: 70, ..Scenario::new("LPs: 70 % withdrawn") },
        Scenario { withdrawn: 70, falls: vec![50], ..Scenario::new("LPs: 70 %, and NET -50 %") },
        leaving("half exit", Leaving::Exit(providers / 2)),
        leaving("all exit", Leaving::Exit(providers)),
        Scenario { withdrawn: 70, ..leaving("all exit, and 70 % of LPs", Leaving::Exit(providers)) },
        leaving("half vanish", Leaving::Vanish(providers / 2)),
        leaving("all vanish", Leaving::Vanish(providers)),
        Scenario { falls: vec![50], ..leaving("all vanish, and NET -50 %", Leaving::Vanish(providers)) },
    ]
}
