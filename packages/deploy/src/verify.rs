//! Whether a market is what its wiring says, field by field.

use std::fmt;

use anyhow::{Context, Result};
use api::common::Asset;
use api::job_market::TemplateEntry;
use api::restaking::ListedAsset;
use api::verifier_gateway::MethodResponse;
use serde::Serialize;
use serde_json::Value;

use crate::observe::{Listed, Observed};
use crate::plan::Plan;
use crate::wiring::Wiring;

/// Something that is not as it was wired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which contract and field.
    pub what: String,
    /// As the wiring says it.
    pub expected: String,
    /// As the chain says it.
    pub got: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: expected {}, got {}", self.what, self.expected, self.got)
    }
}

/// Every difference between what the wiring says and what the contracts say. What they have beyond the wiring is none: see
/// [`beyond`].
pub fn differences(wiring: &Wiring, plan: &Plan, on: &Observed) -> Result<Vec<Difference>> {
    let mut found = Differences(vec![]);
    for step in &plan.instantiations {
        let expected: Value = serde_json::from_slice(&step.msg)?;
        let mut got = on.instantiate_msg(step.code)?;
        if let Some(Value::Array(methods)) = got.get_mut("methods") {
            methods.truncate(wiring.methods.len());
        }
        found.compare(step.code.name(), &expected, &got);
    }
    for asset in &wiring.assets {
        if !on.assets.contains(asset) {
            found.push(format!("pool.assets.{asset}"), "listed", "not listed");
        }
    }
    if !on.allows(&plan.addresses.lease_market) {
        found.push("provider_registry.markets.lease_market", "allowed", "not allowed");
    }
    for class in &wiring.classes {
        found.class(class, wiring, plan, on)?;
    }
    for (pool, pool_id) in wiring.pools.iter().zip(wiring.first_further_pool()?..) {
        let what = format!("pool.pools.{pool_id}");
        match on.pools.iter().find(|p| p.pool_id == pool_id) {
            None => found.push(what, format!("{} / {}", pool.asset_0, pool.asset_1), "no such pool"),
            Some(got) => {
                found.compare(&format!("{what}.asset_0"), &pool.asset_0, &got.asset_0);
                found.compare(&format!("{what}.asset_1"), &pool.asset_1, &got.asset_1);
                found.compare(&format!("{what}.fees"), &pool.fees, &got.fees);
                found.compare(&format!("{what}.launch"), &pool.launch, &got.launch);
            }
        }
    }
    for (asset, pools) in wiring.all_routes(&plan.credits)? {
        let what = format!("fee_collector.routes.{asset}");
        match on.routes.iter().find(|route| route.asset == asset) {
            None => found.push(what, format!("pools {pools:?}"), "no route"),
            Some(got) => found.compare(&what, &pools, &got.pools),
        }
    }
    for wired in wiring.all_backing(on.staking.token.as_str()) {
        let what = format!("restaking.assets.{}", wired.asset);
        match on.backing.iter().find(|known| known.asset == wired.asset) {
            Some(got) if got.listed => found.compare(&what, &wired.unit, &got.unit),
            Some(_) => found.push(what, "listed", "not listed any more"),
            None => found.push(what, "listed", "not listed"),
        }
    }
    for pool_id in wiring.all_liquidity_pools() {
        if !on.liquidity_pools.contains(&pool_id) {
            found.push(format!("fee_collector.liquidity_pools.{pool_id}"), "allowed", "not allowed");
        }
    }
    for method in on.methods.iter().take(wiring.methods.len()).filter(|method| method.disabled) {
        found.push(format!("verifier_gateway.methods.{}", method.method), "enabled", "disabled for good");
    }
    for method in on.methods.iter().take(wiring.methods.len()).filter(|method| !method.disabled) {
        for stopped in
            method.params.kind.selectors().iter().filter(|selector| !method.accepted.contains(selector))
        {
            let what = format!("verifier_gateway.methods.{}.selectors.{stopped}", method.method);
            found.push(what, "accepted", "stopped for good");
        }
    }
    Ok(found.0)
}

