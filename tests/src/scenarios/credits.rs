//! What stands behind a credit: every thief that would make it worth less than it says, and what honest
//! people do.
//!
//! Each thief's wealth is counted in NET before and after, at a price of the credit that its scenario states:
//! wallet and account, credits, and of a position what it may withdraw or would get by buying its debt back.
//! Each scenario fails when its rule is taken out; the last column names what was taken out, or changed, to
//! see that it does.
//!
//! | thief | scenario | rule | taken out |
//! |---|---|---|---|
//! | 1. sets a pool's price with dust | [`dust_is_no_first_liquidity`] | a first deposit brings `least` NET, near the reference price | pool, `Book::provide`: `check_least` |
//! | leaves a pool with next to nothing at a mad price | [`a_pool_below_least_sets_no_price`] | a pool below `least` is not believed | credit, `believed`: the filter |
//! | 2. calls a busy debtor again and again | [`a_raid_calls_no_faster_than_the_debt_is_served`] | `due` moves by the job's part of H | credit, `begin_call`: `+ pause` |
//! | lives on damages | [`a_raid_that_is_ignored_ends_poorer`] | damages are at most the recent price | credit, `default_on`: `min(call.value)` |
//! | 3. pumps the pool for a block before it calls | [`a_pump_of_a_block_raises_no_damages`] | v is a mean, never the spot price | credit, `call_value`: spot for the means |
//! | pumps it for 35 minutes | [`a_pump_of_half_an_hour_takes_no_more_than_the_collateral`] | damages are at most the credits' own collateral | credit, `default_on`: `held.min` |
//! | pumps a second pool of the class | [`a_second_pool_sets_no_price`] | a class names its pool once | registry, `set_pool`: `PoolSet` |
//! | holds the price down, is called, and ignores it | [`a_price_held_down_lowers_no_damages`] | v is the dearer of two means | credit, `call_value`: `max(day)` |
//! | 4. lets an accomplice volunteer and fail | [`an_accomplice_that_fails_pays_the_penalty`] | a volunteer for a standard job loses the penalty | registry, `late`: `max(penalty)` |
//! | 5. redeems, mints or withdraws between call and default | [`nothing_after_a_call_changes_its_damages`] | called credits have their own collateral | credit, `free_bond`: `held` |
//! | 6. splits its debt over identities | [`identities_are_called_no_later_than_one`] | every debt has its own `due` | credit, `begin_call`: `owed` for a constant |
//! | pays most of its debt with its own job, and keeps a rest | [`a_settlement_leaves_no_rest`] | nothing stays open, or enough for every standard job | credit, `redeem_up_to`: `most` |
//! | puts sixteen rests in front of everybody | [`rests_stand_in_front_of_nobody`] | a debt below the least standard job is not queued | credit, `Position::is_queued`: `least` |
//! | puts sixteen debts in front that cannot be called | [`a_caller_looks_further_for_more_gas`] | the caller says how far to look | job-market, `call`: `look` |
//! | redeems all and mints again to come last | [`a_new_mint_comes_at_the_turn`] | who owes nothing joins at the turn | credit, `mint`: a day after `turn.due` |
//! | places a newcomer in front of a victim | [`a_newcomer_stands_in_front_of_nobody`] | the same | credit, `mint`: 0 for `turn.due` |
//! | mints to postpone its call | [`minting_postpones_no_call`] | a mint moves `due` forward only | credit, `mint`: `step` added |
//! | 7. mints, dumps, and rolls the debt over at the low price | [`rolling_a_debt_over_to_a_second_address_ends_poorer`] | a mint's price is the dearest of four | credit, `mint_price`: the means |
//! | takes the liquidity out to mint at the floor | [`liquidity_taken_out_for_a_mint_meets_the_cap`] | below `least` the mint cap holds | credit, `is_capped`: `believed` |
//! | 8. sandwiches somebody's mint | [`a_sandwich_around_a_mint_is_refused`] | `max_collateral` | credit, `mint`: `MaxCollateral` |
//! | 9. calls its own smallest job to be left alone | [`self_calls_cost_work_for_half_of_the_time`] | the least job pays `call_within` + `overhead` | job-market, `checked`: `least` |
//! | ignores its own calls to be left alone | [`ignored_self_calls_cost_the_penalty`] | the penalty burns | credit, `default_on`: `burned` |
//! | has two long calls fall on the same GPUs | [`calls_need_no_more_gpus_than_there_are`] | `called_gpus` rises at the call | credit, `callable`: `free` |
//! | keeps the GPUs of who will be called busy with a job that cannot begin | [`a_bait_that_keeps_gpus_busy_makes_nobody_default`] | who is called accepts on busy GPUs too | registry, `accept`: `require_free` for all |
//! | 10. delivers a called job without signatures, for its own reporter | [`a_called_result_comes_with_its_signatures`] | such a result is refused | job-market, `submit`: `Some(_), false` |
//! | delivers a called job late | [`a_called_result_that_is_late_is_a_default`] | the run's deadline | job-market, `submit`: `before` |
//! | 11. pushes the price before a sunset | [`a_price_pushed_before_a_sunset_moves_no_pot`] | the 7-day mean at the announcement | registry, `Quote::week`: spot |
//! | sleeps through a sunset | [`a_sleeping_debtor_is_collected`] | anyone collects | registry, `Collect`: anyone |
//! | has a job called or accepted that outlives its class | [`no_job_outlives_its_class`] | a job ends before its class does | registry, `require_until` |
//! | comes years after the others | [`holders_that_come_years_later_are_paid_the_same`] | the pot pays each credit the same | credit, `Pot::claim`: `net` |
//! | 12. hides behind a pause of accepting | [`a_pause_of_accepting_costs_nobody`], [`a_pause_of_accepting_expires_no_job`], [`a_pause_revives_a_wait_that_nobody_ended`] | a wait for acceptance begins anew | job-market, `Now::untaken`: the pause |
//! | times a job out before it can be called | [`a_job_is_not_timed_out_before_it_can_be_called`] | `CALL_GRACE` | job-market, `Job::timeout` |
//! | withholds the input of a called job | [`a_called_job_without_its_input_costs_its_client_only`] | a job is called with its input | job-market, `check_input` |
//! | withholds the input of another job, or answers in the last second | [`withholding_an_input_costs_its_client_only`] | unanswered or late cancels without fault | job-market, `timeout`: `Late` for `Withheld` |
//! | has jobs called that nobody can serve | [`unservable_jobs_are_no_standard_jobs`] | a standard job is its template's | job-market, `standard::check`: `run_within` |
//! | has endless jobs called | [`an_endless_standard_job_is_paid_for`] | `TIME_USED` is a paid result | job-market, `time_used` |

