//! Assets, where a payment comes from and where it goes, deadlines and limits shared by all contracts.

mod spelling;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    to_json_binary, Addr, Api, BankMsg, Binary, Coin, CosmosMsg, MessageInfo, StdError, StdResult, Timestamp,
    Uint128, WasmMsg,
};
use schemars::JsonSchema;
use serde::Serialize;
use thiserror::Error;

pub use credit::CREDIT;

/// Longest class id, in bytes. Class ids are lower-case letters, digits and `-`.
pub const MAX_CLASS_ID: usize = 32;
/// Longest locator (where a program, input or output can be fetched), in bytes.
pub const MAX_LOCATOR: usize = 128;
/// Most pools that one route passes.
pub const MAX_HOPS: usize = 4;

/// What a token's address follows in an event.
const CW20: &str = "cw20:";

/// Something that can be held: a bank denom or a cw20 token. A message may also say it as events do: a denom, or `cw20:` and the
/// token contract's address, as one text (but for denoms that are called `native` or `cw20`, or start with `cw20:`).
#[derive(Serialize, JsonSchema, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "snake_case")]
pub enum Asset {
    /// A coin of the bank module.
    Native {
        /// Its denom.
        denom: String,
    },
    /// A cw20 token.
    Cw20 {
        /// The token contract, in canonical lower-case text.
        address: String,
    },
}

/// An amount of one asset, in base units.
#[cw_serde]
pub struct AssetAmount {
    /// Which asset.
    pub asset: Asset,
    /// How much, in base units.
    pub amount: Uint128,
}

/// Where a payment is taken from.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum Source {
    /// The coins (or the cw20 Send) that came with the message.
    Funds {},
    /// An account in the pool contract.
    Account {
        /// Whose; the sender's if left out. Another's only within an allowance, or for a wired peer.
        #[serde(skip_serializing_if = "Option::is_none")]
        owner: Option<String>,
        /// How much (exact-in), or at most how much (exact-out), in base units.
        amount: Uint128,
    },
}

impl Source {
    /// Whether it is the coins that came, which need not be said.
    pub fn is_funds(&self) -> bool {
        matches!(self, Source::Funds {})
    }
}

impl Default for Source {
    fn default() -> Self {
        Source::Funds {}
    }
}

/// Whether something is paid to a wallet or to an account in the pool contract.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Copy, Eq, Default)]
pub enum Payout {
    /// A bank or cw20 transfer.
    Wallet,
    /// A booking in the pool contract's ledger: cheaper, and cannot be refused by the receiver.
    #[default]
    Account,
}

/// An error of the shared checks.
#[derive(Error, Debug, PartialEq)]
pub enum CommonError {
    /// Passed through from the standard library.
    #[error(transparent)]
    Std(#[from] StdError),
    /// The message came too late.
    #[error("deadline passed: valid before {deadline} s, block time is {now} s")]
    Expired {
        /// Unix seconds before which the message was valid.
        deadline: u64,
        /// Block time in Unix seconds.
        now: u64,
    },
    /// An address that is not the canonical text of itself on this chain.
    #[error(
        "invalid address in `{field}`: expected a canonical lower-case address of this chain, got `{got}`"
    )]
    Address {
        /// Which field.
        field: &'static str,
        /// What came.
        got: String,
    },
    /// A receiver, or an owner of what is paid out, that could never draw it.
    #[error(
        "`{field}`: expected somebody that can draw what it is paid, got {address}, which is a `{contract}`"
    )]
    NeverDraws {
        /// Which field.
        field: &'static str,
        /// What came.
        address: Addr,
        /// The name in its cw2 record.
        contract: String,
    },
    /// Coins came with a message that takes none, or others than it takes.
    #[error("wrong funds: expected {expected}, got {got}")]
    Funds {
        /// What the message takes.
        expected: String,
        /// What came.
        got: String,
    },
    /// A text, list or number outside its bounds.
    #[error("`{field}` out of bounds: expected {expected}, got {got}")]
    Bounds {
        /// Which field.
        field: &'static str,
        /// What is allowed.
        expected: String,
        /// What came.
        got: String,
    },
    /// The guardian tried to lift a pause.
    #[error("only the owner lifts a pause: expected {what} to stay stopped")]
    GuardianLifts {
        /// What is stopped.
        what: &'static str,
    },
    /// The sender may not do this.
    #[error("unauthorized: expected {expected}, got {got}")]
    Unauthorized {
        /// Who may.
        expected: String,
        /// Who tried.
        got: String,
    },
}

