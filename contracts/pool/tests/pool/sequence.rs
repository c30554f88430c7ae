//! Anybody sends anything in any order; after every message the pools must be solvent and worth no less per share.

use std::cell::Cell;

use api::common::{Asset, Payout, Source};
use api::pool::{Destination, ExecuteMsg, ProvideSource, ReceiveMsg, TransferItem};
use cosmwasm_std::{coin, to_json_binary, Addr, Uint256, Uint512};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::harness::*;

/// One message, with choices that are folded into what exists.
#[derive(Clone, Debug)]
struct Step {
    kind: u8,
    who: usize,
    asset: usize,
    pool: u64,
    amount: u128,
    second: u128,
    wait: u64,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let amount = || (0u32..36, any::<u64>()).prop_map(|(bits, noise)| u128::from(noise) % (1 << bits));
    let step = (0u8..14, 0usize..3, 0usize..4, 1u64..5, amount(), amount(), 0u64..900).prop_map(
        |(kind, who, asset, pool, amount, second, wait)| Step {
            kind,
            who,
            asset,
            pool,
            amount,
            second,
            wait,
        },
    );
    prop::collection::vec(step, 1..40)
}

impl Step {
    /// Sends the message; whether it is accepted is none of this test's business.
    fn run(&self, m: &mut Market) -> bool {
        let who = [&m.alice, &m.bob, &m.lp][self.who].clone();
        let next = [&m.bob, &m.lp, &m.alice][self.who].clone();
        let asset = m.assets()[self.asset].clone();
        let pools = [self.pool, 1 + self.pool % 4];
        let pools = &pools[..usize::from(self.second.is_multiple_of(3)) + 1];
        let from = Source::Account { owner: None, amount: self.amount.into() };
        let call = Destination::Call {
            contract: m.callee.to_string(),
            msg: to_json_binary(if self.second.is_multiple_of(2) { "keep" } else { "return" }).unwrap(),
        };
        let to = match self.second % 4 {
            0 => wallet(),
            1 => account(),
            2 => Destination::Wallet { receiver: Some(next.to_string()) },
            _ => call,
        };
        let zero = 0u128.into();
        let (receiver, deadline) = (None, None);
        let msg = match self.kind {
            0 | 1 => exact_in(asset, pools, from, 0, to),
            2 => exact_out(asset, &[(pools, self.second)], from, to),
            3 => exact_out(asset, &[(pools, self.second), (&pools[..1], self.second / 3)], from, to),
            4 => return self.swap_from_wallet(m, &who, &asset, pools, to),
            5 => ExecuteMsg::Provide {
                pool_id: self.pool,
                max_0: self.amount.into(),
                max_1: self.second.into(),
                from: ProvideSource::Account,
                min_shares: zero,
                receiver,
                rest_to: None,
                deadline,
            },
            6 => ExecuteMsg::ProvideSingle {
                pool_id: self.pool,
                asset,
                from,
                min_shares: zero,
                receiver,
                rest_to: None,
                deadline,
            },
            7 | 8 => return self.withdraw_liquidity(m, &who),
            9 => ExecuteMsg::Withdraw { asset, amount: self.amount.into(), owner: None, receiver },
            10 => ExecuteMsg::Transfer {
                owner: None,
                items: vec![TransferItem { asset, amount: self.amount.into(), to: next.to_string() }],
            },
            11 => ExecuteMsg::SweepFees { pool_id: self.pool, asset: None },
            12 => {
                let fees = api::pool::Fees {
                    fee_bps: 5 + u32::try_from(self.amount % 496).unwrap(),
                    protocol_share_bps: u32::try_from(self.second % 2_501).unwrap(),
                };
                let msg = ExecuteMsg::UpdateFees { pool_id: self.pool, fees };
                return m.run(&m.owner.clone(), msg, &[]).is_ok();
            }
            _ => return self.provide_sent(m, &who, &asset),
        };
        m.run(&who, msg, &[]).is_ok()
    }

    fn swap_from_wallet(
        &self,
        m: &mut Market,
        who: &Addr,
        asset: &Asset,
        pools: &[u64],
        to: Destination,
    ) -> bool {
        match asset {
            Asset::Native { denom } => {
                let msg = exact_in(asset.clone(), pools, Source::Funds {}, 0, to);
                m.run(who, msg, &[coin(self.amount.max(1), denom)]).is_ok()
            }
            Asset::Cw20 { address } => {
                let legs = legs_of(&[(pools, self.second)]);
                let hook = ReceiveMsg::SwapExactOut { legs, to, rest_to: None, deadline: None };
                m.send(who, &Addr::unchecked(address), self.amount, &hook).is_ok()
            }
        }
    }

