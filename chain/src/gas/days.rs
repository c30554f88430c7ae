//! Messages that become possible after an hour, a day or ninety: for a chain whose clock is moved.

use anyhow::{Context, Result};
use api::common::Payout;
use api::job_market::AcceptPayout;
use api::paging::ListOrder;
use api::pool::{ExecuteMsg as PoolMsg, PoolsResponse, QueryMsg as PoolQuery};
use api::provider_registry::ExecuteMsg;
use api::verifier_gateway::{
    ExecuteMsg as GatewayMsg, JournalPolicy, MethodKind, MethodParams, MethodsResponse,
    QueryMsg as GatewayQuery,
};
use compute_amm_testing::client::{Call, Client};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{ATTESTATION, H100, ONE, SP1};
use compute_amm_testing::{sp1, Market};
use cosmwasm_std::{Addr, Uint128};
use deploy::Code;

use market_tests::shared::{sp1_proofs, Sp1Proof};

use super::jobs::MAX_IN;
use super::tally::{Entry, Tally};
use super::verify::Asker;

/// Credits that a debtor of a class that ends has minted, and those of them that somebody else has.
const MINTED: u128 = 10_000 * ONE;
const HANDED: u128 = 4_000 * ONE;

/// The class that ends in a pass.
fn class(pass: char) -> String {
    format!("end-{pass}")
}

/// Has governance add a class for each pass to end, all before the first: what leaving jail costs grows with the classes. And a
/// method for a real proof by SP1 before 6.0, of a version that no deployment accepts: it can be used once its timelock has passed.
pub fn add_classes<C: Client>(market: &mut Market<C>, passes: &str) -> Result<()> {
    let wired = market.wiring.classes.first().context("a class in the wiring")?.clone();
    let registry = market.at.provider_registry.clone();
    let mut calls = vec![];
    for pass in passes.chars() {
        let add = ExecuteMsg::AddClass {
            class: class(pass),
            credit_symbol: format!("gpuEnd-{pass}"),
            params: wired.params.clone(),
        };
        calls.push(Call::new(&registry, &add)?);
    }
    market.client.govern(&calls).context("adding classes")?;
    let mut calls = vec![];
    for pass in passes.chars() {
        let asset = market.credit(&class(pass));
        calls.push(Call::new(&market.at.pool, &PoolMsg::ListAsset { asset: asset.clone() })?);
        let create = PoolMsg::CreatePool {
            asset_0: asset,
            asset_1: market.net(),
            fees: wired.fees,
            lp_symbol: format!("lpEnd-{pass}"),
            reference_0: Uint128::new(ONE),
            reference_1: wired.params.price_init,
            launch: false,
        };
        calls.push(Call::new(&market.at.pool, &create)?);
    }
    market.client.govern(&calls).context("creating their pools")?;
    let mut calls = vec![];
    for pass in passes.chars() {
        let query = PoolQuery::PoolsOf {
            asset: market.credit(&class(pass)),
            order: None,
            start_after: None,
            limit: None,
        };
        let created: PoolsResponse = market.ask_pool(&query);
        let pool_id = created.pools.first().context("the pool that was created")?.pool_id;
        calls.push(Call::new(&registry, &ExecuteMsg::SetClassPool { class: class(pass), pool_id })?);
    }
    market.client.govern(&calls).context("naming their pools")?;
    let Some(proof) = older_sp1_proof() else { return Ok(()) };
    let kind = MethodKind::Sp1 { policy: JournalPolicy::Output, selectors: vec![proof.selector().into()] };
    let params = MethodParams { kind, detection_bps: 10_000, name: "SP1 before 6.0".into() };
    let add = Call::new(&market.at.verifier_gateway, &GatewayMsg::AddMethod { params })?;
    market.client.govern(&[add]).context("adding a method")?;
    Ok(())
}

/// The oldest of the real proofs.
fn older_sp1_proof() -> Option<Sp1Proof> {
    sp1_proofs()?.into_iter().next()
}

