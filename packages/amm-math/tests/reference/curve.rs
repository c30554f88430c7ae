use amm_math::constant_product::{self as curve, Swap};
use amm_math::{rounding, split};

use crate::out;
use crate::vector::{check, Inputs, Outcome};

fn swap_text(swap: Swap) -> Vec<String> {
    vec![swap.amount_in.to_string(), swap.amount_out.to_string(), swap.fee.to_string()]
}

fn call(name: &str, i: &mut Inputs) -> Outcome {
    match name {
        "mul_div" => out![rounding::mul_div(i.num(), i.num(), i.num(), i.rounding())?],
        "mul_bps" => out![rounding::mul_bps(i.num(), i.num(), i.rounding())?],
        "exact_in" => curve::exact_in(i.num(), i.num(), i.num(), i.num(), None).map(swap_text),
        "exact_out" => curve::exact_out(i.num(), i.num(), i.num(), i.num(), None).map(swap_text),
        "provide_first" => {
            let deposit = curve::provide_first(i.num(), i.num())?;
            out![deposit.amounts.0, deposit.amounts.1, deposit.shares, deposit.locked]
        }
        "provide_balanced" => {
            let deposit = curve::provide_balanced(i.num(), i.num(), i.num(), i.num(), i.num())?;
            out![deposit.amounts.0, deposit.amounts.1, deposit.shares]
        }
        "provide_launch" => {
            let deposit = curve::provide_launch(i.num(), i.num())?;
            out![deposit.amounts.0, deposit.amounts.1, deposit.shares, deposit.locked]
        }
        "provide_launched" => {
            let deposit = curve::provide_launched(i.num(), i.num(), i.num(), i.num(), i.num())?;
            out![deposit.amounts.0, deposit.amounts.1, deposit.shares]
        }
        "single_split" => out![curve::single_split(i.num(), i.num(), i.num(), i.num())?],
        "withdraw" => {
            let (x, y) = curve::withdraw(i.num(), i.num(), i.num(), i.num())?;
            out![x, y]
        }
        "depth_in" => out![curve::depth_in(i.num(), i.num())?],
        "split_bps" => {
            let amount = i.num();
            let mut shares = Inputs::of(i.list());
            let shares: [u32; 4] = std::array::from_fn(|_| shares.num());
            Ok(split::split_bps(amount, &shares)?.iter().map(u128::to_string).collect())
        }
        other => panic!("no such function: {other}"),
    }
}

#[test]
fn curve_agrees_with_reference() {
    let functions = [
        "mul_div",
        "mul_bps",
        "exact_in",
        "exact_out",
        "provide_first",
        "provide_balanced",
        "single_split",
        "withdraw",
        "depth_in",
        "split_bps",
    ];
    check("curve", &functions, call);
}

#[test]
fn launch_agrees_with_reference() {
    check("launch", &["provide_launch", "provide_launched"], call);
}
