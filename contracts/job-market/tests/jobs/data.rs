//! Requests for a job's input: who asks when, what answers them, and what happens if nobody does.

use api::common::Source;
use api::job_market::{ExecuteMsg, InputForm, JobRequest, JobState, Params, CHUNK, DATA_WITHIN};
use cosmwasm_std::{coins, Binary, HexBinary};
use job_market::job::input;
use proptest::prelude::*;

use crate::support::*;

const INPUT: &[u8] = b"what is to be computed";
const QUARTER: u64 = RUN_WITHIN / 4;

fn ask(job_id: u64) -> ExecuteMsg {
    ExecuteMsg::RequestData { job_id, chunk: None, from: Source::Funds {} }
}

#[test]
fn its_provider_asks_with_the_bond_exactly() {
    let mut market = market();
    let (client, provider, rival) = (market.client.clone(), market.provider.clone(), market.rival.clone());
    let job_id = market.request(&client, with_input(INPUT));
    let bond = coins(DATA_BOND, NET);
    market.jobs(&provider, &ask(job_id), &bond).refused(&["expected state assigned, got open"]);
    market.accept(job_id, REDEEM);
    for sender in [&client, &rival] {
        market.jobs(sender, &ask(job_id), &bond).refused(&["its provider", provider.as_str()]);
    }
    for (came, part) in [
        (coins(DATA_BOND - 1, NET), "a bond of exactly 3000001, got 3000000"),
        (coins(DATA_BOND + 1, NET), "a bond of exactly 3000001, got 3000002"),
        (coins(DATA_BOND, USD), "exactly one coin of unet"),
        (vec![], "exactly one coin of unet"),
    ] {
        market.jobs(&provider, &ask(job_id), &came).refused(&[part]);
    }
    let (due, had) = (market.job(job_id).open.unwrap().deadline, market.wallet(&provider, NET));
    let sent = market.ask_data(job_id, None).unwrap();
    assert_eq!(market.wallet(&provider, NET), had - DATA_BOND);
    let deadline = market.now() + DATA_WITHIN;
    for (key, value) in [
        ("provider", provider.to_string()),
        ("bond", DATA_BOND.to_string()),
        ("deadline", deadline.to_string()),
    ] {
        assert_eq!(attribute(&sent, "request_data", key).unwrap(), value);
    }
    assert_eq!(attribute(&sent, "request_data", "chunk"), None);
    let job = market.job(job_id);
    assert_eq!(job.state, JobState::AwaitingInput);
    let open = job.open.unwrap();
    assert_eq!((open.provider, open.payout, open.deadline), (Some(provider), Some(REDEEM), deadline));
    let asked = open.data_request.unwrap();
    assert_eq!((asked.chunk, asked.asked_at, asked.bond.u128()), (None, market.now(), DATA_BOND));
    assert!(due > market.now());
    market.ask_data(job_id, None).refused(&["expected state assigned, got awaiting_input"]);
}

#[test]
fn the_bond_comes_from_the_senders_own_account_as_well() {
    let mut market = market();
    let (client, provider) = (market.client.clone(), market.provider.clone());
    let job_id = market.assigned(with_input(INPUT), REDEEM);
    market.deposit(&provider, 10 * ONE, NET);
    market.deposit(&client, 10 * ONE, NET);
    let before = market.accounts(&provider).0;
    let from = |owner: Option<String>, amount: u128| ExecuteMsg::RequestData {
        job_id,
        chunk: None,
        from: Source::Account { owner, amount: amount.into() },
    };
    let others = from(Some(client.to_string()), DATA_BOND);
    market.jobs(&provider, &others, &[]).refused(&["from.owner", client.as_str()]);
    market.jobs(&provider, &from(None, ONE), &[]).refused(&["a bond of exactly"]);
    market.jobs(&provider, &from(None, DATA_BOND), &coins(1, NET)).refused(&["expected none"]);
    market.jobs(&provider, &from(None, DATA_BOND), &[]).unwrap();
    assert_eq!(market.accounts(&provider).0, before - DATA_BOND);
}

/// Governance may change the bond: a job keeps the one it was requested with.
#[test]
fn the_bond_is_the_one_in_force_when_the_job_was_requested() {
    let mut market = market();
    let owner = market.owner.clone();
    let job_id = market.assigned(with_input(INPUT), REDEEM);
    let params = Params { data_bond: (7 * DATA_BOND).into(), ..params() };
    market.jobs(&owner, &ExecuteMsg::UpdateParams { params }, &[]).unwrap();
    market.ask_data(job_id, None).unwrap();
    let later = market.assigned(with_input(INPUT), REDEEM);
    market.ask_data(later, None).refused(&["a bond of exactly 21000007"]);
}

