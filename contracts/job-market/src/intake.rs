//! Everything between money that arrives and an open job. Whatever comes directly goes through the pool
//! contract first, so there is one way in: a swap that ends here.

mod fields;
mod forward;
mod open;
mod proceeds;
mod request;
mod standard;
mod swap;

pub use fields::{check_locator, digest, own_account, MAX_GPUS};
pub use forward::{credits, net, tokens};
pub use swap::receive;
