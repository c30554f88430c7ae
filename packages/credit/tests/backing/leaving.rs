//! Who tries to leave with the stake before a fraud, to be paid by somebody else's, or to stop others from leaving.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::house::House;
use crate::messages::Message;
use crate::{DAY, LEAST};

const STAYS: u8 = 0;
const LEAVES: u8 = 1;
const OTHER: u8 = 2;

fn deposit(owner: u8, amount: u128) -> Message {
    Message::Deposit { owner, amount, min_shares: 0 }
}

fn all_of(house: &House, owner: u8) -> Message {
    Message::Exit { owner, shares: house.held(owner) }
}

/// A vault of 2,000 NET, half of it of one who is going to leave.
fn shared() -> House {
    let mut house = House::default();
    house.must(0, deposit(STAYS, 1_000 * LEAST));
    house.must(0, deposit(LEAVES, 1_000 * LEAST));
    house
}

/// Between acceptance and verdict: other jobs come and go, others deposit and leave, anybody rotates, and the chain halts for
/// up to 40 days or begins again at an earlier time. The rules know no height, so a restart at height 1 is that.
fn something(house: &mut House, rng: &mut ChaCha8Rng, now: &mut u64, others: &mut Vec<u64>) {
    *now = match rng.gen_range(0..8) {
        0 => *now + rng.gen_range(0..=40 * DAY),
        1 => 1,
        _ => *now + rng.gen_range(0..60),
    };
    match rng.gen_range(0..6) {
        0 => others.push(house.accept(rng.gen_range(1..300 * LEAST))),
        1 => {
            if let Some(job) = others.pop() {
                house.must(*now, Message::End { job });
            }
        }
        2 => {
            house.must(*now, deposit(OTHER, rng.gen_range(LEAST..900 * LEAST)));
        }
        3 if house.held(OTHER) > 0 => {
            house.must(*now, all_of(house, OTHER));
        }
        _ => {
            let _not_yet = house.take(*now, &Message::Rotate);
        }
    }
}

#[test]
fn an_exit_at_any_moment_between_acceptance_and_verdict_never_escapes() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for round in 0..6_000u32 {
        let mut house = shared();
        let (mut now, mut others) = (40 * DAY, vec![]);
        for _ in 0..rng.gen_range(0..4) {
            something(&mut house, &mut rng, &mut now, &mut others);
        }
        let job = house.accept(rng.gen_range(LEAST..=2_000 * LEAST));
        let b = house.jobs[&job].backed.amount;
        let moments = rng.gen_range(1..8);
        let leaves_at = round % moments;
        let mut left = 0;
        for moment in 0..moments {
            if moment == leaves_at {
                left = house.must(now, all_of(&house, LEAVES));
            }
            something(&mut house, &mut rng, &mut now, &mut others);
        }
        // What the leaver could have been paid before the verdict: nothing.
        assert!(house.tickets.iter().any(|((_, owner), tickets)| *owner == LEAVES && *tickets > 0));
        let claimable = house.released.keys().any(|g| house.tickets.contains_key(&(*g, LEAVES)));
        assert!(!claimable || b == 0, "released before the verdict");
        let total = house.backing.assets + house.buckets.leaving.iter().sum::<u128>();
        house.must(now, Message::Fraud { job });
        for job in others.drain(..) {
            house.must(now, Message::End { job });
        }
        let paid = house.leave(now, LEAVES);
        // It loses at least b/T of what it took out, T all that backs anything: within the roundings of two exits.
        let kept = crate::invariants::product(&[left, total - b]);
        assert!(
            crate::invariants::product(&[paid.saturating_sub(2), total]) <= kept,
            "round {round}: left with {left}, was paid {paid}; {b} of {total} burned"
        );
    }
}

#[test]
fn a_bucket_never_pays_for_a_job_made_after_its_generation() {
    let mut house = shared();
    let left = house.must(0, all_of(&house, LEAVES));
    house.must(0, Message::Rotate);
    // All that stays backs a new job, which is a fraud.
    let job = house.accept(1_000 * LEAST);
    house.must(0, Message::Fraud { job });
    assert_eq!(house.backing.assets, 0, "who stayed lost it");
    house.must(0, Message::Rotate);
    assert_eq!(house.must(0, Message::Claim { owner: LEAVES, generation: 0 }), left);
}

/// With a job of each generation running: the older one burns from both buckets, the newer one from its own alone.
#[test]
fn two_generations_burn_as_they_should() {
    let mut house = shared();
    let older = house.accept(100 * LEAST);
    house.must(0, all_of(&house, LEAVES));
    house.must(0, Message::Rotate);
    let newer = house.accept(100 * LEAST);
    let stayed = house.held(STAYS);
    house.must(0, Message::Exit { owner: STAYS, shares: stayed / 2 });
    let [even, odd] = house.buckets.leaving;
    assert_eq!((even, odd, house.backing.assets), (1_000 * LEAST, 500 * LEAST, 500 * LEAST));
    let refused = house.take(0, &Message::Rotate).unwrap_err();
    assert_eq!(refused, credit::RuleError::StillBacked { left: 100 * LEAST });

    house.must(0, Message::Fraud { job: newer });
    assert_eq!(house.buckets.leaving, [1_000 * LEAST, 450 * LEAST]);
    house.must(0, Message::Fraud { job: older });
    // 100 of 1,900: the parts of 1,000, 450 and 450.
    let parts = [947_368_421, 426_315_789];
    assert_eq!((house.buckets.leaving, house.backing.assets), (parts, 426_315_790));
}

