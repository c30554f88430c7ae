//! The registry's messages, as scenarios: each module is one subject.

mod admission;
mod adversaries;
mod available;
mod backing;
mod bonds;
mod calls;
mod common;
mod faults;
mod governance;
mod gpus;
mod invariants;
mod locks;
mod mint;
mod pledges;
mod providers;
mod queue;
mod redeem;
mod senders;
mod signatures;
mod standard;
mod sunset;
mod vectors;
