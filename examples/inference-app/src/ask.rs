//! A question: its job is requested, and noted as soon as the market has given it an id.

use api::common::{check_len, coin_in, Payout, Source};
use api::job_market::{Callback, ExecuteMsg, InputForm, JobOpened, JobRequest};
use cosmwasm_std::{
    coins, from_json, to_json_binary, Addr, Binary, Deps, DepsMut, Env, HexBinary, MessageInfo, Reply,
    Response, SubMsg, SubMsgResult, Uint128, WasmMsg,
};
use sha2::{Digest, Sha256};

use crate::error::AppError;
use crate::state::{Answer, Config, Question, CONFIG, QUESTIONS};

/// Reply id of a request.
const REQUESTED: u64 = 1;
/// Most bytes of a prompt.
const MAX_PROMPT: usize = 4_096;

/// Requests the job of a question with all that came beyond the fee. The market gives what the job does not need to the asker
/// itself, so that it never passes through here; if it wants more, it refuses the whole message, and the money stays.
pub fn ask(deps: Deps, env: &Env, info: &MessageInfo, prompt: &str) -> Result<Response, AppError> {
    let config = CONFIG.load(deps.storage)?;
    check_len("prompt", prompt, 1, MAX_PROMPT)?;
    let (fee, got) = (config.fee, coin_in(info, &config.denom)?);
    let budget = got.checked_sub(fee).unwrap_or_default();
    if budget.is_zero() {
        return Err(AppError::TooLittle { fee, got });
    }
    let msg = ExecuteMsg::RequestJob {
        request: request(&config, &env.contract.address, &info.sender, prompt, budget),
        from: Source::Funds {},
    };
    let sent = WasmMsg::Execute {
        contract_addr: config.job_market.into(),
        msg: to_json_binary(&msg)?,
        funds: coins(budget.u128(), config.denom),
    };
    let request = SubMsg::reply_on_success(sent, REQUESTED).with_payload(to_json_binary(&info.sender)?);
    Ok(Response::new()
        .add_submessage(request)
        .add_attribute("action", "ask")
        .add_attribute("asker", &info.sender)
        // A provider reads the input here, and whoever serves prompts learns of it.
        .add_attribute("prompt", prompt))
}

/// The job: the asker's own, so that whatever comes back of it comes to the asker's account, and nothing of it here, where nobody
/// could tell one asker's from another's.
fn request(config: &Config, app: &Addr, asker: &Addr, prompt: &str, budget: Uint128) -> JobRequest {
    let input = HexBinary::from(<[u8; 32]>::from(Sha256::digest(prompt)));
    let input_locator = config.prompts.as_ref().map(|base| format!("{base}/{input}"));
    JobRequest {
        class: config.class.clone(),
        gpus: config.gpus,
        seconds: config.seconds,
        program: config.program.clone(),
        input: Some(input),
        input_form: u32::try_from(prompt.len()).ok().map(|len| InputForm::Bytes { len }),
        method: config.method,
        template: None,
        min_damages: None,
        anyone_may_call: false,
        accept_within: 0,
        run_within: 0,
        min_reputation_bps: 0,
        provider: None,
        challenge_bond: None,
        declared_value: None,
        min_backing: None,
        max_payment: budget,
        tip: None,
        owner: Some(asker.to_string()),
        surplus: Payout::Wallet,
        surplus_to: Some(asker.to_string()),
        deadline: None,
        program_locator: None,
        input_locator,
        callback: Some(Callback { contract: app.to_string(), msg: None }),
    }
}

/// Notes whose job it is that the market has opened.
pub fn opened(deps: DepsMut, reply: Reply) -> Result<Response, AppError> {
    let data = executed(reply.result)?;
    let JobOpened { job_id } = from_json(&data)?;
    let asker: Addr = from_json(&reply.payload)?;
    QUESTIONS.save(deps.storage, job_id, &Question { asker, answer: Answer::Waiting {} })?;
    Ok(Response::new().set_data(data).add_attribute("asked", job_id.to_string()))
}

/// The `data` of the contract that was executed.
fn executed(result: SubMsgResult) -> Result<Binary, AppError> {
    let wrong = |got: String| AppError::Form { what: "reply of the job-market", expected: "a job's id", got };
    let response = result.into_result().map_err(wrong)?;
    // Chains of before CosmWasm 2 fill in the older field.
    #[allow(deprecated)]
    let data = response.msg_responses.into_iter().next().map(|first| first.value).or(response.data);
    let data = data.ok_or_else(|| wrong("no data".into()))?;
    let parsed = cw_utils::parse_execute_response_data(&data).map_err(|err| wrong(err.to_string()))?;
    parsed.data.ok_or_else(|| wrong("no data".into()))
}
