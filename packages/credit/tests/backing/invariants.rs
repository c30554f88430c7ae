//! What must hold of a provider and its vault after every message.

use bnum::types::U1024;

use crate::house::{own_burned, House};
use crate::messages::Message;

pub fn product(factors: &[u128]) -> U1024 {
    factors.iter().fold(U1024::ONE, |product, factor| product * U1024::from(*factor))
}

/// g mod 2 and the other.
pub fn slots(house: &House) -> (usize, usize) {
    let now = usize::from(house.backing.odd);
    (now, 1 - now)
}

pub fn check(house: &House) {
    let House { vault, backing, buckets, .. } = house;
    let (now, before) = slots(house);
    let released: u128 = house.released.values().map(|released| released.assets).sum();
    assert_eq!(
        house.balance,
        vault.owed(backing, buckets).unwrap() + released,
        "the balance is what is owed"
    );

    let [a, b, l] = [backing.assets, buckets.leaving[now], backing.locked[now]];
    let all: u128 = backing.locked.iter().sum();
    assert!(l <= a + b, "L[g] <= A + B[g]");
    assert!(l == 0 || all <= a + b, "what was accepted in g finds all of L in A + B[g]");
    assert!(all <= a + b + buckets.leaving[before], "L0 + L1 <= A + B0 + B1");

    assert_eq!(u64::from(backing.odd), buckets.generation % 2);
    for slot in [now, before] {
        let jobs = house.jobs.values().filter(|job| usize::from(job.backed.odd) == slot);
        assert_eq!(backing.locked[slot], jobs.map(|job| job.backed.amount).sum::<u128>());
    }
    for job in house.jobs.values().filter(|job| job.backed.amount > 0) {
        assert!(buckets.generation - job.generation <= 1, "no live lock older than g - 1");
        assert_eq!(u64::from(job.backed.odd), job.generation % 2);
        assert!(job.backed.amount <= own_burned(&job.params, job.lock, job.declared_value));
    }

    assert_eq!(vault.shares, house.shares.values().sum::<u128>(), "S is the receipt's supply");
    let tickets = |of: u64| {
        house.tickets.iter().filter(|((generation, _), _)| *generation == of).map(|(_, e)| *e).sum::<u128>()
    };
    assert_eq!(vault.tickets[now], tickets(buckets.generation));
    let older = buckets.generation.checked_sub(1).map_or(0, tickets);
    assert_eq!(vault.tickets[before], older);
    for (generation, released) in &house.released {
        assert_eq!(released.tickets, tickets(*generation));
        assert!(*generation + 2 <= buckets.generation);
    }
    for slot in [now, before] {
        assert!(vault.tickets[slot] > 0 || buckets.leaving[slot] == 0, "every exit is owned");
    }
    assert!(vault.sent <= buckets.burned);
    assert!(vault.stream.left == 0 || vault.stream.last < vault.stream.end);
}

/// What one message may change.
pub fn check_step(before: &House, after: &House, message: &Message) {
    let price_kept = product(&[after.backing.assets + 1, before.vault.shares + 1_000])
        >= product(&[before.backing.assets + 1, after.vault.shares + 1_000]);
    match *message {
        Message::Fraud { job } => check_fraud(before, after, job),
        _ => assert!(price_kept, "the price of a share fell by {message:?}"),
    }
    assert!(after.vault.stream.last >= before.vault.stream.last);
    if !matches!(message, Message::Fraud { .. } | Message::Exit { .. } | Message::Rotate) {
        assert_eq!(before.buckets, after.buckets, "{message:?}");
    }
}

/// A fraud burns b, of nobody who left before the job was accepted, and of those who left since at least their part.
fn check_fraud(before: &House, after: &House, job: u64) {
    let Some(job) = before.jobs.get(&job) else { return };
    let b = job.backed.amount;
    assert_eq!(after.buckets.burned - before.buckets.burned, b);
    assert_eq!(before.released.len(), after.released.len());
    let (now, older) = slots(before);
    let loss = |slot: usize| before.buckets.leaving[slot] - after.buckets.leaving[slot];
    let lost = before.backing.assets - after.backing.assets;
    assert_eq!(lost + loss(now) + loss(older), b);
    let is_older = usize::from(job.backed.odd) == older;
    if !is_older {
        assert_eq!(loss(older), 0, "a bucket paid for a lock made after its generation");
    }
    let parts = if is_older { vec![now, older] } else { vec![now] };
    let total: u128 =
        parts.iter().map(|slot| before.buckets.leaving[*slot]).sum::<u128>() + before.backing.assets;
    // Rounding up the first part may leave the second a unit less than its own.
    let mut slack = 0;
    for slot in parts {
        let exact = product(&[b, before.buckets.leaving[slot]]);
        assert!(product(&[loss(slot) + slack, total.max(1)]) >= exact, "an exit lost less than its part");
        assert!(
            product(&[loss(slot), total]) < exact + product(&[total.max(1)]),
            "an exit lost a unit too much"
        );
        slack = 1;
    }
    assert!(product(&[lost, total.max(1)]) <= product(&[b, before.backing.assets]), "who stays lost more");
}
