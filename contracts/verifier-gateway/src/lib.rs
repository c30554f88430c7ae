//! Verification methods, proofs and verdicts.
