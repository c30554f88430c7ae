//! The keeper: what is due is done, whatever it is.

use std::process::{Child, Command};

use api::common::Payout;
use api::job_market::{AcceptPayout, JobEnded};
use compute_amm_testing::credits::template;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{ATTESTATION, H100, ONE};
use cosmwasm_std::{Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult};
use cw_multi_test::ContractWrapper;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fake::Node;
use crate::shell::Shell;

const PROGRAM: &str = "1111111111111111111111111111111111111111111111111111111111111111";

#[derive(Serialize, Deserialize, Clone, Debug)]
#[serde(rename_all = "snake_case")]
enum Told {
    JobEnded(JobEnded),
}

fn start(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

/// Listens to nobody who gave it `deaf` to say.
fn hear(deps: DepsMut, _: Env, _: MessageInfo, told: Told) -> StdResult<Response> {
    let Told::JobEnded(ended) = told;
    if ended.msg.as_deref() == Some(b"deaf") {
        return Err(StdError::generic_err("it does not listen"));
    }
    deps.storage.set(b"told", &ended.job_id.to_be_bytes());
    Ok(Response::new())
}

fn repeat(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}

fn listener(node: &Node) -> String {
    node.with(|fake| {
        let contract = ContractWrapper::new(hear, start, repeat);
        fake.market.host(Box::new(contract), &Empty {}, "listener").to_string()
    })
}

/// NET in somebody's wallet.
fn net(shell: &Shell) -> u128 {
    let document = shell.ask("account");
    let found = document["holdings"].as_array().unwrap().iter().find(|one| one["name"] == "unet");
    found.unwrap()["wallet"].as_str().unwrap().parse().unwrap()
}

/// What a round says of an action on something.
fn said(round: &Value, action: &str, target: &str) -> Option<Value> {
    let cranks = round["cranks"].as_array().unwrap();
    cranks.iter().find(|one| one["action"] == action && one["target"] == target).cloned()
}

fn done(round: &Value, action: &str, target: &str) -> bool {
    said(round, action, target).is_some_and(|one| one["tx_hash"].is_string())
}

#[test]
fn a_callback_is_requested_shown_quoted_as_any_other_and_told_by_a_keeper() {
    let node = Node::start();
    let (client, keeper) = (Shell::new(&node, "client", 10_000), Shell::new(&node, "keeper", 10));
    let listener = listener(&node);
    let terms = format!("--class {H100} --seconds 60 --method {ATTESTATION} --accept-within 60");
    let called = format!("{terms} --callback {listener}");
    let quote = client.ask(&format!("quote job {called}"));
    assert_eq!(quote, client.ask(&format!("quote job {terms}")), "to be told costs nothing");
    let before = net(&client);
    let requested = client.ask(&format!("job request {called} --program {PROGRAM}"));
    let job = requested["job_id"].as_u64().unwrap();
    assert_eq!((before - net(&client)).to_string(), quote["total"].as_str().unwrap());
    assert!(client.read(&format!("job show {job}")).contains(&listener));
    let deaf = client.file("deaf", "deaf");
    let words = format!("job request {called} --program {PROGRAM} --callback-file {deaf}");
    let other = client.ask(&words)["job_id"].as_u64().unwrap();
    let long = client.file("long", &"x".repeat(1_025));
    client.refused(
        &format!("job request {called} --program {PROGRAM} --callback-file {long}"),
        2,
        &["expected at most 1024 bytes, got 1025"],
    );

    let round = keeper.ask("crank");
    assert!(said(&round, "tell_end", &format!("job {job}")).is_none(), "it has not ended: {round}");
    node.with(|fake| fake.market.wait(3_600));
    let round = keeper.ask("crank");
    assert!(done(&round, "timeout_job", &format!("job {job}")), "{round}");
    assert!(done(&round, "tell_end", &format!("job {job}")), "{round}");
    let refusal = said(&round, "tell_end", &format!("job {other}")).unwrap()["refusal"].clone();
    assert!(refusal.as_str().unwrap().contains("does not listen"), "{refusal}");
    assert!(!client.read(&format!("job show {job}")).contains(&listener), "nobody is to be told any more");
    let again = keeper.ask("crank");
    assert!(said(&again, "tell_end", &format!("job {job}")).is_none(), "{again}");
}

#[test]
fn a_keeper_calls_what_anyone_may_call_and_brings_the_inputs_that_it_has() {
    let node = Node::start();
    let (client, keeper) = (Shell::new(&node, "client", 10_000), Shell::new(&node, "keeper", 10));
    node.with(|fake| {
        let with_input = api::job_market::Template { max_input: 1_024, ..template(60, 20, 30) };
        fake.market.set_template(H100, 1, Some(template(60, 20, 30))).unwrap();
        fake.market.set_template(H100, 2, Some(with_input)).unwrap();
        for name in ["second debtor", "third debtor"] {
            let debtor = fake.market.provider(name, H100, 200_000 * ONE, 4);
            fake.market.mint(&debtor, H100, 5_000 * ONE, Payout::Account).unwrap();
        }
    });
    let request = |words: &str| {
        let words = format!("job request --class {H100} --seconds 1200 {words}");
        client.ask(&words)["job_id"].as_u64().unwrap()
    };
    let input = client.file("input", "what is 6 times 7?");
    let plain = request("--template 1 --anyone-may-call");
    let own = request("--template 1");
    let asking = request(&format!("--template 2 --anyone-may-call --input-file {input}"));
    let of = |job: u64| format!("job {job}");
    assert!(said(&keeper.ask("crank"), "call_job", &of(plain)).is_none(), "its time is not over");
    node.with(|fake| fake.market.wait(600));
    let round = keeper.ask("crank");
    assert!(done(&round, "call_job", &of(plain)), "{round}");
    assert!(said(&round, "call_job", &of(own)).is_none(), "its owner alone may: {round}");
    let missing = said(&round, "call_job", &of(asking)).unwrap()["refusal"].clone();
    assert!(missing.as_str().unwrap().contains("--inputs"), "{missing}");
    let folder = std::path::Path::new(&keeper.file("inputs.txt", "")).parent().unwrap().join("inputs");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("any name"), "what is 6 times 7?").unwrap();
    let round = keeper.ask(&format!("crank --inputs {}", folder.display()));
    assert!(done(&round, "call_job", &of(asking)), "{round}");
    assert!(done(&client.ask("crank"), "call_job", &of(own)), "a client's own crank calls its job");
    for job in [plain, own, asking] {
        assert_eq!(client.ask(&format!("job show {job}"))["job"]["state"], "called");
    }
    // Nobody serves them: they default, by the keeper as well.
    node.with(|fake| fake.market.wait(3_600));
    assert!(done(&keeper.ask("crank"), "timeout_job", &of(plain)));
    assert_eq!(client.ask(&format!("job show {plain}"))["job"]["state"], "defaulted");
    keeper.refused("crank --inputs /nowhere", 2, &["cannot read /nowhere", "--inputs DIR"]);
}

