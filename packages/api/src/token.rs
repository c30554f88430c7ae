//! The cw20 token behind LP shares and compute credits.
//!
//! Execute messages are cw20's own. Three of them answer with an error always, because supply and minter must be
//! what the contracts say they are: `update_minter` (the minter is fixed), `update_marketing` and `upload_logo`
//! (no marketing data). `burn` and `burn_from` are open to the named burners only. No message takes coins.
//! Balances, supply and allowances are in base units.

use cosmwasm_schema::{cw_serde, QueryResponses};

pub use cw20::Cw20ExecuteMsg as ExecuteMsg;

/// Most burners that a token may name.
pub const MAX_BURNERS: usize = 8;

/// Starts a token with a supply of zero.
#[cw_serde]
pub struct InstantiateMsg {
    /// Full name, 3 to 50 bytes.
    pub name: String,
    /// Ticker, 3 to 12 letters or `-`.
    pub symbol: String,
    /// Decimal places of one whole token, at most 18.
    pub decimals: u8,
    /// Who alone may mint, for good. There is no cap.
    pub minter: String,
    /// Who alone may burn, for good: at most [`MAX_BURNERS`], each once. Nobody, if empty.
    pub burners: Vec<String>,
}

/// What can be asked: cw20's queries without marketing, and who may burn.
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// An account's balance, 0 if it has none.
    #[returns(cw20::BalanceResponse)]
    Balance {
        /// Whose.
        address: String,
    },
    /// Name, symbol, decimals and total supply.
    #[returns(cw20::TokenInfoResponse)]
    TokenInfo {},
    /// Who may mint.
    #[returns(Option<cw20::MinterResponse>)]
    Minter {},
    /// Who may burn.
    #[returns(BurnersResponse)]
    Burners {},
    /// How much a spender may still take from an owner, 0 if nothing was granted.
    #[returns(cw20::AllowanceResponse)]
    Allowance {
        /// Whose tokens.
        owner: String,
        /// Who may move them.
        spender: String,
    },
    /// Allowances that an owner gave, by spender.
    #[returns(cw20::AllAllowancesResponse)]
    AllAllowances {
        /// Whose tokens.
        owner: String,
        /// Last spender of the page before.
        start_after: Option<String>,
        /// Page length: 10 if left out, at most 30.
        limit: Option<u32>,
    },
    /// Allowances that a spender was given, by owner.
    #[returns(cw20::AllSpenderAllowancesResponse)]
    AllSpenderAllowances {
        /// Who may move the tokens.
        spender: String,
        /// Last owner of the page before.
        start_after: Option<String>,
        /// Page length: 10 if left out, at most 30.
        limit: Option<u32>,
    },
    /// Accounts that ever held a balance, in order of address.
    #[returns(cw20::AllAccountsResponse)]
    AllAccounts {
        /// Last account of the page before.
        start_after: Option<String>,
        /// Page length: 10 if left out, at most 30.
        limit: Option<u32>,
    },
}

/// Answer to [`QueryMsg::Burners`].
#[cw_serde]
pub struct BurnersResponse {
    /// Addresses that may burn their own balance, or another's within an allowance.
    pub burners: Vec<String>,
}

/// Moves a token to newer code; there is nothing to say.
#[cw_serde]
pub struct MigrateMsg {}
