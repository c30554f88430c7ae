//! Markets of any size, set up by the linked contracts and measured on the built ones.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

use anyhow::Result;
use api::common::{Asset, Payout, Source};
use api::fee_collector::ExecuteMsg as FeeMsg;
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Fees, ProvideSource, Route};
use compute_amm_testing::credits::template;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::small_market_with;
use compute_amm_testing::wirings::{self, H100, NET, ONE, USD};
use compute_amm_testing::{Codes, Market, Native};
use cosmwasm_std::{
    coin, Addr, Binary, Checksum, Coin, Deps, DepsMut, Empty, Env, MessageInfo, Reply, Response, Uint128,
};
use cw_multi_test::Contract;
use deploy::{Code, Wiring};
use wasm_tests::Wasm;

/// The template of the crowd's open jobs: as much GPU time at most as the catalogue's own.
const STANDARD: u32 = 2;
/// The member from whose vault the client leaves in every generation.
pub const FIRST: &str = "member 0";
/// Credits that each of the crowd's providers owes.
const DEBT: u128 = 2_000 * ONE;
/// What the client puts into its account for the takes of jobs that it pays with credits.
const TAKES: u128 = 100_000 * ONE;

/// Both builds of the contracts over one state: the linked one until `metered`, the artifacts from then on.
#[derive(Clone, Default)]
pub struct Both {
    pub wasm: Wasm,
    metered: Arc<AtomicBool>,
}

impl Both {
    /// From now on the artifacts run, and what they do is measured.
    pub fn meter(&self) {
        self.metered.store(true, Ordering::Relaxed);
        self.wasm.meter.take();
    }
}

struct Either {
    linked: Box<dyn Contract<Empty>>,
    built: Box<dyn Contract<Empty>>,
    metered: Arc<AtomicBool>,
}

impl Codes for Both {
    fn code(&self, code: Code) -> Box<dyn Contract<Empty>> {
        let (linked, built) = (Native.code(code), self.wasm.code(code));
        Box::new(Either { linked, built, metered: self.metered.clone() })
    }

    fn boxed(&self) -> Box<dyn Codes> {
        Box::new(self.clone())
    }
}

impl Either {
    fn now(&self) -> &dyn Contract<Empty> {
        match self.metered.load(Ordering::Relaxed) {
            true => self.built.as_ref(),
            false => self.linked.as_ref(),
        }
    }
}

impl Contract<Empty> for Either {
    fn instantiate(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.now().instantiate(deps, env, info, msg)
    }

    fn execute(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.now().execute(deps, env, info, msg)
    }

    fn query(&self, deps: Deps, env: Env, msg: Vec<u8>) -> Result<Binary> {
        self.now().query(deps, env, msg)
    }

    fn reply(&self, deps: DepsMut, env: Env, msg: Reply) -> Result<Response> {
        self.now().reply(deps, env, msg)
    }

    fn sudo(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        self.now().sudo(deps, env, msg)
    }

    fn migrate(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        self.now().migrate(deps, env, msg)
    }

    fn checksum(&self) -> Option<Checksum> {
        self.built.checksum()
    }
}

/// A market with `size` providers that owe credits and can be called; LPs, accounts, pools, launch pools, assets whose fees
/// wait to be bought back by a route, pools that take liquidity, vaults; open standard jobs, settled jobs and cancelled jobs;
/// measured from now on.
pub fn crowd(size: u64) -> (Both, Market) {
    let both = Both::default();
    let (mut market, provider, client) = small_market_with(&both, with_third_asset);
    let usd_pool = market.usd_pool();
    provide(&mut market, &provider, usd_pool, USD, 1_000 * ONE);
    market.issue(&client, NET, TAKES);
    market.deposit(&client, TAKES, NET).expect("an account");
    let standard = template(60, 20, 30);
    market.set_template(H100, STANDARD, Some(standard)).expect("a template");
    for n in 0..size {
        let name = format!("member {n}");
        let member = market.provider(&name, H100, 10 * ONE, 1);
        market.mint(&member, H100, DEBT, Payout::Account).expect("credits");
        market.hand_over(&member, &client, H100, DEBT).expect("credits for the client");
        market.deposit(&member, ONE, NET).expect("an account");
        provide(&mut market, &member, usd_pool, USD, ONE);
        pools(&mut market, n, &member);
        vault(&mut market, &client, &member);
    }
    for n in 0..size {
        jobs(&mut market, &client, &provider, n);
    }
    // Both sizes are measured at one and the same moment, with a mean price and nothing to rotate.
    let until = 1_800_000_000 + 50_000;
    market.wait(until - market.now());
    both.meter();
    (both, market)
}

/// The asset of another chain and its pool, which the catalogue wants.
fn with_third_asset(wiring: &mut Wiring) {
    let journey = wirings::journey("", "");
    (wiring.assets, wiring.pools) = (journey.assets, journey.pools);
}

