//! The plan of a small wiring: addresses follow from checksum, creator and salt alone; messages come in an order in which
//! each finds what it needs.

use std::collections::BTreeMap;

use api::common::Asset;
use api::job_market::Template;
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{HexBinary, Uint128};
use deploy::{
    addresses, credit_address, lp_address, parse_checksums, plan, Checksums, ClassWiring, Code,
    JobMarketWiring, LeaseMarketWiring, ManifestEntry, PoolWiring, Roles, Stored, Wiring,
};

mod launch;
mod refused;
mod routes;
mod versions;

fn checksums() -> Checksums {
    Code::ALL.into_iter().zip(1..).map(|(code, byte)| (code, [byte; 32])).collect()
}

fn stored() -> BTreeMap<Code, Stored> {
    let stored = |((code, checksum), code_id)| (code, Stored { code_id, checksum });
    checksums().into_iter().zip(10..).map(stored).collect()
}

fn frozen() -> BTreeMap<Code, String> {
    checksums().into_iter().map(|(code, checksum)| (code, hex::encode(checksum))).collect()
}

fn pool(asset_0: &str, asset_1: &str) -> PoolWiring {
    PoolWiring {
        asset_0: Asset::native(asset_0),
        asset_1: Asset::native(asset_1),
        fees: api::pool::Fees { fee_bps: 30, protocol_share_bps: 1_000 },
        lp_symbol: "lpMore".into(),
        reference_0: Uint128::new(1),
        reference_1: Uint128::new(2),
        launch: false,
    }
}

fn class(id: &str) -> ClassWiring {
    ClassWiring {
        class: id.into(),
        credit_symbol: "gpuOne".into(),
        lp_symbol: "lpOne".into(),
        params: api::provider_registry::ClassParams {
            coverage_bps: 20_000,
            horizon: 14 * 86_400,
            price_init: Uint128::new(900),
            mint_cap: Uint128::new(1),
            admission: api::provider_registry::Admission::Open {},
        },
        terms: api::job_market::ClassTerms {
            take: api::job_market::TakeParams {
                base_bps: 200,
                max_multiplier_bps: 40_000,
                target_bps: 6_000,
                window: 600,
            },
            standard_gpus: 1,
        },
        interruptible: false,
        fees: api::pool::Fees { fee_bps: 100, protocol_share_bps: 1_000 },
        launch: false,
        templates: vec![],
    }
}

fn template(method: u32) -> Template {
    Template {
        program: [7; 32].as_slice().into(),
        method,
        unit_seconds: 60,
        min_units: 20,
        max_units: 30,
        overhead: 600,
        max_input: 0,
    }
}

fn wiring() -> Wiring {
    let api = MockApi::default();
    let role = |name: &str| api.addr_make(name).into_string();
    Wiring {
        salt: "market".into(),
        checksums: None,
        network_denom: "unet".into(),
        roles: Roles { owner: role("owner"), guardian: role("guardian"), stakers: Some(role("stakers")) },
        registry: api::provider_registry::Params {
            gain_bps: 10_000,
            reporter_bps: 2_000,
            burn_min_bps: 2_000,
            lock_min: Uint128::one(),
            liveness_cap_bps: 4_000,
            penalty_bps: 2_500,
            jail: 86_400,
            reputation_a: Uint128::one(),
            reputation_b: Uint128::one(),
            reputation_lambda: 4,
            heartbeat_within: 600,
            newcomer_gpus: 1,
            kappa_bps: 10_000,
        },
        block_millis: 6_000,
        job_market: JobMarketWiring {
            max_accept_within: 600,
            max_run_within: 86_400,
            verdict_within: 86_400,
            dispute_bond: Uint128::one(),
            data_bond: Uint128::one(),
            call_within: 600,
        },
        lease_market: LeaseMarketWiring::default(),
        restaking: deploy::RestakingWiring::default(),
        pool_least: Uint128::one(),
        method_timelock: 86_400,
        methods: vec![],
        split: api::fee_collector::Split { burn_bps: 10_000, stakers_bps: 0, liquidity_bps: 0 },
        classes: vec![class("one"), class("two")],
        assets: vec![Asset::native("uusd")],
        pools: vec![pool("uusd", "unet")],
        routes: vec![],
        liquidity_pools: None,
    }
}

