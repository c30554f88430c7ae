//! Leases: started, served, ended, and what goes wrong with them.

use api::lease_market::LeaseState;
use compute_amm_agent::book::{Action, Book, Key, Step};
use compute_amm_agent::config::Config;
use compute_amm_agent::decide::{decide, Task};
use compute_amm_agent::view::{GasCost, Lease, LeaseMarket, Run, View};
use credit::CREDIT;

use crate::rented::WITHIN;
use crate::setting::Setting;
use crate::support::*;

const ALIVE: &str = "alive = [\"true\"]";

fn over(s: &Setting, id: u64) -> Option<LeaseState> {
    s.chain.0.borrow().rented.over.get(&id).copied()
}

fn runs(s: &Setting, id: u64) -> bool {
    s.chain.0.borrow().rented.machines.contains(&id)
}

/// A setting in which leases of so many seconds run.
fn serving(more: &str, seconds: &[u64]) -> Setting {
    let mut s = Setting::of(4, 50, lessor(more));
    (1..).zip(seconds).for_each(|(id, seconds)| s.chain.lease(id, *seconds));
    s.rounds(6);
    (1..).zip(seconds).for_each(|(id, _)| assert_eq!(s.chain.count(&Key::Pledge(id)), (1, 0)));
    s
}

#[test]
fn a_lease_is_started_once_its_machine_is_ready_served_and_ended() {
    let mut s = serving("", &[1_000]);
    let end = s.chain.0.borrow_mut().view_mut().leases[&1].run.unwrap().end;
    s.rounds(210);
    assert_eq!((over(&s, 1), s.chain.count(&Key::Close(1))), (Some(LeaseState::Ended), (1, 0)));
    assert_eq!(s.chain.count(&Key::Beat), (4, 0), "one each 200 s, the start was the first");
    let hooks = s.chain.0.borrow().rented.hooks.clone();
    let [(1, "start", _), (1, "end", at)] = hooks[..] else { panic!("{hooks:?}") };
    assert!((end..=end + 10).contains(&at), "{end}, {at}");
    assert_eq!((runs(&s, 1), s.agent.store().book().leases.len()), (false, 0), "nothing is left of it");
    assert!(s.agent.store().book().sent.keys().all(|key| key.lease().is_none()));
}

#[test]
fn a_machine_stops_at_its_leases_end_also_while_no_node_answers() {
    let mut s = serving("", &[300]);
    let end = s.chain.0.borrow_mut().view_mut().leases[&1].run.unwrap().end;
    s.chain.0.borrow_mut().down = true;
    s.chain.0.borrow_mut().rented.stuck = 1;
    while s.chain.now() < end {
        assert!(runs(&s, 1));
        s.rounds(1);
    }
    s.rounds(6);
    assert!(!runs(&s, 1), "it was stopped by the machine's own clock, after one failure");
    s.chain.0.borrow_mut().down = false;
    s.rounds(5);
    assert_eq!(over(&s, 1), Some(LeaseState::Ended));
    assert_eq!(s.chain.hooked(1, "end"), 1);
}

#[test]
fn a_machine_whose_lease_was_never_seen_to_start_stops_while_no_node_answers() {
    let mut s = making_ready();
    let latest = asked_until(&mut s);
    s.chain.block(5);
    s.chain.0.borrow_mut().down = true;
    while s.chain.now() < latest {
        assert!(runs(&s, 1), "it may have been started in the last second for that");
        s.rounds(1);
    }
    s.rounds(4);
    assert!(!runs(&s, 1));
}

#[test]
fn a_machine_whose_start_was_never_asked_for_stops_in_time_while_no_node_answers() {
    let mut s = making_ready();
    let start_by = s.chain.0.borrow_mut().view_mut().leases[&1].start_by;
    s.chain.0.borrow_mut().down = true;
    s.rounds(10);
    while s.chain.now() < start_by {
        assert!(runs(&s, 1));
        s.rounds(1);
    }
    s.rounds(4);
    assert!(!runs(&s, 1), "nobody has asked to start it");
}

