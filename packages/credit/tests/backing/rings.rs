//! A ring that is provider, client, reporter and delegator at once.

use credit::backing::{surely_burned, Sizing};
use credit::call::penalty;
use credit::lock::fraud_waterfall;
use credit::{Backing, Buckets, Call, Debt, Position, RuleError};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::house::terms;
use crate::messages::Message;
use crate::random::{accept, magnitude};

/// Over all that governance and methods allow, and at every size down to a unit: what burns of others is at most what burns of the
/// ring, whether it reports its own fraud or nobody does.
#[test]
fn a_ring_never_burns_more_of_others_than_of_its_own() {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let (mut backed, mut tight) = (0, 0);
    for round in 0..60_000 {
        let Message::Accept { rho_bps, burn_min_bps, lock, declared_value, kappa_bps, .. } =
            accept(&mut rng, 60)
        else {
            unreachable!()
        };
        // Locks of a few units too, where every rounding shows.
        let lock = if round % 3 == 0 { rng.gen_range(0..50) } else { lock };
        let params = terms(rho_bps, burn_min_bps);
        let assets = magnitude(&mut rng, 64);
        let mut backing = Backing { assets, ..Backing::default() };
        let sizing = Sizing { lock, declared_value, kappa_bps, min_backing: 0 };
        let b = backing.accept(&params, &sizing).unwrap();
        let mut buckets = Buckets::default();
        // The ring's own part of the vault leaves first; it counts as others' here, which is in its favour.
        let leaves = rng.gen_range(0..=assets);
        backing.unback(&mut buckets, leaves).unwrap();
        backing.fraud(&mut buckets, &b).unwrap();
        let others = assets - backing.assets - buckets.leaving[0];
        assert_eq!(others, buckets.burned);
        for has_reporter in [true, false] {
            let parts = fraud_waterfall(&params, lock, declared_value, has_reporter).unwrap();
            // Reporter's and client's parts come back to the ring.
            let own = lock - parts.reporter - parts.compensation;
            assert!(others <= own, "{others} of others for {own} of its own: {params:?} {sizing:?}");
            if has_reporter {
                backed += usize::from(others > 0);
                tight += usize::from(others == own && others > 0);
            }
        }
    }
    assert!(backed > 20_000 && tight > 2_000, "{backed} {tight}");
}

/// The bound is not met by being far away: with ρ and burn_min that divide the lock it is exact.
#[test]
fn what_surely_burns_is_what_burns() {
    let params = terms(2_000, 2_000);
    assert_eq!(surely_burned(&params, 1_000, 500), Ok(300));
    assert_eq!(fraud_waterfall(&params, 1_000, 500, true).unwrap().burned, 300);
    // The client's loss is above what may go to it: burn_min is left.
    assert_eq!(surely_burned(&params, 1_000, u128::MAX), Ok(200));
    // A unit that ρ rounds away burns in truth, and does not count.
    assert_eq!(surely_burned(&params, 4, 0), Ok(3));
    assert_eq!(surely_burned(&params, 1, 0), Ok(0));
    assert_eq!(surely_burned(&params, 0, 9), Ok(0));
    assert!(surely_burned(&terms(10_001, 1), 9, 0).is_err());
}

/// A ring that defaults on its own call is paid nothing that it did not lose, however much backs the position: backing is
/// neither bond nor collateral.
#[test]
fn for_every_default_the_owner_gets_at_most_what_the_provider_loses() {
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    for _ in 0..20_000 {
        let held = magnitude(&mut rng, 90);
        let free = magnitude(&mut rng, 90);
        // As if NET had fallen or risen since the mint.
        let value = magnitude(&mut rng, 92);
        let penalty_bps = rng.gen_range(1_000..=5_000);
        let debt = Debt { called: 5, held, ..Debt::default() };
        let mut position = Position { bond: held + free, debt, ..Position::default() };
        let call = Call { credits: 5, held, value, gpus: 1 };
        let damages = position.default_on(&call, penalty_bps).unwrap();
        let lost = held + free - position.bond;
        assert!(damages.owner <= lost);
        assert_eq!(lost - damages.owner, damages.burned);
        assert!(damages.owner <= held && damages.burned <= penalty(value, penalty_bps).unwrap());
    }
}

#[test]
fn a_client_is_not_served_with_less_backing_than_it_asks() {
    let params = terms(0, 5_000);
    let sizing = |min_backing| Sizing { lock: 1_000, declared_value: 100, kappa_bps: 5_000, min_backing };
    let mut backing = Backing { assets: 700, ..Backing::default() };
    let refused = RuleError::Backing { expected: 451, most: 450, free: 700 };
    assert_eq!(backing.accept(&params, &sizing(451)), Err(refused));
    assert_eq!(backing.locked, [0, 0]);
    assert_eq!(backing.accept(&params, &sizing(450)).unwrap().amount, 450);
    // The next finds what is free.
    let refused = RuleError::Backing { expected: 251, most: 450, free: 250 };
    assert_eq!(backing.accept(&params, &sizing(251)), Err(refused));
    assert_eq!(backing.accept(&params, &sizing(250)).unwrap().amount, 250);
    assert_eq!(backing.accept(&params, &sizing(0)).unwrap().amount, 0);
    assert_eq!(backing.locked, [700, 0]);
}
