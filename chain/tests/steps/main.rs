//! What a deployment proposes next, on a chain that answers from memory.

mod fake;
mod proposers;
mod voters;

use api::common::Asset;
use api::fee_collector::AssetRoute;
use api::restaking::ListedAsset;
use api::verifier_gateway::{JournalPolicy, MethodKind, MethodParams, MethodResponse};
use chain::act::digest;
use chain::artifacts::Artifacts;
use chain::draft::{self, Draft};
use chain::found::{Found, Origin};
use chain::manifest;
use chain::report::Standing;
use chain::rounds::{refuse_rivals, Undecided};
use chain::upgrade;
use cosmwasm_std::HexBinary;
use deploy::{Code, Observed, Wiring};
use fake::{artifacts, governed, wiring, Fake, GOV};

fn look(chain: &Fake, wiring: &Wiring, artifacts: &Artifacts) -> anyhow::Result<Found> {
    Found::look(chain, wiring, &governed(), artifacts.checksums())
}

fn next(chain: &Fake, wiring: &Wiring, artifacts: &Artifacts) -> anyhow::Result<Vec<Draft>> {
    draft::deployment(&look(chain, wiring, artifacts)?, artifacts)
}

fn titles(drafts: &[Draft]) -> Vec<&str> {
    drafts.iter().map(|draft| draft.title.as_str()).collect()
}

/// A title with what the proposal does.
fn title(what: &str) -> String {
    format!("compute-amm {}: {what}", env!("CARGO_PKG_VERSION"))
}

fn types(draft: &Draft) -> Vec<&str> {
    draft.messages.iter().map(|m| m.type_url.rsplit('.').next().unwrap()).collect()
}

