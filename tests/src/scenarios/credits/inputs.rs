//! Jobs that nobody can serve, posted to hurt whoever they fall on.

use api::job_market::{
    AcceptPayout, InputForm, JobRequest, JobState, CALL_GRACE, CHUNK, DATA_WITHIN, TIME_USED,
};
use api::provider_registry::PositionResponse;
use cosmwasm_std::{Addr, Binary, HexBinary, Uint128};
use k256::sha2::{Digest, Sha256};

use super::{
    called, checked, deliver, market_with_calls, wealth, ACCEPT_WITHIN, INPUT_TEMPLATE, LEAST, MOST, OWED,
    PRICE, TEMPLATE, UNIT, UNITS,
};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::credits::with_input;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{H100, NET, ONE};

const INPUT: &[u8] = b"what the program reads";

/// What makes a standard job another, after the refusal that it meets.
type Change = fn(&mut JobRequest);

/// What a fault would change.
fn standing(position: &PositionResponse) -> ([Uint128; 4], u32) {
    let PositionResponse { bond, open, collateral, bad, .. } = position;
    ([*bond, *open, *collateral, *bad], position.reputation_bps)
}

/// The provider asks for the input, and nobody answers: it is out of the job unharmed, its bond for the data
/// comes back, and the thief has paid the take for nothing.
fn withhold(market: &mut Market, thief: &Addr, provider: &Addr, job: u64) {
    let open = market.job(job).open.expect("assigned");
    assert_eq!(open.provider.as_ref(), Some(provider));
    let position = standing(&market.position(provider, H100));
    let (wallet, account) = (market.wallet(provider, NET), market.account(provider, &market.net()));
    market.request_data(provider, job, None).expect("asked for");
    assert_eq!(market.job(job).state, JobState::AwaitingInput);
    checked(market);
    market.time_out(thief, job).refused(&["too early"]);
    market.wait(DATA_WITHIN);
    let late = market.answer_data(thief, job, Binary::from(INPUT), vec![]);
    late.refused(&["too late"]);
    market.time_out(provider, job).expect("nobody answered");
    assert_eq!(market.job(job).state, JobState::Cancelled);
    assert_eq!(standing(&market.position(provider, H100)), position, "no fault of the provider's");
    let now = market.wallet(provider, NET) + market.account(provider, &market.net());
    assert_eq!(now, wallet + account, "its bond for the data came back");
    checked(market);
}

/// At the market's price. A client wants a standard job called whose input only it knows, so that whoever is
/// called waits for it in vain; then it wants one called that only it can serve. Neither is called on
/// anybody.
///
/// Defence: a job is called with its input, given whole, or not at all; and one that was called has none to
/// be asked for.
pub fn a_called_job_without_its_input_costs_its_client_only(codes: &dyn Codes) {
    let (mut market, provider, thief) = market_with_calls(codes, 2 * MOST);
    let position = standing(&market.position(&provider, H100));
    let before = wealth(&market, &thief, PRICE);
    let request = market.standard_request(H100, INPUT_TEMPLATE, UNITS.1);
    let request = with_input(request, INPUT);
    let job = market.request_with_credits(&thief, request.clone()).expect("requested");
    let take = market.job(job).open.expect("open").take.u128();
    market.wait(ACCEPT_WITHIN);
    market.call(&thief, job).refused(&["the job's input with the call"]);
    market.call_with(&thief, job, b"something of its length").refused(&["expected 22 to 22 bytes"]);
    market.time_out(&provider, job).expect("left to whoever calls it");
    market.wait(CALL_GRACE);
    market.time_out(&provider, job).expect("nobody was called");
    assert_eq!(market.job(job).state, JobState::Expired);
    assert_eq!(standing(&market.position(&provider, H100)), position);
    let after = wealth(&market, &thief, PRICE);
    assert!(after < before && before - after <= take, "its part of the take, and no more");
    checked(&market);

    let job = market.request_with_credits(&thief, request).expect("requested");
    market.wait(ACCEPT_WITHIN);
    market.call_with(&thief, job, INPUT).expect("called");
    market.heartbeat(&provider);
    market.accept(&provider, job, AcceptPayout::Redeem {}).expect("accepted");
    market.request_data(&provider, job, None).refused(&["that was called with it"]);
    deliver(&mut market, &provider, job, digest("output"));
    checked(&market);
}

