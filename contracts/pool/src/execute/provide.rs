//! Providing liquidity.

use api::common::{check_deadline, no_funds, Asset, AssetAmount};
use api::pool::events::{Liquidity, PoolEvent, Provide};
use api::pool::ProvideSource;
use cosmwasm_std::{
    to_json_binary, Addr, Coin, CosmosMsg, DepsMut, Env, Event, MessageInfo, Response, WasmMsg,
};
use cw20::Cw20ExecuteMsg;

use crate::book::Book;
use crate::error::ContractError;
use crate::ledger::{credit, debit, receiver};
use crate::payment::Payment;
use crate::payout::Transfers;
use crate::pool::{Provided, Side};
use crate::state::{load_supply, save_supply, PoolConfig};

/// What every provision says beside its amounts.
#[derive(Debug)]
pub struct Provision {
    /// Which pool.
    pub pool_id: u64,
    /// The fewest LP shares accepted.
    pub min_shares: u128,
    /// Who gets the shares, the sender if left out.
    pub receiver: Option<String>,
    /// Whose wallet gets what is left of what came.
    pub rest_to: Option<String>,
    /// Unix seconds at which the message is too late.
    pub deadline: Option<u64>,
}

/// How one side is paid.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Purse {
    /// Coins came along; what is left goes to a wallet, the sender's if no other is named.
    Coins,
    /// Tokens came along; what is left is booked to the sender's account, or goes to the wallet named.
    Tokens,
    /// From the account, as much as is used.
    Account,
}

/// What the two sides are, at most, and how each is paid.
struct Plan<'a> {
    max: (u128, u128),
    paid: (Purse, Purse),
    /// Who debits the sender's account.
    spender: &'a Addr,
}

/// Both assets, by an execute message: coins for native sides or nothing but the account.
pub fn both(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    provision: &Provision,
    max: (u128, u128),
    source: ProvideSource,
) -> Result<Response, ContractError> {
    run(deps, env, &info.sender, provision, |config| {
        let paid = match source {
            ProvideSource::Account => {
                no_funds(info)?;
                (Purse::Account, Purse::Account)
            }
            ProvideSource::Funds => {
                check_coins(info, [(&config.asset_0, max.0), (&config.asset_1, max.1)])?;
                (paid_with_funds(&config.asset_0), paid_with_funds(&config.asset_1))
            }
        };
        // An account is debited what is used.
        if provision.rest_to.is_some() && paid == (Purse::Account, Purse::Account) {
            return Err(ContractError::NoRest {});
        }
        Ok(Plan { max, paid, spender: &info.sender })
    })
}

/// Both assets, of which the tokens of one came by cw20 Send and the other is taken from the sender's account, within
/// its allowance for the token contract. That contract alone says who sent: without the allowance, one bad token on the
/// list could put everybody's accounts into its own pool.
pub fn with_tokens(
    deps: DepsMut,
    env: &Env,
    token: &Addr,
    tokens: &Payment,
    provision: &Provision,
    max_other: u128,
) -> Result<Response, ContractError> {
    run(deps, env, &tokens.sender, provision, |config| {
        let (max, paid) = match config.side(provision.pool_id, &tokens.asset)? {
            Side::Zero => ((tokens.amount, max_other), (Purse::Tokens, Purse::Account)),
            Side::One => ((max_other, tokens.amount), (Purse::Account, Purse::Tokens)),
        };
        Ok(Plan { max, paid, spender: token })
    })
}

/// One asset.
pub fn single(
    mut deps: DepsMut,
    env: &Env,
    payment: &Payment,
    provision: &Provision,
) -> Result<Response, ContractError> {
    check_deadline(env.block.time, provision.deadline)?;
    if provision.rest_to.is_some() && payment.account.is_some() {
        return Err(ContractError::NoRest {});
    }
    let named = |field, name: &Option<String>| {
        receiver(deps.as_ref(), env, &payment.sender, field, name.as_deref(), &payment.sender)
    };
    let rest_to = named("rest_to", &provision.rest_to)?;
    let receiver = named("receiver", &provision.receiver)?;
    let supply = load_supply(deps.storage, provision.pool_id)?;
    let mut book = Book::new(env);
    let pool = book.pool(deps.storage, provision.pool_id)?;
    let side = pool.side(&payment.asset)?;
    let provided = pool.provide_single(supply, side, payment.amount)?;
    let lp_token = pool.config.lp_token.clone();
    check_shares(provision, &provided)?;
    book.store(deps.storage)?;
    save_supply(deps.storage, provision.pool_id, provided.supply);
    let used = side.of(provided.used);
    let allowance = payment.take(&mut deps, env, used)?;
    let payer = payment.account.as_ref();
    let mut transfers = Transfers::default();
    if payer.is_none() {
        transfers.push(&rest_to, &payment.asset, payment.amount.saturating_sub(used))?;
    }
    let debited = if payer.is_some() { provided.used } else { (0, 0) };
    let event = event(&payment.sender, &receiver, provision, &provided, payer, debited);
    let minted = mint(&lp_token, &receiver, provided.shares)?;
    Ok(Response::new()
        .add_events(allowance)
        .add_event(event)
        .add_message(minted)
        .add_messages(transfers.into_messages()))
}

