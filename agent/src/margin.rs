//! How much time before a deadline the agent needs, also where a transaction is lost.

use crate::view::View;

/// Blocks within which a transaction must be included.
pub const EXPIRY: u64 = 12;
/// Blocks after its last one for which a node's index may lag behind.
pub const INDEX_LAG: u64 = 3;
/// Least seconds before a deadline that the agent needs, to have a result signed and delivered.
const LEAST: u64 = 60;
/// Blocks that it needs where a transaction is lost: until that can be in none any more, and a few to see it, to send another
/// and to have that included.
const LOST_BLOCKS: u64 = EXPIRY + INDEX_LAG + 5;
/// Seconds that it needs then beside these: the first pause, and between two looks.
const LOST: u64 = 20;
/// Seconds before a deadline that the agent needs to deliver, also where a transaction is lost. No job is accepted that leaves less
/// beyond its work, no acceptance goes before a delivery that has no more, and no result waits longer for its signatures
/// where it may go without.
pub fn needed(view: &View) -> u64 {
    let blocks = LOST_BLOCKS.saturating_mul(view.block_millis).div_ceil(1_000);
    blocks.saturating_add(LOST).max(LEAST)
}