/// At the market's price. A client lets a provider accept an ordinary job and withholds its input, to have it
/// slashed; and junk is no answer. Answered by anybody, the job goes on with the time it waited, and its
/// owner has the bond. Answered in the last second only, again and again, it can be given up as if nobody had
/// answered.
///
/// Defence: a data request unanswered for an hour cancels the job without fault, and the take is kept; so
/// does one answered too late to be of use.
pub fn withholding_an_input_costs_its_client_only(codes: &dyn Codes) {
    let (mut market, provider, thief) = market_with_calls(codes, 2 * MOST);
    let accepted = |market: &mut Market, provider: &Addr| {
        let mut request = market.request_for(H100, 1, 600);
        request.declared_value = Some(Uint128::new(100 * ONE));
        let request = with_input(request, INPUT);
        let job = market.request_with_credits(&thief, request).expect("requested");
        market.heartbeat(provider);
        market.accept(provider, job, AcceptPayout::Redeem {}).expect("accepted");
        job
    };
    let before = wealth(&market, &thief, PRICE);
    let job = accepted(&mut market, &provider);
    let take = market.job(job).open.expect("open").take.u128();
    withhold(&mut market, &thief, &provider, job);
    assert_eq!(wealth(&market, &thief, PRICE), before - take, "the take, and it is more than nothing");
    assert!(take > 0);

    let job = accepted(&mut market, &provider);
    market.wait(300);
    market.request_data(&provider, job, None).refused(&["too late"]);
    let job = accepted(&mut market, &provider);
    let deadline = market.job(job).open.expect("assigned").deadline;
    market.request_data(&provider, job, None).expect("asked for");
    market.wait(1_000);
    let junk = Binary::from(b"something of its length".as_slice());
    market.answer_data(&thief, job, junk, vec![]).refused(&["expected 22 to 22 bytes"]);
    let stranger = market.actor("stranger");
    let had = market.account(&thief, &market.net());
    market.answer_data(&stranger, job, Binary::from(INPUT), vec![]).expect("anybody answers");
    assert_eq!(market.account(&thief, &market.net()) - had, ONE, "the bond is the owner's, whoever answers");
    let open = market.job(job).open.expect("assigned");
    assert_eq!(open.deadline, deadline + 1_000);
    deliver(&mut market, &provider, job, digest("output"));
    checked(&market);

    // Of an input in chunks it serves the first two in the last second, so that there is no time for the
    // third.
    let position = standing(&market.position(&provider, H100));
    let [first, second, third] =
        [b"one".as_slice(), b"two", b"three"].map(|part| [part, &[0; CHUNK]].concat());
    let parts = [&first[..CHUNK], &second[..CHUNK], &third[..CHUNK]];
    let (root, paths) = tree_of_three(parts);
    let mut request = market.request_for(H100, 1, 600);
    request.input = Some(root);
    request.input_form = Some(InputForm::Chunks { count: 3 });
    let job = market.request_with_credits(&thief, request).expect("requested");
    market.heartbeat(&provider);
    market.accept(&provider, job, AcceptPayout::Redeem {}).expect("accepted");
    for chunk in [0, 1] {
        market
            .request_data(&provider, job, Some(chunk))
            .expect("there is time to ask, however long it waited");
        market.wait(DATA_WITHIN - 1);
        let at = usize::try_from(chunk).expect("small");
        let answer = Binary::from(parts[at]);
        market.answer_data(&thief, job, answer, paths[at].clone()).expect("in its last second");
    }
    market.request_data(&provider, job, Some(2)).refused(&["given up without fault"]);
    let deadline = market.job(job).open.expect("assigned").deadline;
    market.wait(deadline - market.now());
    market.time_out(&thief, job).expect("nothing was delivered");
    assert_eq!(market.job(job).state, JobState::Cancelled);
    assert_eq!(standing(&market.position(&provider, H100)), position, "no fault of the provider's");
    checked(&market);
}

/// Root over three chunks, and the path of each of the first two.
fn tree_of_three(parts: [&[u8]; 3]) -> (HexBinary, [Vec<HexBinary>; 2]) {
    let hash = |parts: &[&[u8]]| HexBinary::from(Sha256::digest(parts.concat()).to_vec());
    let [a, b, c] = parts.map(|part| hash(&[&[0], part]));
    let root = hash(&[&[1], &hash(&[&[1], &a, &b]), &c]);
    (root, [vec![b, c.clone()], vec![a, c]])
}

