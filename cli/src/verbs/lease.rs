//! `camm lease`.

use std::path::PathBuf;

use anyhow::{Context, Result};
use api::lease_market::{LeaseRequest, LeaseState, LiveLease, PledgeMsg, SwapMsg};
use api::paging::ListOrder;
use clap::{Args, Subcommand};
use cosmwasm_std::{Event, Uint128};
use serde_json::{json, Map, Value};

use super::lease_text::{self, machine};
use crate::ask::{LeaseFilter, Market};
use crate::exit::{told, Exit};
use crate::money;
use crate::plan::lease::{seconds, Payer, Seconds};
use crate::plan::{check_maximum, Bound};
use crate::render::{preview, span, text_of, when, Table};
use crate::say::{Call, Place};
use crate::send::attribute;
use crate::session::Session;
use crate::ssh;

/// Most seconds from the reading of the clock to the block that starts a lease: a pledge lasts as much
/// longer.
const DELAY: u64 = 120;

/// Leases: GPUs by the second, asked for, served and ended.
#[derive(Subcommand)]
pub enum Lease {
    /// Requests a lease: buys its credits and asks for the machine, in one message.
    Request {
        #[command(flatten)]
        wanted: Wanted,
        /// Your SSH public key, who may log in: a file such as id_ed25519.pub.
        #[arg(long, value_name = "FILE")]
        ssh_key: PathBuf,
        /// The only provider that may start it.
        #[arg(long, value_name = "ADDRESS")]
        provider: Option<String>,
        #[command(flatten)]
        payment: Payment,
    },
    /// What a lease would cost now, if it were requested with the same words.
    Quote {
        #[command(flatten)]
        wanted: Wanted,
        #[command(flatten)]
        payment: Payment,
    },
    /// One lease as it stands, where its machine answers, and its line of known_hosts.
    Show {
        /// Which.
        lease_id: u64,
    },
    /// Leases by number. The chain's state keeps whose a lease was until it is over.
    List(List),
    /// Buys more seconds for a running lease, at the price of now. Anyone may pay.
    TopUp {
        /// Which.
        lease_id: u64,
        /// Seconds more on each of its GPUs; also `20m` or `1h`.
        #[arg(long, value_parser = money::seconds)]
        seconds: u64,
        #[command(flatten)]
        payment: Payment,
    },
    /// Ends a running lease, and says who is paid what: its client and its provider at any second, anyone
    /// once it has ended or its provider is silent.
    Close {
        /// Which.
        lease_id: u64,
    },
    /// Withdraws a lease that nobody has started: credits and take come to its client's account.
    Cancel {
        /// Which.
        lease_id: u64,
    },
    /// Starts an open lease, as a provider whose machine is ready: GPUs and its pledge are locked, the
    /// meter runs.
    Start(Start),
    /// Says, as a provider, that the machines of all your leases run.
    Heartbeat,
    /// Pays the covered seconds of a lease to its provider. Anyone may.
    Claim {
        /// Which.
        lease_id: u64,
    },
}

/// What is wanted of a class.
#[derive(Args)]
pub struct Wanted {
    /// Hardware class.
    #[arg(long)]
    class: String,
    /// GPUs.
    #[arg(long, default_value_t = 1)]
    gpus: u32,
    /// Seconds on each GPU, from the start; also `20m` or `1h`.
    #[arg(long, value_parser = money::seconds)]
    seconds: u64,
}

/// How it is paid for.
#[derive(Args)]
pub struct Payment {
    /// Most NET for credits and take [default: what is quoted, and --slippage-bps more].
    #[arg(long, value_name = "AMOUNT", value_parser = money::units)]
    max_payment: Option<u128>,
    /// How much dearer than quoted it may become, basis points; what is left comes to your account.
    #[arg(long, value_name = "BPS", default_value_t = 300)]
    slippage_bps: u32,
    /// What pays: `net`, `credits` of the class, or another asset that pools trade for NET.
    #[arg(long, value_name = "ASSET", default_value = "net")]
    pay: String,
    /// Pay from the account in the pool contract, not from the wallet.
    #[arg(long)]
    from_account: bool,
    /// Unix seconds at which it is too late.
    #[arg(long, value_name = "SECONDS")]
    deadline: Option<u64>,
}

