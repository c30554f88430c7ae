//! Leases from a terminal, and what is said of what goes wrong.

use api::lease_market::{ExecuteMsg, PledgeMsg, NOTICE};
use api::provider_registry::ExecuteMsg as RegistryMsg;
use compute_amm_testing::wirings::{A100, H100, ONE};
use cosmwasm_std::{to_json_binary, Addr, Event};
use serde_json::Value;

use crate::fake::Node;
use crate::life::provider;
use crate::shell::Shell;

/// A client's key, and its bytes.
pub const SSH_KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
const SSH_BYTES: &str = "e32aaa7915ceb9b449d1ba50ea2a28bb1a6e01f90bda245a2d1d87697d18a265";

fn number(value: &Value) -> u128 {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no number: {value}"))
}

/// What is in somebody's wallet or account, NET base units.
fn net(shell: &Shell, place: &str) -> u128 {
    let said = shell.ask("account");
    let holdings = said["holdings"].as_array().unwrap();
    let of = holdings.iter().find(|held| held["name"] == "unet").unwrap_or_else(|| panic!("{said}"));
    number(&of[place])
}

/// A client with a key file, and its words of a request.
fn client(node: &Node, name: &str) -> (Shell, String) {
    let client = Shell::new(node, name, 10_000);
    let key = client.file("id.pub", &format!("{SSH_KEY} me@home\n"));
    let words = format!("lease request --class {H100} --seconds 1h --ssh-key {key}");
    (client, words)
}

/// The words that start a lease.
fn start(provider: &Shell, lease: u64, more: &str) -> String {
    let key = provider.file("host.pub", SSH_KEY);
    format!("lease start {lease} --endpoint gpu7.example:2222 --host-key {key} {more}")
}

fn requested(client: &Shell, words: &str) -> u64 {
    client.ask(words)["lease_id"].as_u64().unwrap()
}

#[test]
fn a_lease_is_quoted_requested_started_served_topped_up_and_closed() {
    let node = Node::start();
    let (provider, (client, request)) = (provider(&node), client(&node, "client"));
    let quote = client.ask(&format!("lease quote --class {H100} --seconds 1h"));
    let before = (net(&client, "wallet"), number(&quote["max_paid"]));
    let said = client.ask(&request);
    assert_eq!((said["quote"].clone(), said["lease_id"].as_u64()), (quote.clone(), Some(1)));
    // What the quote said is what the request did, and the rest is in the account.
    assert_eq!(net(&client, "wallet"), before.0 - before.1);
    let (cost, take) = (number(&quote["cost"]), number(&quote["take"]));
    assert_eq!((number(&quote["paid"]), net(&client, "account")), (cost + take, before.1 - cost - take));

    let list = provider.ask(&format!("lease list --state open --class {H100}"));
    assert_eq!(list["leases"][0]["live"]["ssh_key"], SSH_BYTES);
    let shown = provider.read("lease show 1");
    assert!(shown.contains(SSH_KEY) && shown.contains("its provider pledges"), "{shown}");
    let started = provider.ask(&start(&provider, 1, "--longer 30m"));
    let shown = client.ask("lease show 1");
    let live = &shown["lease"]["live"];
    assert_eq!(number(&live["pledge"]), number(&quote["provider_pledge"]));
    let of = |name: &str| live["running"][name].as_u64().unwrap();
    let spare = of("latest_end") - of("end");
    assert!((1_800..=1_920).contains(&spare), "{spare} s more than its end, {started}");
    let machine = &shown["machine"];
    assert_eq!((&machine["endpoint"], &machine["host_key"]), (&"gpu7.example:2222".into(), &SSH_KEY.into()));
    assert_eq!(machine["known_hosts"], format!("[gpu7.example]:2222 {SSH_KEY}"));
    let shown = client.read("lease show 1");
    assert!(shown.contains("last heartbeat") && shown.contains("known_hosts"), "{shown}");

    node.with(|fake| fake.market.wait(300));
    provider.read("lease heartbeat");
    assert!(client.read("lease show 1").contains(&provider.address));
    let claimed = client.ask("lease claim 1");
    assert!(number(&claimed["events"][0]["attributes"]["paid"]) >= 300 * ONE, "{claimed}");
    let more = client.ask("lease top-up 1 --seconds 10m");
    assert_eq!((&more["lease_id"], &more["quote"]["seconds"]), (&1.into(), &600.into()));
    assert_eq!(client.ask("lease show 1")["lease"]["live"]["seconds"], 4_200);
    let table = client.read(&format!("lease list --client {} --newest-first", client.address));
    assert!(table.contains("running") && table.contains("1h 10m"), "{table}");

    // Who closes is shown what that pays before it is sent.
    let asked = client.run("lease close 1 --dry-run");
    assert!(asked.err.contains("back to the client") && asked.out.contains("nothing was sent"), "{asked:?}");
    let closed = client.ask("lease close 1");
    assert_eq!(closed["quote"]["state"], "closed");
    let end = closed["events"].as_array().unwrap().iter().find(|event| event["type"] == "end_lease").unwrap();
    assert_eq!(end["attributes"]["state"], "closed");
    // A second or two went by since the quote.
    let (told, paid) = (number(&closed["quote"]["paid"]), number(&end["attributes"]["paid"]));
    assert!((told..=told + 5 * ONE).contains(&paid), "quoted {told}, paid {paid}");
    let shown = client.ask("lease show 1");
    assert_eq!((&shown["lease"]["state"], &shown["machine"]), (&"closed".into(), &Value::Null));
    assert_eq!(client.ask("lease list --state closed")["leases"].as_array().unwrap().len(), 1);
    assert!(client.read("lease list --state running").contains("no leases"));
}

