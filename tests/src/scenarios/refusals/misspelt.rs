//! Misspelt fields: a bound under another name must not pass as one that was left out.

use serde_json::{Map, Value};

use super::{decoded, put, Entry, Scene};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;

/// What no field and no choice is called.
const MISSPELT: &str = "misspelt";
/// How a contract says it: the last where later versions may know more fields, and no earlier one of them may be left out.
const SAID: [&str; 3] = ["unknown field `misspelt`", "unknown variant `misspelt`", "missing field `"];

/// Every field of every message and hook, and of all that lies in them, under another name. Messages of cw20 and of cw-ownable
/// are read as these projects define them.
pub fn misspelt_fields_are_refused(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let ours = |entry: &Entry| entry.contract != "token" && entry.label != "update_ownership";
    let mut passed = vec![];
    for entry in scene.catalogue().into_iter().filter(ours) {
        let mut fields = vec![];
        objects(&entry.msg, "", &mut fields);
        for (path, changed) in fields {
            let mut misspelt = entry.clone();
            put(&mut misspelt.msg, &path, changed.into());
            if !scene.refuses_to_read(&misspelt) {
                passed.push(format!("{} of {}: {}", entry.label, entry.contract, misspelt.msg));
            }
        }
    }
    assert!(passed.is_empty(), "read in spite of a misspelt field:\n{}", passed.join("\n"));
    invariants::check(&scene.market).unwrap();
}

impl Scene {
    fn refuses_to_read(&mut self, entry: &Entry) -> bool {
        let before = self.everything();
        let sent = self.market.send(&entry.sender, &entry.address, &entry.msg, &[]);
        let refused =
            matches!(&sent, Err(error) if SAID.iter().any(|said| format!("{error:#}").contains(said)));
        assert!(sent.is_ok() || before == self.everything(), "{} was refused and moved something", entry.msg);
        refused
    }
}

/// The objects of a value that lies at a path, each as often as it has fields, with another of them misspelt.
fn objects(value: &Value, at: &str, found: &mut Vec<(String, Map<String, Value>)>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let mut changed = fields.clone();
                changed.remove(name);
                changed.insert(MISSPELT.to_owned(), value.clone());
                found.push((at.to_owned(), changed));
                objects(value, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                objects(item, &format!("{at}/{index}"), found);
            }
        }
        Value::String(text) if at.ends_with("/msg") => {
            if let Some(hook) = decoded(text).filter(Value::is_object) {
                objects(&hook, &format!("{at}#"), found);
            }
        }
        _ => {}
    }
}
