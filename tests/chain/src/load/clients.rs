//! Clients: each in a thread of its own, several requests in a transaction, over an account in the pool.

use anyhow::{bail, Context, Result};
use api::common::{Payout, Source};
use api::job_market::JobRequest;
use chain::config::Chain;
use chain::market::DevnetClient;
use chain::node::Node;
use chain::wallet::Wallet;
use chain::wasm::execute;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{H100, ONE};
use compute_amm_testing::Market;
use cosmrs::Any;
use cosmwasm_std::{to_json_binary, Addr, HexBinary, Uint128};
use sha2::{Digest, Sha256};

use super::people::{client, People, RUN};
use super::size::Load;
use crate::http::serve;

/// Seconds that a job pays for, and from its acceptance to its result.
const SECONDS: u64 = 10;
const RUN_WITHIN: u64 = 600;
/// Seconds in which somebody can accept a job that nobody can do.
const ACCEPT_WITHIN: u64 = 60;
/// Most that one costs.
const MAX_IN: u128 = 10 * ONE;

/// Transactions of each client: messages in the order in which they are sent.
type Orders = Vec<Vec<Vec<Any>>>;

/// Every client's requests. Each job has an input of its own, which is served for as long as this process lives.
pub fn orders(market: &mut Market<DevnetClient>, people: &People, load: &Load) -> Result<Orders> {
    let inputs = serve(|path| path.parse().ok().map(|job| input(job).into_bytes()));
    let mut all: Vec<Vec<Any>> = vec![vec![]; load.clients];
    for job in 0..load.jobs {
        let who = job % load.clients;
        let from = Source::Account { owner: None, amount: Uint128::new(MAX_IN) };
        let usual = market.request_for(H100, 1, SECONDS);
        let (program, accept_within) = match Load::can_be_done(job) {
            true => (digest("load"), usual.accept_within),
            false => (digest("a program that no agent has"), ACCEPT_WITHIN),
        };
        let request = JobRequest {
            program,
            accept_within,
            input: Some(HexBinary::from(Sha256::digest(input(job)).to_vec())),
            input_locator: Some(format!("{inputs}/{job}")),
            run_within: RUN_WITHIN,
            surplus: Payout::Account,
            ..usual
        };
        let msg = to_json_binary(&market.swap_request(request, from)?)?;
        let (client, messages) = (&people.clients[who], &mut all[who]);
        messages.push(execute(client.as_str(), &market.at.pool, &msg, &[])?);
    }
    Ok(all.into_iter().map(|messages| messages.chunks(load.batch).map(<[Any]>::to_vec).collect()).collect())
}

/// Sends all of them, every client beside the others.
pub fn request(chain: &Chain, clients: &[Addr], orders: Orders) -> Result<()> {
    let send = |index: usize, transactions: Vec<Vec<Any>>| -> Result<()> {
        let node = Node::connect(&chain.endpoint())?;
        let wallet = Wallet::named(&chain.prefix, &format!("{RUN} {}", client(index)))?;
        transactions.iter().try_for_each(|messages| node.send(&wallet, messages, None).map(drop))
    };
    let ended: Vec<Result<()>> = std::thread::scope(|scope| {
        let begun: Vec<_> = (0..clients.len())
            .zip(orders)
            .map(|(index, transactions)| scope.spawn(move || send(index, transactions)))
            .collect();
        begun
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| bail!("its thread panicked")))
            .collect()
    });
    for (index, ended) in ended.into_iter().enumerate() {
        ended.with_context(|| format!("{} cannot request its jobs", client(index)))?;
    }
    Ok(())
}

/// A job's input.
fn input(job: usize) -> String {
    format!("input {job} of a load\n")
}
