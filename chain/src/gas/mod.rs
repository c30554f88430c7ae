//! What every message costs: a catalogue of messages, run on a market from beginning to end and written down by name.
//!
//! The catalogue runs on any [`Client`]; only a real chain counts gas. It runs twice, with the codes pinned and
//! unpinned, each time with actors of its own, so that both passes find the same state. What takes [`days`] runs on a chain
//! without consensus, whose [clock](crate::clock) is moved.

mod batches;
mod calls;
mod cranks;
pub mod days;
pub mod devnet;
mod fees;
pub mod file;
mod jobs;
mod launch;
mod leases;
mod pool;
mod registry;
mod tally;
mod vaults;
mod verify;
mod waiting;
mod words;

use anyhow::{Context, Result};
use compute_amm_testing::client::{Call, Client};
use compute_amm_testing::wirings::{ATOM, H100, ONE, USD};
use compute_amm_testing::Market;
use cosmwasm_std::{to_json_binary, Addr};
use cw_ownable::Action;
use deploy::Code;
use serde::Serialize;

pub use cranks::cranks;
pub use tally::{Entry, Tally};
pub use waiting::{prepare, Waiting};

/// Messages that no transaction of an account can carry out here, and why.
pub const UNMEASURED: [(Code, &str, &str); 30] = [
    (Code::Pool, "receive", "sent by tokens: see the tables of contract token"),
    (Code::ProviderRegistry, "receive", "sent by tokens: see redeem_by_send"),
    (Code::ProviderRegistry, "receive_swap", "sent by the pool: see redeem_by_swap"),
    (Code::ProviderRegistry, "begin_call", "sent by the job-market: part of call_job"),
    (Code::ProviderRegistry, "lock_job", "sent by the job-market: part of accept"),
    (Code::ProviderRegistry, "free_gpus", "sent by the job-market: part of submit_unproven"),
    (Code::ProviderRegistry, "end_job", "sent by the job-market: part of submit_attestation and timeout_job"),
    (Code::ProviderRegistry, "end_pledge", "sent by the lease-market: part of close_lease"),
    (Code::ProviderRegistry, "set_standard", "sent by the job-market: part of set_template"),
    (Code::ProviderRegistry, "back", "sent by restaking: part of vault_deposit"),
    (Code::ProviderRegistry, "unback", "sent by restaking: part of vault_exit"),
    (Code::ProviderRegistry, "rotate", "sent by restaking: part of vault_rotate"),
    (Code::ProviderRegistry, "set_backing", "sent by restaking: part of vault_list_asset"),
    (Code::JobMarket, "receive", "sent by tokens: see request_with_credits_sent"),
    (Code::JobMarket, "receive_swap", "sent by the pool: part of request"),
    (Code::JobMarket, "tell_end", "runs a contract that a client named, and costs what that does"),
    (Code::LeaseMarket, "receive_swap", "sent by the pool: part of request_lease"),
    (Code::LeaseMarket, "receive_pledge", "sent by the registry: part of start_lease"),
    (Code::JobMarket, "verdict", "sent by the gateway: part of bring_verdict"),
    (
        Code::VerifierGateway,
        "verify_external",
        "runs a contract that governance named, and costs what that does",
    ),
    (Code::FeeCollector, "receive", "sent by tokens of the pool: part of sweep_fees_of_class"),
    (Code::FeeCollector, "claim_stakers", "sent by the stake pool: part of collect_stakers"),
    (Code::Staking, "receive", "sent by the receipt: see unstake"),
    (Code::Restaking, "receive", "sent by tokens: see vault_exit"),
    (Code::Token, "mint", "sent by the contract that made it: part of provide, mint_credits, stake and vault_deposit"),
    (
        Code::Token,
        "burn",
        "sent by the contract that made it: part of withdraw_liquidity, burn_redeemed, unstake and vault_exit",
    ),
    (
        Code::Token,
        "burn_from",
        "refused to everybody: only who made a token burns, and burns its own",
    ),
    (Code::Token, "update_minter", "refused to everybody: the minter is a contract that never says it"),
    (Code::Token, "update_marketing", "refused to everybody: no token has anybody for its marketing"),
    (Code::Token, "upload_logo", "refused to everybody: no token has anybody for its marketing"),
];

/// Who takes part, beside the actors that a pass makes.
pub struct Roles {
    /// Governance hands the contracts to it for the time of a pass: what a proposal carries out has no gas of its own.
    pub owner: Addr,
    /// May pause.
    pub guardian: Addr,
}

#[derive(Serialize, Debug)]
#[serde(rename_all = "snake_case")]
enum Ownership {
    UpdateOwnership(Action),
}

