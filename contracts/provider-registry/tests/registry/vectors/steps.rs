//! Each step of a sequence as the messages of the contract.

use api::common::Payout;
use api::provider_registry::{ClassParams, ExecuteMsg, JobEnd, LockRequest, LockTerms, Params, StandardJob};
use cosmwasm_std::{coins, Addr, Uint128};
use cw_multi_test::AppResponse;
use provider_registry::state::{CLASSES, PROVIDERS};

use super::model::{self, numbers, Debtor, Sequence, Step};
use super::words::word;
use crate::common::prices::Says;
use crate::common::{attribute, class_params, params, World, CLASS};

/// What became of a step.
pub enum Done {
    Run,
    Skipped(&'static str),
}

/// A sequence on its way: the world, and the state that the model has.
pub struct Replay {
    pub world: World,
    pub debtors: Vec<Addr>,
    /// Where the credits lie that nobody needs right now.
    holder: Addr,
    call_within: u64,
    pub standard: (u32, u128),
    least: u128,
    pub rows: Vec<Debtor>,
    pub class: model::Class,
    says: Option<Says>,
    /// Called jobs by the model's number.
    calls: Vec<u64>,
    /// Locks of other jobs, by debtor.
    locks: Vec<Vec<u64>>,
    next_job: u64,
    /// NET paid out since the start.
    pub paid: u128,
}

impl Replay {
    pub fn new(sequence: &Sequence) -> Self {
        let of = &sequence.params;
        let number = |text: &str| text.parse::<u64>().unwrap();
        let mut world = World::bare();
        let now = number(&sequence.now);
        world.app.update_block(|block| block.time = cosmwasm_std::Timestamp::from_seconds(now));
        let amount = |text: &str| Uint128::new(text.parse().unwrap());
        // Lock what is asked for to the unit, and slash it whole.
        let governed = Params {
            lock_min: Uint128::one(),
            liveness_cap_bps: 10_000,
            penalty_bps: number(&of.penalty_bps) as u32,
            ..params()
        };
        let owner = world.owner.clone();
        world.send(&owner, ExecuteMsg::UpdateParams { params: governed }).unwrap();
        let class = ClassParams {
            coverage_bps: number(&of.coverage_bps) as u32,
            horizon: number(&of.horizon),
            price_init: amount(&of.price_init),
            mint_cap: amount(&of.mint_cap),
            ..class_params()
        };
        world.add_class(CLASS, class);
        let market = world.market.clone();
        let (least_job, most) = (amount(&of.smallest), amount(&of.largest));
        let gpus = number(&of.standard_gpus) as u32;
        let standard = Some(StandardJob { gpus, least: least_job, most });
        world.send(&market, ExecuteMsg::SetStandard { class: CLASS.into(), standard }).unwrap();
        let least = amount(&of.least).u128();
        world.set_least(least);
        let debtors = (0..sequence.debtors)
            .map(|index| world.provider(&format!("debtor-{index}"), 0, 0))
            .collect::<Vec<_>>();
        let now = u128::from(now);
        Self {
            holder: world.addr("holder"),
            call_within: number(&of.call_within),
            standard: (gpus, least_job.u128()),
            least,
            rows: vec![[0; 10]; debtors.len()],
            class: [now, now, 0, 0, 0, 0, 0, 0, 0, 0],
            says: None,
            calls: vec![],
            locks: vec![vec![]; debtors.len()],
            next_job: 1,
            paid: 0,
            debtors,
            world,
        }
    }

