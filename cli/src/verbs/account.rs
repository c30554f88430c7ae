//! `camm account`.

use anyhow::Result;
use api::common::AssetAmount;
use clap::{Args, Subcommand};
use serde_json::{json, Value};

use crate::exit::Exit;
use crate::money::{self, Amount};
use crate::render::Table;
use crate::send::whose;
use crate::session::Session;

/// What somebody holds, in its wallet and in its account in the pool contract.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Account {
    /// Whose [default: the key's].
    owner: Option<String>,
    #[command(subcommand)]
    task: Option<Task>,
}

#[derive(Subcommand)]
enum Task {
    /// Brings an asset from the wallet into the account.
    Deposit {
        /// Which.
        asset: String,
        /// How much.
        #[arg(value_parser = money::amount)]
        amount: Amount,
    },
    /// Takes an asset from the account to the wallet.
    Withdraw {
        /// Which.
        asset: String,
        /// How much.
        #[arg(value_parser = money::amount)]
        amount: Amount,
        /// To somebody else's wallet.
        #[arg(long, value_name = "ADDRESS")]
        to: Option<String>,
    },
}

impl Account {
    /// Shows or moves.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        match &self.task {
            None => return self.show(session),
            Some(Task::Deposit { asset, amount }) => {
                let asset = market.asset(asset)?;
                session.sender()?.just(&[market.deposit(&asset, market.units(*amount, &asset)?)?])?
            }
            Some(Task::Withdraw { asset, amount, to }) => {
                let asset = market.asset(asset)?;
                let amount = market.units(*amount, &asset)?;
                session.sender()?.just(&[market.draw(&asset, amount, to.clone())?])?
            }
        };
        Ok(Exit::Done)
    }

    fn show(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        let owner = whose(session.common, market, self.owner.as_deref())?;
        let mut holdings = vec![];
        let mut table = Table::new(&["asset", "wallet", "account"]);
        for AssetAmount { asset, amount } in market.accounts(&owner)? {
            let wallet = market.in_wallet(&owner, &asset)?;
            if wallet.is_zero() && amount.is_zero() {
                continue;
            }
            holdings.push(
                json!({ "name": market.name(&asset), "asset": asset, "wallet": wallet, "account": amount }),
            );
            table.row(vec![market.name(&asset), market.shown(&asset, wallet), market.shown(&asset, amount)]);
        }
        let document = json!({ "owner": owner, "holdings": Value::from(holdings) });
        session.out.show(&document, |_| format!("{owner}\n{}", table.text("holds nothing")))?;
        Ok(Exit::Done)
    }
}
