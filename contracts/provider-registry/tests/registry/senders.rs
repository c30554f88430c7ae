//! Who may send which message, and that none but `Bond` takes coins.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::*;
use api::common::{CommonError, Payout};
use api::provider_registry::{ClassPaused, ExecuteMsg, JobEnd, PledgeEnd, PledgeRequest, StandardJob};
use cosmwasm_std::{coins, Addr, Binary, Uint128};
use cw_ownable::Action;
use provider_registry::error::ContractError;

fn class() -> String {
    CLASS.to_owned()
}

fn unauthorized(expected: &str, got: &Addr) -> ContractError {
    CommonError::Unauthorized { expected: expected.into(), got: got.to_string() }.into()
}

/// Messages of the job-market.
fn of_job_market(world: &World, provider: &Addr) -> Vec<ExecuteMsg> {
    vec![
        ExecuteMsg::BeginCall(world.call_request(1, ONE)),
        ExecuteMsg::LockJob(world.lock_request(1, provider, 1, 1)),
        ExecuteMsg::LockJob(world.called_request(1, provider, 1)),
        ExecuteMsg::FreeGpus { job_id: 1 },
        ExecuteMsg::EndJob { job_id: 1, end: JobEnd::Released {} },
        ExecuteMsg::SetStandard {
            class: class(),
            standard: Some(StandardJob { gpus: 1, least: 1u128.into(), most: 1u128.into() }),
        },
    ]
}

/// Messages of the restaking contract.
fn of_restaking(provider: &Addr) -> Vec<ExecuteMsg> {
    let (provider, amount) = (provider.to_string(), Uint128::one());
    vec![
        ExecuteMsg::Back { provider: provider.clone(), class: class(), asset: 0, amount },
        ExecuteMsg::Unback { provider: provider.clone(), class: class(), amount },
        ExecuteMsg::Rotate { provider, class: class() },
        ExecuteMsg::SetBacking { asset: 0, listed: true },
    ]
}

/// Messages of the owner alone.
fn of_owner(to: &Addr) -> Vec<ExecuteMsg> {
    vec![
        ExecuteMsg::AddClass { class: "other".into(), credit_symbol: "OTHER".into(), params: class_params() },
        ExecuteMsg::SetClassPool { class: class(), pool_id: 1 },
        ExecuteMsg::UpdateClass { class: class(), params: class_params() },
        ExecuteMsg::UpdateParams { params: params() },
        ExecuteMsg::SetGuardian { guardian: to.to_string() },
        ExecuteMsg::AnnounceSunset { class: class() },
        ExecuteMsg::AllowMarket { market: to.to_string(), allowed: true },
        ExecuteMsg::UpdateOwnership(Action::TransferOwnership { new_owner: to.to_string(), expiry: None }),
    ]
}

/// Messages of a provider, or of anyone.
fn of_anyone(provider: &Addr) -> Vec<ExecuteMsg> {
    let (amount, payout) = (Uint128::one(), Payout::Wallet);
    vec![
        ExecuteMsg::Register { metadata: String::new() },
        ExecuteMsg::UpdateProvider { metadata: String::new() },
        ExecuteMsg::Leave {},
        ExecuteMsg::Heartbeat {},
        ExecuteMsg::Unjail {},
        ExecuteMsg::WithdrawBond { class: class(), amount, payout },
        ExecuteMsg::OfferGpus { class: class(), gpus: 1, admission: None },
        ExecuteMsg::MintCredits { class: class(), amount, max_collateral: amount, payout },
        ExecuteMsg::RedeemCredits { class: class(), amount },
        ExecuteMsg::BurnRedeemed { class: class() },
        ExecuteMsg::Touch { provider: provider.to_string(), class: class() },
        ExecuteMsg::Collect { class: class(), provider: provider.to_string() },
        ExecuteMsg::ClaimPot { class: class(), amount, payout },
        ExecuteMsg::Receive(cw20::Cw20ReceiveMsg {
            sender: provider.to_string(),
            amount,
            msg: Binary::default(),
        }),
        ExecuteMsg::SetPaused { class: class(), paused: ClassPaused { mint: true, accept: true } },
        ExecuteMsg::Pledge(PledgeRequest {
            market: provider.to_string(),
            id: 1,
            class: class(),
            gpus: 1,
            amount,
            ends_by: u64::MAX,
            msg: Binary::default(),
        }),
        ExecuteMsg::EndPledge { id: 1, end: PledgeEnd { good: amount, bad: amount, slash: None } },
    ]
}

