//! One self-contained HTML page about the comparison, and the tables of its document. Every number of
//! them is computed
//! from rows, parameters or the defaults of the contracts.

pub mod burn;
mod charts;
pub mod criteria;
pub mod doc;
mod elsewhere;
pub mod numbers;
mod parameters;
mod runs;
mod scenario;
mod sensitivity;
mod verdicts;
pub mod words;

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::report::format::{compact, whole};
use crate::report::svg::escape;

use super::names::{Model, Scenario};
use super::params::World;
use super::rows::{Measure, Row, Table};
use super::tune::Tuned;
use super::verdicts::judge;

use burn::Rates;
use numbers::share;
use runs::made_with;

const STYLE: &str = include_str!("../../report/style.css");
const OWN_STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("../../report/hover.js");

/// What the page is about.
pub struct Report<'a> {
    /// Rows of all worlds.
    pub rows: &'a [Row],
    /// The parameters that the models ran with; none if their defaults.
    pub tuned: Option<&'a Tuned>,
    /// Where demand came from.
    pub demand: &'a str,
    /// In which disjoint window of it each seed begins.
    pub windows: BTreeMap<u64, usize>,
}

impl Report<'_> {
    /// The tables of all worlds, `base` first, the others as the sensitivity has them; what else there is comes last.
    /// Each is of the seeds that all its models have.
    pub fn worlds(&self) -> Vec<(String, Table)> {
        let mut names = vec![World::default().name];
        names.extend(World::sensitivity().into_iter().map(|world| world.name));
        for row in self.rows {
            if !names.contains(&row.world) {
                names.push(row.world.clone());
            }
        }
        let base = names[0].clone();
        let of = |name: String| {
            let rows: Vec<Row> = self.rows.iter().filter(|row| row.world == name).cloned().collect();
            (name == base || !rows.is_empty())
                .then(|| (name, Table::new(rows).common().with_windows(self.windows.clone())))
        };
        names.into_iter().filter_map(of).collect()
    }

    /// The page.
    pub fn html(&self) -> String {
        let worlds = self.worlds();
        let base = &worlds[0].1;
        let mut out = String::with_capacity(1 << 20);
        let _ = write!(
            out,
            r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>Token models side by side</title><style>{STYLE}{OWN_STYLE}</style></head><body><main>"#
        );
        self.header(&mut out, base);
        contents(&mut out, base);
        burned(&mut out, base);
        let _ = write!(
            out,
            "<section id=\"criteria\"><h2>What would speak against the thesis, and whether it \
            does</h2><p>Statements and thresholds were \
             written down before the first run. Each number is a median over seeds unless it says \
             otherwise. A test that holds speaks \
             for the statement, so against the thesis.</p><div class=\"verdicts\">{}</div></section>",
            criteria::html(&judge(base))
        );
        for scenario in Scenario::ALL.into_iter().filter(|&scenario| base.has(scenario)) {
            out.push_str(&scenario::html(base, scenario));
        }
        out.push_str(&sensitivity::html(&worlds));
        out.push_str(&parameters::html(&World::default(), self.tuned));
        for (place, heading) in words::QUOTED.into_iter().enumerate() {
            let _ = write!(out, "<section id=\"words{place}\"><h2>{}</h2><ul>", escape(heading));
            for point in words::points(heading) {
                let _ = write!(out, "<li>{point}</li>");
            }
            out.push_str("</ul></section>");
        }
        let _ = write!(out, r#"</main><div id="tip" hidden></div><script>{SCRIPT}</script></body></html>"#);
        out
    }

    fn header(&self, out: &mut String, base: &Table) {
        let world = World::default();
        let seeds = match doc::seeds(base) {
            Some((least, most)) if least == most => format!("{} paired seeds", whole(least as f64)),
            Some((least, most)) => format!("{least} to {most} seeds"),
            None => "no seeds yet".into(),
        };
        let scenarios: Vec<&str> =
            Scenario::ALL.into_iter().filter(|&s| base.has(s)).map(Scenario::label).collect();
        let tuned = match self.tuned {
            Some(_) => "Parameters tuned with the same budget for each model on the other half of the demand",
            None => "Parameters: each model's defaults",
        };
        let _ = write!(
            out,
            "<header><h1>Token models side by side</h1><p>Does a compute token live better on fees of \
            verified work, burned, \
             than on emissions, governance, stakes or nothing at all? {} models met the same demand, \
             providers, traders and \
             pool, ours by its real contracts, and this page says what came of it, also where it speaks \
             against us.</p> \
             <p class=\"run\">{} runs; {seeds} in: {}. {} demands over {} days, from: {}. {tuned}. {}</p></header>",
            Model::ALL.len(),
            whole(self.rows.len() as f64),
            if scenarios.is_empty() { "no scenario".to_owned() } else { scenarios.join(", ") },
            whole(world.jobs as f64),
            world.days,
            escape(self.demand),
            escape(&made_with(self.rows.iter().map(|row| row.key.as_str()))),
        );
    }
}

