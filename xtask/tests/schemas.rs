//! The committed schemas: complete, fit for generators of clients, and every field says what it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use xtask::project::CONTRACTS;

fn folder(contract: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema").join(contract)
}

fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Names of the JSON files right in `folder`, without their ending; none if there is no such folder.
fn names(folder: &Path) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeSet::new() };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect()
}

/// Every schema of a contract by its path under `raw`.
fn schemas(contract: &str) -> BTreeMap<String, Value> {
    let raw = folder(contract).join("raw");
    let hooks = names(&raw.join("hooks")).into_iter().map(|name| format!("hooks/{name}"));
    let all = names(&raw).into_iter().chain(hooks);
    all.map(|name| (name.clone(), json(&raw.join(format!("{name}.json"))))).collect()
}

/// Calls `visit` with every object in `value`, and with where it is.
fn walk(value: &Value, at: &str, visit: &mut dyn FnMut(&str, &serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            visit(at, object);
            for (key, inner) in object {
                walk(inner, &format!("{at}/{key}"), visit);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                walk(inner, &format!("{at}/{index}"), visit);
            }
        }
        _ => {}
    }
}

/// The messages or queries that a schema names.
fn variants(schema: &Value) -> BTreeSet<String> {
    let variants = schema["oneOf"].as_array().expect("an enum");
    variants
        .iter()
        .map(|variant| variant["required"][0].as_str().expect("a named message").to_owned())
        .collect()
}

#[test]
fn every_contract_has_its_folder_with_hooks() {
    for contract in CONTRACTS {
        let idl = json(&folder(contract).join(format!("{contract}.json")));
        assert_eq!(
            names(&folder(contract)),
            BTreeSet::from([contract.to_owned()]),
            "generators read one document"
        );
        let raw = names(&folder(contract).join("raw"));
        for kind in ["instantiate", "execute", "query", "migrate"] {
            assert!(raw.contains(kind), "{contract} {kind}");
            assert_eq!(idl[kind], json(&folder(contract).join(format!("raw/{kind}.json"))));
        }
        for query in variants(&idl["query"]) {
            assert!(raw.contains(&format!("response_to_{query}")), "{contract} {query}");
        }
        let readme = fs::read_to_string(folder(contract).join("README.md")).unwrap();
        assert!(
            schemas(contract).keys().all(|name| readme.contains(&format!("`raw/{name}.json`"))),
            "{contract}"
        );
    }
    let hooks =
        |contract| names(&folder(contract).join("raw/hooks")).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(hooks("pool"), "pool_created receive_msg receiver_msg");
    assert_eq!(hooks("job-market"), "hook_msg job_opened receive_msg swap_msg");
    assert_eq!(hooks("lease-market"), "pledge_msg swap_msg");
    assert_eq!(hooks("verifier-gateway"), "method_added verifier_msg");
    assert_eq!(hooks("provider-registry"), "receive_msg");
    assert_eq!(hooks("fee-collector"), "receive_msg");
    assert_eq!(hooks("restaking"), "receive_msg");
    assert_eq!(hooks("staking"), "receive_msg");
    assert_eq!(hooks("token"), "receiver_msg");
    let listed = fs::read_to_string(folder("README.md")).unwrap();
    for contract in CONTRACTS {
        for hook in names(&folder(contract).join("raw/hooks")) {
            assert!(listed.contains(&format!("`{contract}/raw/hooks/{hook}.json`")), "{contract} {hook}");
        }
    }
}

/// A generated client that signs has a method of each message and each query: one name, one meaning.
#[test]
fn no_query_has_the_name_of_a_message() {
    for contract in CONTRACTS {
        let schemas = schemas(contract);
        let (messages, queries) = (variants(&schemas["execute"]), variants(&schemas["query"]));
        assert_eq!(messages.intersection(&queries).collect::<Vec<_>>(), Vec::<&String>::new(), "{contract}");
    }
}