mod calls;
mod damages;
mod inputs;
mod mints;
mod order;
mod pauses;
mod raids;
mod self_calls;
mod sunsets;

pub use calls::*;
pub use damages::*;
pub use inputs::*;
pub use mints::*;
pub use order::*;
pub use pauses::*;
pub use raids::*;
pub use self_calls::*;
pub use sunsets::*;

use api::common::{Payout, CREDIT};
use api::job_market::{AcceptPayout, JobState};
use cosmwasm_std::{Addr, HexBinary};
use deploy::Wiring;

use compute_amm_testing::codes::Codes;
use compute_amm_testing::credits::{self, ACCEPT_WITHIN};
use compute_amm_testing::invariants;
use compute_amm_testing::market::Market;
use compute_amm_testing::small_market_with;
use compute_amm_testing::wirings::{H100, NET, ONE};

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;
/// H of the class, seconds.
const HORIZON: u64 = 14 * DAY;
/// NET base units per whole credit at which the small market's pool stands, and its class's floor where not
/// said otherwise.
const PRICE: u128 = 900;
/// The class's template without an input.
const TEMPLATE: u32 = 0;
/// The same whose jobs have an input.
const INPUT_TEMPLATE: u32 = TEMPLATE + 2;
/// GPUs of its jobs: more than those offer who stand in the queue by chance.
const GPUS: u32 = 8;
/// Seconds of a unit of them.
const UNIT: u64 = 60;
/// Least and most units of one.
const UNITS: (u64, u64) = (20, 30);
/// Seconds from the acceptance of the largest one to its deadline.
const RUN: u64 = UNITS.1 * UNIT + 600;
/// Seconds that a called debtor has to accept.
const CALL_WITHIN: u64 = 600;
/// Credits of the smallest and of the largest standard job.
const LEAST: u128 = (UNITS.0 * UNIT * GPUS as u64) as u128 * CREDIT;
const MOST: u128 = (UNITS.1 * UNIT * GPUS as u64) as u128 * CREDIT;
/// Seconds between two calls of the largest job on a debt of [`OWED`].
const PAUSE: u64 = HORIZON / 12;
/// What [`market_with_calls`]' debtor owes: twenty of the largest jobs.
const OWED: u128 = 20 * MOST;

/// A market with calls: a client with so many credits, and a debtor of sixteen GPUs that owes [`OWED`].
/// Whoever else owes credits has too few GPUs to be called.
fn market_with_calls(codes: &dyn Codes, credits: u128) -> (Market, Addr, Addr) {
    market_of(codes, credits, |_| {})
}

/// The same, its wiring changed beforehand.
fn market_of(codes: &dyn Codes, credits: u128, change: impl FnOnce(&mut Wiring)) -> (Market, Addr, Addr) {
    let (mut market, client) = market_without_debtor(codes, credits, change);
    let debtor = debtor(&mut market, "debtor", 10_000 * ONE, 2 * GPUS, OWED);
    checked(&market);
    (market, debtor, client)
}

