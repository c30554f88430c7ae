//! Amounts and assets as people write them.

use anyhow::{Context, Result};
use api::common::{Asset, CREDIT};

use crate::exit::usage;

/// Base units of a GPU-hour.
const HOUR: u128 = 3_600 * CREDIT;
/// Basis points of a whole.
const BPS: u128 = 10_000;

/// An amount as somebody wrote it, of an asset that is yet to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Base units.
    pub base: u128,
    /// Written as GPU time, which credits alone are.
    pub time: bool,
}

/// Reads an amount, in base units or as GPU time, for clap.
pub fn amount(text: &str) -> Result<Amount, String> {
    let digits = text.replace('_', "");
    let unit = [('h', HOUR), ('s', CREDIT)].into_iter().find(|(unit, _)| digits.ends_with(*unit));
    match unit {
        Some((unit, base)) => {
            let number = digits.strip_suffix(unit).unwrap_or_default();
            Ok(Amount { base: scaled(number, base, text)?, time: true })
        }
        None => Ok(Amount { base: whole(&digits, text)?, time: false }),
    }
}

/// Reads an amount of anything but credits, in base units: digits, which `_` may group. For clap.
pub fn units(text: &str) -> Result<u128, String> {
    match amount(text)? {
        Amount { base, time: false } => Ok(base),
        Amount { .. } => Err(format!("expected base units, got GPU time, `{text}`: credits alone are that")),
    }
}

/// Reads an amount of credits: base units, or GPU-seconds (`90s`) and GPU-hours (`1.5h`), at most as exact as a base unit. For
/// clap.
pub fn credits(text: &str) -> Result<u128, String> {
    amount(text).map(|amount| amount.base)
}

fn whole(digits: &str, text: &str) -> Result<u128, String> {
    if digits.contains('.') {
        // It may mean a whole coin, a credit or a base unit, a million times as much or as little.
        return Err(format!(
            "expected a whole number of base units, got `{text}`: a decimal point is ambiguous without a unit; of \
             credits write `1.5h` or `90.5s`"
        ));
    }
    scaled(digits, 1, text)
}

/// A number of a unit, as base units.
fn scaled(number: &str, unit: u128, text: &str) -> Result<u128, String> {
    let expected = || {
        format!("amount: expected base units, or of credits GPU time such as `90s` or `1.5h`, got `{text}`")
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(part) || (number.contains('.') && part.is_empty())
    {
        return Err(expected());
    }
    let places = u32::try_from(part.len()).map_err(|_| expected())?;
    let scale = 10u128.checked_pow(places).ok_or_else(expected)?;
    let value = format!("{whole}{part}").parse::<u128>().map_err(|_| expected())?;
    let base = value.checked_mul(unit).ok_or_else(expected)?;
    if base % scale != 0 {
        return Err(format!(
            "amount: expected a whole number of base units, got `{text}`: write fewer decimals"
        ));
    }
    Ok(base / scale)
}

/// Whole seconds: `3600`, `90s`, `20m`, `1h`.
pub fn seconds(text: &str) -> Result<u64, String> {
    let (number, unit) = match text.char_indices().last() {
        Some((at, 's')) => (text.get(..at), 1),
        Some((at, 'm')) => (text.get(..at), 60),
        Some((at, 'h')) => (text.get(..at), 3_600),
        _ => (Some(text), 1u64),
    };
    let number = number.and_then(|number| number.replace('_', "").parse::<u64>().ok());
    number
        .and_then(|number| number.checked_mul(unit))
        .ok_or_else(|| format!("expected whole seconds such as 3600, 20m or 1h, got `{text}`"))
}

/// So much more, rounded up: the most that is paid for what was quoted.
pub fn above(amount: u128, bps: u32) -> Result<u128> {
    let extra = amount.checked_mul(u128::from(bps)).context("an amount above 128 bits")?.div_ceil(BPS);
    amount.checked_add(extra).context("an amount above 128 bits")
}

/// So much less, rounded down: the least that is taken for what was quoted.
pub fn below(amount: u128, bps: u32) -> Result<u128> {
    let part = BPS.checked_sub(u128::from(bps)).ok_or_else(|| {
        usage(format!("--slippage-bps: expected 0 to 10000, got {bps}"), "100 is one per cent")
    })?;
    Ok(amount.checked_mul(part).context("an amount above 128 bits")? / BPS)
}

/// Credits as GPU time, exact: hours where they are whole, else seconds.
pub fn gpu_time(credits: u128) -> String {
    if credits > 0 && credits.is_multiple_of(HOUR) {
        return format!("{} GPU-h", credits / HOUR);
    }
    let (whole, part) = (credits / CREDIT, credits % CREDIT);
    if part == 0 {
        return format!("{whole} GPU-s");
    }
    format!("{} GPU-s", format!("{whole}.{part:06}").trim_end_matches('0'))
}

/// An amount with thin groups of three digits, for people.
pub fn grouped(amount: u128) -> String {
    let digits = amount.to_string();
    let mut out = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

/// How an asset is written where no market says more.
pub fn asset_text(asset: &Asset) -> String {
    match asset {
        Asset::Native { denom } => denom.clone(),
        Asset::Cw20 { address } => address.clone(),
    }
}
