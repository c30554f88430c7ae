//! What stands behind a credit: every thief that would make it worth less than it says, and what honest people do.
//!
//! Each thief's wealth is counted in NET before and after, at a price of the credit that its scenario states: wallet and
//! account, credits, and of a position what its bond is worth more than its debt, which a thief may walk away from. Each
//! fails when its defence is taken out.
//!
//! | thief | scenario | defence |
//! |---|---|---|
//! | mints on a price it has just pushed down | [`minting_on_a_price_just_pushed_down_ends_poorer`] | P_mint is no less than the mean of 24 hours |
//! | waits until the means have followed, and rolls the debt over to a second address | [`rolling_a_debt_over_to_a_second_address_ends_poorer`] | the fading floor of P_mint |
//! | corners the pool overnight and sells credits to the auctions that it opens | [`cornering_the_pool_overnight_opens_no_auction`] | P_b rises by a quarter a day at most |
//! | corners it for days, until the closing price has followed | [`cornering_for_days_pays_who_sells_into_it`] | the same: it leaves days to sell dear to the thief |
//! | pushes the price up for half an hour | [`half_an_hour_of_a_price_pushed_up_opens_no_auction`] | P_b follows the mean of 24 hours, not that of 30 minutes |
//! | corners a pool that is thin against what is owed, for days | [`cornering_a_thin_pool_for_days_moves_no_closing_price`] | P_b stands still while the pool's NET is below 20 % of what is owed |
//! | splits an obligation over 200 identities | [`two_hundred_identities_are_called_like_one`] | calls weigh with what is owed |
//! | leaves dust in each, on which no job can be called | [`no_obligation_is_too_small_to_be_called`] | an obligation is 0 or at least the largest standard job |
//! | occupies its GPUs with its own jobs | [`self_jobs_excuse_from_no_call`] | GPUs in jobs that were not called count as free for calls |
//! | has its bond locked by a called job of its own when it is to pay | [`a_called_self_job_keeps_no_bond_from_its_creditors`] | a called job locks its credits' part at most |
//! | uses up its calls with jobs of its own that end without a verdict | [`a_called_self_job_without_a_verdict_excuses_from_no_call`] | such a job is no call |
//! | has the smallest of its own jobs called, and lets its result wait for a verdict | [`a_small_called_self_job_excuses_from_no_large_one`] | GPUs excuse while a job runs on them; a debt can be called as a whole until all of it is called |
//! | times a job out before it can be called on it | [`a_job_is_not_timed_out_before_it_can_be_called`] | `CALL_GRACE` |
//! | withholds the input of a called job | [`a_called_job_without_its_input_costs_its_client_only`] | a job is called with its input or not at all |
//! | withholds the input of an ordinary job, or answers in the last second | [`withholding_an_input_costs_its_client_only`] | a data request unanswered, or answered too late, cancels without fault, the take is kept |
//! | has jobs called that nobody can serve, or that keep one busy for a week | [`unservable_jobs_are_no_standard_jobs`] | a standard job is its template's, with time enough and its input's form |
//! | has endless jobs called | [`an_endless_standard_job_is_paid_for`] | `TIME_USED` is a paid result |
//! | is insolvent, and delivers its own credits at the top price before anybody else | [`an_insolvent_debtor_buys_nothing_from_itself`] | no auction pays more than each credit's share |
//! | ignores calls while a dip it made holds the closing price down | [`a_dip_of_half_an_hour_closes_nobody_cheaply`] | the mark follows the mean of 24 hours only, so that the dip leaves no trace |
//! | makes a dip in which its thin margin is wide enough | [`a_dip_ends_no_auction`] | whether a margin is mended is judged at the mark, not at the mean of 30 minutes |
//! | makes a dip in which it leaves its debt to the reserve | [`an_exit_in_a_dip_leaves_no_less`] | an exit leaves 120 % at no less than the mean of 24 hours |
//! | starts the clock of its auction again | [`nobody_starts_its_own_auction_again`] | an open auction keeps its time, whatever opens it again |
//! | is taken over on purpose, and sells its credits to the insured reserve | [`being_taken_over_on_purpose_pays_nothing`] | insurance makes up for 100 % of P_b, not for 125 % |

mod auctions;
mod calls;
mod corners;
mod dips;
mod dodges;
mod endings;
mod inputs;
mod mints;

pub use auctions::*;
pub use calls::*;
pub use corners::*;
pub use dips::*;
pub use dodges::*;
pub use endings::*;
pub use inputs::*;
pub use mints::*;

use api::common::{Payout, CREDIT};
use api::fee_collector::{QueryMsg as FeeQuery, WaitingResponse};
use api::job_market::{JobState, CALL_WITHIN};
use api::pool::{ExecuteMsg as PoolMsg, TransferItem};
use cosmwasm_std::{Addr, HexBinary, Uint128};

