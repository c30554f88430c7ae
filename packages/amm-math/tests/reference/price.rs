use amm_math::oracle::{Checkpoint, Checkpoints, Observation, Window};
use amm_math::record::Hot;
use amm_math::{constant_product, log, Price};
use serde_json::Value;

use crate::out;
use crate::vector::{check, hex, Inputs, Outcome};

const ORDER: [Window; 4] = [Window::TenMin, Window::HalfHour, Window::Day, Window::Week];

fn observation(i: &mut Inputs) -> Observation {
    Observation { height: i.num(), time: i.num(), last_log: i.num(), acc: i.num() }
}

fn hot_with(obs: Observation, reserves: (u128, u128)) -> Hot {
    Hot { reserves, fees: (0, 0), obs, checkpoint_time: 0 }
}

/// Replays a list of trades and takes the mean both ways, by logarithm and by price.
fn history(i: &mut Inputs) -> Outcome {
    let mut start = Inputs::of(i.list());
    let mut obs = Observation::first(start.num(), start.num(), start.num());
    let mut checkpoints = Checkpoints::first(&obs);
    for trade in i.list() {
        let mut trade = Inputs::of(trade.as_array().unwrap());
        obs = obs.advance(trade.num(), trade.num(), trade.num())?;
        checkpoints.rotate(&obs);
    }
    let window = ORDER[i.num::<usize>()];
    let now = i.num();
    let price = hot_with(obs, (1, 1)).twap(&checkpoints, window, now)?;
    let mean = checkpoints.twap_log(&obs, window, now);
    assert_eq!(mean.is_ok(), price.is_some());
    out![mean?, price.unwrap().raw()]
}

fn read_pairs(values: &[Value]) -> Checkpoints {
    let one = |value: &Value| {
        let mut pair = Inputs::of(value.as_array().unwrap());
        pair.option().map(|time| Checkpoint { time, acc: pair.num() })
    };
    Checkpoints { pairs: std::array::from_fn(|w| (one(&values[2 * w]), one(&values[2 * w + 1]))) }
}

fn hot_decode(bytes: &[u8]) -> Outcome {
    let hot = Hot::decode(bytes)?;
    assert_eq!(*hot.encode()?, *bytes);
    out![
        hot.reserves.0,
        hot.reserves.1,
        hot.fees.0,
        hot.fees.1,
        hot.obs.height,
        hot.obs.time,
        hot.obs.last_log,
        hot.obs.acc,
        hot.checkpoint_time
    ]
}

fn hot_encode(i: &mut Inputs) -> Outcome {
    let hot = Hot {
        reserves: (i.num(), i.num()),
        fees: (i.num(), i.num()),
        obs: observation(i),
        checkpoint_time: i.num(),
    };
    let bytes = hot.encode()?;
    assert_eq!(Hot::decode(&bytes)?, hot);
    out![hex(&bytes)]
}

fn call(name: &str, i: &mut Inputs) -> Outcome {
    match name {
        "log2_ratio" => out![log::log2_ratio(i.num(), i.num())?],
        "spot_log" => out![constant_product::spot_log(i.num(), i.num())?],
        "mul_exp2" => out![log::mul_exp2(i.num(), i.num(), i.rounding())?],
        "exp2_q64" => out![log::exp2_q64(i.num(), i.rounding())?],
        "price_from_log2" => out![Price::from_log2(i.num(), i.rounding())?.raw()],
        "price_from_ratio" => out![Price::from_ratio(i.num(), i.num(), i.rounding())?.raw()],
        "price_log2" => out![Price::from_raw(i.num()).log2()?],
        "price_value" => out![Price::from_raw(i.num()).value(i.num(), i.rounding())?],
        "price_mul_bps" => out![Price::from_raw(i.num()).mul_bps(i.num(), i.rounding())?.raw()],
        "advance" => {
            let next = observation(i).advance(i.num(), i.num(), i.num())?;
            out![next.height, next.time, next.last_log, next.acc]
        }
        "acc_at" => {
            let obs = Observation { height: 1, time: i.num(), last_log: i.num(), acc: i.num() };
            out![obs.acc_at(i.num())?]
        }
        "history" => history(i),
        "hot_encode" => hot_encode(i),
        "hot_decode" => hot_decode(&i.bytes()),
        "hot_spot" => {
            let hot = hot_with(Observation::first(1, 1, 0), (i.num(), i.num()));
            out![hot.spot_log()?, hot.spot()?.raw()]
        }
        "checkpoints_encode" => {
            let checkpoints = read_pairs(i.list());
            let bytes = checkpoints.encode()?;
            assert_eq!(Checkpoints::decode(&bytes)?, checkpoints);
            out![hex(&bytes)]
        }
        "checkpoints_decode" => Checkpoints::decode(&i.bytes()).map(|checkpoints| {
            let all = checkpoints.pairs.iter().flat_map(|(previous, current)| [previous, current]);
            all.map(|c| c.map_or("None".to_owned(), |c| format!("{} {}", c.time, c.acc))).collect()
        }),
        other => panic!("no such function: {other}"),
    }
}

#[test]
fn price_agrees_with_reference() {
    let functions = [
        "log2_ratio",
        "spot_log",
        "mul_exp2",
        "exp2_q64",
        "price_from_log2",
        "price_from_ratio",
        "price_log2",
        "price_value",
        "price_mul_bps",
        "advance",
        "acc_at",
        "history",
        "hot_encode",
        "hot_decode",
        "hot_spot",
        "checkpoints_encode",
        "checkpoints_decode",
    ];
    check("price", &functions, call);
}
