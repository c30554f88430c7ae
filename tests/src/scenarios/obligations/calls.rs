//! Calls as honest people use them.

use api::job_market::{AcceptPayout, JobState};

use super::{called, checked, deliver_job, market_with_calls, GPUS, STANDARD, UNIT, UNITS};
use crate::codes::Codes;
use crate::jobs::digest;
use crate::market::Refused;
use crate::wirings::{H100, ONE};

/// Nobody takes a standard job: it is called on a provider, whose whole bond may be margin, served, and paid by redeeming.
pub fn a_called_job_is_served_and_redeemed(codes: &dyn Codes) {
    let (mut market, provider, client) = market_with_calls(codes, STANDARD);
    let stranger = market.provider("stranger", H100, 10_000 * ONE, GPUS);
    let free = market.position(&provider, H100).free.u128();
    market.unbond(&provider, H100, free).expect("all that is free");
    let owed = market.position(&provider, H100).obligation.u128();
    let request = market.standard_request(H100, 0, UNITS - 1);
    let job = market.request_with_credits(&client, request).expect("requested");
    market.call(&client, job).unwrap_err();
    let callable = market.callable(H100);
    assert_eq!(callable.iter().map(|job| job.job_id).collect::<Vec<_>>(), [job]);
    assert_eq!(callable[0].from, market.job(job).open.expect("open").deadline);
    market.wait(crate::obligations::ACCEPT_WITHIN);
    market.heartbeat(&stranger);
    market.accept(&stranger, job, AcceptPayout::Credits {}).unwrap_err();
    market.call(&stranger, job).expect("anyone calls");
    market.call(&stranger, job).unwrap_err();
    assert_eq!(market.job(job).state, JobState::Called);
    checked(&market);
    market.accept(&stranger, job, AcceptPayout::Credits {}).unwrap_err();
    let position = market.position(&provider, H100);
    let credits = STANDARD - UNIT;
    assert_eq!((position.called_gpus, position.called_credits.u128()), (GPUS, credits));
    market.heartbeat(&provider);
    market.accept(&provider, job, AcceptPayout::Redeem {}).expect("no free bond is needed");
    let position = market.position(&provider, H100);
    assert!(position.called_locked.u128() > 0, "out of the margin");
    assert_eq!(position.locked.u128(), 0);
    checked(&market);
    deliver_job(&mut market, &provider, job, digest("output"));
    let position = market.position(&provider, H100);
    assert_eq!(position.obligation.u128(), owed - credits);
    assert_eq!((position.called_gpus, position.called_credits.u128()), (0, 0));
    assert_eq!(position.called_locked.u128(), 0);
    assert_eq!(position.closing_since, None);
    checked(&market);
}

/// A call that runs into an accepted job's fault is slashed as ever, from the lock that lay in the margin, and once.
pub fn a_called_job_that_stalls_is_a_fault(codes: &dyn Codes) {
    let (mut market, provider, client) = market_with_calls(codes, STANDARD);
    let (job, _) = called(&mut market, &client, UNITS);
    market.heartbeat(&provider);
    market.accept(&provider, job, AcceptPayout::Redeem {}).expect("accepted");
    let bond = market.position(&provider, H100).bond;
    market.wait(3_600);
    market.time_out(&client, job).expect("its deadline passed");
    assert_eq!(market.job(job).state, JobState::Faulted);
    let position = market.position(&provider, H100);
    assert!(position.bond < bond, "slashed");
    assert_eq!((position.called_locked.u128(), position.called_credits.u128()), (0, 0));
    assert_eq!(position.ignored_credits.u128(), 0, "it was not ignored");
    market.time_out(&client, job).refused(&["faulted"]);
    checked(&market);
}
