//! The server beneath `/metrics` and attestors: nobody's mischief ends it, or holds others up.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use compute_amm_agent::http::{Reply, Route, Served, A_SECOND, BODY, CONNECTIONS, HEAD, LARGEST, SMALL};

/// Says how long the body was, after a second where the path asks for it; and panics where it asks for that.
struct Echo;

impl Route for Echo {
    fn reply(&self, method: &str, path: &str, body: &[u8]) -> Reply {
        match path {
            "/slow" => std::thread::sleep(Duration::from_secs(1)),
            "/panic" => panic!("asked for"),
            _ => {}
        }
        Reply::text(200, &format!("{method} {path} {}", body.len()))
    }
}

fn served() -> Served {
    Served::at("127.0.0.1:0".parse().unwrap(), Arc::new(Echo)).unwrap()
}

fn begin(at: SocketAddr, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(at).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    stream
}

fn end(mut stream: TcpStream) -> String {
    let mut said = vec![];
    let _ = stream.read_to_end(&mut said);
    String::from_utf8_lossy(&said).into_owned()
}

fn get(at: SocketAddr, path: &str) -> String {
    end(begin(at, &format!("GET {path}?a=b HTTP/1.1\r\nhost: a\r\n\r\n")))
}

fn well(at: SocketAddr) {
    let begun = Instant::now();
    let said = get(at, "/x");
    assert!(said.starts_with("HTTP/1.1 200 OK\r\n") && said.ends_with("\r\n\r\nGET /x 0"), "{said}");
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn it_goes_on_after_clients_that_vanish_and_stops_within_a_second() {
    let served = served();
    let at = served.address();
    for round in 0..600 {
        let stream = TcpStream::connect(at).unwrap();
        match round % 3 {
            0 => drop(stream),
            1 => drop(begin(at, "GET / HT")),
            _ => stream.shutdown(Shutdown::Both).unwrap(),
        }
    }
    assert!(get(at, "/panic").starts_with("HTTP/1.1 500 "));
    well(at);
    let half = begin(at, "POST /x HTTP/1.1\r\ncontent-length: 9\r\n\r\n1");
    let begun = Instant::now();
    drop(served);
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    end(half);
    assert!(TcpStream::connect(at).is_err());
}

#[test]
fn who_sends_slowly_is_cut_off_and_holds_nobody_up() {
    let served = served();
    let at = served.address();
    let begun = Instant::now();
    let heads: Vec<_> = (0..CONNECTIONS / 2).map(|_| begin(at, "GET / HTTP/1.1\r\nhost: a\r\n")).collect();
    let bodies: Vec<_> =
        (0..9).map(|_| begin(at, "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 99\r\n\r\n1")).collect();
    well(at);
    for head in heads {
        let said = end(head);
        assert!(!said.contains(" 200 "), "{said}");
    }
    let took = begun.elapsed();
    assert!(took >= HEAD && took < HEAD + Duration::from_secs(3), "{took:?}");
    for body in bodies {
        let said = end(body);
        assert!(said.starts_with("HTTP/1.1 408 ") && said.contains("expected the body within"), "{said}");
    }
    assert!(begun.elapsed() < BODY + Duration::from_secs(3));
    well(at);
}

#[test]
fn a_body_that_is_too_large_is_refused() {
    let served = served();
    let post = |bytes: u64| {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let body = " ".repeat(usize::try_from(bytes).unwrap());
        let mut answer = agent.post(format!("http://{}/x", served.address())).send(body).unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
    };
    assert_eq!(post(LARGEST), (200, format!("POST /x {LARGEST}")));
    for more in [1, 1 << 20] {
        let expected = (413, format!("expected at most {LARGEST} bytes, got more\n"));
        assert_eq!(post(LARGEST + more), expected);
    }
}

#[test]
fn who_finds_no_place_is_told_to_ask_again() {
    let served = served();
    let at = served.address();
    let begun = Instant::now();
    let waiting: Vec<_> = (0..40).map(|_| begin(at, "GET /slow HTTP/1.1\r\nhost: a\r\n\r\n")).collect();
    let said: Vec<String> = waiting.into_iter().map(end).collect();
    let of = |status: &str| said.iter().filter(|said| said.starts_with(status)).count();
    assert!(of("HTTP/1.1 200 ") >= 12, "{said:?}");
    assert!(of("HTTP/1.1 503 ") >= 12, "{said:?}");
    assert_eq!(of("HTTP/1.1 200 ") + of("HTTP/1.1 503 "), 40);
    assert!(begun.elapsed() < Duration::from_secs(8));
}

fn post(at: SocketAddr, length: u64, sent: u64) -> TcpStream {
    let mut stream = begin(at, &format!("POST /x HTTP/1.1\r\nhost: a\r\ncontent-length: {length}\r\n\r\n"));
    // Who is refused before all of it was sent may be cut off.
    let _ = stream.write_all(&vec![b' '; usize::try_from(sent).unwrap()]);
    stream
}

/// Polls are small, and anybody may send large bodies.
#[test]
fn large_bodies_that_stall_keep_no_small_one_out() {
    let served = served();
    let at = served.address();
    let stalled: Vec<_> = (0..9).map(|_| post(at, LARGEST, LARGEST - 1)).collect();
    let mut refused = 0;
    for mut stream in stalled.iter() {
        stream.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
        let mut said = [0; 12];
        refused += usize::from(stream.read_exact(&mut said).is_ok() && said == *b"HTTP/1.1 503");
    }
    assert_eq!(refused, 1, "eight large ones have places");
    let begun = Instant::now();
    let said = end(post(at, SMALL, SMALL));
    assert!(said.ends_with(&format!("POST /x {SMALL}")), "{said}");
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
}

#[test]
fn a_large_body_has_time_for_its_size() {
    let served = served();
    let at = served.address();
    let begun = Instant::now();
    let mut stream = post(at, 4 * A_SECOND, 3 * A_SECOND);
    std::thread::sleep(BODY + Duration::from_secs(1));
    stream.write_all(&vec![b' '; usize::try_from(A_SECOND).unwrap()]).unwrap();
    let said = end(stream);
    assert!(said.ends_with(&format!("POST /x {}", 4 * A_SECOND)), "{said}");
    let said = end(post(at, 4 * A_SECOND, 2 * A_SECOND));
    assert!(said.starts_with("HTTP/1.1 408 "), "{said}");
    assert!(begun.elapsed() < 2 * BODY + Duration::from_secs(6), "{:?}", begun.elapsed());
}