    /// Sends the step; the state of the model after it.
    pub fn step(&mut self, step: &Step, context: &str) -> Done {
        if let Some(row) = step.debtor.as_deref().map(numbers) {
            self.rows[row[0] as usize].copy_from_slice(&row[1..]);
        }
        if let Some(row) = step.class.as_deref().map(numbers) {
            self.class.copy_from_slice(&row);
        }
        self.world.pool_says(self.says.unwrap_or_default());
        let (verb, rest) = step.text.split_once(' ').unwrap_or((&step.text, ""));
        if verb == "market" {
            self.says = self.market(rest);
            return Done::Run;
        }
        let of = numbers(rest);
        if let Some(why) = Self::inexpressible(verb, &of, step) {
            return Done::Skipped(why);
        }
        let result = self.send(verb, &of);
        match (&step.ok, &step.no, result) {
            (Some(ok), None, Ok(moved)) => assert_eq!(numbers(ok), moved, "{context}"),
            (None, Some(words), Err(error)) => {
                let got = word(verb, &error).unwrap_or_else(|| panic!("{context}: {error:#}"));
                let agreed = got == "look" || words.split(' ').any(|word| word == got);
                assert!(agreed, "{context}: expected {words}, got {error:#}");
            }
            (Some(_), _, Err(error)) => panic!("{context}: refused with {error:#}"),
            (_, _, Ok(moved)) => panic!("{context}: accepted, moved {moved:?}"),
            (None, None, Err(_)) => panic!("{context}: a step that is neither"),
        }
        Done::Run
    }

    fn inexpressible(verb: &str, of: &[u128], step: &Step) -> Option<&'static str> {
        match verb {
            // Jobs end whole: no message ends more locks than there are, or slashes more than a lock.
            "release" if step.no.is_some() => Some("locks"),
            "lock" if of[1] == 0 => Some("lock of nothing"),
            _ => None,
        }
    }

    fn send(&mut self, verb: &str, of: &[u128]) -> anyhow::Result<Vec<u128>> {
        match (verb, of) {
            ("advance", [seconds]) => self.world.wait(*seconds as u64),
            ("deposit", [who, amount]) => self.deposit(*who, *amount)?,
            ("withdraw", [who, amount]) => {
                let who = self.debtor(*who);
                self.world.withdraw(&who, *amount, Payout::Wallet)?;
                self.paid += amount;
            }
            ("offer", [who, gpus]) => {
                let who = self.debtor(*who);
                self.world.offer(&who, *gpus as u32)?;
            }
            ("lock", [who, amount]) => {
                let job_id = self.lock(*who, *amount)?;
                self.locks[*who as usize].push(job_id);
            }
            ("release", [who, amount, slashed]) => self.release(*who, *amount, *slashed),
            ("mint", [who, credits, most]) => {
                let who = self.debtor(*who);
                let response = self.world.mint_at_most(&who, *credits, *most, Payout::Account)?;
                let holder = self.holder.clone();
                self.world.transfer(&who, &holder, *credits);
                return Ok(vec![moved(&response, "mint_credits", "collateral")]);
            }
            ("redeem", [who, credits]) => return self.redeem(*who, *credits),
            ("settle", [who, credits]) => return Ok(self.settle(*who, *credits)),
            ("call", [credits, gpus, run_within, min_damages, look]) => {
                return self.call(*credits, *gpus as u32, *run_within as u64, *min_damages, *look as u32);
            }
            ("served" | "refunded" | "default", [number]) => return Ok(self.end(verb, *number as usize)),
            ("announce", []) => {
                self.world.announce()?;
            }
            ("collect", [who]) => {
                let (class, provider) = (CLASS.into(), self.debtor(*who).to_string());
                let holder = self.holder.clone();
                let response = self.world.send(&holder, ExecuteMsg::Collect { class, provider })?;
                return Ok(vec![moved(&response, "collect", "amount")]);
            }
            ("claim", [credits]) => {
                let (class, amount) = (CLASS.into(), (*credits).into());
                let msg = ExecuteMsg::ClaimPot { class, amount, payout: Payout::Wallet };
                let holder = self.holder.clone();
                let paid = moved(&self.world.send(&holder, msg)?, "claim_pot", "amount");
                self.paid += paid;
                return Ok(vec![paid]);
            }
            _ => panic!("unknown step {verb} {of:?}"),
        }
        Ok(vec![])
    }

