//! What the agent sees of the chain and of its machine at one block: plain data, filled by queries only.

use std::collections::BTreeMap;

use api::job_market::{InputForm, JobState, CHUNK};
use api::provider_registry::AttestorKey;
use credit::lock::LockParams;
use credit::Backing;

use crate::tenant::Terms;

/// The chain and the machine at one block. NET and credits in base units, times in Unix seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The block.
    pub height: u64,
    /// Its time.
    pub time: u64,
    /// A little more than the chain's usual time between blocks, milliseconds.
    pub block_millis: u64,
    /// NET in the provider's wallet.
    pub balance: u128,
    /// Transactions that the provider's wallet has sent.
    pub sequence: u64,
    /// The provider's number, by which it has its turns.
    pub lot: u64,
    /// The provider, if it is registered.
    pub provider: Option<Provider>,
    /// Seconds after its last sign of life after which it cannot accept.
    pub heartbeat_within: u64,
    /// What gas costs in NET; 0 where it is paid in another coin.
    pub gas: GasCost,
    /// That coin.
    pub gas_coin: Option<GasCoin>,
    /// NET that asking for an input takes as a bond.
    pub data_bond: u128,
    /// What locks are computed from.
    pub lock: LockParams,
    /// Most backing of a job as a part of what surely burns of its lock, basis points.
    pub kappa_bps: u32,
    /// Least lock of a standard job over its credits' recent price, basis points.
    pub penalty_bps: u32,
    /// The classes in which the provider has a position.
    pub classes: BTreeMap<String, Class>,
    /// Verification methods.
    pub methods: BTreeMap<u32, Method>,
    /// Jobs that are open, called on the provider or assigned to it.
    pub jobs: BTreeMap<u64, Job>,
    /// The lease-market, if the agent serves leases.
    pub lease_market: Option<LeaseMarket>,
    /// Open leases that the provider may start, and those that it serves.
    pub leases: BTreeMap<u64, Lease>,
    /// The machine.
    pub host: Host,
}

/// The lease-market, as it counts heartbeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeaseMarket {
    /// Seconds that a heartbeat covers which is sent now.
    pub heartbeat_within: u64,
    /// Seconds that the provider's last one covers.
    pub covers: u64,
    /// When that came, if it ever started a lease.
    pub seen_at: Option<u64>,
}

/// A lease that is open to the provider or served by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// What its hooks are told.
    pub terms: Terms,
    /// Whether nobody else may start it.
    pub reserved: bool,
    /// NET that its credits cost.
    pub cost: u128,
    /// When it was requested.
    pub requested_at: u64,
    /// Before which it must be started.
    pub start_by: u64,
    /// What runs, if the provider serves it.
    pub run: Option<Run>,
}

/// What runs of a lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its prepaid end.
    pub end: u64,
    /// Credits that a claim would pay now, base units.
    pub due: u128,
}

impl Lease {
    /// Whole credits that it pays: GPU-seconds.
    pub fn credits(&self) -> u128 {
        u128::from(self.terms.gpus).saturating_mul(self.terms.seconds.into())
    }
}

impl View {
    /// Leases that the provider serves.
    pub fn served(&self) -> impl Iterator<Item = (u64, &Lease, Run)> {
        self.leases.iter().filter_map(|(id, lease)| Some((*id, lease, lease.run?)))
    }

    /// Whether a time has come by the chain's clock or by the machine's.
    pub fn has_come(&self, time: u64) -> bool {
        time <= self.time.max(self.host.clock)
    }

    /// Whether attestors judge a job's result.
    pub fn attested(&self, job: &Job) -> bool {
        let method = self.methods.get(&job.method);
        method.is_some_and(|method| matches!(method.judge, Judge::Attestors { .. }))
    }
}

/// A coin in which gas is paid, where that is not NET.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GasCoin {
    /// Its denom.
    pub denom: String,
    /// Base units of it in the provider's wallet.
    pub balance: u128,
    /// What gas costs in it.
    pub cost: GasCost,
}

/// What the gas of messages costs, each in a transaction of its own: base units, rounded up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GasCost {
    /// Of accepting a job.
    pub accept: u128,
    /// Of delivering its result with a proof or signatures.
    pub submit: u128,
    /// Of starting a lease.
    pub pledge: u128,
    /// Of a heartbeat of all leases.
    pub beat: u128,
    /// Of having a lease's seconds paid.
    pub claim: u128,
    /// Of ending a lease.
    pub close: u128,
}

/// The provider, whatever the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Whether it is registered and has not left.
    pub active: bool,
    /// Its last sign of life.
    pub last_seen: u64,
    /// Before which it cannot leave jail, if it is in jail.
    pub jailed_until: Option<u64>,
}

