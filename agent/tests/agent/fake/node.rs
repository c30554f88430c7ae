//! The chain as its node shows it, with all that can be wrong with a node.

use anyhow::{bail, Result};
use api::job_market::JobState;
use compute_amm_agent::book::{Action, Pending};
use compute_amm_agent::margin::EXPIRY;
use compute_amm_agent::run::{Chain, Handed, Included, Signed};
use compute_amm_agent::view::{Job, View};
use cosmwasm_std::Binary;

use super::{hash, Fake, Stored, Tx, DATA_WITHIN};

impl Chain for Fake {
    fn view(&self, _: &[u64]) -> Result<View> {
        let world = self.0.borrow();
        if world.down {
            bail!("no node answered");
        }
        let shown = |stored: &Stored| {
            let wait = match stored.job.state {
                JobState::Open => stored.accept_within,
                JobState::Called => stored.call_within,
                JobState::Assigned => stored.job.run_within,
                _ => 3_600,
            };
            let open = stored.job.state == JobState::Open;
            let requested_at = if open { stored.begun.time } else { stored.job.requested_at };
            let deadline = match (stored.job.state, stored.asked) {
                (JobState::AwaitingInput, Some(asked)) => asked.time + DATA_WITHIN,
                _ => stored.begun.time + wait,
            };
            Job { deadline, requested_at, ..stored.job.clone() }
        };
        let newest = (&world.view, &world.jobs);
        let (view, jobs) = match &world.before {
            Some((view, jobs)) if world.lags => (view, jobs),
            _ => newest,
        };
        let jobs = jobs.iter().map(|(id, stored)| (*id, shown(stored))).collect();
        Ok(View { jobs, ..view.clone() })
    }

    fn sign(&self, actions: &[Action], view: &View) -> Result<Signed> {
        let world = self.0.borrow();
        if let Some(reason) = &world.refuses {
            return Ok(Signed::Refused(reason.clone()));
        }
        if actions.len() > world.room {
            return Ok(Signed::TooLarge);
        }
        let stolen = |action: &Action| {
            !world.blind && matches!(action, Action::Accept { job, .. } if world.steals == Some(*job))
        };
        if let Some(index) = actions.iter().position(stolen) {
            return Ok(Signed::Refused(format!("failed to execute message; message index: {index}: taken")));
        }
        let expires = view.height + EXPIRY;
        let tx = Tx { sequence: world.view.sequence, expires, actions: actions.to_vec() };
        let bytes = Binary::from(serde_json::to_vec(&tx).unwrap());
        let (hash, sequence, actions) = (hash(&bytes), tx.sequence, tx.actions);
        Ok(Signed::Ready(Pending { hash, bytes, sequence, expires, actions }))
    }

    fn height(&self) -> Result<u64> {
        Ok(self.0.borrow().view.height)
    }

    fn hand_over(&self, bytes: &Binary) -> Result<Handed> {
        let mut world = self.0.borrow_mut();
        if world.down {
            bail!("no node answered");
        }
        if world.full {
            return Ok(Handed::Refused("mempool is full".into()));
        }
        if !world.forgetful && !world.mempool.contains(bytes) {
            world.mempool.push(bytes.clone());
        }
        Ok(Handed::Taken)
    }

    fn lookup(&self, hash: &str) -> Result<Option<Included>> {
        let world = self.0.borrow();
        if world.down {
            bail!("no node answered");
        }
        Ok(world.included.get(hash).cloned())
    }
}
