//! A contract that sells answers. For each question it buys the GPU time from the market, and it is told when the job has
//! ended: then it has the answer's digest for the asker, or the asker's money.

mod ask;
pub mod contract;
mod end;
pub mod error;
pub mod msg;
mod query;
pub mod state;
mod withdraw;
