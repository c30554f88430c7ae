//! What a message costs does not depend on how many providers, jobs, pools and LPs there are.

mod crowd;

use api::common::{Asset, AssetAmount, Payout, Source};
use api::fee_collector::ExecuteMsg as FeeMsg;
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg};
use api::pool::{Destination, ExecuteMsg as PoolMsg, ProvideSource, ReceiveMsg, Route, TransferItem};
use api::provider_registry::{ExecuteMsg as RegistryMsg, QueryMsg as RegistryQuery};
use cosmwasm_std::{coin, to_json_binary, to_json_vec, Addr, Coin, Uint128};
use cw20::Cw20ExecuteMsg;
use market_tests::jobs::{digest, job_id};
use market_tests::wirings::{H100, NET, ONE, USD};
use serde::Serialize;
use wasm_tests::estimate::Estimate;

use crowd::{from_account, net, Crowd};

/// Most that a message may cost more with a hundred times as many of everything, per cent.
const MOST: u64 = 2;

/// What each message cost, by name.
#[derive(Default)]
struct Costs(Vec<(&'static str, u64)>);

impl Costs {
    fn send<T: Serialize + std::fmt::Debug>(
        &mut self,
        crowd: &mut Crowd,
        what: &'static str,
        (sender, contract): (&Addr, &str),
        msg: &T,
        funds: &[Coin],
    ) -> market_tests::client::Receipt {
        crowd.both.wasm.meter.take();
        let receipt =
            crowd.market.send(sender, contract, msg, funds).unwrap_or_else(|e| panic!("{what}: {e:#}"));
        let bytes = to_json_vec(msg).expect("a message is JSON").len();
        let estimate = Estimate::new(bytes, funds.len(), crowd.both.wasm.meter.take());
        self.0.push((what, estimate.total()));
        receipt
    }
}

/// Every kind of message that users and keepers send, once.
fn messages(crowd: &mut Crowd) -> Costs {
    let mut costs = Costs::default();
    pools(crowd, &mut costs);
    providers(crowd, &mut costs);
    jobs(crowd, &mut costs);
    keepers(crowd, &mut costs);
    costs
}

fn pools(crowd: &mut Crowd, costs: &mut Costs) {
    let (client, at) = (crowd.client.clone(), crowd.market.at.clone());
    let to = (&client, at.pool.as_str());
    let (h100, usd) = (crowd.market.class_pool(H100), crowd.market.usd_pool());
    let swap = |offer: &str, pools: &[u64], from, to| PoolMsg::SwapExactIn {
        route: Route { offer: Asset::native(offer), pools: pools.to_vec() },
        from,
        min_out: Uint128::one(),
        to,
        deadline: None,
    };
    let wallet = Destination::Wallet { receiver: None };
    let account = Destination::Account { receiver: None };
    // The first rotates the checkpoints that the time before has made due.
    let rotate = swap(USD, &[usd, h100], Source::Funds {}, wallet.clone());
    crowd.market.pool(&client, &rotate, &[coin(ONE, USD)]).expect("a first swap");
    costs.send(crowd, "swap", to, &swap(NET, &[usd], Source::Funds {}, wallet.clone()), &net(ONE));
    costs.send(crowd, "two hops", to, &rotate, &[coin(ONE, USD)]);
    costs.send(crowd, "swap between accounts", to, &swap(NET, &[h100], from_account(ONE), account), &[]);
    let provide = PoolMsg::Provide {
        pool_id: usd,
        max_0: Uint128::new(ONE),
        max_1: Uint128::new(2 * ONE),
        from: ProvideSource::Account,
        min_shares: Uint128::one(),
        receiver: None,
        deadline: None,
    };
    costs.send(crowd, "provide", to, &provide, &[]);
    let single = PoolMsg::ProvideSingle {
        pool_id: usd,
        asset: Asset::native(NET),
        from: from_account(ONE),
        min_shares: Uint128::one(),
        receiver: None,
        deadline: None,
    };
    costs.send(crowd, "provide one asset", to, &single, &[]);
    let hook = ReceiveMsg::WithdrawLiquidity {
        pool_id: usd,
        min_0: Uint128::zero(),
        min_1: Uint128::zero(),
        payout: Payout::Account,
        receiver: None,
        deadline: None,
    };
    let send = Cw20ExecuteMsg::Send {
        contract: at.pool.clone(),
        amount: Uint128::new(100_000),
        msg: to_json_binary(&hook).expect("JSON"),
    };
    let shares = crowd.market.pool_state(usd).lp_token.to_string();
    costs.send(crowd, "withdraw liquidity", (&client, &shares), &send, &[]);
    costs.send(crowd, "deposit", to, &PoolMsg::Deposit { receiver: None }, &net(ONE));
    let (asset, amount) = (Asset::native(NET), Uint128::new(ONE));
    let out = PoolMsg::Withdraw { asset: asset.clone(), amount, owner: None, receiver: None };
    costs.send(crowd, "withdraw", to, &out, &[]);
    let AssetAmount { asset, amount } = AssetAmount { asset, amount };
    let items = vec![TransferItem { asset, amount, to: crowd.provider.to_string() }];
    costs.send(crowd, "transfer", to, &PoolMsg::Transfer { owner: None, items }, &[]);
}

fn providers(crowd: &mut Crowd, costs: &mut Costs) {
    let (provider, at) = (crowd.provider.clone(), crowd.market.at.clone());
    let newcomer = crowd.market.actor("newcomer");
    let to = (&provider, at.provider_registry.as_str());
    let class = || H100.to_string();
    let amount = Uint128::new(ONE);
    let register = RegistryMsg::Register { metadata: "https://provider.example".into() };
    costs.send(crowd, "register", (&newcomer, &at.provider_registry), &register, &[]);
    let bond = RegistryMsg::Bond { class: class(), from: Source::Funds {} };
    costs.send(crowd, "bond", to, &bond, &net(ONE));
    let offer = RegistryMsg::OfferGpus { class: class(), gpus: 9, admission: None };
    costs.send(crowd, "offer GPUs", to, &offer, &[]);
    let mint = RegistryMsg::MintCredits { class: class(), amount, payout: Payout::Account };
    costs.send(crowd, "mint", to, &mint, &[]);
    let redeem = RegistryMsg::RedeemCredits { class: class(), amount };
    costs.send(crowd, "redeem", to, &redeem, &[]);
    costs.send(crowd, "unbond", to, &RegistryMsg::Unbond { class: class(), amount }, &[]);
    costs.send(crowd, "heartbeat", to, &RegistryMsg::Heartbeat {}, &[]);
}

fn jobs(crowd: &mut Crowd, costs: &mut Costs) {
    let (client, provider) = (crowd.client.clone(), crowd.provider.clone());
    let at = crowd.market.at.clone();
    let to = (&provider, at.job_market.as_str());
    let mut ids = vec![];
    for what in ["request", "request another", "request a third"] {
        let mut request = crowd.market.request_for(H100, 1, 60);
        request.surplus = Payout::Account;
        let msg = crowd.market.swap_request(request, from_account(10 * ONE)).expect("a request");
        let receipt = costs.send(crowd, what, (&client, &at.pool), &msg, &[]);
        ids.push(job_id(&receipt).expect("a job"));
    }
    let [settles, stalls, expires] = ids[..] else { panic!("three jobs") };
    for (what, job_id) in [("accept", settles), ("accept another", stalls)] {
        let accept = JobMsg::AcceptJob { job_id, payout: AcceptPayout::Redeem {} };
        costs.send(crowd, what, to, &accept, &[]);
    }
    let output = digest("output");
    let proof = crowd.market.attest(settles, &output);
    let submit = JobMsg::SubmitResult { job_id: settles, output, proof: Some(proof), output_locator: None };
    costs.send(crowd, "submit", to, &submit, &[]);
    crowd.market.wait(3_600);
    let late = JobMsg::TimeoutJob { job_id: stalls };
    costs.send(crowd, "time out what stalls", (&client, &at.job_market), &late, &[]);
    let expired = JobMsg::TimeoutJob { job_id: expires };
    costs.send(crowd, "time out what nobody took", (&client, &at.job_market), &expired, &[]);
}

fn keepers(crowd: &mut Crowd, costs: &mut Costs) {
    let (client, at) = (crowd.client.clone(), crowd.market.at.clone());
    let burn = RegistryMsg::BurnRedeemed { class: H100.into() };
    let pool_id = crowd.market.usd_pool();
    costs.send(crowd, "sweep take", (&client, &at.job_market), &JobMsg::SweepTake {}, &[]);
    costs.send(crowd, "burn redeemed", (&client, &at.provider_registry), &burn, &[]);
    costs.send(crowd, "sweep fees", (&client, &at.pool), &PoolMsg::SweepFees { pool_id }, &[]);
    costs.send(crowd, "distribute", (&client, &at.fee_collector), &FeeMsg::Distribute {}, &[]);
}

#[test]
fn no_message_costs_more_in_a_crowd() {
    let [mut few, mut many] = [10, 1_000].map(Crowd::new);
    let (small, large) = (messages(&mut few), messages(&mut many));
    println!("{:<28} {:>9} {:>9}", "estimated SDK gas", "of 10", "of 1,000");
    let mut grown = vec![];
    for ((what, small), (_, large)) in small.0.iter().zip(&large.0) {
        println!("{what:<28} {small:>9} {large:>9} {:>+8.2} %", percent(*small, *large));
        if large * 100 > small * (100 + MOST) {
            grown.push(format!("{what}: {small} with 10 of everything, {large} with 1,000"));
        }
    }
    assert!(grown.is_empty(), "expected at most {MOST} % more, got {grown:#?}");
    assert!(page(&many) > 2 * page(&few), "the meter would see a message that walks over the crowd");
}

fn percent(small: u64, large: u64) -> f64 {
    (large as f64 / small as f64 - 1.0) * 100.0
}

/// What a page of providers costs to read: it is as long as there are providers, up to a hundred.
fn page(crowd: &Crowd) -> u64 {
    crowd.both.wasm.meter.take();
    let query = RegistryQuery::Providers { start_after: None, limit: Some(100) };
    crowd.market.ask_registry::<api::provider_registry::ProvidersResponse>(&query);
    crowd.both.wasm.meter.take().iter().map(|call| call.storage_gas).sum()
}
