//! Bad input, message by message: every refusal names what was expected and what came, and moves nothing.
//!
//! The tables change one thing at a time in the messages of [`catalogue`], which are good but for that.

mod addresses;
mod bounds;
mod catalogue;
mod funds;
mod ids;
mod misspelt;
mod permissions;
mod receivers;

pub use addresses::*;
pub use bounds::*;
pub use funds::*;
pub use ids::*;
pub use misspelt::*;
pub use permissions::*;
pub use receivers::*;

use api::common::{Asset, CREDIT};
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg};
use cosmwasm_std::{coins, Addr, BankMsg, Binary, Coin, Order, Record, Storage};
use cw_multi_test::Executor;
use serde_json::Value;

use compute_amm_testing::codes::Codes;
use compute_amm_testing::credits::with_input;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::leases::lease_of;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{
    ATTESTATION, CHALLENGE_BOND, CLIENT_APPROVAL, H100, NET, ONE, OPTIMISTIC,
};

/// A market with a job in every state that waits for somebody, leases, and a vault behind the provider.
struct Scene {
    market: Market,
    provider: Addr,
    client: Addr,
    stranger: Addr,
    open: u64,
    assigned: u64,
    submitted: u64,
    approval: u64,
    disputed: u64,
    doubtful: u64,
    challenged: u64,
    settled: u64,
    lease_open: u64,
    lease_running: u64,
    lease_over: u64,
}

/// A message of the catalogue.
#[derive(Clone, Debug)]
struct Entry {
    /// Folder of the contract.
    contract: &'static str,
    /// Where the contract is.
    address: String,
    /// The message's name; behind a `/`, which of several.
    label: &'static str,
    /// Who may send it.
    sender: Addr,
    /// The message.
    msg: Value,
    /// The coins that it takes.
    funds: Vec<Coin>,
}

