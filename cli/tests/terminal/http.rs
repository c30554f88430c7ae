//! CometBFT's JSON-RPC over HTTP, as far as its clients here need it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use serde_json::{json, Value};

/// What a method answers: a result, or the data of an error. None: the node is gone, and its connection ends.
pub type Answer = Option<Result<Value, String>>;

/// Answers on every connection.
pub fn serve(listener: TcpListener, answer: impl Fn(&str, &Value) -> Answer + Clone + Send + 'static) {
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            thread::spawn(move || connection(stream, &answer));
        }
    });
}

fn connection(stream: TcpStream, answer: &impl Fn(&str, &Value) -> Answer) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut writer = stream;
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let call: Value = serde_json::from_slice(&body).ok()?;
        let answer = match answer(call["method"].as_str().unwrap(), &call["params"])? {
            Ok(result) => json!({ "jsonrpc": "2.0", "id": 1, "result": result }),
            Err(data) => json!({
                "jsonrpc": "2.0", "id": 1,
                "error": { "code": -32603, "message": "Internal error", "data": data },
            }),
        }
        .to_string();
        // In one piece: of two, the second would wait until the first is acknowledged.
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json";
        let whole = format!("{head}\r\ncontent-length: {}\r\n\r\n{answer}", answer.len());
        writer.write_all(whole.as_bytes()).ok()?;
    }
}
