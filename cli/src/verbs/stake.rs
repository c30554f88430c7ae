//! `camm stake`.

use anyhow::Result;
use api::common::Asset;
use clap::Subcommand;
use serde_json::{json, Map};

use crate::exit::{usage, Exit};
use crate::money::{below, grouped, units};
use crate::render::{stream_end, Fields};
use crate::send::whose;
use crate::session::Session;

/// The stake pool: NET for a receipt that earns the stakers' share of revenue.
#[derive(Subcommand)]
pub enum Stake {
    /// What is staked, what streams to the stakers, and what somebody has of it.
    Show {
        /// Whose [default: the key's].
        owner: Option<String>,
    },
    /// Stakes NET of the wallet for shares.
    Add {
        /// How much, base units.
        #[arg(value_parser = units)]
        amount: u128,
        /// How many fewer shares than quoted are accepted, basis points.
        #[arg(long, value_name = "BPS", default_value_t = 50)]
        slippage_bps: u32,
    },
    /// Gives shares back for NET, at once.
    Remove {
        /// How many, base units of the receipt [default: all that the wallet has].
        #[arg(value_parser = units)]
        shares: Option<u128>,
        /// How much less than quoted is accepted, basis points.
        #[arg(long, value_name = "BPS", default_value_t = 50)]
        slippage_bps: u32,
    },
}

impl Stake {
    /// Shows, or quotes and sends.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        let receipt = Asset::cw20(market.stake_pool()?.token);
        match self {
            Stake::Show { owner } => return show(session, &receipt, owner.as_deref()),
            Stake::Add { amount, slippage_bps } => {
                let shares = market.preview_stake(*amount)?;
                let call = market.stake(*amount, below(shares.u128(), *slippage_bps)?)?;
                let quote = json!({ "amount": amount.to_string(), "shares": shares });
                session.sender()?.act(&[call], |_| Ok(Map::from_iter([("quote".to_owned(), quote)])))?
            }
            Stake::Remove { shares, slippage_bps } => {
                let sender = session.sender()?;
                let shares = match shares {
                    Some(shares) => *shares,
                    None => market.in_wallet(sender.address(), &receipt)?.u128(),
                };
                if shares == 0 {
                    let text =
                        format!("{} holds no shares of the stake pool in its wallet", sender.address());
                    return Err(usage(text, "`camm stake show` says what is staked"));
                }
                let amount = market.preview_unstake(shares)?;
                let call = market.unstake(&receipt, shares, below(amount.u128(), *slippage_bps)?)?;
                let quote = json!({ "shares": shares.to_string(), "amount": amount });
                sender.act(&[call], |_| Ok(Map::from_iter([("quote".to_owned(), quote)])))?
            }
        };
        Ok(Exit::Done)
    }
}

fn show(session: &Session, receipt: &Asset, owner: Option<&str>) -> Result<Exit> {
    let market = &session.market;
    let state = market.stakes()?;
    let owner = whose(session.common, market, owner)?;
    let shares = market.in_wallet(&owner, receipt)?;
    // Shares worth less than a unit redeem for nothing, and their preview is refused.
    let worth = market.preview_unstake(shares.u128()).ok();
    let now = market.now()?;
    let document = json!({ "state": state, "owner": owner, "shares": shares, "worth": worth });
    session.out.show(&document, |_| {
        let mut fields = Fields::new();
        fields.add("staked", market.net_shown(state.assets));
        fields.add("NET that an stNET redeems for", state.price);
        fields.add("to stream", market.net_shown(state.left));
        fields.maybe("until", stream_end(state.left, state.shares, state.end, now));
        fields.add("owner", &owner).add("its shares", grouped(shares.u128()));
        fields.maybe("which redeem for", worth.map(|worth| market.net_shown(worth)));
        fields.text()
    })?;
    Ok(Exit::Done)
}
