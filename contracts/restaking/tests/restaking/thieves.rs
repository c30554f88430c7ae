//! Whoever wants more than its own.

use api::provider_registry::{ExecuteMsg as RegistryMsg, Params};
use cosmwasm_std::coins;
use cw_multi_test::Executor;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::support::chain::params;
use crate::support::{fund, may_say, rotate, Fixture, Job, COST, DAY, NET, ONE, SURE};

/// What comes by a plain transfer is in no book, so it changes no price.
#[test]
fn the_first_depositor_cannot_be_robbed_by_a_donation() {
    let mut f = Fixture::new();
    f.deposit("thief", ONE).unwrap();
    let restaking = f.restaking.clone();
    let before = f.vault();
    f.app.send_tokens(crate::support::addr("thief"), restaking, &coins(1_000_000 * ONE, NET)).unwrap();
    assert_eq!(f.vault(), before);
    // Its one other way to give, pay that streams, leaves a victim what it brought but for a share's worth, and costs the thief more.
    let mut f = Fixture::new();
    f.deposit("thief", ONE).unwrap();
    let keep = f.shares("thief") - 1_000_000;
    f.exit("thief", keep).unwrap();
    f.run("thief", &fund(DAY), &coins(1_000 * ONE, NET)).unwrap();
    f.wait(2 * DAY);
    assert_eq!((f.vault().left.u128(), f.vault().assets.u128()), (0, 1_000 * ONE + 1_000));
    let shares = f.deposit("bob", 100 * ONE).unwrap();
    let out = f.exit("bob", shares).unwrap();
    let lost = 100 * ONE - out;
    assert!((1..=1_000).contains(&lost), "{lost}");
    let back = f.exit("thief", 1_000_000).unwrap();
    assert!(1_001 * ONE - back > 900 * lost, "{back}");
}

/// Who comes into an empty vault and leaves again, again and again, makes shares dearer by a unit each time. What others pay comes on.
#[test]
fn rounding_holds_no_pay_back() {
    let mut f = Fixture::new();
    f.run("alice", &fund(30 * DAY), &coins(9 * ONE, NET)).unwrap();
    for _ in 0..100 {
        // A first exit that loses nearly a unit, so that the last one leaves it behind.
        let mut shares = f.deposit("thief", ONE).unwrap();
        let (all, units) = (f.vault().shares.u128() + 1_000, f.vault().assets.u128() + 1);
        let first = (1_001 * all).div_ceil(units) - 1;
        f.exit("thief", first).unwrap();
        shares -= first;
        f.exit("thief", shares).unwrap();
    }
    assert!(f.vault().assets.u128() >= 50, "{:?}", f.vault());
    f.deposit("bob", ONE).unwrap();
    f.wait(365 * DAY);
    assert_eq!(f.vault().left.u128(), 0);
    let mut f = Fixture::new();
    let shares = f.deposit("bob", 100 * ONE).unwrap();
    f.run("alice", &fund(10 * DAY), &coins(10 * ONE, NET)).unwrap();
    f.wait(10 * DAY);
    f.exit("bob", shares).unwrap();
    let few = f.deposit("carol", ONE).unwrap();
    assert!(few < 1_000 * ONE, "they are dearer now: {few}");
    f.run("alice", &fund(10 * DAY), &coins(10 * ONE, NET)).unwrap();
    f.wait(10 * DAY);
    assert_eq!(f.vault().left.u128(), 0);
}

/// Who brings an end forward pays more than it gains, but where it owns all but a thousandth.
#[test]
fn bringing_pay_forward_costs_whoever_shares_the_vault() {
    let gain = |stake: u128| {
        let mut f = Fixture::new();
        f.deposit("bob", 100 * ONE).unwrap();
        f.run("alice", &fund(90 * DAY), &coins(9 * ONE, NET)).unwrap();
        let shares = f.deposit("thief", stake).unwrap();
        f.run("thief", &fund(DAY), &coins(8_999 * ONE, NET)).unwrap_err();
        f.run("thief", &fund(DAY), &coins(9_000 * ONE, NET)).unwrap();
        f.wait(DAY);
        i128::try_from(f.exit("thief", shares).unwrap()).unwrap()
            - i128::try_from(stake + 9_000 * ONE).unwrap()
    };
    assert!(gain(50_000 * ONE) < -8 * ONE as i128);
    assert!((0..9 * ONE as i128).contains(&gain(200_000 * ONE)));
}