use super::small_market_with;
use crate::codes::Codes;
use crate::invariants;
use crate::market::Market;
use crate::obligations::{self, ACCEPT_WITHIN};
use crate::wirings::{H100, NET, ONE};

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;
/// NET base units per whole credit at which the small market's pool stands, and its class's floor where not said otherwise.
const PRICE: u128 = 900;
/// The class's one template.
const TEMPLATE: u32 = 0;
/// GPUs of its jobs: more than the small market's provider and the mint of all credits offer, so that these are not called.
const GPUS: u32 = 8;
/// Credits of a unit of them.
const UNIT: u128 = 60 * GPUS as u128 * CREDIT;
/// Most units of one.
const UNITS: u64 = 10;
/// Credits of the largest standard job.
const STANDARD: u128 = UNITS as u128 * UNIT;

/// The small market, its provider with no more GPUs than its debt needs.
fn market_of_few_gpus(codes: &dyn Codes) -> (Market, Addr, Addr) {
    let (mut market, provider, client) = small_market_with(codes, |_| {});
    market.offer(&provider, H100, 4).expect("enough for its debt");
    (market, provider, client)
}

/// Registers the template. Who owes credits already is not called: it has too few GPUs.
fn open_calls(market: &mut Market) {
    let terms = obligations::template(GPUS, 60, UNITS);
    market.set_template(H100, TEMPLATE, Some(terms)).expect("governance registers a template");
    assert_eq!(market.next_call(H100), None, "nobody can be called yet");
}

/// The same with calls, a client with so many credits, and a provider on which they can be called.
fn market_with_calls(codes: &dyn Codes, credits: u128) -> (Market, Addr, Addr) {
    let (mut market, ..) = market_of_few_gpus(codes);
    let client = holder(&mut market, "client with credits", credits);
    market.deposit(&client, 1_000 * ONE, NET).expect("for the take");
    open_calls(&mut market);
    let provider = debtor(&mut market, "called provider", 10_000 * ONE, 2 * GPUS, 20 * STANDARD);
    assert_eq!(market.next_call(H100), Some(provider.clone()));
    checked(&market);
    (market, provider, client)
}

/// A standard job of the client's credits, nobody takes it, and it is called; returns it and on whom.
fn called(market: &mut Market, client: &Addr, units: u64) -> (u64, Addr) {
    let request = market.standard_request(H100, TEMPLATE, units);
    let job = market.request_with_credits(client, request).expect("requested");
    market.wait(ACCEPT_WITHIN);
    market.call(client, job).expect("called");
    let open = market.job(job).open.expect("a called job is open");
    (job, open.provider.expect("it names whom"))
}

/// The same on a provider that lets it pass.
fn ignored(market: &mut Market, client: &Addr, units: u64) -> u64 {
    let (job, _) = called(market, client, units);
    market.wait(CALL_WITHIN);
    market.time_out(client, job).expect("expired");
    assert_eq!(market.job(job).state, JobState::Expired);
    job
}

/// Delivers an accepted job, attested.
fn deliver_job(market: &mut Market, provider: &Addr, job: u64, output: HexBinary) {
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
    let stake = position.bond.u128().saturating_sub(worth(position.obligation.u128(), price));
    market.wallet(who, NET)
        + market.account(who, &market.net())
        + worth(market.credits(who, H100), price)
        + stake
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

/// Somebody with so many credits on the account, minted by a provider with plenty of bond.
fn holder(market: &mut Market, name: &str, credits: u128) -> Addr {
    let who = market.actor(name);
    let mint = market.actor("mint of all credits");
    let bond = worth(credits, PRICE) * 10 + 1_000 * ONE;
    market.join(&mint, H100, bond, GPUS - 1).expect("a provider");
    market.mint(&mint, H100, credits, Payout::Account).expect("minted");
    hand_over(market, &mint, &who, credits);
    who
}

/// Moves credits from one account to another.
fn hand_over(market: &mut Market, from: &Addr, to: &Addr, credits: u128) {
    let item = TransferItem { asset: market.credit(H100), amount: Uint128::new(credits), to: to.to_string() };
    let msg = PoolMsg::Transfer { owner: None, items: vec![item] };
    market.pool(from, &msg, &[]).expect("handed over");
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

/// The closing price, NET base units per whole credit, as the last message left it.
fn closing_price(market: &Market) -> u128 {
    per_credit(market.book(H100).closing_price.u128())
}

/// A Q64.64 price as NET base units per whole credit.
fn per_credit(raw: u128) -> u128 {
    (raw * CREDIT) >> 64
}

/// Credits among the fees that wait in the fee-collector.
fn waiting_credits(market: &Market) -> u128 {
    let query = FeeQuery::Waiting { start_after: None, limit: Some(100) };
    let credit = market.credit(H100);
    let all = market.ask_fees::<WaitingResponse>(&query).assets;
    all.into_iter().filter(|waiting| waiting.asset == credit).map(|waiting| waiting.amount.u128()).sum()
}
