//! Every query that the contracts have, asked of a market at work, as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use api::verifier_gateway::Claim;
use cosmwasm_std::{Addr, HexBinary};
use serde_json::{json, Value};

use compute_amm_testing::client::Client;
use compute_amm_testing::inclusion::{self, Set};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::Market;
use compute_amm_testing::wirings::{ATTESTATION, H100, ONE, RISC_ZERO};

/// Who and what the questions are about.
pub struct Cast {
    /// Has an account, an allowance given, a position, a lock, a vault.
    pub provider: Addr,
    /// Has an account, shares of the vault and tickets.
    pub client: Addr,
    /// A job that runs.
    pub assigned: u64,
    /// A job that waits for its verdict.
    pub submitted: u64,
}

/// One query.
pub struct Question {
    /// Schema of the contract that is asked.
    contract: &'static str,
    address: String,
    msg: Value,
    /// What of the answer follows the clock.
    clock: &'static [&'static str],
}

/// The answers at one block time.
#[derive(Debug)]
pub struct Snapshot {
    at: u64,
    /// By contract and query.
    answers: BTreeMap<String, Value>,
    clocks: BTreeMap<String, &'static [&'static str]>,
}

const NOTHING: &[&str] = &[];
const PROVIDER: &[&str] = &["liveness_faults"];
const POSITION: &[&str] = &["reputation_bps", "good", "bad"];
const AVAILABLE: &[&str] = &["providers"];
const PRICE: &[&str] = &["mint", "call", "capped"];
const PRICES: &[&str] = &["twap_10m", "twap_30m", "twap_24h", "twap_7d"];
const OCCUPANCY: &[&str] = &["backlog", "multiplier_bps"];
const LEASE: &[&str] = &["due", "silent"];
const METRICS: &[&str] =
    &["to_day", "price_to_fees_bps", "price_to_sales_bps", "utilisation_bps", "backlog", "multiplier_bps"];

impl Snapshot {
    /// Asks everything.
    pub fn take<C: Client>(market: &Market<C>, cast: &Cast) -> Self {
        let questions = questions(market, cast);
        complete(&questions);
        let (mut answers, mut clocks) = (BTreeMap::new(), BTreeMap::new());
        for question in questions {
            let key = format!("{} {}", question.contract, question.msg);
            answers.insert(format!("{} {key}", question.address), answer(market, &question));
            clocks.insert(format!("{} {key}", question.address), question.clock);
        }
        Self { at: market.now(), answers, clocks }
    }

    /// Panics unless this is what the market said before; what follows the clock counts while no time has
    /// passed.
    pub fn same_as(&self, before: &Snapshot) {
        assert_eq!(self.answers.len(), before.answers.len(), "the same questions");
        for ((key, now), then) in self.answers.iter().zip(before.answers.values()) {
            let clock = if self.at == before.at { NOTHING } else { self.clocks[key] };
            assert_eq!(without(now, clock), without(then, clock), "the answer changed: {key}");
        }
    }
}

/// Refusals are answers too: of a program and a key that nobody registered, of a job that is not called, of work to which
/// nothing is pledged and of a lease that nobody requested there is no other.
fn answer<C: Client>(market: &Market<C>, question: &Question) -> Value {
    let bytes = question.msg.to_string().into_bytes();
    match market.client.smart(&question.address, bytes.into()) {
        Ok(answer) => serde_json::from_slice(&answer).expect("answers are JSON"),
        Err(error)
            if ["program", "key", "job_call", "pledged", "lease", "quote_close", "clock"]
                .iter()
                .any(|name| question.msg.get(name).is_some()) =>
        {
            json!({ "refused": format!("{error:#}") })
        }
        Err(error) => panic!("{}: {}: {error:#}", question.contract, question.msg),
    }
}

fn without(value: &Value, fields: &[&str]) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.iter().filter(|(key, _)| !fields.contains(&key.as_str()));
            Value::Object(kept.map(|(key, value)| (key.clone(), without(value, fields))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(|item| without(item, fields)).collect()),
        other => other.clone(),
    }
}

