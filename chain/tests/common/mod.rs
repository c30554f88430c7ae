//! A node of the tests' own: JSON-RPC answered from memory.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use chain::clock::http::serve;
use serde_json::Value;

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
    serve(listener, move |method, params| shared.lock().unwrap().answer(method, params));
    url
}
