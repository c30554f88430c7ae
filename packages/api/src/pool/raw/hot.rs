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
//! | 35, high and low half | lengths of the two accrued spreads, 0 to 14 | bytes |
//! | 36, high half | length of the virtual reserve, 0 to 14 | bytes |
//! | 36, low half | length of the anchor, 0 to 7 | bytes |
//! | then | reserve of asset 0 | base units |
//! | then | reserve of asset 1 | base units |
//! | then | accrued protocol fee in asset 0, not part of the reserve | base units |
//! | then | accrued protocol fee in asset 1 | base units |
//! | then | accrued spread in asset 0, likewise | base units |
//! | then | accrued spread in asset 1 | base units |
//! | then | virtual reserve of asset 1 | base units |
//! | then | log2 of the anchor less the last accumulated log2 price, signed | Q40 |
//!
//! An amount has no leading zero byte and the anchor no byte that repeats its sign, and zero has no byte at all, so a
//! record has one encoding.
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
/// A difference of two logarithms.
const ANCHOR: usize = LOG + 1;
const LENGTHS: usize = 4;
const AMOUNTS: usize = 7;
/// Everything before the amounts.
const HEAD: usize = 3 * MOMENT + LOG + ACC + LENGTHS;

/// What every swap reads and writes of a pool.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Hot {
    /// Reserves of asset 0 (the credit, in a primary pool) and asset 1 (NET), in base units.
    pub reserves: (u128, u128),
    /// Accrued protocol fees per asset, in base units, not part of the reserves.
    pub fees: (u128, u128),
    /// Spread that accrued to the protocol per asset, in base units, not part of the reserves: what the block anchor
    /// kept of swaps that this asset came out of.
    pub spreads: (u128, u128),
    /// What a launch pool counts as asset 1 (NET) beyond its reserve, in base units: its LP supply. 0 in other pools.
    pub virtual_1: u128,
    /// The price accumulator.
    pub obs: Observation,
    /// The block anchor: log2 of the price of asset 0 in asset 1 before the first change in the block of the last
    /// observation, Q40, not clamped.
    pub anchor: i64,
    /// Time of the 10-minute window's current checkpoint, in seconds.
    pub checkpoint_time: u64,
}

