//! Events of the lease-market: one per action, from which alone every lease and setting can be rebuilt. On chain their type
//! carries the prefix `wasm-`. Amounts are in base units: credits of the lease's class where they are called `credits`, `paid`,
//! `refunded` or `fee`, everything else NET. What was governed is in JSON.

use cosmwasm_std::{to_json_string, Addr, Event, HexBinary, Uint128};

use super::{ClassTerms, LeaseRequest, LeaseState, Params};

/// An event; its conversion to [`Event`] fixes the names.
#[derive(Clone, Debug, PartialEq)]
pub enum LeaseEvent<'a> {
    /// `request_lease`: a lease is open.
    Request {
        /// Its id.
        lease_id: u64,
        /// Whose it is.
        client: &'a Addr,
        /// What was asked for.
        request: &'a LeaseRequest,
        /// What its credits cost.
        cost: Uint128,
        /// Take held.
        take: Uint128,
        /// What its provider pledges.
        pledge: Uint128,
        /// Unix seconds before which somebody must start it.
        deadline: u64,
    },
    /// `start_lease`: a provider serves it.
    Start {
        /// Which lease.
        lease_id: u64,
        /// Who.
        provider: &'a str,
        /// Where the machine answers.
        endpoint: &'a str,
        /// Its SSH host key.
        host_key: &'a HexBinary,
        /// Unix seconds of its end.
        end: u64,
        /// Unix seconds until which it can be topped up.
        latest_end: u64,
    },
    /// `heartbeat`: a provider's machines run.
    Heartbeat {
        /// Whose.
        provider: &'a Addr,
    },
    /// `claim`: covered seconds were paid.
    Claim {
        /// Which lease.
        lease_id: u64,
        /// Credits to the provider.
        paid: Uint128,
        /// Take that the protocol earned.
        earned: Uint128,
    },
    /// `top_up`: more seconds.
    TopUp {
        /// Which lease.
        lease_id: u64,
        /// How many.
        seconds: u64,
        /// What their credits cost.
        cost: Uint128,
        /// Their take.
        take: Uint128,
        /// Unix seconds of its end now.
        end: u64,
        /// Credits to the provider, for the seconds until now.
        paid: Uint128,
        /// Take that the protocol earned by them.
        earned: Uint128,
    },
    /// `notice`: the provider of an interruptible lease ends it.
    Notice {
        /// Which lease.
        lease_id: u64,
        /// Unix seconds of its end now.
        end: u64,
    },
    /// `end_lease`: it reached a final state and paid out.
    End {
        /// Which lease.
        lease_id: u64,
        /// Its final state.
        state: LeaseState,
        /// Credits to the provider.
        paid: Uint128,
        /// Credits to the client.
        refunded: Uint128,
        /// Credits of the fee for closing within the first seconds; said if there is one.
        fee: Uint128,
        /// Take that the protocol earned; the rest of what was held went back.
        earned: Uint128,
        /// What the provider pays to the client out of its pledge; said if it pays.
        slash: Uint128,
    },
    /// `sweep`: take and fees went to the fee-collector.
    Sweep {
        /// How much take.
        take: Uint128,
        /// Of how many days.
        days: u32,
        /// Fees of how many classes.
        classes: u32,
    },
    /// `list_class`: a class is new here.
    ListClass {
        /// Which.
        class: &'a str,
        /// Its credit token.
        credit: &'a Addr,
        /// Its primary pool.
        pool_id: u64,
        /// Its terms.
        terms: ClassTerms,
    },
    /// `update_class`.
    UpdateClass {
        /// Which.
        class: &'a str,
        /// Its terms.
        terms: ClassTerms,
    },
    /// `update_params`.
    UpdateParams {
        /// All of them.
        params: Params,
    },
    /// `set_paused`.
    SetPaused {
        /// Whether requests and top-ups are refused.
        requests: bool,
    },
    /// `set_guardian`.
    SetGuardian {
        /// Who.
        guardian: &'a Addr,
    },
}

