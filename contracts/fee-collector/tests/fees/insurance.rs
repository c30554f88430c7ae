//! What insurance holds, and pays for closing shortfalls.

use api::common::CommonError;
use api::fee_collector::{ExecuteMsg, Window};
use cosmwasm_std::Uint128;
use fee_collector::error::ContractError;

use crate::support::{addr, said, Fixture};

fn claim(amount: u128) -> ExecuteMsg {
    ExecuteMsg::ClaimInsurance { amount: Uint128::new(amount) }
}

/// 50 in insurance.
fn insured() -> Fixture {
    let mut f = Fixture::new();
    f.donate(1_000);
    f.distribute().unwrap();
    f
}

#[test]
fn the_registry_takes_no_more_than_there_is_and_the_books_show_it() {
    let mut f = insured();
    let genesis = f.supply() + 600;
    let registry = addr("registry");
    let before = f.held(&registry);
    for amount in [0, 51] {
        let refused = f.run(&registry, &claim(amount), &[]).unwrap_err();
        assert_eq!(refused, ContractError::Insurance { held: 50, got: amount });
    }
    let response = f.run(&registry, &claim(30), &[]).unwrap();
    assert_eq!(said(&response, "claim_insurance", "amount"), "30");
    assert_eq!((f.held(&registry) - before, f.balances()[3]), (30, 20));
    f.check(genesis);
    f.run(&registry, &claim(20), &[]).unwrap();
    assert_eq!((f.held(&registry) - before, f.balances()[3]), (50, 0));
    for window in [Window::Day, Window::All] {
        assert_eq!(f.metrics(window).insurance_claimed.u128(), 50);
    }
    f.check(genesis);
}

#[test]
fn nobody_else_claims() {
    let mut f = insured();
    for sender in ["owner", "job-market", "stakers"] {
        let refused = f.run(&addr(sender), &claim(1), &[]).unwrap_err();
        let expected =
            CommonError::Unauthorized { expected: "the provider-registry".into(), got: addr(sender).into() };
        assert_eq!(refused, expected.into());
    }
    assert_eq!(f.balances()[3], 50);
}
