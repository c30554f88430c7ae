//! The page and the document of the comparison: complete, self-contained, and made of the rows alone.

use std::collections::BTreeMap;

use sim::compare::ablation;
use sim::compare::models::OursTerms;
use sim::compare::names::{Model, Scenario};
use sim::compare::params::World;
use sim::compare::report::burn::{Rates, PUBLIC};
use sim::compare::report::{doc, numbers, words, Report};
use sim::compare::rows::{Measure, Row, Table};
use sim::compare::terms::Terms;
use sim::compare::tune::UNTUNED;
use sim::compare::verdicts::CRITERIA;
use sim::page::Marks;

const DOCUMENT: &str = include_str!("../../docs/thesis.md");

/// Made up. Nothing is served at the last seed of a rival, and a model that adds no volume is infinitely
/// dear.
fn row(model: Model, scenario: Scenario, seed: u64, world: &str) -> Row {
    let place = Model::ALL.iter().position(|&other| other == model).unwrap() as f64;
    let noise = seed as f64 / 100.0;
    let served = !(scenario == Scenario::Rival && seed == 3);
    Row {
        key: format!("{model:?}/{scenario:?}/{seed}/{world}"),
        model,
        scenario,
        seed,
        world: world.into(),
        served: 0.5 + place / 30.0 + noise,
        cheated: 0.0,
        volume: 50_000.0 - 100.0 * place,
        worth: 60_000.0 + 100.0 * place,
        value: 55_000.0 + 100.0 * place,
        price: served.then_some(1.2 + noise),
        over_cloud: served.then_some(0.5 + noise),
        margin: -0.1 + place / 20.0,
        retention: 0.9 - noise,
        total_return: -0.2 + noise * place,
        cash: 12.5 * place,
        supply: 0.004 * place - noise,
        unfunded: 0.0,
        drawdown: 0.4,
        subsidy: 1e6 * place,
        insiders: 2_000.0,
        stakes: -100.0 * place,
        speculation: 0.3 - place / 15.0,
        returned: 0.0001,
        justified: 0.001 * place,
        surplus: 30_000.0 - 1_000.0 * place,
        parts: [20_000.0, 5_000.0, 4_000.0, 1_000.0, -place, -999.0 * place],
        charged: 20_000.0,
        shares: [0.3, 0.1, 0.4, 0.1, 0.1],
        path: (0..10).map(|at| 0.5 + noise * f64::from(at)).collect(),
    }
}

fn rows(scenarios: &[Scenario], worlds: &[&str]) -> Vec<Row> {
    let mut rows = vec![];
    for world in worlds {
        for &scenario in scenarios {
            for model in Model::ALL {
                rows.extend((1..=3).map(|seed| row(model, scenario, seed, world)));
            }
        }
    }
    rows
}

fn report(rows: &[Row]) -> Report<'_> {
    Report { rows, tuned: None, demand: "<made up>", windows: BTreeMap::new() }
}

fn page(rows: &[Row]) -> String {
    report(rows).html()
}

/// What a label becomes on a page.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('\'', "&#39;").replace('<', "&lt;").replace('>', "&gt;")
}

#[test]
fn the_page_has_every_model_scenario_measure_and_criterion() {
    let page = page(&rows(&Scenario::ALL, &["base", "elasticity 3"]));
    for model in Model::ALL {
        assert!(page.contains(&escaped(model.label())), "no {model:?}");
    }
    for scenario in Scenario::ALL {
        assert!(page.contains(&escaped(scenario.label())), "no {scenario:?}");
    }
    for measure in Measure::ALL {
        assert!(page.contains(&escaped(measure.label())), "no {measure:?}");
    }
    for criterion in &CRITERIA {
        assert!(page.contains(&escaped(criterion.statement)), "no {}", criterion.id);
    }
    assert!(page.contains("elasticity 3"), "no sensitivity");
    for heading in words::QUOTED {
        assert!(!words::points(heading).is_empty(), "the document has no points under {heading:?}");
        for point in words::points(heading) {
            assert!(page.contains(&point), "without {point:?}");
        }
    }
}

