//! Why a message is refused.

use api::common::CommonError;
use api::job_market::JobState;
use cosmwasm_std::{Addr, OverflowError, StdError, Uint128};
use thiserror::Error;

/// Errors of the app.
#[derive(Error, Debug, PartialEq)]
pub enum AppError {
    /// Passed through from the standard library.
    #[error(transparent)]
    Std(#[from] StdError),
    /// Amounts above 2^128.
    #[error(transparent)]
    Overflow(#[from] OverflowError),
    /// One of the market's own checks: coins, lengths, addresses, senders.
    #[error(transparent)]
    Common(#[from] CommonError),
    /// The coins pay no more than the fee.
    #[error("expected more than the fee of {fee} for the compute, got {got}")]
    TooLittle {
        /// NET base units.
        fee: Uint128,
        /// What came.
        got: Uint128,
    },
    /// A job of somebody else.
    #[error("job {job_id} is none of this app's")]
    UnknownJob {
        /// What came.
        job_id: u64,
    },
    /// A job whose end was heard before.
    #[error("the end of job {job_id} is known already")]
    Ended {
        /// Which.
        job_id: u64,
    },
    /// A job that has not ended.
    #[error("job {job_id}: expected one that has ended, it is {state:?}")]
    NotEnded {
        /// Which.
        job_id: u64,
        /// As the job-market says.
        state: JobState,
    },
    /// Nothing to withdraw.
    #[error("nothing is owed to {address}")]
    NothingOwed {
        /// Who asked.
        address: Addr,
    },
    /// An answer or a reply in another form than the market's.
    #[error("{what}: expected {expected}, got {got}")]
    Form {
        /// Of what.
        what: &'static str,
        /// What was expected.
        expected: &'static str,
        /// What came.
        got: String,
    },
}