/// A client has one type of each name.
#[test]
fn types_of_one_name_are_the_same() {
    for contract in CONTRACTS {
        let mut seen: BTreeMap<String, Value> = BTreeMap::new();
        for (file, schema) in schemas(contract).iter().filter(|(file, _)| !file.starts_with("hooks/")) {
            for (name, definition) in schema["definitions"].as_object().into_iter().flatten() {
                let first = seen.entry(name.clone()).or_insert_with(|| definition.clone());
                assert_eq!(first, definition, "{contract}/{file}: {name}");
            }
        }
        for (name, definition) in &seen {
            let numbered = name.ends_with(|last: char| last.is_ascii_digit()) && !name.starts_with("Uint");
            let decimal = name.starts_with("Decimal") || name.starts_with("Int");
            assert!(!numbered || decimal, "{contract}: two types `{name}` {definition}");
        }
    }
}

/// Generators know neither tuples nor schemas that are `true`.
#[test]
fn no_field_is_a_tuple_or_anything_at_all() {
    for contract in CONTRACTS {
        for (file, schema) in schemas(contract) {
            walk(&schema, &file, &mut |at, object| {
                let tuple = object.get("items").is_some_and(|items| items.is_array() || items.is_boolean());
                assert!(!tuple, "{contract}/{at}: a tuple");
                let fields = object.get("properties").and_then(Value::as_object);
                for (name, field) in fields.into_iter().flatten() {
                    assert!(field.is_object(), "{contract}/{at}: `{name}` may be anything");
                }
            });
        }
    }
}

#[test]
fn every_field_says_what_it_is() {
    let mut silent = BTreeSet::new();
    for contract in CONTRACTS {
        for (file, schema) in schemas(contract) {
            walk(&schema, &file, &mut |at, object| {
                let said =
                    |value: &Value| value["description"].as_str().is_some_and(|text| !text.trim().is_empty());
                // The one field of a message of an enum is its name: the message has the description.
                let named = at.contains("/oneOf/") && object.contains_key("required") && {
                    object["required"].as_array().is_some_and(|required| required.len() == 1)
                        && object
                            .get("properties")
                            .is_some_and(|fields| fields.as_object().is_some_and(|f| f.len() == 1))
                };
                if at.rsplit('/').nth(1) == Some("oneOf") && !object.contains_key("description") {
                    silent.insert(format!("{contract}/{at}: a variant"));
                }
                let inside = at.rsplit('/').next() == Some("properties");
                let fields = object.get("properties").and_then(Value::as_object).filter(|_| !inside);
                for (name, field) in fields.into_iter().flatten() {
                    let variant = named && at.rsplit('/').nth(1) == Some("oneOf");
                    if !said(field) && !variant {
                        silent.insert(format!("{contract}/{at}: `{name}`"));
                    }
                }
            });
        }
    }
    assert!(
        silent.is_empty(),
        "fields without a description:\n{}",
        silent.into_iter().collect::<Vec<_>>().join("\n")
    );
}

/// Lists that a query answers whole, because nothing lets them grow: with what bounds them.
const WHOLE: [(&str, &str, &str); 12] = [
    ("job-market", "quote", "two amounts, and a leg for each"),
    ("pool", "quote_exact_in", "one leg"),
    ("pool", "quote_exact_out", "the legs asked for"),
    ("job-market", "occupancies", "classes, which governance lists"),
    ("job-market", "templates", "32 of a class"),
    ("lease-market", "quote", "a leg for credits and one for the take"),
    ("lease-market", "classes", "classes, which governance lists"),
    ("lease-market", "holdings", "classes, which governance lists"),
    ("verifier-gateway", "method", "the versions of RISC Zero"),
    ("fee-collector", "metrics", "classes, which governance lists"),
    ("token", "burners", "8 of a token"),
    ("restaking", "assets", "4, which governance lists"),
];

