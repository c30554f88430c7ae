//! Jobs, leases and providers, worked out by hand.

use api::job_market::events::{Ended, JobEvent};
use api::job_market::{JobFault, JobState};
use api::lease_market::events::LeaseEvent;
use api::lease_market::LeaseState;
use api::provider_registry::events::{Of, Record, RegistryEvent, StateEvent};
use cosmwasm_std::{Addr, Event};
use serde_json::{json, Value};

use super::chain::{of, Chain, DAY_0, JOBS, LEASES, REGISTRY};
use super::{last, Follower};

const H100: &str = "h100";

fn provider() -> Addr {
    Addr::unchecked("wasm1provider")
}

pub fn request(job_id: u64, credits: u128, cost: u128) -> Event {
    let event =
        Event::new("request_job").add_attribute("job_id", job_id.to_string()).add_attribute("class", H100);
    of(JOBS, event.add_attribute("credits", credits.to_string()).add_attribute("cost", cost.to_string()))
}

pub fn end(job_id: u64, state: JobState, fault: Option<JobFault>, credits: u128, earned: u128) -> Event {
    let (owner, provider) = (&Addr::unchecked("wasm1client"), &provider());
    let (take, tip) = (10u128.into(), 3u128.into());
    let (credits, earned, provider) = (credits.into(), earned.into(), Some(provider));
    of(JOBS, JobEvent::End(Ended { job_id, state, fault, owner, provider, credits, take, earned, tip }))
}

/// To the reporter, to the client, burned.
fn freed(job_id: u64, how: &'static str, [reporter, client, burned]: [u128; 3]) -> Event {
    let of_provider = Of { provider: &provider(), class: H100 };
    let ended = api::provider_registry::events::Ended {
        of: of_provider,
        job_id,
        how,
        redeemed: 0,
        reporter,
        client,
        burned,
        backing: 0,
    };
    of(REGISTRY, RegistryEvent::EndJob(ended))
}

