//! The files of `schema/<contract>/`: what a contract can be told and asked, and what its hooks carry.

mod foreign;

use std::collections::BTreeMap;

use cosmwasm_schema::schemars::schema::RootSchema;
use cosmwasm_schema::Api;
use cosmwasm_std::{to_json_string, StdError, StdResult};

/// What `to_schema_files` puts before the name of an entry that is no message of the contract itself.
const ANSWER: &str = "response_to_";

/// The text of each file by its path in the contract's folder, as one JSON object:
///
/// - `<name>.json`: all messages, queries and answers in one document, from which clients are generated;
/// - `raw/*.json`: the same, one JSON schema each;
/// - `raw/hooks/<hook>.json`: JSON schemas of what travels inside other messages: payloads of a cw20 Send or of a swap that ends
///   in the contract, calls of contracts that are not of the market, and the `data` of answers.
///
/// Fields of foreign types, which say nothing themselves, get a description.
///
/// Errors: a schema that cannot be written as JSON.
pub fn files(mut api: Api, hooks: Vec<(&str, RootSchema)>) -> StdResult<String> {
    let name = api.contract_name.clone();
    let messages = [&mut api.instantiate, &mut api.execute, &mut api.query, &mut api.migrate];
    messages.into_iter().flatten().for_each(foreign::describe);
    api.responses.iter_mut().flat_map(BTreeMap::values_mut).for_each(foreign::describe);
    let mut hooks: BTreeMap<String, RootSchema> =
        hooks.into_iter().map(|(hook, schema)| (hook.to_owned(), schema)).collect();
    hooks.values_mut().for_each(foreign::describe);
    let hooks = Api {
        contract_name: name.clone(),
        contract_version: api.contract_version.clone(),
        instantiate: None,
        execute: None,
        query: None,
        migrate: None,
        sudo: None,
        responses: Some(hooks),
    };
    let failed = |error: &dyn std::fmt::Display| StdError::generic_err(format!("schema of {name}: {error}"));
    let api = api.render();
    let mut files = BTreeMap::new();
    files.insert(format!("{name}.json"), api.to_string().map_err(|e| failed(&e))?);
    for (file, text) in api.to_schema_files().map_err(|e| failed(&e))? {
        files.insert(format!("raw/{file}"), text);
    }
    for (file, text) in hooks.render().to_schema_files().map_err(|e| failed(&e))? {
        files.insert(format!("raw/hooks/{}", file.trim_start_matches(ANSWER)), text);
    }
    to_json_string(&files)
}
