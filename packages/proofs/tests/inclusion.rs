//! Set-inclusion receipts: every claim of a set is found by its own path, and by nothing near it.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a panic is a failed test"
)]

mod common;

use common::{bytes, receipts, vectors, word};
use proofs::inclusion::{root, selector_of_builder, ProvenSet, MAX_PATH, SET_BUILDER_0_9};
use proofs::risc0::{claim_digest, Accepted};
use proofs::ProofError;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sha3::Keccak256;

type Node = [u8; 32];

fn parent(a: Node, b: Node) -> Node {
    Keccak256::digest([a.min(b), a.max(b)].concat()).into()
}

/// The root of a set: the left half is the largest power of two below its size.
fn root_of(leaves: &[Node]) -> Node {
    match leaves {
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            parent(root_of(left), root_of(right))
        }
    }
}

fn path_of(leaves: &[Node], index: usize) -> Vec<Node> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let middle = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(middle);
    let (mut path, sibling) = if index < middle {
        (path_of(left, index), root_of(right))
    } else {
        (path_of(right, index - middle), root_of(left))
    };
    path.push(sibling);
    path
}

/// The image id and journal digest of the nth claim.
fn claim(n: usize) -> (Node, Node) {
    let digest = |tag: u8| Sha256::digest([&[tag][..], &n.to_be_bytes()].concat()).into();
    (digest(0), digest(1))
}

fn leaves(count: usize) -> Vec<Node> {
    (0..count)
        .map(claim)
        .map(|(image, journal)| {
            Keccak256::digest([b"LEAF_TAG".as_slice(), &claim_digest(&image, &journal)].concat()).into()
        })
        .collect()
}

/// What RISC Zero's own library gives for three equal nodes.
#[test]
fn the_root_of_a_set_is_risc_zeros() {
    let leaf = hex::decode("6a428060b5d51f04583182f2ff1b565f9db661da12ee7bdc003e9ab6d5d91ba9").unwrap();
    let root = root_of(&[leaf.try_into().unwrap(); 3]);
    assert_eq!(hex::encode(root), "e004c72e4cb697fa97669508df099edbc053309343772a25e56412fc7db8ebef");
}

#[test]
fn every_claim_of_every_set_of_up_to_64_leads_to_the_root() {
    for count in 1..=64 {
        let leaves = leaves(count);
        let expected = root_of(&leaves);
        for index in 0..count {
            let (image, journal) = claim(index);
            assert_eq!(root(&image, &journal, &path_of(&leaves, index)), Ok(expected), "{index} of {count}");
        }
    }
}

#[test]
fn a_flipped_bit_in_any_byte_of_claim_or_path_leads_elsewhere() {
    let leaves = leaves(37);
    let expected = root_of(&leaves);
    for index in [0, 31, 36] {
        let (image, journal) = claim(index);
        let path = path_of(&leaves, index);
        for position in 0..32 {
            let mut changed = image;
            changed[position] ^= 1 << (position % 8);
            assert_ne!(root(&changed, &journal, &path), Ok(expected));
            let mut changed = journal;
            changed[position] ^= 1 << (position % 8);
            assert_ne!(root(&image, &changed, &path), Ok(expected));
            for node in 0..path.len() {
                let mut changed = path.clone();
                changed[node][position] ^= 1 << (position % 8);
                assert_ne!(root(&image, &journal, &changed), Ok(expected), "node {node}");
            }
        }
        for length in 0..path.len() {
            assert_ne!(root(&image, &journal, &path[..length]), Ok(expected));
        }
    }
}

/// A path that starts higher up needs a claim whose leaf is an inner node: neither the node nor its children are one.
#[test]
fn an_inner_node_is_no_claim() {
    let leaves = leaves(4);
    let expected = root_of(&leaves);
    let upper = path_of(&leaves, 0)[1];
    for (image, journal) in [(leaves[0], leaves[1]), (parent(leaves[0], leaves[1]), [0; 32])] {
        assert_ne!(root(&image, &journal, &[upper]), Ok(expected));
    }
}

#[test]
fn the_path_of_another_claim_or_out_of_order_leads_elsewhere() {
    let leaves = leaves(64);
    let expected = root_of(&leaves);
    let (image, journal) = claim(5);
    let mut path = path_of(&leaves, 5);
    assert_ne!(root(&image, &journal, &path_of(&leaves, 6)), Ok(expected));
    path.swap(0, 1);
    assert_ne!(root(&image, &journal, &path), Ok(expected));
}

#[test]
fn a_path_longer_than_64_claims_need_is_refused() {
    let (image, journal) = claim(0);
    let most = path_of(&leaves(64), 0).len();
    assert_eq!(most, MAX_PATH);
    let refused = ProofError::PathLength { most, got: most + 1 };
    assert_eq!(root(&image, &journal, &vec![[0; 32]; most + 1]), Err(refused));
    assert_eq!(refused.to_string(), "path: expected at most 6 nodes, got 7");
}

#[test]
fn the_set_builders_selector_is_that_of_its_seals() {
    assert_eq!(selector_of_builder(&SET_BUILDER_0_9), [0x24, 0x2f, 0x9d, 0x5b]);
}

/// A receipt of any other program, even one of the same journal, proves no set.
#[test]
fn receipts_of_programs_are_no_sets() {
    for receipt in receipts() {
        for root in [receipt.journal_digest, receipt.image_id, [0; 32]] {
            let set = ProvenSet::verify(Accepted::ALL, &receipt.seal, &receipt.image_id, &root);
            assert_eq!(set, Err(ProofError::PairingFailed), "{}", receipt.name);
        }
    }
}

#[test]
fn real_set_inclusion_receipts_verify() {
    let Some(Value::Array(all)) = vectors("risc0_set_inclusion.json") else { return };
    for json in all {
        let (image, builder) = (word(&json["image_id"]), word(&json["set_builder"]));
        let journal: Node = Sha256::digest(bytes(&json["journal"])).into();
        let receipt = proofs::formats::set_inclusion(&bytes(&json["seal"])).unwrap();
        assert_eq!(receipt.selector, selector_of_builder(&builder));
        let root = root(&image, &journal, &receipt.path).unwrap();
        let verify =
            |seal: &[u8], builder: &Node, root: &Node| ProvenSet::verify(Accepted::ALL, seal, builder, root);
        let set = verify(&receipt.root_seal, &builder, &root).unwrap();
        assert_eq!(set.check(&image, &journal, &receipt.path), Ok(()));
        let other = set.check(&image, &image, &receipt.path);
        assert!(matches!(other, Err(ProofError::NotInSet { expected, .. }) if expected == root));
        for position in 0..receipt.root_seal.len() {
            let mut seal = receipt.root_seal.clone();
            seal[position] ^= 1 << (position % 8);
            assert!(verify(&seal, &builder, &root).is_err(), "seal changed at {position}");
        }
        for position in 0..32 {
            let (mut other_builder, mut other_root) = (builder, root);
            other_builder[position] ^= 1;
            other_root[position] ^= 1;
            assert!(verify(&receipt.root_seal, &other_builder, &root).is_err());
            assert!(verify(&receipt.root_seal, &builder, &other_root).is_err());
        }
    }
}
