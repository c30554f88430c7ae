//! Writing SVG: every number with one decimal, every text escaped, every colour by class (so that the page's
//! style can follow the reader's light or dark scheme).

use std::fmt::Write;

/// Text made safe inside an element or an attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Where a text's position lies on it.
#[derive(Clone, Copy)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// Pixels of a text's height, by its class; the page's style has the same.
pub fn text_size(class: &str) -> f64 {
    match class {
        "tick" => 11.5,
        "name" => 13.5,
        _ => 12.0,
    }
}

/// No less pixels than a text takes in the widest usual fonts.
pub fn text_width(class: &str, text: &str) -> f64 {
    let letter = |letter: char| match letter {
        ' ' | '.' | ',' | ':' | 'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '(' | ')' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '…' => 1.0,
        _ => 0.66,
    };
    text.chars().map(letter).sum::<f64>() * text_size(class)
}

/// A drawing in the making.
pub struct Svg {
    width: f64,
    height: f64,
    body: String,
}

impl Svg {
    /// An empty drawing of this size in pixels.
    pub fn new(width: f64, height: f64) -> Self {
        Svg { width, height, body: String::new() }
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let _ = write!(
            self.body,
            r#"<line x1="{:.1}" y1="{:.1}" x2="{:.1}" y2="{:.1}" class="{class}"/>"#,
            from.0, from.1, to.0, to.1
        );
    }

    /// A rectangle with corners rounded by `radius`.
    pub fn rect(&mut self, at: (f64, f64), size: (f64, f64), radius: f64, class: &str) {
        let _ = write!(
            self.body,
            r#"<rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" rx="{radius:.1}" class="{class}"/>"#,
            at.0,
            at.1,
            size.0.max(0.0),
            size.1.max(0.0)
        );
    }

    /// A dot.
    pub fn circle(&mut self, at: (f64, f64), radius: f64, class: &str) {
        let _ = write!(
            self.body,
            r#"<circle cx="{:.1}" cy="{:.1}" r="{radius:.1}" class="{class}"/>"#,
            at.0, at.1
        );
    }

    /// A dot that tells something when pointed at.
    pub fn circle_with_tip(&mut self, at: (f64, f64), radius: f64, class: &str, tip: &str) {
        let _ = write!(
            self.body,
            r#"<circle cx="{:.1}" cy="{:.1}" r="{radius:.1}" class="{class}" data-tip="{}"/>"#,
            at.0,
            at.1,
            escape(tip)
        );
    }

    /// A path by its commands, see [`polyline`].
    pub fn path(&mut self, commands: &str, class: &str) {
        let _ = write!(self.body, r#"<path d="{commands}" class="{class}"/>"#);
    }

    /// A text on its baseline. What would stand out of the drawing is moved in, and what is longer than it is cut.
    pub fn text(&mut self, at: (f64, f64), anchor: Anchor, class: &str, text: &str) {
        let mut shown = text.to_owned();
        let mut letters = text.chars().count();
        while text_width(class, &shown) > self.width && letters > 0 {
            letters -= 1;
            shown = text.chars().take(letters).chain(['…']).collect();
        }
        let (text, width) = (shown.as_str(), text_width(class, &shown));
        let before = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let x = at.0.min(self.width - width + before).max(before);
        let at = (x, at.1.min(self.height - 0.25 * text_size(class)).max(text_size(class)));
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = write!(
            self.body,
            r#"<text x="{:.1}" y="{:.1}" text-anchor="{anchor}" class="{class}">{}</text>"#,
            at.0,
            at.1,
            escape(text)
        );
    }

    /// An invisible column that, pointed at, shows a hairline and tells `tip`: lines, the first a heading,
    /// the others a label and a value apart by a tab.
    pub fn band(&mut self, x: (f64, f64), y: (f64, f64), tip: &str) {
        let middle = (x.0 + x.1) / 2.0;
        let _ = write!(self.body, r#"<g class="band" data-tip="{}">"#, escape(tip));
        self.rect((x.0, y.0), (x.1 - x.0, y.1 - y.0), 0.0, "hit");
        self.line((middle, y.0), (middle, y.1), "hair");
        self.body.push_str("</g>");
    }

    /// The element, described for those who cannot see it.
    pub fn finish(self, description: &str) -> String {
        format!(
            r#"<svg viewBox="0 0 {:.0} {:.0}" role="img" aria-label="{}">{}</svg>"#,
            self.width,
            self.height,
            escape(description),
            self.body
        )
    }
}

/// Path commands through points.
pub fn polyline(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        let _ = write!(out, "{}{x:.1} {y:.1}", if i == 0 { 'M' } else { 'L' });
    }
    out
}

/// Path commands of the area between points and a base line.
pub fn area(points: &[(f64, f64)], base: f64) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    format!("{}L{:.1} {base:.1}L{:.1} {base:.1}Z", polyline(points), last.0, first.0)
}
