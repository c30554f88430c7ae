//! The examples on real chains, as their READMEs say: a contract that sells answers and buys the compute for each, by an agent
//! and attestors that are processes; the same where nobody does the work; work that is proven instead; and a contract that pays
//! bounties on proofs.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use api::job_market::{ExecuteMsg as JobMsg, JobState};
use api::verifier_gateway::ExecuteMsg as GatewayMsg;
use chain::market::{attach, DevnetClient};
use chain::wallet::named_secret;
use chain_tests::http::serve;
use chain_tests::operator::{AgentFile, Operators};
use chain_tests::process::{until, Process};
use chain_tests::terminal::{build, camm};
use chain_tests::TestChain;
use compute_amm_testing::groth16::Trapdoor;
use compute_amm_testing::jobs::{digest, job_id};
use compute_amm_testing::wirings::{ATTESTATION, GROTH16_STATEMENT, H100, NET, ONE, RISC_ZERO};
use compute_amm_testing::{invariants, Market, Refused};
use cosmwasm_std::{coins, Addr, HexBinary, Uint128};
use inference_app::msg::{AnswerResponse, ExecuteMsg, InstantiateMsg, QueryMsg};
use inference_app::state::Answer;
use serde_json::Value;
use sha2::{Digest, Sha256};
use verifier_app::msg as bounty;
use xtask::project::Project;
use xtask::wasm;

/// Each is the first of a chain's ports; agents and attestors listen from twenty further on.
const ANSWERS: u16 = 27_640;
const REFUNDS: u16 = 27_740;
const RECEIPTS: u16 = 27_840;
const BOUNTIES: u16 = 27_940;
/// A picture of 64 characters, which is what `examples/inference` reads and a contract can be told.
const PROMPT: &str = "..####....#..#....#..#....#..#....#..#....#..#....#..#....####..";
/// What the operator takes for an answer, NET base units.
const FEE: u128 = 5_000;
/// Of one GPU, for a job.
const SECONDS: u64 = 30;
/// Credits of a job.
const CREDITS: u128 = SECONDS as u128 * ONE;

/// A market and who is there.
struct Scene<'a> {
    chain: &'a TestChain,
    market: Market<DevnetClient>,
    run: &'a str,
    /// It has a bond, four GPUs, and credits in the pool.
    provider: Addr,
    asker: Addr,
    operator: Addr,
}

impl<'a> Scene<'a> {
    fn new(chain: &'a TestChain, mut market: Market<DevnetClient>, run: &'a str) -> Self {
        let mut funded =
            |name: &str| market.funded(name, &coins(200_000 * ONE, NET)).expect("the faucet pays");
        let (provider, asker, operator) = (funded("provider"), funded("asker"), funded("operator"));
        market.join(&provider, H100, 50_000 * ONE, 4).expect("it joins");
        let price = market.class(H100).params.price_init.u128();
        market.supply_liquidity(&provider, H100, 20_000 * ONE, 20_000 * price).expect("it provides");
        Self { chain, market, run, provider, asker, operator }
    }

    /// Where the agent's and the attestors' files are, with this as the first of their ports.
    fn operators(&self, ports: u16) -> Operators {
        let folder = self.chain.home().with_extension("operators");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Operators { folder, chain: self.chain.file.clone(), ports }
    }

    /// Begins the provider's agent.
    fn agent(
        &self,
        camm: &Path,
        operators: &Operators,
        attested: bool,
        program: &str,
        command: &[&str],
    ) -> Process {
        let workloads = [(program, command)];
        let data = Path::new("agent-data");
        let said = AgentFile { keep_net: ONE, gas_price: "0", data, attested, workloads: &workloads };
        let key = named_secret(&format!("{} provider", self.run));
        Process::begin(camm, "agent", &operators.agent(&key, &said))
    }

    fn until(&self, job: u64, state: JobState) {
        until(&format!("job {job} is {state}"), || (self.market.job(job).state == state).then_some(()));
    }

    /// Stores the app's wasm by a vote, and has its operator start it; its address.
    fn app(&mut self, prompts: Option<String>) -> Addr {
        let start = InstantiateMsg {
            operator: self.operator.to_string(),
            job_market: self.market.at.job_market.clone(),
            class: H100.into(),
            gpus: 1,
            seconds: SECONDS,
            program: HexBinary::from(inference::program_digest().to_vec()),
            method: ATTESTATION,
            fee: FEE.into(),
            prompts,
        };
        let operator = self.operator.clone();
        self.market.client.host(&operator, app_wasm(), "inference-app", &start).expect("it starts").0
    }

