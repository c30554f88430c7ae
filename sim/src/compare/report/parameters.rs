//! Every parameter: the world's, with its source, and the models' own.

use std::fmt::Write;

use serde_json::Value;

use crate::compare::names::Model;
use crate::compare::params::World;
use crate::compare::terms::Terms;
use crate::compare::tune::{Tuned, AGAIN, DRAWS, FIRST_SEEDS, SEEDS};
use crate::report::format::{compact, whole};
use crate::report::svg::escape;

use super::numbers::{price, share};

/// Where a number without a source comes from.
const ASSUMED: &str = "assumed";

/// The same, of what was set on the training half.
const CALIBRATED: &str = "set in training, so that providers without a token break even at a steady load";

/// A number of the world.
pub struct Parameter {
    /// What it is.
    pub meaning: &'static str,
    /// With its unit.
    pub value: String,
    /// Its source, or that it is assumed.
    pub source: &'static str,
}

/// All numbers of a world. A field that is added to it must be added here.
pub fn of(world: &World) -> Vec<Parameter> {
    let World {
        name: _,
        days,
        jobs,
        load,
        longest,
        elasticity,
        cloud,
        lowest,
        providers,
        gpus,
        cost,
        energy,
        even,
        asks,
        pass_on,
        hurdle,
        exit_days,
        capital,
        supply,
        price: net,
        depth,
        fee_bps,
        insiders,
        vesting,
        trading,
        speculator,
        turnover,
        conviction,
        discount,
        sells,
        adoption,
        known,
        cheaters,
        detection,
        patience,
        labels: _,
    } = world;
    let value = *supply as f64 / 1e6 * net;
    let rows = [
        ("Days of a run", days.to_string(), ASSUMED),
        ("Demands in a run", whole(*jobs as f64), ASSUMED),
        (
            "Sizes, lengths and bursts of demands",
            "traces, or a generator fitted to one".into(),
            "arrivals: Philly by way of gavel (MIT); runtimes: Alibaba 2020 (CC-BY-4.0); joined at random",
        ),
        ("GPUs that are busy on average if all demands are served", format!("{load}"), ASSUMED),
        ("The longest job", format!("{} h", longest / 3_600), ASSUMED),
        ("Elasticity of demand", format!("{elasticity}"), "assumed; varied"),
        ("A cloud's price for a GPU-hour", format!("{} USD", price(*cloud)), ASSUMED),
        ("The lowest price that a demand is worth, over the cloud's", share(*lowest), ASSUMED),
        ("Potential providers", providers.to_string(), "assumed, so that the market without a token lives"),
        ("GPUs of each", gpus.to_string(), ASSUMED),
        (
            "Full cost of a GPU-hour, from the cheapest provider to the dearest",
            format!("{} to {} USD", price(cost.0), price(cost.1)),
            ASSUMED,
        ),
        ("Part of it that falls on busy hours alone", share(*energy), ASSUMED),
        ("Utilisation at which a price of the cost breaks even", share(*even), ASSUMED),
        (
            "What providers ask: cost times a + b·u², u the utilisation",
            format!("a = {}, b = {}", asks.0, asks.1),
            CALIBRATED,
        ),
        ("Part of an expected subsidy by which they ask less", share(*pass_on), ASSUMED),
        ("Expected margin from which on a provider enters", share(*hurdle), CALIBRATED),
        ("Days below cost after which a provider leaves", exit_days.to_string(), "assumed; varied"),
        (
            "What capital in stakes, bonds, class pools and compute dollars costs a year",
            share(*capital),
            ASSUMED,
        ),
        (
            "NET at the start",
            compact(*supply as f64 / 1e6),
            "so that volume over value is like Akash's; varied",
        ),
        ("NET's price at the start", format!("{} USD", price(*net)), "about AKT's, by secondary sources"),
        ("Market value at the start", format!("{} USD", compact(value)), "the two above"),
        ("Part of the supply in the pool NET/USD", share(*depth), ASSUMED),
        ("The pool's fee", share(f64::from(*fee_bps) / 1e4), "the default of this project's NET/USD pool"),
        ("Part of the supply that vests to insiders", share(*insiders), ASSUMED),
        ("In so many years", format!("{vesting}"), ASSUMED),
        ("Traders' capital over the pool's dollars", share(*trading), ASSUMED),
        ("Part of it that follows the last week's move", share(*speculator), "the criterion: 30 %; varied"),
        ("Most of its capital that a trader trades a day", share(*turnover), ASSUMED),
        (
            "Week's move, as a logarithm, at which the speculator is all in or out",
            format!("{conviction}"),
            ASSUMED,
        ),
        ("The investor's discount rate a year", share(*discount), ASSUMED),
        (
            "Sold the same day, of NET income: providers, LPs and stakers, insiders",
            format!("{}, {}, {}", share(sells.0), share(sells.1), share(sells.2)),
            ASSUMED,
        ),
        (
            "Growth of the part of clients that know the market, a day, if all are served",
            share(*adoption),
            ASSUMED,
        ),
        ("That part at a cold start", share(*known), "assumed; varied"),
        ("Providers that cheat, where some do", share(*cheaters), ASSUMED),
        ("Chance that a false result is found out", share(*detection), ASSUMED),
        ("False results after which clients avoid a provider", patience.to_string(), ASSUMED),
    ];
    rows.map(|(meaning, value, source)| Parameter { meaning, value, source }).into()
}