/// Which leases.
#[derive(Args)]
pub struct List {
    /// Of this client.
    #[arg(long, value_name = "ADDRESS")]
    client: Option<String>,
    /// Of this provider.
    #[arg(long, value_name = "ADDRESS")]
    provider: Option<String>,
    /// Of this class.
    #[arg(long)]
    class: Option<String>,
    /// In this state: open, running, cancelled, expired, ended, closed, stopped or silent.
    #[arg(long, value_parser = state)]
    state: Option<LeaseState>,
    /// The newest first.
    #[arg(long)]
    newest_first: bool,
    /// After this lease, in that order.
    #[arg(long, value_name = "ID")]
    start_after: Option<u64>,
    /// At most so many.
    #[arg(long, value_name = "NUMBER", default_value_t = 30)]
    limit: usize,
}

/// A start.
#[derive(Args)]
pub struct Start {
    /// Of which lease.
    lease_id: u64,
    /// Where the machine answers to SSH, HOST:PORT or [IPV6]:PORT.
    #[arg(long, value_parser = ssh::endpoint)]
    endpoint: String,
    /// The machine's SSH host key: the public half, such as ssh_host_ed25519_key.pub.
    #[arg(long, value_name = "FILE")]
    host_key: PathBuf,
    /// How much longer than its seconds you would serve it: so far it may be topped up; also `20m` or `1h`.
    #[arg(long, value_name = "SECONDS", value_parser = money::seconds, default_value = "0")]
    longer: u64,
}

fn state(text: &str) -> Result<LeaseState, String> {
    serde_json::from_value(Value::from(text))
        .map_err(|_| format!("expected a state such as open or running, got `{text}`"))
}

impl Lease {
    /// Does it.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        let call = match self {
            Lease::Request { wanted, ssh_key, provider, payment } => {
                let request = LeaseRequest {
                    class: wanted.class.clone(),
                    gpus: wanted.gpus,
                    seconds: wanted.seconds,
                    ssh_key: ssh::public_key(ssh_key)?,
                    provider: provider.clone(),
                    max_payment: 0u128.into(),
                };
                return payment.buy(session, wanted.seconds(), requested, |max_payment| {
                    SwapMsg::RequestLease { request: LeaseRequest { max_payment, ..request } }
                });
            }
            Lease::Quote { wanted, payment } => return payment.quote(session, wanted),
            Lease::Show { lease_id } => return show(session, *lease_id),
            Lease::List(list) => return list.run(session),
            Lease::TopUp { lease_id, seconds, payment } => {
                let (lease_id, seconds) = (*lease_id, *seconds);
                let LiveLease { class, gpus, .. } = live(market, lease_id, "running")?;
                let more = Seconds { class, gpus, seconds };
                return payment.buy(
                    session,
                    more,
                    |_, _| Ok(lease_id),
                    |max_payment| SwapMsg::TopUp { lease_id, seconds, max_payment },
                );
            }
            Lease::Close { lease_id } => return close(session, *lease_id),
            Lease::Cancel { lease_id } => market.cancel_lease(*lease_id)?,
            Lease::Start(start) => start.call(market)?,
            Lease::Heartbeat => market.lease_heartbeat()?,
            Lease::Claim { lease_id } => market.claim_lease(*lease_id)?,
        };
        session.sender()?.just(&[call])?;
        Ok(Exit::Done)
    }
}

impl Wanted {
    fn seconds(&self) -> Seconds {
        Seconds { class: self.class.clone(), gpus: self.gpus, seconds: self.seconds }
    }
}

impl Payment {
    fn payer(&self, market: &Market, class: &str) -> Result<Payer> {
        let asset = market.asset(if self.pay == "credits" { class } else { &self.pay })?;
        Ok(Payer { asset, from: Place::account_if(self.from_account), deadline: self.deadline })
    }

    fn bound(&self) -> Bound {
        Bound { max_payment: self.max_payment, slippage_bps: self.slippage_bps }
    }

    fn quote(&self, session: &Session, wanted: &Wanted) -> Result<Exit> {
        let market = &session.market;
        let payer = self.payer(market, &wanted.class)?;
        let plan = seconds(market, wanted.seconds(), &payer, self.bound())?;
        session.out.show(&plan.document(), |_| plan.text(market))?;
        Ok(Exit::Done)
    }

