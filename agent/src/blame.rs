//! Which message of a transaction made it fail, as a node says it.

/// What the Cosmos SDK puts before a message's number, the first of which is 0.
const INDEX: &str = "message index: ";

/// The message that a node blames in `reason`, of so many; none if it names none of them. The SDK's words come before the
/// message's own, so that only the first number counts.
pub fn blamed(reason: &str, messages: usize) -> Option<usize> {
    let (_, rest) = reason.split_once(INDEX)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let index: usize = rest.get(..end)?.parse().ok()?;
    (index < messages).then_some(index)
}
