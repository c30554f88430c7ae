//! A small HTTP server for what the agent and the attestor tell: a few answers at once, short requests. Whoever shows it to the
//! world puts a proxy in front of it.
//!
//! Connections are cheap and wait beside each other, so whoever sends slowly, or nothing, holds nobody else up; each is one
//! request, for so long and no longer. An answer may wait for a node, so a few threads give them.

use std::future::poll_fn;
use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use serde::Serialize;
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};
use tracing::warn;

/// Largest request that is read, bytes: an input of 8 MiB in base64, and a claim.
pub const LARGEST: u64 = 12 << 20;
/// Connections at once; others wait until the system takes them.
pub const CONNECTIONS: usize = 256;
/// Longest time for the head of a request.
pub const HEAD: Duration = Duration::from_secs(5);
/// Longest time for its body, and a second more for each [`A_SECOND`] bytes that have come: as long as an agent waits for the
/// answer.
pub const BODY: Duration = Duration::from_secs(10);
/// Bytes of a body for which there is a second more: half a megabyte.
pub const A_SECOND: u64 = 512 << 10;
/// Bytes of each body that have a place whatever comes beside it: all of most, since those of all connections are 16 MiB.
pub const SMALL: u64 = 64 << 10;
/// Requests that are answered at once: an attestor waits for a node while it answers.
const THREADS: usize = 4;
/// How long a request waits for one of these places.
const PLACE: Duration = Duration::from_secs(4);
/// Longest time for a connection as a whole, with an answer that is taken slowly.
const CONNECTION: Duration = Duration::from_secs(60);
/// Bytes of all bodies at once beyond [`SMALL`] of each: eight of the largest.
const BODIES: usize = 96 << 20;
/// What is read and thrown away beyond [`LARGEST`], bytes, so that whoever sends it hears why it is refused.
const BEYOND: u64 = 4 << 20;
/// The pause after a connection that could not be taken: file descriptors may be short.
const AGAIN: Duration = Duration::from_millis(50);
/// How long the answers that are under way are waited for when it ends.
const END: Duration = Duration::from_millis(800);

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
    /// None once it ends.
    runtime: Option<Runtime>,
}

impl Served {
    /// Begins to answer at an address; port 0 is any that is free.
    pub fn at(address: SocketAddr, route: Arc<dyn Route>) -> Result<Self> {
        let listening = || format!("cannot listen on {address}: is another agent there?");
        let listener = TcpListener::bind(address).with_context(listening)?;
        listener.set_nonblocking(true).with_context(listening)?;
        let address = listener.local_addr().with_context(listening)?;
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        runtime.worker_threads(1).max_blocking_threads(THREADS).thread_name("http").enable_all();
        let runtime = runtime.build().context("cannot begin threads that answer requests")?;
        let entered = runtime.enter();
        let listener = tokio::net::TcpListener::from_std(listener).with_context(listening)?;
        drop(entered);
        let shared = Shared {
            route,
            places: Arc::new(Semaphore::new(THREADS)),
            room: Arc::new(Semaphore::new(BODIES)),
        };
        runtime.spawn(take(listener, Router::new().fallback(answer).with_state(shared)));
        Ok(Self { address, runtime: Some(runtime) })
    }

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(END);
        }
    }
}

/// What all requests share.
#[derive(Clone)]
struct Shared {
    route: Arc<dyn Route>,
    places: Arc<Semaphore>,
    room: Arc<Semaphore>,
}

/// Takes connections, for ever: one that cannot be taken ends nothing.
async fn take(listener: tokio::net::TcpListener, router: Router) {
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    let mut told = false;
    // Nobody closes them.
    while let Ok(place) = connections.clone().acquire_owned().await {
        match listener.accept().await {
            Ok((stream, _)) => {
                told = false;
                let router = router.clone();
                tokio::spawn(async move {
                    let _place = place;
                    // Who asked may be gone, or be cut off.
                    let _ = timeout(CONNECTION, serve(stream, router)).await;
                });
            }
            Err(error) => {
                if !told {
                    warn!("a connection could not be taken; more are waited for: {error}");
                }
                told = true;
                sleep(AGAIN).await;
            }
        }
    }
}

async fn serve(stream: TcpStream, router: Router) -> hyper::Result<()> {
    let mut connection = http1::Builder::new();
    connection.timer(TokioTimer::new()).header_read_timeout(HEAD).keep_alive(false);
    connection.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router)).await
}

async fn answer(State(shared): State<Shared>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let reply = match read(body, &shared.room).await {
        Ok(body) => place(shared, head.method.as_str().to_owned(), head.uri.path().to_owned(), body).await,
        Err(reply) => reply,
    };
    let status = axum::http::StatusCode::from_u16(reply.status);
    let status = status.unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(CONTENT_TYPE, reply.kind)], reply.body).into_response()
}

/// A body, and its part of the room for all of them.
struct Read {
    bytes: Vec<u8>,
    room: Option<OwnedSemaphorePermit>,
}

/// The body of a request, as far as there is room for it; what is said instead, if it is too large.
async fn read(mut body: Body, room: &Arc<Semaphore>) -> Result<Read, Reply> {
    let mut read = Read { bytes: vec![], room: None };
    let mut length = 0u64;
    let begun = Instant::now();
    loop {
        let time = BODY.saturating_add(Duration::from_secs(length.div_euclid(A_SECOND)));
        let next = poll_fn(|context| Pin::new(&mut body).poll_frame(context));
        let Ok(frame) = timeout(time.saturating_sub(begun.elapsed()), next).await else {
            return Err(Reply::text(408, &format!("expected the body within {} s\n", time.as_secs())));
        };
        let Some(frame) = frame else { break };
        let frame =
            frame.map_err(|error| Reply::text(400, &format!("cannot read the request: {error}\n")))?;
        let Ok(piece) = frame.into_data() else { continue };
        length = length.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        if length > LARGEST.saturating_add(BEYOND) {
            break;
        }
        if length > LARGEST {
            (read.bytes, read.room) = (vec![], None);
            continue;
        }
        // What is small needs no room.
        let large = length.saturating_sub(SMALL);
        let held = read.room.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let more = large.saturating_sub(u64::try_from(held).unwrap_or(u64::MAX));
        if more > 0 {
            let permits = u32::try_from(more).ok();
            let permits = permits.and_then(|bytes| room.clone().try_acquire_many_owned(bytes).ok());
            let Some(permits) = permits else {
                return Err(Reply::text(503, "too many large requests at once: ask again\n"));
            };
            match &mut read.room {
                Some(held) => held.merge(permits),
                none => *none = Some(permits),
            }
        }
        read.bytes.extend_from_slice(&piece);
    }
    match length > LARGEST {
        true => Err(Reply::text(413, &format!("expected at most {LARGEST} bytes, got more\n"))),
        false => Ok(read),
    }
}

/// Answers in one of the places, once one is free.
async fn place(shared: Shared, method: String, path: String, body: Read) -> Reply {
    let Ok(Ok(place)) = timeout(PLACE, shared.places.acquire_owned()).await else {
        return Reply::text(503, &format!("{THREADS} others are answered: ask again\n"));
    };
    let reply = spawn_blocking(move || {
        let _place = place;
        shared.route.reply(&method, &path, &body.bytes)
    });
    // It panics where the system has no thread for it: that is this request's trouble alone.
    reply.await.unwrap_or_else(|_| Reply::text(500, "the answer failed\n"))
}
