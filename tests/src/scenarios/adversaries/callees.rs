//! Contracts that speak out of turn, and contracts in which a swap ends.

use api::common::{Asset, AssetAmount, Payout, Source, CREDIT};
use api::fee_collector::{Category, ExecuteMsg as FeeMsg, TakeReport};
use api::job_market::{AcceptPayout, Callback, ExecuteMsg as JobMsg, JobRequest, JobState, SwapMsg};
use api::pool::{Destination, ExecuteMsg as PoolMsg, LegReceived, Route, SwapReceived, TransferItem};
use api::provider_registry::{
    CallRequest, ExecuteMsg as RegistryMsg, JobEnd, LockRequest, LockTerms, ReceiveMsg,
};
use cosmwasm_std::{coins, to_json_binary, Binary, Empty, Uint128};
use cw_multi_test::Executor;

use crate::hostile::{self, Answer, Call, Master};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{H100, NET, ONE};

fn forged_swap(market: &Market, sender: &str, msg: Binary) -> SwapReceived {
    let received = AssetAmount { asset: market.credit(H100), amount: Uint128::new(100 * CREDIT) };
    let last_in = AssetAmount { asset: market.net(), amount: Uint128::one() };
    let rest = AssetAmount { asset: market.net(), amount: Uint128::new(1_000 * ONE) };
    SwapReceived { sender: sender.into(), legs: vec![LegReceived { received, last_in }], rest, msg }
}

/// What only a wired peer may say is refused from any other contract, a fake pool included, naming both.
pub fn only_the_wired_contracts_are_heard(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let request = market.request_for(H100, 1, 100);
    let job = market.request(&client, request.clone(), 50 * ONE).expect("requested");
    let puppet = market.host(hostile::puppet(), &Empty {}, "fake pool");
    let at = market.at.clone();
    let jobs = to_json_binary(&SwapMsg::RequestJob { request: request.clone() }).unwrap();
    let forwarded = to_json_binary(&SwapMsg::Forwarded { payer: client.to_string(), request }).unwrap();
    let redeem = to_json_binary(&ReceiveMsg::Redeem { class: H100.into() }).unwrap();
    let pool = "the pool contract";
    for (msg, named) in [
        (JobMsg::ReceiveSwap(forged_swap(&market, client.as_str(), jobs)), pool),
        (JobMsg::ReceiveSwap(forged_swap(&market, &at.job_market, forwarded)), pool),
        (JobMsg::Verdict { job_id: job, valid: true, reporter: puppet.to_string() }, "the verifier-gateway"),
        (JobMsg::Verdict { job_id: job, valid: false, reporter: puppet.to_string() }, "the verifier-gateway"),
    ] {
        market.pull(&puppet, &at.job_market, &msg).refused(&[named, puppet.as_str()]);
    }
    let lock = LockRequest {
        job_id: 77,
        provider: provider.to_string(),
        class: H100.into(),
        gpus: 1,
        seconds: 60,
        ends_by: market.now() + 60,
        proves_gpus: true,
        terms: LockTerms::Free {
            cost: Uint128::one(),
            declared_value: Uint128::zero(),
            detection_bps: 10_000,
            min_reputation_bps: 0,
            standard: false,
            min_backing: Uint128::zero(),
        },
    };
    let called = LockRequest { terms: LockTerms::Called {}, ..lock.clone() };
    let call = CallRequest {
        job_id: 77,
        class: H100.into(),
        gpus: 1,
        credits: Uint128::new(CREDIT),
        serve_within: 600,
        min_damages: Uint128::zero(),
        look: 16,
    };
    let (take, zero, mine) = (Uint128::one(), Uint128::zero(), puppet.to_string());
    let end = |end| RegistryMsg::EndJob { job_id: job, end };
    let jobs = "the job-market";
    for (msg, named) in [
        (RegistryMsg::ReceiveSwap(forged_swap(&market, provider.as_str(), redeem)), pool),
        (RegistryMsg::BeginCall(call), jobs),
        (RegistryMsg::LockJob(lock), jobs),
        (RegistryMsg::LockJob(called), jobs),
        (RegistryMsg::FreeGpus { job_id: job }, jobs),
        (RegistryMsg::SetStandard { class: H100.into(), standard: None }, jobs),
        (end(JobEnd::Settled { take, redeem: zero }), jobs),
        (end(JobEnd::Released {}), jobs),
        (end(JobEnd::Late { take }), jobs),
        (end(JobEnd::Fraud { take, client: mine.clone(), reporter: Some(mine.clone()) }), jobs),
        (end(JobEnd::Defaulted { take, client: mine }), jobs),
    ] {
        market.pull(&puppet, &at.provider_registry, &msg).refused(&[named, puppet.as_str()]);
    }
    let report =
        TakeReport { day: 0, jobs: 1, gpu_seconds: take, volume: take, self_dealing: zero, payers: vec![] };
    for (category, named) in [
        (Category::Take(report), "the job-market"),
        (Category::SwapFees { lp: zero }, pool),
        (Category::Slash {}, "the provider-registry or the job-market"),
    ] {
        market
            .pull(&puppet, &at.fee_collector, &FeeMsg::Deposit { category })
            .refused(&[named, puppet.as_str()]);
    }
    invariants::check(&market).unwrap();
}

