//! A built contract as the embedded chain runs one.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use anyhow::{anyhow, Context, Result};
use cosmwasm_std::{
    from_json, to_json_vec, Binary, Checksum, ContractResult, Deps, DepsMut, Empty, Env, MessageInfo, Reply,
    Response,
};
use cosmwasm_vm::internals::{compile_module, instance_from_module};
use cosmwasm_vm::testing::MockApi;
use cosmwasm_vm::{
    call_execute_raw, call_instantiate_raw, call_migrate_raw, call_query_raw, call_reply_raw, call_sudo_raw,
    Backend, GasReport, Instance, Size, VmResult,
};
use cw_multi_test::Contract;
use serde::de::DeserializeOwned;

use crate::estimate;
use crate::host::{connect, Asker, Loan, RemoteQuerier, RemoteStorage, Tally};
use crate::meter::{Call, Entry, Meter, VM_GAS_PER_SDK_GAS};

/// Gas of one call, in SDK gas: that of a generous block.
const GAS_LIMIT: u64 = 100_000_000;
/// wasmd's memory limit of an instance.
const MEMORY: Option<Size> = Some(Size::mebi(32));

/// An artifact, compiled once per process however often it is loaded.
struct Compiled {
    module: wasmer::Module,
    engine: wasmer::Engine,
}

/// A contract that runs in the virtual machine: a fresh instance for every call, as on a chain.
pub struct WasmContract {
    name: String,
    checksum: Checksum,
    compiled: Arc<Compiled>,
    meter: Meter,
}

/// What an entry point is called with.
struct Arguments {
    env: Vec<u8>,
    info: Option<Vec<u8>>,
    msg: Vec<u8>,
}