/// Panics unless every query of every schema is asked.
fn complete(questions: &[Question]) {
    let asked: BTreeSet<(&str, &str)> = questions
        .iter()
        .flat_map(|q| q.msg.as_object().into_iter().flatten().map(|(name, _)| (q.contract, name.as_str())))
        .collect();
    for contract in [
        "pool",
        "provider-registry",
        "job-market",
        "lease-market",
        "verifier-gateway",
        "fee-collector",
        "staking",
        "restaking",
        "token",
    ] {
        let path =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../schema/{contract}/{contract}.json"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let schema: Value = serde_json::from_str(&text).expect("a schema is JSON");
        for query in schema["query"]["oneOf"].as_array().expect("queries") {
            let name = query["required"][0].as_str().expect("a query's name");
            assert!(asked.contains(&(contract, name)), "the snapshot does not ask `{name}` of {contract}");
        }
    }
}

fn questions<C: Client>(market: &Market<C>, cast: &Cast) -> Vec<Question> {
    let at = &market.at;
    let mut all = vec![];
    let mut of = |contract, address: &str, entries: Vec<(Value, &'static [&'static str])>| {
        all.extend(entries.into_iter().map(|(msg, clock)| {
            let address = address.to_owned();
            Question { contract, address, msg, clock }
        }));
    };
    of("pool", &at.pool, pool(market, cast));
    of("provider-registry", &at.provider_registry, registry(cast));
    of("job-market", &at.job_market, job_market(cast));
    of("lease-market", &at.lease_market, lease_market(cast));
    of("verifier-gateway", &at.verifier_gateway, gateway(market, cast));
    of("fee-collector", &at.fee_collector, fee_collector());
    of("staking", &at.staking, staking());
    of("restaking", &at.restaking, restaking(cast));
    for (token, _) in tokens(market) {
        of("token", &token, token_queries(market, cast));
    }
    all
}

/// Credit and LP tokens and the receipt of stakes, with what each is of. An upgrade leaves the receipts of vaults alone: any provider opens
/// one, so nothing bounds how many there are.
pub fn tokens<C: Client>(market: &Market<C>) -> Vec<(String, String)> {
    let classes = market.wiring.classes.iter();
    let credits = classes.map(|c| (market.class(&c.class).credit.into_string(), c.class.clone()));
    let pools =
        1..=u64::try_from(market.wiring.classes.len() + market.wiring.pools.len()).expect("few pools");
    let shares = pools.map(|id| (market.pool_state(id).lp_token, format!("pool {id}")));
    let receipt = (market.receipt_addr().into_string(), "stakes".to_owned());
    credits.chain(shares).chain([receipt]).collect()
}

type Entries = Vec<(Value, &'static [&'static str])>;

fn pool<C: Client>(market: &Market<C>, cast: &Cast) -> Entries {
    let (net, credit) = (json!(market.net()), json!(market.credit(H100)));
    let pool_id = market.class_pool(H100);
    let route = json!({"offer": net, "pools": [pool_id]});
    let mut entries = vec![
        (json!({"config": {}}), NOTHING),
        (json!({"ownership": {}}), NOTHING),
        (json!({"pools": {"order": "descending", "limit": 100}}), NOTHING),
        (json!({"quote_exact_in": {"route": route, "amount_in": "1000000"}}), NOTHING),
        (
            json!({"quote_exact_out": {"offer": net, "legs": [{"pools": [pool_id], "amount_out": "1000000"}]}}),
            NOTHING,
        ),
        (
            json!({"quote_provide": {"pool_id": pool_id, "max_0": "9000000000", "max_1": "9000000000"}}),
            NOTHING,
        ),
        (json!({"quote_provide_single": {"pool_id": pool_id, "asset": net, "amount": "1000000"}}), NOTHING),
        (json!({"quote_withdraw": {"pool_id": pool_id, "shares": "1000000"}}), NOTHING),
        (json!({"prices": {"pool_id": pool_id}}), PRICES),
        (json!({"allowance": {"owner": cast.provider, "spender": cast.client, "asset": net}}), NOTHING),
        (json!({"assets": {"order": "descending", "limit": 100}}), NOTHING),
    ];
    for id in 1..=u64::try_from(market.wiring.classes.len() + market.wiring.pools.len()).expect("few pools") {
        entries.push((json!({"pool": {"pool_id": id}}), NOTHING));
    }
    for asset in [net, credit] {
        entries.push((json!({"accounts": {"asset": asset, "limit": 100}}), NOTHING));
        for owner in [&cast.provider, &cast.client] {
            entries.push((json!({"account": {"owner": owner, "asset": asset}}), NOTHING));
            entries.push((json!({"accounts_of": {"owner": owner, "limit": 100}}), NOTHING));
        }
        entries.push((json!({"pools_of": {"asset": asset, "limit": 100}}), NOTHING));
    }
    entries
}

