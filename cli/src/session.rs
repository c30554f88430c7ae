//! What every verb that asks a chain has.

use anyhow::Result;

use crate::ask::Market;
use crate::common::Common;
use crate::render::Out;
use crate::send::Sender;

/// What every verb has.
pub struct Session<'a> {
    /// What the command line says of all verbs.
    pub common: &'a Common,
    /// The market.
    pub market: Market,
    /// Where answers go.
    pub out: Out,
}

impl Session<'_> {
    /// Who sends.
    pub fn sender(&self) -> Result<Sender<'_>> {
        Sender::new(self.common, &self.market)
    }
}
