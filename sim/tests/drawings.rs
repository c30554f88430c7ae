//! The report's drawings, read back from the page: what is written in them lies in them, axes have units, the fall of NET
//! is marked wherever it moves something, and a telephone shows everything.

mod common;

use common::sample;
use sim::report::data::ReportData;
use sim::report::render;

/// A drawing as the page has it.
struct Drawing<'a> {
    /// What it is called to those who cannot see it.
    label: &'a str,
    size: (f64, f64),
    body: &'a str,
}

/// A text of a drawing.
struct Text {
    at: (f64, f64),
    anchor: String,
    class: String,
    text: String,
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split_once(to).map(|(found, _)| found)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    between(tag, &format!(" {name}=\""), "\"").map(str::to_owned)
}

fn number(tag: &str, name: &str) -> f64 {
    attribute(tag, name).unwrap_or_else(|| panic!("no {name} in {tag}")).parse().unwrap()
}

/// Every drawing but the providers' paths, which are cells of a table.
fn drawings(page: &str) -> Vec<Drawing<'_>> {
    let all = page.split("<svg ").skip(1).filter_map(|piece| {
        let (head, rest) = piece.split_once('>')?;
        let body = rest.split_once("</svg>")?.0;
        let view = between(head, "viewBox=\"0 0 ", "\"")?;
        let (width, height) = view.split_once(' ')?;
        let size = (width.parse().ok()?, height.parse().ok()?);
        Some(Drawing { label: between(head, "aria-label=\"", "\"")?, size, body })
    });
    all.filter(|drawing| drawing.size.1 > 30.0).collect()
}

impl Drawing<'_> {
    fn texts(&self) -> Vec<Text> {
        let piece = |piece: &str| {
            let (tag, rest) = piece.split_once('>')?;
            let tag = format!(" {tag}");
            let text = rest.split_once("</text>")?.0;
            let text =
                text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
            Some(Text {
                at: (number(&tag, "x"), number(&tag, "y")),
                anchor: attribute(&tag, "text-anchor")?,
                class: attribute(&tag, "class")?,
                text: text.replace("&amp;", "&"),
            })
        };
        self.body.split("<text").skip(1).map(|text| piece(text).expect("a text")).collect()
    }

    fn count(&self, class: &str) -> usize {
        self.texts().iter().filter(|text| text.class == class).count()
    }

    fn falls(&self) -> usize {
        self.body.matches("class=\"area burn fall\"").count()
    }

    /// The flow of revenue has no axes.
    fn has_axes(&self) -> bool {
        !self.body.contains("class=\"stream")
    }
}

/// What the style makes a text high.
fn pixels(class: &str) -> f64 {
    match class {
        "tick" => 11.5,
        "name" => 13.5,
        _ => 12.0,
    }
}

#[test]
fn every_text_lies_within_its_drawing() {
    let mut hostile = sample(7);
    hostile.classes[0].name = "W".repeat(200);
    for data in [sample(1), sample(2), sample(14), sample(90), hostile] {
        let page = render(&data);
        for drawing in drawings(&page) {
            for Text { at, anchor, class, text } in drawing.texts() {
                let width = sim::report::svg::text_width(&class, &text);
                let left = match anchor.as_str() {
                    "start" => at.0,
                    "middle" => at.0 - width / 2.0,
                    _ => at.0 - width,
                };
                let told = format!("`{text}` at {at:?} in `{}`, {:?}", drawing.label, drawing.size);
                assert!(
                    left >= -0.1 && left + width <= drawing.size.0 + 0.1,
                    "{told}: {left} to {}",
                    left + width
                );
                assert!(at.1 >= pixels(&class) - 0.1 && at.1 <= drawing.size.1, "{told}");
            }
        }
    }
}

/// The style and the widths that texts are given agree.
#[test]
fn texts_are_as_high_as_they_are_taken_to_be() {
    let style = include_str!("../src/report/style.css");
    for (class, selector) in
        [("", "text {"), ("tick", "text.tick {"), ("note", "text.note {"), ("name", "text.name {")]
    {
        let rule = style.lines().find(|line| line.starts_with(selector)).unwrap();
        let size = rule.split_once("font-size: ").and_then(|(_, rest)| rest.split_once("px")).unwrap().0;
        assert_eq!(size.parse::<f64>().unwrap(), pixels(class), "{selector}");
        assert_eq!(sim::report::svg::text_size(class), pixels(class));
    }
    // As DejaVu Sans has it, which is wider than what most machines show: 2.86 and 6.02 of its height.
    let wider = |text, least| sim::report::svg::text_width("", text) >= 12.0 * least;
    assert!(wider("100%", 2.86) && wider("take on jobs", 6.02) && wider("99,999,500", 5.72));
}

