//! A bounty from its offer to whoever gets its coin.

use api::common::{check_range, checked_addr, one_coin};
use api::verifier_gateway::{Claim, Proof, QueryMsg as GatewayQuery, VerifyResponse};
use cosmwasm_std::{
    to_json_binary, Addr, BankMsg, Deps, DepsMut, Env, HexBinary, MessageInfo, Response, StdError,
};

use crate::error::AppError;
use crate::msg::{BountyResponse, Offered};
use crate::state::{BOUNTIES, CONFIG, LAST};

/// Shortest and longest time to earn a bounty, seconds.
const OPEN_FOR: (u64, u64) = (60, 365 * 86_400);

/// From which the numbers that stand for jobs count down: the largest that a number in JavaScript holds exactly.
const FIRST: u64 = (1 << 53) - 1;

/// What a bounty asks for.
pub struct Wanted {
    pub program: HexBinary,
    pub input: Option<HexBinary>,
    pub output: Option<HexBinary>,
}

/// Anyone, with the coin.
pub fn offer(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    wanted: Wanted,
    until: u64,
) -> Result<Response, AppError> {
    let Wanted { program, input, output } = wanted;
    let coin = one_coin(info)?.clone();
    check_digest("program", &program)?;
    input.as_ref().map_or(Ok(()), |input| check_digest("input", input))?;
    output.as_ref().map_or(Ok(()), |output| check_digest("output", output))?;
    let now = env.block.time.seconds();
    check_range("until", until, now.saturating_add(OPEN_FOR.0), now.saturating_add(OPEN_FOR.1))?;
    let last = LAST.may_load(deps.storage)?.unwrap_or_default();
    let bounty = last.checked_add(1).ok_or_else(|| StdError::generic_err("no number is left"))?;
    LAST.save(deps.storage, &bounty)?;
    let sponsor = info.sender.clone();
    BOUNTIES.save(deps.storage, bounty, &BountyResponse { sponsor, coin, program, input, output, until })?;
    Ok(Response::new()
        .add_attribute("action", "offer")
        .add_attribute("bounty", bounty.to_string())
        .set_data(to_json_binary(&Offered { bounty })?))
}

/// Anyone: what the gateway refuses moves nothing.
pub fn prove(
    deps: DepsMut,
    info: &MessageInfo,
    bounty: u64,
    output: HexBinary,
    proof: Proof,
) -> Result<Response, AppError> {
    let (claim, offered) = claimed(deps.as_ref(), bounty, &info.sender, output)?;
    let config = CONFIG.load(deps.storage)?;
    let proven = claim.output.to_hex();
    let question = GatewayQuery::VerifyProof { method: config.method, claim, proof };
    // Whatever is wrong is an error that says what.
    let answer: VerifyResponse = deps.querier.query_wasm_smart(&config.gateway, &question)?;
    if !answer.valid {
        return Err(StdError::generic_err("the gateway answered that the proof is not valid").into());
    }
    BOUNTIES.remove(deps.storage, bounty);
    let pay = BankMsg::Send { to_address: info.sender.to_string(), amount: vec![offered.coin] };
    Ok(Response::new()
        .add_attribute("action", "prove")
        .add_attribute("bounty", bounty.to_string())
        .add_attribute("prover", &info.sender)
        .add_attribute("output", proven)
        .add_message(pay))
}

/// The sponsor, once the time is over.
pub fn take_back(deps: DepsMut, env: &Env, info: &MessageInfo, bounty: u64) -> Result<Response, AppError> {
    let offered = load(deps.as_ref(), bounty)?;
    if info.sender != offered.sponsor {
        return Err(AppError::NotTheirs { bounty, expected: offered.sponsor, got: info.sender.clone() });
    }
    let (until, now) = (offered.until, env.block.time.seconds());
    if now < until {
        return Err(AppError::TooEarly { bounty, until, now });
    }
    BOUNTIES.remove(deps.storage, bounty);
    let back = BankMsg::Send { to_address: offered.sponsor.into(), amount: vec![offered.coin] };
    Ok(Response::new()
        .add_attribute("action", "take_back")
        .add_attribute("bounty", bounty.to_string())
        .add_message(back))
}

/// What somebody claims of a bounty. The number that stands for a job counts down from 2^53 - 1: no job of the market ever
/// has it, so a proof that was paid for there serves no bounty, nor does one of a bounty serve another of this app.
pub fn claim(deps: Deps, bounty: u64, prover: &str, output: HexBinary) -> Result<Claim, AppError> {
    let prover = checked_addr(deps.api, "prover", prover)?;
    claimed(deps, bounty, &prover, output).map(|(claim, _)| claim)
}

/// A bounty that waits.
pub fn load(deps: Deps, bounty: u64) -> Result<BountyResponse, AppError> {
    BOUNTIES.may_load(deps.storage, bounty)?.ok_or(AppError::UnknownBounty { bounty })
}

fn claimed(
    deps: Deps,
    bounty: u64,
    prover: &Addr,
    output: HexBinary,
) -> Result<(Claim, BountyResponse), AppError> {
    let offered = load(deps, bounty)?;
    check_digest("output", &output)?;
    if let Some(expected) = offered.output.as_ref().filter(|expected| **expected != output) {
        return Err(AppError::Output { bounty, expected: expected.to_hex(), got: output.to_hex() });
    }
    let claim = Claim {
        job_id: FIRST.saturating_sub(bounty),
        provider: prover.to_string(),
        program: offered.program.clone(),
        input: offered.input.clone().unwrap_or_else(|| HexBinary::from(&[0; 32])),
        output,
    };
    Ok((claim, offered))
}

fn check_digest(field: &'static str, digest: &HexBinary) -> Result<(), AppError> {
    match digest.len() {
        32 => Ok(()),
        got => Err(AppError::Digest { field, got }),
    }
}