#[test]
fn only_what_has_a_form_and_only_a_part_that_it_has_can_be_asked_for() {
    let mut market = market();
    let formless = market.assigned(request(), REDEEM);
    market.ask_data(formless, None).refused(&["said the form of its input"]);
    let whole = market.assigned(with_input(INPUT), REDEEM);
    market.ask_data(whole, Some(0)).refused(&["expected the whole input, no chunk", "got chunk 0"]);
    let parts = market.assigned(with_chunks(&chunks(3, 5)), REDEEM);
    market.ask_data(parts, None).refused(&["expected a chunk from 0 to 2", "got the whole input"]);
    market.ask_data(parts, Some(3)).refused(&["expected a chunk from 0 to 2", "got chunk 3"]);
    let sent = market.ask_data(parts, Some(2)).unwrap();
    assert_eq!(attribute(&sent, "request_data", "chunk").unwrap(), "2");
    assert_eq!(market.job(parts).open.unwrap().data_request.unwrap().chunk, Some(2));
}

#[test]
fn it_is_asked_for_before_a_quarter_of_the_time_has_passed() {
    let mut market = market();
    let [first, second] = [(); 2].map(|()| market.assigned(with_input(INPUT), REDEEM));
    let until = market.now() + QUARTER;
    market.wait(QUARTER - 1);
    market.ask_data(first, None).unwrap();
    market.wait(1);
    market.ask_data(second, None).refused(&["too late", &until.to_string()]);
}

#[test]
fn the_right_answer_brings_the_owner_the_bond_and_gives_the_time_back() {
    let mut market = market();
    let (provider, stranger) = (market.provider.clone(), market.stranger.clone());
    let job_id = market.assigned(with_input(INPUT), REDEEM);
    let due = market.job(job_id).open.unwrap().deadline;
    market.answer(job_id, INPUT, &[]).refused(&["expected state awaiting_input, got assigned"]);
    market.ask_data(job_id, None).unwrap();
    market.jobs(&provider, &submit(job_id, None), &[]).refused(&["assigned, got awaiting_input"]);
    market.timeout(job_id).refused(&["too early"]);
    let mut other = INPUT.to_vec();
    other[0] ^= 1;
    let long = [INPUT, b"."].concat();
    market.answer(job_id, &other, &[]).refused(&["expected "]);
    market.answer(job_id, &long, &[]).refused(&["22 to 22 bytes, got 23 bytes"]);
    market.answer(job_id, &INPUT[1..], &[]).refused(&["got 21 bytes"]);
    market.answer(job_id, &[], &[]).refused(&["got 0 bytes"]);
    market.answer(job_id, INPUT, &[digest("sibling")]).refused(&["a path of 1 nodes"]);
    market.wait(DATA_WITHIN - 1);
    let (client, before) = (market.client.clone(), market.accounts(&market.client).0);
    let sent = market.answer(job_id, INPUT, &[]).unwrap();
    assert_eq!(market.accounts(&client).0, before + DATA_BOND, "its owner's, whoever answers");
    assert_eq!(market.accounts(&stranger).0, 0);
    let later = due + DATA_WITHIN - 1;
    assert_eq!(attribute(&sent, "answer_data", "by").unwrap(), stranger.to_string());
    assert_eq!(attribute(&sent, "answer_data", "bond").unwrap(), DATA_BOND.to_string());
    assert_eq!(attribute(&sent, "answer_data", "deadline").unwrap(), later.to_string());
    let job = market.job(job_id);
    assert_eq!(job.state, JobState::Assigned);
    let open = job.open.unwrap();
    assert_eq!((open.deadline, open.data_request), (later, None));
    market.answer(job_id, INPUT, &[]).refused(&["expected state awaiting_input, got assigned"]);
    market.wait(later - market.now() - 1);
    let proof = market.attestation(job_id);
    market.submit(job_id, Some(proof)).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Settled);
}