    /// Buys seconds for a purpose, and says of which lease they are by what `of` reads in the events.
    fn buy(
        &self,
        session: &Session,
        wanted: Seconds,
        of: impl FnOnce(&Market, &[Event]) -> Result<u64>,
        purpose: impl FnOnce(Uint128) -> SwapMsg,
    ) -> Result<Exit> {
        let market = &session.market;
        let payer = self.payer(market, &wanted.class)?;
        let sender = session.sender()?;
        let plan = seconds(market, wanted, &payer, self.bound())?;
        if !session.out.json {
            preview(&plan.text(market));
        }
        let quoted = plan.quote.cost.checked_add(plan.quote.take)?;
        check_maximum(market, plan.max_payment, quoted, "camm lease quote")?;
        let call = plan.call(market, &purpose(plan.max_payment))?;
        sender.act(&[call], |events| {
            let id = of(market, events)?;
            Ok(Map::from_iter([
                ("lease_id".to_owned(), json!(id)),
                ("quote".to_owned(), json!(plan.document())),
            ]))
        })?;
        Ok(Exit::Done)
    }
}

/// Which lease the lease-market says was requested.
fn requested(market: &Market, events: &[Event]) -> Result<u64> {
    let id = attribute(events, &market.at.lease_market, "request_lease", "lease_id");
    Ok(id.context("no lease in the events")?.parse()?)
}

/// The terms of a lease that is not over; `expected` is the state that the verb needs.
fn live(market: &Market, lease_id: u64, expected: &str) -> Result<LiveLease> {
    let lease = market.lease(lease_id)?;
    lease.live.ok_or_else(|| {
        let text = format!("lease {lease_id}: expected state {expected}, got {}", lease.state);
        told(Exit::Refused, text, &format!("`camm lease list --state {expected}` shows those that are"))
    })
}

fn close(session: &Session, lease_id: u64) -> Result<Exit> {
    let market = &session.market;
    let sender = session.sender()?;
    let quote = market.quote_close(lease_id, sender.address())?;
    let LiveLease { class, .. } = live(market, lease_id, "running")?;
    if !session.out.json {
        preview(&lease_text::closing(market, &class, &quote)?);
    }
    let call = market.close_lease(lease_id)?;
    sender.act(&[call], |_| Ok(Map::from_iter([("quote".to_owned(), json!(quote))])))?;
    Ok(Exit::Done)
}

fn show(session: &Session, lease_id: u64) -> Result<Exit> {
    let market = &session.market;
    let lease = market.lease(lease_id)?;
    let (clock, machine) = match lease.live.as_ref().and_then(|live| live.running.as_ref()) {
        Some(run) => (Some(market.lease_clock(run.provider.as_str())?), machine(market, lease_id)?),
        None => (None, None),
    };
    let now = market.now()?;
    session.out.show(&json!({ "lease": lease, "clock": clock, "machine": machine }), |_| {
        lease_text::text(market, &lease, clock.as_ref(), machine.as_ref(), now)
    })?;
    Ok(Exit::Done)
}

impl Start {
    /// The pledge that starts it.
    fn call(&self, market: &Market) -> Result<Call> {
        let host_key = ssh::public_key(&self.host_key)?;
        let lease = live(market, self.lease_id, "open")?;
        let spare = self.longer.saturating_add(DELAY);
        let ends_by = market.now()?.saturating_add(lease.seconds).saturating_add(spare);
        let start = PledgeMsg { endpoint: self.endpoint.clone(), host_key };
        market.start_lease(self.lease_id, &lease, ends_by, &start)
    }
}

impl List {
    fn run(&self, session: &Session) -> Result<Exit> {
        let filter = LeaseFilter {
            client: self.client.clone(),
            provider: self.provider.clone(),
            class: self.class.clone(),
            state: self.state,
        };
        let order = self.newest_first.then_some(ListOrder::Descending);
        let leases = session.market.leases(&filter, order, self.start_after, self.limit)?;
        let now = session.market.now()?;
        let mut table =
            Table::new(&["lease", "state", "class", "GPUs", "for", "client", "provider", "start by, or end"]);
        for lease in &leases {
            let live = lease.live.as_ref();
            let run = live.and_then(|live| live.running.as_ref());
            let cell = |text: Option<String>| text.unwrap_or_else(|| "-".into());
            table.row(vec![
                lease.lease_id.to_string(),
                text_of(&lease.state),
                cell(live.map(|live| live.class.clone())),
                cell(live.map(|live| live.gpus.to_string())),
                cell(live.map(|live| span(live.seconds))),
                cell(live.map(|live| live.client.to_string())),
                cell(run.map(|run| run.provider.to_string())),
                cell(live.map(|live| when(run.map_or(live.start_by, |run| run.end), now))),
            ]);
        }
        session.out.show(&json!({ "leases": leases }), |_| table.text("no leases"))?;
        Ok(Exit::Done)
    }
}
