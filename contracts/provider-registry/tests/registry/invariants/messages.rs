//! Random messages from everybody who may send some.

use std::collections::{BTreeMap, BTreeSet};

use api::common::{Payout, Source};
use api::provider_registry::{
    CallRequest, ClassPaused, ExecuteMsg, JobEnd, LockRequest, LockTerms, Params, ReceiveMsg,
};
use cosmwasm_std::{coins, Addr, Uint128};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::common::{attribute, class_params, params, World, CLASS, DAY, LIQUIDITY, NET, ONE};

/// Credits of the least and the largest standard job, of two GPUs.
const STANDARD: (u32, u128, u128) = (2, 2 * ONE, 5 * ONE);

pub struct Run {
    pub world: World,
    rng: ChaCha8Rng,
    providers: Vec<Addr>,
    /// Locked jobs that run.
    pub jobs: BTreeSet<u64>,
    /// Called jobs that have not ended.
    pub called: BTreeSet<u64>,
    /// What came behind each position, less what was released: with what burned.
    pub stake: BTreeMap<Addr, u128>,
    next_job: u64,
    pub accepted: BTreeMap<&'static str, usize>,
}

impl Run {
    pub fn new(seed: u64) -> Self {
        let mut world = World::new();
        let mut providers: Vec<_> =
            ["alice", "bob", "carol"].iter().map(|name| world.provider(name, 500 * ONE, 6)).collect();
        providers.push(world.addr("lp"));
        for name in ["alice", "bob", "carol", "lp"] {
            let owner = world.addr(name);
            world.deposit_net(&owner, 10_000 * ONE);
        }
        let market = world.market.clone();
        world.swap_net(&market, CLASS, LIQUIDITY.1 / 100);
        world.set_standard(Some(STANDARD));
        let (rng, accepted) = (ChaCha8Rng::seed_from_u64(seed), BTreeMap::new());
        world.send(&world.restaking.clone(), ExecuteMsg::SetBacking { asset: 0, listed: true }).unwrap();
        let (jobs, called, stake) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
        Self { world, rng, providers, jobs, called, stake, next_job: 1, accepted }
    }

