//! `camm restake`.

use anyhow::Result;
use api::restaking::{PreviewExitResponse, TicketsEntry, VaultResponse};
use clap::Subcommand;
use serde_json::{json, Map, Value};

use crate::ask::Market;
use crate::exit::{usage, Exit};
use crate::money::{below, grouped, seconds, units};
use crate::render::{stream_end, Fields, Table};
use crate::send::{whose, Sender};
use crate::session::Session;

/// Vaults: stake behind a provider that burns with the provider's own lock when it is proven to have cheated.
#[derive(Subcommand)]
pub enum Restake {
    /// The vaults of a class.
    List {
        /// Which class.
        class: String,
    },
    /// The vault behind a provider.
    Show {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
    },
    /// What somebody has in vaults: shares, and exits that wait or can be claimed.
    Positions {
        /// Whose [default: the key's].
        owner: Option<String>,
    },
    /// Deposits the vault's asset for shares.
    Deposit {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
        /// How much, base units of the vault's asset.
        #[arg(value_parser = units)]
        amount: u128,
        /// How many fewer shares than quoted are accepted, basis points.
        #[arg(long, value_name = "BPS", default_value_t = 50)]
        slippage_bps: u32,
    },
    /// Takes shares out: they go on backing the jobs accepted before the next generation, which begins with it where it can; after a
    /// second one they can be claimed.
    Exit {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
        /// How many, base units of the receipt [default: all that the wallet has].
        #[arg(value_parser = units)]
        shares: Option<u128>,
    },
    /// Begins the next generation of exits, if no job of the one before runs.
    Rotate {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
    },
    /// Claims exits that wait for no job any more.
    Claim {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
        /// Of which generation [default: all that can be claimed].
        generation: Option<u64>,
    },
    /// As a provider: opens one's vault in a class, in one asset for good.
    Create {
        /// In which class.
        class: String,
        /// Its asset, one that restaking lists.
        #[arg(default_value = "net")]
        asset: String,
    },
    /// Pays those who back a provider, evenly over some time.
    Fund {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
        /// How much, base units of the vault's asset.
        #[arg(value_parser = units)]
        amount: u128,
        /// Over how long from now, 1 to 90 days.
        #[arg(long, value_parser = seconds, value_name = "SECONDS")]
        over: u64,
    },
}

impl Restake {
    /// Shows, or quotes and sends.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        match self {
            Restake::List { class } => list(session, class)?,
            Restake::Show { provider, class } => show(session, &market.vault(provider, class)?)?,
            Restake::Positions { owner } => positions(session, owner.as_deref())?,
            Restake::Deposit { provider, class, amount, slippage_bps } => {
                let vault = market.vault(provider, class)?;
                let shares = market.preview_deposit(provider, class, *amount)?;
                let call = market.back(&vault, *amount, below(shares, *slippage_bps)?)?;
                let quote = json!({ "amount": amount.to_string(), "shares": shares.to_string() });
                session.sender()?.act(&[call], |_| Ok(Map::from_iter([("quote".to_owned(), quote)])))?;
            }
            Restake::Exit { provider, class, shares } => {
                exit(&session.sender()?, &market.vault(provider, class)?, *shares)?;
            }
            Restake::Rotate { provider, class } => {
                session.sender()?.just(&[market.rotate_vault(provider, class)?])?;
            }
            Restake::Claim { provider, class, generation } => {
                claim(&session.sender()?, provider, class, *generation)?;
            }
            Restake::Create { class, asset } => {
                let asset = market.asset(asset)?;
                session.sender()?.just(&[market.create_vault(class, asset)?])?;
            }
            Restake::Fund { provider, class, amount, over } => {
                let vault = market.vault(provider, class)?;
                session.sender()?.just(&[market.fund_vault(&vault, *amount, *over)?])?;
            }
        }
        Ok(Exit::Done)
    }
}

fn exit(sender: &Sender, vault: &VaultResponse, shares: Option<u128>) -> Result<()> {
    let (market, receipt) = (sender.market, Market::vault_receipt(vault));
    let shares = match shares {
        Some(shares) => shares,
        None => market.in_wallet(sender.address(), &receipt)?.u128(),
    };
    if shares == 0 {
        let text = format!("{} holds no shares of this vault in its wallet", sender.address());
        return Err(usage(text, "`camm restake positions` says what is where"));
    }
    let PreviewExitResponse { amount, generation, .. } =
        market.preview_exit(vault.provider.as_str(), &vault.class, shares)?;
    let quote = json!({ "shares": shares.to_string(), "amount": amount, "generation": generation });
    let mut calls = vec![market.exit_vault(vault, shares)?];
    if !vault.waits {
        calls.push(market.rotate_vault(vault.provider.as_str(), &vault.class)?);
    }
    sender.act(&calls, |_| Ok(Map::from_iter([("quote".to_owned(), quote)])))?;
    Ok(())
}

