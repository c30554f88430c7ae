//! Others' stake behind a provider, in the whole market: what a client can ask for, and the thieves around a verdict.

use api::common::Asset;
use api::fee_collector::{MetricsResponse, QueryMsg as FeeQuery, Window};
use api::job_market::{AcceptPayout, JobState};
use api::provider_registry::{BackingResponse, QueryMsg as RegistryQuery};
use api::restaking::{ExecuteMsg, QueryMsg, ReceiveMsg, VaultResponse};
use cosmwasm_std::{coins, Addr, Uint128};

use crate::hostile::{self, Call, Mode, TokenMsg};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::credits::template;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{H100, NET, ONE};
use compute_amm_testing::{small_market, small_market_with};

const DAY: u64 = 86_400;

/// A market whose provider has a vault in an asset.
fn with_vault(codes: &dyn Codes, asset: Asset) -> (Market, Addr, Addr) {
    let (mut market, provider, client) = small_market(codes);
    let create = ExecuteMsg::CreateVault { class: H100.into(), asset };
    market.restaking(&provider, &create, &[]).expect("a vault");
    (market, provider, client)
}

fn deposit(provider: &Addr) -> ExecuteMsg {
    let (provider, class, min_shares) = (provider.to_string(), H100.to_owned(), Uint128::one());
    ExecuteMsg::Deposit { provider, class, min_shares }
}

fn rotate(provider: &Addr) -> ExecuteMsg {
    ExecuteMsg::Rotate { provider: provider.to_string(), class: H100.into() }
}

fn burn(provider: &Addr) -> ExecuteMsg {
    ExecuteMsg::Burn { provider: provider.to_string(), class: H100.into() }
}

fn claim(provider: &Addr, generation: u64) -> ExecuteMsg {
    ExecuteMsg::Claim { provider: provider.to_string(), class: H100.into(), generation }
}

fn vault(market: &Market, provider: &Addr) -> VaultResponse {
    market.ask_restaking(&QueryMsg::Vault { provider: provider.to_string(), class: H100.into() })
}

fn backing(market: &Market, provider: &Addr) -> BackingResponse {
    market.ask_registry(&RegistryQuery::Backing { provider: provider.to_string(), class: H100.into() })
}

/// All of somebody's shares leave.
fn exit(market: &mut Market, provider: &Addr, who: &Addr) {
    let token = Asset::cw20(vault(market, provider).token);
    let shares = market.holding(who, &token);
    let restaking = market.at.restaking.clone();
    market.send_cw20(who, &token, &restaking, shares, &ReceiveMsg::Exit {}).expect("nothing stops an exit");
}

/// An attested job, accepted; what backs it.
fn accepted(market: &mut Market, provider: &Addr, client: &Addr) -> (u64, u128) {
    let request = market.request_for(H100, 1, 1_000);
    let job = market.request(client, request, 1_000 * ONE).expect("requested");
    market.heartbeat(provider);
    market.accept(provider, job, AcceptPayout::Credits {}).expect("accepted");
    (job, market.job_lock(job).expect("a lock").backed.u128())
}

/// A forged result is delivered.
fn forge(market: &mut Market, provider: &Addr, job: u64) {
    market.submit(provider, job, digest("forged"), None).expect("delivered");
}

/// And judged.
fn expose(market: &mut Market, job: u64) {
    let reporter = market.address("reporter");
    let verdict = market.verdict(job, false, &reporter);
    market.gateway(&reporter, &verdict).expect("a verdict is never held up");
    assert_eq!(market.job(job).state, JobState::Faulted);
}