    /// Asks with 1 NET; the job and its take. All but the fee and what the job costs is back at once.
    fn ask(&mut self, app: &Addr) -> (u64, u128) {
        let (asker, before) = (self.asker.clone(), self.has(&self.asker));
        let ask = ExecuteMsg::Ask { prompt: PROMPT.into() };
        let receipt = self.market.send(&asker, app.as_str(), &ask, &coins(ONE, NET)).expect("asked");
        let job = job_id(&receipt).expect("an id");
        let open = self.market.job(job).open.expect("open");
        assert_eq!((&open.owner, &open.payer), (&asker, app));
        let (cost, take) = (open.cost.u128(), open.take.u128());
        assert_eq!(self.has(&asker), [before[0] - FEE - cost - take, before[1]]);
        assert_eq!(self.answer(app, job), Answer::Waiting {});
        (job, take)
    }

    /// Has somebody have the market tell the app of a job's end.
    fn tell(&mut self, job_id: u64) {
        let asker = self.asker.clone();
        self.market.jobs(&asker, &JobMsg::TellEnd { job_id }, &[]).expect("told");
    }

    fn answer(&self, app: &Addr, job_id: u64) -> Answer {
        let answer: AnswerResponse =
            self.market.ask(app.as_str(), &QueryMsg::Answer { job_id }).expect("answered");
        assert_eq!(answer.asker, self.asker);
        answer.answer
    }

    /// What the app owes somebody, NET.
    fn owed(&self, app: &Addr, who: &Addr) -> u128 {
        let query = QueryMsg::Owed { address: who.to_string() };
        let owed: Uint128 = self.market.ask(app.as_str(), &query).expect("answered");
        owed.u128()
    }

    /// NET in a wallet, NET and credits in an account.
    fn kept(&self, whose: &Addr) -> [u128; 3] {
        let account = |asset| self.market.account(whose, &asset);
        let wallet = self.market.wallet(whose, NET);
        [wallet, account(self.market.net()), account(self.market.credit(H100))]
    }

    /// NET and credits in a wallet.
    fn has(&self, who: &Addr) -> [u128; 2] {
        [self.market.net(), self.market.credit(H100)].map(|asset| self.market.holding(who, &asset))
    }

    /// Somebody draws all that it is owed, which is all that the app has.
    fn withdraw(&mut self, app: &Addr, who: &Addr) {
        let (owed, before) = (self.owed(app, who), self.has(who));
        self.market.send(who, app.as_str(), &ExecuteMsg::Withdraw {}, &[]).expect("paid");
        assert_eq!(self.has(who), [before[0] + owed, before[1]]);
        assert_eq!((self.owed(app, who), self.kept(app)), (0, [0; 3]));
    }

    /// What the provider owes, and how many transactions it sent.
    fn work(&self) -> (u128, u64) {
        let sent = self.market.client.node().account(&self.provider).expect("an account").sequence;
        (self.market.position(&self.provider, H100).open.u128(), sent)
    }
}