    /// One random message; refusals are part of life and must change nothing.
    pub fn step(&mut self) {
        let who = self.providers[self.rng.gen_range(0..self.providers.len())].clone();
        let amount = 10u128.pow(self.rng.gen_range(0..9)) * self.rng.gen_range(1..10);
        let payout = if self.rng.gen() { Payout::Wallet } else { Payout::Account };
        let class = || CLASS.to_owned();
        let (name, done) = match self.rng.gen_range(0..40) {
            0 => {
                let msg = ExecuteMsg::Bond { class: class(), from: Source::Funds {} };
                ("bond", self.world.pay(&who, msg, &coins(amount, NET)).is_ok())
            }
            1 => {
                let from = Source::Account { owner: None, amount: amount.into() };
                ("bond account", self.send(&who, ExecuteMsg::Bond { class: class(), from }))
            }
            2 => ("withdraw", self.world.withdraw(&who, amount, payout).is_ok()),
            3 => {
                let gpus = self.rng.gen_range(0..12);
                ("offer", self.world.offer(&who, gpus).is_ok())
            }
            4..=6 => ("mint", self.world.mint(&who, amount * 5, payout).is_ok()),
            7 => ("redeem", self.world.redeem(&who, amount / 2).is_ok()),
            8 => {
                let open = self.world.position(&who).open.u128();
                ("redeem all", self.world.redeem(&who, open).is_ok())
            }
            9 => {
                let hook = ReceiveMsg::Redeem { class: class() };
                let registry = self.world.registry.clone();
                ("redeem sent", self.world.send_credits(&who, &registry, amount, &hook).is_ok())
            }
            10 => ("burn", self.send(&who, ExecuteMsg::BurnRedeemed { class: class() })),
            11..=13 => ("lock", self.lock(&who, amount)),
            14 | 15 => ("settle", self.settle(amount)),
            16 => ("late", self.fault(JobEnd::Late { take: (amount / 50).into() })),
            17 => ("fraud", self.fraud(amount)),
            18..=20 => ("call", self.call(amount)),
            21 => ("accept call", self.accept_call()),
            22 => ("serve", self.serve()),
            23 => ("default", self.default_on(amount)),
            24 => ("release", self.release()),
            25 => {
                let seconds = [5, 600, 3_600, DAY, 8 * DAY][self.rng.gen_range(0..5)];
                self.world.wait(seconds);
                ("touch", self.send(&who, ExecuteMsg::Touch { provider: who.to_string(), class: class() }))
            }
            26 => ("free GPUs", self.free_gpus()),
            27 => ("unjail", self.send(&who, ExecuteMsg::Unjail {})),
            28 => ("heartbeat", self.send(&who, ExecuteMsg::Heartbeat {})),
            29 => {
                let metadata = if self.rng.gen() { String::new() } else { amount.to_string() };
                ("update", self.send(&who, ExecuteMsg::UpdateProvider { metadata }))
            }
            30 => self.come_and_go(),
            31 => {
                let msg = ExecuteMsg::Collect { class: class(), provider: who.to_string() };
                ("collect", self.send(&who, msg))
            }
            32 => {
                let msg = ExecuteMsg::ClaimPot { class: class(), amount: amount.into(), payout };
                ("claim", self.send(&who, msg))
            }
            33 | 34 => ("back", self.back(&who, amount)),
            35 | 36 => ("unback", self.world.unback(&who, amount).is_ok()),
            37 => ("rotate", self.rotate(&who)),
            38 => {
                let msg = ExecuteMsg::SetBacking { asset: 0, listed: self.rng.gen_ratio(3, 4) };
                ("list", self.send(&self.world.restaking.clone(), msg))
            }
            _ => self.govern(),
        };
        *self.accepted.entry(name).or_default() += usize::from(done);
    }

    fn send(&mut self, who: &Addr, msg: ExecuteMsg) -> bool {
        self.world.send(who, msg).is_ok()
    }

    fn back(&mut self, who: &Addr, amount: u128) -> bool {
        let (provider, class) = (who.to_string(), CLASS.to_owned());
        let msg = ExecuteMsg::Back { provider, class, asset: 0, amount: amount.into() };
        let done = self.send(&self.world.restaking.clone(), msg);
        *self.stake.entry(who.clone()).or_default() += if done { amount } else { 0 };
        done
    }

    /// What is released leaves the registry's books.
    fn rotate(&mut self, who: &Addr) -> bool {
        let Ok(response) = self.world.rotate(who) else { return false };
        let released = attribute(&response, "rotate_backing", "released").parse::<u128>().unwrap();
        *self.stake.entry(who.clone()).or_default() -= released;
        true
    }

    fn lock(&mut self, who: &Addr, amount: u128) -> bool {
        let _ = self.world.send(who, ExecuteMsg::Heartbeat {});
        let request = LockRequest {
            seconds: self.rng.gen_range(500..700),
            terms: LockTerms::Free {
                cost: (amount / 10 + 1).into(),
                declared_value: Uint128::new(if self.rng.gen() { 0 } else { amount / 100 }),
                detection_bps: if self.rng.gen() { 10_000 } else { 5_000 },
                min_reputation_bps: self.rng.gen_range(0..1_100),
                standard: self.rng.gen(),
                min_backing: Uint128::zero(),
            },
            ..self.world.lock_request(self.next_job, who, self.rng.gen_range(1..4), 0)
        };
        let done = self.world.lock(request).is_ok();
        if done {
            self.jobs.insert(self.next_job);
            self.next_job += 1;
        }
        done
    }

    fn any(&mut self, of: &BTreeSet<u64>) -> Option<u64> {
        (!of.is_empty()).then(|| of.iter().nth(self.rng.gen_range(0..of.len())).copied().unwrap())
    }

    fn job(&mut self) -> Option<u64> {
        self.any(&self.jobs.clone())
    }

