//! Questions through the whole market: answered, failed, nobody there; who may say so; and what the app owes is always there.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::indexing_slicing)]

use anyhow::Result;
use api::common::Asset;
use api::job_market::{AcceptPayout, HookMsg, JobEnded, JobState};
use compute_amm_testing::jobs::{digest, job_id};
use compute_amm_testing::wirings::{ATTESTATION, H100, NET, ONE};
use compute_amm_testing::{invariants, small_market, Market, Native, Receipt, Refused};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{
    coins, to_json_binary, Addr, DepsMut, Env, HexBinary, MessageInfo, Response, StdError, Uint128,
};
use cw_multi_test::{Contract, ContractWrapper};
use inference_app::contract::{execute, instantiate, query, reply};
use inference_app::error::AppError;
use inference_app::msg::{AnswerResponse, ExecuteMsg, InstantiateMsg, QueryMsg};
use inference_app::state::Answer;

/// Credits of one job: two GPUs for a minute.
const CREDITS: u128 = 120 * ONE;
/// What the operator takes for an answer.
const FEE: u128 = 5_000;

/// A market, the app on it, and who is there.
struct Scene {
    market: Market,
    app: Addr,
    provider: Addr,
    asker: Addr,
    operator: Addr,
}

/// The app as it is built here.
fn app() -> Box<dyn Contract<cosmwasm_std::Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query).with_reply(reply))
}

/// The app, deaf: it fails whenever it is told of the end of a job.
fn deaf() -> Box<dyn Contract<cosmwasm_std::Empty>> {
    let execute =
        |deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg| -> Result<Response, AppError> {
            match msg {
                ExecuteMsg::JobEnded(_) => Err(StdError::generic_err("hears nothing").into()),
                msg => execute(deps, env, info, msg),
            }
        };
    Box::new(ContractWrapper::new(execute, instantiate, query).with_reply(reply))
}

/// Answers by two GPUs in a minute.
fn start(market: &Market, operator: &Addr, prompts: Option<&str>) -> InstantiateMsg {
    InstantiateMsg {
        operator: operator.to_string(),
        job_market: market.at.job_market.clone(),
        class: H100.into(),
        gpus: 2,
        seconds: 60,
        program: digest("program"),
        method: ATTESTATION,
        fee: FEE.into(),
        prompts: prompts.map(Into::into),
    }
}

/// Where the market's request in a receipt says that its input is.
fn locators(receipt: &Receipt) -> Vec<&str> {
    let requests = receipt.events.iter().filter(|event| event.ty == "wasm-request_job");
    let attributes = requests.flat_map(|event| &event.attributes);
    attributes.filter(|a| a.key == "input_locator").map(|a| a.value.as_str()).collect()
}

impl Scene {
    fn new() -> Self {
        Self::of(app())
    }

    /// Has somebody have the market tell the app of a job's end.
    fn tell(&mut self, job_id: u64) -> Result<Receipt> {
        let asker = self.asker.clone();
        self.market.jobs(&asker, &api::job_market::ExecuteMsg::TellEnd { job_id }, &[])
    }

    fn of(contract: Box<dyn Contract<cosmwasm_std::Empty>>) -> Self {
        Self::with(contract, None)
    }

    fn with(contract: Box<dyn Contract<cosmwasm_std::Empty>>, prompts: Option<&str>) -> Self {
        let (mut market, provider, asker) = small_market(&Native);
        let operator = market.address("operator");
        let start = start(&market, &operator, prompts);
        let app = market.host(contract, &start, "inference-app");
        Self { market, app, provider, asker, operator }
    }

    /// A question with so much NET.
    fn ask(&mut self, net: u128) -> Result<Receipt> {
        let msg = ExecuteMsg::Ask { prompt: "What is a credit worth?".into() };
        let asker = self.asker.clone();
        self.say(&asker, &msg, net)
    }

    /// The same, and its job's id.
    fn asked(&mut self) -> u64 {
        let receipt = self.ask(ONE).expect("asked");
        let job = job_id(&receipt).expect("an id");
        assert_eq!(self.answer(job), Answer::Waiting {});
        job
    }

    fn say(&mut self, who: &Addr, msg: &ExecuteMsg, net: u128) -> Result<Receipt> {
        let funds = if net == 0 { vec![] } else { coins(net, NET) };
        self.market.send(who, self.app.as_str(), msg, &funds)
    }

