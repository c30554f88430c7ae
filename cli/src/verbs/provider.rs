//! `camm provider`.

use anyhow::Result;
use api::provider_registry::{Admission, AdmissionProof, PositionResponse};
use clap::Subcommand;
use cosmwasm_std::{Decimal256, Uint128, Uint256};
use serde_json::{json, Map, Value};

use crate::exit::{usage, Exit};
use crate::money::{self, above, gpu_time};
use crate::render::{percent, when, Fields, Table};
use crate::say::Place;
use crate::send::whose;
use crate::session::Session;

/// Providers: bonds, GPUs, credits.
#[derive(Subcommand)]
pub enum Provider {
    /// Becomes a provider.
    Register {
        /// Where clients find you, at most 256 bytes.
        #[arg(long, value_name = "TEXT")]
        metadata: String,
    },
    /// Adds NET to your bond in a class.
    Bond {
        /// Which class.
        #[arg(long)]
        class: String,
        /// How much NET, base units.
        #[arg(value_parser = money::units)]
        amount: u128,
        /// Pay from the account, not from the wallet.
        #[arg(long)]
        from_account: bool,
    },
    /// Takes free bond back, at once.
    Unbond {
        /// Which class.
        #[arg(long)]
        class: String,
        /// How much NET, base units.
        #[arg(value_parser = money::units)]
        amount: u128,
        /// To the account, not to the wallet.
        #[arg(long)]
        to_account: bool,
    },
    /// Says how many GPUs you offer in a class from now on.
    Offer {
        /// Which class.
        #[arg(long)]
        class: String,
        /// How many.
        gpus: u32,
        /// In an attested class: the attestors' admission, {"expiry": …, "signatures": […]}.
        #[arg(long, value_name = "FILE")]
        admission: Option<std::path::PathBuf>,
    },
    /// Mints credits: you owe that GPU time from now on; their collateral is taken from the free bond.
    Mint {
        /// Which class.
        #[arg(long)]
        class: String,
        /// How many: base units, or GPU time such as `10h`.
        #[arg(value_parser = money::credits)]
        amount: u128,
        /// Most collateral, NET base units [default: what it is now, and 1 % more].
        #[arg(long, value_name = "AMOUNT", value_parser = money::units)]
        max_collateral: Option<u128>,
        /// To the account, not to the wallet: the pool takes credits from there.
        #[arg(long)]
        to_account: bool,
    },
    /// Redeems credits against your debt: their collateral is free bond again.
    Redeem {
        /// Which class.
        #[arg(long)]
        class: String,
        /// How many: base units, or GPU time such as `10h`.
        #[arg(value_parser = money::credits)]
        amount: u128,
        /// From the account, not from the wallet.
        #[arg(long)]
        from_account: bool,
    },
    /// Says that you are there.
    Heartbeat,
    /// Leaves jail, once its time is over.
    Unjail,
    /// A provider as it stands, in every class.
    Status {
        /// Which [default: the key's].
        provider: Option<String>,
    },
    /// Whether a provider can accept jobs of a class now, and what is missing: exit code 6 if something is.
    Check {
        /// In which class.
        #[arg(long)]
        class: String,
        /// Which [default: the key's].
        provider: Option<String>,
    },
}

impl Provider {
    /// Does it.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        let call = match self {
            Provider::Status { provider } => return status(session, provider.as_deref()),
            Provider::Check { class, provider } => return check(session, class, provider.as_deref()),
            Provider::Register { metadata } => market.register(metadata.clone())?,
            Provider::Bond { class, amount, from_account } => {
                market.bond(class, *amount, Place::account_if(*from_account))?
            }
            Provider::Unbond { class, amount, to_account } => {
                market.unbond(class, *amount, Place::account_if(*to_account))?
            }
            Provider::Offer { class, gpus, admission } => {
                let admission = admission.as_ref().map(|path| read_admission(path)).transpose()?;
                market.offer(class, *gpus, admission)?
            }
            Provider::Mint { class, amount, max_collateral, to_account } => {
                return mint(session, class, *amount, *max_collateral, Place::account_if(*to_account))
            }
            Provider::Redeem { class, amount, from_account } => {
                market.redeem(class, *amount, Place::account_if(*from_account))?
            }
            Provider::Heartbeat => market.heartbeat()?,
            Provider::Unjail => market.unjail()?,
        };
        session.sender()?.just(&[call])?;
        Ok(Exit::Done)
    }
}

fn read_admission(path: &std::path::Path) -> Result<AdmissionProof> {
    let bytes = crate::files::bytes_of(path)?;
    serde_json::from_slice(&bytes).map_err(|error| {
        usage(
            format!("{}: {error}", path.display()),
            "expected {\"expiry\": SECONDS, \"signatures\": […]}, from the class's attestors",
        )
    })
}

fn mint(session: &Session, class: &str, amount: u128, most: Option<u128>, to: Place) -> Result<Exit> {
    let market = &session.market;
    let (price, terms) = (market.class_price(class)?, market.class(class)?.params);
    // The price is shown rounded down, by less than what a base unit of collateral makes up for.
    let parts = Uint256::from(amount).checked_mul(terms.coverage_bps.into())?;
    let worth = price.mint.atomics().checked_mul(parts)?;
    let whole = Decimal256::one().atomics().checked_mul(api::common::CREDIT.saturating_mul(10_000).into())?;
    let now = Uint128::try_from(worth.checked_div(whole)?)?.u128().saturating_add(2);
    let most = most.map_or_else(|| above(now, 100), Ok)?;
    let call = market.mint(class, amount, most, to)?;
    session.sender()?.act(&[call], |_| {
        Ok(Map::from_iter([(
            "quote".to_owned(),
            json!({ "collateral_at_most": now.to_string(), "max_collateral": most.to_string() }),
        )]))
    })?;
    Ok(Exit::Done)
}

