//! Queries: cw20-base's, and who may burn.

use api::token::{BurnersResponse, QueryMsg};
use cosmwasm_std::{to_json_binary, Binary, Deps, Env, StdResult};
use cw20::AllowanceResponse;
use cw20_base::allowances::query_allowance;
use cw20_base::contract::{query_balance, query_minter, query_token_info};
use cw20_base::enumerable::{query_all_accounts, query_owner_allowances, query_spender_allowances};

use crate::state::BURNERS;

/// Answers a query.
pub fn query(deps: Deps, env: &Env, msg: QueryMsg) -> StdResult<Binary> {
    match msg {
        QueryMsg::Balance { address } => to_json_binary(&query_balance(deps, address)?),
        QueryMsg::TokenInfo {} => to_json_binary(&query_token_info(deps)?),
        QueryMsg::Minter {} => to_json_binary(&query_minter(deps)?),
        QueryMsg::Burners {} => {
            let burners = BURNERS.load(deps.storage)?.into_iter().map(Into::into).collect();
            to_json_binary(&BurnersResponse { burners })
        }
        QueryMsg::Allowance { owner, spender } => {
            let found = query_allowance(deps, owner, spender)?;
            let ended = found.expires.is_expired(&env.block);
            to_json_binary(&if ended { AllowanceResponse::default() } else { found })
        }
        QueryMsg::AllAllowances { owner, start_after, limit } => {
            to_json_binary(&query_owner_allowances(deps, owner, start_after, limit)?)
        }
        QueryMsg::AllSpenderAllowances { spender, start_after, limit } => {
            to_json_binary(&query_spender_allowances(deps, spender, start_after, limit)?)
        }
        QueryMsg::AllAccounts { start_after, limit } => {
            to_json_binary(&query_all_accounts(deps, start_after, limit)?)
        }
    }
}
