//! A chain in memory: codes and pins as lists, contracts on the embedded chain.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, Result};
use chain::artifacts::Artifacts;
use chain::found::Governed;
use chain::wasm::CodeState;
use chain::world::World;
use compute_amm_testing::client::Client;
use compute_amm_testing::codes::{Codes, Native};
use compute_amm_testing::deployment::carry_out;
use compute_amm_testing::embedded::Embedded;
use compute_amm_testing::wirings;
use cosmrs::proto::cosmwasm::wasm::v1::{AbsoluteTxPosition, AccessConfig, AccessType, ContractInfo};
use cosmwasm_std::{Addr, Binary, Checksum, Deps, DepsMut, Empty, Env, MessageInfo, Reply, Response};
use cw_multi_test::Contract;
use deploy::{Ask, Checksums, Code, Wiring};
use serde_json::Value;

/// The account of governance on chains with this prefix.
pub const GOV: &str = "wasm10d07y265gmmuvt4z0w9aw880jnsr700js7zslc";

/// Who governs.
pub fn governed() -> Governed {
    Governed { authority: GOV.into(), prefix: "wasm".into(), uploader: None, repository: None }
}

/// The market of the journeys, owned by governance.
pub fn wiring() -> Wiring {
    let somebody = |name| chain::wallet::Wallet::named("wasm", name).unwrap().address().to_string();
    Wiring { salt: "test".into(), ..wirings::journey(GOV, &somebody("guardian")) }
}

/// A folder that goes when it is dropped.
pub struct Folder {
    /// Where.
    pub path: PathBuf,
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// Nine files that stand for a build, one for each version.
pub fn artifacts(version: u8) -> (Folder, Artifacts) {
    let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
    let path = std::env::temp_dir().join(format!("compute-amm-{}-{name}-{version}", std::process::id()));
    std::fs::create_dir_all(&path).unwrap();
    for code in Code::ALL {
        std::fs::write(path.join(format!("{}.wasm", code.name())), format!("{} {version}", code.name()))
            .unwrap();
    }
    let artifacts = Artifacts::read(&path).unwrap();
    (Folder { path }, artifacts)
}

/// The chain.
#[derive(Default)]
pub struct Fake {
    codes: Vec<CodeState>,
    /// Codes in memory.
    pub pinned: BTreeSet<u64>,
    contracts: Vec<Addr>,
    chain: Option<Embedded>,
    forgets: Option<String>,
}

impl Fake {
    /// Stores a code that nobody may instantiate.
    pub fn store(&mut self, artifacts: &Artifacts, code: Code, creator: &str) {
        self.codes.push(CodeState {
            code_id: u64::try_from(self.codes.len()).unwrap() + 1,
            checksum: artifacts.checksum(code).unwrap().to_vec(),
            creator: creator.into(),
            permission: Some(AccessConfig { permission: AccessType::Nobody.into(), addresses: vec![] }),
        });
    }

    /// Stores all nine.
    pub fn store_all(&mut self, artifacts: &Artifacts) {
        for code in Code::ALL {
            self.store(artifacts, code, GOV);
        }
    }

    /// Carries the whole plan out.
    pub fn deploy(&mut self, wiring: &Wiring, artifacts: &Artifacts) {
        let build = Build(artifacts.checksums().clone());
        let owner = Addr::unchecked(GOV);
        let mut chain = Embedded::new(&build, "wasm", owner.clone());
        let at = carry_out(&mut chain, wiring, &owner, &build).expect("the wiring can be carried out");
        self.contracts = at.all().iter().map(|(_, address)| Addr::unchecked(*address)).collect();
        self.pinned = (1..=9).collect();
        let token = AccessConfig {
            permission: AccessType::AnyOfAddresses.into(),
            addresses: vec![at.pool, at.provider_registry, at.staking, at.restaking],
        };
        self.codes[0].permission = Some(token);
        self.chain = Some(chain);
    }

    /// Has the last class without a pool and closed from now on.
    pub fn forget_last_class(&mut self) {
        self.forgets = Some(wiring().classes.last().unwrap().class.clone());
    }

