//! The cw20 token behind LP shares and compute credits.
//!
//! Execute messages are cw20's own. Three of them answer with an error always, because supply and minter must be
//! what the contracts say they are: `update_minter` (the minter is fixed), `update_marketing` and `upload_logo`
//! (no marketing data). An allowance that has ended counts as nothing: `increase_allowance` begins anew,
//! `decrease_allowance` refuses. `burn` and `burn_from` are open to the named burners only. No message takes coins.
//! Balances, supply and allowances are in base units.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{
    instantiate2_address, to_json_binary, Addr, CosmosMsg, Deps, StdError, StdResult, WasmMsg,
};

use crate::common::{check_len, CommonError};

pub use cw20::Cw20ExecuteMsg as ExecuteMsg;

/// Decimals of credits and LP shares.
pub const DECIMALS: u8 = 6;
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

/// What the token calls a contract with that tokens are sent to (`send`, `send_from`): it must take this message beside its own.
#[cw_serde]
pub enum ReceiverMsg {
    /// Tokens came.
    Receive(cw20::Cw20ReceiveMsg),
}

/// What can be asked: cw20's queries without marketing, and who may burn.
#[cw_serde]
#[serde(deny_unknown_fields)]
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
    /// How much a spender may still take from an owner, 0 if nothing was granted or the grant has ended.
    #[returns(cw20::AllowanceResponse)]
    Allowance {
        /// Whose tokens.
        owner: String,
        /// Who may move them.
        spender: String,
    },
    /// Allowances that an owner gave, by spender, also those that have ended: `expires` says when.
    #[returns(cw20::AllAllowancesResponse)]
    AllAllowances {
        /// Whose tokens.
        owner: String,
        /// Last spender of the page before.
        start_after: Option<String>,
        /// Page length: 10 if left out, at most 30.
        limit: Option<u32>,
    },
    /// Allowances that a spender was given, by owner, also those that have ended.
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

/// A token that a contract brings into being, of which it is the only minter and burner.
pub struct NewToken<'a> {
    /// Code of `contracts/token`.
    pub code_id: u64,
    /// Who may migrate it.
    pub admin: &'a Addr,
    /// Its label.
    pub label: String,
    /// Full name, 3 to 50 bytes.
    pub name: String,
    /// Ticker, see [`check_symbol`].
    pub symbol: String,
    /// Decimal places of one whole token, at most 18.
    pub decimals: u8,
    /// From which its address follows, with code and creator.
    pub salt: Vec<u8>,
}

impl NewToken<'_> {
    /// The address it will have, and the message of `creator` that brings it there. The address is known beforehand, so no
    /// reply is needed.
    pub fn instantiate(self, deps: Deps, creator: &Addr) -> StdResult<(Addr, CosmosMsg)> {
        let code = deps.querier.query_wasm_code_info(self.code_id)?;
        let canonical = deps.api.addr_canonicalize(creator.as_str())?;
        let address = instantiate2_address(code.checksum.as_slice(), &canonical, &self.salt)
            .map_err(|error| StdError::generic_err(error.to_string()))?;
        let msg = InstantiateMsg {
            name: self.name,
            symbol: self.symbol,
            decimals: self.decimals,
            minter: creator.to_string(),
            burners: vec![creator.to_string()],
        };
        let message = WasmMsg::Instantiate2 {
            admin: Some(self.admin.to_string()),
            code_id: self.code_id,
            label: self.label,
            msg: to_json_binary(&msg)?,
            funds: vec![],
            salt: self.salt.into(),
        };
        Ok((deps.api.addr_humanize(&address)?, message.into()))
    }
}

/// Refuses a ticker outside the token's own alphabet (3 to 12 letters or `-`) by the name of its field.
pub fn check_symbol(field: &'static str, symbol: &str) -> Result<(), CommonError> {
    check_len(field, symbol, 3, 12)?;
    if symbol.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') {
        return Ok(());
    }
    Err(CommonError::Bounds { field, expected: "letters and `-`".into(), got: format!("`{symbol}`") })
}
