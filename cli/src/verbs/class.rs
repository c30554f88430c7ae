//! `camm class`.

use anyhow::Result;
use api::provider_registry::{Admission, ClassResponse};
use api::verifier_gateway::MethodKind;
use clap::Subcommand;
use cosmwasm_std::HexBinary;
use serde_json::{json, Value};

use crate::ask::Prices;
use crate::exit::Exit;
use crate::money::gpu_time;
use crate::render::{percent, span, text_of, when, Fields, Table};
use crate::session::Session;

/// Hardware classes: prices, capacity, verification.
#[derive(Subcommand)]
pub enum Class {
    /// Every class: what a GPU-hour costs, how much is proven and owed.
    List,
    /// One class in full.
    Show {
        /// Which.
        class: String,
    },
    /// How results can be verified: the methods, and who signs.
    Methods,
}

impl Class {
    /// Asks and shows.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        match self {
            Class::List => list(session),
            Class::Show { class } => show(session, class),
            Class::Methods => methods(session),
        }?;
        Ok(Exit::Done)
    }
}

fn prices(session: &Session, class: &ClassResponse) -> Result<Prices> {
    class.pool_id.map_or_else(|| Ok(Prices::default()), |pool| session.market.prices(pool))
}

fn list(session: &Session) -> Result<()> {
    let market = &session.market;
    let occupancies = market.occupancies()?;
    let mut table = Table::new(&["class", "price per credit", "take", "proven GPUs", "owed", "stopped"]);
    let mut documents = vec![];
    for class in market.classes()? {
        let prices = prices(session, &class)?;
        let occupancy = occupancies.iter().find(|occupancy| occupancy.class == class.class);
        let take = occupancy.map(|occupancy| {
            let base = u128::from(occupancy.terms.take.base_bps);
            base.saturating_mul(occupancy.multiplier_bps.into()).div_ceil(10_000)
        });
        let mut stopped = vec![];
        stopped.extend(class.paused.mint.then_some("minting"));
        stopped.extend(class.paused.accept.then_some("accepting"));
        stopped.extend(class.sunset.is_some().then_some("ends"));
        stopped.extend(occupancy.is_none().then_some("not listed"));
        table.row(vec![
            class.class.clone(),
            prices.spot.clone().map_or("-".into(), |price| {
                format!("{} {}", crate::render::price(&price), market.manifest.network_denom)
            }),
            take.map_or("-".into(), percent),
            class.proven_gpus.to_string(),
            gpu_time(class.owed.u128()),
            stopped.join(", "),
        ]);
        documents.push(json!({
            "class": class.class, "pool_id": class.pool_id, "prices": prices, "take_bps": take.map(|t| t.to_string()),
            "proven_gpus": class.proven_gpus, "owed": class.owed, "paused": class.paused, "sunset": class.sunset,
            "listed": occupancy.is_some(),
        }));
    }
    session
        .out
        .show(&json!({ "classes": Value::from(documents) }), |_| table.text("the market has no class yet"))
}

