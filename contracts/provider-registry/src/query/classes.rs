//! Answers about classes.

use amm_math::Price;
use api::paging::{page, ListOrder};
use api::price::shown;
use api::provider_registry::raw::TOTALS;
use api::provider_registry::{ClassResponse, ClassesResponse, PriceResponse, StandardJob, SunsetResponse};
use cosmwasm_std::{Deps, Env, StdError};

use crate::error::ContractError;
use crate::market::Quote;
use crate::state::{self, Class, CLASSES, GLOBALS, POTS, TURNS};

pub fn class(deps: Deps, id: &str) -> Result<ClassResponse, ContractError> {
    response(deps, id.to_owned(), state::class(deps.storage, id)?)
}

pub fn classes(
    deps: Deps,
    order: Option<ListOrder>,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<ClassesResponse, ContractError> {
    let after = start_after.as_deref().map(str::as_bytes);
    let classes = CLASSES
        .page_in(order, deps.storage, &[], after, page(limit))?
        .into_iter()
        .map(|(id, class)| response(deps, String::from_utf8(id).map_err(StdError::invalid_utf8)?, class))
        .collect::<Result<_, _>>()?;
    Ok(ClassesResponse { classes })
}

/// The prices of a mint and of a call of one credit now.
pub fn price(deps: Deps, env: &Env, id: &str) -> Result<PriceResponse, ContractError> {
    let class = state::class(deps.storage, id)?;
    let (config, _) = GLOBALS.load(deps.storage)?;
    let quote = Quote::read(deps.querier, &config.pool, &class, env.block.time.seconds())?;
    Ok(PriceResponse {
        mint: shown(quote.mint_price(&class)?)?,
        call: shown(quote.call_price(&class)?)?,
        capped: quote.is_capped(),
    })
}

fn response(deps: Deps, id: String, class: Class) -> Result<ClassResponse, ContractError> {
    let totals = TOTALS.may_load(deps.storage, id.as_bytes())?.unwrap_or_default();
    let pot = POTS.may_load(deps.storage, id.as_bytes())?.unwrap_or_default();
    let turn = TURNS.load(deps.storage, id.as_bytes())?.due;
    let unburned = totals.unburned.checked_add(totals.unburned_jobs);
    let mean = class.sunset.and_then(|sunset| sunset.mean).map(Price::from_raw);
    let price = mean.map(shown).transpose()?;
    let sunset = class.sunset.map(|sunset| SunsetResponse {
        at: sunset.at,
        price,
        pot_net: pot.net.into(),
        pot_credits: pot.credits.into(),
    });
    Ok(ClassResponse {
        class: id,
        credit: class.credit,
        pool_id: class.pool_id,
        params: class.params,
        paused: class.paused,
        standard: class.standard.map(|standard| StandardJob {
            gpus: standard.gpus,
            least: standard.least.into(),
            most: standard.most.into(),
        }),
        owed: totals.owed.into(),
        redeemed_unburned: unburned.ok_or(ContractError::Overflow { what: "redeemed credits" })?.into(),
        proven_gpus: totals.proven_gpus,
        turn,
        sunset,
    })
}
