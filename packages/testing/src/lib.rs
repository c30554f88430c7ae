//! The whole market under cw-multi-test, for tests of contracts that use it.
//!
//! [`Market`] is every contract, deployed by the deploy plan on a chain of its own, with actors, keys and the verbs of clients
//! and providers. One's own contract is stored on the same chain, `market.client.app`, an ordinary [`cw_multi_test::App`].
//!
//! ```
//! use api::common::Payout;
//! use api::job_market::AcceptPayout;
//! use compute_amm_testing::wirings::{H100, NET, ONE};
//! use compute_amm_testing::{invariants, small_market, Native};
//! use cosmwasm_std::{Deps, DepsMut, Empty, Env, MessageInfo, Response, StdResult};
//! use cw_multi_test::ContractWrapper;
//!
//! # fn main() -> anyhow::Result<()> {
//! // A market with a provider of eight GPUs and a client that has money.
//! let (mut market, provider, client) = small_market(&Native);
//!
//! // One's own contract beside it.
//! # fn start(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> { Ok(Response::new()) }
//! # fn run(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> { Ok(Response::new()) }
//! # fn answer(_: Deps, _: Env, _: Empty) -> StdResult<cosmwasm_std::Binary> { cosmwasm_std::to_json_binary(&()) }
//! let own = market.host(Box::new(ContractWrapper::new(run, start, answer)), &Empty {}, "own");
//! market.send(&client, own.as_str(), &Empty {}, &[])?;
//!
//! // Mint, buy, and a job from its request to its settlement.
//! market.mint(&provider, H100, 100 * ONE, Payout::Account)?;
//! market.buy(&client, H100, 60 * ONE, ONE)?;
//! let job = market.run_job(&client, &provider, H100, 1, 600, AcceptPayout::Redeem {})?;
//! assert!(market.job(job).open.is_none());
//!
//! // What must always hold in the whole market.
//! invariants::check(&market)
//! # }
//! ```
//!
//! A job that one's own contract asked for is done with [`Market::serve`]; time passes with [`Market::wait`]; another wiring,
//! such as other classes, methods or fees, is deployed with [`Market::with`]. [`payouts::Watch`] says who is to have what when a
//! job ends.
//!
//! Amounts are in base units (`ONE` is a million: one NET, one credit, one dollar); times are seconds. The verbs return what a
//! contract said, or its refusal; questions to a contract, and what must go well, panic with what was asked and what came.

#![warn(missing_docs)]

pub mod bank;
pub mod client;
pub mod codes;
pub mod credits;
pub mod deployment;
pub mod digest;
pub mod embedded;
mod embedded_market;
pub mod groth16;
pub mod inclusion;
pub mod invariants;
pub mod jobs;
pub mod keys;
pub mod leases;
pub mod market;
mod next;
pub mod payouts;
mod setting;
pub mod sp1;
mod vaults;
pub mod wirings;

pub use client::{Call, Client, ContractState, Gas, Receipt};
pub use codes::{Codes, Native};
pub use embedded::Embedded;
pub use market::{Market, Refused};
pub use setting::{small_market, small_market_with};
