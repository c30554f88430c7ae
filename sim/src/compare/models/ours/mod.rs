//! This project's contracts, all of them, on an embedded chain: requests, locks, take, settlement, burn and split
//! are theirs. What is here is how clients and providers use them.

mod chain;
mod house;
mod positions;

use anyhow::{bail, Context, Result};
use api::common::Source;
use api::job_market::{AcceptPayout, QuoteResponse};
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, Proof};
use compute_amm_testing::jobs::{digest, job_id, quote_of};
use compute_amm_testing::keys;
use compute_amm_testing::wirings::{ARBITER, NET};
use cosmwasm_std::{coins, Addr, HexBinary, Uint128};
use serde::{Deserialize, Serialize};

use chain::{Chain, CLASS};

use super::dollars::EmissionTerms;
use super::{cheapest, Quote, Subsidy, TokenModel};
use crate::compare::amm::Cause;
use crate::compare::demand::Job;
use crate::compare::ledger::{Account, Asset, ONE};
use crate::compare::params::World;
use crate::compare::state::{Running, State};

/// What is governed, within the contracts' bounds, and how deep providers make the pool.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OursTerms {
    /// τ0, basis points.
    pub take_bps: u32,
    /// W, seconds. The default of 10 minutes is for many small jobs; with some eight jobs a day one job alone would
    /// raise the take by half, so longer ones are tried.
    pub window: u64,
    /// Of revenue, what is burned; the rest is stakers', which is paid out to all holders here.
    pub burn_bps: u32,
    /// Fee of the class's pool, basis points.
    pub pool_fee_bps: u32,
    /// Hours of its GPUs' work that a provider brings to the class's pool as credits, with as much NET.
    pub depth: f64,
    /// A bootstrapping emission.
    pub emission: Option<EmissionTerms>,
}

impl Default for OursTerms {
    fn default() -> Self {
        Self {
            take_bps: 200,
            window: 86_400,
            burn_bps: 6_000,
            pool_fee_bps: 100,
            depth: 48.0,
            emission: None,
        }
    }
}

/// What a provider did in the contracts.
#[derive(Clone, Debug, Default)]
struct Book {
    /// Its LP shares, base units.
    shares: u128,
    /// What they cost: NET that came in, at the price of then, USD.
    basis: f64,
    /// Open credits, and the collateral of them, as last seen.
    open: u128,
    /// NET base units.
    collateral: u128,
    /// In jail, and the second from which on it can leave.
    jailed: Option<u64>,
}

/// The model.
pub struct Ours {
    terms: OursTerms,
    /// Whether what the fee-collector burns is paid out to holders instead.
    share: bool,
    chain: Chain,
    client: Addr,
    keeper: Addr,
    books: Vec<Book>,
    /// Cost and take of the last quote together, and the tip beside it, NET base units.
    quoted: (Uint128, u128),
}

impl Ours {
    /// Deploys the contracts.
    pub fn new(terms: OursTerms, share: bool, world: &World) -> Self {
        let chain = Chain::new(&terms, world);
        let [client, keeper] = ["client", "keeper"].map(|name| chain.market.address(name));
        let books = vec![Book::default(); world.providers];
        Self { terms, share, chain, client, keeper, books, quoted: Default::default() }
    }

    fn address(&self, state: &State, place: usize) -> Addr {
        self.chain.market.address(&format!("provider {}", state.providers[place].label))
    }

    /// What a GPU-hour costs in the class's pool, USD.
    fn spot(&self, state: &State) -> f64 {
        let (credits, net) = self.chain.reserves();
        net / credits * 3_600.0 * state.price()
    }

    /// What a job takes now; none where the pool cannot sell it.
    fn ask_quote(&self, job: &Job) -> Option<QuoteResponse> {
        let query = quote_of(CLASS, job.gpus, job.seconds);
        self.chain.market.ask(&self.chain.market.at.job_market, &query).ok()
    }

    /// The arbiter's key signs that a result is valid: a method of one attestor.
    fn attest(&self, job: u64, output: &HexBinary) -> Result<Proof> {
        let statement = self.chain.market.statement(self.chain.market.claim(job, output), None);
        let digest: [u8; 32] = statement.valid.to_array()?;
        Ok(Proof::Attestation { signatures: vec![keys::arbiter().sign(0, &digest)] })
    }

    fn submit(&mut self, state: &State, running: &Running, attested: bool) -> Result<u64> {
        let job = u64::try_from(running.note)?;
        self.chain.wait_until(running.until);
        let output = digest(&format!("result of {job}"));
        let proof = if attested { Some(self.attest(job, &output)?) } else { None };
        let provider = self.address(state, running.provider);
        self.chain.market.submit(&provider, job, output, proof).context("a result")?;
        Ok(job)
    }
}

impl TokenModel for Ours {
    fn stake(&self, state: &State) -> u128 {
        let hours = positions::SPARE_HOURS * positions::LOCK + 3.0 * self.terms.depth;
        (hours * state.world.cost.0 / state.price() * ONE as f64) as u128
    }

    fn subsidy(&self, state: &State, more: u32) -> Subsidy {
        self.terms.emission.map_or(Subsidy::default(), |emission| emission.subsidy(state, more))
    }

    fn join(&mut self, state: &mut State, place: usize) -> Result<()> {
        self.chain.wait_until(state.now);
        self.enter(state, place)
    }

    fn leave(&mut self, state: &mut State, place: usize) -> Result<bool> {
        self.chain.wait_until(state.now);
        // It takes no more work while it winds up.
        let provider = &mut state.providers[place];
        provider.barred = provider.barred.max(state.now + 2 * 86_400);
        self.go(state, place)
    }

