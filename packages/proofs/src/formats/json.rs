//! Fields of JSON documents, read with their paths.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value;

use super::FormatError;

/// A value and the path to it.
pub struct Field<'a> {
    pub path: String,
    value: &'a Value,
}

/// Parses a document.
pub fn parse(name: &str, text: &str) -> Result<Value, FormatError> {
    serde_json::from_str(text).map_err(|error| FormatError::new(name, "JSON", error))
}

impl<'a> Field<'a> {
    pub const fn root(value: &'a Value) -> Self {
        Self { path: String::new(), value }
    }

    /// The member of an object under the first of its names that is there.
    pub fn member(&self, names: &[&str]) -> Result<Field<'a>, FormatError> {
        self.find(names)
            .ok_or_else(|| FormatError::new(self.child(&names.join(" or ")), "a value", "nothing"))
    }

    /// The same, none if it is missing or null.
    pub fn find(&self, names: &[&str]) -> Option<Field<'a>> {
        let (name, value) = names.iter().find_map(|name| Some((name, self.value.get(name)?)))?;
        (!value.is_null()).then(|| Field { path: self.child(name), value })
    }

    /// The elements of a list.
    pub fn list(&self) -> Result<Vec<Field<'a>>, FormatError> {
        let list = self.value.as_array().ok_or_else(|| self.unexpected("a list"))?;
        let field = |(i, value)| Field { path: format!("{}[{i}]", self.path), value };
        Ok(list.iter().enumerate().map(field).collect())
    }

    /// The elements of a list of N.
    pub fn list_of<const N: usize>(&self) -> Result<[Field<'a>; N], FormatError> {
        let list = self.list()?;
        let got = list.len();
        list.try_into().map_err(|_| FormatError::new(&self.path, format!("{N} elements"), got))
    }

    pub fn text(&self) -> Result<&'a str, FormatError> {
        self.value.as_str().ok_or_else(|| self.unexpected("text"))
    }

    pub fn number(&self) -> Result<u64, FormatError> {
        self.value.as_u64().ok_or_else(|| self.unexpected("a whole number"))
    }

    /// The big-endian bytes of a decimal number in text, without leading zeros. A coordinate of BLS12-381 has at most 115
    /// digits.
    pub fn decimal(&self) -> Result<Vec<u8>, FormatError> {
        let text = self.text()?;
        let wrong = || FormatError::new(&self.path, "a decimal number of at most 120 digits", text);
        if text.is_empty() || text.len() > 120 {
            return Err(wrong());
        }
        let mut bytes: Vec<u8> = Vec::new();
        for digit in text.chars() {
            let mut carry = digit.to_digit(10).ok_or_else(wrong)?;
            for byte in bytes.iter_mut().rev() {
                let next = u32::from(*byte).wrapping_mul(10).wrapping_add(carry);
                let [.., low] = next.to_be_bytes();
                *byte = low;
                carry = next >> 8;
            }
            if carry != 0 {
                let [.., low] = carry.to_be_bytes();
                bytes.insert(0, low);
            }
        }
        Ok(bytes)
    }

    /// Bytes: hexadecimal text, with `0x` or without, or a list of numbers below 256.
    pub fn bytes(&self) -> Result<Vec<u8>, FormatError> {
        let Some(text) = self.value.as_str() else {
            let byte = |field: &Field<'_>| {
                u8::try_from(field.number()?).map_err(|_| field.unexpected("a number below 256"))
            };
            return self.list()?.iter().map(byte).collect();
        };
        let digits = text.strip_prefix("0x").unwrap_or(text);
        let wrong = || FormatError::new(&self.path, "an even number of hexadecimal digits", text);
        let digits =
            digits.chars().map(|c| c.to_digit(16)).collect::<Option<Vec<u32>>>().ok_or_else(wrong)?;
        let (pairs, rest) = digits.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(wrong());
        }
        Ok(pairs.iter().filter_map(|[high, low]| u8::try_from(high << 4 | low).ok()).collect())
    }

    /// 32 bytes, as [`Self::bytes`].
    pub fn word(&self) -> Result<[u8; 32], FormatError> {
        let bytes = self.bytes()?;
        let got = bytes.len();
        bytes.try_into().map_err(|_| FormatError::new(&self.path, "32 bytes", format!("{got} bytes")))
    }

    /// That the value is not what was expected. A long value is cut.
    pub fn unexpected(&self, expected: &str) -> FormatError {
        let mut got: String = self.value.to_string().chars().take(80).collect();
        if got.is_empty() {
            got = "nothing".to_string();
        }
        FormatError::new(&self.path, expected, got)
    }

    fn child(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_string()
        } else {
            format!("{}.{name}", self.path)
        }
    }
}
