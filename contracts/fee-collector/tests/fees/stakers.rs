//! The stakers' share, pulled by its recipient.

use api::common::CommonError;
use api::fee_collector::{ConfigResponse, ExecuteMsg, QueryMsg};
use fee_collector::error::ContractError;

use crate::support::{addr, said, Fixture};

fn claim(receiver: Option<&str>) -> ExecuteMsg {
    ExecuteMsg::ClaimStakers { receiver: receiver.map(Into::into) }
}

/// 250 for the stakers.
fn distributed() -> Fixture {
    let mut f = Fixture::new();
    f.donate(1_000);
    f.distribute().unwrap();
    f
}

#[test]
fn the_recipient_claims_all_of_it_to_a_wallet_of_its_choice() {
    let mut f = distributed();
    let genesis = f.supply() + 600;
    let response = f.run(&addr("stakers"), &claim(None), &[]).unwrap();
    assert_eq!(said(&response, "claim_stakers", "amount"), "250");
    assert_eq!(said(&response, "claim_stakers", "receiver"), addr("stakers").as_str());
    assert_eq!((f.held(&addr("stakers")), f.balances()), (250, [0, 0, 150]));
    f.check(genesis);
    f.donate(1_000);
    f.distribute().unwrap();
    f.run(&addr("stakers"), &claim(Some(addr("vault").as_str())), &[]).unwrap();
    assert_eq!(f.held(&addr("vault")), 250);
    f.check(genesis);
}

#[test]
fn nobody_else_claims() {
    let mut f = distributed();
    for sender in ["owner", "donor"] {
        let err = f.run(&addr(sender), &claim(Some(addr("stakers").as_str())), &[]).unwrap_err();
        let expected =
            CommonError::Unauthorized { expected: "the stakers' recipient".into(), got: addr(sender).into() };
        assert_eq!(err, expected.into());
    }
}

#[test]
fn a_receiver_is_an_address_of_this_chain_and_not_the_contract() {
    let mut f = distributed();
    let shouted = addr("vault").as_str().to_uppercase();
    for receiver in [&*shouted, "other1xyz", ""] {
        let err = f.run(&addr("stakers"), &claim(Some(receiver)), &[]).unwrap_err();
        assert_eq!(err, CommonError::Address { field: "receiver", got: receiver.into() }.into());
    }
    let own = f.fees.to_string();
    let err = f.run(&addr("stakers"), &claim(Some(&own)), &[]).unwrap_err();
    assert_eq!(err, ContractError::SelfReceiver {});
    assert_eq!(f.balances()[1], 250);
}

#[test]
fn an_empty_share_is_an_error() {
    let mut f = distributed();
    f.run(&addr("stakers"), &claim(None), &[]).unwrap();
    let err = f.run(&addr("stakers"), &claim(None), &[]).unwrap_err();
    assert_eq!(err, ContractError::NothingToClaim {});
}

#[test]
fn a_new_recipient_claims_what_was_left() {
    let mut f = distributed();
    let stakers = addr("successor");
    f.run(&addr("owner"), &ExecuteMsg::SetStakers { stakers: stakers.to_string() }, &[]).unwrap();
    assert_eq!(f.ask::<ConfigResponse>(&QueryMsg::Config {}).stakers, stakers);
    f.run(&addr("stakers"), &claim(None), &[]).unwrap_err();
    f.run(&stakers, &claim(None), &[]).unwrap();
    assert_eq!(f.held(&stakers), 250);
    let err = f.run(&addr("owner"), &ExecuteMsg::SetStakers { stakers: "Nobody".into() }, &[]).unwrap_err();
    assert_eq!(err, CommonError::Address { field: "stakers", got: "Nobody".into() }.into());
}