/// Pay is for those who were there while it streamed.
#[test]
fn a_deposit_around_a_tick_gains_at_most_a_unit() {
    for wait in [1, 7, 3_600, DAY] {
        let mut f = Fixture::new();
        f.deposit("bob", 100 * ONE).unwrap();
        f.run("alice", &fund(10 * DAY), &coins(10 * ONE, NET)).unwrap();
        f.wait(wait);
        let shares = f.deposit("thief", 10_000 * ONE).unwrap();
        let out = f.exit("thief", shares).unwrap();
        assert!(out <= 10_000 * ONE, "after {wait} s: {out}");
        // A second later it has a second's worth of its part.
        let shares = f.deposit("thief", 10_000 * ONE).unwrap();
        f.wait(1);
        let out = f.exit("thief", shares).unwrap();
        assert!(out <= 10_000 * ONE + 13, "after {wait} s and one: {out}");
    }
}

/// Whoever leaves a slashed vault last, but for a share, closes it for nobody. A fraud that takes all behind more of them does, until pay comes.
#[test]
fn a_share_that_stays_closes_no_vault() {
    let mut f = Fixture::new();
    let shares = f.deposit("thief", 1_000 * ONE).unwrap();
    let (job, _) = f.accept(COST);
    f.fraud(job);
    f.exit("thief", shares - 1).unwrap();
    assert_eq!((f.vault().assets.u128(), f.vault().shares.u128()), (0, 1));
    let bobs = f.deposit("bob", 100 * ONE).unwrap();
    f.run("alice", &fund(DAY), &coins(10 * ONE, NET)).unwrap();
    f.wait(DAY);
    assert!(f.exit("bob", bobs).unwrap() >= 110 * ONE - 1_100);
    let mut f = Fixture::new();
    let shares = f.deposit("thief", ONE).unwrap();
    f.exit("thief", shares / 1_000).unwrap();
    f.rotate().unwrap();
    f.rotate().unwrap();
    let (job, backed) = f.accept(COST);
    assert_eq!(backed, ONE - 1_000);
    f.fraud(job);
    f.deposit("bob", 100 * ONE).unwrap_err();
    f.run("alice", &fund(DAY), &coins(100 * ONE, NET)).unwrap();
    f.wait(DAY);
    f.deposit("bob", 100 * ONE).unwrap();
}

/// A provider that takes job after job backs none of them by what leaves, so the older generation always ends.
#[test]
fn rotation_cannot_be_stalled() {
    let mut f = Fixture::new();
    let shares = f.deposit("bob", 10_000 * ONE).unwrap();
    f.deposit("carol", 10_000 * ONE).unwrap();
    let mut running = vec![f.accept(COST).0];
    f.exit("bob", shares).unwrap();
    let mut rotations = 0;
    for _ in 0..6 {
        // There is never a moment without a job, and anybody rotates whenever it goes.
        running.push(f.accept(COST).0);
        rotations += u64::from(f.rotate().is_ok());
        running.push(f.accept(COST).0);
        let oldest = running.remove(0);
        f.settle(oldest);
        rotations += u64::from(f.rotate().is_ok());
    }
    assert!(rotations >= 2, "{rotations}");
    assert_eq!(f.claim("bob", 0), Ok(10_000 * ONE));
}

/// Nor can it be hurried: whoever rotates again and again lets nothing go that a job still needs.
#[test]
fn a_bucket_pays_for_its_own_jobs_and_for_no_later_one() {
    let mut f = Fixture::new();
    let bobs = f.deposit("bob", 20 * ONE).unwrap();
    let (before, backed) = f.accept(COST);
    assert_eq!(backed, SURE);
    f.exit("bob", bobs).unwrap();
    f.rotate().unwrap();
    for _ in 0..5 {
        f.rotate().unwrap_err();
    }
    // A vault with tickets but without shares begins anew.
    f.deposit("carol", 100 * ONE).unwrap();
    let (after, backed) = f.accept(COST);
    assert_eq!(backed, SURE);
    f.fraud(after);
    assert_eq!((f.vault().leaving_before.u128(), f.vault().assets.u128()), (20 * ONE, 84 * ONE));
    f.fraud(before);
    // Of 104 NET behind it 20 wait to leave.
    let lost = (SURE * 20).div_ceil(104);
    assert_eq!(f.vault().leaving_before.u128(), 20 * ONE - lost);
}

/// Other jobs come and go, others deposit and leave, anybody rotates, and the chain stands for up to 40 days and begins again at height 1.
fn something(f: &mut Fixture, rng: &mut ChaCha8Rng, others: &mut Vec<u64>) {
    match rng.gen_range(0..8) {
        0 => f.restart(rng.gen_range(0..=40 * DAY)),
        1 => others.push(f.accept(rng.gen_range(1..100 * ONE)).0),
        2 => {
            if let Some(job) = others.pop() {
                f.settle(job);
            }
        }
        3 => {
            f.deposit("dave", rng.gen_range(ONE..90 * ONE)).unwrap();
        }
        4 => {
            let shares = f.shares("dave");
            let _holds_none = if shares > 0 { f.exit("dave", shares) } else { Ok(0) };
        }
        _ => {
            let _not_yet = f.rotate();
        }
    }
}