/// Whatever would make a called job impossible to serve, or keep whoever serves it from being called for
/// longer than its time, is no standard job, and is refused when it is requested.
///
/// Defence: a standard job is its template's, leaves the time that the template says, and its input can be
/// given with a call.
pub fn unservable_jobs_are_no_standard_jobs(codes: &dyn Codes) {
    let (mut market, provider, thief) = market_with_calls(codes, 30 * MOST);
    let honest = market.standard_request(H100, TEMPLATE, UNITS.0 + 5);
    let unservable: [(&str, Change); 13] = [
        ("expected program", |request| request.program = digest("endless")),
        ("expected method", |request| request.method = compute_amm_testing::wirings::CLIENT_APPROVAL),
        ("expected gpus 8", |request| request.gpus += 1),
        ("expected seconds 20 to 30 times 60", |request| request.seconds += 30),
        ("expected seconds 20 to 30 times 60", |request| {
            request.seconds = (UNITS.1 + 1) * UNIT;
            request.run_within = request.seconds + 600;
        }),
        ("expected seconds 20 to 30 times 60", |request| {
            request.seconds = (UNITS.0 - 1) * UNIT;
            request.run_within = request.seconds + 600;
        }),
        ("expected gpus 8", |request| request.gpus -= 1),
        ("`accept_within` out of bounds", |request| request.accept_within -= 1),
        ("expected run_within 2100", |request| request.run_within -= 1),
        ("expected run_within 2100", |request| request.run_within += 1),
        ("expected declared_value none", |request| request.declared_value = Some(Uint128::new(ONE))),
        ("expected min_reputation_bps 0", |request| request.min_reputation_bps = 9_999),
        ("expected input none", |request| request.input = Some(digest("nobody knows"))),
    ];
    for (refusal, change) in unservable {
        let mut request = honest.clone();
        change(&mut request);
        market.request_with_credits(&thief, request).refused(&[refusal]);
    }
    let mut request = honest.clone();
    request.provider = Some(provider.to_string());
    market.request_with_credits(&thief, request).refused(&["expected provider none"]);
    let mut request = honest.clone();
    request.template = Some(TEMPLATE + 1);
    market.request_with_credits(&thief, request).refused(&["template"]);
    // The same without a template just expires: nobody is called for it.
    let mut request = honest.clone();
    request.template = None;
    request.run_within -= 1;
    let job = market.request_with_credits(&thief, request).expect("an ordinary job");
    market.wait(ACCEPT_WITHIN);
    market.call(&thief, job).refused(&["a standard job"]);
    market.time_out(&provider, job).expect("expired at once");
    assert_eq!(market.job(job).state, JobState::Expired);
    market.request_with_credits(&thief, honest).expect("a job like every other");
    market.wait(ACCEPT_WITHIN + CALL_GRACE);
    checked(&market);
}

/// A client has a job called that never ends: its provider computes for the time paid for, says so, not
/// before, and is paid. Of an ordinary job, whose program may be anything, that is no result.
///
/// Defence: `TIME_USED` is a valid, paid result of a standard job.
pub fn an_endless_standard_job_is_paid_for(codes: &dyn Codes) {
    let (mut market, provider, thief) = market_with_calls(codes, 2 * MOST);
    let (job, on) = called(&mut market, &thief, UNITS.0);
    assert_eq!(on, provider);
    market.heartbeat(&provider);
    market.accept(&provider, job, AcceptPayout::Redeem {}).expect("accepted");
    let output = HexBinary::from(TIME_USED.as_slice());
    let proof = market.attest(job, &output);
    market.submit(&provider, job, output.clone(), Some(proof)).refused(&["the time paid for to be used up"]);
    market.wait(UNITS.0 * UNIT - 60);
    deliver(&mut market, &provider, job, output);
    assert_eq!(market.position(&provider, H100).open.u128(), OWED - LEAST);
    checked(&market);
    let request = market.request_for(H100, 1, 600);
    let job = market.request_with_credits(&thief, request).expect("requested");
    market.heartbeat(&provider);
    market.accept(&provider, job, AcceptPayout::Redeem {}).expect("accepted");
    let output = HexBinary::from(TIME_USED.as_slice());
    let proof = market.attest(job, &output);
    market.submit(&provider, job, output, Some(proof)).refused(&["which alone can use up its time"]);
    deliver(&mut market, &provider, job, digest("output"));
    checked(&market);
}
