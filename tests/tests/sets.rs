//! Receipts for sets of many claims, from the question to the settlement of 64 jobs, each with its path.
//!
//! Only RISC Zero's prover makes such receipts, and the real one here is of a set of one claim. So the key is replaced, and
//! nothing else: receipts of this file are Groth16 proofs of the set builder's claim under a key whose trapdoor is known. The
//! gateway is the shipped one. It refuses such a receipt for its pairing, the last thing that it looks at; then, and only then, the
//! contract around it verifies the proof under the other key. The set is built here a second time, from the words of
//! `docs/verification.md`.

use anyhow::Result;
use api::job_market::{AcceptPayout, BatchResult, JobState};
use api::verifier_gateway::{Claim, MethodKind, MethodParams, QueryMsg, SetClaim, VerifyResponse, MAX_SET};
use compute_amm_testing::codes::{checksums, with_checksum, Codes};
use compute_amm_testing::groth16::{halves, Trapdoor};
use compute_amm_testing::inclusion::Set;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{
    CHALLENGE_BOND, H100, ONE, OPTIMISTIC_WAITS, RISC_ZERO, RISC_ZERO_STATEMENT, SELECTORS,
};
use compute_amm_testing::{invariants, small_market_with, Market, Native, Refused};
use cosmwasm_std::{to_json_binary, Addr, Binary, Checksum, Deps, Empty, Env, HexBinary};
use cw_multi_test::{Contract, ContractWrapper};
use deploy::Code;
use k256::sha2::{Digest, Sha256};
use proofs::groth16::{PreparedKey, Proof, VerifyingKey};
use proofs::ProofError;
use sha3::Keccak256;
use verifier_gateway::error::ContractError;

type Node = [u8; 32];

/// Proof on demand by RISC Zero's statements, which the market of this file has besides.
const ON_DEMAND: u32 = 11;
/// The set builder 0.9's image id.
const BUILDER: &str = "70909b25db0db00f1d4b4016aeb876f53568a3e5a8e6397cb562d79947a02cc9";

fn sha(parts: &[&[u8]]) -> Node {
    Sha256::digest(parts.concat()).into()
}

fn keccak(parts: &[&[u8]]) -> Node {
    Keccak256::digest(parts.concat()).into()
}

/// Of a program that halted with exit code 0.
fn claim_digest(program: &[u8], journal_digest: &[u8]) -> Node {
    let none = [0u8; 32];
    let end = sha(&[&sha(&[b"risc0.SystemState"]), &none, &[0; 4], &[1, 0]]);
    let output = sha(&[&sha(&[b"risc0.Output"]), journal_digest, &none, &[2, 0]]);
    sha(&[&sha(&[b"risc0.ReceiptClaim"]), &none, program, &end, &output, &[0; 8], &[4, 0]])
}

/// All levels of a set's tree, leaves first. A node without a sibling moves up as it is.
struct Tree(Vec<Vec<Node>>);

impl Tree {
    fn new(leaves: Vec<Node>) -> Self {
        let mut levels = vec![leaves];
        while levels[levels.len() - 1].len() > 1 {
            let pair = |pair: &[Node]| match pair {
                [a, b] if a > b => keccak(&[b, a]),
                [a, b] => keccak(&[a, b]),
                _ => pair[0],
            };
            levels.push(levels[levels.len() - 1].chunks(2).map(pair).collect());
        }
        Self(levels)
    }

    fn root(&self) -> Node {
        self.0[self.0.len() - 1][0]
    }

    fn path(&self, leaf: usize) -> Vec<Node> {
        let sibling = |(height, level): (usize, &Vec<Node>)| level.get((leaf >> height) ^ 1).copied();
        self.0.iter().enumerate().filter_map(sibling).collect()
    }
}

/// The key in place of RISC Zero's; its two public inputs are the halves of a claim.
fn key() -> Trapdoor {
    Trapdoor::new(7, 2)
}

fn builders_claim(root: &[u8]) -> Node {
    let builder = HexBinary::from_hex(BUILDER).unwrap();
    let finished = [&[0x80][..], &[0; 31]].concat();
    claim_digest(&builder, &sha(&[&builder, &finished, root]))
}

/// The set builder's receipt of a root.
fn receipt(root: Node) -> Set {
    let proof = key().prove(1, &halves(&builders_claim(&root)));
    Set { root: root.into(), seal: [&SELECTORS[1], proof.as_slice()].concat().into() }
}

fn proven(root: &[u8], seal: &[u8]) -> bool {
    let key = PreparedKey::prepare(&VerifyingKey::from_bytes(&key().key()).unwrap()).unwrap();
    let proof = Proof::from_bytes(seal[4..].try_into().unwrap()).unwrap();
    let halves = halves(&builders_claim(root));
    key.verify(&proof, halves.as_chunks::<32>().0).is_ok()
}

