//! Earned take: booked to the day it was earned on, one record read and written per job, until somebody
//! sweeps it.

use api::fee_collector::TakeReport;
use cosmwasm_std::{Addr, Env, Storage};

use crate::error::ContractError;
use crate::job::terms::Terms;
use crate::state::{Day, DAYS};

const SECONDS_PER_DAY: u64 = 86_400;

/// Books the take of a settled job, paid by `payer` and done by `provider`, with its volume.
pub fn settled(
    storage: &mut dyn Storage,
    env: &Env,
    terms: &Terms,
    payer: &Addr,
    provider: &Addr,
) -> Result<(), ContractError> {
    book(storage, env, terms.take, payer, |day| {
        day.volume = add(day.volume, terms.cost)?;
        if payer == provider {
            day.self_dealing = add(day.self_dealing, terms.cost)?;
        }
        day.jobs = day.jobs.saturating_add(1);
        let work = u128::from(terms.gpus).checked_mul(terms.seconds.into());
        day.gpu_seconds = add(day.gpu_seconds, work.ok_or(amm_math::MathError::Overflow)?)?;
        Ok(())
    })
}

/// Books what a job that nobody did has earned: no volume, because nothing was delivered.
pub fn unserved(storage: &mut dyn Storage, env: &Env, payer: &Addr, take: u128) -> Result<(), ContractError> {
    if take == 0 {
        return Ok(());
    }
    book(storage, env, take, payer, |_| Ok(()))
}

/// What the fee-collector is told of a day.
pub fn report(number: u32, day: &Day) -> TakeReport {
    TakeReport {
        day: number,
        jobs: day.jobs,
        gpu_seconds: day.gpu_seconds.into(),
        volume: day.volume.into(),
        self_dealing: day.self_dealing.into(),
        payers: day.payers.weights(),
    }
}

fn book(
    storage: &mut dyn Storage,
    env: &Env,
    take: u128,
    payer: &Addr,
    more: impl FnOnce(&mut Day) -> Result<(), ContractError>,
) -> Result<(), ContractError> {
    let number = u32::try_from(env.block.time.seconds() / SECONDS_PER_DAY)
        .map_err(|_| amm_math::MathError::Overflow)?;
    let key = number.to_be_bytes();
    let mut day = DAYS.may_load(storage, &key)?.unwrap_or_default();
    day.take = add(day.take, take)?;
    day.payers.add(payer.as_str(), take);
    more(&mut day)?;
    Ok(DAYS.save(storage, &key, &day)?)
}

fn add(a: u128, b: u128) -> Result<u128, ContractError> {
    Ok(a.checked_add(b).ok_or(amm_math::MathError::Overflow)?)
}
