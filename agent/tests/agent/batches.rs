//! Transactions of several messages, one of which fails.

use compute_amm_agent::blame::blamed;
use compute_amm_agent::book::{Action, Book, Fate, Key, Pause, Ran, Sent, Step, Work};
use compute_amm_agent::decide::decide;
use compute_amm_agent::view::{Job, View};

use crate::setting::Setting;
use crate::support::*;

const WHY: &str = "failed to execute message; message index: 11: job 7 is assigned, message index: 3: \
                   execute wasm contract failed (code 5)";

#[test]
fn the_message_that_a_node_blames_is_read_and_no_other_number() {
    assert_eq!(blamed(WHY, 12), Some(11));
    assert_eq!(blamed(WHY, 11), None, "there is no such message");
    assert_eq!(blamed("message index: ", 9), None);
    assert_eq!(blamed("message index: 99999999999999999999999", 9), None);
    assert_eq!(blamed("out of gas in location: wasm contract; gasWanted: 2", 9), None);
}

/// Three short jobs; somebody else takes the second while they are being accepted.
fn raced(seen: bool) -> Setting {
    let s = Setting::new(4, 50);
    for id in 1..=3 {
        s.chain.request(id, Job { seconds: 20, ..job() }, 600);
    }
    s.chain.0.borrow_mut().blind = !seen;
    s.chain.0.borrow_mut().steals = Some(2);
    s
}

#[test]
fn after_a_lost_race_the_other_jobs_are_accepted_in_the_next_round() {
    let mut s = raced(false);
    s.rounds(1);
    assert_eq!(s.chain.count(&Key::Accept(1)), (0, 1));
    s.rounds(1);
    assert_eq!((s.chain.count(&Key::Accept(1)), s.chain.count(&Key::Accept(3))), ((1, 1), (1, 1)));
    assert_eq!(s.chain.count(&Key::Accept(2)), (0, 1));
    assert_eq!((s.agent.counts()[&("accept", "failed")], s.agent.counts()[&("accept", "undone")]), (1, 2));
    s.rounds(20);
    assert_eq!((s.chain.count(&Key::Submit(1)), s.chain.count(&Key::Submit(3))), ((1, 0), (1, 0)));
}

#[test]
fn what_a_simulation_blames_is_left_out_and_the_rest_is_sent_in_the_same_round() {
    let mut s = raced(true);
    s.rounds(1);
    assert_eq!((s.chain.count(&Key::Accept(1)), s.chain.count(&Key::Accept(3))), ((1, 0), (1, 0)));
    assert_eq!(s.chain.count(&Key::Accept(2)), (0, 0), "it would fail");
}

#[test]
fn without_a_blamed_message_all_are_paused() {
    let mut s = raced(false);
    s.chain.0.borrow_mut().mute = true;
    s.rounds(3);
    for id in 1..=3 {
        assert_eq!(s.chain.count(&Key::Accept(id)), (0, 1));
    }
    s.rounds(20);
    assert_eq!((s.chain.count(&Key::Submit(1)), s.chain.count(&Key::Submit(3))), ((1, 0), (1, 0)));
}

/// The same messages together would fail again; each is sent in ever smaller company.
#[test]
fn what_fails_a_block_without_a_name_is_soon_alone() {
    let jobs = (1..=20).map(|id| (id, Job { method: CLIENT, ..mine() }));
    let view = View { jobs: jobs.collect(), ..view() };
    let ran = || Work { run: Step::Done(Ran { output: [1; 32], proof: None }), ..Work::default() };
    let sent = |tries: &[u32]| {
        let sent = (1..).zip(tries).map(|(job, tries)| {
            let pause = Pause { tries: *tries, until: NOW, reason: "out of gas".into() };
            let action = Action::Submit { job, output: [1; 32], proof: None, locator: None };
            (Key::Submit(job), Sent { action, fate: Fate::Failed(pause) })
        });
        let work = (1..=20).map(|id| (id, ran())).collect();
        let book = Book { work, sent: sent.collect(), ..Book::default() };
        decide(&config(), &view, &book)
            .send
            .iter()
            .filter_map(|action| action.key().job())
            .collect::<Vec<_>>()
    };
    for (tries, together) in [(1, 10), (2, 5), (3, 2), (4, 1), (5, 1), (99, 1)] {
        assert_eq!(sent(&[tries; 20]).len(), together, "{tries}");
    }
    assert_eq!(sent(&[]).len(), 20);
    assert_eq!(sent(&[9]), [1], "it is the most urgent");
    assert_eq!(sent(&[1, 9, 1]), [1, 3, 4, 5, 6, 7, 8, 9, 10, 11], "it waits until it is");
}

#[test]
fn a_transaction_that_is_too_large_is_halved() {
    let mut s = Setting::new(8, 50);
    (1..=8).for_each(|id| s.chain.request(id, Job { seconds: 20, ..job() }, 600));
    s.chain.0.borrow_mut().room = 3;
    s.rounds(1);
    assert_eq!(s.chain.0.borrow().executed.len(), 2);
    s.rounds(60);
    assert!((1..=8).all(|id| s.chain.count(&Key::Submit(id)) == (1, 0)));
}

#[test]
fn acceptances_go_in_transactions_of_their_own() {
    let mut view = View { jobs: [(1, job()), (2, mine())].into(), ..view() };
    let ran = Ran { output: [1; 32], proof: None };
    let work = Work { run: Step::Done(ran), signatures: Step::Done(signatures()), ..Work::default() };
    let book = Book { work: [(2, work)].into(), ..Book::default() };
    let sent =
        |view: &View| -> Vec<Key> { decide(&config(), view, &book).send.iter().map(Action::key).collect() };
    view.sequence = 4;
    assert_eq!(sent(&view), [Key::Submit(2)]);
    view.sequence = 5;
    assert_eq!(sent(&view), [Key::Accept(1)]);
    let later = View { height: view.height + 4, ..view.clone() };
    assert_eq!(sent(&later), [Key::Submit(2)], "also if no acceptance came into a block meanwhile");
    view.jobs.get_mut(&2).unwrap().deadline = NOW + 60;
    assert_eq!(sent(&view), [Key::Submit(2)], "it is due");
    view.jobs.remove(&2);
    view.sequence = 4;
    assert_eq!(sent(&view), [Key::Accept(1)]);
}