#[test]
fn a_machine_that_no_block_starts_stops_while_nodes_tell_of_the_last_block() {
    let mut s = making_ready();
    let start_by = s.chain.0.borrow_mut().view_mut().leases[&1].start_by;
    // So long that the agent asks for no start.
    halts(&mut s, start_by - 1);
    assert!(runs(&s, 1), "a block may come in time");
    halts(&mut s, start_by);
    assert!(!runs(&s, 1));
    assert_eq!((s.chain.hooked(1, "start"), s.chain.hooked(1, "end")), (1, 1), "and is not made ready again");
    assert!(s.agent.store().book().sent.is_empty());
}

#[test]
fn a_machine_whose_start_waits_for_a_block_stops_at_the_latest_end_of_its_lease() {
    let mut s = making_ready();
    let latest = asked_until(&mut s);
    halts(&mut s, latest - 1);
    assert!(runs(&s, 1), "the next block may start it");
    halts(&mut s, latest);
    assert!(!runs(&s, 1));
    s.chain.block(latest - s.chain.now());
    s.rounds(4);
    assert_eq!(s.chain.count(&Key::Pledge(1)), (0, 1), "it would end later than it may");
    assert_eq!((s.chain.hooked(1, "start"), s.chain.hooked(1, "end")), (1, 1));
}

/// A setting in which the machine of a lease is being made ready.
fn making_ready() -> Setting {
    let mut s = Setting::of(1, 50, lessor(""));
    s.chain.lease(1, 900);
    while s.agent.store().book().leases.get(&1).is_none_or(|tenant| !tenant.start.begun()) {
        s.rounds(1);
    }
    s
}

/// Goes on until the agent hands over that it starts the lease: which no block has. The latest end of the lease by that.
fn asked_until(s: &mut Setting) -> u64 {
    loop {
        s.agent.tick().unwrap();
        let sent = s.agent.store().book().sent.get(&Key::Pledge(1));
        if let Some(Action::Pledge { ends_by, .. }) = sent.map(|sent| &sent.action) {
            return *ends_by;
        }
        s.chain.block(5);
    }
}

/// The agent looks some times while no block comes, at this time by the machine's clock.
fn halts(s: &mut Setting, now: u64) {
    s.chain.0.borrow_mut().view_mut().host.clock = now;
    for _ in 0..10 {
        s.agent.tick().unwrap();
    }
}

#[test]
fn a_top_up_moves_the_end() {
    let mut s = serving("top_up = 500", &[300]);
    let end = {
        let mut world = s.chain.0.borrow_mut();
        let lease = world.view_mut().leases.get_mut(&1).unwrap();
        lease.terms.seconds += 200;
        let run = lease.run.as_mut().unwrap();
        run.end += 200;
        run.end
    };
    while s.chain.now() < end {
        assert!(runs(&s, 1), "{} s before its end", end - s.chain.now());
        s.rounds(1);
    }
    s.rounds(4);
    assert_eq!((over(&s, 1), runs(&s, 1)), (Some(LeaseState::Ended), false));
}

#[test]
fn a_lease_that_its_client_closes_leaves_no_machine() {
    let mut s = serving("", &[1_000]);
    s.chain.client_closes(1);
    s.rounds(4);
    assert_eq!((runs(&s, 1), s.chain.count(&Key::Close(1))), (false, (0, 0)));
    assert!(s.agent.store().book().leases.is_empty());
}

#[test]
fn a_lease_that_somebody_else_started_first_costs_gas_and_leaves_no_machine() {
    let mut s = Setting::of(1, 50, lessor(""));
    s.chain.lease(1, 1_000);
    s.chain.0.borrow_mut().rented.steals = Some(1);
    s.rounds(10);
    assert_eq!((s.chain.count(&Key::Pledge(1)), s.chain.hooked(1, "start")), ((0, 1), 1));
    assert_eq!((runs(&s, 1), s.agent.store().book().leases.len()), (false, 0));
    s.chain.lease(2, 100);
    s.rounds(6);
    assert_eq!(s.chain.count(&Key::Pledge(2)), (1, 0), "its GPU is free again");
}