    fn answer(&self, job_id: u64) -> Answer {
        let answer: AnswerResponse =
            self.market.ask(self.app.as_str(), &QueryMsg::Answer { job_id }).expect("asked");
        assert_eq!(answer.asker, self.asker);
        answer.answer
    }

    fn owed(&self, who: &Addr) -> u128 {
        let address = who.to_string();
        let owed: Uint128 =
            self.market.ask(self.app.as_str(), &QueryMsg::Owed { address }).expect("answered");
        owed.u128()
    }

    fn has(&self, who: &Addr) -> [u128; 2] {
        [Asset::native(NET), self.market.credit(H100)].map(|asset| self.market.holding(who, &asset))
    }

    /// NET and credits of somebody, in its wallet and in its account.
    fn worth(&self, who: &Addr) -> [u128; 2] {
        let account = |asset| self.market.account(who, &asset);
        let [net, credits] = self.has(who);
        [net + account(self.market.net()), credits + account(self.market.credit(H100))]
    }

    /// The market is sound, and the app has exactly what it owes, and the fees of what waits.
    fn sound(&self, waiting: u128) {
        self.sound_for(&[&self.asker, &self.operator], waiting);
    }

    fn sound_for(&self, owed: &[&Addr], waiting: u128) {
        invariants::check(&self.market).expect("sound");
        let owed: u128 = owed.iter().map(|who| self.owed(who)).sum();
        assert_eq!(self.worth(&self.app), [owed + waiting * FEE, 0]);
    }

    /// Withdraws all that somebody is owed: it is what was said, and it is paid once.
    fn withdraw(&mut self, who: &Addr) {
        let (owed, before) = (self.owed(who), self.has(who));
        self.say(who, &ExecuteMsg::Withdraw {}, 0).expect("paid");
        assert_eq!(self.has(who), [before[0] + owed, before[1]]);
        assert_eq!(self.owed(who), 0);
        self.say(who, &ExecuteMsg::Withdraw {}, 0).refused(&["nothing is owed"]);
    }
}

#[test]
fn an_answer_is_bought_given_and_the_surplus_is_the_askers() {
    let mut it = Scene::new();
    let before = it.has(&it.asker);
    let job = it.asked();
    let open = it.market.job(job).open.expect("open");
    assert_eq!((&open.owner, &open.payer), (&it.asker, &it.app));
    // All but the fee and what the job costs is back at once.
    let paid = FEE + open.cost.u128() + open.take.u128();
    assert_eq!(it.has(&it.asker), [before[0] - paid, before[1]]);
    it.sound(1);

    let provider = it.provider.clone();
    let output = it.market.serve(&provider, job, AcceptPayout::Redeem {}).expect("settled");
    it.tell(job).expect("told");
    assert_eq!(it.answer(job), Answer::Given { output });
    assert_eq!((it.owed(&it.asker), it.owed(&it.operator)), (0, FEE));
    it.sound(0);
    let operator = it.operator.clone();
    it.withdraw(&operator);
    it.sound(0);
}

#[test]
fn a_job_that_its_provider_fails_gives_the_asker_everything_back() {
    let mut it = Scene::new();
    let before = it.worth(&it.asker);
    let (job, provider, asker) = (it.asked(), it.provider.clone(), it.asker.clone());
    let cost = it.market.job(job).open.expect("open").cost.u128();
    it.market.accept(&provider, job, AcceptPayout::Redeem {}).expect("accepted");
    it.market.wait(2_000);
    it.market.time_out(&asker, job).expect("late");
    it.tell(job).expect("told");
    assert_eq!(it.answer(job), Answer::Failed { state: JobState::Faulted });
    assert_eq!((it.owed(&asker), it.owed(&it.operator)), (FEE, 0));
    it.sound(0);
    it.withdraw(&asker);
    it.sound(0);
    assert_eq!(it.worth(&asker), [before[0] - cost, before[1] + CREDITS]);
}

#[test]
fn a_job_that_nobody_takes_gives_the_asker_back_what_comes_back() {
    let mut it = Scene::new();
    let before = it.worth(&it.asker);
    let (job, second, asker) = (it.asked(), it.asked(), it.asker.clone());
    let paid: u128 =
        [job, second].into_iter().map(|job| it.market.job(job).open.expect("open").cost.u128()).sum();
    let takes: u128 =
        [job, second].into_iter().map(|job| it.market.job(job).open.expect("open").take.u128()).sum();
    it.market.wait(700);
    it.market.time_out(&asker, job).expect("nobody came");
    it.tell(job).expect("told");
    assert_eq!(it.answer(job), Answer::Failed { state: JobState::Expired });
    assert_eq!(it.owed(&asker), FEE);
    it.sound(1);
    it.market.time_out(&asker, second).expect("nobody came");
    it.tell(second).expect("told");
    assert_eq!(it.owed(&asker), 2 * FEE);
    it.sound(0);
    it.withdraw(&asker);
    it.sound(0);
    let [net, credits] = it.worth(&asker);
    assert_eq!(credits, before[1] + 2 * CREDITS);
    assert!((before[0] - paid - takes..=before[0] - paid).contains(&net), "{net} of {takes}");
}

