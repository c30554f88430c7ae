//! The smallest load that is still one: several clients and agents at once, as `cargo xtask load` runs them.

use chain_tests::load::{self, Load};
use chain_tests::{terminal, TestChain};

const PORTS: u16 = 29_200;

#[test]
fn forty_jobs_by_four_clients_against_two_agents_all_end_and_the_books_agree() {
    let camm = terminal::camm();
    let chain = TestChain::new("small-load", 1, PORTS);
    let load = Load { jobs: 40, clients: 4, agents: 2, batch: 5, gpus: 16 };
    let report = load::run(&chain, &camm, &load::folder(&chain), PORTS + 80, &load)
        .unwrap_or_else(|e| panic!("{e:#}"));
    println!("{report}");
    assert_eq!(load.refunds(), 1);
    assert_eq!(
        report.states,
        [("expired".to_owned(), 1), ("settled".to_owned(), 39)].into(),
        "nobody was late"
    );
}
