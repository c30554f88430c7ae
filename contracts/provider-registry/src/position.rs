//! What a position can bear, what it has proven, and what it is worth trusting with: pure rules over the
//! stored record.

use amm_math::closing::uncalled;
use amm_math::margin::basis_after;
use amm_math::reputation::{decay, score_bps};
use amm_math::rounding::mul_div;
use amm_math::Rounding;
use api::provider_registry::{Admission, Params};

use crate::error::{CallError, ContractError};
use crate::state::{Class, Lock, Position, Provider, Standard};

/// Seconds of a period over which the most GPUs busy at once are remembered.
const PEAK_PERIOD: u64 = 30 * 86_400;
/// Seconds in which the memory of good jobs halves.
const GOOD_HALF_LIFE: u64 = 30 * 86_400;
/// Seconds in which the memory of faults halves.
const BAD_HALF_LIFE: u64 = 90 * 86_400;

/// Called jobs to be settled after one that ended without a verdict: it cost nobody anything, and whoever was called may have
/// asked for it.
const AFTER_NO_VERDICT: u32 = 16;

const OVERFLOW: ContractError = ContractError::Overflow { what: "position" };

impl Position {
    /// NET on its way out.
    pub fn unbonding_sum(&self) -> Result<u128, ContractError> {
        self.unbonding.iter().try_fold(0u128, |sum, entry| sum.checked_add(entry.amount)).ok_or(OVERFLOW)
    }

    /// bond − unbonding − locked − margin, 0 if negative; NET.
    pub fn free(&self, margin: u128) -> Result<u128, ContractError> {
        let margin = self.margin_or_called(margin);
        let bound = self.unbonding_sum()?.checked_add(self.locked).and_then(|sum| sum.checked_add(margin));
        Ok(self.bond.saturating_sub(bound.ok_or(OVERFLOW)?))
    }

    /// The margin, or what called jobs lock where that is more: their locks lie within the margin of the day they were
    /// accepted, and stay when it shrinks.
    pub fn margin_or_called(&self, margin: u128) -> u128 {
        margin.max(self.calls.locked)
    }

    /// Refuses unless the free bond is at least `asked`, naming every part of what the bond has to cover.
    pub fn require_free(&self, margin: u128, asked: u128) -> Result<(), ContractError> {
        let unbonding = self.unbonding_sum()?;
        let margin = self.margin_or_called(margin);
        let expected = unbonding
            .checked_add(self.locked)
            .and_then(|sum| sum.checked_add(margin))
            .and_then(|sum| sum.checked_add(asked))
            .ok_or(OVERFLOW)?;
        if self.bond >= expected {
            return Ok(());
        }
        Err(ContractError::BondTooLow {
            expected,
            unbonding,
            locked: self.locked,
            margin,
            asked,
            bond: self.bond,
        })
    }

    /// What the closing trigger looks at: bond − locked, what called jobs lock included; NET.
    pub fn backing(&self) -> u128 {
        self.bond.saturating_sub(self.locked)
    }

    /// What a closing auction can pay from: bond − locked, what called jobs lock excluded; NET.
    pub fn payable(&self) -> u128 {
        self.backing().saturating_sub(self.calls.locked)
    }

    /// Pays out of the bond, at most [`Self::payable`]. What is on its way out shrinks with what no job locks of it, the
    /// last asked for first, so that what is bonded later cannot leave in its place.
    pub fn pay(&mut self, amount: u128) -> Result<(), ContractError> {
        if amount > self.payable() {
            return Err(OVERFLOW);
        }
        self.bond = self.bond.checked_sub(amount).ok_or(OVERFLOW)?;
        let mut over = self.unbonding_sum()?.saturating_sub(self.backing());
        for entry in self.unbonding.iter_mut().rev() {
            let cut = entry.amount.min(over);
            entry.amount = entry.amount.saturating_sub(cut);
            over = over.saturating_sub(cut);
        }
        self.unbonding.retain(|entry| entry.amount > 0);
        Ok(())
    }