#[test]
fn nobody_but_the_market_says_how_a_job_ended() {
    let mut it = Scene::new();
    let (job, stranger) = (it.asked(), it.market.actor("stranger"));
    let ended = JobEnded {
        job_id: job,
        state: JobState::Settled,
        output: Some(digest("forged")),
        fault: None,
        owner: it.asker.clone(),
        msg: None,
    };
    it.say(&stranger, &ExecuteMsg::JobEnded(ended.clone()), 0).refused(&["the job-market"]);
    // It is the hook of the market, word for word.
    let hook = to_json_binary(&HookMsg::JobEnded(ended.clone())).unwrap();
    assert_eq!(hook, to_json_binary(&ExecuteMsg::JobEnded(ended)).unwrap());
    assert_eq!(it.answer(job), Answer::Waiting {});

    // A stranger's own job, whose end the market tells the app, is none of it.
    let mut request = it.market.request_for(H100, 1, 60);
    let callback = api::job_market::Callback { contract: it.app.to_string(), msg: None };
    request.callback = Some(callback);
    let theirs = it.market.request(&stranger, request, 50 * ONE).expect("requested");
    let provider = it.provider.clone();
    it.market.serve(&provider, theirs, AcceptPayout::Redeem {}).expect("settled");
    it.tell(theirs).refused(&["none of this app's"]);
    assert!(it.market.ask::<AnswerResponse>(it.app.as_str(), &QueryMsg::Answer { job_id: theirs }).is_err());
    it.say(&stranger, &ExecuteMsg::Collect { job_id: theirs }, 0).refused(&["none of this app's"]);
    it.say(&stranger, &ExecuteMsg::Collect { job_id: job }, 0).refused(&["expected one that has ended"]);
    it.sound(1);
}

#[test]
fn who_brings_too_little_keeps_it() {
    let mut it = Scene::new();
    let before = it.has(&it.asker);
    it.ask(FEE).refused(&["expected more than the fee of 5000", "got 5000"]);
    it.ask(FEE + 1).refused(&["1"]);
    it.ask(0).refused(&["unet"]);
    assert_eq!(it.has(&it.asker), before);
    it.sound(0);
    // To the unit it is enough.
    let quote = compute_amm_testing::jobs::quote_of(H100, 2, 60);
    let quote: api::job_market::QuoteResponse = it.market.ask_jobs(&quote);
    let costs = (quote.cost + quote.take).u128();
    it.ask(FEE + costs - 1).refused(&[]);
    it.ask(FEE + costs).expect("enough");
    it.sound(1);
}

#[test]
fn an_end_that_was_not_heard_is_collected_once() {
    let mut it = Scene::of(deaf());
    let (job, failed, asker, provider) = (it.asked(), it.asked(), it.asker.clone(), it.provider.clone());
    let output: HexBinary = it.market.serve(&provider, job, AcceptPayout::Redeem {}).expect("settled");
    it.market.wait(700);
    it.market.time_out(&asker, failed).expect("nobody came");
    for job_id in [job, failed] {
        it.tell(job_id).refused(&["hears nothing"]);
    }
    assert_eq!((it.answer(job), it.answer(failed)), (Answer::Waiting {}, Answer::Waiting {}));
    for job_id in [job, failed] {
        let stranger = it.market.address("stranger");
        it.say(&stranger, &ExecuteMsg::Collect { job_id }, 0).expect("collected");
        it.say(&stranger, &ExecuteMsg::Collect { job_id }, 0).refused(&["known already"]);
    }
    assert_eq!(it.answer(job), Answer::Given { output });
    assert_eq!(it.answer(failed), Answer::Failed { state: JobState::Expired });
    it.sound(0);
    it.withdraw(&asker);
}

