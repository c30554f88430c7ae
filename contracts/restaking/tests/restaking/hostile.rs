//! A listed token that turns against the vault: it fails, is paused, or calls back. Verdicts and bookings do not depend on it.

use std::cell::RefCell;

use api::common::Asset;
use api::provider_registry::{ExecuteMsg as RegistryMsg, JobEnd};
use api::restaking::{ExecuteMsg, ReceiveMsg};
use api::token::{ExecuteMsg as TokenMsg, QueryMsg as TokenQuery, ReceiverMsg};
use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
    Uint128, WasmMsg,
};
use cw20::{BalanceResponse, Cw20ReceiveMsg};
use cw_multi_test::{ContractWrapper, Executor};
use cw_storage_plus::Map;

use crate::support::{addr, burn, claim, rotate, Fixture, CLASS, COST, DAY, ONE, SURE};

const BALANCES: Map<&Addr, Uint128> = Map::new("b");

/// What the token does.
#[derive(Clone, Default)]
enum Mood {
    #[default]
    Honest,
    /// It fails where this contract moves it.
    Fails,
    /// It moves for nobody, and answers questions.
    Paused,
    /// Sends these to restaking before it answers, as itself.
    CallsBack(Vec<ExecuteMsg>),
}

thread_local! {
    static MOOD: RefCell<Mood> = const { RefCell::new(Mood::Honest) };
}

fn start(deps: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    BALANCES.save(deps.storage, &addr("bob"), &Uint128::new(1_000 * ONE))?;
    Ok(Response::new())
}

fn take(deps: &mut DepsMut, from: &Addr, amount: Uint128) -> StdResult<()> {
    let held = BALANCES.may_load(deps.storage, from)?.unwrap_or_default();
    BALANCES.save(deps.storage, from, &held.checked_sub(amount)?)
}

fn give(deps: &mut DepsMut, to: &Addr, amount: Uint128) -> StdResult<()> {
    let held = BALANCES.may_load(deps.storage, to)?.unwrap_or_default();
    BALANCES.save(deps.storage, to, &(held + amount))
}

fn execute(mut deps: DepsMut, _: Env, info: MessageInfo, msg: TokenMsg) -> StdResult<Response> {
    if MOOD.with_borrow(|mood| matches!(mood, Mood::Paused)) {
        return Err(StdError::generic_err("the token is paused"));
    }
    match msg {
        TokenMsg::Send { contract, amount, msg } => {
            take(&mut deps, &info.sender, amount)?;
            give(&mut deps, &Addr::unchecked(&contract), amount)?;
            let hook = ReceiverMsg::Receive(Cw20ReceiveMsg { sender: info.sender.into(), amount, msg });
            let msg = to_json_binary(&hook)?;
            Ok(Response::new().add_message(WasmMsg::Execute { contract_addr: contract, msg, funds: vec![] }))
        }
        TokenMsg::Transfer { recipient, amount } => {
            take(&mut deps, &info.sender, amount)?;
            give(&mut deps, &Addr::unchecked(recipient), amount)?;
            as_it_likes(&info.sender)
        }
        TokenMsg::Burn { amount } => {
            take(&mut deps, &info.sender, amount)?;
            as_it_likes(&info.sender)
        }
        _ => Err(StdError::generic_err("not in this token")),
    }
}

fn as_it_likes(restaking: &Addr) -> StdResult<Response> {
    match MOOD.with_borrow(Clone::clone) {
        Mood::Honest | Mood::Paused => Ok(Response::new()),
        Mood::Fails => Err(StdError::generic_err("the token fails")),
        Mood::CallsBack(messages) => {
            MOOD.set(Mood::Honest);
            let call = |msg: &ExecuteMsg| {
                let msg = to_json_binary(msg)?;
                Ok(WasmMsg::Execute { contract_addr: restaking.to_string(), msg, funds: vec![] })
            };
            let calls = messages.iter().map(call).collect::<StdResult<Vec<_>>>()?;
            Ok(Response::new().add_messages(calls))
        }
    }
}

fn query(deps: Deps, _: Env, msg: TokenQuery) -> StdResult<Binary> {
    let TokenQuery::Balance { address } = msg else { return Err(StdError::generic_err("not in this token")) };
    let balance = BALANCES.may_load(deps.storage, &Addr::unchecked(address))?.unwrap_or_default();
    to_json_binary(&BalanceResponse { balance })
}

