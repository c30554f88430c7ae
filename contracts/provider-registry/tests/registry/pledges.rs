//! Work in other markets: who may pledge what, and how little a market can do with it.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::market::MarketMsg;
use crate::common::*;
use api::common::{CommonError, Payout};
use api::provider_registry::{
    ClassPaused, ExecuteMsg, MarketsResponse, PledgeEnd, PledgeReceived, PledgeRequest, PledgeSlash,
    PledgedResponse, QueryMsg,
};
use cosmwasm_std::{Addr, Binary, Uint128};
use credit::RuleError;
use cw_multi_test::AppResponse;
use provider_registry::error::ContractError;

const WORK: u64 = 7;

fn nothing() -> PledgeEnd {
    PledgeEnd { good: Uint128::zero(), bad: Uint128::zero(), slash: None }
}

impl World {
    fn allow(&mut self, market: &Addr, allowed: bool) -> anyhow::Result<AppResponse> {
        let owner = self.owner.clone();
        self.send(&owner, ExecuteMsg::AllowMarket { market: market.to_string(), allowed })
    }

    /// Two GPUs and 10 NET for a day.
    fn pledge_to(&self, market: &Addr, id: u64) -> PledgeRequest {
        PledgeRequest {
            market: market.to_string(),
            id,
            class: CLASS.into(),
            gpus: 2,
            amount: (10 * ONE).into(),
            ends_by: self.now() + DAY,
            msg: Binary::from(b"yes"),
        }
    }

    fn pledge(&mut self, provider: &Addr, request: PledgeRequest) -> anyhow::Result<AppResponse> {
        self.send(provider, ExecuteMsg::Pledge(request))
    }

    fn end_pledge(&mut self, market: &Addr, id: u64, end: PledgeEnd) -> anyhow::Result<AppResponse> {
        let anyone = self.addr("carol");
        let msg = ExecuteMsg::EndPledge { id, end };
        self.tell(&anyone, market, &MarketMsg::Tell { contract: self.registry.to_string(), msg }, &[])
    }

    /// A market that is allowed, and alice with 100 NET and 4 GPUs.
    fn with_market() -> (Self, Addr, Addr) {
        let mut world = World::quiet();
        let market = world.another_market();
        world.allow(&market, true).unwrap();
        let alice = world.provider("alice", 100 * ONE, 4);
        (world, market, alice)
    }
}

#[test]
fn a_pledge_binds_bond_and_gpus_until_its_market_ends_it() {
    let (mut world, market, alice) = World::with_market();
    let request = world.pledge_to(&market, WORK);
    let response = world.pledge(&alice, request.clone()).unwrap();
    assert_eq!(
        event(&response, "pledge"),
        [
            ("class", CLASS),
            ("provider", alice.as_str()),
            ("market", market.as_str()),
            ("id", "7"),
            ("amount", "10000000"),
            ("gpus", "2"),
        ]
    );
    let PledgeRequest { id, class, gpus, amount, ends_by, msg, .. } = request;
    let received = PledgeReceived { id, provider: alice.to_string(), class, gpus, amount, ends_by, msg };
    assert_eq!(world.told(&market), Some((world.registry.clone(), received)));
    let position = world.position(&alice);
    assert_eq!((position.locked.u128(), position.free.u128(), position.busy), (10 * ONE, 90 * ONE, 2));
    let held: PledgedResponse = world.ask(QueryMsg::Pledged { market: market.to_string(), id: WORK });
    assert_eq!((held.provider, held.class.as_str(), held.gpus), (alice.clone(), CLASS, 2));
    assert_eq!((held.market, held.id, held.amount.u128()), (market.clone(), WORK, 10 * ONE));

    let before = world.position(&alice);
    world.end_pledge(&market, WORK, nothing()).unwrap();
    let after = world.position(&alice);
    assert_eq!((after.bond.u128(), after.locked.u128(), after.busy), (100 * ONE, 0, 0));
    assert_eq!((after.good, after.bad), (before.good, before.bad));
    let again = world.end_pledge(&market, WORK, nothing());
    refused(again, ContractError::UnknownPledge { market, id: WORK });
}

