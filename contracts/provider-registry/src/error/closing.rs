//! What closing auctions, exits and the end of a class refuse.

use cosmwasm_std::Addr;
use thiserror::Error;

/// Why such a message is refused. Amounts are in base units, times in Unix seconds.
#[derive(Error, Debug, PartialEq)]
pub enum ClosingError {
    /// No auction, or one whose cause is gone.
    #[error("nothing to deliver to {debtor} in class `{class}`: expected an open closing auction")]
    NothingToClose {
        /// Which class.
        class: String,
        /// Whose debt.
        debtor: String,
    },
    /// A round whose time is over takes nothing any more.
    #[error(
        "the round of {debtor}'s closing auction in class `{class}` is over: expected a block time before {over}, got {now}; \
         `crank` begins the next"
    )]
    RoundOver {
        /// Which class.
        class: String,
        /// Whose debt.
        debtor: Addr,
        /// When it was over.
        over: u64,
        /// Block time.
        now: u64,
    },
    /// The auction pays less than the seller asks for, or nothing at all.
    #[error(
        "price too low: expected at least {expected} NET base units per credit, got {got} ({paid} NET base units for what \
         would be taken)"
    )]
    PriceTooLow {
        /// The seller's bound.
        expected: u128,
        /// What the auction pays now.
        got: u128,
        /// For all that would be taken.
        paid: u128,
    },
    /// The class has ended, and not everything is collected yet.
    #[error(
        "class `{class}` has ended: expected nothing owed by providers any more, got {uncollected} credits; `crank` with \
         those that owe them"
    )]
    NotCollected {
        /// Which class.
        class: String,
        /// Credits that providers still owe.
        uncollected: u128,
    },
    /// Leaving without owing anything.
    #[error("{address} owes nothing in class `{class}`: expected an obligation to leave; `unbond` gives the bond back")]
    NothingOwed {
        /// Which class.
        class: String,
        /// Who.
        address: Addr,
    },
    /// The reserve does not take over yet.
    #[error(
        "cannot complete the exit from class `{class}`: expected one asked for 30 days ago, asked for at {exit_at} (0: \
         never), due at {due}, block time is {now}"
    )]
    ExitNotDue {
        /// Which class.
        class: String,
        /// When it was asked for.
        exit_at: u64,
        /// When it can be completed.
        due: u64,
        /// Block time.
        now: u64,
    },
    /// The bond does not cover what the reserve asks for.
    #[error(
        "cannot complete the exit from class `{class}`: expected a free bond of at least {expected} NET for the reserve, got \
         {got}; add to the bond, or redeem credits"
    )]
    ExitTooDear {
        /// Which class.
        class: String,
        /// 120 % of what is owed.
        expected: u128,
        /// Bond less locks.
        got: u128,
    },
}
