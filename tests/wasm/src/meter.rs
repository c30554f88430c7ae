//! What calls cost: gas, and the records that they touch.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// wasmd's exchange rate: this much of the VM's gas is one gas of a transaction.
pub const VM_GAS_PER_SDK_GAS: u64 = 140_000;

/// An entry point of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    Instantiate,
    Execute,
    Query,
    Reply,
    Sudo,
    Migrate,
}

/// One record that was read, written or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// Its key within the contract.
    pub key: Vec<u8>,
    /// Length of the value in bytes: 0 if there was none, or it was removed.
    pub bytes: usize,
}

/// One call of a contract's entry point. What it calls or queries in turn has entries of its own: a query's comes
/// before, a message's after.
#[derive(Clone, Debug)]
pub struct Call {
    /// File name of the artifact, without its ending.
    pub contract: String,
    /// Address of the instance.
    pub address: String,
    /// Which entry point.
    pub entry: Entry,
    /// Whether the contract answered without an error.
    pub ok: bool,
    /// Executing wasm and the VM's own functions (addresses, signatures), in SDK gas, rounded up.
    pub execution_gas: u64,
    /// Reading and writing records at the SDK's prices, in SDK gas, rounded up. Loading the contract is not in it.
    pub storage_gas: u64,
    /// Records read by key, in order, repetitions included.
    pub reads: Vec<Access>,
    /// Records written or removed, in order, repetitions included.
    pub writes: Vec<Access>,
    /// Steps of iterators.
    pub steps: usize,
    /// Queries of the chain or of other contracts.
    pub queries: usize,
    /// Records of other contracts, read raw.
    pub raw_queries: Vec<Access>,
    /// Length of the contract's answer in bytes.
    pub answer_bytes: usize,
    /// Events at the chain's prices, in SDK gas.
    pub event_gas: u64,
    /// Coins that the answer sends: by the bank, or along with a message.
    pub transfers: usize,
}

impl Call {
    /// Reads of keys that start with `prefix`.
    pub fn reads_of(&self, prefix: &[u8]) -> usize {
        self.reads.iter().filter(|access| access.key.starts_with(prefix)).count()
    }

    /// Writes and removals of keys that start with `prefix`.
    pub fn writes_of(&self, prefix: &[u8]) -> usize {
        self.writes.iter().filter(|access| access.key.starts_with(prefix)).count()
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let keys = |list: &[Access]| {
            let shown = list.iter().map(|a| format!("{}:{}", a.key.escape_ascii(), a.bytes));
            shown.collect::<Vec<_>>().join(" ")
        };
        write!(
            f,
            "{}.{:?}{} execution {} storage {} events {} answer {} gas; reads [{}] raw [{}] writes [{}] steps {} \
             queries {}",
            self.contract,
            self.entry,
            if self.ok { "" } else { " (refused)" },
            self.execution_gas,
            self.storage_gas,
            self.event_gas,
            self.answer_bytes,
            keys(&self.reads),
            keys(&self.raw_queries),
            keys(&self.writes),
            self.steps,
            self.queries
        )
    }
}

/// A log of calls. Clones share it.
#[derive(Clone, Default)]
pub struct Meter(Arc<Mutex<Vec<Call>>>);

impl Meter {
    /// Everything since the start or the last `take`, and empties the log.
    pub fn take(&self) -> Vec<Call> {
        std::mem::take(&mut *self.log())
    }

    pub(crate) fn record(&self, call: Call) {
        self.log().push(call);
    }

    fn log(&self) -> MutexGuard<'_, Vec<Call>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
