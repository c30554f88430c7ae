//! The table of all scenarios, and where it breaks.

use anyhow::{ensure, Result};

use super::{fall_in_a_day, run, scenario, Outcome};

/// Heads of the columns, and what of an outcome stands below.
type Column = (&'static str, fn(&Outcome) -> String);

const COLUMNS: [Column; 13] = [
    ("scenario", |o| o.name.clone()),
    ("funded, lowest", |o| percent(o.funded_lowest)),
    ("at the end", |o| percent(o.funded_end)),
    ("deficit, largest", |o| millions(o.deficit_largest)),
    ("of all credits", |o| percent(Some(o.deficit_share))),
    ("at the end", |o| millions(o.deficit_end)),
    ("closed", |o| millions(o.closed)),
    ("at, of fair", |o| percent(o.closed_at)),
    ("a holder gets", |o| percent(o.holder)),
    ("all at once get", |o| percent(o.all_holders)),
    ("honest lose", |o| percent(o.honest_loss)),
    ("honest topped up", |o| percent(o.honest_top_up)),
    ("insurance, NET", |o| format!("{:.0}", o.insurance)),
];

/// What comes of every scenario, and of falls in a day up to where a deficit first appears.
pub struct Results {
    /// In the table's order.
    pub rows: Vec<Outcome>,
    /// The largest fall in a day, percent, after which there was no deficit.
    pub holds: u32,
}

/// Runs everything; `told` hears of each scenario when it is done.
pub fn results(mut told: impl FnMut(&Outcome)) -> Result<Results> {
    let mut rows = vec![];
    for scenario in scenario::all() {
        let outcome = run(&scenario)?;
        told(&outcome);
        rows.push(outcome);
    }
    let (last, first) = edge(&mut told)?;
    let holds = last.1;
    rows.extend([last.0, first.0]);
    Ok(Results { rows, holds })
}

type Fall = (Outcome, u32);

/// The largest fall in a day without a deficit and the next, to the percent, if more is always worse.
fn edge(told: &mut impl FnMut(&Outcome)) -> Result<(Fall, Fall)> {
    let mut fall = |percent: u32| -> Result<Fall> {
        let outcome = run(&fall_in_a_day(percent))?;
        told(&outcome);
        Ok((outcome, percent))
    };
    let (mut good, mut bad) = (fall(20)?, fall(90)?);
    ensure!(good.0.deficit_largest == 0.0, "a fall of 20 % in a day leaves a deficit: {:?}", good.0);
    ensure!(bad.0.deficit_largest > 0.0, "no deficit after a fall of 90 % in a day: {:?}", bad.0);
    while bad.1 - good.1 > 1 {
        let middle = fall(good.1 + (bad.1 - good.1) / 2)?;
        match middle.0.deficit_largest > 0.0 {
            true => bad = middle,
            false => good = middle,
        }
    }
    Ok((good, bad))
}

/// As a table of Markdown, columns aligned, and the line that says where it breaks.
pub fn render(results: &Results) -> String {
    let mut lines: Vec<Vec<String>> = vec![COLUMNS.iter().map(|(head, _)| (*head).to_owned()).collect()];
    lines.extend(results.rows.iter().map(|row| COLUMNS.iter().map(|(_, cell)| cell(row)).collect()));
    let widths: Vec<usize> = (0..COLUMNS.len())
        .map(|column| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default())
        .collect();
    let rule = widths.iter().enumerate().map(|(column, width)| match column {
        0 => "-".repeat(*width),
        _ => format!("{}:", "-".repeat(width - 1)),
    });
    lines.insert(1, rule.collect());
    let mut out = String::new();
    for line in &lines {
        let cells = line.iter().zip(&widths).enumerate().map(|(column, (cell, &width))| match column {
            0 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        out += &format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "));
    }
    out += &format!(
        "\nNo deficit appears after a fall of NET by {} % in a day; one does after {} %.\n",
        results.holds,
        results.holds + 1
    );
    out
}

fn percent(share: Option<f64>) -> String {
    // No minus before a zero that is only rounding.
    share.map_or("-".into(), |share| format!("{:.1} %", positive_zero(share * 100.0, 0.05)))
}

fn millions(credits: f64) -> String {
    format!("{:.2} M", credits / 1e6)
}

fn positive_zero(value: f64, below: f64) -> f64 {
    if value.abs() < below {
        0.0
    } else {
        value
    }
}
