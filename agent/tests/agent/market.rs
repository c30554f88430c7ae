//! The agent on the real contracts, on the embedded chain: its queries and its messages are the ones they know.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use anyhow::Result;
use api::job_market::events::JobEvent;
use api::job_market::{AcceptPayout, ExecuteMsg, JobRequest, JobState};
use compute_amm_agent::book::{Action, Pending, Ran};
use compute_amm_agent::config::Config;
use compute_amm_agent::decide::lock;
use compute_amm_agent::inputs::{assigned, made_by, values};
use compute_amm_agent::margin::EXPIRY;
use compute_amm_agent::observe::{Ask, Contracts, Observer};
use compute_amm_agent::open::fits_market;
use compute_amm_agent::run::{Agent, Chain, Handed, Hands, Included, Order, Outcome, Signed};
use compute_amm_agent::store::Store;
use compute_amm_agent::view::{Hold, Host, Judge, View};
use compute_amm_testing::client::{Call, Client};
use compute_amm_testing::codes::Native;
use compute_amm_testing::credits::{template, with_input};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{
    CLIENT_APPROVAL, GROTH16, GROTH16_STATEMENT, H100, NET, ONE, RISC_ZERO, SP1, SP1_STATEMENT,
};
use compute_amm_testing::Market;
use cosmwasm_std::{coins, Addr, Binary};

pub type Shared = Rc<RefCell<Market>>;

/// The embedded chain, which includes a transaction when it is handed over.
pub struct Embedded {
    pub market: Shared,
    pub provider: Addr,
    pub at: Contracts,
    pub observer: Observer,
    pub included: RefCell<std::collections::BTreeMap<String, Included>>,
}

pub fn contracts(market: &Market) -> Contracts {
    Contracts {
        pool: market.at.pool.clone(),
        provider_registry: market.at.provider_registry.clone(),
        job_market: market.at.job_market.clone(),
        lease_market: market.at.lease_market.clone(),
        verifier_gateway: market.at.verifier_gateway.clone(),
    }
}

impl Ask for Embedded {
    fn block(&self) -> Result<(u64, u64)> {
        let block = self.market.borrow().client.block();
        Ok((block.height, block.time.seconds()))
    }
    fn smart(&self, contract: &str, query: &Binary) -> Result<Option<Binary>> {
        Ok(self.market.borrow().client.smart(contract, query.clone()).ok())
    }
    fn balance(&self, wallet: &str) -> Result<u128> {
        self.market.borrow().client.balance(wallet, NET)
    }
    fn price_of(&self, _: u64) -> Result<u128> {
        Ok(0)
    }
    fn sequence(&self, _: &str) -> Result<u64> {
        Ok(self.included.borrow().len() as u64)
    }
}

impl Chain for Embedded {
    fn view(&self, _: &[u64]) -> Result<View> {
        let clock = self.block()?.1;
        self.observer.view(self, Host { disk_mib: 9_999, memory_mib: 9_999, clock })
    }
    fn sign(&self, actions: &[Action], view: &View) -> Result<Signed> {
        let sequence = self.sequence("")?;
        let bytes = Binary::from(serde_json::to_vec(&(sequence, actions)).unwrap());
        let (hash, expires) = (format!("{sequence}"), view.height + EXPIRY);
        Ok(Signed::Ready(Pending { hash, bytes, sequence, expires, actions: actions.to_vec() }))
    }
    fn height(&self) -> Result<u64> {
        Ok(self.block()?.0)
    }
    fn hand_over(&self, bytes: &Binary) -> Result<Handed> {
        let (sequence, actions): (u64, Vec<Action>) = serde_json::from_slice(bytes).unwrap();
        let call = |action: &Action| {
            let (contract, msg) = self.at.message(action).unwrap();
            Call { contract: contract.to_owned(), msg }
        };
        let calls: Vec<Call> = actions.iter().map(call).collect();
        let mut market = self.market.borrow_mut();
        let done = match actions.iter().any(|action| action.funds() > 0) {
            // The embedded chain takes funds with one message only.
            true => actions.iter().zip(&calls).try_for_each(|(action, call)| {
                let funds = Some(action.funds()).filter(|funds| *funds > 0);
                let funds = funds.map_or(vec![], |funds| coins(funds, NET));
                market.client.execute(&self.provider, &call.contract, call.msg.clone(), &funds).map(drop)
            }),
            false => market.client.batch(&self.provider, &calls).map(drop),
        };
        let error = done.err().map(|e| format!("{e:#}"));
        assert_eq!(error, None, "{actions:?}");
        let height = market.client.block().height;
        self.included.borrow_mut().insert(format!("{sequence}"), Included { height, error });
        Ok(Handed::Taken)
    }
    fn lookup(&self, hash: &str) -> Result<Option<Included>> {
        Ok(self.included.borrow().get(hash).cloned())
    }
}

