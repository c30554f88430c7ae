//! Not being there when one is called.

use std::collections::BTreeMap;

use api::common::Payout;
use api::job_market::{AcceptPayout, JobState, CALL_GRACE};
use api::provider_registry::ExecuteMsg as RegistryMsg;
use api::verifier_gateway::ExecuteMsg as GatewayMsg;
use cosmwasm_std::Addr;

use super::{
    called, checked, debtor, deliver_job, hand_over, holder, ignored, market_of_few_gpus, market_with_calls,
    open_calls, poorer, wealth, worth, GPUS, PRICE, STANDARD, TEMPLATE, UNIT, UNITS,
};
use crate::codes::Codes;
use crate::jobs::digest;
use crate::market::{Market, Refused};
use crate::obligations::ACCEPT_WITHIN;
use crate::wirings::{ATTESTATION, H100, NET, ONE};

/// 200 identities that owe two standard jobs each, and one provider that owes as much as all of them: of 240 jobs, every
/// identity is called for one before any is for a second, and the one for all the others.
///
/// Defence: the call order weighs a call with what its provider owes.
pub fn two_hundred_identities_are_called_like_one(codes: &dyn Codes) {
    let (mut market, ..) = market_of_few_gpus(codes);
    let client = holder(&mut market, "client with credits", 240 * STANDARD);
    market.deposit(&client, 1_000 * ONE, NET).expect("for the take");
    open_calls(&mut market);
    let one = debtor(&mut market, "one", 10_000 * ONE, 60 * GPUS, 400 * STANDARD);
    let bond = worth(2 * STANDARD, PRICE) * 2 + ONE;
    let split: Vec<Addr> = (0..200)
        .map(|n| debtor(&mut market, &format!("identity {n}"), bond, 2 * GPUS, 2 * STANDARD))
        .collect();
    let jobs: Vec<u64> = (0..240)
        .map(|_| {
            let request = market.standard_request(H100, TEMPLATE, UNITS);
            market.request_with_credits(&client, request).expect("requested")
        })
        .collect();
    market.wait(ACCEPT_WITHIN);
    let mut calls: BTreeMap<Addr, usize> = BTreeMap::new();
    for job in jobs {
        market.call(&client, job).expect("called");
        let provider = market.job(job).open.expect("a called job is open").provider;
        *calls.entry(provider.expect("it names whom")).or_default() += 1;
    }
    let on_one = calls.remove(&one).unwrap_or_default();
    assert_eq!(on_one, 40, "one call of the first round, and all of the second");
    assert!(split.iter().all(|identity| calls.get(identity) == Some(&1)), "each is called once");
    checked(&market);
}

/// Nobody owes less than the largest standard job: not by minting, redeeming or being paid, nor without the GPUs for it.
///
/// Defence: an obligation is 0 or at least the class's largest standard job, with its GPUs.
pub fn no_obligation_is_too_small_to_be_called(codes: &dyn Codes) {
    let (mut market, ..) = market_of_few_gpus(codes);
    let client = holder(&mut market, "client with credits", STANDARD);
    market.deposit(&client, 1_000 * ONE, NET).expect("for the take");
    open_calls(&mut market);
    let thief = market.provider("thief", H100, 1_000 * ONE, GPUS);
    let payout = Payout::Account;
    market.mint(&thief, H100, STANDARD - 1, payout).refused(&["standard"]);
    market.mint(&thief, H100, STANDARD + 100 * ONE, payout).expect("as much as a job and a little");
    assert!(market.position(&thief, H100).callable);
    market.redeem(&thief, H100, 101 * ONE).refused(&["standard"]);
    let no_gpus = RegistryMsg::OfferGpus { class: H100.into(), gpus: 0, admission: None };
    market.registry(&thief, &no_gpus, &[]).unwrap_err();
    // A job paid by redeeming takes the debt down to one standard job; the rest are credits.
    let before = market.account(&thief, &market.credit(H100));
    market.run_job(&client, &thief, H100, 1, 600, AcceptPayout::Redeem {}).expect("settled");
    let position = market.position(&thief, H100);
    assert_eq!(position.obligation.u128(), STANDARD);
    assert_eq!(market.account(&thief, &market.credit(H100)), before + 500 * ONE);
    assert!(position.callable);
    checked(&market);
    // A call that is ignored closes what would be left as well.
    ignored(&mut market, &client, 1);
    let position = market.position(&thief, H100);
    assert_eq!(position.ignored_credits, position.obligation, "all of it");
    checked(&market);
    // All of it can always be redeemed.
    market.redeem(&thief, H100, STANDARD).expect("nothing is owed any more");
    assert_eq!(market.position(&thief, H100).closing_since, None);
    checked(&market);
}