/// Runs the whole catalogue once, with what waits for this pass since [`prepare`].
pub fn run<C: Client>(
    market: &mut Market<C>,
    pass: char,
    roles: &Roles,
    waiting: &mut Waiting,
) -> Result<Vec<Entry>> {
    let mut tally = Tally::new(market, pass);
    let Roles { owner, guardian } = roles;
    tally.take_over(owner)?;
    let called = tally.calls(waiting)?;
    let [provider, other, leaver] = ["provider", "second", "leaver"].map(|name| tally.actor(name));
    let (provider, other, leaver) = (provider?, other?, leaver?);
    tally.standard(owner)?;
    tally.joining(&provider)?;
    tally.stock(&provider)?;
    let trader = tally.actor("trader")?;
    tally.swaps(&trader)?;
    let lp = tally.actor("lp")?;
    tally.liquidity(&lp)?;
    tally.accounts(&trader, &other)?;
    tally.tokens(&trader, &leaver)?;
    let client = tally.actor("client")?;
    tally.requests(&client)?;
    tally.request_with_tokens(&provider)?;
    tally.work(&client, &provider)?;
    tally.inputs(&client, &provider)?;
    tally.timeouts(&client, &provider)?;
    tally.lease_lives(owner, &client, &[&provider, &other, &leaver, &trader, &lp])?;
    tally.backed(&client, &trader)?;
    tally.batches(&client, &provider)?;
    tally.anchored(&trader, &lp)?;
    tally.redeeming(&provider)?;
    tally.leaving(&leaver)?;
    tally.launch(owner, &provider, &trader)?;
    tally.revenue(&trader)?;
    tally.staked(&client, &trader)?;
    tally.pool_owner(owner, guardian)?;
    tally.registry_owner(owner, guardian)?;
    tally.jobs_owner(owner, guardian)?;
    tally.leases_owner(owner, guardian)?;
    tally.classes_owner(owner)?;
    tally.gateway_owner(owner, guardian)?;
    tally.fees_owner(owner, &lp)?;
    tally.vaults_owner(owner)?;
    tally.default(waiting, called)?;
    tally.give_back(owner)?;
    Ok(tally.into_entries())
}

const OWNED: [(Code, &str); 7] = [
    (Code::Pool, "pool"),
    (Code::ProviderRegistry, "registry"),
    (Code::JobMarket, "jobs"),
    (Code::LeaseMarket, "leases"),
    (Code::VerifierGateway, "gateway"),
    (Code::FeeCollector, "fees"),
    (Code::Restaking, "vaults"),
];

impl<C: Client> Tally<'_, C> {
    /// Governance hands every contract to an account.
    fn take_over(&mut self, owner: &Addr) -> Result<()> {
        let action = Action::TransferOwnership { new_owner: owner.to_string(), expiry: None };
        self.govern_all(&Ownership::UpdateOwnership(action))?;
        for (code, name) in OWNED {
            let accept = Ownership::UpdateOwnership(Action::AcceptOwnership);
            self.send(&format!("{name}_accept_ownership"), code, owner, &accept, &[])?;
        }
        Ok(())
    }

    /// And takes it back.
    fn give_back(&mut self, owner: &Addr) -> Result<()> {
        let governance = self.market.owner.to_string();
        for (code, name) in OWNED {
            let action = Action::TransferOwnership { new_owner: governance.clone(), expiry: None };
            let transfer = Ownership::UpdateOwnership(action);
            self.send(&format!("{name}_transfer_ownership"), code, owner, &transfer, &[])?;
        }
        self.govern_all(&Ownership::UpdateOwnership(Action::AcceptOwnership))
    }

    fn govern_all(&mut self, msg: &Ownership) -> Result<()> {
        let at = self.market.at.clone();
        let contracts = [
            at.pool,
            at.provider_registry,
            at.job_market,
            at.lease_market,
            at.verifier_gateway,
            at.fee_collector,
            at.restaking,
        ];
        let msg = to_json_binary(msg)?;
        let calls: Vec<Call> =
            contracts.into_iter().map(|contract| Call { contract, msg: msg.clone() }).collect();
        self.market.client.govern(&calls).context("handing the contracts over")?;
        Ok(())
    }

    /// Fills the pools that the swaps go through.
    fn stock(&mut self, provider: &Addr) -> Result<()> {
        self.market.supply_liquidity(provider, H100, 1_000_000 * ONE, 900 * ONE)?;
        // Millions of each: what a record costs grows with the digits in it.
        self.supply_pool(provider, USD, 4_000_000 * ONE)?;
        self.supply_pool(provider, ATOM, 4_000_000 * ONE)?;
        Ok(())
    }
}
