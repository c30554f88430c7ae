//! Outputs, for whoever knows their digest: `GET` and `HEAD` of `/DIGEST`, and nothing else.
//!
//! The world may ask here. So each connection is one request, a few are answered at once, each in so much time, and bytes
//! go from the disk: who reads slowly keeps a place here, and neither the agent nor `/metrics`.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::Arc;
use std::thread::{sleep, Builder, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::outputs;
use crate::work::regular;

/// Connections that are answered at once, at most; others are told to come later.
pub const AT_ONCE: usize = 16;
/// Longest head of a request, bytes.
const HEAD: usize = 8_192;
/// Longest time for the head, and for any one piece of an answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Slowest answer, bytes a second on the whole, after the first [`PATIENCE`].
const SLOWEST: u64 = 64 << 10;
/// How soon it notices that it is to stop, or that somebody came.
const LOOK: Duration = Duration::from_millis(20);

/// Answers until this is dropped.
pub struct Shelf {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Shelf {
    /// Begins to serve the outputs under a data folder at an address; port 0 is any that is free. `url` is what the world
    /// calls it: a path in it may stand before the digest.
    pub fn at(address: SocketAddr, url: &str, data: &Path) -> Result<Self> {
        let listening = || format!("cannot listen on {address}: is another agent there?");
        let listener = TcpListener::bind(address).with_context(listening)?;
        // Looked at in turns with the flag: a listener that blocks would not notice that it is to stop.
        listener.set_nonblocking(true).with_context(listening)?;
        let address = listener.local_addr().with_context(listening)?;
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, data) = (stop.clone(), data.to_owned());
        let prefix = url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| rest.split_at(at).1));
        let prefix = prefix.unwrap_or_default().to_owned();
        let thread = Builder::new().name("shelf".into()).spawn(move || {
            let busy = Arc::new(AtomicUsize::new(0));
            while !stopped.load(Ordering::Relaxed) {
                match listener.accept() {
                    Ok((stream, _)) => begin(stream, &prefix, &data, &busy),
                    Err(_) => sleep(LOOK),
                }
            }
        });
        let thread = thread.context("cannot begin a thread that serves outputs")?;
        Ok(Self { address, stop, thread: Some(thread) })
    }

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// One of the places, given back when it is dropped.
struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn begin(mut stream: TcpStream, prefix: &str, data: &Path, busy: &Arc<AtomicUsize>) {
    let (prefix, data, before) = (prefix.to_owned(), data.to_owned(), busy.fetch_add(1, Ordering::Relaxed));
    let place = Place(busy.clone());
    if before >= AT_ONCE {
        // It fits into the connection's empty buffer, so nobody is waited for.
        if stream.set_nonblocking(true).is_ok() {
            let _ = stream.write_all(&head(503, 0, "retry-after: 10\r\n"));
        }
        return;
    }
    // Where the system has no thread for it, the connection is closed.
    let _ = Builder::new().spawn(move || {
        let _place = place;
        // Whoever asked may be gone.
        let _ = answer(&mut stream, &prefix, &data);
    });
}

fn answer(stream: &mut TcpStream, prefix: &str, data: &Path) -> std::io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let Some(asked) = read_head(stream)? else { return stream.write_all(&head(400, 0, "")) };
    let (method, path) = asked;
    if method != "GET" && method != "HEAD" {
        return stream.write_all(&head(405, 0, "allow: GET, HEAD\r\n"));
    }
    let Some((mut file, length)) = find(&path, prefix, data) else {
        return stream.write_all(&head(404, 0, ""));
    };
    // What a program wrote is nobody's page.
    let more = "content-type: application/octet-stream\r\ncontent-disposition: attachment\r\n\
                x-content-type-options: nosniff\r\n";
    stream.write_all(&head(200, length, more))?;
    if method == "GET" {
        send(&mut file, length, stream)?;
    }
    Ok(())
}

/// The file with the digest that a path names, and its length.
fn find(path: &str, prefix: &str, data: &Path) -> Option<(File, u64)> {
    let digest = path.strip_prefix(prefix).unwrap_or(path).strip_prefix('/')?;
    let small = digest.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    let digest: [u8; 32] = hex::decode(digest).ok().filter(|_| small)?.try_into().ok()?;
    let path: PathBuf = outputs::path(data, &digest);
    let file = regular(&path).ok()?;
    let length = file.metadata().ok()?.len();
    Some((file, length))
}

/// Bytes from the disk, piece by piece, in the time that they may take.
fn send(file: &mut File, length: u64, stream: &mut TcpStream) -> std::io::Result<()> {
    let begun = Instant::now();
    let most = PATIENCE.saturating_add(Duration::from_secs(length.div_ceil(SLOWEST)));
    let mut piece = vec![0; 64 << 10];
    let mut left = file.take(length);
    loop {
        let read = left.read(&mut piece)?;
        if read == 0 {
            return Ok(());
        }
        let mut rest = piece.get(..read).unwrap_or_default();
        // Not `write_all`: who takes a byte at a time would keep it as long as they like.
        while !rest.is_empty() {
            if begun.elapsed() > most {
                return Err(ErrorKind::TimedOut.into());
            }
            let written = stream.write(rest)?;
            if written == 0 {
                return Err(ErrorKind::WriteZero.into());
            }
            rest = rest.get(written..).unwrap_or_default();
        }
    }
}

/// Method and path of a request, once its head is there; none if it is no request.
fn read_head(stream: &mut TcpStream) -> std::io::Result<Option<(String, String)>> {
    let begun = Instant::now();
    let mut head = vec![];
    let mut piece = [0; 1_024];
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        let read = stream.read(&mut piece)?;
        if read == 0 || begun.elapsed() > PATIENCE || head.len() > HEAD {
            return Ok(None);
        }
        head.extend_from_slice(piece.get(..read).unwrap_or_default());
    }
    let text = String::from_utf8_lossy(&head);
    let mut words = text.lines().next().unwrap_or_default().split(' ');
    let (method, path, version) = (words.next(), words.next(), words.next());
    Ok(match (method, path) {
        (Some(method), Some(path)) if version.is_some_and(|version| version.starts_with("HTTP/1.")) => {
            Some((method.to_owned(), path.to_owned()))
        }
        _ => None,
    })
}

fn head(status: u16, length: u64, more: &str) -> Vec<u8> {
    let reason = match status {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Service Unavailable",
    };
    format!("HTTP/1.1 {status} {reason}\r\ncontent-length: {length}\r\nconnection: close\r\n{more}\r\n")
        .into()
}
