//! Who may do what, when, and what each step refuses.

use api::common::Source;
use api::job_market::{AcceptPayout, ClaimResponse, ExecuteMsg, JobRequest, JobState, QueryMsg};
use api::verifier_gateway::Proof;
use cosmwasm_std::{coin, coins, Uint128};

use crate::support::*;

const REDEEM: AcceptPayout = AcceptPayout::Redeem {};

fn accept(job_id: u64) -> ExecuteMsg {
    ExecuteMsg::AcceptJob { job_id, payout: REDEEM }
}

#[test]
fn unknown_jobs_are_named() {
    let mut market = market();
    let client = market.client.clone();
    for msg in [
        ExecuteMsg::CancelJob { job_id: 9 },
        accept(9),
        submit(9, None),
        ExecuteMsg::ApproveResult { job_id: 9 },
        ExecuteMsg::TimeoutJob { job_id: 9 },
    ] {
        market.jobs(&client, &msg, &[]).refused(&["unknown job 9"]);
    }
    let asked: Result<ClaimResponse, String> = market.ask_jobs(&QueryMsg::Claim { job_id: 9 });
    asked.refused(&["unknown job 9"]);
}

#[test]
fn a_job_is_accepted_once_and_in_time() {
    let mut market = market();
    let (client, provider, rival) = (market.client.clone(), market.provider.clone(), market.rival.clone());
    let job_id = market.request(&client, request());
    market.wait(ACCEPT_WITHIN - 1);
    market.jobs(&provider, &accept(job_id), &[]).unwrap();
    let open = market.job(job_id).open.unwrap();
    assert_eq!((open.provider, open.payout), (Some(provider.clone()), Some(REDEEM)));
    assert_eq!(open.deadline, market.now() + RUN_WITHIN);
    market.jobs(&rival, &accept(job_id), &[]).refused(&["expected state open or called, got assigned"]);
    let late = market.request(&client, request());
    market.wait(ACCEPT_WITHIN);
    market.jobs(&provider, &accept(late), &[]).refused(&["too late"]);
    market.jobs(&client, &ExecuteMsg::CancelJob { job_id: late }, &[]).refused(&["too late"]);
}

#[test]
fn only_the_named_provider_accepts() {
    let mut market = market();
    let (client, provider, rival) = (market.client.clone(), market.provider.clone(), market.rival.clone());
    let job_id = market.request(&client, JobRequest { provider: Some(rival.to_string()), ..request() });
    market.jobs(&provider, &accept(job_id), &[]).refused(&[
        "named provider",
        rival.as_str(),
        provider.as_str(),
    ]);
    market.jobs(&rival, &accept(job_id), &[]).unwrap();
}

/// No lock of the provider's own makes up for what a client asks of others' stake.
#[test]
fn a_job_that_asks_for_more_backing_than_there_is_waits() {
    let mut market = market();
    let (client, provider) = (market.client.clone(), market.provider.clone());
    let job = market.request(&client, JobRequest { min_backing: Some(5u128.into()), ..request() });
    assert_eq!(market.job(job).open.unwrap().min_backing.u128(), 5);
    market.jobs(&provider, &accept(job), &[]).refused(&["backing too small: expected at least 5"]);
    assert_eq!(market.job(job).state, JobState::Open);
    let job = market.request(&client, JobRequest { min_backing: Some(0u128.into()), ..request() });
    market.jobs(&provider, &accept(job), &[]).unwrap();
}

#[test]
fn the_registry_decides_who_can_work() {
    let mut market = market();
    let (client, stranger) = (market.client.clone(), market.stranger.clone());
    let job_id = market.request(&client, request());
    assert!(market.jobs(&stranger, &accept(job_id), &[]).is_err());
    let demanding = market.request(&client, JobRequest { min_reputation_bps: 9_999, ..request() });
    let provider = market.provider.clone();
    market.jobs(&provider, &accept(demanding), &[]).refused(&["reputation", "9999"]);
    assert_eq!(market.job(job_id).state, JobState::Open);
}

#[test]
fn the_least_payout_may_be_any_amount() {
    let mut market = market();
    let (client, provider) = (market.client.clone(), market.provider.clone());
    let job_id = market.request(&client, request());
    let payout = AcceptPayout::Net { min: Uint128::MAX };
    market.jobs(&provider, &ExecuteMsg::AcceptJob { job_id, payout }, &[]).unwrap();
    assert_eq!(market.job(job_id).open.unwrap().payout, Some(payout));
}

