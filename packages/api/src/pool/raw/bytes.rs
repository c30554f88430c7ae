//! Big-endian integers of any width up to 16 bytes.

use super::RecordError;

/// Bytes of a time or a height.
pub(super) const MOMENT: usize = 5;
/// Bytes of an accumulator.
pub(super) const ACC: usize = 12;

/// Fills a record from its front.
pub(super) struct Writer<'a> {
    rest: &'a mut [u8],
}

impl<'a> Writer<'a> {
    pub(super) fn new(record: &'a mut [u8]) -> Self {
        Self { rest: record }
    }

    pub(super) fn unsigned(
        &mut self,
        field: &'static str,
        value: u128,
        width: usize,
    ) -> Result<(), RecordError> {
        let bytes = value.to_be_bytes();
        self.put(field, &bytes, width, 0)
    }

    pub(super) fn signed(
        &mut self,
        field: &'static str,
        value: i128,
        width: usize,
    ) -> Result<(), RecordError> {
        let fill = if value < 0 { 0xff } else { 0 };
        let bytes = value.to_be_bytes();
        let sign_fits =
            bytes.iter().rev().nth(width.saturating_sub(1)).is_some_and(|top| top >> 7 == fill >> 7);
        if !sign_fits {
            return Err(RecordError::Field { field });
        }
        self.put(field, &bytes, width, fill)
    }

    /// Writes the last `width` bytes; those before them must all be `fill`.
    fn put(&mut self, field: &'static str, bytes: &[u8], width: usize, fill: u8) -> Result<(), RecordError> {
        let refused = || RecordError::Field { field };
        let cut = bytes.len().checked_sub(width).ok_or_else(refused)?;
        let (head, tail) = bytes.split_at_checked(cut).ok_or_else(refused)?;
        if head.iter().any(|byte| *byte != fill) {
            return Err(refused());
        }
        let (place, rest) =
            core::mem::take(&mut self.rest).split_at_mut_checked(width).ok_or_else(refused)?;
        place.copy_from_slice(tail);
        self.rest = rest;
        Ok(())
    }
}

/// Takes a record apart from its front.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(record: &'a [u8], expected: usize) -> Result<Self, RecordError> {
        if record.len() != expected {
            return Err(RecordError::Length { expected, got: record.len() });
        }
        Ok(Self { rest: record })
    }

    pub(super) fn unsigned(&mut self, width: usize) -> Result<u128, RecordError> {
        let place = self.take(width)?;
        Ok(place.iter().fold(0, |value, byte| value << 8 | u128::from(*byte)))
    }

    pub(super) fn moment(&mut self, width: usize) -> Result<u64, RecordError> {
        u64::try_from(self.unsigned(width)?).map_err(|_| RecordError::Field { field: "moment" })
    }

    pub(super) fn signed(&mut self, width: usize) -> Result<i128, RecordError> {
        let place = self.take(width)?;
        let sign = if place.first().is_some_and(|top| top >> 7 == 1) { -1 } else { 0 };
        Ok(place.iter().fold(sign, |value, byte| value << 8 | i128::from(*byte)))
    }

    fn take(&mut self, width: usize) -> Result<&'a [u8], RecordError> {
        let short = RecordError::Length { expected: width, got: self.rest.len() };
        let (place, rest) = self.rest.split_at_checked(width).ok_or(short)?;
        self.rest = rest;
        Ok(place)
    }
}