    /// A reserve of no NET stands for the least there can be, where that cannot be believed either.
    fn market(&mut self, rest: &str) -> Option<Says> {
        let mut of = rest.split(' ');
        let mut next = || of.next().unwrap();
        let (net, credits): (u128, u128) = (next().parse().unwrap(), next().parse().unwrap());
        let mut mean = || Some(next()).filter(|text| *text != "-").map(|text| text.parse().unwrap());
        let (half_hour, day, week) = (mean(), mean(), mean());
        self.world.set_least(if net == 0 && self.least > 0 { self.least.max(2) } else { self.least });
        if credits == 0 {
            return None;
        }
        Some(Says { net: net.max(1), credits, half_hour, day, week })
    }

    fn debtor(&self, number: u128) -> Addr {
        self.debtors[number as usize].clone()
    }

    fn deposit(&mut self, who: u128, amount: u128) -> anyhow::Result<()> {
        let who = self.debtor(who);
        let (class, account) =
            (CLASS.into(), api::common::Source::Account { owner: None, amount: amount.into() });
        match amount {
            // A bank sends no empty coin.
            0 => self.world.send(&who, ExecuteMsg::Bond { class, from: account })?,
            _ => {
                let msg = ExecuteMsg::Bond { class, from: api::common::Source::Funds {} };
                self.world.pay(&who, msg, &coins(amount, "unet"))?
            }
        };
        Ok(())
    }

    /// A job of one more GPU than the debtor offers, whose result is there at once: it keeps the lock alone.
    fn lock(&mut self, who: u128, amount: u128) -> anyhow::Result<u64> {
        let who = self.debtor(who);
        let gpus = self.world.position(&who).gpus;
        let busy = self.world.position(&who).busy;
        self.world.offer(&who, gpus.max(busy) + 1).unwrap();
        self.world.send(&who, ExecuteMsg::Heartbeat {}).unwrap();
        let request = LockRequest {
            ends_by: 0,
            terms: LockTerms::Free {
                cost: amount.into(),
                declared_value: Uint128::zero(),
                detection_bps: 10_000,
                min_reputation_bps: 0,
                standard: false,
                min_backing: Uint128::zero(),
            },
            ..self.world.lock_request(self.next_job, &who, 1, 0)
        };
        let result = self.world.lock(request);
        if result.is_ok() {
            let (market, job_id) = (self.world.market.clone(), self.next_job);
            self.world.send(&market, ExecuteMsg::FreeGpus { job_id }).unwrap();
            self.next_job += 1;
        }
        self.world.offer(&who, gpus).unwrap();
        result.map(|_| self.next_job - 1)
    }

    /// Ends all locks of the debtor, locks again what stays, and a part whose slash takes all of it.
    fn release(&mut self, who: u128, amount: u128, slashed: u128) {
        let at = who as usize;
        let all = self.world.position(&self.debtors[at]).locked.u128();
        for job_id in std::mem::take(&mut self.locks[at]) {
            self.world.end(job_id, JobEnd::Released {}).unwrap();
        }
        if all > amount {
            let job_id = self.lock(who, all - amount).unwrap();
            self.locks[at].push(job_id);
        }
        if slashed > 0 {
            let job_id = self.lock(who, slashed).unwrap();
            self.world.fraud(job_id, 0, None).unwrap();
            // The model has no jail.
            let canonical = self.canonical(at);
            let mut storage = self.world.app.contract_storage_mut(&self.world.registry);
            let mut provider = PROVIDERS.load(&*storage, &canonical).unwrap();
            provider.jailed_until = 0;
            PROVIDERS.save(&mut *storage, &canonical, &provider).unwrap();
        }
    }

    fn canonical(&self, at: usize) -> Vec<u8> {
        use cosmwasm_std::Api;
        self.world.app.api().addr_canonicalize(self.debtors[at].as_str()).unwrap().to_vec()
    }

    /// The holder hands so many credits over, or all it has.
    fn hand(&mut self, to: &Addr, credits: u128) -> u128 {
        let holder = self.holder.clone();
        let given = credits.min(self.world.credit_account(&holder, CLASS));
        self.world.transfer(&holder, to, given);
        given
    }

