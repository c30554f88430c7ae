//! Who gets what by how a job ended: the one table.
//!
//! | how | escrow | take | tip | occupancy |
//! |---|---|---|---|---|
//! | settled | provider | fee-collector | provider | kept |
//! | withdrawn by its owner, or its input withheld | client | fee-collector | client | kept |
//! | expired, or without a verdict | client | used up: fee-collector; rest: client | client | its rest goes |
//! | its method stopped | client | client | client | its rest goes |
//! | late, or fraud | client | client | client | its rest goes |
//! | defaulted | burned against the debt | client | client | its rest goes |
//!
//! The bond of a dispute is burned if the result was valid, and goes back otherwise; so is that of a challenge, but for what
//! its proof earns the provider, see [`proof_pay`]. The bond of a request
//! for data that nobody answered goes back. What a client gets of its escrow are credits, never NET: a
//! request is no free option.

use super::phase::End;

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who gets the credits.
    pub escrow: Escrow,
    /// What of the take the protocol earns; the rest goes to the client.
    pub earned: Earned,
    /// Whether the tip goes to the provider, or back.
    pub tip_to_provider: bool,
    /// Whether the bond of a dispute or a challenge is lost, or goes back.
    pub bond_lost: bool,
    /// Whether what is left of the job's work in the occupancy is taken off it.
    pub occupancy_goes: bool,
    /// What the registry hears.
    pub report: Report,
}

/// What a provider gets of the bond of a challenge that was proven wrong, NET: all but a fifth, rounded up, which is burned, so that
/// nobody who is challenger, client and provider at once gets all of it back.
pub fn proof_pay(bond: u128) -> u128 {
    bond.saturating_sub(bond.div_ceil(5))
}

/// Who gets the credits of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escrow {
    /// Its provider, as was agreed.
    Provider,
    /// Its client.
    Client,
    /// Nobody: they are redeemed against the debt on which the job was called.
    Debt,
}

/// What of its take a job leaves the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earned {
    /// All of it.
    All,
    /// For the part of its work that it held the multiplier up for, and cannot give back.
    UsedUp,
    /// Nothing.
    Nothing,
}

/// What the registry hears of the end of a job that it knows: one that was called, or accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// Verified and paid.
    Settled,
    /// Nobody's fault.
    Released,
    /// A missed deadline.
    Late,
    /// A false result.
    Fraud,
    /// A call that was not served.
    Defaulted,
}

impl Row {
    /// Of a job that ended like that.
    pub fn of(end: End) -> Self {
        let back = Row {
            escrow: Escrow::Client,
            earned: Earned::Nothing,
            tip_to_provider: false,
            bond_lost: false,
            occupancy_goes: false,
            report: Report::Released,
        };
        // Whoever has the take back pays for no occupancy any more.
        let returned = Row { occupancy_goes: true, ..back };
        match end {
            End::Settled { .. } => Row {
                escrow: Escrow::Provider,
                earned: Earned::All,
                tip_to_provider: true,
                bond_lost: true,
                report: Report::Settled,
                ..back
            },
            End::Withdrawn | End::Withheld => Row { earned: Earned::All, ..back },
            End::Expired | End::Unjudged => Row { earned: Earned::UsedUp, occupancy_goes: true, ..back },
            End::Stopped => returned,
            End::Late => Row { report: Report::Late, ..returned },
            End::Fraud { .. } => Row { report: Report::Fraud, ..returned },
            End::Defaulted => Row { escrow: Escrow::Debt, report: Report::Defaulted, ..returned },
        }
    }
}
