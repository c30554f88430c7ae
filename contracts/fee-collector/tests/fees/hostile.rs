//! A listed token whose contract does what it likes while its fees are sold.

use api::common::Asset;
use api::fee_collector::{Category, ExecuteMsg};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    coins, to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult, Uint128, WasmMsg,
};
use cw20::{Cw20ReceiveMsg, TokenInfoResponse};
use cw_multi_test::{ContractWrapper, Executor};
use cw_storage_plus::Item;

use crate::support::{addr, NET};
use crate::trade::Trade;

/// What it does when it is told to send.
#[cw_serde]
enum Mode {
    /// What a token does.
    Honest,
    /// Nothing, with an error.
    Fail,
    /// Nothing, and says that it did.
    Lie,
    /// Gives the fee-collector NET first, by this message of its, then goes on as it should.
    First { fees: Addr, msg: Binary, give: Uint128 },
}

#[cw_serde]
enum TokenMsg {
    Send { contract: String, amount: Uint128, msg: Binary },
    Be(Mode),
}

#[cw_serde]
enum TokenQuery {
    TokenInfo {},
}

#[cw_serde]
enum Hook {
    Receive(Cw20ReceiveMsg),
}

const MODE: Item<Mode> = Item::new("mode");

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    MODE.save(deps.storage, &Mode::Honest)?;
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, info: MessageInfo, msg: TokenMsg) -> StdResult<Response> {
    let (contract, amount, msg) = match msg {
        TokenMsg::Be(mode) => {
            MODE.save(deps.storage, &mode)?;
            return Ok(Response::new());
        }
        TokenMsg::Send { contract, amount, msg } => (contract, amount, msg),
    };
    let hook = Hook::Receive(Cw20ReceiveMsg { sender: info.sender.into(), amount, msg });
    let send = WasmMsg::Execute { contract_addr: contract, msg: to_json_binary(&hook)?, funds: vec![] };
    let response = Response::new();
    match MODE.load(deps.storage)? {
        Mode::Honest => Ok(response.add_message(send)),
        Mode::Fail => Err(StdError::generic_err("this token moves no more")),
        Mode::Lie => Ok(response),
        Mode::First { fees, msg, give } => {
            let funds = if give.is_zero() { vec![] } else { coins(give.u128(), NET) };
            let first = WasmMsg::Execute { contract_addr: fees.into(), msg, funds };
            Ok(response.add_message(first).add_message(send))
        }
    }
}

fn query(_: Deps, _: Env, TokenQuery::TokenInfo {}: TokenQuery) -> StdResult<Binary> {
    let (name, symbol) = ("Hostile".into(), "HOST".into());
    to_json_binary(&TokenInfoResponse { name, symbol, decimals: 6, total_supply: Uint128::zero() })
}

/// A pool of such a token and NET, old enough; a million of its fees wait.
fn market() -> (Trade, Asset) {
    let mut trade = Trade::young();
    let code = trade.f.app.store_code(Box::new(ContractWrapper::new(execute, instantiate, query)));
    let app = &mut trade.f.app;
    let token = app.instantiate_contract(code, addr("owner"), &Empty {}, &[], "hostile", None).unwrap();
    app.send_tokens(addr("donor"), token.clone(), &coins(10_000_000, NET)).unwrap();
    let asset = Asset::cw20(&token);
    trade.f.list(asset.clone());
    trade.fill(&asset, &Asset::native(NET), 1, 100);
    for _ in 0..26 {
        trade.trade(&asset, 4, 1_000).unwrap();
        trade.touch();
        trade.f.wait(3_600);
    }
    trade.route(asset.clone(), vec![4]);
    trade.came(&asset, 1_000_000, 0);
    (trade, asset)
}

fn be(trade: &mut Trade, asset: &Asset, mode: Mode) {
    let Asset::Cw20 { address } = asset else { unreachable!() };
    let token = Addr::unchecked(address);
    trade.f.app.execute_contract(addr("owner"), token, &TokenMsg::Be(mode), &[]).unwrap();
}

#[test]
fn one_that_fails_or_lies_holds_up_its_own_sale_only() {
    let (mut trade, asset) = market();
    let buy = ExecuteMsg::BuyBack { asset: asset.clone() };
    be(&mut trade, &asset, Mode::Fail);
    trade.refused(&buy, &["this token moves no more"]);
    be(&mut trade, &asset, Mode::Lie);
    trade.refused(&buy, &["unet came short: expected at least 98", "got 0"]);
    let [credit, ..] = trade.assets();
    trade.route(credit.clone(), vec![1]);
    trade.came(&credit, 1_000, 0);
    trade.buy_back(&credit).unwrap();
    be(&mut trade, &asset, Mode::Honest);
    trade.buy_back(&asset).unwrap();
}

/// Whatever it makes the fee-collector do in between, what came of the sale is counted once and as what it is.
#[test]
fn one_that_calls_back_changes_no_book() {
    let bytes = |msg: &ExecuteMsg| to_json_binary(msg).unwrap();
    let donate = bytes(&ExecuteMsg::Deposit { category: Category::Donation {} });
    let distribute = bytes(&ExecuteMsg::Distribute {});
    for (msg, give) in [(donate, 3_000_000), (distribute, 0)] {
        let (mut trade, asset) = market();
        trade.f.donate(5_000_000);
        let genesis = trade.f.supply();
        let mode = Mode::First { fees: trade.f.fees.clone(), msg: msg.clone(), give: give.into() };
        be(&mut trade, &asset, mode);
        let all = |trade: &Trade| trade.f.metrics(api::fee_collector::Window::All);
        let gifts = all(&trade).donations.u128();
        trade.buy_back(&asset).unwrap();
        let after = all(&trade);
        assert!((980_000..1_000_000).contains(&after.bought_back.u128()), "{}", after.bought_back);
        assert_eq!(after.donations.u128(), gifts + give);
        trade.f.check(genesis);
    }
    // Nor does it sell the same twice: this block has seen its sale.
    let (mut trade, asset) = market();
    let again = bytes(&ExecuteMsg::BuyBack { asset: asset.clone() });
    let mode = Mode::First { fees: trade.f.fees.clone(), msg: again, give: Uint128::zero() };
    be(&mut trade, &asset, mode);
    trade.refused(&ExecuteMsg::BuyBack { asset: asset.clone() }, &["nothing to sell"]);
}
