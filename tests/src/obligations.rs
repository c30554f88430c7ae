//! Calls, closings, exits and the end of a class, in the words of the scenarios.

use anyhow::{Context, Result};
use api::common::{Asset, Payout, Source, CREDIT};
use api::job_market::{
    self, CallableJob, CallableResponse, ExecuteMsg as JobMsg, InputForm, JobRequest, Template,
};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Leg, Route};
use api::provider_registry::{
    BookResponse, CallEntry, CallOrderResponse, ClosingResponse, ClosingsResponse, ExecuteMsg,
    MarginResponse, MarginsResponse, NextCallResponse, QueryMsg, ReceiveMsg,
};
use cosmwasm_std::{coins, to_json_binary, Addr, Binary, Coin, HexBinary, Uint128};

use crate::client::{Client, Receipt};
use crate::jobs::{digest, job_id};
use crate::market::Market;
use crate::wirings::{ATTESTATION, NET};

/// Seconds from a request until nobody but a called provider takes it, in [`Market::standard_request`].
pub const ACCEPT_WITHIN: u64 = 600;

/// A template of attested jobs on so many GPUs, of up to `max_units` units of `unit_seconds` each.
pub fn template(gpus: u32, unit_seconds: u64, max_units: u64) -> Template {
    Template {
        program: digest("standard program"),
        method: ATTESTATION,
        gpus,
        unit_seconds,
        max_units,
        overhead: 60,
    }
}

impl<C: Client> Market<C> {
    /// Governance registers a template under a number, or removes it.
    pub fn set_template(&mut self, class: &str, template: u32, terms: Option<Template>) -> Result<Receipt> {
        let owner = self.owner.clone();
        self.jobs(&owner, &JobMsg::SetTemplate { class: class.into(), template, terms }, &[])
    }