#[test]
fn what_reaches_the_account_otherwise_makes_no_debt() {
    let mut it = Scene::new();
    let asker = it.asker.clone();
    let gift = api::pool::ExecuteMsg::Deposit { receiver: Some(it.app.to_string()) };
    it.market.pool(&asker, &gift, &coins(ONE, NET)).expect("a gift");
    let job = it.asked();
    it.market.wait(700);
    it.market.time_out(&asker, job).expect("nobody came");
    it.tell(job).expect("told");
    assert_eq!(it.owed(&asker), FEE);
    it.withdraw(&asker);
    // A question is paid with what comes along, never out of the account.
    assert_eq!(it.market.account(&it.app, &it.market.net()), ONE);
    it.ask(FEE + 1).refused(&[]);
}

#[test]
fn a_job_says_where_its_prompt_is_served_if_it_is() {
    // The longest address that there can be: the locator has the market's 128 bytes.
    let base = format!("https://{}", "p".repeat(55));
    let mut it = Scene::with(app(), Some(&base));
    let receipt = it.ask(ONE).expect("asked");
    let digest = digest("What is a credit worth?");
    assert_eq!(locators(&receipt), [format!("{base}/{digest}")]);
    assert_eq!(locators(&Scene::new().ask(ONE).expect("asked")), Vec::<&str>::new());

    let longer = format!("{base}p");
    for wrong in ["", "https://", "ftp://prompts", "prompts.example", "http://p/", "http://p q", &longer] {
        let start = start(&it.market, &it.operator, Some(wrong));
        let (mut deps, env) = (mock_dependencies(), mock_env());
        let error = instantiate(deps.as_mut(), env, message_info(&it.operator, &[]), start);
        let error = error.expect_err(wrong).to_string();
        assert!(error.contains("prompts") && error.contains("expected"), "{wrong}: {error}");
    }
}

/// Two askers' jobs end before the app hears of either: one that nobody took, whose take is used up, and one that its provider
/// failed, whose take comes back whole. In whatever order the app hears of them, each has its own.
#[test]
fn nobody_gets_what_is_anothers_in_whatever_order_ends_are_heard() {
    for failed_first in [true, false] {
        let mut it = Scene::new();
        let (untaken, provider) = (it.asker.clone(), it.provider.clone());
        let failed = it.market.actor("second");
        let ask = ExecuteMsg::Ask { prompt: "What is a credit worth?".into() };
        let before = [&untaken, &failed].map(|who| it.worth(who));
        let jobs = [&untaken, &failed].map(|who| {
            let receipt = it.say(who, &ask, ONE).expect("asked");
            job_id(&receipt).expect("an id")
        });
        let [lost, kept] = jobs.map(|job| it.market.job(job).open.expect("open"));
        it.market.accept(&provider, jobs[1], AcceptPayout::Redeem {}).expect("accepted");
        it.market.wait(2_000);
        jobs.iter().for_each(|job| drop(it.market.time_out(&untaken, *job).expect("late")));

        let order = if failed_first { [jobs[1], jobs[0]] } else { jobs };
        for (told, job) in (1..).zip(order) {
            it.tell(job).expect("told");
            it.sound_for(&[&untaken, &failed, &it.operator], 2 - told);
        }
        for who in [&untaken, &failed] {
            it.say(who, &ExecuteMsg::Withdraw {}, 0).expect("paid");
        }
        // The fee is back, and the compute's price has become credits.
        let [net, credits] = it.worth(&failed);
        assert_eq!([net, credits], [before[1][0] - kept.cost.u128(), before[1][1] + CREDITS]);
        let [net, credits] = it.worth(&untaken);
        let paid = lost.cost.u128() + lost.take.u128();
        assert_eq!([net, credits], [before[0][0] - paid, before[0][1] + CREDITS], "{failed_first}");
        it.sound(0);
        assert_eq!(it.worth(&it.app), [0; 2]);
    }
}

/// The job is its asker's, who may withdraw it before anybody has taken it: the fee is back, too.
#[test]
fn an_asker_may_withdraw_its_question() {
    let mut it = Scene::new();
    let (job, asker, before) =
        (it.asked(), it.asker.clone(), it.market.account(&it.asker, &it.market.credit(H100)));
    let cancel = api::job_market::ExecuteMsg::CancelJob { job_id: job };
    it.market.jobs(&asker, &cancel, &[]).expect("withdrawn");
    it.tell(job).expect("told");
    assert_eq!(it.answer(job), Answer::Failed { state: JobState::Cancelled });
    assert_eq!(it.market.account(&asker, &it.market.credit(H100)), before + CREDITS);
    it.sound(0);
    it.withdraw(&asker);
    assert_eq!(it.worth(&it.app), [0; 2]);
}