/// Whatever anybody accepts, deposits, exits or funds, in however small parts, counts for the generation that runs: once the
/// jobs of the one before are over, it rotates.
#[test]
fn rotation_cannot_be_stalled() {
    let mut house = shared();
    house.must(0, deposit(OTHER, 1_000 * LEAST));
    let mut running = vec![house.accept(LEAST)];
    for round in 0..200u64 {
        for _ in 0..20 {
            running.push(house.accept(1));
        }
        house.must(round, deposit(OTHER, 1_000));
        let shares = house.vault.shares.div_ceil(house.backing.assets) * 1_001;
        house.must(round, Message::Exit { owner: OTHER, shares });
        // Jobs last one round.
        let older: Vec<u64> = house
            .jobs
            .iter()
            .filter(|(_, job)| job.generation < house.buckets.generation)
            .map(|(job, _)| *job)
            .collect();
        for job in older {
            house.must(round, Message::End { job });
        }
        house.must(round, Message::Rotate);
        assert_eq!(house.buckets.generation, round + 1);
    }
    let first = Message::Claim { owner: OTHER, generation: 0 };
    assert!(house.must(200, first) >= 1_000, "who left first is out");
}

/// A deposit just before a tick, and an exit just after: at most what it brought, and a unit.
#[test]
fn a_deposit_around_a_tick_gains_at_most_a_unit() {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    for _ in 0..3_000 {
        let mut house = shared();
        let pay = rng.gen_range(1..10_000 * LEAST);
        house.must(0, Message::Fund { amount: pay, seconds: 30 * DAY });
        // Nobody has touched the vault for days; most of the stream is due.
        let now = rng.gen_range(1..40 * DAY);
        let amount = rng.gen_range(LEAST..100_000 * LEAST);
        house.must(now, deposit(OTHER, amount));
        let back = house.must(now, all_of(&house, OTHER));
        assert!(back <= amount + 1, "{amount} became {back}");
    }
}

/// Nor does who deposits first find a stream that ran while nobody held a share.
#[test]
fn a_stream_without_holders_pays_nobody_at_once() {
    let mut house = House::default();
    house.must(0, Message::Fund { amount: 30 * LEAST, seconds: 30 * DAY });
    house.must(20 * DAY, deposit(OTHER, LEAST));
    let back = house.must(20 * DAY, all_of(&house, OTHER));
    assert_eq!(back, LEAST);
    house.must(21 * DAY, deposit(STAYS, LEAST));
    house.must(22 * DAY, deposit(OTHER, LEAST));
    assert_eq!(house.backing.assets, 3 * LEAST, "a day's pay, and two deposits");
}

#[test]
fn the_first_depositor_cannot_be_robbed_by_a_gift() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    for _ in 0..3_000 {
        let mut house = House::default();
        // The thief is first, leaves but for a few shares, and pays a gift into the vault.
        house.must(0, deposit(LEAVES, LEAST));
        let kept = [1, 1_000, 1_000_000][rng.gen_range(0..3)];
        let shares = house.held(LEAVES) - kept;
        let out = house.must(0, Message::Exit { owner: LEAVES, shares });
        let gift = rng.gen_range(LEAST..1_000_000 * LEAST);
        house.must(0, Message::Fund { amount: gift, seconds: DAY });
        let victim = rng.gen_range(LEAST..1_000_000 * LEAST);
        if house.take(DAY, &deposit(OTHER, victim)).is_err() {
            continue;
        }
        // And who says least shares is not even served badly.
        let price = (house.backing.assets - victim + 1).div_ceil(kept + 1_000);
        let back = house.must(DAY, all_of(&house, OTHER));
        assert!(victim - back <= price, "more than a share was lost");
        let worth = house.held(LEAVES) * (house.backing.assets + 1) / (house.vault.shares + 1_000);
        assert!(out + worth <= LEAST + gift, "the thief gained");
    }
}

#[test]
fn a_vault_slashed_to_nothing_refuses_deposits_and_pays_exits() {
    let mut house = shared();
    let left = house.must(0, all_of(&house, LEAVES));
    house.must(0, Message::Rotate);
    house.must(0, Message::Rotate);
    let job = house.accept(1_000 * LEAST);
    house.must(0, Message::Fraud { job });
    assert_eq!((house.backing.assets, house.backing.locked), (0, [0, 0]));
    assert!(house.vault.shares > 0);
    assert!(house.take(0, &deposit(OTHER, 1_000 * LEAST)).is_err());
    assert_eq!(house.must(0, Message::Claim { owner: LEAVES, generation: 0 }), left);
    assert_eq!(house.must(0, Message::Burn), 1_000 * LEAST);
    assert_eq!(house.balance, 0);
    // Shares of nothing take nothing out; pay brings the vault back to life.
    assert!(house.take(0, &all_of(&house, STAYS)).is_err());
    house.must(0, Message::Fund { amount: LEAST, seconds: DAY });
    house.must(DAY, deposit(OTHER, LEAST));

    // The provider's own stake knows nothing of it.
    let mut position = credit::Position::default();
    position.deposit(10).unwrap();
    position.lock(10).unwrap();
    assert_eq!(house.accept(0), house.next_job - 1, "and it accepts jobs, unbacked");
}
