//! Scenarios over all contracts together, each on a fresh market of any build.

pub mod adversaries;
pub mod disputes;
pub mod economics;
pub mod journey;
pub mod obligations;
pub mod payments;
pub mod refusals;
pub mod settlement;
pub mod zero_knowledge;

use crate::codes::Codes;
use crate::market::Market;
use crate::wirings::{H100, ONE};
use cosmwasm_std::Addr;
use deploy::Wiring;

/// Hands the list of all scenarios to a macro that takes `module::name, …`.
#[macro_export]
macro_rules! for_each_scenario {
    ($with:ident) => {
        $with! {
            settlement::an_attested_job_is_bought_done_paid_and_its_take_burned,
            settlement::redeemed_credits_shrink_the_obligation_and_burn_in_a_sweep,
            settlement::a_provider_that_owes_nothing_gets_redeemed_credits_back,
            settlement::net_is_paid_at_the_live_price_or_credits_below_the_minimum,
            settlement::a_paused_pool_pays_credits_instead_of_failing_the_settlement,
            settlement::a_stalled_job_is_slashed_a_little_and_the_client_made_whole,
            settlement::stalling_again_costs_more_and_ends_in_jail,
            settlement::an_expired_job_pays_for_the_occupancy_it_used,
            settlement::a_cancelled_job_keeps_the_take,
            settlement::a_finished_job_pays_once,
            payments::a_client_pays_in_dollars_along_a_route,
            payments::a_client_pays_with_credits,
            payments::a_client_pays_from_its_account,
            payments::a_request_sent_directly_costs_what_the_swap_costs,
            payments::the_maximum_payment_is_honoured,
            payments::a_quote_holds_on_a_market_that_stood_still,
            payments::nobody_spends_anothers_account,
            disputes::a_forged_result_costs_the_whole_lock,
            disputes::an_unattested_result_is_refunded,
            disputes::a_client_approves,
            disputes::a_silent_client_approves,
            disputes::a_client_that_disputes_wrongly_loses_its_bond,
            disputes::a_client_that_disputes_rightly_is_made_whole,
            disputes::a_silent_arbiter_refunds,
            disputes::a_disabled_method_refunds_what_runs_under_it,
            disputes::a_stopped_arbiter_stops_what_depends_on_it,
            disputes::a_dispute_is_paid_from_an_account,
            zero_knowledge::every_real_receipt_settles_a_job,
            zero_knowledge::a_receipt_of_another_output_settles_nothing,
            economics::mint_dump_wait_unbond_ends_poorer,
            economics::provider_client_and_reporter_at_once_lose,
            economics::cheap_jobs_fake_no_occupancy,
            economics::unservable_jobs_pay_for_the_occupancy_they_fake,
            economics::a_price_pushed_down_saves_no_take,
            economics::one_block_lifts_no_mean_price,
            economics::a_refusing_receiver_stops_nobody,
            refusals::the_catalogue_has_every_message,
            refusals::coins_are_refused_where_none_are_taken,
            refusals::other_coins_than_expected_are_refused,
            refusals::addresses_are_canonical_everywhere,
            refusals::unknown_ids_are_named,
            refusals::passed_deadlines_are_named,
            refusals::what_is_out_of_bounds_is_named,
            refusals::pages_are_bounded,
            refusals::strangers_are_refused_by_name,
            refusals::ownership_moves_in_two_steps,
            refusals::the_guardian_lifts_no_pause,
            adversaries::a_lying_token_empties_its_own_pool_only,
            adversaries::a_lying_token_spends_nobodys_account,
            adversaries::a_reentering_token_is_paid_once,
            adversaries::a_failing_token_holds_up_itself_only,
            adversaries::unlisted_tokens_are_refused_everywhere,
            adversaries::only_the_wired_contracts_are_heard,
            adversaries::a_callee_gets_what_came_and_no_more,
            adversaries::donations_move_nothing,
            adversaries::migrations_go_forward_once,
            adversaries::no_contract_migrates_over_another,
            adversaries::a_sandwiched_payout_falls_back_to_credits,
            adversaries::a_wash_trader_is_seen_and_loses,
            adversaries::splitting_a_job_never_lowers_its_take,
            adversaries::flooding_lowers_nobodys_multiplier,
            adversaries::an_ended_admission_stops_accepting_and_minting,
            obligations::minting_on_a_price_just_pushed_down_ends_poorer,
            obligations::rolling_a_debt_over_to_a_second_address_ends_poorer,
            obligations::cornering_the_pool_overnight_opens_no_auction,
            obligations::cornering_for_days_pays_who_sells_into_it,
            obligations::half_an_hour_of_a_price_pushed_up_opens_no_auction,
            obligations::cornering_a_thin_pool_for_days_moves_no_closing_price,
            obligations::two_hundred_identities_are_called_like_one,
            obligations::no_obligation_is_too_small_to_be_called,
            obligations::self_jobs_excuse_from_no_call,
            obligations::a_called_self_job_keeps_no_bond_from_its_creditors,
            obligations::a_called_self_job_without_a_verdict_excuses_from_no_call,
            obligations::a_small_called_self_job_excuses_from_no_large_one,
            obligations::a_called_job_whose_method_is_stopped_was_answered,
            obligations::a_job_is_not_timed_out_before_it_can_be_called,
            obligations::a_called_job_without_its_input_costs_its_client_only,
            obligations::withholding_an_input_costs_its_client_only,
            obligations::unservable_jobs_are_no_standard_jobs,
            obligations::an_endless_standard_job_is_paid_for,
            obligations::an_insolvent_debtor_buys_nothing_from_itself,
            obligations::being_taken_over_on_purpose_pays_nothing,
            obligations::a_dip_of_half_an_hour_closes_nobody_cheaply,
            obligations::a_dip_ends_no_auction,
            obligations::an_exit_in_a_dip_leaves_no_less,
            obligations::nobody_starts_its_own_auction_again,
            obligations::a_called_job_is_served_and_redeemed,
            obligations::a_called_job_that_stalls_is_a_fault,
            obligations::a_keeper_closes_by_buying_and_delivering,
            obligations::what_an_auction_does_not_take_comes_back,
            obligations::an_exit_goes_through_the_reserve,
            obligations::a_class_ends_with_its_last_credit,
            obligations::a_crank_takes_sixteen_providers,
        }
    };
}

/// A market with one provider of eight H100s that owes and sells credits, and a client.
pub fn small_market(codes: &dyn Codes) -> (Market, Addr, Addr) {
    small_market_with(codes, |_| {})
}

/// The same, its wiring changed beforehand.
pub fn small_market_with(codes: &dyn Codes, change: impl FnOnce(&mut Wiring)) -> (Market, Addr, Addr) {
    let mut market = Market::with(codes, change);
    let provider = market.provider("provider", H100, 100_000 * ONE, 8);
    market
        .supply_liquidity(&provider, H100, 2_000_000 * ONE, 1_800 * ONE)
        .expect("the provider supplies credits at the initial price");
    let client = market.actor("client");
    // The pool has a mean price of half an hour, and the provider is there.
    market.wait(3_600);
    market.heartbeat(&provider);
    (market, provider, client)
}