impl From<LeaseEvent<'_>> for Event {
    fn from(event: LeaseEvent) -> Event {
        match event {
            LeaseEvent::Request { lease_id, client, request, cost, take, pledge, deadline } => {
                let event = of_lease("request_lease", lease_id)
                    .add_attribute("client", client)
                    .add_attribute("class", &request.class)
                    .add_attribute("gpus", request.gpus.to_string())
                    .add_attribute("seconds", request.seconds.to_string())
                    .add_attribute("ssh_key", request.ssh_key.to_hex())
                    .add_attribute("cost", cost)
                    .add_attribute("take", take)
                    .add_attribute("pledge", pledge)
                    .add_attribute("deadline", deadline.to_string());
                match &request.provider {
                    Some(provider) => event.add_attribute("provider", provider),
                    None => event,
                }
            }
            LeaseEvent::Start { lease_id, provider, endpoint, host_key, end, latest_end } => {
                of_lease("start_lease", lease_id)
                    .add_attribute("provider", provider)
                    .add_attribute("endpoint", endpoint)
                    .add_attribute("host_key", host_key.to_hex())
                    .add_attribute("end", end.to_string())
                    .add_attribute("latest_end", latest_end.to_string())
            }
            LeaseEvent::Heartbeat { provider } => Event::new("heartbeat").add_attribute("provider", provider),
            LeaseEvent::Claim { lease_id, paid, earned } => {
                of_lease("claim", lease_id).add_attribute("paid", paid).add_attribute("earned", earned)
            }
            LeaseEvent::TopUp { lease_id, seconds, cost, take, end, paid, earned } => {
                of_lease("top_up", lease_id)
                    .add_attribute("seconds", seconds.to_string())
                    .add_attribute("cost", cost)
                    .add_attribute("take", take)
                    .add_attribute("end", end.to_string())
                    .add_attribute("paid", paid)
                    .add_attribute("earned", earned)
            }
            LeaseEvent::Notice { lease_id, end } => {
                of_lease("notice", lease_id).add_attribute("end", end.to_string())
            }
            LeaseEvent::End { lease_id, state, paid, refunded, fee, earned, slash } => {
                let event = of_lease("end_lease", lease_id)
                    .add_attribute("state", state.name())
                    .add_attribute("paid", paid)
                    .add_attribute("refunded", refunded)
                    .add_attribute("earned", earned);
                some(some(event, "fee", fee), "slash", slash)
            }
            LeaseEvent::Sweep { take, days, classes } => Event::new("sweep")
                .add_attribute("take", take)
                .add_attribute("days", days.to_string())
                .add_attribute("classes", classes.to_string()),
            LeaseEvent::ListClass { class, credit, pool_id, terms } => of_class("list_class", class)
                .add_attribute("credit", credit)
                .add_attribute("pool_id", pool_id.to_string())
                .add_attribute("terms", json(&terms)),
            LeaseEvent::UpdateClass { class, terms } => {
                of_class("update_class", class).add_attribute("terms", json(&terms))
            }
            LeaseEvent::UpdateParams { params } => {
                Event::new("update_params").add_attribute("params", json(&params))
            }
            LeaseEvent::SetPaused { requests } => {
                Event::new("set_paused").add_attribute("requests", requests.to_string())
            }
            LeaseEvent::SetGuardian { guardian } => {
                Event::new("set_guardian").add_attribute("guardian", guardian)
            }
        }
    }
}

fn of_lease(kind: &str, lease_id: u64) -> Event {
    Event::new(kind).add_attribute("lease_id", lease_id.to_string())
}

fn of_class(kind: &str, class: &str) -> Event {
    Event::new(kind).add_attribute("class", class)
}

fn json(value: &impl serde::Serialize) -> String {
    to_json_string(value).unwrap_or_default()
}

/// The amount, where there is one.
fn some(event: Event, key: &str, amount: Uint128) -> Event {
    if amount.is_zero() {
        event
    } else {
        event.add_attribute(key, amount)
    }
}
