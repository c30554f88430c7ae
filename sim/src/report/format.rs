//! Numbers as a reader wants them.

/// A whole number with thousands separated: `12,345`.
pub fn whole(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0.0 && digits != "0" {
        out.insert(0, '−');
    }
    out
}

/// Three significant digits at most, shortened by k, M or B: `1.23M`, `45.6k`, `789`, `0.0123`.
pub fn compact(value: f64) -> String {
    let size = value.abs();
    let (divisor, unit) = match size {
        s if s >= 999.5e6 => (1e9, "B"),
        s if s >= 999.5e3 => (1e6, "M"),
        s if s >= 9_999.5 => (1e3, "k"),
        _ => (1.0, ""),
    };
    if unit.is_empty() && size >= 999.5 {
        return whole(value);
    }
    format!("{}{unit}", significant(value / divisor))
}

/// Three significant digits without trailing zeros.
fn significant(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs().log10().floor() as i32;
    let decimals = (2 - magnitude).clamp(0, 8) as usize;
    let text = format!("{value:.decimals$}");
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text };
    text.replace('-', "−")
}

/// A share as a percentage, with a decimal where that says something: `97.3 %`, `42 %`.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let near_an_end = percent > 0.0 && percent < 10.0 || percent > 90.0 && percent < 100.0;
    match percent {
        p if p > 0.0 && p < 0.05 => format!("{} %", significant(p)),
        p if near_an_end => format!("{p:.1} %"),
        p => format!("{p:.0} %"),
    }
}

/// A tick's label, with as many decimals as the distance to the next tick asks for.
pub fn tick(value: f64, step: f64) -> String {
    if step >= 1_000.0 && value.abs() >= 1e4 {
        return shortened(value, step);
    }
    if step >= 1.0 {
        return whole(value);
    }
    let decimals = (-step.log10().floor()).clamp(0.0, 8.0) as usize;
    format!("{value:.decimals$}").replace('-', "−")
}

fn shortened(value: f64, step: f64) -> String {
    let (divisor, unit) = match value.abs() {
        s if s >= 1e9 => (1e9, "B"),
        s if s >= 1e6 => (1e6, "M"),
        _ => (1e3, "k"),
    };
    let decimals = (-(step / divisor).log10().floor()).clamp(0.0, 6.0) as usize;
    format!("{:.decimals$}{unit}", value / divisor).replace('-', "−")
}

/// A time of the simulation: `day 2, 14:00`.
pub fn moment(hour: f64) -> String {
    let minutes = (hour * 60.0).round().max(0.0) as u64;
    format!("day {}, {:02}:{:02}", minutes / 1_440 + 1, minutes / 60 % 24, minutes % 60)
}

/// A length of time: `48.2 s`, `3 min 05 s`.
pub fn duration(seconds: f64) -> String {
    if seconds < 99.95 {
        return format!("{seconds:.1} s");
    }
    let whole = seconds.round() as u64;
    format!("{} min {:02} s", whole / 60, whole % 60)
}
