//! Random messages to restaking and the registry, beside the rules of `packages/credit` alone: both refuse the same, say the same after
//! each message, and all that the fixture checks holds. `RESTAKING_MESSAGES=1000000` is the soak.

use std::collections::BTreeMap;

use api::provider_registry::ExecuteMsg as RegistryMsg;
use cosmwasm_std::coins;
use credit::backing::Sizing;
use credit::lock::LockParams;
use credit::{Backed, Backing, Buckets, Released, Vault};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::support::{burn, fund, params, Fixture, CLASS, DAY, NET, ONE};

const WHO: [&str; 3] = ["bob", "carol", "dave"];
/// What jobs cost. Of one of 50 NET 20 are locked, of which 16 surely burn; a small one locks the least that there is.
const COSTS: [u128; 3] = [ONE, 7 * ONE + 3, 50 * ONE];
/// Jobs that alice runs at once, at most.
const MOST: usize = 40;

/// Messages of the run with the fixed seed.
fn budget() -> usize {
    std::env::var("RESTAKING_MESSAGES").map_or(1_500, |count| count.parse().unwrap())
}

/// The rules, with what the contracts keep beside them.
#[derive(Default)]
struct Rules {
    vault: Vault,
    backing: Backing,
    buckets: Buckets,
    jobs: Vec<(u64, Backed)>,
    tickets: BTreeMap<(u64, &'static str), u128>,
    released: BTreeMap<u64, Released>,
}

struct Run {
    f: Fixture,
    rules: Rules,
    rng: ChaCha8Rng,
    /// How often each kind of message was taken.
    taken: BTreeMap<&'static str, u32>,
}

impl Run {
    fn now(&self) -> u64 {
        self.f.app.block_info().time.seconds()
    }

    fn who(&mut self) -> &'static str {
        WHO[self.rng.gen_range(0..WHO.len())]
    }

    /// From a unit to a million NET, each magnitude alike.
    fn amount(&mut self) -> u128 {
        let magnitude = self.rng.gen_range(0..13);
        self.rng.gen_range(1..=10u128.pow(magnitude))
    }

    /// Sends one; its kind, and whether the contracts and the rules took it.
    fn message(&mut self) -> (&'static str, bool, bool) {
        let now = self.now();
        match self.rng.gen_range(0..100) {
            0..=19 => {
                let (who, amount) = (self.who(), self.amount());
                let Rules { vault, backing, .. } = &mut self.rules;
                let shares = vault.deposit(backing, now, amount, 1, ONE);
                let said = self.f.deposit(who, amount);
                if let (Ok(shares), Ok(said)) = (&shares, &said) {
                    assert_eq!(shares, said);
                }
                ("deposit", said.is_ok(), shares.is_ok())
            }
            20..=34 => {
                let who = self.who();
                let held = self.f.shares(who);
                let shares = if self.rng.gen_bool(0.3) { held } else { self.rng.gen_range(0..=held) };
                let generation = self.rules.buckets.generation;
                let Rules { vault, backing, buckets, .. } = &mut self.rules;
                let exit = vault.exit(backing, buckets, now, shares);
                let said = if shares == 0 { None } else { self.f.exit(who, shares).ok() };
                if let (Ok(exit), Some(said)) = (&exit, said) {
                    assert_eq!(exit.assets, said);
                    *self.rules.tickets.entry((generation, who)).or_default() += exit.tickets;
                }
                ("exit", said.is_some(), exit.is_ok())
            }
            35..=46 => {
                let ended = self.rules.buckets.generation.checked_sub(1);
                let Rules { vault, backing, buckets, .. } = &mut self.rules;
                let released = vault.rotate(backing, buckets);
                let said = self.f.rotate();
                if let (Some(generation), Ok(Some(released))) = (ended, &released) {
                    self.rules.released.insert(generation, *released);
                }
                ("rotate", said.is_ok(), released.is_ok())
            }
            47..=54 => self.claim(),
            55..=58 => {
                let amount = self.rules.vault.burn(&self.rules.buckets).unwrap();
                ("burn", self.f.run("anyone", &burn(), &[]).is_ok(), amount > 0)
            }
            59..=62 => {
                let (amount, days) = (self.amount(), self.rng.gen_range(1..=90));
                let Rules { vault, backing, .. } = &mut self.rules;
                let funded = vault.fund(backing, now, amount, days * DAY);
                let said = self.f.run("alice", &fund(days * DAY), &coins(amount, NET));
                ("fund", said.is_ok(), funded.is_ok())
            }
            63..=78 => self.accept(),
            79..=90 => self.end(false),
            91..=94 => self.end(true),
            _ => {
                let seconds = self.rng.gen_range(1..DAY);
                self.f.wait(seconds);
                ("wait", true, true)
            }
        }
    }

