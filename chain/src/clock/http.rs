//! JSON-RPC over HTTP as nodes speak it, for whatever answers in a node's place.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use anyhow::{ensure, Context, Result};
use serde_json::{json, Value};

/// Longest request: a transaction that stores every contract is a few million bytes.
const LONGEST: usize = 64 << 20;

/// [`serve`] on a port of its own on loopback; its address.
pub fn start<F>(answer: F) -> Result<String>
where
    F: Fn(&str, &Value) -> Result<Value, String> + Send + Sync + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    serve(listener, answer);
    Ok(url)
}

/// Answers every call with what `answer` makes of its method and parameters: a result, or the text of an error. It goes on,
/// with a thread for each connection, until the program ends.
pub fn serve<F>(listener: TcpListener, answer: F)
where
    F: Fn(&str, &Value) -> Result<Value, String> + Send + Sync + 'static,
{
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            std::thread::spawn(move || {
                // An error ends the connection; whoever called sees that.
                let _ = converse(stream, answer.as_ref());
            });
        }
    });
}

fn converse(stream: TcpStream, answer: &dyn Fn(&str, &Value) -> Result<Value, String>) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut writer = stream;
    while let Some(body) = request(&mut reader)? {
        let call: Value = serde_json::from_slice(&body).context("a call is JSON")?;
        let method = call.get("method").and_then(Value::as_str).context("a call without `method`")?;
        let answer = match answer(method, call.get("params").unwrap_or(&Value::Null)) {
            Ok(result) => json!({ "jsonrpc": "2.0", "id": 1, "result": result }),
            Err(data) => json!({
                "jsonrpc": "2.0", "id": 1,
                "error": { "code": -32603, "message": "Internal error", "data": data },
            }),
        }
        .to_string();
        let length = answer.len();
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n");
        writer.write_all(format!("{head}{answer}").as_bytes())?;
    }
    Ok(())
}

/// The body of the next request; nothing once the other side has closed the connection.
fn request(reader: &mut impl BufRead) -> Result<Option<Vec<u8>>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().context("content-length")?;
        }
    }
    ensure!(length <= LONGEST, "expected a request of at most {LONGEST} bytes, got {length}");
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(body))
}