#[test]
fn a_lease_that_is_withdrawn_while_its_machine_starts_frees_the_gpu_at_once() {
    let mut s = Setting::of(1, 50, lessor(""));
    s.chain.lease(1, 1_000);
    s.rounds(1);
    assert!(s.agent.store().book().leases[&1].start.begun());
    s.chain.0.borrow_mut().view_mut().leases.clear();
    s.chain.lease(2, 1_000);
    s.rounds(3);
    assert_eq!((s.chain.hooked(1, "start"), s.chain.hooked(1, "end"), runs(&s, 1)), (0, 1, false));
    assert!(!s.agent.store().book().leases.contains_key(&1), "nothing is left of it");
    s.rounds(4);
    assert_eq!(s.chain.count(&Key::Pledge(2)), (1, 0));
}

#[test]
fn a_lease_whose_pledge_the_chain_refuses_is_tried_while_it_is_open_and_then_stopped() {
    let mut s = Setting::of(1, 50, lessor(""));
    s.chain.lease(1, 1_000);
    s.chain.0.borrow_mut().refuses = Some("paused".into());
    s.rounds(60);
    assert!(runs(&s, 1));
    s.chain.0.borrow_mut().view_mut().leases.clear();
    s.rounds(3);
    assert_eq!((runs(&s, 1), s.chain.hooked(1, "start")), (false, 1));
}

#[test]
fn a_machine_that_does_not_start_is_stopped_and_started_again_three_times_at_most() {
    let mut s = Setting::of(1, 50, lessor(""));
    s.chain.lease(1, 1_000);
    s.chain.0.borrow_mut().rented.fails = 1;
    s.rounds(4);
    assert_eq!((s.chain.hooked(1, "start"), s.chain.hooked(1, "end"), runs(&s, 1)), (1, 1, false));
    s.rounds(8);
    assert_eq!((s.chain.hooked(1, "start"), s.chain.count(&Key::Pledge(1))), (2, (1, 0)));

    let mut s = Setting::of(1, 50, lessor(""));
    s.chain.lease(1, 1_000);
    s.chain.0.borrow_mut().rented.fails = u32::MAX;
    s.rounds(100);
    assert_eq!((s.chain.hooked(1, "start"), s.chain.hooked(1, "end"), runs(&s, 1)), (3, 3, false));
}

#[test]
fn killed_between_start_and_pledge_it_pledges_the_machine_that_is_ready() {
    let mut s = Setting::of(1, 50, lessor(""));
    s.chain.lease(1, 1_000);
    s.chain.0.borrow_mut().refuses = Some("later".into());
    s.rounds(4);
    assert!(s.agent.store().book().leases[&1].start.done().is_some());
    let mut s = s.restart(true);
    s.chain.0.borrow_mut().refuses = None;
    s.rounds(10);
    assert_eq!((s.chain.hooked(1, "start"), s.chain.count(&Key::Pledge(1))), (1, (1, 0)));
}

#[test]
fn killed_while_a_machine_starts_it_stops_what_is_half_done_and_starts_it_again() {
    let mut s = Setting::of(1, 50, lessor(""));
    s.chain.lease(1, 1_000);
    s.rounds(1);
    assert!(s.agent.store().book().leases[&1].start.begun());
    s.chain.0.borrow_mut().rented.machines.insert(1);
    let mut s = s.restart(true);
    s.rounds(2);
    assert_eq!((s.chain.hooked(1, "end"), runs(&s, 1)), (1, false));
    s.rounds(6);
    assert_eq!((s.chain.hooked(1, "start"), s.chain.count(&Key::Pledge(1))), (1, (1, 0)));
}

