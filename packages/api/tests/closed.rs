//! Whatever a person writes and may leave something out of refuses fields that it does not have: else a misspelt bound would pass
//! as one that was left out. Where nothing may be left out, a misspelt field is missing, and later versions may have more.

use api::{
    fee_collector, job_market, lease_market, pool, provider_registry, restaking, staking, token,
    verifier_gateway,
};
use schemars::schema::{ObjectValidation, RootSchema, Schema, SchemaObject};
use schemars::schema_for;

/// Another project's, read as it defines them.
const FOREIGN: [&str; 1] = ["Action"];

/// The schemas of all that is written, by name.
fn messages() -> Vec<(&'static str, RootSchema)> {
    macro_rules! schemas {
        ($($message:ty),* $(,)?) => { vec![$((stringify!($message), schema_for!($message))),*] };
    }
    schemas![
        fee_collector::InstantiateMsg,
        fee_collector::ExecuteMsg,
        fee_collector::ReceiveMsg,
        fee_collector::QueryMsg,
        job_market::InstantiateMsg,
        job_market::ExecuteMsg,
        job_market::ReceiveMsg,
        job_market::SwapMsg,
        job_market::QueryMsg,
        lease_market::InstantiateMsg,
        lease_market::ExecuteMsg,
        lease_market::SwapMsg,
        lease_market::PledgeMsg,
        lease_market::QueryMsg,
        pool::InstantiateMsg,
        pool::ExecuteMsg,
        pool::ReceiveMsg,
        pool::QueryMsg,
        provider_registry::InstantiateMsg,
        provider_registry::ExecuteMsg,
        provider_registry::ReceiveMsg,
        provider_registry::QueryMsg,
        restaking::InstantiateMsg,
        restaking::ExecuteMsg,
        restaking::ReceiveMsg,
        restaking::QueryMsg,
        staking::InstantiateMsg,
        staking::ExecuteMsg,
        staking::ReceiveMsg,
        staking::QueryMsg,
        token::InstantiateMsg,
        token::QueryMsg,
        verifier_gateway::InstantiateMsg,
        verifier_gateway::ExecuteMsg,
        verifier_gateway::QueryMsg,
    ]
}

#[test]
fn what_may_leave_something_out_refuses_what_it_does_not_have() {
    let (mut closed, mut open) = (0, vec![]);
    for (message, RootSchema { schema, definitions, .. }) in messages() {
        let mut objects = vec![];
        walk(message, &schema, &mut objects);
        for (name, definition) in &definitions {
            if let (Schema::Object(definition), false) = (definition, FOREIGN.contains(&name.as_str())) {
                walk(name, definition, &mut objects);
            }
        }
        for (at, object) in objects {
            let left_out = object.properties.keys().find(|name| !object.required.contains(*name));
            match (left_out, object.additional_properties.as_deref()) {
                (None, _) => {}
                (Some(_), Some(Schema::Bool(false))) => closed += 1,
                (Some(name), _) => open.push(format!("{message}: {at}, which may leave out `{name}`")),
            }
        }
    }
    assert!(open.is_empty(), "these read over fields that they do not have:\n{}", open.join("\n"));
    assert!(closed > 40, "expected many that may leave something out, got {closed}");
}

/// Adds every object that a schema itself describes, with a path to it.
fn walk<'a>(at: &str, schema: &'a SchemaObject, objects: &mut Vec<(String, &'a ObjectValidation)>) {
    if let Some(object) = schema.object.as_deref() {
        objects.push((at.to_owned(), object));
        for (name, property) in &object.properties {
            if let Schema::Object(property) = property {
                walk(&format!("{at}.{name}"), property, objects);
            }
        }
    }
    if let Some(parts) = schema.subschemas.as_deref() {
        let lists = [&parts.one_of, &parts.any_of, &parts.all_of];
        for part in lists.into_iter().flatten().flatten() {
            if let Schema::Object(part) = part {
                walk(at, part, objects);
            }
        }
    }
}
