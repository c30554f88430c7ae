//! One class with many debtors, driven by steps whose amounts are parts of what is possible, or just over it.

use std::collections::BTreeMap;

use amm_math::rounding::{mul_div, Rounding};
use amm_math::Price;
use credit::price::{call_value, mint_price};
use credit::{Call, Job, Market, Mint, Position, Pot, RuleError, Standard, Turn, CREDIT};
use proptest::prelude::*;

/// Parts in the whole; a step may ask for a little more.
const WHOLE: u128 = 200;

#[derive(Clone, Debug)]
pub struct Params {
    pub price: Price,
    pub coverage_bps: u32,
    pub penalty_bps: u32,
    pub horizon: u64,
    pub standard: Standard,
}

/// What somebody does; `part` is of what the rules allow.
#[derive(Clone, Debug)]
pub enum Step {
    Deposit {
        part: u128,
    },
    Withdraw {
        part: u128,
    },
    Offer {
        gpus: u32,
    },
    Mint {
        part: u128,
    },
    Redeem {
        part: u128,
    },
    Settle {
        part: u128,
    },
    /// Takes another job: a lock and a GPU.
    Work {
        part: u128,
    },
    /// Ends it, and loses a part of the lock.
    Finish {
        slashed: u128,
    },
    Call {
        part: u128,
        want: u128,
    },
    Accept,
    Serve,
    Release,
    Default,
    Move {
        price: u128,
    },
    Wait {
        seconds: u64,
    },
    Sunset,
    Collect,
    Claim {
        part: u128,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    pub debtor: usize,
    pub call: Call,
    pub accepted: bool,
}

/// The last call of a debtor since it minted: its time, GPU-seconds, and what was owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    pub at: u64,
    pub work: u128,
    pub owed: u128,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct World {
    pub now: u64,
    pub turn: Turn,
    pub debtors: Vec<Position>,
    pub mean: Option<Price>,
    pub calls: BTreeMap<usize, Called>,
    pub jobs: BTreeMap<usize, (usize, u128)>,
    pub next: usize,
    pub ended: bool,
    pub pot: Pot,
    pub paces: BTreeMap<usize, Pace>,
    /// Credits.
    pub minted: u128,
    pub redeemed: u128,
    /// NET.
    pub deposited: u128,
    pub paid: u128,
    pub burned: u128,
}

pub fn params() -> impl Strategy<Value = Params> {
    let rates = (15_000u32..=100_000, 1_000u32..=5_000);
    (0u32..104, rates, 1u64..90, 1u32..4, 600u128..20_000).prop_map(
        |(log, (coverage_bps, penalty_bps), days, gpus, seconds)| {
            let most = u128::from(gpus) * seconds * CREDIT;
            Params {
                price: Price::from_raw(1 << log),
                coverage_bps,
                penalty_bps,
                horizon: days * 86_400,
                standard: Standard { gpus, least: most / 4, most },
            }
        },
    )
}

/// A step and the number that decides whose it is. Claims come last, when every debt is collected.
pub fn step() -> impl Strategy<Value = (usize, Step)> {
    let part = || 0u128..=WHOLE + 10;
    let step = prop_oneof![
        4 => part().prop_map(|part| Step::Deposit { part }),
        2 => part().prop_map(|part| Step::Withdraw { part }),
        3 => (0u32..12).prop_map(|gpus| Step::Offer { gpus }),
        10 => part().prop_map(|part| Step::Mint { part }),
        3 => part().prop_map(|part| Step::Redeem { part }),
        2 => part().prop_map(|part| Step::Settle { part }),
        2 => part().prop_map(|part| Step::Work { part }),
        2 => part().prop_map(|slashed| Step::Finish { slashed }),
        12 => (part(), prop_oneof![Just(0), part()]).prop_map(|(part, want)| Step::Call { part, want }),
        5 => Just(Step::Accept),
        4 => Just(Step::Serve),
        3 => Just(Step::Release),
        3 => Just(Step::Default),
        3 => (50u128..300).prop_map(|price| Step::Move { price }),
        7 => prop_oneof![1u64..10_000, 1u64..3_000_000].prop_map(|seconds| Step::Wait { seconds }),
        1 => Just(Step::Sunset),
        2 => Just(Step::Collect),
    ];
    (any::<usize>(), step)
}

fn part_of(limit: u128, part: u128) -> u128 {
    mul_div(limit, part, WHOLE, Rounding::Down).unwrap()
}

/// The number of something, chosen by a number; none if there is none.
fn pick<T>(among: &BTreeMap<usize, T>, who: usize) -> Option<usize> {
    among.keys().copied().nth(who % among.len().max(1))
}

impl World {
    pub fn new(count: usize) -> Self {
        let turn = Turn { due: 1_000, next: 0 };
        Self { now: 1_000, turn, debtors: vec![Position::default(); count], ..Self::default() }
    }