#[test]
fn addresses_follow_from_checksum_creator_and_salt() {
    let api = MockApi::default();
    let creator = api.addr_make("creator").into_string();
    let at = addresses(&api, &creator, &checksums(), "market").unwrap();
    assert_eq!(at, addresses(&api, &creator, &checksums(), "market").unwrap());
    assert_ne!(at, addresses(&api, &creator, &checksums(), "another").unwrap());
    assert_ne!(at, addresses(&api, api.addr_make("x").as_str(), &checksums(), "market").unwrap());
    let mut rebuilt = checksums();
    rebuilt.insert(Code::Pool, [9; 32]);
    let moved = addresses(&api, &creator, &rebuilt, "market").unwrap();
    assert_ne!(at.pool, moved.pool);
    assert_eq!(at.job_market, moved.job_market, "only the rebuilt contract moves");
    let credit = credit_address(&api, &at.provider_registry, &checksums(), "one").unwrap();
    assert_ne!(credit, credit_address(&api, &at.provider_registry, &checksums(), "two").unwrap());
    assert_ne!(credit, lp_address(&api, &at.pool, &checksums(), 1).unwrap());
    addresses(&api, "not an address", &checksums(), "market").unwrap_err();
}

#[test]
fn every_contract_knows_its_peers_from_the_start() {
    let api = MockApi::default();
    let creator = api.addr_make("creator").into_string();
    let plan = plan(&api, &wiring(), &creator, &stored()).unwrap();
    assert_eq!(plan.instantiations.len(), 8);
    let all = &plan.addresses;
    for step in &plan.instantiations {
        let msg = String::from_utf8(step.msg.to_vec()).unwrap();
        let named =
            [&all.pool, &all.provider_registry, &all.job_market, &all.verifier_gateway, &all.fee_collector];
        assert!(!msg.contains(&step.address), "{} is told its own address", step.label);
        assert!(named.iter().any(|peer| msg.contains(*peer)), "{} knows no peer", step.label);
        assert_eq!(step.admin, wiring().roles.owner);
        assert_eq!(step.code_id, stored()[&step.code].code_id);
    }
}

#[test]
fn setup_adds_a_class_before_its_pool_and_its_pool_before_its_market() {
    let api = MockApi::default();
    let creator = api.addr_make("creator").into_string();
    let plan = plan(&api, &wiring(), &creator, &stored()).unwrap();
    let steps: Vec<&str> = plan.setup.iter().map(|step| step.what.as_str()).collect();
    assert_eq!(steps[0], "list uusd");
    let at = |what: &str| {
        steps.iter().position(|step| *step == what).unwrap_or_else(|| panic!("{what}: {steps:?}"))
    };
    for class in ["one", "two"] {
        let order = [
            at(&format!("add class {class}")),
            at(&format!("list the credits of {class}")),
            at(&format!("create the pool of {class}")),
            at(&format!("name the pool of {class}")),
            at(&format!("open the market for {class}")),
        ];
        assert!(order.windows(2).all(|pair| pair[0] < pair[1]), "{steps:?}");
    }
    assert_eq!(wiring().class_pool_id("two"), Some(2));
    assert_eq!(wiring().class_pool_id("three"), None);
}

/// A template needs the method that it names, which the gateway starts with, and its class's market.
#[test]
fn templates_are_registered_once_their_class_is_open() {
    let api = MockApi::default();
    let creator = api.addr_make("creator").into_string();
    let mut wiring = wiring();
    wiring.methods.push(api::verifier_gateway::MethodParams {
        kind: api::verifier_gateway::MethodKind::RiscZero {
            policy: api::verifier_gateway::JournalPolicy::Output,
            selectors: selectors(&["bb001d44", "73c457ba"]),
        },
        detection_bps: 10_000,
        name: "output".into(),
    });
    let bare = serde_json::to_value(&wiring).unwrap();
    assert!(bare["classes"][1].get("templates").is_none(), "nothing is written where there is none");
    let policy = api::verifier_gateway::JournalPolicy::Statement;
    wiring.methods[0].kind =
        api::verifier_gateway::MethodKind::RiscZero { policy, selectors: selectors(&["73c457ba"]) };
    let of = |units| Template { min_units: units, max_units: units, ..template(1) };
    wiring.classes[1].templates = vec![of(20), of(40)];
    let text = serde_json::to_string(&wiring).unwrap();
    assert_eq!(serde_json::from_str::<Wiring>(&text).unwrap(), wiring, "as it stands in a file");

    let plan = plan(&api, &wiring, &creator, &stored()).unwrap();
    let at = |what: &str| plan.setup.iter().position(|step| step.what == what).unwrap();
    let order =
        ["open the market for two", "register template 1 of two", "register template 2 of two"].map(at);
    assert!(order.is_sorted(), "{order:?}");
    let last = &plan.setup[order[2]];
    assert_eq!(last.contract, plan.addresses.job_market);
    let expected = api::job_market::ExecuteMsg::SetTemplate {
        class: "two".into(),
        template: 2,
        terms: Some(wiring.classes[1].templates[1].clone()),
    };
    assert_eq!(last.msg, cosmwasm_std::to_json_binary(&expected).unwrap());
    assert_eq!(last.effect, deploy::Effect::Template { class: "two".into(), template: 2 });
}