fn swap_into(market: &Market, contract: &str, answer: &Answer) -> PoolMsg {
    PoolMsg::SwapExactIn {
        route: Route { offer: market.net(), pools: vec![market.class_pool(H100)] },
        from: Source::Funds {},
        min_out: Uint128::one(),
        to: Destination::Call { contract: contract.into(), msg: to_json_binary(answer).unwrap() },
        deadline: None,
    }
}

/// A callee that fails, or that spends more than came, takes the whole swap back with it; one that trades on
/// with what came, within the same message, finds the pool as the swap left it.
pub fn a_callee_gets_what_came_and_no_more(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    let puppet = market.host(hostile::puppet(), &Empty {}, "callee");
    let (at, credit, net) = (market.at.clone(), market.credit(H100), market.net());
    let class_pool = market.class_pool(H100);
    let before = (market.pool_state(class_pool), market.wallet(&client, NET));
    let failing = swap_into(&market, puppet.as_str(), &Answer::Fail);
    market.pool(&client, &failing, &coins(10 * ONE, NET)).refused(&["refused by the callee"]);

    let take = |asset: &Asset, amount: u128, owner: Option<String>| PoolMsg::Withdraw {
        asset: asset.clone(),
        amount: Uint128::new(amount),
        owner,
        receiver: Some(puppet.to_string()),
    };
    let move_on = PoolMsg::Transfer {
        owner: Some(client.to_string()),
        items: vec![TransferItem { asset: net.clone(), amount: Uint128::one(), to: puppet.to_string() }],
    };
    market.deposit(&client, 5 * ONE, NET).expect("deposited");
    let before = (before.0, market.wallet(&client, NET));
    for (call, named) in [
        (take(&credit, u128::MAX, None), "expected at least"),
        (take(&net, 1, None), "expected at least 1"),
        (take(&net, 1, Some(client.to_string())), "allowance of 0"),
        (take(&credit, 1, Some(at.job_market.clone())), "allowance of 0"),
        (move_on, "allowance of 0"),
    ] {
        let swap = swap_into(&market, puppet.as_str(), &Answer::Send(vec![Call::new(&at.pool, &call)]));
        market.pool(&client, &swap, &coins(10 * ONE, NET)).refused(&[named, puppet.as_str()]);
        assert_eq!(
            before,
            (market.pool_state(class_pool), market.wallet(&client, NET)),
            "the whole swap is undone"
        );
    }
    assert_eq!(market.account(&client, &net), 5 * ONE);

    let sell_back = PoolMsg::SwapExactIn {
        route: Route { offer: credit.clone(), pools: vec![class_pool] },
        from: Source::Account { owner: None, amount: Uint128::new(1_000 * CREDIT) },
        min_out: Uint128::one(),
        to: Destination::Account { receiver: Some(client.to_string()) },
        deadline: None,
    };
    let again = Call::new(&at.pool, &sell_back);
    let swap = swap_into(&market, puppet.as_str(), &Answer::Send(vec![again.clone(), again]));
    market.pool(&client, &swap, &coins(10 * ONE, NET)).expect("it trades on with its own");
    let after = market.pool_state(class_pool);
    let product = |pool: &api::pool::PoolResponse| pool.reserve_0.u128() * pool.reserve_1.u128();
    assert!(product(&after) > product(&before.0), "three trades, three fees");
    assert!(market.account(&client, &net) < 15 * ONE, "there and back costs");
    invariants::check(&market).unwrap();

    let keep = swap_into(&market, puppet.as_str(), &Answer::Keep);
    market.pool(&client, &keep, &coins(ONE, NET)).expect("who names a callee gives it what comes");
    assert!(market.account(&puppet, &credit) > 0);
    invariants::check(&market).unwrap();
}

