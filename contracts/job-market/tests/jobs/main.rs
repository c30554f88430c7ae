//! The job-market among the real contracts.

mod requests;
mod support;
