//! Runs the steps of a page.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use cosmwasm_std::{from_json, Binary, Coin};
use cw_multi_test::AppResponse;
use serde_json::Value;

use crate::bytes;
use crate::page::{steps, text, Step};
use crate::schema;
use crate::world::World;

/// Reads a page from its first to its last line; returns which messages and queries of which contracts it shows.
pub fn read(name: &str) -> BTreeSet<(String, String)> {
    let mut reader = Reader::new(name, World::new(name != "provider.md"));
    for step in steps(name, &text(name)) {
        reader.step(&step);
    }
    reader.end();
    reader.shown
}

/// A reader in the middle of a page.
pub struct Reader {
    name: String,
    world: World,
    /// What placeholders stand for.
    names: BTreeMap<String, String>,
    /// Base64 that no message has carried yet.
    unused: BTreeSet<String>,
    answer: Value,
    response: AppResponse,
    /// Contract and name of every message and query.
    pub shown: BTreeSet<(String, String)>,
}

impl Reader {
    /// Before the first line.
    pub fn new(name: &str, world: World) -> Self {
        let (names, response) = (world.names(), AppResponse::default());
        let (unused, shown) = (BTreeSet::new(), BTreeSet::new());
        Self { name: name.into(), world, names, unused, answer: Value::Null, response, shown }
    }

    /// Does one step.
    pub fn step(&mut self, step: &Step) {
        let here = format!("{}:{}", self.name, step.line);
        let words = self.filled(&here, &step.words);
        let block = if step.kind == "sha256" { String::new() } else { self.filled(&here, &step.block) };
        match step.kind.as_str() {
            "run" => self.each(&here, step, &block, Self::run),
            "query" => self.each(&here, step, &block, Self::query),
            "answer" => contains(&here, &json(&here, &block), &self.answer),
            "event" => self.event(&here, &json(&here, &block)),
            "data" => {
                let data = self.response.data.clone().unwrap_or_default();
                contains(&here, &json(&here, &block), &from_json(data).expect(&here));
            }
            "told" => contains(&here, &json(&here, &block), &self.world.told()),
            "base64" => {
                let hook = json(&here, &block);
                let misfits: Vec<String> =
                    schema::hooks().iter().map_while(|hooks| schema::misfit(hooks, &hook)).collect();
                let free = step.options.iter().any(|option| option == "for the callee alone");
                assert!(
                    free || misfits.len() < schema::hooks().len(),
                    "{here}: no hook is like this: {misfits:?}"
                );
                let compact = hook.to_string();
                self.name(&here, &step.words, Binary::from(compact.as_bytes()).to_base64());
                self.unused.insert(step.words.clone());
            }
            "sha256" => {
                for line in step.block.lines() {
                    let (name, spelled) = line.split_once(" = ").expect(&here);
                    let spelled = self.filled(&here, spelled);
                    self.name(&here, name, bytes::sha256(&spelled));
                }
            }
            "sign" => {
                let (names, what) = step.words.split_once(" = ").expect(&here);
                let (signers, over) = what.split_once(" over ").expect(&here);
                let over = self.filled(&here, over);
                let signatures = self.world.sign(signers, &over);
                assert_eq!(names.split(" and ").count(), signatures.len(), "{here}: signatures");
                for (name, signature) in names.split(" and ").zip(signatures) {
                    self.name(&here, name, signature);
                }
            }
            "wait" => self.world.wait(words.parse().expect(&here)),
            _ => self.meanwhile(&here, step),
        }
    }

    /// After the last line.
    pub fn end(&self) {
        assert!(self.unused.is_empty(), "{}: no message carries {:?}", self.name, self.unused);
        self.world.check();
    }

    fn meanwhile(&mut self, here: &str, step: &Step) {
        let opened = step.words.split(' ').nth(1) == Some("requests");
        let words = if opened { step.words.clone() } else { self.filled(here, &step.words) };
        let job = self.world.meanwhile(&words).unwrap_or_else(|e| panic!("{here}: {words}: {e:#}"));
        if let (true, Some(job)) = (opened, job) {
            let name = words.split(' ').nth(2).expect(here).to_string();
            self.name(here, &name, job.to_string());
        }
    }

    /// Does the same with each value of a block, and checks that each is accepted, or refused with the text at its place.
    fn each(
        &mut self,
        here: &str,
        step: &Step,
        block: &str,
        act: fn(&mut Self, &str, &Step, &Value) -> Result<()>,
    ) {
        let values = serde_json::Deserializer::from_str(block).into_iter().collect::<Result<Vec<Value>, _>>();
        let values = values.unwrap_or_else(|e| panic!("{here}: {e} in {block}"));
        let refusals = step.options.iter().find_map(|option| option.strip_prefix("refused: "));
        let refusals: Vec<&str> = refusals.map_or(vec![], |texts| texts.split(" / ").collect());
        assert!(refusals.is_empty() || refusals.len() == values.len(), "{here}: a text for each refusal");
        for (at, value) in values.iter().enumerate() {
            match (act(self, here, step, value), refusals.get(at)) {
                (Ok(()), None) => {}
                (Ok(()), Some(text)) => panic!("{here}: expected {value} to be refused with `{text}`"),
                (Err(error), None) => panic!("{here}: {value}: {error:#}"),
                (Err(error), Some(text)) => {
                    let error = format!("{error:#}");
                    assert!(error.contains(text), "{here}: expected `{text}` in the refusal: {error}");
                }
            }
        }
    }