/// The section.
pub fn html(world: &World, tuned: Option<&Tuned>) -> String {
    let mut out = String::from(
        r#"<section id="parameters"><h2>Every parameter of the world</h2><p>The same for every model.</p><div class="scroll"><table class="numbers params"><thead><tr><th scope="col">what</th><th scope="col">value</th><th scope="col">source</th></tr></thead><tbody>"#,
    );
    for Parameter { meaning, value, source } in of(world) {
        let _ = write!(
            out,
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(meaning),
            escape(&value),
            escape(source)
        );
    }
    out.push_str("</tbody></table></div><h2>The models' own parameters</h2>");
    let _ = match tuned {
        None => write!(out, "<p>Not tuned: each model ran with its defaults.</p>"),
        Some(tuned) => write!(
            out,
            "<p>Each model's default and {DRAWS} random draws of its parameters ran on the training half of the demand, \
             {FIRST_SEEDS} seeds in each scenario of the standard set; the best {AGAIN} draws and the default on {SEEDS} \
             other seeds; of these the one with the largest surplus of all was taken (<code>{}</code>). Ours with fees \
             shared has the parameters of ours. All that is shown above ran on the other half.</p>",
            escape(&tuned.made_by)
        ),
    };
    out.push_str(
        r#"<div class="scroll"><table class="numbers params"><thead><tr><th scope="col">model</th><th scope="col">parameters</th><th scope="col">score in training, USD: default → taken</th></tr></thead><tbody>"#,
    );
    for model in Model::ALL {
        let choice = tuned.and_then(|tuned| tuned.terms.get(&model));
        let terms = choice.map_or_else(|| Terms::default_of(model), |choice| choice.terms);
        let scores = choice.map_or("–".into(), |choice| {
            format!("{} → {}", compact(choice.default_score), compact(choice.score))
        });
        let _ = write!(
            out,
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(model.label()),
            escape(&plain(&terms)),
            escape(&scores)
        );
    }
    out + "</tbody></table></div></section>"
}

/// Terms as `name value` pairs.
fn plain(terms: &Terms) -> String {
    let mut parts = vec![];
    let value = serde_json::to_value(terms).unwrap_or_default();
    let inner = value.as_object().and_then(|object| object.values().next()).cloned();
    flatten("", &inner.unwrap_or_default(), &mut parts);
    if parts.is_empty() {
        "none".into()
    } else {
        parts.join(" · ")
    }
}

fn flatten(name: &str, value: &Value, parts: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| flatten(name, value, parts)),
        Value::Null => {}
        other => parts.push(format!("{} {other}", name.replace('_', " "))),
    }
}