#[test]
fn jobs_are_the_job_markets() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 4);
    for sender in [alice.clone(), world.owner.clone(), world.guardian.clone(), world.pool.clone()] {
        for msg in of_job_market(&world, &alice) {
            refused(world.send(&sender, msg), unauthorized("the job-market", &sender));
        }
    }
}

/// Whoever may say what backs a position decides whose stake burns.
#[test]
fn backing_is_the_restaking_contracts() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 4);
    world.back(&alice, ONE);
    let others = [alice.clone(), world.owner.clone(), world.guardian.clone(), world.market.clone()];
    for sender in others {
        for msg in of_restaking(&alice) {
            refused(world.send(&sender, msg), unauthorized("the restaking contract", &sender));
        }
    }
}

#[test]
fn governance_is_the_owners() {
    let mut world = World::quiet();
    let outsiders = [world.addr("alice"), world.guardian.clone(), world.market.clone(), world.pool.clone()];
    for sender in &outsiders {
        for msg in of_owner(sender) {
            refused(world.send(sender, msg), unauthorized("the contract's current owner", sender));
        }
    }
    for sender in [world.addr("alice"), world.market.clone()] {
        let paused = ClassPaused { mint: true, accept: true };
        refused(
            world.send(&sender, ExecuteMsg::SetPaused { class: class(), paused }),
            unauthorized("the owner or the guardian", &sender),
        );
    }
}

#[test]
fn a_providers_own_messages_are_refused_from_strangers() {
    let mut world = World::quiet();
    let bob = world.addr("bob");
    let (amount, payout) = (Uint128::one(), Payout::Wallet);
    let messages = [
        ExecuteMsg::UpdateProvider { metadata: String::new() },
        ExecuteMsg::Leave {},
        ExecuteMsg::Heartbeat {},
        ExecuteMsg::Unjail {},
        ExecuteMsg::WithdrawBond { class: class(), amount, payout },
        ExecuteMsg::OfferGpus { class: class(), gpus: 1, admission: None },
        ExecuteMsg::MintCredits { class: class(), amount, max_collateral: amount, payout },
        ExecuteMsg::RedeemCredits { class: class(), amount },
    ];
    for msg in messages {
        refused(world.send(&bob, msg), ContractError::NotRegistered { address: bob.clone() });
    }
}

#[test]
fn no_message_but_bond_takes_coins() {
    let mut world = World::quiet();
    let (alice, owner, market) =
        (world.provider("alice", 10 * ONE, 1), world.owner.clone(), world.market.clone());
    let all = [
        (alice.clone(), of_anyone(&alice)),
        (market, of_job_market(&world, &alice)),
        (owner, of_owner(&alice)),
        (world.restaking.clone(), of_restaking(&alice)),
    ];
    for (sender, messages) in all {
        for msg in messages {
            let got = world.pay(&sender, msg, &coins(3, NET));
            refused(got, CommonError::Funds { expected: "none".into(), got: "3unet".into() }.into());
        }
    }
}

#[test]
fn every_message_of_a_class_refuses_one_that_is_unknown() {
    let mut world = World::quiet();
    let (alice, owner, market) =
        (world.provider("alice", 10 * ONE, 1), world.owner.clone(), world.market.clone());
    let (nowhere, amount) = (|| "nowhere".to_owned(), Uint128::one());
    let (restaking, provider) = (world.restaking.clone(), || alice.to_string());
    let messages = [
        (&alice, ExecuteMsg::RedeemCredits { class: nowhere(), amount }),
        (&alice, ExecuteMsg::BurnRedeemed { class: nowhere() }),
        (&alice, ExecuteMsg::Collect { class: nowhere(), provider: alice.to_string() }),
        (&alice, ExecuteMsg::ClaimPot { class: nowhere(), amount, payout: Payout::Wallet }),
        (&market, ExecuteMsg::SetStandard { class: nowhere(), standard: None }),
        (&restaking, ExecuteMsg::Back { provider: provider(), class: nowhere(), asset: 0, amount }),
        (&restaking, ExecuteMsg::Unback { provider: provider(), class: nowhere(), amount }),
        (&restaking, ExecuteMsg::Rotate { provider: provider(), class: nowhere() }),
        (&owner, ExecuteMsg::SetClassPool { class: nowhere(), pool_id: 1 }),
        (&owner, ExecuteMsg::AnnounceSunset { class: nowhere() }),
        (
            &owner,
            ExecuteMsg::SetPaused { class: nowhere(), paused: ClassPaused { mint: true, accept: true } },
        ),
    ];
    for (sender, msg) in messages {
        refused(world.send(sender, msg), ContractError::UnknownClass { class: nowhere() });
    }
}