/// Runs them once, on a market to which [`add_classes`] has added the class of this pass, with the contract that
/// [asks](super::verify). Swaps are measured too, so that what they cost here and on a chain with consensus can be compared.
pub fn run<C: Client>(market: &mut Market<C>, pass: char, asker: &Addr) -> Result<Vec<Entry>> {
    let mut tally = Tally::new(market, pass);
    let provider = tally.actor("provider")?;
    tally.market.join(&provider, H100, 100_000 * ONE, 64)?;
    tally.stock(&provider)?;
    let trader = tally.actor("trader")?;
    tally.swaps(&trader)?;
    // More of it: what is sold before a buy-back must move the price by less than its slack.
    tally.market.supply_liquidity(&provider, H100, 2_000_000 * ONE, 1_800 * ONE)?;
    let keeper = tally.actor("keeper")?;
    tally.crank(&keeper)?;
    tally.jail(&trader, &provider)?;
    tally.end(&keeper)?;
    tally.proven_by_sp1(&trader, &provider)?;
    let older = older_sp1_proof().map(|proof| Ok::<_, anyhow::Error>((tally.added_method()?, proof)));
    tally.verifications(&Asker { contract: asker, sender: &trader }, older.transpose()?)?;
    Ok(tally.into_entries())
}

impl<C: Client> Tally<'_, C> {
    /// Somebody goes to jail for fraud, and leaves it as soon as it may.
    fn jail(&mut self, client: &Addr, reporter: &Addr) -> Result<()> {
        let cheat = self.actor("cheat")?;
        self.market.join(&cheat, H100, 100 * ONE, 1)?;
        let job = self.assigned(client, &cheat, ATTESTATION, AcceptPayout::Credits {})?;
        self.market.submit(&cheat, job, digest("work"), None)?;
        let verdict = self.market.verdict(job, false, reporter);
        let gateway = self.market.at.verifier_gateway.clone();
        self.market.send(reporter, &gateway, &verdict, &[]).context("a verdict of fraud")?;
        self.market.wait(self.market.wiring.registry.jail);
        self.send("unjail", Code::ProviderRegistry, &cheat, &ExecuteMsg::Unjail {}, &[])?;
        Ok(())
    }

    /// A job that a real proof by SP1 settles.
    fn proven_by_sp1(&mut self, client: &Addr, provider: &Addr) -> Result<()> {
        let mut request = self.minute(SP1);
        (request.program, request.input) = (sp1::program(), None);
        let job = self.market.request(client, request, MAX_IN)?;
        self.market.heartbeat(provider);
        self.market.accept(provider, job, AcceptPayout::Redeem {})?;
        self.submit("submit_sp1", provider, job, sp1::output(), Some(sp1::proof()))
    }

    /// The method that [`add_classes`] has added.
    fn added_method(&self) -> Result<u32> {
        let newest =
            GatewayQuery::Methods { order: Some(ListOrder::Descending), start_after: None, limit: Some(1) };
        let found: MethodsResponse = self.market.ask_gateway(&newest)?;
        Ok(found.methods.first().context("a method that was added")?.method)
    }

    /// A class ends that two have minted in: its second debt, and the second claim of its pot, from one's account.
    fn end(&mut self, holder: &Addr) -> Result<()> {
        let (class, registry) = (class(self.pass), Code::ProviderRegistry);
        let mut debtors = vec![];
        for name in ["first debtor", "second debtor"] {
            let debtor = self.actor(name)?;
            self.market.join(&debtor, &class, 1_000 * ONE, 2)?;
            self.market.mint(&debtor, &class, MINTED, Payout::Account)?;
            self.market.hand_over(&debtor, holder, &class, HANDED)?;
            debtors.push(debtor);
        }
        let announce = ExecuteMsg::AnnounceSunset { class: class.clone() };
        let announce = Call::new(&self.market.at.provider_registry, &announce)?;
        self.market.client.govern(&[announce]).context("announcing the end of a class")?;
        let at = self.market.class(&class).sunset.context("an announced end")?.at;
        self.market.wait(at.saturating_sub(self.market.now()));
        let [first, second] = debtors.as_slice() else { anyhow::bail!("two debtors") };
        self.market.collect(holder, &class, first)?;
        let collect = ExecuteMsg::Collect { class: class.clone(), provider: second.to_string() };
        self.send("collect", registry, holder, &collect, &[])?;
        self.market.claim_pot(first, &class, MINTED - HANDED)?;
        let claim = ExecuteMsg::ClaimPot { class, amount: Uint128::new(HANDED), payout: Payout::Wallet };
        self.send("claim_pot", registry, holder, &claim, &[])?;
        Ok(())
    }
}
