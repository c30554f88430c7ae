//! Tokens that lie, re-enter and fail; and tokens that nobody listed.

use api::common::{Asset, Payout, Source, CREDIT};
use api::job_market::{JobRequest, ReceiveMsg as JobReceive, SwapMsg};
use api::pool::{
    AccountsResponse, Destination, ExecuteMsg as PoolMsg, Fees, Leg, PoolResponse, ProvideSource,
    QueryMsg as PoolQuery, ReceiveMsg as PoolReceive, Route,
};
use api::provider_registry::ReceiveMsg as RegistryReceive;
use api::{fee_collector, provider_registry};
use cosmwasm_std::{coins, to_json_binary, Addr, Empty, Uint128};
use serde::Serialize;

use crate::hostile::{self, Call, Master, Mode, TokenMsg};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{H100, NET, ONE};

/// A market whose governance listed a token that turned out hostile, with a pool of it against NET.
pub(crate) struct Infested {
    pub(crate) market: Market,
    pub(crate) victim: Addr,
    pub(crate) attacker: Addr,
    pub(crate) bad: Asset,
    pub(crate) pool_id: u64,
}

/// Both sides of the hostile pool at its start.
const SEED: u128 = 1_000 * ONE;
/// What the victim keeps in its account.
const KEPT: u128 = 500 * ONE;

