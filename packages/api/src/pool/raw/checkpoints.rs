//! The record of a pool's checkpoints, [`LEN`] bytes: for each of the windows 10 min, 30 min, 24 h, 7 d the
//! previous and then the current checkpoint, each 17 bytes, big-endian:
//!
//! | bytes | field | unit |
//! |---|---|---|
//! | 0–4 | time; 0 = no checkpoint, and then the accumulator is 0 | seconds |
//! | 5–16 | accumulator, signed, two's complement | Q40 · seconds |

use amm_math::oracle::{Checkpoint, Checkpoints, WINDOWS};

use super::bytes::{Reader, Writer, ACC, MOMENT};
use super::RecordError;

/// Length of the record in bytes.
pub const LEN: usize = WINDOWS.len() * 2 * (MOMENT + ACC);

/// The record's bytes.
///
/// Errors: [`RecordError::Field`] naming the field that does not fit.
pub fn encode(checkpoints: &Checkpoints) -> Result<[u8; LEN], RecordError> {
    let mut bytes = [0; LEN];
    let mut writer = Writer::new(&mut bytes);
    for (previous, current) in checkpoints.pairs {
        write_checkpoint(&mut writer, previous)?;
        write_checkpoint(&mut writer, current)?;
    }
    Ok(bytes)
}

/// The record in `bytes`; the inverse of [`encode`].
///
/// Errors: [`RecordError::Length`] for a wrong length, [`RecordError::Field`] for an absent checkpoint with an
/// accumulator.
pub fn decode(bytes: &[u8]) -> Result<Checkpoints, RecordError> {
    let mut reader = Reader::new(bytes, LEN)?;
    let mut pairs = [(None, None); WINDOWS.len()];
    for pair in &mut pairs {
        *pair = (read_checkpoint(&mut reader)?, read_checkpoint(&mut reader)?);
    }
    Ok(Checkpoints { pairs })
}

fn write_checkpoint(writer: &mut Writer, checkpoint: Option<Checkpoint>) -> Result<(), RecordError> {
    let Checkpoint { time, acc } = match checkpoint {
        Some(Checkpoint { time: 0, .. }) => return Err(RecordError::Field { field: "checkpoint time" }),
        Some(checkpoint) => checkpoint,
        None => Checkpoint { time: 0, acc: 0 },
    };
    writer.unsigned("checkpoint time", u128::from(time), MOMENT)?;
    writer.signed("checkpoint acc", acc, ACC)
}

fn read_checkpoint(reader: &mut Reader) -> Result<Option<Checkpoint>, RecordError> {
    let time = reader.moment(MOMENT)?;
    let acc = reader.signed(ACC)?;
    match (time, acc) {
        (0, 0) => Ok(None),
        (0, _) => Err(RecordError::Field { field: "checkpoint acc" }),
        _ => Ok(Some(Checkpoint { time, acc })),
    }
}