#[test]
fn an_end_is_run_until_it_succeeds_also_after_a_restart() {
    let mut s = serving("", &[1_000]);
    s.chain.0.borrow_mut().rented.stuck = 3;
    s.chain.client_closes(1);
    s.rounds(3);
    let mut s = s.restart(true);
    s.rounds(40);
    assert_eq!((s.chain.hooked(1, "end"), runs(&s, 1)), (1, false));
    assert!(s.agent.store().book().leases.is_empty());
}

#[test]
fn gpus_are_not_free_before_their_machine_has_stopped() {
    let mut s = Setting::of(1, 50, lessor(""));
    s.chain.lease(1, 1_000);
    s.rounds(6);
    s.chain.0.borrow_mut().rented.stuck = 2;
    s.chain.client_closes(1);
    s.chain.lease(2, 100);
    s.rounds(6);
    assert_eq!((runs(&s, 1), s.chain.hooked(2, "start")), (true, 0));
    s.rounds(20);
    assert_eq!((runs(&s, 1), s.chain.count(&Key::Pledge(2))), (false, (1, 0)));
}

#[test]
fn while_its_only_machine_is_dead_it_is_silent_and_goes_on_once_it_is_back() {
    let mut s = serving(ALIVE, &[4_000]);
    s.rounds(45);
    assert_eq!(s.chain.count(&Key::Beat), (1, 0));
    s.chain.0.borrow_mut().rented.dead.insert(1);
    s.rounds(200);
    assert_eq!(s.chain.count(&Key::Beat), (1, 0), "no money for a dead machine");
    s.chain.0.borrow_mut().rented.dead.clear();
    s.rounds(14);
    assert_eq!((s.chain.count(&Key::Beat), over(&s, 1)), ((2, 0), None));
    s.chain.0.borrow_mut().rented.dead.insert(1);
    s.rounds(400);
    assert_eq!((over(&s, 1), runs(&s, 1)), (Some(LeaseState::Silent), false), "somebody closed it");
    assert_eq!(s.chain.count(&Key::Close(1)), (0, 0));
}

#[test]
fn of_two_leases_the_one_whose_machine_stays_dead_is_ended_and_the_other_served() {
    let mut s = serving(ALIVE, &[3_000, 3_000]);
    s.chain.lease(3, 100);
    s.chain.0.borrow_mut().rented.dead.insert(1);
    let beats = |s: &Setting| s.chain.count(&Key::Beat).0;
    s.rounds(WITHIN as usize / 5 - 10);
    assert_eq!(
        (beats(&s), over(&s, 1)),
        (0, None),
        "its machine may come back while the last heartbeat covers"
    );
    s.rounds(20);
    assert_eq!((over(&s, 1), runs(&s, 1)), (Some(LeaseState::Stopped), false));
    s.rounds(600);
    assert_eq!((over(&s, 2), beats(&s) > 8), (Some(LeaseState::Ended), true), "{}", beats(&s));
}

#[test]
fn where_a_class_is_interruptible_the_dead_one_ends_with_notice() {
    let mut s = serving(ALIVE, &[3_000, 3_000]);
    s.chain.0.borrow_mut().rented.interruptible = true;
    s.chain.0.borrow_mut().rented.dead.insert(1);
    s.rounds(WITHIN as usize / 5 + 40);
    assert_eq!((over(&s, 1), s.chain.count(&Key::Close(1))), (Some(LeaseState::Ended), (2, 0)));
    s.rounds(20);
    assert!(s.chain.count(&Key::Beat).0 > 0);
}

#[test]
fn no_lease_is_started_while_the_machine_of_another_is_dead() {
    let mut s = serving(ALIVE, &[3_000]);
    s.chain.0.borrow_mut().rented.dead.insert(1);
    s.rounds(45);
    s.chain.lease(2, 1_000);
    s.rounds(20);
    assert_eq!(s.chain.count(&Key::Pledge(2)), (0, 0), "a start is a heartbeat of all leases");
    assert_eq!(s.chain.hooked(2, "start"), 0, "no client gets a machine that it does not pay");
}

