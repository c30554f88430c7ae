//! Sentences of the page with a number in them, put together from where the number comes from.

use amm_math::constant_product::MAX_RESERVE;
use amm_math::log::FRAC_BITS;
use amm_math::oracle::{CLAMP_LOG, MAX_RAMP};
use amm_math::rounding::BPS;
use api::common::{MAX_CLASS_ID, MAX_HOPS};
use api::deadline::{BLOCK_MILLIS, LONGEST_HALT};
use api::job_market::{MAX_INPUT, MIN_OVERHEAD};
use api::signatures::MAX_KEYS;
use api::verifier_gateway::MAX_METHOD_NAME;
use chain::preflight::{LARGEST_TX, STRETCHES};

use super::{standard, PAGE};

const GO_MOD: &str = include_str!("../../../devnet/go.mod");

/// The version that the devnet pins of a module.
fn pinned(path: &str) -> String {
    let line = GO_MOD.lines().find_map(|line| line.trim().strip_prefix(&format!("{path} v")));
    line.unwrap_or_else(|| panic!("{path}")).split_whitespace().next().unwrap().to_owned()
}

/// With commas, as the page writes numbers.
fn commas(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// g(1 − p)/(p(1 − ρ)) of a job's worth at these basis points, the lock without a declared value.
fn lock(gain: f64, p: f64, reporter: f64) -> f64 {
    let whole = f64::from(BPS);
    gain / whole * (whole - p) / p / ((whole - reporter) / whole)
}

/// By how much a price counts at most for each second that it is another.
fn per_second() -> f64 {
    (CLAMP_LOG as f64 / (1u64 << FRAC_BITS) as f64).exp2()
}

/// The same over the longest time that counts between two trades.
fn clamped() -> f64 {
    per_second().powf(MAX_RAMP as f64)
}

#[test]
fn what_the_page_says_is_what_the_code_has() {
    let (registry, take) = (standard().registry, standard().classes[0].terms.take);
    let reporter = f64::from(registry.reporter_bps);
    let go = GO_MOD.lines().find_map(|line| line.strip_prefix("go ")).unwrap();
    let claims = [
        format!(
            "pins wasmd {} with wasmvm {}",
            pinned("github.com/CosmWasm/wasmd"),
            pinned("github.com/CosmWasm/wasmvm/v3")
        ),
        format!("`up` needs Go {} and", go.trim_end_matches(".0")),
        format!("`max_tx_bytes` {} MiB", LARGEST_TX >> 20),
        format!("a median over up to {} blocks", commas(STRETCHES * 100)),
        format!("2^{} − 1 (5·10^33) for a reserve", (MAX_RESERVE + 1).ilog2()),
        format!("0 to 2^{} − 1; 0 for none", (MAX_RESERVE + 1).ilog2()),
        format!("at most by {} days. Far above it", LONGEST_HALT / 86_400),
        format!("After a halt of more than {} days", LONGEST_HALT / 86_400),
        format!("by at most {} days", LONGEST_HALT / 86_400),
        format!("ms, {}–{} |", BLOCK_MILLIS.0, commas(BLOCK_MILLIS.1)),
        format!("within the clamp of {MAX_RAMP} s"),
        format!("follow the market by at most {:.1} % per second", (per_second() - 1.0) * 100.0),
        format!("a mean of half an hour can be off by a factor of up to {:.1} either way", clamped()),
        // Over a day an hour is a twenty-fourth, and means are of logarithms.
        format!("a mean of a day by {:.0} % for each hour", (clamped().powf(1.0 / 24.0) - 1.0) * 100.0),
        format!("`class` is 1–{MAX_CLASS_ID} of"),
        format!("| s | ≥ {MIN_OVERHEAD} |"),
        format!("| bytes | 0–{} |", commas(MAX_INPUT.into())),
        format!("| `name` | 1–{MAX_METHOD_NAME} bytes |"),
        format!("1–{MAX_KEYS} distinct sound keys"),
        format!("at most {MAX_HOPS} pools of the wiring"),
        format!(
            "at p = 50 %, 1,000,000 locks {} times the job's worth",
            lock(1_000_000.0, 5_000.0, reporter)
        ),
        format!(
            "500 locks {} times the worth (ρ = {} %)",
            lock(10_000.0, 500.0, reporter),
            registry.reporter_bps / 100
        ),
        format!(
            "at the defaults: {} % of worth under a validity proof, {} % at p = 50 %, and {} · (worth + V)",
            registry.liveness_cap_bps / 100,
            lock(10_000.0, 5_000.0, reporter) * 100.0,
            10_000 / registry.burn_min_bps
        ),
        format!(
            "τ0 · multiplier: the highest take | each bound alone | {} % at the defaults",
            u64::from(take.base_bps) * u64::from(take.max_multiplier_bps) / 1_000_000
        ),
        format!("τ0 and this at their bounds: a take of {} %", 500 * 100_000 / 1_000_000),
        // 2.50 USD an hour at 0.50 USD for NET, in millionths.
        format!("so the market is at {} unet", commas(2_500_000 * 1_000_000 / 3_600 / 500_000 + 1)),
        format!("a declared value locks up to {} times itself", 10_000 / (10_000 - 9_000)),
    ];
    let page = PAGE.replace('\n', " ");
    for claim in claims {
        assert!(page.contains(&claim), "the page does not say: {claim}");
    }
}