fn run<'a>(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    provision: &Provision,
    plan: impl FnOnce(&PoolConfig) -> Result<Plan<'a>, ContractError>,
) -> Result<Response, ContractError> {
    check_deadline(env.block.time, provision.deadline)?;
    let rest_to = receiver(deps.as_ref(), env, sender, "rest_to", provision.rest_to.as_deref(), sender)?;
    let receiver = receiver(deps.as_ref(), env, sender, "receiver", provision.receiver.as_deref(), sender)?;
    let mut book = Book::new(env);
    let config = book.pool(deps.storage, provision.pool_id)?.config.clone();
    let Plan { max, paid, spender } = plan(&config)?;
    let supply = load_supply(deps.storage, provision.pool_id)?;
    let provided = book.provide(deps.storage, provision.pool_id, supply, max)?;
    check_shares(provision, &provided)?;
    book.store(deps.storage)?;
    save_supply(deps.storage, provision.pool_id, provided.supply);

    let mut transfers = Transfers::default();
    let mut response = Response::new();
    for (side, asset) in [(Side::Zero, &config.asset_0), (Side::One, &config.asset_1)] {
        let used = side.of(provided.used);
        let left = side.of(max).saturating_sub(used);
        let event = match side.of(paid) {
            Purse::Tokens if provision.rest_to.is_none() => {
                credit(deps.api, deps.storage, asset, sender, left)?;
                left_over(sender, asset, left)
            }
            Purse::Coins | Purse::Tokens => {
                transfers.push(&rest_to, asset, left)?;
                None
            }
            Purse::Account => debit(deps.api, deps.storage, env, spender, sender, asset, used)?,
        };
        response = response.add_events(event);
    }
    let from_account = |side: Side| if side.of(paid) == Purse::Account { side.of(provided.used) } else { 0 };
    let debited = (from_account(Side::Zero), from_account(Side::One));
    let payer = if debited == (0, 0) { None } else { Some(sender) };
    let event = event(sender, &receiver, provision, &provided, payer, debited);
    // The minimum goes to the token contract itself, which sends nothing: so its supply is the pool's, and the shares
    // are nobody's.
    if provided.locked > 0 {
        response = response.add_message(mint(&config.lp_token, &config.lp_token, provided.locked)?);
    }
    Ok(response
        .add_event(event)
        .add_message(mint(&config.lp_token, &receiver, provided.shares)?)
        .add_messages(transfers.into_messages()))
}

fn paid_with_funds(asset: &Asset) -> Purse {
    match asset {
        Asset::Native { .. } => Purse::Coins,
        Asset::Cw20 { .. } => Purse::Account,
    }
}

/// Refuses coins other than exactly the native ones of `named`.
fn check_coins(info: &MessageInfo, named: [(&Asset, u128); 2]) -> Result<(), ContractError> {
    let expected: Vec<Coin> = named
        .into_iter()
        .filter_map(|(asset, amount)| match asset {
            Asset::Native { denom } if amount > 0 => {
                Some(Coin { denom: denom.clone(), amount: amount.into() })
            }
            Asset::Native { .. } | Asset::Cw20 { .. } => None,
        })
        .collect();
    let all_came = expected.iter().all(|coin| info.funds.contains(coin));
    if all_came && info.funds.len() == expected.len() {
        return Ok(());
    }
    let expected = show(&expected);
    let got = show(&info.funds);
    Err(api::common::CommonError::Funds { expected, got }.into())
}

fn show(coins: &[Coin]) -> String {
    if coins.is_empty() {
        return "none".into();
    }
    coins.iter().take(8).map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn check_shares(provision: &Provision, provided: &Provided) -> Result<(), ContractError> {
    if provided.shares < provision.min_shares {
        return Err(ContractError::BelowMinimum {
            field: "min_shares",
            min: provision.min_shares,
            got: provided.shares,
        });
    }
    Ok(())
}

fn mint(lp_token: &Addr, receiver: &Addr, shares: u128) -> Result<CosmosMsg, ContractError> {
    let mint = Cw20ExecuteMsg::Mint { recipient: receiver.to_string(), amount: shares.into() };
    let msg = to_json_binary(&mint)?;
    Ok(WasmMsg::Execute { contract_addr: lp_token.to_string(), msg, funds: vec![] }.into())
}

/// Tokens that were sent and not used are a deposit.
fn left_over(sender: &Addr, asset: &Asset, left: u128) -> Option<Event> {
    let amount = AssetAmount { asset: asset.clone(), amount: left.into() };
    (left > 0).then(|| PoolEvent::Deposit { sender, receiver: sender, amount }.into())
}

fn event(
    sender: &Addr,
    receiver: &Addr,
    provision: &Provision,
    provided: &Provided,
    payer: Option<&Addr>,
    debited: (u128, u128),
) -> Event {
    let liquidity = Liquidity {
        sender,
        receiver,
        pool_id: provision.pool_id,
        amount_0: provided.used.0.into(),
        amount_1: provided.used.1.into(),
        shares: provided.shares.into(),
    };
    PoolEvent::Provide(Provide {
        liquidity,
        locked: provided.locked,
        lp_fee: provided.fee.lp,
        protocol_fee: provided.fee.protocol,
        spread: provided.spread,
        payer,
        debited,
    })
    .into()
}