pub(crate) fn infested(codes: &dyn Codes) -> Infested {
    let (mut market, _, victim) = small_market(codes);
    let (owner, attacker) = (market.owner.clone(), market.actor("attacker"));
    let bad = Asset::cw20(market.host(hostile::token(), &Empty {}, "bad token"));
    let net = market.net();
    market.pool(&owner, &PoolMsg::ListAsset { asset: bad.clone() }, &[]).expect("governance is taken in");
    let fees = Fees { fee_bps: 30, protocol_share_bps: 1_000 };
    let create = PoolMsg::CreatePool {
        asset_0: bad.clone(),
        asset_1: net,
        fees,
        lp_symbol: "lpBad".into(),
        reference_0: Uint128::one(),
        reference_1: Uint128::one(),
        launch: false,
    };
    market.pool(&owner, &create, &[]).expect("governance is taken in");
    let pool_id = market.usd_pool() + 1;
    market.order(&bad, &TokenMsg::Set { holder: attacker.to_string(), amount: Uint128::new(10 * SEED) });
    let pool = market.at.pool.clone();
    market
        .send_cw20(&attacker, &bad, &pool, 2 * SEED, &PoolReceive::Deposit { receiver: None })
        .expect("deposited");
    let provide = PoolMsg::Provide {
        pool_id,
        max_0: Uint128::new(SEED),
        max_1: Uint128::new(SEED),
        from: ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(&attacker, &provide, &coins(SEED, NET)).expect("provided");
    market.deposit(&victim, KEPT, NET).expect("deposited");
    invariants::check(&market).unwrap();
    Infested { market, victim, attacker, bad, pool_id }
}

impl Infested {
    fn claim(
        &mut self,
        contract: &str,
        sender: &str,
        amount: u128,
        msg: &impl Serialize,
    ) -> anyhow::Result<()> {
        let order = TokenMsg::Claim {
            contract: contract.into(),
            sender: sender.into(),
            amount: Uint128::new(amount),
            msg: to_json_binary(msg)?,
        };
        let Asset::Cw20 { address } = self.bad.clone() else { panic!("a token") };
        self.market.send(&self.attacker, &address, &order, &[]).map(|_| ())
    }

    pub(crate) fn sell(&mut self, amount: u128) -> anyhow::Result<()> {
        let msg = PoolMsg::SwapExactIn {
            route: Route { offer: self.bad.clone(), pools: vec![self.pool_id] },
            from: Source::Account { owner: None, amount: Uint128::new(amount) },
            min_out: Uint128::one(),
            to: Destination::Account { receiver: None },
            deadline: None,
        };
        self.market.pool(&self.attacker, &msg, &[]).map(|_| ())
    }

    fn others(&self) -> Vec<PoolResponse> {
        (1..self.pool_id).map(|id| self.market.pool_state(id)).collect()
    }

    /// Makes the bad token say of the pool contract what the books say, and checks everything about all other
    /// assets.
    pub(crate) fn check(&mut self) {
        let query =
            PoolQuery::Accounts { asset: self.bad.clone(), order: None, start_after: None, limit: Some(100) };
        let accounts = self.market.ask_pool::<AccountsResponse>(&query).accounts;
        let pool = self.market.pool_state(self.pool_id);
        let booked = accounts.iter().map(|entry| entry.amount.u128()).sum::<u128>();
        let amount =
            Uint128::new(booked + pool.reserve_0.u128() + pool.accrued_0.u128() + pool.spread_0.u128());
        let holder = self.market.at.pool.clone();
        self.market.order(&self.bad, &TokenMsg::Set { holder, amount });
        invariants::check(&self.market).unwrap();
    }
}

/// A listed token that makes itself up out of nothing empties its own pool of what others put there, and
/// nothing else.
pub fn a_lying_token_empties_its_own_pool_only(codes: &dyn Codes) {
    let mut it = infested(codes);
    let (pool, attacker) = (it.market.at.pool.clone(), it.attacker.to_string());
    let others = it.others();
    let (net, credit) = (it.market.net(), it.market.credit(H100));
    it.claim(&pool, &attacker, 1_000 * SEED, &PoolReceive::Deposit { receiver: None }).expect("it is listed");
    it.sell(1_000 * SEED).expect("its own pool believes it");
    let state = it.market.pool_state(it.pool_id);
    assert!(state.reserve_1.u128() < SEED / 900, "the bad pool's NET is gone, {} left", state.reserve_1);
    assert_eq!(it.others(), others, "no other pool has moved");
    assert_eq!(it.market.account(&it.victim, &net), KEPT);
    it.check();
    // A lie about what leaves is one to whom it was told: the books of everyone else stand.
    it.market.order(&it.bad.clone(), &TokenMsg::Behave(Mode::Lies));
    let withdraw =
        PoolMsg::Withdraw { asset: it.bad.clone(), amount: Uint128::new(ONE), owner: None, receiver: None };
    it.market.pool(&it.attacker, &withdraw, &[]).expect("it says so");
    assert_eq!(it.others(), others);
    let out = PoolMsg::Withdraw { asset: net, amount: Uint128::new(KEPT), owner: None, receiver: None };
    it.market.pool(&it.victim, &out, &[]).expect("the victim's NET is there");
    assert!(it.market.holding(&pool, &credit) > 0);
    it.check();
}

/// Who a listed token says its sender is, is believed for that token alone: no account is debited on its
/// word, be it by the pool contract or by what a swap ends in.
pub fn a_lying_token_spends_nobodys_account(codes: &dyn Codes) {
    let mut it = infested(codes);
    let (pool, jobs, victim) =
        (it.market.at.pool.clone(), it.market.at.job_market.clone(), it.victim.to_string());
    let provide = PoolReceive::Provide {
        pool_id: it.pool_id,
        max_other: Uint128::new(KEPT),
        min_shares: Uint128::one(),
        receiver: Some(it.attacker.to_string()),
        rest_to: None,
        deadline: None,
    };
    it.claim(&pool, &victim, SEED, &provide).refused(&["allowance of 0", &victim]);

    // A job that the victim never asked for, whose owner gets the tip back by cancelling it.
    let mut request = it.market.request_for(H100, 1, 100);
    request.owner = Some(it.attacker.to_string());
    request.tip = Some(Uint128::new(KEPT / 2));
    let leg = |pools: &[u64], amount: u128| Leg { pools: pools.into(), amount_out: amount.into() };
    let bought = |msg: SwapMsg, aside: Option<u64>, it: &Infested| PoolReceive::SwapExactOut {
        legs: [leg(&[it.pool_id, it.market.class_pool(H100)], 100 * CREDIT)]
            .into_iter()
            .chain(aside.map(|pool_id| leg(&[pool_id], ONE)))
            .collect(),
        to: Destination::Call {
            contract: it.market.at.job_market.clone(),
            msg: to_json_binary(&msg).unwrap(),
        },
        rest_to: None,
        deadline: None,
    };
    let swap = bought(SwapMsg::RequestJob { request: request.clone() }, None, &it);
    let named = ["payment does not cover take and tip", "got 0"];
    it.claim(&pool, &victim, SEED, &swap).refused(&named);
    let swap = bought(SwapMsg::Forwarded { payer: victim.clone(), request: request.clone() }, None, &it);
    let bad = it.bad.to_string();
    let forged = ["coins or the class's credits where it says `forwarded`", &bad];
    it.claim(&pool, &jobs, SEED, &swap).refused(&forged);
    // Nor one in the victim's name that the token pays in full: take and tip in a second leg.
    request.tip = None;
    let paid = SwapMsg::Forwarded { payer: victim, request: request.clone() };
    let swap = bought(paid, Some(it.pool_id), &it);
    it.claim(&pool, &jobs, SEED, &swap).refused(&forged);

    let net = it.market.net();
    assert_eq!(it.market.account(&it.victim, &net), KEPT, "nothing of the victim's has moved");

    // The token is good for what it buys itself.
    let attacker = it.attacker.to_string();
    let swap = bought(SwapMsg::RequestJob { request }, Some(it.pool_id), &it);
    it.claim(&pool, &attacker, SEED, &swap).expect("paid in full");
    it.check();
}

/// A token that calls back into the pool contract while it is being paid out finds every book closed already.
pub fn a_reentering_token_is_paid_once(codes: &dyn Codes) {
    let mut it = infested(codes);
    let (bad, pool, attacker) = (it.bad.clone(), it.market.at.pool.clone(), it.attacker.clone());
    let Asset::Cw20 { address } = bad.clone() else { panic!("a token") };
    let had = it.market.account(&attacker, &bad);
    let approve = PoolMsg::IncreaseAllowance {
        spender: address,
        asset: bad.clone(),
        amount: Uint128::MAX,
        expires: it.market.now() + 3_600,
    };
    it.market.pool(&attacker, &approve, &[]).expect("the attacker lets its token spend for it");
    let withdraw = |amount: u128, owner: Option<&Addr>| PoolMsg::Withdraw {
        asset: bad.clone(),
        amount: Uint128::new(amount),
        owner: owner.map(Addr::to_string),
        receiver: None,
    };
    // All of it, and while that leaves, all of it again.
    let again = Call::new(&pool, &withdraw(had, Some(&attacker)));
    it.market.order(&bad, &TokenMsg::Behave(Mode::ReEnters(again)));
    let named = format!("expected at least {had}");
    it.market.pool(&attacker, &withdraw(had, None), &[]).refused(&[&named, "got 0"]);
    assert_eq!(it.market.account(&attacker, &bad), had, "all undone");
    // Selling into its own pool while a swap pays it out: each trade finds the reserves that the last one
    // left.
    let state = it.market.pool_state(it.pool_id);
    let sale = PoolMsg::SwapExactIn {
        route: Route { offer: bad.clone(), pools: vec![it.pool_id] },
        from: Source::Account { owner: Some(attacker.to_string()), amount: Uint128::new(had / 2) },
        min_out: Uint128::one(),
        to: Destination::Account { receiver: Some(attacker.to_string()) },
        deadline: None,
    };
    it.market.order(&bad, &TokenMsg::Behave(Mode::ReEnters(Call::new(&pool, &sale))));
    let buy = PoolMsg::SwapExactIn {
        route: Route { offer: it.market.net(), pools: vec![it.pool_id] },
        from: Source::Funds {},
        min_out: Uint128::one(),
        to: Destination::Wallet { receiver: None },
        deadline: None,
    };
    it.market.pool(&attacker, &buy, &coins(100 * ONE, NET)).expect("both trades run, one after the other");
    let after = it.market.pool_state(it.pool_id);
    let product = |pool: &PoolResponse| pool.reserve_0.u128() * pool.reserve_1.u128();
    assert!(product(&after) > product(&state), "the invariant grew by the fees of both");
    it.market.order(&bad, &TokenMsg::Behave(Mode::Honest));
    it.check();
}

/// A token that fails holds up what pays it out to wallets and nothing else; its pool's liquidity leaves by
/// accounts.
pub fn a_failing_token_holds_up_itself_only(codes: &dyn Codes) {
    let mut it = infested(codes);
    let (bad, pool, attacker) = (it.bad.clone(), it.market.at.pool.clone(), it.attacker.clone());
    it.market.order(&bad, &TokenMsg::Behave(Mode::Fails));
    let withdraw =
        PoolMsg::Withdraw { asset: bad.clone(), amount: Uint128::new(ONE), owner: None, receiver: None };
    it.market.pool(&attacker, &withdraw, &[]).refused(&["no transfer today"]);
    // Its fees cannot be collected; what its pool earned in NET can.
    it.sell(10 * ONE).expect("accounts need no transfer");
    let buy = PoolMsg::SwapExactIn {
        route: Route { offer: it.market.net(), pools: vec![it.pool_id] },
        from: Source::Funds {},
        min_out: Uint128::one(),
        to: Destination::Account { receiver: None },
        deadline: None,
    };
    it.market.pool(&attacker, &buy, &coins(10 * ONE, NET)).expect("accounts need no transfer");
    it.market
        .pool(&attacker, &PoolMsg::SweepFees { pool_id: it.pool_id, asset: None }, &[])
        .refused(&["no transfer today"]);
    let net_alone = PoolMsg::SweepFees { pool_id: it.pool_id, asset: Some(it.market.net()) };
    it.market.pool(&attacker, &net_alone, &[]).expect("NET goes by itself");
    let owner = it.market.owner.clone();
    let fees = Fees { fee_bps: 40, protocol_share_bps: 500 };
    let update = PoolMsg::UpdateFees { pool_id: it.pool_id, fees };
    it.market.pool(&owner, &update, &[]).expect("a change of fees moves no token");
    let honest = PoolMsg::SweepFees { pool_id: it.market.class_pool(H100), asset: None };
    let victim = it.victim.clone();
    let request = it.market.request_for(H100, 1, 100);
    it.market.request(&victim, request, 100 * ONE).expect("the market goes on");
    it.market.pool(&attacker, &honest, &[]).expect("other pools' fees are collected");
    let lp = Asset::cw20(it.market.pool_state(it.pool_id).lp_token);
    let shares = it.market.holding(&attacker, &lp);
    let leave = |payout| PoolReceive::WithdrawLiquidity {
        pool_id: it.pool_id,
        min_0: Uint128::one(),
        min_1: Uint128::one(),
        payout,
        receiver: None,
        deadline: None,
    };
    it.market
        .send_cw20(&attacker, &lp, &pool, shares, &leave(Payout::Wallet))
        .refused(&["no transfer today"]);
    it.market
        .send_cw20(&attacker, &lp, &pool, shares, &leave(Payout::Account))
        .expect("to the account it can");
    let net = it.market.net();
    assert!(it.market.account(&attacker, &net) > SEED * 98 / 100, "the NET of the failing pool is not lost");
    it.check();
}

fn plain_request(market: &mut Market) -> JobRequest {
    market.request_for(H100, 1, 100)
}

/// A token that nobody listed says to each contract that tokens came: nothing is believed.
pub fn unlisted_tokens_are_refused_everywhere(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let fake = Asset::cw20(market.host(hostile::token(), &Empty {}, "fake token"));
    let Asset::Cw20 { address } = fake.clone() else { panic!("a token") };
    let class_pool = market.class_pool(H100);
    let lp = market.pool_state(class_pool).lp_token;
    let (at, credit) = (market.at.clone(), market.class(H100).credit.to_string());
    let (terms, deadline) = ((Uint128::one(), None::<String>), None);
    let call =
        Destination::Call { contract: at.job_market.clone(), msg: to_json_binary(&"anything").unwrap() };
    let request = plain_request(&mut market);
    let not_listed = format!("cw20:{address} is not listed");
    let not_in_pool = format!("got cw20:{address}");
    let leg = |pools: Vec<u64>| vec![Leg { pools, amount_out: Uint128::new(100) }];
    let cases: Vec<(&str, cosmwasm_std::Binary, Vec<&str>)> = vec![
        (&at.pool, to_json_binary(&PoolReceive::Deposit { receiver: None }).unwrap(), vec![&not_listed]),
        (
            &at.pool,
            to_json_binary(&PoolReceive::SwapExactIn {
                pools: vec![],
                min_out: terms.0,
                to: call.clone(),
                deadline,
            })
            .unwrap(),
            vec![&not_listed],
        ),
        (
            &at.pool,
            to_json_binary(&PoolReceive::SwapExactIn {
                pools: vec![class_pool],
                min_out: terms.0,
                to: call.clone(),
                deadline,
            })
            .unwrap(),
            vec!["trades", &not_in_pool],
        ),
        (
            &at.pool,
            to_json_binary(&PoolReceive::SwapExactOut {
                legs: leg(vec![]),
                to: call.clone(),
                rest_to: None,
                deadline,
            })
            .unwrap(),
            vec![&not_listed],
        ),
        (
            &at.pool,
            to_json_binary(&PoolReceive::SwapExactOut {
                legs: leg(vec![class_pool]),
                to: call,
                rest_to: None,
                deadline,
            })
            .unwrap(),
            vec!["trades", &not_in_pool],
        ),
        (
            &at.pool,
            to_json_binary(&PoolReceive::Provide {
                pool_id: class_pool,
                max_other: Uint128::new(ONE),
                min_shares: terms.0,
                receiver: terms.1.clone(),
                rest_to: None,
                deadline,
            })
            .unwrap(),
            vec!["trades", &not_in_pool],
        ),
        (
            &at.pool,
            to_json_binary(&PoolReceive::ProvideSingle {
                pool_id: class_pool,
                min_shares: terms.0,
                receiver: terms.1,
                rest_to: None,
                deadline,
            })
            .unwrap(),
            vec!["trades", &not_in_pool],
        ),
        (
            &at.pool,
            to_json_binary(&PoolReceive::WithdrawLiquidity {
                pool_id: class_pool,
                min_0: Uint128::zero(),
                min_1: Uint128::zero(),
                payout: Payout::Wallet,
                receiver: None,
                deadline,
            })
            .unwrap(),
            vec![&lp, &address],
        ),
        (
            &at.provider_registry,
            to_json_binary(&RegistryReceive::Redeem { class: H100.into() }).unwrap(),
            vec![&credit, &address],
        ),
        (
            &at.job_market,
            to_json_binary(&JobReceive::RequestJob { request }).unwrap(),
            vec!["the credit token of the job's class", &address],
        ),
        (
            &at.fee_collector,
            to_json_binary(&fee_collector::ReceiveMsg::Deposit {
                category: fee_collector::Category::SwapFees { lp: Uint128::zero() },
            })
            .unwrap(),
            vec!["listed by the pool contract", &address],
        ),
    ];
    for (contract, msg, named) in cases {
        for sender in [&provider, &client, &Addr::unchecked(&at.job_market)] {
            let amount = Uint128::new(1_000 * ONE);
            let order = TokenMsg::Claim {
                contract: contract.into(),
                sender: sender.into(),
                amount,
                msg: msg.clone(),
            };
            market.send(&client, &address, &order, &[]).refused(&named);
        }
    }
    assert_eq!(market.position(&provider, H100).open.u128(), 2_000_000 * ONE, "nothing redeemed");
    let listed: provider_registry::ClassResponse = market.class(H100);
    assert!(listed.redeemed_unburned.is_zero());
    invariants::check(&market).unwrap();
}
