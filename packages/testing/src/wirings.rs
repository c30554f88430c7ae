//! The market that tests and the demo deploy: three hardware classes, a USD-like asset, methods of every kind.

use api::common::Asset;
use api::fee_collector::Split;
use api::job_market::{ClassTerms, TakeParams, Template};
use api::pool::Fees;
use api::provider_registry::{Admission, ClassParams};
use api::verifier_gateway::{JournalPolicy, MethodKind, MethodParams};
use cosmwasm_std::{HexBinary, Uint128};
use deploy::{ClassWiring, JobMarketWiring, LeaseMarketWiring, PoolWiring, RestakingWiring, Roles, Wiring};

use crate::digest::digest;
use crate::keys;

/// The network token.
pub const NET: &str = "unet";
/// A stable asset of another issuer.
pub const USD: &str = "uusd";
/// The staking token of another chain.
pub const ATOM: &str = "uatom";
/// One whole token, credit or dollar.
pub const ONE: u128 = 1_000_000;

/// RISC Zero's versions 2.2 and 3.0, whose receipts the methods accept.
pub const SELECTORS: [[u8; 4]; 2] = [[0xbb, 0x00, 0x1d, 0x44], [0x73, 0xc4, 0x57, 0xba]];
/// RISC Zero's set builder 0.9, whose receipts for many claims the methods accept.
pub const SET_BUILDER: [u8; 4] = proofs::inclusion::SET_SELECTOR;
/// SP1's versions 5.0 and 6.1, whose proofs the methods accept.
pub const SP1_SELECTORS: [[u8; 4]; 2] = [[0xa4, 0x59, 0x4c, 0x59], [0x43, 0x88, 0xa2, 0x1c]];
/// Open class.
pub const H100: &str = "h100-sxm5-80g";
/// Open class.
pub const A100: &str = "a100-sxm4-80g";
/// Class whose hardware is attested.
pub const L40S: &str = "l40s-48g-attested";

/// Attestation, two of three keys of all three schemes.
pub const ATTESTATION: u32 = 1;
/// RISC Zero, the output is the journal's digest.
pub const RISC_ZERO: u32 = 2;
/// RISC Zero, the journal is the statement.
pub const RISC_ZERO_STATEMENT: u32 = 3;
/// The arbiter's key.
pub const ARBITER: u32 = 4;
/// The client's word, disputes to [`ARBITER`].
pub const CLIENT_APPROVAL: u32 = 5;
/// Groth16 under a registered key, the output is the digest of the public inputs.
pub const GROTH16: u32 = 6;
/// Groth16 under a registered key, the public inputs are the statement.
pub const GROTH16_STATEMENT: u32 = 7;
/// SP1, the output is the digest of the public values.
pub const SP1: u32 = 8;
/// SP1, the public values are the statement.
pub const SP1_STATEMENT: u32 = 9;
/// Proof on demand, by [`GROTH16_STATEMENT`].
pub const OPTIMISTIC: u32 = 10;
/// Seconds in which its results can be challenged, and from the challenge to the proof.
pub const OPTIMISTIC_WAITS: (u64, u64) = (600, 3_600);
/// Least bond of a challenge under it, NET base units.
pub const CHALLENGE_BOND: u128 = 50 * ONE;

/// Everything at its default.
pub fn standard(owner: &str, guardian: &str) -> Wiring {
    Wiring {
        salt: "market".into(),
        checksums: None,
        network_denom: NET.into(),
        roles: Roles { owner: owner.into(), guardian: guardian.into(), stakers: None },
        registry: api::provider_registry::Params {
            gain_bps: 10_000,
            reporter_bps: 2_000,
            burn_min_bps: 2_000,
            lock_min: Uint128::new(ONE),
            liveness_cap_bps: 4_000,
            penalty_bps: 2_500,
            jail: 7 * 86_400,
            reputation_a: Uint128::new(10 * ONE),
            reputation_b: Uint128::new(90 * ONE),
            reputation_lambda: 4,
            heartbeat_within: 600,
            newcomer_gpus: 1,
            kappa_bps: 10_000,
        },
        block_millis: 6_000,
        job_market: JobMarketWiring {
            max_accept_within: 86_400,
            max_run_within: 7 * 86_400,
            verdict_within: 86_400,
            dispute_bond: Uint128::new(5 * ONE),
            data_bond: Uint128::new(ONE),
            call_within: 600,
        },
        lease_market: LeaseMarketWiring::default(),
        restaking: RestakingWiring::default(),
        pool_least: Uint128::new(ONE),
        method_timelock: 3 * 86_400,
        methods: methods(),
        split: Split { burn_bps: 6_000, stakers_bps: 2_500, liquidity_bps: 1_500 },
        classes: vec![
            class(H100, "gpuHopper", "lpHopper", 900, Admission::Open {}),
            class(A100, "gpuAmpere", "lpAmpere", 450, Admission::Open {}),
            class(
                L40S,
                "gpuAda",
                "lpAda",
                220,
                Admission::Attested { attestors: vec![keys::admission().public()], threshold: 1 },
            ),
        ],
        assets: vec![Asset::native(USD)],
        pools: vec![PoolWiring {
            asset_0: Asset::native(USD),
            asset_1: Asset::native(NET),
            fees: Fees { fee_bps: 30, protocol_share_bps: 1_000 },
            lp_symbol: "lpUSD".into(),
            reference_0: Uint128::new(1),
            reference_1: Uint128::new(2),
            launch: false,
        }],
        routes: vec![],
        liquidity_pools: None,
    }
}

