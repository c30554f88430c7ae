//! A node of the tests' own: JSON-RPC over HTTP, answered from memory.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::{json, Value};

/// What answers.
pub trait Answers: Send + 'static {
    /// A result, or the data of an error.
    fn answer(&mut self, method: &str, params: &Value) -> Result<Value, String>;
}

/// Starts a node, and says where it is reached.
pub fn start(fake: &Arc<Mutex<impl Answers>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let shared = fake.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let shared = shared.clone();
            std::thread::spawn(move || serve(stream, &shared));
        }
    });
    url
}

fn serve(stream: TcpStream, fake: &Mutex<impl Answers>) -> Option<()> {
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
        let answer = match fake.lock().unwrap().answer(call["method"].as_str()?, &call["params"]) {
            Ok(result) => json!({ "jsonrpc": "2.0", "id": 1, "result": result }),
            Err(data) => json!({
                "jsonrpc": "2.0", "id": 1,
                "error": { "code": -32603, "message": "Internal error", "data": data },
            }),
        }
        .to_string();
        // In one piece: of two, the second would wait for the first to be acknowledged.
        let (kind, length) = ("content-type: application/json", answer.len());
        let all = format!("HTTP/1.1 200 OK\r\n{kind}\r\ncontent-length: {length}\r\n\r\n{answer}");
        writer.write_all(all.as_bytes()).ok()?;
    }
}