fn registry(cast: &Cast) -> Entries {
    vec![
        (json!({"config": {}}), NOTHING),
        (json!({"ownership": {}}), NOTHING),
        (json!({"class": {"class": H100}}), NOTHING),
        (json!({"classes": {"order": "descending", "limit": 100}}), NOTHING),
        (json!({"provider": {"provider": cast.provider}}), PROVIDER),
        (json!({"providers": {"order": "descending", "limit": 100}}), PROVIDER),
        (json!({"position": {"provider": cast.provider, "class": H100}}), POSITION),
        (json!({"positions": {"class": H100, "limit": 100}}), POSITION),
        (json!({"backing": {"provider": cast.provider, "class": H100}}), NOTHING),
        (json!({"queue": {"class": H100, "order": "ascending", "limit": 100}}), NOTHING),
        (json!({"price": {"class": H100}}), PRICE),
        (json!({"available": {"class": H100, "min_gpus": 1, "limit": 100}}), AVAILABLE),
        (json!({"job_lock": {"job_id": cast.assigned}}), NOTHING),
        (json!({"job_lock": {"job_id": cast.submitted}}), NOTHING),
        (json!({"job_call": {"job_id": cast.assigned}}), NOTHING),
        (json!({"pledged": {"market": cast.client, "id": 7}}), NOTHING),
        (json!({"markets": {}}), NOTHING),
        (
            json!({"quote_lock": {"cost": ONE.to_string(), "declared_value": "0", "detection_bps": 5_000}}),
            NOTHING,
        ),
    ]
}

fn job_market(cast: &Cast) -> Entries {
    vec![
        (json!({"config": {}}), NOTHING),
        (json!({"ownership": {}}), NOTHING),
        (json!({"job": {"job_id": cast.assigned}}), NOTHING),
        (json!({"jobs": {"start_after": cast.assigned.min(cast.submitted) - 1, "limit": 100}}), NOTHING),
        (json!({"claim": {"job_id": cast.submitted}}), NOTHING),
        (json!({"quote": {"class": H100, "gpus": 1, "seconds": 60}}), &["take", "pays"]),
        (json!({"occupancy": {"class": H100}}), OCCUPANCY),
        (json!({"occupancies": {}}), OCCUPANCY),
        (json!({"templates": {"class": H100}}), NOTHING),
        (json!({"callable": {"class": H100, "limit": 100}}), NOTHING),
        (json!({"holdings": {}}), NOTHING),
    ]
}

fn lease_market(cast: &Cast) -> Entries {
    vec![
        (json!({"config": {}}), NOTHING),
        (json!({"ownership": {}}), NOTHING),
        (json!({"lease": {"lease_id": 1}}), LEASE),
        (json!({"leases": {"order": "descending", "limit": 100}}), LEASE),
        (json!({"quote_close": {"lease_id": 1, "sender": cast.client}}), NOTHING),
        (json!({"quote": {"class": H100, "gpus": 1, "seconds": 60}}), &["take", "pays"]),
        (json!({"clock": {"provider": cast.provider}}), &["silence", "gaps"]),
        (json!({"classes": {}}), NOTHING),
        (json!({"holdings": {}}), NOTHING),
    ]
}