#[test]
fn a_keeper_lets_exits_go_that_are_worth_it_and_burns_what_frauds_left() {
    let node = Node::start();
    let keeper = Shell::new(&node, "keeper", 10);
    // A vault of NET and one of stakes, from each of which somebody leaves with a thousandth of a NET.
    let [net, stakes] = node.with(|fake| {
        let market = &mut fake.market;
        let (delegator, receipt) = (market.actor("delegator"), market.receipt());
        market.stake(&delegator, 100 * ONE).unwrap();
        ["backed by net", "backed by stakes"].map(|name| {
            let provider = market.provider(name, H100, 200_000 * ONE, 4);
            let asset = if name == "backed by net" { market.net() } else { receipt.clone() };
            market.create_vault(&provider, H100, asset.clone()).unwrap();
            if asset == receipt {
                market.back_with(&delegator, &provider, H100, &receipt, 100_000 * ONE).unwrap();
            } else {
                market.back(&delegator, &provider, H100, 100 * ONE).unwrap();
            }
            market.exit_vault(&delegator, &provider, H100, ONE).unwrap();
            provider
        })
    });
    let of = |provider: &Addr| format!("vault of {provider} in {H100}");
    let round = keeper.ask("crank --least 10_000");
    for provider in [&net, &stakes] {
        assert!(said(&round, "rotate", &of(provider)).is_none(), "dust waits for whoever leaves: {round}");
    }
    // Somebody leaves with ten: two rounds let it go.
    let behind = [net.clone(), stakes.clone()];
    node.with(move |fake| {
        let delegator = fake.market.actor("delegator");
        for provider in &behind {
            fake.market.exit_vault(&delegator, provider, H100, 10_000 * ONE).unwrap();
        }
    });
    for _ in 0..2 {
        let round = keeper.ask("crank --least 10_000");
        assert!([&net, &stakes].iter().all(|provider| done(&round, "rotate", &of(provider))), "{round}");
    }
    let frauds = [net.clone(), stakes.clone()];
    node.with(move |fake| {
        let market = &mut fake.market;
        let [client, delegator] = ["client", "delegator"].map(|name| market.actor(name));
        for provider in &frauds {
            let request = market.request_for(H100, 1, 3_600);
            let job = market.request(&client, request, 100 * ONE).unwrap();
            market.accept(provider, job, AcceptPayout::Credits {}).unwrap();
            market.exit_vault(&delegator, provider, H100, 10_000 * ONE).unwrap();
            market.rotate_vault(&delegator, provider, H100).unwrap();
            market.submit(provider, job, digest("work"), None).unwrap();
        }
    });
    let round = keeper.ask("crank --least 10_000");
    for provider in [&net, &stakes] {
        assert!(said(&round, "rotate", &of(provider)).is_none(), "a job of before runs: {round}");
        assert!(said(&round, "burn", &of(provider)).is_none(), "nothing burned: {round}");
    }
    node.with(|fake| {
        let market = &mut fake.market;
        let reporter = market.actor("delegator");
        for job in market.recent_jobs() {
            let verdict = market.verdict(job.job_id, false, &reporter);
            market.gateway(&reporter, &verdict).unwrap();
        }
    });
    let round = keeper.ask("crank --least 10_000");
    for provider in [&net, &stakes] {
        for action in ["rotate", "burn"] {
            assert!(done(&round, action, &of(provider)), "{action} of {provider}: {round}");
        }
        let provider = provider.clone();
        let vault = node.with(move |fake| fake.market.vault(&provider, H100));
        assert!(
            !vault.burned.is_zero() && vault.burned == vault.sent && vault.leaving_before.is_zero(),
            "{vault:?}"
        );
    }
    let round = keeper.ask("crank --least 10_000");
    assert!(said(&round, "rotate", &of(&net)).is_none(), "nobody waits: {round}");
}

