//! What each chart found, as a sentence computed from the numbers: a title that says more than the axes do.

use super::data::{ClassPoint, Outcome, ReportData};
use super::format::{compact, percent, whole};
use super::protocol::BuyBackRow;
use super::vault::Vault;
use crate::stats::percentile;

/// Rank correlation above which price is said to follow utilisation.
pub const FOLLOWS: f64 = 0.5;
/// Share of the supply below which a fall is not worth a percentage.
const VISIBLE: f64 = 0.000_1;

/// Did prices follow demand?
pub fn prices(data: &ReportData) -> String {
    let correlations: Vec<f64> = data.classes.iter().filter_map(|class| class.correlation()).collect();
    let low = correlations.iter().copied().fold(f64::INFINITY, f64::min);
    if !low.is_finite() {
        return "Prices and utilisation: too few samples to compare".to_owned();
    }
    let follow = correlations.iter().filter(|&&correlation| correlation > FOLLOWS).count();
    match (follow, data.classes.len()) {
        (n, all) if n == all => "GPU time grew dearer as GPUs grew busy, in every class".to_owned(),
        (0, _) => "Prices followed utilisation weakly, if at all".to_owned(),
        (n, all) => format!("Prices followed utilisation in {n} of {all} classes"),
    }
}

/// By how much the price differs between the busiest and the calmest times.
pub fn relation(data: &ReportData) -> String {
    let ratios: Vec<f64> = data
        .classes
        .iter()
        .filter_map(|class| {
            let mut by_load = class.points.clone();
            by_load.sort_by(|a, b| a.utilisation.total_cmp(&b.utilisation));
            let quarter = by_load.len() / 4;
            let median = |points: &[ClassPoint]| {
                percentile(&points.iter().map(ClassPoint::deflated).collect::<Vec<_>>(), 50.0)
            };
            let calm = median(&by_load[..quarter])?;
            let busy = median(&by_load[by_load.len() - quarter..])?;
            (calm > 0.0).then_some(busy / calm)
        })
        .collect();
    match percentile(&ratios, 50.0) {
        Some(ratio) if ratio > 1.005 => {
            format!("The busiest quarter of hours cost {} more than the calmest", percent(ratio - 1.0))
        }
        Some(_) => "Busy hours cost no more than calm ones".to_owned(),
        None => "Price against utilisation".to_owned(),
    }
}

/// How many jobs settled, and what became of the others.
pub fn outcomes(data: &ReportData) -> String {
    let totals = data.outcome_totals();
    let all: u64 = totals.iter().sum();
    if all == 0 {
        return "No job ended".to_owned();
    }
    let count = |outcome: Outcome| {
        Outcome::ALL.iter().zip(totals).find(|(&other, _)| other == outcome).map_or(0, |(_, total)| total)
    };
    let settled = count(Outcome::Settled) as f64 / all as f64;
    let caught = match (count(Outcome::Fraud), count(Outcome::Late)) {
        (0, 0) => "no provider was at fault".to_owned(),
        (0, late) => format!("{} missed their deadline", whole(late as f64)),
        (fraud, 0) => format!("{} caught", plural(fraud, "fraud was", "frauds were")),
        (fraud, late) => format!(
            "{} caught, {} missed",
            plural(fraud, "fraud", "frauds"),
            plural(late, "deadline", "deadlines")
        ),
    };
    let priced_out = match data.priced_out() {
        0 => String::new(),
        number => format!("; {} priced out", plural(number, "demand was", "demands were")),
    };
    format!("{} of {} jobs settled; {caught}{priced_out}", percent(settled), whole(all as f64))
}

/// What the burns did to the supply.
pub fn network(data: &ReportData) -> String {
    let (Some(first), Some(last)) = (data.network.first(), data.network.last()) else {
        return "Supply and burns: no samples".to_owned();
    };
    let change = last.supply - first.supply;
    let burned = compact(last.burned);
    if last.burned == 0.0 {
        return "Nothing was burned".to_owned();
    }
    if change >= 0.0 {
        return format!("{burned} NET burned; supply did not fall");
    }
    let share = -change / first.supply;
    if share < VISIBLE {
        return format!("{burned} NET burned, of a supply of {}", compact(first.supply));
    }
    format!("{burned} NET burned: {} less supply than at the start", percent(share))
}