fn gateway<C: Client>(market: &Market<C>, cast: &Cast) -> Entries {
    let output = digest("output");
    let claim = market.claim(cast.assigned, &output);
    let proof = market.attest(cast.assigned, &output);
    vec![
        (json!({"config": {}}), NOTHING),
        (json!({"ownership": {}}), NOTHING),
        (json!({"method": {"method": ATTESTATION}}), NOTHING),
        (json!({"methods": {"order": "descending", "limit": 100}}), NOTHING),
        (json!({"program": {"program": digest("program")}}), NOTHING),
        (json!({"key": {"program": digest("program")}}), NOTHING),
        (json!({"verify_proof": {"method": ATTESTATION, "claim": claim, "proof": proof}}), NOTHING),
        (set_of_one(&claim), NOTHING),
        (json!({"statement": {"claim": claim}}), NOTHING),
    ]
}

/// The real receipt's only claim, as if this one's job were of its program.
fn set_of_one(claim: &Claim) -> Value {
    let (Set { root, seal }, none) = (inclusion::set(), HexBinary::from([0; 32]));
    let claim =
        Claim { program: inclusion::program(), input: none, output: inclusion::output(), ..claim.clone() };
    let claims = [json!({"claim": claim, "path": ""})];
    json!({"verify_set": {"method": RISC_ZERO, "root": root, "seal": seal, "claims": claims}})
}

fn fee_collector() -> Entries {
    vec![
        (json!({"config": {}}), NOTHING),
        (json!({"ownership": {}}), NOTHING),
        (json!({"balances": {}}), NOTHING),
        (json!({"waiting": {"order": "descending", "limit": 100}}), NOTHING),
        (json!({"routes": {"order": "descending", "limit": 100}}), NOTHING),
        // The mean goes on with time.
        (json!({"treasury": {"limit": 100}}), &["worth"]),
        (json!({"metrics": {"window": "all"}}), METRICS),
    ]
}

fn staking() -> Entries {
    vec![
        (json!({"config": {}}), NOTHING),
        // A stream moves with time.
        (json!({"state": {}}), &["assets", "left", "end", "price"]),
        (json!({"preview_stake": {"amount": "1000000"}}), &["shares"]),
        (json!({"preview_unstake": {"shares": "1000000"}}), &["amount"]),
    ]
}

fn restaking(cast: &Cast) -> Entries {
    let of = |more: Value| {
        let mut fields = json!({"provider": cast.provider, "class": H100});
        let all = fields.as_object_mut().expect("an object");
        all.extend(more.as_object().expect("an object").clone());
        fields
    };
    vec![
        (json!({"config": {}}), NOTHING),
        (json!({"ownership": {}}), NOTHING),
        (json!({"assets": {}}), NOTHING),
        (json!({"vault": of(json!({}))}), NOTHING),
        (json!({"vaults": {"class": H100, "order": "descending", "limit": 100}}), NOTHING),
        (json!({"tickets": of(json!({"owner": cast.client, "limit": 100}))}), NOTHING),
        (json!({"preview_deposit": of(json!({"amount": "1000000"}))}), NOTHING),
        (json!({"preview_exit": of(json!({"shares": "1000000"}))}), NOTHING),
    ]
}

fn token_queries<C: Client>(market: &Market<C>, cast: &Cast) -> Entries {
    let (owner, spender) = (&cast.provider, &cast.client);
    vec![
        (json!({"token_info": {}}), NOTHING),
        (json!({"minter": {}}), NOTHING),
        (json!({"burners": {}}), NOTHING),
        (json!({"balance": {"address": owner}}), NOTHING),
        (json!({"balance": {"address": market.at.pool}}), NOTHING),
        (json!({"allowance": {"owner": owner, "spender": spender}}), NOTHING),
        (json!({"all_allowances": {"owner": owner}}), NOTHING),
        (json!({"all_spender_allowances": {"spender": spender}}), NOTHING),
        (json!({"all_accounts": {"limit": 30}}), NOTHING),
    ]
}