/// Where things are.
fn contents(out: &mut String, base: &Table) {
    let mut links = vec![("burn".to_owned(), "the burn"), ("criteria".into(), "criteria")];
    let scenarios = Scenario::ALL.into_iter().filter(|&scenario| base.has(scenario));
    links.extend(scenarios.map(|scenario| (format!("{scenario:?}"), scenario.label())));
    links.extend([("sensitivity".into(), "sensitivity"), ("parameters".into(), "parameters")]);
    links
        .extend(words::QUOTED.into_iter().enumerate().map(|(place, words)| (format!("words{place}"), words)));
    out.push_str("<nav>");
    for (id, label) in links {
        let _ = write!(out, "<a href=\"#{id}\">{}</a> ", escape(label));
    }
    out.push_str("</nav>");
}

/// How small the burn is: by the defaults, at public volumes, and in the runs.
fn burned(out: &mut String, base: &Table) {
    let rates = Rates::defaults();
    let first = burn::PUBLIC[0];
    out.push_str(r#"<section id="burn"><h2>How small the burn is</h2><dl class="tiles four">"#);
    let mut tiles = vec![
        (
            "burned of gross volume".to_owned(),
            share(rates.of_take()),
            format!("{} take × {} burned", share(rates.take), share(rates.burn)),
        ),
        (
            "burned of what is swapped".into(),
            share(rates.of_swaps()),
            format!(
                "{} fee × {} × {} burned",
                share(rates.pool_fee),
                share(rates.protocol),
                share(rates.burn)
            ),
        ),
    ];
    if let Some(value) = first.value {
        tiles.push((
            format!("of supply a year at {}", first.name),
            share(rates.of_supply(first.volume, value)),
            format!("{} USD a year on a value of {} USD", compact(first.volume), compact(value)),
        ));
        let part = burn::MATTERS[0];
        let volume = rates.volume_for(part, value);
        tiles.push((
            format!("volume a year that burns {} of it", share(part)),
            format!("{} USD", compact(volume)),
            format!("{} times that volume", compact(volume / first.volume)),
        ));
    }
    for (label, value, note) in tiles {
        let _ = write!(
            out,
            "<div><dt>{}</dt><dd>{}</dd><dd class=\"note\">{}</dd></div>",
            escape(&label),
            escape(&value),
            escape(&note)
        );
    }
    let _ = write!(out, "</dl><p>{}</p>", words::html(&doc::burn_words()));
    let (heads, rows) = doc::networks();
    out.push_str(r#"<div class="scroll"><table class="numbers"><thead><tr>"#);
    for head in heads {
        let _ = write!(out, r#"<th scope="col">{}</th>"#, escape(&head));
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        let cells: String = row.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
        let _ = write!(out, "<tr>{cells}</tr>");
    }
    let mut sources: Vec<(String, &str)> = vec![];
    for public in burn::PUBLIC {
        match sources.iter_mut().find(|(_, source)| *source == public.source) {
            Some((names, _)) => *names += &format!(" and {}", public.name),
            None => sources.push((public.name.to_owned(), public.source)),
        }
    }
    let sources: Vec<String> = sources.iter().map(|(names, source)| format!("{names}: {source}")).collect();
    let _ = write!(
        out,
        "</tbody></table></div><p>Public volumes and values were read in November 2026 on secondary \
        sources and not checked \
         further: {}. AKT's market value is the one of 2026 in both lines.</p>",
        escape(&sources.join("; "))
    );
    let found: Vec<String> = Scenario::ALL
        .into_iter()
        .filter_map(|scenario| {
            let returned = table_median(base, scenario, Measure::Returned)?;
            Some(format!("{} {}", scenario.label(), share(returned)))
        })
        .collect();
    if !found.is_empty() {
        let _ = write!(
            out,
            "<p>In the runs ours burned or paid out to holders, of supply a year (median): {}.</p>",
            escape(&found.join(", "))
        );
    }
    out.push_str("</section>");
}

fn table_median(table: &Table, scenario: Scenario, measure: Measure) -> Option<f64> {
    table.percentile(Model::Ours, scenario, measure, 50.0)
}
