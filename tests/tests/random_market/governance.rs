//! What governance does at the beginning of each run, so that its events are read as well.

use anyhow::Result;
use api::common::Asset;
use api::fee_collector::{Category, ExecuteMsg as FeeMsg, Split};
use api::job_market::{ConfigResponse, ExecuteMsg as JobMsg, Params as JobParams, QueryMsg};
use api::lease_market::{ClassTerms as LeaseTerms, ExecuteMsg as LeaseMsg, Params as LeaseParams};
use api::pool::{ExecuteMsg as PoolMsg, Fees, Paused};
use api::provider_registry::{ExecuteMsg as RegistryMsg, Params as RegistryParams};
use api::verifier_gateway::ExecuteMsg as GatewayMsg;
use compute_amm_testing::wirings::{NET, ONE, SELECTORS, SP1, SP1_SELECTORS};
use compute_amm_testing::Market;
use cosmwasm_std::{coins, HexBinary, Uint128};

use crate::proofs::{key, key_of_statements};
use crate::{classes, external};

/// Where a method stands in the wiring.
fn at(method: u32) -> Result<usize> {
    Ok(usize::try_from(method)? - 1)
}

/// Changes, or sets anew, what no job of the run depends on.
pub fn prepare(market: &mut Market) -> Result<()> {
    let (owner, guardian) = (market.owner.clone(), market.guardian.to_string());
    let params = market.wiring.methods[0].clone();
    let method = u32::try_from(market.wiring.methods.len())? + 1;
    let stop = |method, which: usize| GatewayMsg::StopSelector { method, selector: SELECTORS[which].into() };
    for msg in [
        GatewayMsg::AddMethod { params: params.clone() },
        GatewayMsg::AddMethod { params },
        GatewayMsg::DisableMethod { method },
        GatewayMsg::AddMethod { params: market.wiring.methods[1].clone() },
        GatewayMsg::AddMethod { params: market.wiring.methods[1].clone() },
        stop(method + 2, 0),
        stop(method + 3, 0),
        stop(method + 3, 1),
        GatewayMsg::AddMethod { params: market.wiring.methods[at(SP1)?].clone() },
        GatewayMsg::StopSelector { method: method + 4, selector: SP1_SELECTORS[0].into() },
        GatewayMsg::RegisterKey { key: key().key() },
        GatewayMsg::RegisterKey { key: key_of_statements().key() },
        GatewayMsg::RegisterProgram { program: HexBinary::from(&[7; 32]), input_offset: 64 },
        GatewayMsg::SetGuardian { guardian: guardian.clone() },
    ] {
        market.gateway(&owner, &msg)?;
    }

    external::prepare(market)?;

    let (pool_id, fees) = (market.usd_pool(), Fees { fee_bps: 35, protocol_share_bps: 1_500 });
    let asset = Asset::native("uother");
    for msg in [
        PoolMsg::UpdateFees { pool_id, fees },
        PoolMsg::SetReference { pool_id, reference_0: Uint128::new(100), reference_1: Uint128::new(201) },
        PoolMsg::SetLeast { least: Uint128::new(ONE) },
        PoolMsg::SetPaused { pool_id, paused: Paused { swap: true, provide: false } },
        PoolMsg::SetPaused { pool_id, paused: Paused { swap: false, provide: false } },
        PoolMsg::ListAsset { asset: asset.clone() },
        PoolMsg::ListAsset { asset: Asset::native("uanother") },
        PoolMsg::DelistAsset { asset },
        PoolMsg::SetGuardian { guardian: guardian.clone() },
    ] {
        market.pool(&owner, &msg, &[])?;
    }

    for class in market.wiring.classes.clone() {
        let (id, terms) = (class.class.clone(), class.terms);
        market.jobs(&owner, &JobMsg::UpdateClass { class: id.clone(), terms }, &[])?;
        market.registry(&owner, &RegistryMsg::UpdateClass { class: id, params: class.params }, &[])?;
    }
    let params = market.ask_jobs::<ConfigResponse>(&QueryMsg::Config {}).params;
    let params = JobParams { verdict_within: params.verdict_within + 1, ..params };
    for msg in [
        JobMsg::UpdateParams { params },
        JobMsg::SetPaused { requests: true },
        JobMsg::SetPaused { requests: false },
        JobMsg::SetGuardian { guardian: guardian.clone() },
    ] {
        market.jobs(&owner, &msg, &[])?;
    }
    for class in market.wiring.classes.clone() {
        let terms =
            LeaseTerms { interruptible: class.class == classes::INTERRUPTIBLE, ..class.lease_terms() };
        market.leases(&owner, &LeaseMsg::UpdateClass { class: class.class, terms })?;
    }
    let params = market.wiring.lease_market_params();
    let params =
        LeaseParams { minimum: params.minimum + 1, heartbeat_within: params.heartbeat_within - 1, ..params };
    for msg in [
        LeaseMsg::UpdateParams { params },
        LeaseMsg::SetPaused { requests: true },
        LeaseMsg::SetPaused { requests: false },
        LeaseMsg::SetGuardian { guardian: guardian.clone() },
    ] {
        market.leases(&owner, &msg)?;
    }
    let registry = market.wiring.registry.clone();
    let params = RegistryParams { jail: registry.jail + 1, ..registry };
    for msg in [RegistryMsg::UpdateParams { params }, RegistryMsg::SetGuardian { guardian: guardian.clone() }]
    {
        market.registry(&owner, &msg, &[])?;
    }

    let donor = market.actor("donor");
    market.fees(&donor, &FeeMsg::Deposit { category: Category::Donation {} }, &coins(7 * ONE + 1, NET))?;
    let split = Split { burn_bps: 7_000, stakers_bps: 2_000, liquidity_bps: 1_000 };
    market.fees(&owner, &FeeMsg::UpdateSplit { split }, &[])?;
    market.fees(&owner, &FeeMsg::SetStakers { stakers: owner.to_string() }, &[])?;
    market.fees(&owner, &FeeMsg::ClaimStakers { receiver: None }, &[])?;
    market.fees(&owner, &FeeMsg::SetStakers { stakers: market.at.staking.clone() }, &[])?;
    Ok(())
}
