//! Debts, standard jobs, calls and the end of a class, in the words of the scenarios.

use anyhow::{Context, Result};
use api::common::{Asset, Payout, Source, CREDIT};
use api::job_market::{
    self, CallableJob, CallableResponse, ExecuteMsg as JobMsg, InputForm, JobRequest, Template, MIN_OVERHEAD,
    MIN_STANDARD_ACCEPT,
};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Leg, Route, TransferItem};
use api::provider_registry::{
    CallResponse, ExecuteMsg, LockResponse, PriceResponse, QueryMsg, QueueEntry, QueueResponse, ReceiveMsg,
};
use cosmwasm_std::{coins, to_json_binary, Addr, Binary, Coin, HexBinary, Uint128, Uint256};

use crate::client::{Client, Receipt};
use crate::jobs::{digest, job_id};
use crate::market::Market;
use crate::wirings::{ATTESTATION, NET};

/// Seconds from a request until it can be called, in [`Market::standard_request`].
pub const ACCEPT_WITHIN: u64 = MIN_STANDARD_ACCEPT;

/// What a mint and a call now would use, NET base units per whole credit.
#[derive(Clone, Copy, Debug)]
pub struct WholePrices {
    /// Of a mint, rounded up.
    pub mint: Uint128,
    /// Of a call, rounded down.
    pub call: Uint128,
    /// Whether the mint cap holds.
    pub capped: bool,
}

/// A template of attested jobs of `min_units` to `max_units` units of `unit_seconds` each, on its class's
/// GPUs.
pub fn template(unit_seconds: u64, min_units: u64, max_units: u64) -> Template {
    Template {
        program: digest("standard program"),
        method: ATTESTATION,
        unit_seconds,
        min_units,
        max_units,
        overhead: MIN_OVERHEAD,
        max_input: 0,
    }
}

impl<C: Client> Market<C> {
    /// Governance registers a template under a number, or removes it.
    pub fn set_template(&mut self, class: &str, template: u32, terms: Option<Template>) -> Result<Receipt> {
        let owner = self.owner.clone();
        self.jobs(&owner, &JobMsg::SetTemplate { class: class.into(), template, terms }, &[])
    }

    /// A standard job of so many units of a template, without an input, which its owner alone may call.
    pub fn standard_request(&mut self, class: &str, template: u32, units: u64) -> JobRequest {
        let terms = self.template(class, template);
        let gpus = self.class(class).standard.expect("a class with a template has standard jobs").gpus;
        let seconds = terms.unit_seconds * units;
        JobRequest {
            template: Some(template),
            program: terms.program,
            method: terms.method,
            input: None,
            accept_within: ACCEPT_WITHIN,
            run_within: seconds + terms.overhead,
            ..self.request_for(class, gpus, seconds)
        }
    }

    /// Requests a standard job of so many units with at most `max_in` NET from the wallet.
    pub fn request_standard(
        &mut self,
        client: &Addr,
        class: &str,
        template: u32,
        units: u64,
        max_in: u128,
    ) -> Result<u64> {
        let request = self.standard_request(class, template, units);
        self.request(client, request, max_in)
    }

    /// Requests any job with credits from the client's account, and NET for its take from there as well.
    pub fn request_with_credits(&mut self, client: &Addr, request: JobRequest) -> Result<u64> {
        job_id(&self.jobs(client, &JobMsg::RequestJobWithCredits { request }, &[])?)
    }

    /// A template as it is registered.
    pub fn template(&self, class: &str, template: u32) -> Template {
        let query = job_market::QueryMsg::Templates { class: class.into() };
        let all: job_market::TemplatesResponse = self.ask_jobs(&query);
        let found = all.templates.into_iter().find(|entry| entry.template == template);
        found.unwrap_or_else(|| panic!("{class} has no template {template}")).terms
    }

    /// Calls a standard job that nobody took, and that has no input.
    pub fn call(&mut self, who: &Addr, job_id: u64) -> Result<Receipt> {
        self.jobs(who, &JobMsg::CallJob { job_id, input: None, look: None }, &[])
    }

    /// The same, looking at so many debtors.
    pub fn call_looking(&mut self, who: &Addr, job_id: u64, look: u32) -> Result<Receipt> {
        self.jobs(who, &JobMsg::CallJob { job_id, input: None, look: Some(look) }, &[])
    }

    /// The same of a job with an input.
    pub fn call_with(&mut self, who: &Addr, job_id: u64, input: &[u8]) -> Result<Receipt> {
        self.jobs(who, &JobMsg::CallJob { job_id, input: Some(Binary::from(input)), look: None }, &[])
    }

