//! Statements and zero-knowledge proof verification, pure.
