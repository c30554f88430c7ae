//! `camm key`.

use anyhow::Result;
use clap::Subcommand;
use serde_json::json;

use crate::common::Common;
use crate::config;
use crate::exit::{usage, Exit};
use crate::keys::{self, Passphrase};
use crate::render::{text_of, Fields, Out, Table};
use crate::sign::{Secret, Signer};

/// Keys: encrypted files under a passphrase, in the folder `keys` of CAMM_HOME or the user's configuration. Where CAMM_KEY is
/// set, to a mnemonic or 32 bytes in hex, and no --key is named, that signs instead.
#[derive(Subcommand)]
pub enum Key {
    /// Makes a key. Of a wallet's its 24 words are shown, once: who has them has the key.
    New {
        /// Its name.
        name: String,
        /// secp256k1 for wallets; attestors may have secp256r1 or ed25519.
        #[arg(long, default_value = "secp256k1")]
        scheme: String,
    },
    /// Keeps a key that there is: its words or 32 bytes in hex, from the terminal (unseen) or standard input; before hex of
    /// another scheme than secp256k1 its name and a colon.
    Import {
        /// Its name.
        name: String,
    },
    /// Public half and address of a key; the address needs a market.
    Show {
        /// Its name [default: the key that would sign].
        name: Option<String>,
    },
    /// Names of the keys that are kept.
    List,
}

/// Does it.
pub fn run(key: &Key, common: &Common, out: Out) -> Result<Exit> {
    let passphrase = Passphrase { fd: common.passphrase_fd };
    if common.dry_run && matches!(key, Key::New { .. } | Key::Import { .. }) {
        return Err(usage(
            "--dry-run: a key is kept or it is not",
            "leave it out; `camm key list` shows what is kept",
        ));
    }
    match key {
        Key::New { name, scheme } => {
            let (secret, words) = keys::fresh(keys::scheme(scheme)?)?;
            let path = keys::keep(name, &secret, &passphrase)?;
            show(common, out, Some(name), &secret, words.as_deref())?;
            crate::render::progress(&format!("kept in {}", path.display()));
        }
        Key::Import { name } => {
            let secret = keys::read()?;
            let path = keys::keep(name, &secret, &passphrase)?;
            show(common, out, Some(name), &secret, None)?;
            crate::render::progress(&format!("kept in {}", path.display()));
        }
        Key::Show { name } => {
            let file = config::File::read(common.config.as_deref())?;
            let name = name.as_deref().or(common.key.as_deref());
            show(common, out, name, &keys::open(name, file.key.as_deref(), &passphrase)?, None)?;
        }
        Key::List => {
            let names = keys::names()?;
            let mut table = Table::new(&["key"]);
            names.iter().for_each(|name| table.row(vec![name.clone()]));
            out.show(&json!({ "keys": names }), |_| table.text("no keys; make one: `camm key new NAME`"))?;
        }
    }
    Ok(Exit::Done)
}

fn show(common: &Common, out: Out, name: Option<&str>, secret: &Secret, words: Option<&str>) -> Result<()> {
    let public = Signer::new(secret)?.public();
    let scheme = text_of(&public.scheme);
    // Without a market there is no prefix of addresses.
    let file = config::File::read(common.config.as_deref())?;
    let prefix = config::manifest(common, &file).ok().and_then(|manifest| config::prefix(&manifest).ok());
    let address = match (&prefix, scheme.as_str()) {
        (Some(prefix), "secp256k1") => {
            Some(chain::wallet::Wallet::from_secret(prefix, &secret.bytes)?.address().to_string())
        }
        _ => None,
    };
    let document = json!({ "name": name, "scheme": scheme, "public_key": public.key, "address": address, "mnemonic": words });
    out.show(&document, |_| {
        let mut fields = Fields::new();
        fields.maybe("name", name).add("scheme", &scheme).add("public key", &public.key);
        fields.maybe("address", address.as_ref()).maybe("words", words);
        fields.text()
    })
}