#[test]
fn only_the_assigned_provider_submits_in_the_right_state() {
    let mut market = market();
    let (client, provider, rival) = (market.client.clone(), market.provider.clone(), market.rival.clone());
    let job_id = market.request(&client, request());
    market.jobs(&provider, &submit(job_id, None), &[]).refused(&["expected state assigned, got open"]);
    market.accept(job_id, REDEEM);
    market.jobs(&rival, &submit(job_id, None), &[]).refused(&[
        "its provider",
        provider.as_str(),
        rival.as_str(),
    ]);
    let short =
        ExecuteMsg::SubmitResult { job_id, output: vec![1; 31].into(), proof: None, output_locator: None };
    market.jobs(&provider, &short, &[]).refused(&["`output`", "31 bytes"]);
    let long = ExecuteMsg::SubmitResult {
        job_id,
        output: output(),
        proof: None,
        output_locator: Some("x".repeat(129)),
    };
    market.jobs(&provider, &long, &[]).refused(&["`output_locator`", "129 bytes"]);
    let sent = market.submit(job_id, None).unwrap();
    let due = market.now() + VERDICT_WITHIN;
    assert_eq!(attribute(&sent, "submit_result", "deadline"), Some(due.to_string()));
    market.submit(job_id, None).refused(&["expected state assigned, got submitted"]);
    assert_eq!(market.job(job_id).open.unwrap().deadline, due);
}

#[test]
fn each_method_takes_the_proof_it_needs() {
    let mut market = market();
    let zk = JobRequest { method: RISC_ZERO_STATEMENT, ..request() };
    let job_id = market.assigned(zk, REDEEM);
    market.submit(job_id, None).refused(&["expected a proof or signatures", "got none"]);
    let seal = Proof::RiscZero { seal: vec![0; 260].into(), journal: None };
    market.submit(job_id, Some(seal)).refused(&["proof refused"]);
    let job_id = market.assigned(by_client(), REDEEM);
    let proof = market.attestation(job_id);
    market.submit(job_id, Some(proof)).refused(&["expected no proof"]);
}

#[test]
fn a_program_may_run_without_an_input_under_the_output_policy() {
    let mut market = market();
    let zk = JobRequest { method: RISC_ZERO, input: None, ..request() };
    let job_id = market.assigned(zk, REDEEM);
    assert_eq!(market.job(job_id).open.unwrap().input, vec![0; 32]);
}

#[test]
fn a_registered_program_may_have_an_input_under_the_output_policy() {
    let mut market = market();
    let (owner, client) = (market.owner.clone(), market.client.clone());
    let register =
        api::verifier_gateway::ExecuteMsg::RegisterProgram { program: digest("program"), input_offset: 0 };
    market.gateway(&owner, &register).unwrap();
    let zk = JobRequest { method: RISC_ZERO, ..request() };
    let msg = ExecuteMsg::RequestJob { request: zk.clone(), from: Source::Funds {} };
    market.jobs(&client, &msg, &coins(ONE, NET)).refused(&["request that has no input", "with an input"]);
    market.wait(3 * 86_400);
    market.request(&client, zk);
}

/// A public receipt of the program, on whatever input, would settle it. From the registration on, and not from
/// its first use: until then it would do so as well.
#[test]
fn a_registered_program_is_not_requested_without_an_input_under_the_output_policy() {
    let mut market = market();
    let (owner, client) = (market.owner.clone(), market.client.clone());
    let zk = JobRequest { method: RISC_ZERO, input: None, ..request() };
    market.request(&client, zk.clone());
    let register =
        api::verifier_gateway::ExecuteMsg::RegisterProgram { program: digest("program"), input_offset: 0 };
    market.gateway(&owner, &register).unwrap();
    let program = digest("program").to_hex();
    for request in [zk.clone(), zk.clone()] {
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        let sent = market.jobs(&client, &msg, &coins(1_000 * ONE, NET));
        sent.refused(&[
            "method 2",
            "the input which the program is registered to state",
            &program,
            "without",
        ]);
        market.wait(3 * 86_400);
    }
    // Another program, and a method whose proofs name the job.
    market.request(&client, JobRequest { program: digest("another"), ..zk.clone() });
    market.request(&client, JobRequest { method: RISC_ZERO_STATEMENT, ..zk });
}

#[test]
fn a_method_waits_for_its_timelock() {
    let mut market = market();
    let (owner, client) = (market.owner.clone(), market.client.clone());
    let params = api::verifier_gateway::MethodParams {
        kind: api::verifier_gateway::MethodKind::ClientApproval { arbiter: ARBITER },
        detection_bps: 5_000,
        name: "later".into(),
    };
    market.gateway(&owner, &api::verifier_gateway::ExecuteMsg::AddMethod { params }).unwrap();
    let later = JobRequest { method: 6, ..request() };
    let msg = ExecuteMsg::RequestJob { request: later.clone(), from: Source::Funds {} };
    let from = (market.now() + 3 * 86_400).to_string();
    market.jobs(&client, &msg, &coins(ONE, NET)).refused(&["method 6", "usable from", &from]);
    market.wait(3 * 86_400);
    market.request(&client, later);
}

