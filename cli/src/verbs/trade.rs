//! `camm swap`, `camm provide`, `camm withdraw`.

use anyhow::Result;
use clap::Args;
use serde_json::{json, Map};

use crate::ask::Market;
use crate::exit::{usage, Exit};
use crate::money::{self, below, Amount};
use crate::plan::{self, Exact, Trade};
use crate::render::preview;
use crate::say::{Place, Terms};
use crate::session::Session;

/// A trade.
#[derive(Args)]
pub struct TradeArgs {
    /// What is sold: `net`, a class (its credits), a denom, a token's address.
    pub offer: String,
    /// What is bought.
    pub want: String,
    /// Sell exactly so much.
    #[arg(long = "in", value_name = "AMOUNT", value_parser = money::amount, conflicts_with = "amount_out", required_unless_present = "amount_out")]
    pub amount_in: Option<Amount>,
    /// Buy exactly so much.
    #[arg(long = "out", value_name = "AMOUNT", value_parser = money::amount)]
    pub amount_out: Option<Amount>,
    /// By these pools, in order, instead of the best way found.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub pools: Vec<u64>,
    /// How much worse than quoted it may become, basis points.
    #[arg(long, value_name = "BPS", default_value_t = 50)]
    pub slippage_bps: u32,
    /// Pay from the account in the pool contract, not from the wallet.
    #[arg(long)]
    pub from_account: bool,
    /// Have the output in the account, not in the wallet.
    #[arg(long)]
    pub to_account: bool,
    /// Unix seconds at which it is too late.
    #[arg(long, value_name = "SECONDS")]
    pub deadline: Option<u64>,
}

impl TradeArgs {
    /// As a plan is made of it.
    pub fn trade(&self, market: &Market) -> Result<Trade> {
        let (offer, want) = (market.asset(&self.offer)?, market.asset(&self.want)?);
        let exact = match (self.amount_in, self.amount_out) {
            (Some(amount), None) => Exact::In(market.units(amount, &offer)?),
            (None, Some(amount)) => Exact::Out(market.units(amount, &want)?),
            _ => return Err(usage("expected either --in or --out", "name the amount that is fixed")),
        };
        Ok(Trade {
            offer,
            want,
            exact,
            pools: self.pools.clone(),
            slippage_bps: self.slippage_bps,
            terms: Terms {
                from: Place::account_if(self.from_account),
                to: Place::account_if(self.to_account),
                deadline: self.deadline,
            },
        })
    }
}

/// `camm swap`.
#[derive(Args)]
pub struct Swap {
    #[command(flatten)]
    args: TradeArgs,
}

impl Swap {
    /// Quotes and trades.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        let trade = self.args.trade(market)?;
        let plan = plan::trade(market, &trade)?;
        if !session.out.json {
            preview(&plan.text(market, &trade));
        }
        session.sender()?.act(std::slice::from_ref(&plan.call), |_| {
            Ok(Map::from_iter([("quote".to_owned(), plan.document(market, &trade))]))
        })?;
        Ok(Exit::Done)
    }
}

/// `camm provide`.
#[derive(Args)]
pub struct Provide {
    /// Which pool.
    pool: u64,
    /// Most of its first asset (of a class's pool: credits). Left out with --amount-1 alone: that side only is provided.
    #[arg(long = "amount-0", value_name = "AMOUNT", value_parser = money::amount)]
    amount_0: Option<Amount>,
    /// Most of its second asset (of a class's pool: NET).
    #[arg(long = "amount-1", value_name = "AMOUNT", value_parser = money::amount)]
    amount_1: Option<Amount>,
    /// How many fewer LP shares than quoted are accepted, basis points.
    #[arg(long, value_name = "BPS", default_value_t = 50)]
    slippage_bps: u32,
    /// Pay both sides from the account. A token's side, credits too, always comes from the account where both sides are
    /// provided: `camm account deposit` brings it there.
    #[arg(long)]
    from_account: bool,
}

impl Provide {
    /// Quotes and provides.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        let pool = market.pool(self.pool)?;
        let from = Place::account_if(self.from_account);
        let of = |amount: Option<Amount>, asset| amount.map(|amount| market.units(amount, asset)).transpose();
        let amounts = (of(self.amount_0, &pool.asset_0)?, of(self.amount_1, &pool.asset_1)?);
        let (quote, call) = match amounts {
            (Some(max_0), Some(max_1)) => {
                let quote = market.quote_provide(self.pool, max_0, max_1)?;
                let least = below(quote.shares.u128(), self.slippage_bps)?.max(1);
                let call = market.provide(&pool, [max_0, max_1], least, from)?;
                (quote, call)
            }
            (first, second) => {
                let (asset, amount) = match (first, second) {
                    (Some(amount), None) => (&pool.asset_0, amount),
                    (None, Some(amount)) => (&pool.asset_1, amount),
                    _ => return Err(usage("nothing to provide", "name --amount-0, --amount-1, or both")),
                };
                let quote = market.quote_provide_single(self.pool, asset, amount)?;
                let least = below(quote.shares.u128(), self.slippage_bps)?.max(1);
                (quote, market.provide_single(self.pool, asset, amount, least, from)?)
            }
        };
        session.sender()?.act(&[call], |_| Ok(Map::from_iter([("quote".to_owned(), json!(quote))])))?;
        Ok(Exit::Done)
    }
}

/// `camm withdraw`.
#[derive(Args)]
pub struct Withdraw {
    /// Which pool.
    pool: u64,
    /// How many LP shares of the wallet; all, if left out.
    #[arg(long, value_name = "AMOUNT", value_parser = money::units)]
    shares: Option<u128>,
    /// How much less than quoted is accepted of each asset, basis points.
    #[arg(long, value_name = "BPS", default_value_t = 50)]
    slippage_bps: u32,
    /// Have both assets in the account, not in the wallet.
    #[arg(long)]
    to_account: bool,
}

impl Withdraw {
    /// Quotes and withdraws.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        let pool = market.pool(self.pool)?;
        let sender = session.sender()?;
        let shares = match self.shares {
            Some(shares) => shares,
            None => market.in_wallet(sender.address(), &api::common::Asset::cw20(&pool.lp_token))?.u128(),
        };
        if shares == 0 {
            return Err(usage(
                format!("{} holds no LP shares of pool {} in its wallet", sender.address(), self.pool),
                "shares in the account come out by `camm account withdraw lp:POOL AMOUNT`",
            ));
        }
        let quote = market.quote_withdraw(self.pool, shares)?;
        let least = [
            below(quote.amount_0.u128(), self.slippage_bps)?,
            below(quote.amount_1.u128(), self.slippage_bps)?,
        ];
        let call = market.withdraw_liquidity(&pool, shares, least, Place::account_if(self.to_account))?;
        sender.act(&[call], |_| Ok(Map::from_iter([("quote".to_owned(), json!(quote))])))?;
        Ok(Exit::Done)
    }
}
