//! A configuration, views and jobs to begin with.

use std::collections::BTreeMap;
use std::path::Path;

use api::job_market::JobState;
use api::provider_registry::{AttestorKey, KeyScheme, KeySignature};
use compute_amm_agent::config::Config;
use compute_amm_agent::question::Asker;
use compute_amm_agent::tenant::Terms;
use compute_amm_agent::view::{Class, GasCost, Hold, Host, Job, Judge, Lease, Method, Provider, View};
use credit::lock::LockParams;

pub const CLASS: &str = "h100";
pub const PROGRAM: [u8; 32] = [0x11; 32];
pub const NOW: u64 = 1_800_000_000;
/// Methods of every view.
pub const ATTESTED: u32 = 1;
pub const CLIENT: u32 = 2;
pub const PROOF: u32 = 3;
pub const EXTERNAL: u32 = 4;

/// The provider that asks attestors, on a chain whose addresses begin with `wasm`.
pub fn asker() -> Asker {
    Asker::new("wasm", &[5; 32]).unwrap()
}

pub fn me() -> String {
    asker().address().to_owned()
}

pub fn config() -> Config {
    let text = format!(
        "chain = \"c\"\nkey = \"k\"\nattestors = [\"http://a\", \"http://b\"]\nmemory_mib = 1000\n[workloads]\n{} = [\"true\"]\n",
        hex::encode(PROGRAM)
    );
    Config::parse(&text, Path::new("")).unwrap()
}

pub fn key(n: u8) -> AttestorKey {
    AttestorKey { scheme: KeyScheme::Ed25519, key: [n; 32].into() }
}

pub fn signatures() -> Vec<KeySignature> {
    [0, 1].map(|key| KeySignature { key, signature: [7; 64].into() }).into()
}

pub fn methods() -> BTreeMap<u32, Method> {
    let method = |judge, detection_bps| Method { judge, detection_bps, usable: true };
    [
        (ATTESTED, method(Judge::Attestors { keys: vec![key(1), key(2), key(3)], threshold: 2 }, 5_000)),
        (CLIENT, method(Judge::Client, 2_000)),
        (PROOF, method(Judge::Proof, 10_000)),
        (EXTERNAL, method(Judge::External, 10_000)),
    ]
    .into()
}

pub fn view() -> View {
    let class =
        Class { gpus: 8, free: 1_000_000_000, reputation_bps: 1_000, call_price: 1_400, ..Class::default() };
    View {
        height: 1_000,
        time: NOW,
        block_millis: 6_000,
        balance: 10_000_000,
        sequence: 3,
        lot: 1 << 63,
        provider: Some(Provider { active: true, last_seen: NOW, jailed_until: None }),
        gas: GasCost::default(),
        gas_coin: None,
        data_bond: 1_000_000,
        heartbeat_within: 3_600,
        lock: LockParams {
            gain_bps: 10_000,
            rho_bps: 2_000,
            burn_min_bps: 2_000,
            liveness_cap_bps: 4_000,
            l_min: 1_000_000,
        },
        kappa_bps: 10_000,
        penalty_bps: 2_500,
        classes: [(CLASS.to_owned(), class)].into(),
        methods: methods(),
        jobs: BTreeMap::new(),
        lease_market: None,
        leases: BTreeMap::new(),
        host: Host { disk_mib: 100_000, memory_mib: 64_000, clock: NOW },
    }
}

/// An open job of one GPU and ten minutes, without an input.
pub fn job() -> Job {
    Job {
        class: CLASS.into(),
        state: JobState::Open,
        hold: Hold::Free,
        reserved: false,
        called: false,
        gpus: 1,
        seconds: 600,
        program: PROGRAM,
        input: None,
        form: None,
        method: ATTESTED,
        standard: false,
        payer: "payer".into(),
        min_reputation_bps: 0,
        declared_value: 0,
        min_backing: 0,
        cost: 840_000,
        tip: 0,
        worth: 840_000,
        run_within: 1_200,
        requested_at: NOW,
        deadline: NOW + 600,
    }
}

/// The same, assigned to the provider just now.
pub fn mine() -> Job {
    let job = job();
    Job { state: JobState::Assigned, hold: Hold::Mine, deadline: NOW + job.run_within, ..job }
}

/// A standard job that is called on the provider.
pub fn called() -> Job {
    Job { state: JobState::Called, hold: Hold::Called, called: true, standard: true, ..job() }
}

/// A configuration that serves leases; more keys of its table.
pub fn lessor(more: &str) -> Config {
    let kept = if more.contains("keep_gpus") { "" } else { "keep_gpus = 0" };
    let text = format!(
        "chain = \"c\"\nkey = \"k\"\n[leases]\nstart = [\"true\"]\nend = [\"true\"]\n{kept}\n{more}\n[workloads]\n{} = [\"true\"]\n",
        hex::encode(PROGRAM)
    );
    Config::parse(&text, Path::new("")).unwrap()
}

/// An open lease of one GPU for anybody.
pub fn lease(seconds: u64) -> Lease {
    Lease {
        terms: Terms {
            class: CLASS.into(),
            gpus: 1,
            seconds,
            client: "client".into(),
            ssh_key: [3; 32],
            pledge: 1_000u128.into(),
        },
        reserved: false,
        cost: 1_400 * u128::from(seconds),
        requested_at: NOW,
        start_by: NOW + 600,
        run: None,
    }
}