/// A client asks for backing, and gets nothing of it: it burns, and the books of revenue do not know it.
pub fn a_client_asks_for_backing_and_a_fraud_burns_it(codes: &dyn Codes) {
    let (mut market, provider, client) = with_vault(codes, Asset::native(NET));
    let delegator = market.actor("delegator");
    market.restaking(&delegator, &deposit(&provider), &coins(1_000 * ONE, NET)).expect("deposited");
    let mut request = market.request_for(H100, 1, 1_000);
    request.min_backing = Some(Uint128::new(1_000 * ONE));
    let dear = market.request(&client, request.clone(), 1_000 * ONE).expect("requested");
    market.heartbeat(&provider);
    market.accept(&provider, dear, AcceptPayout::Credits {}).refused(&["backing too small"]);
    request.min_backing = Some(Uint128::one());
    request.input = Some(digest("another input"));
    let job = market.request(&client, request, 1_000 * ONE).expect("requested");
    market.accept(&provider, job, AcceptPayout::Credits {}).expect("accepted");
    let lock = market.job_lock(job).expect("a lock");
    assert!(!lock.backed.is_zero() && lock.backed <= lock.amount, "{lock:?}");
    forge(&mut market, &provider, job);
    let revenue =
        |market: &Market| market.ask_fees::<MetricsResponse>(&FeeQuery::Metrics { window: Window::All });
    let before = revenue(&market);
    expose(&mut market, job);
    assert_eq!(vault(&market, &provider).burned, lock.backed);
    assert_eq!(vault(&market, &provider).assets + lock.backed, Uint128::new(1_000 * ONE));
    invariants::check(&market).unwrap();
    let anyone = market.address("anyone");
    market.restaking(&anyone, &burn(&provider), &[]).expect("anyone burns");
    let after = revenue(&market);
    assert_eq!(after.burned_backing, lock.backed);
    assert_eq!((after.revenue, before.burned_backing), (before.revenue, Uint128::zero()));
    invariants::check(&market).unwrap();
}

/// At every moment between accept and verdict, whatever the chain does meanwhile: a delegator that leaves loses what one that stays does.
pub fn no_exit_between_accept_and_verdict_escapes(codes: &dyn Codes) {
    for moment in 0..4 {
        for (halt, restart) in [(0, false), (3_600, true), (DAY, false), (40 * DAY, true)] {
            let (mut market, provider, client) = with_vault(codes, Asset::native(NET));
            let (leaver, stayer) = (market.actor("leaver"), market.actor("stayer"));
            for who in [&leaver, &stayer] {
                market.restaking(who, &deposit(&provider), &coins(10 * ONE, NET)).expect("deposited");
            }
            let mut left = None;
            let mut pass = |market: &mut Market, at: u64| {
                if at == moment {
                    left = Some(backing(market, &provider).generation);
                    exit(market, &provider, &leaver);
                }
            };
            let (job, backed) = accepted(&mut market, &provider, &client);
            assert!(backed > 0);
            pass(&mut market, 0);
            let _ = market.restaking(&leaver, &rotate(&provider), &[]);
            pass(&mut market, 1);
            forge(&mut market, &provider, job);
            pass(&mut market, 2);
            if restart {
                market.restart(halt);
            } else {
                market.halt(halt);
            }
            pass(&mut market, 3);
            let generation = left.expect("it left");
            market.restaking(&leaver, &rotate(&provider), &[]).map(drop).unwrap_or_default();
            market.restaking(&leaver, &rotate(&provider), &[]).refused(&["expected no backed jobs"]);
            market.restaking(&leaver, &claim(&provider, generation), &[]).refused(&["was not let go"]);
            expose(&mut market, job);
            let stays = vault(&market, &provider).assets.u128();
            while market.restaking(&leaver, &claim(&provider, generation), &[]).is_err() {
                market.restaking(&stayer, &rotate(&provider), &[]).expect("no job is left");
            }
            let paid = market.wallet(&leaver, NET) + 10 * ONE - 10_000_000 * ONE;
            assert!(paid <= stays && stays - paid <= 1, "moment {moment}, {halt} s: {paid}, {stays} stay");
            assert_eq!(paid + stays, 20 * ONE - backed);
            invariants::check(&market).unwrap();
        }
    }
}

/// What left before a job was accepted has nothing to do with it, however soon.
pub fn a_bucket_never_pays_for_a_job_of_a_later_generation(codes: &dyn Codes) {
    let (mut market, provider, client) = with_vault(codes, Asset::native(NET));
    let (leaver, stayer) = (market.actor("leaver"), market.actor("stayer"));
    for who in [&leaver, &stayer] {
        market.restaking(who, &deposit(&provider), &coins(1_000 * ONE, NET)).expect("deposited");
    }
    let (before, _) = accepted(&mut market, &provider, &client);
    exit(&mut market, &provider, &leaver);
    market.restaking(&leaver, &rotate(&provider), &[]).expect("a new generation");
    let (after, backed) = accepted(&mut market, &provider, &client);
    assert!(backed > 0);
    forge(&mut market, &provider, after);
    expose(&mut market, after);
    assert_eq!(vault(&market, &provider).leaving_before.u128(), 1_000 * ONE);
    assert_eq!(vault(&market, &provider).assets.u128(), 1_000 * ONE - backed);
    let output = digest("output");
    let proof = market.attest(before, &output);
    market.submit(&provider, before, output, Some(proof)).expect("settled, from jail too");
    market.restaking(&leaver, &rotate(&provider), &[]).expect("let go");
    market.restaking(&leaver, &claim(&provider, 0), &[]).expect("paid");
    assert_eq!(market.wallet(&leaver, NET), 10_000_000 * ONE);
}

