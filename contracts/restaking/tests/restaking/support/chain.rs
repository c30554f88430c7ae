//! How the chain begins: its contracts, and who has coins.

use api::fee_collector::{self, Split};
use api::provider_registry::{self as registry, Admission, ClassParams, Params};
use api::restaking::{InstantiateMsg, Peers};
use api::{pool, staking};
use cosmwasm_std::{
    coin, instantiate2_address, to_json_binary, Addr, Api, Binary, Coin, CosmosMsg, Empty, Response,
    StdError, WasmMsg,
};
use cw_multi_test::{App, ContractWrapper, Executor};
use restaking::error::ContractError;
use serde::Serialize;

use super::{addr, net, wrapped, Fixture, CLASS, DAY, NET, ONE, PURSE, USD};

/// Stands in for the pool contract: it takes what the registry pays to accounts.
fn ledger() -> ContractWrapper<pool::ExecuteMsg, Empty, Empty, StdError, StdError, StdError> {
    ContractWrapper::new(
        |_, _, _, msg| match msg {
            pool::ExecuteMsg::Deposit { .. } => Ok(Response::new()),
            other => Err(StdError::generic_err(format!("no account: {other:?}"))),
        },
        |_, _, _, _| Ok(Response::new()),
        |_, _, _| Err(StdError::generic_err("no pool")),
    )
}

fn codes(app: &mut App) -> [u64; 4] {
    let token = {
        use ::token::contract::{execute, instantiate, query};
        ContractWrapper::new(execute, instantiate, query)
    };
    let registry = {
        use provider_registry::contract::{execute, instantiate, query};
        ContractWrapper::new(execute, instantiate, query)
    };
    let fees = {
        use ::fee_collector::contract::{execute, instantiate, query, reply};
        ContractWrapper::new(execute, instantiate, query).with_reply(reply)
    };
    let staking = {
        use ::staking::contract::{execute, instantiate, query, reply};
        ContractWrapper::new(execute, instantiate, query).with_reply(reply)
    };
    [
        app.store_code(Box::new(token)),
        app.store_code(Box::new(registry)),
        app.store_code(Box::new(fees)),
        app.store_code(Box::new(staking)),
    ]
}

fn predicted(app: &App, code: u64, salt: &str) -> Addr {
    let checksum = app.wrap().query_wasm_code_info(code).unwrap().checksum;
    let creator = app.api().addr_canonicalize(addr("owner").as_str()).unwrap();
    let address = instantiate2_address(checksum.as_slice(), &creator, salt.as_bytes()).unwrap();
    app.api().addr_humanize(&address).unwrap()
}

fn start(
    app: &mut App,
    code_id: u64,
    salt: &str,
    msg: &impl Serialize,
    funds: &[Coin],
) -> anyhow::Result<()> {
    let msg = WasmMsg::Instantiate2 {
        admin: Some(addr("owner").into()),
        code_id,
        label: salt.into(),
        msg: to_json_binary(msg)?,
        funds: funds.to_vec(),
        salt: Binary::from(salt.as_bytes()),
    };
    app.execute(addr("owner"), CosmosMsg::from(msg)).map(drop)
}

/// Starts everything; `change` edits restaking's well-formed message.
pub fn try_start(change: impl FnOnce(&mut InstantiateMsg), funds: &[Coin]) -> Result<Fixture, ContractError> {
    let mut app = App::new(|router, _, storage| {
        for name in ["owner", "alice", "bob", "carol", "dave", "thief"] {
            let purse = vec![coin(PURSE, NET), coin(PURSE, USD)];
            router.bank.init_balance(storage, &addr(name), purse).unwrap();
        }
    });
    let [token_code, registry_code, fees_code, staking_code] = codes(&mut app);
    let restaking_code = app.store_code(wrapped());
    let pool_code = app.store_code(Box::new(ledger()));
    let pool = app.instantiate_contract(pool_code, addr("owner"), &Empty {}, &[], "pool", None).unwrap();
    let fees = predicted(&app, fees_code, "fees");
    let registry = predicted(&app, registry_code, "registry");
    let staking = predicted(&app, staking_code, "staking");
    let restaking = predicted(&app, restaking_code, "restaking");
    let text = |name: &str| addr(name).into_string();
    let fees_start = fee_collector::InstantiateMsg {
        owner: text("owner"),
        network_denom: NET.into(),
        peers: fee_collector::Peers {
            pool: pool.to_string(),
            job_market: text("jobs"),
            provider_registry: registry.to_string(),
        },
        split: Split { burn_bps: 6_000, stakers_bps: 2_500, liquidity_bps: 1_500 },
        stakers: text("stakers"),
    };
    start(&mut app, fees_code, "fees", &fees_start, &[]).unwrap();
    let registry_start = registry::InstantiateMsg {
        owner: text("owner"),
        guardian: text("guardian"),
        token_code_id: token_code,
        network_denom: NET.into(),
        peers: registry::Peers {
            pool: pool.to_string(),
            job_market: text("jobs"),
            fee_collector: fees.to_string(),
            restaking: Some(restaking.to_string()),
        },
        params: params(),
    };
    start(&mut app, registry_code, "registry", &registry_start, &[]).unwrap();
    let staking_start = staking::InstantiateMsg {
        network_denom: NET.into(),
        fee_collector: fees.to_string(),
        token_code_id: token_code,
        token_admin: text("owner"),
    };
    start(&mut app, staking_code, "staking", &staking_start, &[]).unwrap();
    let mut msg = InstantiateMsg {
        owner: text("owner"),
        network_denom: NET.into(),
        peers: Peers {
            provider_registry: registry.to_string(),
            fee_collector: fees.to_string(),
            staking: staking.to_string(),
        },
        token_code_id: token_code,
        token_admin: text("owner"),
        least: ONE.into(),
    };
    change(&mut msg);
    start(&mut app, restaking_code, "restaking", &msg, funds)
        .map_err(|err| err.downcast::<ContractError>().unwrap())?;
    Ok(Fixture { app, fees, registry, staking, restaking, job: 0 })
}

pub fn params() -> Params {
    Params {
        gain_bps: 10_000,
        reporter_bps: 2_000,
        burn_min_bps: 2_000,
        lock_min: ONE.into(),
        liveness_cap_bps: 4_000,
        penalty_bps: 2_500,
        jail: 7 * DAY,
        reputation_a: (10 * ONE).into(),
        reputation_b: (90 * ONE).into(),
        reputation_lambda: 4,
        heartbeat_within: 600,
        newcomer_gpus: 1,
        kappa_bps: 10_000,
    }
}

impl Fixture {
    /// Alice is a provider in the one class; nothing is listed.
    pub fn bare() -> Self {
        let mut f = try_start(|_| (), &[]).unwrap();
        let params = ClassParams {
            coverage_bps: 20_000,
            horizon: 14 * DAY,
            price_init: 15_625u128.into(),
            mint_cap: (ONE * ONE).into(),
            admission: Admission::Open {},
        };
        let add =
            registry::ExecuteMsg::AddClass { class: CLASS.into(), credit_symbol: "CREDIT".into(), params };
        f.registry("owner", &add, &[]).unwrap();
        f.join("alice");
        f
    }

    /// And has a vault in NET.
    pub fn new() -> Self {
        let mut f = Self::bare();
        f.list(net(), 1);
        f.create(net());
        f
    }
}