#[test]
fn a_signature_for_another_job_or_output_is_refused_and_moves_nothing() {
    let mut market = market();
    let first = market.assigned(request(), REDEEM);
    let second = market.assigned(request(), REDEEM);
    let proof = market.attestation(first);
    market.submit(second, Some(proof.clone())).refused(&["proof refused"]);
    let provider = market.provider.clone();
    let other = ExecuteMsg::SubmitResult {
        job_id: first,
        output: digest("other"),
        proof: Some(proof),
        output_locator: None,
    };
    market.jobs(&provider, &other, &[]).refused(&["proof refused"]);
    assert_eq!(market.job(first).state, JobState::Assigned);
}

#[test]
fn only_the_owner_approves_and_disputes_what_waits_for_its_word() {
    let mut market = market();
    let (client, provider) = (market.client.clone(), market.provider.clone());
    let bond = coins(DISPUTE_BOND, NET);
    let approve = |job_id| ExecuteMsg::ApproveResult { job_id };
    let dispute = |job_id| ExecuteMsg::DisputeResult { job_id, from: api::common::Source::Funds {} };

    let job_id = market.assigned(by_client(), REDEEM);
    market.jobs(&client, &approve(job_id), &[]).refused(&["expected state submitted, got assigned"]);
    market.jobs(&client, &dispute(job_id), &bond).refused(&["expected state submitted, got assigned"]);
    market.submit(job_id, None).unwrap();
    market.jobs(&provider, &approve(job_id), &[]).refused(&["its owner", client.as_str(), provider.as_str()]);
    market.jobs(&provider, &dispute(job_id), &bond).refused(&[
        "its owner",
        client.as_str(),
        provider.as_str(),
    ]);

    let want = DISPUTE_BOND.to_string();
    market.jobs(&client, &dispute(job_id), &[]).refused(&["exactly one coin of unet", "got none"]);
    for wrong in [DISPUTE_BOND - 1, DISPUTE_BOND + 1] {
        let wrong = coins(wrong, NET);
        market.jobs(&client, &dispute(job_id), &wrong).refused(&["bond of exactly", &want]);
    }
    market.jobs(&client, &dispute(job_id), &coins(DISPUTE_BOND, USD)).refused(&[USD]);
    let both = [coin(DISPUTE_BOND, NET), coin(1, USD)];
    market.jobs(&client, &dispute(job_id), &both).refused(&["exactly one coin of unet"]);
    market.jobs(&client, &approve(job_id), &coins(1, NET)).refused(&["expected none"]);

    market.jobs(&client, &dispute(job_id), &bond).unwrap();
    market.jobs(&client, &dispute(job_id), &bond).refused(&["expected state submitted, got disputed"]);
    market.jobs(&client, &approve(job_id), &[]).refused(&["got disputed"]);

    let attested = market.submitted(request(), REDEEM);
    market.jobs(&client, &approve(attested), &[]).refused(&["under which the client judges"]);
    market.jobs(&client, &dispute(attested), &bond).refused(&["under which the client judges"]);

    let late = market.submitted(by_client(), REDEEM);
    market.wait(VERDICT_WITHIN);
    market.jobs(&client, &approve(late), &[]).refused(&["too late"]);
    market.jobs(&client, &dispute(late), &bond).refused(&["too late"]);
}

#[test]
fn parameters_of_a_running_job_do_not_change_under_it() {
    let mut market = market();
    let (owner, client) = (market.owner.clone(), market.client.clone());
    let job_id = market.submitted(by_client(), REDEEM);
    let mut changed = params();
    changed.dispute_bond = Uint128::new(777);
    changed.verdict_within = 60;
    market.jobs(&owner, &ExecuteMsg::UpdateParams { params: changed }, &[]).unwrap();
    assert_eq!(market.job(job_id).open.unwrap().dispute_bond, Some(DISPUTE_BOND.into()));
    market.wait(61);
    let dispute = ExecuteMsg::DisputeResult { job_id, from: api::common::Source::Funds {} };
    market.jobs(&client, &dispute, &coins(777, NET)).refused(&["bond of exactly"]);
    market.jobs(&client, &dispute, &coins(DISPUTE_BOND, NET)).unwrap();
    assert_eq!(market.job(job_id).open.unwrap().deadline, market.now() + VERDICT_WITHIN);
    let next = market.submitted(by_client(), REDEEM);
    assert_eq!(market.job(next).open.unwrap().deadline, market.now() + 60);
}

