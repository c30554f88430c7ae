//! k of n registered keys over one 32-byte digest: how hardware is admitted and how attestors give a verdict.

mod ed25519;

use cosmwasm_std::{Api, VerificationError};
use thiserror::Error;

use crate::provider_registry::{AttestorKey, KeyScheme, KeySignature};

/// Most keys of one list: bounds the signature checks of one message.
pub const MAX_KEYS: usize = 16;
/// Bytes of a signature in every scheme.
pub const SIGNATURE_LEN: usize = 64;

/// Why a list of keys or signatures is refused.
#[derive(Error, Debug, PartialEq)]
pub enum SignatureError {
    /// No key, or too many.
    #[error("wrong number of keys: expected 1 to {max}, got {got}")]
    KeyCount {
        /// The most.
        max: usize,
        /// What came.
        got: usize,
    },
    /// A threshold that half of the keys reach, or that all of them do not.
    #[error("threshold out of bounds: expected more than half of the keys, {min} to {max}, got {got}")]
    Threshold {
        /// The smallest number above half of the keys.
        min: u32,
        /// The number of keys.
        max: usize,
        /// What came.
        got: u32,
    },
    /// A key that is not of its scheme's form.
    #[error("key {index} is not a {scheme} key: expected {expected}, got {got} bytes")]
    KeyForm {
        /// Which.
        index: usize,
        /// Its scheme.
        scheme: &'static str,
        /// What such a key looks like.
        expected: &'static str,
        /// Its length.
        got: usize,
    },
    /// A key of its scheme's form that is no key: whatever signs under it, or nothing does.
    #[error("key {index} is not a sound {scheme} key: expected {expected}, got {got}")]
    WeakKey {
        /// Which.
        index: usize,
        /// Its scheme.
        scheme: &'static str,
        /// What such a key is.
        expected: &'static str,
        /// The key, in hex.
        got: String,
    },
    /// A key that is listed twice.
    #[error("key {index} is the same as key {earlier}: expected distinct keys")]
    DuplicateKey {
        /// The later of the two.
        index: usize,
        /// The earlier of the two.
        earlier: usize,
    },
    /// More signatures than there are keys.
    #[error("too many signatures: expected at most {max}, one per key, got {got}")]
    SignatureCount {
        /// The number of keys.
        max: usize,
        /// What came.
        got: usize,
    },
    /// A signature that names a key which is not there.
    #[error("signature names key {got}: expected an index below {keys}")]
    UnknownKey {
        /// The number of keys.
        keys: usize,
        /// What came.
        got: u32,
    },
    /// Two signatures that name one key.
    #[error("key {key} signed twice: expected one signature per key")]
    DuplicateSignature {
        /// Which key.
        key: u32,
    },
    /// A signature of the wrong length.
    #[error("signature of key {key} has the wrong length: expected {SIGNATURE_LEN} bytes, got {got}")]
    SignatureForm {
        /// Which key.
        key: u32,
        /// What came.
        got: usize,
    },
    /// A signature that is not of this digest by this key.
    #[error("signature of key {key} does not verify over digest {digest}")]
    Invalid {
        /// Which key.
        key: u32,
        /// What it should have signed, in hex.
        digest: String,
    },
    /// Fewer valid signatures than needed.
    #[error("too few signatures: expected {expected}, got {got}")]
    TooFew {
        /// How many are needed.
        expected: u32,
        /// How many are valid.
        got: u32,
    },
}

/// Refuses a list of keys that is empty, longer than [`MAX_KEYS`], holds a key of the wrong form, a weak one or one key
/// twice, and a threshold that is not more than half of the keys or above their number.
///
/// Weak are keys that are no point of their curve, under which nobody can sign, and ed25519 keys of small order, under which
/// anybody can, or not in canonical form.
pub fn check_keys(api: &dyn Api, keys: &[AttestorKey], threshold: u32) -> Result<(), SignatureError> {
    let count = u32::try_from(keys.len()).unwrap_or(u32::MAX);
    if keys.is_empty() || keys.len() > MAX_KEYS {
        return Err(SignatureError::KeyCount { max: MAX_KEYS, got: keys.len() });
    }
    let min = count.div_euclid(2).saturating_add(1);
    if !(min..=count).contains(&threshold) {
        return Err(SignatureError::Threshold { min, max: keys.len(), got: threshold });
    }
    for (index, key) in keys.iter().enumerate() {
        check_form(index, key)?;
        check_strength(api, index, key)?;
        if let Some(earlier) = keys.iter().take(index).position(|other| other == key) {
            return Err(SignatureError::DuplicateKey { index, earlier });
        }
    }
    Ok(())
}