impl Asset {
    /// A bank denom.
    pub fn native(denom: impl Into<String>) -> Self {
        Asset::Native { denom: denom.into() }
    }

    /// A cw20 token.
    pub fn cw20(address: impl Into<String>) -> Self {
        Asset::Cw20 { address: address.into() }
    }

    /// Storage key: `n` + denom or `c` + token address.
    pub fn key(&self) -> Vec<u8> {
        let (tag, text) = match self {
            Asset::Native { denom } => (b'n', denom),
            Asset::Cw20 { address } => (b'c', address),
        };
        let mut key = vec![tag];
        key.extend_from_slice(text.as_bytes());
        key
    }

    /// Refuses a token address that is not canonical, and a denom of fewer than 3 or more than 128 bytes.
    pub fn check(&self, api: &dyn Api) -> Result<(), CommonError> {
        match self {
            Asset::Native { denom } => check_len("denom", denom, 3, 128),
            Asset::Cw20 { address } => checked_addr(api, "asset.address", address).map(|_| ()),
        }
    }

    /// A message that moves `amount` of this asset from this contract to `to`.
    pub fn transfer(&self, to: impl Into<String>, amount: Uint128) -> StdResult<CosmosMsg> {
        Ok(match self {
            Asset::Native { denom } => {
                BankMsg::Send { to_address: to.into(), amount: vec![Coin { denom: denom.clone(), amount }] }
                    .into()
            }
            Asset::Cw20 { address } => WasmMsg::Execute {
                contract_addr: address.clone(),
                msg: to_json_binary(&cw20::Cw20ExecuteMsg::Transfer { recipient: to.into(), amount })?,
                funds: vec![],
            }
            .into(),
        })
    }

    /// A message that hands `amount` of this asset to `contract` together with a call: coins attached to `native`,
    /// or a cw20 Send that carries `hook`.
    pub fn transfer_with_call(
        &self,
        contract: impl Into<String>,
        amount: Uint128,
        native: Binary,
        hook: Binary,
    ) -> StdResult<CosmosMsg> {
        let contract = contract.into();
        Ok(match self {
            Asset::Native { denom } => WasmMsg::Execute {
                contract_addr: contract,
                msg: native,
                funds: vec![Coin { denom: denom.clone(), amount }],
            },
            Asset::Cw20 { address } => WasmMsg::Execute {
                contract_addr: address.clone(),
                msg: to_json_binary(&cw20::Cw20ExecuteMsg::Send { contract, amount, msg: hook })?,
                funds: vec![],
            },
        }
        .into())
    }
}

impl std::fmt::Display for Asset {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Asset::Native { denom } => f.write_str(denom),
            Asset::Cw20 { address } => write!(f, "{}{address}", CW20),
        }
    }
}

/// Refuses an address that is not the canonical text of an address of this chain (foreign prefix, upper case).
pub fn checked_addr(api: &dyn Api, field: &'static str, text: &str) -> Result<Addr, CommonError> {
    // A bad checksum and a foreign prefix come back as errors of the chain's own; both mean the same to the caller.
    match api.addr_validate(text) {
        Ok(addr) if addr.as_str() == text => Ok(addr),
        _ => Err(CommonError::Address { field, got: text.chars().take(128).collect() }),
    }
}

/// As [`checked_addr`], with a fallback where nothing was given.
pub fn checked_addr_or(
    api: &dyn Api,
    field: &'static str,
    text: Option<&str>,
    fallback: &Addr,
) -> Result<Addr, CommonError> {
    text.map_or_else(|| Ok(fallback.clone()), |t| checked_addr(api, field, t))
}

