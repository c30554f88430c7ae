//! Whether data is a job's input, or the chunk of it that was asked for.

use api::job_market::{InputForm, CHUNK};
use sha2::{Digest as _, Sha256};

use super::phase::Digest;

/// What was expected of the data, and what came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// By the input's form and digest.
    pub expected: String,
    /// What came.
    pub got: String,
}

/// Checks length and digest of a whole input; length, path and root of a chunk. The form and the chunk's
/// number fix how long data and path are, so there is one answer and no other.
pub fn check(
    form: InputForm,
    chunk: Option<u32>,
    root: &Digest,
    data: &[u8],
    path: &[Digest],
) -> Result<(), Wrong> {
    let (lengths, found) = match (form, chunk) {
        (InputForm::Chunks { count }, Some(index)) => {
            let whole = index.saturating_add(1) < count;
            let lengths = if whole { CHUNK..=CHUNK } else { 1..=CHUNK };
            (lengths, climb(leaf(data), index, count, path))
        }
        (InputForm::Bytes { len }, _) => {
            let len = usize::try_from(len).unwrap_or(usize::MAX);
            (len..=len, path.is_empty().then(|| Sha256::digest(data).into()))
        }
        (InputForm::Chunks { .. }, None) => (1..=CHUNK, None),
    };
    if !lengths.contains(&data.len()) {
        let expected = format!("{} to {} bytes", lengths.start(), lengths.end());
        return Err(Wrong { expected, got: format!("{} bytes", data.len()) });
    }
    let got = match found {
        None => format!("a path of {} nodes, which does not fit", path.len()),
        Some(found) if found == *root => return Ok(()),
        Some(found) => hex(&found),
    };
    Err(Wrong { expected: hex(root), got })
}

/// The root over `count` leaves that follows from one of them and its siblings; none if there are too few or
/// too many. A node without a sibling moves up as it is.
fn climb(leaf: Digest, index: u32, count: u32, path: &[Digest]) -> Option<Digest> {
    let (mut node, mut index, mut count) = (leaf, index, count);
    let mut siblings = path.iter();
    while count > 1 {
        if index % 2 == 1 {
            node = parent(siblings.next()?, &node);
        } else if index.checked_add(1)? < count {
            node = parent(&node, siblings.next()?);
        }
        index /= 2;
        count = count.div_ceil(2);
    }
    siblings.next().is_none().then_some(node)
}

fn leaf(data: &[u8]) -> Digest {
    Sha256::new().chain_update([0]).chain_update(data).finalize().into()
}

fn parent(left: &Digest, right: &Digest) -> Digest {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

fn hex(digest: &Digest) -> String {
    cosmwasm_std::HexBinary::from(digest).to_hex()
}
