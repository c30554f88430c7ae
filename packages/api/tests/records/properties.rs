use amm_math::oracle::{Checkpoint, Checkpoints, Observation};
use amm_math::Price;
use api::pool::means::Means;
use api::pool::raw::{checkpoints as codec, Hot, RecordError};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// 512 cases; failing inputs are printed, not stored.
fn config() -> Config {
    Config { cases: 512, failure_persistence: None, ..Config::default() }
}

const AMOUNT_MAX: u128 = (1 << 112) - 1;
const MOMENT_MAX: u64 = (1 << 40) - 1;
const LOG_MAX: i64 = (1 << 47) - 1;
const ACC_MAX: i128 = (1 << 95) - 1;

fn hot() -> impl Strategy<Value = Hot> {
    let amounts = || (0..=AMOUNT_MAX, 0..=AMOUNT_MAX);
    let obs = (0..=MOMENT_MAX, 0..=MOMENT_MAX, -LOG_MAX - 1..=LOG_MAX, -ACC_MAX - 1..=ACC_MAX)
        .prop_map(|(height, time, last_log, acc)| Observation { height, time, last_log, acc });
    let anchor = -LOG_MAX - 1..=LOG_MAX;
    let amounts = (amounts(), amounts(), amounts(), 0..=AMOUNT_MAX);
    (amounts, obs, anchor, 0..=MOMENT_MAX).prop_map(
        |((reserves, fees, spreads, virtual_1), obs, anchor, checkpoint_time)| Hot {
            reserves,
            fees,
            spreads,
            virtual_1,
            obs,
            anchor,
            checkpoint_time,
        },
    )
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
    fn a_hot_record_has_one_encoding(mut bytes in prop::collection::vec(any::<u8>(), Hot::MAX_LEN), cut in 33usize..92) {
        // Lengths that fill what is left, so that decoding gets as far as the amounts.
        let rest = cut.saturating_sub(35);
        let each = rest / 4;
        bytes[33] = u8::try_from(each << 4 | each).unwrap();
        bytes[34] = u8::try_from(each << 4 | (rest - 3 * each).min(15)).unwrap();
        bytes.truncate(cut);
        if let Ok(hot) = Hot::decode(&bytes) {
            prop_assert_eq!(hot.encode().unwrap().to_vec(), bytes);
        }
    }

    #[test]
    fn decoding_any_bytes_panics_never(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        if let Ok(hot) = Hot::decode(&bytes) {
            prop_assert_eq!(hot.encode().unwrap().to_vec(), bytes);
        }
    }

    #[test]
    fn any_other_length_is_refused(hot in hot(), bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let expected = codec::LEN;
        if bytes.len() != expected {
            let error = Some(RecordError::Length { expected, got: bytes.len() });
            prop_assert_eq!(codec::decode(&bytes).err(), error);
        }
        let record = hot.encode().unwrap().to_vec();
        let expected = record.len();
        let longer = [record.as_slice(), &[0]].concat();
        let refused = |got| Err(RecordError::Length { expected, got });
        prop_assert_eq!(Hot::decode(&longer), refused(expected + 1));
        if expected > 37 {
            prop_assert_eq!(Hot::decode(&record[..expected - 1]), refused(expected - 1));
        }
    }

    #[test]
    fn checkpoints_survive_their_bytes(checkpoints in checkpoints()) {
        prop_assert_eq!(codec::decode(&codec::encode(&checkpoints).unwrap()), Ok(checkpoints));
    }
}

/// A pool can be brought where no price can say what a unit costs; whoever reads it reads the end of the scale.
#[test]
fn a_price_beyond_the_scale_is_its_end() {
    let means = |reserves: (u128, u128)| {
        let log = amm_math::constant_product::spot_log(reserves.0, reserves.1).unwrap();
        let obs = Observation::first(1, 1_000_000, log);
        let first = Observation { time: 0, ..obs };
        let hot = Hot {
            reserves,
            fees: (0, 0),
            spreads: (0, 0),
            virtual_1: 0,
            obs: Observation { acc: i128::from(log) * 1_000_000, ..obs },
            anchor: log,
            checkpoint_time: 0,
        };
        let hot = Hot::decode(&hot.encode().unwrap()).unwrap();
        Means::at(&hot, Some(&Checkpoints::first(&first)), 2_000_000).unwrap().unwrap()
    };
    const MOST: u128 = (1 << 112) - 1;
    for (reserves, price) in [
        ((1, MOST), Price::MAX),
        ((1, 1 << 64), Price::MAX),
        ((1, (1 << 64) - 1), Price::from_raw(u128::MAX - (1 << 64) + 1)),
        ((1 << 64, 1), Price::from_raw(1)),
        ((MOST, 1), Price::from_raw(1)),
    ] {
        let Means { spot, half_hour, day, week, .. } = means(reserves);
        assert_eq!(spot, price, "{reserves:?}");
        for mean in [half_hour, day, week] {
            let mean = mean.unwrap();
            // A mean is that of a logarithm, true to 2^-40, and a product of it to 2^-56.
            assert!(mean.raw().abs_diff(price.raw()) <= price.raw() >> 39, "{reserves:?}: {mean:?}");
        }
    }
}

