//! The code changes under a market at work.

use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobState};
use api::pool::ExecuteMsg as PoolMsg;
use cosmwasm_std::{coins, Addr, Uint128};
use cw20::{Cw20ExecuteMsg, Expiration};

use super::snapshot::{tokens, Cast, Snapshot};
use super::{ends, provider, somebody};
use compute_amm_testing::client::CW2;
use compute_amm_testing::client::{Client, ContractState};
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::Market;
use compute_amm_testing::wirings::{H100, NET, ONE};

/// One job is open, one runs, one waits for its verdict, when every contract and token is migrated to the
/// next build: all that can be asked is as it was, and all three jobs end as they should.
///
/// On the embedded chain the next build is the same code, see
/// [`Embedded::upgrade`](compute_amm_testing::embedded::Embedded).
pub fn an_upgrade_keeps_the_state<C: Client>(market: &mut Market<C>) {
    let provider = provider(market);
    let client = somebody(market, "client", &coins(200 * ONE, NET));
    let keeper = somebody(market, "keeper", &[]);
    allowances(market, &provider, &client);
    market.stake(&client, ONE).unwrap_or_else(|e| panic!("stake: {e:#}"));
    backed(market, &provider, &client);
    let [assigned, submitted, open] = [Some(true), Some(false), None].map(|proven| {
        let mut request = market.request_for(H100, 1, 60);
        request.run_within = 3_600;
        request.accept_within = 3_600;
        let job = market.request(&client, request, 50 * ONE).unwrap_or_else(|e| panic!("request: {e:#}"));
        if proven.is_some() {
            let payout = AcceptPayout::Credits {};
            market.accept(&provider, job, payout).unwrap_or_else(|e| panic!("accept: {e:#}"));
        }
        job
    });
    market
        .submit(&provider, submitted, digest("unproven"), None)
        .unwrap_or_else(|e| panic!("submit without a proof: {e:#}"));

    let cast = Cast { provider: provider.clone(), client: client.clone(), assigned, submitted };
    let contracts = contracts(market);
    let before = (Snapshot::take(market, &cast), states(market, &contracts));
    market.client.upgrade().unwrap_or_else(|e| panic!("the upgrade: {e:#}"));
    Snapshot::take(market, &cast).same_as(&before.0);
    for ((name, then, old), (_, now, new)) in before.1.iter().zip(states(market, &contracts)) {
        assert!(now.code_id > then.code_id, "{name}: code {} after {}", now.code_id, then.code_id);
        assert_ne!(now.checksum, then.checksum, "{name}: another build");
        assert_eq!((&now.admin, &now.creator), (&then.admin, &then.creator), "{name}");
        assert!(new > *old, "{name}: version {new:?} after {old:?}");
    }
    invariants::check(market).unwrap();

    let output = digest("output");
    let proof = market.attest(assigned, &output);
    ends(market, &keeper, assigned, JobState::Settled, |market| {
        market.submit(&provider, assigned, output, Some(proof)).unwrap_or_else(|e| panic!("submit: {e:#}"));
    });
    let valid = market.verdict(submitted, true, &keeper);
    ends(market, &keeper, submitted, JobState::Settled, |market| {
        market.gateway(&keeper, &valid).unwrap_or_else(|e| panic!("verdict: {e:#}"));
    });
    ends(market, &keeper, open, JobState::Cancelled, |market| {
        let cancel = JobMsg::CancelJob { job_id: open };
        market.jobs(&client, &cancel, &[]).unwrap_or_else(|e| panic!("cancel: {e:#}"));
    });
    invariants::check(market).unwrap();
}

/// The client backs the provider, and takes half of its shares out.
fn backed<C: Client>(market: &mut Market<C>, provider: &Addr, client: &Addr) {
    let net = market.net();
    market.create_vault(provider, H100, net).unwrap_or_else(|e| panic!("a vault: {e:#}"));
    market.back(client, provider, H100, 2 * ONE).unwrap_or_else(|e| panic!("a deposit: {e:#}"));
    let half = market.vault_shares(client, provider, H100) / 2;
    market.exit_vault(client, provider, H100, half).unwrap_or_else(|e| panic!("an exit: {e:#}"));
}

/// Something in every map: the provider lets the client debit its account and its LP shares, and has NET in
/// its account.
fn allowances<C: Client>(market: &mut Market<C>, provider: &Addr, client: &Addr) {
    market.deposit(provider, ONE, NET).unwrap_or_else(|e| panic!("deposit: {e:#}"));
    let (asset, amount) = (market.net(), Uint128::new(ONE / 2));
    let expires = market.now() + 86_400;
    let approve = PoolMsg::IncreaseAllowance { spender: client.to_string(), asset, amount, expires };
    market.pool(provider, &approve, &[]).unwrap_or_else(|e| panic!("approve: {e:#}"));
    let lp = market.pool_state(market.class_pool(H100)).lp_token;
    let expires = Some(Expiration::Never {});
    let approve = Cw20ExecuteMsg::IncreaseAllowance { spender: client.to_string(), amount, expires };
    market.send(provider, &lp, &approve, &[]).unwrap_or_else(|e| panic!("allowance: {e:#}"));
}

/// Every contract of the market by name.
fn contracts<C: Client>(market: &Market<C>) -> Vec<(String, String)> {
    let contracts = market.at.all().map(|(code, address)| (code.name().to_owned(), address.to_owned()));
    contracts
        .into_iter()
        .chain(tokens(market).into_iter().map(|(address, of)| (format!("token of {of}"), address)))
        .collect()
}

/// What the chain says of each, and its cw2 version.
fn states<C: Client>(
    market: &Market<C>,
    contracts: &[(String, String)],
) -> Vec<(String, ContractState, Vec<u64>)> {
    let state = |(name, address): &(String, String)| {
        let state = market.client.contract(address).unwrap_or_else(|e| panic!("{name}: {e:#}"));
        let record = market.client.raw(address, CW2).unwrap_or_else(|e| panic!("{name}: {e:#}"));
        let record = record.unwrap_or_else(|| panic!("{name} has no cw2 record"));
        let record: serde_json::Value = serde_json::from_slice(&record).expect("JSON");
        let version = record["version"].as_str().expect("a version");
        let parts = version.split('.').map(|part| part.parse().expect("major.minor.patch"));
        (name.clone(), state, parts.collect())
    };
    contracts.iter().map(state).collect()
}
