//! Hardware classes, providers, bonds, credits, locks, reputation and slashing.
