//! Whether a message has fields that its schema does not know: the pages should have none, also where a contract would
//! read over them.

use serde_json::Value;

use crate::page::docs;

/// The schema of what is sent (`execute`) or asked (`query`) of a contract, by the name that markers have for it.
pub fn of(contract: &str, what: &str) -> Value {
    let folder = match contract {
        "credit" | "lp" | "receipt" | "vault_receipt" => "token".to_string(),
        other => other.replace('_', "-"),
    };
    read(&format!("{folder}/{folder}.json"))[what].clone()
}

/// The schemas of what travels inside of other messages.
pub fn hooks() -> Vec<Value> {
    let of = ["pool", "provider-registry", "job-market"]
        .map(|contract| format!("{contract}/raw/hooks/receive_msg.json"));
    let more = [
        "job-market/raw/hooks/swap_msg.json",
        "lease-market/raw/hooks/swap_msg.json",
        "lease-market/raw/hooks/pledge_msg.json",
        "staking/raw/hooks/receive_msg.json",
        "restaking/raw/hooks/receive_msg.json",
    ];
    of.iter().map(String::as_str).chain(more).map(read).collect()
}

fn read(path: &str) -> Value {
    let bytes = std::fs::read(docs().join("../schema").join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_slice(&bytes).expect("JSON")
}

/// What of a value a schema does not know, or what it misses.
pub fn misfit(root: &Value, value: &Value) -> Option<String> {
    part(root, root, value)
}

fn part(root: &Value, schema: &Value, value: &Value) -> Option<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.trim_start_matches("#/definitions/");
        return part(root, &root["definitions"][name], value);
    }
    if let Some(all) = schema["allOf"].as_array() {
        return all.iter().find_map(|one| part(root, one, value));
    }
    if let Some(any) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let misfits: Vec<String> = any.iter().map_while(|one| part(root, one, value)).collect();
        // The longest tells most: it is of the variant that was meant.
        return (misfits.len() == any.len())
            .then(|| misfits.into_iter().max_by_key(String::len).unwrap_or_default());
    }
    if let Some(names) = schema["enum"].as_array() {
        return (!names.contains(value)).then(|| format!("{value} is none of {names:?}"));
    }
    if let (Some(fields), Some(known)) = (value.as_object(), schema["properties"].as_object()) {
        let unknown = fields.iter().find_map(|(name, field)| match known.get(name) {
            Some(one) => part(root, one, field).map(|what| format!("in `{name}`: {what}")),
            None if schema["additionalProperties"] == Value::Bool(false) => {
                Some(format!("nothing is called `{name}`"))
            }
            None => None,
        });
        let mut required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let missing = required.find(|name| !fields.contains_key(*name));
        return unknown.or(missing.map(|name| format!("no `{name}`")));
    }
    if let Some(items) = value.as_array().filter(|_| schema["items"].is_object()) {
        return items.iter().find_map(|item| part(root, &schema["items"], item));
    }
    let kinds = schema["type"].as_array().map_or(vec![&schema["type"]], |kinds| kinds.iter().collect());
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let fits = kinds.iter().any(|expected| expected.is_null() || *expected == kind);
    (!fits).then(|| format!("{value} is no {}", schema["type"]))
}
