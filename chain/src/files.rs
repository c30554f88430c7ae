//! Proposals as files, for chains where others vote.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use cosmwasm_std::Binary;
use serde_json::json;

use crate::config::{Chain, Key};
use crate::draft::{Draft, Upload};
use crate::gov;
use crate::progress::Progress;
use crate::rounds::Undecided;

/// Most that a contract of x/wasm keeps in one entry, bytes; a DAO keeps what it votes on.
const ENTRY: usize = 128 * 1024;

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
        if let Some(upload) = &draft.upload {
            steps.push(store(folder, chain, draft, upload)?);
            continue;
        }
        let name = format!("{}.json", draft.step.rsplit('/').next().unwrap_or("proposal"));
        let path = folder.join(&name);
        let text = serde_json::to_string_pretty(&draft.file(&chain.governance))?;
        fs::write(&path, text + "\n").with_context(|| format!("cannot write {}", path.display()))?;
        let mut step = format!(
            "{} ({name}). Submit it, then vote:\n\n    {} tx gov submit-proposal {name} {}",
            draft.title,
            chain.daemon,
            sending("<key>", chain),
        );
        if let Some(Key::Account(proposer)) = &chain.governance.proposer {
            step.push_str(&by_account(folder, draft, chain, proposer)?);
        }
        steps.push(step);
    }
    let mut text = String::from(
        "# What is to be done now\n\n\
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

/// What every command of the chain's program ends with.
fn sending(from: &str, chain: &Chain) -> String {
    format!(
        "--from {from} --chain-id {} --node {} --gas auto --gas-adjustment 1.4 --gas-prices {}{}",
        chain.id,
        chain.rpc.first().map_or("<rpc>", String::as_str),
        chain.gas_price.price,
        chain.gas_price.denom,
    )
}

/// A code that an account stores: its wasm, and the command.
fn store(folder: &Path, chain: &Chain, draft: &Draft, upload: &Upload) -> Result<String> {
    let name = format!("{}.wasm.gz", upload.code.name());
    let path = folder.join(&name);
    fs::write(&path, upload.gzip.as_slice()).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(format!(
        "{} ({name}), without a vote, by {}:\n\n    {} tx wasm store {name} --instantiate-anyof-addresses {} {}",
        draft.title,
        upload.account,
        chain.daemon,
        upload.allowed.join(","),
        sending(&upload.account, chain),
    ))
}

/// The same proposal as a multisig group and a DAO submit it. A DAO's file has the messages that it is to send.
fn by_account(folder: &Path, draft: &Draft, chain: &Chain, proposer: &str) -> Result<String> {
    let submit = gov::submission(&draft.proposal(&chain.governance), proposer)?;
    let name = draft.step.rsplit('/').next().unwrap_or("proposal");
    let value = Binary::from(submit.value.as_slice()).to_base64();
    let messages = json!([{ "stargate": { "type_url": submit.type_url, "value": value } }]);
    let text = serde_json::to_string(&messages)?;
    let multisig = format!(
        "\n\n   As a multisig group, {proposer}: the same with `--generate-only > {name}.tx.json` at its end; then `{0} tx \
         sign {name}.tx.json --multisig {proposer} --from <member>` by each member, `{0} tx multisign`, `{0} tx broadcast`.",
        chain.daemon
    );
    if text.len() > ENTRY {
        return Ok(format!(
            "{multisig}\n\n   Not as a DAO: its contract keeps at most {ENTRY} bytes of what it votes on, and this has {}. \
             Any wallet may submit this file.",
            text.len()
        ));
    }
    let file = format!("{name}.dao.json");
    let path = folder.join(&file);
    fs::write(&path, text + "\n").with_context(|| format!("cannot write {}", path.display()))?;
    Ok(format!(
        "{multisig}\n\n   As a DAO, {proposer}: propose there to carry out the messages of {file}; the deposit, {} {}, comes \
         from what the DAO holds.",
        chain.governance.deposit.amount, chain.governance.deposit.denom
    ))
}
