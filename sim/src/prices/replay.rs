//! What the anchor costs those who only trade: real demand, with the anchor and without.

use std::path::Path;

use anyhow::{ensure, Context, Result};
use pool::pool::Side;

use super::sandwich::fees;
use super::venue::{Anchor, Venue};
use crate::demand::scale::Scale;
use crate::demand::Demand;
use crate::page::{markdown, Marks};
use crate::time::{DAY, HOUR};
use crate::trace;

/// Where the table stands.
pub const MARKS: Marks = Marks { command: "cargo xtask prices --write docs/prices.md (traces)" };

/// The default fee of a pool, basis points.
const FEE: u32 = 100;
/// Seconds of a block.
const BLOCKS: [u64; 2] = [1, 6];
/// Base units of a GPU-second.
const CREDIT: u128 = 1_000_000;

/// A trade that somebody wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trade {
    /// A request buys exactly so many credits, base units.
    Buy(u128),
    /// A provider sells exactly so many.
    Sell(u128),
}

/// What a replay cost, NET base units; credits count one NET, which is the price that the pool begins with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// Trades.
    pub trades: u64,
    /// Of those, not the first of their block.
    pub behind: u64,
    /// NET that changed hands without the anchor.
    pub volume: i128,
    /// What traders paid more, or got less, with the anchor.
    pub extra: i128,
    /// Of that, spread.
    pub spread: i128,
    /// Of that, the protocol's share of the fee.
    pub fees: i128,
    /// Of that, what the reserves hold more.
    pub lps: i128,
}

/// Requests at their arrival, and sales of the credits that they bought when the work is done.
pub fn trades(jobs: &[Demand]) -> Vec<(u64, Trade)> {
    let mut trades: Vec<(u64, Trade)> = jobs
        .iter()
        .flat_map(|job| {
            let credits = u128::from(job.gpu_seconds()) * CREDIT;
            [(job.arrival, Trade::Buy(credits)), (job.arrival + job.seconds, Trade::Sell(credits))]
        })
        .collect();
    // Of one second, requests come first, in the order of the trace.
    trades.sort_by_key(|(at, trade)| (*at, matches!(trade, Trade::Sell(_))));
    trades
}

/// Runs the same trades through two pools of `reserve` credits and NET.
pub fn replay(trades: &[(u64, Trade)], block: u64, reserve: u128) -> Result<Cost> {
    let mut with = Venue::open(reserve, fees(FEE), Anchor::On)?;
    let mut without = Venue::open(reserve, fees(FEE), Anchor::Off)?;
    let mut cost = Cost::default();
    let mut last = None;
    for &(at, trade) in trades {
        let height = at / block;
        if last == Some(height) {
            cost.behind += 1;
        } else {
            let passed = (height - last.unwrap_or(0)).max(1) * block;
            with.next_block(passed);
            without.next_block(passed);
        }
        last = Some(height);
        cost.trades += 1;
        let (dearer, plain) = match trade {
            Trade::Buy(credits) => (with.buy(Side::Zero, credits)?, without.buy(Side::Zero, credits)?),
            Trade::Sell(credits) => (with.sell(Side::Zero, credits)?, without.sell(Side::Zero, credits)?),
        };
        let more = dearer as i128 - plain as i128;
        cost.volume += plain as i128;
        cost.extra += if matches!(trade, Trade::Buy(_)) { more } else { -more };
    }
    let more = |what: fn(&Venue) -> (u128, u128)| {
        let sum = |(credits, net): (u128, u128)| credits as i128 + net as i128;
        sum(what(&with)) - sum(what(&without))
    };
    (cost.spread, cost.fees, cost.lps) = (more(Venue::spreads), more(Venue::fees), more(Venue::reserves));
    ensure!(
        cost.extra == cost.spread + cost.fees + cost.lps,
        "expected what traders lose to be what others gain: {cost:?}"
    );
    Ok(cost)
}

/// A stream of real demand.
struct Stream {
    name: &'static str,
    jobs: Vec<Demand>,
    /// Over how many seconds jobs arrive.
    span: u64,
    /// Pools that hold the credits bought in so many seconds.
    pools: [(u64, &'static str); 3],
}

fn streams(folder: &Path) -> Result<[Stream; 2]> {
    let file = |name: &str| folder.join("data/gpu-traces").join(name);
    let cluster = trace::load(
        &[file("philly_vc_arrivals_gavel_mit.csv"), file("philly_runtimes_alibaba2020_ccby.csv")],
        1,
    )?;
    let scale = Scale { jobs: cluster.len(), days: 7, mean_gpus: None, longest: 12 * HOUR, most_gpus: 8 };
    Ok([
        Stream {
            name: "cluster jobs (Philly), in a week",
            jobs: scale.apply(&cluster),
            span: 7 * DAY,
            pools: [(2 * DAY, "2 days"), (5 * DAY, "5 days"), (20 * DAY, "20 days")],
        },
        Stream {
            name: "model requests (Azure), in an hour",
            jobs: trace::load(&[file("azure_llm_inference_2023.csv")], 1)?,
            span: HOUR,
            pools: [(HOUR / 6, "10 minutes"), (HOUR, "1 hour"), (6 * HOUR, "6 hours")],
        },
    ])
}

/// The table; `told` hears of each stream when it is done.
pub fn render(folder: &Path, told: impl Fn(&str)) -> Result<String> {
    let mut rows = vec![];
    for stream in streams(folder)? {
        let trades = trades(&stream.jobs);
        let bought: u128 = stream.jobs.iter().map(|job| u128::from(job.gpu_seconds()) * CREDIT).sum();
        for block in BLOCKS {
            for (holds, label) in stream.pools {
                let reserve = bought / u128::from(stream.span) * u128::from(holds);
                let cost = replay(&trades, block, reserve)
                    .with_context(|| format!("{}, blocks of {block} s, a pool of {label}", stream.name))?;
                let bps = |amount: i128| format!("{:.2}", amount as f64 / cost.volume as f64 * 1e4);
                rows.push(vec![
                    stream.name.to_owned(),
                    format!("{block} s"),
                    label.to_owned(),
                    cost.trades.to_string(),
                    format!("{:.0} %", cost.behind as f64 / cost.trades as f64 * 100.0),
                    bps(cost.extra),
                    bps(cost.spread),
                    bps(cost.fees),
                    bps(cost.lps),
                ]);
            }
        }
        told(stream.name);
    }
    let heads = [
        "demand",
        "block",
        "pool holds",
        "trades",
        "not first in their block",
        "extra cost",
        "of it spread",
        "protocol's fees",
        "LPs",
    ];
    Ok(markdown(&heads, &rows, 1))
}