/// The same without that debtor.
fn market_without_debtor(
    codes: &dyn Codes,
    credits: u128,
    change: impl FnOnce(&mut Wiring),
) -> (Market, Addr) {
    let (mut market, provider, _) = small_market_with(codes, |wiring| {
        wiring.classes[0].terms.standard_gpus = GPUS;
        change(wiring);
    });
    market.offer(&provider, H100, 4).expect("enough for its debt");
    let client = holder(&mut market, "client with credits", credits);
    market.deposit(&client, 1_000 * ONE, NET).expect("for the take");
    let terms = credits::template(UNIT, UNITS.0, UNITS.1);
    let with_input = api::job_market::Template { max_input: 1_024, ..terms.clone() };
    for (number, terms) in [(TEMPLATE, terms), (INPUT_TEMPLATE, with_input)] {
        market.set_template(H100, number, Some(terms)).expect("governance registers a template");
    }
    (market, client)
}

/// Requests a standard job of so many units with the client's credits.
fn ask(market: &mut Market, client: &Addr, units: u64) -> u64 {
    let request = market.standard_request(H100, TEMPLATE, units);
    market.request_with_credits(client, request).expect("requested")
}

/// The same; nobody takes it, and it is called. Returns it and on whom.
fn called(market: &mut Market, client: &Addr, units: u64) -> (u64, Addr) {
    let job = ask(market, client, units);
    market.wait(ACCEPT_WITHIN);
    market.call(client, job).expect("called");
    assert_eq!(market.job(job).state, JobState::Called);
    (job, market.job_call(job).expect("called").provider)
}

/// The same, on a debtor that lets it pass.
fn ignored(market: &mut Market, client: &Addr, units: u64) -> (u64, Addr) {
    let (job, on) = called(market, client, units);
    market.wait(CALL_WITHIN);
    market.time_out(client, job).expect("it was not accepted");
    assert_eq!(market.job(job).state, JobState::Defaulted);
    (job, on)
}

/// Accepts a called job and delivers it.
fn serve(market: &mut Market, provider: &Addr, job: u64) {
    market.accept(provider, job, AcceptPayout::Redeem {}).expect("accepted");
    deliver(market, provider, job, compute_amm_testing::jobs::digest("output"));
}

/// Delivers an accepted job, attested.
fn deliver(market: &mut Market, provider: &Addr, job: u64, output: HexBinary) {
    market.wait(60);
    let proof = market.attest(job, &output);
    market.submit(provider, job, output, Some(proof)).expect("settled");
    assert_eq!(market.job(job).state, JobState::Settled);
}

fn checked(market: &Market) {
    invariants::check(market).unwrap_or_else(|e| panic!("{e:#}"));
}

/// What credits are worth at a price per whole credit.
fn worth(credits: u128, price: u128) -> u128 {
    credits * price / CREDIT
}

/// What somebody owns, NET: see the module's documentation.
fn wealth(market: &Market, who: &Addr, price: u128) -> u128 {
    let position = market.position(who, H100);
    let owed = worth(position.open.u128() + position.called.u128(), price);
    let behind = position.collateral.u128() + position.held.u128();
    market.wallet(who, NET)
        + market.account(who, &market.net())
        + worth(market.credits(who, H100), price)
        + position.free.u128()
        + position.locked.u128()
        + behind.saturating_sub(owed)
}

/// A thief has ended with less than it began with.
fn poorer(thief: &str, before: u128, after: u128) {
    assert!(after < before, "{thief} gained {} base units of NET", after - before);
    println!("{thief} lost {} base units of NET", before - after);
}

/// A provider with a bond, GPUs, and so many credits owed and on its account.
fn debtor(market: &mut Market, name: &str, bond: u128, gpus: u32, credits: u128) -> Addr {
    let provider = market.provider(name, H100, bond, gpus);
    let payout = Payout::Account;
    market.mint(&provider, H100, credits, payout).unwrap_or_else(|e| panic!("{name} mints: {e:#}"));
    provider
}

/// Somebody with so many credits on the account, minted by a provider with plenty of bond and too few GPUs to
/// be called.
fn holder(market: &mut Market, name: &str, credits: u128) -> Addr {
    let who = market.actor(name);
    if credits > 0 {
        let bond = worth(credits, PRICE) * 10 + 1_000 * ONE;
        let mint = debtor(market, &format!("mint for {name}"), bond, GPUS - 1, credits);
        market.hand_over(&mint, &who, H100, credits).expect("handed over");
    }
    who
}

/// Moves the pool to a price per whole credit, up by buying, down by selling, as far as `who` has credits.
fn move_price(market: &mut Market, who: &Addr, price: u128) {
    let pool = market.pool_state(market.class_pool(H100));
    let (credits, net) = (pool.reserve_0.u128(), pool.reserve_1.u128());
    let target = (credits * net * CREDIT / price).isqrt();
    if target < credits {
        market.buy(who, H100, credits - target, 1_000_000 * ONE).expect("the pool sells");
        return;
    }
    let sold = market.account(who, &market.credit(H100)).min(target - credits);
    if sold > 0 {
        market.sell(who, H100, sold).expect("the pool buys");
    }
}

/// Lets time pass in steps of twenty minutes, each with a trade of one credit so that the means go along.
fn pass(market: &mut Market, who: &Addr, seconds: u64) {
    for _ in 0..seconds.div_ceil(1_200) {
        market.wait(1_200);
        market.buy(who, H100, CREDIT, 10 * ONE).expect("the pool sells");
    }
}