#[test]
fn only_the_gateway_brings_verdicts_and_only_where_one_is_awaited() {
    let mut market = market();
    let (client, stranger) = (market.client.clone(), market.stranger.clone());
    let job_id = market.submitted(request(), REDEEM);
    let verdict =
        |job_id, reporter: &str| ExecuteMsg::Verdict { job_id, valid: false, reporter: reporter.into() };
    for sender in [&client, &stranger, &market.owner.clone()] {
        market.jobs(sender, &verdict(job_id, stranger.as_str()), &[]).refused(&[
            "unauthorized",
            "the verifier-gateway",
            sender.as_str(),
        ]);
    }
    let gateway = cosmwasm_std::Addr::unchecked(&market.at.verifier_gateway);
    market.jobs(&gateway, &verdict(job_id, "COSMWASM1X"), &[]).refused(&["`reporter`"]);
    let open = market.request(&client, request());
    market
        .jobs(&gateway, &verdict(open, stranger.as_str()), &[])
        .refused(&["submitted or disputed, got open"]);
    let waiting = market.submitted(by_client(), REDEEM);
    market
        .jobs(&gateway, &verdict(waiting, stranger.as_str()), &[])
        .refused(&["expected a dispute before a verdict"]);
    market.jobs(&gateway, &verdict(77, stranger.as_str()), &[]).refused(&["unknown job 77"]);
    market.wait(VERDICT_WITHIN);
    market.jobs(&gateway, &verdict(job_id, stranger.as_str()), &[]).refused(&["too late"]);
}

#[test]
fn a_claim_exists_while_a_verdict_is_awaited() {
    let mut market = market();
    let claim = |market: &Market, job_id| market.ask_jobs::<ClaimResponse>(&QueryMsg::Claim { job_id });
    let job_id = market.assigned(request(), REDEEM);
    claim(&market, job_id).refused(&["expected state submitted, disputed or challenged, got assigned"]);
    market.submit(job_id, None).unwrap();
    let waiting = claim(&market, job_id).unwrap();
    assert_eq!((waiting.method, waiting.disputed), (ATTESTATION, false));
    assert_eq!(waiting.claim.provider, market.provider.to_string());
    assert_eq!((waiting.claim.job_id, waiting.claim.output), (job_id, output()));
    assert_eq!((waiting.claim.program, waiting.claim.input), (digest("program"), digest("input")));
    let disputed = market.disputed(REDEEM);
    assert!(claim(&market, disputed).unwrap().disputed);
}

#[test]
fn messages_without_payment_take_no_coins() {
    let mut market = market();
    let (client, provider) = (market.client.clone(), market.provider.clone());
    let job_id = market.request(&client, request());
    for (sender, msg) in [
        (&provider, accept(job_id)),
        (&client, ExecuteMsg::CancelJob { job_id }),
        (&client, ExecuteMsg::TimeoutJob { job_id }),
        (&provider, submit(job_id, None)),
        (&client, ExecuteMsg::SweepTake {}),
        (&client, ExecuteMsg::SetPaused { requests: true }),
    ] {
        market.jobs(sender, &msg, &coins(1, NET)).refused(&["expected none", "1unet"]);
    }
}

/// Provider, owner and payer of a job are paid by its end what they would be without bringing the verdict;
/// the reporter's part burns.
#[test]
fn a_party_that_brings_its_own_jobs_verdict_is_no_reporter() {
    let value = 2 * ONE;
    for party in 0..3 {
        let mut market = market();
        let owner = market.stranger.clone();
        let (client, provider) = (market.client.clone(), market.provider.clone());
        let request =
            JobRequest { declared_value: Some(value.into()), owner: Some(owner.to_string()), ..request() };
        let job_id = market.submitted(request, REDEEM);
        let open = market.job(job_id).open.unwrap();
        let refund = open.take.u128() + open.tip.u128();
        let locked = market.position(&provider).locked.u128();
        let parties = [&provider, &owner, &client];
        let had = parties.map(|party| market.accounts(party).0);
        let sent = market.bring_verdict(parties[party], job_id, false).unwrap();
        assert_eq!(market.job(job_id).state, JobState::Faulted);
        let has = parties.map(|party| market.accounts(party).0);
        assert_eq!(has, [had[0], had[1] + refund + value, had[2]]);
        let attributes: Vec<_> = sent.events.iter().flat_map(|event| &event.attributes).collect();
        let told = ["burned", "client"].map(|part| {
            let found = attributes.iter().find(|a| a.key == part);
            found.unwrap_or_else(|| panic!("no {part}")).value.clone()
        });
        assert_eq!(told, [(locked - value).to_string(), value.to_string()]);
    }
}