fn selectors(hex: &[&str]) -> Vec<HexBinary> {
    hex.iter().map(|selector| HexBinary::from_hex(selector).unwrap()).collect()
}

/// A standard job is decided by its result, and leaves nobody alone for longer than it makes work.
#[test]
fn a_template_that_the_job_market_refuses_is_refused_before_anything_is_sent() {
    let proof = api::verifier_gateway::MethodParams {
        kind: api::verifier_gateway::MethodKind::RiscZero {
            policy: api::verifier_gateway::JournalPolicy::Output,
            selectors: selectors(&["bb001d44", "73c457ba"]),
        },
        detection_bps: 10_000,
        name: "output".into(),
    };
    let word = api::verifier_gateway::MethodParams {
        kind: api::verifier_gateway::MethodKind::ClientApproval { arbiter: 2 },
        detection_bps: 5_000,
        name: "word".into(),
    };
    let key = api::provider_registry::AttestorKey {
        scheme: api::provider_registry::KeyScheme::Ed25519,
        key: [&[0x58][..], &[0x66; 31]].concat().into(),
    };
    let signed = api::verifier_gateway::MethodParams {
        kind: api::verifier_gateway::MethodKind::Attestation { keys: vec![key], threshold: 1 },
        name: "signed".into(),
        ..word.clone()
    };
    let statement = api::verifier_gateway::MethodParams {
        kind: api::verifier_gateway::MethodKind::RiscZero {
            policy: api::verifier_gateway::JournalPolicy::Statement,
            selectors: selectors(&["73c457ba"]),
        },
        name: "statement".into(),
        ..proof.clone()
    };
    let demand = api::verifier_gateway::MethodParams {
        kind: api::verifier_gateway::MethodKind::Optimistic {
            proof: 1,
            window: 600,
            prove_within: 3_600,
            bond_min: 1u128.into(),
        },
        name: "demand".into(),
        ..word.clone()
    };
    let external = api::verifier_gateway::MethodParams {
        kind: api::verifier_gateway::MethodKind::External { contract: "where".into(), gas_limit: 50_000 },
        name: "external".into(),
        ..word.clone()
    };
    let methods = vec![statement, signed, word, proof, demand, external];
    let mut wiring = Wiring { methods, ..wiring() };
    let mut check = |template: Template| {
        wiring.classes[1].templates = vec![template];
        wiring.check().map_err(|error| format!("{error:#}"))
    };
    let template = |method| Template { max_units: 20, ..template(method) };
    check(template(1)).unwrap();
    check(template(2)).unwrap();
    for (template, part) in [
        (template(0), "expected a method from 1 to 6, got 0"),
        (template(7), "expected a method from 1 to 6, got 7"),
        (template(3), "got method 3 (`word`)"),
        (template(4), "got method 4 (`output`)"),
        (template(5), "got method 5 (`demand`)"),
        (template(6), "got method 6 (`external`)"),
        (Template { max_units: 21, ..template(1) }, "under a validity proof, got 20 to 21"),
        (Template { max_input: 65_537, ..template(1) }, "max_input: expected at most 65536 bytes"),
        (Template { overhead: 599, ..template(1) }, "overhead: expected at least 600 s, got 599 s"),
        (Template { min_units: 0, max_units: 0, ..template(1) }, "got 0 to 0"),
        (Template { max_units: 19, ..template(1) }, "got 20 to 19"),
        (
            Template { min_units: 19, max_units: 19, ..template(1) },
            "call_within + overhead, 1200 s, got 1140 s",
        ),
        (Template { overhead: 601, ..template(1) }, "call_within + overhead, 1201 s, got 1200 s"),
        (
            Template { min_units: 1_431, max_units: 1_431, ..template(1) },
            "max_run_within, 86400 s, got 86460 s",
        ),
    ] {
        let error = check(template).unwrap_err();
        assert!(error.contains("template 1 of class `two`") && error.contains(part), "{part}: {error}");
    }
}

/// The chain's time between blocks stands once in a file, and may be left out.
#[test]
fn the_time_between_blocks_goes_to_the_job_market() {
    let api = MockApi::default();
    let creator = api.addr_make("creator").into_string();
    let mut file = serde_json::to_value(wiring()).unwrap();
    assert!(file["job_market"].get("block_millis").is_none());
    file.as_object_mut().unwrap().remove("block_millis");
    let read: Wiring = serde_json::from_value(file).unwrap();
    assert_eq!(read.block_millis, 6_000);
    let plan = plan(&api, &Wiring { block_millis: 2_000, ..read }, &creator, &stored()).unwrap();
    let step = plan.instantiations.iter().find(|step| step.code == Code::JobMarket).unwrap();
    let msg: api::job_market::InstantiateMsg = cosmwasm_std::from_json(&step.msg).unwrap();
    assert_eq!((msg.params.block_millis, msg.params.call_within), (2_000, 600));
}

