//! The first job of a new market on a devnet: bought, done, verified and paid, so that whoever deployed it sees it work.

use anyhow::{ensure, Context, Result};
use api::common::CREDIT;
use api::fee_collector::{ExecuteMsg as FeeMsg, MetricsResponse, QueryMsg as FeeQuery, Window};
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobState};
use compute_amm_testing::wirings::ONE;
use cosmwasm_std::coins;
use deploy::Manifest;

use crate::config::ChainFile;
use crate::market::attach;
use crate::progress::Progress;

/// Runs one job of the first class, attested, unless the market has settled one before.
pub fn run(file: &ChainFile, manifest: &Manifest, progress: &mut dyn Progress) -> Result<()> {
    let mut market = attach(file, manifest, "try-out")?;
    let metrics: MetricsResponse = market.ask_fees(&FeeQuery::Metrics { window: Window::All });
    if metrics.jobs > 0 {
        progress.say(&format!("{} jobs have been paid and reported on this market already", metrics.jobs));
        return Ok(());
    }
    let class = market.wiring.classes.first().context("the wiring has no class to try out")?.clone();
    let denom = market.wiring.network_denom.clone();
    let provider = market.funded("provider", &coins(20_000 * ONE, &denom))?;
    market.join(&provider, &class.class, 10_000 * ONE, 4).context("a provider joins")?;
    let (credits, price) = (20_000 * ONE, class.params.price_init.u128());
    market.supply_liquidity(&provider, &class.class, credits, credits / CREDIT * price)?;
    progress.say(&format!("{provider} bonds, offers 4 GPUs of {} and supplies credits", class.class));
    let client = market.funded("client", &coins(10_000 * ONE, &denom))?;
    let supply = market.net_supply();
    let job = market.run_job(&client, &provider, &class.class, 1, 5, AcceptPayout::Credits {})?;
    let state = market.job(job).state;
    ensure!(state == JobState::Settled, "job {job}: expected it settled, got {state:?}");
    let paid = market.account(&provider, &market.credit(&class.class));
    ensure!(paid == 5 * CREDIT, "job {job}: expected {} paid, got {paid}", 5 * CREDIT);
    progress.say(&format!("job {job} of {client} is done, attested and paid: 5 credits to {provider}"));
    market.jobs(&client, &JobMsg::SweepTake {}, &[]).context("sweeping the take")?;
    market.fees(&client, &FeeMsg::Distribute {}, &[]).context("distributing the revenue")?;
    let burned = supply.checked_sub(market.net_supply()).context("NET's supply has grown")?;
    ensure!(burned > 0, "expected NET burned from the take of job {job}, but its supply is as it was");
    progress.say(&format!(
        "its take is distributed: {burned} {denom} burned, the supply is {}",
        market.net_supply()
    ));
    Ok(())
}
