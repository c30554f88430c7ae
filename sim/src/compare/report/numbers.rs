//! Measures as a reader wants them.

use crate::compare::rows::Measure;
use crate::report::format::compact;

/// How a measure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A share, as a percentage; a difference of two in points.
    Share,
    /// USD, shortened.
    Money,
    /// USD per GPU-hour, to the cent.
    Price,
}

/// How this one is written.
pub fn kind(measure: Measure) -> Kind {
    match measure {
        Measure::Served
        | Measure::Cheated
        | Measure::OverCloud
        | Measure::Margin
        | Measure::Retention
        | Measure::Return
        | Measure::Supply
        | Measure::Drawdown
        | Measure::Speculation
        | Measure::Returned
        | Measure::Justified => Kind::Share,
        Measure::Volume
        | Measure::Worth
        | Measure::Value
        | Measure::Cash
        | Measure::Unfunded
        | Measure::Subsidy
        | Measure::Insiders
        | Measure::Stakes
        | Measure::Surplus
        | Measure::Unsubsidised
        | Measure::Charged
        | Measure::Costed => Kind::Money,
        Measure::Price => Kind::Price,
    }
}

/// A measure's number; its label says what money it is.
pub fn shown(measure: Measure, value: f64) -> String {
    match kind(measure) {
        _ if !value.is_finite() => infinite(value),
        Kind::Share => share(value),
        Kind::Money => money(value),
        Kind::Price => price(value),
    }
}

/// A difference of two numbers of a measure: with its sign, shares in points (without that word).
pub fn difference(measure: Measure, value: f64) -> String {
    let text = match kind(measure) {
        Kind::Share if value.is_finite() => share(value).trim_end_matches(" %").to_owned(),
        _ => shown(measure, value),
    };
    let is_zero = text.chars().all(|letter| !matches!(letter, '1'..='9' | '∞'));
    if value > 0.0 && !is_zero {
        format!("+{text}")
    } else {
        text
    }
}

/// Median, and in brackets the 5th and 95th percentile, if they differ.
pub fn with_band(show: impl Fn(f64) -> String, [low, median, high]: [f64; 3]) -> String {
    let (low, median, high) = (show(low), show(median), show(high));
    if low == median && median == high {
        median
    } else {
        format!("{median} ({low} to {high})")
    }
}

/// A share as a percentage of three digits.
pub fn share(value: f64) -> String {
    let percent = value * 100.0;
    let text = match percent.abs() {
        size if !size.is_finite() => return infinite(value),
        size if size < 1e-4 => "0".into(),
        size if size < 0.1 => significant(percent),
        size if size < 10.0 => format!("{percent:.2}"),
        size if size < 999.5 => format!("{percent:.1}"),
        _ => format!("{percent:.0}"),
    };
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    unsigned_zero(format!("{} %", text.replace('-', "−")))
}

/// USD, shortened; less than a hundred to the cent.
fn money(value: f64) -> String {
    match value.abs() {
        size if size < 0.005 => "0".into(),
        size if size < 99.5 => price(value),
        _ => compact(value),
    }
}

/// USD to the cent.
pub fn price(value: f64) -> String {
    unsigned_zero(format!("{value:.2}").replace('-', "−"))
}

fn significant(value: f64) -> String {
    let decimals = (1.0 - value.abs().log10().floor()).clamp(0.0, 8.0) as usize;
    format!("{value:.decimals$}")
}

fn infinite(value: f64) -> String {
    match value {
        value if value.is_nan() => "–".into(),
        value if value < 0.0 => "−∞".into(),
        _ => "∞".into(),
    }
}

/// What rounds to nothing has no sign.
fn unsigned_zero(text: String) -> String {
    match text.strip_prefix('−') {
        Some(rest) if !rest.contains(|letter: char| matches!(letter, '1'..='9')) => rest.to_owned(),
        _ => text,
    }
}
