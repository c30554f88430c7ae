//! Keys: age files under a passphrase, or one from the environment. Never on the command line, which others can read.

use std::env;
use std::fs;
use std::io::{IsTerminal, Read, Write};
use std::path::PathBuf;

use age::secrecy::SecretString;
use anyhow::{anyhow, ensure, Context, Result};
use api::provider_registry::KeyScheme;
use bip32::{DerivationPath, Language, Mnemonic, XPrv};
use k256::elliptic_curve::rand_core::{OsRng, RngCore};

use crate::config;
use crate::exit::{missing, usage};
use crate::sign::{Secret, Signer};

/// The path of the first account of a Cosmos chain.
const PATH: &str = "m/44'/118'/0'/0/0";
/// Longest secret that is read, in bytes.
const LONGEST: u64 = 4_096;

/// Reads a secret: 32 bytes in hex, or the words of a mnemonic (of the first account, 118); before it, where it is not
/// secp256k1, the scheme and a colon. The error does not repeat what came.
pub fn parse(text: &str) -> Result<Secret> {
    let text = text.trim();
    let (scheme, secret) = match text.split_once(':') {
        Some((scheme, secret)) => (self::scheme(scheme)?, secret.trim()),
        None => (KeyScheme::Secp256k1, text),
    };
    let bytes = if secret.contains(char::is_whitespace) {
        ensure!(
            matches!(scheme, KeyScheme::Secp256k1),
            usage("a mnemonic is of a secp256k1 key", "bring 32 bytes in hex for other schemes")
        );
        from_words(secret)?
    } else {
        hex::decode(secret).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| {
            usage("key: expected 32 bytes in hex, or the words of a mnemonic", "see `camm key import --help`")
        })?
    };
    let secret = Secret { scheme, bytes };
    Signer::new(&secret)?;
    Ok(secret)
}

/// The scheme of a name.
pub fn scheme(name: &str) -> Result<KeyScheme> {
    match name {
        "secp256k1" => Ok(KeyScheme::Secp256k1),
        "secp256r1" => Ok(KeyScheme::Secp256r1),
        "ed25519" => Ok(KeyScheme::Ed25519),
        other => Err(usage(
            format!("scheme: expected secp256k1, secp256r1 or ed25519, got `{other}`"),
            "wallets are secp256k1; attestors may have any",
        )),
    }
}

fn from_words(words: &str) -> Result<[u8; 32]> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mnemonic = Mnemonic::new(words, Language::English).map_err(|_| {
        usage("mnemonic: expected 24 English words whose checksum fits", "check each word and their order")
    })?;
    let path: DerivationPath = PATH.parse().map_err(|e| anyhow!("{PATH}: {e}"))?;
    let key =
        XPrv::derive_from_path(mnemonic.to_seed("").as_bytes(), &path).map_err(|e| anyhow!("{PATH}: {e}"))?;
    Ok(key.to_bytes())
}

/// A new secret; of a secp256k1 key with the words from which it can be made again.
pub fn fresh(scheme: KeyScheme) -> Result<(Secret, Option<String>)> {
    if matches!(scheme, KeyScheme::Secp256k1) {
        let mnemonic = Mnemonic::random(OsRng, Language::English);
        let bytes = from_words(mnemonic.phrase())?;
        return Ok((Secret { scheme, bytes }, Some(mnemonic.phrase().to_owned())));
    }
    let mut bytes = [0; 32];
    OsRng.fill_bytes(&mut bytes);
    Ok((Secret { scheme, bytes }, None))
}

/// Where the key of a name is kept.
pub fn path(name: &str) -> Result<PathBuf> {
    let good = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    ensure!(
        good,
        usage(
            format!("key: expected a name of letters, digits, `-` and `_`, got `{name}`"),
            "choose another name"
        )
    );
    Ok(config::home()?.join("keys").join(format!("{name}.age")))
}