/// The app, built once for the tests that run at the same time.
fn app_wasm() -> &'static [u8] {
    static BUILT: OnceLock<Vec<u8>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let project = Project::locate().expect("the workspace");
        wasm::library(&project, "inference-app", "inference_app.wasm").expect("it is built")
    })
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn an_answer_is_asked_of_a_contract_computed_by_an_agent_attested_and_sold() {
    let (camm, workload) = (camm(), build("inference", "inference"));
    let chain = TestChain::new("example-answers", 1, ANSWERS);
    let market = attach(&chain.file, &chain.deploy(), "answers").expect("the market is there");
    let mut it = Scene::new(&chain, market, "answers");
    let digest = hex::encode(Sha256::digest(PROMPT));
    let app = it.app(Some(serve(move |path| (path == digest).then(|| PROMPT.into()))));

    let (operators, program) = (it.operators(ANSWERS + 20), hex::encode(inference::program_digest()));
    let command = [text(&workload)];
    let attestor = |index| operators.attestor(index, &[(&program, &command)]);
    let attestors = [0, 1].map(|index| Process::begin(&camm, "attestor", &attestor(index)));
    let (owed, sent) = it.work();
    let agent = it.agent(&camm, &operators, true, &program, &command);

    let (job, _) = it.ask(&app);
    assert_eq!(it.kept(&app), [FEE, 0, 0]);
    it.until(job, JobState::Settled);
    assert_eq!(it.work(), (owed - CREDITS, sent + 2), "the work pays its debt; it accepts and delivers once");
    assert_eq!(it.answer(&app, job), Answer::Waiting {}, "nobody has told the app");
    it.tell(job);
    let answer = inference::infer(PROMPT.as_bytes()).expect("a picture");
    let output = HexBinary::from(Sha256::digest(&answer).to_vec());
    let file = operators.folder.join("agent-data").join("outputs").join(output.to_string());
    assert_eq!(fs::read_to_string(file).expect("an output"), answer);
    assert_eq!(it.answer(&app, job), Answer::Given { output });

    let (asker, operator) = (it.asker.clone(), it.operator.clone());
    assert_eq!((it.owed(&app, &asker), it.owed(&app, &operator)), (0, FEE));
    it.withdraw(&app, &operator);
    invariants::check(&it.market).expect("sound");
    agent.stop();
    attestors.into_iter().for_each(Process::stop);
}

/// On a chain whose clock is moved: ten minutes pass until nobody can accept the job any more.
#[test]
fn an_answer_that_nobody_computes_gives_the_asker_its_money_back() {
    let (chain, clock) = TestChain::with_clock("example-refunds", REFUNDS);
    let mut market = attach(&chain.file, &chain.deploy(), "refunds").expect("the market is there");
    market.client.set_clock(&clock);
    let mut it = Scene::new(&chain, market, "refunds");
    let app = it.app(None);
    let (job, take) = it.ask(&app);
    // Waits count blocks too, and the clock makes twenty at the most of one advance.
    (0..7).for_each(|_| it.market.wait(120));
    let asker = it.asker.clone();
    it.market.time_out(&asker, job).expect("nobody came");
    it.tell(job);
    assert_eq!(it.answer(&app, job), Answer::Failed { state: JobState::Expired });
    assert_eq!((it.owed(&app, &asker), it.kept(&app)), (FEE, [FEE, 0, 0]), "it has what it owes");
    // Six tenths of the ten minutes in which it waited are more than its thirty seconds of work, so all of the take is used.
    let [_, net, credits] = it.kept(&asker);
    assert_eq!((net, credits), (0, CREDITS), "of a take of {take}");
    it.withdraw(&app, &asker);
    invariants::check(&it.market).expect("sound");
}

#[test]
fn a_job_that_is_proven_is_done_by_an_agent_verified_and_paid_without_attestors() {
    let Some(shared) = Project::locate().expect("the workspace").shared() else {
        println!("skipped: there is no ../shared with receipts");
        return;
    };
    let list = shared.join("vectors").join("risc0_groth16_receipts.json");
    let list = fs::canonicalize(list).expect("the receipts");
    let (program, journal) = receipt(&list);
    let (camm, workload) = (camm(), build("receipts", "receipts"));
    let chain = TestChain::new("example-receipts", 1, RECEIPTS);
    let market = attach(&chain.file, &chain.deploy(), "receipts").expect("the market is there");
    let mut it = Scene::new(&chain, market, "receipts");
    let ((owed, sent), operators) = (it.work(), it.operators(RECEIPTS + 20));
    let agent = it.agent(&camm, &operators, false, &program, &[text(&workload), text(&list)]);

    let (asker, before) = (it.asker.clone(), it.has(&it.asker));
    let mut job = it.market.request_for(H100, 1, SECONDS);
    (job.method, job.program, job.input) = (RISC_ZERO, HexBinary::from_hex(&program).expect("hex"), None);
    job.run_within = 600;
    let job = it.market.request(&asker, job, ONE).expect("requested");
    let open = it.market.job(job).open.expect("open");
    let paid = open.cost.u128() + open.take.u128();
    assert_eq!(it.has(&asker), [before[0] - paid, before[1]], "what it does not need is back");
    it.until(job, JobState::Settled);
    assert_eq!(it.market.job(job).output, Some(HexBinary::from(Sha256::digest(&journal).to_vec())));
    assert_eq!(it.work(), (owed - CREDITS, sent + 2), "the work pays its debt; it accepts and delivers once");
    assert_eq!(it.has(&asker), [before[0] - paid, before[1]]);
    invariants::check(&it.market).expect("sound");
    agent.stop();
}

