//! The fixed-width records that other contracts read raw.
//!
//! All fields are big-endian; signed ones are two's complement. A pool's hot record, [`Hot::LEN`] bytes:
//!
//! | bytes | field | unit |
//! |---|---|---|
//! | 0–13 | reserve of asset 0 | base units |
//! | 14–27 | reserve of asset 1 | base units |
//! | 28–41 | accrued protocol fee in asset 0, not part of the reserve | base units |
//! | 42–55 | accrued protocol fee in asset 1 | base units |
//! | 56–60 | height of the last observation | blocks |
//! | 61–65 | time of the last observation | seconds |
//! | 66–71 | last accumulated log2 price of asset 0 in asset 1, signed | Q40 |
//! | 72–83 | accumulator, signed | Q40 · seconds |
//! | 84–88 | time of the 10-minute window's current checkpoint | seconds |
//!
//! Checkpoints are rotated when the observation's time is 600 s or more past the last field, all windows on
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
    /// Length of the record in bytes.
    pub const LEN: usize = 4 * AMOUNT + 2 * MOMENT + LOG + ACC + MOMENT;

    /// The record's bytes.
    ///
    /// Errors: [`MathError::BadField`] naming the field that does not fit.
    pub fn encode(&self) -> Result<[u8; Self::LEN], MathError> {
        let mut bytes = [0; Self::LEN];
        let mut writer = Writer::new(&mut bytes);
        writer.unsigned("reserve0", self.reserves.0, AMOUNT)?;
        writer.unsigned("reserve1", self.reserves.1, AMOUNT)?;
        writer.unsigned("fee0", self.fees.0, AMOUNT)?;
        writer.unsigned("fee1", self.fees.1, AMOUNT)?;
        writer.unsigned("height", u128::from(self.obs.height), MOMENT)?;
        writer.unsigned("time", u128::from(self.obs.time), MOMENT)?;
        writer.signed("last_log", i128::from(self.obs.last_log), LOG)?;
        writer.signed("acc", self.obs.acc, ACC)?;
        writer.unsigned("checkpoint_time", u128::from(self.checkpoint_time), MOMENT)?;
        Ok(bytes)
    }

    /// The record in `bytes`; the inverse of [`Hot::encode`], defined for all bytes of the right length.
    ///
    /// Errors: [`MathError::BadRecord`] for any other length.
    pub fn decode(bytes: &[u8]) -> Result<Self, MathError> {
        let mut reader = Reader::new(bytes, Self::LEN)?;
        Ok(Self {
            reserves: (reader.unsigned(AMOUNT)?, reader.unsigned(AMOUNT)?),
            fees: (reader.unsigned(AMOUNT)?, reader.unsigned(AMOUNT)?),
            obs: Observation {
                height: reader.moment(MOMENT)?,
                time: reader.moment(MOMENT)?,
                last_log: i64::try_from(reader.signed(LOG)?).map_err(|_| MathError::Overflow)?,
                acc: reader.signed(ACC)?,
            },
            checkpoint_time: reader.moment(MOMENT)?,
        })
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