    fn run(&mut self, here: &str, step: &Step, msg: &Value) -> Result<()> {
        let (contract, actor) = step.words.split_once(" as ").expect(here);
        let option = |prefix: &str| step.options.iter().find_map(|option| option.strip_prefix(prefix));
        let funds: Vec<Coin> = option("with ")
            .map_or(vec![], |coins| coins.split(' ').map(|c| c.parse().expect(here)).collect());
        self.shown.insert((contract.to_string(), verb(here, msg)));
        let beyond = step.options.iter().any(|option| option == "beyond the schema");
        if let Some(misfit) = schema::misfit(&schema::of(contract, "execute"), msg).filter(|_| !beyond) {
            panic!("{here}: {misfit}, in {msg}");
        }
        self.response = self.world.run(contract, actor, msg, &funds)?;
        for option in step.options.iter().filter(|option| option.starts_with('$')) {
            let (name, path) = option.split_once(" = ").expect(here);
            let (kind, key) = path.split_once('.').expect(here);
            let value = if kind == "data" {
                let data: Value = from_json(self.response.data.clone().expect(here)).expect(here);
                plain(&data[key])
            } else {
                self.attribute(kind, key).unwrap_or_else(|| panic!("{here}: no event says {path}"))
            };
            self.name(here, name, value);
        }
        Ok(())
    }

    fn query(&mut self, here: &str, step: &Step, msg: &Value) -> Result<()> {
        self.shown.insert((step.words.clone(), verb(here, msg)));
        if let Some(misfit) = schema::misfit(&schema::of(&step.words, "query"), msg) {
            panic!("{here}: {misfit}, in {msg}");
        }
        self.answer = self.world.query(&step.words, &msg.to_string())?;
        let bind = step.options.iter().filter_map(|option| option.split_once(" = "));
        let found: Vec<(String, String)> = bind
            .map(|(name, path)| {
                let at = path.split('.').fold(&self.answer, |value, key| match key.parse::<usize>() {
                    Ok(index) => &value[index],
                    Err(_) => &value[key],
                });
                assert!(!at.is_null(), "{here}: no `{path}` in {}", self.answer);
                (name.to_string(), plain(at))
            })
            .collect();
        for (name, value) in found {
            self.name(here, &name, value);
        }
        Ok(())
    }

    fn attribute(&self, kind: &str, key: &str) -> Option<String> {
        let mut events = self.response.events.iter().filter(|event| event.ty == format!("wasm-{kind}"));
        events.find_map(|event| event.attributes.iter().find(|a| a.key == key)).map(|a| a.value.clone())
    }

    fn event(&self, here: &str, expected: &Value) {
        for (kind, attributes) in expected.as_object().expect(here) {
            let events = self.response.events.iter().filter(|event| event.ty == format!("wasm-{kind}"));
            let found: Vec<Value> = events
                .map(|event| {
                    event.attributes.iter().map(|a| (a.key.clone(), Value::from(a.value.clone()))).collect()
                })
                .collect();
            let suits = |event: &Value| difference(attributes, event).is_none();
            assert!(found.iter().any(suits), "{here}: expected {kind} {attributes}, got {found:?}");
        }
    }

    fn name(&mut self, here: &str, name: &str, value: String) {
        assert!(name.starts_with('$'), "{here}: `{name}` is no placeholder");
        self.unused.remove(name);
        self.names.insert(name.to_string(), value);
    }

    /// The text with every placeholder replaced, the longest first; `$EXPIRY` and the like are bound before.
    fn filled(&mut self, here: &str, text: &str) -> String {
        let mut filled = text.to_string();
        let mut names: Vec<(String, String)> = self.names.clone().into_iter().collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        for (name, value) in names {
            if filled.contains(&name) {
                filled = filled.replace(&name, &value);
                self.unused.remove(&name);
            }
        }
        let binds = text.starts_with('$') || text.contains(" requests ");
        assert!(
            binds || !filled.contains('$'),
            "{here}: nothing says what a placeholder stands for: {filled}"
        );
        filled
    }
}

fn json(here: &str, text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{here}: {e} in {text}"))
}

/// Which message or query it is.
fn verb(here: &str, msg: &Value) -> String {
    msg.as_object().and_then(|fields| fields.keys().next()).expect(here).clone()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

fn contains(here: &str, expected: &Value, got: &Value) {
    if let Some(what) = difference(expected, got) {
        panic!("{here}: {what}; got {got}");
    }
}

/// Where a value lacks what is expected; `"…"` expects anything.
fn difference(expected: &Value, got: &Value) -> Option<String> {
    match (expected, got) {
        (Value::String(any), _) if any == "…" => None,
        (Value::Object(fields), Value::Object(all)) => {
            fields.iter().find_map(|(key, value)| match all.get(key) {
                Some(found) => difference(value, found).map(|what| format!("{key}: {what}")),
                None => Some(format!("no `{key}`")),
            })
        }
        (Value::Array(items), Value::Array(all)) if items.len() == all.len() => {
            items.iter().zip(all).find_map(|(item, found)| difference(item, found))
        }
        _ if expected == got => None,
        _ => Some(format!("expected {expected}, got {got}")),
    }
}