/// The market of a devnet, on which journeys run: the standard one with a
/// pool of another chain's token, and with waits that are short where the contracts' bounds allow.
pub fn journey(owner: &str, guardian: &str) -> Wiring {
    let mut wiring = standard(owner, guardian);
    wiring.job_market.max_accept_within = 3_600;
    wiring.job_market.max_run_within = 43_200;
    // As long as an upgrade by governance may take while a result waits for its verdict.
    wiring.job_market.verdict_within = 600;
    wiring.job_market.call_within = 300;
    wiring.registry.jail = 3_600;
    wiring.method_timelock = 86_400;
    wiring.pool_least = Uint128::new(10 * ONE);
    if let Some(class) = wiring.classes.iter_mut().find(|class| class.class == H100) {
        class.templates.push(template());
    }
    wiring.assets.push(Asset::native(ATOM));
    wiring.pools.push(PoolWiring {
        asset_0: Asset::native(ATOM),
        asset_1: Asset::native(NET),
        fees: Fees { fee_bps: 30, protocol_share_bps: 1_000 },
        lp_symbol: "lpATOM".into(),
        reference_0: Uint128::new(1),
        reference_1: Uint128::new(20),
        launch: false,
    });
    wiring
}

/// A standard job of twenty to thirty minutes, attested.
pub fn template() -> Template {
    Template {
        program: digest("program"),
        method: ATTESTATION,
        unit_seconds: 60,
        min_units: 20,
        max_units: 30,
        overhead: 600,
        max_input: 0,
    }
}

fn class(class: &str, credit: &str, lp: &str, price_init: u128, admission: Admission) -> ClassWiring {
    ClassWiring {
        class: class.into(),
        credit_symbol: credit.into(),
        lp_symbol: lp.into(),
        params: ClassParams {
            coverage_bps: 20_000,
            horizon: 14 * 86_400,
            price_init: Uint128::new(price_init),
            mint_cap: Uint128::new(100_000_000 * ONE),
            admission,
        },
        terms: ClassTerms {
            take: TakeParams { base_bps: 200, max_multiplier_bps: 40_000, target_bps: 6_000, window: 600 },
            standard_gpus: 1,
        },
        interruptible: false,
        fees: Fees { fee_bps: 100, protocol_share_bps: 1_000 },
        launch: false,
        templates: vec![],
    }
}

fn methods() -> Vec<MethodParams> {
    let risc_zero = |policy| MethodKind::RiscZero {
        policy,
        selectors: [SELECTORS[0], SELECTORS[1], SET_BUILDER].map(HexBinary::from).to_vec(),
    };
    let sp1 = |policy| MethodKind::Sp1 { policy, selectors: SP1_SELECTORS.map(HexBinary::from).to_vec() };
    let method = |name: &str, detection_bps, kind| MethodParams { kind, detection_bps, name: name.into() };
    vec![
        method(
            "attested, two of three",
            5_000,
            MethodKind::Attestation {
                keys: keys::attestors().iter().map(keys::Signer::public).collect(),
                threshold: 2,
            },
        ),
        method("RISC Zero, output", 10_000, risc_zero(JournalPolicy::Output)),
        method("RISC Zero, statement", 10_000, risc_zero(JournalPolicy::Statement)),
        method(
            "arbiter",
            5_000,
            MethodKind::Attestation { keys: vec![keys::arbiter().public()], threshold: 1 },
        ),
        method("client approval", 5_000, MethodKind::ClientApproval { arbiter: ARBITER }),
        method("Groth16, output", 10_000, MethodKind::Groth16 { policy: JournalPolicy::Output }),
        method("Groth16, statement", 10_000, MethodKind::Groth16 { policy: JournalPolicy::Statement }),
        method("SP1, output", 10_000, sp1(JournalPolicy::Output)),
        method("SP1, statement", 10_000, sp1(JournalPolicy::Statement)),
        method(
            "Groth16 on demand",
            5_000,
            MethodKind::Optimistic {
                proof: GROTH16_STATEMENT,
                window: OPTIMISTIC_WAITS.0,
                prove_within: OPTIMISTIC_WAITS.1,
                bond_min: CHALLENGE_BOND.into(),
            },
        ),
    ]
}