fn status(session: &Session, named: Option<&str>) -> Result<Exit> {
    let market = &session.market;
    let provider = whose(session.common, market, named)?;
    let record = market.provider(&provider)?;
    let mut positions = vec![];
    for class in market.classes()? {
        let position = market.position(&provider, &class.class)?;
        if !position.bond.is_zero() || position.gpus > 0 || !position.open.is_zero() {
            positions.push(position);
        }
    }
    let now = market.now()?;
    let document = json!({ "provider": record, "positions": positions });
    session.out.show(&document, |_| {
        let mut fields = Fields::new();
        fields.add("provider", &provider).add("metadata", &record.metadata);
        fields.add("registered", if record.active { "yes" } else { "no, it has left" });
        fields.add("last seen", when(record.last_seen, now));
        fields.maybe("in jail until", record.jailed_until.map(|until| when(until, now)));
        fields.add("lateness faults", record.liveness_faults);
        fields.text() + "\n" + &positions_text(session, &positions)
    })?;
    Ok(Exit::Done)
}

fn positions_text(session: &Session, positions: &[PositionResponse]) -> String {
    let market = &session.market;
    let mut table =
        Table::new(&["class", "bond", "free", "owes", "called", "GPUs busy", "proven", "reputation"]);
    for position in positions {
        table.row(vec![
            position.class.clone(),
            market.net_shown(position.bond),
            market.net_shown(position.free),
            gpu_time(position.open.u128()),
            gpu_time(position.called.u128()),
            format!("{} of {}", position.busy, position.gpus),
            position.proven_gpus.to_string(),
            percent(position.reputation_bps.into()),
        ]);
    }
    table.text("no bond in any class")
}

/// One thing that a provider needs.
struct Need {
    what: &'static str,
    met: bool,
    found: String,
    next: String,
}

fn check(session: &Session, class: &str, named: Option<&str>) -> Result<Exit> {
    let market = &session.market;
    let provider = whose(session.common, market, named)?;
    let needs = needs(session, class, &provider)?;
    let ready = needs.iter().all(|need| need.met);
    let mut table = Table::new(&["", "what", "found", "what to do"]);
    let mut documents = vec![];
    for need in &needs {
        let next = if need.met { String::new() } else { need.next.clone() };
        table.row(vec![
            if need.met { "ok" } else { "NO" }.into(),
            need.what.into(),
            need.found.clone(),
            next.clone(),
        ]);
        documents.push(json!({ "what": need.what, "met": need.met, "found": need.found, "next": next }));
    }
    let document =
        json!({ "provider": provider, "class": class, "ready": ready, "checks": Value::from(documents) });
    session.out.show(&document, |_| table.text(""))?;
    Ok(if ready { Exit::Done } else { Exit::No })
}

fn needs(session: &Session, id: &str, provider: &str) -> Result<Vec<Need>> {
    let market = &session.market;
    let (class, params, now) = (market.class(id)?, market.registry_config()?.params, market.now()?);
    let record = market.provider(provider).ok().filter(|record| record.active);
    let position = market.position(provider, id)?;
    let gas = market.node.balance(provider, &market.node.gas_price().denom)?;
    let mut needs = vec![];
    let mut need =
        |what, met, found: String, next: &str| needs.push(Need { what, met, found, next: next.to_owned() });
    let registered = if record.is_some() { "yes" } else { "no" };
    need("registered", record.is_some(), registered.into(), "`camm provider register --metadata TEXT`");
    let jailed = record.as_ref().and_then(|record| record.jailed_until);
    need(
        "out of jail",
        jailed.is_none(),
        jailed.map_or("yes".into(), |until| format!("until {}", when(until, now))),
        "`camm provider unjail` from then on",
    );
    let seen = record.as_ref().map_or(0, |record| record.last_seen);
    let lively = seen.saturating_add(params.heartbeat_within) > now;
    need("seen lately", lively, when(seen, now), "`camm provider heartbeat`");
    need(
        "minting and accepting",
        !class.paused.accept && class.sunset.as_ref().is_none_or(|sunset| sunset.at > now),
        if class.paused.accept { "accepting is stopped".into() } else { "the class is open".into() },
        "wait, or choose another class: `camm class list`",
    );
    need(
        "GPUs free",
        position.gpus > position.busy,
        format!("{} of {} busy", position.busy, position.gpus),
        &format!("`camm provider offer --class {id} GPUS`"),
    );
    need(
        "free bond",
        position.free >= params.lock_min,
        market.net_shown(position.free),
        &format!(
            "`camm provider bond --class {id} AMOUNT`: a job locks at least {}",
            market.net_shown(params.lock_min)
        ),
    );
    if let Admission::Attested { .. } = class.params.admission {
        let until = position.admitted_until.unwrap_or(0);
        need(
            "admitted",
            until > now,
            when(until, now),
            &format!(
                "`camm provider offer --class {id} GPUS --admission FILE`, signed by the class's attestors"
            ),
        );
    }
    let free_gas = market.node.gas_price().price.is_zero();
    need(
        "money for gas",
        free_gas || gas > 0,
        format!("{} {}", money::grouped(gas), market.node.gas_price().denom),
        "send some coins to the address",
    );
    Ok(needs)
}
