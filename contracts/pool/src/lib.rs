//! Pools, routes, price accumulators and accounts.
