//! The embedded chain: cw-multi-test behind the interface of a real one.

use std::collections::BTreeMap;

use anyhow::{anyhow, Context, Result};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{
    coins, to_json_vec, Addr, Api, Binary, BlockInfo, CanonicalAddr, Coin, ContractResult, Empty, Event,
    Order, Querier, QueryRequest, SystemResult, Timestamp, WasmMsg, WasmQuery,
};
use cw_multi_test::{no_init, App, AppBuilder, AppResponse, BankSudo, Executor};
use deploy::Code;

use crate::bank::{StrictBank, BLOCKED};
use crate::client::{Call, Client, ContractState, Receipt};
use crate::codes::Codes;
use crate::next;

/// Seconds per block of the embedded chain.
pub const BLOCK_SECONDS: u64 = 5;

/// cw-multi-test's chain, with a bank that refuses what a chain's refuses.
pub type Chain = App<StrictBank>;

/// A wallet's address: of 20 bytes, as a chain makes them out of keys. A contract's has 32.
pub(crate) fn wallet(api: &MockApi, name: &str) -> Addr {
    let long = api.addr_canonicalize(api.addr_make(name).as_str()).expect("an address");
    api.addr_humanize(&CanonicalAddr::from(&long[..20])).expect("a shorter one")
}

/// The embedded chain.
pub struct Embedded {
    /// What simulates it.
    pub app: Chain,
    /// Code ids of the contracts as they were deployed.
    pub codes: BTreeMap<Code, u64>,
    api: MockApi,
    builds: Box<dyn Codes>,
    governance: Addr,
    /// Every contract of the market, in the order in which an upgrade migrates them.
    contracts: Vec<(Code, Addr)>,
    upgrades: u64,
    /// Events of the deployment.
    setup: Vec<(u64, Event)>,
    /// Where the events of transactions are kept, if they are, each with its block's time.
    events: Option<Vec<(u64, Event)>>,
}

impl Embedded {
    /// An empty chain whose addresses have a prefix, and what governs it.
    pub fn new(codes: &dyn Codes, prefix: &'static str, governance: Addr) -> Self {
        let api = MockApi::default().with_prefix(prefix);
        let bank = StrictBank::new(api.addr_make(BLOCKED));
        let mut app = AppBuilder::new().with_api(api).with_bank(bank).build(no_init);
        app.set_block(BlockInfo {
            height: 1_000_000,
            time: Timestamp::from_seconds(1_800_000_000),
            chain_id: "market-1".into(),
        });
        let (codes, builds) = (BTreeMap::new(), codes.boxed());
        Self {
            app,
            codes,
            api,
            builds,
            governance,
            contracts: vec![],
            upgrades: 0,
            setup: vec![],
            events: None,
        }
    }

    /// The address of somebody, without funds.
    pub fn address(&self, name: &str) -> Addr {
        wallet(&self.api, name)
    }

    /// Hands out coins that did not exist before.
    pub fn issue(&mut self, to: &Addr, denom: &str, amount: u128) {
        let mint = BankSudo::Mint { to_address: to.to_string(), amount: coins(amount, denom) };
        self.app.sudo(mint.into()).expect("the bank mints");
    }

    /// The events of all transactions since this was last asked, in their order, each with its block's time
    /// in Unix seconds; of the deployment the first time, so ask before anything else is sent.
    pub fn take_events(&mut self) -> Vec<(u64, Event)> {
        self.events.replace(vec![]).unwrap_or_else(|| std::mem::take(&mut self.setup))
    }

    fn keep(&mut self, events: &[Event]) {
        let now = self.app.block_info().time.seconds();
        if let Some(kept) = &mut self.events {
            kept.extend(events.iter().map(|event| (now, event.clone())));
        }
    }

    /// The chain stands still: its next block comes so many seconds after the last.
    pub fn halt(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += 1;
        });
    }

    /// The chain stands still, and its next block, with the state as it was, is its first again.
    pub fn restart(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height = 1;
        });
    }

    /// Notes what was deployed: the codes, every contract with its code, and the events of it.
    pub(crate) fn deployed(
        &mut self,
        codes: BTreeMap<Code, u64>,
        contracts: Vec<(Code, Addr)>,
        events: Vec<Event>,
    ) {
        (self.codes, self.contracts) = (codes, contracts);
        let now = self.app.block_info().time.seconds();
        self.setup = events.into_iter().map(|event| (now, event)).collect();
    }
}

