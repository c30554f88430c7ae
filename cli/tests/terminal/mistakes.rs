//! What a new user gets wrong, and what is said to them.

use compute_amm_testing::credits::template;
use compute_amm_testing::wirings::{ATTESTATION, H100, ONE};

use crate::fake::Node;
use crate::life::PROGRAM;
use crate::shell::Shell;

#[test]
fn mistakes_are_answered_with_what_is_wrong_and_what_to_do() {
    let node = Node::start();
    node.with(|fake| fake.market.set_template(H100, 1, Some(template(60, 20, 30))).map(drop).unwrap());
    let mut client = Shell::new(&node, "client", 100);
    let poor = Shell::new(&node, "poor", 1);
    let nobody = Shell::nobody("new");
    let terms = format!("--class {H100} --seconds 60 --method {ATTESTATION} --program {PROGRAM}");
    let request = |more: &str| format!("job request --class {H100} {more}");
    for (words, code, parts) in [
        ("metrics --market none.json", 3, ["there is no manifest at none.json", "try: name another"]),
        ("agent", 2, ["expected a file at provider.toml", "docs/agent.md"]),
        ("attest 1", 2, ["no market is named", "CAMM_MARKET"]),
    ] {
        nobody.refused(words, code, &parts);
    }
    for (words, code, parts) in [
        (terms.replace(H100, "h200"), 3, ["class `h200` is not listed", "try: `camm class list`"]),
        ("--class h200 --seconds 60 --template 1".into(), 3, ["h200", "try: `camm class"]),
        (format!("{terms} --run-within 5"), 1, ["expected 60 to 43200, got 5", "try: `camm VERB --help`"]),
        (format!("{terms} --callback me"), 1, ["`callback.contract`", "try: write the whole address"]),
        (format!("{terms} --provider me"), 1, ["invalid address in `provider`", "`camm key show`"]),
        (format!("{terms} --pay uatom"), 1, ["error: pool 5 has no liquidity", "`camm metrics --pools`"]),
        (format!("{terms} --pay credits"), 1, ["expected at least 60000000", "try: see what there is"]),
        (format!("{terms} --max-payment 1"), 1, ["payment", "try: quote again"]),
        // Nothing is not whatever is quoted.
        (format!("{terms} --max-payment 0"), 1, ["expected at most 0 unet", "try: quote again"]),
        (
            terms.replace("--seconds 60", "--seconds soon"),
            2,
            ["such as 3600, 20m or 1h, got `soon`", "--help"],
        ),
        (terms.replace(PROGRAM, "11"), 2, ["expected 32 bytes in hex", "--help"]),
    ] {
        client.refused(&format!("job request {words}"), code, &parts);
    }
    for (more, code, parts) in [
        (
            "--seconds 60 --template 1",
            1,
            ["expected seconds 20 to 30 times 60, got 60", "`camm class show CLASS`"],
        ),
        ("--seconds 20m --gpus 2 --template 1", 1, ["expected gpus 1, got 2", "`camm class show CLASS`"]),
        ("--seconds 20m --template 9", 3, ["has no template 9", "`camm class show"]),
    ] {
        client.refused(&request(more), code, &parts);
    }
    let poor_words = format!("job request {}", terms.replace("--seconds 60", "--seconds 1h"));
    poor.refused(&poor_words, 1, &["insufficient funds", "try: see what there is: `camm account`"]);
    client.refused("account withdraw net 5", 1, &["expected at least 5", "try: see what there is"]);
    client.refused(
        &format!("swap net {H100} --in {} --slippage-bps 20000", ONE),
        2,
        &["expected 0 to 10000", "100 is one per cent"],
    );
    client.refused("metrics --node nonsense", 4, &["no node answered", "try: name a node that runs"]);
    client.refused("crank --key nobody", 3, &["there is no key `nobody`", "camm key new"]);
    client.set("CAMM_KEY", "nonsense");
    client.refused("provider heartbeat", 2, &["expected 32 bytes in hex", "camm key import"]);
}

/// A node that keeps no events says no number of the job that was just paid for.
#[test]
fn what_was_carried_out_is_said_with_its_hash_also_if_the_node_says_no_more() {
    let node = Node::start();
    let client = Shell::new(&node, "client", 10_000);
    node.with(|fake| fake.mute = true);
    let terms = format!("--class {H100} --seconds 60 --method {ATTESTATION} --program {PROGRAM}");
    for more in ["", "--wait"] {
        let said = client.run(&format!("--json job request {terms} {more}"));
        assert_eq!(said.code, 5, "{}", said.err);
        let document: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        let hash = document["tx_hash"].as_str().unwrap();
        assert!(
            said.err.contains(hash) && said.err.contains("try: look before you send again"),
            "{}",
            said.err
        );
    }
}
