//! Others' stake behind a provider, in the whole market: what a client can ask for, and the thieves around a verdict.

use api::common::{Asset, Source};
use api::fee_collector::{MetricsResponse, QueryMsg as FeeQuery, Window};
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobFault, JobState};
use api::restaking::ExecuteMsg;
use api::verifier_gateway::ExecuteMsg as GatewayMsg;
use cosmwasm_std::{coins, Addr, Uint128};

use crate::hostile::{self, Call, Mode, TokenMsg};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::credits::template;
use compute_amm_testing::groth16::Trapdoor;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{CHALLENGE_BOND, H100, NET, ONE, OPTIMISTIC, OPTIMISTIC_WAITS};
use compute_amm_testing::{small_market, small_market_with};

const DAY: u64 = 86_400;

/// A market whose provider has a vault in an asset.
fn with_vault(codes: &dyn Codes, asset: Asset) -> (Market, Addr, Addr) {
    let (mut market, provider, client) = small_market(codes);
    market.create_vault(&provider, H100, asset).expect("a vault");
    (market, provider, client)
}

/// All of somebody's shares leave.
fn exit(market: &mut Market, provider: &Addr, who: &Addr) {
    let shares = market.vault_shares(who, provider, H100);
    market.exit_vault(who, provider, H100, shares).expect("nothing stops an exit");
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
    market.back(&delegator, &provider, H100, 1_000 * ONE).expect("deposited");
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
    assert_eq!(market.vault(&provider, H100).burned, lock.backed);
    assert_eq!(market.vault(&provider, H100).assets + lock.backed, Uint128::new(1_000 * ONE));
    invariants::check(&market).unwrap();
    let anyone = market.address("anyone");
    market.burn_vault(&anyone, &provider, H100).expect("anyone burns");
    let after = revenue(&market);
    assert_eq!(after.burned_backing, lock.backed);
    assert_eq!((after.revenue, before.burned_backing), (before.revenue, Uint128::zero()));
    invariants::check(&market).unwrap();
}

/// Of two delegators one leaves, at a moment between the acceptance of a job whose result is forged and its verdict: after the acceptance,
/// after a rotation, after the result, after a halt.
struct Escape {
    market: Market,
    provider: Addr,
    leaver: Addr,
    stayer: Addr,
    job: u64,
    /// What backs the job.
    backed: u128,
    /// In which the one left.
    generation: u64,
}

impl Escape {
    fn new(codes: &dyn Codes, moment: u64, halt: u64, restart: bool) -> Self {
        let (mut market, provider, client) = with_vault(codes, Asset::native(NET));
        let (leaver, stayer) = (market.actor("leaver"), market.actor("stayer"));
        for who in [&leaver, &stayer] {
            market.back(who, &provider, H100, 10 * ONE).expect("deposited");
        }
        let mut generation = None;
        let mut pass = |market: &mut Market, at: u64| {
            if at == moment {
                generation = Some(market.backing(&provider, H100).generation);
                exit(market, &provider, &leaver);
            }
        };
        let (job, backed) = accepted(&mut market, &provider, &client);
        assert!(backed > 0);
        pass(&mut market, 0);
        market.rotate_vault(&leaver, &provider, H100).expect("no job is of a generation before");
        pass(&mut market, 1);
        forge(&mut market, &provider, job);
        pass(&mut market, 2);
        if restart {
            market.restart(halt);
        } else {
            market.halt(halt);
        }
        pass(&mut market, 3);
        let generation = generation.expect("it left");
        // Neither can be hurried.
        market.rotate_vault(&leaver, &provider, H100).refused(&["expected no backed jobs"]);
        market.claim_exit(&leaver, &provider, H100, generation).refused(&["was not let go"]);
        Self { market, provider, leaver, stayer, job, backed, generation }
    }

    /// What the leaver is paid once nothing holds its exit, and what stays.
    fn ends(&mut self) -> (u128, u128) {
        let Self { market, provider, leaver, stayer, generation, .. } = self;
        let stays = market.vault(provider, H100).assets.u128();
        while market.claim_exit(leaver, provider, H100, *generation).is_err() {
            market.rotate_vault(stayer, provider, H100).expect("no job is left");
        }
        invariants::check(market).unwrap();
        (market.wallet(&*leaver, NET) + 10 * ONE - 10_000_000 * ONE, stays)
    }
}