/// Where revenue came from and where it went.
pub fn revenue(data: &ReportData) -> String {
    let revenue = &data.revenue;
    if revenue.total() <= 0.0 {
        return "No revenue yet".to_owned();
    }
    let source = if revenue.take >= revenue.swap_fees { "the take on jobs" } else { "swap fees" };
    let main = revenue.take.max(revenue.swap_fees) / revenue.total();
    let burned = revenue.burned / revenue.total();
    format!("{} of revenue was {source}; {} of it was burned", percent(main), percent(burned))
}

/// How much collateral open credits had at least.
pub fn collateral(data: &ReportData) -> String {
    let points = || data.backing.points.iter().flatten();
    let lowest = points().map(|point| point.collateral).fold(f64::INFINITY, f64::min);
    let weakest = points().map(|point| point.weakest).fold(f64::INFINITY, f64::min);
    if !lowest.is_finite() || !weakest.is_finite() {
        return "Collateral of open credits over their price: no samples".to_owned();
    }
    format!(
        "No class's collateral fell below {} of its credits' recent price; the provider with least had {}",
        percent(lowest),
        percent(weakest)
    )
}

/// How many calls were served, and what the others brought.
pub fn calls(data: &ReportData) -> String {
    let calls = &data.backing.calls;
    if calls.made == 0 {
        return "No job had to be called".to_owned();
    }
    let served = format!("{} of {} served", whole(calls.served as f64), plural(calls.made, "call", "calls"));
    match calls.over_price() {
        Some(share) => format!(
            "{served}; {} paid {} of the credits' price",
            plural(calls.defaulted, "default", "defaults"),
            percent(share)
        ),
        None => format!("{served}; nobody defaulted"),
    }
}

/// What revenue in other assets brought.
pub fn buy_backs(data: &ReportData) -> String {
    let sum = |what: fn(&BuyBackRow) -> f64| data.protocol.buy_backs.iter().map(what).sum::<f64>();
    let (bought, at_mean) = (sum(|sale| sale.bought), sum(|sale| sale.at_mean));
    if at_mean <= 0.0 {
        return "Nothing was bought back".to_owned();
    }
    format!("{} NET bought back, for {} of the means' price", compact(bought), percent(bought / at_mean))
}

/// What backing a cheat cost, and whether leaving in time saved anything.
pub fn vault(vault: &Vault) -> String {
    let burned = format!("{} NET of the stake behind {} burned", compact(vault.burned), vault.provider);
    match vault.exit.filter(|exit| exit.paid_at.is_some()) {
        _ if vault.burned <= 0.0 => format!("Nothing of the stake behind {} burned", vault.provider),
        // Who stayed is paid meanwhile, and so may have lost less.
        Some(exit) if exit.lost() >= exit.lost_by_staying() - 1e-9 => {
            format!("{burned}, and whoever left before the verdict lost no less")
        }
        Some(exit) => format!("{burned}; whoever left before the verdict lost {}", percent(exit.lost())),
        None => burned,
    }
}

/// Who kept a good name and who lost it.
pub fn providers(data: &ReportData) -> String {
    let scores = |at_fault: bool| -> Vec<f64> {
        data.providers
            .iter()
            .filter(|provider| (provider.frauds > 0) == at_fault)
            .map(|provider| provider.score())
            .collect()
    };
    let honest = percentile(&scores(false), 50.0);
    let cheats = scores(true);
    match (honest, percentile(&cheats, 50.0)) {
        (Some(honest), Some(cheat)) if cheat < honest => {
            let who = if cheats.len() == 1 { "the provider that cheated" } else { "those that cheated" };
            format!(
                "Honest providers reached {} in the middle; {who} ended at {}",
                percent(honest),
                percent(cheat)
            )
        }
        (Some(honest), _) => format!("Half of all providers reached a reputation of {}", percent(honest)),
        _ => "Providers by reputation".to_owned(),
    }
}

fn plural(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", whole(count as f64), if count == 1 { one } else { many })
}
