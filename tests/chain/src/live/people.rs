//! Who lives in the market: providers and their liquidity, clients, a trader, a keeper.

use anyhow::{Context, Result};
use api::pool::{ExecuteMsg, ProvideSource};
use chain::market::DevnetClient;
use chain::wallet::Wallet;
use compute_amm_testing::client::Client;
use compute_amm_testing::wirings::{A100, H100, NET, ONE, USD};
use compute_amm_testing::Market;
use cosmwasm_std::{coin, Addr, Uint128};

/// Tells these people from others on the same chain; an account is named after it and the person.
pub const RUN: &str = "live";
/// NET and USD base units of each wallet.
const PURSE: u128 = 1_000_000 * ONE;
/// NET base units behind each position.
const BOND: u128 = 50_000 * ONE;
/// GPU-seconds, in base units of credits, that a provider owes and has put into a class's pool.
const SUPPLIED: u128 = 500_000 * ONE;
/// USD base units in the pool of USD and NET, and NET at two for one.
const DOLLARS: u128 = 250_000 * ONE;

/// A provider: its name, its classes with the GPUs it offers there, and whether its agent serves leases.
pub type Provider = (&'static str, &'static [(&'static str, u32)], bool);

/// All providers.
pub const PROVIDERS: [Provider; 2] =
    [("north", &[(H100, 8)], true), ("south", &[(H100, 4), (A100, 8)], false)];
/// Names of those who buy.
const CLIENTS: [&str; 3] = ["ada", "bela", "chidi"];

/// Those who act by themselves.
pub struct People {
    /// They request jobs and leases.
    pub clients: Vec<Addr>,
    /// Buys and sells credits.
    pub trader: Addr,
}

/// The devnet's account of somebody.
pub fn account(name: &str) -> String {
    format!("{RUN} {name}")
}

/// Funds everybody. A provider that is not there yet joins, and provides the credits that clients buy.
pub fn gather(market: &mut Market<DevnetClient>) -> Result<People> {
    for (name, classes, _) in PROVIDERS {
        let provider = funded(market, name)?;
        for (class, gpus) in classes {
            if market.position(&provider, class).gpus > 0 {
                continue;
            }
            market.join(&provider, class, BOND, *gpus).with_context(|| format!("{name} joins {class}"))?;
            let net = SUPPLIED / ONE * market.class(class).params.price_init.u128();
            market
                .supply_liquidity(&provider, class, SUPPLIED, net)
                .with_context(|| format!("{name} provides"))?;
        }
    }
    let maker = funded(market, "maker")?;
    if market.pool_state(market.usd_pool()).lp_supply.is_zero() {
        dollars(market, &maker).context("USD beside NET")?;
    }
    let clients = CLIENTS.iter().map(|name| funded(market, name)).collect::<Result<_>>()?;
    funded(market, "keeper")?;
    Ok(People { clients, trader: funded(market, "trader")? })
}

/// Somebody with a purse, which is filled once. Not [`Market::funded`]: that is for chains on which nobody burns meanwhile.
fn funded(market: &mut Market<DevnetClient>, name: &str) -> Result<Addr> {
    let known = Wallet::named(market.client.node().prefix(), &account(name))?;
    let purse = [coin(PURSE, NET), coin(PURSE, USD)];
    let poor = market.wallet(known.address(), USD) == 0;
    market.client.actor(name, if poor { &purse } else { &[] }).with_context(|| format!("funding {name}"))
}

/// Provides USD and NET, so that prices can be told in USD, and paid.
fn dollars(market: &mut Market<DevnetClient>, maker: &Addr) -> Result<()> {
    let provide = ExecuteMsg::Provide {
        pool_id: market.usd_pool(),
        max_0: Uint128::new(DOLLARS),
        max_1: Uint128::new(2 * DOLLARS),
        from: ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(maker, &provide, &[coin(2 * DOLLARS, NET), coin(DOLLARS, USD)]).map(drop)
}