/// At every moment between accept and verdict, whatever the chain does meanwhile: a delegator that leaves loses what one that stays does.
pub fn no_exit_between_accept_and_verdict_escapes(codes: &dyn Codes) {
    for moment in 0..4 {
        for (halt, restart) in
            [(0, false), (3_600, true), (DAY, false), (DAY, true), (30 * DAY, false), (30 * DAY, true)]
        {
            let mut escape = Escape::new(codes, moment, halt, restart);
            expose(&mut escape.market, escape.job);
            let (paid, stays) = escape.ends();
            assert!(paid <= stays && stays - paid <= 1, "moment {moment}, {halt} s: {paid}, {stays} stay");
            assert_eq!(paid + stays, 20 * ONE - escape.backed);
        }
    }
}

/// A halt that outlasts the wait for a verdict, which no halt prolongs by more than thirty days: then nobody can prove the fraud. The
/// provider keeps its lock, and the delegators, whether they left or not, what burns with it.
pub fn a_halt_that_outlasts_the_verdict_burns_neither_lock_nor_stake(codes: &dyn Codes) {
    for moment in 0..4 {
        for restart in [false, true] {
            let mut escape = Escape::new(codes, moment, 40 * DAY, restart);
            let Escape { market, provider, leaver, job, .. } = &mut escape;
            let bond = market.position(provider, H100).bond;
            let verdict = market.verdict(*job, false, leaver);
            market.gateway(leaver, &verdict).refused(&["too late"]);
            market.time_out(leaver, *job).expect("anyone ends it");
            assert_eq!(market.job(*job).state, JobState::Refunded);
            let position = market.position(provider, H100);
            assert_eq!((position.bond, position.locked.u128()), (bond, 0));
            assert_eq!(escape.ends(), (10 * ONE, 10 * ONE), "moment {moment}, {restart}");
        }
    }
}

/// A result on demand, which somebody challenges and no proof answers: a delegator that leaves after the acceptance, the result or the
/// challenge, or at the very end, loses what one that stays does.
pub fn no_exit_around_a_challenge_escapes(codes: &dyn Codes) {
    for (moment, halt) in [(0, 0), (1, 0), (1, DAY), (2, 0), (2, DAY), (3, 0), (3, DAY)] {
        let (mut market, provider, client) = with_vault(codes, Asset::native(NET));
        let [leaver, stayer, doubter] = ["leaver", "stayer", "doubter"].map(|name| market.actor(name));
        for who in [&leaver, &stayer] {
            market.back(who, &provider, H100, 10 * ONE).expect("deposited");
        }
        let key = Trapdoor::new(1, 2);
        market.gateway(&client, &GatewayMsg::RegisterKey { key: key.key() }).expect("registered");
        let mut generation = None;
        let mut pass = |market: &mut Market, at: u64| {
            if at == moment {
                generation = Some(market.backing(&provider, H100).generation);
                exit(market, &provider, &leaver);
            }
        };
        let mut request = market.request_for(H100, 1, 1_000);
        (request.method, request.program) = (OPTIMISTIC, key.program());
        let job = market.request(&client, request, 100 * ONE).expect("requested");
        market.heartbeat(&provider);
        market.accept(&provider, job, AcceptPayout::Credits {}).expect("accepted");
        let backed = market.job_lock(job).expect("a lock").backed.u128();
        assert!(backed > 0);
        pass(&mut market, 0);
        market.rotate_vault(&leaver, &provider, H100).expect("no job is of a generation before");
        forge(&mut market, &provider, job);
        pass(&mut market, 1);
        let challenge = JobMsg::ChallengeResult { job_id: job, from: Source::Funds {} };
        market.jobs(&doubter, &challenge, &coins(CHALLENGE_BOND, NET)).expect("challenged");
        pass(&mut market, 2);
        market.halt(halt);
        market.wait(OPTIMISTIC_WAITS.1 - 6);
        pass(&mut market, 3);
        market.rotate_vault(&leaver, &provider, H100).refused(&["expected no backed jobs"]);
        let generation = generation.expect("it left");
        market.claim_exit(&leaver, &provider, H100, generation).refused(&["was not let go"]);
        market.wait(6);
        market.time_out(&leaver, job).expect("its time is over");
        assert_eq!(market.job(job).fault, Some(JobFault::Fraud));
        let mut escape = Escape { market, provider, leaver, stayer, job, backed, generation };
        let (paid, stays) = escape.ends();
        assert!(paid <= stays && stays - paid <= 1, "moment {moment}, {halt} s: {paid}, {stays} stay");
        assert_eq!(paid + stays, 20 * ONE - backed);
    }
}

