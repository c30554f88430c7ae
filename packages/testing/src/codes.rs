//! Which build of the contracts a market runs on.

use anyhow::Result;
use cosmwasm_std::{Binary, Checksum, Deps, DepsMut, Empty, Env, MessageInfo, Reply, Response};
use cw_multi_test::{Contract, ContractWrapper};
use deploy::{Checksums, Code};

/// A build of the nine contracts.
pub trait Codes {
    /// One of them. It must have a checksum (see [`with_checksum`]), the artifact's where addresses are to be those of a
    /// chain.
    fn code(&self, code: Code) -> Box<dyn Contract<Empty>>;

    /// The same build, to keep.
    fn boxed(&self) -> Box<dyn Codes>;
}

/// The contracts as this crate links them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Native;

/// The checksums of the built artifacts, as committed.
///
/// # Panics
/// Never, as long as `artifacts/checksums.txt` was written by `cargo xtask wasm`.
pub fn checksums() -> Checksums {
    const FILE: &str = "artifacts/checksums.txt";
    let text = include_str!("../../../artifacts/checksums.txt");
    deploy::parse_checksums(text).unwrap_or_else(|e| panic!("{FILE}: {e}"))
}

/// A contract under a checksum, whatever it had before and in whatever order it was put together.
///
/// `ContractWrapper::with_checksum` holds only if it is called last: `with_reply`, `with_migrate` and `with_sudo` drop what
/// was set before them, without a word, and the contract's address is then none that the chain computes.
pub fn with_checksum(contract: Box<dyn Contract<Empty>>, checksum: Checksum) -> Box<dyn Contract<Empty>> {
    Box::new(Summed { contract, checksum })
}

impl Codes for Native {
    fn boxed(&self) -> Box<dyn Codes> {
        Box::new(*self)
    }

    fn code(&self, code: Code) -> Box<dyn Contract<Empty>> {
        let contract: Box<dyn Contract<Empty>> = match code {
            Code::Token => Box::new(
                ContractWrapper::new(
                    token::contract::execute,
                    token::contract::instantiate,
                    token::contract::query,
                )
                .with_migrate(token::contract::migrate),
            ),
            Code::Pool => Box::new(
                ContractWrapper::new(
                    pool::contract::execute,
                    pool::contract::instantiate,
                    pool::contract::query,
                )
                .with_migrate(pool::contract::migrate),
            ),
            Code::ProviderRegistry => Box::new(
                ContractWrapper::new(
                    provider_registry::contract::execute,
                    provider_registry::contract::instantiate,
                    provider_registry::contract::query,
                )
                .with_migrate(provider_registry::contract::migrate),
            ),
            Code::JobMarket => Box::new(
                ContractWrapper::new(
                    job_market::contract::execute,
                    job_market::contract::instantiate,
                    job_market::contract::query,
                )
                .with_reply(job_market::contract::reply)
                .with_migrate(job_market::contract::migrate),
            ),
            Code::VerifierGateway => Box::new(
                ContractWrapper::new(
                    verifier_gateway::contract::execute,
                    verifier_gateway::contract::instantiate,
                    verifier_gateway::contract::query,
                )
                .with_reply(verifier_gateway::contract::reply)
                .with_migrate(verifier_gateway::contract::migrate),
            ),
            Code::FeeCollector => Box::new(
                ContractWrapper::new(
                    fee_collector::contract::execute,
                    fee_collector::contract::instantiate,
                    fee_collector::contract::query,
                )
                .with_reply(fee_collector::contract::reply)
                .with_migrate(fee_collector::contract::migrate),
            ),
            Code::LeaseMarket => Box::new(
                ContractWrapper::new(
                    lease_market::contract::execute,
                    lease_market::contract::instantiate,
                    lease_market::contract::query,
                )
                .with_migrate(lease_market::contract::migrate),
            ),
            Code::Restaking => Box::new(
                ContractWrapper::new(
                    restaking::contract::execute,
                    restaking::contract::instantiate,
                    restaking::contract::query,
                )
                .with_reply(restaking::contract::reply)
                .with_migrate(restaking::contract::migrate),
            ),
            Code::Staking => Box::new(
                ContractWrapper::new(
                    staking::contract::execute,
                    staking::contract::instantiate,
                    staking::contract::query,
                )
                .with_reply(staking::contract::reply)
                .with_migrate(staking::contract::migrate),
            ),
        };
        with_checksum(contract, Checksum::from(checksums()[&code]))
    }
}

struct Summed {
    contract: Box<dyn Contract<Empty>>,
    checksum: Checksum,
}

impl Contract<Empty> for Summed {
    fn instantiate(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.contract.instantiate(deps, env, info, msg)
    }

    fn execute(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.contract.execute(deps, env, info, msg)
    }

    fn query(&self, deps: Deps, env: Env, msg: Vec<u8>) -> Result<Binary> {
        self.contract.query(deps, env, msg)
    }

    fn reply(&self, deps: DepsMut, env: Env, msg: Reply) -> Result<Response> {
        self.contract.reply(deps, env, msg)
    }

    fn sudo(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        self.contract.sudo(deps, env, msg)
    }

    fn migrate(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        self.contract.migrate(deps, env, msg)
    }

    fn checksum(&self) -> Option<Checksum> {
        Some(self.checksum)
    }
}