/// A vault behind a member, which the client backs and half leaves; and another generation of the first one's exits.
fn vault(market: &mut Market, client: &Addr, member: &Addr) {
    market.create_vault(member, H100, Asset::native(NET)).expect("a vault");
    market.back(client, member, H100, ONE).expect("a deposit");
    let half = market.vault_shares(client, member, H100) / 2;
    market.exit_vault(client, member, H100, half).expect("an exit");
    let first = market.address(FIRST);
    market.back(client, &first, H100, ONE).expect("a deposit");
    let half = market.vault_shares(client, &first, H100) / 2;
    market.exit_vault(client, &first, H100, half).expect("an exit");
    market.rotate_vault(client, &first, H100).expect("a generation without jobs before it");
}

/// Two pools of its own for an asset of its own, one of them a launch pool. The fee-collector sells the asset in the one,
/// may bring liquidity to it, and has fees and spread of both.
fn pools(market: &mut Market, n: u64, member: &Addr) {
    let (denom, owner) = (format!("u{n:07}"), market.owner.clone());
    let asset = Asset::native(&denom);
    market.pool(&owner, &PoolMsg::ListAsset { asset: asset.clone() }, &[]).expect("listed");
    market.issue(member, &denom, 10 * ONE);
    // After the pools of the wiring.
    let wired = market.wiring.classes.len() + market.wiring.pools.len();
    let pool_id = u64::try_from(wired).expect("few pools") + 1 + 2 * n;
    for (pool_id, launch) in [(pool_id, false), (pool_id + 1, true)] {
        let create = PoolMsg::CreatePool {
            asset_0: asset.clone(),
            asset_1: Asset::native(NET),
            fees: Fees { fee_bps: 30, protocol_share_bps: 1_000 },
            lp_symbol: "lpOther".into(),
            reference_0: Uint128::one(),
            reference_1: Uint128::new(2),
            launch,
        };
        market.pool(&owner, &create, &[]).expect("a pool");
        provide_with(market, member, pool_id, coin(ONE, &denom), if launch { 0 } else { 2 * ONE });
        // The second sale is held to the block's anchor.
        for offer in [coin(ONE / 10, NET), coin(ONE / 50, &denom)] {
            sell(market, member, pool_id, offer);
        }
        market.pool(member, &PoolMsg::SweepFees { pool_id, asset: None }, &[]).expect("swept");
    }
    let route = FeeMsg::SetRoute { asset, pools: vec![pool_id] };
    market.fees(&owner, &route, &[]).expect("a route");
    let allow = FeeMsg::SetLiquidityPool { pool_id, allowed: true };
    market.fees(&owner, &allow, &[]).expect("a pool for liquidity");
}

fn sell(market: &mut Market, who: &Addr, pool_id: u64, offer: Coin) {
    let msg = PoolMsg::SwapExactIn {
        route: Route { offer: Asset::native(&offer.denom), pools: vec![pool_id] },
        from: Source::Funds {},
        min_out: Uint128::one(),
        to: Destination::Wallet { receiver: None },
        deadline: None,
    };
    market.pool(who, &msg, &[offer]).expect("a trade");
}

fn provide(market: &mut Market, who: &Addr, pool_id: u64, denom: &str, amount: u128) {
    provide_with(market, who, pool_id, coin(amount, denom), 2 * amount);
}

fn provide_with(market: &mut Market, who: &Addr, pool_id: u64, coin_0: Coin, net: u128) {
    let msg = PoolMsg::Provide {
        pool_id,
        max_0: coin_0.amount,
        max_1: Uint128::new(net),
        from: ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    let mut funds = vec![coin_0];
    if net > 0 {
        funds.push(coin(net, NET));
    }
    funds.sort_by(|a, b| a.denom.cmp(&b.denom));
    market.pool(who, &msg, &funds).expect("liquidity");
}

/// One job that is cancelled, one that settles, one of a template that stays open. The largest is paid with credits: bought
/// from the pool, so many of them would make the price that the catalogue's mints are collateralised at.
fn jobs(market: &mut Market, client: &Addr, provider: &Addr, n: u64) {
    let [cancelled, settled] = [(); 2].map(|()| {
        let mut request = market.request_for(H100, 1, 10);
        request.accept_within = 86_400;
        request.surplus = Payout::Account;
        market.request(client, request, 20 * ONE).expect("requested")
    });
    let mut open = market.standard_request(H100, STANDARD, 20);
    open.accept_within = 86_400;
    market.request_with_credits(client, open).expect("requested");
    market.jobs(client, &JobMsg::CancelJob { job_id: cancelled }, &[]).expect("cancelled");
    market.heartbeat(provider);
    market.accept(provider, settled, AcceptPayout::Credits {}).expect("accepted");
    let output = digest(&format!("output {n}"));
    let proof = market.attest(settled, &output);
    market.submit(provider, settled, output, Some(proof)).expect("settled");
    // Time for the class to work off what was asked of it.
    market.wait(30);
}