/// The gateway's answer; but where nothing is wrong with a receipt except that its proof is none under RISC Zero's key, that of
/// the other key.
fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let asked = match &msg {
        QueryMsg::VerifySet { root, seal, .. } => Some((root.clone(), seal.clone())),
        _ => None,
    };
    match (verifier_gateway::contract::query(deps, env, msg), asked) {
        (Err(ContractError::Proof(ProofError::PairingFailed)), Some((root, seal)))
            if proven(&root, &seal) =>
        {
            Ok(to_json_binary(&VerifyResponse { valid: true })?)
        }
        (answer, _) => answer,
    }
}

/// The native build with that gateway.
struct OtherKey;

impl Codes for OtherKey {
    fn boxed(&self) -> Box<dyn Codes> {
        Box::new(OtherKey)
    }

    fn code(&self, code: Code) -> Box<dyn Contract<Empty>> {
        use verifier_gateway::contract::{execute, instantiate, migrate};
        if code != Code::VerifierGateway {
            return Native.code(code);
        }
        let gateway = ContractWrapper::new(execute, instantiate, query).with_migrate(migrate);
        with_checksum(Box::new(gateway), Checksum::from(checksums()[&code]))
    }
}

struct Scene {
    market: Market,
    provider: Addr,
    client: Addr,
}

/// Assigned jobs with an output each, their claims' set, and what the provider would send.
struct Batch {
    jobs: Vec<u64>,
    claims: Vec<Claim>,
    tree: Tree,
    results: Vec<BatchResult>,
}

impl Scene {
    fn new() -> Self {
        let kind = MethodKind::Optimistic {
            proof: RISC_ZERO_STATEMENT,
            window: OPTIMISTIC_WAITS.0,
            prove_within: OPTIMISTIC_WAITS.1,
            bond_min: CHALLENGE_BOND.into(),
        };
        let on_demand = MethodParams { kind, detection_bps: 5_000, name: "RISC Zero on demand".into() };
        let (mut market, _, client) = small_market_with(&OtherKey, |wiring| wiring.methods.push(on_demand));
        assert_eq!(market.wiring.methods.len(), ON_DEMAND as usize);
        let provider = market.provider("many GPUs", H100, 200_000 * ONE, 64);
        Self { market, provider, client }
    }

    /// As many jobs, each of a program of its own and with an output of its own.
    fn batch(&mut self, method: u32, count: usize) -> Batch {
        let mut jobs = vec![];
        for _ in 0..count {
            let mut request = self.market.request_for(H100, 1, 60);
            (request.method, request.input) = (method, None);
            request.program = digest(&format!("program {}", jobs.len()));
            let job = self.market.request(&self.client, request, 50 * ONE).unwrap();
            self.market.heartbeat(&self.provider);
            self.market.accept(&self.provider, job, AcceptPayout::Redeem {}).unwrap();
            jobs.push(job);
        }
        let claim = |job: &u64| self.market.claim(*job, &output(*job));
        let claims: Vec<Claim> = jobs.iter().map(claim).collect();
        let leaf = |claim: &Claim| {
            let journal = if method == RISC_ZERO {
                claim.output.clone()
            } else {
                sha(&[&self.market.statement(claim.clone(), None).statement]).into()
            };
            keccak(&[b"LEAF_TAG", &claim_digest(&claim.program, &journal)])
        };
        let tree = Tree::new(claims.iter().map(leaf).collect());
        let result = |(index, job): (usize, &u64)| BatchResult {
            job_id: *job,
            output: output(*job),
            path: tree.path(index).concat().into(),
            journal: None,
            output_locator: None,
        };
        let results = jobs.iter().enumerate().map(result).collect();
        Batch { jobs, claims, tree, results }
    }

    fn submit(&mut self, batch: &Batch, results: Vec<BatchResult>) -> Result<()> {
        let set = receipt(batch.tree.root());
        self.market.submit_batch(&self.provider, set, results).map(drop)
    }

    fn all_are(&self, batch: &Batch, state: JobState) {
        assert!(batch.jobs.iter().all(|job| self.market.job(*job).state == state), "all are {state}");
    }

    /// What anybody asks the gateway.
    fn ask(&self, method: u32, batch: &Batch, set: &Set) -> Result<VerifyResponse> {
        let claim = |(claim, result): (&Claim, &BatchResult)| SetClaim {
            claim: claim.clone(),
            path: result.path.clone(),
            journal: None,
        };
        let claims = batch.claims.iter().zip(&batch.results).map(claim).collect();
        let Set { root, seal } = set.clone();
        self.market.ask_gateway(&QueryMsg::VerifySet { method, root, seal, claims })
    }
}

fn output(job: u64) -> HexBinary {
    digest(&format!("output of {job}"))
}