#[test]
fn every_axis_has_a_unit() {
    for days in [1, 7] {
        let page = render(&sample(days));
        let mut charts = 0;
        for drawing in drawings(&page).into_iter().filter(Drawing::has_axes) {
            charts += 1;
            assert_eq!(drawing.count("note across"), 1, "`{}` has no unit across", drawing.label);
            // Two panels, where two curves stand above each other.
            let panels = drawing.body.matches("class=\"axis\"").count().max(1);
            assert_eq!(drawing.count("note up"), panels, "`{}`: units up its {panels} panels", drawing.label);
            for text in drawing.texts().iter().filter(|text| text.class.starts_with("note ")) {
                let units = ["NET", "%", "×", "hours", "days", "number a bar", "jobs a bar"];
                let has_unit =
                    units.iter().any(|unit| text.text.contains(unit)) || text.class == "note strong";
                assert!(has_unit, "no unit in `{}` of `{}`", text.text, drawing.label);
            }
        }
        // Prices and collateral of three classes; relation, outcomes and network, each in two widths.
        assert_eq!(charts, 12);
    }
}

/// Prices against load, in NET of the start, and the flow of revenue are the same with it as without.
#[test]
fn the_fall_of_net_is_marked_on_every_chart_that_it_moves() {
    let data = sample(7);
    let page = render(&data);
    let (mut marked, mut unmarked) = (0, 0);
    for drawing in drawings(&page) {
        let over_time =
            drawing.texts().iter().any(|text| text.class == "note across" && text.text.starts_with("time"));
        let panels = drawing.count("note up");
        let told = drawing.texts().iter().filter(|text| text.text == "NET falls").count();
        let expected = if over_time { panels } else { 0 };
        assert_eq!((drawing.falls(), told), (expected, expected), "`{}`", drawing.label);
        if over_time {
            marked += 1;
        } else {
            unmarked += 1;
        }
    }
    assert_eq!((marked, unmarked), (10, 4));
    let mut calm = data;
    calm.backing.fall = None;
    assert!(drawings(&render(&calm)).iter().all(|drawing| drawing.falls() == 0));
}

#[test]
fn demands_that_were_priced_out_stand_beside_those_settled() {
    let data = sample(7);
    let page = render(&data);
    let total = data.priced_out();
    assert!(total > 0);
    assert!(page.contains(&format!("</i>priced out {}</li>", sim::report::format::whole(total as f64))));
    assert!(page.contains("priced out</th>"), "in the table too");
    let bars = |data: &ReportData, class: &str| {
        let page = render(data);
        drawings(&page)
            .iter()
            .map(|drawing| drawing.body.matches(&format!("class=\"{class}\"")).count())
            .sum::<usize>()
    };
    assert!(bars(&data, "fill o7") > 0);
    // As wide as each other, none above the other.
    let page = render(&data);
    let outcomes = drawings(&page).into_iter().find(|drawing| drawing.body.contains("fill o7")).unwrap();
    let rect = |class: &str| {
        let all = outcomes.body.split("<rect").filter(|rect| rect.contains(&format!("class=\"{class}\"")));
        all.map(|rect| (number(rect, "x"), number(rect, "width"))).collect::<Vec<_>>()
    };
    let settled = rect("fill o0");
    for (x, _) in rect("fill o7") {
        let inside = settled.iter().any(|(left, width)| x > left + 0.2 && x < left + width - 0.2);
        assert!(!inside, "a bar at {x} stands on one of settled jobs");
    }
    let mut none = data;
    none.outcomes.iter_mut().for_each(|bucket| bucket.priced_out = 0);
    assert_eq!(bars(&none, "fill o7"), 0);
    assert!(!render(&none).contains("</i>priced out"));
}

/// On a telephone of 390 pixels a figure has 328 of them: page and figure have margins.
#[test]
fn a_telephone_shows_whole_drawings() {
    let page = render(&sample(7));
    for figure in page.split("<figure").skip(1) {
        let drawn = figure.split("<div class=\"drawing").skip(1).filter(|drawing| !drawing.starts_with('s'));
        let drawn: Vec<&str> = drawn.collect();
        let shown: Vec<&&str> = drawn.iter().filter(|drawing| !drawing.starts_with(" wide")).collect();
        assert_eq!(drawn.is_empty(), shown.is_empty(), "a figure without a drawing for telephones");
        for drawing in shown {
            let width: f64 = between(drawing, "viewBox=\"0 0 ", " ").unwrap().parse().unwrap();
            // Scaled to 328 pixels, the smallest text stays above 10.
            assert!(328.0 / width * 11.5 > 10.0, "{width} pixels wide");
        }
    }
    // Nothing is wider than the page by its style: tables scroll within their figure.
    let style = between(&page, "<style>", "</style>").unwrap();
    assert!(!style.contains("svg { min-width"));
    assert!(style.contains(".scroll { overflow: auto; max-width: 100%; }"));
    assert!(style.contains("minmax(min(300px, 100%), 1fr)"));
    let narrow = style.split("@media (max-width: 560px)").nth(1).unwrap();
    assert!(narrow.contains(".wide { display: none; }") && narrow.contains(".narrow { display: block; }"));
    for table in page.split("<table").skip(1).zip(page.split("<table")) {
        assert!(table.1.ends_with("<div class=\"scroll\">"), "a table that does not scroll");
    }
}