    fn provide_sent(&self, m: &mut Market, who: &Addr, asset: &Asset) -> bool {
        let Asset::Cw20 { address } = asset else { return false };
        let expires = m.now() + 1;
        let (spender, amount) = (address.clone(), self.second.into());
        m.run(who, ExecuteMsg::IncreaseAllowance { spender, asset: net(), amount, expires }, &[]).unwrap();
        let hook = ReceiveMsg::Provide {
            pool_id: self.pool,
            max_other: self.second.into(),
            min_shares: 0u128.into(),
            receiver: None,
            rest_to: None,
            deadline: None,
        };
        m.send(who, &Addr::unchecked(address), self.amount, &hook).is_ok()
    }

    fn withdraw_liquidity(&self, m: &mut Market, who: &Addr) -> bool {
        let hook = ReceiveMsg::WithdrawLiquidity {
            pool_id: self.pool,
            min_0: 0u128.into(),
            min_1: 0u128.into(),
            payout: if self.second.is_multiple_of(2) { Payout::Wallet } else { Payout::Account },
            receiver: None,
            deadline: None,
        };
        let shares = m.shares(who, self.pool) * (self.second % 101) / 100;
        m.send(who, &Addr::unchecked(m.pool(self.pool).lp_token), shares, &hook).is_ok()
    }
}

const POOLS: [u64; 4] = [CREDIT_NET, USD_NET, OTHER_NET, LAUNCH];

/// (x·(y + v), supply) of each pool.
fn worth(m: &Market) -> [(Uint256, u128); 4] {
    POOLS.map(|id| {
        let pool = m.pool(id);
        (pool.reserve_0.full_mul(pool.reserve_1 + pool.virtual_reserve), pool.lp_supply.u128())
    })
}

/// √k per share never falls: k' · S² ≥ k · S'².
fn check_worth(before: &[(Uint256, u128); 4], after: &[(Uint256, u128); 4]) {
    for ((k, supply), (k_after, supply_after)) in before.iter().zip(after) {
        let scaled =
            |k: &Uint256, supply: u128| Uint512::from(*k) * Uint512::from(supply) * Uint512::from(supply);
        assert!(scaled(k_after, *supply) >= scaled(k, *supply_after), "a share lost worth");
    }
}

/// What exists of every LP token is what the pool counts; the minimum that nobody owns is the token contract's.
fn check_shares(m: &Market) {
    for id in POOLS {
        let pool = m.pool(id);
        let supply = if id == LAUNCH { pool.lp_supply } else { Default::default() };
        assert_eq!(
            pool.virtual_reserve, supply,
            "the virtual reserve of a launch pool is its supply of shares"
        );
        let info: cw20::TokenInfoResponse =
            m.app.wrap().query_wasm_smart(&pool.lp_token, &cw20::Cw20QueryMsg::TokenInfo {}).unwrap();
        assert_eq!(pool.lp_supply, info.total_supply);
        assert_eq!(m.tokens(&Addr::unchecked(&pool.lp_token), &pool.lp_token), 1_000);
    }
}

#[test]
fn solvency_and_share_worth_hold_after_every_message() {
    let (sent, accepted, spreads) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(ProptestConfig::with_cases(40));
    let result = runner.run(&steps(), |steps| {
        let mut m = Market::launched();
        m.provide_from_account(LAUNCH, (RESERVE, 0)).unwrap();
        let start = m.check_solvency();
        for step in &steps {
            let before = worth(&m);
            sent.set(sent.get() + 1);
            accepted.set(accepted.get() + usize::from(step.run(&mut m)));
            check_worth(&before, &worth(&m));
            check_shares(&m);
            prop_assert_eq!(&m.check_solvency(), &start, "every base unit is somebody's");
            // Some three messages to a block.
            if step.wait.is_multiple_of(3) {
                m.next_block(step.wait);
            }
            let kept = |id| !(m.pool(id).spread_0 + m.pool(id).spread_1).is_zero();
            spreads.set(spreads.get() + POOLS.iter().filter(|id| kept(**id)).count());
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let (sent, accepted) = (sent.get(), accepted.get());
    assert!(spreads.get() > 0, "blocks of several messages have spread: {}", spreads.get());
    assert!(accepted * 3 > sent, "too few of the messages go through to mean anything: {accepted} of {sent}");
}
