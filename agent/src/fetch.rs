//! Fetching what lies at an address that somebody else chose.

use std::time::Duration;

use anyhow::{ensure, Context, Result};

/// Largest input that is fetched, bytes.
pub const LARGEST: u64 = 64 << 20;
/// Longest time for one answer.
const TIME: Duration = Duration::from_secs(120);

/// The bytes at an `http://` or `https://` address, at most `most` of them. No redirect is followed, and nothing but the
/// address is told to whoever answers there. An error says what was fetched.
pub fn fetch(url: &str, most: u64) -> Result<Vec<u8>> {
    ensure!(is_web(url), "expected an http:// or https:// address, got `{url}`");
    let agent: ureq::Agent =
        ureq::Agent::config_builder().timeout_global(Some(TIME)).max_redirects(0).build().into();
    let context = || format!("cannot fetch {url}, of which at most {most} bytes are taken");
    let mut answer = agent.get(url).call().with_context(context)?;
    answer.body_mut().with_config().limit(most).read_to_vec().with_context(context)
}

/// Whether a text begins as an address does that can be fetched.
pub fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}
