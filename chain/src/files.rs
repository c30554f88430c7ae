//! Proposals as files, for chains where others vote.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::config::Chain;
use crate::draft::Draft;
use crate::rounds::{Progress, Undecided};

/// Writes each draft that is not on the chain already as a file for `tx gov submit-proposal`, and says what to do with it.
pub fn write(
    folder: &Path,
    chain: &Chain,
    drafts: &[Draft],
    undecided: &[Undecided],
    progress: &mut dyn Progress,
) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut steps = vec![];
    for draft in drafts {
        let known = undecided.iter().find(|p| p.metadata == draft.metadata);
        if let Some(known) = known {
            steps.push(format!("Proposal {} ({}) is being voted on: see it through.", known.id, draft.title));
            continue;
        }
        let name = format!("{}.json", draft.step.rsplit('/').next().unwrap_or("proposal"));
        let path = folder.join(&name);
        let text = serde_json::to_string_pretty(&draft.file(&chain.governance))?;
        fs::write(&path, text + "\n").with_context(|| format!("cannot write {}", path.display()))?;
        steps.push(format!(
            "{} ({}). Submit it, then vote:\n\n    {} tx gov submit-proposal {name} --from <key> --chain-id {} \
             --node {} --gas auto --gas-adjustment 1.4 --gas-prices {}{}",
            draft.title,
            name,
            chain.daemon,
            chain.id,
            chain.rpc.first().map_or("<rpc>", String::as_str),
            chain.gas_price.price,
            chain.gas_price.denom,
        ));
    }
    let mut text = String::from(
        "# What governance is to decide now\n\n\
         Nothing here depends on another entry; submit all of them, in any order. Each file's `summary` says what it \
         does and how to verify it.\n",
    );
    for (i, step) in steps.iter().enumerate() {
        text.push_str(&format!("\n{}. {step}\n", i.saturating_add(1)));
    }
    text.push_str(
        "\nWhen all have passed, run the same command again: it asks the chain how far it is, and writes what comes \
         next, or checks the result and writes the manifest if nothing does.\n",
    );
    let next = folder.join("NEXT.md");
    fs::write(&next, &text).with_context(|| format!("cannot write {}", next.display()))?;
    for line in text.lines() {
        progress.say(line);
    }
    progress.say(&format!("written to {}", folder.display()));
    Ok(())
}