/// What governance added beyond the wiring, and what is stopped, for people: each a fact, none an error.
pub fn beyond(wiring: &Wiring, on: &Observed) -> Vec<String> {
    let mut facts = vec![];
    for class in &on.classes {
        let wired = wiring.classes.iter().find(|wired| wired.class == class.class);
        if wired.is_none() {
            facts.push(format!("class {} was added beyond the wiring", class.class));
        }
        let templates = wired.map_or(0, |wired| wired.templates.len());
        let known = on.templates.get(&class.class).map_or(&[][..], Vec::as_slice);
        let added = |entry: &&TemplateEntry| usize::try_from(entry.template).is_ok_and(|n| n > templates);
        for entry in known.iter().filter(added) {
            facts.push(format!("template {} of {} was added beyond the wiring", entry.template, class.class));
        }
        if let Some(sunset) = &class.sunset {
            facts.push(format!("class {} ends at {} (Unix seconds)", class.class, sunset.at));
        }
        if class.paused.mint || class.paused.accept {
            facts.push(format!("class {} is stopped: {:?}", class.class, class.paused));
        }
    }
    let net = Asset::native(&wiring.network_denom);
    let of_class = |asset: &Asset| on.classes.iter().any(|class| Asset::cw20(&class.credit) == *asset);
    for asset in on.assets.iter().filter(|asset| **asset != net && !of_class(asset)) {
        if !wiring.assets.contains(asset) {
            facts.push(format!("asset {asset} was listed beyond the wiring"));
        }
    }
    let backing = wiring.all_backing(on.staking.token.as_str());
    for known in on.backing.iter().filter(|known| backing.iter().all(|wired| wired.asset != known.asset)) {
        let ListedAsset { asset, unit, listed, .. } = known;
        let now = if *listed { "" } else { ", and is listed no more" };
        facts.push(format!("restaking listed {asset}, {unit} to a unit, beyond the wiring{now}"));
    }
    let wired = wiring.classes.len().saturating_add(wiring.pools.len());
    for pool in on.pools.iter().skip(wired) {
        let (a, b) = (&pool.asset_0, &pool.asset_1);
        facts.push(format!("pool {} ({a} / {b}) was added beyond the wiring", pool.pool_id));
    }
    for pool in on.pools.iter().filter(|pool| pool.paused.swap || pool.paused.provide) {
        facts.push(format!("pool {} is stopped: {:?}", pool.pool_id, pool.paused));
    }
    for method in on.methods.iter().skip(wiring.methods.len()) {
        let (id, name, state) = (method.method, &method.params.name, state(method));
        facts.push(format!("method {id} ({name}) was added beyond the wiring{state}"));
    }
    for pool_id in on.liquidity_pools.iter().filter(|id| !wiring.all_liquidity_pools().contains(id)) {
        facts.push(format!("liquidity may go to pool {pool_id} beyond the wiring"));
    }
    let sold = wiring.asset_routes().unwrap_or_default();
    for route in on.routes.iter().filter(|route| !of_class(&route.asset)) {
        if !sold.iter().any(|(asset, _)| *asset == route.asset) {
            facts.push(format!("a route of {} was named beyond the wiring", route.asset));
        }
    }
    for (market, stopped) in [("job-market", on.job_market.paused), ("lease-market", on.lease_market.paused)]
    {
        if stopped {
            facts.push(format!("the {market} takes no new requests: it is stopped"));
        }
    }
    facts
}

/// What of a method that governance added is to be known: whether it is disabled, which versions of its proofs it takes.
fn state(method: &MethodResponse) -> String {
    let disabled = if method.disabled { ", disabled for good" } else { "" };
    let selectors = method.params.kind.selectors();
    if selectors.is_empty() {
        return disabled.into();
    }
    let stopped = |selector| if method.accepted.contains(selector) { "" } else { " (stopped for good)" };
    let named: Vec<_> = selectors.iter().map(|selector| format!("{selector}{}", stopped(selector))).collect();
    format!("{disabled}; selectors {}", named.join(", "))
}

struct Differences(Vec<Difference>);

impl Differences {
    fn push(&mut self, what: impl Into<String>, expected: impl Into<String>, got: impl Into<String>) {
        self.0.push(Difference { what: what.into(), expected: expected.into(), got: got.into() });
    }