/// Works at once, and has the test's attestors sign.
struct Quick(Shared, Vec<(u64, Outcome)>, Missing);

/// Jobs whose input is lost.
type Missing = Rc<RefCell<BTreeSet<u64>>>;

impl Hands for Quick {
    fn begin(&mut self, order: Order) {
        self.1.push(match order {
            Order::Fetch { id, job, .. } if self.2.borrow().contains(&id) && job.hold == Hold::Mine => {
                (id, Outcome::Input(Err("its place does not answer".into())))
            }
            Order::Fetch { id, .. } => (id, Outcome::Input(Ok(()))),
            Order::Run { id, .. } if self.2.borrow().contains(&id) => (id, Outcome::Lost("no file".into())),
            Order::Run { id, .. } => (id, Outcome::Run(Ok(Ran { output: [id as u8; 32], proof: None }))),
            Order::Sign { id, output, .. } => {
                let api::verifier_gateway::Proof::Attestation { signatures } =
                    self.0.borrow().attest(id, &output.into())
                else {
                    panic!()
                };
                (id, Outcome::Signatures(Ok(signatures)))
            }
        });
    }
    fn finished(&mut self) -> Vec<(u64, Outcome)> {
        std::mem::take(&mut self.1)
    }
}

fn setting() -> (Shared, Addr, Addr, Agent<Embedded, Quick>, tempfile::TempDir) {
    losing(Missing::default())
}

fn losing(missing: Missing) -> (Shared, Addr, Addr, Agent<Embedded, Quick>, tempfile::TempDir) {
    let (market, provider, client) = small_market(&Native);
    let at = contracts(&market);
    let shared = Rc::new(RefCell::new(market));
    let chain = Embedded {
        market: shared.clone(),
        provider: provider.clone(),
        at: at.clone(),
        observer: Observer::new(at, provider.as_str()),
        included: RefCell::default(),
    };
    let folder = tempfile::tempdir().unwrap();
    let workloads = ["program", "standard program"]
        .map(|name| (digest(name).to_array().unwrap(), vec!["true".to_owned()].into()))
        .into();
    let config = Config { workloads, ..crate::support::config() };
    let store = Store::open(&folder.path().join("store"), "me").unwrap();
    let agent = Agent::new(config, chain, Quick(shared.clone(), vec![], missing), store);
    (shared, provider, client, agent, folder)
}

/// A request that leaves an agent the time that it needs.
fn request_for(market: &mut Market, class: &str, gpus: u32, seconds: u64) -> JobRequest {
    JobRequest { run_within: seconds + 200, ..market.request_for(class, gpus, seconds) }
}

#[test]
fn a_job_is_accepted_done_signed_delivered_and_paid() {
    let (market, provider, client, mut agent, _folder) = setting();
    let owed = market.borrow().position(&provider, H100).open.u128();
    let job = {
        let mut market = market.borrow_mut();
        let request = request_for(&mut market, H100, 2, 120);
        market.request(&client, request, 2_000 * ONE).unwrap()
    };
    let round = agent.tick().unwrap();
    assert_eq!(round.view.jobs[&job].hold, Hold::Free);
    for _ in 0..12 {
        agent.tick().unwrap();
        market.borrow_mut().wait(6);
    }
    let market = market.borrow();
    assert_eq!(market.job(job).state, JobState::Settled);
    assert_eq!(market.position(&provider, H100).open.u128(), owed - 240 * ONE, "paid by redemption");
}

