//! Outputs, for whoever knows their digest.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use compute_amm_agent::fetch::fetch;
use compute_amm_agent::outputs::path;
use compute_amm_agent::shelf::{Shelf, AT_ONCE};
use sha2::{Digest, Sha256};

fn keep(data: &Path, bytes: &[u8]) -> [u8; 32] {
    let digest = Sha256::digest(bytes).into();
    std::fs::create_dir_all(data.join("outputs")).unwrap();
    std::fs::write(path(data, &digest), bytes).unwrap();
    digest
}

fn shelf(data: &Path, url: &str) -> Shelf {
    Shelf::at("127.0.0.1:0".parse().unwrap(), url, data).unwrap()
}

fn say(at: SocketAddr, text: &str) -> String {
    let mut stream = TcpStream::connect(at).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    let mut said = vec![];
    let _ = stream.read_to_end(&mut said);
    String::from_utf8_lossy(&said).into_owned()
}

fn get(at: SocketAddr, path: &str) -> String {
    say(at, &format!("GET {path} HTTP/1.1\r\nhost: a\r\n\r\n"))
}

#[test]
fn an_output_is_there_for_whoever_knows_its_digest_and_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let digest = hex::encode(keep(data, b"forty-two"));
    std::fs::write(data.join("store"), "secret").unwrap();
    std::os::unix::fs::symlink(data.join("store"), path(data, &[7; 32])).unwrap();
    let shelf = shelf(data, "http://gpu.example");
    let at = shelf.address();
    assert_eq!(fetch(&format!("http://{at}/{digest}"), 9).unwrap(), b"forty-two");
    let error = format!("{:#}", fetch(&format!("http://{at}/{digest}"), 8).unwrap_err());
    assert!(error.contains("at most 8 bytes"), "{error}");
    let head = say(at, &format!("HEAD /{digest} HTTP/1.1\r\n\r\n"));
    assert!(head.contains("content-length: 9\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    let missing = hex::encode([9; 32]);
    for path in [
        "/".to_owned(),
        "/outputs".into(),
        "/../store".into(),
        "/..%2fstore".into(),
        format!("/{missing}"),
        format!("/{}", hex::encode([7; 32])),
        format!("/{}", digest.to_uppercase()),
        format!("/{digest}/"),
        format!("/{digest}?a"),
        format!("//{digest}"),
        digest.clone(),
        format!("/x/{digest}"),
        "/metrics".into(),
    ] {
        let said = get(at, &path);
        assert!(said.starts_with("HTTP/1.1 404 ") && said.ends_with("\r\n\r\n"), "{path}: {said}");
    }
    for method in ["POST", "PUT", "DELETE", "get"] {
        let said = say(at, &format!("{method} /{digest} HTTP/1.1\r\n\r\n"));
        assert!(said.starts_with("HTTP/1.1 405 "), "{method}: {said}");
    }
    for text in ["\r\n\r\n", "GET\r\n\r\n", "GET / SMTP\r\n\r\n"] {
        assert!(say(at, text).starts_with("HTTP/1.1 400 "), "{text}");
    }
    let long = say(at, &format!("GET / HTTP/1.1\r\na: {}", "a".repeat(20_000)));
    assert!(!long.contains("200 OK"), "{long}");
}

#[test]
fn a_path_of_its_address_may_stand_before_the_digest() {
    let folder = tempfile::tempdir().unwrap();
    let digest = hex::encode(keep(folder.path(), b"1"));
    let shelf = shelf(folder.path(), "https://gpu.example/results");
    for path in [format!("/results/{digest}"), format!("/{digest}")] {
        assert!(get(shelf.address(), &path).ends_with("\r\n\r\n1"), "{path}");
    }
}

#[test]
fn slow_readers_keep_their_places_and_nothing_more() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = vec![7; 32 << 20];
    let digest = hex::encode(keep(folder.path(), &bytes));
    let shelf = shelf(folder.path(), "http://gpu.example");
    let at = shelf.address();
    let slow = || {
        let mut stream = TcpStream::connect(at).unwrap();
        stream.write_all(format!("GET /{digest} HTTP/1.1\r\n\r\n").as_bytes()).unwrap();
        let mut first = [0; 8];
        stream.read_exact(&mut first).unwrap();
        assert_eq!(&first, b"HTTP/1.1");
        stream
    };
    let begun = Instant::now();
    let mut all: Vec<TcpStream> = (0..AT_ONCE - 1).map(|_| slow()).collect();
    assert_eq!(fetch(&format!("http://{at}/{digest}"), 64 << 20).unwrap(), bytes, "one place is left");
    // The place of whoever was answered is free a moment later.
    std::thread::sleep(Duration::from_millis(100));
    all.push(slow());
    let said = get(at, &format!("/{digest}"));
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 503 "), "{said}");
    assert!(begun.elapsed() < Duration::from_secs(8), "nobody waited for them");
    all.clear();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(fetch(&format!("http://{at}/{digest}"), 64 << 20).unwrap().len(), bytes.len());
}
