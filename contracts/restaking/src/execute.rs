//! One file per message.

pub mod assets;
pub mod burn;
pub mod claim;
pub mod create;
pub mod deposit;
pub mod exit;
pub mod fund;
pub mod receive;
pub mod rotate;

use api::common::{coin_in, Asset, CommonError};
use cosmwasm_std::{Addr, MessageInfo, Uint128};

use crate::error::ContractError;

/// A vault as a message names it: behind whom, in which class.
pub type Named<'a> = (&'a str, &'a str);

/// What came for a vault.
pub enum Came<'a> {
    /// Coins with the message.
    Coins(&'a MessageInfo),
    /// Tokens of this contract, by its own word.
    Tokens(&'a Addr, Uint128),
}

impl Came<'_> {
    /// How much of a vault's asset it is; refuses anything else.
    fn amount(&self, expected: &Asset) -> Result<Uint128, ContractError> {
        match (self, expected) {
            (Came::Coins(info), Asset::Native { denom }) => Ok(coin_in(info, denom)?),
            (Came::Coins(_), Asset::Cw20 { .. }) => {
                let got = "a message that takes coins".into();
                Err(CommonError::Funds { expected: format!("a Send of {expected}"), got }.into())
            }
            (Came::Tokens(token, amount), Asset::Cw20 { address }) if token.as_str() == address => {
                Ok(*amount)
            }
            (Came::Tokens(token, _), _) => {
                Err(ContractError::WrongAsset { expected: expected.clone(), got: Asset::cw20(*token) })
            }
        }
    }
}