#[test]
fn a_lease_of_which_it_knows_no_machine_gets_no_heartbeat_unless_the_hook_says_that_it_serves() {
    let mut s = serving("", &[1_000]).restart(false);
    s.rounds(80);
    assert_eq!(
        (s.chain.count(&Key::Beat), s.chain.hooked(1, "start")),
        ((0, 0), 1),
        "it is not started anew"
    );
    s.rounds(140);
    assert_eq!((over(&s, 1), runs(&s, 1)), (Some(LeaseState::Ended), false), "whatever is left is stopped");

    let mut s = serving(ALIVE, &[1_000]).restart(false);
    s.rounds(210);
    assert_eq!((s.chain.count(&Key::Beat), over(&s, 1)), ((4, 0), Some(LeaseState::Ended)));
    assert!(!runs(&s, 1));
}

#[test]
fn jobs_and_leases_never_have_the_same_gpus() {
    let mut s = Setting::of(1, 50, lessor(""));
    s.chain.request(1, compute_amm_agent::view::Job { method: CLIENT, seconds: 50, ..job() }, 600);
    s.chain.lease(1, 100);
    s.rounds(60);
    assert_eq!(s.chain.0.borrow().most_gpus, 1);
    assert_eq!((s.chain.count(&Key::Pledge(1)), s.chain.count(&Key::Accept(1))), ((1, 0), (1, 0)));
}

fn seen(leases: &[(u64, Lease)]) -> View {
    View {
        lease_market: Some(LeaseMarket { heartbeat_within: WITHIN, covers: WITHIN, seen_at: Some(NOW) }),
        leases: leases.iter().cloned().collect(),
        ..view()
    }
}

fn starts(config: &Config, view: &View) -> Vec<u64> {
    let tasks = decide(config, view, &Book::default()).tasks;
    tasks.iter().filter_map(|task| if let Task::Start(id) = task { Some(*id) } else { None }).collect()
}

/// A stop that was cut off may have left half a machine, which nobody may be given.
#[test]
fn a_stop_that_was_cut_off_is_run_again_before_anything_else() {
    use compute_amm_agent::tenant::{Machine, Tenant};
    let mut machine = Tenant { start: Step::Done(Machine::default()), ..Tenant::default() };
    machine.stop.begin();
    machine.interrupt();
    assert!(!machine.keeps());
    let book = Book { leases: [(1, machine)].into(), ..Book::default() };
    let decided = decide(&lessor(""), &seen(&[(1, lease(300))]), &book);
    assert_eq!((decided.send, decided.tasks), (vec![], vec![Task::Stop(1)]));
}

/// Governance changed the time: the last heartbeat covers the old one, the next will cover the new.
#[test]
fn a_heartbeat_comes_by_the_shorter_of_two_times() {
    use compute_amm_agent::tenant::{Machine, Tenant};
    let served = Lease { run: Some(Run { end: NOW + 10_000, due: 0 }), ..lease(10_000) };
    let machine = Tenant { start: Step::Done(Machine::default()), ..Tenant::default() };
    let book = Book { leases: [(1, machine)].into(), ..Book::default() };
    for (covers, heartbeat_within, after, beats) in
        [(300, 3_600, 99, false), (300, 3_600, 100, true), (3_600, 300, 99, false), (3_600, 300, 100, true)]
    {
        let market = LeaseMarket { heartbeat_within, covers, seen_at: Some(NOW) };
        let view = View { lease_market: Some(market), time: NOW + after, ..seen(&[(1, served.clone())]) };
        let sent = decide(&lessor(""), &view, &book).send;
        assert_eq!(sent.contains(&Action::Beat), beats, "{after} s after one that covers {covers}");
    }
}

