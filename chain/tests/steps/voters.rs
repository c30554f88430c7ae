//! What a proposal tells those who vote.

use chain::artifacts::Artifacts;
use chain::draft::{self, Draft};
use chain::found::{Found, Governed};
use deploy::{Code, Wiring};

use crate::fake::{artifacts, governed, wiring, Fake};

const REPOSITORY: &str = "https://example.org/compute-amm";

fn next(chain: &Fake, wiring: &Wiring, artifacts: &Artifacts) -> Vec<Draft> {
    let governed = Governed { repository: Some(REPOSITORY.into()), ..governed() };
    let market = Found::look(chain, wiring, &governed, artifacts.checksums()).unwrap();
    draft::deployment(&market, artifacts).unwrap()
}

/// Bounds of x/gov, bytes; a chain's program can set others, and does not tell them.
fn fits(draft: &Draft) {
    for (what, text, most) in [
        ("title", &draft.title, 255),
        ("summary", &draft.summary, 10_200),
        ("metadata", &draft.metadata, 255),
    ] {
        assert!(text.len() <= most, "{what}: {} bytes\n{text}", text.len());
    }
}

#[test]
fn proposals_name_repository_version_and_checksums() {
    let (_folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    let version = env!("CARGO_PKG_VERSION");
    for (draft, code) in next(&chain, &wiring(), &artifacts).iter().zip(Code::ALL) {
        fits(draft);
        assert_eq!(draft.title, format!("compute-amm {version}: store {}", code.name()));
        let sum = hex::encode(artifacts.checksum(code).unwrap());
        for part in [REPOSITORY, &sum, &format!("version {version}"), "cargo xtask wasm --check"] {
            assert!(draft.summary.contains(part), "expected `{part}` in: {}", draft.summary);
        }
    }
    chain.store_all(&artifacts);
    let market = next(&chain, &wiring(), &artifacts).remove(0);
    fits(&market);
    assert_eq!(market.title, format!("compute-amm {version}: start market test"));
    for code in Code::ALL {
        let line = format!("{} {}", hex::encode(artifacts.checksum(code).unwrap()), code.name());
        assert!(market.summary.contains(&line), "expected `{line}` in: {}", market.summary);
    }
    assert!(market.summary.contains(REPOSITORY));
}

#[test]
fn the_start_says_what_the_money_rules_are() {
    let (_folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    let mut wiring = wiring();
    let class = &mut wiring.classes[0];
    (class.terms.take.base_bps, class.terms.take.max_multiplier_bps) = (150, 30_000);
    (class.params.coverage_bps, class.fees.fee_bps, class.fees.protocol_share_bps) = (17_500, 35, 1_250);
    (wiring.split.burn_bps, wiring.split.stakers_bps, wiring.split.liquidity_bps) = (5_550, 3_450, 1_000);
    let summary = next(&chain, &wiring, &artifacts).remove(0).summary;
    for part in [
        "55.5 % is burned, 34.5 % goes to those who stake NET",
        "10 % to the protocol's own liquidity",
        "take 1.5 % of a job's cost, up to 4.5 %",
        "credits are covered by NET worth 175 % of their price",
        "swap fee 0.35 %, 12.5 % of it to the protocol",
        "NET is `unet` and only ever burned",
        wiring.classes[0].class.as_str(),
    ] {
        assert!(summary.contains(part), "expected `{part}` in: {summary}");
    }
}

#[test]
fn a_market_with_every_class_and_the_longest_names_fits() {
    let (_folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    let mut wiring = Wiring { salt: "a".repeat(32), ..wiring() };
    let class = wiring.classes[0].clone();
    wiring.classes.clear();
    for number in 0..64u32 {
        let mut class = class.clone();
        class.class = format!("class-with-a-very-long-name-{number:04}");
        class.terms.take.base_bps = number + 1;
        wiring.classes.push(class);
    }
    let draft = next(&chain, &wiring, &artifacts).remove(0);
    fits(&draft);
    assert!(draft.summary.contains("more of classes and pools: see the messages"), "{}", draft.summary);
    assert!(draft.summary.contains("\n- instantiate pool"), "what it does is told too: {}", draft.summary);
}
