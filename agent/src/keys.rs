//! Attestors' keys: signing under one's own, and checking what others signed, so that no false signature spoils the rest.

use std::path::Path;

use anyhow::{Context, Result};
use api::provider_registry::{AttestorKey, KeyScheme};
use cosmwasm_std::HexBinary;
use ed25519_dalek::Signer as _;
use k256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};

/// An attestor's private key.
pub enum Key {
    /// secp256k1.
    Secp256k1(k256::ecdsa::SigningKey),
    /// NIST P-256.
    Secp256r1(p256::ecdsa::SigningKey),
    /// Ed25519.
    Ed25519(ed25519_dalek::SigningKey),
}

impl Key {
    /// Reads a file with a scheme (`secp256k1`, `secp256r1` or `ed25519`) and 32 bytes in hex. Errors do not repeat what
    /// it holds.
    pub fn read(path: &Path) -> Result<Self> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&text).with_context(|| {
            format!("{}: expected `secp256k1`, `secp256r1` or `ed25519` and 32 bytes in hex", path.display())
        })
    }

    /// The same of a text.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, secret) = text.trim().split_once(char::is_whitespace)?;
        let secret: [u8; 32] = hex::decode(secret.trim()).ok()?.try_into().ok()?;
        match scheme {
            "secp256k1" => k256::ecdsa::SigningKey::from_slice(&secret).ok().map(Key::Secp256k1),
            "secp256r1" => p256::ecdsa::SigningKey::from_slice(&secret).ok().map(Key::Secp256r1),
            "ed25519" => Some(Key::Ed25519(ed25519_dalek::SigningKey::from_bytes(&secret))),
            _ => None,
        }
    }

    /// Its public half, as methods list it.
    pub fn public(&self) -> AttestorKey {
        let (scheme, key) = match self {
            Key::Secp256k1(key) => {
                (KeyScheme::Secp256k1, key.verifying_key().to_encoded_point(true).as_bytes().to_vec())
            }
            Key::Secp256r1(key) => {
                (KeyScheme::Secp256r1, key.verifying_key().to_encoded_point(true).as_bytes().to_vec())
            }
            Key::Ed25519(key) => (KeyScheme::Ed25519, key.verifying_key().to_bytes().to_vec()),
        };
        AttestorKey { scheme, key: key.into() }
    }

    /// Signs a digest: 64 bytes.
    pub fn sign(&self, digest: &[u8; 32]) -> Result<Vec<u8>> {
        Ok(match self {
            Key::Secp256k1(key) => {
                let signature: k256::ecdsa::Signature = key.sign_prehash(digest)?;
                signature.normalize_s().unwrap_or(signature).to_bytes().to_vec()
            }
            Key::Secp256r1(key) => {
                let signature: p256::ecdsa::Signature = key.sign_prehash(digest)?;
                signature.to_bytes().to_vec()
            }
            Key::Ed25519(key) => key.sign(digest).to_bytes().to_vec(),
        })
    }
}

/// Whether a signature is of this digest by this key.
pub fn verifies(key: &AttestorKey, digest: &[u8; 32], signature: &[u8]) -> bool {
    let checked = || -> Option<bool> {
        Some(match key.scheme {
            KeyScheme::Secp256k1 => {
                let key = k256::ecdsa::VerifyingKey::from_sec1_bytes(&key.key).ok()?;
                let signature = k256::ecdsa::Signature::from_slice(signature).ok()?;
                key.verify_prehash(digest, &signature).is_ok()
            }
            KeyScheme::Secp256r1 => {
                let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(&key.key).ok()?;
                let signature = p256::ecdsa::Signature::from_slice(signature).ok()?;
                key.verify_prehash(digest, &signature).is_ok()
            }
            KeyScheme::Ed25519 => {
                let key = ed25519_dalek::VerifyingKey::from_bytes(&key.key.to_array().ok()?).ok()?;
                let signature = ed25519_dalek::Signature::from_slice(signature).ok()?;
                key.verify_strict(digest, &signature).is_ok()
            }
        })
    };
    checked().unwrap_or(false)
}

/// A digest.
pub(crate) fn array(hex: &HexBinary) -> Result<[u8; 32]> {
    hex.to_array().with_context(|| format!("expected a digest of 32 bytes, got {hex}"))
}