#[test]
fn a_call_is_answered_served_and_redeemed() {
    let (market, provider, client, mut agent, _folder) = setting();
    let (job, owed) = {
        let mut market = market.borrow_mut();
        market.set_template(H100, 1, Some(template(600, 2, 4))).unwrap();
        market.touch(&client, H100, &provider).unwrap();
        let owed = market.position(&provider, H100).open.u128();
        let (job, on) = market.called(&client, H100, 1, 2).unwrap();
        assert_eq!(on, provider);
        (job, owed)
    };
    let round = agent.tick().unwrap();
    assert_eq!((round.view.jobs[&job].hold, round.view.jobs[&job].called), (Hold::Called, true));
    for _ in 0..20 {
        agent.tick().unwrap();
        market.borrow_mut().wait(6);
    }
    let market = market.borrow();
    assert_eq!(market.job(job).state, JobState::Settled);
    let position = market.position(&provider, H100);
    let credits = 2 * 600 * u128::from(market.class(H100).standard.unwrap().gpus) * ONE;
    assert_eq!((position.called.u128(), position.open.u128()), (0, owed - credits));
}

#[test]
fn a_lost_input_is_asked_for_and_the_job_goes_on_or_ends_without_fault() {
    let missing = Missing::default();
    let (market, provider, client, mut agent, _folder) = losing(missing.clone());
    let (answered, silent, bond) = {
        let mut market = market.borrow_mut();
        market.issue(&provider, NET, 1_000 * ONE);
        let request = with_input(request_for(&mut market, H100, 1, 120), b"picture");
        let jobs = [(); 2].map(|()| market.request(&client, request.clone(), 2_000 * ONE).unwrap());
        (jobs[0], jobs[1], ONE)
    };
    missing.borrow_mut().extend([answered, silent]);
    let before = market.borrow().wallet(&provider, NET);
    for _ in 0..20 {
        agent.tick().unwrap();
        market.borrow_mut().wait(6);
    }
    for job in [answered, silent] {
        assert_eq!(market.borrow().job(job).state, JobState::AwaitingInput);
    }
    assert_eq!(market.borrow().wallet(&provider, NET), before - 2 * bond);
    market.borrow_mut().answer_data(&client, answered, Binary::from(b"picture"), vec![]).unwrap();
    missing.borrow_mut().remove(&answered);
    for _ in 0..20 {
        agent.tick().unwrap();
        market.borrow_mut().wait(6);
    }
    assert_eq!(market.borrow().job(answered).state, JobState::Settled);
    market.borrow_mut().wait(3_600);
    for _ in 0..5 {
        agent.tick().unwrap();
        market.borrow_mut().wait(6);
    }
    let market = market.borrow();
    let ended = market.job(silent);
    assert_eq!((ended.state, ended.fault), (JobState::Cancelled, None));
    assert_eq!(market.position(&provider, H100).locked.u128(), 0);
}

#[test]
fn the_lock_that_it_counts_is_the_lock_that_is_taken() {
    let (market, provider, client, mut agent, _folder) = setting();
    let mut expected = vec![];
    for method in [compute_amm_testing::wirings::ATTESTATION, CLIENT_APPROVAL] {
        let mut market = market.borrow_mut();
        let request = JobRequest { method, ..request_for(&mut market, H100, 1, 500) };
        expected.push(market.request(&client, request, 2_000 * ONE).unwrap());
    }
    let view = agent.tick().unwrap().view;
    let _ = agent.tick().unwrap();
    let market = market.borrow();
    for job in expected {
        let taken = market.job_lock(job).unwrap();
        assert_eq!(
            (lock(&view, &view.jobs[&job]), taken.provider),
            (Some(taken.amount.u128()), provider.clone())
        );
    }
}

#[test]
fn a_job_that_asks_for_backing_waits_until_there_is_as_much() {
    let (market, provider, client, mut agent, _folder) = setting();
    let job = {
        let mut market = market.borrow_mut();
        let min_backing = Some((ONE / 10).into());
        let request = JobRequest { min_backing, ..request_for(&mut market, H100, 1, 500) };
        market.request(&client, request, 2_000 * ONE).unwrap()
    };
    let mut ticks = || {
        for _ in 0..3 {
            agent.tick().unwrap();
            market.borrow_mut().wait(6);
        }
        market.borrow().job_lock(job).map(|lock| lock.backed.u128())
    };
    assert_eq!(ticks(), None, "it would be refused");
    {
        let mut market = market.borrow_mut();
        let net = market.net();
        market.create_vault(&provider, H100, net).unwrap();
        market.back(&client, &provider, H100, 10 * ONE).unwrap();
    }
    assert!(ticks().is_some_and(|backed| backed >= ONE / 10));
}

