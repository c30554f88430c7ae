//! Telling what happens.

/// Is told what happens, a line per fact.
pub trait Progress {
    /// One fact.
    fn say(&mut self, line: &str);
}

impl<F: FnMut(&str)> Progress for F {
    fn say(&mut self, line: &str) {
        self(line);
    }
}