#[test]
fn its_own_leases_come_first_then_the_best_paid_as_far_as_there_is_room() {
    let dear = Lease { cost: 900_000, ..lease(300) };
    let own = Lease { reserved: true, ..lease(300) };
    let mut view = seen(&[(1, lease(300)), (2, dear), (3, own)]);
    assert_eq!(starts(&lessor(""), &view), [3, 2, 1]);
    view.classes.get_mut(CLASS).unwrap().gpus = 2;
    assert_eq!(starts(&lessor(""), &view), [3, 2]);
    assert_eq!(starts(&lessor("keep_gpus = 1"), &view), [3]);
    view.classes.get_mut(CLASS).unwrap().free = 1_500;
    assert_eq!(starts(&lessor(""), &view), [3], "bond for one");
    assert!(starts(&config(), &view).is_empty(), "it serves no leases");
}

#[test]
fn leases_that_do_not_suit_are_left_alone() {
    let view = seen(&[(1, lease(300))]);
    assert_eq!(starts(&lessor(""), &view), [1]);
    for more in ["longest = 299", "shortest = 301", "min_price = \"1401\"", "classes = [\"a100\"]"] {
        assert!(starts(&lessor(more), &view).is_empty(), "{more}");
    }
    for more in ["longest = 300", "shortest = 300", "min_price = \"1400\"", "classes = [\"h100\"]"] {
        assert_eq!(starts(&lessor(more), &view), [1], "{more}");
    }
    let payers = Config { payers: ["another".to_owned()].into(), ..lessor("") };
    assert!(starts(&payers, &view).is_empty());
    let gas = GasCost { pledge: 200_000, beat: 10_000, close: 209_999, ..GasCost::default() };
    assert_eq!(starts(&lessor(""), &View { gas, ..view.clone() }), [1], "one heartbeat, and 1 NET more");
    let gas = GasCost { close: 210_001, ..gas };
    assert!(starts(&lessor(""), &View { gas, ..view.clone() }).is_empty());
    let late = Lease { start_by: NOW + 100, ..lease(300) };
    assert!(
        starts(&lessor(""), &seen(&[(1, late)])).is_empty(),
        "a lost transaction would break the deadline"
    );
    let mut ending = view.clone();
    ending.classes.get_mut(CLASS).unwrap().ends_at = Some(NOW + 400);
    assert!(starts(&lessor(""), &ending).is_empty());
    let mut skewed = view;
    skewed.host.clock = NOW + 301;
    assert!(starts(&lessor(""), &skewed).is_empty(), "clock and chain differ");
}

#[test]
fn a_long_lease_is_claimed_once_a_day_is_due_and_worth_its_gas_many_times() {
    let days = 3 * 86_400;
    let due = |seconds: u64| Some(Run { end: NOW + 100, due: u128::from(seconds) * CREDIT });
    let claims = |run, claim: u128| {
        let mut view = seen(&[(1, Lease { run, ..lease(days) })]);
        view.gas.claim = claim;
        let sent = decide(&lessor(""), &view, &Book::default()).send;
        sent.contains(&Action::Claim { lease: 1 })
    };
    assert!(claims(due(86_400), 0) && !claims(due(86_399), 0));
    let worth = 86_400 * 1_400;
    assert!(claims(due(86_400), worth / 100) && !claims(due(86_400), worth / 100 + 1));
}

#[test]
fn a_pledge_lasts_as_long_as_the_lease_may_be_topped_up() {
    let mut s = Setting::of(1, 50, lessor("top_up = 500"));
    s.chain.lease(1, 1_000);
    s.chain.0.borrow_mut().refuses = Some("later".into());
    s.rounds(4);
    let sent = s.agent.store().book().sent[&Key::Pledge(1)].action.clone();
    let Action::Pledge { ends_by, .. } = sent else { panic!("{sent:?}") };
    let first = s.chain.now() + 1_000 + 500;
    assert!((first..first + 200).contains(&ends_by), "{first}, {ends_by}");
}
