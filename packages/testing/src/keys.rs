//! Attestors' keys of all three schemes, made from a seed, and their signatures.

use api::provider_registry::{AttestorKey, KeyScheme, KeySignature};
use cosmwasm_std::Binary;

/// A private key.
pub enum Signer {
    /// secp256k1.
    K256(k256::ecdsa::SigningKey),
    /// NIST P-256.
    P256(p256::ecdsa::SigningKey),
    /// Ed25519.
    Ed25519(ed25519_dalek::SigningKey),
}

impl Signer {
    /// A key from a seed other than 0.
    pub fn new(scheme: KeyScheme, seed: u8) -> Self {
        let bytes = [seed; 32];
        match scheme {
            KeyScheme::Secp256k1 => {
                Signer::K256(k256::ecdsa::SigningKey::from_slice(&bytes).expect("a seed other than 0"))
            }
            KeyScheme::Secp256r1 => {
                Signer::P256(p256::ecdsa::SigningKey::from_slice(&bytes).expect("a seed other than 0"))
            }
            KeyScheme::Ed25519 => Signer::Ed25519(ed25519_dalek::SigningKey::from_bytes(&bytes)),
        }
    }

    /// Its public half.
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

    /// Signs 32 bytes as the key number `index` of a list.
    pub fn sign(&self, index: u32, digest: &[u8; 32]) -> KeySignature {
        use ed25519_dalek::Signer as _;
        use k256::ecdsa::signature::hazmat::PrehashSigner;
        let signature = match self {
            Signer::K256(key) => {
                let signature: k256::ecdsa::Signature = key.sign_prehash(digest).expect("32 bytes");
                signature.normalize_s().unwrap_or(signature).to_bytes().to_vec()
            }
            Signer::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign_prehash(digest).expect("32 bytes");
                signature.to_bytes().to_vec()
            }
            Signer::Ed25519(key) => key.sign(digest).to_bytes().to_vec(),
        };
        KeySignature { key: index, signature: Binary::from(signature) }
    }
}

/// The attestors of the test market's attestation method: two of these three must sign.
pub fn attestors() -> Vec<Signer> {
    vec![
        Signer::new(KeyScheme::Secp256k1, 11),
        Signer::new(KeyScheme::Secp256r1, 12),
        Signer::new(KeyScheme::Ed25519, 13),
    ]
}

/// The arbiter of disputed results: one key.
pub fn arbiter() -> Signer {
    Signer::new(KeyScheme::Ed25519, 21)
}

/// Who admits hardware to the attested class: one key.
pub fn admission() -> Signer {
    Signer::new(KeyScheme::Secp256k1, 31)
}