    fn class(
        &mut self,
        class: &crate::ClassWiring,
        wiring: &Wiring,
        plan: &Plan,
        on: &Observed,
    ) -> Result<()> {
        let id = &class.class;
        let pool_id = wiring.class_pool_id(id).context("a class of the wiring has a pool")?;
        let credit = plan.credits.get(id).context("a class of the plan has a credit token")?;
        let what = format!("provider_registry.classes.{id}");
        match on.classes.iter().find(|c| c.class == *id) {
            None => self.push(&what, "a class", "no such class"),
            Some(got) => {
                self.compare(&format!("{what}.params"), &class.params, &got.params);
                self.compare(&format!("{what}.standard"), &on.standard(id), &got.standard);
                self.compare(&format!("{what}.credit"), credit, &got.credit);
                self.compare(&format!("{what}.pool_id"), &pool_id, &got.pool_id);
            }
        }
        if !on.assets.contains(&Asset::cw20(credit)) {
            self.push(format!("pool.assets.cw20:{credit}"), "listed", "not listed");
        }
        let what = format!("pool.pools.{pool_id}");
        match on.pools.iter().find(|pool| pool.pool_id == pool_id) {
            None => self.push(&what, format!("the pool of {id}"), "no such pool"),
            Some(got) => {
                self.compare(&format!("{what}.asset_0"), &Asset::cw20(credit), &got.asset_0);
                let net = Asset::native(&wiring.network_denom);
                self.compare(&format!("{what}.asset_1"), &net, &got.asset_1);
                self.compare(&format!("{what}.fees"), &class.fees, &got.fees);
                self.compare(&format!("{what}.launch"), &class.launch, &got.launch);
            }
        }
        let leases = Listed { credit: credit.clone(), pool_id, terms: class.lease_terms() };
        self.listed(&format!("lease_market.classes.{id}"), &leases, on.leased.get(id));
        let jobs = Listed { credit: credit.clone(), pool_id, terms: class.terms };
        let what = format!("job_market.classes.{id}");
        self.listed(&what, &jobs, on.listed.get(id));
        let known = on.templates.get(id).map_or(&[][..], Vec::as_slice);
        for (number, wired) in (1..).zip(&class.templates) {
            let what = format!("{what}.templates.{number}");
            match known.iter().find(|entry| entry.template == number) {
                None => self.push(&what, "a template", "no such template"),
                Some(got) => {
                    self.compare(&what, wired, &got.terms);
                    let call_within = wiring.job_market.call_within;
                    self.compare(&format!("{what}.call_within"), &call_within, &got.call_within);
                }
            }
        }
        Ok(())
    }

    /// A class in one of the markets.
    fn listed<T: Serialize>(&mut self, what: &str, expected: &Listed<T>, got: Option<&Listed<T>>) {
        match got {
            None => self.push(what, "an open class", "no such class"),
            Some(got) => self.compare(what, expected, got),
        }
    }

    /// Compares all that is expected, down to single values; what was not asked about is left alone.
    fn compare(&mut self, what: &str, expected: &impl Serialize, got: &impl Serialize) {
        let value = |v: Result<Value, serde_json::Error>| v.unwrap_or(Value::Null);
        self.values(what, &value(serde_json::to_value(expected)), &value(serde_json::to_value(got)));
    }

    fn values(&mut self, what: &str, expected: &Value, got: &Value) {
        match (expected, got) {
            (Value::Object(fields), Value::Object(answer)) => {
                for (name, value) in fields {
                    let found = answer.get(name).unwrap_or(&Value::Null);
                    self.values(&format!("{what}.{name}"), value, found);
                }
            }
            (Value::Array(items), Value::Array(answer)) => {
                for i in 0..items.len().max(answer.len()) {
                    let at = |list: &[Value]| list.get(i).cloned().unwrap_or(Value::Null);
                    self.values(&format!("{what}.{}", i.saturating_add(1)), &at(items), &at(answer));
                }
            }
            _ if expected == got => {}
            _ => self.push(what, show(expected), show(got)),
        }
    }
}

fn show(value: &Value) -> String {
    match value {
        Value::Null => "nothing".into(),
        Value::String(text) => format!("`{text}`"),
        other => other.to_string(),
    }
}
