//! The checks of a load, each on a world in which one thing is wrong: a check that never fails says nothing.

use api::job_market::{JobResponse, JobState};
use chain_tests::load::checks::{agree, After, Worked};
use chain_tests::load::people::People;
use chain_tests::load::walk::{Job, Told, Walk};
use cosmwasm_std::{Addr, Event, HexBinary};

/// Job 1 is settled to the provider for 10 credits, which cost 100, and 3 of take; job 2 is refunded.
struct World {
    people: People,
    walk: Walk,
    jobs: Vec<JobResponse>,
    after: After,
}

fn told(kind: &str, attributes: &[(&str, &str)]) -> Vec<Told> {
    vec![Told { height: 5, event: Event::new(kind).add_attributes(attributes.iter().copied()) }]
}

fn job(job_id: u64, state: JobState, output: Option<HexBinary>) -> JobResponse {
    JobResponse { job_id, state, output, fault: None, open: None, callback: None }
}

fn world() -> World {
    let people = People {
        providers: vec![Addr::unchecked("provider")],
        owed: vec![1_000],
        clients: vec![Addr::unchecked("client")],
        net: vec![5_000],
    };
    let request = |cost| told("wasm-request_job", &[("owner", "client"), ("credits", "10"), ("cost", cost)]);
    let settled = Job {
        request: request("100"),
        accept: told("wasm-accept_job", &[("provider", "provider")]),
        result: told("wasm-submit_result", &[("output", "abcd")]),
        end: told(
            "wasm-end_job",
            &[
                ("state", "settled"),
                ("owner", "client"),
                ("credits", "10"),
                ("earned", "3"),
                ("provider", "provider"),
            ],
        ),
    };
    let refunded = Job {
        request: request("101"),
        end: told(
            "wasm-end_job",
            &[("state", "expired"), ("owner", "client"), ("credits", "10"), ("earned", "0")],
        ),
        ..Job::default()
    };
    World {
        people,
        walk: Walk { jobs: [(1, settled), (2, refunded)].into(), ..Walk::default() },
        jobs: vec![
            job(1, JobState::Settled, Some(HexBinary::from([0xab, 0xcd]))),
            job(2, JobState::Expired, None),
        ],
        after: After {
            clients: vec![(5_000 - 100 - 3 - 101, 10)],
            providers: vec![Worked { open: 990, ..Worked::default() }],
            take: 3,
            held: 3,
            wallet: 0,
        },
    }
}

fn error(change: impl FnOnce(&mut World)) -> String {
    let mut world = world();
    change(&mut world);
    let World { people, walk, jobs, after } = world;
    agree(&people, &walk, &jobs, &after).map_or_else(|error| format!("{error:#}"), |()| "none".into())
}

/// Says something else in the event of a step.
fn say(told: &mut [Told], key: &str, value: &str) {
    let attributes = &mut told[0].event.attributes;
    attributes.iter_mut().filter(|found| found.key == key).for_each(|found| found.value = value.into());
}

fn settled(world: &mut World) -> &mut Job {
    world.walk.jobs.get_mut(&1).unwrap()
}

#[test]
fn a_world_in_which_all_agrees_passes() {
    assert_eq!(error(|_| {}), "none");
}

#[test]
fn a_job_that_is_missing_is_named() {
    assert_eq!(error(|world| drop(world.jobs.pop())), "jobs by query [1], by events [1, 2]");
    assert_eq!(error(|world| drop(world.walk.jobs.remove(&1))), "jobs by query [1, 2], by events [2]");
    assert_eq!(error(|world| settled(world).end.clear()), "job 1: expected one end, got 0");
    assert_eq!(error(|world| settled(world).result.clear()), "job 1: expected one result, got 0");
    let twice = |world: &mut World| {
        let end = settled(world).end[0].clone();
        settled(world).end.push(end);
    };
    assert_eq!(error(twice), "job 1: expected one end, got 2");
}

#[test]
fn events_that_say_something_else_than_queries_are_named() {
    let state = |world: &mut World| world.jobs[0].state = JobState::Faulted;
    assert_eq!(error(state), "job 1: by its end settled, by query faulted");
    let output = |world: &mut World| world.jobs[0].output = Some(HexBinary::from([0xab]));
    assert_eq!(error(output), "job 1: another output by events than by query");
    let output = |world: &mut World| world.jobs[0].output = None;
    assert_eq!(error(output), "job 1: a settled job without an output");
    let provider = |world: &mut World| say(&mut settled(world).accept, "provider", "other");
    assert_eq!(error(provider), "job 1: settled to another than who accepted it");
    let owner = |world: &mut World| say(&mut settled(world).end, "owner", "other");
    assert_eq!(error(owner), "job 1: its end has another owner");
    let credits = |world: &mut World| say(&mut settled(world).end, "credits", "9");
    assert_eq!(error(credits), "job 1: its end pays other credits than its request locked");
}

#[test]
fn a_payment_that_is_off_by_one_unit_is_named() {
    let net = |world: &mut World| world.after.clients[0].0 -= 1;
    assert_eq!(error(net), "client had 5000 NET, paid 204 and has 4795");
    let back = |world: &mut World| world.after.clients[0].1 -= 1;
    assert_eq!(error(back), "client got 10 credits back and has 9");
    let open = |world: &mut World| world.after.providers[0].open += 1;
    assert_eq!(error(open), "provider owed 1000, worked for 10, and owes 991 and has 0 credits");
    let kept = |world: &mut World| world.after.providers[0].credits += 1;
    assert_eq!(error(kept), "provider owed 1000, worked for 10, and owes 990 and has 1 credits");
    let cost = |world: &mut World| say(&mut settled(world).request, "cost", "101");
    assert_eq!(error(cost), "client had 5000 NET, paid 205 and has 4796");
    let earned = |world: &mut World| {
        say(&mut settled(world).end, "earned", "4");
        world.after.clients[0].0 -= 1;
    };
    assert_eq!(error(earned), "take of the job-market 3, by events 4");
}

#[test]
fn what_is_stuck_is_named() {
    let locked = |world: &mut World| world.after.providers[0].locked = 1;
    assert_eq!(error(locked), "provider still has 1 locked and 0 GPUs busy");
    let busy = |world: &mut World| world.after.providers[0].busy = 2;
    assert_eq!(error(busy), "provider still has 0 locked and 2 GPUs busy");
    let held = |world: &mut World| world.after.held += 1;
    assert_eq!(error(held), "the job-market's account has 4 NET, and its take is 3");
    let wallet = |world: &mut World| world.after.wallet = 1;
    assert_eq!(error(wallet), "the job-market's wallet has 1 NET");
    let nobody = |world: &mut World| world.after.providers.clear();
    assert_eq!(error(nobody), "clients and providers by query: (1, 0)");
}
