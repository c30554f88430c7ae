//! What a message touches, whatever the number of leases.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used)]

use std::cell::Cell;
use std::marker::PhantomData;

use api::common::CREDIT;
use api::deadline::Moment;
use api::lease_market::{ClassTerms, ExecuteMsg, InstantiateMsg, Params, Peers};
use cosmwasm_std::testing::{message_info, mock_env, MockApi, MockQuerier, MockStorage};
use cosmwasm_std::{Addr, Api, Env, Order, OwnedDeps, Record, Storage};
use lease_market::contract::{execute, instantiate};
use lease_market::funds::Funds;
use lease_market::lease::{Run, Terms};
use lease_market::meter::{Clock, Meter, Pace};
use lease_market::state::{self, Class, CLASSES, CLOCKS};

const CLASS: &str = "h100-sxm5-80g";
const HOUR: u64 = 3_600;

/// A store that counts what is asked of it.
#[derive(Default)]
struct Counted {
    inner: MockStorage,
    reads: Cell<u64>,
    writes: u64,
}

impl Storage for Counted {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.reads.set(self.reads.get() + 1);
        self.inner.get(key)
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        let count = |record| {
            self.reads.set(self.reads.get() + 1);
            record
        };
        Box::new(self.inner.range(start, end, order).map(count))
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.writes += 1;
        self.inner.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        self.writes += 1;
        self.inner.remove(key);
    }
}

type Deps = OwnedDeps<Counted, MockApi, MockQuerier>;

fn addr(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

/// A market on which one provider serves so many leases.
fn market(leases: u64) -> (Deps, Env) {
    let env = mock_env();
    let (api, querier) = (MockApi::default(), MockQuerier::default());
    let mut deps = Deps { storage: Counted::default(), api, querier, custom_query_type: PhantomData };
    let name = |name: &str| addr(name).into_string();
    let start = InstantiateMsg {
        owner: name("owner"),
        guardian: name("guardian"),
        network_denom: "unet".into(),
        peers: Peers {
            pool: name("pool"),
            provider_registry: name("registry"),
            fee_collector: name("collector"),
        },
        params: Params {
            start_within: 600,
            heartbeat_within: 600,
            minimum: 60,
            early_end_bps: 1_000,
            block_millis: 6_000,
        },
    };
    instantiate(deps.as_mut(), env.clone(), message_info(&addr("owner"), &[]), start).unwrap();
    let class = Class {
        credit: addr("credit"),
        pool_id: 1,
        terms: ClassTerms { take_bps: 200, interruptible: false },
    };
    CLASSES.save(&mut deps.storage, CLASS.as_bytes(), &class).unwrap();
    let now = Moment::of(&env.block);
    let provider = deps.api.addr_canonicalize(addr("provider").as_str()).unwrap();
    let clock = Clock::new(now, Pace { heartbeat_within: 600, block_millis: 6_000 });
    CLOCKS.save(&mut deps.storage, &provider, &clock).unwrap();
    for id in 1..=leases {
        let terms = Terms {
            client: deps.api.addr_canonicalize(addr("client").as_str()).unwrap(),
            class: CLASS.into(),
            credit: deps.api.addr_canonicalize(class.credit.as_str()).unwrap(),
            gpus: 1,
            seconds: HOUR,
            ssh_key: [7; 32],
            provider: None,
            cost: 3_000_000,
            take: 60_000,
            pledge: 300_000,
            added_take: 0,
            answers_for: HOUR,
            requested: now,
            start_within: 600,
            minimum: 60,
            interruptible: false,
        };
        let run = Run {
            provider: provider.clone(),
            started: now.time,
            end: now.time + HOUR,
            latest_end: now.time + HOUR,
            meter: Meter::start(&clock),
            paid: Funds::default(),
        };
        assert_eq!(run.escrow(&terms).unwrap().credits, 3_600 * CREDIT);
        state::save_terms(&mut deps.storage, id, &terms).unwrap();
        state::save_run(&mut deps.storage, id, run).unwrap();
    }
    (deps, env)
}

/// Reads and writes of a message.
fn touched(deps: &mut Deps, env: &Env, sender: &str, msg: ExecuteMsg) -> (u64, u64) {
    (deps.storage.reads, deps.storage.writes) = (Cell::new(0), 0);
    execute(deps.as_mut(), env.clone(), message_info(&addr(sender), &[]), msg).unwrap();
    (deps.storage.reads.get(), deps.storage.writes)
}

#[test]
fn ten_thousand_leases_cost_what_one_does() {
    let counts = [1, 10_000].map(|leases| {
        let (mut deps, mut env) = market(leases);
        env.block.time = env.block.time.plus_seconds(300);
        env.block.height += 60;
        let heartbeat = touched(&mut deps, &env, "provider", ExecuteMsg::Heartbeat {});
        let claim = touched(&mut deps, &env, "provider", ExecuteMsg::Claim { lease_id: leases });
        let close = touched(&mut deps, &env, "client", ExecuteMsg::Close { lease_id: leases });
        [heartbeat, claim, close]
    });
    assert_eq!(counts[0], counts[1]);
    // Config and clock; then terms, run and day.
    assert_eq!(counts[0], [(2, 1), (5, 2), (5, 3)]);
}