impl From<AppResponse> for Receipt {
    fn from(response: AppResponse) -> Self {
        Self { events: response.events, gas: None }
    }
}

fn execute_msg(contract: &str, msg: Binary, funds: &[Coin]) -> WasmMsg {
    WasmMsg::Execute { contract_addr: contract.into(), msg, funds: funds.to_vec() }
}

impl Client for Embedded {
    fn block(&self) -> BlockInfo {
        self.app.block_info()
    }

    fn actor(&mut self, name: &str, funds: &[Coin]) -> Result<Addr> {
        let address = self.address(name);
        for coin in funds {
            self.issue(&address, &coin.denom, coin.amount.u128());
        }
        Ok(address)
    }

    fn execute(&mut self, sender: &Addr, contract: &str, msg: Binary, funds: &[Coin]) -> Result<Receipt> {
        let receipt: Receipt =
            self.app.execute(sender.clone(), execute_msg(contract, msg, funds).into())?.into();
        self.keep(&receipt.events);
        Ok(receipt)
    }

    fn govern(&mut self, calls: &[Call]) -> Result<Receipt> {
        let governance = self.governance.clone();
        self.batch(&governance, calls)
    }

    fn batch(&mut self, sender: &Addr, calls: &[Call]) -> Result<Receipt> {
        let msgs = calls.iter().map(|call| execute_msg(&call.contract, call.msg.clone(), &[]).into());
        let responses = self.app.execute_multi(sender.clone(), msgs.collect())?;
        let receipt = Receipt {
            events: responses.into_iter().flat_map(|response| response.events).collect(),
            gas: None,
        };
        self.keep(&receipt.events);
        Ok(receipt)
    }

    fn smart(&self, contract: &str, query: Binary) -> Result<Binary> {
        let request = WasmQuery::Smart { contract_addr: contract.into(), msg: query };
        match self.app.raw_query(&to_json_vec(&QueryRequest::<Empty>::Wasm(request))?) {
            SystemResult::Ok(ContractResult::Ok(answer)) => Ok(answer),
            SystemResult::Ok(ContractResult::Err(error)) => Err(anyhow!(error)),
            SystemResult::Err(error) => Err(anyhow!(error)),
        }
    }

    fn raw(&self, contract: &str, key: &[u8]) -> Result<Option<Binary>> {
        Ok(self.app.wrap().query_wasm_raw(contract, key)?.map(Binary::from))
    }

    fn records(&self, contract: &str, prefix: &[u8]) -> Result<Vec<(Vec<u8>, Binary)>> {
        let storage = self.app.contract_storage(&Addr::unchecked(contract));
        let from_prefix = storage.range(Some(prefix), None, Order::Ascending);
        let with_prefix = from_prefix.take_while(|(key, _)| key.starts_with(prefix));
        Ok(with_prefix.map(|(key, value)| (key, value.into())).collect())
    }

    fn balance(&self, who: &str, denom: &str) -> Result<u128> {
        Ok(self.app.wrap().query_balance(who, denom)?.amount.u128())
    }

    fn supply(&self, denom: &str) -> Result<u128> {
        Ok(self.app.wrap().query_supply(denom)?.amount.u128())
    }

    fn contract(&self, address: &str) -> Result<ContractState> {
        let info = self.app.wrap().query_wasm_contract_info(address)?;
        let checksum = self.app.wrap().query_wasm_code_info(info.code_id)?.checksum.to_hex();
        Ok(ContractState {
            code_id: info.code_id,
            checksum,
            admin: info.admin.map(Addr::into_string),
            creator: info.creator.into_string(),
        })
    }

    /// In blocks of [`BLOCK_SECONDS`], the last of them shorter or longer.
    fn wait(&mut self, seconds: u64) -> Result<()> {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += (seconds / BLOCK_SECONDS).max(1);
        });
        Ok(())
    }

    /// Only one build is linked: the next is the same code under another checksum and a later patch version.
    fn upgrade(&mut self) -> Result<()> {
        self.upgrades += 1;
        let mut stored = BTreeMap::new();
        for code in Code::ALL {
            let build = next::build(self.builds.code(code), self.upgrades)?;
            stored.insert(code, self.app.store_code(build));
        }
        for (code, contract) in &self.contracts {
            let (owner, id) = (self.governance.clone(), stored[code]);
            self.app
                .migrate_contract(owner, contract.clone(), &Empty {}, id)
                .with_context(|| format!("migrate {} at {contract} to code {id}", code.name()))?;
        }
        Ok(())
    }
}
