//! Governance and the guardian: who may do what.

use api::common::{Asset, CommonError};
use api::pool::{AssetsResponse, ConfigResponse, ExecuteMsg, Fees, Paused, PoolsResponse, QueryMsg};
use cosmwasm_std::coin;
use cw_ownable::{Action, Ownership, OwnershipError};
use pool::error::ContractError;

use crate::harness::*;

fn create(asset_0: Asset, asset_1: Asset) -> ExecuteMsg {
    create_at(asset_0, asset_1, (1, 1))
}

fn create_at(asset_0: Asset, asset_1: Asset, reference: (u128, u128)) -> ExecuteMsg {
    ExecuteMsg::CreatePool {
        asset_0,
        asset_1,
        fees: FEES,
        lp_symbol: "LP-NEW".into(),
        reference_0: reference.0.into(),
        reference_1: reference.1.into(),
        launch: false,
    }
}

fn pause(swap: bool, provide: bool) -> ExecuteMsg {
    ExecuteMsg::SetPaused { pool_id: USD_NET, paused: Paused { swap, provide } }
}

#[test]
fn only_the_owner_governs() {
    let mut m = Market::new();
    let people = [m.guardian.clone(), m.registry.clone(), m.job_market.clone(), m.alice.clone()];
    for person in people {
        let not_owner: ContractError = CommonError::Unauthorized {
            expected: "the contract's current owner".into(),
            got: person.to_string(),
        }
        .into();
        for msg in [
            create(usd(), m.credit()),
            ExecuteMsg::SetReference {
                pool_id: USD_NET,
                reference_0: 1u128.into(),
                reference_1: 1u128.into(),
            },
            ExecuteMsg::SetLeast { least: 0u128.into() },
            ExecuteMsg::UpdateFees { pool_id: USD_NET, fees: FEES },
            ExecuteMsg::ListAsset { asset: Asset::native("ujunk") },
            ExecuteMsg::DelistAsset { asset: usd() },
            ExecuteMsg::SetGuardian { guardian: person.to_string() },
            ExecuteMsg::UpdateOwnership(Action::TransferOwnership {
                new_owner: person.to_string(),
                expiry: None,
            }),
        ] {
            assert_eq!(refusal(m.run(&person, msg, &[])), not_owner);
        }
    }
}

#[test]
fn governance_messages_take_no_coins() {
    let mut m = Market::new();
    let owner = m.owner.clone();
    let shares = [
        create(usd(), m.credit()),
        ExecuteMsg::SetReference { pool_id: USD_NET, reference_0: 1u128.into(), reference_1: 1u128.into() },
        ExecuteMsg::SetLeast { least: 1u128.into() },
        ExecuteMsg::UpdateFees { pool_id: USD_NET, fees: FEES },
        ExecuteMsg::ListAsset { asset: Asset::native("ujunk") },
        ExecuteMsg::DelistAsset { asset: usd() },
        pause(true, true),
        ExecuteMsg::SetGuardian { guardian: owner.to_string() },
        ExecuteMsg::UpdateOwnership(Action::RenounceOwnership),
    ];
    for msg in shares {
        let error = refusal(m.run(&owner, msg, &[coin(1, NET)]));
        assert!(matches!(error, ContractError::Common(CommonError::Funds { .. })));
    }
}

#[test]
fn a_new_pool_has_the_next_id_its_order_of_assets_and_a_token_of_its_own() {
    let mut m = Market::new();
    let owner = m.owner.clone();
    let response = m.run(&owner, create(usd(), m.credit()), &[]).unwrap();
    let pool = m.pool(4);
    assert_eq!((&pool.asset_0, &pool.asset_1), (&usd(), &m.credit()));
    assert_eq!((pool.fees, pool.paused), (FEES, Paused { swap: false, provide: false }));
    assert_eq!((pool.lp_supply.u128(), pool.reserve_0.u128(), pool.accrued_1.u128()), (0, 0, 0));
    assert_eq!(
        event(&response, "create_pool"),
        [
            "pool_id=4".to_string(),
            format!("asset_0={USD}"),
            format!("asset_1=cw20:{}", m.credit),
            format!("lp_token={}", pool.lp_token),
            "fee_bps=100".into(),
            "protocol_share_bps=1000".into(),
            "reference_0=1".into(),
            "reference_1=1".into()
        ]
    );
    let wrap = m.app.wrap();
    let info: cw20::TokenInfoResponse =
        wrap.query_wasm_smart(&pool.lp_token, &cw20::Cw20QueryMsg::TokenInfo {}).unwrap();
    assert_eq!((info.symbol.as_str(), info.decimals, info.total_supply.u128()), ("LP-NEW", 6, 0));
    let minter: cw20::MinterResponse =
        wrap.query_wasm_smart(&pool.lp_token, &cw20::Cw20QueryMsg::Minter {}).unwrap();
    assert_eq!((minter.minter, minter.cap), (m.pool.to_string(), None));
    let contract = wrap.query_wasm_contract_info(&pool.lp_token).unwrap();
    assert_eq!((contract.admin, contract.creator), (Some(owner), m.pool.clone()));
}

