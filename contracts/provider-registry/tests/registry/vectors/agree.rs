//! What the contract and the model must agree on: all state after a step, and why one is refused.

use provider_registry::state::{CLASSES, POTS, TURNS};

use super::model::{self, Debtor};
use super::steps::Replay;
use crate::common::CLASS;

impl Replay {
    /// Everything that the model knows, in the contract's own records.
    pub fn compare(&self, context: &str) {
        for (who, row) in self.debtors.iter().zip(&self.rows) {
            let p = self.world.stored(who);
            let owes = p.debt.owed() > 0;
            let got: Debtor = [
                p.bond,
                p.locked,
                p.gpus.offered.into(),
                p.gpus.called.into(),
                p.debt.open,
                p.debt.collateral,
                p.debt.called,
                p.debt.held,
                if owes { p.debt.due.into() } else { 0 },
                if owes { p.sequence.into() } else { 0 },
            ];
            assert_eq!(got, *row, "{context}: {who}");
            let (gpus, smallest) = self.standard;
            let callable = p.debt.open >= smallest && p.gpus.offered >= gpus;
            assert_eq!((p.queued, p.gpus.busy), (callable, 0), "{context}");
        }
        let storage = self.world.app.contract_storage(&self.world.registry);
        let turn = TURNS.load(&*storage, CLASS.as_bytes()).unwrap();
        let pot = POTS.may_load(&*storage, CLASS.as_bytes()).unwrap().unwrap_or_default();
        let sunset = CLASSES.load(&*storage, CLASS.as_bytes()).unwrap().sunset;
        drop(storage);
        let got: model::Class = [
            self.world.now().into(),
            turn.due.into(),
            turn.next.into(),
            self.world.class(CLASS).owed.u128(),
            pot.net,
            pot.credits,
            sunset.map_or(0, |sunset| sunset.at).into(),
            sunset.and_then(|sunset| sunset.mean).unwrap_or(0),
            self.paid,
            self.world.slashed(),
        ];
        assert_eq!(got, self.class, "{context}");
    }
}
