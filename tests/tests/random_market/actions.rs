//! What the actors of the randomised market do, and how often.

use api::common::CREDIT;
use compute_amm_testing::wirings::ONE;
use proptest::prelude::*;

use crate::lease_actions::{leases, Lease};
use crate::vault_actions::{vaults, Vault};

/// What somebody does. Indices are taken modulo what there is.
#[derive(Clone, Debug)]
pub enum Action {
    Wait(u64),
    Heartbeat(usize),
    Bond(usize, usize, u128),
    WithdrawBond(usize, usize, u128),
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
        by: By,
        value: u128,
        tip: u128,
        account: bool,
    },
    Accept(usize, usize, u8),
    Submit(usize, bool),
    Verdict(usize, bool),
    Approve(usize),
    Dispute(usize),
    /// Somebody doubts a result under proof on demand, and its proof is brought.
    Challenge(usize),
    Prove(usize),
    /// An external verifier is asked, and behaves so.
    External(usize, usize),
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
    Stake(usize, u128),
    /// Gives so many per cent of one's shares back.
    Unstake(usize, u32),
    /// Brings the stakers' share to the stakers.
    CollectStakers,
    /// Sells the fees of a pool for NET, or brings NET to it.
    Crank(usize, bool),
    /// Buys so many credits, sells them and buys them again, all in one block.
    Rush(usize, usize, u128),
    /// About what is owed.
    Debt(Debt),
    /// About leases.
    Lease(Lease),
    /// About vaults.
    Vault(Vault),
}

/// What judges a job.
#[derive(Clone, Copy, Debug)]
pub enum By {
    Attestors,
    Client,
    /// A proof under a registered key, of the statement or of the output.
    Groth16 {
        statement: bool,
    },
    /// Such a proof, of the statement, once somebody doubts.
    Demand,
    /// A real proof by SP1.
    Sp1,
    /// A real set-inclusion receipt.
    Set,
    /// Another contract.
    External,
}

/// What somebody does about what is owed. Indices are taken modulo what there is.
#[derive(Clone, Debug)]
pub enum Debt {
    /// A standard job of so many units, with an input or without, called by its owner alone or by anyone.
    Request { client: usize, class: usize, units: u64, input: bool, anyone: bool },
    /// Waits until a standard job can be called, and calls it, looking at so many debtors.
    Call(usize, u32),
    /// Who is called accepts.
    Answer(usize),
    /// Who is called lets its time pass.
    Ignore(usize),
    /// Who was called accepted, and does not deliver in time.
    Stall(usize),
    /// Who works on a job asks for its input.
    Ask(usize),
    /// Somebody brings it, or something else.
    Bring(usize, bool),
    /// Mints for at most so much collateral per credit.
    MintFor(usize, usize, u128, u128),
    /// Mints half of what the free bond is good for.
    MintMost(usize, usize),
    /// Redeems all that is open, with credits bought for it.
    BuyBack(usize, usize),
    /// Takes all of the free bond back.
    WithdrawMost(usize, usize),
    /// A large trade: the price leaps, or falls.
    Shock(usize, bool),
    /// Days pass, with trades in each pool, so that the means follow.
    Days(u8),
    /// The chain stands still.
    Halt(u64),
    /// The chain begins again at height 1.
    Restart(u64),
    /// Accepting or minting in a class is stopped, or goes on.
    Pause(usize, bool, bool),
    /// Governance sets how long the standard jobs of a class are, or takes them out for a while.
    Standard(usize, u64),
}