impl Hot {
    /// Most bytes of the record.
    pub const MAX_LEN: usize = HEAD + AMOUNTS * AMOUNT + ANCHOR;

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
        let difference = self.anchor.checked_sub(self.obs.last_log);
        let difference = i128::from(difference.ok_or(RecordError::Field { field: "anchor" })?);
        let amounts = self.amounts();
        let widths = amounts.map(|(_, amount)| width(amount));
        let lengths = Lengths { amounts: widths, anchor: signed_width(difference) };
        for halves in lengths.halves() {
            writer.unsigned("lengths", halves, 1)?;
        }
        for ((field, amount), width) in amounts.into_iter().zip(widths) {
            writer.unsigned(field, amount, width.min(AMOUNT))?;
        }
        writer.signed("anchor", difference, lengths.anchor.min(ANCHOR))?;
        Ok(HotBytes { bytes, len: lengths.record() })
    }

    /// The record in `bytes`; the inverse of [`Hot::encode`].
    ///
    /// Errors: [`RecordError::Length`] for a length that the record does not state, [`RecordError::Field`] for an
    /// amount that is too long or has a leading zero.
    pub fn decode(bytes: &[u8]) -> Result<Self, RecordError> {
        let lengths = Lengths::of(bytes).ok_or(RecordError::Length { expected: HEAD, got: bytes.len() })?;
        let mut reader = Reader::new(bytes, lengths.record())?;
        let mut obs = Observation::first(0, 0, 0);
        obs.height = reader.moment(MOMENT)?;
        obs.time = reader.moment(MOMENT)?;
        obs.last_log = log(reader.signed(LOG)?, "last_log")?;
        obs.acc = reader.signed(ACC)?;
        let checkpoint_time = reader.moment(MOMENT)?;
        reader.unsigned(LENGTHS)?;
        let [r0, r1, f0, f1, s0, s1, v] = lengths.amounts;
        let mut hot = Self {
            reserves: (reader.unsigned(r0)?, reader.unsigned(r1)?),
            fees: (reader.unsigned(f0)?, reader.unsigned(f1)?),
            spreads: (reader.unsigned(s0)?, reader.unsigned(s1)?),
            virtual_1: reader.unsigned(v)?,
            obs,
            anchor: 0,
            checkpoint_time,
        };
        for ((field, amount), stated) in hot.amounts().into_iter().zip(lengths.amounts) {
            if stated > AMOUNT || width(amount) != stated {
                return Err(RecordError::Field { field });
            }
        }
        let refused = || RecordError::Field { field: "anchor" };
        let difference = reader.signed(lengths.anchor)?;
        if lengths.anchor > ANCHOR || signed_width(difference) != lengths.anchor {
            return Err(refused());
        }
        hot.anchor = obs.last_log.checked_add(log(difference, "anchor")?).ok_or_else(refused)?;
        Ok(hot)
    }

    fn amounts(&self) -> [(&'static str, u128); AMOUNTS] {
        [
            ("reserve0", self.reserves.0),
            ("reserve1", self.reserves.1),
            ("fee0", self.fees.0),
            ("fee1", self.fees.1),
            ("spread0", self.spreads.0),
            ("spread1", self.spreads.1),
            ("virtual1", self.virtual_1),
        ]
    }

    /// The reserves that the curve counts with, base units: the pool's own, and of asset 1 the virtual one of a launch
    /// pool on top.
    ///
    /// Errors: [`MathError::Overflow`], for amounts that fit the record never.
    pub fn curve(&self) -> Result<(u128, u128), MathError> {
        let (x, y) = self.reserves;
        Ok((x, y.checked_add(self.virtual_1).ok_or(MathError::Overflow)?))
    }

    /// log2 of the marginal price of asset 0 in asset 1, Q40.
    ///
    /// Errors: a reserve of zero.
    pub fn spot_log(&self) -> Result<i64, MathError> {
        let (x, y) = self.curve()?;
        spot_log(x, y)
    }

    /// The marginal price of asset 0 (the credit) in asset 1 (NET), rounded up.
    ///
    /// Errors: a reserve of zero, or a ratio that no [`Price`] can hold.
    pub fn spot(&self) -> Result<Price, MathError> {
        let (x, y) = self.curve()?;
        Price::from_ratio(y, x, Rounding::Up)
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

/// How many bytes each part of a record has that takes as many as it needs.
struct Lengths {
    amounts: [usize; AMOUNTS],
    anchor: usize,
}

impl Lengths {
    /// The lengths that a record states; none if it ends before.
    fn of(bytes: &[u8]) -> Option<Self> {
        let (_, lengths) = bytes.get(..HEAD)?.split_last_chunk::<LENGTHS>()?;
        let [[r0, r1], [f0, f1], [s0, s1], [v, anchor]] =
            lengths.map(|byte| [usize::from(byte >> 4), usize::from(byte & 0x0f)]);
        Some(Self { amounts: [r0, r1, f0, f1, s0, s1, v], anchor })
    }

    /// The bytes that state them, two lengths each.
    fn halves(&self) -> [u128; LENGTHS] {
        let [r0, r1, f0, f1, s0, s1, v] = self.amounts;
        [(r0, r1), (f0, f1), (s0, s1), (v, self.anchor)]
            .map(|(high, low)| u128::try_from(high << 4 | low).unwrap_or(u128::MAX))
    }

    /// Bytes of the whole record.
    fn record(&self) -> usize {
        self.amounts.into_iter().fold(HEAD.saturating_add(self.anchor), usize::saturating_add)
    }
}

fn log(value: i128, field: &'static str) -> Result<i64, RecordError> {
    i64::try_from(value).map_err(|_| RecordError::Field { field })
}

/// Bytes of an amount without leading zeros.
fn width(amount: u128) -> usize {
    amount.to_be_bytes().iter().skip_while(|byte| **byte == 0).count()
}

/// Bytes of a number in two's complement without those that only repeat its sign; none for 0.
fn signed_width(value: i128) -> usize {
    match value {
        0 => 0,
        // Bits of the magnitude and one for the sign, in whole bytes.
        _ => width((if value < 0 { !value } else { value }).unsigned_abs() << 1).max(1),
    }
}
