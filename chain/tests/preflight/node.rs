//! A chain that is fit for a market, until a test makes it otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use chain::clock::http::start;
use chain::node::{Endpoint, GasPrice, Node};
use cosmrs::proto::cosmos::auth::v1beta1::{
    ModuleAccount, QueryAccountResponse, QueryModuleAccountByNameResponse,
};
use cosmrs::proto::cosmos::bank::v1beta1::{
    DenomUnit, Metadata, Params as BankParams, QueryDenomMetadataResponse, QueryParamsResponse as BankAnswer,
    QuerySendEnabledResponse, QuerySupplyOfRequest, QuerySupplyOfResponse, SendEnabled,
};
use cosmrs::proto::cosmos::base::tendermint::v1beta1::{GetNodeInfoResponse, Module, VersionInfo};
use cosmrs::proto::cosmos::base::v1beta1::Coin;
use cosmrs::proto::cosmos::gov::v1::{Params as GovParams, QueryParamsResponse as GovAnswer};
use cosmrs::proto::cosmwasm::wasm::v1::{
    AccessConfig, AccessType, Params as WasmParams, QueryParamsResponse as WasmAnswer,
};
use cosmrs::proto::tendermint::google::protobuf::Duration;
use cosmrs::proto::traits::{Message, Name};
use cosmwasm_std::{Binary, Decimal, Timestamp};
use serde_json::{json, Value};

