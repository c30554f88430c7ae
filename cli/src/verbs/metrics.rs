//! `camm metrics`.

use anyhow::Result;
use api::fee_collector::Window;
use clap::{Args, ValueEnum};
use serde_json::{json, Value};

use crate::exit::Exit;
use crate::money::gpu_time;
use crate::render::{percent, Fields, Table};
use crate::session::Session;

/// What the market earned and burned, from the chain's own books.
#[derive(Args)]
pub struct Metrics {
    /// Over what time.
    #[arg(long, value_enum, default_value = "all")]
    window: Span,
    /// The pools instead: reserves, prices, fees that wait.
    #[arg(long)]
    pools: bool,
}

/// Over what time.
#[derive(Clone, Copy, ValueEnum)]
pub enum Span {
    /// Today so far.
    Day,
    /// Seven days.
    Week,
    /// Thirty days.
    Month,
    /// Ninety days.
    Quarter,
    /// Since the start.
    All,
}

impl Metrics {
    /// Asks and shows.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        if self.pools {
            return pools(session);
        }
        let market = &session.market;
        let window = match self.window {
            Span::Day => Window::Day,
            Span::Week => Window::Week,
            Span::Month => Window::Month,
            Span::Quarter => Window::Quarter,
            Span::All => Window::All,
        };
        let metrics = market.metrics(window)?;
        let (balances, holdings) = (market.balances()?, market.holdings()?);
        let document = json!({ "metrics": metrics, "balances": balances, "unswept_take": holdings.take });
        session.out.show(&document, |_| {
            let net = |amount| market.net_shown(amount);
            let mut fields = Fields::new();
            fields.add("days", format!("{} to {} since 1970", metrics.from_day, metrics.to_day));
            fields.add("jobs settled", metrics.jobs).add(
                "GPU time settled",
                gpu_time(metrics.gpu_seconds.u128().saturating_mul(api::common::CREDIT)),
            );
            fields.add("volume", net(metrics.volume)).add("take", net(metrics.take));
            fields.add("swap fees", net(metrics.swap_fees)).add("spread", net(metrics.spread));
            fields.add("revenue", net(metrics.revenue)).add("burned of it", net(metrics.burned_revenue));
            fields.add("to stakers", net(metrics.stakers)).add("for liquidity", net(metrics.liquidity));
            fields.add("not yet distributed", net(metrics.pending));
            fields.add("take not yet swept", net(holdings.take));
            fields.add("burned of slashes", net(metrics.burned_slashes));
            fields.add("burned of stake behind providers", net(metrics.burned_backing));
            fields.add(
                "change of NET's supply",
                format!("{} {}", metrics.net_supply_change, market.manifest.network_denom),
            );
            fields.maybe("utilisation", metrics.utilisation_bps.map(|bps| percent(bps.into())));
            fields.add("self-dealing, at least", percent(metrics.self_dealing_bps.into()));
            fields.add("largest payer, at least", percent(metrics.top_payer_bps.into()));
            fields.text()
        })?;
        Ok(Exit::Done)
    }
}

fn pools(session: &Session) -> Result<Exit> {
    let market = &session.market;
    let mut table =
        Table::new(&["pool", "first asset", "reserve", "second asset", "reserve", "price", "LP shares"]);
    let mut documents = vec![];
    for pool in market.pools()? {
        let prices = market.prices(pool.pool_id)?;
        table.row(vec![
            pool.pool_id.to_string(),
            market.name(&pool.asset_0),
            market.shown(&pool.asset_0, pool.reserve_0),
            market.name(&pool.asset_1),
            market.shown(&pool.asset_1, pool.reserve_1),
            prices.spot.as_deref().map_or_else(|| "-".into(), crate::render::price),
            crate::money::grouped(pool.lp_supply.u128()),
        ]);
        documents.push(json!({ "pool": pool, "prices": prices }));
    }
    session
        .out
        .show(&json!({ "pools": Value::from(documents) }), |_| table.text("the market has no pool"))?;
    Ok(Exit::Done)
}
