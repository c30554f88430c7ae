//! Messages at random: amounts of every magnitude, parts of what there is, and a little more.

use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::house::{terms, House};
use crate::messages::Message;
use crate::DAY;

/// Who deposits, leaves and claims.
const OWNERS: u8 = 5;

/// An amount below 2^bits whose magnitude is uniform.
pub fn magnitude(rng: &mut ChaCha8Rng, bits: u32) -> u128 {
    let bits = rng.gen_range(1..=bits);
    rng.gen_range(1u128 << (bits - 1)..1u128 << bits)
}

/// A part of an amount; often all of it.
fn part(rng: &mut ChaCha8Rng, amount: u128) -> u128 {
    match rng.gen_range(0..4) {
        0 => amount,
        1 => amount.min(magnitude(rng, 40)),
        _ => amount / 1_000 * rng.gen_range(0..=1_000),
    }
}

fn pick<T: Copy>(rng: &mut ChaCha8Rng, mut from: impl ExactSizeIterator<Item = T>) -> Option<T> {
    let count = from.len();
    if count == 0 {
        return None;
    }
    from.nth(rng.gen_range(0..count))
}

/// What governance and a method allow: ρ, burn_min, and the lock that they ask for.
pub fn accept(rng: &mut ChaCha8Rng, bits: u32) -> Message {
    let rho_bps = rng.gen_range(0..=4_000);
    let burn_min_bps = rng.gen_range(2_000..=9_000 - rho_bps);
    let declared_value = if rng.gen() { magnitude(rng, bits) } else { 0 };
    let p_bps = [rng.gen_range(1..=10_000), 10_000, 5_000][rng.gen_range(0..3)];
    let cost = magnitude(rng, bits);
    let lock = credit::lock::lock(&terms(rho_bps, burn_min_bps), cost, declared_value, p_bps).unwrap();
    let kappa_bps = [10_000, rng.gen_range(0..=10_000)][rng.gen_range(0..2)];
    let min_backing = if rng.gen_ratio(1, 4) { magnitude(rng, bits) } else { 0 };
    Message::Accept { rho_bps, burn_min_bps, lock, declared_value, kappa_bps, min_backing }
}

/// A message that this house may get next.
pub fn message(rng: &mut ChaCha8Rng, house: &House) -> Message {
    let owner = rng.gen_range(0..OWNERS);
    match rng.gen_range(0..100) {
        0..=24 => accept(rng, 44),
        25..=39 => pick(rng, house.jobs.keys()).map_or(Message::Burn, |job| Message::End { job: *job }),
        40..=44 => pick(rng, house.jobs.keys()).map_or(Message::Burn, |job| Message::Fraud { job: *job }),
        45..=59 => {
            let amount = magnitude(rng, 60) + if rng.gen() { crate::LEAST } else { 0 };
            let min_shares = if rng.gen_ratio(1, 8) { amount * 900 } else { 0 };
            Message::Deposit { owner, amount, min_shares }
        }
        60..=76 => {
            let held = house.held(owner);
            Message::Exit { owner, shares: part(rng, held) }
        }
        77..=86 => Message::Rotate,
        87..=92 => match pick(rng, house.released.keys()) {
            Some(generation) => Message::Claim { owner, generation: *generation },
            None => Message::Rotate,
        },
        93..=95 => Message::Burn,
        _ => Message::Fund { amount: magnitude(rng, 50), seconds: rng.gen_range(0..=100) * DAY },
    }
}

/// The time of the next block: seconds later as a rule, hours, a halt of up to 40 days, the same, or a time before.
pub fn later(rng: &mut ChaCha8Rng, now: u64) -> u64 {
    match rng.gen_range(0..40) {
        0 => now + rng.gen_range(0..=40 * DAY),
        1 => now.saturating_sub(rng.gen_range(0..=40 * DAY)),
        2..=5 => now + rng.gen_range(0..=DAY),
        _ => now + rng.gen_range(0..=60),
    }
}
