//! Twenty jobs in three transactions: what a client and a provider that work in bulk pay for each.

use anyhow::{ensure, Result};
use api::common::{Payout, Source};
use api::job_market::{AcceptPayout, ExecuteMsg};
use cosmwasm_std::{Addr, Uint128};
use deploy::Code;
use market_tests::client::{Client, Receipt};
use market_tests::jobs::digest;
use market_tests::wirings::ATTESTATION;

use super::jobs::MAX_IN;
use super::tally::Tally;

/// Jobs of a batch.
const BATCH: usize = 20;

impl<C: Client> Tally<'_, C> {
    /// Requests, acceptances and results of as many attested jobs, each kind in one transaction, from accounts.
    pub(super) fn batches(&mut self, client: &Addr, provider: &Addr) -> Result<()> {
        let mut requests = vec![];
        for _ in 0..BATCH {
            let mut request = self.minute(ATTESTATION);
            request.surplus = Payout::Account;
            let from = Source::Account { owner: None, amount: Uint128::new(MAX_IN) };
            requests.push(self.market.swap_request(request, from)?);
        }
        let jobs = job_ids(&self.batch("job_batch_request", Code::Pool, client, &requests)?)?;
        ensure!(jobs.len() == BATCH, "expected {BATCH} jobs, got {}", jobs.len());
        let accept =
            |job_id: &u64| ExecuteMsg::AcceptJob { job_id: *job_id, payout: AcceptPayout::Redeem {} };
        let accepts: Vec<ExecuteMsg> = jobs.iter().map(accept).collect();
        self.batch("job_batch_accept", Code::JobMarket, provider, &accepts)?;
        let submit = |job_id: &u64| {
            let output = digest(&format!("output of {job_id}"));
            let proof = Some(self.market.attest(*job_id, &output));
            ExecuteMsg::SubmitResult { job_id: *job_id, output, proof, output_locator: None }
        };
        let results: Vec<ExecuteMsg> = jobs.iter().map(submit).collect();
        self.batch("job_batch_submit", Code::JobMarket, provider, &results)?;
        Ok(())
    }
}

/// The jobs that a transaction's events name, in order, each once.
fn job_ids(receipt: &Receipt) -> Result<Vec<u64>> {
    let named = receipt.events.iter().flat_map(|event| &event.attributes).filter(|a| a.key == "job_id");
    let mut ids = named.map(|a| Ok(a.value.parse()?)).collect::<Result<Vec<u64>>>()?;
    ids.dedup();
    Ok(ids)
}
