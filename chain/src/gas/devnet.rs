//! The catalogue on a devnet: once with the codes pinned, once with none.

use anyhow::{ensure, Context, Result};
use cosmrs::proto::cosmwasm::wasm::v1::MsgUnpinCodes;
use deploy::Manifest;
use market_tests::client::Client;

use super::file::{join, Row};
use super::{prepare, run, Roles};
use crate::config::ChainFile;
use crate::gov;
use crate::market::attach;
use crate::rounds::Progress;
use crate::wasm::any;

/// Measures every message on a market that was deployed and that nobody else uses. Leaves its codes unpinned.
pub fn measure(
    file: &ChainFile,
    manifest: &Manifest,
    progress: &mut dyn Progress,
) -> Result<Vec<(String, Row)>> {
    let mut market = attach(file, manifest, "gas")?;
    let codes: Vec<u64> = {
        let running = manifest.contracts.iter().chain(&manifest.tokens).map(|entry| entry.code_id);
        let mut codes: Vec<u64> = running.collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    let pinned = market.client.node().pinned()?;
    for code in &codes {
        ensure!(pinned.contains(code), "code {code} is not pinned; deploy the market first");
    }
    let funds = [file.chain.governance.deposit.clone()];
    let owner = market.client.actor("owner", &funds).context("an account for the owner")?;
    let (guardian, stakers) = (market.client.know("guardian")?, market.client.know("stakers")?);
    let roles = Roles { owner, guardian, stakers };
    progress.say("requesting standard jobs, which can be called ten minutes from now");
    let mut waiting = prepare(&mut market, 2)?;
    progress.say("measuring with all codes pinned");
    let first = run(&mut market, 'a', &roles, &mut waiting)?;
    let authority = gov::authority(market.client.node())?.into_string();
    market
        .client
        .pass("Unpin all codes", vec![any(&MsgUnpinCodes { authority, code_ids: codes.clone() })?])?;
    let pinned = market.client.node().pinned()?;
    ensure!(codes.iter().all(|code| !pinned.contains(code)), "codes {codes:?} are still pinned: {pinned:?}");
    progress.say("measuring with none pinned");
    let second = run(&mut market, 'b', &roles, &mut waiting)?;
    join(&first, &second)
}
