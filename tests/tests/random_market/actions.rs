//! What the actors of the randomised market do, and how often.

use api::common::CREDIT;
use market_tests::wirings::ONE;
use proptest::prelude::*;

use crate::debts::{debts, Debt};

/// What somebody does. Indices are taken modulo what there is.
#[derive(Clone, Debug)]
pub enum Action {
    Wait(u64),
    Heartbeat(usize),
    Bond(usize, usize, u128),
    Unbond(usize, usize, u128),
    Release(usize, usize),
    Offer(usize, usize, u32),
    Mint(usize, usize, u128),
    Redeem(usize, usize, u128),
    BurnRedeemed(usize),
    Touch(usize, usize),
    Unjail(usize),
    Provide(usize, usize, u128),
    ProvideSingle(usize, usize, u128),
    WithdrawLiquidity(usize, usize, u32),
    Sell(usize, usize, u128),
    Buy(usize, usize, u128),
    Deposit(usize, u128),
    Withdraw(usize, u128),
    Request {
        client: usize,
        class: usize,
        gpus: u32,
        seconds: u64,
        approval: bool,
        value: u128,
        tip: u128,
        account: bool,
    },
    Accept(usize, usize, u8),
    Submit(usize, bool),
    Verdict(usize, bool),
    Approve(usize),
    Dispute(usize),
    Cancel(usize),
    Timeout(usize),
    /// Waits until the job is late, then says so.
    Late(usize),
    /// Buys credits for dollars along a route of two pools.
    BuyForDollars(usize, usize, u128),
    /// Moves NET between accounts.
    Transfer(usize, usize, u128),
    /// Lets another debit one's account, which it then does.
    Allow(usize, usize, u128),
    SweepTake,
    SweepFees(usize),
    Distribute,
    /// About what is owed.
    Debt(Debt),
}

pub fn actions() -> impl Strategy<Value = Action> {
    use Action::*;
    let who = 0..4usize;
    let class = 0..3usize;
    let job = 0..6usize;
    let amount = prop_oneof![1..1_000u128, ONE..100 * ONE, 100 * ONE..20_000 * ONE];
    let credits = prop_oneof![1..CREDIT, CREDIT..1_000 * CREDIT, 1_000 * CREDIT..1_000_000 * CREDIT];
    prop_oneof![
        6 => prop_oneof![60 => 1..60u64, 8 => 60..900u64, 4 => 900..90_000u64, 1 => 600_000..2_000_000u64].prop_map(Wait),
        6 => who.clone().prop_map(Heartbeat),
        2 => (who.clone(), class.clone(), amount.clone()).prop_map(|(w, c, a)| Bond(w, c, a)),
        2 => (who.clone(), class.clone(), amount.clone()).prop_map(|(w, c, a)| Unbond(w, c, a)),
        2 => (who.clone(), class.clone()).prop_map(|(w, c)| Release(w, c)),
        1 => (who.clone(), class.clone(), 4..20u32).prop_map(|(w, c, g)| Offer(w, c, g)),
        3 => (who.clone(), class.clone(), credits.clone()).prop_map(|(w, c, a)| Mint(w, c, a)),
        2 => (who.clone(), class.clone(), credits.clone()).prop_map(|(w, c, a)| Redeem(w, c, a)),
        1 => class.clone().prop_map(BurnRedeemed),
        1 => (who.clone(), class.clone()).prop_map(|(w, c)| Touch(w, c)),
        1 => who.clone().prop_map(Unjail),
        2 => (who.clone(), class.clone(), credits.clone()).prop_map(|(w, c, a)| Provide(w, c, a)),
        1 => (who.clone(), class.clone(), amount.clone()).prop_map(|(w, c, a)| ProvideSingle(w, c, a)),
        1 => (who.clone(), class.clone(), 1..100u32).prop_map(|(w, c, p)| WithdrawLiquidity(w, c, p)),
        3 => (who.clone(), class.clone(), credits.clone()).prop_map(|(w, c, a)| Sell(w, c, a)),
        3 => (who.clone(), class.clone(), amount.clone()).prop_map(|(w, c, a)| Buy(w, c, a)),
        2 => (who.clone(), amount.clone()).prop_map(|(w, a)| Deposit(w, a)),
        1 => (who.clone(), amount).prop_map(|(w, a)| Withdraw(w, a)),
        10 => (who.clone(), class, 1..4u32, 1..3_000u64, any::<bool>(), 0..50 * ONE, 0..ONE, any::<bool>()).prop_map(
            |(client, class, gpus, seconds, approval, value, tip, account)| Request {
                client, class, gpus, seconds, approval, value, tip, account
            }
        ),
        20 => (who, job.clone(), 0..4u8).prop_map(|(w, j, p)| Accept(w, j, p)),
        16 => (job.clone(), any::<bool>()).prop_map(|(j, proof)| Submit(j, proof)),
        5 => (job.clone(), any::<bool>()).prop_map(|(j, valid)| Verdict(j, valid)),
        4 => job.clone().prop_map(Approve),
        5 => job.clone().prop_map(Dispute),
        1 => job.clone().prop_map(Cancel),
        1 => job.clone().prop_map(Timeout),
        5 => job.prop_map(Late),
        2 => (0..4usize, 0..3usize, ONE..1_000 * CREDIT).prop_map(|(w, c, a)| BuyForDollars(w, c, a)),
        1 => (0..4usize, 0..4usize, 1..100 * ONE).prop_map(|(w, p, a)| Transfer(w, p, a)),
        1 => (0..4usize, 0..4usize, 1..100 * ONE).prop_map(|(w, p, a)| Allow(w, p, a)),
        1 => Just(SweepTake),
        1 => (0..4usize).prop_map(SweepFees),
        1 => Just(Distribute),
        60 => debts().prop_map(Debt),
    ]
}