/// Sets of every shape, up to the largest, under both policies and on demand: all jobs settle, each by its own path.
#[test]
fn every_job_of_a_set_settles_by_its_path_under_both_policies_and_on_demand() {
    let mut it = Scene::new();
    for method in [RISC_ZERO, RISC_ZERO_STATEMENT, ON_DEMAND] {
        for count in [1, 2, 3, 5, 13, MAX_SET] {
            let batch = it.batch(method, count);
            let longest = batch.results.iter().map(|result| result.path.len() / 32).max().unwrap();
            assert_eq!(longest, count.next_power_of_two().trailing_zeros() as usize);
            assert!(it.ask(method, &batch, &receipt(batch.tree.root())).unwrap().valid);
            it.submit(&batch, batch.results.clone()).unwrap();
            it.all_are(&batch, JobState::Settled);
        }
    }
    invariants::check(&it.market).unwrap();
}

/// What is wrong with one result of 64 refuses all, by the number of its job: any node of any path, the order of the nodes, how
/// many there are, whose path it is, the output and the policy's journal.
#[test]
fn one_wrong_path_of_64_refuses_all() {
    let mut it = Scene::new();
    for method in [RISC_ZERO, RISC_ZERO_STATEMENT] {
        let batch = it.batch(method, MAX_SET);
        let mut refused = |index: usize, says: &str, change: &dyn Fn(&mut BatchResult)| {
            let mut results = batch.results.clone();
            change(&mut results[index]);
            let named = format!("job {}: {says}", batch.jobs[index]);
            it.submit(&batch, results).refused(&["proof of the batch refused", &named]);
        };
        let path = |index: usize| batch.tree.path(index);
        for index in [0, 5, 31, 32, 63] {
            let with = |nodes: Vec<Node>| move |result: &mut BatchResult| result.path = nodes.concat().into();
            for node in 0..6 {
                let mut nodes = path(index);
                nodes[node][(7 * node + index) % 32] ^= 1 << node;
                refused(index, "root: expected", &with(nodes));
                refused(index, "root: expected", &with(path(index)[..node].to_vec()));
            }
            for node in 0..5 {
                let mut nodes = path(index);
                nodes.swap(node, node + 1);
                refused(index, "root: expected", &with(nodes));
            }
            let reversed: Vec<Node> = path(index).into_iter().rev().collect();
            refused(index, "root: expected", &with(reversed));
            refused(index, "root: expected", &with(path(index ^ 1)));
            let longer = [path(index), vec![batch.tree.root()]].concat();
            refused(index, "path: expected at most 6 nodes, got 7", &with(longer));
            let other = output(batch.jobs[index ^ 1]);
            refused(index, "root: expected", &move |result| result.output = other.clone());
        }
        let says = if method == RISC_ZERO {
            "journal: expected the output"
        } else {
            "method 3: expected no journal"
        };
        refused(9, says, &|result| result.journal = Some(Binary::from(b"another")));
        it.all_are(&batch, JobState::Assigned);
        it.submit(&batch, batch.results.clone()).unwrap();
    }
    invariants::check(&it.market).unwrap();
}

/// The receipt is of one root: that of another set, of a part of the set or of a node proves nothing here, nor does its own once
/// a byte differs, nor under a selector that the method does not accept.
#[test]
fn a_receipt_proves_its_own_root_only() {
    let mut it = Scene::new();
    let batch = it.batch(RISC_ZERO_STATEMENT, 8);
    let (root, node) = (batch.tree.root(), batch.tree.0[1][0]);
    let others = [digest("root").to_array().unwrap(), node, batch.tree.0[0][0], builders_claim(&root)];
    for other in others {
        let seal = receipt(other).seal;
        it.ask(RISC_ZERO_STATEMENT, &batch, &Set { root: root.into(), seal }).refused(&["pairing"]);
        it.ask(RISC_ZERO_STATEMENT, &batch, &receipt(other)).refused(&["root: expected"]);
    }
    let good = receipt(root);
    for at in (0..260).step_by(7) {
        let mut seal = good.seal.to_vec();
        seal[at] ^= 1 << (at % 8);
        it.ask(RISC_ZERO_STATEMENT, &batch, &Set { seal: seal.into(), ..good.clone() }).unwrap_err();
    }
    // Statements name job and provider: the same set shows nothing of another's jobs.
    let mut stolen = it.batch(RISC_ZERO_STATEMENT, 8);
    for (result, owned) in stolen.results.iter_mut().zip(&batch.results) {
        result.path = owned.path.clone();
    }
    it.ask(RISC_ZERO_STATEMENT, &stolen, &good).refused(&[&format!("job {}: root", stolen.jobs[0])]);
    for claim in &mut stolen.claims {
        claim.provider = it.client.to_string();
    }
    stolen.claims.iter_mut().zip(&batch.claims).for_each(|(claim, owned)| claim.job_id = owned.job_id);
    it.ask(RISC_ZERO_STATEMENT, &stolen, &good).refused(&["root: expected"]);
    it.submit(&batch, batch.results.clone()).unwrap();
}
