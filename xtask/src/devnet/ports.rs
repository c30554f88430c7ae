//! Where a node listens: on loopback only.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use anyhow::{bail, Context, Result};

/// Ports between one node and the next.
const STEP: u16 = 10;

/// The ports of one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ports {
    /// JSON-RPC over HTTP.
    pub rpc: u16,
    /// The other nodes.
    pub p2p: u16,
    /// gRPC, without which wasmd simulates no transaction, not even over RPC.
    pub grpc: u16,
}

impl Ports {
    /// The ports of a node by its number.
    pub fn of(base: u16, node: u16) -> Result<Ports> {
        let port = |offset: u16| {
            node.checked_mul(STEP)
                .and_then(|step| base.checked_add(step)?.checked_add(offset))
                .filter(|_| base >= 1024)
                .with_context(|| format!("expected --port-base from 1024 to 65500, got {base}"))
        };
        Ok(Ports { rpc: port(0)?, p2p: port(1)?, grpc: port(2)? })
    }

    /// The RPC's address.
    pub fn rpc_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.rpc)
    }

    /// Fails when a port cannot be listened on.
    pub fn ensure_free(&self) -> Result<()> {
        for (port, what) in [(self.rpc, "RPC"), (self.p2p, "peers"), (self.grpc, "gRPC")] {
            match TcpListener::bind(loopback(port)) {
                Ok(_) => {}
                Err(err) if err.kind() == ErrorKind::AddrInUse => bail!(
                    "port {port} (of a node's {what}) is in use by another program; choose other ports with \
                     `--port-base`, after `cargo xtask devnet reset` if the devnet was made before"
                ),
                Err(err) => return Err(err).with_context(|| format!("cannot listen on 127.0.0.1:{port}")),
            }
        }
        Ok(())
    }
}

/// A port of this machine, unreachable from others.
pub fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}