#[test]
fn a_pool_needs_two_distinct_listed_assets() {
    let mut m = Market::new();
    let owner = m.owner.clone();
    assert_eq!(refusal(m.run(&owner, create(usd(), usd()), &[])), ContractError::SameAssets { asset: usd() });
    let junk = Asset::native("ujunk");
    for msg in [create(junk.clone(), usd()), create(usd(), junk.clone())] {
        assert_eq!(refusal(m.run(&owner, msg, &[])), ContractError::NotListed { asset: junk.clone() });
    }
}

#[test]
fn a_pool_needs_a_reference_price() {
    let mut m = Market::new();
    let owner = m.owner.clone();
    for (reference, field) in [((0, 1), "reference_0"), ((1, 0), "reference_1")] {
        let msg = create_at(usd(), net(), reference);
        assert_eq!(refusal(m.run(&owner, msg, &[])), ContractError::ZeroAmount { field });
    }
}

#[test]
fn fees_and_symbols_have_bounds() {
    let mut m = Market::new();
    let owner = m.owner.clone();
    let create_with = |fees, symbol: &str| ExecuteMsg::CreatePool {
        asset_0: usd(),
        asset_1: net(),
        fees,
        lp_symbol: symbol.into(),
        reference_0: 1u128.into(),
        reference_1: 1u128.into(),
        launch: false,
    };
    for (fee_bps, protocol_share_bps, field) in
        [(4, 1_000, "fees.fee_bps"), (501, 1_000, "fees.fee_bps"), (100, 2_501, "fees.protocol_share_bps")]
    {
        let fees = Fees { fee_bps, protocol_share_bps };
        for msg in [create_with(fees, "LP-USD"), ExecuteMsg::UpdateFees { pool_id: USD_NET, fees }] {
            let error = refusal(m.run(&owner, msg, &[]));
            assert!(
                matches!(error, ContractError::Common(CommonError::Bounds { field: f, .. }) if f == field)
            );
        }
    }
    for symbol in ["LP", "LPLPLPLPLPLPL", "LP 1", "LP1"] {
        let error = refusal(m.run(&owner, create_with(FEES, symbol), &[]));
        assert!(matches!(error, ContractError::Common(CommonError::Bounds { field: "lp_symbol", .. })));
    }
    for (fee_bps, protocol_share_bps) in [(5, 0), (500, 2_500)] {
        let fees = Fees { fee_bps, protocol_share_bps };
        m.run(&owner, create_with(fees, "LPLPLPLPLPLP"), &[]).unwrap();
        m.run(&owner, ExecuteMsg::UpdateFees { pool_id: USD_NET, fees }, &[]).unwrap();
    }
    let unknown = ExecuteMsg::UpdateFees { pool_id: 99, fees: FEES };
    assert_eq!(refusal(m.run(&owner, unknown, &[])), ContractError::UnknownPool { pool_id: 99 });
}

#[test]
fn the_guardian_only_adds_pauses_and_the_owner_lifts_them() {
    let mut m = Market::new();
    let (owner, guardian, alice) = (m.owner.clone(), m.guardian.clone(), m.alice.clone());
    let error = refusal(m.run(&alice, pause(true, true), &[]));
    assert!(matches!(error, ContractError::Common(CommonError::Unauthorized { .. })));
    m.run(&guardian, pause(true, false), &[]).unwrap();
    m.run(&guardian, pause(true, true), &[]).unwrap();
    assert_eq!(m.pool(USD_NET).paused, Paused { swap: true, provide: true });
    for (msg, what) in [(pause(false, true), "swap"), (pause(true, false), "provide")] {
        assert_eq!(refusal(m.run(&guardian, msg, &[])), CommonError::GuardianLifts { what }.into());
    }
    m.run(&owner, pause(false, false), &[]).unwrap();
    assert_eq!(m.pool(USD_NET).paused, Paused { swap: false, provide: false });
    assert_eq!(m.pool(CREDIT_NET).paused, Paused { swap: false, provide: false }, "per pool");
    let unknown = ExecuteMsg::SetPaused { pool_id: 99, paused: Paused { swap: true, provide: true } };
    assert_eq!(refusal(m.run(&owner, unknown, &[])), ContractError::UnknownPool { pool_id: 99 });
}