fn show(session: &Session, id: &str) -> Result<()> {
    let market = &session.market;
    let class = market.class(id)?;
    let prices = prices(session, &class)?;
    let price = market.class_price(id).ok();
    let occupancy = market.occupancies()?.into_iter().find(|occupancy| occupancy.class == id);
    let templates = if occupancy.is_some() { market.templates(id)? } else { vec![] };
    let document = json!({
        "class": class, "prices": prices, "mint_and_call_prices": price, "occupancy": occupancy, "templates": templates,
    });
    let now = market.now()?;
    let per_credit = |text: &Option<String>| {
        text.as_ref().map(|text| {
            format!("{} {} per credit", crate::render::price(text), market.manifest.network_denom)
        })
    };
    session.out.show(&document, |_| {
        let mut fields = Fields::new();
        fields.add("class", &class.class).add("credits", &class.credit);
        fields.add("pool", class.pool_id.map_or("none yet".into(), |id| id.to_string()));
        fields
            .maybe("price now", per_credit(&prices.spot))
            .maybe("mean of 30 minutes", per_credit(&prices.twap_30m));
        fields
            .maybe("mean of a day", per_credit(&prices.twap_24h))
            .maybe("mean of a week", per_credit(&prices.twap_7d));
        if let Some(price) = &price {
            let coverage = percent(class.params.coverage_bps.into());
            fields.add(
                "a mint is at",
                per_credit(&Some(price.mint.to_string()))
                    .map_or_else(String::new, |price| format!("{price}, times {coverage} as collateral")),
            );
            fields.maybe("a call is at", per_credit(&Some(price.call.to_string())));
        }
        fields.add("proven GPUs", class.proven_gpus).add("owed", gpu_time(class.owed.u128()));
        if let Some(occupancy) = &occupancy {
            let take = occupancy.terms.take;
            fields.add(
                "take",
                format!(
                    "{} times {}",
                    percent(take.base_bps.into()),
                    percent(occupancy.multiplier_bps.into())
                ),
            );
            fields.add("target utilisation", percent(take.target_bps.into()));
        }
        let admission = match &class.params.admission {
            Admission::Open {} => "anyone with a bond".to_owned(),
            Admission::Attested { attestors, threshold } => {
                format!("{threshold} of {} attestors sign", attestors.len())
            }
        };
        fields.add("admission", admission);
        fields.add("minting", if class.paused.mint { "stopped" } else { "goes on" });
        fields.add("accepting", if class.paused.accept { "stopped" } else { "goes on" });
        fields.maybe("ends at", class.sunset.as_ref().map(|sunset| when(sunset.at, now)));
        for entry in &templates {
            let terms = &entry.terms;
            fields.add(
                &format!("template {}", entry.template),
                format!(
                    "program {}, method {}, {} to {} units of {} s",
                    terms.program, terms.method, terms.min_units, terms.max_units, terms.unit_seconds
                ),
            );
        }
        fields.text()
    })
}

fn methods(session: &Session) -> Result<()> {
    let methods = session.market.methods()?;
    let now = session.market.now()?;
    let mut table = Table::new(&["method", "name", "by", "detection", "state"]);
    for method in &methods {
        let by = match &method.params.kind {
            MethodKind::RiscZero { policy, .. } => {
                format!(
                    "RISC Zero receipt, journal is the {}, versions {}",
                    text_of(policy),
                    versions(&method.accepted)
                )
            }
            MethodKind::Sp1 { policy, .. } => {
                format!(
                    "SP1 proof, public values are the {}, versions {}",
                    text_of(policy),
                    versions(&method.accepted)
                )
            }
            MethodKind::Groth16 { policy } => {
                format!("Groth16 proof under a registered key, public inputs are the {}", text_of(policy))
            }
            MethodKind::Attestation { keys, threshold } => format!("{threshold} of {} keys sign", keys.len()),
            MethodKind::ClientApproval { arbiter } => {
                format!("the client's word, disputes to method {arbiter}")
            }
            MethodKind::Optimistic { proof, window, prove_within, bond_min } => format!(
                "nobody, unless challenged within {} for {} or more; then method {proof}, within {}",
                span(*window),
                session.market.net_shown(*bond_min),
                span(*prove_within)
            ),
            MethodKind::External { contract, gas_limit } => {
                format!("the contract {contract} accepts, with {gas_limit} gas or less")
            }
        };
        let state = match method {
            method if method.disabled => "stopped for good".to_owned(),
            method if method.active_from > now => format!("from {}", when(method.active_from, now)),
            _ => "active".to_owned(),
        };
        let detection = percent(method.params.detection_bps.into());
        table.row(vec![method.method.to_string(), method.params.name.clone(), by, detection, state]);
    }
    session.out.show(&json!({ "methods": methods }), |_| table.text("the market has no method"))
}

fn versions(selectors: &[HexBinary]) -> String {
    let versions: Vec<String> = selectors.iter().map(ToString::to_string).collect();
    versions.join(", ")
}