/// The verdict books and sends nothing to a vault: a token that fails, or calls back, holds up itself alone.
pub fn a_vault_token_that_turns_hostile_holds_up_no_verdict(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let token = market.host(hostile::token(), &cosmwasm_std::Empty {}, "hostile");
    let owner = market.owner.clone();
    let asset = Asset::cw20(&token);
    let list = ExecuteMsg::ListAsset { asset: asset.clone(), unit: Uint128::one() };
    market.restaking(&owner, &list, &[]).expect("listed");
    let create = ExecuteMsg::CreateVault { class: H100.into(), asset: asset.clone() };
    market.restaking(&provider, &create, &[]).expect("a vault");
    let delegator = market.actor("delegator");
    let give = TokenMsg::Set { holder: delegator.to_string(), amount: Uint128::new(1_000 * ONE) };
    market.send(&delegator, token.as_str(), &give, &[]).expect("has some");
    let (named, class, min_shares) = (provider.to_string(), H100.to_owned(), Uint128::one());
    let hook = ReceiveMsg::Deposit { provider: named, class, min_shares };
    let restaking = market.at.restaking.clone();
    market.send_cw20(&delegator, &asset, &restaking, 1_000 * ONE, &hook).expect("deposited");
    let re_enter = Call {
        contract: restaking.clone(),
        msg: cosmwasm_std::to_json_binary(&rotate(&provider)).expect("JSON"),
    };
    let mut burned = 0;
    for mode in [Mode::Fails, Mode::ReEnters(re_enter), Mode::Lies] {
        let (job, backed) = accepted(&mut market, &provider, &client);
        assert!(backed > 0);
        forge(&mut market, &provider, job);
        market.send(&delegator, token.as_str(), &TokenMsg::Behave(mode.clone()), &[]).expect("obeys");
        expose(&mut market, job);
        burned += backed;
        assert_eq!(vault(&market, &provider).burned.u128(), burned, "{mode:?}");
        let free = backing(&market, &provider).free.u128();
        assert_eq!(free, 1_000 * ONE - burned);
        market.wait(8 * DAY);
        market.registry(&provider, &api::provider_registry::ExecuteMsg::Unjail {}, &[]).expect("out of jail");
        market.top_up(&provider, H100, &coins(100 * ONE, NET)).expect("can still bond");
        invariants::check(&market).unwrap();
    }
    exit(&mut market, &provider, &delegator);
    market.restaking(&delegator, &rotate(&provider), &[]).expect("a rotation asks no token");
}

/// If others' stake paid for a default, a ring of provider and owner would gain by one. It pays for none: the vault is as it was, and the owner
/// has at most what the provider lost.
pub fn a_default_pays_its_owner_at_most_what_the_provider_loses(codes: &dyn Codes) {
    let (mut market, debtor, client) = small_market_with(codes, |_| {});
    market.set_template(H100, 1, Some(template(60, 20, 30))).expect("a template");
    market.touch(&client, H100, &debtor).expect("anyone touches");
    let create = ExecuteMsg::CreateVault { class: H100.into(), asset: Asset::native(NET) };
    market.restaking(&debtor, &create, &[]).expect("a vault");
    let delegator = market.actor("delegator");
    market.restaking(&delegator, &deposit(&debtor), &coins(1_000 * ONE, NET)).expect("deposited");
    for units in [20, 25, 30] {
        let (job, called) = market.called(&client, H100, 1, units).expect("called");
        assert_eq!(called, debtor);
        let (bond, owed) = (market.position(&debtor, H100).bond, market.account(&client, &market.net()));
        market.wait(3_600);
        market.time_out(&client, job).expect("a default");
        let lost = (bond - market.position(&debtor, H100).bond).u128();
        let damages = market.account(&client, &market.net()) - owed;
        assert!(damages > 0 && damages <= lost, "{damages} of {lost}");
        let v = vault(&market, &debtor);
        assert_eq!((v.assets.u128(), v.burned.u128(), v.backed.u128()), (1_000 * ONE, 0, 0));
        invariants::check(&market).unwrap();
    }
}