/// At the market's price. A provider whose GPUs are all in week-long jobs that it asked for itself is called all the same, on a
/// second call as well, and ignoring them puts so many of its credits up for auction, which a holder is paid more for than the market does.
///
/// Defence: GPUs in jobs that were not called count as free for calls.
pub fn self_jobs_excuse_from_no_call(codes: &dyn Codes) {
    let (mut market, ..) = market_of_few_gpus(codes);
    let client = holder(&mut market, "client with credits", 2 * STANDARD);
    market.deposit(&client, 1_000 * ONE, NET).expect("for the take");
    let keeper = holder(&mut market, "keeper", 2 * STANDARD);
    open_calls(&mut market);
    let thief = debtor(&mut market, "thief", 1_000 * ONE, 2 * GPUS, 10 * STANDARD);
    for _ in 0..2 {
        let mut request = market.request_for(H100, GPUS, 60);
        request.provider = Some(thief.to_string());
        request.run_within = 7 * 86_400;
        let job = market.request(&thief, request, 10 * ONE).expect("requested");
        market.heartbeat(&thief);
        market.accept(&thief, job, AcceptPayout::Credits {}).expect("accepted");
    }
    let position = market.position(&thief, H100);
    assert_eq!(position.busy, position.gpus, "too busy for anything");
    let before = wealth(&market, &thief, PRICE);
    for _ in 0..2 {
        assert_eq!(market.next_call(H100), Some(thief.clone()), "busy or not");
        ignored(&mut market, &client, UNITS);
        checked(&market);
    }
    let position = market.position(&thief, H100);
    assert_eq!(position.ignored_credits.u128(), 2 * STANDARD);
    market.wait(12 * 3_600);
    market.deliver(&keeper, H100, Some(&thief), 2 * STANDARD, PRICE).expect("paid more than the market does");
    checked(&market);
    let after = wealth(&market, &thief, PRICE);
    poorer("a thief busy with its own jobs", before, after);
    assert_eq!(market.position(&thief, H100).obligation.u128(), 8 * STANDARD);
}

/// At the market's price. The thief, which owes ten standard jobs, has the smallest of its own called on itself and
/// accepts it, so that its bond is locked when its debt is taken over: all but the called part of it is paid all the same.
///
/// Defence: a called job locks no more than its credits' part of what backs the debt.
pub fn a_called_self_job_keeps_no_bond_from_its_creditors(codes: &dyn Codes) {
    let (mut market, ..) = market_of_few_gpus(codes);
    let client = holder(&mut market, "the thief's client", UNIT);
    market.deposit(&client, 1_000 * ONE, NET).expect("for the take");
    open_calls(&mut market);
    let owed = 10 * STANDARD;
    let thief = debtor(&mut market, "thief", worth(owed, PRICE) * 21 / 10, 2 * GPUS, owed);
    let bond = market.position(&thief, H100).bond.u128();
    let (job, on) = called(&mut market, &client, 1);
    assert_eq!(on, thief);
    market.heartbeat(&thief);
    market.accept(&thief, job, AcceptPayout::Credits {}).expect("accepted");
    let position = market.position(&thief, H100);
    let part = bond * UNIT / owed;
    assert!(
        position.called_locked.u128() > 0 && position.called_locked.u128() <= part,
        "{} of {bond} locked for a hundredth of the debt",
        position.called_locked
    );
    checked(&market);
    // It asks to leave, and is closed at what each credit has left: those who hold its credits get it.
    market.exit(&thief, H100).expect("it asks to leave");
    market.wait(12 * 3_600);
    let closing = market.closing(H100, Some(&thief)).expect("open");
    assert!(closing.available.u128() >= bond - part, "{} of {bond} can pay", closing.available);
    checked(&market);
}

/// The thief has the first of its calls come from a client of its own, accepts it, and brings no verdict on its result: the
/// client has everything back. Then it is called as if that had not been, before the honest provider with the same debt.
///
/// Defence: a called job that ended without a verdict is no call.
pub fn a_called_self_job_without_a_verdict_excuses_from_no_call(codes: &dyn Codes) {
    let (mut market, thief, client) = market_with_calls(codes, 2 * STANDARD);
    let honest = debtor(&mut market, "honest provider", 10_000 * ONE, 2 * GPUS, 20 * STANDARD);
    let accomplice = market.actor("accomplice");
    hand_over(&mut market, &client, &accomplice, STANDARD);
    market.deposit(&accomplice, 1_000 * ONE, NET).expect("for the take");
    if market.next_call(H100) != Some(thief.clone()) {
        let (job, _) = called(&mut market, &client, UNITS);
        market.heartbeat(&honest);
        market.accept(&honest, job, AcceptPayout::Redeem {}).expect("accepted");
        deliver_job(&mut market, &honest, job, digest("output"));
    }
    let before = market.call_order(H100);
    let (credits, net) = (market.credits(&accomplice, H100), market.account(&accomplice, &market.net()));
    for _ in 0..3 {
        let (job, on) = called(&mut market, &accomplice, UNITS);
        assert_eq!(on, thief, "it has answered no call yet");
        assert_eq!(market.next_call(H100), Some(honest.clone()), "who waits for its turn meanwhile");
        market.heartbeat(&thief);
        market.accept(&thief, job, AcceptPayout::Credits {}).expect("accepted");
        market.submit(&thief, job, digest("no verdict will come"), None).expect("a result");
        let deadline = market.job(job).open.expect("submitted").deadline;
        market.wait(deadline - market.now());
        market.time_out(&thief, job).expect("nobody judged it");
        assert_eq!(market.job(job).state, JobState::Refunded);
        assert!(
            market.position(&thief, H100).calls_to_settle > 0,
            "nor will the next excuse it while it runs"
        );
        checked(&market);
    }
    let after = (market.credits(&accomplice, H100), market.account(&accomplice, &market.net()));
    assert_eq!(after, (credits, net), "it cost nothing");
    assert_eq!(market.call_order(H100), before, "and excused from nothing");
}