#[test]
fn every_chunk_is_answered_by_itself_with_its_own_path_and_by_nothing_else() {
    let mut market = market();
    let chunks = chunks(5, 77);
    let job_id = market.assigned(with_chunks(&chunks), REDEEM);
    for index in 0..5 {
        market.ask_data(job_id, Some(index)).unwrap();
        let at = usize::try_from(index).unwrap();
        let (chunk, siblings) = (&chunks[at], path(&chunks, at));
        let other = (at + 1) % 5;
        market.answer(job_id, &chunks[other], &path(&chunks, other)).refused(&["expected "]);
        market.answer(job_id, chunk, &siblings[1..]).refused(&["nodes, which does not fit"]);
        let longer = [siblings.clone(), vec![digest("more")]].concat();
        market.answer(job_id, chunk, &longer).refused(&["nodes, which does not fit"]);
        let mut wrong = siblings.clone();
        wrong[0] = digest("wrong");
        market.answer(job_id, chunk, &wrong).refused(&["expected "]);
        let short = [HexBinary::from([1; 31].as_slice())];
        market.answer(job_id, chunk, &short).refused(&["`path`", "32 bytes"]);
        market.answer(job_id, &chunk[1..], &siblings).refused(&["expected "]);
        market.answer(job_id, chunk, &siblings).unwrap();
    }
    assert_eq!(market.job(job_id).state, JobState::Assigned);
}

#[test]
fn unanswered_it_is_nobodys_fault_and_everything_goes_back_but_the_take() {
    let mut market = market();
    let (client, provider) = (market.client.clone(), market.provider.clone());
    let before = market.position(&provider);
    let job_id = market.assigned(with_input(INPUT), REDEEM);
    let tip = market.job(job_id).open.unwrap().tip.u128();
    market.ask_data(job_id, None).unwrap();
    let (owner, worker) = (market.accounts(&client), market.accounts(&provider));
    market.wait(DATA_WITHIN - 1);
    market.timeout(job_id).refused(&["too early"]);
    market.wait(1);
    market.answer(job_id, INPUT, &[]).refused(&["too late"]);
    let sent = market.timeout(job_id).unwrap();
    let ended = |key| attribute(&sent, "end_job", key).unwrap();
    assert_eq!((ended("state"), ended("earned")), ("cancelled".into(), ended("take")));
    let job = market.job(job_id);
    assert_eq!((job.state, job.fault, job.open), (JobState::Cancelled, None, None));
    assert_eq!(market.accounts(&client), (owner.0 + tip, owner.1 + CREDITS), "escrow and tip");
    assert_eq!(market.accounts(&provider), (worker.0 + DATA_BOND, worker.1), "its bond");
    let after = market.position(&provider);
    assert_eq!((after.locked, after.busy), (before.locked, before.busy));
    assert_eq!((after.good, after.bad, after.bond), (before.good, before.bad, before.bond));
}

/// A client that answers each request in its last second can neither run out the time to ask for the next,
/// nor have its provider slashed, nor keep it for longer than a quarter of the job's time and an hour.
#[test]
fn who_was_made_to_wait_for_too_long_gives_the_job_up_without_fault() {
    let mut market = market();
    let (client, provider) = (market.client.clone(), market.provider.clone());
    let run_within = 6 * DATA_WITHIN;
    let chunks = chunks(3, 1);
    let job_id = market.assigned(JobRequest { run_within, ..with_chunks(&chunks) }, REDEEM);
    let before = market.position(&provider);
    let (accepted, mut waited) = (market.now(), 0);
    // A quarter of the time is an hour and a half: two answers take longer than that.
    market.wait(run_within / 4 - 1);
    for at in [0, 1] {
        let index = u32::try_from(at).unwrap();
        market.ask_data(job_id, Some(index)).unwrap();
        market.wait(DATA_WITHIN - 1);
        waited += DATA_WITHIN - 1;
        market.answer(job_id, &chunks[at], &path(&chunks, at)).unwrap();
        assert_eq!(market.job(job_id).open.unwrap().deadline, accepted + run_within + waited);
    }
    let quarter = (run_within / 4).to_string();
    market.ask_data(job_id, Some(2)).refused(&["given up without fault", &quarter, &waited.to_string()]);
    market.timeout(job_id).refused(&["too early"]);
    let owner = market.accounts(&client);
    let open = market.job(job_id).open.unwrap();
    market.wait(open.deadline - market.now());
    let sent = market.timeout(job_id).unwrap();
    let job = market.job(job_id);
    assert_eq!((job.state, job.fault), (JobState::Cancelled, None));
    assert_eq!(attribute(&sent, "end_job", "earned"), attribute(&sent, "end_job", "take"));
    assert_eq!(market.accounts(&client), (owner.0 + open.tip.u128(), owner.1 + CREDITS), "not the take");
    let after = market.position(&provider);
    assert_eq!((after.bond, after.bad), (before.bond, before.bad));
    assert_eq!((after.locked.u128(), after.busy), (0, 0));
}

