//! What must hold after every step, whoever took it.

use credit::CREDIT;

use crate::strategies::product;
use crate::world::{Params, Step, World};

pub fn check_state(w: &World, params: &Params) {
    assert_eq!(
        w.supply() + w.pot.credits,
        w.minted - w.redeemed,
        "every credit is owed by one debt or the pot"
    );
    let bonds: u128 = w.debtors.iter().map(|position| position.bond).sum();
    assert_eq!(bonds + w.pot.net + w.paid + w.burned, w.deposited, "all NET is somewhere");
    assert!(w.turn.due <= w.now, "a newcomer can be called at once");
    for (i, position) in w.debtors.iter().enumerate() {
        let debt = position.debt;
        let bound = position.locked + debt.collateral + debt.held;
        assert!(position.bond >= bound, "the bond covers what it must");
        assert_eq!(position.free_bond(), position.bond - bound);
        assert!(debt.open > 0 || debt.collateral == 0, "no collateral without open credits");
        let capacity = product(&[position.gpus.offered.into(), params.horizon.into(), CREDIT]);
        assert!(product(&[debt.owed()]) <= capacity, "the GPUs serve the debt within H");

        let calls: Vec<_> = w.calls.values().filter(|called| called.debtor == i).collect();
        assert_eq!(debt.called, calls.iter().map(|called| called.call.credits).sum::<u128>());
        assert_eq!(debt.held, calls.iter().map(|called| called.call.held).sum::<u128>());
        assert_eq!(position.gpus.called, calls.iter().map(|called| called.call.gpus).sum::<u32>());
        let accepted = calls.iter().filter(|called| called.accepted).map(|called| called.call.gpus);
        let jobs: Vec<u128> =
            w.jobs.values().filter(|(who, _)| *who == i).map(|(_, amount)| *amount).collect();
        assert_eq!(position.gpus.busy, accepted.sum::<u32>() + jobs.len() as u32);
        let offered = position.gpus.offered;
        assert!(jobs.len() as u32 <= offered, "no more GPUs in jobs that were not called than are offered");
        assert_eq!(position.locked, jobs.iter().sum::<u128>());
    }
}

/// What a step may change: the rows of nobody but `i`, and of its debt only what the rule says.
pub fn check_step(before: &World, after: &World, i: usize, step: &Step) {
    for other in (0..before.debtors.len()).filter(|other| *other != i) {
        assert_eq!(before.debtors[other], after.debtors[other], "a step changed somebody else");
    }
    assert!(after.turn.due >= before.turn.due, "the turn never goes back");
    let (old, new) = (before.debtors[i].debt, after.debtors[i].debt);
    let falls = matches!(step, Step::Mint { .. } | Step::Release | Step::Collect);
    if new.open > 0 && !falls {
        let kept = product(&[new.collateral, old.open]) >= product(&[old.collateral, new.open]);
        assert!(kept, "collateral per open credit fell");
    }
    match step {
        Step::Mint { .. } => check_mint(before, after, i),
        Step::Call { .. } => check_call(before, after, i),
        _ => assert_eq!(old.due, new.due, "nothing but a mint and a call moves `due`"),
    }
    if !matches!(step, Step::Mint { .. } | Step::Call { .. }) {
        assert_eq!(before.turn, after.turn);
        assert_eq!(before.debtors[i].sequence, after.debtors[i].sequence);
    }
}

/// A newcomer joins at the turn; who owes already never comes later by a mint, nor before both its own place
/// and the turn.
fn check_mint(before: &World, after: &World, i: usize) {
    let (old, new) = (&before.debtors[i], &after.debtors[i]);
    assert_eq!(before.turn.due, after.turn.due);
    if old.debt.owed() == 0 {
        assert_eq!((new.debt.due, new.sequence), (before.turn.due, before.turn.next));
        assert_eq!(after.turn.next, before.turn.next + 1);
    } else {
        assert!(new.debt.due <= old.debt.due && new.debt.due >= old.debt.due.min(before.turn.due));
        assert_eq!((new.sequence, after.turn.next), (old.sequence, before.turn.next));
    }
}

/// Nobody is called before it is due, nor, unless it mints, faster than its whole debt per H.
fn check_call(before: &World, after: &World, i: usize) {
    let (old, new) = (before.debtors[i].debt, after.debtors[i].debt);
    assert!(old.due <= before.now && new.due > before.now);
    assert_eq!(after.turn.due, before.turn.due.max(old.due));
    assert_eq!(old.owed(), new.owed());
    assert_eq!(old.collateral + old.held, new.collateral + new.held);
}

/// Between two calls of a debtor that did not mint passes the time in which its whole debt is served once per
/// H.
pub fn check_pace(before: &World, after: &World, i: usize, params: &Params) {
    if let Some(last) = before.paces.get(&i) {
        let passed = u128::from(after.now - last.at);
        let needed = product(&[last.work, params.horizon.into(), CREDIT]);
        assert!(product(&[last.owed, passed]) >= needed, "called too fast");
    }
}
