//! What providers, the job-market and traders do.

use api::common::{Asset, Payout, Source};
use api::pool;
use api::provider_registry::{ClassResponse, ExecuteMsg, JobEnd, LockRequest, LockTerms};
use cosmwasm_std::{coins, Addr, Uint128};
use cw_multi_test::AppResponse;

use super::{World, CLASS, DAY, NET, ONE};

impl World {
    pub fn bond(&mut self, provider: &Addr, amount: u128) {
        let msg = ExecuteMsg::Bond { class: CLASS.into(), from: Source::Funds {} };
        self.pay(provider, msg, &coins(amount, NET)).unwrap();
    }

    pub fn withdraw(&mut self, provider: &Addr, amount: u128, payout: Payout) -> anyhow::Result<AppResponse> {
        self.send(provider, ExecuteMsg::WithdrawBond { class: CLASS.into(), amount: amount.into(), payout })
    }

    pub fn offer(&mut self, provider: &Addr, gpus: u32) -> anyhow::Result<AppResponse> {
        self.send(provider, ExecuteMsg::OfferGpus { class: CLASS.into(), gpus, admission: None })
    }

    /// Whatever collateral it takes.
    pub fn mint(&mut self, provider: &Addr, amount: u128, payout: Payout) -> anyhow::Result<AppResponse> {
        self.mint_at_most(provider, amount, u128::MAX, payout)
    }

    pub fn mint_at_most(
        &mut self,
        provider: &Addr,
        amount: u128,
        max_collateral: u128,
        payout: Payout,
    ) -> anyhow::Result<AppResponse> {
        let (class, amount, max_collateral) = (CLASS.into(), amount.into(), max_collateral.into());
        self.send(provider, ExecuteMsg::MintCredits { class, amount, max_collateral, payout })
    }

