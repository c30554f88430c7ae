//! Locks, slashes and reputation.

use std::collections::BTreeMap;

use amm_math::{MathError, Rounding};
use credit::call::penalty;
use credit::lock::{decayed_faults, fraud_waterfall, liveness_at_cap, liveness_slash, lock, LockParams};
use credit::reputation::{decay, Memory, Prior};
use credit::RuleError;
use serde_json::Value;

use crate::generator;
use crate::words::{line, Words};

/// Vectors of each formula; well over half of them are accepted.
const COUNT: usize = 2_000;

const FORMULAS: [&str; 9] = [
    "lock",
    "volunteer_lock",
    "lateness",
    "volunteer_slash",
    "faults_after",
    "fraud",
    "severity",
    "fade",
    "score",
];

fn evaluate(name: &str, i: &mut Words) -> Result<Vec<u128>, RuleError> {
    Ok(match name {
        "lock" => {
            let params = LockParams {
                gain_bps: i.num(),
                rho_bps: i.num(),
                burn_min_bps: i.num(),
                liveness_cap_bps: i.num(),
                l_min: i.num(),
            };
            vec![lock(&params, i.num(), i.num(), i.num())?]
        }
        "volunteer_lock" => vec![i.num::<u128>().max(penalty(i.num(), i.num())?)],
        "lateness" => {
            let (cost, faults, cap) = (i.num(), i.num(), i.num());
            vec![liveness_slash(cost, faults, cap)?, liveness_at_cap(faults, cap).into()]
        }
        "volunteer_slash" => {
            let lateness = liveness_slash(i.num(), i.num(), i.num())?;
            vec![lateness.max(penalty(i.num(), i.num())?)]
        }
        "faults_after" => vec![decayed_faults(i.num(), i.num()).into()],
        "fraud" => {
            let slashed = i.num();
            let params = LockParams {
                gain_bps: 10_000,
                rho_bps: i.num(),
                burn_min_bps: i.num(),
                liveness_cap_bps: 4_000,
                l_min: 1,
            };
            let parts = fraud_waterfall(&params, slashed, i.num(), i.flag())?;
            vec![parts.reporter, parts.compensation, parts.burned]
        }
        "severity" => {
            let (take, unserved) = (i.num(), i.flag());
            let mut memory = Memory::default();
            if unserved {
                memory.remember_unserved(take, 0)?;
            } else {
                memory.remember_fraud(take, 0)?;
            }
            vec![memory.bad]
        }
        "fade" => {
            let (value, seconds, half_life) = (i.num(), i.num(), i.num());
            vec![decay(value, seconds, half_life, if i.flag() { Rounding::Up } else { Rounding::Down })?]
        }
        "score" => {
            let memory = Memory { good: i.num(), bad: i.num(), at: 0 };
            let prior = Prior { good: i.num(), bad: i.num(), lambda: i.num() };
            vec![memory.score_bps(&prior, 0)?.into()]
        }
        other => panic!("no such formula: {other}"),
    })
}

/// The model's word for a refusal.
fn word(error: &RuleError) -> &'static str {
    match error {
        RuleError::Math(MathError::Overflow) | RuleError::Range { .. } => "overflow",
        RuleError::Math(MathError::OutOfRange { .. }) => "out_of_range",
        RuleError::Math(MathError::Zero { .. }) => "zero",
        RuleError::Math(MathError::DivisionByZero) => "division_by_zero",
        other => panic!("a refusal without a word: {other:?}"),
    }
}

/// Whether the vector's result, or one of its words of refusal, is what the rule says.
fn agrees(name: &str, vector: &Value, result: &Result<Vec<u128>, RuleError>) -> bool {
    match (vector["no"].as_str(), result) {
        (Some(words), Err(error)) => words.split(' ').any(|expected| expected == word(error)),
        (None, Ok(values)) if name == "fade" => {
            let mut bounds = Words::of(vector["out"].as_str().unwrap());
            (bounds.num()..=bounds.num()).contains(&values[0])
        }
        (None, Ok(values)) => vector["out"].as_str() == Some(&line(values)),
        _ => false,
    }
}

#[test]
fn formulas_agree_with_the_model() {
    let output = generator(&["--formulas", &COUNT.to_string()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut seen = BTreeMap::<String, usize>::new();
    for text in String::from_utf8(output.stdout).unwrap().lines() {
        let vector: Value = serde_json::from_str(text).unwrap();
        let name = vector["fn"].as_str().unwrap();
        let result = evaluate(name, &mut Words::of(vector["in"].as_str().unwrap()));
        assert!(agrees(name, &vector, &result), "{text}\n  the rule says {result:?}");
        *seen.entry(name.to_owned()).or_default() += 1;
    }
    assert_eq!(seen, FORMULAS.iter().map(|name| ((*name).to_owned(), COUNT)).collect());
}

#[test]
fn formulas_of_the_file_agree_with_the_rules() {
    for vector in crate::replay::vectors()["formulas"].as_array().unwrap() {
        let name = vector["fn"].as_str().unwrap();
        let result = evaluate(name, &mut Words::of(vector["in"].as_str().unwrap()));
        assert!(agrees(name, vector, &result), "{vector}\n  the rule says {result:?}");
    }
}
