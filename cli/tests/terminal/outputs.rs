//! A job's output: where its provider says it is, and whether it is what the chain says.

use agent::shelf::Shelf;
use compute_amm_testing::wirings::{CLIENT_APPROVAL, H100};
use sha2::{Digest, Sha256};

use crate::fake::Node;
use crate::life::{provider, PROGRAM};
use crate::shell::Shell;

/// A job, accepted.
fn job(client: &Shell, provider: &Shell) -> u64 {
    let terms =
        format!("--class {H100} --gpus 1 --seconds 60 --method {CLIENT_APPROVAL} --program {PROGRAM}");
    let job = client.ask(&format!("job request {terms}"))["job_id"].as_u64().unwrap();
    provider.read(&format!("job accept {job}"));
    job
}

#[test]
fn an_output_is_fetched_checked_and_written() {
    let node = Node::start();
    let (client, provider) = (Shell::new(&node, "client", 10_000), provider(&node));
    let result = provider.file("result.bin", "forty-two");
    let digest = hex::encode(Sha256::digest("forty-two"));
    let outputs = provider.folder().join("outputs");
    std::fs::create_dir_all(&outputs).unwrap();
    std::fs::write(outputs.join(&digest), "forty-two").unwrap();
    let shelf = Shelf::at("127.0.0.1:0".parse().unwrap(), "http://gpu.example", &provider.folder()).unwrap();
    let url = format!("http://{}/{digest}", shelf.address());

    let served = job(&client, &provider);
    client.refused(&format!("job output {served}"), 3, &["has no result: it is assigned", "camm job watch"]);
    provider.read(&format!("job result {served} --output-file {result} --output-locator {url}"));
    let said = client.run(&format!("job output {served}"));
    assert_eq!((said.code, said.out.as_str()), (0, "forty-two"), "{}", said.err);
    assert!(said.err.contains(&format!("fetching {url}, which the provider named, for sha256 {digest}")));
    let file = client.folder().join("output.bin");
    let words = format!("job output {served} --out {}", file.display());
    assert!(client.read(&words).contains("9 bytes in "));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "forty-two");
    let document = client.ask(&words);
    assert_eq!((document["bytes"].as_u64(), document["from"].as_str()), (Some(9), Some(url.as_str())));
    client.refused(&format!("--json job output {served}"), 2, &["--out FILE"]);

    // Somebody serves something else under that name.
    std::fs::write(outputs.join(&digest), "forty-one").unwrap();
    std::fs::remove_file(&file).unwrap();
    client.refused(&words, 6, &[&format!("expected bytes with sha256 {digest}, got "), "--from URL"]);
    assert!(!file.exists());
    std::fs::write(outputs.join(&digest), vec![0; (1 << 20) + 1]).unwrap();
    client.refused(&format!("job output {served} --most-mib 1"), 4, &["at most 1048576 bytes", "--from URL"]);
    std::fs::remove_file(outputs.join(&digest)).unwrap();
    client.refused(&format!("job output {served}"), 4, &[&url, "404"]);
}

#[test]
fn a_result_without_a_place_or_with_a_strange_one_says_what_to_do() {
    let node = Node::start();
    let (client, provider) = (Shell::new(&node, "client", 10_000), provider(&node));
    let result = provider.file("result.bin", "forty-two");
    let silent = job(&client, &provider);
    provider.read(&format!("job result {silent} --output-file {result}"));
    client.refused(&format!("job output {silent}"), 3, &["did not say where its output is", "--from URL"]);
    client.refused(&format!("job output {silent} --from ftp://a"), 2, &["http:// or https://", "`ftp://a`"]);
    let strange = job(&client, &provider);
    provider
        .read(&format!("job result {strange} --output-file {result} --output-locator file:///etc/passwd"));
    client.refused(&format!("job output {strange}"), 2, &["http:// or https://", "file:///etc/passwd"]);
    client.refused("job output 77", 3, &["unknown job", "camm job list"]);
}
