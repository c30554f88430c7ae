use amm_math::occupancy::{self, TakeParams};

use crate::out;
use crate::vector::{check, Inputs, Outcome};

fn at_target(i: &mut Inputs) -> TakeParams {
    TakeParams { tau_bps: 200, target_bps: i.num(), mult_max_bps: 40_000, window: 600 }
}

fn take_params(i: &mut Inputs) -> TakeParams {
    TakeParams { tau_bps: 200, target_bps: i.num(), mult_max_bps: i.num(), window: i.num() }
}

fn call(name: &str, i: &mut Inputs) -> Outcome {
    match name {
        "decay_z" => {
            let (z, dt) = (i.num(), i.num());
            out![occupancy::decay(z, dt, &at_target(i))]
        }
        "ticks" => occupancy::ticks(i.num(), i.num()).map(|ticks| vec![ticks.to_string()]),
        "charge" => occupancy::charge(i.num(), i.num(), &take_params(i))
            .map(|charge| vec![charge.mult.to_string(), charge.z_after.to_string()]),
        "charge_take" => occupancy::charge(i.num(), i.num(), &take_params(i))
            .and_then(|charge| charge.take(i.num(), i.num()))
            .map(|take| vec![take.to_string()]),
        "refund" => {
            let (z, added, dt) = (i.num(), i.num(), i.num());
            out![occupancy::refund(z, added, dt, &at_target(i))]
        }
        "take" => occupancy::take(i.num(), i.num(), i.num()).map(|take| vec![take.to_string()]),
        other => panic!("no such function: {other}"),
    }
}

#[test]
fn market_agrees_with_reference() {
    let functions = ["decay_z", "ticks", "charge", "charge_take", "refund", "take"];
    check("market", &functions, call);
}
