//! A randomised market: arbitrary actors send arbitrary messages; after every one all invariants hold and
//! every job that ended was paid by the table. A failing case shrinks to the shortest list of actions.

mod actions;
mod classes;
mod cranks;
mod debts;
mod deliveries;
mod endings;
mod external;
mod governance;
mod indexer;
mod launches;
mod lease_actions;
mod leases;
mod proofs;
mod run;
mod rushes;
mod vault_actions;
mod vaults;

use std::collections::BTreeMap;

use anyhow::Context;
use proptest::prelude::*;

use actions::actions;
use run::Run;

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_invariant_holds_after_every_message(actions in proptest::collection::vec(actions(), 20..60)) {
        let mut run = Run::new();
        for (i, action) in actions.iter().enumerate() {
            run.step(action).map_err(|e| TestCaseError::fail(format!("after action {i}, {action:?}: {e:#}")))?;
        }
        end(&mut run).map_err(|e| TestCaseError::fail(format!("at the end: {e:#}")))?;
    }
}

/// What must have succeeded, and how jobs must have ended, for a run to have said something.
const EVERYTHING: [&str; 108] = [
    "a backed job waits for its verdict",
    "back",
    "back with receipts",
    "burn backing",
    "claim an exit",
    "exit a vault",
    "list an asset that backs",
    "list it no more",
    "open a vault",
    "pay a vault",
    "rotate a vault",
    "stake behind a provider burns",
    "too little backs a job",
    "a client closes",
    "a lease ends",
    "a lease expires",
    "a provider closes",
    "a provider gives notice",
    "a provider vanishes",
    "allow a market or not",
    "claim a lease",
    "claim a lease twice",
    "heartbeat of leases",
    "lease",
    "lease for dollars",
    "lease from an account",
    "pause leases or go on",
    "start a lease",
    "sweep leases",
    "top up a lease",
    "withdraw a lease",
    "accept",
    "accept call",
    "add liquidity",
    "allow",
    "approve",
    "ask for input",
    "bond",
    "bring input",
    "burn redeemed",
    "buy",
    "buy back",
    "buy for dollars",
    "call",
    "cancel",
    "days",
    "deposit",
    "dispute",
    "challenge",
    "collect stakers' share",
    "prove a challenged result",
    "distribute",
    "ended cancelled",
    "ended defaulted",
    "ended expired",
    "ended faulted",
    "ended refunded",
    "ended settled",
    "external verifier accepts",
    "external verifier refuses",
    "halt",
    "heartbeat",
    "ignore call",
    "invalid verdict",
    "late",
    "launched credits bought",
    "launched credits sold back",
    "launched liquidity comes",
    "launched liquidity leaves",
    "mint",
    "mint for",
    "mint most",
    "offer",
    "pause accepting",
    "pause or go on",
    "price down",
    "price up",
    "prove a set",
    "prove a statement",
    "prove by SP1",
    "prove an output",
    "provide",
    "provide single",
    "redeem",
    "request",
    "restart",
    "rush",
    "sell",
    "sell fees",
    "set template",
    "spread kept",
    "spread of a launch kept",
    "spread swept",
    "stake",
    "stall called job",
    "standard request",
    "submit",
    "submit and settle",
    "sweep fees",
    "sweep take",
    "touch",
    "transfer",
    "unstake",
    "valid verdict",
    "withdraw",
    "withdraw bond",
    "withdraw liquidity",
    "withdraw most",
];

/// Markets that may follow one another, and what happens in each.
const MARKETS: usize = 40;
const ACTIONS: usize = 500;

/// One long run from a fixed seed, which ends when everything has happened several times: the property above
/// is not vacuous.
#[test]
fn a_long_run_reaches_everything() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut happened = BTreeMap::new();
    for market in 1..=MARKETS {
        let mut run = Run::new();
        for i in 0..ACTIONS {
            let action = actions().new_tree(&mut runner).expect("a strategy without filters").current();
            run.step(&action).unwrap_or_else(|e| panic!("market {market}, action {i}, {action:?}: {e:#}"));
        }
        // The end is announced, and things go on for a while.
        run.announce().unwrap_or_else(|e| panic!("the announcement in market {market}: {e:#}"));
        for i in 0..ACTIONS / 10 {
            let action = actions().new_tree(&mut runner).expect("a strategy without filters").current();
            run.step(&action)
                .unwrap_or_else(|e| panic!("market {market}, late action {i}, {action:?}: {e:#}"));
        }
        end(&mut run).unwrap_or_else(|e| panic!("at the end of market {market}: {e:#}"));
        for (name, times) in &run.done {
            *happened.entry(name.to_string()).or_default() += times;
        }
        if missing(&happened).is_empty() {
            println!("after {market} markets: {happened:?}");
            return;
        }
    }
    panic!("{:?} did not happen twice: {happened:?}", missing(&happened));
}

/// What has not happened twice.
fn missing(happened: &BTreeMap<String, u32>) -> Vec<&'static str> {
    EVERYTHING.iter().filter(|name| happened.get(**name).is_none_or(|times| *times < 2)).copied().collect()
}

/// Every job ends, every class ends; and all of it, to the first job, can be told from events alone.
fn end(run: &mut Run) -> anyhow::Result<()> {
    run.let_leases_end().context("leases")?;
    run.let_jobs_end().context("jobs")?;
    run.leave_vaults().context("vaults")?;
    if run.market.class(classes::CLASSES[0]).sunset.is_none() {
        run.announce().context("announcement")?;
    }
    run.end_classes().context("classes")?;
    run.indexer.compare_all(&run.market).context("by events alone")
}