    fn called_job(&mut self) -> Option<u64> {
        self.any(&self.called.clone())
    }

    /// Whatever the provider's state: an end never fails.
    fn end(&mut self, job_id: u64, end: JobEnd) -> bool {
        self.world.end(job_id, end).unwrap();
        self.jobs.remove(&job_id) || self.called.remove(&job_id)
    }

    fn settle(&mut self, amount: u128) -> bool {
        let Some(job_id) = self.job() else { return false };
        let redeem = if self.rng.gen() { 0 } else { amount.min(self.spare()) };
        let take = (amount / 50).into();
        self.end(job_id, JobEnd::Settled { take, redeem: redeem.into() })
    }

    /// Credits in the job-market's account that do not wait to be burned.
    fn spare(&self) -> u128 {
        let totals =
            api::provider_registry::raw::totals(self.world.app.wrap(), &self.world.registry, CLASS).unwrap();
        self.world.credit_account(&self.world.market, CLASS) - totals.unburned_jobs
    }

    fn fault(&mut self, end: JobEnd) -> bool {
        self.job().is_some_and(|job_id| self.end(job_id, end))
    }

    /// No more of others' stake burns than of the provider's own lock.
    fn fraud(&mut self, amount: u128) -> bool {
        let reporter = self.rng.gen::<bool>().then(|| self.world.addr("reporter").to_string());
        let client = self.world.addr("client").to_string();
        let Some(job_id) = self.job() else { return false };
        let backed = self.world.backed(job_id);
        let slashed = self.world.slashed();
        let done = self.end(job_id, JobEnd::Fraud { take: (amount / 50).into(), client, reporter });
        assert!(backed <= self.world.slashed() - slashed, "{backed} of others");
        done
    }

    fn call(&mut self, amount: u128) -> bool {
        let credits = self.rng.gen_range(STANDARD.1..=STANDARD.2);
        // The job's credits are the job-market's, and lie in its account until it ends.
        if self.spare() < credits * (1 + self.called.len() as u128) {
            let market = self.world.market.clone();
            self.world.swap_net(&market, CLASS, ONE);
        }
        let request = CallRequest {
            gpus: self.rng.gen_range(1..=STANDARD.0),
            serve_within: self.rng.gen_range(1_500..20_000),
            min_damages: if self.rng.gen() { 0 } else { amount / 100 }.into(),
            look: self.rng.gen_range(1..5),
            ..self.world.call_request(self.next_job, credits)
        };
        let done = self.world.begin_call(request).is_ok();
        if done {
            self.called.insert(self.next_job);
            self.next_job += 1;
        }
        done
    }

    fn accept_call(&mut self) -> bool {
        let Some(job_id) = self.called_job() else { return false };
        let call = self.world.job_call(job_id);
        let request = self.world.called_request(job_id, &call.provider, call.gpus);
        self.world.lock(LockRequest { seconds: 600, ..request }).is_ok()
    }

    fn serve(&mut self) -> bool {
        let Some(job_id) = self.called_job() else { return false };
        let redeem = self.world.job_call(job_id).credits;
        self.end(job_id, JobEnd::Settled { take: ONE.into(), redeem })
    }

    /// Its owner is paid at most what the debtor loses, and no stake behind the debtor knows of it: else a ring of both would gain by one.
    fn default_on(&mut self, amount: u128) -> bool {
        let client = self.world.addr("client");
        let Some(job_id) = self.called_job() else { return false };
        let debtor = self.world.job_call(job_id).provider;
        let (bond, stake) = (self.world.position(&debtor).bond, self.world.backing(&debtor));
        let paid = self.world.net_account(&client);
        let done =
            self.end(job_id, JobEnd::Defaulted { take: (amount / 50).into(), client: client.to_string() });
        let damages = self.world.net_account(&client) - paid;
        let lost = (bond - self.world.position(&debtor).bond).u128();
        assert!(damages <= lost, "{damages} of {lost}");
        assert_eq!(self.world.backing(&debtor), stake);
        done
    }

