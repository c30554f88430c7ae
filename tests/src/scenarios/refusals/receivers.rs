//! Receivers and owners that could never draw their money.

mod named;

use api::common::{lp_salt, Asset, Source};
use api::fee_collector::ExecuteMsg as FeeMsg;
use api::job_market::{
    AcceptPayout, Callback, ExecuteMsg as JobMsg, JobRequest, JobState, ReceiveMsg as JobHook,
};
use api::pool::{ExecuteMsg as PoolMsg, Fees};
use cosmwasm_std::{coins, instantiate2_address, Addr, Api, Uint128};

use self::named::{hooks, messages};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::{digest, job_id};
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{A100, H100, NET, ONE, USD};

/// The market's contracts, credit tokens of two classes, an LP token and the receipt of stakes.
fn never_draw(market: &Market) -> Vec<Addr> {
    let contracts = market.at.all().map(|(_, address)| Addr::unchecked(address));
    let credits = [H100, A100].map(|class| market.class(class).credit);
    let lp = Addr::unchecked(market.pool_state(market.class_pool(H100)).lp_token);
    contracts.into_iter().chain(credits).chain([lp, market.receipt_addr()]).collect()
}

/// What somebody names as a receiver, or as a job's owner, is somebody that can draw: neither a contract of the market
/// nor one of its tokens, in any message that names one.
pub fn nobody_is_paid_who_could_never_draw(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    market.deposit(&client, 100 * ONE, NET).expect("an account");
    market.buy(&client, H100, 10_000 * ONE, 100 * ONE).expect("credits in the account");
    let (credit, pool) = (market.credit(H100), market.at.pool.clone());
    let out = PoolMsg::Withdraw {
        asset: credit.clone(),
        amount: (5_000 * ONE).into(),
        owner: None,
        receiver: None,
    };
    market.pool(&client, &out, &[]).expect("credits in the wallet");
    let lp = give_liquidity(&mut market, &client);
    let allow = PoolMsg::IncreaseAllowance {
        spender: market.class(H100).credit.into(),
        asset: market.net(),
        amount: (100 * ONE).into(),
        expires: market.now() + 86_400,
    };
    market.pool(&client, &allow, &[]).expect("the token may take the other side of a provision");
    for dead in never_draw(&market) {
        let to = Some(dead.to_string());
        let named = |field: &str| vec![format!("`{field}`"), dead.to_string()];
        for (field, msg, funds) in messages(&market, &dead) {
            let refused = market.pool(&client, &msg, &funds);
            refuse(&market, &dead, refused, &named(field));
        }
        for (field, token, hook) in hooks(&market, &credit, &lp, &dead) {
            let refused = market.send_cw20(&client, &token, &pool, ONE, &hook);
            refuse(&market, &dead, refused, &named(field));
        }
        let plain = market.request_for(H100, 1, 60);
        refuse_request(
            &mut market,
            &client,
            "owner",
            &dead,
            JobRequest { owner: to.clone(), ..plain.clone() },
        );
        refuse_request(
            &mut market,
            &client,
            "surplus_to",
            &dead,
            JobRequest { surplus_to: to.clone(), ..plain.clone() },
        );
        let callback = Callback { contract: dead.to_string(), msg: None };
        refuse_request(
            &mut market,
            &client,
            "callback.contract",
            &dead,
            JobRequest { callback: Some(callback), ..plain },
        );
        let (owner, stakers) = (market.owner.clone(), Addr::unchecked(&market.at.staking));
        let shares =
            FeeMsg::WithdrawLiquidity { pool_id: 1, shares: Uint128::one(), receiver: dead.to_string() };
        market.fees(&owner, &shares, &[]).refused(&["`receiver`"]);
        let claim = market.fees(&stakers, &FeeMsg::ClaimStakers { receiver: to }, &[]);
        let name = market.fees(&owner, &FeeMsg::SetStakers { stakers: dead.to_string() }, &[]);
        // The stake pool claims the share for itself, and draws nothing else.
        if dead == stakers {
            claim.refused(&["nothing to claim"]);
            name.expect("as it is");
        } else {
            claim.refused(&["`receiver`"]);
            name.refused(&["`stakers`"]);
        }
    }
    invariants::check(&market).unwrap();
    // A wallet and a contract of somebody else's are nobody's business.
    let friend = market.address("friend");
    let named = Some(friend.to_string());
    let request = JobRequest { owner: named.clone(), surplus_to: named, ..market.request_for(H100, 1, 60) };
    let before = market.wallet(&friend, NET);
    let swap = market.swap_request(request, Source::Funds {}).expect("a message");
    let job = job_id(&market.pool(&client, &swap, &coins(ONE, NET)).expect("a friend's job")).expect("an id");
    let open = market.job(job).open.expect("open");
    assert_eq!(open.owner, friend);
    assert_eq!(market.wallet(&friend, NET) - before, ONE - (open.cost + open.take + open.tip).u128());
    for (_, msg, funds) in messages(&market, &friend) {
        market.pool(&client, &msg, &funds).unwrap_or_else(|e| panic!("{msg:?}: {e:#}"));
    }
    for (_, token, hook) in hooks(&market, &credit, &lp, &friend) {
        let sent = market.send_cw20(&client, &token, &pool, ONE, &hook);
        sent.unwrap_or_else(|e| panic!("{hook:?}: {e:#}"));
    }
    invariants::check(&market).unwrap();
}