/// Coins and tokens that nobody asked for, to every contract: stuck, and never counted. To a contract's account
/// there is no way. A market that got them goes on exactly as its twin that did not.
pub fn donations_move_nothing(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let (mut twin, ..) = small_market(codes);
    let given = 1_000 * ONE;
    let at = market.at.clone();
    let contracts =
        [&at.pool, &at.provider_registry, &at.job_market, &at.verifier_gateway, &at.fee_collector];
    let (net, credit) = (market.net(), market.credit(H100));
    let lp = Asset::cw20(market.pool_state(market.class_pool(H100)).lp_token);
    // The same purchase in both, so that there are credits to give away.
    let buy = PoolMsg::SwapExactIn {
        route: Route { offer: net.clone(), pools: vec![market.class_pool(H100)] },
        from: Source::Funds {},
        min_out: Uint128::one(),
        to: Destination::Wallet { receiver: None },
        deadline: None,
    };
    for market in [&mut market, &mut twin] {
        market.pool(&client, &buy, &coins(10 * ONE, NET)).expect("bought");
        market.deposit(&client, 100 * ONE, NET).expect("deposited");
        invariants::check(market).unwrap();
    }
    for contract in contracts {
        let donor = market.actor(&format!("donor to {contract}"));
        let send = cosmwasm_std::BankMsg::Send { to_address: contract.clone(), amount: coins(given, NET) };
        market.client.app.execute(donor, send.into()).expect("the bank sends");
        for (who, token) in [(&client, &credit), (&provider, &lp)] {
            let Asset::Cw20 { address } = token else { panic!("a token") };
            let msg =
                cw20::Cw20ExecuteMsg::Transfer { recipient: contract.clone(), amount: Uint128::new(1_000) };
            market.send(who, address, &msg, &[]).expect("the token transfers");
        }
        if *contract != at.pool {
            let items =
                vec![TransferItem { asset: net.clone(), amount: Uint128::new(ONE), to: contract.clone() }];
            let booked = market.pool(&client, &PoolMsg::Transfer { owner: None, items }, &[]);
            booked.refused(&["`items.to`", contract]);
        }
    }
    let shares = 1_000_000;
    let mut ends = vec![];
    for market in [&mut market, &mut twin] {
        let lp_hook = api::pool::ReceiveMsg::WithdrawLiquidity {
            pool_id: market.class_pool(H100),
            min_0: Uint128::one(),
            min_1: Uint128::one(),
            payout: Payout::Account,
            receiver: None,
            deadline: None,
        };
        let job = market.run_job(&client, &provider, H100, 1, 50, api::job_market::AcceptPayout::Redeem {});
        let job = job.expect("the market goes on");
        market.send_cw20(&provider, &lp, &at.pool, shares, &lp_hook).expect("withdrawn");
        market.registry(&client, &RegistryMsg::BurnRedeemed { class: H100.into() }, &[]).expect("burned");
        market.jobs(&client, &JobMsg::SweepTake {}, &[]).expect("swept");
        market.fees(&client, &FeeMsg::Distribute {}, &[]).expect("distributed");
        ends.push((
            market.job(job),
            market.pool_state(market.class_pool(H100)),
            market.ask_pool::<api::pool::PricesResponse>(&api::pool::QueryMsg::Prices { pool_id: 1 }),
            market.class(H100),
            market.position(&provider, H100),
            market
                .ask_fees::<api::fee_collector::BalancesResponse>(&api::fee_collector::QueryMsg::Balances {}),
            market.ask_jobs::<api::job_market::HoldingsResponse>(&api::job_market::QueryMsg::Holdings {}),
            market.account(&provider, &net),
        ));
    }
    assert_eq!(ends[0], ends[1], "with and without donations");
    for contract in contracts {
        let over = market.wallet(contract, NET) - twin.wallet(contract, NET);
        let accounts = if *contract == at.pool { 0 } else { given };
        assert!(over >= accounts, "what was given to {contract} lies there: {over}");
    }
    invariants::check(&twin).unwrap();
}

