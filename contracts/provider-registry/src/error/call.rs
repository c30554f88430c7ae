//! What can be refused of calls, and of debts that must be fit for them.

use cosmwasm_std::Addr;
use thiserror::Error;

/// Why a call is refused, or what would make calls impossible.
#[derive(Error, Debug, PartialEq)]
pub enum CallError {
    /// A debt too small for the largest standard job.
    #[error(
        "cannot owe {got} credits in class `{class}`: expected none or at least {expected}, its largest standard job; \
         mint or redeem as much"
    )]
    BelowStandard {
        /// Which class.
        class: String,
        /// Credits of its largest standard job.
        expected: u128,
        /// Credits owed after the message.
        got: u128,
    },
    /// Too few GPUs for the largest standard job.
    #[error(
        "too few GPUs for what is owed in class `{class}`: expected at least the {expected} of its largest standard \
         job, got {got}"
    )]
    StandardGpus {
        /// Which class.
        class: String,
        /// GPUs of its largest standard job.
        expected: u32,
        /// GPUs offered after the message.
        got: u32,
    },
    /// The job is called already.
    #[error("job {job_id} is called already: expected a job that is not")]
    CallExists {
        /// Which job.
        job_id: u64,
    },
    /// The job is not called.
    #[error("job {job_id} has no call: expected a call that is running")]
    UnknownCall {
        /// Which job.
        job_id: u64,
    },
    /// Another is next.
    #[error("cannot call {got} in class `{class}`: expected the first in its call order, {expected}")]
    NotNext {
        /// Which class.
        class: String,
        /// The first, or that there is none.
        expected: String,
        /// Who came.
        got: Addr,
    },
    /// The first in the order cannot take the job: what it owes or offers was enough for a smaller standard job.
    #[error(
        "cannot call {address}: expected at most {credits} credits and {gpus} GPUs, got {got_credits} and {got_gpus}; \
         `touch` it, and it leaves the call order"
    )]
    NotCallable {
        /// Who is first.
        address: Addr,
        /// Credits that can be called on it.
        credits: u128,
        /// GPUs likewise.
        gpus: u32,
        /// Credits of the job.
        got_credits: u128,
        /// Its GPUs.
        got_gpus: u32,
    },
    /// A called job is accepted otherwise than it was called.
    #[error("job {job_id} is called: expected {expected}, got {got}")]
    CalledOtherwise {
        /// Which job.
        job_id: u64,
        /// GPUs, provider, class.
        expected: String,
        /// GPUs, provider, class.
        got: String,
    },
}
