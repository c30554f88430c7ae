use amm_math::constant_product::{exact_in, exact_out, Swap};
use amm_math::{log, MathError, Rounding};

use crate::out;
use crate::vector::{check_at_least, Inputs, Outcome};

/// Accepted swaps of each direction, in all pools.
const LEAST: usize = 300_000;

/// A swap in a launch pool, as a caller makes it: the virtual reserve is added to NET, and what takes more NET
/// than there is is refused.
fn launched(
    i: &mut Inputs,
    swap: impl Fn(u128, u128, &mut Inputs) -> Result<Swap, MathError>,
) -> Result<Swap, MathError> {
    let (credits, net, virtual_net) = (i.num::<u128>(), i.num::<u128>(), i.num::<u128>());
    if i.num::<u8>() == 0 {
        return swap(net + virtual_net, credits, i);
    }
    let sale = swap(credits, net + virtual_net, i)?;
    match sale.amount_out + sale.spread {
        taken if taken > net => Err(MathError::InsufficientLiquidity { available: net, requested: taken }),
        _ => Ok(sale),
    }
}

fn call(name: &str, i: &mut Inputs) -> Outcome {
    let in_of = |x, y, i: &mut Inputs| exact_in(x, y, i.num(), i.num(), Some(i.num()));
    let out_of = |x, y, i: &mut Inputs| exact_out(x, y, i.num(), i.num(), Some(i.num()));
    let swap = match name {
        "limit_price" => return out![log::mul_exp2(1, i.num(), Rounding::Down)?],
        "anchored_in" => in_of(i.num(), i.num(), i)?,
        "anchored_out" => out_of(i.num(), i.num(), i)?,
        "launch_in" => launched(i, in_of)?,
        "launch_out" => launched(i, out_of)?,
        other => panic!("no such function: {other}"),
    };
    out![swap.amount_in, swap.amount_out, swap.fee, swap.spread]
}

#[test]
fn inputs_under_a_limit_agree_with_reference() {
    check_at_least(LEAST + 4_000, "anchor_in", &["limit_price", "anchored_in", "launch_in"], call);
}

#[test]
fn outputs_under_a_limit_agree_with_reference() {
    check_at_least(LEAST, "anchor_out", &["anchored_out", "launch_out"], call);
}