    pub fn supply(&self) -> u128 {
        self.debtors.iter().map(|position| position.debt.owed()).sum()
    }

    /// The pool: it is as deep as it must be, and its means are one price.
    pub fn market(&self) -> Option<Market> {
        self.mean.map(|mean| Market {
            net: 1,
            spot: mean,
            half_hour: Some(mean),
            day: Some(mean),
            week: Some(mean),
        })
    }

    fn mint_of(&self, credits: u128, params: &Params) -> Mint {
        let init = params.price.value(CREDIT, Rounding::Up).unwrap();
        Mint {
            credits,
            price: mint_price(self.market().as_ref(), 1, init).unwrap(),
            coverage_bps: params.coverage_bps,
            max_collateral: u128::MAX,
            horizon: params.horizon,
            standard: Some(params.standard),
        }
    }

    /// Who is called first for the job.
    pub fn first(&self, job: &Job, params: &Params) -> Option<usize> {
        let mut queue: Vec<usize> =
            (0..self.debtors.len()).filter(|i| self.debtors[*i].is_queued(Some(params.standard))).collect();
        queue.sort_by_key(|i| (self.debtors[*i].debt.due, self.debtors[*i].sequence));
        queue.into_iter().find(|i| self.debtors[*i].callable(job).unwrap().is_some())
    }

    pub fn job(&self, credits: u128, min_damages: u128, params: &Params) -> Job {
        let init = params.price.value(CREDIT, Rounding::Up).unwrap();
        Job {
            credits,
            gpus: params.standard.gpus,
            serve_within: 1_200 + (credits / CREDIT / u128::from(params.standard.gpus)) as u64,
            min_damages,
            value: call_value(credits, self.market().as_ref(), init).unwrap(),
            horizon: params.horizon,
            now: self.now,
        }
    }

    /// Takes a step; `None` if there is nothing that it could be about. Returns whose debt it touched.
    pub fn take(&mut self, who: usize, step: &Step, params: &Params) -> Option<Result<usize, RuleError>> {
        let i = who % self.debtors.len();
        let debtor = self.debtors[i].clone();
        let done = match *step {
            Step::Deposit { part } => {
                let unit = self.mint_of(8 * params.standard.most, params).collateral().unwrap();
                let amount = part_of(unit, part);
                self.deposited += amount;
                self.debtors[i].deposit(amount)
            }
            Step::Withdraw { part } => {
                let amount = part_of(debtor.free_bond(), part);
                self.debtors[i].withdraw(amount).inspect(|()| self.paid += amount)
            }
            Step::Offer { gpus } => self.debtors[i].offer(gpus, params.horizon, Some(params.standard)),
            Step::Mint { part } => {
                let mint = self.mint_of(part_of(4 * params.standard.most, part), params);
                if self.ended || mint.credits == 0 {
                    return None;
                }
                self.debtors[i].mint(&mint, &mut self.turn).map(|_| {
                    self.minted += mint.credits;
                    self.paces.remove(&i);
                })
            }
            Step::Redeem { part } => {
                let credits = part_of(debtor.debt.open, part);
                self.debtors[i].redeem(credits, Some(params.standard)).map(|_| self.redeemed += credits)
            }
            Step::Settle { part } => {
                let credits = part_of(params.standard.most, part);
                self.debtors[i]
                    .redeem_up_to(credits, Some(params.standard))
                    .map(|redeemed| self.redeemed += redeemed)
            }
            Step::Work { part } => self.work(i, part_of(debtor.free_bond(), part)),
            Step::Finish { slashed } => return self.finish(who, slashed),
            Step::Call { part, want } => return self.call(part, want, params),
            Step::Accept | Step::Serve | Step::Release | Step::Default => {
                return self.answer(who, step, params)
            }
            Step::Move { price } => {
                self.mean = Price::from_ratio(params.price.raw(), 100 << 64, Rounding::Up)
                    .and_then(|percent| Price::from_ratio(percent.raw() * price, 1 << 64, Rounding::Up))
                    .ok();
                Ok(())
            }
            Step::Wait { seconds } => {
                self.now += seconds;
                Ok(())
            }
            Step::Sunset => {
                // Most sequences should trade for a while first.
                self.ended |= self.next > 12;
                Ok(())
            }
            Step::Collect if self.ended => {
                self.debtors[i].collect(params.coverage_bps, self.mean, &mut self.pot).map(drop)
            }
            Step::Collect => return None,
            Step::Claim { part } => {
                if !self.ended || self.supply() > 0 || self.pot.credits == 0 {
                    return None;
                }
                let credits = part_of(self.pot.credits, part);
                self.pot.claim(credits).map(|paid| {
                    self.paid += paid;
                    self.redeemed += credits;
                })
            }
        };
        Some(done.map(|()| i))
    }

