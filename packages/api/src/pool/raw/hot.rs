//! A pool's hot record: what every swap reads and writes, so it is paid for by the byte and its amounts take the bytes they
//! need. At most [`Hot::MAX_LEN`] bytes. All fields are big-endian; signed ones are two's complement.
//!
//! | bytes | field | unit |
//! |---|---|---|
//! | 0–4 | height of the last observation | blocks |
//! | 5–9 | time of the last observation | seconds |
//! | 10–15 | last accumulated log2 price of asset 0 in asset 1, signed | Q40 |
//! | 16–27 | accumulator, signed | Q40 · seconds |
//! | 28–32 | time of the 10-minute window's current checkpoint | seconds |
//! | 33, high and low half | lengths of the two reserves, 0 to 14 | bytes |
//! | 34, high and low half | lengths of the two accrued fees, 0 to 14 | bytes |
//! | then | reserve of asset 0 | base units |
//! | then | reserve of asset 1 | base units |
//! | then | accrued protocol fee in asset 0, not part of the reserve | base units |
//! | then | accrued protocol fee in asset 1 | base units |
//!
//! An amount has no leading zero byte, and zero has no byte at all, so a record has one encoding.
//!
//! Checkpoints are rotated when the observation's time is 600 s or more past the field at 28, all windows on that occasion;
//! until then a swap need not read them at all. A longer window thereby rotates up to 600 s late, which lengthens its mean
//! and nothing else.

use amm_math::constant_product::spot_log;
use amm_math::oracle::Observation;
use amm_math::{MathError, Price, Rounding};

use super::bytes::{Reader, Writer, ACC, MOMENT};
use super::RecordError;

const AMOUNT: usize = 14;
const LOG: usize = 6;
const LENGTHS: usize = 2;
/// Everything before the amounts.
const HEAD: usize = 3 * MOMENT + LOG + ACC + LENGTHS;

/// What every swap reads and writes of a pool.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Hot {
    /// Reserves of asset 0 (the credit, in a primary pool) and asset 1 (NET), in base units.
    pub reserves: (u128, u128),
    /// Accrued protocol fees per asset, in base units, not part of the reserves.
    pub fees: (u128, u128),
    /// The price accumulator.
    pub obs: Observation,
    /// Time of the 10-minute window's current checkpoint, in seconds.
    pub checkpoint_time: u64,
}

impl Hot {
    /// Most bytes of the record.
    pub const MAX_LEN: usize = HEAD + 4 * AMOUNT;

    /// The record's bytes.
    ///
    /// Errors: [`RecordError::Field`] naming the field that does not fit.
    pub fn encode(&self) -> Result<HotBytes, RecordError> {
        let mut bytes = [0; Self::MAX_LEN];
        let mut writer = Writer::new(&mut bytes);
        writer.unsigned("height", u128::from(self.obs.height), MOMENT)?;
        writer.unsigned("time", u128::from(self.obs.time), MOMENT)?;
        writer.signed("last_log", i128::from(self.obs.last_log), LOG)?;
        writer.signed("acc", self.obs.acc, ACC)?;
        writer.unsigned("checkpoint_time", u128::from(self.checkpoint_time), MOMENT)?;
        let widths = self.amounts().map(|(_, amount)| width(amount));
        let [reserve0, reserve1, fee0, fee1] = widths.map(|width| u128::try_from(width).unwrap_or(u128::MAX));
        writer.unsigned("lengths", reserve0 << 4 | reserve1, 1)?;
        writer.unsigned("lengths", fee0 << 4 | fee1, 1)?;
        for ((field, amount), width) in self.amounts().into_iter().zip(widths) {
            writer.unsigned(field, amount, width.min(AMOUNT))?;
        }
        Ok(HotBytes { bytes, len: widths.into_iter().fold(HEAD, usize::saturating_add) })
    }

    /// The record in `bytes`; the inverse of [`Hot::encode`].
    ///
    /// Errors: [`RecordError::Length`] for a length that the record does not state, [`RecordError::Field`] for an
    /// amount that is too long or has a leading zero.
    pub fn decode(bytes: &[u8]) -> Result<Self, RecordError> {
        let widths = widths(bytes).ok_or(RecordError::Length { expected: HEAD, got: bytes.len() })?;
        let mut reader = Reader::new(bytes, widths.into_iter().fold(HEAD, usize::saturating_add))?;
        let mut hot = Self {
            reserves: (0, 0),
            fees: (0, 0),
            obs: Observation {
                height: reader.moment(MOMENT)?,
                time: reader.moment(MOMENT)?,
                last_log: i64::try_from(reader.signed(LOG)?)
                    .map_err(|_| RecordError::Field { field: "last_log" })?,
                acc: reader.signed(ACC)?,
            },
            checkpoint_time: reader.moment(MOMENT)?,
        };
        reader.unsigned(LENGTHS)?;
        let [r0, r1, f0, f1] = widths;
        hot.reserves = (reader.unsigned(r0)?, reader.unsigned(r1)?);
        hot.fees = (reader.unsigned(f0)?, reader.unsigned(f1)?);
        for ((field, amount), stated) in hot.amounts().into_iter().zip(widths) {
            if stated > AMOUNT || width(amount) != stated {
                return Err(RecordError::Field { field });
            }
        }
        Ok(hot)
    }

    fn amounts(&self) -> [(&'static str, u128); 4] {
        [
            ("reserve0", self.reserves.0),
            ("reserve1", self.reserves.1),
            ("fee0", self.fees.0),
            ("fee1", self.fees.1),
        ]
    }

    /// log2 of the marginal price of asset 0 in asset 1, Q40.
    ///
    /// Errors: a reserve of zero.
    pub fn spot_log(&self) -> Result<i64, MathError> {
        spot_log(self.reserves.0, self.reserves.1)
    }

    /// The marginal price of asset 0 (the credit) in asset 1 (NET), rounded up.
    ///
    /// Errors: a reserve of zero, or a ratio that no [`Price`] can hold.
    pub fn spot(&self) -> Result<Price, MathError> {
        Price::from_ratio(self.reserves.1, self.reserves.0, Rounding::Up)
    }
}

/// The bytes of a [`Hot`] record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HotBytes {
    bytes: [u8; Hot::MAX_LEN],
    len: usize,
}

impl core::ops::Deref for HotBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&self.bytes)
    }
}

/// The lengths of the four amounts that a record states; none if it ends before.
fn widths(bytes: &[u8]) -> Option<[usize; 4]> {
    let halves = |byte: u8| (usize::from(byte >> 4), usize::from(byte & 0x0f));
    let (first, second) = bytes.get(..HEAD)?.split_last_chunk::<LENGTHS>().map(|(_, [a, b])| (*a, *b))?;
    let ((reserve0, reserve1), (fee0, fee1)) = (halves(first), halves(second));
    Some([reserve0, reserve1, fee0, fee1])
}

/// Bytes of an amount without leading zeros.
fn width(amount: u128) -> usize {
    amount.to_be_bytes().iter().skip_while(|byte| **byte == 0).count()
}
