use amm_math::lock::{self, LockParams};
use amm_math::occupancy::{self, TakeParams};
use amm_math::{margin, reputation, Price};

use crate::out;
use crate::vector::{check, Inputs, Outcome};

fn at_target(i: &mut Inputs) -> TakeParams {
    TakeParams { tau_bps: 200, target_bps: i.num(), mult_max_bps: 40_000, window: 600 }
}

fn take_params(i: &mut Inputs) -> TakeParams {
    TakeParams { tau_bps: 200, target_bps: i.num(), mult_max_bps: i.num(), window: i.num() }
}

fn lock_params(i: &mut Inputs) -> LockParams {
    LockParams {
        gain_bps: i.num(),
        rho_bps: i.num(),
        burn_min_bps: i.num(),
        liveness_cap_bps: i.num(),
        l_min: i.num(),
    }
}

fn occupancy_call(name: &str, i: &mut Inputs) -> Option<Outcome> {
    Some(match name {
        "decay_z" => {
            let (z, dt) = (i.num(), i.num());
            out![occupancy::decay(z, dt, &at_target(i))]
        }
        "duration" => occupancy::duration(i.num(), i.num()).map(|d| vec![d.to_string()]),
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
        _ => return None,
    })
}

fn call(name: &str, i: &mut Inputs) -> Outcome {
    if let Some(outcome) = occupancy_call(name, i) {
        return outcome;
    }
    match name {
        "mint_price" => {
            let (p_init, spot) = (Price::from_raw(i.num()), Price::from_raw(i.num()));
            let (half_hour, day) = (i.option().map(Price::from_raw), i.option().map(Price::from_raw));
            out![margin::mint_price(p_init, spot, half_hour, day).raw()]
        }
        "margin" => out![margin::margin(i.num(), i.num(), Price::from_raw(i.num()), i.num())?],
        "basis_added" => out![margin::basis_added(i.num(), Price::from_raw(i.num()))?],
        "basis_after" => out![margin::basis_after(i.num(), i.num(), i.num())?],
        "capacity" => out![margin::capacity(i.num(), i.num())?],
        "lock" => out![lock::lock(&lock_params(i), i.num(), i.num(), i.num())?],
        "fraud_waterfall" => {
            let params = LockParams {
                gain_bps: 10_000,
                rho_bps: i.num(),
                burn_min_bps: i.num(),
                liveness_cap_bps: 4_000,
                l_min: 1,
            };
            let parts = lock::fraud_waterfall(&params, i.num(), i.num(), i.num::<u8>() == 1)?;
            out![parts.reporter, parts.burn, parts.compensation, parts.insurance]
        }
        "liveness_slash" => out![lock::liveness_slash(i.num(), i.num(), i.num())?],
        "liveness_at_cap" => out![u8::from(lock::liveness_at_cap(i.num(), i.num()))],
        "decayed_faults" => out![lock::decayed_faults(i.num(), i.num())],
        "split_half" => {
            let (burned, insurance) = lock::split_half(i.num());
            out![burned, insurance]
        }
        "reputation_decay" => out![reputation::decay(i.num(), i.num(), i.num(), i.rounding())?],
        "score_bps" => {
            out![reputation::score_bps(i.num(), i.num(), i.num(), i.num(), i.num())?]
        }
        other => panic!("no such function: {other}"),
    }
}

#[test]
fn market_agrees_with_reference() {
    let functions = [
        "decay_z",
        "duration",
        "charge",
        "charge_take",
        "refund",
        "take",
        "mint_price",
        "margin",
        "basis_added",
        "basis_after",
        "capacity",
        "lock",
        "fraud_waterfall",
        "liveness_slash",
        "liveness_at_cap",
        "decayed_faults",
        "split_half",
        "reputation_decay",
        "score_bps",
    ];
    check("market", &functions, call);
}
