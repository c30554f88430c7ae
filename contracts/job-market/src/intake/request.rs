//! What a request must look like.

use api::common::{check_deadline, check_range, checked_addr, checked_addr_or, CommonError};
use api::job_market::{InputForm, JobRequest, MAX_INPUT, MIN_OVERHEAD, USUAL_ACCEPT};
use api::receivers::check_draws;
use cosmwasm_std::{Addr, Deps, Env, HexBinary};

use super::fields::{check_locator, digest, MAX_GPUS};
use crate::callback;
use crate::error::ContractError;
use crate::job::phase::Digest;
use crate::state::{Config, Settings, StoredCallback, StoredTemplate};

/// Most chunks of an input.
const MAX_CHUNKS: u32 = 1 << 20;
/// Shortest time that a job may leave for somebody to accept it, seconds.
const MIN_ACCEPT_WITHIN: u64 = 60;

/// The parts of a request that were texts, checked.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Whose job it is.
    pub owner: Addr,
    /// Who gets what is left of the payment.
    pub surplus_to: Addr,
    /// The only provider that may accept, if named.
    pub provider: Option<Addr>,
    /// Program digest.
    pub program: Digest,
    /// Input digest, if there is an input.
    pub input: Option<Digest>,
    /// Whom its end is told.
    pub callback: Option<StoredCallback>,
}

/// Says what a request leaves out: by its template, and else by the parameters in force.
pub fn complete(request: &mut JobRequest, settings: &Settings, template: Option<&StoredTemplate>) {
    let (params, seconds) = (&settings.params, request.seconds);
    let usual = seconds.saturating_add(MIN_OVERHEAD.max(seconds / 4)).min(params.max_run_within);
    let mut run_within = usual;
    if let Some(StoredTemplate { terms, .. }) = template {
        if request.program.is_empty() {
            request.program = terms.program.clone();
        }
        if request.method == 0 {
            request.method = terms.method;
        }
        run_within = seconds.saturating_add(terms.overhead);
    }
    if request.run_within == 0 {
        request.run_within = run_within;
    }
    if request.accept_within == 0 {
        request.accept_within = USUAL_ACCEPT.min(params.max_accept_within);
    }
}

/// Checks everything of a request that neither the class nor the method decides.
pub fn check(
    deps: Deps,
    env: &Env,
    config: &Config,
    settings: &Settings,
    payer: &Addr,
    request: &JobRequest,
) -> Result<Checked, ContractError> {
    if settings.paused {
        return Err(ContractError::Paused);
    }
    check_deadline(env.block.time, request.deadline)?;
    let longest = settings.params.max_run_within;
    check_range("gpus", request.gpus, 1, MAX_GPUS)?;
    check_range("seconds", request.seconds, 1, longest)?;
    check_range("run_within", request.run_within, request.seconds, longest)?;
    let most = settings.params.max_accept_within;
    check_range("accept_within", request.accept_within, MIN_ACCEPT_WITHIN, most)?;
    // A reputation never reaches 10,000: the prior keeps it below.
    check_range("min_reputation_bps", request.min_reputation_bps, 0, 9_999)?;
    for (field, locator) in
        [("program_locator", &request.program_locator), ("input_locator", &request.input_locator)]
    {
        check_locator(field, locator.as_deref())?;
    }
    if let Some(form) = request.input_form {
        check_form(form, request.input.is_some())?;
    }
    let owner = checked_addr_or(deps.api, "owner", request.owner.as_deref(), payer)?;
    check_receiver(deps, env, config, "owner", &owner, payer)?;
    let surplus_to = checked_addr_or(deps.api, "surplus_to", request.surplus_to.as_deref(), payer)?;
    if surplus_to != owner {
        check_receiver(deps, env, config, "surplus_to", &surplus_to, payer)?;
    }
    let provider =
        request.provider.as_deref().map(|text| checked_addr(deps.api, "provider", text)).transpose()?;
    let callback = match &request.callback {
        Some(callback) => {
            let contract = checked_addr(deps.api, "callback.contract", &callback.contract)?;
            check_receiver(deps, env, config, "callback.contract", &contract, payer)?;
            Some(callback::checked(deps.api, callback, &contract, &owner)?)
        }
        None => None,
    };
    Ok(Checked {
        owner,
        surplus_to,
        provider,
        program: digest("program", &request.program)?,
        input: request.input.as_ref().map(input).transpose()?,
        callback,
    })
}

/// Refuses one of the market's contracts, and whoever else that is not the payer could never draw what it gets: the pool
/// contract pays nothing to itself, so that a job of its own could not end, and what another of them, or a token, got would
/// be nobody's.
fn check_receiver(
    deps: Deps,
    env: &Env,
    config: &Config,
    field: &'static str,
    receiver: &Addr,
    payer: &Addr,
) -> Result<(), ContractError> {
    let market = [
        &env.contract.address,
        &config.pool,
        &config.provider_registry,
        &config.verifier_gateway,
        &config.fee_collector,
    ];
    if market.contains(&receiver) {
        let expected = "another than the market itself".into();
        return Err(ContractError::Field { field, expected, got: receiver.into() });
    }
    if receiver != payer {
        check_draws(deps.querier, &env.contract.address, field, receiver)?;
    }
    Ok(())
}

/// Refuses a form that no input can have, and one where there is no input.
fn check_form(form: InputForm, has_input: bool) -> Result<(), ContractError> {
    if !has_input {
        return Err(CommonError::Bounds {
            field: "input_form",
            expected: "none where there is no input".into(),
            got: "one".into(),
        }
        .into());
    }
    match form {
        InputForm::Bytes { len } => check_range("input_form.bytes.len", len, 1, MAX_INPUT)?,
        InputForm::Chunks { count } => check_range("input_form.chunks.count", count, 1, MAX_CHUNKS)?,
    }
    Ok(())
}

/// Zeros stand for "no input" in the statement, so they cannot be one.
fn input(bytes: &HexBinary) -> Result<Digest, ContractError> {
    let digest = digest("input", bytes)?;
    if digest == [0; 32] {
        return Err(CommonError::Bounds {
            field: "input",
            expected: "a digest, or nothing where there is no input".into(),
            got: "32 zero bytes".into(),
        }
        .into());
    }
    Ok(digest)
}
