//! Which ed25519 keys are sound. It is told by arithmetic on the key alone: of a signature under one that is not, a host
//! says only whether it verifies.

use cosmwasm_std::{Uint256, Uint512};

/// The field's modulus p = 2^255 − 19.
const P: Uint256 = Uint256::from_le_bytes([
    0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
]);
/// d of the curve −x² + y² = 1 + d·x²·y².
const D: Uint256 = Uint256::from_le_bytes([
    0xa3, 0x78, 0x59, 0x13, 0xca, 0x4d, 0xeb, 0x75, 0xab, 0xd8, 0x41, 0x41, 0x4d, 0x0a, 0x70, 0x00, 0x98,
    0xe8, 0x79, 0x77, 0x79, 0x40, 0xc7, 0x8c, 0x73, 0xfe, 0x6f, 0x2b, 0xee, 0x6c, 0x03, 0x52,
]);
/// y of the points of small order, below 2^255 and little-endian: of the orders 4, 1, 2, 8 and 8.
const SMALL_ORDER: [[u8; 32]; 5] = [
    [0; 32],
    [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    [
        0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
    ],
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5,
        0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a,
        0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
    ],
];

/// Whether a key is a point of the curve of large order with its y below p. The highest bit, the sign of x, makes no
/// difference: only points of small order have x = 0.
pub fn is_sound(key: &[u8]) -> bool {
    let Ok(mut y) = <[u8; 32]>::try_from(key) else { return false };
    let [.., highest] = &mut y;
    *highest &= 0x7f;
    !SMALL_ORDER.contains(&y) && is_on_curve(Uint256::from_le_bytes(y)).unwrap_or(false)
}

/// Whether x² = (y² − 1) / (d·y² + 1) has a solution: whether both, or neither, are squares. The divisor is never 0,
/// for −1/d is no square. None for a y of p or more, and for one whose x is 0.
fn is_on_curve(y: Uint256) -> Option<bool> {
    if y >= P {
        return None;
    }
    let y_squared = multiply(y, y)?;
    let above = y_squared.checked_sub(Uint256::one()).ok()?;
    let below = multiply(D, y_squared)?.checked_add(Uint256::one()).ok()?;
    Some(is_square(above)? == is_square(below)?)
}

fn multiply(a: Uint256, b: Uint256) -> Option<Uint256> {
    let remainder = a.full_mul(b).checked_rem(Uint512::from(P)).ok()?;
    Uint256::try_from(remainder).ok()
}

/// Whether `a` is a square modulo p, by the Jacobi symbol; none for 0 and multiples of p. At most 510 rounds: each but the
/// first takes a bit or more from a or n.
fn is_square(mut a: Uint256) -> Option<bool> {
    let (mut n, mut square) = (P, true);
    while !a.is_zero() {
        while low(a) & 1 == 0 {
            a = a.checked_shr(1).ok()?;
            square ^= matches!(low(n) & 7, 3 | 5);
        }
        if a < n {
            square ^= low(a) & low(n) & 3 == 3;
            (a, n) = (n, a);
        }
        a = a.checked_sub(n).ok()?;
    }
    (n == Uint256::one()).then_some(square)
}

/// The lowest byte.
fn low(number: Uint256) -> u8 {
    let [lowest, ..] = number.to_le_bytes();
    lowest
}