#[test]
fn what_the_market_does_not_have_is_named_before_the_first_job() {
    let (_market, _, _, mut agent, _folder) = setting();
    let view = agent.tick().unwrap().view;
    let proven = [RISC_ZERO, GROTH16, GROTH16_STATEMENT, SP1, SP1_STATEMENT];
    assert!(proven.iter().all(|method| view.methods[method].judge == Judge::Proof), "{:?}", view.methods);
    let config = crate::support::config();
    let error = |config: &Config, view: &View| format!("{:#}", fits_market(config, view).unwrap_err());
    fits_market(
        &Config { classes: [H100.to_owned()].into(), methods: [1, 5].into(), ..config.clone() },
        &view,
    )
    .unwrap();
    let other = Config { classes: ["h200".to_owned()].into(), ..config.clone() };
    assert!(error(&other, &view)
        .contains("classes: expected classes in which the provider has a bond, got `h200`"));
    assert!(error(&Config { methods: [77].into(), ..config.clone() }, &view).contains("got 77"));
    let mut external = view.clone();
    external.methods.get_mut(&5).unwrap().judge = Judge::External;
    assert!(error(&Config { methods: [5].into(), ..config.clone() }, &external)
        .contains("method 5 is judged by another contract"));
    let alone = Config { methods: [1].into(), attestors: vec![], ..config.clone() };
    assert!(error(&alone, &view).contains("attestors: expected at least 2 for method 1, got 0"));
    assert!(error(&Config { memory_mib: 99_999, ..config.clone() }, &view)
        .contains("at most the machine's 9999 MiB"));
    let idle = View { classes: Default::default(), ..view };
    assert!(error(&config, &idle).contains("offers no GPUs"));
}

/// What is asked of the chain, in order.
struct Heard<'a>(&'a Embedded, RefCell<Vec<String>>);

impl Ask for Heard<'_> {
    fn block(&self) -> Result<(u64, u64)> {
        self.0.block()
    }
    fn smart(&self, contract: &str, query: &Binary) -> Result<Option<Binary>> {
        let text = String::from_utf8_lossy(query);
        self.1.borrow_mut().push(text.split('"').nth(1).unwrap().to_owned());
        self.0.smart(contract, query)
    }
    fn balance(&self, wallet: &str) -> Result<u128> {
        self.0.balance(wallet)
    }
    fn price_of(&self, gas: u64) -> Result<u128> {
        self.0.price_of(gas)
    }
    fn sequence(&self, wallet: &str) -> Result<u64> {
        self.0.sequence(wallet)
    }
}

fn heard(market: &Shared, provider: &Addr) -> (Vec<String>, View) {
    let at = contracts(&market.borrow());
    let observer = Observer::new(at.clone(), provider.as_str());
    let chain = Embedded {
        market: market.clone(),
        provider: provider.clone(),
        observer: Observer::new(at.clone(), provider.as_str()),
        at,
        included: RefCell::default(),
    };
    let heard = Heard(&chain, RefCell::default());
    let view = observer.view(&heard, Host { disk_mib: 1, memory_mib: 1, clock: 1 }).unwrap();
    (heard.1.into_inner(), view)
}

/// Else a job that is accepted between the two would bind GPUs in neither.
#[test]
fn positions_are_seen_after_jobs() {
    let (market, provider, ..) = setting();
    let (heard, _) = heard(&market, &provider);
    let last = |what: &str| heard.iter().rposition(|query| query == what).unwrap();
    assert!(last("position") > last("jobs"), "{heard:?}");
}

#[test]
fn jobs_that_have_ended_cost_no_query() {
    let (market, provider, client, ..) = setting();
    let before = heard(&market, &provider).0;
    for n in 0..250 {
        let mut market = market.borrow_mut();
        let request = request_for(&mut market, H100, 1, 10);
        let job_id = market.request(&client, request, 2_000 * ONE).unwrap();
        if n != 249 {
            market.jobs(&client, &ExecuteMsg::CancelJob { job_id }, &[]).unwrap();
        }
    }
    let (after, view) = heard(&market, &provider);
    assert_eq!((after, view.jobs.len()), (before, 1), "only one has not ended");
}