#[test]
fn every_list_has_pages() {
    for contract in CONTRACTS {
        let schemas = schemas(contract);
        for variant in schemas["query"]["oneOf"].as_array().unwrap() {
            let query = variant["required"][0].as_str().unwrap();
            let answer = &schemas[&format!("response_to_{query}")];
            let fields = answer["properties"].as_object().into_iter().flatten();
            let list = answer["type"] == "array"
                || fields.map(|(_, field)| &field["type"]).any(|kind| kind == "array");
            let asked = &variant["properties"][query]["properties"];
            let paged = !asked["start_after"].is_null() && !asked["limit"].is_null();
            // A token's lists are cw20's own.
            let ordered = !asked["order"].is_null() || contract == "token";
            assert!(!paged || ordered, "{contract}: `{query}` answers a list in one order alone");
            let whole = WHOLE.iter().any(|(of, name, _)| (*of, *name) == (contract, query));
            assert!(!list || paged || whole, "{contract}: `{query}` answers a list without pages");
        }
    }
}

/// People read prices as decimal numbers in one unit, which every answer with one names.
#[test]
fn prices_say_their_unit() {
    let of = |contract: &str, file: &str| schemas(contract).remove(file).unwrap();
    let unit = "base units of asset 1 for 1,000,000";
    assert!(of("pool", "response_to_prices")["properties"]["spot"]["description"]
        .as_str()
        .unwrap()
        .contains(unit));
    assert!(of("pool", "response_to_pool")["properties"]["reference"]["description"]
        .as_str()
        .unwrap()
        .contains(unit));
    for field in ["mint", "call"] {
        let said = of("provider-registry", "response_to_price")["properties"][field]["description"].clone();
        assert!(said.as_str().unwrap().contains("NET base units per whole credit"), "{field}");
    }
    for contract in CONTRACTS {
        for (file, schema) in schemas(contract) {
            assert!(!schema.to_string().contains("Q64.64"), "{contract}/{file} speaks of Q64.64");
        }
    }
}

/// Numbers that count in no unit: ids, places in a list, pages.
const COUNTS: [&str; 24] = [
    "id",
    "next",
    "pool_id",
    "job_id",
    "lease_id",
    "seen_height",
    "method",
    "template",
    "key",
    "arbiter",
    "proof",
    "token_code_id",
    "limit",
    "start_after",
    "pools",
    "chunk",
    "decimals",
    "look",
    "payer",
    "at_height",
    "cap",
    "number",
    "generation",
    "asset",
];
/// Words that name a unit, or what is counted.
const UNITS: [&str; 10] = [
    "gas",
    "base unit",
    "basis point",
    "second",
    "unix",
    "byte",
    "gpu",
    "how many",
    "units of work",
    "10^-4",
];

#[test]
fn every_number_says_its_unit() {
    let mut silent = BTreeSet::new();
    for contract in CONTRACTS {
        for (file, schema) in schemas(contract) {
            walk(&schema, &file, &mut |at, object| {
                let whose = object.get("description").and_then(Value::as_str).unwrap_or_default();
                for (name, field) in object.get("properties").and_then(Value::as_object).into_iter().flatten()
                {
                    let said = field["description"].as_str().unwrap_or_default();
                    if field.get("properties").is_some() {
                        continue;
                    }
                    let kind = field.to_string();
                    let amount =
                        kind.contains("definitions/Uint128") || kind.contains("definitions/Decimal256");
                    let number = amount || field["type"].to_string().contains("\"integer\"");
                    let named = |text: &str| UNITS.iter().any(|unit| text.to_lowercase().contains(unit));
                    if number && !named(said) && !named(whose) && !COUNTS.contains(&name.as_str()) {
                        silent.insert(format!("{contract}/{at}: `{name}`: {said}"));
                    }
                }
            });
        }
    }
    assert!(
        silent.is_empty(),
        "numbers without a unit:\n{}",
        silent.into_iter().collect::<Vec<_>>().join("\n")
    );
}
