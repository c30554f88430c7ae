//! Keys that sign transactions.

use std::path::Path;

use anyhow::{anyhow, Context, Result};
use cosmrs::crypto::secp256k1::{SigningKey, VerifyingKey};
use cosmrs::crypto::PublicKey;
use cosmrs::AccountId;
use cosmwasm_std::Addr;
use sha2::{Digest, Sha256};

/// A secp256k1 key and its address on a chain.
pub struct Wallet {
    key: SigningKey,
    address: Addr,
}

impl Wallet {
    /// The key that goes by a name on every devnet: its secret is the sha256 of a public sentence, so it guards nothing.
    pub fn named(prefix: &str, name: &str) -> Result<Self> {
        Self::from_secret(prefix, &named_secret(name))
    }

    /// A key from a file with 32 bytes in hex.
    pub fn from_file(prefix: &str, path: &Path) -> Result<Self> {
        Self::from_secret(prefix, &secret(path)?)
    }

    /// A key from its 32 bytes.
    pub fn from_secret(prefix: &str, secret: &[u8; 32]) -> Result<Self> {
        let key = SigningKey::from_slice(secret).map_err(|e| anyhow!("not a secp256k1 secret: {e}"))?;
        let id = key.public_key().account_id(prefix).map_err(|e| anyhow!("prefix `{prefix}`: {e}"))?;
        Ok(Self { key, address: Addr::unchecked(id.as_ref()) })
    }

    /// Its address.
    pub fn address(&self) -> &Addr {
        &self.address
    }

    /// Its public half.
    pub fn public_key(&self) -> PublicKey {
        self.key.public_key()
    }

    pub(crate) fn key(&self) -> &SigningKey {
        &self.key
    }
}

/// What a key's file holds: 32 bytes in hex.
pub fn secret(path: &Path) -> Result<[u8; 32]> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    // The error must not repeat what the file holds.
    let secret: Option<[u8; 32]> = hex::decode(text.trim()).ok().and_then(|b| b.try_into().ok());
    secret.with_context(|| format!("{}: expected 32 bytes in hex", path.display()))
}

/// The address of a secp256k1 key, given as its 33 compressed bytes: bech32 of ripemd160(sha256(key)).
pub fn address_of(prefix: &str, key: &[u8]) -> Result<Addr> {
    let key = VerifyingKey::from_sec1_bytes(key).ok().filter(|_| key.len() == 33);
    let key = key.context("expected a compressed secp256k1 key of 33 bytes, got another")?;
    let id = PublicKey::from(key).account_id(prefix).map_err(|e| anyhow!("prefix `{prefix}`: {e}"))?;
    Ok(Addr::unchecked(id.as_ref()))
}

/// The secret of [`Wallet::named`].
pub fn named_secret(name: &str) -> [u8; 32] {
    Sha256::digest(format!("compute-amm devnet key: {name}")).into()
}

/// The address of a module's account: no key, so only the module itself acts for it.
pub fn module_address(prefix: &str, module: &str) -> Result<Addr> {
    let hash = Sha256::digest(module);
    let id = AccountId::new(prefix, hash.get(..20).context("a sha256 has 32 bytes")?)
        .map_err(|e| anyhow!("prefix `{prefix}`: {e}"))?;
    Ok(Addr::unchecked(id.as_ref()))
}
