//! Reading a line of words: numbers, separated by a space, `-` for none.

use std::str::{FromStr, SplitWhitespace};

/// The words of a line, read one after the other.
pub struct Words<'a>(SplitWhitespace<'a>);

impl<'a> Words<'a> {
    pub fn of(line: &'a str) -> Self {
        Self(line.split_whitespace())
    }

    pub fn word(&mut self) -> &'a str {
        self.0.next().expect("a word is missing")
    }

    /// A number that fits the type that the rule takes.
    pub fn num<T: FromStr>(&mut self) -> T {
        self.option().expect("a number, got none")
    }

    pub fn option<T: FromStr>(&mut self) -> Option<T> {
        let word = self.word();
        let parse = || word.parse().unwrap_or_else(|_| panic!("{word} does not fit its type"));
        (word != "-").then(parse)
    }

    pub fn flag(&mut self) -> bool {
        self.num::<u8>() == 1
    }
}

/// Numbers as the words of a line.
pub fn line(numbers: &[u128]) -> String {
    numbers.iter().map(u128::to_string).collect::<Vec<_>>().join(" ")
}
