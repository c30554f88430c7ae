//! What was run, in words of the document and the page.

use crate::compare::names::Scenario;
use crate::compare::rows::Table;

/// Instead of a table without rows.
pub const NOT_RUN: &str = "The set has not been run.\n";

/// How many seeds there are of each of these scenarios.
pub fn seeds_of(table: &Table, scenarios: &[Scenario]) -> String {
    let counts: Vec<usize> = scenarios.iter().map(|&scenario| table.seeds(scenario).len()).collect();
    let labels = scenarios.iter().map(|scenario| scenario.label());
    if let Some(same) = counts.first().filter(|first| counts.iter().all(|count| count == *first)) {
        return wrapped(&format!(
            "{same} paired seeds in each of: {}.",
            labels.collect::<Vec<_>>().join(", ")
        ));
    }
    let each = labels.zip(&counts).map(|(label, count)| format!("{count} in {label}"));
    wrapped(&format!("Paired seeds: {}.", each.collect::<Vec<_>>().join(", ")))
}

/// What rows with these keys were made with, whatever the code and the contracts are now.
pub fn made_with<'a>(keys: impl Iterator<Item = &'a str>) -> String {
    let mut codes: Vec<&str> = keys.filter_map(|key| key.rsplit('/').next()).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.is_empty() {
        return "No run was made.".into();
    }
    format!("The rows were made with code and contracts {}.", codes.join(", "))
}

/// Lines of at most 130 columns.
pub fn wrapped(text: &str) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > 130 {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out += word;
        column += length;
    }
    out
}
