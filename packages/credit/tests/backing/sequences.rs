//! Many providers with their vaults under random messages, every invariant after each. `BACKING_MESSAGES=1000000` is the
//! soak.

use std::collections::BTreeMap;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::house::House;
use crate::invariants::{check, check_step};
use crate::messages::Message;
use crate::random::{later, message};

/// Messages of the run with the fixed seeds.
fn budget() -> usize {
    std::env::var("BACKING_MESSAGES").map_or(30_000, |count| count.parse().unwrap())
}

/// The name of a message's kind.
fn kind(message: &Message) -> String {
    format!("{message:?}").split(' ').next().unwrap().to_owned()
}

/// Takes a message, and checks it and all that must hold.
fn step(house: &mut House, now: u64, message: &Message) -> bool {
    let before = house.clone();
    let accepted = house.take(now, message).is_ok();
    if accepted {
        check_step(&before, house, message);
    } else {
        let state = |house: &House| (house.vault, house.backing, house.buckets, house.balance);
        assert_eq!(state(&before), state(house), "a refused message changed something");
    }
    check(house);
    accepted
}

/// Ends every job and lets everybody leave: all that is left is what nobody owns, and the stream.
fn wind_up(house: &mut House, now: u64) {
    for job in house.jobs.keys().copied().collect::<Vec<_>>() {
        assert!(step(house, now, &Message::End { job }));
    }
    for owner in house.shares.keys().copied().collect::<Vec<_>>() {
        let shares = house.held(owner);
        if shares > 0 {
            step(house, now, &Message::Exit { owner, shares });
        }
    }
    for _ in 0..2 {
        assert!(step(house, now, &Message::Rotate), "nothing stalls a rotation once the jobs are over");
    }
    for (generation, owner) in house.tickets.keys().copied().collect::<Vec<_>>() {
        assert!(step(house, now, &Message::Claim { owner, generation }), "a ticket was not paid");
    }
    assert!(step(house, now, &Message::Burn));
    assert_eq!(house.balance, house.backing.assets + house.vault.stream.left);
}

#[test]
fn every_invariant_holds_after_every_message() {
    let mut reached = BTreeMap::<String, (usize, usize)>::new();
    let rounds = budget() / 1_000;
    for seed in 0..rounds as u64 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut houses = vec![House::default(); 4];
        let mut now = 1_700_000_000;
        for _ in 0..1_000 {
            now = later(&mut rng, now);
            let at = rng.gen_range(0..houses.len());
            let next = message(&mut rng, &houses[at]);
            let accepted = step(&mut houses[at], now, &next);
            let count = reached.entry(kind(&next)).or_default();
            if accepted {
                count.0 += 1;
            } else {
                count.1 += 1;
            }
        }
        for house in &mut houses {
            wind_up(house, now);
        }
    }
    eprintln!("accepted, refused: {reached:?}");
    assert_eq!(reached.len(), 9);
    for (kind, (accepted, _)) in &reached {
        assert!(*accepted * 100 >= rounds * 1_000 / 2, "{kind} was accepted {accepted} times only");
    }
    for kind in ["Accept", "Deposit", "Exit", "Rotate", "Fund"] {
        assert!(reached[kind].1 > 0, "{kind} was never refused");
    }
}
