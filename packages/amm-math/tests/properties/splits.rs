use amm_math::split::split_bps;
use amm_math::MathError;
use proptest::prelude::*;

use crate::strategies::{config, product};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_split_gives_out_everything(amount in any::<u128>(), a in 0u32..=10_000, b in 0u32..=10_000, c in 0u32..=10_000) {
        let mut cuts = [a, b, c];
        cuts.sort_unstable();
        let shares = [cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 10_000 - cuts[2]];
        let parts = split_bps(amount, &shares).unwrap();
        prop_assert_eq!(product(&[parts[0]]) + product(&[parts[1]]) + product(&[parts[2]]) + product(&[parts[3]]), product(&[amount]));
        for (part, share) in parts.into_iter().zip(shares).skip(1) {
            prop_assert!(product(&[part, 10_000]) <= product(&[amount, share.into()]));
        }
    }
}

#[test]
fn shares_that_are_not_the_whole_are_refused() {
    assert_eq!(split_bps(10, &[5_000, 4_999]), Err(MathError::BadShares { expected: 10_000, got: 9_999 }));
}
