//! The records that other contracts read raw.
//!
//! All fields are big-endian; signed ones are two's complement. A pool's hot record, at most [`Hot::MAX_LEN`] bytes, is
//! written by every swap and paid for by the byte, so its amounts take the bytes they need:
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
//! Checkpoints are rotated when the observation's time is 600 s or more past the field at 28, all windows on
//! that occasion; until then a swap need not read them at all. A longer window thereby rotates up to 600 s
//! late, which lengthens its mean and nothing else.
//!
//! The checkpoints, [`Checkpoints::LEN`] bytes: for each of the windows 10 min, 30 min, 24 h, 7 d the
//! previous and then the current checkpoint, each 17 bytes:
//!
//! | bytes | field | unit |
//! |---|---|---|
//! | 0–4 | time; 0 = no checkpoint, and then the accumulator is 0 | seconds |
//! | 5–16 | accumulator, signed | Q40 · seconds |

use crate::constant_product::spot_log;
use crate::oracle::{Checkpoint, Checkpoints, Observation, Window, WINDOWS};
use crate::{MathError, Price, Rounding};

mod bytes;

use bytes::{Reader, Writer};

const AMOUNT: usize = 14;
const MOMENT: usize = 5;
const LOG: usize = 6;
const ACC: usize = 12;
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
    /// Errors: [`MathError::BadField`] naming the field that does not fit.
    pub fn encode(&self) -> Result<HotBytes, MathError> {
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
    /// Errors: [`MathError::BadRecord`] for a length that the record does not state, [`MathError::BadField`] for an
    /// amount that is too long or has a leading zero.
    pub fn decode(bytes: &[u8]) -> Result<Self, MathError> {
        let widths = widths(bytes).ok_or(MathError::BadRecord { expected: HEAD, got: bytes.len() })?;
        let mut reader = Reader::new(bytes, widths.into_iter().fold(HEAD, usize::saturating_add))?;
        let mut hot = Self {
            reserves: (0, 0),
            fees: (0, 0),
            obs: Observation {
                height: reader.moment(MOMENT)?,
                time: reader.moment(MOMENT)?,
                last_log: i64::try_from(reader.signed(LOG)?).map_err(|_| MathError::Overflow)?,
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
                return Err(MathError::BadField { field });
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

    /// The geometric mean price over `window` until `now`, from the mean of logarithms rounded down to 2^-40
    /// and then rounded up; `None` while the pool is younger than the window.
    ///
    /// Errors: as [`Checkpoints::twap_log`] otherwise; a mean that no [`Price`] can hold.
    pub fn twap(
        &self,
        checkpoints: &Checkpoints,
        window: Window,
        now: u64,
    ) -> Result<Option<Price>, MathError> {
        match checkpoints.twap_log(&self.obs, window, now) {
            Ok(mean) => Price::from_log2(mean, Rounding::Up).map(Some),
            Err(MathError::TooYoung { .. }) => Ok(None),
            Err(error) => Err(error),
        }
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

impl Checkpoints {
    /// Length of the record in bytes.
    pub const LEN: usize = WINDOWS.len() * 2 * (MOMENT + ACC);

    /// The record's bytes.
    ///
    /// Errors: [`MathError::BadField`] naming the field that does not fit.
    pub fn encode(&self) -> Result<[u8; Self::LEN], MathError> {
        let mut bytes = [0; Self::LEN];
        let mut writer = Writer::new(&mut bytes);
        for (previous, current) in self.pairs {
            write_checkpoint(&mut writer, previous)?;
            write_checkpoint(&mut writer, current)?;
        }
        Ok(bytes)
    }

    /// The record in `bytes`; the inverse of [`Checkpoints::encode`].
    ///
    /// Errors: [`MathError::BadRecord`] for a wrong length, [`MathError::BadField`] for an absent checkpoint
    /// with an accumulator.
    pub fn decode(bytes: &[u8]) -> Result<Self, MathError> {
        let mut reader = Reader::new(bytes, Self::LEN)?;
        let mut pairs = [(None, None); WINDOWS.len()];
        for pair in &mut pairs {
            *pair = (read_checkpoint(&mut reader)?, read_checkpoint(&mut reader)?);
        }
        Ok(Self { pairs })
    }
}

fn write_checkpoint(writer: &mut Writer, checkpoint: Option<Checkpoint>) -> Result<(), MathError> {
    let Checkpoint { time, acc } = match checkpoint {
        Some(Checkpoint { time: 0, .. }) => return Err(MathError::BadField { field: "checkpoint time" }),
        Some(checkpoint) => checkpoint,
        None => Checkpoint { time: 0, acc: 0 },
    };
    writer.unsigned("checkpoint time", u128::from(time), MOMENT)?;
    writer.signed("checkpoint acc", acc, ACC)
}

fn read_checkpoint(reader: &mut Reader) -> Result<Option<Checkpoint>, MathError> {
    let time = reader.moment(MOMENT)?;
    let acc = reader.signed(ACC)?;
    match (time, acc) {
        (0, 0) => Ok(None),
        (0, _) => Err(MathError::BadField { field: "checkpoint acc" }),
        _ => Ok(Some(Checkpoint { time, acc })),
    }
}
