//! Signatures of attestors, over the 32 bytes of a verdict.

use anyhow::{anyhow, Result};
use api::provider_registry::{AttestorKey, KeyScheme, KeySignature};
use api::verifier_gateway::Claim;
use cosmwasm_std::{Binary, HexBinary};
use k256::ecdsa::signature::hazmat::PrehashSigner;
use proofs::statement::{invalid_digest, valid_digest, Statement};
use sha2::{Digest, Sha256};

use crate::exit::usage;

/// A secret and the scheme that it is for.
#[derive(Clone)]
pub struct Secret {
    /// What it signs with.
    pub scheme: KeyScheme,
    /// 32 bytes.
    pub bytes: [u8; 32],
}

/// A private key of any scheme.
pub enum Signer {
    /// secp256k1.
    K256(k256::ecdsa::SigningKey),
    /// NIST P-256.
    P256(p256::ecdsa::SigningKey),
    /// Ed25519.
    Ed25519(ed25519_dalek::SigningKey),
}

impl Signer {
    /// The key of a secret; an error does not repeat it.
    pub fn new(secret: &Secret) -> Result<Self> {
        let bad = |_| usage("key: these 32 bytes are no key of their scheme", "make another");
        Ok(match secret.scheme {
            KeyScheme::Secp256k1 => {
                Signer::K256(k256::ecdsa::SigningKey::from_slice(&secret.bytes).map_err(bad)?)
            }
            KeyScheme::Secp256r1 => {
                Signer::P256(p256::ecdsa::SigningKey::from_slice(&secret.bytes).map_err(bad)?)
            }
            KeyScheme::Ed25519 => Signer::Ed25519(ed25519_dalek::SigningKey::from_bytes(&secret.bytes)),
        })
    }

    /// Its public half, as methods name it.
    pub fn public(&self) -> AttestorKey {
        let (scheme, key) = match self {
            Signer::K256(key) => {
                (KeyScheme::Secp256k1, key.verifying_key().to_encoded_point(true).as_bytes().to_vec())
            }
            Signer::P256(key) => {
                (KeyScheme::Secp256r1, key.verifying_key().to_encoded_point(true).as_bytes().to_vec())
            }
            Signer::Ed25519(key) => (KeyScheme::Ed25519, key.verifying_key().to_bytes().to_vec()),
        };
        AttestorKey { scheme, key: Binary::from(key) }
    }

    /// Signs a digest as the key number `index` of a method.
    pub fn sign(&self, index: u32, digest: &[u8; 32]) -> Result<KeySignature> {
        use ed25519_dalek::Signer as _;
        let signature = match self {
            Signer::K256(key) => {
                let signature: k256::ecdsa::Signature =
                    key.sign_prehash(digest).map_err(|e| anyhow!("cannot sign: {e}"))?;
                signature.normalize_s().unwrap_or(signature).to_bytes().to_vec()
            }
            Signer::P256(key) => {
                let signature: p256::ecdsa::Signature =
                    key.sign_prehash(digest).map_err(|e| anyhow!("cannot sign: {e}"))?;
                signature.to_bytes().to_vec()
            }
            Signer::Ed25519(key) => key.sign(digest).to_bytes().to_vec(),
        };
        Ok(KeySignature { key: index, signature: Binary::from(signature) })
    }
}

/// What attestors sign for a verdict on a claim. It is computed here: no node can have another thing signed.
pub fn verdict_digest(
    chain_id: &str,
    gateway: &str,
    claim: &Claim,
    reporter: Option<&str>,
) -> Result<[u8; 32]> {
    let statement = statement_digest(chain_id, gateway, claim)?;
    Ok(reporter.map_or_else(|| valid_digest(&statement), |reporter| invalid_digest(&statement, reporter)))
}

/// The statement of a claim, as attestors' verdicts and journals of the policy `statement` have it.
pub fn statement_digest(chain_id: &str, gateway: &str, claim: &Claim) -> Result<[u8; 32]> {
    Ok(Statement {
        chain_id,
        gateway,
        job_id: claim.job_id,
        provider: &claim.provider,
        program: bytes("program", &claim.program)?,
        input: bytes("input", &claim.input)?,
        output: bytes("output", &claim.output)?,
    }
    .digest())
}

/// A digest's 32 bytes.
pub fn bytes(name: &str, digest: &HexBinary) -> Result<[u8; 32]> {
    digest.to_array().map_err(|_| {
        usage(format!("{name}: expected 32 bytes in hex, got {} bytes", digest.len()), "give a sha256")
    })
}

/// The sha256 of something.
pub fn sha256(bytes: &[u8]) -> HexBinary {
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    HexBinary::from(&digest)
}

/// Reads a digest, 32 bytes in hex, for clap.
pub fn digest(text: &str) -> Result<HexBinary, String> {
    let bytes: Option<[u8; 32]> = hex::decode(text).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.map(|bytes| HexBinary::from(&bytes)).ok_or_else(|| "expected 32 bytes in hex".into())
}
