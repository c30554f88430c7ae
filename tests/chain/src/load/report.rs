//! The figures of a run.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde_json::{json, Value};

use super::processes::Spent;
use super::size::Load;
use super::walk::{Kind, Told, Walk, FAILED};

/// The state of a job that was paid for.
const SETTLED: &str = "settled";

/// What a run came to. Rates are rounded down, gas per message and times are rounded to the nearest.
#[derive(Clone, Debug)]
pub struct Report {
    load: Load,
    /// How many jobs ended in each state.
    pub states: BTreeMap<String, u64>,
    /// From the block of the first request to that of the last settlement, milliseconds. What is refunded waits for its time to
    /// be over, so it counts in no rate.
    millis: u64,
    /// The same from the block in which a tenth of them had settled to that in which nine tenths had, and how many settled then.
    steady: (u64, u64),
    /// Transactions by what they hold.
    kinds: BTreeMap<String, Kind>,
    failures: BTreeMap<String, u64>,
    /// Blocks of that time, how many of them hold something, gas of the fullest and of all.
    blocks: (u64, u64, u64, u64),
    /// Median times from request to acceptance, and from there to the end, milliseconds.
    waits: (u64, u64),
    spent: Spent,
    took: Duration,
}

impl Report {
    pub(super) fn of(load: &Load, walk: &Walk, spent: &Spent, took: Duration) -> Self {
        let time = |told: &[Told]| told.first().map(|told| walk.time(told.height));
        let mut states = BTreeMap::<String, u64>::new();
        let (mut ends, mut taken, mut worked) = (vec![], vec![], vec![]);
        for job in walk.jobs.values() {
            let state = job.end.first().and_then(|end| end.text("state").ok()).unwrap_or("none");
            *states.entry(state.to_owned()).or_default() += 1;
            if state != SETTLED {
                continue;
            }
            ends.extend(time(&job.end));
            if let (Some(asked), Some(accepted), Some(end)) =
                (time(&job.request), time(&job.accept), time(&job.end))
            {
                taken.push(accepted.saturating_sub(asked));
                worked.push(end.saturating_sub(accepted));
            }
        }
        ends.sort_unstable();
        let begun = walk.jobs.values().filter_map(|job| time(&job.request)).min().unwrap_or_default();
        let last = ends.last().copied().unwrap_or_default();
        let at = |tenths: usize| ends.get(ends.len() * tenths / 10).copied().unwrap_or_default();
        let between = ends.iter().filter(|end| **end > at(1) && **end <= at(9)).count() as u64;
        let blocks = || walk.blocks.values().filter(|block| block.time >= begun && block.time <= last);
        Self {
            load: load.clone(),
            states,
            millis: last.saturating_sub(begun),
            steady: (at(9).saturating_sub(at(1)), between),
            kinds: walk.kinds.clone(),
            failures: walk.failures.clone(),
            blocks: (
                blocks().count() as u64,
                blocks().filter(|block| block.gas > 0).count() as u64,
                blocks().map(|block| block.gas).max().unwrap_or_default(),
                blocks().map(|block| block.gas).sum(),
            ),
            waits: (median(taken), median(worked)),
            spent: *spent,
            took,
        }
    }

    /// Jobs that settled.
    pub fn settled(&self) -> u64 {
        self.states.get(SETTLED).copied().unwrap_or_default()
    }

    /// Jobs that settled per minute from the first request to the last settlement.
    pub fn per_minute(&self) -> u64 {
        rate(self.settled(), self.millis)
    }

    /// The same while the second to ninth tenth of them settled.
    pub fn steadily(&self) -> u64 {
        rate(self.steady.1, self.steady.0)
    }

    /// Gas of all transactions for each job, those that failed included.
    pub fn gas_per_job(&self) -> u64 {
        per(self.kinds.values().map(|kind| kind.gas).sum(), self.load.jobs as u64)
    }

