//! Messages that enforce what is owed: calls, requests for inputs, closing auctions, exits.

use anyhow::{Context, Result};
use api::common::Payout;
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobRequest};
use api::provider_registry::{ExecuteMsg, ReceiveMsg};
use cosmwasm_std::{coins, Addr, Binary, Uint128};
use deploy::Code;
use market_tests::client::Client;
use market_tests::obligations::with_input;
use market_tests::wirings::{template, ATTESTATION, H100, NET, ONE};

use super::book::Book;

/// The template of the class.
const TEMPLATE: u32 = 1;

fn class() -> String {
    H100.to_owned()
}

impl<C: Client> Book<'_, C> {
    fn on_jobs(&mut self, name: &str, sender: &Addr, msg: &JobMsg) -> Result<()> {
        self.send(name, Code::JobMarket, sender, msg, &[]).map(|_| ())
    }

    fn on_registry(&mut self, name: &str, sender: &Addr, msg: &ExecuteMsg) -> Result<()> {
        self.send(name, Code::ProviderRegistry, sender, msg, &[]).map(|_| ())
    }

    /// A standard job, whose time to be accepted is as short as it can be.
    pub(super) fn standard_job(&mut self, client: &Addr) -> Result<u64> {
        let standard = self.market.standard_request(H100, TEMPLATE, 1);
        self.market.request(client, JobRequest { accept_within: 60, ..standard }, 100 * ONE)
    }

    /// A standard job that nobody took in time is called, and accepted by whoever is called.
    pub(super) fn calls(&mut self, client: &Addr, job_id: u64) -> Result<()> {
        self.on_jobs("call_job", client, &JobMsg::CallJob { job_id, input: None })?;
        let provider = self.market.job(job_id).open.and_then(|job| job.provider);
        let provider = provider.context("a called job names its provider")?;
        self.market.registry(&provider, &ExecuteMsg::Heartbeat {}, &[])?;
        let accept = JobMsg::AcceptJob { job_id, payout: AcceptPayout::Redeem {} };
        self.on_jobs("accept_called", &provider, &accept)
    }

    /// A provider asks for the input of a job, a kilobyte, and gets it.
    pub(super) fn inputs(&mut self, client: &Addr, provider: &Addr) -> Result<()> {
        let data = [7; 1_024];
        let mut request = with_input(self.market.request_for(H100, 1, 60), &data);
        request.method = ATTESTATION;
        let job_id = self.market.request(client, request, 100 * ONE)?;
        self.market.accept(provider, job_id, AcceptPayout::Credits {})?;
        let ask = JobMsg::RequestData { job_id, chunk: None, from: Default::default() };
        let bond = self.market.wiring.job_market.data_bond.u128();
        self.send("request_data", Code::JobMarket, provider, &ask, &coins(bond, NET))?;
        let answer = JobMsg::AnswerData { job_id, data: Binary::from(data), path: vec![] };
        self.on_jobs("answer_data", client, &answer)
    }

    /// A provider asks to leave, and its debt is bought back in parts.
    pub(super) fn closings(&mut self, keeper: &Addr) -> Result<()> {
        let debtor = self.actor("debtor")?;
        self.market.join(&debtor, H100, 100 * ONE, 1)?;
        self.market.mint(&debtor, H100, 1_000 * ONE, Payout::Account)?;
        self.on_registry("exit", &debtor, &ExecuteMsg::Exit { class: class() })?;
        let crank = |providers| ExecuteMsg::Crank { class: class(), providers };
        self.on_registry("crank_class", keeper, &crank(vec![]))?;
        self.on_registry("crank", keeper, &crank(vec![debtor.to_string()]))?;
        let deliver = ExecuteMsg::Deliver {
            class: class(),
            debtor: Some(debtor.to_string()),
            amount: Uint128::new(100 * ONE),
            min_price: Uint128::one(),
            payout: Payout::Wallet,
        };
        self.on_registry("deliver", &debtor, &deliver)?;
        let hook = ReceiveMsg::Deliver {
            class: class(),
            debtor: Some(debtor.to_string()),
            min_price: Uint128::one(),
            payout: Payout::Wallet,
        };
        let (credit, registry) = (self.market.credit(H100), self.market.at.provider_registry.clone());
        self.send_cw20("deliver_by_send", keeper, &credit, &registry, 100 * ONE, &hook)?;
        Ok(())
    }

    /// What the owner says of standard jobs.
    pub(super) fn standard(&mut self, owner: &Addr) -> Result<()> {
        let set = JobMsg::SetTemplate { class: class(), template: TEMPLATE, terms: Some(template()) };
        self.on_jobs("set_template", owner, &set)
    }

    /// What the owner says of the end of a class.
    pub(super) fn classes_owner(&mut self, owner: &Addr) -> Result<()> {
        let class = format!("gas-{}", self.pass);
        self.on_registry("announce_sunset", owner, &ExecuteMsg::AnnounceSunset { class })
    }
}