    pub fn redeem(&mut self, provider: &Addr, amount: u128) -> anyhow::Result<AppResponse> {
        self.send(provider, ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: amount.into() })
    }

    pub fn touch(&mut self, provider: &Addr) {
        let (msg, anyone) =
            (ExecuteMsg::Touch { provider: provider.to_string(), class: CLASS.into() }, self.addr("carol"));
        self.send(&anyone, msg).unwrap();
    }

    /// Registers, bonds and offers.
    pub fn provider(&mut self, name: &str, bond: u128, gpus: u32) -> Addr {
        let provider = self.addr(name);
        self.send(&provider, ExecuteMsg::Register { metadata: format!("https://{name}.example") }).unwrap();
        if bond > 0 {
            self.bond(&provider, bond);
        }
        if gpus > 0 {
            self.offer(&provider, gpus).unwrap();
        }
        provider
    }

    /// A job too short to prove its GPUs, under a validity proof.
    pub fn lock_request(&self, job_id: u64, provider: &Addr, gpus: u32, cost: u128) -> LockRequest {
        LockRequest {
            job_id,
            provider: provider.to_string(),
            class: CLASS.into(),
            gpus,
            seconds: 599,
            proves_gpus: true,
            ends_by: self.now() + DAY,
            terms: LockTerms::Free {
                cost: cost.into(),
                declared_value: Uint128::zero(),
                detection_bps: 10_000,
                min_reputation_bps: 0,
                standard: false,
                min_backing: Uint128::zero(),
            },
        }
    }

    /// Stake of others comes behind a position, in asset 0, which is listed from now on.
    pub fn back(&mut self, provider: &Addr, amount: u128) {
        let restaking = self.restaking.clone();
        self.send(&restaking, ExecuteMsg::SetBacking { asset: 0, listed: true }).unwrap();
        let (provider, class) = (provider.to_string(), CLASS.into());
        self.send(&restaking, ExecuteMsg::Back { provider, class, asset: 0, amount: amount.into() }).unwrap();
    }

    pub fn unback(&mut self, provider: &Addr, amount: u128) -> anyhow::Result<AppResponse> {
        let (provider, class) = (provider.to_string(), CLASS.into());
        self.send(&self.restaking.clone(), ExecuteMsg::Unback { provider, class, amount: amount.into() })
    }

    pub fn rotate(&mut self, provider: &Addr) -> anyhow::Result<AppResponse> {
        let (provider, class) = (provider.to_string(), CLASS.into());
        self.send(&self.restaking.clone(), ExecuteMsg::Rotate { provider, class })
    }

    pub fn lock(&mut self, request: LockRequest) -> anyhow::Result<AppResponse> {
        self.send(&self.market.clone(), ExecuteMsg::LockJob(request))
    }

    /// A heartbeat, and a lock without declared value of a job that can prove its GPUs.
    pub fn accept(&mut self, job_id: u64, provider: &Addr, gpus: u32, cost: u128) {
        self.send(provider, ExecuteMsg::Heartbeat {}).unwrap();
        let request = LockRequest { seconds: 600, ..self.lock_request(job_id, provider, gpus, cost) };
        self.lock(request).unwrap();
    }

    pub fn end(&mut self, job_id: u64, end: JobEnd) -> anyhow::Result<AppResponse> {
        self.send(&self.market.clone(), ExecuteMsg::EndJob { job_id, end })
    }

    pub fn settle(&mut self, job_id: u64, take: u128, redeem: u128) -> anyhow::Result<AppResponse> {
        self.end(job_id, JobEnd::Settled { take: take.into(), redeem: redeem.into() })
    }

    pub fn late(&mut self, job_id: u64, take: u128) -> anyhow::Result<AppResponse> {
        self.end(job_id, JobEnd::Late { take: take.into() })
    }

    pub fn fraud(&mut self, job_id: u64, take: u128, reporter: Option<&Addr>) -> anyhow::Result<AppResponse> {
        let client = self.addr("client").to_string();
        let reporter = reporter.map(ToString::to_string);
        self.end(job_id, JobEnd::Fraud { take: take.into(), client, reporter })
    }

    pub fn default_on(&mut self, job_id: u64, take: u128) -> anyhow::Result<AppResponse> {
        let client = self.addr("client").to_string();
        self.end(job_id, JobEnd::Defaulted { take: take.into(), client })
    }

    pub fn announce(&mut self) -> anyhow::Result<AppResponse> {
        let owner = self.owner.clone();
        self.send(&owner, ExecuteMsg::AnnounceSunset { class: CLASS.into() })
    }

    /// From one account in the pool contract to another.
    pub fn transfer(&mut self, from: &Addr, to: &Addr, credits: u128) {
        if credits > 0 {
            let asset = Asset::cw20(self.credit(CLASS));
            let item = pool::TransferItem { asset, amount: credits.into(), to: to.to_string() };
            let msg = pool::ExecuteMsg::Transfer { owner: None, items: vec![item] };
            self.call_pool(from, &msg, &[]).unwrap();
        }
    }

    /// `lp` becomes a provider with a large bond, mints and provides.
    pub fn add_liquidity(&mut self, class: &str, credits: u128, net: u128) {
        let lp = self.addr("lp");
        let _ = self.send(&lp, ExecuteMsg::Register { metadata: "lp".into() });
        let bond = ExecuteMsg::Bond { class: class.into(), from: Source::Funds {} };
        self.pay(&lp, bond, &coins(40_000 * ONE, NET)).unwrap();
        self.send(&lp, ExecuteMsg::OfferGpus { class: class.into(), gpus: 2, admission: None }).unwrap();
        let mint = ExecuteMsg::MintCredits {
            class: class.into(),
            amount: credits.into(),
            max_collateral: Uint128::MAX,
            payout: Payout::Account,
        };
        self.send(&lp, mint).unwrap();
        let provide = pool::ExecuteMsg::Provide {
            pool_id: self.class(class).pool_id.unwrap(),
            max_0: credits.into(),
            max_1: net.into(),
            from: pool::ProvideSource::Funds,
            min_shares: Uint128::one(),
            receiver: None,
            rest_to: None,
            deadline: None,
        };
        self.call_pool(&lp, &provide, &coins(net, NET)).unwrap();
    }

    /// Buys credits into the buyer's account for exactly so much NET.
    pub fn swap_net(&mut self, buyer: &Addr, class: &str, amount: u128) -> AppResponse {
        let pool_id = self.class(class).pool_id.unwrap();
        let swap = pool::ExecuteMsg::SwapExactIn {
            route: pool::Route { offer: Asset::native(NET), pools: vec![pool_id] },
            from: Source::Funds {},
            min_out: Uint128::zero(),
            to: pool::Destination::Account { receiver: None },
            deadline: None,
        };
        self.call_pool(buyer, &swap, &coins(amount, NET)).unwrap()
    }

    /// Sells credits from the seller's account into its NET account.
    pub fn swap_credits(&mut self, seller: &Addr, class: &str, amount: u128) -> AppResponse {
        let ClassResponse { credit, pool_id, .. } = self.class(class);
        let swap = pool::ExecuteMsg::SwapExactIn {
            route: pool::Route { offer: Asset::cw20(credit), pools: vec![pool_id.unwrap()] },
            from: Source::Account { owner: None, amount: amount.into() },
            min_out: Uint128::zero(),
            to: pool::Destination::Account { receiver: None },
            deadline: None,
        };
        self.call_pool(seller, &swap, &[]).unwrap()
    }

    pub fn deposit_net(&mut self, owner: &Addr, amount: u128) {
        self.call_pool(owner, &pool::ExecuteMsg::Deposit { receiver: None }, &coins(amount, NET)).unwrap();
    }
}