    /// The same for machines.
    pub fn json(&self) -> Value {
        let kinds = self.kinds.iter().map(|(name, kind)| {
            let Kind { transactions, messages, gas } = kind;
            (name.clone(), json!({ "transactions": transactions, "messages": messages, "gas": gas }))
        });
        let (blocks, full, most, all) = self.blocks;
        let Spent { agents, attestors, node, clients } = self.spent;
        json!({
            "jobs": self.load.jobs, "clients": self.load.clients, "agents": self.load.agents,
            "batch": self.load.batch, "gpus": self.load.gpus,
            "states": self.states, "millis": self.millis,
            "jobs_per_minute": self.per_minute(), "jobs_per_minute_steady": self.steadily(),
            "gas_per_job": self.gas_per_job(),
            "transactions": kinds.collect::<serde_json::Map<_, _>>(), "failures": self.failures,
            "blocks": { "all": blocks, "with_transactions": full, "most_gas": most, "gas": all },
            "median_millis": { "request_to_accept": self.waits.0, "accept_to_end": self.waits.1 },
            "core_millis": { "agents": agents, "attestors": attestors, "node": node, "clients": clients },
            "took_millis": self.took.as_millis() as u64,
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Load { jobs, clients, agents, batch, gpus } = &self.load;
        writeln!(f, "{jobs} jobs by {clients} clients, at most {batch} requests in a transaction; {agents} agents of {gpus} GPUs")?;
        let states: Vec<String> =
            self.states.iter().map(|(state, count)| format!("{count} {state}")).collect();
        writeln!(f, "ends: {}", states.join(", "))?;
        let seconds = |millis: u64| format!("{}.{} s", millis / 1_000, millis % 1_000 / 100);
        writeln!(
            f,
            "from the first request to the last settlement: {}, {} jobs a minute",
            seconds(self.millis),
            self.per_minute()
        )?;
        writeln!(f, "while the second to ninth tenth settled: {} jobs a minute", self.steadily())?;
        let (taken, worked) = self.waits;
        writeln!(
            f,
            "median from request to acceptance {}, from there to the end {}",
            seconds(taken),
            seconds(worked)
        )?;
        writeln!(
            f,
            "\n| transactions of | how many | messages in each | gas of a message | gas for each job |"
        )?;
        writeln!(f, "|---|---|---|---|---|")?;
        for (name, Kind { transactions, messages, gas }) in &self.kinds {
            let each = |whole: u64| match name == FAILED || *messages == 0 {
                true => "–".to_owned(),
                false => whole.to_string(),
            };
            let (in_each, of_each) = (each(per(*messages, *transactions)), each(per(*gas, *messages)));
            writeln!(f, "| {name} | {transactions} | {in_each} | {of_each} | {} |", per(*gas, *jobs as u64))?;
        }
        writeln!(f, "\ngas for each job, all of it: {}", self.gas_per_job())?;
        for (reason, count) in &self.failures {
            writeln!(f, "failed {count} times: {reason}")?;
        }
        let (blocks, full, most, all) = self.blocks;
        writeln!(
            f,
            "{blocks} blocks, {full} of them with transactions; gas of the fullest {most}, of the average {}",
            per(all, blocks)
        )?;
        let took = u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX);
        let part =
            |millis: u64| format!("{}.{:02}", per(millis * 100, took) / 100, per(millis * 100, took) % 100);
        let Spent { agents, attestors, node, clients } = self.spent;
        write!(
            f,
            "cores busy: {} (agents and their runs {}, attestors and theirs {}, the node {}, clients and who watches {})",
            part(self.spent.all()), part(agents), part(attestors), part(node), part(clients)
        )
    }
}

fn median(mut all: Vec<u64>) -> u64 {
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or_default()
}

/// So many in so many milliseconds, for each minute, rounded down.
fn rate(count: u64, millis: u64) -> u64 {
    (count * 60_000).checked_div(millis).unwrap_or_default()
}

/// A part of a whole, rounded to the nearest; 0 of nothing.
fn per(whole: u64, parts: u64) -> u64 {
    (whole + parts / 2).checked_div(parts).unwrap_or_default()
}
