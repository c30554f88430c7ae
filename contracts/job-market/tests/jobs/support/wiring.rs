//! The market under test: its codes, its verification methods, its parameters.

use super::*;

pub fn checksums() -> BTreeMap<Code, [u8; 32]> {
    (1u8..).zip(Code::ALL).map(|(n, code)| (code, [n; 32])).collect()
}

pub fn contract(code: Code) -> Box<dyn Contract<Empty>> {
    macro_rules! wrap {
        ($name:ident $(, $with_reply:ident)?) => {
            ContractWrapper::new(
                ::$name::contract::execute,
                ::$name::contract::instantiate,
                ::$name::contract::query,
            )
            $(.$with_reply(::$name::contract::reply))?
            .with_migrate(::$name::contract::migrate)
            .with_checksum(Checksum::from(checksums()[&code]))
        };
    }
    match code {
        Code::Token => Box::new(wrap!(token)),
        Code::Pool => Box::new(wrap!(pool)),
        Code::ProviderRegistry => Box::new(wrap!(provider_registry)),
        Code::JobMarket => Box::new(wrap!(job_market, with_reply)),
        Code::VerifierGateway => Box::new(wrap!(verifier_gateway)),
        Code::FeeCollector => Box::new(wrap!(fee_collector)),
        Code::LeaseMarket => Box::new(wrap!(lease_market)),
        Code::Staking => Box::new(wrap!(staking, with_reply)),
        Code::Restaking => Box::new(wrap!(restaking, with_reply)),
    }
}

pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

/// Of the RISC Zero methods.
pub const SELECTORS: [[u8; 4]; 2] = [[0xbb, 0x00, 0x1d, 0x44], [0x73, 0xc4, 0x57, 0xba]];

pub fn methods() -> Vec<MethodParams> {
    let signed = |seed| MethodKind::Attestation {
        keys: vec![AttestorKey {
            scheme: KeyScheme::Ed25519,
            key: key(seed).verifying_key().to_bytes().as_slice().into(),
        }],
        threshold: 1,
    };
    let selectors = SELECTORS.map(HexBinary::from).to_vec();
    let risc_zero = |policy| MethodKind::RiscZero { policy, selectors: selectors.clone() };
    let method = |name: &str, detection_bps, kind| MethodParams { kind, detection_bps, name: name.into() };
    vec![
        method("attested", 5_000, signed(ATTESTOR_SEED)),
        method("output", 10_000, risc_zero(JournalPolicy::Output)),
        method("statement", 10_000, risc_zero(JournalPolicy::Statement)),
        method("arbiter", 5_000, signed(ARBITER_SEED)),
        method("client", 5_000, MethodKind::ClientApproval { arbiter: ARBITER }),
    ]
}

pub fn params() -> Params {
    Params {
        max_accept_within: 86_400,
        max_run_within: 7 * 86_400,
        verdict_within: VERDICT_WITHIN,
        dispute_bond: DISPUTE_BOND.into(),
        data_bond: DATA_BOND.into(),
        call_within: CALL_WITHIN,
        block_millis: 1_000 * BLOCK_SECONDS,
    }
}

pub fn take() -> TakeParams {
    TakeParams { base_bps: 200, max_multiplier_bps: 40_000, target_bps: 6_000, window: 600 }
}

pub fn class_terms() -> ClassTerms {
    ClassTerms { take: take(), standard_gpus: 2 }
}

pub fn wiring() -> Wiring {
    let class = |id: &str, credit: &str, lp: &str| ClassWiring {
        class: id.into(),
        credit_symbol: credit.into(),
        lp_symbol: lp.into(),
        params: ClassParams {
            coverage_bps: 20_000,
            horizon: 14 * 86_400,
            price_init: Uint128::new(900),
            mint_cap: Uint128::new(1_000_000_000 * ONE),
            admission: Admission::Open {},
        },
        terms: class_terms(),
        interruptible: false,
        fees: Fees { fee_bps: 100, protocol_share_bps: 1_000 },
        launch: false,
        templates: vec![],
    };
    Wiring {
        salt: "jobs".into(),
        checksums: None,
        network_denom: NET.into(),
        roles: Roles { owner: addr("owner").into(), guardian: addr("guardian").into(), stakers: None },
        registry: registry::Params {
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
            heartbeat_within: 604_800,
            newcomer_gpus: 8,
            kappa_bps: 10_000,
        },
        block_millis: 1_000 * BLOCK_SECONDS,
        job_market: JobMarketWiring {
            max_accept_within: params().max_accept_within,
            max_run_within: params().max_run_within,
            verdict_within: VERDICT_WITHIN,
            dispute_bond: DISPUTE_BOND.into(),
            data_bond: DATA_BOND.into(),
            call_within: CALL_WITHIN,
        },
        lease_market: LeaseMarketWiring::default(),
        restaking: RestakingWiring::default(),
        pool_least: Uint128::new(ONE),
        method_timelock: 3 * 86_400,
        methods: methods(),
        split: Split { burn_bps: 6_000, stakers_bps: 2_500, liquidity_bps: 1_500 },
        classes: vec![class(CLASS, "gHx", "lpGH"), class(SECOND_CLASS, "gAx", "lpGA")],
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
