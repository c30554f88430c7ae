//! The agent on the real lease-market and registry: its queries and its messages are the ones they know.

use std::cell::RefCell;
use std::rc::Rc;

use api::lease_market::{LeaseRequest, LeaseState};
use compute_amm_agent::observe::Observer;
use compute_amm_agent::run::{Agent, Hands, Hook, Hooked, Order, Outcome};
use compute_amm_agent::store::Store;
use compute_amm_agent::tenant::{Machine, Terms};
use compute_amm_testing::codes::Native;
use compute_amm_testing::leases::lease_of;
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{H100, ONE};

use crate::market::{contracts, Embedded};
use crate::support::lessor;

type Told = Rc<RefCell<Vec<(u64, Terms, Hook)>>>;

/// Hooks that succeed at once, and what they were told.
struct Hooks(Vec<(u64, Hooked)>, Told);

impl Hands for Hooks {
    fn begin(&mut self, order: Order) {
        panic!("{order:?}")
    }
    fn finished(&mut self) -> Vec<(u64, Outcome)> {
        vec![]
    }
    fn hook(&mut self, lease: u64, terms: Terms, hook: Hook) {
        self.0.push((
            lease,
            match hook {
                Hook::Start { .. } => {
                    Hooked::Started(Ok(Machine { endpoint: "gpu.example:22".into(), host_key: [9; 32] }))
                }
                Hook::Stop => Hooked::Stopped(Ok(())),
                Hook::Look => Hooked::Serves(Ok(())),
            },
        ));
        self.1.borrow_mut().push((lease, terms, hook));
    }
    fn hooked(&mut self) -> Vec<(u64, Hooked)> {
        std::mem::take(&mut self.0)
    }
}

#[test]
fn leases_are_started_covered_topped_up_paid_and_ended() {
    let (market, provider, client) = small_market(&Native);
    let at = contracts(&market);
    let market = Rc::new(RefCell::new(market));
    let chain = Embedded {
        market: market.clone(),
        provider: provider.clone(),
        observer: Observer::new(at.clone(), provider.as_str()).with_leases(true),
        at,
        included: RefCell::default(),
    };
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("store"), "me").unwrap();
    let told = Told::default();
    let config = lessor("top_up = 300\nalive = [\"true\"]");
    let mut agent = Agent::new(config, chain, Hooks(vec![], told.clone()), store);

    let request =
        |request: LeaseRequest| market.borrow_mut().request_lease(&client, request, 1_000 * ONE).unwrap();
    let owed = market.borrow().position(&provider, H100).open.u128();
    let other = client.to_string();
    let strange = request(LeaseRequest { provider: Some(other), ..lease_of(H100, 1, 600) });
    let named = request(LeaseRequest { provider: Some(provider.to_string()), ..lease_of(H100, 2, 900) });
    let left = request(lease_of(H100, 1, 86_400));
    for _ in 0..4 {
        agent.tick().unwrap();
        market.borrow_mut().wait(6);
    }
    let states = |ids: [u64; 3]| ids.map(|id| market.borrow().lease(id).state);
    use LeaseState::{Closed, Ended, Open, Running};
    assert_eq!(states([strange, named, left]), [Open, Running, Running]);
    let run = market.borrow().running_lease(named);
    assert!((run.end + 300..run.end + 500).contains(&run.latest_end), "{run:?}");
    let first = told.borrow()[0].clone();
    assert_eq!(
        (first.0, first.1.gpus, first.1.seconds, first.1.client.as_str()),
        (named, 2, 900, client.as_str())
    );

    market.borrow_mut().top_up_lease(&client, named, 300, 1_000 * ONE).unwrap();
    market.borrow_mut().close_lease(&client, left).unwrap();
    for _ in 0..110 {
        agent.tick().unwrap();
        market.borrow_mut().wait(12);
    }
    assert_eq!(states([strange, named, left]), [Open, Ended, Closed]);
    let hooks =
        |of: u64, hook: &Hook| told.borrow().iter().filter(|(id, _, h)| *id == of && h == hook).count();
    assert_eq!((hooks(named, &Hook::Stop), hooks(left, &Hook::Stop)), (1, 1));
    assert!(hooks(named, &Hook::Look) >= 5, "before each heartbeat");
    let position = market.borrow().position(&provider, H100);
    // All 1,200 s are covered, and what was paid is redeemed.
    assert!(owed - position.open.u128() >= 2 * 1_200 * ONE, "{owed}, {position:?}");
    assert_eq!((position.locked.u128(), position.busy), (0, 0));
}
