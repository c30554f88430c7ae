//! A chain as its users see it: blocks, accounts, balances.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure, Context, Result};
use cosmrs::proto::cosmos::auth::v1beta1::{BaseAccount, QueryAccountRequest, QueryAccountResponse};
use cosmrs::proto::cosmos::bank::v1beta1::{
    QueryBalanceRequest, QueryBalanceResponse, QuerySupplyOfRequest, QuerySupplyOfResponse,
};
use cosmrs::proto::traits::{Message, Name};
use cosmwasm_std::{BlockInfo, Decimal, Timestamp};
use serde_json::{json, Value};

use crate::plain::plain;
use crate::rpc::{number, Rpc};

const POLL: Duration = Duration::from_millis(100);
/// A chain that makes no block for so long has stopped.
const HALT: Duration = Duration::from_secs(60);
/// A block or two free a mempool of what they hold, so that some tries come between two blocks; a chain that is busy for
/// longer than five minutes wants a higher fee, not more patience.
const ROOM: Room = Room { every: Duration::from_secs(2), at_most: Duration::from_secs(300) };

/// What a unit of gas costs.
#[derive(Clone, Debug, PartialEq)]
pub struct GasPrice {
    /// Denom of the fees.
    pub denom: String,
    /// Base units per gas.
    pub price: Decimal,
}

/// How to reach a chain, and which one to expect there.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// RPC addresses of its nodes.
    pub rpc: Vec<String>,
    /// Its id.
    pub chain_id: String,
    /// Prefix of its addresses.
    pub prefix: String,
    /// What to pay.
    pub gas_price: GasPrice,
}

/// A connection to a chain.
pub struct Node {
    rpc: Rpc,
    endpoint: Endpoint,
    room: Room,
    told: Box<dyn Fn(&str)>,
}

/// A chain that makes no blocks: it was waited for in vain.
#[derive(Debug)]
pub struct Halted {
    /// Since when there was none, seconds.
    pub seconds: u64,
    /// The last one.
    pub height: u64,
}

impl std::fmt::Display for Halted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the chain made no block for {} s, the last is {}", self.seconds, self.height)
    }
}

impl std::error::Error for Halted {}

/// How a transaction waits for room in a mempool that is full.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Until it is sent again.
    pub every: Duration,
    /// From the first refusal until it is given up.
    pub at_most: Duration,
}

/// An account that signs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Account {
    /// Its number on the chain.
    pub number: u64,
    /// Transactions it has sent.
    pub sequence: u64,
}

impl Node {
    /// Connects, and refuses a chain with another id.
    pub fn connect(endpoint: &Endpoint) -> Result<Self> {
        Self::over(Rpc::new(&endpoint.rpc)?, endpoint)
    }

    /// The same over nodes that are already named.
    pub fn over(rpc: Rpc, endpoint: &Endpoint) -> Result<Self> {
        let told = Box::new(|text: &str| eprintln!("{}", plain(text)));
        let node = Self { rpc, endpoint: endpoint.clone(), room: ROOM, told };
        let found = node.latest()?.chain_id;
        ensure!(found == endpoint.chain_id, "expected chain `{}`, got `{found}`", endpoint.chain_id);
        Ok(node)
    }

    /// The same, waiting otherwise for room in a full mempool.
    pub fn waiting_for_room(self, every: Duration, at_most: Duration) -> Self {
        Self { room: Room { every, at_most }, ..self }
    }

    /// The same, telling somebody else what it waits for than stderr.
    pub fn telling(self, told: impl Fn(&str) + 'static) -> Self {
        Self { told: Box::new(told), ..self }
    }

    pub(crate) fn room(&self) -> Room {
        self.room
    }

    pub(crate) fn tell(&self, text: &str) {
        (self.told)(text);
    }

    /// Its id.
    pub fn chain_id(&self) -> &str {
        &self.endpoint.chain_id
    }

    /// Prefix of its addresses.
    pub fn prefix(&self) -> &str {
        &self.endpoint.prefix
    }

    /// What gas costs.
    pub fn gas_price(&self) -> &GasPrice {
        &self.endpoint.gas_price
    }

    pub(crate) fn rpc(&self) -> &Rpc {
        &self.rpc
    }

    /// The newest block.
    pub fn latest(&self) -> Result<BlockInfo> {
        let status = self.rpc.call("status", &json!({}))?;
        let text = |pointer: &str| {
            let found = status.pointer(pointer).and_then(Value::as_str);
            found.with_context(|| format!("no {pointer} in the node's status"))
        };
        let sync = status.get("sync_info").context("no `sync_info` in the node's status")?;
        Ok(BlockInfo {
            height: number(sync, "latest_block_height")?,
            time: parse_time(text("/sync_info/latest_block_time")?)?,
            chain_id: text("/node_info/network")?.to_owned(),
        })
    }

    /// Refuses a node that has not caught up with its chain: what it says of the state is of the past.
    pub fn ensure_caught_up(&self) -> Result<()> {
        let status = self.rpc.call("status", &json!({}))?;
        let catching_up = status.pointer("/sync_info/catching_up").and_then(Value::as_bool);
        ensure!(
            catching_up == Some(false),
            "the node is still catching up with {}; wait for it, or name another",
            self.chain_id()
        );
        Ok(())
    }

