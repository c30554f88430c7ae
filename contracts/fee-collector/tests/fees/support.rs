//! A fee-collector, an account for each role, and NET for who deposits it.

use api::common::{Asset, CommonError};
use api::fee_collector::{
    BalancesResponse, Category, ExecuteMsg, InstantiateMsg, MetricsResponse, Peers, QueryMsg, Split,
    TakeReport, WaitingAsset, WaitingResponse, Window,
};
use api::job_market::{ClassTerms, OccupanciesResponse, OccupancyResponse, TakeParams};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{
    coin, coins, to_json_binary, Addr, Binary, Coin, Deps, DepsMut, Empty, Env, MessageInfo, Response,
    StdResult, Timestamp, Uint128,
};
use cw_multi_test::{App, AppResponse, Contract, ContractWrapper, Executor};
use fee_collector::error::ContractError;
use serde::de::DeserializeOwned;

pub const NET: &str = "unet";
pub const USD: &str = "uusd";
pub const DAY: u64 = 86_400;
/// NET of each account at the start.
pub const PURSE: u128 = 1 << 100;
/// The Unix day of the start.
pub const FIRST_DAY: u32 = 20_000;

pub struct Fixture {
    pub app: App,
    pub fees: Addr,
    pub pool: Addr,
    pub market: Addr,
}