#[test]
fn dust_makes_the_mean_of_a_quiet_pool_fresh() {
    let node = Node::start();
    let (client, keeper) = (Shell::new(&node, "client", 10_000), Shell::new(&node, "keeper", 10));
    client.read(&format!("swap net {H100} --in {}", 10 * ONE));
    node.with(|fake| fake.market.wait(2 * 86_400));
    let pool = format!("pool {}", node.with(|fake| fake.market.class_pool(H100)));
    let round = keeper.ask("crank");
    assert!(done(&round, "sweep_fees", &pool) && done(&round, "distribute", "fee-collector"), "{round}");
    assert!(done(&round, "collect", "stake pool"), "{round}");
    let stale = said(&round, "add_liquidity", &pool).unwrap()["refusal"].clone();
    assert!(stale.as_str().unwrap().contains("is stale"), "{stale}");
    assert!(said(&round, "dust", &pool).is_none(), "dust costs: it is traded if somebody says so");
    let before = net(&keeper);
    let round = keeper.ask("crank --dust 10_000");
    assert!(done(&round, "dust", &pool), "{round}");
    assert_eq!(before - net(&keeper), 10_000);
    node.with(|fake| fake.market.wait(1_801));
    let round = keeper.ask("crank --dust 10_000");
    assert!(done(&round, "add_liquidity", &pool), "{round}");
    assert!(said(&round, "dust", &pool).is_none(), "its mean is fresh: {round}");
}

#[test]
fn a_keepers_loop_goes_on_and_ends_with_0_when_it_is_told_to() {
    let node = Node::start();
    let (client, keeper) = (Shell::new(&node, "client", 10_000), Shell::new(&node, "keeper", 10));
    let (mut keeping, lines) = keeper.begin("--json crank --loop --every 1");
    // The pool that the market begins with has fees of nobody yet: a trade makes some.
    client.read(&format!("swap net {H100} --in {}", 10 * ONE));
    let mut swept = 0;
    for line in lines {
        let one: Value = serde_json::from_str(&line).unwrap();
        if one["action"] == "sweep_fees" && one["tx_hash"].is_string() {
            swept += 1;
            if swept == 2 {
                break;
            }
            client.read(&format!("swap net {H100} --in {}", 10 * ONE));
        }
    }
    assert_eq!(swept, 2, "it goes on");
    told_to_stop(&mut keeping);
}

fn told_to_stop(keeping: &mut Child) {
    let kill = Command::new("kill").args(["-TERM", &keeping.id().to_string()]).status();
    assert!(kill.unwrap().success());
    assert_eq!(keeping.wait().unwrap().code(), Some(0), "SIGTERM ends it cleanly");
}

