//! Somebody trades dust first in every block: nobody else is kept from anything.

use api::pool::{ExecuteMsg, ProvideQuoteResponse, QueryMsg, QuoteResponse, ReceiveMsg};
use pool::error::ContractError;

use crate::anchored::{hops, provide_single, sell_credits};
use crate::harness::*;

/// The most base units that dust before it costs a trade.
const LOSS: u128 = 4;

/// Trades of the least that goes through and of some more, in either direction, once and three times.
fn dusted(m: &mut Market, case: u32) {
    let bob = m.bob.clone();
    let amount = [6, 9, 200][case as usize % 3];
    for _ in 0..[1, 3][case as usize / 3 % 2] {
        if case < 6 {
            m.swap(&bob, NET, amount, &[CREDIT_NET]).unwrap();
        } else {
            let credit = m.credit.clone();
            let pools = vec![CREDIT_NET];
            let hook = ReceiveMsg::SwapExactIn { pools, min_out: 0u128.into(), to: wallet(), deadline: None };
            m.send(&bob, &credit, amount, &hook).unwrap();
        }
    }
}

/// A few units of what was quoted, and what the dust itself moved the price by: 600 units that come in and those that go out
/// for them, of a thousand million.
fn most(quoted: u128) -> u128 {
    LOSS + quoted * 2 * 600 / RESERVE
}

#[test]
fn dust_first_in_every_block_costs_a_trade_a_few_units() {
    for case in 0..12 {
        let mut m = Market::new();
        let alice = m.alice.clone();
        for amount in [1_000, 54_321, 9_876_543, 300_000_000] {
            // Sells.
            let quoted = m.quote(m.credit(), &[CREDIT_NET], amount).legs[0].received.amount.u128();
            dusted(&mut m, case);
            let msg = exact_in(m.credit(), &[CREDIT_NET], from_account(amount), quoted * 99 / 100, account());
            let got = hops(&m.run(&alice, msg, &[]).unwrap())[0][2];
            assert!(got + most(quoted) >= quoted, "case {case}: {got} of {quoted}");
            m.next_block(6);
            // Buys, for a request.
            let legs = legs_of(&[(&[CREDIT_NET], amount)]);
            let cost: QuoteResponse = m.ask(QueryMsg::QuoteExactOut { offer: net(), legs });
            let cost = cost.paid.amount.u128();
            dusted(&mut m, case);
            let msg = exact_out(net(), &[(&[CREDIT_NET], amount)], from_account(cost * 101 / 100), account());
            let paid = hops(&m.run(&alice, msg, &[]).unwrap())[0][1];
            assert!(paid <= cost + most(cost), "case {case}: {paid} for {cost}");
            m.next_block(6);
        }
        m.check_solvency();
    }
}

#[test]
fn dust_first_in_every_block_costs_a_deposit_a_few_shares() {
    for case in 0..12 {
        let mut m = Market::new();
        let alice = m.alice.clone();
        for amount in [1_000, 54_321, 9_876_543, 300_000_000] {
            let max = (amount, 3 * amount);
            let quoted: ProvideQuoteResponse = m.ask(QueryMsg::QuoteProvide {
                pool_id: CREDIT_NET,
                max_0: max.0.into(),
                max_1: max.1.into(),
            });
            let quoted = quoted.shares.u128();
            let before = m.shares(&alice, CREDIT_NET);
            dusted(&mut m, case);
            let msg = ExecuteMsg::Provide {
                pool_id: CREDIT_NET,
                max_0: max.0.into(),
                max_1: max.1.into(),
                from: api::pool::ProvideSource::Account,
                min_shares: (quoted * 99 / 100).into(),
                receiver: None,
                rest_to: None,
                deadline: None,
            };
            m.run(&alice, msg, &[]).unwrap();
            let got = m.shares(&alice, CREDIT_NET) - before;
            assert!(got + most(quoted) >= quoted, "case {case}: {got} of {quoted}");
            m.next_block(6);
            for asset in [m.credit(), net()] {
                let quoted: ProvideQuoteResponse = m.ask(QueryMsg::QuoteProvideSingle {
                    pool_id: CREDIT_NET,
                    asset: asset.clone(),
                    amount: amount.into(),
                });
                let quoted = quoted.shares.u128();
                let before = m.shares(&alice, CREDIT_NET);
                dusted(&mut m, case);
                m.run(&alice, provide_single(CREDIT_NET, asset, amount, quoted * 99 / 100), &[]).unwrap();
                let got = m.shares(&alice, CREDIT_NET) - before;
                assert!(got + most(quoted) >= quoted, "case {case}: {got} of {quoted}");
                m.next_block(6);
            }
        }
        m.check_solvency();
    }
}

/// After a large trade the anchor keeps part of what the swap of a single-sided deposit brings: the deposit is smaller and
/// the rest goes back; only the sender's own bound refuses it.
#[test]
fn a_deposit_of_one_asset_after_a_large_trade_is_smaller_and_its_rest_larger() {
    let amount = 50_000_000;
    for (bought, asset_is_credit) in [(true, true), (false, false), (true, false), (false, true)] {
        let run = |min: &dyn Fn(u128) -> u128| {
            let mut m = Market::new();
            let asset = if asset_is_credit { m.credit() } else { net() };
            if bought {
                m.swap(&m.bob.clone(), NET, 2 * RESERVE, &[CREDIT_NET]).unwrap();
            } else {
                sell_credits(&mut m, RESERVE);
            }
            let quoted: ProvideQuoteResponse = m.ask(QueryMsg::QuoteProvideSingle {
                pool_id: CREDIT_NET,
                asset: asset.clone(),
                amount: amount.into(),
            });
            let alice = m.alice.clone();
            let held = m.account(&alice, &asset);
            let msg = provide_single(CREDIT_NET, asset.clone(), amount, min(quoted.shares.u128()));
            let result = m.run(&alice, msg, &[]);
            let start = Market::new().check_solvency();
            assert_eq!(m.check_solvency(), start);
            let got = (m.shares(&alice, CREDIT_NET), amount - (held - m.account(&alice, &asset)));
            (result, got, quoted)
        };
        let (result, (shares, rest), quoted) = run(&|_| 0);
        result.unwrap();
        let quoted_rest = amount - quoted.used_0.u128() - quoted.used_1.u128();
        assert!(shares > 0 && shares <= quoted.shares.u128());
        assert!(rest >= quoted_rest, "{rest} and {quoted_rest}");
        let against = bought == asset_is_credit;
        assert_eq!(rest > amount / 10, against, "{rest} of {amount}");
        let (result, ..) = run(&|quoted| quoted);
        match against {
            true => {
                assert!(matches!(refusal(result), ContractError::BelowMinimum { field: "min_shares", .. }))
            }
            false => drop(result),
        }
    }
}
