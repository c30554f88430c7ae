//! Where the gas of each main message goes, by contract and by record; run with `--nocapture` to read it.

use api::common::{Asset, Payout, Source, CREDIT};
use api::fee_collector::ExecuteMsg as FeeMsg;
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobRequest};
use api::lease_market::{ExecuteMsg as LeaseMsg, SwapMsg};
use api::pool::{Destination, ExecuteMsg as PoolMsg, ProvideSource, Route};
use api::provider_registry::ExecuteMsg as RegistryMsg;
use api::verifier_gateway::Proof;
use compute_amm_testing::jobs::{digest, job_id};
use compute_amm_testing::leases::{lease_id, lease_of};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{H100, NET, ONE, RISC_ZERO};
use compute_amm_testing::Market;
use cosmwasm_std::{coins, Addr, Binary, Coin, HexBinary, Uint128};
use k256::sha2::{Digest, Sha256};
use market_tests::shared::accepted_receipts;
use serde::Serialize;
use wasm_tests::estimate::Estimate;
use wasm_tests::Wasm;

/// Sends messages and estimates what they would cost.
struct Bench {
    wasm: Wasm,
    market: Market,
    client: Addr,
    provider: Addr,
}

impl Bench {
    fn new() -> Self {
        let wasm = Wasm::default();
        let (mut market, provider, client) = small_market(&wasm);
        for who in [&client, &provider] {
            market.deposit(who, 10_000 * ONE, NET).expect("a deposit");
        }
        Bench { wasm, market, client, provider }
    }

    fn send<T: Serialize + std::fmt::Debug>(
        &mut self,
        what: &str,
        sender: &Addr,
        contract: &str,
        msg: &T,
        funds: &[Coin],
    ) -> (Estimate, compute_amm_testing::client::Receipt) {
        self.wasm.meter.take();
        let response =
            self.market.send(sender, contract, msg, funds).unwrap_or_else(|e| panic!("{what}: {e:#}"));
        let bytes = cosmwasm_std::to_json_vec(msg).expect("a message is JSON").len();
        let estimate = Estimate::new(bytes, funds.len(), self.wasm.meter.take());
        println!("{what}: {estimate}");
        (estimate, response)
    }

    /// Seven other clients pay the provider of their leases, of which it ends one too early; and it owes credits.
    fn busy_day(&mut self) {
        let provider = self.provider.clone();
        self.market.mint(&provider, H100, 1_000_000 * CREDIT, Payout::Account).expect("minted");
        for number in 0..7 {
            let client = self.market.actor(&format!("client {number}"));
            let lease = self.market.lease_running(&client, &provider, lease_of(H100, 1, 3_600), 0);
            let lease = lease.expect("it runs");
            self.market.wait(100);
            self.market.close_lease(if number == 0 { &provider } else { &client }, lease).expect("closed");
        }
    }

    /// Twice, so that the second finds its accounts and no checkpoint due.
    fn pool(&mut self, what: &str, msg: &PoolMsg, funds: &[Coin]) -> u64 {
        let (client, pool) = (self.client.clone(), self.market.at.pool.clone());
        self.market.pool(&client, msg, funds).unwrap_or_else(|e| panic!("{what}: {e:#}"));
        self.send(what, &client, &pool, msg, funds).0.total()
    }

    fn request(&mut self, what: &str, request: JobRequest, from: Source, funds: &[Coin]) -> (u64, u64) {
        let msg = self.market.swap_request(request, from).expect("a request");
        let (client, pool) = (self.client.clone(), self.market.at.pool.clone());
        let (estimate, response) = self.send(what, &client, &pool, &msg, funds);
        (estimate.total(), job_id(&response).expect("a job"))
    }

    fn accept(&mut self, what: &str, job_id: u64, payout: AcceptPayout) -> u64 {
        let (provider, jobs) = (self.provider.clone(), self.market.at.job_market.clone());
        self.market.heartbeat(&provider);
        self.send(what, &provider, &jobs, &JobMsg::AcceptJob { job_id, payout }, &[]).0.total()
    }

    fn submit(&mut self, what: &str, job_id: u64, output: HexBinary, proof: Proof) -> u64 {
        let (provider, jobs) = (self.provider.clone(), self.market.at.job_market.clone());
        let msg = JobMsg::SubmitResult { job_id, output, proof: Some(proof), output_locator: None };
        self.send(what, &provider, &jobs, &msg, &[]).0.total()
    }