#[test]
fn credits_dollars_and_the_account_pay_for_a_lease() {
    let node = Node::start();
    let ((client, request), provider) = (client(&node, "client 2"), provider(&node));
    Shell::new(&node, "supplier", 100_000)
        .read("provide 4 --amount-0 10_000_000_000 --amount-1 20_000_000_000");
    client.read(&format!("account deposit net {}", 5_000 * ONE));
    let wallet = net(&client, "wallet");
    let first = requested(&client, &format!("{request} --from-account"));
    assert_eq!(net(&client, "wallet"), wallet, "the account paid");
    let dollars = client.ask(&format!("{request} --pay uusd"));
    let quote = &dollars["quote"];
    assert!(number(&quote["max_paid"]) > number(&quote["paid"]), "{quote}");
    assert_eq!(net(&client, "wallet"), wallet, "dollars paid");
    // The credits of one that is withdrawn pay for the next.
    client.read(&format!("lease cancel {first}"));
    let words = format!("{} --pay credits --from-account", request.replace("1h", "30m"));
    let said = client.ask(&words);
    let third = said["lease_id"].as_u64().unwrap();
    assert!(number(&said["quote"]["max_paid"]) < 3_600 * ONE, "credits, of which it had an hour: {said}");
    let shown = client.read(&format!("lease quote --class {H100} --seconds 30m --pay credits"));
    assert!(shown.contains(&format!("GPU-s of {H100}")), "its take is paid in credits too: {shown}");
    provider.read(&start(&provider, third, "--longer 1h"));
    client.read(&format!("lease top-up {third} --seconds 60 --pay uusd"));
    client.read(&format!("lease top-up {third} --seconds 60 --pay {H100} --from-account --slippage-bps 500"));
    assert_eq!(client.ask(&format!("lease show {third}"))["lease"]["live"]["seconds"], 1_920);
}

#[test]
fn a_lease_ends_by_its_provider_with_notice_where_its_class_says_so_and_for_silence() {
    let node = Node::start();
    let ((client, request), provider) = (client(&node, "client 3"), provider(&node));
    let friend = Shell::new(&node, "friend", 10);
    let lease = requested(&client, &format!("{request} --provider {}", provider.address));
    provider.read(&start(&provider, lease, ""));
    let said = provider.run(&format!("lease close {lease}"));
    assert!(said.err.contains("the provider pays the client"), "{}", said.err);
    assert_eq!(client.ask(&format!("lease show {lease}"))["lease"]["state"], "stopped");

    let lease = requested(&client, &request);
    provider.read(&start(&provider, lease, ""));
    friend.refused(&format!("lease close {lease}"), 1, &["too early", "`camm lease show`"]);
    node.with(|fake| fake.market.wait(3 * 600 + 60));
    assert!(client.read(&format!("lease show {lease}")).contains("anyone may close it"));
    friend.read(&format!("lease close {lease}"));
    assert_eq!(client.ask(&format!("lease show {lease}"))["lease"]["state"], "silent");

    node.with(|fake| {
        let mut terms = fake.market.wiring.classes.iter().find(|c| c.class == H100).unwrap().lease_terms();
        terms.interruptible = true;
        let owner = fake.market.owner.clone();
        fake.market.leases(&owner, &ExecuteMsg::UpdateClass { class: H100.into(), terms }).map(drop).unwrap();
    });
    let lease = requested(&client, &request);
    provider.read("provider heartbeat");
    provider.read(&start(&provider, lease, ""));
    provider.refused(&format!("lease close {lease}"), 1, &["too early"]);
    node.with(|fake| fake.market.wait(60));
    let said = provider.ask(&format!("lease close {lease}"));
    assert_eq!((&said["quote"]["state"], &said["events"][0]["type"]), (&"running".into(), &"notice".into()));
    node.with(|fake| fake.market.wait(NOTICE));
    friend.read(&format!("lease close {lease}"));
    assert_eq!(client.ask(&format!("lease show {lease}"))["lease"]["state"], "ended");
}