pub fn actions() -> impl Strategy<Value = Action> {
    use Action::*;
    let who = 0..4usize;
    let class = 0..3usize;
    let job = 0..6usize;
    let by = prop_oneof![
        6 => Just(By::Attestors),
        6 => Just(By::Client),
        4 => any::<bool>().prop_map(|statement| By::Groth16 { statement }),
        5 => Just(By::Demand),
        2 => Just(By::Sp1),
        1 => Just(By::Set),
        3 => Just(By::External),
    ];
    let amount = prop_oneof![1..1_000u128, ONE..100 * ONE, 100 * ONE..20_000 * ONE];
    let credits = prop_oneof![1..CREDIT, CREDIT..1_000 * CREDIT, 1_000 * CREDIT..1_000_000 * CREDIT];
    prop_oneof![
        6 => prop_oneof![60 => 1..60u64, 8 => 60..900u64, 4 => 900..90_000u64, 1 => 600_000..2_000_000u64].prop_map(Wait),
        6 => who.clone().prop_map(Heartbeat),
        2 => (who.clone(), class.clone(), amount.clone()).prop_map(|(w, c, a)| Bond(w, c, a)),
        2 => (who.clone(), class.clone(), amount.clone()).prop_map(|(w, c, a)| WithdrawBond(w, c, a)),
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
        1 => (who.clone(), amount.clone()).prop_map(|(w, a)| Withdraw(w, a)),
        2 => (who.clone(), amount).prop_map(|(w, a)| Stake(w, a)),
        2 => (who.clone(), 1..=100u32).prop_map(|(w, p)| Unstake(w, p)),
        2 => Just(CollectStakers),
        10 => (who.clone(), class, 1..4u32, 1..3_000u64, by, 0..50 * ONE, 0..ONE, any::<bool>()).prop_map(
            |(client, class, gpus, seconds, by, value, tip, account)| Request {
                client, class, gpus, seconds, by, value, tip, account
            }
        ),
        20 => (who, job.clone(), 0..4u8).prop_map(|(w, j, p)| Accept(w, j, p)),
        16 => (job.clone(), any::<bool>()).prop_map(|(j, proof)| Submit(j, proof)),
        5 => (job.clone(), any::<bool>()).prop_map(|(j, valid)| Verdict(j, valid)),
        4 => job.clone().prop_map(Approve),
        5 => job.clone().prop_map(Dispute),
        6 => job.clone().prop_map(Challenge),
        6 => job.clone().prop_map(Prove),
        8 => (job.clone(), 0..6usize).prop_map(|(j, how)| External(j, how)),
        1 => job.clone().prop_map(Cancel),
        1 => job.clone().prop_map(Timeout),
        5 => job.prop_map(Late),
        2 => (0..4usize, 0..3usize, ONE..1_000 * CREDIT).prop_map(|(w, c, a)| BuyForDollars(w, c, a)),
        1 => (0..4usize, 0..4usize, 1..100 * ONE).prop_map(|(w, p, a)| Transfer(w, p, a)),
        1 => (0..4usize, 0..4usize, 1..100 * ONE).prop_map(|(w, p, a)| Allow(w, p, a)),
        1 => Just(SweepTake),
        1 => (0..4usize).prop_map(SweepFees),
        1 => Just(Distribute),
        1 => (0..4usize, any::<bool>()).prop_map(|(p, add)| Crank(p, add)),
        2 => (0..4usize, 0..3usize, 1..100_000 * CREDIT).prop_map(|(w, c, a)| Rush(w, c, a)),
        60 => debts().prop_map(Debt),
        40 => leases().prop_map(Lease),
        30 => vaults().prop_map(Vault),
    ]
}

fn debts() -> impl Strategy<Value = Debt> {
    use Debt::*;
    let (who, class, job) = (0..4usize, 0..3usize, 0..4usize);
    let credits = prop_oneof![1..CREDIT, CREDIT..10_000 * CREDIT, 10_000 * CREDIT..1_000_000 * CREDIT];
    let halts = prop_oneof![1..600u64, 600..7_200u64, 7_200..300_000u64];
    prop_oneof![
        12 => (who.clone(), class.clone(), 20..32u64, any::<bool>(), any::<bool>()).prop_map(
            |(client, class, units, input, anyone)| Request { client, class, units, input, anyone }
        ),
        10 => (job.clone(), 1..40u32).prop_map(|(j, look)| Call(j, look)),
        7 => job.clone().prop_map(Answer),
        2 => job.clone().prop_map(Ignore),
        2 => job.clone().prop_map(Stall),
        6 => job.clone().prop_map(Ask),
        4 => (job, any::<bool>()).prop_map(|(j, right)| Bring(j, right)),
        3 => (who.clone(), class.clone(), credits, 100..5_000u128).prop_map(|(w, c, a, p)| MintFor(w, c, a, p)),
        3 => (who.clone(), class.clone()).prop_map(|(w, c)| MintMost(w, c)),
        2 => (who.clone(), class.clone()).prop_map(|(w, c)| BuyBack(w, c)),
        1 => (who, class.clone()).prop_map(|(w, c)| WithdrawMost(w, c)),
        2 => (class.clone(), any::<bool>()).prop_map(|(c, up)| Shock(c, up)),
        1 => (1..8u8).prop_map(Days),
        2 => halts.clone().prop_map(Halt),
        1 => halts.prop_map(Restart),
        2 => (class.clone(), any::<bool>(), 0..4u8).prop_map(|(c, mint, accept)| Pause(c, mint, accept == 0)),
        1 => (class, 0..60u64).prop_map(|(c, units)| Standard(c, units)),
    ]
}
