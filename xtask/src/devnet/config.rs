//! A node's configuration: wasmd's own files, with the lines changed that a devnet needs otherwise.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::options::Settings;
use super::ports::Ports;
use crate::toml_line;

/// Large enough for a transaction that stores all contracts at once.
const MAX_TX_BYTES: u64 = 16 << 20;

/// Writes a node's configuration. `peers` are the other nodes as `id@host:port`.
pub fn write(node: &Path, settings: &Settings, ports: Ports, peers: &[String]) -> Result<()> {
    let ms = |ms: u64| format!("\"{ms}ms\"");
    let quoted = |text: String| format!("\"{text}\"");
    // How long the others wait for a validator that is down when it is its turn to propose.
    let propose = (settings.block_ms / 2).max(300);
    let folder = node.join("config");
    edit(
        &folder.join("config.toml"),
        &[
            ("rpc", "laddr", quoted(format!("tcp://127.0.0.1:{}", ports.rpc))),
            ("rpc", "pprof_laddr", quoted(String::new())),
            // Pages of any origin may ask: all that a devnet has is public, its keys too.
            ("rpc", "cors_allowed_origins", "[\"*\"]".into()),
            // Requests carry transactions in base64.
            ("rpc", "max_body_bytes", (2 * MAX_TX_BYTES).to_string()),
            ("p2p", "laddr", quoted(format!("tcp://127.0.0.1:{}", ports.p2p))),
            ("p2p", "persistent_peers", quoted(peers.join(","))),
            // All nodes have one address, a local one, and know each other from the start.
            ("p2p", "addr_book_strict", "false".into()),
            ("p2p", "allow_duplicate_ip", "true".into()),
            ("p2p", "pex", "false".into()),
            // How soon a node that comes back is found again.
            ("p2p", "persistent_peers_max_dial_period", quoted("1s".into())),
            ("p2p", "flush_throttle_timeout", ms(10)),
            ("p2p", "send_rate", "104857600".into()),
            ("p2p", "recv_rate", "104857600".into()),
            ("mempool", "max_tx_bytes", MAX_TX_BYTES.to_string()),
            ("consensus", "timeout_propose", ms(propose)),
            ("consensus", "timeout_prevote", ms(propose)),
            ("consensus", "timeout_precommit", ms(propose)),
            ("consensus", "timeout_commit", ms(settings.block_ms)),
            ("consensus", "peer_gossip_sleep_duration", ms(20)),
        ],
    )?;
    edit(
        &folder.join("app.toml"),
        &[
            ("", "minimum-gas-prices", quoted("0unet".into())),
            ("api", "enable", "false".into()),
            ("grpc", "enable", "true".into()),
            ("grpc", "address", quoted(format!("127.0.0.1:{}", ports.grpc))),
            ("grpc-web", "enable", "false".into()),
        ],
    )
}

fn edit(path: &Path, changes: &[(&str, &str, String)]) -> Result<()> {
    let mut text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    for (section, key, value) in changes {
        text = toml_line::set(&text, section, key, value).with_context(|| {
            format!("{}: wasmd wrote no `{key}` in section `[{section}]`", path.display())
        })?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
