//! The same random messages through the rules and through a second derivation in Python: the same outcome and the same state
//! after each. `BACKING_DIFFERENTIAL=1000000` is a long run.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::house::House;
use crate::messages::Message;
use crate::random::{later, message};
use crate::reference::{replay, words};

const HOUSES: usize = 3;

/// Messages of one run of the reference.
const ROUND: usize = 2_000;

fn rounds() -> u64 {
    std::env::var("BACKING_DIFFERENTIAL").map_or(5, |count| count.parse::<u64>().unwrap() / ROUND as u64)
}

/// The message as the reference reads it.
fn line(message: &Message) -> String {
    match *message {
        Message::Accept { rho_bps, burn_min_bps, lock, declared_value, kappa_bps, min_backing } => {
            format!("accept {rho_bps} {burn_min_bps} {lock} {declared_value} {kappa_bps} {min_backing}")
        }
        Message::End { job } => format!("end {job}"),
        Message::Fraud { job } => format!("fraud {job}"),
        Message::Deposit { owner, amount, min_shares } => format!("deposit {owner} {amount} {min_shares}"),
        Message::Exit { owner, shares } => format!("exit {owner} {shares}"),
        Message::Rotate => "rotate".into(),
        Message::Claim { owner, generation } => format!("claim {owner} {generation}"),
        Message::Burn => "burn".into(),
        Message::Fund { amount, seconds } => format!("fund {amount} {seconds}"),
    }
}

fn state(house: &House) -> String {
    let House { vault, backing, buckets, .. } = house;
    words([
        backing.assets,
        backing.locked[0],
        backing.locked[1],
        buckets.generation.into(),
        buckets.leaving[0],
        buckets.leaving[1],
        buckets.burned,
        vault.shares,
        vault.tickets[0],
        vault.tickets[1],
        vault.sent,
        vault.stream.left,
        vault.stream.last.into(),
        vault.stream.end.into(),
        backing.odd.into(),
    ])
}

#[test]
fn the_rules_are_those_of_a_second_derivation() {
    for seed in 0..rounds() {
        let mut rng = ChaCha8Rng::seed_from_u64(1_000_000 + seed);
        let mut houses = vec![House::default(); HOUSES];
        let (mut asked, mut answered, mut now) = (String::new(), vec![], 1_700_000_000);
        for _ in 0..ROUND {
            now = later(&mut rng, now);
            let at = rng.gen_range(0..HOUSES);
            let house = &mut houses[at];
            let next = message(&mut rng, house);
            asked.push_str(&format!("{at} {now} {}\n", line(&next)));
            let outcome = match house.take(now, &next) {
                Ok(moved) => format!("ok{}", words(moved)),
                Err(_) => "no".into(),
            };
            answered.push(format!("{outcome} |{}", state(house)));
        }
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/reference/restaking.py");
        replay(script, &asked, &answered);
    }
}
