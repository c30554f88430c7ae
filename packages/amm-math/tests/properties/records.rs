use amm_math::oracle::{Checkpoint, Checkpoints, Observation};
use amm_math::record::Hot;
use amm_math::MathError;
use proptest::prelude::*;

use crate::strategies::config;

const AMOUNT_MAX: u128 = (1 << 112) - 1;
const MOMENT_MAX: u64 = (1 << 40) - 1;
const LOG_MAX: i64 = (1 << 47) - 1;
const ACC_MAX: i128 = (1 << 95) - 1;

fn hot() -> impl Strategy<Value = Hot> {
    let amounts = || (0..=AMOUNT_MAX, 0..=AMOUNT_MAX);
    let obs = (0..=MOMENT_MAX, 0..=MOMENT_MAX, -LOG_MAX - 1..=LOG_MAX, -ACC_MAX - 1..=ACC_MAX)
        .prop_map(|(height, time, last_log, acc)| Observation { height, time, last_log, acc });
    (amounts(), amounts(), obs, 0..=MOMENT_MAX).prop_map(|(reserves, fees, obs, checkpoint_time)| Hot {
        reserves,
        fees,
        obs,
        checkpoint_time,
    })
}

fn checkpoints() -> impl Strategy<Value = Checkpoints> {
    let one = || {
        prop::option::of(
            (1..=MOMENT_MAX, -ACC_MAX - 1..=ACC_MAX).prop_map(|(time, acc)| Checkpoint { time, acc }),
        )
    };
    [(one(), one()), (one(), one()), (one(), one()), (one(), one())].prop_map(|pairs| Checkpoints { pairs })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_hot_record_survives_its_bytes(hot in hot()) {
        prop_assert_eq!(Hot::decode(&hot.encode().unwrap()), Ok(hot));
    }

    #[test]
    fn any_bytes_of_the_right_length_are_one_hot_record(bytes in prop::collection::vec(any::<u8>(), Hot::LEN)) {
        prop_assert_eq!(Hot::decode(&bytes).unwrap().encode().unwrap().to_vec(), bytes);
    }

    #[test]
    fn any_other_length_is_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for (expected, error) in
            [(Hot::LEN, Hot::decode(&bytes).err()), (Checkpoints::LEN, Checkpoints::decode(&bytes).err())]
        {
            if bytes.len() != expected {
                prop_assert_eq!(error, Some(MathError::BadRecord { expected, got: bytes.len() }));
            }
        }
    }

    #[test]
    fn checkpoints_survive_their_bytes(checkpoints in checkpoints()) {
        prop_assert_eq!(Checkpoints::decode(&checkpoints.encode().unwrap()), Ok(checkpoints));
    }
}

#[test]
fn the_layout_is_the_documented_one() {
    assert_eq!((Hot::LEN, Checkpoints::LEN), (89, 136));
    let obs = Observation { height: 5, time: 6, last_log: -2, acc: -3 };
    let hot = Hot { reserves: (1, 2), fees: (3, 4), obs, checkpoint_time: 7 };
    let bytes = hot.encode().unwrap();
    for (end, value) in
        [(13, 1), (27, 2), (41, 3), (55, 4), (60, 5), (65, 6), (71, 0xfe), (83, 0xfd), (88, 7)]
    {
        assert_eq!(bytes[end], value, "last byte of the field that ends at {end}");
    }
    assert_eq!(bytes[66], 0xff);
    assert_eq!(bytes[72], 0xff);
}

#[test]
fn fields_out_of_range_are_refused_by_name() {
    let obs = Observation { height: 0, time: 0, last_log: 0, acc: 0 };
    let hot = Hot { reserves: (0, 0), fees: (0, 0), obs, checkpoint_time: 0 };
    let too_large = [
        ("reserve0", Hot { reserves: (AMOUNT_MAX + 1, 0), ..hot }),
        ("reserve1", Hot { reserves: (0, AMOUNT_MAX + 1), ..hot }),
        ("fee0", Hot { fees: (AMOUNT_MAX + 1, 0), ..hot }),
        ("fee1", Hot { fees: (0, AMOUNT_MAX + 1), ..hot }),
        ("height", Hot { obs: Observation { height: MOMENT_MAX + 1, ..obs }, ..hot }),
        ("time", Hot { obs: Observation { time: MOMENT_MAX + 1, ..obs }, ..hot }),
        ("last_log", Hot { obs: Observation { last_log: LOG_MAX + 1, ..obs }, ..hot }),
        ("last_log", Hot { obs: Observation { last_log: -LOG_MAX - 2, ..obs }, ..hot }),
        ("acc", Hot { obs: Observation { acc: ACC_MAX + 1, ..obs }, ..hot }),
        ("acc", Hot { obs: Observation { acc: -ACC_MAX - 2, ..obs }, ..hot }),
        ("checkpoint_time", Hot { checkpoint_time: MOMENT_MAX + 1, ..hot }),
    ];
    for (field, hot) in too_large {
        assert_eq!(hot.encode(), Err(MathError::BadField { field }));
    }
}

#[test]
fn an_absent_checkpoint_has_no_accumulator() {
    let mut bytes = [0; Checkpoints::LEN];
    assert_eq!(Checkpoints::decode(&bytes).unwrap().pairs, [(None, None); 4]);
    bytes[16] = 1;
    assert_eq!(Checkpoints::decode(&bytes), Err(MathError::BadField { field: "checkpoint acc" }));
    let at_zero = Some(Checkpoint { time: 0, acc: 0 });
    let checkpoints = Checkpoints { pairs: [(at_zero, None); 4] };
    assert_eq!(checkpoints.encode(), Err(MathError::BadField { field: "checkpoint time" }));
}