/// A vault in the token, with 100 of bob's and a backed job.
fn vault() -> (Fixture, Addr, u64) {
    MOOD.set(Mood::Honest);
    let mut f = Fixture::bare();
    let code = f.app.store_code(Box::new(ContractWrapper::new(execute, start, query)));
    let token = f.app.instantiate_contract(code, addr("owner"), &Empty {}, &[], "hostile", None).unwrap();
    f.list(Asset::cw20(&token), 1);
    f.create(Asset::cw20(&token));
    f.send("bob", &token, 100 * ONE, &deposit()).unwrap();
    let (job, backed) = f.accept(COST);
    assert_eq!(backed, SURE);
    (f, token, job)
}

fn deposit() -> ReceiveMsg {
    ReceiveMsg::Deposit { provider: addr("alice").into(), class: CLASS.into(), min_shares: 1u128.into() }
}

#[test]
fn a_token_that_fails_holds_up_no_verdict_and_no_booking() {
    let (mut f, _, job) = vault();
    MOOD.set(Mood::Fails);
    f.fraud(job);
    assert_eq!(f.vault().burned.u128(), SURE);
    assert!(f.app.execute_contract(addr("bob"), f.restaking.clone(), &burn(), &[]).is_err());
    f.check();
    assert_eq!(f.vault().sent.u128(), 0, "it burns once the token lets it");
    let shares = f.shares("bob");
    f.exit("bob", shares).unwrap();
    f.rotate().unwrap();
    f.rotate().unwrap();
    assert!(f.app.execute_contract(addr("bob"), f.restaking.clone(), &claim(0), &[]).is_err());
    f.check();
    assert_eq!(f.tickets("bob").tickets.len(), 1, "tickets stay");
    let (_, backed) = f.accept(COST);
    assert_eq!(backed, 0);
    MOOD.set(Mood::Honest);
    f.run("bob", &claim(0), &[]).unwrap();
    f.run("anyone", &burn(), &[]).unwrap();
}

/// A pause stops deposits, claims and the burn itself; jobs go on being backed, verdicts burn, exits and rotations go on.
#[test]
fn a_paused_token_holds_up_no_verdict_exit_or_rotation() {
    let (mut f, token, job) = vault();
    let is_paused = |f: &mut Fixture, msg: &ExecuteMsg| {
        let error = f.app.execute_contract(addr("bob"), f.restaking.clone(), msg, &[]).unwrap_err();
        assert!(error.root_cause().to_string().contains("the token is paused"), "{error:#}");
        f.check();
    };
    MOOD.set(Mood::Paused);
    let error = f.send("bob", &token, ONE, &deposit()).unwrap_err();
    assert!(error.root_cause().to_string().contains("the token is paused"), "{error:#}");
    let (other, backed) = f.accept(COST);
    assert_eq!(backed, SURE);
    let shares = f.shares("bob");
    assert_eq!(f.exit("bob", shares), Ok(100 * ONE));
    f.rotate().unwrap();
    f.fraud(job);
    f.fraud(other);
    assert_eq!((f.vault().burned.u128(), f.vault().leaving_before.u128()), (2 * SURE, 100 * ONE - 2 * SURE));
    is_paused(&mut f, &burn());
    f.rotate().unwrap();
    is_paused(&mut f, &claim(0));
    f.join_again();
    f.accept(COST);
    // Nothing was lost meanwhile.
    MOOD.set(Mood::Honest);
    f.run("anyone", &burn(), &[]).unwrap();
    assert_eq!(f.claim("bob", 0), Ok(100 * ONE - 2 * SURE));
    assert_eq!(f.held(&token, &f.restaking), 0);
}

#[test]
fn a_token_that_calls_back_during_a_burn_burns_once() {
    let (mut f, token, job) = vault();
    f.fraud(job);
    MOOD.set(Mood::CallsBack(vec![burn()]));
    let error = f.app.execute_contract(addr("bob"), f.restaking.clone(), &burn(), &[]).unwrap_err();
    assert!(error.root_cause().to_string().contains("nothing to burn"), "{error:#}");
    f.check();
    f.run("anyone", &burn(), &[]).unwrap();
    assert_eq!(f.held(&token, &f.restaking), 84 * ONE);
}

#[test]
fn a_token_that_calls_back_during_a_claim_finds_all_of_it_booked() {
    let (mut f, token, job) = vault();
    let shares = f.shares("bob");
    f.exit("bob", shares / 2).unwrap();
    f.settle(job);
    f.rotate().unwrap();
    f.rotate().unwrap();
    // Its own tickets for the same generation: it has none.
    MOOD.set(Mood::CallsBack(vec![claim(0)]));
    let error = f.app.execute_contract(addr("bob"), f.restaking.clone(), &claim(0), &[]).unwrap_err();
    assert!(error.root_cause().to_string().contains("was not let go"), "{error:#}");
    f.check();
    // Rotations in between are those that anybody may send.
    let (job, _) = f.accept(COST);
    MOOD.set(Mood::CallsBack(vec![rotate()]));
    f.run("bob", &claim(0), &[]).unwrap();
    assert_eq!(f.held(&token, &addr("bob")), 950 * ONE);
    assert_eq!(f.vault().generation, 3);
    f.fraud(job);
    assert_eq!(f.vault().assets.u128(), 50 * ONE - SURE);
}

