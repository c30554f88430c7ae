//! One class over the rules: positions in a queue, and what a contract decides around them. Its refusals are
//! the model's words.

use std::collections::BTreeMap;

use amm_math::{Price, Rounding};
use credit::call::penalty;
use credit::price::{call_value, is_capped, mint_price};
use credit::sunset::NOTICE;
use credit::{Call, Job, Market, Mint, Position, Pot, RuleError, Standard, Turn};

/// Parameters of the class.
pub struct Params {
    pub coverage_bps: u32,
    pub horizon: u64,
    pub price_init: u128,
    pub penalty_bps: u32,
    pub standard: Standard,
    pub call_within: u64,
    pub least: u128,
    pub mint_cap: u128,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    pub now: u64,
    pub turn: Turn,
    pub debtors: Vec<Position>,
    pub market: Option<Market>,
    /// Called and not ended, with the debtor, by number.
    pub calls: BTreeMap<usize, (usize, Call)>,
    pub next_call: usize,
    pub date: u64,
    pub week_then: Option<Price>,
    pub pot: Pot,
    pub paid: u128,
    pub burned: u128,
}

/// What a step moved, or the model's word for why it is refused.
pub type Outcome = Result<Vec<u128>, &'static str>;

/// The model's word for a refusal.
fn word(error: RuleError) -> &'static str {
    match error {
        RuleError::FreeBond { .. } => "free_bond",
        RuleError::MaxCollateral { .. } => "max_collateral",
        RuleError::Capacity { .. } => "capacity",
        RuleError::BelowStandard { .. } => "smallest",
        RuleError::StandardGpus { .. } => "standard_gpus",
        RuleError::AboveOpen { .. } => "open",
        RuleError::NotCallable { .. } => "not_callable",
        RuleError::StillCalled { .. } => "called",
        RuleError::AbovePot { .. } => "pot",
        RuleError::Range { what: "slash" | "locks" } => "locks",
        other => panic!("a refusal without a word: {other:?}"),
    }
}