/// What left before a job was accepted has nothing to do with it, however soon.
pub fn a_bucket_never_pays_for_a_job_of_a_later_generation(codes: &dyn Codes) {
    let (mut market, provider, client) = with_vault(codes, Asset::native(NET));
    let (leaver, stayer) = (market.actor("leaver"), market.actor("stayer"));
    for who in [&leaver, &stayer] {
        market.back(who, &provider, H100, 1_000 * ONE).expect("deposited");
    }
    let (before, _) = accepted(&mut market, &provider, &client);
    exit(&mut market, &provider, &leaver);
    market.rotate_vault(&leaver, &provider, H100).expect("a new generation");
    let (after, backed) = accepted(&mut market, &provider, &client);
    assert!(backed > 0);
    forge(&mut market, &provider, after);
    expose(&mut market, after);
    assert_eq!(market.vault(&provider, H100).leaving_before.u128(), 1_000 * ONE);
    assert_eq!(market.vault(&provider, H100).assets.u128(), 1_000 * ONE - backed);
    let output = digest("output");
    let proof = market.attest(before, &output);
    market.submit(&provider, before, output, Some(proof)).expect("settled, from jail too");
    market.rotate_vault(&leaver, &provider, H100).expect("let go");
    market.claim_exit(&leaver, &provider, H100, 0).expect("paid");
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
    market.create_vault(&provider, H100, asset.clone()).expect("a vault");
    let delegator = market.actor("delegator");
    let give = TokenMsg::Set { holder: delegator.to_string(), amount: Uint128::new(1_000 * ONE) };
    market.send(&delegator, token.as_str(), &give, &[]).expect("has some");
    market.back_with(&delegator, &provider, H100, &asset, 1_000 * ONE).expect("deposited");
    let restaking = market.at.restaking.clone();
    let rotate = ExecuteMsg::Rotate { provider: provider.to_string(), class: H100.into() };
    let re_enter =
        Call { contract: restaking.clone(), msg: cosmwasm_std::to_json_binary(&rotate).expect("JSON") };
    let mut burned = 0;
    for mode in [Mode::Fails, Mode::ReEnters(re_enter), Mode::Lies] {
        let (job, backed) = accepted(&mut market, &provider, &client);
        assert!(backed > 0);
        forge(&mut market, &provider, job);
        market.send(&delegator, token.as_str(), &TokenMsg::Behave(mode.clone()), &[]).expect("obeys");
        expose(&mut market, job);
        burned += backed;
        assert_eq!(market.vault(&provider, H100).burned.u128(), burned, "{mode:?}");
        let free = market.backing(&provider, H100).free.u128();
        assert_eq!(free, 1_000 * ONE - burned);
        market.wait(8 * DAY);
        market.registry(&provider, &api::provider_registry::ExecuteMsg::Unjail {}, &[]).expect("out of jail");
        market.top_up(&provider, H100, &coins(100 * ONE, NET)).expect("can still bond");
        invariants::check(&market).unwrap();
    }
    exit(&mut market, &provider, &delegator);
    market.rotate_vault(&delegator, &provider, H100).expect("a rotation asks no token");
}

/// If others' stake paid for a default, a ring of provider and owner would gain by one. It pays for none: the vault is as it was, and the owner
/// has at most what the provider lost.
pub fn a_default_pays_its_owner_at_most_what_the_provider_loses(codes: &dyn Codes) {
    let (mut market, debtor, client) = small_market_with(codes, |_| {});
    market.set_template(H100, 1, Some(template(60, 20, 30))).expect("a template");
    market.touch(&client, H100, &debtor).expect("anyone touches");
    market.create_vault(&debtor, H100, Asset::native(NET)).expect("a vault");
    let delegator = market.actor("delegator");
    market.back(&delegator, &debtor, H100, 1_000 * ONE).expect("deposited");
    for units in [20, 25, 30] {
        let (job, called) = market.called(&client, H100, 1, units).expect("called");
        assert_eq!(called, debtor);
        let (bond, owed) = (market.position(&debtor, H100).bond, market.account(&client, &market.net()));
        market.wait(3_600);
        market.time_out(&client, job).expect("a default");
        let lost = (bond - market.position(&debtor, H100).bond).u128();
        let damages = market.account(&client, &market.net()) - owed;
        assert!(damages > 0 && damages <= lost, "{damages} of {lost}");
        let v = market.vault(&debtor, H100);
        assert_eq!((v.assets.u128(), v.burned.u128(), v.backed.u128()), (1_000 * ONE, 0, 0));
        invariants::check(&market).unwrap();
    }
}