fn claim(sender: &Sender, provider: &str, class: &str, generation: Option<u64>) -> Result<()> {
    let market = sender.market;
    let generations = match generation {
        Some(generation) => vec![generation],
        None => {
            let tickets = market.tickets(provider, class, sender.address())?.into_iter();
            tickets.filter(|exit| exit.claimable.is_some()).map(|exit| exit.generation).collect()
        }
    };
    if generations.is_empty() {
        let text = format!("{} has no exit from this vault that can be claimed", sender.address());
        return Err(usage(
            text,
            "`camm restake positions` says what waits; `camm restake rotate` moves it on",
        ));
    }
    let calls = generations.iter().map(|generation| market.claim_exit(provider, class, *generation));
    sender.just(&calls.collect::<Result<Vec<_>>>()?)?;
    Ok(())
}

fn list(session: &Session, class: &str) -> Result<()> {
    let market = &session.market;
    let found = market.vault_states(class)?;
    session.out.show(&json!({ "vaults": found }), |_| {
        let mut table = Table::new(&["provider", "asset", "units", "back jobs", "burned", "to stream"]);
        for vault in &found {
            let asset = market.name(&vault.asset).to_string();
            let units =
                [vault.assets, vault.backed, vault.burned, vault.left].map(|units| grouped(units.u128()));
            table.row([vault.provider.to_string(), asset].into_iter().chain(units).collect());
        }
        table.text("nobody opened a vault in this class")
    })
}

fn show(session: &Session, vault: &VaultResponse) -> Result<()> {
    let market = &session.market;
    let now = market.now()?;
    session.out.show(vault, |_| {
        let units = |units: cosmwasm_std::Uint128| grouped(units.u128());
        let mut fields = Fields::new();
        fields.add("provider", &vault.provider).add("class", &vault.class);
        fields.add("asset", market.name(&vault.asset)).add("base units of it in a unit", vault.unit);
        fields.add("receipt", &vault.token).add("shares", grouped(vault.shares.u128()));
        fields
            .add("units that belong to them", units(vault.assets))
            .add("that back no job", units(vault.free));
        fields.add("that jobs may burn", units(vault.backed));
        fields.add("exits that wait for two rotations", units(vault.leaving));
        fields.add("exits that wait for one", units(vault.leaving_before));
        fields.add("burned", units(vault.burned)).add("of that sent", units(vault.sent));
        fields.add("to stream", units(vault.left));
        fields.maybe("until", stream_end(vault.left, vault.shares, vault.end, now));
        fields.add("generation", vault.generation);
        fields.add("a rotation waits for a job", vault.waits);
        fields.text()
    })
}

/// An exit, with what it pays if nothing more burns: ⌊tickets · what leaves/all tickets⌋ of its generation, base units. Null once it was
/// let go.
fn waiting(vault: &VaultResponse, exit: TicketsEntry) -> Value {
    let (leaving, all) = match exit.generation == vault.generation {
        true => (vault.leaving, vault.tickets),
        false => (vault.leaving_before, vault.tickets_before),
    };
    let units = || leaving.checked_multiply_ratio(exit.tickets, all).ok();
    let worth =
        exit.claimable.is_none().then(units).flatten().and_then(|units| units.checked_mul(vault.unit).ok());
    json!({ "generation": exit.generation, "tickets": exit.tickets, "claimable": exit.claimable, "worth": worth })
}

/// Of each vault in which somebody has something.
fn positions(session: &Session, owner: Option<&str>) -> Result<()> {
    let market = &session.market;
    let owner = whose(session.common, market, owner)?;
    let mut found = vec![];
    for class in market.classes()? {
        for vault in market.vault_states(&class.class)? {
            let provider = vault.provider.as_str();
            let shares = market.in_wallet(&owner, &Market::vault_receipt(&vault))?;
            let exits = market.tickets(provider, &class.class, &owner)?;
            if shares.is_zero() && exits.is_empty() {
                continue;
            }
            let exits: Vec<_> = exits.into_iter().map(|exit| waiting(&vault, exit)).collect();
            // Shares that are worth too little leave together with others alone, and their preview is refused.
            let worth = market.preview_exit(provider, &class.class, shares.u128()).ok();
            found.push(json!({
                "provider": provider, "class": class.class, "asset": market.name(&vault.asset),
                "shares": shares, "worth": worth.map(|exit| exit.amount), "exits": exits,
            }));
        }
    }
    session.out.show(&json!({ "owner": owner, "positions": found }), |document| {
        let mut table =
            Table::new(&["provider", "class", "asset", "shares", "worth", "generation", "claimable"]);
        let text = |value: &Value| value.as_str().map_or_else(|| "-".to_owned(), str::to_owned);
        for position in document["positions"].as_array().into_iter().flatten() {
            let cells = |worth: String, generation: String, claimable: String| {
                let [provider, class, asset, shares] =
                    ["provider", "class", "asset", "shares"].map(|key| text(&position[key]));
                vec![provider, class, asset, shares, worth, generation, claimable]
            };
            let none = || "-".to_owned();
            table.row(cells(text(&position["worth"]), none(), none()));
            for exit in position["exits"].as_array().into_iter().flatten() {
                let waits = || "waits".to_owned();
                let claimable = exit["claimable"].as_str().map_or_else(waits, str::to_owned);
                table.row(cells(text(&exit["worth"]), exit["generation"].to_string(), claimable));
            }
        }
        table.text("nothing in any vault")
    })
}