fn refuse_if(condition: bool, word: &'static str) -> Result<(), &'static str> {
    if condition {
        Err(word)
    } else {
        Ok(())
    }
}

impl Class {
    pub fn supply(&self) -> u128 {
        self.debtors.iter().map(|position| position.debt.owed()).sum()
    }

    fn has_ended(&self) -> bool {
        self.date != 0 && self.now >= self.date
    }

    pub fn deposit(&mut self, i: usize, amount: u128) -> Outcome {
        refuse_if(amount == 0, "zero")?;
        self.debtors[i].deposit(amount).map_err(word)?;
        Ok(vec![])
    }

    pub fn withdraw(&mut self, i: usize, amount: u128) -> Outcome {
        refuse_if(amount == 0, "zero")?;
        self.debtors[i].withdraw(amount).map_err(word)?;
        self.paid += amount;
        Ok(vec![])
    }

    pub fn lock(&mut self, i: usize, amount: u128) -> Outcome {
        self.debtors[i].lock(amount).map_err(word)?;
        Ok(vec![])
    }

    pub fn release(&mut self, i: usize, amount: u128, slashed: u128) -> Outcome {
        self.debtors[i].unlock(amount, slashed).map_err(word)?;
        self.burned += slashed;
        Ok(vec![])
    }

    pub fn offer(&mut self, i: usize, gpus: u32, params: &Params) -> Outcome {
        self.debtors[i].offer(gpus, params.horizon, Some(params.standard)).map_err(word)?;
        Ok(vec![])
    }

    pub fn mint(&mut self, i: usize, credits: u128, max_collateral: u128, params: &Params) -> Outcome {
        refuse_if(credits == 0, "zero")?;
        refuse_if(self.date != 0, "minting_ended")?;
        let market = self.market.as_ref();
        let above = self.supply() + credits > params.mint_cap;
        refuse_if(is_capped(market, params.least) && above, "cap")?;
        let mint = Mint {
            credits,
            price: mint_price(market, params.least, params.price_init).map_err(word)?,
            coverage_bps: params.coverage_bps,
            max_collateral,
            horizon: params.horizon,
            standard: Some(params.standard),
        };
        Ok(vec![self.debtors[i].mint(&mint, &mut self.turn).map_err(word)?])
    }

    pub fn redeem(&mut self, i: usize, credits: u128, params: &Params) -> Outcome {
        refuse_if(credits == 0, "zero")?;
        Ok(vec![self.debtors[i].redeem(credits, Some(params.standard)).map_err(word)?])
    }

    pub fn settle(&mut self, i: usize, credits: u128, params: &Params) -> Outcome {
        let before = self.debtors[i].debt.collateral;
        let redeemed = self.debtors[i].redeem_up_to(credits, Some(params.standard)).map_err(word)?;
        Ok(vec![redeemed, before - self.debtors[i].debt.collateral])
    }

    /// Calls on the first that can be called among the first `look` of the queue.
    pub fn call(&mut self, job: &Job, look: usize, params: &Params) -> Outcome {
        refuse_if(job.credits == 0 || job.gpus == 0, "zero")?;
        refuse_if(self.has_ended(), "ended")?;
        let mut queue: Vec<usize> =
            (0..self.debtors.len()).filter(|i| self.debtors[*i].is_queued(Some(params.standard))).collect();
        queue.sort_by_key(|i| (self.debtors[*i].debt.due, self.debtors[*i].sequence));
        let first = queue.into_iter().take(look).find(|i| self.debtors[*i].callable(job).unwrap().is_some());
        let i = first.ok_or("not_callable")?;
        let call = self.debtors[i].begin_call(job, &mut self.turn).map_err(word)?;
        self.calls.insert(self.next_call, (i, call));
        self.next_call += 1;
        Ok(vec![i as u128, call.held, call.value])
    }

    pub fn job(&self, credits: u128, gpus: u32, run_within: u64, min_damages: u128, params: &Params) -> Job {
        Job {
            credits,
            gpus,
            serve_within: params.call_within + run_within,
            min_damages,
            value: call_value(credits, self.market.as_ref(), params.price_init).unwrap(),
            horizon: params.horizon,
            now: self.now,
        }
    }

    pub fn end(&mut self, number: usize, verb: &str, params: &Params) -> Outcome {
        let (i, call) = self.calls.remove(&number).expect("a call");
        let position = &mut self.debtors[i];
        position.gpus.end_call(call.gpus).map_err(word)?;
        let mut moved = vec![];
        match verb {
            "served" => position.serve(&call).map_err(word)?,
            "refunded" => position.release(&call).map_err(word)?,
            _ => {
                let damages = position.default_on(&call, params.penalty_bps).map_err(word)?;
                assert!(damages.burned <= penalty(call.value, params.penalty_bps).unwrap());
                self.paid += damages.owner;
                self.burned += damages.burned;
                moved = vec![damages.owner, damages.burned];
            }
        }
        Ok(moved)
    }

    pub fn announce(&mut self) -> Outcome {
        refuse_if(self.date != 0, "announced")?;
        self.date = self.now + NOTICE;
        self.week_then = self.market.and_then(|market| market.week);
        Ok(vec![])
    }

    pub fn collect(&mut self, i: usize, params: &Params) -> Outcome {
        refuse_if(!self.has_ended(), "not_ended")?;
        refuse_if(self.debtors[i].debt.owed() == 0, "no_debt")?;
        let collected =
            self.debtors[i].collect(params.coverage_bps, self.week_then, &mut self.pot).map_err(word)?;
        Ok(vec![collected.net])
    }

    pub fn claim(&mut self, credits: u128) -> Outcome {
        refuse_if(credits == 0, "zero")?;
        refuse_if(!self.has_ended(), "not_ended")?;
        refuse_if(self.supply() > 0, "not_collected")?;
        let paid = self.pot.claim(credits).map_err(word)?;
        self.paid += paid;
        Ok(vec![paid])
    }

    /// A price as the pool of the model says it: `None` for no pool.
    pub fn set_market(
        &mut self,
        net: u128,
        credits: u128,
        half_hour: Option<Price>,
        day: Option<Price>,
        week: Option<Price>,
    ) -> Outcome {
        self.market = (credits > 0).then(|| Market {
            net,
            spot: Price::from_ratio(net, credits, Rounding::Up).unwrap(),
            half_hour,
            day,
            week,
        });
        Ok(vec![])
    }
}
