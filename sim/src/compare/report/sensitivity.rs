//! What changes when one number of the world does.

use std::fmt::Write;

use crate::compare::ablation;
use crate::compare::names::{Model, Scenario};
use crate::compare::rows::{Measure, Table};
use crate::compare::tune::UNTUNED;
use crate::compare::verdicts::judge;
use crate::report::figure::Figure;
use crate::report::svg::escape;

use super::charts::{band, dots, paired, Mark};
use super::criteria;
use super::numbers::{difference, shown};

/// What is drawn for each world.
enum Drawn {
    /// A model's measure.
    One(&'static str, Model, Measure),
    /// The difference of two models'.
    Two(&'static str, [Model; 2], Measure),
}

/// What the criteria rest on.
const DRAWN: [Drawn; 6] = [
    Drawn::Two("Jobs served, points: ours − no token", [Model::Ours, Model::None], Measure::Served),
    Drawn::Two("Client's price, USD: ours − no token", [Model::Ours, Model::None], Measure::Price),
    Drawn::Two("Holders' return, points: burn − fee share", [Model::Ours, Model::OursShare], Measure::Return),
    Drawn::Two("Paid by clients, USD: emissions − ours", [Model::Emissions, Model::Ours], Measure::Volume),
    Drawn::One("Supply change a year: AEP-76", Model::Aep76, Measure::Supply),
    Drawn::One("Variance share, speculator − model: ours", Model::Ours, Measure::Speculation),
];

/// The worlds in which one number differs, and neither one of our rules nor the models' parameters.
pub fn worlds(all: &[(String, Table)]) -> Vec<(String, Table)> {
    all.iter().filter(|(name, _)| !name.starts_with(ablation::PREFIX) && name != UNTUNED).cloned().collect()
}

/// The section; `all` worlds with their tables, the first one is `base`.
pub fn html(all: &[(String, Table)]) -> String {
    let worlds = worlds(all);
    let worlds = worlds.as_slice();
    let mut out =
        String::from("<section id=\"sensitivity\"><h2>Sensitivity: one number changed at a time</h2>");
    if worlds.len() < 2 {
        return out + "<p>It was not run. <code>cargo xtask compare --full</code> runs it.</p></section>";
    }
    out += &outcomes(worlds);
    let several = |scenario: &Scenario| worlds.iter().filter(|(_, table)| table.has(*scenario)).count() > 1;
    // The first scenario is open, because it shows what there is.
    for (place, scenario) in Scenario::ALL.into_iter().filter(several).enumerate() {
        let open = if place == 0 { " open" } else { "" };
        let _ = write!(
            out,
            r#"<details class="fold"{open}><summary>{}</summary>{}</details>"#,
            escape(&criteria::capital(scenario.label())),
            figure(worlds, scenario).html("full")
        );
    }
    out + "</section>"
}

/// Whether each criterion is borne out in each world.
fn outcomes(worlds: &[(String, Table)]) -> String {
    let mut out = String::from(
        r#"<p>Whether the statements against the thesis are borne out in each world, and how many of their tests hold.</p><div class="scroll"><table class="numbers first"><thead><tr><th scope="col">world</th>"#,
    );
    let judged: Vec<_> = worlds.iter().map(|(name, table)| (name, judge(table))).collect();
    for verdict in judged.first().into_iter().flat_map(|(_, verdicts)| verdicts) {
        let _ = write!(out, r#"<th scope="col">{}</th>"#, escape(verdict.criterion.id));
    }
    out.push_str("</tr></thead><tbody>");
    for (name, verdicts) in &judged {
        let _ = write!(out, "<tr><td>{}</td>", escape(name));
        for verdict in verdicts {
            let met = match verdict.met() {
                Some(true) => "borne out",
                Some(false) => "not",
                None => "undecided",
            };
            let _ = write!(out, "<td>{met}: {}</td>", criteria::held(verdict));
        }
        out.push_str("</tr>");
    }
    out + "</tbody></table></div>"
}

fn figure(worlds: &[(String, Table)], scenario: Scenario) -> Figure {
    let paired_worlds = Table::paired_worlds(worlds, scenario);
    let drawing = |drawn: &Drawn| {
        let mark = |(name, table): &(&str, Table)| {
            let band = match *drawn {
                Drawn::One(_, model, measure) => band(table, model, scenario, measure),
                Drawn::Two(_, models, measure) => paired(table, models, scenario, measure),
            }?;
            let class = if *name == worlds[0].0 { "k1" } else { "k0" };
            Some(Mark { label: (*name).to_owned(), class, band })
        };
        let marks: Vec<Mark> = paired_worlds.iter().filter_map(mark).collect();
        match *drawn {
            Drawn::One(title, _, measure) => dots(title, &marks, true, &|value| shown(measure, value)),
            Drawn::Two(title, _, measure) => dots(title, &marks, true, &|value| difference(measure, value)),
        }
    };
    Figure {
        finding: "What the criteria rest on, by world".into(),
        shows: "Median and the 5th to 95th percentile, over seeds that each of these worlds has. All above is of the world base.".into(),
        legend: vec![],
        drawings: DRAWN.iter().map(drawing).collect(),
        narrow: vec![],
        table: None,
    }
}