/// A client names as the owner the address at which a pool's shares will be: nothing is there yet, so nothing is
/// refused. Once they are, its jobs end as every other: what goes to their owner is lost, and nobody else's with it.
pub fn an_owner_that_became_a_token_keeps_no_job_from_ending(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let owner = next_lp_token(&market);
    let mut jobs = vec![];
    for _ in 0..3 {
        let request = JobRequest {
            owner: Some(owner.to_string()),
            declared_value: Some(ONE.into()),
            ..market.request_for(H100, 1, 600)
        };
        jobs.push(market.request(&client, request, 100 * ONE).expect("requested"));
    }
    let governance = market.owner.clone();
    let create = PoolMsg::CreatePool {
        asset_0: market.credit(H100),
        asset_1: Asset::native(USD),
        fees: Fees { fee_bps: 100, protocol_share_bps: 0 },
        lp_symbol: "lpOther".into(),
        reference_0: Uint128::one(),
        reference_1: Uint128::one(),
        launch: false,
    };
    market.pool(&governance, &create, &[]).expect("governance creates a pool");
    assert_eq!(market.pool_state(market.usd_pool() + 1).lp_token, owner.as_str(), "where it was computed");
    let request = JobRequest { owner: Some(owner.to_string()), ..market.request_for(H100, 1, 60) };
    let late = market.request(&client, request, 100 * ONE);
    late.refused(&["`owner`", owner.as_str(), "compute-amm/token"]);

    let [settled, forged, expired] = [jobs[0], jobs[1], jobs[2]];
    for (job, proven) in [(settled, true), (forged, false)] {
        market.heartbeat(&provider);
        market.accept(&provider, job, AcceptPayout::Credits {}).expect("accepted");
        market.wait(60);
        let output = digest("output");
        let proof = proven.then(|| market.attest(job, &output));
        market.submit(&provider, job, output, proof).expect("delivered");
    }
    let anybody = market.actor("anybody");
    let verdict = market.verdict(forged, false, &anybody);
    market.gateway(&anybody, &verdict).expect("judged");
    market.wait(600);
    market.time_out(&anybody, expired).expect("timed out");
    for (job, state) in
        [(settled, JobState::Settled), (forged, JobState::Faulted), (expired, JobState::Expired)]
    {
        assert_eq!(market.job(job).state, state);
    }
    assert!(market.account(&owner, &market.net()) >= ONE, "the declared value of the forged one");
    invariants::check(&market).unwrap();
}

/// Where the shares of the next pool will be.
fn next_lp_token(market: &Market) -> Addr {
    let app = &market.client.app;
    let token = Addr::unchecked(market.pool_state(market.class_pool(H100)).lp_token);
    let code_id = app.contract_data(&token).expect("the token is there").code_id;
    let checksum = app.wrap().query_wasm_code_info(code_id).expect("its code is there").checksum;
    let creator = app.api().addr_canonicalize(&market.at.pool).expect("an address");
    let at = instantiate2_address(checksum.as_slice(), &creator, &lp_salt(market.usd_pool() + 1));
    app.api().addr_humanize(&at.expect("an address")).expect("an address")
}

/// The pool contract names itself in its own words.
fn refuse<T: std::fmt::Debug>(market: &Market, dead: &Addr, result: anyhow::Result<T>, named: &[String]) {
    let mut parts: Vec<&str> = named.iter().map(String::as_str).collect();
    if dead.as_str() == market.at.pool {
        parts.truncate(1);
    }
    result.refused(&parts);
}

/// A request is refused in every way in which it can come.
fn refuse_request(market: &mut Market, client: &Addr, field: &str, dead: &Addr, request: JobRequest) {
    let named = [&format!("`{field}`"), dead.as_str()];
    let (credit, jobs, funds) = (market.credit(H100), market.at.job_market.clone(), coins(ONE, NET));
    let swap = market.swap_request(request.clone(), Source::Funds {}).expect("a message");
    market.pool(client, &swap, &funds).refused(&named);
    let direct = JobMsg::RequestJob { request: request.clone(), from: Source::Funds {} };
    market.jobs(client, &direct, &funds).refused(&named);
    let hook = JobHook::RequestJob { request: request.clone() };
    market.send_cw20(client, &credit, &jobs, 60 * ONE, &hook).refused(&named);
    market.request_with_credits(client, request).refused(&named);
}

/// LP shares in the client's wallet; returns their token.
fn give_liquidity(market: &mut Market, client: &Addr) -> Asset {
    let pool_id = market.class_pool(H100);
    let msg = PoolMsg::ProvideSingle {
        pool_id,
        asset: market.net(),
        from: Source::Funds {},
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(client, &msg, &coins(10 * ONE, NET)).expect("provided");
    Asset::cw20(market.pool_state(pool_id).lp_token)
}
