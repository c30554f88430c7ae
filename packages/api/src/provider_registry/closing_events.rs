//! Events of closing auctions, exits, reserves and sunsets: one per step. As in [`super::events`], amounts are in base units,
//! prices Q64.64 raw (NET base units per credit base unit).

use cosmwasm_std::{Addr, Event, Uint128};

use super::events::Of;

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum ClosingEvent<'a> {
    /// `crank`: a class was brought up to date.
    Crank {
        /// Which class.
        class: &'a str,
        /// P_b now.
        closing_price: u128,
        /// Whether it stands still.
        frozen: bool,
    },
    /// `open_closing`: a closing auction opened because the margin was too thin, or a further round of one began.
    Open {
        /// Whose debt and where.
        of: Of<'a>,
        /// Credits that it takes now.
        wanted: u128,
        /// P_b now.
        closing_price: u128,
    },
    /// `deliver_credits`: credits were delivered into an auction, and paid.
    Deliver {
        /// Which class.
        class: &'a str,
        /// Whose debt; none for the class's reserve.
        debtor: Option<&'a Addr>,
        /// Who delivered.
        seller: &'a Addr,
        /// How many credits.
        amount: u128,
        /// What was paid for them, NET.
        paid: u128,
        /// At which price.
        price: u128,
        /// P_b then.
        closing_price: u128,
        /// Credits that the auction still takes.
        wanted: u128,
    },
    /// `end_closing`: an auction is over, its cause gone.
    End {
        /// Whose debt and where.
        of: Of<'a>,
    },
    /// `take_over`: a debtor could not pay; all it owed and its free bond went to the class's reserve.
    TakeOver {
        /// Whose and where.
        of: Of<'a>,
        /// Credits that it owed.
        obligation: u128,
        /// NET of its bond.
        bond: u128,
        /// NET that insurance added.
        insurance: u128,
        /// Credits that are not covered, and owed by nobody from now on.
        uncovered: u128,
    },
    /// `exit`: a provider asked to leave its obligation.
    Exit {
        /// Whose and where.
        of: Of<'a>,
        /// Credits that it owes.
        obligation: u128,
    },
    /// `complete_exit`: the reserve took over what was left.
    CompleteExit {
        /// Whose and where.
        of: Of<'a>,
        /// Credits that it owed.
        obligation: u128,
        /// NET that went along.
        deposit: u128,
    },
    /// `announce_sunset`: a class will end.
    AnnounceSunset {
        /// Which class.
        class: &'a str,
        /// Unix seconds.
        at: u64,
        /// The most that a credit will be paid, Q64.64 raw.
        most: u128,
    },
    /// `fix_sunset`: the class has ended, and what every credit is to be paid is known.
    FixSunset {
        /// Which class.
        class: &'a str,
        /// The price.
        price: u128,
    },
    /// `collect`: after the class's end, what a provider owed went to the reserve.
    Collect {
        /// Whose and where.
        of: Of<'a>,
        /// Credits that it owed.
        obligation: u128,
        /// NET that it paid for them.
        amount: u128,
    },
    /// `reserve`: the class's reserve or deficit changed otherwise than by a delivery.
    Reserve {
        /// Which class.
        class: &'a str,
        /// NET in the reserve.
        reserve: u128,
        /// Credits that it owes.
        obligation: u128,
        /// Credits that nobody owes.
        deficit: u128,
        /// NET that came from insurance.
        insurance: u128,
    },
    /// `return_rest`: what the reserve of an ended class has beyond the price of every credit left went to insurance.
    ReturnRest {
        /// Which class.
        class: &'a str,
        /// NET.
        amount: u128,
    },
}

impl From<ClosingEvent<'_>> for Event {
    fn from(event: ClosingEvent) -> Event {
        match event {
            ClosingEvent::Crank { class, closing_price, frozen } => of_class("crank", class)
                .add_attribute("closing_price", closing_price.to_string())
                .add_attribute("frozen", frozen.to_string()),
            ClosingEvent::Open { of, wanted, closing_price } => amounts(
                of_provider("open_closing", of),
                &[("wanted", wanted), ("closing_price", closing_price)],
            ),
            ClosingEvent::Deliver { class, debtor, seller, amount, paid, price, closing_price, wanted } => {
                let event = of_class("deliver_credits", class).add_attribute("seller", seller);
                let event = match debtor {
                    Some(debtor) => event.add_attribute("debtor", debtor),
                    None => event,
                };
                amounts(
                    event,
                    &[
                        ("amount", amount),
                        ("paid", paid),
                        ("price", price),
                        ("closing_price", closing_price),
                        ("wanted", wanted),
                    ],
                )
            }
            ClosingEvent::End { of } => of_provider("end_closing", of),
            ClosingEvent::TakeOver { of, obligation, bond, insurance, uncovered } => amounts(
                of_provider("take_over", of),
                &[
                    ("obligation", obligation),
                    ("bond", bond),
                    ("insurance", insurance),
                    ("uncovered", uncovered),
                ],
            ),
            ClosingEvent::Exit { of, obligation } => {
                amounts(of_provider("exit", of), &[("obligation", obligation)])
            }
            ClosingEvent::CompleteExit { of, obligation, deposit } => {
                amounts(of_provider("complete_exit", of), &[("obligation", obligation), ("deposit", deposit)])
            }
            ClosingEvent::AnnounceSunset { class, at, most } => {
                let event = of_class("announce_sunset", class).add_attribute("at", at.to_string());
                amounts(event, &[("most", most)])
            }
            ClosingEvent::FixSunset { class, price } => {
                amounts(of_class("fix_sunset", class), &[("price", price)])
            }
            ClosingEvent::Collect { of, obligation, amount } => {
                amounts(of_provider("collect", of), &[("obligation", obligation), ("amount", amount)])
            }
            ClosingEvent::Reserve { class, reserve, obligation, deficit, insurance } => amounts(
                of_class("reserve", class),
                &[
                    ("reserve", reserve),
                    ("obligation", obligation),
                    ("deficit", deficit),
                    ("insurance", insurance),
                ],
            ),
            ClosingEvent::ReturnRest { class, amount } => {
                amounts(of_class("return_rest", class), &[("amount", amount)])
            }
        }
    }
}

fn of_class(kind: &str, class: &str) -> Event {
    Event::new(kind).add_attribute("class", class)
}

fn of_provider(kind: &str, of: Of) -> Event {
    of_class(kind, of.class).add_attribute("provider", of.provider)
}

fn amounts(event: Event, amounts: &[(&str, u128)]) -> Event {
    amounts.iter().fold(event, |event, (key, amount)| event.add_attribute(*key, Uint128::new(*amount)))
}
