//! Booking coins that came.

use api::common::{check_range, coin_in, one_coin, only, Asset, AssetAmount, CommonError};
use api::fee_collector::events::FeeEvent;
use api::fee_collector::{Category, TakeReport, MAX_PAYERS};
use api::provider_registry::raw;
use cosmwasm_std::{
    coins, Addr, BankMsg, Deps, DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128,
};

use crate::books::Books;
use crate::bucket::add;
use crate::error::ContractError;
use crate::state::{day_of, today, Config, CONFIG, WAITING};

/// Books coins by their category. Refuses a sender that may not deposit it, and other coins than it takes.
pub fn run(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    category: &Category,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let today = today(env)?;
    let mut response = Response::new();
    let amount = match category {
        Category::Take(report) => {
            let expected = "the job-market or a market that the registry knows";
            only_market(deps.as_ref(), &config, &info.sender, expected)?;
            let amount = network_coin(&config, info)?;
            check_report(report, today, &amount)?;
            let mut books = Books::open(deps.storage, report.day.max(day_of(config.started)?))?;
            books.take(report, amount.amount.u128())?;
            books.close(deps.storage)?;
            amount
        }
        Category::SwapFees { .. } | Category::Spread {} => {
            only(&info.sender, &[&config.pool], "the pool contract")?;
            let coin = one_coin(info)?;
            let amount = AssetAmount { asset: Asset::native(&coin.denom), amount: coin.amount };
            let came = PoolRevenue::of(category, coin.amount).unwrap_or_default();
            if coin.denom == config.network_denom {
                let mut books = Books::open(deps.storage, today)?;
                books.swap_fees(came.swap_fees, came.lp)?;
                books.spread(came.spread)?;
                books.close(deps.storage)?;
            } else {
                wait(deps.storage, &amount.asset, &came)?;
            }
            amount
        }
        Category::Slash {} => {
            let peers = [&config.provider_registry, &config.job_market];
            only(&info.sender, &peers, "the provider-registry or the job-market")?;
            let amount = network_coin(&config, info)?;
            let mut books = Books::open(deps.storage, today)?;
            books.slash(amount.amount.u128())?;
            books.close(deps.storage)?;
            response = response.add_message(burn(&config, &amount));
            amount
        }
        Category::Backing {} => {
            let canonical = deps.api.addr_canonicalize(info.sender.as_str())?;
            if !raw::is_restaking(deps.querier, &config.provider_registry, &canonical)? {
                let (expected, got) = ("the registry's restaking contract".into(), info.sender.to_string());
                return Err(CommonError::Unauthorized { expected, got }.into());
            }
            let amount = network_coin(&config, info)?;
            let mut books = Books::open(deps.storage, today)?;
            books.backing(amount.amount.u128())?;
            books.close(deps.storage)?;
            response = response.add_message(burn(&config, &amount));
            amount
        }
        Category::Donation {} => {
            let amount = network_coin(&config, info)?;
            let mut books = Books::open(deps.storage, today)?;
            books.donation(amount.amount.u128())?;
            books.close(deps.storage)?;
            amount
        }
    };
    let event: Event = FeeEvent::Deposit { sender: &info.sender, category, amount }.into();
    Ok(response.add_event(event))
}

/// Refuses who is neither the job-market nor a market to which governance lets providers pledge, or did: such a one may deposit what
/// it earned. `expected` names the role.
pub fn only_market(deps: Deps, config: &Config, sender: &Addr, expected: &str) -> Result<(), ContractError> {
    let canonical = deps.api.addr_canonicalize(sender.as_str())?;
    if *sender != config.job_market && !raw::is_market(deps.querier, &config.provider_registry, &canonical)? {
        let (expected, got) = (expected.into(), sender.to_string());
        return Err(CommonError::Unauthorized { expected, got }.into());
    }
    Ok(())
}

/// What came from the pool, base units of whatever asset.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PoolRevenue {
    swap_fees: u128,
    spread: u128,
    /// What LPs earned from the same swaps.
    lp: u128,
}

impl PoolRevenue {
    /// By category; none for one that does not come from the pool.
    pub fn of(category: &Category, amount: Uint128) -> Option<Self> {
        let amount = amount.u128();
        match category {
            Category::SwapFees { lp } => Some(Self { swap_fees: amount, lp: lp.u128(), spread: 0 }),
            Category::Spread {} => Some(Self { spread: amount, ..Self::default() }),
            Category::Take(_) | Category::Slash {} | Category::Backing {} | Category::Donation {} => None,
        }
    }
}

/// Books revenue in an asset other than NET, which waits for its buy-back.
pub fn wait(storage: &mut dyn Storage, asset: &Asset, came: &PoolRevenue) -> Result<(), ContractError> {
    let key = asset.key();
    let mut waiting = WAITING.may_load(storage, &key)?.unwrap_or_default();
    add(&mut waiting.swap_fees, came.swap_fees, "waiting swap fees")?;
    add(&mut waiting.spread, came.spread, "waiting spread")?;
    // Reported beside the coins.
    waiting.lp_fees = waiting.lp_fees.saturating_add(came.lp);
    // Each of the two is an amount, and so must be their sum: queries and buy-backs ask for it.
    waiting.amount()?;
    Ok(WAITING.save(storage, &key, &waiting)?)
}

fn burn(config: &Config, amount: &AssetAmount) -> BankMsg {
    BankMsg::Burn { amount: coins(amount.amount.u128(), &config.network_denom) }
}

fn network_coin(config: &Config, info: &MessageInfo) -> Result<AssetAmount, ContractError> {
    let amount = coin_in(info, &config.network_denom)?;
    Ok(AssetAmount { asset: Asset::native(&config.network_denom), amount })
}

/// A report of a day that has begun, whose parts are no more than their wholes.
fn check_report(report: &TakeReport, today: u32, came: &AssetAmount) -> Result<(), ContractError> {
    check_range("day", report.day, 0, today)?;
    if report.payers.len() > MAX_PAYERS {
        let expected = format!("at most {MAX_PAYERS}");
        let got = report.payers.len().to_string();
        return Err(CommonError::Bounds { field: "payers", expected, got }.into());
    }
    let paid = report.payers.iter().fold(0u128, |sum, payer| sum.saturating_add(payer.take.u128()));
    let parts = [
        ("self_dealing", report.volume.u128(), report.self_dealing.u128()),
        ("payers", came.amount.u128(), paid),
    ];
    match parts.into_iter().find(|(_, max, got)| got > max) {
        Some((field, max, got)) => Err(ContractError::Report { field, max, got }),
        None => Ok(()),
    }
}