/// An answer within the hour that the client has for it excuses nobody, whoever brought it, however short the
/// job; and what was answered is not asked for again, or a provider could wait for nothing until it may give
/// the job up.
#[test]
fn nobody_waits_for_what_is_there() {
    let mut market = market();
    let provider = market.provider.clone();
    let job_id = market.assigned(with_input(INPUT), REDEEM);
    market.ask_data(job_id, None).unwrap();
    market.wait(DATA_WITHIN - 1);
    let answer = ExecuteMsg::AnswerData { job_id, data: Binary::from(INPUT), path: vec![] };
    let sent = market.jobs(&provider, &answer, &[]).unwrap();
    assert_eq!(attribute(&sent, "answer_data", "data").unwrap(), Binary::from(INPUT).to_base64());
    market.ask_data(job_id, None).refused(&["nothing more, as it was answered"]);
    let deadline = market.job(job_id).open.unwrap().deadline;
    market.wait(deadline - market.now());
    market.timeout(job_id).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Faulted);

    let chunks = chunks(3, 1);
    let job_id = market.assigned(with_chunks(&chunks), REDEEM);
    market.ask_data(job_id, Some(1)).unwrap();
    market.answer(job_id, &chunks[1], &path(&chunks, 1)).unwrap();
    for chunk in [0, 1] {
        market.ask_data(job_id, Some(chunk)).refused(&["a chunk from 2 to 2"]);
    }
    market.ask_data(job_id, Some(2)).unwrap();
    market.answer(job_id, &chunks[2], &path(&chunks, 2)).unwrap();
    market.ask_data(job_id, Some(2)).refused(&["nothing more, as the last was answered"]);
}

/// An answer in the same block leaves no trace of the wait.
#[test]
fn an_answer_at_once_changes_no_deadline() {
    let mut market = market();
    let job_id = market.assigned(with_input(INPUT), REDEEM);
    let due = market.job(job_id).open.unwrap().deadline;
    market.ask_data(job_id, None).unwrap();
    market.answer(job_id, INPUT, &[]).unwrap();
    assert_eq!(market.job(job_id).open.unwrap().deadline, due);
    market.ask_data(job_id, None).refused(&["nothing more"]);
}

#[test]
fn a_method_that_is_stopped_refunds_the_job_and_returns_the_bond() {
    let mut market = market();
    let (client, provider) = (market.client.clone(), market.provider.clone());
    let job_id = market.assigned(with_input(INPUT), REDEEM);
    let open = market.job(job_id).open.unwrap();
    market.ask_data(job_id, None).unwrap();
    let (owner, worker) = (market.accounts(&client), market.accounts(&provider));
    market.disable(ATTESTATION);
    market.timeout(job_id).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Refunded);
    let back = (open.take + open.tip).u128();
    assert_eq!(market.accounts(&client), (owner.0 + back, owner.1 + CREDITS));
    assert_eq!(market.accounts(&provider), (worker.0 + DATA_BOND, worker.1));
    assert_eq!(market.position(&provider).locked.u128(), 0);
}

/// Who is called has the input before it says anything: nothing makes it wait, and it has nothing to wait
/// for.
#[test]
fn a_job_is_called_with_its_input_or_not_at_all() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let standard_of = |JobRequest { input, input_form, .. }| JobRequest {
        input,
        input_form,
        template: Some(INPUT_TEMPLATE),
        ..standard()
    };
    let formless = JobRequest { input_form: None, ..with_input(INPUT) };
    for (asked, got) in [(with_chunks(&chunks(2, 1)), "got 2 chunks"), (formless, "got none")] {
        let msg = ExecuteMsg::RequestJob { request: standard_of(asked), from: Source::Funds {} };
        market.jobs(&client, &msg, &coins(1_000 * ONE, NET)).refused(&["input_form 1 to 1000 bytes", got]);
    }

    let [job_id, plain] =
        [standard_of(with_input(INPUT)), standard()].map(|job| market.request(&client, job));
    assert_eq!(market.callable()[0].input, with_input(INPUT).input);
    assert_eq!(market.callable()[1].input, None);
    market.wait(ACCEPT_WITHIN);
    let mut other = INPUT.to_vec();
    other[0] ^= 1;
    market.jobs(&client, &call(job_id), &[]).refused(&["the job's input with the call", "got none"]);
    market.jobs(&client, &call_with(job_id, &other), &[]).refused(&["expected "]);
    market.jobs(&client, &call_with(job_id, &INPUT[1..]), &[]).refused(&["22 to 22 bytes, got 21"]);
    market.jobs(&client, &call_with(plain, INPUT), &[]).refused(&["no input", "got one"]);
    let sent = market.jobs(&client, &call_with(job_id, INPUT), &[]).unwrap();
    // In the event, so that whoever is called has it even if a contract called the job, whose messages nobody
    // sees.
    assert_eq!(attribute(&sent, "call_job", "input").unwrap(), Binary::from(INPUT).to_base64());

    let open = market.job(job_id).open.unwrap();
    let on = market.call_of(job_id).unwrap().provider;
    assert_eq!(Some(open.input), with_input(INPUT).input);
    market.jobs(&on, &ExecuteMsg::AcceptJob { job_id, payout: REDEEM }, &[]).unwrap();
    market.jobs(&on, &ask(job_id), &coins(DATA_BOND, NET)).refused(&["that was called with it"]);
    let proof = market.attestation(job_id);
    market.jobs(&on, &submit(job_id, Some(proof)), &[]).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Settled);
}

