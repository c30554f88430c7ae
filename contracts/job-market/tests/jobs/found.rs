//! Finding jobs: filters, order, pages.

use api::job_market::{AcceptPayout, ExecuteMsg, JobFilter, JobRequest, JobState, JobsResponse, QueryMsg};
use api::paging::{ListOrder, MAX_SCAN};
use cosmwasm_std::Addr;
use proptest::prelude::*;

use crate::support::*;

fn ask(
    market: &Market,
    filter: &JobFilter,
    order: ListOrder,
    start_after: Option<u64>,
    limit: u32,
) -> Result<JobsResponse, String> {
    let (filter, order, limit) = (Some(filter.clone()), Some(order), Some(limit));
    market.ask_jobs(&QueryMsg::Jobs { filter, order, start_after, limit })
}

/// The ids that a filter finds, page by page.
fn found(market: &Market, filter: &JobFilter, order: ListOrder, limit: u32) -> Vec<u64> {
    let (mut ids, mut after) = (vec![], None);
    loop {
        let page = ask(market, filter, order, after, limit).unwrap();
        assert!(page.jobs.len() <= usize::try_from(limit).unwrap());
        for job in &page.jobs {
            assert_eq!(*job, market.job(job.job_id));
            ids.push(job.job_id);
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return ids,
        }
    }
}

fn owned(owner: &Addr) -> JobFilter {
    JobFilter { owner: Some(owner.to_string()), ..JobFilter::default() }
}

fn at(state: JobState) -> JobFilter {
    JobFilter { state: Some(state), ..JobFilter::default() }
}

/// Jobs of two owners in two classes, in six states: 1 settled, 2 open, 3 assigned by the provider, 4 cancelled, 5 the
/// stranger's, submitted, 6 open, 7 untaken, 8 assigned by the rival.
fn crowd() -> Market {
    let mut market = market_with_calls();
    let (client, stranger, rival) = (market.client.clone(), market.stranger.clone(), market.rival.clone());
    let settled = market.assigned(request(), AcceptPayout::Credits {});
    let proof = market.attestation(settled);
    market.submit(settled, Some(proof)).unwrap();
    let standard_job = |market: &mut Market| market.request(&client, standard());
    market.request(&client, JobRequest { accept_within: 86_400, ..request() });
    market.assigned(JobRequest { run_within: 86_400, ..request() }, AcceptPayout::Credits {});
    let cancelled = market.request(&client, request());
    market.jobs(&client, &ExecuteMsg::CancelJob { job_id: cancelled }, &[]).unwrap();
    let fifth = market.request(&stranger, by_client());
    market.accept(fifth, AcceptPayout::Credits {});
    market.submit(fifth, None).unwrap();
    market.request(&stranger, JobRequest { accept_within: 86_400, ..request() });
    let seventh = standard_job(&mut market);
    market.wait(ACCEPT_WITHIN);
    market.timeout(seventh).unwrap();
    let eighth = market.request(&client, request());
    let accept = ExecuteMsg::AcceptJob { job_id: eighth, payout: AcceptPayout::Credits {} };
    market.registry(&rival, &api::provider_registry::ExecuteMsg::Heartbeat {}, &[]).unwrap();
    market.jobs(&rival, &accept, &[]).unwrap();
    assert_eq!(eighth, 8);
    market
}

#[test]
fn jobs_are_found_by_owner_provider_class_and_state() {
    let market = crowd();
    let (client, stranger) = (market.client.clone(), market.stranger.clone());
    let by = |provider: &Addr| JobFilter { provider: Some(provider.to_string()), ..JobFilter::default() };
    let of = |class: &str| JobFilter { class: Some(class.into()), ..JobFilter::default() };
    let cases: [(JobFilter, &[u64]); 14] = [
        (JobFilter::default(), &[1, 2, 3, 4, 5, 6, 7, 8]),
        (owned(&client), &[2, 3, 7, 8]),
        (owned(&stranger), &[5, 6]),
        (owned(&market.guardian), &[]),
        (by(&market.provider), &[3, 5]),
        (by(&market.rival), &[8]),
        (of(CLASS), &[2, 3, 5, 6, 7, 8]),
        (of(SECOND_CLASS), &[]),
        (at(JobState::Open), &[2, 6]),
        (at(JobState::Untaken), &[7]),
        (at(JobState::Settled), &[1]),
        (at(JobState::Cancelled), &[4]),
        (JobFilter { state: Some(JobState::Assigned), ..owned(&client) }, &[3, 8]),
        (JobFilter { owner: Some(client.to_string()), class: Some(CLASS.into()), ..by(&market.rival) }, &[8]),
    ];
    for (filter, ids) in cases {
        let backwards: Vec<u64> = ids.iter().rev().copied().collect();
        for limit in [1, 2, 3, 100] {
            assert_eq!(found(&market, &filter, ListOrder::Ascending, limit), ids, "{filter:?}");
            assert_eq!(found(&market, &filter, ListOrder::Descending, limit), backwards, "{filter:?}");
        }
    }
}

