//! A contract that judges results of the market: jobs that find the two factors of a number. To find them is work, to check them
//! is one multiplication, so nobody has to be trusted.

pub mod contract;
pub mod error;
pub mod factors;
pub mod msg;
