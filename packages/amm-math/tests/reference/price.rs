use amm_math::oracle::{Checkpoints, Observation, Window};
use amm_math::{constant_product, log, Price, Rounding};

use crate::out;
use crate::vector::{check, Inputs, Outcome};

const ORDER: [Window; 4] = [Window::TenMin, Window::HalfHour, Window::Day, Window::Week];

fn observation(i: &mut Inputs) -> Observation {
    Observation { height: i.num(), time: i.num(), last_log: i.num(), acc: i.num() }
}

/// Replays a list of trades and reads the mean, as a logarithm and as a price.
fn history(i: &mut Inputs) -> Outcome {
    let mut start = Inputs::of(i.list());
    let mut obs = Observation::first(start.num(), start.num(), start.num());
    let mut checkpoints = Checkpoints::first(&obs);
    let mut spot = obs.last_log;
    for trade in i.list() {
        let mut trade = Inputs::of(trade.as_array().unwrap());
        let (height, time) = (trade.num(), trade.num());
        spot = trade.num();
        obs = obs.advance(height, time, spot)?;
        checkpoints.rotate(&obs);
    }
    let window = ORDER[i.num::<usize>()];
    let read = obs.at(i.num(), spot)?;
    match checkpoints.twap_log(&read, window)? {
        Some(mean) => out![mean, Price::from_log2(mean, Rounding::Up)?.raw()],
        None => out!["None"],
    }
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
        "history" => history(i),
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
        "history",
    ];
    check("price", &functions, call);
}
