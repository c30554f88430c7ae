//! The catalogue on devnets: once with the codes pinned, once with none.

use anyhow::{ensure, Context, Result};
use compute_amm_testing::client::Client;
use compute_amm_testing::Market;
use cosmrs::proto::cosmwasm::wasm::v1::{MsgPinCodes, MsgUnpinCodes};
use cosmwasm_std::{Addr, Empty};
use deploy::Manifest;

use super::file::{join, Row};
use super::{days, prepare, run, Roles};
use crate::clock::Clock;
use crate::config::ChainFile;
use crate::gov;
use crate::market::{attach, DevnetClient};
use crate::progress::Progress;
use crate::wasm::any;

/// Rows by name, in the order of the catalogue.
pub type Rows = Vec<(String, Row)>;

/// Measures every message that takes no day on a market that was deployed and that nobody else uses. Leaves its codes
/// unpinned. Does something else in the ten minutes before the first pass, which that finds as it would have otherwise.
pub fn measure(
    file: &ChainFile,
    manifest: &Manifest,
    progress: &mut dyn Progress,
    meanwhile: &mut dyn FnMut(&mut dyn Progress) -> Result<()>,
) -> Result<Rows> {
    let (mut market, codes) = pinned(file, manifest)?;
    let funds = [file.chain.governance.deposit.clone()];
    let owner = market.client.actor("owner", &funds).context("an account for the owner")?;
    let roles = Roles { owner, guardian: market.client.know("guardian")? };
    progress.say("requesting standard jobs, which can be called ten minutes from now");
    let mut waiting = prepare(&mut market, 2)?;
    meanwhile(progress)?;
    progress.say("measuring with all codes pinned");
    let first = run(&mut market, 'a', &roles, &mut waiting)?;
    unpin(&mut market, codes)?;
    progress.say("measuring with none pinned");
    let second = run(&mut market, 'b', &roles, &mut waiting)?;
    join(&first, &second)
}

/// Measures what takes days on a market of a chain whose clock is moved, what verifications cost a contract that asks for them
/// (whose wasm is `asker`), and some of what [`measure`] measures too. Leaves its codes unpinned.
pub fn measure_days(
    file: &ChainFile,
    manifest: &Manifest,
    clock: &Clock,
    asker: &[u8],
    progress: &mut dyn Progress,
) -> Result<Rows> {
    let (mut market, mut codes) = pinned(file, manifest)?;
    market.client.set_clock(clock);
    let asker = host(&mut market, &mut codes, asker)?;
    days::add_classes(&mut market, "ab")?;
    progress.say("measuring what takes days with all codes pinned");
    let first = days::run(&mut market, 'a', &asker)?;
    unpin(&mut market, codes)?;
    progress.say("measuring what takes days with none pinned");
    let second = days::run(&mut market, 'b', &asker)?;
    join(&first, &second)
}

/// The market, and its codes, which must all be pinned.
fn pinned(file: &ChainFile, manifest: &Manifest) -> Result<(Market<DevnetClient>, Vec<u64>)> {
    let market = attach(file, manifest, "gas")?;
    let running = manifest.contracts.iter().chain(&manifest.tokens).map(|entry| entry.code_id);
    let mut codes: Vec<u64> = running.collect();
    codes.sort_unstable();
    codes.dedup();
    let pinned = market.client.node().pinned()?;
    for code in &codes {
        ensure!(pinned.contains(code), "code {code} is not pinned; deploy the market first");
    }
    Ok((market, codes))
}

/// Has the contract that asks stored, started and pinned, as one of `codes`; where it is.
fn host(market: &mut Market<DevnetClient>, codes: &mut Vec<u64>, wasm: &[u8]) -> Result<Addr> {
    let sender = market.client.actor("who starts the asker", &[])?;
    let (address, code) = market.client.host(&sender, wasm, "asker", &Empty {})?;
    let authority = gov::authority(market.client.node())?.into_string();
    let pin = any(&MsgPinCodes { authority, code_ids: vec![code] })?;
    market.client.pass("Pin the asker", vec![pin])?;
    codes.push(code);
    Ok(address)
}

fn unpin(market: &mut Market<DevnetClient>, codes: Vec<u64>) -> Result<()> {
    let authority = gov::authority(market.client.node())?.into_string();
    let unpin = any(&MsgUnpinCodes { authority, code_ids: codes.clone() })?;
    market.client.pass("Unpin all codes", vec![unpin])?;
    let pinned = market.client.node().pinned()?;
    ensure!(codes.iter().all(|code| !pinned.contains(code)), "codes {codes:?} are still pinned: {pinned:?}");
    Ok(())
}
