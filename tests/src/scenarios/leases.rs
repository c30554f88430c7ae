//! Leases: GPUs by the second among all contracts.

mod boundaries;
mod griefs;
mod life;
mod shocks;

pub use boundaries::*;
pub use griefs::*;
pub use life::*;
pub use shocks::*;