    /// Binds bond and GPUs to a job; the bond of a called one out of the margin.
    pub fn bind(&mut self, amount: u128, gpus: u32, called: bool) -> Result<(), ContractError> {
        let locked = if called { &mut self.calls.locked } else { &mut self.locked };
        *locked = locked.checked_add(amount).ok_or(OVERFLOW)?;
        self.busy = self.busy.checked_add(gpus).ok_or(OVERFLOW)?;
        Ok(())
    }

    /// Frees what a job bound. A called one is then a call no more.
    pub fn unbind(&mut self, lock: &Lock) -> Result<(), ContractError> {
        self.free_gpus(lock)?;
        if lock.called > 0 {
            self.calls.locked = self.calls.locked.checked_sub(lock.amount).ok_or(OVERFLOW)?;
            self.end_call(0, lock.called)?;
        } else {
            self.locked = self.locked.checked_sub(lock.amount).ok_or(OVERFLOW)?;
        }
        Ok(())
    }

    /// Frees a job's GPUs, which then excuse from no call. The caller notes that in the lock.
    pub fn free_gpus(&mut self, lock: &Lock) -> Result<(), ContractError> {
        let gpus = lock.busy_gpus();
        if lock.called > 0 {
            self.end_call(gpus, 0)?;
        }
        self.busy = self.busy.checked_sub(gpus).ok_or(OVERFLOW)?;
        Ok(())
    }

    /// What a called job of so many credits can lock: their part of what backs the debt, at most what can be paid. More would
    /// keep the bond from those whom the rest is owed to: who is called decides, through its own client, what a job is worth.
    pub fn lockable_by_call(&self, credits: u128) -> Result<u128, ContractError> {
        let part = mul_div(self.backing(), credits.min(self.obligation), self.obligation, Rounding::Down)?;
        Ok(part.min(self.payable()))
    }

    /// A call begins: its credits and GPUs are not called a second time while it runs.
    pub fn begin_call(&mut self, gpus: u32, credits: u128) -> Result<(), ContractError> {
        self.calls.gpus = self.calls.gpus.checked_add(gpus).ok_or(OVERFLOW)?;
        self.calls.credits = self.calls.credits.checked_add(credits).ok_or(OVERFLOW)?;
        Ok(())
    }

    /// A call ends.
    pub fn end_call(&mut self, gpus: u32, credits: u128) -> Result<(), ContractError> {
        self.calls.gpus = self.calls.gpus.checked_sub(gpus).ok_or(OVERFLOW)?;
        self.calls.credits = self.calls.credits.checked_sub(credits).ok_or(OVERFLOW)?;
        Ok(())
    }

    /// A called job was verified and paid.
    pub fn called_job_settled(&mut self) {
        self.calls.to_settle = self.calls.to_settle.saturating_sub(1);
    }

    /// A called job ended without a verdict: it was no call.
    pub fn called_job_refunded(&mut self, credits: u128) -> Result<(), ContractError> {
        self.calls.to_settle = AFTER_NO_VERDICT;
        if self.obligation > 0 {
            self.calls.tag = uncalled(self.calls.tag, credits, self.obligation)?;
        }
        Ok(())
    }

    /// Notes that a call of so many credits was ignored: they are to be closed, and what is too little for a standard job
    /// with them.
    pub fn ignore_call(&mut self, credits: u128, standard: Option<Standard>) {
        let ignored = self.calls.ignored.saturating_add(credits).min(self.obligation);
        let least = standard.map_or(0, |standard| standard.credits);
        let rest = self.obligation.saturating_sub(ignored);
        self.calls.ignored = if rest < least { self.obligation } else { ignored };
    }

    /// Of a debt that was `before` and had room for a standard job: leaves no rest too small for one. It is closed with what was
    /// closed, whatever became of the cause.
    pub fn close_rest(&mut self, before: u128, standard: Option<Standard>) {
        let least = standard.map_or(0, |standard| standard.credits);
        if before >= least && self.obligation < least {
            self.calls.ignored = self.obligation;
        }
    }