    /// A standard job of so many units of a template, without an input.
    pub fn standard_request(&mut self, class: &str, template: u32, units: u64) -> JobRequest {
        let terms = self.template(class, template);
        let seconds = terms.unit_seconds * units;
        JobRequest {
            template: Some(template),
            program: terms.program,
            method: terms.method,
            input: None,
            accept_within: ACCEPT_WITHIN,
            run_within: seconds + terms.overhead,
            ..self.request_for(class, terms.gpus, seconds)
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
        self.jobs(who, &JobMsg::CallJob { job_id, input: None }, &[])
    }

    /// The same of a job with an input.
    pub fn call_with(&mut self, who: &Addr, job_id: u64, input: &[u8]) -> Result<Receipt> {
        self.jobs(who, &JobMsg::CallJob { job_id, input: Some(Binary::from(input)) }, &[])
    }

    /// Does what a job's passed deadline says.
    pub fn time_out(&mut self, who: &Addr, job_id: u64) -> Result<Receipt> {
        self.jobs(who, &JobMsg::TimeoutJob { job_id }, &[])
    }

    /// Requests a standard job of so many units, lets nobody take it, and calls it; returns it and whom it was called on.
    pub fn called(&mut self, client: &Addr, class: &str, template: u32, units: u64) -> Result<(u64, Addr)> {
        let job =
            self.request_standard(client, class, template, units, 1_000_000 * CREDIT).context("request")?;
        self.wait(ACCEPT_WITHIN);
        self.call(client, job).context("call")?;
        let provider = self.job(job).open.context("a called job is open")?.provider;
        Ok((job, provider.context("a called job names its provider")?))
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

    /// Brings a class and some of its providers up to date.
    pub fn crank(&mut self, who: &Addr, class: &str, providers: &[&Addr]) -> Result<Receipt> {
        let providers = providers.iter().map(|provider| provider.to_string()).collect();
        self.registry(who, &ExecuteMsg::Crank { class: class.into(), providers }, &[])
    }

    /// Delivers credits from an account into a closing auction (the reserve's, without a debtor), paid to the wallet.
    pub fn deliver(
        &mut self,
        who: &Addr,
        class: &str,
        debtor: Option<&Addr>,
        credits: u128,
        min_price: u128,
    ) -> Result<Receipt> {
        let msg = ExecuteMsg::Deliver {
            class: class.into(),
            debtor: debtor.map(Addr::to_string),
            amount: Uint128::new(credits),
            min_price: Uint128::new(min_price),
            payout: Payout::Wallet,
        };
        self.registry(who, &msg, &[])
    }

    /// The same from a wallet: what is not taken goes back there.
    pub fn deliver_from_wallet(
        &mut self,
        who: &Addr,
        class: &str,
        debtor: Option<&Addr>,
        credits: u128,
        min_price: u128,
    ) -> Result<Receipt> {
        let hook = deliver_hook(class, debtor, min_price);
        let (credit, registry) = (self.credit(class), self.at.provider_registry.clone());
        self.send_cw20(who, &credit, &registry, credits, &hook)
    }

    /// Buys exactly so many credits from the class's pool for at most `max_in` NET from the wallet, straight into a closing
    /// auction.
    pub fn buy_and_deliver(
        &mut self,
        who: &Addr,
        class: &str,
        debtor: Option<&Addr>,
        credits: u128,
        max_in: u128,
    ) -> Result<Receipt> {
        let msg = PoolMsg::SwapExactOut {
            offer: self.net(),
            legs: vec![Leg { pools: vec![self.class_pool(class)], amount_out: Uint128::new(credits) }],
            from: Source::Funds {},
            to: Destination::Call {
                contract: self.at.provider_registry.clone(),
                msg: to_json_binary(&deliver_hook(class, debtor, 0))?,
            },
            deadline: None,
        };
        self.pool(who, &msg, &coins(max_in, NET))
    }

    /// Buys exactly so many credits into one's account, for at most `max_in` NET from the wallet.
    pub fn buy(&mut self, who: &Addr, class: &str, credits: u128, max_in: u128) -> Result<Receipt> {
        let msg = PoolMsg::SwapExactOut {
            offer: self.net(),
            legs: vec![Leg { pools: vec![self.class_pool(class)], amount_out: Uint128::new(credits) }],
            from: Source::Funds {},
            to: Destination::Account { receiver: None },
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

    /// Redeems credits from one's account.
    pub fn redeem(&mut self, provider: &Addr, class: &str, credits: u128) -> Result<Receipt> {
        let msg = ExecuteMsg::RedeemCredits { class: class.into(), amount: Uint128::new(credits) };
        self.registry(provider, &msg, &[])
    }

    /// Adds NET to a bond.
    pub fn top_up(&mut self, provider: &Addr, class: &str, funds: &[Coin]) -> Result<Receipt> {
        self.registry(provider, &ExecuteMsg::Bond { class: class.into(), from: Source::Funds {} }, funds)
    }

    /// Asks for part of a bond back.
    pub fn unbond(&mut self, provider: &Addr, class: &str, amount: u128) -> Result<Receipt> {
        let msg = ExecuteMsg::Unbond { class: class.into(), amount: Uint128::new(amount) };
        self.registry(provider, &msg, &[])
    }

    /// Takes out what has finished unbonding, to the wallet.
    pub fn release(&mut self, provider: &Addr, class: &str) -> Result<Receipt> {
        self.registry(provider, &ExecuteMsg::Release { class: class.into(), payout: Payout::Wallet }, &[])
    }

    /// Asks to leave one's obligation.
    pub fn exit(&mut self, provider: &Addr, class: &str) -> Result<Receipt> {
        self.registry(provider, &ExecuteMsg::Exit { class: class.into() }, &[])
    }

    /// Leaves the rest of it to the class's reserve.
    pub fn complete_exit(&mut self, provider: &Addr, class: &str) -> Result<Receipt> {
        self.registry(provider, &ExecuteMsg::CompleteExit { class: class.into() }, &[])
    }

    /// Governance announces the end of a class.
    pub fn announce_sunset(&mut self, class: &str) -> Result<Receipt> {
        let owner = self.owner.clone();
        self.registry(&owner, &ExecuteMsg::AnnounceSunset { class: class.into() }, &[])
    }

    /// What stands behind a class beside its providers.
    pub fn book(&self, class: &str) -> BookResponse {
        self.ask_registry(&QueryMsg::Book { class: class.into() })
    }

    /// A closing auction, if it is open.
    pub fn closing(&self, class: &str, debtor: Option<&Addr>) -> Option<ClosingResponse> {
        let query = QueryMsg::Closing { class: class.into(), debtor: debtor.map(Addr::to_string) };
        self.ask(&self.at.provider_registry, &query).ok()
    }

    /// The closing auctions of a class, at most 100.
    pub fn closings(&self, class: &str) -> Vec<ClosingResponse> {
        let query = QueryMsg::Closings { class: class.into(), start_after: None, limit: Some(100) };
        self.ask_registry::<ClosingsResponse>(&query).closings
    }

    /// How well the first 100 positions of a class are covered.
    pub fn margins(&self, class: &str) -> Vec<MarginResponse> {
        let query =
            QueryMsg::Margins { class: class.into(), start_after: None, limit: Some(100), below_bps: None };
        self.ask_registry::<MarginsResponse>(&query).margins
    }

    /// How well a position that owes credits is covered.
    pub fn margin(&self, provider: &Addr, class: &str) -> MarginResponse {
        let found = self.margins(class).into_iter().find(|margin| margin.provider == *provider);
        found.unwrap_or_else(|| panic!("{provider} owes nothing in {class}"))
    }

    /// Who is called next.
    pub fn next_call(&self, class: &str) -> Option<Addr> {
        self.ask_registry::<NextCallResponse>(&QueryMsg::NextCall { class: class.into() }).provider
    }

    /// The first 100 places of the call order.
    pub fn call_order(&self, class: &str) -> Vec<CallEntry> {
        let query = QueryMsg::CallOrder { class: class.into(), start_after: None, limit: Some(100) };
        self.ask_registry::<CallOrderResponse>(&query).entries
    }

    /// The first 100 standard jobs that wait for somebody.
    pub fn callable(&self, class: &str) -> Vec<CallableJob> {
        let query =
            job_market::QueryMsg::Callable { class: class.into(), start_after: None, limit: Some(100) };
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

fn deliver_hook(class: &str, debtor: Option<&Addr>, min_price: u128) -> ReceiveMsg {
    ReceiveMsg::Deliver {
        class: class.into(),
        debtor: debtor.map(Addr::to_string),
        min_price: Uint128::new(min_price),
        payout: Payout::Wallet,
    }
}
