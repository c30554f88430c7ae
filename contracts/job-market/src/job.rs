//! The life of a job: pure rules, without storage or messages.
//!
//! | module | holds |
//! |---|---|
//! | [`terms`] | what was agreed at the request |
//! | [`phase`] | how far a job is, and how it ended |
//! | [`transition`] | where each message leads from each phase, and when |
//! | [`waits`] | the waits that a job is in, and whether they have passed |
//! | [`asking`] | what of its input may be asked for |
//! | [`ending`] | who gets what, by how it ended |
//! | [`input`] | whether data is a job's input |

pub mod asking;
pub mod ending;
pub mod input;
pub mod phase;
pub mod terms;
pub mod transition;
pub mod waits;
