// Reading vectors and comparing them with results.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::str::FromStr;

use amm_math::Rounding;
use serde_json::Value;

/// Accepted inputs that each function must have been tried with.
const LEAST: usize = 2_000;

/// The inputs of a vector, read one after the other.
pub struct Inputs<'a> {
    rest: std::slice::Iter<'a, Value>,
}

impl<'a> Inputs<'a> {
    pub fn of(values: &'a [Value]) -> Self {
        Self { rest: values.iter() }
    }

    fn next(&mut self) -> &'a Value {
        self.rest.next().expect("an input is missing")
    }

    /// A number that fits the function's argument type.
    pub fn num<T: FromStr>(&mut self) -> T {
        self.option().expect("an input is null")
    }

    pub fn option<T: FromStr>(&mut self) -> Option<T> {
        let value = self.next();
        (!value.is_null()).then(|| parse(value))
    }

    pub fn rounding(&mut self) -> Rounding {
        match self.text() {
            "Down" => Rounding::Down,
            "Up" => Rounding::Up,
            other => panic!("no rounding direction: {other:?}"),
        }
    }

    pub fn text(&mut self) -> &'a str {
        self.next().as_str().expect("text")
    }

    pub fn list(&mut self) -> &'a [Value] {
        self.next().as_array().expect("a list")
    }
}

fn parse<T: FromStr>(value: &Value) -> T {
    let text = value.as_str().expect("a number as text");
    text.parse().unwrap_or_else(|_| panic!("{text} does not fit {}", std::any::type_name::<T>()))
}

/// Results as text, in the order of the vector's "out".
pub type Outcome<E = amm_math::MathError> = Result<Vec<String>, E>;

/// `out![a, b]`: results as text.
#[macro_export]
macro_rules! out {
    ($($value:expr),+ $(,)?) => { Ok(vec![$($value.to_string()),+]) };
}

/// Runs the generator for `area` and compares each vector with what `call` returns for it.
pub fn check<E: Debug>(area: &str, functions: &[&str], call: impl Fn(&str, &mut Inputs) -> Outcome<E>) {
    check_at_least(0, area, functions, call);
}

/// The same, with at least `total` accepted inputs of all functions together.
pub fn check_at_least<E: Debug>(
    total: usize,
    area: &str,
    functions: &[&str],
    call: impl Fn(&str, &mut Inputs) -> Outcome<E>,
) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("reference/generate.py");
    let mut child = Command::new("python3")
        .arg("-B")
        .arg(&script)
        .arg(area)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("the reference needs python3 in the path: {error}"));
    let mut accepted: BTreeMap<String, usize> = BTreeMap::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let vector: Value = serde_json::from_str(&line).unwrap();
        let name = vector["fn"].as_str().unwrap();
        let result = call(name, &mut Inputs::of(vector["in"].as_array().unwrap()));
        if let Err(why) = compare(&vector, &result) {
            panic!("{why}\n  vector {line}\n  result {result:?}");
        }
        *accepted.entry(name.to_owned()).or_default() += usize::from(result.is_ok());
    }
    assert!(child.wait().unwrap().success(), "the reference failed");
    let sum: usize = accepted.values().sum();
    assert!(sum >= total, "{area}: only {sum} accepted inputs");
    for name in functions {
        let count = accepted.remove(*name).unwrap_or(0);
        assert!(count >= LEAST, "{name}: only {count} accepted inputs");
    }
    assert!(accepted.is_empty(), "vectors that nobody expects: {accepted:?}");
}

fn compare<E: Debug>(vector: &Value, result: &Outcome<E>) -> Result<(), String> {
    match (vector["err"].as_array(), result) {
        (Some(reasons), Err(error)) => {
            let shown = format!("{error:?}");
            let kind = shown.split([' ', '{']).next();
            if reasons.iter().any(|reason| reason.as_str() == kind) {
                Ok(())
            } else {
                Err(format!("refused for {kind:?}"))
            }
        }
        (Some(_), Ok(_)) => Err("accepted what must be refused".to_owned()),
        (None, Err(_)) => Err("refused what must be accepted".to_owned()),
        (None, Ok(values)) => {
            let expected = vector["out"].as_array().unwrap();
            let agree = expected.len() == values.len()
                && expected.iter().zip(values).all(|(expected, value)| matches(expected, value));
            if agree {
                Ok(())
            } else {
                Err("wrong result".to_owned())
            }
        }
    }
}

/// Equal to the exact result, or within the inclusive bounds.
fn matches(expected: &Value, value: &str) -> bool {
    match expected.as_array() {
        None => expected.as_str() == Some(value),
        Some(bounds) => {
            let bound = |i: usize| bounds[i].as_str().unwrap();
            order(bound(0), value).is_le() && order(value, bound(1)).is_le()
        }
    }
}

/// Order of two decimal numbers of any size.
fn order(a: &str, b: &str) -> Ordering {
    match (a.strip_prefix('-'), b.strip_prefix('-')) {
        (None, None) => a.len().cmp(&b.len()).then_with(|| a.cmp(b)),
        (Some(a), Some(b)) => order(b, a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
    }
}