#[test]
fn codes_are_stored_each_by_its_own_proposal_and_only_where_missing() {
    let (_folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    let all = next(&chain, &wiring(), &artifacts).unwrap();
    assert_eq!(all.len(), 9);
    assert!(all.iter().all(|draft| types(draft) == ["MsgStoreCode"]));
    assert!(all.iter().all(|draft| draft.metadata.len() <= 255), "x/gov's bound");
    // The same wasm from somebody else does not count: its owner could change who may instantiate it.
    chain.store(&artifacts, Code::Pool, "wasm1somebody");
    assert_eq!(next(&chain, &wiring(), &artifacts).unwrap().len(), 9);
    for code in Code::ALL.into_iter().skip(1) {
        chain.store(&artifacts, code, GOV);
    }
    assert_eq!(titles(&next(&chain, &wiring(), &artifacts).unwrap()), [title("store token")]);
}

#[test]
fn everything_else_comes_in_one_proposal() {
    let (_folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    let drafts = next(&chain, &wiring(), &artifacts).unwrap();
    assert_eq!(titles(&drafts), [title("start market test")]);
    let types = types(&drafts[0]);
    let count = |name: &str| types.iter().filter(|t| **t == name).count();
    let setup = look(&chain, &wiring(), &artifacts).unwrap().plan.unwrap().setup.len();
    assert_eq!(count("MsgUpdateInstantiateConfig"), 1, "the fake's codes let nobody instantiate");
    assert_eq!((count("MsgInstantiateContract2"), count("MsgPinCodes")), (8, 1));
    assert_eq!(count("MsgExecuteContract"), setup);
    assert_eq!(
        drafts[0].metadata,
        next(&chain, &wiring(), &artifacts).unwrap()[0].metadata,
        "the same again"
    );
}

#[test]
fn a_market_of_many_classes_has_a_summary_that_the_chain_takes() {
    let (_folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    let mut wiring = wiring();
    let class = wiring.classes[0].clone();
    for number in 0..60 {
        let mut class = class.clone();
        class.class = format!("class-with-a-very-long-name-{number}");
        wiring.classes.push(class);
    }
    let draft = next(&chain, &wiring, &artifacts).unwrap().remove(0);
    assert!(draft.summary.len() <= 10_200, "x/gov takes 10,200 characters, got {}", draft.summary.len());
    let told = draft.summary.lines().filter(|line| line.starts_with("- ")).count();
    let rest = draft.messages.len() - (told - 1);
    assert!(draft.summary.ends_with(&format!("- and {rest} more: see the messages")), "{}", draft.summary);
}

#[test]
fn a_proposal_means_the_same_as_a_file_and_in_a_transaction() {
    let (_folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    let draft = next(&chain, &wiring(), &artifacts).unwrap().remove(0);
    for (message, json) in draft.messages.iter().zip(&draft.json) {
        assert_eq!(json["@type"], message.type_url);
    }
    let pin = draft.json.iter().find(|m| m["@type"] == "/cosmwasm.wasm.v1.MsgPinCodes").unwrap();
    assert_eq!(pin["code_ids"], serde_json::json!(["1", "2", "3", "4", "5", "6", "7", "8", "9"]));
    let start =
        draft.json.iter().find(|m| m["@type"] == "/cosmwasm.wasm.v1.MsgInstantiateContract2").unwrap();
    assert_eq!((&start["fix_msg"], &start["sender"]), (&false.into(), &GOV.into()));
    assert!(start["msg"].is_object());
    assert!(draft.metadata.ends_with(&digest(&draft.messages)));
}

#[test]
fn rivals_of_a_step_are_refused() {
    let (_folder, artifacts) = artifacts(0);
    let drafts = next(&Fake::default(), &wiring(), &artifacts).unwrap();
    let open = |metadata: String| Undecided { id: 7, metadata, voting: true, ends: 0 };
    refuse_rivals(&drafts, &[open(drafts[0].metadata.clone())]).unwrap();
    let error = refuse_rivals(&drafts, &[open(format!("{}/00", drafts[0].step))]).unwrap_err();
    assert!(error.to_string().contains("proposal 7 is undecided"), "{error}");
}

#[test]
fn a_market_that_stands_is_left_alone_and_found_without_a_manifest() {
    let (_folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    chain.deploy(&wiring(), &artifacts);
    assert!(next(&chain, &wiring(), &artifacts).unwrap().is_empty());
    // Nor does a rebuild deploy a second market, whether or not checksums were frozen.
    let (_folder, rebuilt) = self::artifacts(1);
    assert!(next(&chain, &wiring(), &rebuilt).unwrap().is_empty());
    let found = look(&chain, &wiring(), &rebuilt).unwrap();
    assert_eq!((found.origin, &found.first), (Origin::Chain, artifacts.checksums()));
    let frozen = |artifacts: &Artifacts| {
        let checksums = artifacts.checksums().iter().map(|(code, sum)| (*code, hex::encode(sum))).collect();
        Wiring { checksums: Some(checksums), ..wiring() }
    };
    assert!(next(&chain, &frozen(&artifacts), &rebuilt).unwrap().is_empty());
    let error = format!("{:#}", next(&chain, &frozen(&rebuilt), &rebuilt).unwrap_err());
    assert!(error.contains("started with checksum"), "{error}");
    // Another salt is another market.
    let other = Wiring { salt: "other".into(), ..wiring() };
    assert_eq!(titles(&next(&chain, &other, &artifacts).unwrap()), [title("start market other")]);
}

#[test]
fn what_is_missing_of_a_market_is_proposed_alone() {
    let (_folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    chain.deploy(&wiring(), &artifacts);
    chain.pinned.remove(&2);
    chain.forget_last_class();
    let drafts = next(&chain, &wiring(), &artifacts).unwrap();
    assert_eq!(
        types(&drafts[0]),
        ["MsgPinCodes", "MsgExecuteContract", "MsgExecuteContract", "MsgExecuteContract"]
    );
    let summary = &drafts[0].summary;
    assert!(
        ["name the pool of", "open the market for", "open the lease-market for"]
            .iter()
            .all(|step| summary.contains(step)),
        "{summary}"
    );
}

#[test]
fn frozen_checksums_of_a_code_that_nobody_has_are_refused() {
    let (_folder, artifacts) = artifacts(0);
    let frozen = Code::ALL.into_iter().map(|code| (code, hex::encode([9; 32]))).collect();
    let wiring = Wiring { checksums: Some(frozen), ..wiring() };
    let error = format!("{:#}", next(&Fake::default(), &wiring, &artifacts).unwrap_err());
    assert!(error.contains("build the version that was frozen"), "{error}");
}

#[test]
fn only_governance_can_own_what_is_to_be_proposed() {
    let (_folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    let mut wiring = wiring();
    wiring.roles.owner.clone_from(&wiring.roles.guardian);
    let error = format!("{:#}", next(&chain, &wiring, &artifacts).unwrap_err());
    assert!(error.contains("roles.owner: expected the account of governance"), "{error}");
}

#[test]
fn a_verification_names_every_difference() {
    let (_folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    chain.deploy(&wiring(), &artifacts);
    let report = |chain: &Fake, wiring: &Wiring| {
        let found = look(chain, wiring, &artifacts).unwrap();
        let standing = Standing::of(chain, &found).unwrap();
        let report = standing.verify(chain, artifacts.checksums()).unwrap();
        report.differences.iter().map(|d| d.what.clone()).collect::<Vec<_>>()
    };
    assert_eq!(report(&chain, &wiring()), Vec::<String>::new());
    let mut other = wiring();
    other.registry.jail += 1;
    other.split.burn_bps -= 1;
    other.classes[0].terms.take.base_bps += 1;
    other.classes[0].terms.standard_gpus += 1;
    other.classes[0].templates[0].min_units += 1;
    other.block_millis += 1;
    other.job_market.call_within -= 1;
    other.registry.penalty_bps += 1;
    other.classes[0].params.horizon += 1;
    other.classes[1].launch = true;
    other.pools[0].launch = true;
    other.roles.guardian = GOV.into();
    other.roles.stakers = Some(GOV.into());
    assert_eq!(
        report(&chain, &other),
        [
            "pool.guardian",
            "provider_registry.guardian",
            "provider_registry.params.jail",
            "provider_registry.params.penalty_bps",
            "job_market.guardian",
            "job_market.params.block_millis",
            "job_market.params.call_within",
            "verifier_gateway.guardian",
            "fee_collector.split.burn_bps",
            "fee_collector.stakers",
            "lease_market.guardian",
            "lease_market.params.block_millis",
            "provider_registry.classes.h100-sxm5-80g.params.horizon",
            "lease_market.classes.h100-sxm5-80g.terms.take_bps",
            "job_market.classes.h100-sxm5-80g.terms.standard_gpus",
            "job_market.classes.h100-sxm5-80g.terms.take.base_bps",
            "job_market.classes.h100-sxm5-80g.templates.1.min_units",
            "job_market.classes.h100-sxm5-80g.templates.1.call_within",
            "pool.pools.2.launch",
            "pool.pools.4.launch",
        ]
    );
    chain.pinned.remove(&4);
    let found = report(&chain, &wiring());
    assert!(found.len() == 1 && found[0].ends_with("code 4"), "{found:?}");
}

/// What a verification says where this wiring was deployed and governance then changed something: what differs, and facts.
fn verified(wiring: &Wiring, change: impl FnOnce(&mut Observed)) -> (Vec<String>, Vec<String>) {
    let (_folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    chain.deploy(wiring, &artifacts);
    let found = look(&chain, wiring, &artifacts).unwrap();
    let mut observed = found.observed.clone().unwrap();
    change(&mut observed);
    let found = Found { observed: Some(observed), ..found };
    let report = Standing::of(&chain, &found).unwrap().verify(&chain, artifacts.checksums()).unwrap();
    (report.differences.into_iter().map(|differs| differs.what).collect(), report.facts)
}

/// Not wrong, but for everybody to see; a credit that is delisted is wrong, since nobody can deposit it.
#[test]
fn a_verification_names_assets_listed_beyond_the_wiring_and_credits_delisted() {
    assert_eq!(verified(&wiring(), |_| ()), (vec![], vec![]));
    let mut delisted = String::new();
    let said = verified(&wiring(), |observed| {
        let credit = Asset::cw20(&observed.classes[0].credit);
        observed.assets.push(Asset::native("usurprise"));
        observed.assets.retain(|asset| *asset != credit);
        delisted = format!("pool.assets.{credit}");
    });
    assert_eq!(said, (vec![delisted], vec!["asset usurprise was listed beyond the wiring".to_owned()]));
}

/// What backs is believed to redeem for what its unit says, so everybody should see what governance added.
#[test]
fn a_verification_names_what_may_back_beyond_the_wiring() {
    let (_, facts) = verified(&wiring(), |observed| {
        for (denom, listed) in [("usurprise", true), ("ugone", false)] {
            let added = ListedAsset { asset: Asset::native(denom), listed, ..observed.backing[0].clone() };
            observed.backing.push(added);
        }
    });
    assert_eq!(
        facts,
        [
            "restaking listed usurprise, 1 to a unit, beyond the wiring",
            "restaking listed ugone, 1 to a unit, beyond the wiring, and is listed no more"
        ]
    );
}

/// Also of an asset that the wiring lists and sells by no route.
#[test]
fn a_verification_names_routes_beyond_the_wiring() {
    let unsold = Asset::native("uunsold");
    let mut wiring = wiring();
    wiring.assets.push(unsold.clone());
    let (_, facts) = verified(&wiring, |observed| {
        observed.routes.push(AssetRoute { asset: unsold, pools: vec![1] });
    });
    assert_eq!(facts, ["a route of uunsold was named beyond the wiring"]);
}

/// Governance may add what no plan may name: whoever looks sees which versions are believed.
#[test]
fn a_verification_names_the_selectors_of_methods_beyond_the_wiring_and_what_is_stopped() {
    let (_folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    chain.deploy(&wiring(), &artifacts);
    let found = look(&chain, &wiring(), &artifacts).unwrap();
    let mut observed = found.observed.clone().unwrap();
    let first = u32::try_from(observed.methods.len() + 1).unwrap();
    let hex = |text: &str| HexBinary::from_hex(text).unwrap();
    let selectors = vec![hex("9f39696c"), hex("73c457ba")];
    let zk = MethodKind::RiscZero { policy: JournalPolicy::Statement, selectors: selectors.clone() };
    let word = MethodKind::ClientApproval { arbiter: 1 };
    let added = [
        (zk.clone(), false, selectors.clone()),
        (zk.clone(), false, vec![hex("73c457ba")]),
        (zk, true, vec![]),
        (word.clone(), false, vec![]),
        (word, true, vec![]),
    ];
    for (method, (kind, disabled, accepted)) in (first..).zip(added) {
        let params = MethodParams { kind, detection_bps: 10_000, name: "new".into() };
        observed.methods.push(MethodResponse { method, params, active_from: 0, disabled, accepted });
    }
    let found = Found { observed: Some(observed), ..found };
    let report = Standing::of(&chain, &found).unwrap().verify(&chain, artifacts.checksums()).unwrap();
    let said = [
        "; selectors 9f39696c, 73c457ba",
        "; selectors 9f39696c (stopped for good), 73c457ba",
        ", disabled for good; selectors 9f39696c (stopped for good), 73c457ba (stopped for good)",
        "",
        ", disabled for good",
    ];
    let expected: Vec<_> = (first..)
        .zip(said)
        .map(|(method, state)| format!("method {method} (new) was added beyond the wiring{state}"))
        .collect();
    assert_eq!(report.facts, expected);
}

#[test]
fn a_manifest_is_written_whole_and_read_again() {
    let (folder, artifacts) = artifacts(0);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    chain.deploy(&wiring(), &artifacts);
    let found = look(&chain, &wiring(), &artifacts).unwrap();
    let record = Standing::of(&chain, &found).unwrap().manifest("test-1").unwrap();
    let path = folder.path.join("deep").join("manifest.json");
    assert_eq!(manifest::read(&path).unwrap(), None);
    assert!(manifest::write(&path, &record).unwrap());
    assert!(!manifest::write(&path, &record).unwrap(), "written again, it does not change");
    assert_eq!(manifest::read(&path).unwrap().unwrap(), record);
    assert_eq!(record.addresses().unwrap(), found.addresses);
    assert_eq!((record.height, record.tokens.len()), (12, record.credits.len() + record.pools.len() + 1));
    manifest::check(&path, &record, &found, "test-1").unwrap();
    let error = manifest::check(&path, &record, &found, "test-2").unwrap_err();
    assert!(error.to_string().contains("name another manifest"), "{error}");
    let reset = look(&Fake::default(), &wiring(), &artifacts).unwrap();
    let error = manifest::check(&path, &record, &reset, "test-1").unwrap_err();
    assert!(error.to_string().contains("the chain was reset"), "{error}");
    std::fs::write(&path, "{").unwrap();
    assert!(format!("{:#}", manifest::read(&path).unwrap_err()).contains("is not a manifest"));
}

#[test]
fn an_upgrade_stores_and_then_migrates_everything_at_once() {
    let (_folder, artifacts) = artifacts(0);
    let (_next, newer) = self::artifacts(1);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    chain.deploy(&wiring(), &artifacts);
    let next = |chain: &Fake, artifacts: &Artifacts| {
        let found = look(chain, &wiring(), artifacts).unwrap();
        let standing = Standing::of(chain, &found).unwrap();
        upgrade::drafts(chain, &found, &standing, artifacts, &mut |_: &str| {}).unwrap()
    };
    assert!(next(&chain, &artifacts).is_empty(), "every contract runs its artifact");
    assert_eq!(next(&chain, &newer).len(), 9);
    chain.store_all(&newer);
    let drafts = next(&chain, &newer);
    let types = types(&drafts[0]);
    let tokens = wiring().classes.len() * 2 + wiring().pools.len() + 1;
    assert_eq!(types.iter().filter(|t| **t == "MsgMigrateContract").count(), 8 + tokens);
    assert_eq!(types[8 + tokens..], ["MsgPinCodes", "MsgUnpinCodes"]);
    let (pin, unpin) = (&drafts[0].json[8 + tokens], &drafts[0].json[9 + tokens]);
    assert_eq!(pin["code_ids"], serde_json::json!(["10", "11", "12", "13", "14", "15", "16", "17", "18"]));
    // Tokens created later still start from the first token code.
    assert_eq!(unpin["code_ids"], serde_json::json!(["2", "3", "4", "5", "6", "7", "8", "9"]));
}

#[test]
fn a_market_of_0_2_is_refused_before_anything_is_proposed() {
    let (_folder, artifacts) = artifacts(0);
    let (_next, newer) = self::artifacts(1);
    let mut chain = Fake::default();
    chain.store_all(&artifacts);
    chain.deploy(&wiring(), &artifacts);
    let registry = look(&chain, &wiring(), &artifacts).unwrap().addresses.provider_registry;
    chain.set_version(&registry, "0.2.0");
    let error = format!("{:#}", look(&chain, &wiring(), &newer).err().unwrap());
    for part in ["another salt", &registry, "at least 0.3.0", "got 0.2.0", "cannot be moved"] {
        assert!(error.contains(part), "{error}");
    }
}