#[test]
fn a_market_weighs_and_slashes_up_to_what_was_pledged() {
    let (mut world, market, alice) = World::with_market();
    let (client, pledged) = (world.addr("client"), 10 * ONE);
    let request = world.pledge_to(&market, WORK);
    world.pledge(&alice, request).unwrap();
    let to = client.to_string();
    let slash = |amount: u128| Some(PledgeSlash { amount: amount.into(), to: to.clone() });
    let (zero, over) = (Uint128::zero(), Uint128::new(pledged + 1));
    for (field, end) in [
        ("end.good", PledgeEnd { good: over, ..nothing() }),
        ("end.bad", PledgeEnd { bad: over, ..nothing() }),
        ("end.slash.amount", PledgeEnd { slash: slash(pledged + 1), ..nothing() }),
    ] {
        let expected = "0 to 10000000".to_owned();
        let got = over.to_string();
        refused(world.end_pledge(&market, WORK, end), CommonError::Bounds { field, expected, got }.into());
    }
    let none = world.end_pledge(&market, WORK, PledgeEnd { good: zero, bad: zero, slash: slash(0) });
    refused(none, ContractError::Zero { field: "end.slash.amount" });

    let before = world.net_account(&client);
    let (good, bad) = (Uint128::new(3 * ONE), Uint128::new(2 * ONE));
    let response = world.end_pledge(&market, WORK, PledgeEnd { good, bad, slash: slash(4 * ONE) }).unwrap();
    assert_eq!(attribute(&response, "end_pledge", "slashed"), "4000000");
    assert_eq!(world.net_account(&client), before + 4 * ONE);
    let after = world.position(&alice);
    assert_eq!((after.bond.u128(), after.locked.u128(), after.busy), (96 * ONE, 0, 0));
    assert_eq!((after.good, after.bad), (good, bad));
    assert_eq!(after.proven_gpus, 1, "work that nobody verifies proves no GPUs: the newcomer's one counts");
}

/// Such an end writes the position alone: what the market weighs is remembered, and the class keeps its sums.
#[test]
fn an_end_without_a_slash_weighs_and_moves_no_sum_of_the_class() {
    let (mut world, market, alice) = World::with_market();
    let request = world.pledge_to(&market, WORK);
    world.pledge(&alice, request).unwrap();
    let (before, class) = (world.position(&alice), world.class(CLASS));
    let (good, bad) = (Uint128::new(3 * ONE), Uint128::new(2 * ONE));
    let response = world.end_pledge(&market, WORK, PledgeEnd { good, bad, slash: None }).unwrap();
    assert_eq!(attribute(&response, "end_pledge", "slashed"), "0");
    let after = world.position(&alice);
    assert_eq!((after.good, after.bad), (before.good + good, before.bad + bad));
    assert_eq!((after.bond, after.locked.u128(), after.busy, after.pledged_gpus), (before.bond, 0, 0, 0));
    assert_eq!((after.gpus, after.proven_gpus), (before.gpus, before.proven_gpus));
    assert_eq!(world.class(CLASS), class);
}

/// A long job of one GPU beside two pledged ones, and short jobs within its time: the pledged ones are in none of them.
#[test]
fn pledged_gpus_prove_nothing_beside_jobs() {
    let (mut world, market, alice) = World::with_market();
    let request = world.pledge_to(&market, WORK);
    world.pledge(&alice, request).unwrap();
    world.accept(1, &alice, 1, ONE);
    let position = world.position(&alice);
    assert_eq!((position.busy, position.pledged_gpus), (3, 2));
    for job_id in [2, 3] {
        world.accept(job_id, &alice, 1, ONE);
        world.wait(600);
        world.settle(job_id, 0, 0).unwrap();
    }
    world.settle(1, 0, 0).unwrap();
    let position = world.position(&alice);
    assert_eq!(position.proven_gpus, 2, "the one that was busy when the long job began, and the newcomer's");
    assert_eq!((position.busy, position.pledged_gpus), (2, 2));
}

#[test]
fn nothing_is_pledged_where_the_market_refuses() {
    let (mut world, market, alice) = World::with_market();
    let request = PledgeRequest { msg: Binary::from(b"no"), ..world.pledge_to(&market, WORK) };
    refused_with(world.pledge(&alice, request), &["the market refuses"]);
    let position = world.position(&alice);
    assert_eq!((position.locked.u128(), position.busy), (0, 0));
    let request = world.pledge_to(&market, WORK);
    world.pledge(&alice, request).unwrap();
}

#[test]
fn a_market_is_allowed_and_no_more_by_governance() {
    let mut world = World::quiet();
    let (market, alice) = (world.another_market(), world.provider("alice", 100 * ONE, 4));
    let not_allowed = |market: &Addr| ContractError::Market {
        market: market.clone(),
        expected: "one to which governance lets providers pledge",
    };
    let request = world.pledge_to(&market, WORK);
    refused(world.pledge(&alice, request.clone()), not_allowed(&market));
    let never = ContractError::Market { market: market.clone(), expected: "a market that was allowed" };
    refused(world.allow(&market, false), never);
    let registry = world.registry.clone();
    let expected = "another contract than the registry";
    refused(world.allow(&registry, true), ContractError::Market { market: registry, expected });

    world.allow(&market, true).unwrap();
    world.pledge(&alice, request).unwrap();
    world.allow(&market, false).unwrap();
    let request = world.pledge_to(&market, WORK + 1);
    refused(world.pledge(&alice, request), not_allowed(&market));
    let all = QueryMsg::Markets { order: None, start_after: None, limit: None };
    let listed: MarketsResponse = world.ask(all);
    let [entry] = listed.markets.as_slice() else { panic!("{listed:?}") };
    assert_eq!((&entry.market, entry.allowed), (&market, false));
    // What was pledged before ends as agreed.
    world.end_pledge(&market, WORK, nothing()).unwrap();
    assert_eq!(world.position(&alice).busy, 0);
}