/// One change of one message: contract, label, path within the message, the value there, what the refusal
/// names.
type Row = (&'static str, &'static str, &'static str, Value, Vec<String>);

impl Scene {
    fn new(codes: &dyn Codes) -> Self {
        let (mut market, provider, client) = small_market(codes);
        let stranger = market.actor("stranger");
        market.deposit(&client, 500 * ONE, NET).expect("deposited");
        market.mint(&provider, H100, 500_000 * CREDIT, api::common::Payout::Account).expect("minted");
        let settled = market
            .run_job(&client, &provider, H100, 1, 10, AcceptPayout::Credits {})
            .expect("a job from end to end");
        let ask = |market: &mut Market, method: u32| {
            let mut request = market.request_for(H100, 1, 100);
            request.method = method;
            market.request(&client, request, 100 * ONE).expect("requested")
        };
        let open = ask(&mut market, ATTESTATION);
        let submitted = ask(&mut market, ATTESTATION);
        let request = with_input(market.request_for(H100, 1, 100), b"input");
        let assigned = market.request(&client, request, 100 * ONE).expect("requested");
        let [approval, disputed] = [CLIENT_APPROVAL; 2].map(|method| ask(&mut market, method));
        let [doubtful, challenged] = [OPTIMISTIC; 2].map(|method| ask(&mut market, method));
        market.heartbeat(&provider);
        for job in [assigned, submitted, approval, disputed, doubtful, challenged] {
            market.accept(&provider, job, AcceptPayout::Credits {}).expect("accepted");
        }
        for job in [submitted, approval, disputed, doubtful, challenged] {
            market.submit(&provider, job, digest("output"), None).expect("delivered");
        }
        let dispute = JobMsg::DisputeResult { job_id: disputed, from: api::common::Source::Funds {} };
        market.jobs(&client, &dispute, &coins(5 * ONE, NET)).expect("disputed");
        let challenge = JobMsg::ChallengeResult { job_id: challenged, from: api::common::Source::Funds {} };
        market.jobs(&client, &challenge, &coins(CHALLENGE_BOND, NET)).expect("challenged");
        let [lease_open, lease_running, lease_over] = [0; 3]
            .map(|_| market.request_lease(&client, lease_of(H100, 1, 600), 100 * ONE).expect("requested"));
        market.start_lease(&provider, lease_running, 600).expect("started");
        market.cancel_lease(&client, lease_over).expect("withdrawn");
        market.create_vault(&provider, H100, Asset::native(NET)).expect("a vault");
        invariants::check(&market).unwrap();
        Self {
            market,
            provider,
            client,
            stranger,
            open,
            assigned,
            submitted,
            approval,
            disputed,
            doubtful,
            challenged,
            settled,
            lease_open,
            lease_running,
            lease_over,
        }
    }

    /// Everything that the chain stores: balances, accounts, and every contract's state.
    fn everything(&self) -> Vec<Record> {
        self.market.client.app.storage().range(None, None, Order::Ascending).collect()
    }

    fn entry(&self, contract: &str, label: &str) -> Entry {
        find(&self.catalogue(), contract, label)
    }

    /// Sends a message that must be refused by its own contract, and compares everything before and after.
    fn refuse(&mut self, entry: &Entry, named: &[&str]) {
        for coin in &entry.funds {
            self.market.issue(&entry.sender, &coin.denom, coin.amount.u128());
        }
        let before = self.everything();
        let sent = self.market.send(&entry.sender, &entry.address, &entry.msg, &entry.funds);
        let context = format!("{} of {} by {}: {}", entry.label, entry.contract, entry.sender, entry.msg);
        sent.map(|_| context.clone()).map_err(|error| error.context(context)).refused(named);
        assert!(
            before == self.everything(),
            "{} of {} was refused and moved something",
            entry.label,
            entry.contract
        );
        // Some senders are contracts, whose books know nothing of these coins.
        for coin in entry.funds.clone() {
            let back = BankMsg::Send { to_address: self.stranger.to_string(), amount: vec![coin] };
            self.market
                .client
                .app
                .execute(entry.sender.clone(), back.into())
                .expect("nothing of it was taken");
        }
    }

    /// Runs a table, and checks the market once at the end: nothing has moved.
    fn refuse_rows(&mut self, rows: Vec<Row>) {
        let catalogue = self.catalogue();
        for (contract, label, path, value, named) in rows {
            let mut entry = find(&catalogue, contract, label);
            put(&mut entry.msg, path, value);
            self.refuse(&entry, &named.iter().map(String::as_str).collect::<Vec<_>>());
        }
        invariants::check(&self.market).unwrap();
    }
}

fn find(catalogue: &[Entry], contract: &str, label: &str) -> Entry {
    let found = catalogue.iter().find(|entry| entry.contract == contract && entry.label == label);
    found.unwrap_or_else(|| panic!("no `{label}` of {contract} in the catalogue")).clone()
}

/// Sets what is at a path of a message. Behind a `#` the path goes on within a base64 hook.
fn put(msg: &mut Value, path: &str, value: Value) {
    let (outer, inner) = path.split_once('#').map_or((path, None), |(outer, inner)| (outer, Some(inner)));
    let place = msg.pointer_mut(outer).unwrap_or_else(|| panic!("no {outer} in the message"));
    let Some(inner) = inner else {
        *place = value;
        return;
    };
    let mut hook = place.as_str().and_then(decoded).expect("a hook is base64 of JSON");
    put(&mut hook, inner, value);
    *place = encoded(&hook);
}

/// The JSON of a hook.
fn decoded(text: &str) -> Option<Value> {
    serde_json::from_slice(&Binary::from_base64(text).ok()?).ok()
}

/// JSON as a hook.
fn encoded(hook: &Value) -> Value {
    Binary::from(hook.to_string().into_bytes()).to_base64().into()
}

/// The texts that a refusal must contain.
fn named(parts: &[&dyn ToString]) -> Vec<String> {
    parts.iter().map(|part| part.to_string()).collect()
}

/// What a refusal of a value out of bounds names.
fn bound(field: &str, expected: &str, got: &str) -> Vec<String> {
    vec![format!("`{field}` out of bounds"), format!("expected {expected}"), format!("got {got}")]
}