    /// Takes `amount` off what is owed and its part of the basis, as far as anything is owed; returns how
    /// much that was.
    pub fn redeem_up_to(&mut self, amount: u128) -> Result<u128, ContractError> {
        let redeemed = amount.min(self.obligation);
        if redeemed > 0 {
            self.basis = basis_after(self.basis, self.obligation, redeemed)?;
            self.obligation = self.obligation.checked_sub(redeemed).ok_or(OVERFLOW)?;
            // A credit that came back makes up for one of an ignored call, whoever brought it.
            self.calls.ignored = self.calls.ignored.saturating_sub(redeemed);
        }
        Ok(redeemed)
    }

    /// As [`Self::redeem_up_to`], refusing more than is owed.
    pub fn redeem(&mut self, id: &str, class: &Class, amount: u128) -> Result<(), ContractError> {
        if amount > self.obligation {
            return Err(ContractError::AboveObligation {
                class: id.to_owned(),
                owed: self.obligation,
                got: amount,
            });
        }
        self.redeem_willingly(id, class, amount).map(|_| ())
    }

    /// As [`Self::redeem_up_to`], refusing a remainder too small for a standard job, unless it was too small before.
    pub fn redeem_willingly(&mut self, id: &str, class: &Class, amount: u128) -> Result<u128, ContractError> {
        let least = class.standard.map_or(0, |standard| standard.credits);
        let got = self.obligation.saturating_sub(amount);
        if got > 0 && got < least && self.obligation >= least {
            return Err(CallError::BelowStandard { class: id.to_owned(), expected: least, got }.into());
        }
        self.redeem_up_to(amount)
    }

    /// As [`Self::redeem_up_to`], leaving nothing or enough for a standard job where that was owed before.
    pub fn redeem_settled(&mut self, class: &Class, amount: u128) -> Result<u128, ContractError> {
        let least = class.standard.map_or(0, |standard| standard.credits);
        let most = if amount >= self.obligation || self.obligation < least {
            self.obligation
        } else {
            self.obligation.saturating_sub(least)
        };
        self.redeem_up_to(amount.min(most))
    }

    /// Refuses a debt that no standard job can be called on, and one without the GPUs for it.
    pub fn require_standard(&self, id: &str, class: &Class) -> Result<(), ContractError> {
        let Some(standard) = class.standard.filter(|_| self.obligation > 0) else { return Ok(()) };
        if self.obligation < standard.credits {
            return Err(CallError::BelowStandard {
                class: id.to_owned(),
                expected: standard.credits,
                got: self.obligation,
            }
            .into());
        }
        self.require_gpus(id, class)
    }

    /// Refuses fewer GPUs than the largest standard job needs, while anything is owed.
    pub fn require_gpus(&self, id: &str, class: &Class) -> Result<(), ContractError> {
        let expected = class.standard.filter(|_| self.obligation > 0).map_or(0, |standard| standard.gpus);
        if self.gpus >= expected {
            return Ok(());
        }
        Err(CallError::StandardGpus { class: id.to_owned(), expected, got: self.gpus }.into())
    }

    /// Refuses a position that is not admitted to its class at `now`.
    pub fn require_admitted(&self, id: &str, class: &Class, now: u64) -> Result<(), ContractError> {
        if self.admitted(class, now) {
            return Ok(());
        }
        Err(ContractError::NotAdmitted { class: id.to_owned(), admitted_until: self.admitted_until, now })
    }

    fn admitted(&self, class: &Class, now: u64) -> bool {
        match class.params.admission {
            Admission::Open {} => true,
            Admission::Attested { .. } => now < self.admitted_until,
        }
    }

    /// Brings the memory of jobs to `now`: good ones fade faster, and each is rounded against the provider.
    pub fn fade(&mut self, now: u64) -> Result<(), ContractError> {
        let elapsed = now.saturating_sub(self.reputed_at);
        self.good = decay(self.good, elapsed, GOOD_HALF_LIFE, Rounding::Down)?;
        self.bad = decay(self.bad, elapsed, BAD_HALF_LIFE, Rounding::Up)?;
        self.reputed_at = now;
        Ok(())
    }

