//! Random messages to restaking and the registry, with every invariant after each: what the fixture checks, that the rules of
//! `packages/credit` alone refuse the same and say the same, and that the second derivation of them in Python does.
//! `RESTAKING_MESSAGES=1000000` is the soak.

mod verbs;

use std::collections::BTreeMap;

use api::common::Asset;
use api::provider_registry::{self as registry, ExecuteMsg as RegistryMsg, ProviderResponse};
use cosmwasm_std::Api;
use credit::lock::LockParams;
use credit::{Backed, Backing, Buckets, Released, Vault};
use cw_multi_test::Executor;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::reference::{replay, words};
use crate::support::chain::params;
use crate::support::{addr, net, Fixture, CLASS, DAY, ONE};

const WHO: [&str; 3] = ["bob", "carol", "dave"];
/// Jobs that alice runs at once, at most.
const MOST: usize = 40;
/// Messages to one vault, before everybody leaves it.
const ROUND: usize = 2_000;
/// Seconds in jail.
const JAIL: u64 = 3_600;

/// Rounds of the run with the fixed seeds.
fn rounds() -> usize {
    std::env::var("RESTAKING_MESSAGES").map_or(2, |count| count.parse::<usize>().unwrap().div_ceil(ROUND))
}

/// The rules, with what the contracts keep beside them.
#[derive(Default)]
struct Rules {
    vault: Vault,
    backing: Backing,
    buckets: Buckets,
    jobs: Vec<Running>,
    tickets: BTreeMap<(u64, usize), u128>,
    released: BTreeMap<u64, Released>,
    accepted: u64,
}

/// A job that runs.
struct Running {
    id: u64,
    /// Its number in the reference.
    number: u64,
    backed: Backed,
    /// g at its acceptance.
    generation: u64,
    is_submitted: bool,
}

/// How often each kind of message was taken and refused.
type Reached = BTreeMap<&'static str, [usize; 2]>;

struct Run {
    f: Fixture,
    rules: Rules,
    rng: ChaCha8Rng,
    is_listed: bool,
    is_paused: bool,
    reached: Reached,
    /// The messages as the reference reads them, and what the contracts answered.
    asked: String,
    answered: Vec<String>,
}

fn terms() -> LockParams {
    let of = params();
    LockParams {
        gain_bps: of.gain_bps,
        rho_bps: of.reporter_bps,
        burn_min_bps: of.burn_min_bps,
        liveness_cap_bps: of.liveness_cap_bps,
        l_min: of.lock_min.u128(),
    }
}

/// The stake pool's receipt, of which everybody has some.
fn stnet(f: &mut Fixture) -> Asset {
    for who in WHO.iter().chain(&["alice"]) {
        let stake = api::staking::ExecuteMsg::Stake { min_shares: 1u128.into() };
        let coins = cosmwasm_std::coins(1 << 60, crate::support::NET);
        f.app.execute_contract(addr(who), f.staking.clone(), &stake, &coins).unwrap();
    }
    Asset::cw20(f.stnet())
}

impl Run {
    /// A vault in NET, or in the stake pool's receipt, of which 1,000 are a unit.
    fn new(seed: usize) -> Self {
        let mut f = Fixture::bare();
        let params = registry::Params { jail: JAIL, ..params() };
        f.registry("owner", &RegistryMsg::UpdateParams { params }, &[]).unwrap();
        let (asset, unit) = if seed.is_multiple_of(2) { (net(), 1) } else { (stnet(&mut f), 1_000) };
        f.list(asset.clone(), unit);
        f.create(asset);
        let rng = ChaCha8Rng::seed_from_u64(seed as u64);
        let (rules, reached, asked, answered) = Default::default();
        let (is_listed, is_paused) = (true, false);
        let mut run = Self { f, rules, rng, is_listed, is_paused, reached, asked, answered };
        // The registry knows nothing of a vault before it has anything.
        run.deposit(0, 100 * ONE, 1);
        run
    }

    fn now(&self) -> u64 {
        self.f.app.block_info().time.seconds()
    }

    fn alice(&self) -> ProviderResponse {
        let query = registry::QueryMsg::Provider { provider: addr("alice").into() };
        self.f.app.wrap().query_wasm_smart(&self.f.registry, &query).unwrap()
    }

    fn unit(&self) -> u128 {
        self.f.vault().unit.u128()
    }

    /// From a unit to a million NET, each magnitude alike.
    fn amount(&mut self) -> u128 {
        let magnitude = self.rng.gen_range(0..13);
        self.rng.gen_range(1..=10u128.pow(magnitude))
    }

    /// Counts a message, and compares what contracts and rules made of it.
    fn note<T: PartialEq + std::fmt::Debug, E: std::fmt::Debug>(
        &mut self,
        kind: &'static str,
        said: &Option<T>,
        by_rules: &Result<T, E>,
    ) {
        assert_eq!(said.as_ref(), by_rules.as_ref().ok(), "{kind}: {by_rules:?}");
        self.reached.entry(kind).or_default()[usize::from(said.is_none())] += 1;
        self.compare();
    }

    /// The same for one that the reference knows too.
    fn ask(&mut self, line: &str, outcome: Option<Vec<u128>>) {
        self.asked.push_str(&format!("0 {} {line}\n", self.now()));
        let outcome = outcome.map_or("no".into(), |moved| format!("ok{}", words(moved)));
        self.answered.push(format!("{outcome} |{}", self.state()));
    }