type Coins = Vec<(u128, &'static str)>;

/// What a chain says of itself.
pub struct Fake {
    pub supply: BTreeMap<String, u128>,
    /// Entries of their own, and the default.
    pub sends: (BTreeMap<String, bool>, bool),
    pub permissions: Vec<&'static str>,
    /// Decimals of NET, if its metadata are set.
    pub decimals: Option<u32>,
    /// Path and version of what the program is built from.
    pub built_from: Vec<(&'static str, &'static str)>,
    pub upload: (AccessType, Vec<String>),
    /// Who may instantiate a code that says nothing of it.
    pub instantiate: AccessType,
    /// Most gas and bytes of a block, as text.
    pub block: (&'static str, &'static str),
    /// Lowest and newest block.
    pub kept: (u64, u64),
    /// Between blocks.
    pub millis: u64,
    /// A halt: after which block, and for how long.
    pub halt: Option<(u64, u64)>,
    /// Minimum deposits: ordinary, expedited.
    pub deposits: (Coins, Coins),
    pub initial_ratio: &'static str,
    pub ratio: &'static str,
    /// Seconds of a vote.
    pub voting: i64,
    /// Which module's account the stakers' recipient is.
    pub stakers: Option<&'static str>,
    /// Methods and paths that it refuses.
    pub silent: BTreeSet<&'static str>,
}

impl Fake {
    /// Fit for the devnet's wiring, but for its votes.
    pub fn fit() -> Self {
        let supply = ["unet", "uusd", "uatom"].map(|denom| (denom.to_owned(), 1_000_000));
        Self {
            supply: supply.into(),
            sends: (BTreeMap::new(), true),
            permissions: vec!["burner"],
            decimals: Some(6),
            built_from: vec![
                ("github.com/CosmWasm/wasmd", "v0.61.15"),
                ("github.com/CosmWasm/wasmvm/v3", "v3.0.8"),
                ("github.com/cosmos/cosmos-sdk", "v0.53.0"),
            ],
            upload: (AccessType::Nobody, vec![]),
            instantiate: AccessType::Everybody,
            block: ("-1", "22020096"),
            kept: (1, 5_000),
            millis: 5_700,
            halt: None,
            deposits: (vec![(1_000_000, "unet")], vec![(2_000_000, "unet")]),
            initial_ratio: "0.250000000000000000",
            ratio: "0.010000000000000000",
            voting: 10,
            stakers: None,
            silent: BTreeSet::new(),
        }
    }

    /// Gives a denom an entry of its own.
    pub fn set_sends(&mut self, denom: &str, enabled: bool) {
        self.sends.0.insert(denom.into(), enabled);
    }

    /// Answers a method or a path no more.
    pub fn refuse(&mut self, what: &'static str) {
        self.silent.insert(what);
    }

    fn time(&self, height: u64) -> u64 {
        let halted = self.halt.map_or(0, |(at, millis)| if height > at { millis } else { 0 });
        1_800_000_000_000 + height * self.millis + halted
    }

    fn query(&self, path: &str, request: &[u8]) -> Vec<u8> {
        match path {
            "/cosmos.bank.v1beta1.Query/SupplyOf" => {
                let denom = QuerySupplyOfRequest::decode(request).unwrap().denom;
                let amount = self.supply.get(&denom).copied().unwrap_or_default().to_string();
                QuerySupplyOfResponse { amount: Some(Coin { denom, amount }) }.encode_to_vec()
            }
            "/cosmos.bank.v1beta1.Query/SendEnabled" => {
                let entry = |(denom, enabled): (&String, &bool)| SendEnabled {
                    denom: denom.clone(),
                    enabled: *enabled,
                };
                let send_enabled = self.sends.0.iter().map(entry).collect();
                QuerySendEnabledResponse { send_enabled, pagination: None }.encode_to_vec()
            }
            "/cosmos.bank.v1beta1.Query/Params" => {
                let params = BankParams { default_send_enabled: self.sends.1, ..Default::default() };
                BankAnswer { params: Some(params) }.encode_to_vec()
            }
            "/cosmos.bank.v1beta1.Query/DenomMetadata" => {
                let exponent = self.decimals.unwrap();
                let unit = DenomUnit { denom: "net".into(), exponent, aliases: vec![] };
                let display = "net".to_owned();
                let metadata = Metadata { denom_units: vec![unit], display, ..Default::default() };
                QueryDenomMetadataResponse { metadata: Some(metadata) }.encode_to_vec()
            }
            "/cosmos.auth.v1beta1.Query/ModuleAccountByName" => {
                let account = Some(module("wasm", &self.permissions));
                QueryModuleAccountByNameResponse { account }.encode_to_vec()
            }
            "/cosmos.auth.v1beta1.Query/Account" => {
                QueryAccountResponse { account: self.stakers.map(|name| module(name, &[])) }.encode_to_vec()
            }
            "/cosmos.base.tendermint.v1beta1.Service/GetNodeInfo" => {
                let part = |(path, version): &(&str, &str)| Module {
                    path: (*path).into(),
                    version: (*version).into(),
                    sum: String::new(),
                };
                let build_deps = self.built_from.iter().map(part).collect();
                let application_version = Some(VersionInfo { build_deps, ..Default::default() });
                GetNodeInfoResponse { application_version, ..Default::default() }.encode_to_vec()
            }
            "/cosmwasm.wasm.v1.Query/Params" => {
                let (permission, addresses) = self.upload.clone();
                let access = AccessConfig { permission: permission.into(), addresses };
                let instantiate_default_permission = self.instantiate.into();
                let params = WasmParams { code_upload_access: Some(access), instantiate_default_permission };
                WasmAnswer { params: Some(params) }.encode_to_vec()
            }
            "/cosmos.gov.v1.Query/Params" => {
                let coins = |coins: &[(u128, &str)]| {
                    let coin = |(amount, denom): &(u128, &str)| Coin {
                        denom: (*denom).into(),
                        amount: amount.to_string(),
                    };
                    coins.iter().map(coin).collect()
                };
                let params = GovParams {
                    min_deposit: coins(&self.deposits.0),
                    expedited_min_deposit: coins(&self.deposits.1),
                    min_initial_deposit_ratio: self.initial_ratio.into(),
                    min_deposit_ratio: self.ratio.into(),
                    voting_period: Some(Duration { seconds: self.voting, nanos: 0 }),
                    quorum: "0.334000000000000000".into(),
                    ..Default::default()
                };
                GovAnswer { params: Some(params), ..Default::default() }.encode_to_vec()
            }
            other => panic!("`{other}` was not expected"),
        }
    }
}

fn module(name: &str, permissions: &[&str]) -> cosmrs::proto::Any {
    let permissions = permissions.iter().map(|text| (*text).to_owned()).collect();
    let account = ModuleAccount { base_account: None, name: name.into(), permissions };
    cosmrs::proto::Any { type_url: ModuleAccount::type_url(), value: account.encode_to_vec() }
}

impl Fake {
    fn answer(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        let path = params["path"].as_str().unwrap_or_default();
        if self.silent.contains(method) || self.silent.contains(path) {
            return Err("not known here".into());
        }
        if path.ends_with("Query/ContractInfo") {
            let log = "no such contract: not found";
            return Ok(json!({ "response": { "code": 22, "log": log } }));
        }
        match method {
            "status" => Ok(json!({
                "node_info": { "network": "test" },
                "sync_info": {
                    "earliest_block_height": self.kept.0.to_string(),
                    "latest_block_height": self.kept.1.to_string(),
                    "latest_block_time": "2026-01-01T00:00:00Z",
                },
            })),
            "commit" => {
                let height = params["height"].as_str().unwrap().parse().unwrap();
                let time = Timestamp::from_nanos(self.time(height) * 1_000_000);
                let time = cosmrs::tendermint::Time::from_unix_timestamp(
                    time.seconds().try_into().unwrap(),
                    time.subsec_nanos().try_into().unwrap(),
                );
                let time = time.unwrap().to_rfc3339();
                Ok(json!({ "signed_header": { "header": { "time": time } } }))
            }
            "consensus_params" => {
                let (max_gas, max_bytes) = self.block;
                let block = json!({ "max_gas": max_gas, "max_bytes": max_bytes });
                Ok(json!({ "consensus_params": { "block": block } }))
            }
            "abci_query" => {
                let request = hex::decode(params["data"].as_str().unwrap()).unwrap();
                let answer = self.query(path, &request);
                Ok(json!({ "response": { "code": 0, "value": Binary::from(answer).to_base64() } }))
            }
            other => panic!("`{other}` was not expected"),
        }
    }
}

/// A connection to it.
pub fn connect(fake: Fake) -> Node {
    let fake = Mutex::new(fake);
    let url = start(move |method, params| fake.lock().unwrap().answer(method, params)).unwrap();
    let gas_price = GasPrice { denom: "unet".into(), price: Decimal::zero() };
    let endpoint = Endpoint { rpc: vec![url], chain_id: "test".into(), prefix: "wasm".into(), gas_price };
    Node::connect(&endpoint).unwrap()
}
