//! What it costs a contract to have the gateway verify a proof, by method. A query is no transaction; so each is asked by a contract
//! that does nothing else, whose transactions these are. What the question costs it without a proof, [`BASE`] says.

use anyhow::{Context, Result};
use api::verifier_gateway::{Claim, ExecuteMsg as GatewayMsg, Proof, QueryMsg as GatewayQuery, SetClaim};
use asker::ExecuteMsg;
use compute_amm_testing::client::Client;
use compute_amm_testing::groth16::{BlsTrapdoor, Encoded, Trapdoor, TrapdoorOver};
use compute_amm_testing::inclusion::{self, Set};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{ATTESTATION, GROTH16_STATEMENT, RISC_ZERO, SP1};
use compute_amm_testing::{keys, sp1};
use cosmwasm_std::{to_json_binary, Addr, Binary, HexBinary};
use market_tests::shared::{accepted_receipts, Sp1Proof};
use sha2::Digest as _;

use super::tally::Tally;

/// The row of a question that is answered without a proof: the statement of a claim.
pub const BASE: &str = "ask_statement";

/// The contract that asks, and who has it ask.
pub(super) struct Asker<'a> {
    pub(super) contract: &'a Addr,
    pub(super) sender: &'a Addr,
}

impl Asker<'_> {
    /// A claim of no job, by who asks.
    fn claim(&self, program: HexBinary, output: HexBinary) -> Claim {
        let provider = self.sender.to_string();
        Claim { job_id: (1 << 53) - 1, provider, program, input: HexBinary::from(&[0; 32]), output }
    }
}

impl<C: Client> Tally<'_, C> {
    /// A proof of every kind: of RISC Zero, and of the SP1 version for which a method was added, where there are real ones.
    pub(super) fn verifications(&mut self, asker: &Asker, older: Option<(u32, Sp1Proof)>) -> Result<()> {
        let claim = asker.claim(digest("program"), digest("output"));
        let statement = GatewayQuery::Statement { claim: claim.clone(), reporter: None };
        self.ask(BASE, asker, &statement)?;
        let valid = self.market.statement(claim.clone(), None).valid.to_array()?;
        let signers = keys::attestors();
        let signed = |index: usize| Some(signers.get(index)?.sign(u32::try_from(index).ok()?, &valid));
        let signatures = [0, 2].map(signed).into_iter().collect::<Option<_>>().context("three attestors")?;
        self.verify("attestation", asker, ATTESTATION, claim, Proof::Attestation { signatures })?;

        if let Some(receipt) = accepted_receipts().and_then(|all| all.into_iter().next()) {
            let output = HexBinary::from(sha2::Sha256::digest(receipt.journal_bytes()).to_vec());
            let claim = asker.claim(receipt.image().into(), output);
            let proof = Proof::RiscZero { seal: Binary::from(receipt.seal_bytes()), journal: None };
            self.verify("risc0", asker, RISC_ZERO, claim, proof)?;
        }

        let seed = u64::from(u32::from(self.pass));
        self.verify_groth16("groth16_bn254", asker, &Trapdoor::new(seed, 2))?;
        self.verify_groth16("groth16_bls", asker, &BlsTrapdoor::new(seed, 2))?;

        let claim = asker.claim(sp1::program(), sp1::output());
        self.verify("sp1_v6", asker, SP1, claim, sp1::proof())?;
        if let Some((method, real)) = older {
            let claim = asker.claim(real.program_vkey.clone(), real.output());
            self.verify("sp1_v4", asker, method, claim, real.proof())?;
        }
        let (claim, Set { root, seal }) =
            (asker.claim(inclusion::program(), inclusion::output()), inclusion::set());
        let claims = vec![SetClaim { claim, path: Binary::default(), journal: None }];
        self.ask("verify_set", asker, &GatewayQuery::VerifySet { method: RISC_ZERO, root, seal, claims })
    }

    /// Under a key, which is registered for it.
    fn verify_groth16<E: Encoded>(&mut self, what: &str, asker: &Asker, key: &TrapdoorOver<E>) -> Result<()> {
        self.market.gateway(asker.sender, &GatewayMsg::RegisterKey { key: key.key() })?;
        let claim = asker.claim(key.program(), digest("output"));
        let proof = key.prove_statement(&self.market.statement(claim.clone(), None).statement);
        self.verify(what, asker, GROTH16_STATEMENT, claim, proof)
    }

    fn verify(&mut self, what: &str, asker: &Asker, method: u32, claim: Claim, proof: Proof) -> Result<()> {
        self.ask(&format!("verify_{what}"), asker, &GatewayQuery::VerifyProof { method, claim, proof })
    }

    fn ask(&mut self, name: &str, asker: &Asker, question: &GatewayQuery) -> Result<()> {
        let contract = self.market.at.verifier_gateway.clone();
        let ask = ExecuteMsg::Ask { contract, question: to_json_binary(question)? };
        self.run(name, "asker", asker.sender, asker.contract.as_str(), &ask, &[]).map(|_| ())
    }
}
