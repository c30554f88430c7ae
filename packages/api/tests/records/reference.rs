use amm_math::oracle::{Checkpoint, Checkpoints, Observation};
use api::pool::raw::{checkpoints, Hot, RecordError};
use cosmwasm_std::HexBinary;
use serde_json::Value;

use crate::vector::{check, Inputs, Outcome};

fn hex(bytes: &[u8]) -> String {
    HexBinary::from(bytes).to_hex()
}

fn bytes(i: &mut Inputs) -> HexBinary {
    HexBinary::from_hex(i.text()).unwrap()
}

fn read_pairs(values: &[Value]) -> Checkpoints {
    let one = |value: &Value| {
        let mut pair = Inputs::of(value.as_array().unwrap());
        pair.option().map(|time| Checkpoint { time, acc: pair.num() })
    };
    Checkpoints { pairs: std::array::from_fn(|w| (one(&values[2 * w]), one(&values[2 * w + 1]))) }
}

fn hot_decode(bytes: &[u8]) -> Outcome<RecordError> {
    let hot = Hot::decode(bytes)?;
    assert_eq!(*hot.encode()?, *bytes);
    out![
        hot.reserves.0,
        hot.reserves.1,
        hot.fees.0,
        hot.fees.1,
        hot.spreads.0,
        hot.spreads.1,
        hot.virtual_1,
        hot.obs.height,
        hot.obs.time,
        hot.obs.last_log,
        hot.obs.acc,
        hot.checkpoint_time,
        hot.anchor
    ]
}

fn hot_encode(i: &mut Inputs) -> Outcome<RecordError> {
    let hot = Hot {
        reserves: (i.num(), i.num()),
        fees: (i.num(), i.num()),
        spreads: (i.num(), i.num()),
        virtual_1: i.num(),
        obs: Observation { height: i.num(), time: i.num(), last_log: i.num(), acc: i.num() },
        checkpoint_time: i.num(),
        anchor: i.num(),
    };
    let bytes = hot.encode()?;
    assert_eq!(Hot::decode(&bytes)?, hot);
    out![hex(&bytes)]
}

fn call(name: &str, i: &mut Inputs) -> Outcome<RecordError> {
    match name {
        "hot_encode" => hot_encode(i),
        "hot_decode" => hot_decode(&bytes(i)),
        "checkpoints_encode" => {
            let pairs = read_pairs(i.list());
            let bytes = checkpoints::encode(&pairs)?;
            assert_eq!(checkpoints::decode(&bytes)?, pairs);
            out![hex(&bytes)]
        }
        "checkpoints_decode" => checkpoints::decode(&bytes(i)).map(|checkpoints| {
            let all = checkpoints.pairs.iter().flat_map(|(previous, current)| [previous, current]);
            all.map(|c| c.map_or("None".to_owned(), |c| format!("{} {}", c.time, c.acc))).collect()
        }),
        other => panic!("no such function: {other}"),
    }
}

#[test]
fn records_agree_with_reference() {
    check("records", &["hot_encode", "hot_decode", "checkpoints_encode", "checkpoints_decode"], call);
}