#[test]
fn a_filter_says_what_no_finished_job_has() {
    let market = crowd();
    let client = market.client.clone();
    let ask = |filter: JobFilter| ask(&market, &filter, ListOrder::Ascending, None, 10);
    let settled = JobFilter { state: Some(JobState::Settled), ..owned(&client) };
    ask(settled).refused(&["`filter.state`", "no finished job has", "settled"]);
    ask(JobFilter { owner: Some("osmo1abc".into()), ..JobFilter::default() }).refused(&["filter.owner"]);
    ask(JobFilter { provider: Some("X".into()), ..JobFilter::default() }).refused(&["filter.provider"]);
    ask(JobFilter { class: Some("No Class".into()), ..JobFilter::default() }).refused(&["class"]);
}

#[test]
fn a_page_says_where_the_next_begins_and_the_last_that_there_is_none() {
    let market = crowd();
    let client = owned(&market.client);
    let page = |order, after, limit| {
        let page = ask(&market, &client, order, after, limit).unwrap();
        (page.jobs.iter().map(|job| job.job_id).collect::<Vec<_>>(), page.next)
    };
    assert_eq!(page(ListOrder::Ascending, None, 2), (vec![2, 3], Some(3)));
    assert_eq!(page(ListOrder::Ascending, Some(3), 2), (vec![7, 8], None));
    assert_eq!(page(ListOrder::Descending, None, 3), (vec![8, 7, 3], Some(3)));
    assert_eq!(page(ListOrder::Descending, Some(3), 3), (vec![2], None));
    assert_eq!(page(ListOrder::Ascending, Some(u64::MAX), 3), (vec![], None));
    assert_eq!(page(ListOrder::Descending, Some(0), 3), (vec![], None));
    assert_eq!(page(ListOrder::Ascending, None, 0), (vec![], None));
}

#[test]
fn a_filter_that_lets_nothing_through_looks_at_no_more_than_it_may() {
    let mut market = market();
    let client = market.client.clone();
    for _ in 0..MAX_SCAN + 1 {
        market.request_unchecked(&client, JobRequest { gpus: 1, seconds: 1, tip: None, ..request() });
    }
    let last = u64::try_from(MAX_SCAN).unwrap();
    let nobody = owned(&market.guardian);
    let first = ask(&market, &nobody, ListOrder::Ascending, None, 100).unwrap();
    assert_eq!((first.jobs.len(), first.next), (0, Some(last)));
    let second = ask(&market, &nobody, ListOrder::Ascending, first.next, 100).unwrap();
    assert_eq!((second.jobs.len(), second.next), (0, None));
    // A page that is full ends before.
    let everybody = ask(&market, &at(JobState::Open), ListOrder::Descending, None, 100).unwrap();
    assert_eq!((everybody.jobs.len(), everybody.next), (100, Some(last + 1 - 99)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    /// Filters of any two kinds find what reading every job would.
    #[test]
    fn a_filter_finds_what_reading_every_job_would(limit in 1u32..5, owner in 0usize..3, state in 0usize..15) {
        use JobState::*;
        let states = [Open, Untaken, Called, Assigned, AwaitingInput, Submitted, Disputed, Challenged];
        let market = crowd();
        let owner = [Some(&market.client), Some(&market.stranger), None][owner];
        let filter = JobFilter {
            owner: owner.map(Addr::to_string),
            state: states.get(state).copied(),
            ..JobFilter::default()
        };
        let expected: Vec<u64> = (1..=8)
            .filter(|id| {
                let job = market.job(*id);
                let theirs = |owner: &Addr| job.open.as_ref().is_some_and(|open| open.owner == *owner);
                owner.is_none_or(theirs) && filter.state.is_none_or(|state| job.state == state)
            })
            .collect();
        prop_assert_eq!(found(&market, &filter, ListOrder::Ascending, limit), expected);
    }
}
