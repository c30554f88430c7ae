//! Which build of the contracts a market runs on.

use std::path::PathBuf;

use cosmwasm_std::{Checksum, Empty};
use cw_multi_test::{Contract, ContractWrapper};
use deploy::{Checksums, Code};

/// A build of the six contracts.
pub trait Codes {
    /// One of them. Its checksum must be the artifact's, so that addresses are those of a chain.
    fn code(&self, code: Code) -> Box<dyn Contract<Empty>>;

    /// The same build, to keep.
    fn boxed(&self) -> Box<dyn Codes>;
}

/// The contracts as this crate links them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Native;

/// The checksums of the built artifacts, as committed.
pub fn checksums() -> Checksums {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../artifacts/checksums.txt");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    deploy::parse_checksums(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

impl Codes for Native {
    fn boxed(&self) -> Box<dyn Codes> {
        Box::new(*self)
    }

    fn code(&self, code: Code) -> Box<dyn Contract<Empty>> {
        let checksum = Checksum::from(checksums()[&code]);
        match code {
            Code::Token => Box::new(
                ContractWrapper::new(
                    token::contract::execute,
                    token::contract::instantiate,
                    token::contract::query,
                )
                .with_migrate(token::contract::migrate)
                .with_checksum(checksum),
            ),
            Code::Pool => Box::new(
                ContractWrapper::new(
                    pool::contract::execute,
                    pool::contract::instantiate,
                    pool::contract::query,
                )
                .with_migrate(pool::contract::migrate)
                .with_checksum(checksum),
            ),
            Code::ProviderRegistry => Box::new(
                ContractWrapper::new(
                    provider_registry::contract::execute,
                    provider_registry::contract::instantiate,
                    provider_registry::contract::query,
                )
                .with_migrate(provider_registry::contract::migrate)
                .with_checksum(checksum),
            ),
            Code::JobMarket => Box::new(
                ContractWrapper::new(
                    job_market::contract::execute,
                    job_market::contract::instantiate,
                    job_market::contract::query,
                )
                .with_reply(job_market::contract::reply)
                .with_migrate(job_market::contract::migrate)
                .with_checksum(checksum),
            ),
            Code::VerifierGateway => Box::new(
                ContractWrapper::new(
                    verifier_gateway::contract::execute,
                    verifier_gateway::contract::instantiate,
                    verifier_gateway::contract::query,
                )
                .with_migrate(verifier_gateway::contract::migrate)
                .with_checksum(checksum),
            ),
            Code::FeeCollector => Box::new(
                ContractWrapper::new(
                    fee_collector::contract::execute,
                    fee_collector::contract::instantiate,
                    fee_collector::contract::query,
                )
                .with_migrate(fee_collector::contract::migrate)
                .with_reply(fee_collector::contract::reply)
                .with_checksum(checksum),
            ),
        }
    }
}