/// An exit at whatever moment between acceptance, result and verdict, and whatever happens meanwhile: it loses its part, and is not
/// paid before.
#[test]
fn no_exit_between_accept_and_verdict_escapes() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let (mut burned, mut rotated) = (0, 0);
    for round in 0..300 {
        let mut f = Fixture::new();
        let bobs = f.deposit("bob", 40 * ONE).unwrap();
        f.deposit("carol", 40 * ONE).unwrap();
        let mut others = vec![];
        for _ in 0..rng.gen_range(0..4) {
            something(&mut f, &mut rng, &mut others);
        }
        let (job, b) = f.accept(rng.gen_range(COST..4 * COST));
        let accepted_in = f.vault().generation;
        let moments = rng.gen_range(1..8);
        let (leaves, result) = (round % moments, rng.gen_range(0..moments));
        let (mut left, mut generation) = (0, 0);
        for moment in 0..moments {
            if moment == result {
                f.submit(job);
            }
            if moment == leaves {
                generation = f.vault().generation;
                left = f.exit("bob", bobs).unwrap();
            }
            something(&mut f, &mut rng, &mut others);
        }
        assert!(b == 0 || f.claim("bob", generation).is_err(), "round {round}: paid before the verdict");
        let v = f.vault();
        let total = (v.assets + v.leaving + v.leaving_before).u128();
        rotated += u64::from(v.generation > accepted_in);
        burned += u64::from(b > 0);
        f.fraud(job);
        for job in others {
            f.settle(job);
        }
        let mut paid = f.claim("bob", generation);
        while paid.is_err() {
            f.run("anyone", &rotate(), &[]).unwrap();
            paid = f.claim("bob", generation);
        }
        // Less than b/T of it is not lost, T all that backs anything, but for a unit of rounding.
        let paid = paid.unwrap();
        assert!(
            paid.saturating_sub(1) * total <= left * (total - b),
            "round {round}: left with {left}, was paid {paid}; {b} of {total} burned"
        );
    }
    assert!(burned > 250 && rotated > 100, "{burned} burned, {rotated} after a rotation");
}

/// Who is provider, client, reporter and delegator at once burns no more of others than of its own, whatever governance sets before the
/// job and changes before the verdict: p, rho, burn_min, kappa, and the declared value.
#[test]
fn a_ring_never_burns_more_of_others_than_of_its_own() {
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let mut f = Fixture::new();
    let mut tight = 0;
    let govern = |f: &mut Fixture, rng: &mut ChaCha8Rng| {
        let reporter_bps = rng.gen_range(0..=4_000);
        let burn_min_bps = rng.gen_range(2_000..=9_000 - reporter_bps);
        let kappa_bps = if rng.gen() { 10_000 } else { rng.gen_range(0..=10_000) };
        let params = Params { reporter_bps, burn_min_bps, kappa_bps, jail: 3_600, ..params() };
        f.registry("owner", &RegistryMsg::UpdateParams { params }, &[]).unwrap();
    };
    for round in 0..400 {
        f.deposit("dave", 1_000 * ONE).unwrap();
        govern(&mut f, &mut rng);
        let magnitude = rng.gen_range(0..9);
        let job = Job {
            cost: rng.gen_range(1..=10u128.pow(magnitude)),
            declared_value: if rng.gen() { rng.gen_range(0..200 * ONE) } else { 0 },
            detection_bps: if rng.gen() { rng.gen_range(2_000..=10_000) } else { 10_000 },
            min_backing: 0,
        };
        let (job, _) = f.try_accept(job).unwrap();
        govern(&mut f, &mut rng);
        let before = f.vault().burned.u128();
        let lock = f.locked(job).amount.u128();
        let reporter = rng.gen::<bool>().then_some("alice");
        let response = f.convict(job, reporter);
        let others = f.vault().burned.u128() - before;
        // What comes back to the ring as reporter and as client.
        let own = lock - may_say(&response, "end_job", "reporter") - may_say(&response, "end_job", "client");
        assert_eq!(own, may_say(&response, "end_job", "burned"));
        assert!(others <= own, "round {round}: {others} of others for {own} of its own");
        tight += u64::from(others > 0 && others + 1 >= own);
        f.wait(DAY);
        f.registry("alice", &RegistryMsg::Unjail {}, &[]).unwrap();
    }
    assert!(tight > 50, "{tight}");
}