#[test]
fn the_layout_is_the_documented_one() {
    assert_eq!((Hot::MAX_LEN, codec::LEN), (142, 136));
    let obs = Observation { height: 5, time: 6, last_log: -2, acc: -3 };
    let hot = Hot {
        reserves: (0x0102, 3),
        fees: (0, 0x0405_0607),
        spreads: (8, 0),
        virtual_1: 9,
        obs,
        anchor: -302,
        checkpoint_time: 7,
    };
    let bytes = hot.encode().unwrap();
    for (end, value) in [(4, 5), (9, 6), (15, 0xfe), (27, 0xfd), (32, 7)] {
        assert_eq!(bytes[end], value, "last byte of the field that ends at {end}");
    }
    assert_eq!((bytes[10], bytes[16]), (0xff, 0xff), "signs");
    assert_eq!(bytes[33..], [0x21, 0x04, 0x10, 0x12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xfe, 0xd4]);
}

#[test]
fn an_amount_with_a_leading_zero_or_a_byte_too_many_is_refused() {
    let record = |lengths: [u8; 4], rest: &[u8]| [[0; 33].as_slice(), &lengths, rest].concat();
    let refused = |bytes: Vec<u8>, field| assert_eq!(Hot::decode(&bytes), Err(RecordError::Field { field }));
    refused(record([0x20, 0, 0, 0], &[0, 1]), "reserve0");
    refused(record([0x01, 0, 0, 0], &[0]), "reserve1");
    refused(record([0, 0xf0, 0, 0], &[1; 15]), "fee0");
    refused(record([0, 0x01, 0, 0], &[0]), "fee1");
    refused(record([0, 0, 0x10, 0], &[0]), "spread0");
    refused(record([0, 0, 0x02, 0], &[0, 1]), "spread1");
    refused(record([0, 0, 0, 0x20], &[0, 1]), "virtual1");
    for repeated in [[0, 1], [0xff, 0xfe]] {
        refused(record([0, 0, 0, 0x02], &repeated), "anchor");
    }
    refused(record([0, 0, 0, 0x01], &[0]), "anchor");
    refused(record([0, 0, 0, 0x08], &[1; 8]), "anchor");
    assert_eq!(Hot::decode(&[0; 36]), Err(RecordError::Length { expected: 37, got: 36 }));
}

#[test]
fn fields_out_of_range_are_refused_by_name() {
    let obs = Observation { height: 0, time: 0, last_log: 0, acc: 0 };
    let hot = Hot {
        reserves: (0, 0),
        fees: (0, 0),
        spreads: (0, 0),
        virtual_1: 0,
        obs,
        anchor: 0,
        checkpoint_time: 0,
    };
    let too_large = [
        ("reserve0", Hot { reserves: (AMOUNT_MAX + 1, 0), ..hot }),
        ("reserve1", Hot { reserves: (0, AMOUNT_MAX + 1), ..hot }),
        ("fee0", Hot { fees: (AMOUNT_MAX + 1, 0), ..hot }),
        ("fee1", Hot { fees: (0, AMOUNT_MAX + 1), ..hot }),
        ("spread0", Hot { spreads: (AMOUNT_MAX + 1, 0), ..hot }),
        ("spread1", Hot { spreads: (0, AMOUNT_MAX + 1), ..hot }),
        ("virtual1", Hot { virtual_1: AMOUNT_MAX + 1, ..hot }),
        ("anchor", Hot { anchor: 1 << 55, ..hot }),
        ("anchor", Hot { anchor: i64::MIN, obs: Observation { last_log: 1, ..obs }, ..hot }),
        ("height", Hot { obs: Observation { height: MOMENT_MAX + 1, ..obs }, ..hot }),
        ("time", Hot { obs: Observation { time: MOMENT_MAX + 1, ..obs }, ..hot }),
        ("last_log", Hot { obs: Observation { last_log: LOG_MAX + 1, ..obs }, ..hot }),
        ("last_log", Hot { obs: Observation { last_log: -LOG_MAX - 2, ..obs }, ..hot }),
        ("acc", Hot { obs: Observation { acc: ACC_MAX + 1, ..obs }, ..hot }),
        ("acc", Hot { obs: Observation { acc: -ACC_MAX - 2, ..obs }, ..hot }),
        ("checkpoint_time", Hot { checkpoint_time: MOMENT_MAX + 1, ..hot }),
    ];
    for (field, hot) in too_large {
        assert_eq!(hot.encode(), Err(RecordError::Field { field }));
    }
}

#[test]
fn an_absent_checkpoint_has_no_accumulator() {
    let mut bytes = [0; codec::LEN];
    assert_eq!(codec::decode(&bytes).unwrap().pairs, [(None, None); 4]);
    bytes[16] = 1;
    assert_eq!(codec::decode(&bytes), Err(RecordError::Field { field: "checkpoint acc" }));
    let at_zero = Some(Checkpoint { time: 0, acc: 0 });
    let checkpoints = Checkpoints { pairs: [(at_zero, None); 4] };
    assert_eq!(codec::encode(&checkpoints), Err(RecordError::Field { field: "checkpoint time" }));
}