#[test]
fn the_page_asks_nobody_for_anything_and_shows_no_nonsense() {
    for scenarios in [&[][..], &[Scenario::ColdStart], &Scenario::ALL] {
        let page = page(&rows(scenarios, &["base"]));
        for nonsense in ["NaN", "inf\"", "inf ", "-0.0\"", "<made up>", "−0 %"] {
            assert!(!page.contains(nonsense), "the page contains {nonsense:?}");
        }
        for outside in ["http:", "https:", "src=", "@import", "url(", "<link", "fetch("] {
            assert!(!page.contains(outside), "the page contains {outside:?}");
        }
        assert_eq!(page.matches("<svg ").count(), page.matches("role=\"img\" aria-label=\"").count());
        for tag in ["div", "section", "figure", "table", "details", "ul", "li", "p", "h3", "svg"] {
            let opened =
                page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
        }
    }
}

/// A telephone has 390 pixels, of which the page's and the figure's edges take 62: no drawing is much
/// wider, and every
/// table scrolls within itself.
#[test]
fn nothing_is_wider_than_a_telephone() {
    let page = page(&rows(&Scenario::STANDARD, &["base", "speculator 0"]));
    for drawing in page.split("viewBox=\"0 0 ").skip(1) {
        let width: f64 = drawing.split(' ').next().unwrap().parse().unwrap();
        assert!(width <= 340.0, "a drawing of {width} pixels");
    }
    assert!(page.contains("width=device-width"));
    for (at, _) in page.match_indices("<table") {
        assert!(page[..at].ends_with("<div class=\"scroll\">"), "a table that does not scroll");
    }
}

#[test]
fn numbers_come_from_the_rows() {
    let mut rows = rows(&[Scenario::Steady], &["base"]);
    assert!(!page(&rows).contains("77.7 %"));
    for row in &mut rows {
        if row.model == Model::Helium {
            row.served = 0.777;
        }
    }
    assert!(page(&rows).contains("77.7 %"));
}

#[test]
fn the_document_is_written_twice_as_once() {
    let rows = rows(&Scenario::STANDARD, &["base", "volume ×100"]);
    let worlds = report(&rows).worlds();
    let once = doc::write_into(DOCUMENT, &worlds).unwrap();
    assert_eq!(doc::write_into(&once, &worlds).unwrap(), once);
    assert!(once.contains("volume ×100"));
    for criterion in &CRITERIA {
        assert!(once.contains(criterion.id), "without {}", criterion.id);
    }
    for scenario in Scenario::STANDARD {
        assert!(once.contains(&format!("| {}", scenario.label())), "without {scenario:?}");
    }
    let none = doc::write_into(&once, &[]).unwrap();
    assert!(none.contains("The set has not been run."));
    assert!(!none.contains("NaN") && !once.contains("NaN"));
}

/// The table of a document under a mark.
fn block(document: &str, marks: &Marks) -> String {
    let (_, rest) = document.split_once(marks.command).unwrap();
    rest.split_once("<!-- end of table -->").unwrap().0.to_owned()
}

/// The cells of a table's row that begins so.
fn cells(table: &str, begins: [&str; 2]) -> Vec<String> {
    let of = |line: &str| -> Vec<String> { line.split('|').skip(1).map(|it| it.trim().to_owned()).collect() };
    table.lines().map(of).find(|cells| cells.len() > 2 && cells[..2] == begins).unwrap()
}

/// Base has three seeds, the other world two: beside each other stand the two that both have, in the document and on the
/// page.
#[test]
fn worlds_are_compared_at_the_seeds_that_all_of_them_have() {
    let mut rows = rows(&[Scenario::Bursts], &["base", "volume ×100"]);
    rows.retain(|row| row.world == "base" || row.seed < 3);
    for row in rows.iter_mut().filter(|row| row.model == Model::Ours) {
        row.served = [0.1, 0.3, 0.9][row.seed as usize - 1];
    }
    let document = doc::write_into(DOCUMENT, &report(&rows).worlds()).unwrap();
    let table = block(&document, &doc::WORLDS);
    // The first table of medians is of jobs served.
    let ours = cells(&table, ["scenario", "world"]).iter().position(|head| head == "ours").unwrap();
    for world in ["base", "volume ×100"] {
        assert_eq!(cells(&table, ["real bursts", world])[ours], "20 %", "{world}");
    }
    let worlds = Table::paired_worlds(&report(&rows).worlds(), Scenario::Bursts)
        .into_iter()
        .map(|(name, table)| (name.to_owned(), table.seeds(Scenario::Bursts).len()))
        .collect::<Vec<_>>();
    assert_eq!(worlds, [("base".to_owned(), 2), ("volume ×100".to_owned(), 2)]);
}

