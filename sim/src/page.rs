//! Pages that hold tables: all but what stands between two marks is written by hand.

use anyhow::{ensure, Context, Result};

const END: &str = "<!-- end of table -->\n";

/// Where a page holds a table: from the line that names the command which writes it.
pub struct Marks {
    /// The command, with what tells its tables apart.
    pub command: &'static str,
}

/// What `cargo xtask stress` writes.
pub const STRESS: Marks = Marks { command: "cargo xtask stress --write docs/stress.md" };

impl Marks {
    fn begin(&self) -> String {
        format!("<!-- table: {} -->\n", self.command)
    }

    /// The page with this table in it.
    pub fn with_table(&self, page: &str, table: &str) -> Result<String> {
        let begin = self.begin();
        let (before, rest) =
            page.split_once(&begin).with_context(|| format!("expected the line `{}`", begin.trim()))?;
        let (_, after) =
            rest.split_once(END).with_context(|| format!("expected the line `{}`", END.trim()))?;
        Ok(format!("{before}{begin}\n{table}\n{END}{after}"))
    }

    /// An error unless the page holds this table, to the letter.
    pub fn check(&self, page: &str, table: &str) -> Result<()> {
        ensure!(
            self.with_table(page, table)? == page,
            "the table differs from what the contracts do now. If that is meant: {}",
            self.command
        );
        Ok(())
    }
}

/// Rows as a table of Markdown under their heads, columns aligned, all but the first `left` to the right.
pub fn markdown(heads: &[&str], rows: &[Vec<String>], left: usize) -> String {
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let lines: Vec<&Vec<String>> = std::iter::once(&heads).chain(rows).collect();
    let widths: Vec<usize> = (0..heads.len())
        .map(|column| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default())
        .collect();
    let rule: Vec<String> = widths
        .iter()
        .enumerate()
        .map(|(column, width)| match column < left {
            true => "-".repeat(*width),
            false => format!("{}:", "-".repeat(width - 1)),
        })
        .collect();
    let mut out = String::new();
    for line in [&heads, &rule].into_iter().chain(rows) {
        let cells =
            line.iter().zip(&widths).enumerate().map(|(column, (cell, &width))| match column < left {
                true => format!("{cell:<width$}"),
                false => format!("{cell:>width$}"),
            });
        out += &format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "));
    }
    out
}
