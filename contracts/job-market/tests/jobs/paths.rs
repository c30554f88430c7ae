//! Paths of chunks, against a tree that is built by halving at the largest power of two (as RFC 6962 has it),
//! not level by level as the contract climbs.

use api::job_market::{InputForm, CHUNK};
use job_market::job::input;
use sha2::{Digest as _, Sha256};

type Node = [u8; 32];

fn hash(prefix: u8, parts: &[&[u8]]) -> Node {
    parts.iter().fold(Sha256::new().chain_update([prefix]), Sha256::chain_update).finalize().into()
}

/// The root over some leaves, and the path of one of them from the bottom up.
fn tree(leaves: &[Node], at: usize) -> (Node, Vec<Node>) {
    if let [leaf] = leaves {
        return (*leaf, vec![]);
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let inside = at < left.len();
    let (l, mut path) = tree(left, if inside { at } else { 0 });
    let (r, other) = tree(right, if inside { 0 } else { at - left.len() });
    path = if inside { path } else { other };
    path.push(if inside { r } else { l });
    (hash(1, &[&l, &r]), path)
}

fn chunk(index: usize, count: usize) -> Vec<u8> {
    vec![index as u8 + 1; if index + 1 < count { CHUNK } else { 7 }]
}

#[test]
fn every_chunk_of_1_to_40_has_one_path_and_no_other_is_taken() {
    let whole: Vec<Node> = (0..40).map(|index| hash(0, &[&chunk(index, 41)])).collect();
    for count in 1..=40 {
        let mut leaves = whole[..count].to_vec();
        leaves[count - 1] = hash(0, &[&chunk(count - 1, count)]);
        let form = InputForm::Chunks { count: count as u32 };
        for at in 0..count {
            let (root, path) = tree(&leaves, at);
            let data = chunk(at, count);
            let check = |index: usize, root: &Node, data: &[u8], path: &[Node]| {
                input::check(form, Some(index as u32), root, data, path)
            };
            assert_eq!(check(at, &root, &data, &path), Ok(()), "{at} of {count}");
            // At no other place, not even where it has the same length; of no other tree; not with the sides
            // exchanged.
            for other in (0..count).filter(|other| *other != at) {
                assert!(check(other, &root, &data, &path).is_err(), "{at} as {other} of {count}");
            }
            assert!(check(at, &hash(1, &[&root, &root]), &data, &path).is_err());
            for i in 0..path.len() {
                let mut wrong = path.clone();
                wrong[i][0] ^= 0x80;
                assert!(check(at, &root, &data, &wrong).is_err());
                wrong.remove(i);
                assert!(check(at, &root, &data, &wrong).is_err(), "one too few");
                if i > 0 {
                    let mut wrong = path.clone();
                    wrong.swap(i - 1, i);
                    assert!(check(at, &root, &data, &wrong).is_err(), "in another order");
                }
            }
            let longer = [path.as_slice(), &[root]].concat();
            assert!(check(at, &root, &data, &longer).is_err(), "one too many");
            let mut wrong = data.clone();
            wrong[0] ^= 1;
            assert!(check(at, &root, &wrong, &path).is_err());
            for length in [0, data.len() - 1, data.len() + 1] {
                assert!(check(at, &root, &vec![data[0]; length], &path).is_err(), "{length} bytes");
            }
        }
    }
}

/// Fewer chunks do not pass for more by repeating the last.
#[test]
fn the_count_is_part_of_what_a_path_fits() {
    let leaves: Vec<Node> = (0..6).map(|index| hash(0, &[&chunk(index, 41)])).collect();
    let (root, path) = tree(&leaves, 5);
    for count in 7..=40 {
        let form = InputForm::Chunks { count };
        let found = input::check(form, Some(5), &root, &chunk(5, 41), &path);
        assert!(found.is_err(), "{count}");
    }
}

#[test]
fn the_largest_input_has_paths_of_20_nodes() {
    let form = InputForm::Chunks { count: 1 << 20 };
    let (data, siblings) = (chunk(0, 2), [[7; 32]; 20]);
    let root = siblings.iter().fold(hash(0, &[&data]), |node, sibling| hash(1, &[&node, sibling]));
    assert_eq!(input::check(form, Some(0), &root, &data, &siblings), Ok(()));
    assert!(input::check(form, Some(1), &root, &data, &siblings).is_err());
    assert!(input::check(form, Some(0), &root, &data, &siblings[..19]).is_err());
}