    fn redeem(&mut self, who: u128, credits: u128) -> anyhow::Result<Vec<u128>> {
        let who = self.debtor(who);
        let given = self.hand(&who, credits);
        let before = self.world.position(&who).collateral.u128();
        let result = self.world.redeem(&who, credits);
        if result.is_err() {
            let holder = self.holder.clone();
            self.world.transfer(&who, &holder, given);
        }
        result?;
        Ok(vec![before - self.world.position(&who).collateral.u128()])
    }

    /// A job of the debtor's that is paid so many credits; its lock of one unit comes and goes.
    fn settle(&mut self, who: u128, credits: u128) -> Vec<u128> {
        let at = self.debtor(who);
        self.deposit(who, 1).unwrap();
        let job_id = self.lock(who, 1).unwrap();
        let market = self.world.market.clone();
        let paid = self.hand(&market, credits);
        let before = self.world.position(&at).collateral.u128();
        let response = self.world.settle(job_id, 0, paid).unwrap();
        let redeemed = optional(&response, "end_job", "redeemed");
        let holder = self.holder.clone();
        self.world.transfer(&at, &holder, paid - redeemed);
        let freed = before - self.world.position(&at).collateral.u128();
        self.world.withdraw(&at, 1, Payout::Wallet).unwrap();
        vec![redeemed, freed]
    }

    fn call(
        &mut self,
        credits: u128,
        gpus: u32,
        run_within: u64,
        min_damages: u128,
        look: u32,
    ) -> anyhow::Result<Vec<u128>> {
        let serve_within = self.call_within + run_within;
        let request = api::provider_registry::CallRequest {
            gpus,
            serve_within,
            min_damages: min_damages.into(),
            look,
            ..self.world.call_request(self.next_job, credits)
        };
        // The contract refuses a call that might outlast the class; the model leaves that to who calls.
        let ended = self.class[6] > 0 && self.class[0] >= self.class[6];
        let put_off = if ended { 0 } else { serve_within };
        self.move_end(|at| at + put_off);
        let result = self.world.begin_call(request);
        self.move_end(|at| at - put_off);
        let response = result?;
        self.calls.push(self.next_job);
        self.next_job += 1;
        let provider = attribute(&response, "call", "provider");
        let at = self.debtors.iter().position(|debtor| debtor.as_str() == provider).unwrap();
        Ok(vec![at as u128, moved(&response, "call", "held"), moved(&response, "call", "value")])
    }

    fn move_end(&mut self, to: impl Fn(u64) -> u64) {
        let mut storage = self.world.app.contract_storage_mut(&self.world.registry);
        let mut class = CLASSES.load(&*storage, CLASS.as_bytes()).unwrap();
        if let Some(sunset) = &mut class.sunset {
            sunset.at = to(sunset.at);
            CLASSES.save(&mut *storage, CLASS.as_bytes(), &class).unwrap();
        }
    }

    fn end(&mut self, verb: &str, number: usize) -> Vec<u128> {
        let job_id = self.calls[number];
        let credits = self.world.job_call(job_id).credits.u128();
        if verb != "refunded" {
            let market = self.world.market.clone();
            assert_eq!(self.hand(&market, credits), credits);
        }
        match verb {
            "served" => self.world.settle(job_id, 0, credits).unwrap(),
            "refunded" => self.world.end(job_id, JobEnd::Released {}).unwrap(),
            _ => {
                let response = self.world.default_on(job_id, 0).unwrap();
                let [owner, burned] = ["client", "burned"].map(|key| optional(&response, "end_job", key));
                self.paid += owner;
                return vec![owner, burned];
            }
        };
        vec![]
    }
}

fn moved(response: &AppResponse, kind: &str, key: &str) -> u128 {
    attribute(response, kind, key).parse().unwrap()
}

fn optional(response: &AppResponse, kind: &str, key: &str) -> u128 {
    let attributes = crate::common::event(response, kind);
    attributes.into_iter().find(|(name, _)| *name == key).map_or(0, |(_, value)| value.parse().unwrap())
}
