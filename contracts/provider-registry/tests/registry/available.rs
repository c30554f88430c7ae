//! Who could take a job now.

use api::provider_registry::{AvailableProvider, AvailableResponse, ClassPaused, ExecuteMsg, QueryMsg};
use cosmwasm_std::{coins, Addr};
use credit::sunset::NOTICE;
use cw_multi_test::Executor;

use super::common::*;

fn page(
    world: &World,
    min_gpus: Option<u32>,
    start_after: Option<&Addr>,
    limit: Option<u32>,
) -> AvailableResponse {
    let start_after = start_after.map(Addr::to_string);
    world.ask(QueryMsg::Available { class: CLASS.into(), min_gpus, order: None, start_after, limit })
}

fn who(world: &World, min_gpus: Option<u32>) -> Vec<AvailableProvider> {
    page(world, min_gpus, None, None).providers
}

fn names(world: &World, min_gpus: Option<u32>) -> Vec<Addr> {
    who(world, min_gpus).into_iter().map(|one| one.provider).collect()
}

#[test]
fn free_gpus_are_those_that_no_job_keeps_busy() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 1_000 * ONE, 8);
    let idle = |gpus, free: u128| AvailableProvider {
        provider: alice.clone(),
        gpus,
        free: free.into(),
        reputation_bps: world.position(&alice).reputation_bps,
    };
    assert_eq!(who(&world, None), [idle(8, 1_000 * ONE)]);
    let (eight, five) = (idle(8, 1_000 * ONE), |free| idle(5, free));
    assert_eq!((who(&world, Some(8)), who(&world, Some(9))), (vec![eight], vec![]));
    let five = five(0);
    world.accept(1, &alice, 3, 10 * ONE);
    let free = world.position(&alice).free;
    assert!(free.u128() < 1_000 * ONE);
    assert_eq!(who(&world, Some(5)), [AvailableProvider { free, ..five }]);
    assert_eq!(who(&world, Some(6)), []);
    world.offer(&alice, 3).unwrap();
    assert_eq!((who(&world, None), who(&world, Some(0))), (vec![], vec![]), "0 asks for one");
}

#[test]
fn only_who_could_volunteer_is_told() {
    let mut world = World::quiet();
    let (owner, heartbeat) = (world.owner.clone(), ExecuteMsg::Heartbeat {});
    let [alice, bob, carol] = ["alice", "bob", "carol"].map(|name| world.provider(name, 1_000 * ONE, 2));
    let mut all = names(&world, None);
    all.sort();
    let mut expected = vec![alice.clone(), bob.clone(), carol.clone()];
    expected.sort();
    assert_eq!(all, expected);
    // Each is told exactly while it can accept.
    let fits = |world: &mut World, job_id, who: &Addr| {
        let told = names(world, None).contains(who);
        let request = world.lock_request(job_id, who, 1, ONE);
        assert_eq!(told, world.lock(request).is_ok(), "{who}");
        if told {
            world.settle(job_id, 0, 0).unwrap();
        }
        told
    };
    assert!(fits(&mut world, 1, &alice));
    world.wait(params().heartbeat_within);
    assert!(fits(&mut world, 2, &alice), "seen lately enough");
    world.wait(params().heartbeat_within + 1);
    assert!(!fits(&mut world, 3, &bob), "unseen");
    world.send(&bob, heartbeat.clone()).unwrap();
    assert!(fits(&mut world, 4, &bob));
    // In jail, until it leaves.
    world.send(&carol, heartbeat.clone()).unwrap();
    world.accept(5, &carol, 1, ONE);
    world.fraud(5, 0, None).unwrap();
    world.send(&carol, heartbeat).unwrap();
    assert!(!fits(&mut world, 6, &carol), "in jail");
    // While accepting is paused nobody can.
    let pause =
        |accept| ExecuteMsg::SetPaused { class: CLASS.into(), paused: ClassPaused { mint: false, accept } };
    world.send(&owner, pause(true)).unwrap();
    assert!(!fits(&mut world, 7, &bob));
    assert_eq!(page(&world, None, None, Some(1)).next, None, "and nobody needs to look on");
    world.send(&owner, pause(false)).unwrap();
    assert!(fits(&mut world, 8, &bob));
    // Who left offers nothing.
    world.offer(&bob, 0).unwrap();
    world.send(&bob, ExecuteMsg::Leave {}).unwrap();
    assert!(!fits(&mut world, 9, &bob));
    // An ended class takes no job.
    world.send(&alice, ExecuteMsg::Heartbeat {}).unwrap();
    assert!(fits(&mut world, 10, &alice));
    world.add_liquidity(CLASS, LIQUIDITY.0, LIQUIDITY.1);
    world.announce().unwrap();
    world.wait(NOTICE);
    world.send(&alice, ExecuteMsg::Heartbeat {}).unwrap();
    assert!(!fits(&mut world, 11, &alice));
}

#[test]
fn pages_look_at_so_many_positions_and_name_the_next() {
    let mut world = World::quiet();
    // Every third offers nothing: it has a position, and is looked at.
    for number in 0..10_u32 {
        let name = format!("provider{number}");
        let (rich, poor) = (world.addr("lp"), world.addr(&name));
        world.app.send_tokens(rich, poor, &coins(10 * ONE, NET)).unwrap();
        world.provider(&name, 10 * ONE, if number % 3 == 0 { 0 } else { 2 });
    }
    let all = names(&world, None);
    assert_eq!(all.len(), 6);
    let (mut found, mut after, mut pages) = (vec![], None, 0);
    loop {
        let page = page(&world, None, after.as_ref(), Some(2));
        assert!(page.providers.len() <= 2);
        found.extend(page.providers.into_iter().map(|one| one.provider));
        pages += 1;
        let Some(next) = page.next else { break };
        after = Some(next);
    }
    assert_eq!((found, pages), (all, 6), "the last page is empty, as ten is even");
    assert_eq!(page(&world, None, None, Some(11)).next, None);
    let unknown = QueryMsg::Available {
        class: "none".into(),
        min_gpus: None,
        order: None,
        start_after: None,
        limit: None,
    };
    let refused =
        world.app.wrap().query_wasm_smart::<AvailableResponse>(&world.registry, &unknown).unwrap_err();
    assert!(refused.to_string().contains("unknown class"), "{refused}");
}
