//! The charts, one file each, and the axes they share.

pub mod calls;
pub mod classes;
pub mod collateral;
pub mod network;
pub mod outcomes;
pub mod protocol;
pub mod providers;
pub mod relation;
pub mod revenue;
pub mod vault;

use super::backing::Fall;
use super::format;
use super::scale::{ticks, Linear};
use super::svg::{Anchor, Svg};

/// The swatch class of a hardware class: three colours that stay apart for the colour-blind, then again.
pub fn class_colour(index: usize) -> String {
    format!("k{}", index % 5)
}

/// Widths of a drawing, pixels, of half a page and of a telephone: on that, what is made for half a page would be unreadable.
pub const WIDTHS: [f64; 2] = [540.0, 342.0];

/// The part of a drawing inside its axes.
#[derive(Clone, Copy)]
pub struct Panel {
    /// Left and right edge.
    pub x: (f64, f64),
    /// Top and bottom edge.
    pub y: (f64, f64),
}

impl Panel {
    /// Hours of a run across the panel.
    pub fn time(&self, days: u32) -> Linear {
        Linear::new((0.0, f64::from(days.max(1)) * 24.0), self.x)
    }

    /// Values up the panel.
    pub fn values(&self, domain: (f64, f64)) -> Linear {
        Linear::new(domain, (self.y.1, self.y.0))
    }

    /// What goes up the panel, with its unit.
    pub fn up(&self, svg: &mut Svg, unit: &str) {
        svg.text((0.0, self.y.0 - 12.0), Anchor::Start, "note up", unit);
    }

    /// What goes across the panel, with its unit.
    pub fn across(&self, svg: &mut Svg, unit: &str) {
        svg.text((self.x.1, self.y.1 + 34.0), Anchor::End, "note across", unit);
    }

    /// Shades the hours in which NET fell, and says so.
    pub fn fall(&self, svg: &mut Svg, days: u32, fall: Option<Fall>) {
        let Some(fall) = fall else { return };
        let x = self.time(days);
        let (left, right) = (x.at(fall.from).max(self.x.0), x.at(fall.until).min(self.x.1));
        svg.rect((left, self.y.0), (right - left, self.y.1 - self.y.0), 0.0, "area burn fall");
        svg.text((left + 3.0, self.y.0 + 11.0), Anchor::Start, "tick", "NET falls");
    }

    /// Horizontal grid lines with labels on the left.
    pub fn value_axis(&self, svg: &mut Svg, domain: (f64, f64), step: f64, label: impl Fn(f64) -> String) {
        let scale = self.values(domain);
        for value in ticks(domain.0, domain.1, step) {
            let y = scale.at(value);
            let class = if value == domain.0 { "axis" } else { "grid" };
            svg.line((self.x.0, y), (self.x.1, y), class);
            svg.text((self.x.0 - 8.0, y + 4.0), Anchor::End, "tick", &label(value));
        }
    }

    /// Lines at midnight, and the days (or, in a run of up to two days, the hours) named under the panel.
    pub fn time_axis(&self, svg: &mut Svg, days: u32, with_labels: bool) {
        let scale = self.time(days);
        let days = days.max(1);
        if with_labels {
            self.across(svg, if days <= 2 { "time, hours" } else { "time, days" });
        }
        if days <= 2 {
            for hour in ticks(0.0, f64::from(days) * 24.0, 6.0 * f64::from(days)) {
                let x = scale.at(hour);
                if hour % 24.0 == 0.0 && hour > 0.0 {
                    svg.line((x, self.y.0), (x, self.y.1), "grid");
                }
                if with_labels {
                    let text = format!("{:02.0}:00", hour % 24.0);
                    svg.text((x, self.y.1 + 18.0), Anchor::Middle, "tick", &text);
                }
            }
            return;
        }
        let width = (self.x.1 - self.x.0) / f64::from(days);
        let every = (52.0 / width).ceil().max(1.0) as u32;
        for day in 0..days {
            let x = scale.at(f64::from(day) * 24.0);
            if day > 0 && day % every == 0 {
                svg.line((x, self.y.0), (x, self.y.1), "grid");
            }
            if with_labels && day % every == 0 {
                let middle = x + width * f64::from(every.min(days - day)) / 2.0;
                let at = if every == 1 { middle } else { x };
                let anchor = if every == 1 { Anchor::Middle } else { Anchor::Start };
                svg.text((at, self.y.1 + 18.0), anchor, "tick", &format!("day {}", day + 1));
            }
        }
    }
}

/// Days that a time axis spans: those of the run, and more where samples were taken after them.
pub fn days_with(days: u32, hours: impl Iterator<Item = f64>) -> u32 {
    let last = hours.fold(0.0, f64::max);
    ((last / 24.0 - 1e-9).ceil() as u32).max(days)
}

/// The label and value of a line in a tip.
pub fn tip_line(label: &str, value: &str) -> String {
    format!("\n{label}\t{value}")
}

/// Around each of ascending positions, the interval of what is nearer to it than to its neighbours, within
/// `limits`.
pub fn bands(positions: &[f64], limits: (f64, f64)) -> Vec<(f64, f64)> {
    let middle = |a: f64, b: f64| (a + b) / 2.0;
    (0..positions.len())
        .map(|i| {
            let half = match positions.len() {
                1 => limits.1 - limits.0,
                n if i + 1 < n => (positions[i + 1] - positions[i]) / 2.0,
                _ => (positions[i] - positions[i - 1]) / 2.0,
            };
            let left = if i == 0 { positions[0] - half } else { middle(positions[i - 1], positions[i]) };
            (left.max(limits.0), (positions[i] + half).min(limits.1))
        })
        .collect()
}

/// A price with its unit.
pub fn price(value: f64) -> String {
    format!("{} NET", format::compact(value))
}
