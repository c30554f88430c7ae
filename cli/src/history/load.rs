//! How many GPUs of a class are busy and offered, and what providers are remembered by: the registry's positions.
//!
//! The seconds of a class are summed up when its GPUs change and at every hour, so that they do not depend on how many
//! blocks there are, or on when somebody looks.

use anyhow::Result;
use api::provider_registry::Params;
use cosmwasm_std::Uint128;
use credit::reputation::{Memory, Prior};
use serde::{Deserialize, Serialize};

use super::book::{Book, Interval, DAY, HOUR};
use super::columns::CLASS;
use super::said::{Ask, Said};

/// The [`Score`].
const SCORE: &str = "score";

/// Of the registry's parameters, those of a reputation's score.
#[derive(Serialize, Deserialize)]
struct Score {
    reputation_a: Uint128,
    reputation_b: Uint128,
    reputation_lambda: u32,
}

/// A class's GPUs now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Load {
    busy: u64,
    offered: u64,
    /// Unix seconds up to which its seconds are summed up.
    since: u64,
}

/// A provider's position in a class. Of a history that begins in the middle, what was not said since is not known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Position {
    busy: u64,
    offered: u64,
    good: Option<Uint128>,
    bad: Option<Uint128>,
    at: u64,
}

/// Reads an event of the registry. `whole` says that the history has all that happened before.
pub fn see(book: &mut Book, said: &Said, whole: bool) -> Result<()> {
    match said.kind {
        "update_params" => {
            let score: Score =
                serde_json::from_str(said.text("params")?).map_err(|_| said.odd("has other `params`"))?;
            book.note(SCORE, &score)
        }
        "position" => position(book, said, whole),
        _ => Ok(()),
    }
}

fn position(book: &mut Book, said: &Said, whole: bool) -> Result<()> {
    let class = said.text("class")?;
    let name = fact(class, said.text("provider")?);
    let none = whole.then(Uint128::zero);
    let before = book.fact(&name)?.unwrap_or(Position { good: none, bad: none, ..Position::default() });
    let mut after = before.clone();
    let now = |key: &str| said.find(key).map(|_| said.id(key)).transpose();
    let amount = |key: &str| said.find(key).map(|_| said.number(key).map(Uint128::from)).transpose();
    after.busy = now("busy")?.unwrap_or(before.busy);
    after.offered = now("gpus")?.unwrap_or(before.offered);
    after.good = amount("good")?.or(before.good);
    after.bad = amount("bad")?.or(before.bad);
    after.at = now("remembered_at")?.unwrap_or(before.at);
    if after == before {
        return Ok(());
    }
    book.note(&name, &after)?;
    if (after.busy, after.offered) == (before.busy, before.offered) {
        return Ok(());
    }
    pass(book, class, said.at.time)?;
    let mut load: Load = book.fact(&of_class(class))?.unwrap_or_default();
    let moved = |sum: u64, before: u64, after: u64| sum.saturating_add(after).saturating_sub(before);
    load.busy = moved(load.busy, before.busy, after.busy);
    load.offered = moved(load.offered, before.offered, after.offered);
    load.since = said.at.time;
    book.note(&of_class(class), &load)
}

/// Brings every class to a time, if an hour has passed since the block before.
pub fn pass_hours(book: &mut Book, before: u64, time: u64) -> Result<()> {
    if HOUR.of(before) == HOUR.of(time) {
        return Ok(());
    }
    book.facts("load/")?.iter().try_for_each(|class| pass(book, class, time))
}

/// Sums up the seconds of a class until a time.
fn pass(book: &mut Book, class: &str, time: u64) -> Result<()> {
    let Some(load) = book.fact::<Load>(&of_class(class))? else { return Ok(()) };
    if time <= load.since {
        return Ok(());
    }
    for interval in [HOUR, DAY] {
        let file = format!("class-{class}-{}", interval.name);
        for (begin, seconds) in parts(load.since, time, interval) {
            let sums = [
                ("gpu_seconds_busy", u128::from(load.busy).saturating_mul(seconds.into())),
                ("gpu_seconds_offered", u128::from(load.offered).saturating_mul(seconds.into())),
            ];
            if sums.iter().any(|(_, seconds)| *seconds > 0) {
                book.add((&file, &file), begin, interval, &CLASS, &sums)?;
            }
        }
    }
    book.note(&of_class(class), &Load { since: time, ..load })
}

/// The intervals that a time goes through, each with how many seconds of it; no more than are kept.
fn parts(from: u64, until: u64, interval: Interval) -> impl Iterator<Item = (u64, u64)> {
    let from = from.max(until.saturating_sub(interval.seconds.saturating_mul(interval.kept)));
    let next =
        move |at: &u64| Some(interval.of(*at).saturating_add(interval.seconds)).filter(|next| *next < until);
    std::iter::successors(Some(from).filter(|from| *from < until), next)
        .map(move |begin| (begin, next(&begin).unwrap_or(until).saturating_sub(begin)))
}

/// A provider's reputation in a class at a time, basis points; none where what it is remembered by is not known.
pub fn reputation(
    book: &mut Book,
    ask: &dyn Ask,
    class: &str,
    provider: &str,
    time: u64,
) -> Result<Option<u32>> {
    let position: Position = book.fact(&fact(class, provider))?.unwrap_or_default();
    let (Some(good), Some(bad)) = (position.good, position.bad) else { return Ok(None) };
    let score = match book.fact::<Score>(SCORE)? {
        Some(score) => score,
        None => {
            let Some(Params { reputation_a, reputation_b, reputation_lambda, .. }) = ask.params()? else {
                return Ok(None);
            };
            let score = Score { reputation_a, reputation_b, reputation_lambda };
            book.note(SCORE, &score)?;
            score
        }
    };
    let prior = Prior {
        good: score.reputation_a.u128(),
        bad: score.reputation_b.u128(),
        lambda: score.reputation_lambda,
    };
    let memory = Memory { good: good.u128(), bad: bad.u128(), at: position.at };
    Ok(memory.score_bps(&prior, time).ok())
}

fn of_class(class: &str) -> String {
    format!("load/{class}")
}

fn fact(class: &str, provider: &str) -> String {
    format!("position/{class}/{provider}")
}
