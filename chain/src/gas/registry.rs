//! Messages of the provider-registry.

use anyhow::{Context, Result};
use api::common::{Payout, Source};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Route};
use api::provider_registry::{ClassPaused, ExecuteMsg, QueryMsg, ReceiveMsg};
use compute_amm_testing::client::Client;
use compute_amm_testing::wirings::{H100, L40S, NET, ONE};
use cosmwasm_std::{coin, coins, to_json_binary, Addr, Coin, Uint128};
use deploy::Code;

use super::tally::Tally;
use super::words::attribute;

fn class() -> String {
    H100.to_owned()
}

impl<C: Client> Tally<'_, C> {
    fn registry(&mut self, name: &str, sender: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Result<()> {
        self.send(name, Code::ProviderRegistry, sender, msg, funds).map(|_| ())
    }

    /// Becoming a provider, up to credits that it owes.
    pub(super) fn joining(&mut self, provider: &Addr) -> Result<()> {
        let metadata = || "https://provider.example".to_owned();
        self.registry("register", provider, &ExecuteMsg::Register { metadata: metadata() }, &[])?;
        let update = ExecuteMsg::UpdateProvider { metadata: metadata() };
        self.registry("update_provider", provider, &update, &[])?;
        // In the second in which it was last seen it changes nothing, and would cost less.
        self.market.wait(1);
        self.registry("heartbeat", provider, &ExecuteMsg::Heartbeat {}, &[])?;
        let bond = |from: Source| ExecuteMsg::Bond { class: class(), from };
        self.registry("bond", provider, &bond(Source::Funds {}), &coins(100_000 * ONE, NET))?;
        let account = Source::Account { owner: None, amount: Uint128::new(1_000_000) };
        self.registry("bond_from_account", provider, &bond(account), &[])?;
        let offer = ExecuteMsg::OfferGpus { class: class(), gpus: 64, admission: None };
        self.registry("offer_gpus", provider, &offer, &[])?;
        let attested = Source::Funds {};
        let msg = ExecuteMsg::Bond { class: L40S.to_owned(), from: attested };
        self.market.registry(provider, &msg, &coins(100 * ONE, NET))?;
        let offer = self.attested_offer(provider, L40S, 2);
        self.registry("offer_gpus_attested", provider, &offer, &[])?;
        let mint = |payout| ExecuteMsg::MintCredits {
            class: class(),
            amount: Uint128::new(10_000 * ONE),
            max_collateral: Uint128::new(100 * ONE),
            payout,
        };
        self.registry("mint_credits", provider, &mint(Payout::Wallet), &[])?;
        self.registry("mint_credits_to_account", provider, &mint(Payout::Account), &[])?;
        Ok(())
    }

    /// Redeeming by every way there is, then taking a bond back.
    pub(super) fn redeeming(&mut self, provider: &Addr) -> Result<()> {
        let redeem = ExecuteMsg::RedeemCredits { class: class(), amount: Uint128::new(1_000 * ONE) };
        self.registry("redeem_credits", provider, &redeem, &[])?;
        self.registry("burn_redeemed", provider, &ExecuteMsg::BurnRedeemed { class: class() }, &[])?;
        let credit = self.market.credit(H100);
        let registry = self.market.at.provider_registry.clone();
        let hook = ReceiveMsg::Redeem { class: class() };
        self.send_cw20("redeem_by_send", provider, &credit, &registry, 1_000 * ONE, &hook)?;
        let buy_and_redeem = PoolMsg::SwapExactIn {
            route: Route { offer: self.market.net(), pools: vec![self.market.class_pool(H100)] },
            from: Source::Funds {},
            min_out: Uint128::one(),
            to: Destination::Call { contract: registry, msg: to_json_binary(&hook)? },
            deadline: None,
        };
        self.send("redeem_by_swap", Code::Pool, provider, &buy_and_redeem, &[coin(100_000, NET)])?;
        let touch = ExecuteMsg::Touch { provider: provider.to_string(), class: class() };
        self.registry("touch", provider, &touch, &[])?;
        let withdraw =
            |payout| ExecuteMsg::WithdrawBond { class: class(), amount: Uint128::new(ONE), payout };
        self.registry("withdraw_bond", provider, &withdraw(Payout::Wallet), &[])?;
        self.registry("withdraw_bond_to_account", provider, &withdraw(Payout::Account), &[])
    }

    /// Becoming nobody again.
    pub(super) fn leaving(&mut self, provider: &Addr) -> Result<()> {
        let register = ExecuteMsg::Register { metadata: String::new() };
        self.market.registry(provider, &register, &[])?;
        self.registry("leave", provider, &ExecuteMsg::Leave {}, &[])
    }

    /// What the owner says of the end of a class.
    pub(super) fn classes_owner(&mut self, owner: &Addr) -> Result<()> {
        let class = format!("gas-{}", self.pass);
        self.registry("announce_sunset", owner, &ExecuteMsg::AnnounceSunset { class }, &[])
    }

    /// What the owner says to the registry, and the guardian.
    pub(super) fn registry_owner(&mut self, owner: &Addr, guardian: &Addr) -> Result<()> {
        let mut wired = self.market.wiring.classes.first().context("a class in the wiring")?.clone();
        wired.class = format!("gas-{}", self.pass);
        let add = ExecuteMsg::AddClass {
            class: wired.class.clone(),
            credit_symbol: format!("gpuGas-{}", self.pass),
            params: wired.params.clone(),
        };
        self.registry("add_class", owner, &add, &[])?;
        let credit = self.market.credit(&wired.class);
        self.market.pool(owner, &PoolMsg::ListAsset { asset: credit.clone() }, &[])?;
        let create = PoolMsg::CreatePool {
            asset_0: credit,
            asset_1: self.market.net(),
            fees: wired.fees,
            lp_symbol: format!("lpClass-{}", self.pass),
            reference_0: Uint128::new(1_000_000),
            reference_1: wired.params.price_init,
            launch: false,
        };
        let created = self.market.pool(owner, &create, &[])?;
        let pool_id = attribute(&created, "pool_id")?.parse()?;
        let name = ExecuteMsg::SetClassPool { class: wired.class.clone(), pool_id };
        self.registry("set_class_pool", owner, &name, &[])?;
        let params = wired.params.clone();
        self.registry(
            "registry_update_class",
            owner,
            &ExecuteMsg::UpdateClass { class: class(), params },
            &[],
        )?;
        let config: api::provider_registry::ConfigResponse = self.market.ask_registry(&QueryMsg::Config {});
        let update = ExecuteMsg::UpdateParams { params: config.params };
        self.registry("registry_update_params", owner, &update, &[])?;
        // Of a class in which no called job waits to be accepted: its time would begin anew.
        let pause = |on| ExecuteMsg::SetPaused {
            class: wired.class.clone(),
            paused: ClassPaused { mint: on, accept: on },
        };
        self.registry("registry_pause", guardian, &pause(true), &[])?;
        self.registry("registry_unpause", owner, &pause(false), &[])?;
        let same = ExecuteMsg::SetGuardian { guardian: guardian.to_string() };
        self.registry("registry_set_guardian", owner, &same, &[])
    }
}
