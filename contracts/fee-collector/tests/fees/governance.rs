//! Who may do what, and what the split may be.

use api::common::CommonError;
use api::fee_collector::{ConfigResponse, ExecuteMsg, InstantiateMsg, Peers, QueryMsg, Split};
use cosmwasm_std::{coins, Uint128};
use cw20::Cw20ReceiveMsg;
use cw_ownable::{Action, Ownership};
use fee_collector::error::ContractError::{self, Common};

use crate::support::{addr, split, try_start, Fixture, NET};

#[test]
fn a_started_fee_collector_says_how() {
    let f = Fixture::new();
    let expected = ConfigResponse {
        network_denom: NET.into(),
        peers: Peers {
            pool: f.pool.to_string(),
            job_market: f.market.to_string(),
            provider_registry: addr("registry").into(),
        },
        split: split(),
        stakers: addr("stakers"),
    };
    assert_eq!(f.ask::<ConfigResponse>(&QueryMsg::Config {}), expected);
    assert_eq!(f.balances(), [0; 3]);
}

#[test]
fn only_the_owner_governs() {
    let mut f = Fixture::new();
    for msg in [
        ExecuteMsg::UpdateSplit { split: split() },
        ExecuteMsg::SetStakers { stakers: addr("mallory").into() },
    ] {
        for sender in ["stakers", "mallory"] {
            let refused = CommonError::Unauthorized {
                expected: "the contract's current owner".into(),
                got: addr(sender).into(),
            };
            assert_eq!(f.run(&addr(sender), &msg, &[]).unwrap_err(), refused.into());
        }
        f.run(&addr("owner"), &msg, &[]).unwrap();
    }
}

#[test]
fn a_split_sums_to_the_whole_and_burns_half_at_least() {
    let shares = |burn_bps, stakers_bps, liquidity_bps| Split { burn_bps, stakers_bps, liquidity_bps };
    let cases = [
        (shares(4_999, 5_001, 0), "split.burn_bps", "5000 to 10000", "4999"),
        (shares(10_001, 0, 0), "split.burn_bps", "5000 to 10000", "10001"),
        (shares(5_000, 4_999, 0), "split", "shares that sum to 10000", "9999"),
        (shares(5_000, 5_000, 1), "split", "shares that sum to 10000", "10001"),
        (shares(10_000, 1, u32::MAX), "split", "shares that sum to 10000", "4294977296"),
    ];
    let mut f = Fixture::new();
    for (split, field, expected, got) in cases {
        let bounds = CommonError::Bounds { field, expected: expected.into(), got: got.into() };
        let err = f.run(&addr("owner"), &ExecuteMsg::UpdateSplit { split }, &[]).unwrap_err();
        assert_eq!(err, bounds.into());
        assert!(try_start(vec![], |msg| msg.split = split).is_err());
    }
    for split in [shares(5_000, 0, 5_000), shares(10_000, 0, 0)] {
        f.run(&addr("owner"), &ExecuteMsg::UpdateSplit { split }, &[]).unwrap();
        assert_eq!(f.ask::<ConfigResponse>(&QueryMsg::Config {}).split, split);
    }
}

#[test]
fn a_start_with_a_foreign_address_or_no_denom_is_refused() {
    let refused = |change: fn(&mut InstantiateMsg), field| {
        let err = try_start(vec![], change).err().unwrap();
        assert_eq!(err, CommonError::Address { field, got: "other1xyz".into() }.into());
    };
    refused(|msg| msg.owner = "other1xyz".into(), "owner");
    refused(|msg| msg.stakers = "other1xyz".into(), "stakers");
    refused(|msg| msg.peers.pool = "other1xyz".into(), "peers.pool");
    refused(|msg| msg.peers.job_market = "other1xyz".into(), "peers.job_market");
    refused(|msg| msg.peers.provider_registry = "other1xyz".into(), "peers.provider_registry");
    let err = try_start(vec![], |msg| msg.network_denom = "no".into()).err().unwrap();
    let bounds = CommonError::Bounds {
        field: "network_denom",
        expected: "3 to 128 bytes".into(),
        got: "2 bytes".into(),
    };
    assert_eq!(err, bounds.into());
}

/// The stakers' share of one that cannot claim would wait for ever: none of the market's contracts can.
#[test]
fn the_market_itself_is_no_stakers_recipient() {
    for change in [
        (|msg| msg.stakers = msg.peers.pool.clone()) as fn(&mut InstantiateMsg),
        |msg| msg.stakers = msg.peers.job_market.clone(),
        |msg| msg.stakers = msg.peers.provider_registry.clone(),
    ] {
        let err = try_start(vec![], change).err().unwrap();
        let Common(CommonError::Bounds { field: "stakers", expected, .. }) = err else { panic!("{err}") };
        assert_eq!(expected, "another than the market's contracts");
    }
    let mut f = Fixture::new();
    let own = f.fees.clone();
    let err = f.run(&addr("owner"), &ExecuteMsg::SetStakers { stakers: own.to_string() }, &[]).unwrap_err();
    let contract = "compute-amm/fee-collector".to_owned();
    assert_eq!(err, CommonError::NeverDraws { field: "stakers", address: own, contract }.into());
}

#[test]
fn ownership_moves_in_two_steps() {
    let mut f = Fixture::new();
    let offer = |new_owner: String| {
        ExecuteMsg::UpdateOwnership(Action::TransferOwnership { new_owner, expiry: None })
    };
    let accept = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
    f.run(&addr("mallory"), &offer(addr("mallory").into()), &[]).unwrap_err();
    let err = f.run(&addr("owner"), &offer("OTHER1".into()), &[]).unwrap_err();
    assert_eq!(err, CommonError::Address { field: "new_owner", got: "OTHER1".into() }.into());
    f.run(&addr("owner"), &offer(addr("heir").into()), &[]).unwrap();
    f.run(&addr("mallory"), &accept, &[]).unwrap_err();
    f.run(&addr("heir"), &accept, &[]).unwrap();
    let ownership: Ownership<String> = f.ask(&QueryMsg::Ownership {});
    assert_eq!(ownership.owner, Some(addr("heir").into()));
    f.run(&addr("owner"), &ExecuteMsg::UpdateSplit { split: split() }, &[]).unwrap_err();
}

#[test]
fn only_a_deposit_takes_coins() {
    let mut f = Fixture::new();
    f.donate(1_000);
    let hook =
        Cw20ReceiveMsg { sender: f.pool.to_string(), amount: Uint128::new(5), msg: Default::default() };
    for msg in [
        ExecuteMsg::Receive(hook),
        ExecuteMsg::Distribute {},
        ExecuteMsg::ClaimStakers { receiver: None },
        ExecuteMsg::UpdateSplit { split: split() },
        ExecuteMsg::SetStakers { stakers: addr("owner").into() },
        ExecuteMsg::UpdateOwnership(Action::AcceptOwnership),
    ] {
        let err = f.run(&addr("owner"), &msg, &coins(5, NET)).unwrap_err();
        let refused = CommonError::Funds { expected: "none".into(), got: "5unet".into() };
        assert_eq!(err, ContractError::from(refused), "{msg:?}");
    }
}
