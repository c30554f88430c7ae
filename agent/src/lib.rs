//! The provider's agent: what a provider runs beside its GPUs.
//!
//! One loop: *observe* ([`view`]), *decide* ([`decide`], a pure function of configuration, view and book),
//! *act*. What is sent is written down before, and looked up afterwards, also after a restart. The loop blocks and needs
//! no runtime: what takes long (an input, a run, a signature) has a thread of its own. Only [`http`] has one inside.

pub mod attest;
pub mod attestor;
pub mod attestor_config;
pub mod blame;
pub mod book;
pub mod config;
pub mod database;
pub mod decide;
pub mod decision;
pub mod fetch;
pub mod file;
pub mod form;
mod group;
pub mod hands;
mod hooks;
pub mod http;
pub mod inputs;
mod inspect;
pub mod keys;
pub mod lease_config;
pub mod margin;
pub mod metrics;
pub mod node;
pub mod observe;
pub mod open;
pub mod outputs;
pub mod pledge;
mod ports;
pub mod program;
pub mod question;
pub mod run;
pub mod serve;
pub mod shelf;
pub mod ssh;
pub mod step;
pub mod store;
pub mod tenant;
pub mod view;
pub mod work;