/// Refuses a message whose deadline is the block's time or earlier.
pub fn check_deadline(now: Timestamp, deadline: Option<u64>) -> Result<(), CommonError> {
    match deadline {
        Some(deadline) if now.seconds() >= deadline => {
            Err(CommonError::Expired { deadline, now: now.seconds() })
        }
        _ => Ok(()),
    }
}

/// Refuses a text shorter or longer than the bounds, in bytes.
pub fn check_len(field: &'static str, text: &str, min: usize, max: usize) -> Result<(), CommonError> {
    if (min..=max).contains(&text.len()) {
        return Ok(());
    }
    Err(CommonError::Bounds {
        field,
        expected: format!("{min} to {max} bytes"),
        got: format!("{} bytes", text.len()),
    })
}

/// Refuses a number outside its bounds.
pub fn check_range<T: PartialOrd + std::fmt::Display>(
    field: &'static str,
    value: T,
    min: T,
    max: T,
) -> Result<(), CommonError> {
    if value >= min && value <= max {
        return Ok(());
    }
    Err(CommonError::Bounds { field, expected: format!("{min} to {max}"), got: value.to_string() })
}

/// Refuses a class id that is empty, too long, or holds anything but lower-case letters, digits and `-`.
pub fn check_class_id(class: &str) -> Result<(), CommonError> {
    check_len("class", class, 1, MAX_CLASS_ID)?;
    if class.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return Ok(());
    }
    Err(CommonError::Bounds {
        field: "class",
        expected: "lower-case letters, digits and `-`".into(),
        got: format!("`{class}`"),
    })
}

/// Refuses any coins.
pub fn no_funds(info: &MessageInfo) -> Result<(), CommonError> {
    if info.funds.is_empty() {
        return Ok(());
    }
    Err(CommonError::Funds { expected: "none".into(), got: show_coins(&info.funds) })
}

/// The one coin that came; refuses none, several, or a zero amount.
pub fn one_coin(info: &MessageInfo) -> Result<&Coin, CommonError> {
    match info.funds.as_slice() {
        [coin] if !coin.amount.is_zero() => Ok(coin),
        _ => Err(CommonError::Funds { expected: "exactly one coin".into(), got: show_coins(&info.funds) }),
    }
}

/// The amount that came in `denom`; refuses none, another denom, several coins, or a zero amount.
pub fn coin_in(info: &MessageInfo, denom: &str) -> Result<Uint128, CommonError> {
    match info.funds.as_slice() {
        [coin] if coin.denom == denom && !coin.amount.is_zero() => Ok(coin.amount),
        _ => Err(CommonError::Funds {
            expected: format!("exactly one coin of {denom}"),
            got: show_coins(&info.funds),
        }),
    }
}

/// Refuses a sender that is none of `allowed`; `expected` names the role.
pub fn only(sender: &Addr, allowed: &[&Addr], expected: &str) -> Result<(), CommonError> {
    if allowed.contains(&sender) {
        return Ok(());
    }
    Err(CommonError::Unauthorized { expected: expected.into(), got: sender.to_string() })
}

fn show_coins(coins: &[Coin]) -> String {
    if coins.is_empty() {
        return "none".into();
    }
    coins.iter().take(8).map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Salt from which the address of a pool's LP token follows (creator: the pool contract).
pub fn lp_salt(pool_id: u64) -> Vec<u8> {
    let mut salt = b"lp".to_vec();
    salt.extend_from_slice(&pool_id.to_be_bytes());
    salt
}

/// Salt from which the address of a class's credit token follows (creator: the provider-registry).
pub fn credit_salt(class: &str) -> Vec<u8> {
    let mut salt = b"class".to_vec();
    salt.extend_from_slice(class.as_bytes());
    salt
}

/// Salt from which the address of a vault's receipt follows (creator: `contracts/restaking`), by the vault's number.
pub fn vault_salt(number: u64) -> Vec<u8> {
    let mut salt = b"vault".to_vec();
    salt.extend_from_slice(&number.to_be_bytes());
    salt
}

/// Salt from which the address of the stake pool's receipt follows (creator: the stake pool).
pub fn stake_salt() -> Vec<u8> {
    b"stake".to_vec()
}