    fn claim(&mut self) -> (&'static str, bool, bool) {
        let mut held = self.rules.tickets.keys().copied();
        let (generation, who) = held.next().unwrap_or((0, "bob"));
        let tickets = self.rules.tickets.get(&(generation, who)).copied();
        let released = self.rules.released.get_mut(&generation);
        let paid = tickets.zip(released).map(|(tickets, released)| released.claim(tickets).unwrap());
        let said = self.f.claim(who, generation).ok();
        assert_eq!(said, paid);
        if paid.is_some() {
            self.rules.tickets.remove(&(generation, who));
        }
        ("claim", said.is_some(), paid.is_some())
    }

    fn accept(&mut self) -> (&'static str, bool, bool) {
        if self.rules.jobs.len() >= MOST {
            return ("accept", false, false);
        }
        let cost = COSTS[self.rng.gen_range(0..COSTS.len())];
        let (job, backed) = self.f.accept(cost);
        let lock = self.f.locked(job).amount.u128();
        let of = params();
        let terms = LockParams {
            gain_bps: of.gain_bps,
            rho_bps: of.reporter_bps,
            burn_min_bps: of.burn_min_bps,
            liveness_cap_bps: of.liveness_cap_bps,
            l_min: of.lock_min.u128(),
        };
        let sizing = Sizing { lock, declared_value: 0, kappa_bps: of.kappa_bps, min_backing: 0 };
        let expected = self.rules.backing.accept(&terms, &sizing).unwrap();
        assert_eq!(expected.amount, backed);
        self.rules.jobs.push((job, expected));
        ("accept", true, true)
    }

    fn end(&mut self, is_fraud: bool) -> (&'static str, bool, bool) {
        let kind = if is_fraud { "fraud" } else { "settle" };
        if self.rules.jobs.is_empty() {
            return (kind, false, false);
        }
        let at = self.rng.gen_range(0..self.rules.jobs.len());
        let (job, backed) = self.rules.jobs.swap_remove(at);
        if is_fraud {
            let Rules { backing, buckets, .. } = &mut self.rules;
            backing.fraud(buckets, &backed).unwrap();
            self.f.fraud(job);
            let bond = RegistryMsg::Bond { class: CLASS.into(), from: Default::default() };
            self.f.registry("alice", &bond, &coins(20 * ONE, NET)).unwrap();
        } else {
            self.rules.backing.end(&backed).unwrap();
            self.f.settle(job);
        }
        (kind, true, true)
    }

    /// Contracts and rules say the same, pay that has streamed by now included.
    fn compare(&self) {
        let Rules { mut vault, backing, buckets, .. } = self.rules;
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
        if self.f.backing().asset.is_some() {
            assert_eq!(self.f.backing().rules(), (backing, buckets));
        }
    }
}

#[test]
fn contracts_and_rules_agree_after_every_message() {
    let rng = ChaCha8Rng::seed_from_u64(19);
    let mut run = Run { f: Fixture::new(), rules: Rules::default(), rng, taken: BTreeMap::new() };
    for _ in 0..budget() {
        let (kind, taken, by_rules) = run.message();
        assert_eq!(taken, by_rules, "{kind}");
        *run.taken.entry(kind).or_default() += u32::from(taken);
        run.compare();
    }
    assert!(run.taken.values().all(|times| *times > 2), "{:?}", run.taken);
}
