//! What a market's users live through, on any chain: the same code drives the embedded chain and a real one.
//!
//! A journey runs on a market that others use before and after it, in any order and more than once: its
//! actors are new, and it asserts on differences. On a real chain time passes by itself, so no journey waits
//! for more than a few seconds. What another contract refuses within a message is redacted on a chain: a
//! refusal's text is asserted only of the contract that was called.

mod governance;
mod liquidity;
mod proven;
mod snapshot;
mod stall;
mod steps;
mod upgrade;
mod work;

pub use governance::governance_pauses_and_changes;
pub use liquidity::liquidity_and_swaps;
pub use proven::{
    a_doubted_result_is_proven, a_job_is_proven_by_a_receipt, a_job_is_proven_under_a_registered_key,
};
pub use stall::a_stalled_job_is_slashed;
pub use upgrade::an_upgrade_keeps_the_state;
pub use work::attested_jobs_are_paid_and_burn;

use steps::{ends, provide, provider, sell, somebody};

/// Hands the list of all journeys to a macro that takes `name, …`; each is `fn name<C: Client>(market: &mut
/// Market<C>)`.
#[macro_export]
macro_rules! for_each_journey {
    ($with:ident) => {
        $with! {
            liquidity_and_swaps,
            attested_jobs_are_paid_and_burn,
            a_job_is_proven_by_a_receipt,
            a_job_is_proven_under_a_registered_key,
            a_doubted_result_is_proven,
            a_stalled_job_is_slashed,
            governance_pauses_and_changes,
            an_upgrade_keeps_the_state,
        }
    };
}
