//! Twenty messages of a kind in one transaction: jobs, of which a client and a provider that work in bulk pay as much for
//! each; and what the block anchor makes of a message that is not its block's first, for which a chain gives no other hold.

use anyhow::{ensure, Result};
use api::common::{Payout, Source};
use api::job_market::{AcceptPayout, ExecuteMsg};
use api::pool::{ExecuteMsg as PoolMsg, ReceiveMsg};
use compute_amm_testing::client::{Call, Client, Receipt};
use compute_amm_testing::inclusion::{self, Set};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{ATTESTATION, NET, ONE, RISC_ZERO, USD};
use cosmwasm_std::{to_json_binary, Addr, Uint128};
use cw20::Cw20ExecuteMsg;
use deploy::Code;

use super::jobs::MAX_IN;
use super::pool::{account, sell, ACCOUNT};
use super::tally::Tally;

/// Messages of a batch.
const BATCH: usize = 20;
/// Results that one receipt proves.
const SET: usize = 32;
/// NET that moves a price by far more than a unit of what comes out.
const MOVE: u128 = 1_000 * ONE;

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
        self.set(client, provider)
    }

    /// As many results as a set has claims, delivered with one receipt. The receipt is of a set of one claim, so each result comes
    /// with the path of none; five nodes would cost the message 215 bytes more a job.
    fn set(&mut self, client: &Addr, provider: &Addr) -> Result<()> {
        let mut results = vec![];
        for _ in 0..SET {
            let mut request = self.minute(RISC_ZERO);
            (request.program, request.input) = (inclusion::program(), None);
            let job = self.market.request(client, request, MAX_IN)?;
            self.market.accept(provider, job, AcceptPayout::Redeem {})?;
            results.push(inclusion::result(job));
        }
        self.market.wait(1);
        let Set { root, seal } = inclusion::set();
        let msg = ExecuteMsg::SubmitBatch { root, seal, results };
        self.send("submit_set_of_32", Code::JobMarket, provider, &msg, &[])?;
        Ok(())
    }

    /// Swaps between accounts that alternate in direction, so that every second one goes against what moved the price
    /// before it and is held to the block's anchor; and withdrawals of liquidity in a block whose price has moved.
    pub(super) fn anchored(&mut self, trader: &Addr, lp: &Addr) -> Result<()> {
        let usd = self.native_pool(USD)?;
        self.market.deposit(trader, MOVE, USD)?;
        let swap = |offer, amount| sell(offer, vec![usd], account(amount), ACCOUNT);
        let there_and_back = [swap(NET, MOVE), swap(USD, MOVE / 2)];
        let swaps: Vec<PoolMsg> = there_and_back.iter().cycle().take(BATCH).cloned().collect();
        let receipt = self.batch("swap_batch_anchored", Code::Pool, trader, &swaps)?;
        let held = spreads(&receipt);
        ensure!(held >= BATCH / 2, "expected every second swap held to the anchor, got {held} of {BATCH}");

        let pool = self.market.at.pool.clone();
        let lp_token = self.market.pool_state(usd).lp_token;
        let hook = ReceiveMsg::WithdrawLiquidity {
            pool_id: usd,
            min_0: Uint128::one(),
            min_1: Uint128::one(),
            payout: Payout::Account,
            receiver: None,
            deadline: None,
        };
        let send = Cw20ExecuteMsg::Send {
            contract: pool.clone(),
            amount: Uint128::new(10_000),
            msg: to_json_binary(&hook)?,
        };
        let before = vec![Call::new(&pool, &swap(NET, MOVE))?];
        let (name, token) = ("withdraw_liquidity_batch_anchored", (Code::Token, lp_token.as_str()));
        let receipt = self.batch_after(name, token, lp, before, &vec![send; BATCH])?;
        let spread = |key: &&str| *key == "spread_0" || *key == "spread_1";
        let keys = receipt.events.iter().flat_map(|event| &event.attributes).map(|a| a.key.as_str());
        let held = keys.filter(spread).count();
        ensure!(held >= BATCH, "expected every withdrawal held to the anchor, got {held} of {BATCH}");
        Ok(())
    }
}

/// How many hops of a transaction's swaps the block anchor kept something of.
fn spreads(receipt: &Receipt) -> usize {
    let hops = receipt.events.iter().flat_map(|event| &event.attributes).filter(|a| a.key == "hops");
    // pool:in:out:fee:fee, and only then the spread.
    hops.flat_map(|hops| hops.value.split(',')).filter(|hop| hop.split(':').count() > 5).count()
}

/// The jobs that a transaction's events name, in order, each once.
fn job_ids(receipt: &Receipt) -> Result<Vec<u64>> {
    let named = receipt.events.iter().flat_map(|event| &event.attributes).filter(|a| a.key == "job_id");
    let mut ids = named.map(|a| Ok(a.value.parse()?)).collect::<Result<Vec<u64>>>()?;
    ids.dedup();
    Ok(ids)
}