/// At the market's price. The thief owes ten standard jobs, with the GPUs for one. It has the smallest of its own called on itself, and
/// lets the result wait for a verdict that may take a day; a second identity that owes just one standard job does so too, with GPUs to spare
/// while the small one runs. Both are called for a whole job meanwhile.
///
/// Defence: GPUs excuse while a job runs on them only; and what is owed can be called as a whole as long as some of it is not called.
pub fn a_small_called_self_job_excuses_from_no_large_one(codes: &dyn Codes) {
    let (mut market, ..) = market_of_few_gpus(codes);
    let client = holder(&mut market, "client with credits", 4 * STANDARD);
    market.deposit(&client, 1_000 * ONE, NET).expect("for the take");
    open_calls(&mut market);
    let smallest = |market: &mut Market, thief: &Addr| {
        let (job, on) = called(market, &client, 1);
        assert_eq!(on, *thief);
        market.heartbeat(thief);
        market.accept(thief, job, AcceptPayout::Credits {}).expect("accepted");
        job
    };
    let thief = debtor(&mut market, "thief", 1_000 * ONE, GPUS, 10 * STANDARD);
    let job = smallest(&mut market, &thief);
    assert_eq!(market.next_call(H100), None, "its GPUs are busy");
    market.submit(&thief, job, digest("no verdict will come"), None).expect("a result");
    let (_, on) = called(&mut market, &client, UNITS);
    assert_eq!(on, thief, "nothing runs on its GPUs");
    checked(&market);

    let second = debtor(&mut market, "second identity", 1_000 * ONE, 2 * GPUS, STANDARD);
    smallest(&mut market, &second);
    let (_, on) = called(&mut market, &client, UNITS);
    assert_eq!(on, second, "a unit is not the whole job that it owes");
    checked(&market);
}

/// The guardian stops the method of a called job that is being done: nobody is paid, and whoever was called has answered. The
/// next of its calls excuse it as ever.
pub fn a_called_job_whose_method_is_stopped_was_answered(codes: &dyn Codes) {
    let (mut market, provider, client) = market_with_calls(codes, 4 * STANDARD);
    let (job, on) = called(&mut market, &client, UNITS);
    assert_eq!(on, provider);
    market.heartbeat(&provider);
    market.accept(&provider, job, AcceptPayout::Redeem {}).expect("accepted");
    let before = market.position(&provider, H100);
    let guardian = market.guardian.clone();
    market.gateway(&guardian, &GatewayMsg::DisableMethod { method: ATTESTATION }).expect("at once");
    market.time_out(&provider, job).expect("refunded at once");
    assert_eq!(market.job(job).state, JobState::Refunded);
    let after = market.position(&provider, H100);
    assert_eq!((after.calls_to_settle, after.called_credits.u128()), (0, 0), "it excuses from the next one");
    assert_eq!((after.bond, after.bad, after.obligation), (before.bond, before.bad, before.obligation));
    checked(&market);
}

/// Whoever is next times the job out in the second in which it could be called: too early. Somebody calls it, and it is
/// served. A job that nobody calls within the grace ends as ever.
///
/// Defence: `CALL_GRACE`, in which a standard job can be called only.
pub fn a_job_is_not_timed_out_before_it_can_be_called(codes: &dyn Codes) {
    let (mut market, thief, client) = market_with_calls(codes, 2 * STANDARD);
    let request = market.standard_request(H100, TEMPLATE, 1);
    let job = market.request_with_credits(&client, request).expect("requested");
    market.wait(ACCEPT_WITHIN);
    market.time_out(&thief, job).unwrap_err();
    market.call(&client, job).expect("called");
    market.heartbeat(&thief);
    market.accept(&thief, job, AcceptPayout::Redeem {}).expect("accepted");
    deliver_job(&mut market, &thief, job, digest("output"));
    let request = market.standard_request(H100, TEMPLATE, 1);
    let job = market.request_with_credits(&client, request).expect("requested");
    market.wait(ACCEPT_WITHIN + CALL_GRACE - 1);
    market.time_out(&thief, job).unwrap_err();
    market.wait(1);
    market.time_out(&thief, job).expect("nobody called it");
    assert_eq!(market.job(job).state, JobState::Expired);
    checked(&market);
}