/// A close within the first minute leaves a fee in credits, one after it the take of what was served.
#[test]
fn a_keeper_moves_what_leases_earned_to_the_fee_collector() {
    let node = Node::start();
    let ((client, request), provider) = (client(&node, "client 6"), provider(&node));
    let keeper = Shell::new(&node, "keeper of leases", 10);
    let sweeps = || {
        let round = keeper.ask("crank");
        let cranks = round["cranks"].as_array().unwrap();
        let sweep = |one: &&Value| one["action"] == "sweep" && one["tx_hash"].is_string();
        cranks.iter().filter(sweep).map(|one| one["target"].clone()).collect::<Vec<_>>()
    };
    assert!(sweeps().is_empty(), "nothing was earned");
    for seconds in [10, 1_200] {
        let lease = requested(&client, &request);
        provider.read("provider heartbeat");
        provider.read(&start(&provider, lease, ""));
        node.with(move |fake| fake.market.wait(seconds));
        client.read(&format!("lease close {lease}"));
        assert_eq!(sweeps(), ["lease-market"], "after {seconds} s");
        let left = node.with(|fake| {
            let query = api::lease_market::QueryMsg::Holdings {};
            fake.market.ask_leases::<api::lease_market::HoldingsResponse>(&query)
        });
        assert!(left.take.is_zero() && left.fees.is_empty(), "{left:?}");
    }
    assert!(sweeps().is_empty(), "it was moved");
}

/// What a provider writes may steer neither `ssh` nor a file of known hosts; and a node may have forgotten
/// the event.
#[test]
fn what_a_provider_says_of_its_machine_is_shown_but_not_trusted() {
    let node = Node::start();
    let ((client, request), provider) = (client(&node, "client 4"), provider(&node));
    let lease = requested(&client, &request);
    let (by, endpoint) = (Addr::unchecked(&provider.address), "*,github.com \u{1b}[2J");
    let msg = to_json_binary(&PledgeMsg {
        endpoint: endpoint.into(),
        host_key: cosmwasm_std::HexBinary::from(&[7; 32]),
    })
    .unwrap();
    let events = node.with(move |fake| {
        let pledge = fake.market.pledge_for(lease, 600).unwrap();
        let pledge = api::provider_registry::PledgeRequest { msg, ..pledge };
        fake.market.registry(&by, &RegistryMsg::Pledge(pledge), &[]).unwrap().events
    });
    let said = client.run(&format!("--json lease show {lease}"));
    assert!(said.code == 0 && said.err.contains("does it index transactions?"), "{said:?}");
    let shown: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((&shown["machine"], &shown["lease"]["state"]), (&Value::Null, &"running".into()));
    // The node knows it now, and the same of another lease and of another contract.
    node.with(move |fake| {
        let at = fake.market.at.lease_market.to_string();
        let like = |id: &str, at: &str| {
            serde_json::json!({ "type": "wasm-start_lease", "attributes": [
                { "key": "_contract_address", "value": at }, { "key": "lease_id", "value": id },
                { "key": "endpoint", "value": "elsewhere" }, { "key": "host_key", "value": "00" },
            ] })
        };
        let mut all = vec![like("99", &at), like(&lease.to_string(), "another contract")];
        let of = |event: &Event| serde_json::json!({ "type": event.ty, "attributes": event.attributes });
        all.extend(events.iter().map(of));
        fake.order.push(serde_json::json!({
            "hash": "00", "height": "5", "index": 0, "tx": "",
            "tx_result": { "code": 0, "gas_used": "1", "events": all },
        }));
    });
    let shown = client.ask(&format!("lease show {lease}"));
    assert_eq!(shown["machine"]["endpoint"], endpoint);
    assert_eq!(shown["machine"]["known_hosts"], Value::Null);
    let text = client.read(&format!("lease show {lease}"));
    assert!(!text.contains('\u{1b}') && !text.contains("known_hosts"), "{text}");
}