#[test]
fn a_loop_waits_before_it_tells_anew_who_did_not_listen() {
    let node = Node::start();
    let (client, keeper) = (Shell::new(&node, "client", 10_000), Shell::new(&node, "keeper", 10));
    let (listener, deaf) = (listener(&node), client.file("deaf", "deaf"));
    client.read(&format!(
        "job request --class {H100} --seconds 60 --method {ATTESTATION} --accept-within 60 --program {PROGRAM} \
         --callback {listener} --callback-file {deaf}"
    ));
    node.with(|fake| fake.market.wait(3_600));
    let (mut keeping, lines) = keeper.begin("--json crank --loop --every 1");
    let trade = || client.read(&format!("swap net {H100} --in {}", 10 * ONE));
    trade();
    let (mut told, mut rounds) = (0, 0);
    for line in lines {
        let one: Value = serde_json::from_str(&line).unwrap();
        if one["action"] == "tell_end" {
            told += 1;
            assert!(one["refusal"].as_str().unwrap().contains("does not listen"), "{line}");
        }
        if one["action"] == "sweep_fees" && one["tx_hash"].is_string() {
            rounds += 1;
            trade();
        }
        match (rounds, told) {
            (3, 1) => {
                node.with(|fake| fake.market.wait(600));
                rounds += 1;
            }
            (0..=3, 2..) => panic!("told again after {rounds} rounds"),
            (_, 2) => break,
            _ => {}
        }
    }
    assert_eq!(told, 2, "it is told again once some time has passed");
    told_to_stop(&mut keeping);
}

/// What a callback does is its client's choice: it may use more when it is sent than when it was simulated.
#[test]
fn a_keeper_sends_what_it_simulated_and_pays_for_no_more_gas_than_its_bound() {
    let node = Node::start();
    let (client, keeper) = (Shell::new(&node, "client", 10_000), Shell::new(&node, "keeper", 10));
    let listener = listener(&node);
    let ended = || {
        let terms = format!("--class {H100} --seconds 60 --method {ATTESTATION} --program {PROGRAM}");
        let asked = client.ask(&format!("job request {terms} --callback {listener}"));
        client.read(&format!("job cancel {}", asked["job_id"]));
        format!("job {}", asked["job_id"])
    };
    let job = ended();
    let simulated = || node.with(|fake| std::mem::take(&mut fake.simulations));
    let least = format!("--least {}", u128::MAX);
    simulated();
    keeper.read(&format!("crank --dry-run {least}"));
    let once = simulated();
    assert!(done(&keeper.ask(&format!("crank {least}")), "tell_end", &job));
    assert_eq!(simulated(), once, "nothing is simulated twice");
    assert_eq!(node.with(|fake| fake.limits.pop()), Some(172_838), "what was simulated, and its margin");
    let job = ended();
    assert!(done(&keeper.ask(&format!("crank {least} --gas 900000000")), "tell_end", &job));
    assert_eq!(node.with(|fake| fake.limits.pop()), Some(700_000), "the bound, and its margin");
}

#[test]
fn what_was_done_is_said_also_when_a_later_look_fails() {
    let node = Node::start();
    let (client, keeper) = (Shell::new(&node, "client", 10_000), Shell::new(&node, "keeper", 10));
    client.read(&format!("swap net {H100} --in {}", 10 * ONE));
    node.with(|fake| fake.refuses = Some("balances".into()));
    let round = keeper.run("--json crank");
    assert_eq!(round.code, 1, "{}", round.err);
    assert!(round.err.contains("balances is refused"), "{}", round.err);
    let pool = format!("pool {}", node.with(|fake| fake.market.class_pool(H100)));
    assert!(done(&serde_json::from_str(&round.out).unwrap(), "sweep_fees", &pool), "{}", round.out);
}

#[test]
fn a_file_that_goes_away_ends_no_round() {
    let node = Node::start();
    let (client, keeper) = (Shell::new(&node, "client", 10_000), Shell::new(&node, "keeper", 10));
    let input = keeper.file("input", "what is 6 times 7?");
    let trade = || client.read(&format!("swap net {H100} --in {}", 10 * ONE));
    trade();
    let (mut keeping, lines) = keeper.begin(&format!("--json crank --loop --every 1 --input {input}"));
    let mut swept = 0;
    for line in lines {
        let one: Value = serde_json::from_str(&line).unwrap();
        if one["action"] == "sweep_fees" && one["tx_hash"].is_string() {
            let _ = std::fs::remove_file(&input);
            swept += 1;
            if swept == 2 {
                break;
            }
            trade();
        }
    }
    assert_eq!(swept, 2, "it goes on");
    told_to_stop(&mut keeping);
    keeper.refused(&format!("crank --input {input}"), 2, &["cannot read", "name another file"]);
}