    /// What the contracts have stored, in the order of the reference.
    fn state(&self) -> String {
        let storage = self.f.app.contract_storage(&self.f.restaking);
        let provider = self.f.app.api().addr_canonicalize(addr("alice").as_str()).unwrap();
        let key = restaking::state::vault_key(CLASS, &provider);
        let vault = restaking::state::VAULTS.may_load(storage.as_ref(), &key).unwrap().unwrap();
        let (backing, buckets) = self.f.backing().rules();
        let [even, odd] = backing.locked;
        let [even_exits, odd_exits] = buckets.leaving;
        let [even_tickets, odd_tickets] = vault.tickets;
        words([
            backing.assets,
            even,
            odd,
            buckets.generation.into(),
            even_exits,
            odd_exits,
            buckets.burned,
            vault.shares,
            even_tickets,
            odd_tickets,
            vault.sent,
            vault.left,
            vault.last.into(),
            vault.end.into(),
            backing.odd.into(),
        ])
    }

    fn message(&mut self) {
        let who = self.rng.gen_range(0..WHO.len());
        let at = self.rng.gen_range(0..self.rules.jobs.len().max(1));
        match self.rng.gen_range(0..100) {
            0..=15 => {
                let amount = self.amount();
                let min_shares = if self.rng.gen_ratio(1, 8) { amount * 900 } else { 1 };
                self.deposit(who, amount, min_shares);
            }
            16..=29 => {
                let held = self.f.shares(WHO[who]);
                let shares = if self.rng.gen_bool(0.3) { held } else { self.rng.gen_range(0..=held) };
                self.exit(who, shares);
            }
            30..=39 => self.rotate(),
            40..=46 => {
                let waiting = self.rules.tickets.keys().next();
                let (generation, who) = waiting.copied().unwrap_or((self.rules.buckets.generation, who));
                self.claim(who, generation);
            }
            47..=49 => self.burn(),
            50..=53 => {
                let (amount, days) = (self.amount(), self.rng.gen_range(0..=91));
                self.fund(amount, days * DAY);
            }
            54..=71 => self.accept(),
            72..=80 => self.settle(at),
            81..=83 => self.fraud(at),
            84..=86 => self.submit(at),
            87..=92 => self.pass(),
            93..=95 => self.unjail(),
            96..=97 => self.set_listed(),
            98 => self.set_paused(true),
            _ => self.leave(),
        }
        if self.rng.gen_ratio(1, 12) {
            self.recover();
        }
    }

    /// Whatever keeps alice from accepting is over.
    fn recover(&mut self) {
        if self.is_paused {
            self.set_paused(false);
        }
        if !self.alice().active {
            self.come_back();
        }
        if self.alice().jailed_until.is_some() {
            self.f.wait(JAIL);
            self.unjail();
        }
    }

    /// Contracts and rules say the same, pay that has streamed by now included.
    fn compare(&self) {
        let Rules { mut vault, backing, buckets, .. } = self.rules;
        assert_eq!(self.f.backing().rules(), (backing, buckets));
        for job in self.rules.jobs.iter().filter(|job| job.backed.amount > 0) {
            assert!(buckets.generation - job.generation <= 1, "a lock older than g - 1");
        }
        let mut by_now = backing;
        vault.tick(&mut by_now, self.now()).unwrap();
        let said = self.f.vault();
        let [leaving, leaving_before] = buckets.leaving_by_age();
        let [even, odd] = vault.tickets;
        let tickets = if backing.odd { (odd, even) } else { (even, odd) };
        let units =
            [said.shares, said.assets, said.left, said.sent, said.burned, said.leaving, said.leaving_before];
        let expected = [
            vault.shares,
            by_now.assets,
            vault.stream.left,
            vault.sent,
            buckets.burned,
            leaving,
            leaving_before,
        ];
        assert_eq!(units.map(|amount| amount.u128()), expected);
        assert_eq!((said.tickets.u128(), said.tickets_before.u128()), tickets);
    }

    /// Every job ends and everybody leaves: what is left is what nobody owns, and the stream.
    fn wind_up(&mut self) {
        while !self.rules.jobs.is_empty() {
            self.settle(0);
        }
        for (who, name) in WHO.iter().enumerate() {
            let shares = self.f.shares(name);
            self.exit(who, shares);
        }
        self.rotate();
        self.rotate();
        for (generation, who) in self.rules.tickets.keys().copied().collect::<Vec<_>>() {
            self.claim(who, generation);
        }
        self.burn();
        let Rules { vault, backing, tickets, .. } = &self.rules;
        assert!(tickets.is_empty(), "every ticket was paid");
        let left = (backing.assets + vault.stream.left) * self.unit();
        assert_eq!(self.f.balance(&self.f.vault().asset), left);
    }
}

#[test]
fn contracts_and_rules_agree_after_every_message() {
    let mut reached = Reached::new();
    for seed in 0..rounds() {
        let mut run = Run::new(seed);
        for _ in 0..ROUND {
            run.message();
        }
        run.wind_up();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packages/credit/reference/restaking.py");
        replay(script, &run.asked, &run.answered);
        for (kind, [taken, refused]) in run.reached {
            let count = reached.entry(kind).or_default();
            *count = [count[0] + taken, count[1] + refused];
        }
    }
    eprintln!("taken, refused: {reached:?}");
    // Each message was reached, and each refusal that there is.
    let never_taken = ["deposit of what is not listed", "accept of one who may not"];
    let refused = ["accept", "burn", "claim", "deposit", "exit", "fund", "rotate", "unjail"];
    for (kind, [taken, not]) in &reached {
        assert!(*taken > 2 || never_taken.contains(kind), "{kind} was taken {taken} times");
        assert!(*not > 2 || !(refused.contains(kind) || never_taken.contains(kind)), "{kind}: {not} refused");
    }
    assert_eq!(reached.len(), 19, "{reached:?}");
}