#[test]
fn mistakes_with_leases_are_answered_with_what_is_wrong_and_what_to_do() {
    let node = Node::start();
    let ((client, request), provider) = (client(&node, "client 5"), provider(&node));
    let stranger = Shell::new(&node, "stranger", 10);
    let with = |more: &str| format!("{request} {more}");
    for (words, code, parts) in [
        (request.replace(H100, "h200"), 3, ["class `h200` is not listed", "`camm class list`"]),
        (request.replace(H100, A100), 1, ["pool 2 has no liquidity", "`camm metrics --pools`"]),
        (request.replace("1h", "soon"), 2, ["such as 3600, 20m or 1h, got `soon`", "--help"]),
        (request.replace("1h", "721h"), 1, ["expected 1 to 2592000, got 2595600", "--help"]),
        (with("--gpus 0"), 1, ["expected 1 to 65536, got 0", "--help"]),
        (with("--provider me"), 1, ["invalid address in `provider`", "`camm key show`"]),
        (with("--pay potatoes"), 2, ["`potatoes` is neither", "one of: net"]),
        (with("--max-payment 0"), 1, ["expected at most 0 unet", "`camm lease quote`"]),
        (with("--pay credits"), 1, ["error:", "see what there is"]),
        (with("--pay credits --from-account"), 1, ["expected at least", "see what there is"]),
        (with("--deadline 1"), 1, ["deadline", "error:"]),
        (with("--ssh-key none.pub"), 2, ["the argument '--ssh-key <FILE>' cannot", "--help"]),
        ("lease show 7".into(), 3, ["unknown lease 7", "`camm lease list`"]),
        ("lease claim 7".into(), 3, ["unknown lease 7", "`camm lease list`"]),
        ("lease close 7".into(), 3, ["unknown lease 7", "`camm lease list`"]),
        ("lease cancel 7".into(), 3, ["unknown lease 7", "`camm lease list`"]),
        ("lease top-up 7 --seconds 60".into(), 3, ["unknown lease 7", "`camm lease list`"]),
        ("lease heartbeat".into(), 1, ["has started no lease", "`camm lease start`"]),
        ("lease list --state asleep".into(), 2, ["such as open or running, got `asleep`", "--help"]),
        (
            format!("lease list --state closed --class {H100}"),
            1,
            ["expected one that is not final", "got closed"],
        ),
    ] {
        client.refused(&words, code, &parts);
    }
    let poor = Shell::new(&node, "poor", 0);
    poor.refused(&request, 3, &["is no account of"]);

    let lease = requested(&client, &request);
    let words = start(&provider, lease, "");
    for (words, code, parts) in [
        (words.replace("gpu7.example:2222", "*:22"), 2, ["expected HOST:PORT or [IPV6]:PORT", "got `*:22`"]),
        (words.replace(" gpu7.example:2222", "=-oProxyCommand"), 2, ["got `-oProxyCommand`", "--help"]),
        (start(&provider, 7, ""), 3, ["unknown lease 7", "`camm lease list`"]),
        (format!("lease claim {lease}"), 1, ["expected state running, got open", "error:"]),
        (format!("lease close {lease}"), 1, ["expected state running, got open", "error:"]),
        (format!("lease top-up {lease} --seconds 60"), 1, ["expected state running, got open", "error:"]),
        (format!("lease cancel {lease}"), 1, ["too early", "`camm lease show`"]),
    ] {
        provider.refused(&words, code, &parts);
    }
    stranger.refused(
        &start(&stranger, lease, ""),
        1,
        &["not a registered provider", "camm provider register"],
    );
    provider.read(&words);
    provider.refused(&words, 1, &["expected one to which nothing is pledged"]);
    client.refused(&format!("lease cancel {lease}"), 1, &["expected state open, got running"]);
    client.refused(
        &format!("lease top-up {lease} --seconds 1h"),
        1,
        &["`seconds` out of bounds: expected an end by", "`camm VERB --help`"],
    );
    client.refused(&format!("lease top-up {lease} --seconds 60 --max-payment 1"), 1, &["`camm lease quote`"]);
    client.read(&format!("lease close {lease}"));
    for verb in ["start", "top-up", "close", "claim", "cancel"] {
        let words = match verb {
            "start" => words.clone(),
            "top-up" => format!("lease top-up {lease} --seconds 60"),
            verb => format!("lease {verb} {lease}"),
        };
        provider.refused(&words, 1, &["expected state", "got closed"]);
    }
    // Somebody else was named, and nobody came in time.
    let lease = requested(&client, &format!("{request} --provider {}", stranger.address));
    provider.refused(&start(&provider, lease, ""), 1, &["expected its named provider"]);
    node.with(|fake| fake.market.wait(660));
    provider.refused(&start(&provider, lease, ""), 1, &["too late"]);
    provider.read(&format!("lease cancel {lease}"));
    assert_eq!(client.ask(&format!("lease show {lease}"))["lease"]["state"], "expired");
}

