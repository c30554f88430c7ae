//! How an input is bound to its digest.

use api::job_market::{InputForm, CHUNK};
use sha2::{Digest, Sha256};

/// The digest that an input has: sha256 of it, or the root over its chunks where it is given in chunks. None if they are not
/// as many as its form says.
pub fn digest(form: Option<InputForm>, bytes: &[u8]) -> Option<[u8; 32]> {
    match form {
        Some(InputForm::Chunks { count }) => root(count, bytes),
        Some(InputForm::Bytes { .. }) | None => Some(Sha256::digest(bytes).into()),
    }
}

/// A digest that was found, in words.
pub fn shown(found: Option<[u8; 32]>, bytes: &[u8]) -> String {
    match found {
        Some(digest) => hex::encode(digest),
        None => format!("{} bytes, which are not as many chunks as its request says", bytes.len()),
    }
}

/// The root of the tree that [`InputForm::Chunks`] describes.
fn root(count: u32, bytes: &[u8]) -> Option<[u8; 32]> {
    let leaf = |chunk: &[u8]| Sha256::new().chain_update([0]).chain_update(chunk).finalize().into();
    let mut nodes: Vec<[u8; 32]> = bytes.chunks(CHUNK).map(leaf).collect();
    if u32::try_from(nodes.len()).ok()? != count {
        return None;
    }
    while nodes.len() > 1 {
        let parent = |pair: &[[u8; 32]]| match pair {
            [left, right] => {
                Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
            }
            [single] => *single,
            // Pairs have one or two.
            _ => [0; 32],
        };
        nodes = nodes.chunks(2).map(parent).collect();
    }
    nodes.first().copied()
}