/// Nobody takes it, nobody can be called for it, and nobody but its client is any the poorer.
#[test]
fn a_job_whose_input_nobody_brings_expires() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let job_id = market.request(&client, standard_with_input(INPUT));
    market.wait(ACCEPT_WITHIN);
    market.expire(job_id);
}

/// A provider that has the input could otherwise ask and answer itself for nothing, and gain time.
#[test]
fn a_provider_that_answers_itself_pays_the_owner() {
    let mut market = market();
    let (client, provider) = (market.client.clone(), market.provider.clone());
    let job_id = market.assigned(with_input(INPUT), REDEEM);
    market.ask_data(job_id, None).unwrap();
    let (owner, worker) = (market.accounts(&client).0, market.accounts(&provider).0);
    let answer = ExecuteMsg::AnswerData { job_id, data: Binary::from(INPUT), path: vec![] };
    market.jobs(&provider, &answer, &[]).unwrap();
    assert_eq!(market.accounts(&client).0, owner + DATA_BOND);
    assert_eq!(market.accounts(&provider).0, worker);
}

fn raw(nodes: &[HexBinary]) -> Vec<[u8; 32]> {
    nodes.iter().map(|node| node.as_slice().try_into().unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// In a tree of any shape, at any place: what was asked for, and nothing that differs in length, place or
    /// a node.
    #[test]
    fn a_chunk_climbs_to_the_root_of_its_tree_only(
        count in 1usize..40,
        at in any::<prop::sample::Index>(),
        last in prop_oneof![1usize..40, Just(CHUNK)],
        other in any::<prop::sample::Index>(),
    ) {
        let chunks = chunks(count, last);
        let (at, other) = (at.index(count), other.index(count));
        let (root, siblings) = (raw(&[root(&chunks)])[0], raw(&path(&chunks, at)));
        let form = |count: usize| InputForm::Chunks { count: u32::try_from(count).unwrap() };
        let check = |index: usize, data: &[u8], path: &[[u8; 32]]| {
            input::check(form(count), Some(u32::try_from(index).unwrap()), &root, data, path)
        };
        prop_assert_eq!(check(at, &chunks[at], &siblings), Ok(()));
        if other != at {
            prop_assert!(check(other, &chunks[at], &siblings).is_err());
        }
        for i in 0..siblings.len() {
            let mut wrong = siblings.clone();
            wrong[i][31] ^= 1;
            prop_assert!(check(at, &chunks[at], &wrong).is_err());
            wrong.remove(i);
            prop_assert!(check(at, &chunks[at], &wrong).is_err());
        }
        prop_assert!(check(at, &chunks[at], &[siblings.as_slice(), &[[0; 32]]].concat()).is_err());
        let longer = [chunks[at].as_slice(), &[0]].concat();
        prop_assert!(check(at, &longer, &siblings).is_err());
        prop_assert!(check(at, &chunks[at][1..], &siblings).is_err());
        prop_assert!(check(at, &[], &siblings).is_err());
        let whole = input::check(form(count), None, &root, &chunks[at], &siblings);
        prop_assert!(whole.is_err(), "a chunk must be named");
    }

    /// A node never passes for a chunk: their hashes start differently.
    #[test]
    fn an_inner_node_is_no_chunk(count in 2usize..9) {
        let chunks = chunks(count, 9);
        let at = (count.next_power_of_two() / 2).min(count - 1);
        let (left, right) = chunks.split_at(at);
        let node = [root(left).as_slice(), root(right).as_slice()].concat();
        let found = input::check(InputForm::Chunks { count: 1 }, Some(0), &raw(&[root(&chunks)])[0], &node, &[]);
        prop_assert!(found.is_err());
    }
}