pub fn position(changed: &[(&'static str, u64)]) -> Event {
    let changed = changed.iter().map(|(name, value)| (*name, value.to_string())).collect();
    let record = Record::Position(Of { provider: &provider(), class: H100 });
    of(REGISTRY, StateEvent { record, changed })
}

/// A prior of 10 against 90; what is bad weighs four times.
fn params() -> Event {
    let params = json!({
        "reputation_a": "10", "reputation_b": "90", "reputation_lambda": 4, "a_parameter_of_a_later_version": 1,
    });
    of(REGISTRY, Event::new("update_params").add_attribute("params", params.to_string()))
}

fn lease_requested(lease_id: u64, gpus: u64, seconds: u64, cost: u64) -> Event {
    let numbers = [("lease_id", lease_id), ("gpus", gpus), ("seconds", seconds), ("cost", cost)];
    let event = Event::new("request_lease").add_attribute("class", H100);
    of(
        LEASES,
        numbers.iter().fold(event, |event, (key, number)| event.add_attribute(*key, number.to_string())),
    )
}

/// Paid, earned, slashed.
fn lease_ended(lease_id: u64, state: LeaseState, [paid, earned, slash]: [u128; 3]) -> Event {
    let zero = 0u128.into();
    let (paid, earned, slash) = (paid.into(), earned.into(), slash.into());
    of(LEASES, LeaseEvent::End { lease_id, state, paid, refunded: zero, fee: zero, earned, slash })
}

fn pledge_ended(market: &str, id: u64, slashed: u128) -> Event {
    let (market, of_provider) = (&Addr::unchecked(market), Of { provider: &provider(), class: H100 });
    of(REGISTRY, RegistryEvent::EndPledge { of: of_provider, market, id, slashed: slashed.into() })
}

const CREDIT: u128 = 1_000_000;

#[test]
fn a_classes_load_and_a_providers_earnings_follow_its_jobs_and_leases() {
    let chain = Chain::start();
    chain.block(0, vec![params(), position(&[("gpus", 4)]), request(1, 200 * CREDIT, 500)]);
    chain.block(100, vec![position(&[("busy", 2)])]);
    // Two GPUs for 3,600 seconds, 100 of them in the second hour.
    let remembered = |time: u64, good: u64, bad: u64| {
        position(&[("busy", 0), ("good", good), ("bad", bad), ("remembered_at", DAY_0 + time)])
    };
    let settled = end(1, JobState::Settled, None, 200 * CREDIT, 10);
    chain.block(3_700, vec![settled, freed(1, "settled", [0; 3]), remembered(3_700, 10, 0)]);
    chain.block(3_800, vec![lease_requested(7, 1, 600, 1_500)]);
    chain.block(3_900, vec![position(&[("busy", 1)])]);
    let claim = LeaseEvent::Claim { lease_id: 7, paid: (100 * CREDIT).into(), earned: 5u128.into() };
    let top_up = LeaseEvent::TopUp {
        lease_id: 7,
        seconds: 300,
        cost: 700u128.into(),
        take: 4u128.into(),
        end: 0,
        paid: (50 * CREDIT).into(),
        earned: 2u128.into(),
    };
    chain.block(4_000, vec![of(LEASES, claim), of(LEASES, top_up)]);
    // Another market's pledge of the same number is none of this lease's.
    let ended = lease_ended(7, LeaseState::Silent, [20 * CREDIT, 1, 40]);
    let pledges = [pledge_ended("wasm1other", 7, 99), pledge_ended(LEASES, 7, 40)];
    chain.block(5_000, [vec![ended], pledges.to_vec(), vec![remembered(5_000, 11, 2)]].concat());
    chain.block(7_199, vec![]);
    let reader = Follower::of(&chain, "work");
    reader.read();

    let row = |name: &str, index: usize| -> Value {
        let table = reader.file(name);
        let names = table["columns"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned());
        let cells = table["rows"][index].as_array().unwrap().clone();
        // What is nothing is left out here.
        names.zip(cells).filter(|(_, cell)| *cell != json!(0) && *cell != json!("0")).collect()
    };
    let first = json!({
        "time": DAY_0, "jobs": 1, "credits": "200000000", "cost": "500",
        "gpu_seconds_busy": 3_500 * 2, "gpu_seconds_offered": 3_600 * 4,
    });
    assert_eq!(row("class-h100-1h", 0), first);
    // 100 s of two GPUs and 1,100 s of one; what is offered is summed up when GPUs change, last at 5,000.
    let mut second = json!({
        "time": DAY_0 + 3_600, "leases": 1, "credits": (900 * CREDIT).to_string(), "cost": "2200",
        "paid": (370 * CREDIT).to_string(), "take": "18", "gpu_seconds_busy": 1_300, "gpu_seconds_offered": 1_400 * 4,
        "jobs_settled": 1, "leases_silent": 1,
    });
    assert_eq!(row("class-h100-1h", 1), second);
    // The hour is full once the next one has a block.
    chain.block(7_201, vec![]);
    reader.read();
    second["gpu_seconds_offered"] = json!(3_600 * 4);
    assert_eq!(row("class-h100-1h", 1), second);
    assert_eq!(row("class-h100-1h", 2), json!({ "time": DAY_0 + 7_200, "gpu_seconds_offered": 4 }));
    assert_eq!(last(&reader.file("class-h100-1d"), "gpu_seconds_offered"), &json!(7_201 * 4));
    assert_eq!(last(&reader.file("class-h100-1d"), "gpu_seconds_busy"), &json!(8_300));
    // (10 + 10) / (10 + 10 + 90), then (11 + 10) / (11 + 4 · 2 + 10 + 90).
    let rows = [
        json!([DAY_0 + 3_700, 3, "settled", H100, "job", 1, "200000000", "3", "0", 1_818]),
        json!([DAY_0 + 5_000, 7, "silent", H100, "lease", 7, "170000000", "0", "40", 1_764]),
    ];
    assert_eq!(reader.rows("provider-wasm1provider"), rows);
    let columns = json!([
        "time",
        "height",
        "what",
        "class",
        "work",
        "id",
        "credits",
        "tip",
        "slashed",
        "reputation_bps"
    ]);
    assert_eq!(reader.file("provider-wasm1provider")["columns"], columns);
}

#[test]
fn every_end_counts_under_its_name_and_pays_only_if_it_settled() {
    let chain = Chain::start();
    let jobs = [
        (JobState::Settled, None, "settled", "jobs_settled"),
        (JobState::Refunded, None, "refunded", "jobs_refunded"),
        (JobState::Expired, None, "expired", "jobs_expired"),
        (JobState::Cancelled, None, "cancelled", "jobs_cancelled"),
        (JobState::Faulted, Some(JobFault::Liveness), "liveness", "jobs_late"),
        (JobState::Faulted, Some(JobFault::Fraud), "fraud", "jobs_fraud"),
        (JobState::Defaulted, None, "defaulted", "jobs_defaulted"),
    ];
    let leases = [
        (LeaseState::Ended, "leases_ended"),
        (LeaseState::Closed, "leases_ended"),
        (LeaseState::Stopped, "leases_stopped"),
        (LeaseState::Silent, "leases_silent"),
        (LeaseState::Expired, "leases_expired"),
        (LeaseState::Cancelled, "leases_cancelled"),
    ];
    for (id, (state, fault, _, _)) in (1..).zip(jobs) {
        let slash = freed(id, "any", [5, 6, 7]);
        // The registry may be heard before the market.
        chain.block(id, vec![request(id, CREDIT, 1), slash, end(id, state, fault, CREDIT, 2)]);
    }
    for (id, (state, _)) in (11..).zip(leases) {
        chain.block(id, vec![lease_requested(id, 1, 60, 1), lease_ended(id, state, [1, 2, 0])]);
    }
    let reader = Follower::of(&chain, "ends");
    let day = reader.read().file("class-h100-1d");
    for (_, _, _, column) in jobs {
        assert_eq!(last(&day, column), &json!(1), "{column}");
    }
    for (_, column) in leases {
        assert_eq!(last(&day, column), &json!(if column == "leases_ended" { 2 } else { 1 }), "{column}");
    }
    // One job and six leases paid; all of them earned.
    assert_eq!(last(&day, "paid"), "1000006");
    assert_eq!(last(&day, "take"), "26");
    assert_eq!((last(&day, "jobs"), last(&day, "leases")), (&json!(7), &json!(6)));
    let rows = reader.rows("provider-wasm1provider");
    for (row, (id, (_, _, what, _))) in rows.iter().zip((1..).zip(jobs)) {
        let paid = if what == "settled" { ["1000000", "3"] } else { ["0", "0"] };
        // Nobody says here what newcomers are credited with.
        assert_eq!(*row, json!([DAY_0 + id, id, what, H100, "job", id, paid[0], paid[1], "18", null]));
    }
    // Nobody took the leases.
    assert_eq!(rows.len(), 7);
}

#[test]
fn a_providers_file_keeps_its_newest_500_rows() {
    let chain = Chain::start();
    for id in 1..=502 {
        chain.block(
            id,
            vec![
                request(id, CREDIT, 1),
                end(id, JobState::Settled, None, CREDIT, 2),
                freed(id, "settled", [0; 3]),
            ],
        );
    }
    let reader = Follower::of(&chain, "newest rows");
    let rows = reader.read().rows("provider-wasm1provider");
    assert_eq!((rows.len(), &rows[0][5], &rows[499][5]), (500, &json!(3), &json!(502)));
    assert_eq!(last(&reader.file("class-h100-1d"), "jobs_settled"), &json!(502));
}
