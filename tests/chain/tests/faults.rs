//! What goes wrong on real chains: nodes and tools that die in the middle, validators that are away.

use std::panic::{catch_unwind, AssertUnwindSafe};
use std::thread;
use std::time::Duration;

use api::job_market::{AcceptPayout, JobState};
use chain::gov;
use chain::market::attach;
use chain::node::{Endpoint, Node};
use chain_tests::TestChain;
use compute_amm_testing::wirings::{H100, NET, ONE};
use cosmwasm_std::coins;
use deploy::Code;

/// A deployment's: one for each code, one for the market.
const PROPOSALS: u64 = Code::ALL.len() as u64 + 1;

/// The node dies with the store proposals just submitted, again with the next one, and is started again a little later: the
/// same deployment goes on to its end.
#[test]
fn a_deployment_outlives_a_killed_node() {
    let chain = TestChain::new("killed-node", 1, 27_100);
    let mut kills = 0;
    let mut restarts = vec![];
    let manifest = chain
        .deploy_and(&mut |line| {
            if line.starts_with("voted yes") {
                kills += 1;
                assert!(chain.devnet().kill(0).expect("the node can be killed"), "it ran");
                let devnet = chain.devnet();
                restarts.push(thread::spawn(move || {
                    thread::sleep(Duration::from_secs(2));
                    devnet.start(0).map_err(|e| format!("{e:#}"))
                }));
            }
        })
        .expect("deployed in the end");
    assert_eq!(kills, 2, "one kill in each round of proposals");
    for restart in restarts {
        assert_eq!(restart.join().unwrap(), Ok(true), "started again");
    }
    let mut said = vec![];
    assert_eq!(chain.deploy_and(&mut |line| said.push(line.to_owned())).unwrap(), manifest);
    assert!(!said.iter().any(|line| line.starts_with("proposal")), "nothing was left to do: {said:#?}");
    let node = Node::connect(&chain.file.chain.endpoint()).expect("the node answers");
    gov::state(&node, PROPOSALS).expect("each code and one market were proposed");
    assert!(gov::state(&node, PROPOSALS + 1).is_err(), "each once, and nothing else");
}

/// The node dies before anybody has voted, and comes back when the time to vote is over by the clock: the
/// same run gets its vote in all the same, as the chain's time goes on where it stood, or proposes once more.
#[test]
fn a_deployment_outlives_a_node_that_dies_before_the_vote() {
    let chain = TestChain::new("missed-vote", 1, 27_500);
    let mut restart = None;
    let killed = || {
        assert!(chain.devnet().kill(0).expect("the node can be killed"), "it ran");
        let devnet = chain.devnet();
        thread::spawn(move || {
            thread::sleep(Duration::from_secs(8));
            devnet.start(0).map_err(|e| format!("{e:#}"))
        })
    };
    let manifest = chain
        .deploy_and(&mut |line| {
            if line.starts_with(&format!("proposal {PROPOSALS}:")) {
                restart = Some(killed());
            }
        })
        .expect("deployed in the end");
    assert_eq!(restart.expect("it was killed").join().unwrap(), Ok(true), "started again");
    assert_eq!(chain.deploy(), manifest);
    let node = Node::connect(&chain.file.chain.endpoint()).expect("the node answers");
    assert!(gov::state(&node, PROPOSALS + 2).is_err(), "proposed again once at most");
}

/// The tool dies after each of its first steps; the next run takes the proposal that is being voted on for its own.
#[test]
fn a_deployment_that_is_interrupted_resumes() {
    let chain = TestChain::new("killed-tool", 1, 27_200);
    let mut said = vec![];
    for moment in ["proposal 1:".to_owned(), "voted yes".to_owned(), format!("proposal {PROPOSALS}:")] {
        let run = catch_unwind(AssertUnwindSafe(|| {
            chain.deploy_and(&mut |line| {
                said.push(line.to_owned());
                assert!(!line.starts_with(&moment), "interrupted");
            })
        }));
        assert!(run.is_err(), "`{moment}` came: {said:#?}");
    }
    chain.deploy_and(&mut |line| said.push(line.to_owned())).expect("the fourth run ends");
    let node = Node::connect(&chain.file.chain.endpoint()).expect("the node answers");
    gov::state(&node, PROPOSALS).expect("each code and one market were proposed");
    assert!(gov::state(&node, PROPOSALS + 1).is_err(), "each once, and nothing else: {said:#?}");
}

/// One of four is away: the market goes on. It comes back: it has the same state.
#[test]
fn a_market_goes_on_without_one_of_four_validators() {
    let chain = TestChain::new("four-validators", 4, 27_300);
    let manifest = chain.deploy();
    let mut market = attach(&chain.file, &manifest, "validators").expect("the market is there");
    let provider = market.funded("provider", &coins(20_000 * ONE, NET)).expect("funds");
    market.join(&provider, H100, 10_000 * ONE, 4).expect("joined");
    market.supply_liquidity(&provider, H100, 20_000 * ONE, 18 * ONE).expect("liquidity");
    let client = market.funded("client", &coins(10_000 * ONE, NET)).expect("funds");
    let job = |market: &mut compute_amm_testing::Market<_>| {
        market.run_job(&client, &provider, H100, 1, 2, AcceptPayout::Credits {}).expect("a job is done")
    };
    job(&mut market);

    assert!(chain.devnet().stop(3).expect("the fourth stops"));
    let away = market.client.node().latest().unwrap().height;
    let without = job(&mut market);
    assert!(market.client.node().latest().unwrap().height > away, "blocks go on");

    assert!(chain.devnet().start(3).expect("the fourth comes back"));
    let alone = Endpoint { rpc: vec!["http://127.0.0.1:27330".into()], ..chain.file.chain.endpoint() };
    let fourth = Node::connect(&alone).expect("the fourth answers");
    let here = market.client.node().latest().unwrap().height;
    fourth.wait_height(here).expect("it catches up");
    let last = job(&mut market);
    let height = market.client.node().latest().unwrap().height;
    fourth.wait_height(height).expect("it keeps up");
    assert_eq!(fourth.app_hash(height).unwrap(), market.client.node().app_hash(height).unwrap());
    let mut file = chain.file.clone();
    file.chain.rpc = alone.rpc;
    let seen = attach(&file, &manifest, "validators").expect("the fourth has the market");
    for job in [without, last] {
        assert_eq!(seen.job(job).state, JobState::Settled, "job {job}");
    }
    compute_amm_testing::invariants::check(&market).expect("nothing is lost");
}
