//! Signs of life and redemptions.

use credit::CREDIT;

use crate::book::{Action, Book, Key};
use crate::view::{Class, View};

/// Says that the provider is there once half of the time is over for which its last sign of life counts; more often
/// would only cost gas.
pub fn heartbeat(view: &View, book: &Book, send: &mut Vec<Action>) {
    let Some(provider) = view.provider.filter(|provider| provider.active) else { return };
    let due = provider.last_seen.saturating_add(view.heartbeat_within.div_euclid(2));
    if view.time >= due && book.may_send(&Key::Heartbeat, view.height, view.time) {
        send.push(Action::Heartbeat);
    }
}

/// Redeems credits in the account against the debt.
pub fn redemptions(view: &View, book: &Book, send: &mut Vec<Action>) {
    for (id, class) in &view.classes {
        let Some(amount) = redeemable(class) else { continue };
        if book.may_send(&Key::Redeem(id.clone()), view.height, view.time) {
            send.push(Action::Redeem { class: id.clone(), amount: amount.into() });
        }
    }
}

/// Credits, base units, that the registry lets the provider redeem: all that is open, or leaving at least the largest
/// standard job. Less than one whole credit is not worth the gas.
fn redeemable(class: &Class) -> Option<u128> {
    let amount = match class.credits >= class.open {
        true => class.open,
        false => class.credits.min(class.open.saturating_sub(class.standard_most)),
    };
    Some(amount).filter(|amount| *amount >= CREDIT)
}