/// A contract that was named to be told of its job's end is not called when it ends: the job is paid as if there were none. Told
/// afterwards it fails, ends the job again, asks for the next one or sends what it may not, and that is its own affair.
pub fn a_callback_holds_up_no_settlement(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let puppet = market.host(hostile::puppet(), &Empty {}, "listener");
    let (jobs, pool, net) = (market.at.job_market.clone(), market.at.pool.clone(), market.net());
    let deposit = PoolMsg::Deposit { receiver: Some(puppet.to_string()) };
    market.pool(&client, &deposit, &coins(10 * ONE, NET)).expect("an account");
    let next = JobMsg::RequestJob {
        request: JobRequest { surplus: Payout::Account, ..market.request_for(H100, 1, 60) },
        from: Source::Account { owner: None, amount: ONE.into() },
    };
    let item = TransferItem { asset: net.clone(), amount: 1u128.into(), to: puppet.to_string() };
    let steal = PoolMsg::Transfer { owner: Some(provider.to_string()), items: vec![item] };
    for (n, (answer, fails)) in (1..).zip([
        (Answer::Keep, false),
        (Answer::Fail, true),
        (Answer::Send(vec![Call::new(&jobs, &JobMsg::TimeoutJob { job_id: 3 })]), true),
        (Answer::Send(vec![Call::new(&pool, &steal)]), true),
        (Answer::Send(vec![Call::new(&jobs, &next)]), false),
    ]) {
        let callback =
            Callback { contract: puppet.to_string(), msg: Some(to_json_binary(&answer).expect("an answer")) };
        let tip = Some(Uint128::new(7));
        let request = JobRequest { callback: Some(callback), tip, ..market.request_for(H100, 1, 60) };
        let job = market.request(&client, request, 50 * ONE).expect("requested");
        assert_eq!(job, n);
        market.heartbeat(&provider);
        market.accept(&provider, job, AcceptPayout::Redeem {}).expect("accepted");
        let before = market.account(&provider, &net);
        let output = digest("output");
        let proof = market.attest(job, &output);
        market.submit(&provider, job, output, Some(proof)).expect("settled");
        assert_eq!(market.job(job).state, JobState::Settled, "{answer:?}");
        assert_eq!(market.account(&provider, &net), before + 7, "{answer:?}");
        let tell = JobMsg::TellEnd { job_id: job };
        assert_eq!(market.jobs(&provider, &tell, &[]).is_err(), fails, "{answer:?}");
        // Once it was told there is nothing to tell; until then it may be tried again.
        assert_eq!(market.job(job).callback.is_some(), fails, "{answer:?}");
        market.jobs(&client, &tell, &[]).unwrap_err();
        invariants::check(&market).unwrap();
    }
    let opened = market.job(6).open.expect("the next job is open");
    assert_eq!(opened.payer, puppet);
}