/// The token can say that more of it came; then it says so of its own vaults, whose holders hold nothing else.
#[test]
fn a_token_that_lies_of_what_came_reaches_no_other_vault() {
    let (mut f, token, _) = vault();
    f.list(crate::support::net(), 1);
    f.join("bob");
    let create = ExecuteMsg::CreateVault { class: CLASS.into(), asset: crate::support::net() };
    f.run("bob", &create, &[]).unwrap();
    let hook =
        ReceiveMsg::Deposit { provider: addr("bob").into(), class: CLASS.into(), min_shares: 1u128.into() };
    let error = f.send("bob", &token, ONE, &hook).unwrap_err();
    let text = error.root_cause().to_string();
    assert!(text.contains("wrong asset: expected unet"), "{text}");
}

/// A vault believes its token up to what can be counted, exits and pay that waits included: then every exit goes, and so does a verdict on
/// a job that it backs.
#[test]
fn a_token_that_lies_of_everything_holds_up_no_verdict() {
    let (mut f, token, job) = vault();
    let says = |f: &mut Fixture, amount: u128, hook: &ReceiveMsg| {
        let amount = Uint128::new(amount);
        let received =
            Cw20ReceiveMsg { sender: addr("bob").into(), amount, msg: to_json_binary(hook).unwrap() };
        let (token, restaking) = (token.clone(), f.restaking.clone());
        let said = f.app.execute_contract(token, restaking, &ReceiverMsg::Receive(received), &[]);
        said.map(|_| ()).map_err(|error| error.root_cause().to_string())
    };
    let refused = Err("balance out of range".to_string());
    let (provider, class) = (addr("alice").to_string(), CLASS.to_string());
    let fund = ReceiveMsg::Fund { provider: provider.clone(), class: class.clone(), seconds: DAY };
    let deposit = ReceiveMsg::Deposit { provider, class, min_shares: Uint128::one() };
    // A vault has room for as many units as leave each of them, and one that nobody owns, a thousand tickets.
    let room = |f: &Fixture| {
        let now = f.vault();
        let held = [now.assets, now.leaving, now.leaving_before, now.left, now.burned - now.sent];
        u128::MAX / 1_000 - 1 - held.iter().map(|part| part.u128()).sum::<u128>()
    };
    // The token takes no part in what the vault books, so its balance is not what is owed: no `check` here.
    let leaves = |f: &mut Fixture, shares: u128| {
        let (receipt, restaking) = (f.vault().token, f.restaking.to_string());
        let msg = to_json_binary(&ReceiveMsg::Exit {}).unwrap();
        let leave = TokenMsg::Send { contract: restaking, amount: shares.into(), msg };
        f.app.execute_contract(addr("bob"), receipt, &leave, &[]).unwrap();
    };
    says(&mut f, 1 << 117, &fund).unwrap();
    // What waits to stream counts.
    let rest = room(&f);
    assert_eq!(says(&mut f, rest + 1, &fund), refused);
    f.wait(DAY);
    let shares = f.shares("bob");
    leaves(&mut f, shares / 4);
    // What leaves counts.
    let rest = room(&f);
    assert!(f.vault().leaving.u128() > 1 << 114 && rest > 0);
    assert_eq!(says(&mut f, rest + 1, &fund), refused);
    assert_eq!(says(&mut f, rest + 1, &deposit), refused);
    says(&mut f, rest, &fund).unwrap();
    f.wait(DAY);
    leaves(&mut f, shares - shares / 4);
    assert_eq!((room(&f), f.vault().shares.u128(), f.vault().left.u128()), (0, 0, 0));
    // Everything waits in one bucket, and all of the numbers are used.
    let end = JobEnd::Fraud { take: Uint128::zero(), client: addr("client").into(), reporter: None };
    f.registry("jobs", &RegistryMsg::EndJob { job_id: job, end }, &[]).unwrap();
    assert_eq!((f.vault().burned.u128(), room(&f)), (SURE, 0));
    for generation in 1..=2 {
        f.app.execute_contract(addr("anyone"), f.restaking.clone(), &rotate(), &[]).unwrap();
        assert_eq!(f.vault().generation, generation);
    }
}