    fn release(&mut self) -> bool {
        let job_id = if self.rng.gen() { self.job() } else { self.called_job() };
        job_id.is_some_and(|job_id| self.end(job_id, JobEnd::Released {}))
    }

    fn free_gpus(&mut self) -> bool {
        let market = self.world.market.clone();
        self.job().is_some_and(|job_id| self.send(&market, ExecuteMsg::FreeGpus { job_id }))
    }

    /// Somebody without debt leaves, or comes back.
    fn come_and_go(&mut self) -> (&'static str, bool) {
        let dave = self.world.addr("client");
        if self.send(&dave, ExecuteMsg::Register { metadata: "dave".into() }) {
            self.world.bond(&dave, ONE);
            return ("register", true);
        }
        ("leave", self.send(&dave, ExecuteMsg::Leave {}))
    }

    fn govern(&mut self) -> (&'static str, bool) {
        let (owner, class) = (self.world.owner.clone(), || CLASS.to_owned());
        match self.rng.gen_range(0..5) {
            0 => {
                let some = |rng: &mut ChaCha8Rng| rng.gen_ratio(1, 3);
                let paused = ClassPaused { mint: some(&mut self.rng), accept: some(&mut self.rng) };
                let done = self.send(&owner, ExecuteMsg::SetPaused { class: class(), paused });
                self.send(&owner, ExecuteMsg::Heartbeat {});
                ("pause", done)
            }
            1 => {
                let penalty_bps = self.rng.gen_range(1_000..=5_000);
                let lock_min = Uint128::new(self.rng.gen_range(1..=2 * ONE));
                let params =
                    Params { penalty_bps, lock_min, jail: 3_600, kappa_bps: penalty_bps * 2, ..params() };
                ("params", self.send(&owner, ExecuteMsg::UpdateParams { params }))
            }
            2 => {
                let params = api::provider_registry::ClassParams {
                    price_init: Uint128::new(self.rng.gen_range(1..40_000)),
                    ..class_params()
                };
                ("class", self.send(&owner, ExecuteMsg::UpdateClass { class: class(), params }))
            }
            3 => {
                let standard = self.rng.gen_ratio(3, 4).then_some(STANDARD);
                self.world.set_standard(standard);
                for who in self.world.positions() {
                    self.world.touch(&who.provider);
                }
                ("standard", true)
            }
            _ => {
                let guardian = self.world.addr(["guardian", "alice"][self.rng.gen_range(0..2)]).to_string();
                ("guardian", self.send(&owner, ExecuteMsg::SetGuardian { guardian }))
            }
        }
    }

    /// The announced end comes: every job ends, every debt is collected, and holders are paid to the last.
    pub fn wind_up(&mut self) {
        self.world.wait(90 * DAY);
        for job_id in self.jobs.clone().into_iter().chain(self.called.clone()) {
            self.end(job_id, JobEnd::Released {});
        }
        let mut all = self.providers.clone();
        all.push(self.world.addr("client"));
        for who in &all {
            let msg = ExecuteMsg::Collect { class: CLASS.into(), provider: who.to_string() };
            let done = self.send(&all[0].clone(), msg);
            *self.accepted.entry("collect").or_default() += usize::from(done);
            self.world.check_books();
        }
        for who in &all {
            let amount = self.world.credit_account(who, CLASS);
            let msg =
                ExecuteMsg::ClaimPot { class: CLASS.into(), amount: amount.into(), payout: Payout::Account };
            let done = self.send(who, msg);
            assert_eq!(done, amount > 0);
            *self.accepted.entry("claim").or_default() += usize::from(done);
            let free = self.world.position(who).free.u128();
            assert_eq!(self.world.withdraw(who, free, Payout::Wallet).is_ok(), free > 0);
            self.world.check_books();
        }
        let pot = self.world.class(CLASS).sunset.unwrap().pot_net.u128();
        assert_eq!(self.world.net(&self.world.registry), pot, "nothing but the pot is left");
    }
}