/// The sponsor's first bounty is earned, though somebody tries the same proof first; nobody earns the second. On a chain whose clock
/// is moved: an hour passes until the sponsor may take it back.
#[test]
fn a_bounty_goes_to_whom_its_proof_names_and_back_if_nobody_proves() {
    let project = Project::locate().expect("the workspace");
    let wasm = wasm::library(&project, "verifier-app", "verifier_app.wasm").expect("it is built");
    let (chain, clock) = TestChain::with_clock("example-bounties", BOUNTIES);
    let mut market = attach(&chain.file, &chain.deploy(), "bounties").expect("the market is there");
    market.client.set_clock(&clock);
    let mut funded = |name: &str| market.funded(name, &coins(100 * ONE, NET)).expect("the faucet pays");
    let (sponsor, prover, thief) = (funded("sponsor"), funded("prover"), funded("thief"));
    let start =
        bounty::InstantiateMsg { gateway: market.at.verifier_gateway.clone(), method: GROTH16_STATEMENT };
    let (app, _) = market.client.host(&sponsor, &wasm, "verifier-app", &start).expect("it starts");
    let key = Trapdoor::new(1, 2);
    market.gateway(&prover, &GatewayMsg::RegisterKey { key: key.key() }).expect("registered");

    let until = market.now() + 3_600;
    let (program, output) = (key.program(), digest("output"));
    let bounties = [1, 2].map(|bounty| {
        let offer = bounty::ExecuteMsg::Offer { program: program.clone(), input: None, output: None, until };
        let sent = market.send(&sponsor, app.as_str(), &offer, &coins(5 * ONE, NET)).expect("offered");
        let mut said = sent.events.iter().flat_map(|event| &event.attributes);
        assert!(said.any(|a| a.key == "bounty" && a.value == bounty.to_string()), "{:?}", sent.events);
        bounty
    });
    assert_eq!((market.wallet(&sponsor, NET), market.wallet(&app, NET)), (90 * ONE, 10 * ONE));

    let asked =
        bounty::QueryMsg::Claim { bounty: bounties[0], prover: prover.to_string(), output: output.clone() };
    let claim = market.ask(app.as_str(), &asked).expect("a claim");
    let proof = key.prove_statement(&market.statement(claim, None).statement);
    let prove = |bounty| bounty::ExecuteMsg::Prove { bounty, output: output.clone(), proof: proof.clone() };
    market.send(&thief, app.as_str(), &prove(bounties[0]), &[]).refused(&["pairing"]);
    market.send(&prover, app.as_str(), &prove(bounties[1]), &[]).refused(&["pairing"]);
    market.send(&prover, app.as_str(), &prove(bounties[0]), &[]).expect("paid");
    assert_eq!((market.wallet(&prover, NET), market.wallet(&app, NET)), (105 * ONE, 5 * ONE));
    market.send(&prover, app.as_str(), &prove(bounties[0]), &[]).refused(&["expected one that waits"]);

    let take_back = bounty::ExecuteMsg::TakeBack { bounty: bounties[1] };
    market.send(&sponsor, app.as_str(), &take_back, &[]).refused(&["expected at or after"]);
    market.wait(3_600);
    market.send(&sponsor, app.as_str(), &take_back, &[]).expect("taken back");
    assert_eq!((market.wallet(&sponsor, NET), market.wallet(&app, NET)), (95 * ONE, 0));
    invariants::check(&market).expect("sound");
}

/// Image id and journal of a receipt of the version that is in service, 3.0.
fn receipt(list: &Path) -> (String, Vec<u8>) {
    let list: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(list).expect("readable")).expect("a list of receipts");
    let receipt = list.iter().find(|receipt| receipt["selector"] == "73c457ba").expect("one of version 3.0");
    let field = |name: &str| receipt[name].as_str().expect("hex").to_owned();
    (field("image_id"), hex::decode(field("journal")).expect("hex"))
}
