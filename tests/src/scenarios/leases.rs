//! Leases: GPUs by the second among all contracts.

mod boundaries;
mod griefs;
mod life;
mod parties;
mod shocks;

pub use boundaries::*;
pub use griefs::*;
pub use life::*;
pub use parties::*;
pub use shocks::*;
