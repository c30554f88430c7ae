//! What the agent tells of itself.

use std::sync::atomic::AtomicBool;
use std::sync::Arc;
use std::time::Duration;

use compute_amm_agent::http::{Route, Served};
use compute_amm_agent::metrics::Board;
use compute_amm_agent::run::Agent;
use compute_amm_agent::serve::serve;
use compute_amm_agent::store::Store;
use compute_amm_agent::view::Job;

use crate::fake::{Fake, Machine};
use crate::support::*;

#[test]
fn metrics_say_what_is_seen_and_done() {
    let chain = Fake::new(2);
    chain.request(1, Job { seconds: 100, ..job() }, 600);
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("store"), "me").unwrap();
    let mut agent = Agent::new(config(), chain.clone(), Machine::new(&chain, 50), store);
    let board = Board::default();
    for _ in 0..3 {
        let round = agent.tick().unwrap();
        board.show(&round, agent.store().book(), agent.counts());
        chain.block(5);
    }
    let served = Served::at("127.0.0.1:0".parse().unwrap(), Arc::new(board.clone())).unwrap();
    let get = |path: &str| {
        let mut answer = ureq::get(format!("http://{}{path}", served.address())).call().unwrap();
        answer.body_mut().read_to_string().unwrap()
    };
    let text = get("/metrics");
    for line in [
        "camm_agent_block_height 1002",
        "camm_agent_gpus_offered{class=\"h100\"} 2",
        "camm_agent_gpus_busy{class=\"h100\"} 1",
        "camm_agent_jobs{state=\"assigned\"} 1",
        "camm_agent_runs 1",
        "camm_agent_accepting 1",
        "camm_agent_messages_total{step=\"accept\",fate=\"done\"} 1",
        "# TYPE camm_agent_messages_total counter",
        "camm_agent_rounds_failed 0",
    ] {
        assert!(text.lines().any(|l| l == line), "expected `{line}` in:\n{text}");
    }
    assert_eq!(get("/health"), "well\n");
    board.failed("no node answered");
    let text = board.reply("GET", "/metrics", &[]).body;
    for line in ["camm_agent_accepting 0", "camm_agent_block_height 1002", "camm_agent_rounds_failed 1"] {
        assert!(text.lines().any(|l| l == line), "expected `{line}` in:\n{text}");
    }
    assert_eq!(text.matches("\ncamm_agent_accepting ").count(), 1, "{text}");
    assert_eq!(
        (board.reply("GET", "/health", &[]).status, board.reply("POST", "/metrics", &[]).status),
        (503, 404)
    );
}

#[test]
fn the_loop_goes_on_while_no_node_answers_and_stops_when_told() {
    let chain = Fake::new(2);
    chain.0.borrow_mut().down = true;
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("store"), "me").unwrap();
    let mut agent = Agent::new(config(), chain.clone(), Machine::new(&chain, 50), store);
    let (board, stop) = (Board::default(), Arc::new(AtomicBool::new(false)));
    let stopper = {
        let (board, stop) = (board.clone(), stop.clone());
        std::thread::spawn(move || {
            while board.reply("GET", "/health", &[]).status != 503 {
                std::thread::sleep(Duration::from_millis(5));
            }
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        })
    };
    serve(&mut agent, &board, Duration::from_millis(10), &stop).unwrap();
    stopper.join().unwrap();
    assert!(board.reply("GET", "/health", &[]).body.contains("no node answered"));
}