impl WasmContract {
    /// Compiles an artifact. Fails if it cannot be read, or is not what the VM accepts.
    pub fn load(path: &Path, meter: &Meter) -> Result<Self> {
        let code = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let checksum = Checksum::generate(&code);
        let compiled =
            compile(&code, checksum).with_context(|| format!("cannot compile {}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(WasmContract { name, checksum, compiled, meter: meter.clone() })
    }

    fn call<T: DeserializeOwned>(
        &self,
        entry: Entry,
        loan: Loan,
        env: Env,
        info: Option<MessageInfo>,
        msg: Vec<u8>,
    ) -> Result<T> {
        let address = env.contract.address.to_string();
        let info = info.map(|info| to_json_vec(&info)).transpose()?;
        let api = api_of(&address)?;
        let arguments = Arguments { env: to_json_vec(&env)?, info, msg };
        let (asker, mut server) = connect(loan);
        let compiled = self.compiled.as_ref();
        let outcome = thread::scope(|scope| {
            let vm = scope.spawn(move || run(compiled, api, asker, entry, &arguments));
            server.serve();
            vm.join()
        });
        let tally = std::mem::take(&mut server.tally);
        let (answer, gas) = outcome.map_err(|_| anyhow!("the virtual machine panicked"))??;
        let result = answer.map_err(|err| anyhow!("{err}")).and_then(|bytes| {
            let result: ContractResult<T> = from_json(&bytes)?;
            Ok((bytes, result.into_result().map_err(|err| anyhow!(err))))
        });
        let (bytes, result) = result.unwrap_or_else(|err| (vec![], Err(err)));
        self.record(entry, address, result.is_ok(), gas, tally, &bytes);
        result
    }

    fn record(&self, entry: Entry, address: String, ok: bool, gas: GasReport, tally: Tally, answer: &[u8]) {
        // A query's answer is of another type, and sends and emits nothing.
        let response = from_json::<ContractResult<Response>>(answer).ok().and_then(|r| r.into_result().ok());
        self.meter.record(Call {
            contract: self.name.clone(),
            address,
            entry,
            ok,
            execution_gas: gas.used_internally.div_ceil(VM_GAS_PER_SDK_GAS),
            storage_gas: gas.used_externally.div_ceil(VM_GAS_PER_SDK_GAS),
            reads: tally.reads,
            writes: tally.writes,
            steps: tally.steps,
            queries: tally.queries,
            raw_queries: tally.raw_queries,
            answer_bytes: answer.len(),
            event_gas: response.as_ref().map_or(0, estimate::events),
            transfers: response.as_ref().map_or(0, estimate::transfers),
        });
    }
}

/// The addresses of the embedded chain that a contract is on. The VM's mock wants a prefix that lives as long
/// as the process, so only those are known that markets are tested with.
fn api_of(contract: &str) -> Result<MockApi> {
    const PREFIXES: [&str; 2] = ["cosmwasm", "wasm"];
    let found = contract.rsplit_once('1').and_then(|(prefix, _)| PREFIXES.into_iter().find(|p| *p == prefix));
    let prefix = found.with_context(|| format!("expected an address of {PREFIXES:?}, got {contract}"))?;
    Ok(MockApi::default().with_prefix(prefix))
}

/// Compiling takes far longer than running, so modules are kept by checksum.
fn compile(code: &[u8], checksum: Checksum) -> Result<Arc<Compiled>> {
    static MODULES: OnceLock<Mutex<HashMap<[u8; 32], Arc<Compiled>>>> = OnceLock::new();
    let mut modules = MODULES.get_or_init(Default::default).lock().unwrap_or_else(PoisonError::into_inner);
    let key: [u8; 32] = checksum.as_slice().try_into()?;
    if let Some(compiled) = modules.get(&key) {
        return Ok(compiled.clone());
    }
    let (module, engine) = compile_module(code, MEMORY).map_err(|err| anyhow!("{err}"))?;
    let compiled = Arc::new(Compiled { module, engine });
    modules.insert(key, compiled.clone());
    Ok(compiled)
}

/// Runs one entry point in a fresh instance. The outer error is an instance that cannot start.
fn run(
    compiled: &Compiled,
    api: MockApi,
    asker: Asker,
    entry: Entry,
    arguments: &Arguments,
) -> Result<(VmResult<Vec<u8>>, GasReport)> {
    let backend = Backend { api, storage: RemoteStorage::new(asker.clone()), querier: RemoteQuerier(asker) };
    let store = wasmer::Store::new(compiled.engine.clone());
    let limit = GAS_LIMIT * VM_GAS_PER_SDK_GAS;
    let mut instance = instance_from_module(store, &compiled.module, backend, limit, None)
        .map_err(|err| anyhow!("cannot instantiate the module: {err}"))?;
    let answer = enter(&mut instance, entry, arguments);
    Ok((answer, instance.create_gas_report()))
}

fn enter(
    instance: &mut Instance<MockApi, RemoteStorage, RemoteQuerier>,
    entry: Entry,
    Arguments { env, info, msg }: &Arguments,
) -> VmResult<Vec<u8>> {
    let info = info.as_deref().unwrap_or_default();
    match entry {
        Entry::Instantiate => call_instantiate_raw(instance, env, info, msg),
        Entry::Execute => call_execute_raw(instance, env, info, msg),
        Entry::Query => call_query_raw(instance, env, msg),
        Entry::Reply => call_reply_raw(instance, env, msg),
        Entry::Sudo => call_sudo_raw(instance, env, msg),
        Entry::Migrate => call_migrate_raw(instance, env, msg),
    }
}

impl Contract<Empty> for WasmContract {
    fn instantiate(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.call(Entry::Instantiate, Loan::Mutable(deps), env, Some(info), msg)
    }

    fn execute(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Result<Response> {
        self.call(Entry::Execute, Loan::Mutable(deps), env, Some(info), msg)
    }

    fn query(&self, deps: Deps, env: Env, msg: Vec<u8>) -> Result<Binary> {
        self.call(Entry::Query, Loan::Shared(deps), env, None, msg)
    }

    fn reply(&self, deps: DepsMut, env: Env, msg: Reply) -> Result<Response> {
        self.call(Entry::Reply, Loan::Mutable(deps), env, None, to_json_vec(&msg)?)
    }

    fn sudo(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        self.call(Entry::Sudo, Loan::Mutable(deps), env, None, msg)
    }

    fn migrate(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Result<Response> {
        self.call(Entry::Migrate, Loan::Mutable(deps), env, None, msg)
    }

    fn checksum(&self) -> Option<Checksum> {
        Some(self.checksum)
    }
}
