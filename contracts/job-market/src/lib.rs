//! Jobs: escrow, lifecycle, take and settlement.