    fn quote(&mut self, state: &mut State, job: &Job) -> Result<Option<Quote>> {
        self.chain.wait_until(job.at);
        let subsidy = self.subsidy(state, 0).busy;
        let Some((place, asked)) = cheapest(state, job, subsidy) else { return Ok(None) };
        // A quote is for the first change of a block.
        self.chain.market.wait(1);
        self.restock(state, place, asked as f64 / ONE as f64 / job.hours())?;
        let Some(first) = self.ask_quote(job) else { return Ok(None) };
        // Nobody bonds for what the client will not pay: it walks away from this price.
        let most = job.worth.min(state.cloud) * job.hours();
        let usd = state.worth((first.cost + first.take).u128());
        if usd > most {
            return Ok(Some(Quote {
                provider: place,
                price: (usd * ONE as f64).ceil() as u128,
                paid: asked,
            }));
        }
        let lock = (first.worth.u128() as f64 * positions::LOCK * 1.01) as u128 + ONE;
        if !state.can_have(place, lock) {
            return Ok(None);
        }
        // A larger bond may prove more GPUs, and the take falls with them.
        let quote = if self.free_up(state, place, lock)? { self.ask_quote(job) } else { Some(first) };
        let Some(quote) = quote else { return Ok(None) };
        // Where credits are worth less than the work, the client adds a tip.
        let worth = self.spot(state) * job.hours();
        let tip = ((asked as f64 / ONE as f64 - worth).max(0.0) / state.price() * ONE as f64) as u128;
        let net = (quote.cost + quote.take).u128() + tip;
        self.quoted = (quote.cost + quote.take, tip);
        let Ok(price) = state.amm.cost(&state.ledger, Asset::Net, net) else { return Ok(None) };
        let paid = asked.max((worth * ONE as f64) as u128);
        Ok(Some(Quote { provider: place, price, paid }))
    }

    fn request(&mut self, state: &mut State, job: &Job, quote: &Quote) -> Result<Option<u128>> {
        let (payment, tip) = self.quoted;
        let net = payment.u128() + tip;
        state.amm.buy(&mut state.ledger, Account::Clients, Asset::Net, net, Cause::Model)?;
        let client = self.client.clone();
        self.chain.bring(state, Account::Clients, &client, net)?;
        let mut request = self.chain.market.request_for(CLASS, job.gpus, job.seconds);
        request.method = ARBITER;
        request.max_payment = payment;
        request.tip = (tip > 0).then(|| Uint128::new(tip));
        request.run_within = job.seconds * 2 + 3_600;
        let msg = self.chain.market.swap_request(request, Source::Funds {})?;
        let response = match self.chain.market.pool(&client, &msg, &coins(net, NET)) {
            Ok(response) => response,
            Err(error) => {
                // It was quoted in this block, so a refusal is a fault of this simulation.
                bail!("a request that was quoted: {error:#}")
            }
        };
        let id = job_id(&response)?;
        self.chain.collect(state, &client, Account::Clients)?;
        let provider = self.address(state, quote.provider);
        let credits = u128::from(job.gpus) * u128::from(job.seconds) * ONE;
        let open = self.chain.market.position(&provider, CLASS).open.u128();
        let payout =
            if open >= credits { AcceptPayout::Redeem {} } else { AcceptPayout::Net { min: Uint128::one() } };
        self.chain.market.accept(&provider, id, payout).context("an acceptance")?;
        Ok(Some(u128::from(id)))
    }

    fn settle(&mut self, state: &mut State, running: &Running) -> Result<f64> {
        self.submit(state, running, true)?;
        // What it brings is seen in the evening, in its account.
        Ok(0.0)
    }

    fn found_out(&mut self, state: &mut State, running: &Running) -> Result<bool> {
        let job = self.submit(state, running, false)?;
        let freed = self.chain.elapsed() + self.chain.market.wiring.registry.jail;
        let market = &mut self.chain.market;
        let reporter = self.keeper.clone();
        let statement = market.statement(market.submitted_claim(job).claim, Some(&reporter));
        let digest: [u8; 32] = statement.invalid.context("it named a reporter")?.to_array()?;
        let signatures = vec![keys::arbiter().sign(0, &digest)];
        market.gateway(&reporter, &GatewayMsg::BringVerdict { job_id: job, valid: false, signatures })?;
        state.providers[running.provider].barred = u64::MAX;
        self.books[running.provider].jailed = Some(freed);
        self.refund(state)?;
        self.book_burns(state, false)?;
        Ok(true)
    }

    fn evening(&mut self, state: &mut State) -> Result<()> {
        self.chain.wait_until(u64::from(state.day + 1) * 86_400);
        self.sweep(state)?;
        self.look_at_positions(state)?;
        if let Some(emission) = self.terms.emission {
            emission.emit(state)?;
        }
        self.chain.check(state)
    }

    fn claims(&self, state: &State) -> (f64, f64) {
        let (credits, net) = self.chain.reserves();
        let (mut claims, mut cover) = (0.0, 0.0);
        for book in &self.books {
            let worth = book.open as f64 * net / credits;
            claims += worth;
            cover += worth.min(book.collateral as f64);
        }
        let usd = state.price() / ONE as f64;
        (claims * usd, cover * usd)
    }

    fn close(&mut self, state: &mut State) -> Result<()> {
        self.sweep(state)?;
        self.look_at_positions(state)?;
        self.mark(state)?;
        self.chain.check(state)
    }
}
