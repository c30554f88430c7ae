//! What must be true of a class after every message.

use api::provider_registry::{PositionResponse, PositionsResponse, QueryMsg};
use api::store::class_prefix;
use cosmwasm_std::{Addr, Api};
use credit::Position;
use provider_registry::state::{self, Class, POSITIONS, QUEUE};

use super::{World, CLASS};

impl World {
    pub fn positions(&self) -> Vec<PositionResponse> {
        let msg =
            QueryMsg::Positions { class: CLASS.into(), order: None, start_after: None, limit: Some(100) };
        self.ask::<PositionsResponse>(msg).positions
    }

    /// The record as it is stored.
    pub fn stored(&self, provider: &Addr) -> Position {
        let canonical = self.app.api().addr_canonicalize(provider.as_str()).unwrap();
        let key = [class_prefix(CLASS), canonical.to_vec()].concat();
        POSITIONS.may_load(&*self.app.contract_storage(&self.registry), &key).unwrap().unwrap_or_default()
    }

    pub fn stored_class(&self) -> Class {
        state::class(&*self.app.contract_storage(&self.registry), CLASS).unwrap()
    }

    /// Bonds and the pot are the NET held, debts and the pot's credits the supply, each unit of bond serves
    /// once, and the queue holds exactly those that can be called for a standard job, in order. For a
    /// registry of one class, whose debtors were touched since its standard jobs changed.
    pub fn check_books(&self) {
        let positions = self.positions();
        let class = self.class(CLASS);
        let sum = |of: &dyn Fn(&PositionResponse) -> u128| positions.iter().map(of).sum::<u128>();
        let (pot_net, pot_credits) =
            class.sunset.as_ref().map_or((0, 0), |s| (s.pot_net.u128(), s.pot_credits.u128()));
        assert_eq!(sum(&|p| p.bond.u128()) + pot_net, self.net(&self.registry), "bonds and pot are the NET");
        assert_eq!(self.net_account(&self.registry), 0, "NET that nobody is booked for");
        let owed = sum(&|p| (p.open + p.called).u128());
        assert_eq!(owed, class.owed.u128(), "what each owes is what all owe");
        assert_eq!(self.outstanding(), owed + pot_credits, "supply is what is owed");
        let totals = api::provider_registry::raw::totals(self.app.wrap(), &self.registry, CLASS).unwrap();
        assert_eq!(totals.unburned + totals.unburned_jobs, class.redeemed_unburned.u128());
        assert_eq!(self.credit_account(&self.registry, CLASS), totals.unburned, "the redeemed wait here");
        assert!(self.credit_account(&self.market, CLASS) >= totals.unburned_jobs, "or with the job-market");
        assert_eq!(sum(&|p| p.proven_gpus.into()), class.proven_gpus.into(), "counted GPUs sum up");
        for p in &positions {
            let bound = (p.locked + p.collateral + p.held).u128();
            assert_eq!(bound + p.free.u128(), p.bond.u128(), "each unit of bond serves once");
            assert!(p.busy <= p.gpus && p.proven_gpus <= p.gpus);
            assert!(p.open.u128() > 0 || p.collateral.is_zero(), "no open credits, no collateral");
            assert!(p.called.u128() > 0 || (p.held.is_zero() && p.called_gpus == 0));
            let capacity = u128::from(p.gpus) * u128::from(class.params.horizon) * credit::CREDIT;
            assert!((p.open + p.called).u128() <= capacity, "GPUs that serve the debt within H");
            assert!(class.turn <= self.now());
        }
        self.check_queue(&positions);
    }

    fn check_queue(&self, positions: &[PositionResponse]) {
        let canonical = |who: &Addr| self.app.api().addr_canonicalize(who.as_str()).unwrap().to_vec();
        let mut expected: Vec<_> = positions
            .iter()
            .filter_map(|p| {
                let stored = self.stored(&p.provider);
                let fit = stored.is_queued(self.stored_class().standard);
                assert_eq!(stored.queued, fit, "touched since the standard jobs changed");
                stored
                    .queued
                    .then(|| (stored.debt.due, stored.sequence, canonical(&p.provider), p.provider.clone()))
            })
            .collect();
        expected.sort();
        let expected: Vec<_> = expected.into_iter().map(|(.., who)| who).collect();
        assert_eq!(self.queue(), expected, "the queue is those that say so, in order");
        let storage = self.app.contract_storage(&self.registry);
        let places = QUEUE.page(&*storage, &class_prefix(CLASS), None, 1_000).unwrap();
        assert_eq!(places.len(), expected.len(), "and nobody stands in it twice");
    }
}
