//! The page that holds the table: all but what stands between two marks is written by hand.

use anyhow::{ensure, Context, Result};

const BEGIN: &str = "<!-- table: cargo xtask stress --write docs/stress.md -->\n";
const END: &str = "<!-- end of table -->\n";

/// The page with this table in it.
pub fn with_table(page: &str, table: &str) -> Result<String> {
    let (before, rest) =
        page.split_once(BEGIN).with_context(|| format!("expected the line `{}`", BEGIN.trim()))?;
    let (_, after) = rest.split_once(END).with_context(|| format!("expected the line `{}`", END.trim()))?;
    Ok(format!("{before}{BEGIN}\n{table}\n{END}{after}"))
}

/// An error unless the page holds this table, to the letter.
pub fn check(page: &str, table: &str) -> Result<()> {
    ensure!(
        with_table(page, table)? == page,
        "the table differs from what the contracts do now. If that is meant: cargo xtask stress --write docs/stress.md"
    );
    Ok(())
}