/// A rule that is switched off stands beside ours and the escrow at the same seeds, and is no world of the sensitivity.
#[test]
fn a_rule_that_is_switched_off_stands_beside_ours() {
    let rule = &ablation::RULES[0];
    let name = format!("{}{}", ablation::PREFIX, rule.name);
    let mut rows = rows(&[Scenario::Bursts], &["base", &name]);
    rows.retain(|row| row.world == "base" || (row.model == Model::Ours && row.seed < 3));
    for row in &mut rows {
        row.price = match (row.model, row.world == "base") {
            (Model::Ours, true) => Some(1.2),
            (Model::Ours, false) => Some(1.1),
            _ => Some(1.0),
        };
    }
    let document = doc::write_into(DOCUMENT, &report(&rows).worlds()).unwrap();
    let table = block(&document, &doc::ABLATION);
    assert_eq!(cells(&table, ["real bursts", "ours as tuned"])[2..4], ["2", "120 %"]);
    assert_eq!(cells(&table, ["", "ours as tuned, at all seeds"])[2..4], ["3", "120 %"]);
    assert_eq!(cells(&table, ["", &format!("without {}", rule.name)])[2..4], ["2", "110 %"]);
    assert!(!block(&document, &doc::WORLDS).contains(rule.name));
    // Every task has a name of its own and differs from ours as it is.
    let tasks = ablation::tasks(OursTerms::default(), 1);
    assert_eq!(tasks.len(), ablation::RULES.len() * Scenario::STANDARD.len());
    for task in tasks {
        let plain = World { name: task.world.name.clone(), ..World::default() };
        let same = task.world == plain && task.terms == Terms::Ours(OursTerms::default());
        assert!(!same, "{} switches nothing off", task.world.name);
    }
}

/// Two models whose runs came to the same have one line, and their verdicts one table; a difference in one seed parts them.
#[test]
fn models_that_came_to_the_same_are_shown_once() {
    let written = |other: f64| {
        let mut rows = rows(&[Scenario::Bursts, Scenario::Falls], &["base"]);
        rows.retain(|row| row.model != Model::Escrow);
        let mut twins: Vec<Row> = rows.iter().filter(|row| row.model == Model::None).cloned().collect();
        for row in &mut twins {
            row.model = Model::Escrow;
            row.key = row.key.replace("None", "Escrow");
        }
        let last = twins.iter_mut().find(|row| row.seed == 2 && row.scenario == Scenario::Falls).unwrap();
        last.served += other;
        rows.extend(twins);
        doc::write_into(DOCUMENT, &report(&rows).worlds()).unwrap()
    };
    let results = |other| block(&written(other), &doc::RESULTS);
    assert_eq!(results(0.0).matches("| no token = escrow ").count(), 8, "two scenarios of four tables");
    assert!(!results(0.0).contains("no token, with escrow"));
    assert_eq!(results(0.5).matches("| no token, with escrow ").count(), 4, "one of the two scenarios");
    let outcomes = |other| block(&written(other), &doc::OUTCOMES);
    let served = |text: &str, scenario: &str| text.matches(&format!("| {scenario} ")).count();
    let (same, apart) = (outcomes(0.0), outcomes(0.01));
    assert!(same.contains("Every number is that of “an escrow serves as well”"));
    assert_eq!(served(&apart, "NET −20 % five times") - served(&same, "NET −20 % five times"), 1);
    assert_eq!(served(&apart, "real bursts"), served(&same, "real bursts"));
}

/// The place of ours by the sum, and by what is left of it where subsidies and insiders' tokens are costs.
#[test]
fn the_document_has_the_place_of_ours_with_all_costs_charged() {
    let mut rows = rows(&[Scenario::Bursts], &["base"]);
    for row in &mut rows {
        row.charged = row.surplus - if row.model.has_token() { 20_000.0 } else { 0.0 };
        row.subsidy = if row.model == Model::Helium { 50_000.0 } else { 0.0 };
    }
    let document = doc::write_into(DOCUMENT, &report(&rows).worlds()).unwrap();
    let table = block(&document, &doc::RESULTS);
    let line = cells(&table, ["real bursts", "11 of 14"]);
    // Subsidies take one model below ours. Ours is 30,000 − 10,000 − 20,000.
    assert_eq!(line[2..8], ["10 of 14", "11 of 14", "10 of 14", "10 of 10", "no token: 30k", "0"]);
}

