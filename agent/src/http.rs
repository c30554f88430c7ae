//! A small HTTP server for what the agent and the attestor tell: a few threads, short requests. Whoever shows it to the world
//! puts a proxy in front of it.

use std::io::Read;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{anyhow, Context, Result};
use serde::Serialize;
use tiny_http::{Header, Response, Server};

/// Largest request that is read, bytes: an input of 8 MiB in base64, and a claim.
pub const LARGEST: u64 = 12 << 20;
/// Requests that are answered at once: an attestor waits for a node while it answers.
const THREADS: usize = 4;
/// How soon it notices that it is to stop.
const LOOK: Duration = Duration::from_millis(100);

/// What is said to a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Media type.
    pub kind: &'static str,
    /// Body.
    pub body: String,
}

impl Reply {
    /// A text.
    pub fn text(status: u16, body: &str) -> Self {
        Self { status, kind: "text/plain; charset=utf-8", body: body.to_owned() }
    }

    /// JSON; an error of the server, if it cannot be written.
    pub fn json(status: u16, body: &impl Serialize) -> Self {
        match serde_json::to_string(body) {
            Ok(body) => Self { status, kind: "application/json", body },
            Err(error) => Self::text(500, &error.to_string()),
        }
    }
}

/// Who answers requests.
pub trait Route: Send + Sync {
    /// The reply to a request.
    fn reply(&self, method: &str, path: &str, body: &[u8]) -> Reply;
}

/// A server that answers until this is dropped.
pub struct Served {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Served {
    /// Begins to answer at an address; port 0 is any that is free.
    pub fn at(address: SocketAddr, route: Arc<dyn Route>) -> Result<Self> {
        let server = Server::http(address).map_err(|error| anyhow!("{error}"));
        let server =
            server.with_context(|| format!("cannot listen on {address}: is another agent there?"))?;
        let address = server.server_addr().to_ip().context("an address")?;
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let server = Arc::new(server);
        let thread = || {
            let (server, route, stopped) = (server.clone(), route.clone(), stopped.clone());
            std::thread::spawn(move || {
                while !stopped.load(Ordering::Relaxed) {
                    if let Ok(Some(request)) = server.recv_timeout(LOOK) {
                        answer(request, route.as_ref());
                    }
                }
            })
        };
        let threads = (0..THREADS).map(|_| thread()).collect();
        Ok(Self { address, stop, threads })
    }

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn answer(mut request: tiny_http::Request, route: &dyn Route) {
    let mut body = vec![];
    let read = request.as_reader().take(LARGEST.saturating_add(1)).read_to_end(&mut body);
    let path = request.url().split('?').next().unwrap_or("").to_owned();
    let reply = match read {
        Ok(length) if u64::try_from(length).map_or(true, |length| length > LARGEST) => {
            Reply::text(413, &format!("expected at most {LARGEST} bytes, got more\n"))
        }
        Ok(_) => route.reply(request.method().as_str(), &path, &body),
        Err(error) => Reply::text(400, &format!("cannot read the request: {error}\n")),
    };
    let mut response = Response::from_string(reply.body).with_status_code(reply.status);
    if let Ok(header) = Header::from_bytes("content-type", reply.kind) {
        response.add_header(header);
    }
    // Whoever asked may be gone.
    let _ = request.respond(response);
}
