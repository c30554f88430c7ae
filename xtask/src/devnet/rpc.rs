//! The one question that the devnet's tasks ask a node: how far it is.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{ensure, Context, Result};
use serde_json::Value;

use super::ports::{loopback, Ports};

const TIMEOUT: Duration = Duration::from_secs(5);

/// What a node says of itself.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The chain that it is on.
    pub chain_id: String,
    /// Its newest block.
    pub height: u64,
    /// That block's time, in RFC 3339.
    pub time: String,
    /// Whether it still fetches older blocks.
    pub catching_up: bool,
    /// What its validator's vote weighs, in millions of the bonded denom.
    pub power: u64,
}

/// Asks a node for its status.
pub fn status(ports: Ports) -> Result<Answer> {
    let address = loopback(ports.rpc);
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)
        .with_context(|| format!("nothing answers on {address}"))?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    // HTTP 1.0: the answer comes whole and ends with the connection.
    stream.write_all(format!("GET /status HTTP/1.0\r\nHost: {address}\r\n\r\n").as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).with_context(|| format!("{address} does not answer in time"))?;
    let text = String::from_utf8_lossy(&answer);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    ensure!(
        head.split_whitespace().nth(1) == Some("200"),
        "{address}: expected HTTP status 200, got `{}`",
        head.lines().next().unwrap_or_default()
    );
    let body: Value =
        serde_json::from_str(body).with_context(|| format!("{address}: the status is not JSON"))?;
    let result = &body["result"];
    let text = |part: &str, key: &str| {
        let value = result[part][key].as_str().map(str::to_owned);
        value.with_context(|| format!("{address}: the status has no text {part}.{key}"))
    };
    let number = |part: &str, key: &str| {
        let value = text(part, key)?;
        value.parse().with_context(|| format!("{address}: expected a number as {part}.{key}, got {value}"))
    };
    Ok(Answer {
        chain_id: text("node_info", "network")?,
        height: number("sync_info", "latest_block_height")?,
        time: text("sync_info", "latest_block_time")?,
        catching_up: result["sync_info"]["catching_up"] == true,
        power: number("validator_info", "voting_power")?,
    })
}
