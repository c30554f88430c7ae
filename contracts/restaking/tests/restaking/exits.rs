//! Exits, generations and claims.

use credit::RuleError;
use restaking::error::ContractError;

use crate::support::{addr, claim, said, Fixture, COST, ONE, SURE};

fn still_backed(f: &mut Fixture) -> u128 {
    let error = f.rotate().unwrap_err().root_cause().to_string();
    assert!(error.contains("expected no backed jobs of the generation before"), "{error}");
    f.backing().backed_before.u128()
}

#[test]
fn an_exit_waits_for_the_jobs_before_it_and_is_then_paid_whole() {
    let mut f = Fixture::new();
    let shares = f.deposit("bob", 100 * ONE).unwrap();
    let (job, _) = f.accept(COST);
    assert_eq!(f.exit("bob", shares), Ok(100 * ONE));
    assert_eq!(f.vault().free.u128(), 0);
    f.rotate().unwrap();
    assert_eq!(still_backed(&mut f), SURE);
    assert_eq!(f.claim("bob", 0), Err(ContractError::NotReleased { generation: 0, current: 0 }));
    // Neither time nor a new job changes that.
    f.wait(400 * 86_400);
    let (_, backed) = f.accept(COST);
    assert_eq!(backed, 0);
    assert_eq!(still_backed(&mut f), SURE);
    f.settle(job);
    assert_eq!(f.tickets("bob").tickets[0].claimable, None);
    let response = f.rotate().unwrap();
    assert_eq!(said(&response, "rotate", "released"), (100 * ONE).to_string());
    assert_eq!(said(&response, "rotate", "generation"), "2");
    assert_eq!(f.tickets("bob").tickets[0].claimable, Some((100 * ONE).into()));
    assert_eq!(f.claim("bob", 0), Ok(100 * ONE));
    assert!(f.tickets("bob").tickets.is_empty());
    assert_eq!(f.claim("bob", 0), Err(ContractError::NotReleased { generation: 0, current: 1 }));
}

#[test]
fn what_leaves_burns_with_what_stays() {
    let mut f = Fixture::new();
    let bobs = f.deposit("bob", 40 * ONE).unwrap();
    f.deposit("carol", 40 * ONE).unwrap();
    let (job, backed) = f.accept(COST);
    assert_eq!(backed, SURE);
    f.exit("bob", bobs).unwrap();
    f.fraud(job);
    // Both lose 8 of 40.
    assert_eq!((f.vault().leaving.u128(), f.vault().assets.u128()), (32 * ONE, 32 * ONE));
    f.rotate().unwrap();
    f.rotate().unwrap();
    assert_eq!(f.claim("bob", 0), Ok(32 * ONE));
    // Whoever came after the fraud does not pay for it: 32 NET of 32, not of 40.
    let daves = f.deposit("dave", 32 * ONE).unwrap();
    let out = f.exit("dave", daves).unwrap();
    assert!((32 * ONE - 1..=32 * ONE).contains(&out), "{out}");
}

#[test]
fn tickets_of_one_bucket_share_its_loss_and_nothing_stays_behind() {
    let mut f = Fixture::new();
    let bobs = f.deposit("bob", 30 * ONE + 1).unwrap();
    let carols = f.deposit("carol", 10 * ONE).unwrap();
    let (job, _) = f.accept(COST);
    f.exit("bob", bobs).unwrap();
    f.exit("carol", carols).unwrap();
    f.fraud(job);
    f.rotate().unwrap();
    f.rotate().unwrap();
    let left = 24 * ONE + 1;
    let (bob, carol) = (f.claim("bob", 0).unwrap(), f.claim("carol", 0).unwrap());
    assert_eq!(bob + carol, left);
    assert!(bob.abs_diff(left * 3 / 4) <= 1, "{bob}");
    assert_eq!(f.vault().sent.u128(), 0);
    assert_eq!(f.balance(&crate::support::net()), SURE, "what burned and nothing else");
}

#[test]
fn exits_of_many_generations_are_claimed_each_for_itself() {
    let mut f = Fixture::new();
    let shares = f.deposit("bob", 60 * ONE).unwrap();
    for generation in 0..3 {
        assert_eq!(f.vault().generation, generation);
        f.exit("bob", shares / 3).unwrap();
        f.rotate().unwrap();
    }
    let tickets = f.tickets("bob").tickets;
    let claimable: Vec<_> = tickets.iter().map(|t| (t.generation, t.claimable.is_some())).collect();
    assert_eq!(claimable, [(0, true), (1, true), (2, false)]);
    f.rotate().unwrap();
    let paid: u128 = (0..3).map(|generation| f.claim("bob", generation).unwrap()).sum();
    assert_eq!(paid, 60 * ONE);
}

#[test]
fn two_exits_of_a_generation_add_up_and_others_have_none_of_it() {
    let mut f = Fixture::new();
    let shares = f.deposit("bob", 60 * ONE).unwrap();
    f.exit("bob", shares / 2).unwrap();
    f.exit("bob", shares / 2).unwrap();
    f.rotate().unwrap();
    f.rotate().unwrap();
    let error = f.run("thief", &claim(0), &[]).unwrap_err();
    assert_eq!(error, ContractError::NoTickets { owner: addr("thief"), generation: 0 });
    assert_eq!(f.claim("bob", 0), Ok(60 * ONE));
}

#[test]
fn shares_worth_too_little_stay() {
    let mut f = Fixture::new();
    f.deposit("bob", ONE).unwrap();
    let error = f.exit("bob", 999_999).unwrap_err();
    assert_eq!(error, RuleError::LeastExit { expected: 1_000, got: 999 }.into());
    assert_eq!(f.exit("bob", 1_000_000), Ok(1_000));
}

/// A vault that burned whole takes nobody's money, lets everybody go, and its provider works on.
#[test]
fn a_vault_slashed_to_nothing_refuses_deposits_and_its_provider_can_still_bond() {
    let mut f = Fixture::new();
    let shares = f.deposit("bob", SURE).unwrap();
    f.deposit("carol", 1_000).unwrap();
    let (job, backed) = f.accept(COST);
    assert_eq!(backed, SURE);
    f.exit("bob", shares / 2).unwrap();
    f.fraud(job);
    let v = f.vault();
    assert_eq!((v.assets + v.leaving).u128(), 1_000, "{v:?}");
    let error = f.deposit("dave", 100 * ONE).unwrap_err();
    assert!(error.to_string().contains("assets behind the shares"), "{error}");
    f.rotate().unwrap();
    f.rotate().unwrap();
    f.claim("bob", 0).unwrap();
    f.join_again();
    assert_eq!(f.accept(COST).1, v.assets.u128());
}