    /// The call of a job that has not ended, if it was called.
    pub fn job_call(&self, job_id: u64) -> Option<CallResponse> {
        self.ask(&self.at.provider_registry, &QueryMsg::JobCall { job_id }).ok()
    }

    /// The lock of a job, or what stands for it, if somebody was bound to it.
    pub fn job_lock(&self, job_id: u64) -> Option<LockResponse> {
        self.ask(&self.at.provider_registry, &QueryMsg::JobLock { job_id }).ok()
    }

    /// Does what a job's passed deadline says.
    pub fn time_out(&mut self, who: &Addr, job_id: u64) -> Result<Receipt> {
        self.jobs(who, &JobMsg::TimeoutJob { job_id }, &[])
    }

    /// Requests a standard job of so many units with NET, lets nobody take it, and calls it; returns it and
    /// on whom.
    pub fn called(&mut self, client: &Addr, class: &str, template: u32, units: u64) -> Result<(u64, Addr)> {
        let job =
            self.request_standard(client, class, template, units, 1_000_000 * CREDIT).context("request")?;
        self.wait(ACCEPT_WITHIN);
        self.call(client, job).context("call")?;
        Ok((job, self.job_call(job).context("a called job has a call")?.provider))
    }

    /// The assigned provider asks for the input, or a chunk of it, with the bond in force from its wallet.
    pub fn request_data(&mut self, provider: &Addr, job_id: u64, chunk: Option<u32>) -> Result<Receipt> {
        let config: job_market::ConfigResponse = self.ask_jobs(&job_market::QueryMsg::Config {});
        let bond = coins(config.params.data_bond.u128(), NET);
        self.jobs(provider, &JobMsg::RequestData { job_id, chunk, from: Source::Funds {} }, &bond)
    }

    /// Answers with a whole input, or with a chunk and its path.
    pub fn answer_data(
        &mut self,
        who: &Addr,
        job_id: u64,
        data: Binary,
        path: Vec<HexBinary>,
    ) -> Result<Receipt> {
        self.jobs(who, &JobMsg::AnswerData { job_id, data, path }, &[])
    }

    /// Buys exactly so many credits into one's account, for at most `max_in` NET from the wallet.
    pub fn buy(&mut self, who: &Addr, class: &str, credits: u128, max_in: u128) -> Result<Receipt> {
        let to = Destination::Account { receiver: None };
        self.buy_to(who, class, credits, max_in, to)
    }

    /// Buys exactly so many credits and redeems them within the swap, for at most `max_in` NET from the
    /// wallet.
    pub fn buy_and_redeem(
        &mut self,
        who: &Addr,
        class: &str,
        credits: u128,
        max_in: u128,
    ) -> Result<Receipt> {
        let msg = to_json_binary(&ReceiveMsg::Redeem { class: class.into() })?;
        let to = Destination::Call { contract: self.at.provider_registry.clone(), msg };
        self.buy_to(who, class, credits, max_in, to)
    }

    fn buy_to(
        &mut self,
        who: &Addr,
        class: &str,
        credits: u128,
        max_in: u128,
        to: Destination,
    ) -> Result<Receipt> {
        let msg = PoolMsg::SwapExactOut {
            offer: self.net(),
            legs: vec![Leg { pools: vec![self.class_pool(class)], amount_out: Uint128::new(credits) }],
            from: Source::Funds {},
            to,
            rest_to: None,
            deadline: None,
        };
        self.pool(who, &msg, &coins(max_in, NET))
    }

    /// Sells credits from one's account for NET to the wallet, at whatever the pool gives.
    pub fn sell(&mut self, who: &Addr, class: &str, credits: u128) -> Result<Receipt> {
        let msg = PoolMsg::SwapExactIn {
            route: Route { offer: self.credit(class), pools: vec![self.class_pool(class)] },
            from: Source::Account { owner: None, amount: Uint128::new(credits) },
            min_out: Uint128::one(),
            to: Destination::Wallet { receiver: None },
            deadline: None,
        };
        self.pool(who, &msg, &[])
    }

    /// Moves credits from one account to another.
    pub fn hand_over(&mut self, from: &Addr, to: &Addr, class: &str, credits: u128) -> Result<Receipt> {
        let (asset, amount) = (self.credit(class), Uint128::new(credits));
        let items = vec![TransferItem { asset, amount, to: to.to_string() }];
        self.pool(from, &PoolMsg::Transfer { owner: None, items }, &[])
    }