#[test]
fn no_market_ends_what_is_pledged_to_another() {
    let (mut world, market, alice) = World::with_market();
    let rival = world.another_market();
    world.allow(&rival, true).unwrap();
    let request = world.pledge_to(&market, WORK);
    world.pledge(&alice, request.clone()).unwrap();
    refused(
        world.end_pledge(&rival, WORK, nothing()),
        ContractError::UnknownPledge { market: rival.clone(), id: WORK },
    );
    // Its own numbers are free for it, and those of jobs are others again.
    let elsewhere = PledgeRequest { market: rival.to_string(), ..request.clone() };
    world.pledge(&alice, elsewhere).unwrap();
    refused(world.pledge(&alice, request), ContractError::Pledged { market: market.clone(), id: WORK });
    refused(world.settle(WORK, 1, 0), ContractError::UnknownBinding { job_id: WORK });
    world.end_pledge(&rival, WORK, nothing()).unwrap();
    assert_eq!(world.position(&alice).busy, 2);
}

#[test]
fn who_pledges_must_be_able_to_work() {
    let (mut world, market, alice) = World::with_market();
    let stranger = world.addr("bob");
    let request = world.pledge_to(&market, WORK);
    refused(
        world.pledge(&stranger, request.clone()),
        ContractError::NotRegistered { address: stranger.clone() },
    );
    let many = PledgeRequest { gpus: 5, ..request.clone() };
    let free_gpus = RuleError::FreeGpus { expected: 5, free: 4, offered: 4 };
    refused(world.pledge(&alice, many), free_gpus.into());
    let dear = PledgeRequest { amount: (100 * ONE + 1).into(), ..request.clone() };
    let free_bond = RuleError::FreeBond {
        expected: 100 * ONE + 1,
        free: 100 * ONE,
        bond: 100 * ONE,
        locked: 0,
        collateral: 0,
        held: 0,
    };
    refused(world.pledge(&alice, dear), free_bond.into());
    let past = PledgeRequest { ends_by: world.now() - 1, ..request.clone() };
    refused_with(world.pledge(&alice, past), &["ends_by"]);

    let owner = world.owner.clone();
    let paused =
        |accept| ExecuteMsg::SetPaused { class: CLASS.into(), paused: ClassPaused { mint: false, accept } };
    world.send(&owner, paused(true)).unwrap();
    let stopped = ContractError::Paused { what: "accepting", class: CLASS.into() };
    refused(world.pledge(&alice, request.clone()), stopped);
    world.send(&owner, paused(false)).unwrap();

    world.accept(1, &alice, 1, ONE);
    world.fraud(1, 1, None).unwrap();
    let until = world.now() + 7 * DAY;
    let now = world.now();
    refused(world.pledge(&alice, request), ContractError::Jailed { address: alice, until, now });
}

#[test]
fn a_pledge_outlasts_jail_pause_and_the_announcement_of_the_end_but_not_the_end() {
    let mut world = World::new();
    let market = world.another_market();
    world.allow(&market, true).unwrap();
    let alice = world.provider("alice", 100 * ONE, 4);
    for _ in 0..8 {
        world.wait(DAY);
        let lp = world.addr("lp");
        world.swap_net(&lp, CLASS, 10);
    }
    let request = world.pledge_to(&market, WORK);
    world.pledge(&alice, request).unwrap();
    world.announce().unwrap();
    let at = world.now() + 90 * DAY;
    let beyond = PledgeRequest { ends_by: at + 1, ..world.pledge_to(&market, WORK + 1) };
    let (class, ends_by) = (CLASS.to_owned(), at + 1);
    refused(world.pledge(&alice, beyond), ContractError::BeyondEnd { class, at, ends_by });

    world.accept(1, &alice, 1, ONE);
    world.fraud(1, 1, None).unwrap();
    let owner = world.owner.clone();
    let paused = ClassPaused { mint: true, accept: true };
    world.send(&owner, ExecuteMsg::SetPaused { class: CLASS.into(), paused }).unwrap();
    // GPUs in work cannot be withdrawn from the class, nor the bond behind it.
    refused_with(world.offer(&alice, 1), &["in jobs"]);
    let bond = world.position(&alice).free.u128();
    refused_with(world.withdraw(&alice, bond + 1, Payout::Wallet), &["free"]);
    refused_with(world.send(&alice, ExecuteMsg::Leave {}), &["cannot leave"]);
    world.wait(91 * DAY);
    world.end_pledge(&market, WORK, nothing()).unwrap();
    let after = world.position(&alice);
    assert_eq!((after.locked.u128(), after.busy), (0, 0));
}
