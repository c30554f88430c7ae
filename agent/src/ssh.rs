//! SSH as leases need it: ed25519 public keys as OpenSSH writes them, and where a machine answers.

use api::lease_market::MAX_ENDPOINT;
use cosmwasm_std::{Binary, HexBinary};

/// The one type of key that leases name.
const ED25519: &str = "ssh-ed25519";
/// The port of a machine that names none.
const PORT: u16 = 22;
/// What a key is expected to be.
pub const EXPECTED: &str = "expected a line `ssh-ed25519 AAAA…`";

/// The key of a line; the error says what came.
pub fn key_of(line: &str) -> Result<HexBinary, String> {
    let mut words = line.split_whitespace();
    match words.next() {
        Some(ED25519) => {}
        Some(name) if is_type(name) => return Err(format!("expected a key of type {ED25519}, got {name}")),
        _ => return Err(EXPECTED.into()),
    }
    let bad = || format!("{EXPECTED}, got one that is cut or changed behind its type");
    let blob = words.next().and_then(|word| Binary::from_base64(word).ok()).ok_or_else(bad)?;
    blob.strip_prefix(head().as_slice()).filter(|key| key.len() == 32).map(HexBinary::from).ok_or_else(bad)
}

/// Whether a word names a type of key, as OpenSSH does: also of a security key and of a certificate.
fn is_type(word: &str) -> bool {
    ["ssh-", "ecdsa-", "sk-"].iter().any(|begin| word.starts_with(begin))
}

/// What stands before the 32 bytes: the type and the key's length, lengths in 4 bytes.
fn head() -> Vec<u8> {
    [&[0, 0, 0, 11], ED25519.as_bytes(), &[0, 0, 0, 32]].concat()
}

/// A key as `authorized_keys` and `known_hosts` hold it.
pub fn line(key: &HexBinary) -> String {
    format!("{ED25519} {}", Binary::from([head().as_slice(), key.as_slice()].concat()).to_base64())
}

/// Where a machine answers to SSH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint<'a> {
    /// A name or an address, IPv6 without brackets.
    host: &'a str,
    port: u16,
}

impl<'a> Endpoint<'a> {
    /// Reads `HOST`, `HOST:PORT` or `[IPV6]:PORT`; none of what is not one. Providers write endpoints: a host
    /// is only what cannot be an option of `ssh` or a pattern of `known_hosts`.
    pub fn read(text: &'a str) -> Option<Self> {
        let (host, port) = match text.strip_prefix('[') {
            Some(rest) => {
                let (host, port) = rest.split_once(']')?;
                host.parse::<std::net::Ipv6Addr>().ok()?;
                (host, port)
            }
            None => {
                let (host, port) = text.split_at(text.find(':').unwrap_or(text.len()));
                let in_names = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
                if !host.starts_with(|c: char| c.is_ascii_alphanumeric()) || !host.bytes().all(in_names) {
                    return None;
                }
                (host, port)
            }
        };
        let port = match port.strip_prefix(':') {
            Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse().ok()?,
            Some(_) => return None,
            None if port.is_empty() => PORT,
            None => return None,
        };
        Some(Self { host, port }).filter(|_| port > 0 && text.len() <= MAX_ENDPOINT)
    }

    /// The line of `known_hosts` by which `ssh` accepts this machine alone.
    pub fn known_hosts(&self, key: &HexBinary) -> String {
        let Self { host, port } = self;
        match *port {
            PORT => format!("{host} {}", line(key)),
            port => format!("[{host}]:{port} {}", line(key)),
        }
    }
}
