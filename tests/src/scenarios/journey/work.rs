//! The main line: work is bought, done, attested, paid, and burns NET.

use api::fee_collector::{BalancesResponse, ExecuteMsg as FeeMsg, QueryMsg as FeeQuery};
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobState};
use api::pool::ExecuteMsg as PoolMsg;
use api::provider_registry::ExecuteMsg as RegistryMsg;
use api::staking::{ExecuteMsg as StakingMsg, QueryMsg as StakingQuery, StateResponse};
use cosmwasm_std::{coins, Addr, Uint128};

use super::{ends, provider, somebody};
use compute_amm_testing::client::Client;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::Market;
use compute_amm_testing::wirings::{H100, NET, ONE};

/// A provider that owes GPU time is paid in less debt, then in NET; the take, once swept and split, lowers
/// NET's supply by what the metrics say.
pub fn attested_jobs_are_paid_and_burn<C: Client>(market: &mut Market<C>) {
    let provider = provider(market);
    let client = somebody(market, "client", &coins(200 * ONE, NET));
    let keeper = somebody(market, "keeper", &[]);
    job(market, &client, &provider, &keeper, AcceptPayout::Redeem {});
    let credit = market.credit(H100);
    let (supply, unburned) = (market.supply(&credit), market.class(H100).redeemed_unburned.u128());
    assert!(unburned > 0, "redeemed credits wait to be burned");
    let burn = RegistryMsg::BurnRedeemed { class: H100.into() };
    market.registry(&keeper, &burn, &[]).unwrap_or_else(|e| panic!("anyone burns: {e:#}"));
    assert_eq!(supply - market.supply(&credit), unburned);
    invariants::check(market).unwrap();

    job(market, &client, &provider, &keeper, AcceptPayout::Net { min: Uint128::one() });
    let sold = market.account(&provider, &market.net());
    assert!(sold > ONE / 10, "more than the two tips, got {sold}");
    revenue_burns(market, &keeper);
    stakers_earn(market, &keeper);
    invariants::check(market).unwrap();
}

/// A job of two GPUs with a tip, from request to payout.
fn job<C: Client>(
    market: &mut Market<C>,
    client: &Addr,
    provider: &Addr,
    keeper: &Addr,
    payout: AcceptPayout,
) {
    let before = market.wallet(client, NET);
    let mut request = market.request_for(H100, 2, 60);
    request.tip = Some(Uint128::new(ONE / 20));
    let job = market.request(client, request, 50 * ONE).unwrap_or_else(|e| panic!("request: {e:#}"));
    let open = market.job(job).open.expect("an open job");
    let paid = before - market.wallet(client, NET);
    assert_eq!(paid, (open.cost + open.take + open.tip).u128(), "the surplus came back, and nothing more");
    market.accept(provider, job, payout).unwrap_or_else(|e| panic!("accept: {e:#}"));
    assert!(market.position(provider, H100).locked >= open.cost, "what cheating could win is locked");
    invariants::check(market).unwrap();

    let output = digest(&format!("output of {job}"));
    let proof = market.attest(job, &output);
    ends(market, keeper, job, JobState::Settled, |market| {
        market.submit(provider, job, output, Some(proof)).unwrap_or_else(|e| panic!("submit: {e:#}"));
    });
    let position = market.position(provider, H100);
    assert_eq!((position.busy, position.locked.u128()), (0, 0));
}

/// Take and swap fees are swept and split; the bank's supply falls by what the metrics call burned.
fn revenue_burns<C: Client>(market: &mut Market<C>, keeper: &Addr) {
    let pool_id = market.class_pool(H100);
    market.jobs(keeper, &JobMsg::SweepTake {}, &[]).unwrap_or_else(|e| panic!("anyone sweeps: {e:#}"));
    market
        .pool(keeper, &PoolMsg::SweepFees { pool_id, asset: None }, &[])
        .unwrap_or_else(|e| panic!("anyone sweeps: {e:#}"));
    let (supply, burned) = (market.net_supply(), market.burned());
    let pending = market.ask_fees::<BalancesResponse>(&FeeQuery::Balances {}).pending.u128();
    assert!(pending > 0, "revenue waits to be split");
    market.fees(keeper, &FeeMsg::Distribute {}, &[]).unwrap_or_else(|e| panic!("anyone splits: {e:#}"));
    let fell = supply - market.net_supply();
    assert_eq!(fell, market.burned() - burned, "the bank's supply and the metrics agree");
    let share = u128::from(market.wiring.split.burn_bps);
    assert!(fell * 10_000 >= pending * share, "{fell} burned of {pending}, expected {share} bps");
}

/// Anyone brings the stakers' share to those who stake, who leave with it once it has streamed.
fn stakers_earn<C: Client>(market: &mut Market<C>, keeper: &Addr) {
    let staker = somebody(market, "staker", &coins(20 * ONE, NET));
    market.stake(&staker, 10 * ONE).unwrap_or_else(|e| panic!("anyone stakes: {e:#}"));
    let share = market.ask_fees::<BalancesResponse>(&FeeQuery::Balances {}).stakers.u128();
    assert!(share > 0, "a share waits for those who stake");
    // An earlier journey on the same market may have left some of its stream.
    let booked = |market: &Market<C>| {
        let state: StateResponse = market.ask_staking(&StakingQuery::State {});
        (state.assets + state.left).u128()
    };
    let (all, supply) = (booked(market), market.net_supply());
    market.staking(keeper, &StakingMsg::Collect {}, &[]).unwrap_or_else(|e| panic!("anyone collects: {e:#}"));
    assert_eq!((booked(market), market.net_supply()), (all + share, supply));
    invariants::check(market).unwrap();
    let (shares, before) = (market.holding(&staker, &market.receipt()), market.wallet(&staker, NET));
    market.unstake(&staker, shares).unwrap_or_else(|e| panic!("whoever staked leaves: {e:#}"));
    let out = market.wallet(&staker, NET) - before;
    assert!(out + 1 >= 10 * ONE && out <= all + share, "{out}");
}