/// Names of all keys that are kept.
pub fn names() -> Result<Vec<String>> {
    let folder = config::home()?.join("keys");
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(vec![]) };
    let files = entries.flatten().map(|entry| entry.path());
    let mut names: Vec<String> = files
        .filter(|path| path.extension().is_some_and(|end| end == "age"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// Keeps a secret under a name that is free, encrypted.
pub fn keep(name: &str, secret: &Secret, passphrase: &Passphrase) -> Result<PathBuf> {
    let path = path(name)?;
    ensure!(
        !path.exists(),
        usage(
            format!("there is a key `{name}` already"),
            "choose another name; to replace it, remove its file first"
        )
    );
    let recipient = age::scrypt::Recipient::new(passphrase.new_secret()?);
    let text = format!("{}:{}", crate::render::text_of(&secret.scheme), hex::encode(secret.bytes));
    let sealed = age::encrypt(&recipient, text.as_bytes()).map_err(|e| anyhow!("cannot encrypt: {e}"))?;
    let folder = path.parent().context("a key's file has a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(&sealed)
        .and_then(|()| file.sync_all())
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

/// The secret of a name, or the one of `CAMM_KEY`, if that is set and no name is given.
pub fn open(name: Option<&str>, default: Option<&str>, passphrase: &Passphrase) -> Result<Secret> {
    if let (None, Ok(text)) = (name, env::var("CAMM_KEY")) {
        return parse(&text).context("CAMM_KEY");
    }
    let name = name.or(default).unwrap_or("default");
    let path = path(name)?;
    let sealed = fs::read(&path).map_err(|_| {
        missing(
            format!("there is no key `{name}`"),
            "make one: `camm key new NAME`; then --key NAME, or CAMM_KEY in the environment",
        )
    })?;
    let identity = age::scrypt::Identity::new(passphrase.known(&format!("passphrase of `{name}`"))?);
    let text = age::decrypt(&identity, &sealed)
        .map_err(|e| usage(format!("key `{name}`: {e}"), "check the passphrase"))?;
    parse(&String::from_utf8(text).context("a key's file holds text")?)
}

/// Where a passphrase comes from: a file descriptor, `CAMM_PASSPHRASE`, or the terminal.
pub struct Passphrase {
    /// A number of `--passphrase-fd`.
    pub fd: Option<u32>,
}

impl Passphrase {
    fn given(&self) -> Result<Option<String>> {
        if let Some(fd) = self.fd {
            let path = format!("/dev/fd/{fd}");
            let file = fs::File::open(&path).map_err(|e| {
                usage(format!("cannot read file descriptor {fd}: {e}"), "e.g. `--passphrase-fd 3 3<FILE`")
            })?;
            let mut text = String::new();
            file.take(LONGEST).read_to_string(&mut text)?;
            return Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()));
        }
        Ok(env::var("CAMM_PASSPHRASE").ok())
    }

    fn asked(prompt: &str) -> Result<String> {
        ensure!(
            std::io::stdin().is_terminal(),
            usage(
                "no passphrase, and no terminal to ask for it",
                "set CAMM_PASSPHRASE, or use --passphrase-fd N"
            )
        );
        rpassword::prompt_password(format!("{prompt}: ")).context("the terminal")
    }

    fn known(&self, prompt: &str) -> Result<SecretString> {
        Ok(SecretString::from(self.given()?.map_or_else(|| Self::asked(prompt), Ok)?))
    }

    /// A passphrase to be, asked for twice.
    fn new_secret(&self) -> Result<SecretString> {
        let text = match self.given()? {
            Some(text) => text,
            None => {
                let text = Self::asked("new passphrase")?;
                ensure!(Self::asked("again")? == text, usage("the two are not the same", "try again"));
                text
            }
        };
        ensure!(!text.is_empty(), usage("passphrase: expected one, got none", "choose a long one"));
        Ok(SecretString::from(text))
    }
}

/// Reads a secret for import: from the terminal, unseen, or from standard input.
pub fn read() -> Result<Secret> {
    if std::io::stdin().is_terminal() {
        return parse(&rpassword::prompt_password("mnemonic or hex: ").context("the terminal")?);
    }
    let mut text = String::new();
    std::io::stdin().take(LONGEST).read_to_string(&mut text)?;
    parse(&text)
}
