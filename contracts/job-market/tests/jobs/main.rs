//! The job-market among the real contracts.

mod admin;
mod endings;
mod random;
mod requests;
mod steps;
mod stored;
mod support;
mod take;