pub fn addr(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

pub fn split() -> Split {
    Split { burn_bps: 6_000, stakers_bps: 2_500, liquidity_bps: 1_500 }
}

/// Jobs of a day that paid some take, and nothing else.
pub fn report(day: u32) -> TakeReport {
    TakeReport {
        day,
        jobs: 0,
        gpu_seconds: Uint128::zero(),
        volume: Uint128::zero(),
        self_dealing: Uint128::zero(),
        payers: vec![],
    }
}

/// What somebody is told who is not the owner.
pub fn not_the_owner(got: &Addr) -> ContractError {
    let expected = "the contract's current owner".into();
    CommonError::Unauthorized { expected, got: got.to_string() }.into()
}

/// So much of an asset that waits, all of it fees, of which nothing was sold yet.
pub fn waits(asset: Asset, amount: u128) -> WaitingAsset {
    let zero = Uint128::zero();
    let amount = amount.into();
    WaitingAsset {
        asset,
        amount,
        spread: zero,
        lp_fees: zero,
        sold: zero,
        bought: zero,
        at_mean: zero,
        tips: zero,
    }
}

/// A class as the played job-market states it.
pub fn class(id: &str, proven_gpus: u64) -> OccupancyResponse {
    let take = TakeParams { base_bps: 200, max_multiplier_bps: 40_000, target_bps: 6_000, window: 600 };
    let terms = ClassTerms { take, standard_gpus: 1 };
    OccupancyResponse { class: id.into(), terms, backlog: 0, multiplier_bps: 10_000, proven_gpus }
}

#[cw_serde]
enum MarketQuery {
    Occupancies {},
}

/// Answers `Occupancies` with what it was started with.
fn job_market() -> Box<dyn Contract<Empty>> {
    use cw_storage_plus::Item;
    const CLASSES: Item<OccupanciesResponse> = Item::new("classes");
    fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, msg: OccupanciesResponse) -> StdResult<Response> {
        CLASSES.save(deps.storage, &msg)?;
        Ok(Response::new())
    }
    fn execute(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn query(deps: Deps, _: Env, MarketQuery::Occupancies {}: MarketQuery) -> StdResult<Binary> {
        to_json_binary(&CLASSES.load(deps.storage)?)
    }
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

pub fn wrapped() -> Box<dyn Contract<Empty>> {
    use fee_collector::contract::{execute, instantiate, migrate, query, reply};
    Box::new(ContractWrapper::new(execute, instantiate, query).with_migrate(migrate).with_reply(reply))
}

fn start_pool(app: &mut App) -> Addr {
    use pool::contract::{execute, instantiate, query};
    let token_code_id = app.store_code(Box::new(ContractWrapper::new(
        token::contract::execute,
        token::contract::instantiate,
        token::contract::query,
    )));
    let code = app.store_code(Box::new(ContractWrapper::new(execute, instantiate, query)));
    let msg = api::pool::InstantiateMsg {
        owner: addr("owner").into(),
        guardian: addr("guardian").into(),
        token_code_id,
        network_denom: NET.into(),
        least: 0u128.into(),
        peers: api::pool::Peers {
            provider_registry: addr("registry").into(),
            job_market: addr("job-market").into(),
            fee_collector: addr("fee-collector").into(),
        },
    };
    app.instantiate_contract(code, addr("owner"), &msg, &[], "pool", None).unwrap()
}

/// Starts a fee-collector on a chain of its own; `change` edits the well-formed message.
pub fn try_start(
    classes: Vec<OccupancyResponse>,
    change: impl FnOnce(&mut InstantiateMsg),
) -> Result<Fixture, ContractError> {
    let mut app = App::new(|router, _, storage| {
        for name in ["owner", "registry", "donor"] {
            let purse = vec![coin(PURSE, NET), coin(PURSE, USD)];
            router.bank.init_balance(storage, &addr(name), purse).unwrap();
        }
    });
    app.update_block(|block| block.time = Timestamp::from_seconds(u64::from(FIRST_DAY) * DAY + 3_600));
    let code = app.store_code(job_market());
    let classes = OccupanciesResponse { classes };
    let market = app.instantiate_contract(code, addr("owner"), &classes, &[], "job-market", None).unwrap();
    let pool = start_pool(&mut app);
    for peer in [&pool, &market] {
        let purse = [coin(PURSE / 4, NET), coin(PURSE / 4, USD)];
        app.send_tokens(addr("owner"), peer.clone(), &purse).unwrap();
    }
    let mut msg = InstantiateMsg {
        owner: addr("owner").into(),
        network_denom: NET.into(),
        peers: Peers {
            pool: pool.to_string(),
            job_market: market.to_string(),
            provider_registry: addr("registry").into(),
        },
        split: split(),
        stakers: addr("stakers").into(),
    };
    change(&mut msg);
    let code = app.store_code(wrapped());
    let admin = Some(addr("owner").into());
    let fees = app
        .instantiate_contract(code, addr("owner"), &msg, &[], "fees", admin)
        .map_err(|err| err.downcast::<ContractError>().unwrap())?;
    Ok(Fixture { app, fees, pool, market })
}

impl Fixture {
    pub fn new() -> Self {
        Self::with_classes(vec![])
    }

    pub fn with_classes(classes: Vec<OccupancyResponse>) -> Self {
        try_start(classes, |_| ()).unwrap()
    }

    pub fn run(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> Result<AppResponse, ContractError> {
        self.app
            .execute_contract(sender.clone(), self.fees.clone(), msg, funds)
            .map_err(|err| err.downcast().unwrap())
    }

    pub fn deposit(
        &mut self,
        sender: &Addr,
        category: Category,
        funds: &[Coin],
    ) -> Result<AppResponse, ContractError> {
        self.run(sender, &ExecuteMsg::Deposit { category }, funds)
    }

    pub fn take(&mut self, report: TakeReport, amount: u128) {
        let market = self.market.clone();
        self.deposit(&market, Category::Take(report), &coins(amount, NET)).unwrap();
    }

    pub fn donate(&mut self, amount: u128) {
        self.deposit(&addr("donor"), Category::Donation {}, &coins(amount, NET)).unwrap();
    }

    pub fn slash(&mut self, amount: u128) {
        self.deposit(&addr("registry"), Category::Slash {}, &coins(amount, NET)).unwrap();
    }

    pub fn swap_fees(&mut self, amount: u128, lp: u128) {
        let pool = self.pool.clone();
        self.deposit(&pool, Category::SwapFees { lp: lp.into() }, &coins(amount, NET)).unwrap();
    }

    pub fn spread(&mut self, amount: u128) {
        let pool = self.pool.clone();
        self.deposit(&pool, Category::Spread {}, &coins(amount, NET)).unwrap();
    }

    pub fn distribute(&mut self) -> Result<AppResponse, ContractError> {
        self.run(&addr("anyone"), &ExecuteMsg::Distribute {}, &[])
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.app.wrap().query_wasm_smart(&self.fees, msg).unwrap()
    }

    /// Pending, stakers, liquidity.
    pub fn balances(&self) -> [u128; 3] {
        let b: BalancesResponse = self.ask(&QueryMsg::Balances {});
        [b.pending.u128(), b.stakers.u128(), b.liquidity.u128()]
    }

    pub fn waiting(&self) -> Vec<WaitingAsset> {
        let waiting: WaitingResponse =
            self.ask(&QueryMsg::Waiting { order: None, start_after: None, limit: None });
        waiting.assets
    }

    pub fn metrics(&self, window: Window) -> MetricsResponse {
        self.ask(&QueryMsg::Metrics { window })
    }

    pub fn held(&self, who: &Addr) -> u128 {
        self.app.wrap().query_balance(who, NET).unwrap().amount.u128()
    }

    pub fn supply(&self) -> u128 {
        self.app.wrap().query_supply(NET).unwrap().amount.u128()
    }

    pub fn wait(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += 1;
        });
    }

    /// Lists an asset at the pool contract.
    pub fn list(&mut self, asset: Asset) {
        let msg = api::pool::ExecuteMsg::ListAsset { asset };
        self.app.execute_contract(addr("owner"), self.pool.clone(), &msg, &[]).unwrap();
    }

    /// What must hold after every message: the coins are those of the books, every NET that came is accounted
    /// for, and its supply fell by what was burned.
    #[track_caller]
    pub fn check(&self, genesis: u128) {
        let [pending, stakers, liquidity] = self.balances();
        assert_eq!(self.held(&self.fees), pending + stakers + liquidity, "balance = books");
        let all = self.metrics(Window::All);
        assert_eq!(all.revenue, all.take + all.swap_fees + all.spread);
        assert_eq!(all.supply_side, all.volume + all.lp_fees);
        assert_eq!(all.user_fees, all.supply_side + all.revenue);
        let spent = all.burned_revenue + all.stakers + all.liquidity;
        assert_eq!(all.revenue, spent + all.pending, "revenue is accounted for");
        let spent = all.burned_donations + all.booked_donations;
        assert_eq!(all.donations, spent + all.pending_donations, "donations are accounted for");
        assert_eq!(pending, (all.pending + all.pending_donations).u128());
        // Of the liquidity share nothing has left but what pools took.
        assert!(liquidity + all.liquidity_added.u128() >= all.liquidity.u128());
        assert!(liquidity + all.liquidity_added.u128() <= (all.liquidity + all.booked_donations).u128());
        assert!(all.tips * Uint128::new(1_000) <= all.bought_back);
        assert!(all.bought_back <= all.swap_fees + all.spread + all.tips);
        let burned = (all.burned_revenue + all.burned_slashes + all.burned_donations).u128();
        assert_eq!(self.supply(), genesis - burned, "supply");
        assert_eq!(all.net_supply_change.parse::<i128>().unwrap(), -i128::try_from(burned).unwrap());
        assert!(all.burned_revenue + all.burned_revenue >= spent_of_revenue(&all), "at least half burned");
    }
}

fn spent_of_revenue(all: &MetricsResponse) -> Uint128 {
    all.revenue - all.pending
}

/// The value of an attribute of the event of this type.
#[track_caller]
pub fn said(response: &AppResponse, event: &str, key: &str) -> String {
    let event = response.events.iter().find(|e| e.ty == format!("wasm-{event}")).unwrap();
    event.attributes.iter().find(|a| a.key == key).unwrap().value.clone()
}