#[test]
fn open_jobs_are_looked_for_while_gpus_are_free() {
    let (market, provider, client, mut agent, _folder) = setting();
    let request = |gpus| {
        let mut market = market.borrow_mut();
        let request = request_for(&mut market, H100, gpus, 120);
        market.request(&client, request, 2_000 * ONE).unwrap()
    };
    let all = request(8);
    agent.tick().unwrap();
    agent.tick().unwrap();
    assert_eq!(market.borrow().position(&provider, H100).busy, 8);
    let unseen = request(1);
    let round = agent.tick().unwrap();
    let holds = |id| round.view.jobs.get(&id).map(|job| job.hold);
    assert_eq!((holds(all), holds(unseen)), (Some(Hold::Mine), None));
    for _ in 0..12 {
        agent.tick().unwrap();
        market.borrow_mut().wait(6);
    }
    let market = market.borrow();
    assert_eq!((market.job(all).state, market.job(unseen).state), (JobState::Settled, JobState::Settled));
}

#[test]
fn an_open_job_that_somebody_else_took_is_gone_after_a_while() {
    let (market, provider, client, ..) = setting();
    let other = market.borrow_mut().provider("other", H100, 100_000 * ONE, 3);
    let at = contracts(&market.borrow());
    let observer = Observer::new(at.clone(), provider.as_str());
    let included = RefCell::default();
    let chain = Embedded { market: market.clone(), provider, at, observer, included };
    let job = {
        let mut market = market.borrow_mut();
        let request = request_for(&mut market, H100, 1, 120);
        market.request(&client, request, 2_000 * ONE).unwrap()
    };
    assert_eq!(chain.view(&[]).unwrap().jobs[&job].hold, Hold::Free);
    market.borrow_mut().accept(&other, job, AcceptPayout::Redeem {}).unwrap();
    market.borrow_mut().wait(10);
    assert!(!chain.view(&[]).unwrap().jobs.contains_key(&job));
}

#[test]
fn others_with_free_gpus_are_seen_as_rivals() {
    let (market, provider, ..) = setting();
    let other = market.borrow_mut().provider("other", H100, 100_000 * ONE, 3);
    let (mine, others) = (heard(&market, &provider).1, heard(&market, &other).1);
    let [rival] = mine.classes[H100].rivals[..] else { panic!("{:?}", mine.classes) };
    assert_eq!((rival.lot, rival.gpus), (others.lot, 3));
    assert_eq!(others.classes[H100].rivals[0].lot, mine.lot);
}

#[test]
fn an_attestor_sees_who_works_on_a_job() {
    let (market, provider, client, mut agent, _folder) = setting();
    let job = {
        let mut market = market.borrow_mut();
        let request = request_for(&mut market, H100, 1, 120);
        market.request(&client, request, 2_000 * ONE).unwrap()
    };
    let seen = || assigned(&market.borrow().job(job)).unwrap();
    assert_eq!(seen(), None, "nobody works on it");
    for _ in 0..3 {
        agent.tick().unwrap();
    }
    let found = seen().unwrap();
    assert_eq!((found.provider.as_str(), found.seconds), (provider.as_str(), 120));
    assert_eq!(found.program, digest("program").to_array::<32>().unwrap());
}

#[test]
fn the_input_of_a_called_job_is_in_its_event() {
    let input = Binary::from(b"abc");
    let event = JobEvent::Call { job_id: 7, deadline: 1, input: Some(&input) };
    let mut event = cosmwasm_std::Event::from(event);
    event.ty = format!("wasm-{}", event.ty);
    let events = [event];
    assert_eq!(values(&events, "call_job", 7, "input").collect::<Vec<_>>(), [input.to_base64()]);
    assert_eq!(values(&events, "call_job", 8, "input").count(), 0);
    let of = |contract: &str| events[0].clone().add_attribute("_contract_address", contract);
    assert!(made_by(&of("job-market"), "job-market"));
    assert!(
        !made_by(&of("another"), "job-market") && !made_by(&events[0], "job-market"),
        "anybody can name an event so"
    );
}
