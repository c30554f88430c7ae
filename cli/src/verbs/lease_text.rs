//! A lease for people, and what its events say of its machine.

use agent::inputs::made_by;
use anyhow::Result;
use api::common::Asset;
use api::lease_market::{ClockResponse, CloseResponse, LeaseResponse};
use chain::rpc::Refusal;
use cosmwasm_std::{Event, HexBinary, Uint128};
use serde::Serialize;

use crate::ask::Market;
use crate::render::{progress, span, text_of, when, Fields};
use crate::send::attribute;
use crate::ssh::{self, Endpoint};

/// What a provider said of a lease's machine when it started it.
#[derive(Serialize)]
pub struct Machine {
    endpoint: String,
    /// OpenSSH's form.
    host_key: String,
    /// None where the endpoint is no host that `ssh` should be told.
    known_hosts: Option<String>,
}

/// What the lease-market's event says of a running lease's machine. Where the node knows no such event, none,
/// and standard error says so.
pub fn machine(market: &Market, lease_id: u64) -> Result<Option<Machine>> {
    let (at, id) = (market.at.lease_market.as_str(), lease_id.to_string());
    let query = format!("wasm-start_lease._contract_address='{at}' AND wasm-start_lease.lease_id='{id}'");
    let of = |event: &Event| {
        made_by(event, at) && event.attributes.iter().any(|a| a.key == "lease_id" && a.value == id)
    };
    let events = match market.node.events_of(&query, of) {
        Err(error) if error.downcast_ref::<Refusal>().is_some() => vec![],
        found => found?,
    };
    let said = |name| attribute(&events, at, "start_lease", name);
    let host_key = said("host_key").and_then(|hex| HexBinary::from_hex(hex).ok());
    let (Some(endpoint), Some(key)) = (said("endpoint"), host_key) else {
        progress(&format!(
            "the node knows no event with the start of lease {lease_id}: does it index transactions? Name \
             another: --node URL"
        ));
        return Ok(None);
    };
    let known_hosts = Endpoint::read(endpoint).map(|endpoint| endpoint.known_hosts(&key));
    Ok(Some(Machine { endpoint: endpoint.to_owned(), host_key: ssh::line(&key), known_hosts }))
}

/// One line for each thing that is known of a lease at `now`.
pub fn text(
    market: &Market,
    lease: &LeaseResponse,
    clock: Option<&ClockResponse>,
    machine: Option<&Machine>,
    now: u64,
) -> String {
    let mut fields = Fields::new();
    fields.add("lease", lease.lease_id).add("state", text_of(&lease.state));
    let Some(live) = &lease.live else { return fields.text() };
    let run = live.running.as_ref();
    fields.add("client", &live.client).maybe("provider", run.map(|run| &run.provider));
    fields.maybe("only for", live.only_provider.as_ref());
    fields.add("work", format!("{} GPU of {} for {}", live.gpus, live.class, span(live.seconds)));
    fields.maybe("its provider may end it", live.interruptible.then_some("with notice, at no cost"));
    fields.add("client's SSH key", ssh::line(&live.ssh_key));
    fields.add("its credits cost", market.net_shown(live.cost)).add("take", market.net_shown(live.take));
    fields.add("its provider pledges", market.net_shown(live.pledge));
    match run {
        None => {
            fields.add("to be started by", when(live.start_by, now));
        }
        Some(run) => {
            fields.add("started", when(run.started_at, now)).add("end", when(run.end, now));
            fields.add("can be topped up to", when(run.latest_end, now));
            fields.add("paid so far", crate::money::gpu_time(run.paid.u128()));
            fields.add("due to its provider", crate::money::gpu_time(run.due.u128()));
            fields.add("in escrow", crate::money::gpu_time(run.escrow.u128()));
            fields.maybe("last heartbeat", clock.map(|clock| when(clock.seen_at, now)));
            fields.maybe("silent", run.silent.then_some("anyone may close it"));
        }
    }
    if let Some(machine) = machine {
        fields.add("endpoint", &machine.endpoint).add("host key", &machine.host_key);
        fields.maybe("known_hosts", machine.known_hosts.as_ref());
    }
    fields.text()
}

/// What a close would do and pay.
pub fn closing(market: &Market, class: &str, quote: &CloseResponse) -> Result<String> {
    let credits = market.asset(class)?;
    let mut fields = Fields::new();
    fields.add("state then", quote.state).maybe("end", quote.end);
    let mut some = |name: &str, asset: &Asset, amount: Uint128| {
        fields.maybe(name, (!amount.is_zero()).then(|| market.shown(asset, amount)));
    };
    some("to the provider", &credits, quote.paid);
    some("back to the client", &credits, quote.refunded);
    some("fee", &credits, quote.fee);
    let net = market.net();
    some("take earned", &net, quote.earned);
    some("take back to the client", &net, quote.take_refunded);
    some("the provider pays the client", &net, quote.slash);
    Ok(fields.text())
}