    /// Remembers a good job by the take it paid; call [`Self::fade`] first.
    pub fn remember_good(&mut self, take: u128) -> Result<(), ContractError> {
        self.good = self.good.checked_add(take).ok_or(OVERFLOW)?;
        Ok(())
    }

    /// Remembers a fault by its weight; call [`Self::fade`] first.
    pub fn remember_bad(&mut self, weight: u128) -> Result<(), ContractError> {
        self.bad = self.bad.checked_add(weight).ok_or(OVERFLOW)?;
        Ok(())
    }

    /// Reputation at `now`, basis points (ECONOMICS § Reputation).
    pub fn score(&self, params: &Params, now: u64) -> Result<u32, ContractError> {
        let mut at_now = self.clone();
        at_now.fade(now)?;
        Ok(score_bps(
            at_now.good,
            at_now.bad,
            params.reputation_a.u128(),
            params.reputation_b.u128(),
            params.reputation_lambda,
        )?)
    }

    /// Counts a verified job, and what it proves to have been busy at once: at most what was busy when it was
    /// accepted, and of that only this job and those verified since.
    pub fn verify_job(&mut self, lock: &Lock, now: u64) -> Result<(), ContractError> {
        let since = self.verified.saturating_sub(lock.verified_at_accept);
        let shown = u64::from(lock.gpus).saturating_add(since);
        let candidate = u32::try_from(shown).unwrap_or(u32::MAX).min(lock.busy_at_accept);
        (self.peak_before, self.peak) = self.peaks(now);
        self.peak_period = period(now);
        self.peak = self.peak.max(candidate);
        self.verified = self.verified.checked_add(u64::from(lock.gpus)).ok_or(OVERFLOW)?;
        Ok(())
    }

    /// Most GPUs proven busy at once in the 30-day period before that of `now`, and in that of `now`.
    fn peaks(&self, now: u64) -> (u32, u32) {
        match period(now).saturating_sub(self.peak_period) {
            0 => (self.peak_before, self.peak),
            1 => (self.peak, 0),
            _ => (0, 0),
        }
    }

    /// GPUs that count as proven at `now`: the lesser of those offered and the most proven busy at once in
    /// this period and the one before, plus the newcomer's allowance. Only those that the bond which stays
    /// covers by `lock_min` each; none in jail, after leaving, without admission, or once the class has ended.
    pub fn share(
        &self,
        params: &Params,
        class: &Class,
        provider: &Provider,
        now: u64,
    ) -> Result<u32, ContractError> {
        let ended = class.sunset_at.is_some_and(|at| now >= at);
        if !provider.active || provider.jailed_until > 0 || ended || !self.admitted(class, now) {
            return Ok(0);
        }
        let (before, current) = self.peaks(now);
        let proven = before.max(current).saturating_add(params.newcomer_gpus).min(self.gpus);
        let staying = self.bond.saturating_sub(self.unbonding_sum()?);
        let covered = staying.checked_div(params.lock_min.u128()).ok_or(OVERFLOW)?;
        Ok(u32::try_from(covered).unwrap_or(u32::MAX).min(proven))
    }

    /// Brings [`Position::counted`] up to date; returns it before and after, for the class's sum.
    pub fn recount(
        &mut self,
        params: &Params,
        class: &Class,
        provider: &Provider,
        now: u64,
    ) -> Result<(u32, u32), ContractError> {
        let before = self.counted;
        self.counted = self.share(params, class, provider, now)?;
        Ok((before, self.counted))
    }
}

impl Lock {
    /// GPUs that are busy with its job.
    pub fn busy_gpus(&self) -> u32 {
        if self.idle {
            0
        } else {
            self.gpus
        }
    }
}

fn period(now: u64) -> u64 {
    now.checked_div(PEAK_PERIOD).unwrap_or_default()
}