#[test]
fn another_guardian_replaces_the_first() {
    let mut m = Market::new();
    let (owner, guardian, alice) = (m.owner.clone(), m.guardian.clone(), m.alice.clone());
    let named = |guardian: String| ExecuteMsg::SetGuardian { guardian };
    m.run(&owner, named(alice.to_string()), &[]).unwrap();
    m.run(&alice, pause(true, true), &[]).unwrap();
    refusal(m.run(&guardian, pause(true, true), &[]));
    assert_eq!(m.ask::<ConfigResponse>(QueryMsg::Config {}).guardian, alice);
    let error = refusal(m.run(&owner, named(alice.to_string().to_uppercase()), &[]));
    assert!(matches!(error, ContractError::Common(CommonError::Address { field: "guardian", .. })));
}

#[test]
fn ownership_moves_in_two_steps() {
    let mut m = Market::new();
    let (owner, alice, bob) = (m.owner.clone(), m.alice.clone(), m.bob.clone());
    let update = ExecuteMsg::UpdateOwnership;
    let offer = |new_owner: String| update(Action::TransferOwnership { new_owner, expiry: None });
    let error = refusal(m.run(&owner, offer(alice.to_string().to_uppercase()), &[]));
    assert!(matches!(error, ContractError::Common(CommonError::Address { field: "new_owner", .. })));
    m.run(&owner, offer(alice.to_string()), &[]).unwrap();
    assert_eq!(m.ask::<Ownership<String>>(QueryMsg::Ownership {}).owner, Some(owner.to_string()));
    assert_eq!(
        refusal(m.run(&bob, update(Action::AcceptOwnership), &[])),
        ContractError::Ownership(OwnershipError::NotPendingOwner)
    );
    m.run(&alice, update(Action::AcceptOwnership), &[]).unwrap();
    m.run(&alice, ExecuteMsg::ListAsset { asset: Asset::native("ujunk") }, &[]).unwrap();
    refusal(m.run(&owner, ExecuteMsg::DelistAsset { asset: Asset::native("ujunk") }, &[]));
}

#[test]
fn an_asset_is_listed_once_and_by_its_canonical_name() {
    let mut m = Market::new();
    let owner = m.owner.clone();
    let list = |asset| ExecuteMsg::ListAsset { asset };
    assert_eq!(refusal(m.run(&owner, list(usd()), &[])), ContractError::AlreadyListed { asset: usd() });
    let shouting = Asset::cw20(m.credit.to_string().to_uppercase());
    let error = refusal(m.run(&owner, list(shouting), &[]));
    assert!(matches!(error, ContractError::Common(CommonError::Address { field: "asset.address", .. })));
    for denom in ["ab".to_string(), "a".repeat(129)] {
        let error = refusal(m.run(&owner, list(Asset::native(denom)), &[]));
        assert!(matches!(error, ContractError::Common(CommonError::Bounds { field: "denom", .. })));
    }
}

#[test]
fn lists_come_in_pages() {
    let m = Market::new();
    let pools = |start_after, limit| {
        m.ask::<PoolsResponse>(QueryMsg::Pools { order: None, start_after, limit }).pools
    };
    let ids = |pools: Vec<api::pool::PoolResponse>| pools.iter().map(|p| p.pool_id).collect::<Vec<_>>();
    assert_eq!(ids(pools(None, None)), [1, 2, 3]);
    assert_eq!(ids(pools(Some(1), Some(1))), [2]);
    assert!(pools(Some(u64::MAX), Some(u32::MAX)).is_empty());
    assert_eq!(pools(None, None)[1], m.pool(2));
    let of = |asset: Asset, start_after, limit| {
        m.ask::<PoolsResponse>(QueryMsg::PoolsOf { asset, order: None, start_after, limit }).pools
    };
    assert_eq!(ids(of(net(), None, None)), [1, 2, 3]);
    assert_eq!(ids(of(net(), Some(1), Some(1))), [2]);
    assert_eq!(of(m.other(), None, None), [m.pool(OTHER_NET)]);
    assert!(of(m.other(), Some(OTHER_NET), None).is_empty());
    let assets = |start_after, limit| {
        m.ask::<AssetsResponse>(QueryMsg::Assets { order: None, start_after, limit }).assets
    };
    let all = assets(None, None);
    assert_eq!(all.len(), 4);
    assert_eq!(assets(Some(all[1].clone()), Some(1)), all[2..3]);
    assert!(m.refuses(QueryMsg::Pool { pool_id: 9 }).contains("unknown pool 9"));
}

#[test]
fn the_configuration_is_what_it_was_started_with() {
    let m = Market::new();
    let config: ConfigResponse = m.ask(QueryMsg::Config {});
    assert_eq!((config.guardian, config.network_denom.as_str()), (m.guardian.clone(), NET));
    assert_eq!(config.peers.provider_registry, m.registry.to_string());
    assert_eq!(config.peers.job_market, m.job_market.to_string());
    assert_eq!(config.peers.fee_collector, m.collector.to_string());
}
