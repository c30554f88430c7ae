//! Digests of what a page spells, as docs/verification.md writes them: `sha256("text" ‖ lp(text) ‖ u64be(7) ‖ 0x01 ‖ …)`,
//! where 64 hex digits are 32 bytes.

use cosmwasm_std::HexBinary;
use k256::sha2::{Digest, Sha256};

/// The digest, in hex.
pub fn sha256(spelled: &str) -> String {
    let inner = spelled.trim().strip_prefix("sha256(").and_then(|rest| rest.strip_suffix(')'));
    let inner = inner.unwrap_or_else(|| panic!("expected `sha256(…)`, got `{spelled}`"));
    let bytes: Vec<u8> = inner.split('‖').flat_map(|term| part(term.trim())).collect();
    HexBinary::from(Sha256::digest(bytes).to_vec()).to_hex()
}

fn part(term: &str) -> Vec<u8> {
    let within = |name: &str| term.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')');
    if let Some(text) = within("lp") {
        let length = u32::try_from(text.len()).expect("a short text");
        return [&length.to_be_bytes(), text.as_bytes()].concat();
    }
    if let Some(number) = within("u32be") {
        return number.parse::<u32>().expect(term).to_be_bytes().to_vec();
    }
    if let Some(number) = within("u64be") {
        return number.parse::<u64>().expect(term).to_be_bytes().to_vec();
    }
    if let Some(text) = term.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return text.as_bytes().to_vec();
    }
    HexBinary::from_hex(term.strip_prefix("0x").unwrap_or(term)).expect(term).to_vec()
}