    /// Redeems credits from one's account.
    pub fn redeem(&mut self, provider: &Addr, class: &str, credits: u128) -> Result<Receipt> {
        let msg = ExecuteMsg::RedeemCredits { class: class.into(), amount: Uint128::new(credits) };
        self.registry(provider, &msg, &[])
    }

    /// Adds NET to a bond.
    pub fn top_up(&mut self, provider: &Addr, class: &str, funds: &[Coin]) -> Result<Receipt> {
        self.registry(provider, &ExecuteMsg::Bond { class: class.into(), from: Source::Funds {} }, funds)
    }

    /// Takes part of a free bond back into the wallet.
    pub fn withdraw_bond(&mut self, provider: &Addr, class: &str, amount: u128) -> Result<Receipt> {
        let (class, amount) = (class.into(), Uint128::new(amount));
        let msg = ExecuteMsg::WithdrawBond { class, amount, payout: Payout::Wallet };
        self.registry(provider, &msg, &[])
    }

    /// Brings a provider's records in a class up to date.
    pub fn touch(&mut self, who: &Addr, class: &str, provider: &Addr) -> Result<Receipt> {
        let (provider, class) = (provider.to_string(), class.into());
        self.registry(who, &ExecuteMsg::Touch { provider, class }, &[])
    }

    /// Burns the credits of a class that wait for it.
    pub fn burn_redeemed(&mut self, who: &Addr, class: &str) -> Result<Receipt> {
        self.registry(who, &ExecuteMsg::BurnRedeemed { class: class.into() }, &[])
    }

    /// Governance announces the end of a class.
    pub fn announce_sunset(&mut self, class: &str) -> Result<Receipt> {
        let owner = self.owner.clone();
        self.registry(&owner, &ExecuteMsg::AnnounceSunset { class: class.into() }, &[])
    }

    /// Moves a debt of an ended class to its pot.
    pub fn collect(&mut self, who: &Addr, class: &str, provider: &Addr) -> Result<Receipt> {
        let (class, provider) = (class.into(), provider.to_string());
        self.registry(who, &ExecuteMsg::Collect { class, provider }, &[])
    }

    /// Brings credits from one's account to the pot of an ended class, for NET to the wallet.
    pub fn claim_pot(&mut self, who: &Addr, class: &str, credits: u128) -> Result<Receipt> {
        let (class, amount) = (class.into(), Uint128::new(credits));
        let msg = ExecuteMsg::ClaimPot { class, amount, payout: Payout::Wallet };
        self.registry(who, &msg, &[])
    }

    /// The same with credits from the wallet.
    pub fn claim_pot_from_wallet(&mut self, who: &Addr, class: &str, credits: u128) -> Result<Receipt> {
        let hook = ReceiveMsg::ClaimPot { class: class.into(), payout: Payout::Wallet, receiver: None };
        let (credit, registry) = (self.credit(class), self.at.provider_registry.clone());
        self.send_cw20(who, &credit, &registry, credits, &hook)
    }

    /// The prices that a mint and a call now would use.
    pub fn price(&self, class: &str) -> WholePrices {
        let price: PriceResponse = self.ask_registry(&QueryMsg::Price { class: class.into() });
        let whole = |number: Uint256| Uint128::try_from(number).expect("a price of at most 2^128");
        WholePrices {
            mint: whole(price.mint.to_uint_ceil()),
            call: whole(price.call.to_uint_floor()),
            capped: price.capped,
        }
    }

    /// The first 100 places of the queue.
    pub fn queue(&self, class: &str) -> Vec<QueueEntry> {
        let query = QueryMsg::Queue { class: class.into(), order: None, start_after: None, limit: Some(100) };
        self.ask_registry::<QueueResponse>(&query).entries
    }

    /// The first 100 standard jobs that wait for somebody.
    pub fn callable(&self, class: &str) -> Vec<CallableJob> {
        let query = job_market::QueryMsg::Callable {
            class: class.into(),
            order: None,
            start_after: None,
            limit: Some(100),
        };
        self.ask_jobs::<CallableResponse>(&query).jobs
    }

    /// Credits of a class that somebody has in the wallet and the account.
    pub fn credits(&self, who: &Addr, class: &str) -> u128 {
        let credit: Asset = self.credit(class);
        self.holding(who, &credit) + self.account(who, &credit)
    }
}

/// A request's input given whole: its form, and the digest that the request names.
pub fn with_input(request: JobRequest, data: &[u8]) -> JobRequest {
    use k256::sha2::{Digest, Sha256};
    let len = u32::try_from(data.len()).expect("a short input");
    JobRequest {
        input: Some(HexBinary::from(Sha256::digest(data).to_vec())),
        input_form: Some(InputForm::Bytes { len }),
        ..request
    }
}