    fn work(&mut self, i: usize, amount: u128) -> Result<(), RuleError> {
        let mut position = self.debtors[i].clone();
        position.gpus.require_free(1)?;
        position.gpus.occupy(1)?;
        position.lock(amount)?;
        self.debtors[i] = position;
        self.jobs.insert(self.next, (i, amount));
        self.next += 1;
        Ok(())
    }

    fn finish(&mut self, who: usize, slashed: u128) -> Option<Result<usize, RuleError>> {
        let number = pick(&self.jobs, who)?;
        let (i, amount) = self.jobs[&number];
        let slashed = part_of(amount, slashed);
        let done = self.debtors[i].unlock(amount, slashed);
        if done.is_ok() {
            self.burned += slashed;
            self.debtors[i].gpus.release(1).expect("the job's GPU was busy");
            self.jobs.remove(&number);
        }
        Some(done.map(|()| i))
    }

    fn call(&mut self, part: u128, want: u128, params: &Params) -> Option<Result<usize, RuleError>> {
        let Standard { least, most, .. } = params.standard;
        let credits = least + part_of(most - least, part.min(WHOLE));
        let value = self.job(credits, 0, params).value;
        let job = self.job(credits, part_of(value, want), params);
        let i = self.first(&job, params).filter(|_| !self.ended)?;
        let owed = self.debtors[i].debt.owed();
        Some(self.debtors[i].begin_call(&job, &mut self.turn).map(|call| {
            let work = u128::from(job.gpus) * u128::from(job.serve_within);
            self.paces.insert(i, Pace { at: self.now, work, owed });
            self.calls.insert(self.next, Called { debtor: i, call, accepted: false });
            self.next += 1;
            i
        }))
    }

    /// The debtor accepts a call, serves it, ignores it, or it ends by nobody's fault. No ending may ever
    /// fail.
    fn answer(&mut self, who: usize, step: &Step, params: &Params) -> Option<Result<usize, RuleError>> {
        let number = pick(&self.calls, who)?;
        let Called { debtor: i, call, accepted } = self.calls[&number].clone();
        let position = &mut self.debtors[i];
        if matches!(step, Step::Accept) {
            if accepted {
                return None;
            }
            return Some(position.gpus.occupy(call.gpus).map(|()| {
                self.calls.get_mut(&number).unwrap().accepted = true;
                i
            }));
        }
        position.gpus.end_call(call.gpus).expect("its GPUs were called");
        if accepted {
            position.gpus.release(call.gpus).expect("its GPUs were busy");
        }
        match step {
            Step::Serve => position.serve(&call).expect("a service never fails"),
            Step::Release => position.release(&call).expect("a release never fails"),
            _ => {
                let damages = position.default_on(&call, params.penalty_bps).expect("a default never fails");
                self.paid += damages.owner;
                self.burned += damages.burned;
            }
        }
        if !matches!(step, Step::Release) {
            self.redeemed += call.credits;
        }
        self.calls.remove(&number);
        Some(Ok(i))
    }
}