/// After the first deployment a rebuilt code is a migration of the market that exists, never a second market.
#[test]
fn frozen_checksums_refuse_a_rebuild() {
    let api = MockApi::default();
    let creator = api.addr_make("creator").into_string();
    let first = plan(&api, &wiring(), &creator, &stored()).unwrap();
    let mut wiring = Wiring { checksums: Some(frozen()), ..wiring() };
    let text = serde_json::to_string(&wiring).unwrap();
    assert_eq!(serde_json::from_str::<Wiring>(&text).unwrap(), wiring, "as it stands in a file");
    assert_eq!(plan(&api, &wiring, &creator, &stored()).unwrap().addresses, first.addresses);

    let mut rebuilt = stored();
    rebuilt.get_mut(&Code::Token).unwrap().checksum = [9; 32];
    let error = format!("{:#}", plan(&api, &wiring, &creator, &rebuilt).unwrap_err());
    for part in ["token", &hex::encode([1; 32]), &hex::encode([9; 32])] {
        assert!(error.contains(part), "expected `{part}` in: {error}");
    }
    wiring.checksums.as_mut().unwrap().remove(&Code::Pool);
    let error = format!("{:#}", plan(&api, &wiring, &creator, &stored()).unwrap_err());
    assert!(error.contains("no frozen checksum of pool"), "{error}");
    wiring.checksums.as_mut().unwrap().insert(Code::Pool, "07".into());
    let error = format!("{:#}", plan(&api, &wiring, &creator, &stored()).unwrap_err());
    assert!(error.contains("frozen checksum of pool: not 32 bytes: `07`"), "{error}");
}

#[test]
fn the_manifest_names_what_is_where() {
    let api = MockApi::default();
    let creator = api.addr_make("creator").into_string();
    let plan = plan(&api, &wiring(), &creator, &stored()).unwrap();
    let manifest = plan.manifest("market-1");
    let named: Vec<&str> = manifest.iter().map(|entry| entry.contract.as_str()).collect();
    assert_eq!(
        named,
        [
            "pool",
            "provider_registry",
            "job_market",
            "verifier_gateway",
            "fee_collector",
            "lease_market",
            "staking",
            "restaking"
        ]
    );
    let expected = ManifestEntry {
        chain_id: "market-1".into(),
        contract: "job_market".into(),
        code_id: 13,
        checksum: hex::encode([4; 32]),
        address: plan.addresses.job_market.clone(),
        version: env!("CARGO_PKG_VERSION").into(),
    };
    assert_eq!(manifest[2], expected);
}

/// The means of every pool start at a price that governance named: a class's at its floor.
#[test]
fn pools_start_at_their_reference_prices() {
    let api = MockApi::default();
    let creator = api.addr_make("creator").into_string();
    let plan = plan(&api, &wiring(), &creator, &stored()).unwrap();
    let references: Vec<(u128, u128)> = plan
        .setup
        .iter()
        .filter(|step| step.contract == plan.addresses.pool)
        .filter_map(|step| match cosmwasm_std::from_json(&step.msg).unwrap() {
            api::pool::ExecuteMsg::CreatePool { reference_0, reference_1, .. } => {
                Some((reference_0.u128(), reference_1.u128()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(references, [(1_000_000, 900), (1_000_000, 900), (1, 2)]);
}

#[test]
fn checksums_are_read_whole_or_not_at_all() {
    let line = |name: &str| format!("{}  {name}.wasm\n", hex::encode([7; 32]));
    let text: String = Code::ALL.into_iter().map(|code| line(code.name())).collect();
    assert_eq!(parse_checksums(&text).unwrap()[&Code::Token], [7; 32]);
    for (text, part) in [
        (text.replace("pool.wasm", "pond.wasm"), "no checksum of pool.wasm"),
        (text.replace("0707", "07"), "not 32 bytes"),
        (text.replace("0707", "zz07"), "not hex"),
        (text.replace(' ', ""), "not a checksum line"),
    ] {
        let error = parse_checksums(&text).unwrap_err();
        assert!(format!("{error:#}").contains(part), "{error:#}");
    }
}

#[test]
fn an_owner_left_to_the_chain_is_its_governance() {
    let mut value = serde_json::to_value(wiring()).unwrap();
    value["roles"].as_object_mut().unwrap().remove("owner");
    let read: Wiring = serde_json::from_value(value).unwrap();
    assert_eq!(read.clone().owned_by("authority").roles.owner, "authority");
    assert_eq!(wiring().owned_by("authority"), wiring(), "an owner that is named stays");
}

#[test]
fn a_salt_that_no_label_can_carry_is_refused() {
    let wiring = Wiring { salt: "a b".into(), ..wiring() };
    assert!(wiring.check().unwrap_err().to_string().contains("expected letters, digits"));
}
