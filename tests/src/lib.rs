//! Scenarios, invariants and adversaries over all contracts together.