    /// Waits until the chain has a block at or after this time, Unix seconds.
    pub fn wait_until(&self, seconds: u64) -> Result<BlockInfo> {
        self.wait_for(|block| block.time.seconds() >= seconds)
    }

    /// Waits for so many blocks from now on.
    pub fn wait_blocks(&self, blocks: u64) -> Result<BlockInfo> {
        self.wait_height(self.latest()?.height.saturating_add(blocks))
    }

    /// Waits for the block of this height.
    pub fn wait_height(&self, height: u64) -> Result<BlockInfo> {
        self.wait_for(|block| block.height >= height)
    }

    /// What a block says the state was before it: equal on nodes that have computed the same.
    pub fn app_hash(&self, height: u64) -> Result<String> {
        let block = self.rpc.call("commit", &json!({ "height": height.to_string() }))?;
        let hash = block.pointer("/signed_header/header/app_hash").and_then(Value::as_str);
        Ok(hash.with_context(|| format!("no app_hash in block {height}"))?.to_owned())
    }

    /// The lowest block that the node still has, and the newest.
    pub fn kept(&self) -> Result<(u64, u64)> {
        let status = self.rpc.call("status", &json!({}))?;
        let sync = status.get("sync_info").context("no `sync_info` in the node's status")?;
        Ok((number(sync, "earliest_block_height")?, number(sync, "latest_block_height")?))
    }

    /// When a block was made, milliseconds since 1970, rounded down.
    pub fn time_of(&self, height: u64) -> Result<u64> {
        let block = self.rpc.call("commit", &json!({ "height": height.to_string() }))?;
        let time = block.pointer("/signed_header/header/time").and_then(Value::as_str);
        Ok(parse_time(time.with_context(|| format!("no time in block {height}"))?)?.nanos() / 1_000_000)
    }

    fn wait_for(&self, reached: impl Fn(&BlockInfo) -> bool) -> Result<BlockInfo> {
        let (mut height, mut since) = (0, Instant::now());
        loop {
            let block = self.latest()?;
            if reached(&block) {
                return Ok(block);
            }
            if block.height > height {
                (height, since) = (block.height, Instant::now());
            }
            if since.elapsed() >= HALT {
                bail!(Halted { seconds: HALT.as_secs(), height });
            }
            sleep(POLL);
        }
    }

    /// A query by its gRPC path, of the newest state.
    pub fn query<Q: Message, A: Message + Default>(&self, path: &str, request: &Q) -> Result<A> {
        let answer = self.rpc.abci_query(path, &request.encode_to_vec()).with_context(|| path.to_owned())?;
        A::decode(answer.as_slice()).with_context(|| format!("the answer of {path}"))
    }

    /// The account behind an address; an error if it never received anything.
    pub fn account(&self, address: impl AsRef<str>) -> Result<Account> {
        let address = address.as_ref().to_owned();
        let request = QueryAccountRequest { address: address.clone() };
        let answer: QueryAccountResponse = self
            .query("/cosmos.auth.v1beta1.Query/Account", &request)
            .with_context(|| format!("{address} is no account of {} yet", self.chain_id()))?;
        let any = answer.account.context("an answer without an account")?;
        ensure!(
            any.type_url == BaseAccount::type_url(),
            "{address}: expected a plain account, got {}",
            any.type_url
        );
        let account = BaseAccount::decode(any.value.as_slice())?;
        Ok(Account { number: account.account_number, sequence: account.sequence })
    }

    /// Coins of a denom in a wallet.
    pub fn balance(&self, address: &str, denom: &str) -> Result<u128> {
        let request = QueryBalanceRequest { address: address.to_owned(), denom: denom.to_owned() };
        let answer: QueryBalanceResponse = self.query("/cosmos.bank.v1beta1.Query/Balance", &request)?;
        amount(answer.balance)
    }

    /// Coins of a denom in existence.
    pub fn supply(&self, denom: &str) -> Result<u128> {
        let request = QuerySupplyOfRequest { denom: denom.to_owned() };
        let answer: QuerySupplyOfResponse = self.query("/cosmos.bank.v1beta1.Query/SupplyOf", &request)?;
        amount(answer.amount)
    }
}

fn amount(coin: Option<cosmrs::proto::cosmos::base::v1beta1::Coin>) -> Result<u128> {
    let coin = coin.context("an answer without a coin")?;
    coin.amount.parse().with_context(|| format!("amount of {}: `{}`", coin.denom, coin.amount))
}

/// RFC 3339 as CometBFT writes it.
pub(crate) fn parse_time(text: &str) -> Result<Timestamp> {
    let time: cosmrs::tendermint::Time = text.parse().with_context(|| format!("not a time: `{text}`"))?;
    let nanos = time.unix_timestamp_nanos();
    Ok(Timestamp::from_nanos(u64::try_from(nanos).with_context(|| format!("before 1970: `{text}`"))?))
}