/// Emissions' jobs are worth 300 USD more than those of no token here, for 3 M USD.
#[test]
fn the_document_has_the_cost_of_subsidies_in_each_world() {
    let mut rows = rows(&[Scenario::Bursts], &["base", "volume ×100"]);
    for row in rows.iter_mut().filter(|row| row.model == Model::Helium) {
        row.value = 0.0;
    }
    let document = doc::write_into(DOCUMENT, &report(&rows).worlds()).unwrap();
    let table = block(&document, &doc::WORLDS);
    let (_, table) = table.split_once("Subsidies for each USD").unwrap();
    assert_eq!(cells(table, ["real bursts", "volume ×100"])[2..5], ["10000.00", "10000.00", "∞"]);
}

/// Eight seeds gain 1 to 8 times 100 USD by tuning.
#[test]
fn the_document_has_the_interval_of_what_tuning_gained() {
    let of = |world: &'static str, gain: f64| {
        (1..=8_u64).map(move |seed| Row {
            surplus: 1_000.0 + gain * seed as f64,
            ..row(Model::Ours, Scenario::Bursts, seed, world)
        })
    };
    let rows: Vec<Row> = of("base", 100.0).chain(of(UNTUNED, 0.0)).collect();
    let document = doc::write_into(DOCUMENT, &report(&rows).worlds()).unwrap();
    let line = cells(&block(&document, &doc::TUNING), ["real bursts", "ours"]);
    assert_eq!(line[2..7], ["8", "1,000", "1,450", "+450", "+100 to +800"]);
}

#[test]
fn a_document_without_a_mark_is_refused() {
    let all = [
        doc::BURN,
        doc::CRITERIA_MARKS,
        doc::OUTCOMES,
        doc::ABLATION,
        doc::WORLDS,
        doc::TUNING,
        doc::RESULTS,
    ];
    for marks in all {
        let mark = format!("<!-- table: {} -->", marks.command);
        assert!(DOCUMENT.contains(&mark), "the document has no {mark}");
        let refusal = doc::write_into(&DOCUMENT.replace(&mark, ""), &[]).unwrap_err();
        assert!(refusal.to_string().contains(marks.command), "{refusal:#}");
    }
}

/// What does not depend on a run is up to date.
#[test]
fn the_document_has_the_burn_and_the_criteria_of_the_code() {
    let fresh = doc::write_into(DOCUMENT, &[]).unwrap();
    for marks in [doc::BURN, doc::CRITERIA_MARKS] {
        assert_eq!(
            block(DOCUMENT, &marks),
            block(&fresh, &marks),
            "write it: cargo xtask compare --write docs/thesis.md"
        );
    }
    let by_hand = DOCUMENT.split("<!-- table").map(|part| match part.split_once("<!-- end of table -->") {
        Some((_, after)) => after,
        None => part,
    });
    let words: usize = by_hand.map(|part| part.lines().count()).sum();
    assert!(words <= 320, "{words} lines of words");
    for line in DOCUMENT.lines() {
        assert!(line.chars().count() <= 200, "a line of more than 200 characters: {line}");
    }
}

/// 2 % × 60 % = 1.2 %; 1 % × 10 % × 60 % = 0.06 %; Akash's 4 M USD a year on 198 M USD: 1.26 % × 4/198 =
/// 0.02545 %;
/// 1 % of 198 M USD is burned from 1.98 M/1.26 % = 157.1 M USD on.
#[test]
fn the_burn_is_what_a_hand_calculates() {
    let rates = Rates::defaults();
    let near = |a: f64, b: f64| assert!((a / b - 1.0).abs() < 1e-9, "{a} is not {b}");
    near(rates.of_take(), 0.012);
    near(rates.of_swaps(), 0.0006);
    near(rates.both(), 0.0126);
    near(rates.at_most(), 0.048);
    near(rates.of_supply(4.0e6, 198e6), 0.0126 * 4.0 / 198.0);
    near(rates.volume_for(0.01, 198e6), 1.98e6 / 0.0126);
    near(rates.of_supply(rates.volume_for(0.05, 198e6), 198e6), 0.05);
    near(PUBLIC[1].volume, 1_012_000.0);
    for (value, text) in
        [(0.012, "1.2 %"), (0.0126 * 4.0 / 198.0, "0.025 %"), (-0.12345, "−12.3 %"), (0.0, "0 %")]
    {
        assert_eq!(numbers::share(value), text);
    }
    assert_eq!(numbers::difference(Measure::Served, 0.0123), "+1.23");
    assert_eq!(numbers::difference(Measure::Served, -0.0), "0");
    assert_eq!(World::default().name, "base");
}