#[test]
fn key_files_of_another_kind_are_refused_by_name() {
    let node = Node::start();
    let (client, request) = client(&node, "client 6");
    for (text, parts) in [
        ("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ me", ["type ssh-ed25519, got ssh-rsa", "ssh-keygen"]),
        ("ecdsa-sha2-nistp256 AAAA me", ["got ecdsa-sha2-nistp256", "ssh-keygen"]),
        ("sk-ssh-ed25519@openssh.com AAAA me", ["got sk-ssh-ed25519@openssh.com", "ssh-keygen"]),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3\n", ["got a private one", "with .pub"]),
        ("", ["expected one public key, got 0", "a file of its own"]),
        (&format!("{SSH_KEY}\n{SSH_KEY}"), ["expected one public key, got 2", "a file of its own"]),
        ("hello", ["expected a line `ssh-ed25519", "ssh-keygen"]),
        (&SSH_KEY[..70], ["cut or changed", "ssh-keygen"]),
    ] {
        let file = client.file("other.pub", text);
        let words = request.replace("id.pub", "other.pub");
        assert!(words.contains(&file));
        client.refused(&words, 2, &parts);
    }
    client.refused(&request.replace("id.pub", "none.pub"), 2, &["cannot read", "name another file"]);
    assert_eq!(client.ask("lease list")["leases"], serde_json::json!([]));
}

/// A node that keeps no events says no number of the lease that was just paid for.
#[test]
fn a_lease_that_was_paid_for_is_said_with_its_hash_also_if_the_node_says_no_more() {
    let node = Node::start();
    let (client, request) = client(&node, "client 7");
    node.with(|fake| fake.mute = true);
    let said = client.run(&format!("--json {request}"));
    let document: Value = serde_json::from_str(&said.out).unwrap();
    let hash = document["tx_hash"].as_str().unwrap();
    assert!(said.code == 5 && said.err.contains(hash) && said.err.contains("`camm lease list`"), "{said:?}");
}

/// A keeper withdraws what nobody started and closes what has ended or is silent, and leaves what runs alone.
#[test]
fn leases_that_are_over_are_cranked() {
    let node = Node::start();
    let ((client, request), provider) = (client(&node, "client 8"), provider(&node));
    let keeper = Shell::new(&node, "keeper", 10);
    let [short, long] = ["10m", "2h"].map(|time| {
        let lease = requested(&client, &request.replace("1h", time));
        provider.read(&start(&provider, lease, ""));
        lease
    });
    let waits = requested(&client, &request);
    let done = || -> Vec<(String, String)> {
        let said = keeper.ask("crank")["cranks"].clone();
        let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
        let of_leases =
            said.as_array().unwrap().iter().filter(|one| text(one, "target").starts_with("lease "));
        of_leases
            .inspect(|one| assert!(one["tx_hash"].is_string(), "{one}"))
            .map(|one| (text(one, "action"), text(one, "target")))
            .collect()
    };
    let said = |action: &str, lease: u64| (action.to_owned(), format!("lease {lease}"));
    assert!(done().is_empty());
    node.with(|fake| fake.market.wait(660));
    assert_eq!(done(), [said("cancel_lease", waits), said("close_lease", short)]);
    assert!(done().is_empty());
    node.with(|fake| fake.market.wait(1_800));
    assert_eq!(done(), [said("close_lease", long)]);
    let state = |lease: u64| client.ask(&format!("lease show {lease}"))["lease"]["state"].clone();
    assert_eq!([waits, short, long].map(state), ["expired", "ended", "silent"]);
}