/// A class, and the provider's position in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// Whether accepting is paused.
    pub paused: bool,
    /// Its end, if announced.
    pub ends_at: Option<u64>,
    /// When the provider's admission ends; none in an open class.
    pub admitted_until: Option<u64>,
    /// GPUs that the provider offers.
    pub gpus: u32,
    /// Of them in jobs whose result has not come.
    pub busy: u32,
    /// Free bond.
    pub free: u128,
    /// What backs a job that is accepted now; nothing while no open job asks for backing.
    pub backing: Backing,
    /// Credits owed and not called.
    pub open: u128,
    /// Credits in the provider's account.
    pub credits: u128,
    /// Credits of the largest standard job, of which the debt must stay callable; 0 without standard jobs.
    pub standard_most: u128,
    /// What a call would fix as a whole credit's recent price, rounded up.
    pub call_price: u128,
    /// Reputation, basis points.
    pub reputation_bps: u32,
    /// Others that have GPUs free and may accept jobs; of more than a hundred positions those that the first hundred hold.
    pub rivals: Vec<Rival>,
}

/// Another provider that has GPUs free in a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// Its number, by which it has its turns.
    pub lot: u64,
    /// GPUs that are free.
    pub gpus: u32,
    /// Free bond.
    pub free: u128,
    /// Reputation, basis points.
    pub reputation_bps: u32,
}

/// A verification method.
#[derive(Clone, Debug, PartialEq)]
pub struct Method {
    /// Who judges.
    pub judge: Judge,
    /// Probability that a cheat is detected, basis points.
    pub detection_bps: u32,
    /// Whether it can be used now.
    pub usable: bool,
}

/// Who judges results.
#[derive(Clone, Debug, PartialEq)]
pub enum Judge {
    /// A proof that the workload makes.
    Proof,
    /// So many of these keys.
    Attestors {
        /// The keys, in the method's order.
        keys: Vec<AttestorKey>,
        /// How many must sign.
        threshold: u32,
    },
    /// The client.
    Client,
    /// Another contract, to which somebody brings what it wants to see.
    External,
}

/// What the provider has to do with a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Nothing: it could accept it.
    Free,
    /// It is called on the provider.
    Called,
    /// The provider accepted it.
    Mine,
    /// Somebody else has it, or alone may have it.
    Other,
}

/// A job that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its class.
    pub class: String,
    /// Its state.
    pub state: JobState,
    /// What the provider has to do with it.
    pub hold: Hold,
    /// Whether nobody else may accept it.
    pub reserved: bool,
    /// Whether it was called.
    pub called: bool,
    /// GPUs.
    pub gpus: u32,
    /// Seconds on each.
    pub seconds: u64,
    /// Program digest.
    pub program: [u8; 32],
    /// Input digest, if it has an input.
    pub input: Option<[u8; 32]>,
    /// How the input is bound to its digest, if its request said so: then it can be asked for on chain.
    pub form: Option<InputForm>,
    /// Verification method.
    pub method: u32,
    /// Whether it is a standard job.
    pub standard: bool,
    /// Who paid.
    pub payer: String,
    /// Least reputation, basis points.
    pub min_reputation_bps: u32,
    /// Declared value.
    pub declared_value: u128,
    /// Least backing, units of the vault's asset.
    pub min_backing: u128,
    /// NET that its credits cost.
    pub cost: u128,
    /// NET that it pays beside them.
    pub tip: u128,
    /// What they are worth: at least their cost.
    pub worth: u128,
    /// Seconds from acceptance to result.
    pub run_within: u64,
    /// When it was requested.
    pub requested_at: u64,
    /// When the wait that it is in ends, if the chain did not stand still.
    pub deadline: u64,
}

impl Job {
    /// Whole credits that it pays: GPU-seconds.
    pub fn credits(&self) -> u128 {
        u128::from(self.gpus).saturating_mul(self.seconds.into())
    }

    /// Bytes that its input has at least, as far as its request says so.
    pub fn least_input(&self) -> u64 {
        match self.form {
            Some(InputForm::Bytes { len }) => len.into(),
            Some(InputForm::Chunks { count }) => {
                let whole = u64::try_from(CHUNK).unwrap_or(u64::MAX);
                whole.saturating_mul(count.saturating_sub(1).into())
            }
            None => 0,
        }
    }

    /// Whether somebody works on it and owes its result.
    pub fn runs(&self) -> bool {
        matches!(self.state, JobState::Assigned | JobState::AwaitingInput)
    }
}

/// The machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Host {
    /// Free space where the data lies, MiB.
    pub disk_mib: u64,
    /// Memory that all runs together may use, MiB.
    pub memory_mib: u64,
    /// Its clock.
    pub clock: u64,
}
