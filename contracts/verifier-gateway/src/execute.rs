//! One file per message.

pub mod add_method;
pub mod bring_verdict;
pub mod disable_method;
pub mod register_key;
pub mod register_program;
pub mod roles;
pub mod stop_selector;
pub mod verify_external;
