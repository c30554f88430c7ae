//! This project's contracts, all of them, on an embedded chain: requests, locks, take, settlement, burn and split
//! are theirs. What is here is how clients and providers use them.

mod chain;
mod desk;
mod house;
mod positions;
mod terms;

use anyhow::{bail, Context, Result};
use api::common::Source;
use api::job_market::AcceptPayout;
use api::verifier_gateway::ExecuteMsg as GatewayMsg;
use compute_amm_testing::jobs::job_id;
use compute_amm_testing::keys;
use compute_amm_testing::wirings::{ARBITER, NET};
use cosmwasm_std::{coins, Uint128};

use chain::CLASS;

pub use desk::Ours;
pub use terms::OursTerms;

use super::{cheapest, Quote, Subsidy, TokenModel};
use crate::compare::amm::Cause;
use crate::compare::demand::Job;
use crate::compare::ledger::{Account, Asset, ONE};
use crate::compare::state::{Running, State};

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

    fn found_out(&mut self, state: &mut State, running: &Running) -> Result<u128> {
        let provider = self.address(state, running.provider);
        let bond = |ours: &Self| ours.chain.market.position(&provider, CLASS).bond.u128();
        let before = bond(self);
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
        // What was slashed was the provider's.
        let slashed = state.worth(before.saturating_sub(bond(self)));
        state.providers[running.provider].earns(-slashed);
        let back = self.refund(state)?;
        self.book_burns(state, false)?;
        Ok(back)
    }

    fn evening(&mut self, state: &mut State) -> Result<()> {
        self.chain.wait_until(u64::from(state.day + 1) * 86_400);
        self.sweep(state)?;
        self.look_at_positions(state)?;
        if let Some(emission) = self.terms.emission {
            emission.emit(state)?;
        }
        let came = |place: &usize| state.providers[*place].active || state.providers[*place].total.1 > 0.0;
        let there = (0..state.providers.len()).filter(came);
        self.chain.check_credits(there.map(|place| self.address(state, place)))
    }

    fn check(&self, state: &State) -> Result<()> {
        self.chain.check(state)
    }

    fn claims(&self, state: &State) -> (f64, f64) {
        let (credits, net) = self.chain.reserves();
        if credits <= 0.0 {
            // What nobody can sell has no price.
            return (0.0, 0.0);
        }
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
        self.mark(state)
    }
}