    /// Has a contract be of another version.
    pub fn set_version(&mut self, contract: &str, version: &str) {
        let chain = self.chain.as_mut().expect("a market that stands");
        let mut storage = chain.app.contract_storage_mut(&Addr::unchecked(contract));
        let mut record: Value = serde_json::from_slice(&storage.get(b"contract_info").unwrap()).unwrap();
        record["version"] = version.into();
        storage.set(b"contract_info", record.to_string().as_bytes());
    }

    fn chain(&self) -> Result<&Embedded> {
        self.chain.as_ref().context("there is no contract yet")
    }
}

impl Ask for Fake {
    fn smart(&self, contract: &str, query: Binary) -> Result<Binary> {
        let answer = self.chain()?.smart(contract, query)?;
        let Some(class) = &self.forgets else { return Ok(answer) };
        let mut value: Value = serde_json::from_slice(&answer)?;
        for item in value.get_mut("classes").and_then(Value::as_array_mut).into_iter().flatten() {
            if item["class"] == class.as_str() {
                item["pool_id"] = Value::Null;
            }
        }
        Ok(serde_json::to_vec(&value)?.into())
    }

    fn raw(&self, contract: &str, key: &[u8]) -> Result<Option<Binary>> {
        let forgotten = self.forgets.as_ref().is_some_and(|class| key.ends_with(class.as_bytes()));
        if forgotten {
            return Ok(None);
        }
        self.chain()?.raw(contract, key)
    }
}

impl World for Fake {
    fn codes(&self) -> Result<Vec<CodeState>> {
        Ok(self.codes.clone())
    }

    fn pinned(&self) -> Result<BTreeSet<u64>> {
        Ok(self.pinned.clone())
    }

    fn contract(&self, address: &str) -> Result<Option<ContractInfo>> {
        let Some(chain) = &self.chain else { return Ok(None) };
        let Ok(data) = chain.app.contract_data(&Addr::unchecked(address)) else { return Ok(None) };
        Ok(Some(ContractInfo {
            code_id: data.code_id,
            creator: data.creator.into_string(),
            admin: data.admin.map(Addr::into_string).unwrap_or_default(),
            label: data.label,
            created: Some(AbsoluteTxPosition { block_height: 12, tx_index: 0 }),
            ..Default::default()
        }))
    }

    fn created_by(&self, creator: &str) -> Result<Vec<String>> {
        let all = self.contracts.iter().map(Addr::to_string);
        Ok(if creator == GOV { all.collect() } else { vec![] })
    }

    fn running(&self, code_id: u64) -> Result<Vec<String>> {
        let runs = |address: &&Addr| self.first_code(address.as_str()).is_ok_and(|id| id == code_id);
        Ok(self.contracts.iter().filter(runs).map(Addr::to_string).collect())
    }

    fn first_code(&self, address: &str) -> Result<u64> {
        Ok(self.contract(address)?.context("no such contract")?.code_id)
    }
}

/// The linked contracts under other checksums.
#[derive(Clone)]
struct Build(Checksums);

impl Codes for Build {
    fn code(&self, code: Code) -> Box<dyn Contract<Empty>> {
        Box::new(Linked { contract: Native.code(code), checksum: self.0[&code].into() })
    }

    fn boxed(&self) -> Box<dyn Codes> {
        Box::new(self.clone())
    }
}

struct Linked {
    contract: Box<dyn Contract<Empty>>,
    checksum: Checksum,
}

impl Contract<Empty> for Linked {
    fn execute(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.contract.execute(deps, env, info, msg)
    }

    fn instantiate(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.contract.instantiate(deps, env, info, msg)
    }

    fn query(&self, deps: Deps, env: Env, msg: Vec<u8>) -> Result<Binary> {
        self.contract.query(deps, env, msg)
    }

    fn sudo(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        self.contract.sudo(deps, env, msg)
    }

    fn reply(&self, deps: DepsMut, env: Env, msg: Reply) -> Result<Response> {
        self.contract.reply(deps, env, msg)
    }

    fn migrate(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        self.contract.migrate(deps, env, msg)
    }

    fn checksum(&self) -> Option<Checksum> {
        Some(self.checksum)
    }
}