    /// A job of 600 seconds: request, accept, submit with an attestation.
    fn job(
        &mut self,
        what: &str,
        from: Source,
        surplus: Payout,
        funds: &[Coin],
        payout: AcceptPayout,
    ) -> u64 {
        let mut request = self.market.request_for(H100, 2, 600);
        request.surplus = surplus;
        let (requested, job) = self.request(&format!("{what}: request"), request, from, funds);
        let accepted = self.accept(&format!("{what}: accept"), job, payout);
        self.market.wait(60);
        let output = digest("output");
        let proof = self.market.attest(job, &output);
        let submitted = self.submit(&format!("{what}: submit an attestation"), job, output, proof);
        println!("{what}: {requested} + {accepted} + {submitted}\n");
        requested + accepted + submitted
    }
}

fn swap(offer: Asset, pools: Vec<u64>, from: Source, to: Destination) -> PoolMsg {
    PoolMsg::SwapExactIn { route: Route { offer, pools }, from, min_out: Uint128::one(), to, deadline: None }
}

#[test]
fn every_main_message_is_within_its_budget() {
    let mut bench = Bench::new();
    let (h100, usd) = (bench.market.class_pool(H100), bench.market.usd_pool());
    let provider = bench.provider.clone();
    bench
        .market
        .pool(
            &provider,
            &PoolMsg::Provide {
                pool_id: usd,
                max_0: Uint128::new(1_000 * ONE),
                max_1: Uint128::new(2_000 * ONE),
                from: ProvideSource::Funds,
                min_shares: Uint128::one(),
                receiver: None,
                rest_to: None,
                deadline: None,
            },
            &[cosmwasm_std::coin(2_000 * ONE, NET), cosmwasm_std::coin(1_000 * ONE, "uusd")],
        )
        .expect("liquidity for dollars");

    let net = Asset::native(NET);
    let wallet = Destination::Wallet { receiver: None };
    let account = Destination::Account { receiver: None };
    let from_account = |amount: u128| Source::Account { owner: None, amount: Uint128::new(amount) };
    let mut rows: Vec<(&str, u64, u64)> = vec![];
    let msg = swap(net.clone(), vec![h100], Source::Funds {}, wallet.clone());
    rows.push((
        "swap, wallets, NET for credits (cw20)",
        bench.pool("swap credits", &msg, &coins(ONE, NET)),
        92_000,
    ));
    let msg = swap(net.clone(), vec![usd], Source::Funds {}, wallet.clone());
    rows.push(("swap, wallets, NET for dollars", bench.pool("swap dollars", &msg, &coins(ONE, NET)), 92_000));
    let msg = swap(net.clone(), vec![usd, usd], Source::Funds {}, wallet.clone());
    rows.push(("swap there and back", bench.pool("there and back", &msg, &coins(ONE, NET)), 92_000));
    let msg = swap(Asset::native("uusd"), vec![usd, h100], Source::Funds {}, wallet.clone());
    rows.push(("two hops, dollars for credits", bench.pool("two hops", &msg, &coins(ONE, "uusd")), 99_000));
    let msg = swap(net.clone(), vec![h100], from_account(ONE), account.clone());
    rows.push(("swap, accounts, NET for credits", bench.pool("accounts", &msg, &[]), 62_500));
    let msg = PoolMsg::Provide {
        pool_id: h100,
        max_0: Uint128::new(100_000),
        max_1: Uint128::new(1_000_000),
        from: ProvideSource::Account,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    rows.push(("provide from accounts", bench.pool("provide from accounts", &msg, &[]), 115_000));
    let msg = PoolMsg::Provide {
        pool_id: usd,
        max_0: Uint128::new(1_000_000),
        max_1: Uint128::new(1_000_000),
        from: ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    let funds = [cosmwasm_std::coin(ONE, NET), cosmwasm_std::coin(ONE, "uusd")];
    rows.push(("provide from wallets", bench.pool("provide from wallets", &msg, &funds), 140_000));

    let redeem = AcceptPayout::Redeem {};
    let credits = AcceptPayout::Credits {};
    let funds = coins(3 * ONE, NET);
    // The first of each opens accounts and days. The embedded chain's addresses are all as long as contracts', so the
    // pool asks about receivers here that it takes for wallets on a chain.
    bench.job("first", Source::Funds {}, Payout::Wallet, &funds, credits);
    let job = bench.job("job, wallets", Source::Funds {}, Payout::Wallet, &funds, credits);
    rows.push(("job from wallets, paid in credits", job, 360_000));
    let job =
        bench.job("job, wallets, surplus to account", Source::Funds {}, Payout::Account, &funds, credits);
    rows.push(("job from a wallet, surplus to the account", job, 345_000));
    bench.job("first from account", from_account(3 * ONE), Payout::Account, &[], redeem);
    let job = bench.job("job, accounts", from_account(3 * ONE), Payout::Account, &[], redeem);
    rows.push(("job from accounts, redeemed", job, 318_000));

    if let Some(receipts) = accepted_receipts() {
        let receipt = &receipts[0];
        let mut request = bench.market.request_for(H100, 2, 600);
        request.method = RISC_ZERO;
        request.program = HexBinary::from(receipt.image().to_vec());
        request.input = None;
        request.surplus = Payout::Account;
        let (requested, job) = bench.request("RISC Zero: request", request, from_account(3 * ONE), &[]);
        let accepted = bench.accept("RISC Zero: accept", job, redeem);
        let output = HexBinary::from(Sha256::digest(receipt.journal_bytes()).to_vec());
        let proof = Proof::RiscZero { seal: Binary::from(receipt.seal_bytes()), journal: None };
        let submitted = bench.submit("RISC Zero: submit", job, output, proof);
        rows.push(("RISC Zero job from accounts", requested + accepted + submitted, 334_000));
    }

    let (client, at) = (bench.client.clone(), bench.market.at.clone());
    let take = bench.send("sweep take", &client, &at.job_market, &JobMsg::SweepTake {}, &[]).0;
    let burn = RegistryMsg::BurnRedeemed { class: H100.into() };
    let burned = bench.send("burn redeemed", &client, &at.provider_registry, &burn, &[]).0;
    let fees = bench
        .send("sweep fees", &client, &at.pool, &PoolMsg::SweepFees { pool_id: h100, asset: None }, &[])
        .0;
    let distributed = bench.send("distribute", &client, &at.fee_collector, &FeeMsg::Distribute {}, &[]).0;
    rows.push(("sweep take", take.total(), 125_000));
    rows.push(("burn redeemed", burned.total(), 112_000));
    rows.push(("sweep fees", fees.total(), 100_000));
    rows.push(("distribute", distributed.total(), 83_000));

    within(rows);
}

/// Leases of a provider: the first makes its clock, its accounts and the day's record; before the last, seven others have paid that
/// day, and the provider owes credits and was at fault once, so that every record has its full length.
#[test]
fn every_message_of_a_lease_is_within_its_budget() {
    let mut bench = Bench::new();
    let (client, provider, at) = (bench.client.clone(), bench.provider.clone(), bench.market.at.clone());
    let mut rows: Vec<(&str, u64, u64)> = vec![];
    // The chain counts some 2,000 more.
    let budgets = [153_000, 88_000, 83_000, 113_000, 113_000];
    for (round, most) in [("first", [u64::MAX; 5]), ("lease", budgets), ("busy day", budgets)] {
        if round == "busy day" {
            bench.busy_day();
        }
        let msg = SwapMsg::RequestLease { request: lease_of(H100, 1, 3_600) };
        let swap = bench.market.lease_swap(H100, 3_600 * CREDIT, &msg, Source::Funds {}).expect("a swap");
        let (asked, receipt) =
            bench.send(&format!("{round}: request"), &client, &at.pool, &swap, &coins(1_000 * ONE, NET));
        let lease_id = lease_id(&receipt).expect("a lease");
        let pledge = RegistryMsg::Pledge(bench.market.pledge_for(lease_id, 3_600).expect("a pledge"));
        bench.market.wait(5);
        let started =
            bench.send(&format!("{round}: start"), &provider, &at.provider_registry, &pledge, &[]).0;
        let lease = |msg: LeaseMsg, sender: &Addr, bench: &mut Bench, what: &str| {
            bench.send(&format!("{round}: {what}"), sender, &at.lease_market, &msg, &[]).0
        };
        bench.market.wait(61);
        let claimed = lease(LeaseMsg::Claim { lease_id }, &provider, &mut bench, "claim");
        bench.market.wait(5);
        let closed = lease(LeaseMsg::Close { lease_id }, &client, &mut bench, "close");
        let short = bench.market.lease_running(&client, &provider, lease_of(H100, 1, 3_600), 0);
        let msg = LeaseMsg::Close { lease_id: short.expect("it runs") };
        let left = lease(msg, &client, &mut bench, "close in the first minute");
        let spent = [asked, started, claimed, closed, left].map(|estimate| estimate.total());
        let names = ["request a lease", "start it", "claim", "close it", "close one in its first minute"];
        rows.extend(names.into_iter().zip(spent).zip(most).map(|((name, is), most)| (name, is, most)));
    }
    within(rows);
}

fn within(rows: Vec<(&str, u64, u64)>) {
    println!("{:<45} {:>9} {:>9}", "estimated SDK gas", "is", "at most");
    for (what, is, most) in &rows {
        println!("{what:<45} {is:>9} {most:>9}");
    }
    for (what, is, most) in rows {
        assert!(is <= most, "{what}: expected at most {most} gas, got {is}");
    }
}