/// How many distinct keys signed `digest`. A signature that does not verify is an error, not merely uncounted: whoever
/// brings one is told which. Refuses an index out of range or twice, and a signature that is not 64 bytes long.
pub fn count_valid(
    api: &dyn Api,
    keys: &[AttestorKey],
    digest: &[u8; 32],
    signatures: &[KeySignature],
) -> Result<u32, SignatureError> {
    if signatures.len() > keys.len() {
        return Err(SignatureError::SignatureCount { max: keys.len(), got: signatures.len() });
    }
    let mut valid = 0u32;
    for (position, entry) in signatures.iter().enumerate() {
        let key = usize::try_from(entry.key)
            .ok()
            .and_then(|index| keys.get(index))
            .ok_or(SignatureError::UnknownKey { keys: keys.len(), got: entry.key })?;
        if signatures.iter().take(position).any(|earlier| earlier.key == entry.key) {
            return Err(SignatureError::DuplicateSignature { key: entry.key });
        }
        if entry.signature.len() != SIGNATURE_LEN {
            return Err(SignatureError::SignatureForm { key: entry.key, got: entry.signature.len() });
        }
        // The host reports a point off the curve as an error and a mismatch as false: neither is a signature.
        if !verify(api, key, digest, &entry.signature).unwrap_or(false) {
            return Err(SignatureError::Invalid { key: entry.key, digest: hex(digest) });
        }
        valid = valid.saturating_add(1);
    }
    Ok(valid)
}

/// As [`count_valid`], refusing fewer than `threshold`.
pub fn require(
    api: &dyn Api,
    keys: &[AttestorKey],
    threshold: u32,
    digest: &[u8; 32],
    signatures: &[KeySignature],
) -> Result<(), SignatureError> {
    match count_valid(api, keys, digest, signatures)? {
        got if got >= threshold => Ok(()),
        got => Err(SignatureError::TooFew { expected: threshold, got }),
    }
}

fn verify(
    api: &dyn Api,
    key: &AttestorKey,
    digest: &[u8; 32],
    signature: &[u8],
) -> Result<bool, VerificationError> {
    match key.scheme {
        KeyScheme::Secp256k1 => api.secp256k1_verify(digest, signature, &key.key),
        KeyScheme::Secp256r1 => api.secp256r1_verify(digest, signature, &key.key),
        KeyScheme::Ed25519 => api.ed25519_verify(digest, signature, &key.key),
    }
}

fn check_form(index: usize, key: &AttestorKey) -> Result<(), SignatureError> {
    let (scheme, expected, good) = match key.scheme {
        KeyScheme::Secp256k1 => ("secp256k1", "33 bytes, compressed", is_compressed(&key.key)),
        KeyScheme::Secp256r1 => ("secp256r1", "33 bytes, compressed", is_compressed(&key.key)),
        KeyScheme::Ed25519 => ("ed25519", "32 bytes", key.key.len() == 32),
    };
    if good {
        return Ok(());
    }
    Err(SignatureError::KeyForm { index, scheme, expected, got: key.key.len() })
}

/// Refuses a key of its scheme's form under which anybody can sign, or nobody.
fn check_strength(api: &dyn Api, index: usize, key: &AttestorKey) -> Result<(), SignatureError> {
    let (scheme, expected, good) = match key.scheme {
        KeyScheme::Secp256k1 => ("secp256k1", "a point of its curve", is_point(api, key)),
        KeyScheme::Secp256r1 => ("secp256r1", "a point of its curve", is_point(api, key)),
        KeyScheme::Ed25519 => ("ed25519", "a canonical point of large order", ed25519::is_sound(&key.key)),
    };
    if good {
        return Ok(());
    }
    Err(SignatureError::WeakKey { index, scheme, expected, got: hex(&key.key) })
}

/// Whether an ECDSA key is a point of its curve: of a signature in the right form, r = s = 1, the host says that it
/// does not verify, or that it does; of a key off the curve it says neither.
fn is_point(api: &dyn Api, key: &AttestorKey) -> bool {
    let mut one = [0; 32];
    let [.., last] = &mut one;
    *last = 1;
    verify(api, key, &[1; 32], &[one, one].concat()).is_ok()
}

fn is_compressed(key: &[u8]) -> bool {
    key.len() == 33 && matches!(key.first(), Some(2 | 3))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
