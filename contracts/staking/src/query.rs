//! Answers, as of the block's time.

use api::staking::{ConfigResponse, PreviewStakeResponse, PreviewUnstakeResponse, QueryMsg, StateResponse};
use cosmwasm_std::{to_json_binary, Binary, Deps, Env};

use crate::book::Book;
use crate::error::ContractError;
use crate::state::{Config, CONFIG};

/// Answers a question.
pub fn run(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut book = Book::open(deps.storage, env.block.time.seconds())?;
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&config_response(config)),
        QueryMsg::State {} => to_json_binary(&state(&book)?),
        QueryMsg::PreviewStake { amount } => {
            let shares = book.stake(amount.u128(), 0)?.into();
            to_json_binary(&PreviewStakeResponse { shares })
        }
        QueryMsg::PreviewUnstake { shares } => {
            let amount = book.unstake(shares.u128(), 0)?.into();
            to_json_binary(&PreviewUnstakeResponse { amount })
        }
    }?)
}

fn config_response(config: Config) -> ConfigResponse {
    let Config { network_denom, fee_collector, token, token_code_id, token_admin } = config;
    ConfigResponse { network_denom, fee_collector, token, token_code_id, token_admin }
}

fn state(book: &Book) -> Result<StateResponse, ContractError> {
    let (pool, stream) = (book.pool(), book.stream());
    Ok(StateResponse {
        assets: pool.assets.into(),
        shares: pool.shares.into(),
        left: stream.left.into(),
        end: stream.end,
        price: book.price()?,
    })
}
