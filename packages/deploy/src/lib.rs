//! The deploy plan: a wiring in, addresses and instantiate messages out.
