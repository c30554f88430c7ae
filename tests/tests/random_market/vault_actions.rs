//! What the actors do about vaults, how often, and what is told of it.

use compute_amm_testing::wirings::ONE;
use cosmwasm_std::Event;
use proptest::prelude::*;

/// What somebody does about the vault of a provider in a class. Indices are taken modulo what there is.
#[derive(Clone, Debug)]
pub struct Vault {
    /// Behind whom.
    pub provider: usize,
    /// In which class.
    pub class: usize,
    /// Who, where it is not the provider.
    pub who: usize,
    pub what: Act,
}

#[derive(Clone, Debug)]
pub enum Act {
    /// Its provider opens it, in NET or in the receipt of stakes.
    Create(bool),
    /// Deposits so many units, of receipts if it is a vault of those.
    Deposit(u128),
    /// Takes so many per cent of its shares out.
    Exit(u32),
    Rotate,
    /// Claims an exit: that of the oldest generation of whoever left, from this client on.
    Claim,
    Burn,
    /// Pays so many units over so many days.
    Fund(u128, u64),
    /// Governance takes NET or the receipt of stakes off the list, or lists it again.
    List(bool, bool),
    /// A job that asks for so much backing, accepted if there is as much, and a fraud.
    Fraud(u128),
}

pub fn vaults() -> impl Strategy<Value = Vault> {
    use Act::*;
    let units = prop_oneof![1..ONE, ONE..100 * ONE, 100 * ONE..20_000 * ONE];
    let what = prop_oneof![
        6 => (0..3u8).prop_map(|staked| Create(staked == 0)),
        12 => units.clone().prop_map(Deposit),
        8 => prop_oneof![1..100u32, Just(100u32)].prop_map(Exit),
        8 => Just(Rotate),
        8 => Just(Claim),
        4 => Just(Burn),
        3 => (units, 1..90u64).prop_map(|(units, days)| Fund(units, days)),
        1 => (any::<bool>(), 0..3u8).prop_map(|(staked, listed)| List(staked, listed > 0)),
        // Most locks are of a NET or two.
        4 => prop_oneof![2 => Just(0), 2 => 0..2 * ONE, 1 => 0..40 * ONE].prop_map(Fraud),
    ];
    // Few of the twelve vaults that there could be, so that each has a story.
    let (provider, class) = (0..2usize, prop_oneof![3 => Just(0usize), 1 => Just(2usize)]);
    (provider, class, 0..4usize, what).prop_map(|(provider, class, who, what)| Vault {
        provider,
        class,
        who,
        what,
    })
}

/// What events say of stake that burned.
pub fn told(events: &[(u64, Event)]) -> Vec<&'static str> {
    let burned = |event: &Event| {
        event.ty == "wasm-end_job" && event.attributes.iter().any(|attribute| attribute.key == "backing")
    };
    let burned = events.iter().filter(|(_, event)| burned(event));
    burned.map(|_| "stake behind a provider burns").collect()
}
