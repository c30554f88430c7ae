//! Inputs that are served to agents, and what their own addresses answer.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::spawn;

/// Serves for as long as this process lives what is given for a path without its first `/`, and 404 for what is not; the
/// base address, without a `/` at its end.
pub fn serve(give: impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let give = Arc::new(give);
    spawn(move || {
        for stream in listener.incoming().flatten() {
            let give = Arc::clone(&give);
            // Whoever asks and goes away gets nothing.
            spawn(move || answer(stream, give.as_ref()));
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: TcpStream, give: &impl Fn(&str) -> Option<Vec<u8>>) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let asked = lines.next()?.ok()?;
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let found = give(asked.split_whitespace().nth(1)?.trim_start_matches('/'));
    let status = if found.is_some() { "200 OK" } else { "404 Not Found" };
    let body = found.unwrap_or_default();
    let length = body.len();
    write!(stream, "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n").ok()?;
    stream.write_all(&body).ok()
}

/// The answer to a GET, with its head; empty, if nobody listens yet.
pub fn get(port: u16, path: &str) -> String {
    let mut text = String::new();
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return text };
    let asked = write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    if asked.is_ok() {
        let _ = stream.read_to_string(&mut text);
    }
    text
}
