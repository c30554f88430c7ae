use amm_math::log::{log2_ratio, mul_exp2};
use amm_math::{MathError, Price, Rounding};
use proptest::prelude::*;

use crate::strategies::{config, magnitude};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_logarithm_is_monotone(num in magnitude(127), den in magnitude(127), more in magnitude(126)) {
        let log = log2_ratio(num, den).unwrap();
        prop_assert!(log2_ratio(num + more, den).unwrap() >= log);
        prop_assert!(log2_ratio(num, den + more).unwrap() <= log);
    }

    /// log2(a/b) and log2(b/a) round down both, so they miss zero by at most two units and a bit.
    #[test]
    fn the_logarithm_is_antisymmetric(num in magnitude(127), den in magnitude(127)) {
        let sum = log2_ratio(num, den).unwrap() + log2_ratio(den, num).unwrap();
        prop_assert!((-3..=0).contains(&sum), "sum {}", sum);
    }

    #[test]
    fn the_exponential_undoes_the_logarithm(num in magnitude(100), den in magnitude(100)) {
        let log = log2_ratio(num, den).unwrap();
        if let Ok(low) = mul_exp2(den, log, Rounding::Down) {
            prop_assert!(low <= num);
            prop_assert!(mul_exp2(den, log + 3, Rounding::Up).unwrap() >= num);
        }
    }

    #[test]
    fn rounding_up_and_down_enclose_the_exponential(value in magnitude(100), x in -(60i64 << 40)..(20i64 << 40)) {
        let (low, high) = (mul_exp2(value, x, Rounding::Down).unwrap(), mul_exp2(value, x, Rounding::Up).unwrap());
        prop_assert!(low <= high && high - low <= 2 + (high >> 54));
    }

    /// Prices within 10^±18 keep their value to a part in 2^39 through their logarithm, as far as Q64.64
    /// resolves them.
    #[test]
    fn a_price_survives_its_logarithm(raw in 18u128..=(1 << 124)) {
        let price = Price::from_raw(raw);
        let back = Price::from_log2(price.log2().unwrap(), Rounding::Up).unwrap().raw();
        prop_assert!(back.abs_diff(raw) <= 1 + (raw >> 39));
    }

    #[test]
    fn value_rounds_as_asked(raw in magnitude(90), credits in magnitude(90)) {
        let price = Price::from_raw(raw);
        let (down, up) = (price.value(credits, Rounding::Down), price.value(credits, Rounding::Up));
        if let (Ok(down), Ok(up)) = (down, up) {
            prop_assert!(up == down || up == down + 1);
        }
    }
}

#[test]
fn powers_of_two_are_exact() {
    for exponent in 0..127u32 {
        assert_eq!(log2_ratio(1 << exponent, 1), Ok(i64::from(exponent) << 40));
        assert_eq!(log2_ratio(1, 1 << exponent), Ok(-(i64::from(exponent) << 40)));
        assert_eq!(mul_exp2(1, i64::from(exponent) << 40, Rounding::Up), Ok(1 << exponent));
    }
}

#[test]
fn prices_out_of_range_are_refused() {
    let refused = Err(MathError::PriceOutOfRange);
    assert_eq!(Price::from_log2(64 << 40, Rounding::Down), refused);
    assert_eq!(Price::from_log2(-(65 << 40), Rounding::Down), refused);
    assert_eq!(Price::from_ratio(1 << 64, 1, Rounding::Down), refused);
    assert_eq!(Price::from_ratio(1, 1 << 65, Rounding::Down), refused);
    assert_eq!(Price::from_ratio(1, 0, Rounding::Down), Err(MathError::DivisionByZero));
    assert_eq!(Price::from_ratio(0, 1, Rounding::Up), Ok(Price::ZERO));
}
